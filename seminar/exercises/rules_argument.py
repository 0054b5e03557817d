"""Rules of exercise 1: a map of an argument, marked by its structure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..kit import argdown
from ..kit.words import number_word
from . import wording
from .marking import Part
from .rules import part, rule

_BARE = 3  # a line of fewer words is a heading, and not a claim
_ODD = 0.25  # of the lines may say nothing in a paragraph's words: each reader has words of her own


@rule
def map_of_a_passage(answer: str, parameters: dict, _others: dict) -> list[Part]:
    """An outline in Argdown maps a passage: one thesis, sound links, every paragraph, the steps left out, the courses kept apart.

    ``parameters``: ``passage`` (its paragraphs), ``thesis`` (those from which the first line may come), ``apart`` (pairs of
    paragraphs that speak of different courses), ``lines`` (fewest and most), ``unstated`` (fewest), ``words`` (paragraph -> what the
    tables say of it, and under ``names`` those who may stand in any line). Whether a line is a good reading is not judged; but lines most
    of which are about something else are no map of the passage, and earn nothing.
    """
    lines = argdown.read(answer)
    parents = argdown.above(lines)
    strange = _strange(lines, parents, parameters["words"])
    if lines and 2 * len(strange) > len(lines):
        said = f"Line {strange[0] + 1} says nothing of the passage, nor do most of the others. Write what the paragraphs claim."
        return [Part(0, said)] * 8
    return [
        _size(lines, *parameters["lines"]),
        _one_thesis(lines, parameters["thesis"]),
        _sound(lines),
        _deep(lines, parents),
        _cites(lines, parameters["passage"], strange),
        _whole(lines, parameters["passage"]),
        _unstated(lines, parents, parameters["unstated"]),
        _apart(lines, parents, parameters["apart"]),
    ]


def _size(lines: Sequence[argdown.Line], fewest: int, most: int) -> Part:
    said = {" ".join(line.words.casefold().split()) for line in lines}
    if len(said) < len(lines):
        return Part(0, "Two lines say the same; each line is a claim of its own.")
    if bare := [n for n, line in enumerate(lines, start=1) if len(line.words.split()) < _BARE]:
        return Part(0, f"Line {bare[0]} is too short to be a claim; write it as a sentence.")
    return part(fewest <= len(lines) <= most, f"The map has {len(lines)} lines; it should have {fewest} to {most}.")


def _one_thesis(lines: Sequence[argdown.Line], places: Sequence[str]) -> Part:
    if orphans := [c for c in argdown.comments(lines) if c.kind == "orphan"]:
        return Part(0, orphans[0].sentence)
    where = set(argdown.cited(lines[0].words)) if lines else set()
    wanted = " or ".join(places)
    return part(
        bool(where & set(places)), f"Which sentence is the passage for? Name its paragraph in the first line: {wanted}."
    )


def _sound(lines: Sequence[argdown.Line]) -> Part:
    found = [c for c in argdown.comments(lines) if c.kind in ("circle", "objection", "undercut")]
    return Part(0, found[0].sentence) if found else _hangs(lines)


def _deep(lines: Sequence[argdown.Line], parents: Sequence[int | None]) -> Part:
    direct = sum(parent == 0 for parent in parents)
    deep = max((line.level for line in lines), default=0) >= 2
    return part(
        direct >= 2 and deep, "The thesis needs two reasons or more, and at least one of them a reason of its own."
    )


def _strange(lines: Sequence[argdown.Line], parents: Sequence[int | None], told: Mapping[str, str]) -> list[int]:
    """The lines that share no word with their paragraph; names alone do for half of them. An unstated step, which is a reader's own, is one
    only if it shares no word with the passage and hangs between such lines."""
    names = wording.stems(told["names"])
    said = {place: wording.stems(words) for place, words in told.items() if place != "names"}
    whole = names.union(*said.values())
    own = [wording.stems(line.words) for line in lines]
    found: list[int] = []
    by_name: list[int] = []
    for at, line in enumerate(lines):
        near = set().union(*(said.get(place, set()) for place in argdown.cited(line.words)))
        if line.unstated or own[at] & (near - names):
            continue
        (by_name if own[at] & names else found).append(at)
    if 2 * len(by_name) > len(lines):
        found = sorted(found + by_name)
    for at in [n for n, line in enumerate(lines) if line.unstated and not own[n] & whole]:
        beside = [n for n in range(len(lines)) if n == parents[at] or parents[n] == at]
        if set(beside) <= set(found):
            found.append(at)
    return sorted(found)


def _cites(lines: Sequence[argdown.Line], passage: Sequence[str], strange: Sequence[int]) -> Part:
    for number, line in enumerate(lines, start=1):
        places = argdown.cited(line.words)
        if line.unstated and places:
            return Part(0, f"Line {number} is unstated and names a paragraph; it can be only one of the two.")
        if not line.unstated and (not places or set(places) - set(passage)):
            return Part(0, f"Line {number} needs its paragraph, {passage[0]} to {passage[-1]}, or the mark #unstated.")
    if len(strange) > _ODD * len(lines):
        return Part(0, f"Line {strange[0] + 1} has no word in common with what its paragraph says. Is it from there?")
    return part(bool(lines), "The map has no lines yet.")


def _whole(lines: Sequence[argdown.Line], passage: Sequence[str]) -> Part:
    used = {place for line in lines for place in argdown.cited(line.words)}
    missing = [place for place in passage if place not in used]
    return part(not missing, f"No line comes from {missing[0] if missing else ''}.")


def _unstated(lines: Sequence[argdown.Line], parents: Sequence[int | None], fewest: int) -> Part:
    """A step that the text leaves out stands between two lines, or together with one."""
    steps = [
        at
        for at, line in enumerate(lines)
        if line.unstated and parents[at] is not None and (at in parents or line.relation == argdown.TOGETHER)
    ]
    return part(
        len(steps) >= fewest,
        f"The map has {len(steps)} unstated step{'s' * (len(steps) != 1)} between two lines, or together with one; "
        f"it needs {number_word(fewest)} or more.",
    )


def _apart(lines: Sequence[argdown.Line], parents: Sequence[int | None], pairs: Sequence[Sequence[str]]) -> Part:
    """What is said of one course neither supports nor rests on what is said of another."""
    for at, line in enumerate(lines[1:], start=1):
        mine = set(argdown.cited(line.words))
        for other in argdown.lineage(parents, at)[:-1]:
            theirs = set(argdown.cited(lines[other].words))
            for one, two in pairs:
                if (one in mine and two in theirs) or (two in mine and one in theirs):
                    return Part(
                        0,
                        f"Line {at + 1} hangs under line {other + 1}, which speaks of another course. Does it support that?",
                    )
    return _hangs(lines)


def _hangs(lines: Sequence[argdown.Line]) -> Part:
    return part(any(line.level for line in lines), "Nothing hangs on the thesis yet.")
