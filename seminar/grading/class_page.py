"""The instructor's page: what moved, who needs a look, prose to be read, marks and checks as pictures, and what the class answered.

It holds the key's answers and all students' work: it is for whoever teaches.
"""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from ..exercises import marking
from .class_pictures import draw_checks, draw_marks, spread
from .feedback_page import shown
from .figures import Said, figures, said
from .frame import cut, flowing, rendered
from .gradebook import Gradebook, Item, Student, alike, form_faults, read, why_not
from .memory import Moved
from .records import CheckMark
from .sheets import digest, line


@dataclass(frozen=True, slots=True)
class Look:
    """A reason for a person to look at a file; ``kind`` 0 is the most pressing."""

    kind: int
    name: str
    place: str
    short: str
    file: str
    why: str

    KINDS = ("↻ Run again", "⚑ Look at it", "∅ Not graded", "✎ Only its form", "· Left aside")

    @property
    def label(self) -> str:
        return self.KINDS[self.kind]


def class_page(
    book: Gradebook, places: dict[str, str], moved: Moved | None = None, said_too: tuple[str, ...] = ()
) -> Iterator[str]:
    """The instructor's page, in pieces. ``places`` are the feedback pages; ``said_too`` what the command says besides."""
    names = book.exercises
    spreads = [spread(book, name) for name in names]
    found = {name: figures(book, name) for name in names}
    page = {
        "students": len(book.students),
        "files": len(book.chosen),
        "graded": sum(1 for name in names for _one in book.whole(name)),
        "moved": moved or Moved(),
        "said": list(said_too),
        "course": book.course.sentences(),
        "released": [book.tasks(e).short for e in names if e in book.released],
        "held": [book.tasks(e).short for e in names if e not in book.released],
        "looks": looks(book, places),
        "prose": [p for name in names for p in prose(book, places, name)],
        "marks": draw_marks(spreads) if any(s.shares for s in spreads) else None,
        "checks": draw_checks(found, book) if any(f.n for own in found.values() for f in own) else None,
        "told": [(book.tasks(name).title, told) for name in names if (told := _told(book, name))],
        "columns": [(book.tasks(e).short, book.best(e)) for e in names],
        "best": sum(map(book.best, book.set)),
        "roll": (_roll_row(s, places, book) for s in book.students),
    }
    return rendered("class.html.j2", page)


def looks(book: Gradebook, places: dict[str, str]) -> list[Look]:
    """Who needs a human look and why, the most pressing first."""
    counting = {(f.handin.student, f.handin.exercise) for f in book.chosen if f.counts}
    same, unset, found = alike(book), set(book.exercises) - set(book.set), []
    for one in book.chosen:
        handin = one.handin
        of = book.tasks(handin.exercise) if handin.exercise else None
        who = (line(handin.name or handin.student), places.get(handin.student, ""))
        file = PurePosixPath(handin.file).name if handin.platform else handin.file
        where = (of.short if of else "", line(file))
        flags = [*one.all_flags]
        few = "It was handed in by few, and is not in the totals. If you set it, say so in course.toml (exercises)."
        flags += [few] if handin.exercise in unset and one.counts else []
        flags += [same[handin.student, handin.file]] if one.counts and (handin.student, handin.file) in same else []
        found += [Look(1, *who, *where, flag) for flag in flags]
        found += [Look(3, *who, *where, said) for said in (form_faults(one, book.checks) if one.counts else [])]
        if not handin.student:
            found.append(Look(2, *who, *where, "Nobody's yet. Say in who.csv whose it is."))
        elif why := why_not(one, [*of.machine, *of.person] if of and one.counts else []):
            aside = (handin.student, handin.exercise) in counting and not one.counts
            found.append(Look(4 if aside else 2 if handin.problem else 0, *who, *where, why))
    return sorted(found, key=lambda k: (k.kind, k.name.casefold(), k.short, k.file, k.why))


def prose(book: Gradebook, places: dict[str, str], exercise: str) -> list[dict]:
    """The texts of each task that a person marks, in an order that says nothing of who wrote them: whose one is stands below it."""
    made = []
    for task, most in book.tasks(exercise).person.items():
        waiting, done = [], 0
        for student in book.students:
            if (item := _item(book, student, exercise, task)) and item.by_person:
                done += item.hand is not None and item.points is not None
                waiting += [(digest(f"{task} {student.key}", 16), student)] if item.waits else []
        if waiting or done:
            texts = [s for _place, s in sorted(waiting, key=lambda pair: pair[0])]
            about = {
                "task": task,
                "title": book.checks["tasks"][task]["title"],
                "points": most,
                "how": book.key.get(task, {}).get("reasons", {}).get(task, ""),
                "waiting": len(texts),
                "texts": map(partial(_text, book, places, exercise, task), texts),
                "done": done,
                "comments": book.hands.bank().get(task, []),
            }
            made.append(about)
    return made


def _item(book: Gradebook, student: Student, exercise: str, task: str) -> Item | None:
    score = book.score(student, exercise)
    return next((i for i in score.items if i.mark.task == task), None) if score else None


def _text(book: Gradebook, places: dict[str, str], exercise: str, task: str, student: Student) -> dict:
    item = _item(book, student, exercise, task)
    assert item is not None  # it waits
    mark = item.mark
    value = read(mark.answer)
    text = value if isinstance(value, str) else shown(book.checks["tasks"][task], mark.answer) or mark.answer
    return {
        "words": len(text.split()),
        "text": cut(flowing(text), 20_000),
        "note": "" if mark.state == "for a person" else mark.message,
        "whose": student.name,
        "place": places[student.key],
    }


def _roll_row(student: Student, places: dict[str, str], book: Gradebook) -> dict:
    scores = {book.tasks(e).short.removeprefix("Exercise "): book.score(student, e) for e in book.exercises}
    late = ", ".join(short for short, s in scores.items() if s and s.late)
    handed = {book.tasks(f.handin.exercise).short.removeprefix("Exercise ") for f in student.files if f.handin.exercise}
    undone = ", ".join(short for short, s in scores.items() if short in handed and (s is None or s.earned is None))
    waits = ", ".join(t for s in scores.values() if s for t in s.waits)
    told = (("late", late), ("not graded", undone), ("to read", waits))
    return {
        "name": student.name,
        "key": student.key,
        "place": places[student.key],
        "earned": [s.earned if s else None for s in scores.values()],
        "total": book.total(student)[0],
        "notes": "; ".join(f"{word}: {which}" for word, which in told if which),
    }


# --- what the class answered


def _told(book: Gradebook, exercise: str) -> list[dict]:
    """What the class answered to each task of an exercise."""
    found = {task: _Tally() for task in book.tasks(exercise).machine}
    for one in book.whole(exercise):
        for mark in one.marks:
            if mark.task in found:
                found[mark.task].add(mark)
    return [_answered(task, tally, book) for task, tally in found.items() if tally.n]


@dataclass
class _Tally:
    """One task, counted over the class. ``tries``: of each who tells of them the shares of the first answer and of the last, and how many."""

    n: int = 0
    right: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    tries: list[tuple[float, float, int]] = field(default_factory=list)

    def add(self, mark: CheckMark) -> None:
        self.n += 1
        self.right += mark.state == "right"
        self.answers[mark.answer] += 1
        if mark.state == "not yet":
            self.messages[mark.message] += 1
        if mark.tries:
            self.tries.append((mark.tries[0] / mark.out_of, mark.points / mark.out_of, len(mark.tries)))


def _answered(task: str, tally: _Tally, book: Gradebook) -> dict:
    """At each place the right values and those given; sentences of help; known slips."""
    key, about = book.key.get(task, {}), book.checks["tasks"][task]
    accept, words = key.get("accept", {}), book.words.get(task, {})
    places = [] if about["form"]["shape"] == "function" else said(about, tally.answers, accept)
    slips = {s["name"]: tally.answers[marking.canonical(s["answer"])] for s in key.get("slips", [])}
    return {
        "task": task,
        "title": about["title"],
        "line": _told_line(tally, places),
        "reason": key.get("reasons", {}).get(task, ""),
        "rows": _once([_row(place, accept.get(place.path, {}), key, words) for place in places]),
        "messages": sorted(tally.messages.items(), key=lambda pair: (-pair[1], pair[0]))[:5],
        "slips": sorted(((n, c) for n, c in slips.items() if c), key=lambda pair: (-pair[1], pair[0])),
    }


def _told_line(tally: _Tally, places: list[Said]) -> str:
    """One line: how many had it right, and the wrong answer that most gave."""
    line = f"{tally.right} of {tally.n} wholly right{_tries(tally.tries)}"
    slips = [(*s.wrong, s) for s in places if s.wrong and s.wrong[1] > 1]
    if not slips:
        return line
    value, count, place = max(slips, key=lambda slip: slip[1])
    where = "" if place.path in ("has", "answer") else f"at {_path(place.path)}, "
    return f"{line}; most common slip: {where}{count} of {place.n} said “{_plain(value)}”"


def _tries(told: list[tuple[float, float, int]]) -> str:
    """How much was learned by trying, as far as the hand-ins tell of it."""
    if not told:
        return ""
    first, last, tries = map(statistics.fmean, zip(*told, strict=True))
    return f"; by the word of {len(told)}, the first answer earned {first:.0%} on average and the one handed in {last:.0%}, in {tries:.1f} tries"


def _row(said: Said, accept: dict[str, float], key: dict, words: dict[str, str]) -> dict:
    values = [(_plain(v) or "(empty)", credit, count) for v, credit, count in said.values]
    many = any(credit is None for _v, credit, _c in values) and len(values) > 6
    place = said.path.split("/")[0]
    return {
        "path": _path(said.path),
        "words": words.get(place, ""),
        "right": sorted(((_plain(v), c) for v, c in accept.items()), key=lambda pair: (-pair[1], pair[0])),
        "values": [] if many else values[:8],
        "more": 0 if many else sum(count for _v, _c, count in values[8:]),
        "spread": _range(said) if many else "",
        "reason": key.get("reasons", {}).get(place, ""),
    }


def _once(rows: list[dict]) -> list[dict]:
    """The same reason, and the same question, is not told twice running."""
    last: dict = {}
    made = []
    for row in rows:
        made.append(row | {k: "" for k in ("reason", "words") if row[k] == last.get(k)})
        last = row
    return made


def _range(said: Said) -> str:
    """Many different values in a few words."""
    values = [(read(v), count) for v, _c, count in said.values if v]
    numbers = [v for v, count in values if isinstance(v, (int, float)) for _ in range(count)]
    if len(numbers) < sum(count for _v, count in values):
        return f"{len(values)} different answers"
    return f"{len(numbers)} numbers from {min(numbers):g} to {max(numbers):g}, half of them up to {statistics.median(numbers):g}"


def _path(path: str) -> str:
    return {"has": "the list", "answer": "the answer"}.get(path, path.replace("/", " · "))


def _plain(value: str) -> str:
    """A value of an answer, given as JSON, as a person writes it."""
    found = read(value)
    if isinstance(found, str):
        return cut(line(found), 60)
    return "" if found is None else cut(json.dumps(found, ensure_ascii=False), 60)
