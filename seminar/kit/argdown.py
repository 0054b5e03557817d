"""A map of an argument as an outline: a line stands one step to the right of the line that it speaks to.

A line supports the one above it, objects to it, or undercuts it: it grants the reason and denies that it is one (Pollock,
*Defeasible Reasoning*, 1987). Two reasons may support only together. An outline is written and read as Argdown, the plain
text of argument maps. :func:`comments` looks at the structure alone, never at whether a line is true; that two reasons need
each other it sees by the rule of "holding hands" (Rider and Thomason, in *Knowledge Cartography*, 2008).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

SUPPORTS, TOGETHER, OBJECTS, UNDERCUTS = RELATIONS = ("supports", "together", "objects", "undercuts")
_SIGNS = {SUPPORTS: "+", TOGETHER: "+", OBJECTS: "-", UNDERCUTS: "_"}
_READ = {"+": SUPPORTS, "-": OBJECTS, "_": UNDERCUTS, "\N{EN DASH}": OBJECTS, "\N{MINUS SIGN}": OBJECTS}
_STEP = 2  # spaces
_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?:<?(?P<sign>[+\-_\N{EN DASH}\N{MINUS SIGN}])[ \t]+)?(?:[<\[][^>\]]*[>\]]:[ \t]*)?(?P<words>.*)"
)
_TAG = re.compile(r"[ \t]*#(unstated|together)\b")
_CITED = re.compile(r"\bP(\d{1,2})\b")
_TURNS = (
    "but",
    "however",
    "yet",
    "although",
    "though",
    "nevertheless",
    "unless",
    "despite",
    "on the other hand",
    "even so",
)
_NOT = {"not", "no", "never", "cannot", "nobody", "nothing", "none", "neither", "nor", "without"}
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been by can could do does for from had has have he her his if in into is it its may might more"
        " of on one or out own shall she should so some such than that the their them then there these they this those to too was"
        " we were what when which who will with would you",
    )
)


@dataclass(frozen=True)
class Line:
    """One line of an outline: its words, how far it is indented (0 for the thesis), how it bears on the line above it, and
    whether the text leaves it unstated.

    ``relation`` is one of :data:`RELATIONS`; ``together`` means that it supports only with its sibling before it.
    """

    words: str
    level: int = 0
    relation: str = SUPPORTS
    unstated: bool = False


@dataclass(frozen=True)
class Comment:
    """Something to look at in a map's structure: ``kind``, the lines concerned (counted from 0), and a sentence."""

    kind: str
    lines: tuple[int, ...]
    sentence: str


def above(lines: Sequence[Line]) -> list[int | None]:
    """For each line the one that it speaks to: the nearest before it that is less indented; None where there is none."""
    found: list[int | None] = []
    for at, line in enumerate(lines):
        found.append(next((i for i in range(at - 1, -1, -1) if lines[i].level < line.level), None))
    return found


def lineage(parents: Sequence[int | None], at: int) -> list[int]:
    """The lines between a line and the thesis, nearest first."""
    line: list[int] = []
    while (parent := parents[line[-1] if line else at]) is not None:
        line.append(parent)
    return line


def joined(lines: Sequence[Line]) -> list[list[int]]:
    """The lines in groups that bear on the line above only as one: mostly one line, more where reasons stand together."""
    parents, groups = above(lines), list[list[int]]()
    for at, line in enumerate(lines):
        group = next((g for g in reversed(groups) if parents[g[0]] == parents[at]), None)
        reason = group is not None and lines[group[0]].relation == SUPPORTS
        if line.relation == TOGETHER and group is not None and reason and parents[at] is not None:
            group.append(at)
        else:
            groups.append([at])
    return groups


def cited(words: str) -> list[str]:
    """The paragraphs that a line names, such as P11."""
    return [f"P{int(number)}" for number in _CITED.findall(words)]


# --- structure


def comments(lines: Sequence[Line]) -> list[Comment]:
    """What the structure of a map makes one ask, in the order of the lines.

    Kinds: ``orphan``, ``circle``, ``objection``, ``undercut``, ``together``.
    """
    parents = above(lines)
    found: list[Comment] = []
    for at, line in enumerate(lines):
        parent = parents[at]
        if parent is None:
            found += _orphan(at)
            continue
        around = [i for i in lineage(parents, at) if _same(lines[i].words, line.words)]
        if around:
            said = f"Line {at + 1} says what line {around[0] + 1} says, which it is meant to support: the argument runs in a circle."
            found.append(Comment("circle", (around[0], at), said))
        elif line.relation in (SUPPORTS, TOGETHER):
            found += _objection(lines, at, parent)
        elif line.relation == UNDERCUTS and parents[parent] is None:
            said = f"Line {at + 1} undercuts line {parent + 1}, but that line is not given as a reason for anything. Is it an objection?"
            found.append(Comment("undercut", (parent, at), said))
    return sorted([*found, *_hands(lines, parents)], key=lambda comment: comment.lines[-1])


def _orphan(at: int) -> list[Comment]:
    said = f"Line {at + 1} hangs on nothing. Indent it under the line that it speaks to; a map has one thesis, on its first line."
    return [Comment("orphan", (at,), said)] if at else []


def _objection(lines: Sequence[Line], at: int, parent: int) -> list[Comment]:
    """A support that turns against what it hangs on: it begins with a word such as "but", or says the same with a "not"."""
    plain = lines[at].words.strip().casefold()
    turn = next((turn for turn in _TURNS if re.match(rf"{turn}\b", plain)), "")
    mine, other = _content(lines[at].words), _content(lines[parent].words)
    alike = len(mine & other) >= 2 and len(mine & other) >= 0.6 * len(mine | other)
    if not turn and not (alike and _denies(lines[at].words) != _denies(lines[parent].words)):
        return []
    why = f"begins with “{turn}”" if turn else f"seems to deny line {parent + 1}"
    said = f"Line {at + 1} {why} and is hung as a support. Is it an objection?"
    return [Comment("objection", (parent, at), said)]


def _hands(lines: Sequence[Line], parents: Sequence[int | None]) -> list[Comment]:
    """Two supports of one line that share a term which it lacks, while each has another of its terms: a middle term."""
    found = []
    groups = {at: n for n, group in enumerate(joined(lines)) for at in group}
    reasons = [i for i, line in enumerate(lines) if parents[i] is not None and line.relation in (SUPPORTS, TOGETHER)]
    for n, one in enumerate(reasons):
        for two in reasons[n + 1 :]:
            parent = parents[one]
            if parents[two] != parent or parent is None or groups[one] == groups[two]:
                continue
            a, b, top = (_content(lines[i].words) for i in (one, two, parent))
            if (shared := (a & b) - top) and (a & top) - b and (b & top) - a:
                term = next(word for word in _words(lines[one].words) if _stem(word) in shared)
                said = (
                    f"Lines {one + 1} and {two + 1} both speak of “{term}”, and line {parent + 1} does not. "
                    "Does each support it alone? If they need each other, hang the second together with the first."
                )
                found.append(Comment("together", (one, two), said))
    return found


def _same(one: str, other: str) -> bool:
    return bool(_content(one)) and _content(one) == _content(other) and _denies(one) == _denies(other)


def _denies(words: str) -> bool:
    return sum(word in _NOT or word.endswith(("n't", "n’t")) for word in _words(words)) % 2 == 1


def _words(words: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", _CITED.sub("", words).casefold())


@lru_cache(maxsize=4096)
def _content(words: str) -> frozenset[str]:
    """The words that carry the meaning, without their endings: what two lines can have in common."""
    return frozenset(
        _stem(word) for word in _words(words) if word not in _SMALL | _NOT and not word.endswith(("n't", "n’t"))
    )


def _stem(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


# --- Argdown


def written(lines: Sequence[Line]) -> str:
    """The outline as Argdown: ``+`` supports, ``-`` objects, ``_`` undercuts; what the text leaves out is tagged ``#unstated``,
    a reason that needs the one before it ``#together``."""
    found = []
    for at, line in enumerate(lines):
        tags = " #together" * (line.relation == TOGETHER) + " #unstated" * line.unstated
        name = f"[{at + 1}]" if line.level == 0 else f"<{at + 1}>"
        sign = f"{_SIGNS[line.relation]} " if line.level else ""
        found.append(f"{' ' * _STEP * line.level}{sign}{name}: {_one_line(line.words)}{tags}")
    return "\n".join(found) + "\n" * bool(found)


def _one_line(words: str) -> str:
    return " ".join(re.sub(r"[#<>{}\[\]]", "", words).split())  # these mean something to Argdown


def read(text: str) -> list[Line]:
    """The outline that a text in Argdown gives, however far each step is indented, with or without titles and signs.

    A line that is indented and has no sign supports. Empty lines and comments (``//``) are passed over.
    """
    lines: list[Line] = []
    indents: list[int] = []  # of the lines that the next one may speak to
    for raw in text.expandtabs(4).splitlines():
        parts = _LINE.fullmatch(raw.rstrip())
        if parts is None or not parts["words"].strip() or parts["words"].lstrip().startswith("//"):
            continue
        indent = len(parts["indent"])
        while indents and indents[-1] >= indent:
            indents.pop()
        tags, words = set(_TAG.findall(parts["words"])), _TAG.sub("", parts["words"]).strip()
        relation = _READ.get(parts["sign"] or "+", SUPPORTS)
        if relation == SUPPORTS and "together" in tags:
            relation = TOGETHER
        lines.append(Line(words, len(indents), relation if indents else SUPPORTS, "unstated" in tags))
        indents.append(indent)
    return lines


def from_rows(rows: Sequence[dict]) -> list[Line]:
    """The lines of an outline as a form or a table holds them; empty ones are left out, and what is no row is passed over.

    A row that is more than one step to the right of the one before it counts as one step.
    """
    lines: list[Line] = []
    for row in rows:
        words = str(row.get("words", "")).strip()
        if words:
            deepest = lines[-1].level + 1 if lines else 0
            relation = next((known for known in RELATIONS if known == row.get("relation")), SUPPORTS)
            lines.append(Line(words, min(_level(row), deepest), relation, row.get("unstated") in (True, "yes")))
    return lines


def _level(row: dict) -> int:
    level = row.get("level", 0)
    return max(int(level), 0) if isinstance(level, (int, float)) else 0
