"""What a gradebook remembers from week to week: every file that was graded, what was released, and what moved last.

A run adds and replaces what it was given. Of a student's exercise the newer run counts as soon as it holds a file that could be
graded. Nothing is dropped but by ``forget``. Marks stay as they were made until the same hand-in is graded again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import msgspec

from ..kit import words
from .records import Graded, put
from .sheets import digest
from .shelf import Shelf

NAME = ".gradebook.json"


class DamagedError(ValueError):
    """A gradebook that cannot be read; the message is a sentence."""


@dataclass
class Moved:
    """What the last run that changed anything has changed: new marks, and marks that moved (who, task, from, to)."""

    new: list[list[str]] = field(default_factory=list)
    marks: list[list[str]] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.new and not self.marks:
            return "No mark has changed since the last run."
        who = [f"  {name}, {task}: {before} → {after}" for name, task, before, after in self.marks]
        more = [f"  and {len(who) - 20} more, on the class page"] if len(who) > 20 else []
        return "\n".join(
            [f"{len(self.new)} new, {words.count(len(who), 'mark')} moved{':' if who else '.'}", *who[:20], *more]
        )


@dataclass
class _Written:
    """Everything that is kept, as it stands in the file. ``marks`` are those that the pages last showed: student, exercise and task → points."""

    files: list[msgspec.Raw] = field(default_factory=list)
    released: set[str] = field(default_factory=set)
    marks: dict[str, str] = field(default_factory=dict)
    moved: Moved = field(default_factory=Moved)
    # what a person marked: the answer's digest, and the row
    by_hand: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Memory(_Written):
    """The same, its files on a shelf."""

    files: Shelf[Graded] = field(default_factory=lambda: Shelf(Graded))  # type: ignore[assignment]

    @classmethod
    def read(cls, folder: Path) -> Memory:
        """What ``folder`` holds; nothing where there is no file. DamagedError if it is damaged."""
        try:
            told = msgspec.json.decode((folder / NAME).read_bytes(), type=_Written)
            graded = (msgspec.json.decode(one, type=Graded) for one in told.files)
            return cls(**vars(told) | {"files": Shelf(Graded, graded)})
        except FileNotFoundError:
            return cls()
        except ValueError as error:
            raise DamagedError(
                f"{folder / NAME} is damaged ({error}). Put a copy back, or move it away and grade every week's hand-ins again."
            ) from None

    def write(self, folder: Path) -> None:
        """Keep it, whole or not at all."""
        keys = [(f.handin.student, f.handin.exercise, f.handin.file) for f in self.files]
        put(folder / NAME, self._written(sorted(range(len(keys)), key=keys.__getitem__)))

    def _written(self, order: list[int]) -> Iterator[bytes]:
        before, _files, after = msgspec.json.encode(vars(self) | {"files": []}, order="sorted").partition(b'"files":[]')
        yield before + b'"files":['
        yield from (b"," * (i > 0) + self.files.json(at) for i, at in enumerate(order))
        yield b"]" + after

    def add(self, graded: Sequence[Graded]) -> None:
        """Take in what a run has graded. A file that could be graded goes only for one that can; another goes with its place."""
        whole = {_place(g) for g in graded if g.result and g.handin.exercise}
        same = {(_place(g), g.handin.file) for g in graded}
        kept = (
            f for f in self.files if _place(f) not in whole and (f.result or (_place(f), f.handin.file) not in same)
        )
        self.files = Shelf(Graded, chain(kept, graded))

    def forget(self, what: str) -> int:
        """Drop a student (by key or name) or an exercise; how many files went."""
        kept = Shelf(
            Graded, (f for f in self.files if what not in (f.handin.student, f.handin.name, f.handin.exercise))
        )
        gone, self.files = len(self.files) - len(kept), kept
        return gone

    def compare(self, marks: Iterable[tuple[str, str, str, str]]) -> Moved:
        """What has moved since the pages last showed marks (student's key, name, task, points in words); then remember these."""
        had = {mark.rpartition(".")[0] for mark in self.marks}  # student and exercise
        now: dict[str, str] = {}
        fresh: set[tuple[str, str]] = set()
        moved: list[list[str]] = []
        for key, name, task, points in marks:
            now[mark := f"{key}\t{task}"] = points
            if mark.rpartition(".")[0] not in had:
                fresh.add((name, task.partition(".")[0]))
            elif (before := self.marks.get(mark, "–")) != points:
                moved.append([name, task, before, points])
        gone = [[*mark.split("\t"), points, "gone"] for mark, points in self.marks.items() if mark not in now]
        found = Moved([list(pair) for pair in sorted(fresh)], sorted(moved) + sorted(gone))
        if found.new or found.marks:
            self.moved = found
        self.marks = now
        return found

    def outdated(self, given: list[tuple[str, str, str, str, str]]) -> list[str]:
        """A sentence for each mark by hand whose answer was handed in anew since; it stands until its row is changed."""
        before, self.by_hand, said = self.by_hand, {}, []
        for key, name, task, answer, row in given:
            now = [digest(answer), row]
            old = before.get(f"{key}\t{task}", now)
            self.by_hand[f"{key}\t{task}"] = old if old[1] == row else now
            if old[1] == row and old[0] != now[0]:
                how = "Look whether they still hold; any change in the row says that you have."
                said.append(f"{name}, {task}: handed in anew after you gave points by hand. {how}")
        return said


def _place(one: Graded) -> tuple[str, str]:
    return one.handin.who, one.handin.exercise
