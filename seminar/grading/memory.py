"""What a gradebook remembers from week to week: every file that was graded, what was released, and what moved last.

A run adds and replaces what it was given. Of a student's exercise the newer run counts as soon as it holds a file that could be
graded. Nothing is dropped but by ``forget``. Marks stay as they were made until the same hand-in is graded again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ..kit import words
from .records import Graded, HandIn, Result, put
from .who import Filed, digest

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
class Memory:
    """Everything that is kept. ``marks`` are those that the pages last showed: student, exercise and task → points."""

    files: list[Graded] = field(default_factory=list)
    released: set[str] = field(default_factory=set)
    marks: dict[str, str] = field(default_factory=dict)
    moved: Moved = field(default_factory=Moved)
    # what a person marked: the answer's digest, and the row
    by_hand: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Memory:
        """What ``folder`` holds; nothing where there is no file. DamagedError if it is damaged."""
        try:
            body = json.loads((folder / NAME).read_text(encoding="utf-8"))
            files = [_graded(f) for f in body["files"]]
            return cls(files, set(body["released"]), body["marks"], Moved(**body["moved"]), body["by_hand"])
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedError(
                f"{folder / NAME} is damaged ({error!r}). Put a copy back, or move it away and grade every week's hand-ins again."
            ) from None

    def write(self, folder: Path) -> None:
        """Keep it, whole or not at all."""
        body = {
            "files": [
                _json(f) for f in sorted(self.files, key=lambda f: (f.handin.student, f.handin.exercise, f.handin.file))
            ],
            "released": sorted(self.released),
            "marks": dict(sorted(self.marks.items())),
            "moved": asdict(self.moved),
            "by_hand": dict(sorted(self.by_hand.items())),
        }
        put(folder / NAME, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))

    def add(self, graded: Iterable[Graded]) -> None:
        """Take in what a run has graded."""
        graded = list(graded)
        whole = {(_who(g), g.handin.exercise) for g in graded if g.result and g.handin.exercise}
        same = {(_who(g), g.handin.exercise, g.handin.file) for g in graded}
        self.files = [f for f in self.files if not self._replaced(f, whole, same)] + graded

    @staticmethod
    def _replaced(old: Graded, whole: set, same: set) -> bool:
        """A file that could be graded goes only for one that can; another goes with its place."""
        place = (_who(old), old.handin.exercise)
        return place in whole or (old.result is None and (*place, old.handin.file) in same)

    def forget(self, what: str) -> int:
        """Drop a student (by key or name) or an exercise; how many files went."""
        kept = [f for f in self.files if what not in (f.handin.student, f.handin.name, f.handin.exercise)]
        gone, self.files = len(self.files) - len(kept), kept
        return gone

    def compare(self, marks: dict[tuple[str, str, str], str]) -> Moved:
        """What has moved since the pages last showed marks: (student's key, name, task) → points in words; then remember these."""
        now = {f"{key}\t{task}": (name, task, points) for (key, name, task), points in marks.items()}
        had = {mark.rpartition(".")[0] for mark in self.marks}  # student and exercise
        fresh = {
            (name, mark.rpartition(".")[0])
            for mark, (name, _task, _points) in now.items()
            if mark.rpartition(".")[0] not in had
        }
        old = {mark: self.marks.get(mark, "–") for mark in now if mark.rpartition(".")[0] in had}
        changed = [[n, t, old[m], p] for m, (n, t, p) in now.items() if m in old and old[m] != p]
        gone = [[m.split("\t")[0], m.split("\t")[1], p, "gone"] for m, p in self.marks.items() if m not in now]
        found = Moved(
            [[name, mark.rpartition("\t")[2]] for name, mark in sorted(fresh)], sorted(changed) + sorted(gone)
        )
        if found.new or found.marks:
            self.moved = found
        self.marks = {mark: points for mark, (_n, _t, points) in now.items()}
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


def _who(one: Graded) -> str:
    return one.handin.who if isinstance(one.handin, Filed) else one.handin.student


def _json(one: Graded) -> dict:
    handin = {k: v for k, v in asdict(replace(one.handin, content=b"")).items() if k != "content"}
    return {
        "handin": handin,
        "result": one.result.to_json() if one.result else None,
        "notes": one.notes,
        "flags": one.flags,
    }


def _graded(body: dict) -> Graded:
    handin = (Filed if "number" in body["handin"] else HandIn)(**body["handin"])
    result = Result.from_json(body["result"]) if body["result"] else None
    return Graded(handin, result, False, tuple(body["notes"]), tuple(body["flags"]))
