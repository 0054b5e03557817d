"""Whose a file is, and of which exercise, by the names that a platform or a person gave.

- Moodle: ``Ani Petrosyan_1000_assignsubmission_file_/…`` (with groups ``Group A-Ani Petrosyan_1000_…``), or without folders ``…_file_x.ipynb``;
- Canvas: ``petrosyanani_LATE_1000_77000_x-1.ipynb``, or without names ``anon_xY3f9_77000_…``;
- Blackboard: ``Exercise 1_ani12_attempt_2026-11-20-13-45-10_x.ipynb``, and a text beside it that has the name;
- Brightspace: ``12345-67890 - Ani Petrosyan - Nov 20, 2026 145 PM/x.ipynb``;
- Gradescope: ``submission_4711/x.ipynb``, with the names in ``submission_metadata.yml``;
- by hand: a folder a student, as nbgrader has it too, or a student's name beside the exercise's: ``Ani Petrosyan 01_the_argument.ipynb``.

A platform's pattern is believed only where most of the outermost entries follow it, and then its outermost match: no student can take
another's number by naming a file so, and what stands inside a student's zip has no vote. A name that only says "Untitled", "Copy of",
"homework" or the exercise is nobody's: it is asked about, and never makes a student.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from ..exercises.conventions import known
from .notebook import Notebook
from .records import HandIn
from .sheets import digest
from .shelf import Shelved

LONGEST = 200  # characters of a name
_ENDING = re.compile(r"(\.[A-Za-z0-9]{1,10})(\s*(?:\([0-9]+\))?)$")
_NUMBERED = re.compile(r"(.+?)\s*\(([0-9]{1,3})\)", re.S)
_COPIED = re.compile(r"(.+?)[\s_-]+(?:copy|kopie|copie|copia|cópia|копия)\s*([0-9]{0,3})", re.S | re.I)
_COPY_OF = re.compile(r"\s*(?:copy of|kopie von|copie de|copia de|cópia de)\s+(.+)", re.S | re.I)
_AGAIN = re.compile(r"(.+)-([0-9]{1,2})", re.S)
_WORDS = """
answer answers assignment assignments attachment attachments autograded class copy doc document download downloads
draft drafts ex exercise exercises file files final hand handin handins hand-ins homework in ipynb item jupyter lesson
mail my new note notebook notebooks notes of old readme result solution solutions submission submissions submitted
task tasks the unbenannt untitled v version week work
"""
_NOBODY = frozenset(_WORDS.split())  # they stand in files' names and name no person
_JOINERS = "\u200c\u200d"  # invisible, and part of how Persian and Indian names are spelt

_PLATFORMS = {
    "moodle": r"(?P<name>.*?)(?:_(?P<number>[0-9]+))?_assignsubmission_(?:(?P<typed>onlinetext)|[a-z]+)(?:_(?P<rest>.*))?",
    "brightspace": r"(?P<number>[0-9]+-[0-9]+) - (?P<name>.+) - (?P<when>[^-]*[0-9]{4}[^-]*)",
    "blackboard": r".*_(?P<number>[^_]+)_attempt_(?P<when>[0-9]{4}(?:-[0-9]{2}){5})(?:_(?P<rest>.+)|(?P<typed>\.txt))",
    "canvas": r"(?:(?P<name>[^\s.]+?)(?P<late>_LATE|_late)?_(?P<number>[0-9]+)|(?P<late_too>LATE_)?(?P<anonymous>anon_\w+?))"
    r"_(?:[1-9][0-9]*_(?P<rest>.+)|(?P<typed>text|link)\.html)",
}
_PATTERNS = {platform: re.compile(pattern, re.S) for platform, pattern in _PLATFORMS.items()}
_NAMES_FILES_ONLY = ("blackboard", "canvas")
_GRADESCOPE = re.compile(r"submission_[0-9]+")
GRADESCOPE_NAMES = "submission_metadata.yml"

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its notebook if it is one, the exercise that its content names, and a platform's own note."""

    parts: Parts
    notebook: Shelved[Notebook] | None = None
    exercise: str = ""
    problem: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Whose:
    """What a file's place says of it: student, name, its own file name, and what a platform tells besides."""

    student: str
    name: str
    file: str
    platform: str = ""
    late: bool = False
    typed: bool = False
    when: str = ""


# --- which exercise ------------------------------------------------------------------------------------------------


@cache
def _spellings(names: Parts) -> dict[str, re.Pattern]:
    """How each exercise may be written in a file's name: ``01_the_argument_exercise``, “the argument”, “Exercise 1”."""
    made = {}
    for name in names:
        number, *words = name.split("_")
        between, digits = r"[\s_.:-]*", f"0*{int(number)}"
        spelt = between.join(map(re.escape, words))
        kinds = rf"(?<![^\W_])(?:exercise|ex|lesson|week){between}{digits}(?![0-9])"
        made[name] = re.compile(
            rf"(?:(?:{kinds}|(?<![0-9]){digits}){between})?{spelt}(?:{between}exercise)?|{kinds}", re.I
        )
    return made


def in_name(name: str) -> str:
    """The exercise that a file's name names; empty if none, or if several."""
    found = [e for e, spelling in _spellings(tuple(known()["exercises"])).items() if spelling.search(name)]
    return found[0] if len(found) == 1 else ""


def _no_exercise() -> str:
    return (
        "No exercise was found in it: neither in its metadata, nor an answer cell by its id or its comment “# Your answer to …”, nor a "
        f"name in the file's name. Name it after one of {', '.join(known()['exercises'])}, or hand in the notebook of the exercise."
    )


# --- whose it is ---------------------------------------------------------------------------------------------------


def filed(found: list[ReadFile], around: Parts, source: str) -> list[HandIn]:
    """A hand-in for each file. ``around`` are the names of what lies around all of them, ``source`` is what it is called."""
    side_by_side = _exports_side_by_side(found)
    whose = side_by_side or _of(found, around)
    with_notebooks = {w.student for f, w in zip(found, whose, strict=True) if f.notebook or not w.typed}
    rows = [
        _row(f, w, stem(f.parts[0]) if side_by_side else source)
        for f, w in zip(found, whose, strict=True)
        if not _of_the_platform(f, w, whose) and (f.notebook or not w.typed or w.student not in with_notebooks)
    ]
    return _distinct(_by_time(rows))


def _exports_side_by_side(found: list[ReadFile]) -> list[_Whose] | None:
    """Of a folder that holds nothing but zips, each the export of a platform; None of any other."""
    if not all(ending(f.parts[0]) == ".zip" for f in found):
        return None
    groups = defaultdict(list)
    for index, file in enumerate(found):
        groups[file.parts[0]].append((index, replace(file, parts=file.parts[1:])))
    made: dict[int, _Whose] = {}
    for zipped, own in groups.items():
        a_students = any(p.fullmatch(n) for p in _PATTERNS.values() for n in (zipped, stem(zipped)))
        if a_students or not all(f.parts for _i, f in own):
            return None
        shapes = _shapes([f for _i, f in own], ())
        if not _is_export([f.parts for _i, f in own], [s is not None for s in shapes]):
            return None
        by_place = [s or _by_hand(f.parts) for s, (_i, f) in zip(shapes, own, strict=True)]
        made |= {i: w for w, (i, _f) in zip(_without_groups(by_place), own, strict=True)}
    return [made[i] for i in range(len(found))]


def _of(found: list[ReadFile], around: Parts) -> list[_Whose]:
    outer = [_outer(f.parts) for f in found]
    shapes = _shapes(found, around)
    votes = [
        bool(s and (s.platform == "gradescope" or _shape(around, p, {}))) for s, p in zip(shapes, outer, strict=True)
    ]
    trusted = _is_export(outer, votes)
    wrapper = 0 if trusted else _wrapper(outer)
    made = [s if s and trusted else _by_hand(f.parts, wrapper) for f, s in zip(found, shapes, strict=True)]
    return _without_groups(made)


def _shapes(found: list[ReadFile], around: Parts) -> list[_Whose | None]:
    """What follows a platform's pattern. Of Brightspace's two numbers one is the assignment's, the same in all: the other is the student's."""
    named: dict[str, tuple[str, str]] = {}
    for file in (f for f in found if f.text):
        named |= _gradescope_names(file.text) if file.parts[-1] == GRADESCOPE_NAMES else _blackboard_names(file.text)
    made = [_shape(around, f.parts, named) for f in found]
    pairs = [s.student.split("-") for s in made if s and s.platform == "brightspace"]
    own = 0 if len({one for one, _two in pairs}) >= len({two for _one, two in pairs}) else 1
    return [replace(s, student=s.student.split("-")[own]) if s and s.platform == "brightspace" else s for s in made]


def _shape(around: Parts, parts: Parts, named: dict[str, tuple[str, str]]) -> _Whose | None:
    """What the outermost part that follows a platform's pattern says; None if none does. ``named``: what platforms' notes say of names."""
    last = parts[-1]
    for part in (*around, *parts):
        if _GRADESCOPE.fullmatch(part) and part in named:
            return _Whose(*named[part], last, "gradescope")
        is_file = part == last or ending(part) == ".zip"
        for platform, pattern in _PATTERNS.items():
            if (platform in _NAMES_FILES_ONLY and not is_file) or not (found := pattern.fullmatch(part)):
                continue
            told = defaultdict(str, {k: v for k, v in found.groupdict().items() if v})
            student = told["number"] or told["anonymous"] or told["name"]
            name = told["name"] or named.get(student, ("", student))[1]
            own = told["rest"] if part == last and told["rest"] else last
            late, when = bool(told["late"] or told["late_too"]), _sortable(told["when"])
            if student:
                return _Whose(student, name, own, platform, late, bool(told["typed"]), when)
    return None


def _blackboard_names(text: str) -> dict[str, tuple[str, str]]:
    found = re.findall(r"^Name: (.{1,200}) \(([^()\n]{1,100})\)\s*$", text, re.M)
    return {user: (user, name.strip()) for name, user in found}


def _gradescope_names(text: str) -> dict[str, tuple[str, str]]:
    """Submission, and the number and name of whoever handed it in; of a group all, joined."""
    made = {}
    for block in re.split(r"^(?=submission_[0-9]+:)", text, flags=re.M):
        found = _GRADESCOPE.match(block)
        told = {k: re.findall(rf"^\s*(?:- )?:{k}: *(.*)$", block, re.M) for k in ("name", "sid", "email")}
        names, numbers, mails = ([v for x in told[k] if (v := x.strip(" '\""))] for k in told)
        if found and names:
            made[found[0]] = (" and ".join(numbers or mails or names), " and ".join(names))
    return made


def _sortable(when: str) -> str:
    """Brightspace's “Nov 20, 2026 145 PM” as text that sorts by time; any other text as it is."""
    parts = re.fullmatch(r"(\w{3})\w* ([0-9]{1,2}), ([0-9]{4}) ([0-9]{3,4}) ([AP]M)", when.strip())
    try:
        said = "{} {} {} {:0>4} {}".format(*parts.groups()) if parts else ""
        return datetime.strptime(said, "%b %d %Y %I%M %p").isoformat()
    except ValueError:
        return when


def _without_groups(whose: list[_Whose]) -> list[_Whose]:
    """Moodle puts “Group A-” before the names of a course with groups: what few share and all have is no part of a name."""
    names = {w.name for w in whose if w.platform == "moodle"}
    groups = {n.partition("-")[0] for n in names}
    if not all("-" in n for n in names) or 2 * len(groups) > len(names):
        return whose
    return [replace(w, name=w.name.partition("-")[2].strip() or w.name) if w.platform == "moodle" else w for w in whose]


def _of_the_platform(file: ReadFile, whose: _Whose, all_of: list[_Whose]) -> bool:
    """Whether a platform put the file there for itself: it has no row."""
    platforms = {w.platform for w in all_of}
    name = file.parts[-1].casefold()
    return name == GRADESCOPE_NAMES or (name == "index.html" and "brightspace" in platforms and whose.platform == "")


def _outer(parts: Parts) -> Parts:
    """A path as far as its first zip: what is inside has no vote."""
    return next((parts[: i + 1] for i, p in enumerate(parts) if ending(p) == ".zip"), parts)


def _is_export(paths: list[Parts], fit: list[bool]) -> bool:
    """Whether a platform made the source: in most of its outermost folders and files most files follow a pattern."""
    common = _common(paths)
    votes: dict[str, list[bool]] = {}
    for parts, fits in zip(paths, fit, strict=True):
        votes.setdefault(parts[common], []).append(fits)
    return 2 * sum(2 * sum(v) > len(v) for v in votes.values()) > len(votes)


def _common(paths: list[Parts]) -> int:
    """How many folders lie around every file."""
    depth = 0
    while all(len(p) > depth + 1 for p in paths) and len({p[depth] for p in paths}) == 1:
        depth += 1
    return depth


def _wrapper(paths: list[Parts]) -> int:
    """How many of the folders around every file are no student's, but the export's own: most entries within name people of their own."""
    for depth in range(_common(paths), 0, -1):
        entries = {p[: depth + 1]: p for p in paths}
        people = [
            _folder_person(p[depth:]) or (person(stem(p[-1])) if len(p) == len(e) else "") for e, p in entries.items()
        ]
        in_folders = all(_folder_person(p[depth:]) for p in paths)
        if in_folders or (2 * sum(map(bool, people)) > len(people) and len({*people} - {""}) > 1):
            return depth
    return 0


def _folder_person(parts: Parts) -> str:
    """The first folder that names a person; empty if none does."""
    named = (person(stem(f) if ending(f) == ".zip" else f) for f in parts[:-1])
    return next((name for name in named if name), "")


def _by_hand(parts: Parts, wrapper: int = 0) -> _Whose:
    """The first folder that names a person, else what the file's name holds beside the exercise; else nobody."""
    name = _folder_person(parts[wrapper:]) or person(stem(parts[-1]))
    return _Whose(name, name, parts[-1])


def person(text: str) -> str:
    """What is left of a name without the exercise, “hand in”, the number of a copy and words that name nobody."""
    text = _uncopied(unicodedata.normalize("NFC", text), False)[0]
    text = found[1] if (found := _COPY_OF.fullmatch(text)) else text
    for spelling in _spellings(tuple(known()["exercises"])).values():
        text = spelling.sub("\0", text)
    text = re.sub(r"(?<![^\W_])hand[\s_-]*in(?![^\W_])", "\0", text, flags=re.I)
    text = re.sub(r"[\s_.,-]*\0[\s_.,\0-]*", " ", text)
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip(" _-,")
    tokens = [re.sub(r"[0-9]+$", "", t) for t in re.split(r"[\s_.,()-]+", text.casefold())]
    return "" if all(len(t) < 2 or t in _NOBODY for t in tokens) or text.casefold() in _NOBODY else text


# --- rows ----------------------------------------------------------------------------------------------------------


def _row(found: ReadFile, whose: _Whose, source: str) -> tuple[HandIn, str]:
    exercise = found.exercise or in_name(whose.file)
    problem = found.problem or ("" if exercise else _no_exercise())
    if not exercise:  # a row about an essay belongs to an exercise all the same
        exercise = next((e for e in map(in_name, reversed(found.parts[:-1])) if e), "")
    if whose.typed and found.problem:
        problem = "It is text typed into the platform, not a notebook. Hand in the exercise as the .ipynb file that Jupyter saved."
    student = safe(whose.student)
    made = HandIn(
        student,
        safe(whose.name),
        safe("/".join(safe(p) for p in found.parts), 5 * LONGEST),
        exercise,
        whose.late,
        _uncopied(stem(whose.file), whose.platform == "canvas")[1],
        None if problem else found.notebook,
        problem,
        whose.platform,
        student,
        safe(source),
    )
    return made, whose.when


def _by_time(rows: list[tuple[HandIn, str]]) -> list[HandIn]:
    """The time of an attempt, where a platform tells it, counts before a copy's number."""
    times = {when: rank for rank, when in enumerate(sorted({when for _row, when in rows if when}), 1)}
    return [replace(row, copy=row.copy + 1000 * times[when]) if when else row for row, when in rows]


def _distinct(rows: list[HandIn]) -> list[HandIn]:
    """No two rows name the same file, even where two names differ only in what cannot be seen."""
    seen: Counter = Counter()
    made = []
    for row in rows:
        seen[row.file] += 1
        made.append(row if seen[row.file] == 1 else replace(row, file=f"{row.file} [{seen[row.file]}]"))
    return made


# --- names ---------------------------------------------------------------------------------------------------------


def ending(name: str) -> str:
    """The ending in small letters, whatever number a browser put after it: ``name.ipynb (1)``."""
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


def stem(name: str) -> str:
    """A file's name without its ending, or endings where a browser added one: ``name.ipynb.txt``."""
    bare = _ENDING.sub(r"\2", name)
    return _ENDING.sub(r"\2", bare) if ending(bare) == ".ipynb" else bare


def _uncopied(name: str, canvas: bool) -> tuple[str, int]:
    """A name without the marks of a copy, and what they add up to: “name (1)”, “name - Copy”, “name-Copy1”, Canvas's “name-1”."""
    count = 0
    if canvas and (found := _AGAIN.fullmatch(name)):
        name, count = found[1], int(found[2])
    while found := _NUMBERED.fullmatch(name) or _COPIED.fullmatch(name):
        name, count = found[1], count + int(found[2] or 1)
    return name, count


def safe(text: str, longest: int = LONGEST) -> str:
    """The text in one Unicode form, with marks in the place of what cannot be seen or turns the writing round, and not too long.

    What is cut off is replaced by a number made from it, so that two names that differ stay different.
    """
    text = "".join("\ufffd" if _is_unseen(c) else c for c in unicodedata.normalize("NFC", text))
    return text if len(text) <= longest else f"{text[: longest - 10]}…{digest(text)}"


def _is_unseen(letter: str) -> bool:
    return letter not in _JOINERS and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
