"""What is read of a grading: a feedback page for each student, and a page on the class for whoever teaches it.

The pages are still HTML: no script, nothing fetched, style within the page, and a policy that forbids the rest. All text passes
through Jinja with its escaping on, so that what a student wrote is shown and never run. Feedback is made without the key and without
other students' work; the class page holds both.
"""

from __future__ import annotations

import builtins
import hashlib
import json
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..exercises import marking
from ..exercises.marking import amount
from ..pictures import palette, svg
from . import gradebook
from .gradebook import Correlation, Figures, Said, Student, Tasks
from .records import NOT_GRADED, CheckMark, Graded, put

TEMPLATES = Path(__file__).with_name("templates")
MANIFEST = ".report.json"
_OURS = re.compile(
    r"(marks|grades|grades_canvas)\.csv|grades_moodle/\w{1,60}\.csv|feedback/[a-z0-9-]{1,80}\.html|class\.html",
    re.ASCII,
)
_CLOSE = 0.2  # a check that correlates less than this with the others is worth a look (a rule of thumb; Ebel and Frisbie 1991)

SIGNS = {"right": "✓", "partly": "◐", "not yet": "✗", "not attempted": "○", "for a person": "✎", NOT_GRADED: "–"}
WORDS = {
    "right": "Right",
    "partly": "Partly right",
    "not yet": "Not right yet",
    "not attempted": "Not attempted",
    "for a person": "A person reads this",
    NOT_GRADED: "Not graded",
}


def write(graded: Iterable[Graded], out: Path, key: dict, checks: dict) -> list[Path]:
    """Write tables and pages into ``out`` and say which files are new there.

    A page or table of an earlier run that no longer belongs goes. Whatever somebody has changed since it was written
    stays: it is kept beside the new one, as ``grades.kept-1.csv``.
    """
    made = {name: gradebook.encoded(name, text) for name, text in pages(graded, key, checks).items()}
    before, now = _remembered(out), {name: [_digest(content)] for name, content in made.items()}
    _remember(
        out, {name: before.get(name, []) + now.get(name, []) for name in before | now}
    )  # should this run be cut short
    written = []
    for name, content in made.items():
        path = out / name
        written += [*_kept(path, before.get(name, []) + now[name]), path]
        if not (path.exists() and path.read_bytes() == content):
            put(path, content)
    for name in before.keys() - made.keys():
        if _digest_of(out / name) in before[name]:
            (out / name).unlink()
    _remember(out, now)
    return written


def pages(graded: Iterable[Graded], key: dict, checks: dict) -> dict[str, str]:
    """Every file of the report, by its place, as text. The same for the same hand-ins in any order."""
    chosen = gradebook.choose(graded)
    students = gradebook.roll(chosen)
    places = {s.key: f"feedback/{name}" for s, name in zip(students, page_names(students), strict=True)}
    made = gradebook.tables(chosen, checks)
    made |= {places[s.key]: feedback_page(s, checks, gradebook.exercises(chosen)) for s in students}
    return made | {"class.html": class_page(chosen, places, key, checks)}


# --- where the pages stand -------------------------------------------------------------------------------------------

_PLAIN_LETTERS = str.maketrans("əıøłđßæœþð", "eioldsaotd")


def page_names(students: list[Student]) -> list[str]:
    """A file's name for each student that any system takes: letters of the name, and a number that no other has."""
    taken: set[str] = set()
    made = []
    for student in students:
        number = student.key if re.fullmatch(r"[0-9]{1,12}", student.key) else _short_hash(student.key, 8)
        name = f"{_slug(student.name)}-{number}"
        if name in taken:
            name = f"{_slug(student.name)}-{_short_hash(student.key, 32)}"
        taken.add(name)
        made.append(f"{name}.html")
    return made


def _slug(name: str) -> str:
    """``Məmmədova, Leyla`` -> ``memmedova-leyla``. The number that follows keeps it from being ``con`` or ``nul``."""
    letters = (
        unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "student"


def _short_hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    return _digest(path.read_bytes()) if path.is_file() else ""


def _remembered(out: Path) -> dict[str, list[str]]:
    """What earlier runs wrote here: the digests that a file of ours may have. Nothing, if the note cannot be read."""
    try:
        body = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    files = body.get("files") if isinstance(body, dict) else None
    return (
        {n: d for n, d in files.items() if _OURS.fullmatch(n) and isinstance(d, list)}
        if isinstance(files, dict)
        else {}
    )


def _remember(out: Path, files: dict[str, list[str]]) -> None:
    text = json.dumps({"files": {name: sorted(set(files[name])) for name in sorted(files)}}, indent=1) + "\n"
    put(out / MANIFEST, text.encode())


def _kept(path: Path, ours: list[str]) -> list[Path]:
    """Copy a file that is not as we wrote it, and say where the copy is."""
    if not path.exists() or _digest_of(path) in ours:
        return []
    number = 1
    while (other := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists():
        number += 1
    put(other, path.read_bytes())
    return [other]


# --- the page's frame ------------------------------------------------------------------------------------------------


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.filters |= {"amount": amount, "percent": percent, "line": gradebook.line}
    made.globals |= {
        "style": Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),
        "SIGNS": SIGNS,
        "WORDS": WORDS,
    }
    return made


def _printable(value: object) -> object:
    """Whatever is put into a page, without characters that no page may hold."""
    return gradebook.clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


# --- a student's page ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Checked:
    """One check as a student reads it."""

    task: str
    title: str
    state: str
    points: str
    message: str
    answer: str

    @property
    def in_columns(self) -> bool:
        """Whether the answer is many short lines."""
        lines = self.answer.splitlines()
        return len(lines) > 3 and max(map(len, lines)) <= 28


@dataclass(frozen=True)
class Part:
    """One exercise of a student: what counts, each check, and what else was handed in. ``why`` says why there is no total."""

    exercise: str
    title: str
    short: str
    earned: float | None
    best: float
    by_person: float
    file: str
    late: bool
    why: str
    checks: list[Checked]
    notes: list[str]
    others: list[tuple[str, str]]


def feedback_page(student: Student, checks: dict, handed: Iterable[str] = ()) -> str:
    """A student's page. ``handed`` are the exercises of which the class has handed something in."""
    own = gradebook.exercises(student.files)
    parts = [_part(student, name, checks) for name in own]
    page = {
        "name": student.name,
        "parts": parts,
        "total": gradebook.total(p.earned for p in parts),
        "best": sum(p.best for p in parts if p.earned is not None),
        "missing": [Tasks.of(name, checks).title for name in handed if name not in own],
        "lost": [(_base(f), _why_for_student(f)) for f in student.files if not f.handin.exercise],
    }
    return _templates().get_template("feedback.html.j2").render(page=page)


def _part(student: Student, exercise: str, checks: dict) -> Part:
    of, one = Tasks.of(exercise, checks), student.counting(exercise)
    files = [f for f in student.files if f.handin.exercise == exercise and not f.counts]
    marks = one.result.marks if one and one.result and not one.result.fault else ()
    return Part(
        exercise=exercise,
        title=of.title,
        short=of.short,
        earned=of.earned(one),
        best=sum(of.machine.values()),
        by_person=sum(of.person.values()),
        file=_base(one) if one else "",
        late=bool(one and one.handin.late),
        why=_why_for_student(one) if one else "No file of yours for this exercise could be graded.",
        checks=[_checked(m, of, checks["tasks"].get(m.task)) for m in marks],
        notes=[*one.notes, *(one.result.notes if one.result else ())] if one else [],
        others=[(_base(f), _why_aside(f, one)) for f in files],
    )


def _base(one: Graded) -> str:
    """A file's own name; the folders above it may tell of others."""
    return gradebook.line(PurePosixPath(one.handin.file).name)


def _why_aside(one: Graded, counting: Graded | None) -> str:
    if gradebook.why_not(one):
        return _why_for_student(one)
    if counting and one.handin.copy < counting.handin.copy:
        return "You handed in a later file."
    return "It belongs to the same hand-in, and the other file earned at least as much."


def _why_for_student(one: Graded) -> str:
    """The problem of a file is the student's to know; a fault of the machine is not theirs to mend."""
    fault = "The machine that grades had a fault, and could not finish. This costs you nothing: it will be run again."
    return one.handin.problem or fault


def _checked(mark: CheckMark, of: Tasks, task: dict | None) -> Checked:
    state = "partly" if mark.state == "not yet" and mark.points > 0 else mark.state
    points = f"{amount(mark.points)} of {amount(mark.out_of)}"
    if mark.state == NOT_GRADED:
        points = f"out of {amount(mark.out_of)}"
    elif not of.by_machine(mark):
        points = f"a person gives up to {amount(mark.out_of)}"
    message = "" if mark.state == "right" else _for_student(mark.message, task)
    return Checked(mark.task, task["title"] if task else "", state, points, message, shown(task, mark.answer))


def _for_student(message: str, task: dict | None) -> str:
    """The sentence of help. A function is called on hidden inputs: what its errors say of them is left out."""
    if not task or task["form"]["shape"] != "function":
        return _cut(message, 800)
    message = re.sub(r"on input \d+", "on a small input of your own", message)
    return _cut(re.sub(r"stops with an error: .*", _only_the_kind, message, flags=re.DOTALL), 800)


def _only_the_kind(found: re.Match) -> str:
    named = re.match(r"stops with an error: (\w+)", found[0])
    kind = getattr(builtins, named[1], None) if named else None
    known = isinstance(kind, type) and issubclass(kind, Exception)
    return f"stops with an error{f' ({named[1]})' if known else ''}. Call it yourself, and you will see in which line."


def shown(task: dict | None, answer: str) -> str:
    """An answer as it was read, short: an entry a line, sentences whole. Of a function only whether it gave something back."""
    value = gradebook.read(answer)
    if value is None or task is None:
        return _cut(answer, 400) if task is None else ""
    form = task["form"]
    if form["shape"] == "function":
        return _ran(task["name"], value)
    if isinstance(value, dict):
        between = "\n\n" if _has_sentences(form) else "\n"
        names = sorted(value, key=lambda name: _place_of(name, form))
        return _cut(between.join(f"{_cut(name, 60)}: {_entry(value[name], form)}" for name in names), 6000)
    if isinstance(value, list):
        return _cut("\n".join(_entry(v, form) for v in value), 2000)
    return _entry(value, form)


def _place_of(name: str, form: dict) -> tuple[int, str]:
    """Where an entry stands in the task; what does not belong there comes last."""
    items = form.get("items", [])
    return (items.index(name) if name in items else len(items), name)


def _entry(value: object, form: dict) -> str:
    """One value of an answer; a text is whole only where sentences are asked for."""
    if isinstance(value, list):
        return ", ".join(_entry(v, form) for v in value)
    if isinstance(value, str):
        return _cut(_flowing(value), 3000) if _has_sentences(form) else _cut(value, 60)
    return "(empty)" if value is None else _cut(json.dumps(value, ensure_ascii=False), 200)


def _flowing(text: str) -> str:
    """Text whose lines were broken by hand, in one line a paragraph."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))


def _has_sentences(form: dict) -> bool:
    return form["shape"] == "text" or any(f.get("shape") == "text" for f in form.get("fields", []))


def _ran(name: str, value: object) -> str:
    calls = value.get("calls") if isinstance(value, dict) else None
    if not isinstance(calls, list):
        return ""
    gave = sum(isinstance(c, dict) and c.get("value") is not None for c in calls)
    return f"{name}(…) gave something back for {gave} of {len(calls)} inputs"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()} … (cut; {len(text) - most:,} characters more)"


# --- the class page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """A reason for a person to look at a file; ``kind`` 0 is the most pressing."""

    kind: int
    name: str
    place: str
    short: str
    file: str
    why: str

    KINDS = ("↻ Run again", "⚑ Look at it", "∅ Not graded", "· Left aside")

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
    """One task whose texts a person marks, and how they are to be marked."""

    task: str
    title: str
    points: float
    how: str
    texts: list[Text]


@dataclass(frozen=True)
class Row:
    """One place of an answer, with what is right, what was said, and why."""

    path: str
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


@dataclass(frozen=True)
class Drawn:
    """A picture with its sentence and its table twin."""

    title: str
    drawing: Markup
    sentence: str
    notes: list[str]
    head: list[str]
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Spread:
    """The marks of one exercise, as shares of what the machine could give."""

    short: str
    title: str
    shares: list[float]

    @property
    def tenths(self) -> list[int]:
        """How many lie in each tenth; what lies on an edge counts above it, and 1 in the last."""
        found = Counter(min(int(share * 10 + 1e-9), 9) for share in self.shares)
        return [found[i] for i in range(10)]


def class_page(chosen: list[Graded], places: dict[str, str], key: dict, checks: dict) -> str:
    """The instructor's page, from hand-ins as :func:`gradebook.choose` leaves them. ``places`` are the feedback pages."""
    students, handed = gradebook.roll(chosen), gradebook.exercises(chosen)
    of = {name: Tasks.of(name, checks) for name in handed}
    spreads = [spread(chosen, name, of[name]) for name in handed]
    figures = {name: gradebook.figures(chosen, name, checks) for name in handed}
    page = {
        "students": len(students),
        "files": len(chosen),
        "graded": sum(1 for f in chosen if f.counts and of[f.handin.exercise].earned(f) is not None),
        "looks": looks(chosen, places, of),
        "prose": [p for name in handed for p in prose(students, places, name, of[name], key, checks)],
        "marks": draw_marks(spreads) if any(s.shares for s in spreads) else None,
        "checks": draw_checks(figures, of, checks) if any(f.n for found in figures.values() for f in found) else None,
        "told": [(of[name].title, told) for name in handed if (told := _told(chosen, name, of[name], key, checks))],
        "columns": [(t.short, sum(t.machine.values())) for t in of.values()],
        "roll": [_roll_row(s, places, of) for s in students],
    }
    return _templates().get_template("class.html.j2").render(page=page)


def looks(chosen: list[Graded], places: dict[str, str], of: dict[str, Tasks]) -> list[Look]:
    """Who needs a human look and why, the most pressing first."""
    counting = {(f.handin.student, f.handin.exercise) for f in chosen if f.counts}
    found = []
    for one in chosen:
        handin = one.handin
        tasks = of.get(handin.exercise)
        who = (gradebook.line(handin.name or handin.student), places.get(handin.student, ""))
        where = (tasks.short if tasks else "", gradebook.line(handin.file))
        found += [Look(1, *who, *where, flag) for flag in (*one.flags, *(one.result.flags if one.result else ()))]
        wanted = [*tasks.machine, *tasks.person] if tasks and one.counts else []
        if why := gradebook.why_not(one, wanted):
            aside = (handin.student, handin.exercise) in counting and not one.counts
            found.append(Look(3 if aside else 2 if handin.problem else 0, *who, *where, why))
    return sorted(found, key=lambda k: (k.kind, k.name.casefold(), k.short, k.file, k.why))


def prose(
    students: list[Student], places: dict[str, str], exercise: str, of: Tasks, key: dict, checks: dict
) -> list[Prose]:
    """What a person has still to read, in an order that says nothing of who wrote it."""
    found: dict[str, list[tuple[str, Text]]] = {task: [] for task in of.person}
    for student in students:
        for mark in of.to_read(student.counting(exercise)):
            if mark.task in found:
                found[mark.task].append((_short_hash(f"{mark.task} {student.key}", 16), _text(mark, student, places)))
    return [
        Prose(task, checks["tasks"][task]["title"], of.person[task], _reason(key, task, task), _shuffled(texts))
        for task, texts in found.items()
        if texts
    ]


def _shuffled(texts: list[tuple[str, Text]]) -> list[Text]:
    return [text for _place, text in sorted(texts, key=lambda pair: pair[0])]


def _text(mark: CheckMark, student: Student, places: dict[str, str]) -> Text:
    value = gradebook.read(mark.answer)
    text = value if isinstance(value, str) else mark.answer
    note = "" if mark.state == "for a person" else mark.message
    return Text(len(text.split()), _cut(_flowing(text), 20_000), note, student.name, places[student.key])


def _roll_row(student: Student, places: dict[str, str], of: dict[str, Tasks]) -> dict:
    earned = [tasks.earned(student.counting(name)) for name, tasks in of.items()]
    counting = {tasks.short.removeprefix("Exercise "): student.counting(name) for name, tasks in of.items()}
    late = ", ".join(short for short, one in counting.items() if one and one.handin.late)
    undone = ", ".join(s for (s, one), points in zip(counting.items(), earned, strict=True) if one and points is None)
    return {
        "name": student.name,
        "key": student.key,
        "place": places[student.key],
        "earned": earned,
        "total": gradebook.total(earned),
        "notes": "; ".join(f"{word}: {which}" for word, which in (("late", late), ("not graded", undone)) if which),
    }


def spread(chosen: Iterable[Graded], exercise: str, of: Tasks) -> Spread:
    """The marks of an exercise, over the hand-ins that count and are whole."""
    best = sum(of.machine.values())
    earned = [of.earned(f) for f in chosen if f.counts and f.handin.exercise == exercise]
    return Spread(of.short, of.title, sorted(e / best for e in earned if e is not None and best))


# --- what the class answered


def _told(chosen: list[Graded], exercise: str, of: Tasks, key: dict, checks: dict) -> list[Told]:
    whole = [f for f in chosen if f.counts and f.handin.exercise == exercise and of.earned(f) is not None]
    marks = {task: [m for f in whole for m in f.result.marks if m.task == task] for task in of.machine}
    return [
        told(task, found, key["tasks"].get(task, {}), checks["tasks"][task]) for task, found in marks.items() if found
    ]


def told(name: str, marks: list[CheckMark], key: dict, task: dict) -> Told:
    """What the class answered to one task: at each place the right values and those given; sentences of help; known slips."""
    accept = key.get("accept", {})
    answers = [m.answer for m in marks]
    places = [] if task["form"]["shape"] == "function" else gradebook.said(task, answers, accept)
    messages = Counter(m.message for m in marks if m.state == "not yet")
    slips = Counter({s["name"]: answers.count(marking.canonical(s["answer"])) for s in key.get("slips", [])})
    return Told(
        name,
        task["title"],
        _told_line(marks, places),
        key.get("reasons", {}).get(name, ""),
        _once([_row(s, accept.get(s.path, {}), key) for s in places]),
        sorted(messages.items(), key=lambda pair: (-pair[1], pair[0]))[:5],
        sorted(((n, c) for n, c in slips.items() if c), key=lambda pair: (-pair[1], pair[0])),
    )


def _told_line(marks: list[CheckMark], places: list[Said]) -> str:
    """One line: how many had it right, and the wrong answer that most gave."""
    right = sum(m.state == "right" for m in marks)
    line = f"{right} of {len(marks)} wholly right"
    common = max((s for s in places if s.wrong), key=lambda s: s.wrong[1], default=None)
    if common is None or common.wrong[1] < 2:
        return line
    where = "" if common.path in ("has", "answer") else f"at {_path(common.path)}, "
    return f"{line}; most common slip: {where}{common.wrong[1]} of {common.n} said “{_plain(common.wrong[0])}”"


def _row(said: Said, accept: dict[str, float], key: dict) -> Row:
    right = sorted(((_plain(v), c) for v, c in accept.items()), key=lambda pair: (-pair[1], pair[0]))
    values = [(_plain(v) or "(empty)", credit, count) for v, credit, count in said.values]
    many = any(credit is None for _v, credit, _c in values) and len(values) > 6
    shown_values = [] if many else values[:8]
    more = 0 if many else sum(count for _v, _c, count in values[8:])
    reason = _reason(key, "", said.path.split("/")[0])
    return Row(_path(said.path), right, shown_values, more, _range(said) if many else "", reason)


def _once(rows: list[Row]) -> list[Row]:
    """The same reason is not told twice running."""
    before = ["", *(row.reason for row in rows)]
    return [
        replace(row, reason="" if row.reason == last else row.reason) for row, last in zip(rows, before, strict=False)
    ]


def _reason(key: dict, task: str, item: str) -> str:
    """Why something is right, from the whole key (with a task's id) or from one task's."""
    of = key["tasks"].get(task, {}) if task else key
    return of.get("reasons", {}).get(item, "")


def _range(said: Said) -> str:
    """Many different values in a few words."""
    read = [(gradebook.read(v), count) for v, _c, count in said.values if v]
    numbers = [v for v, count in read if isinstance(v, (int, float)) for _ in range(count)]
    if len(numbers) < sum(count for _v, count in read):
        return f"{len(read)} different answers"
    return f"{len(numbers)} numbers from {min(numbers):g} to {max(numbers):g}, half of them up to {statistics.median(numbers):g}"


def _path(path: str) -> str:
    return {"has": "the list", "answer": "the answer"}.get(path, path.replace("/", " · "))


def _plain(value: str) -> str:
    """A value of an answer, given as JSON, as a person writes it."""
    found = gradebook.read(value)
    if isinstance(found, str):
        return _cut(gradebook.line(found), 60)
    return "" if found is None else _cut(json.dumps(found, ensure_ascii=False), 60)


# --- pictures --------------------------------------------------------------------------------------------------------

_WIDE = 1000


def draw_marks(spreads: list[Spread]) -> Drawn:
    """How the marks of each exercise are spread: a bar for each tenth, and a mark at the middle student."""
    left, right, high, top = 250, 970, 92, 12
    most = max(max(s.tenths) for s in spreads)
    step = (right - left) / 10
    body = []
    for i, s in enumerate(spreads):
        base = top + (i + 1) * high
        body += [
            svg.text(10, base - 40, s.short, 17, font_weight=600),
            svg.text(10, base - 18, f"{len(s.shares)} graded", 15),
        ]
        body.append(svg.path([(left, base), (right, base)], stroke=palette.LINE, stroke_width=1))
        for tenth, count in enumerate(s.tenths):
            body += _bar(left + tenth * step, base, step, count, most)
        body += _middle(left, right, base, s.shares)
    bottom = top + len(spreads) * high
    body += [
        svg.text(left + t * (right - left) / 4, bottom + 32, f"{t * 25}%", 15, text_anchor="middle") for t in range(5)
    ]
    body.append(svg.text(left, bottom + 54, "share of the points that the machine gives", 15, fill=palette.MUTED))
    alt = "Bars for each exercise: how many students have which tenth of the points, with a triangle at the middle student."
    return Drawn(
        "Marks, exercise by exercise",
        Markup(svg.drawing(_WIDE, bottom + 66, *body, alt=alt)),
        _marks_in_words(spreads),
        [
            "▲ is the middle student (the median); of an even number it is half-way between two. What a person marks is not in here."
        ],
        [
            "Exercise",
            "Graded",
            "Middle",
            "Mean",
            "Lowest",
            "Highest",
            *(f"{t * 10}–{t * 10 + 10}%" for t in range(10)),
        ],
        [_marks_row(s) for s in spreads],
    )


def _bar(x: float, base: float, step: float, count: int, most: int) -> list:
    if not count:
        return []
    tall = 48 * count / most
    box = svg.element(
        "rect",
        x=x + 4.0,
        y=base - tall,
        width=step - 8,
        height=tall,
        fill=palette.SKY,
        stroke=palette.INK,
        stroke_width=1,
    )
    return [box, svg.text(x + step / 2, base - tall - 5, str(count), 14, text_anchor="middle")]


def _middle(left: float, right: float, base: float, shares: list[float]) -> list:
    if not shares:
        return []
    x = left + (right - left) * statistics.median(shares)
    return [svg.path([(x - 7, base + 13), (x + 7, base + 13), (x, base + 1)], closed=True, fill=palette.INK)]


def _marks_in_words(spreads: list[Spread]) -> str:
    middles = {s.short: statistics.median(s.shares) for s in spreads if s.shares}
    if len(middles) == 1:
        ((short, middle),) = middles.items()
        return f"The middle student has {percent(middle)} of the points of {short}."
    high, low = max(middles, key=middles.get), min(middles, key=middles.get)
    if middles[high] == middles[low]:
        return f"The middle student has {percent(middles[high])} of the points in every exercise."
    return f"The middle student has most in {high} ({percent(middles[high])}) and least in {low} ({percent(middles[low])})."


def _marks_row(s: Spread) -> list[str]:
    if not s.shares:
        return [s.title, "0", *["–"] * 4, *["0"] * 10]
    told_shares = (statistics.median(s.shares), statistics.fmean(s.shares), s.shares[0], s.shares[-1])
    return [s.title, str(len(s.shares)), *map(percent, told_shares), *map(str, s.tenths)]


def draw_checks(figures: dict[str, list[Figures]], of: dict[str, Tasks], checks: dict) -> Drawn:
    """How hard each check is, and how well it separates: a bar and a dot a check."""
    titles = {task: checks["tasks"][task]["title"] for tasks in of.values() for task in tasks.machine}
    body, y = [*_check_heads()], 66
    for name, found in figures.items():
        body.append(svg.text(10, y + 18, of[name].title, 16, font_weight=600))
        y += 28
        for one in found:
            body += _check_row(one, titles[one.task], y)
            y += 26
        y += 8
    body = [*_check_lines(y), *body]
    found = [f for each in figures.values() for f in each]
    alt = "A row for each check: a bar for the mean share of its points, and a dot for its correlation with the other checks of its exercise."
    return Drawn(
        "Checks: how hard, and how well they separate",
        Markup(svg.drawing(_WIDE, y + 6, *body, alt=alt)),
        _checks_in_words(found),
        [
            "Mean share: 100% if everybody had all points of the check; the lower, the harder.",
            "Separates: the correlation (Pearson's r) of the points of the check with the points of all other checks of the exercise. Near 1: "
            "those who do well elsewhere do well here. Near 0: it says little. Below 0: look whether the question is clear and the key right.",
            "The line is the range in which r lies with a confidence of 95% (Fisher). It is wide in a small class: do not drop a check for one term's figure. "
            f"A check that nearly all have right cannot separate. With fewer than {gradebook.FEWEST} students, or without spread, there is no figure.",
        ],
        ["Check", "Graded", "Mean share", "Separates (r)", "95% range", "Right", "Not yet", "Not attempted"],
        [_checks_row(f, titles[f.task]) for f in found],
    )


_SHARE, _R = (360, 610), (680, 970)  # where the two panels lie


def _at(share: float, panel: tuple[int, int]) -> float:
    return panel[0] + (panel[1] - panel[0]) * share


def _check_heads() -> list:
    made = [svg.text(_SHARE[0], 20, "Mean share of points", 15, font_weight=600)]
    made.append(svg.text(_R[0], 20, f"Separates: ● {_CLOSE:g} or more, ◇ less", 15, font_weight=600))
    made += [svg.text(_at(t / 2, _SHARE), 44, f"{t * 50}%", 14, text_anchor="middle") for t in range(3)]
    signs = {-1: "−1", 0: "0", 1: "1"}
    return made + [svg.text(_at((r + 1) / 2, _R), 44, words, 14, text_anchor="middle") for r, words in signs.items()]


def _check_lines(bottom: float) -> list:
    places = [*(_at(t / 2, _SHARE) for t in range(3)), *(_at((r + 1) / 2, _R) for r in (-1, 0, 1))]
    made = [svg.path([(x, 52), (x, bottom)], stroke="#d0d7de", stroke_width=1) for x in places]
    x = _at((_CLOSE + 1) / 2, _R)
    return [*made, svg.path([(x, 52), (x, bottom)], stroke=palette.LINE, stroke_width=1, stroke_dasharray="4 4")]


def _check_row(one: Figures, title: str, y: float) -> list:
    words = f"{one.task}  {title}"
    made = [svg.text(22, y + 16, words if len(words) <= 42 else f"{words[:41].rstrip()}…", 14)]
    if one.share is not None:
        wide = _at(one.share, _SHARE) - _SHARE[0]
        made.append(
            svg.element("rect", x=_SHARE[0], y=y + 4, width=wide, height=16, fill=palette.SKY, stroke=palette.INK)
        )
        made.append(svg.text(_SHARE[0] + wide + 6, y + 17, percent(one.share), 14))
    return made + (
        _dot(one.separates, y + 12) if one.separates else [svg.text(_R[0], y + 17, "no figure", 14, fill=palette.MUTED)]
    )


def _dot(found: Correlation, y: float) -> list:
    x = _at((found.r + 1) / 2, _R)
    made = []
    if found.low is not None:
        ends = [(_at((r + 1) / 2, _R), y) for r in (found.low, found.high)]
        made.append(svg.path(ends, stroke=palette.INK, stroke_width=1.5))
    if found.r >= _CLOSE:
        return [*made, svg.element("circle", cx=x, cy=y, r=6, fill=palette.BLUE, stroke=palette.PAPER)]
    diamond = [(x - 7, y), (x, y - 7), (x + 7, y), (x, y + 7)]
    return [*made, svg.path(diamond, closed=True, fill=palette.PAPER, stroke=palette.VERMILION, stroke_width=2.5)]


def _checks_in_words(found: list[Figures]) -> str:
    graded = [f for f in found if f.share is not None]
    hard = min(graded, key=lambda f: f.share)
    weak = [f.task for f in found if f.separates and f.separates.r < _CLOSE and f.share < 0.95]
    words = f"The hardest check is {hard.task}: its mean is {percent(hard.share)} of its points."
    if not any(f.separates for f in found):
        return f"{words} The class is too small, or too even, to say how well checks separate."
    if not weak:
        return f"{words} Every check that has a figure separates strong from weak, or nearly all have it right."
    return f"{words} Below {_CLOSE:g}, and not merely because nearly all have it right: {', '.join(weak)}."


def _checks_row(f: Figures, title: str) -> list[str]:
    r = f.separates
    interval = f"{_signed(r.low)} to {_signed(r.high)}" if r and r.low is not None else "–"
    states = [str(f.states.get(state, 0)) for state in ("right", "not yet", "not attempted")]
    return [f"{f.task} {title}", str(f.n), percent(f.share), _signed(r.r) if r else "–", interval, *states]


def _signed(r: float) -> str:
    return f"{r:.2f}".replace("-", "−")
