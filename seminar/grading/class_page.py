"""The instructor's page: what moved, who needs a look, prose to be read, marks and checks as pictures, and what the class answered.

It holds the key's answers and all students' work: it is for whoever teaches.
"""

from __future__ import annotations

import json
import statistics
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ..exercises import marking
from .class_pictures import draw_checks, draw_marks, spread
from .figures import Said, figures, said
from .frame import cut, flowing, render
from .gradebook import Gradebook, Item, Student, alike, form_faults, read, why_not
from .memory import Moved
from .records import CheckMark
from .sheets import digest, line


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Text:
    """A piece of prose to read. ``whose`` is told below it, so that the text is marked and not the student."""

    words: int
    text: str
    note: str
    whose: str
    place: str


@dataclass(frozen=True)
class Prose:
    """One task whose texts a person marks, how they are to be marked, how many are, and comments that were used before."""

    task: str
    title: str
    points: float
    how: str
    texts: list[Text]
    done: int
    comments: list[tuple[str, int]]


@dataclass(frozen=True)
class Row:
    """One place of an answer, with the question's words, what is right, what was said, and why."""

    path: str
    words: str
    right: list[tuple[str, float]]
    values: list[tuple[str, float | None, int]]
    more: int
    spread: str
    reason: str


@dataclass(frozen=True)
class Told:
    """What the class answered to one task."""

    task: str
    title: str
    line: str
    reason: str
    rows: list[Row]
    messages: list[tuple[str, int]]
    slips: list[tuple[str, int]]


def class_page(
    book: Gradebook, places: dict[str, str], moved: Moved | None = None, said_too: tuple[str, ...] = ()
) -> str:
    """The instructor's page. ``places`` are the feedback pages; ``said_too`` what the command says besides."""
    names = book.exercises
    spreads = [spread(book, name) for name in names]
    found = {name: figures(book, name) for name in names}
    page = {
        "students": len(book.students),
        "files": len(book.chosen),
        "graded": sum(len(book.whole(name)) for name in names),
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
        "roll": [_roll_row(s, places, book) for s in book.students],
    }
    return render("class.html.j2", page)


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


def prose(book: Gradebook, places: dict[str, str], exercise: str) -> list[Prose]:
    """What a person has still to read, in an order that says nothing of who wrote it."""
    found: dict[str, list[tuple[str, Text]]] = {task: [] for task in book.tasks(exercise).person}
    done: Counter[str] = Counter()
    bank = book.hands.bank()
    for student, item in book.items():
        task = item.mark.task
        if item.waits and task in found:
            found[task].append((digest(f"{task} {student.key}", 16), _text(item, student, places)))
        done[task] += item.by_person and item.hand is not None and item.points is not None
    return [
        Prose(
            task,
            book.checks["tasks"][task]["title"],
            book.tasks(exercise).person[task],
            _how(book, task),
            _shuffled(texts),
            done[task],
            bank.get(task, []),
        )
        for task, texts in found.items()
        if texts or done[task]
    ]


def _how(book: Gradebook, task: str) -> str:
    return book.key.get(task, {}).get("reasons", {}).get(task, "")


def _shuffled(texts: list[tuple[str, Text]]) -> list[Text]:
    return [text for _place, text in sorted(texts, key=lambda pair: pair[0])]


def _text(item: Item, student: Student, places: dict[str, str]) -> Text:
    mark = item.mark
    value = read(mark.answer)
    text = value if isinstance(value, str) else mark.answer
    note = "" if mark.state == "for a person" else mark.message
    return Text(len(text.split()), cut(flowing(text), 20_000), note, student.name, places[student.key])


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


def _told(book: Gradebook, exercise: str) -> list[Told]:
    whole, machine = book.whole(exercise), book.tasks(exercise).machine
    marks = {task: [m for f in whole for m in f.marks if m.task == task] for task in machine}
    made = [
        (t, found, book.key.get(t, {}), book.checks["tasks"][t], book.words.get(t, {}))
        for t, found in marks.items()
        if found
    ]
    return [told(*one) for one in made]


def told(name: str, marks: list[CheckMark], key: dict, task: dict, words: dict[str, str]) -> Told:
    """What the class answered to one task: at each place the right values and those given; sentences of help; known slips."""
    accept = key.get("accept", {})
    answers = [m.answer for m in marks]
    places = [] if task["form"]["shape"] == "function" else said(task, answers, accept)
    messages = Counter(m.message for m in marks if m.state == "not yet")
    slips = Counter({s["name"]: answers.count(marking.canonical(s["answer"])) for s in key.get("slips", [])})
    return Told(
        name,
        task["title"],
        _told_line(marks, places),
        key.get("reasons", {}).get(name, ""),
        _once([_row(s, accept.get(s.path, {}), key, words) for s in places]),
        sorted(messages.items(), key=lambda pair: (-pair[1], pair[0]))[:5],
        sorted(((n, c) for n, c in slips.items() if c), key=lambda pair: (-pair[1], pair[0])),
    )


def _told_line(marks: list[CheckMark], places: list[Said]) -> str:
    """One line: how many had it right, and the wrong answer that most gave."""
    right = sum(m.state == "right" for m in marks)
    line = f"{right} of {len(marks)} wholly right"
    slips = [(*s.wrong, s) for s in places if s.wrong and s.wrong[1] > 1]
    if not slips:
        return line
    value, count, place = max(slips, key=lambda slip: slip[1])
    where = "" if place.path in ("has", "answer") else f"at {_path(place.path)}, "
    return f"{line}; most common slip: {where}{count} of {place.n} said “{_plain(value)}”"


def _row(said: Said, accept: dict[str, float], key: dict, words: dict[str, str]) -> Row:
    right = sorted(((_plain(v), c) for v, c in accept.items()), key=lambda pair: (-pair[1], pair[0]))
    values = [(_plain(v) or "(empty)", credit, count) for v, credit, count in said.values]
    many = any(credit is None for _v, credit, _c in values) and len(values) > 6
    shown_values = [] if many else values[:8]
    more = 0 if many else sum(count for _v, _c, count in values[8:])
    place = said.path.split("/")[0]
    reason = key.get("reasons", {}).get(place, "")
    return Row(_path(said.path), words.get(place, ""), right, shown_values, more, _range(said) if many else "", reason)


def _once(rows: list[Row]) -> list[Row]:
    """The same reason, and the same question, is not told twice running."""
    before = [("", ""), *((row.reason, row.words) for row in rows)]
    return [
        replace(
            row, reason="" if row.reason == last[0] else row.reason, words="" if row.words == last[1] else row.words
        )
        for row, last in zip(rows, before, strict=False)
    ]


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
