"""Which hand-ins are one person's, week after week: ``who.csv`` says so, and whoever teaches has the last word in it.

A row for each name or number under which somebody has handed in, with the student that it stands for. Rows are added and never
changed. A platform's number is one student. Moodle numbers everybody anew in each assignment: a new number with a name
that has handed in before is taken for the same person, and said so, unless the two once stood in the same export. Files without a
person's name wait in rows whose student is empty. Nobody is merged or swapped without a word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..kit import words
from . import sheets
from .records import Graded, HandIn
from .sheets import folded
from .shelf import Shelf

NAME = "who.csv"
COLUMNS = ("handed in as", "student", "name", "sort by", "a file")


@dataclass
class People:
    """The rows of ``who.csv`` by what they stand for, those that are new, and what is to be said of them."""

    rows: dict[str, dict[str, str]]
    new: list[list]
    said: list[str]
    joined: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> People:
        """FileError where the file cannot be read."""
        rows = sheets.read(folder / NAME, COLUMNS[:3])
        return cls({row["handed in as"]: row for row in rows if row["handed in as"]}, [], [])

    def write(self, folder: Path) -> None:
        """Add the new rows."""
        sheets.append(folder / NAME, COLUMNS, self.new)

    def settle(self, files: Iterable[Graded]) -> Shelf[Graded]:
        """The same files, each with the student whom it belongs to. What nobody has claimed has an empty student."""
        by_who = defaultdict(list)
        for one in files:
            by_who[one.handin.who].append(one.handin)
        self._add(
            {w: by_who[w] for w in sorted(set(by_who) - self.rows.keys(), key=lambda w: (by_who[w][0].name, w))}, by_who
        )
        waiting = [w for w in by_who if not self.rows[w]["student"]]
        if waiting:
            files_are = words.count(sum(len(by_who[w]) for w in waiting), "file is nobody's", "files are nobody's")
            twins = sorted({self.rows[w]["name"] for w in waiting} - {""})
            why = ["no person's name is in them"] if any(not self.rows[w]["name"] for w in waiting) else []
            why += [f"more than one student is called {words.listed(twins)}"] if twins else []
            how = f"Say in {NAME} whose they are (column “student”), and give the command again."
            self.said.append(f"{files_are} yet: {words.listed(why)}. {how}")
        self.said += self._same_names(by_who)
        owned = Shelf(Graded)
        for one in files:
            row = self.rows[one.handin.who]
            handin = replace(one.handin, student=row["student"], name=row["name"] or row["student"])
            owned.append(replace(one, handin=handin))
        return owned

    def _add(self, new: dict[str, list[HandIn]], by_who: dict[str, list[HandIn]]) -> None:
        """A row for each who has not handed in before: by rule the same as one who has, or somebody new, or asked about."""
        taken = {row["student"] for row in self.rows.values()}
        known: defaultdict[str, set[str]] = defaultdict(set)  # name -> those of Moodle's numbers that have a student
        for who, row in self.rows.items():
            if who.startswith("moodle:"):
                known[folded(row["name"])].add(who)
        names = defaultdict(set)
        for who, own in by_who.items():
            names[folded(own[0].name)].add(who)
        for who, own in new.items():
            first, name, student = own[0], folded(own[0].name), ""
            if first.number:
                sources = {f.source for f in own}
                beside = {w for w in names[name] if w != who and sources & {f.source for f in by_who[w]}}
                numbered = first.platform == "moodle" and first.number.isdecimal() and first.name
                before = {self.rows[w]["student"] for w in known[name] - beside} - {""} if numbered else set()
                if len(before) == 1 and not beside:
                    (student,) = before
                    self.joined.append(first.name)
                elif not before:
                    student = (
                        first.number if first.number not in taken else f"{first.platform or 'by hand'} {first.number}"
                    )
            row = dict(zip(COLUMNS, (who, student, first.name, "", first.file), strict=True))
            self.rows[who] = row
            self.new.append(list(row.values()))
            taken.add(student)
            if who.startswith("moodle:"):
                known[name].add(who)

    def told(self) -> list[str]:
        """A sentence on those whom a new number of Moodle's was taken for."""
        some = words.listed([*self.joined[:5], *([f"{len(self.joined) - 5} more"] if len(self.joined) > 5 else [])])
        said = f"Known by name under a new number of Moodle's: {some}. {NAME} lists them; if one is somebody else, say so there."
        return [said] if self.joined else []

    def sort_by(self) -> dict[str, str]:
        """What ``who.csv`` says to sort students by, where it says something."""
        return {row["student"]: row["sort by"] for row in reversed(self.rows.values()) if row.get("sort by")}

    def _same_names(self, by_who: dict[str, list[HandIn]]) -> list[str]:
        """A sentence for each name that stands for several students: they may be one person."""
        students, kinds = defaultdict(set), defaultdict(list)
        for who in by_who:
            row = self.rows[who]
            if (row["student"] and row["name"] != row["student"]) or not who.startswith("file:"):
                students[folded(row["name"])].add(row["student"])
                kinds[folded(row["name"])].append(who)
        made = []
        for name, own in sorted(students.items()):
            if len(own) > 1 and name and self._may_be_one(kinds[name], by_who):
                shown = by_who[kinds[name][0]][0].name
                which = f"{shown} ({words.listed(sorted(own))})"
                said = f"The same name under different numbers, with different exercises: {which}."
                made.append(f"{said} If this is one person, give them one student in {NAME}.")
        return made

    def _may_be_one(self, whos: list[str], by_who: dict[str, list[HandIn]]) -> bool:
        """Namesakes who have done the same exercise are two people, and nobody is asked about them each week."""
        done = [{f.exercise for f in by_who[w]} for w in whos]
        return sum(map(len, done)) == len(set().union(*done))


def swallowed(files: Iterable[Graded]) -> list[str]:
    """A sentence for each person to whom unlike files of one exercise were given by a folder's name alone: they may be a whole class."""
    own = set()
    for one in files:
        h = one.handin
        if not h.platform and h.number and one.result:
            own.add((h.student, h.name, h.exercise, h.copy, sheets.digest(repr([m.answer for m in one.marks]), 32)))
    unlike = Counter((s, n, e, c) for s, n, e, c, _answers in own)
    many = {(s, n) for (s, n, _e, _c), count in unlike.items() if count > 2}
    return [
        f"More than two different files for one exercise became one person, “{name}”. If they are several people's, put each into a folder of its own, "
        f"or name the person in {NAME}."
        for _student, name in sorted(many)
    ]
