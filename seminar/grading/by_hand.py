"""Marks that a person gives: ``marks_by_hand.csv``, with a row for each text to be read, never overwritten, and read by every run.

Points for a text; points in the place of the machine's, which need a reason; and comments, which stand on the student's page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from ..exercises.marking import amount
from . import sheets

NAME = "marks_by_hand.csv"
COLUMNS = ("student", "task", "points", "reason", "comment", "name", "out of")


@dataclass(frozen=True)
class Hand:
    """What a person says of one student's task. ``points`` is None where only a comment was given."""

    points: float | None = None
    reason: str = ""
    comment: str = ""


@dataclass
class Hands:
    """Every row that counts, by student and task; what is wrong with the others; comments used twice or more, by task."""

    rows: dict[tuple[str, str], Hand] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    there: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path, checks: dict) -> Hands:
        """FileError where the file cannot be read; a row that makes no sense is named and does not count."""
        made = cls()
        for number, row in enumerate(sheets.read(folder / NAME, COLUMNS[:5]), 2):
            place = (row["student"], row["task"])
            made.there.add(place)
            hand = Hand(sheets.number(row["points"]) if row["points"] else None, row["reason"], row["comment"])
            if hand == Hand() and not row["points"]:
                continue
            if said := _wrong(row, hand, checks["tasks"].get(row["task"]), place in made.rows):
                made.wrong.append(f"{NAME}, line {number} ({row.get('name') or row['student']}, {row['task']}): {said}")
            else:
                made.rows[place] = hand
        return made

    def bank(self) -> dict[str, list[tuple[str, int]]]:
        """Comments that were used twice or more, by task, the most used first: they are offered again."""
        used = Counter((task, hand.comment) for (_student, task), hand in self.rows.items() if hand.comment)
        offered: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for (task, comment), times in sorted(used.items(), key=lambda pair: (-pair[1], pair[0])):
            offered[task] += [(comment, times)] if times > 1 else []
        return {task: found for task, found in offered.items() if found}

    def ask(self, folder: Path, wanted: list[tuple[str, str, str, float]]) -> int:
        """Add a row for each text (student, name, task, points at most) that has none; how many were added."""
        rows = [[s, t, "", "", "", name, amount(most)] for s, name, t, most in wanted if (s, t) not in self.there]
        if rows or not (folder / NAME).exists():
            sheets.append(folder / NAME, COLUMNS, rows)
        return len(rows)


def _wrong(row: dict[str, str], hand: Hand, task: dict | None, twice: bool) -> str:
    """Why a row does not count, in a sentence."""
    if task is None:
        return f"“{row['task']}” is not a task. Write one of 1.1 to 7.5, as text (a spreadsheet may have made a date of it)."
    if row["points"] and hand.points is None:
        return f"“{row['points']}” is not a number. Write points such as 3 or 2.5."
    if hand.points is not None and not 0 <= hand.points <= task["points"]:
        return f"{amount(hand.points)} points are given, and 0 to {amount(task['points'])} are possible."
    if hand.points is not None and task["kind"] != "prose" and not hand.reason:
        return "points in the place of the machine's need a reason, which the student reads. Write it; until then they do not count."
    return "an earlier line says something else of the same task. Keep one of them." if twice else ""
