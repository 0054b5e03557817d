"""The gradebook as tables: every check, every student, and what platforms import; and feedback packed as they take it back.

How grades and files are imported, as the importers' own sources have it (Canvas: ``lib/gradebook_importer.rb``, ``generate_comments_from_files``;
Moodle: ``mod/assign/feedback/offline``, ``mod/assign/feedback/file``):

- ``grades.csv`` suits any gradebook whose import lets one say which column is what.
- ``grades_canvas.csv``: the columns Student, ID and Section first, maxima from a row "Points Possible".
- ``grades_moodle/NAME.csv``: the assignment's grading worksheet. The number in Moodle's folders is known to this import alone, as
  "Participant 1000". An empty grade is skipped, and so is one above the assignment's maximum. Its words are English; where the site's
  are others, ``--worksheet`` fills in the site's own sheet.
- ``feedback_moodle/NAME.zip`` has a folder a student, ``Name_1000_assignfeedback_file_``; ``feedback_canvas/NAME.zip`` the names of the download.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from ..exercises import marking
from ..kit import words
from .gradebook import Gradebook, Score, Student, why_not
from .records import NOT_GRADED, CheckMark, Graded
from .sheets import delimiter_of, lines

MARKS = (
    "student", "name", "exercise", "file", "task", "points", "out_of", "state", "message", "counts", "late", "reason", "comment",
)  # fmt: skip
MOODLE = (
    "Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Points so far", "Still to read",
)  # fmt: skip


def tables(book: Gradebook) -> dict[str, Iterator[str]]:
    """Every table that this class has, by its file's name, line by line."""
    made = {"marks.csv": marks(book), "grades.csv": grades(book)}
    if any(_number(s.files, "canvas") for s in book.students):
        made["grades_canvas.csv"] = canvas(book)
    for exercise in book.exercises:
        if _number((f for f in book.chosen if f.handin.exercise == exercise), "moodle"):
            made[f"grades_moodle/{plain(exercise)}.csv"] = moodle(book, exercise)
    return {name: lines(rows) for name, rows in made.items()}


def why_no_table(book: Gradebook) -> list[str]:
    """A sentence for each table that a platform's class might miss."""
    hidden, groups, blind = set(), set(), False
    for handin in (f.handin for f in book.chosen):
        numbered = handin.number.isdecimal()
        hidden |= {handin.student} if handin.platform == "canvas" and not numbered else set()
        groups |= {handin.student} if handin.platform == "moodle" and not numbered else set()
        blind |= handin.platform == "moodle" and numbered and bool(re.fullmatch(rf"\D+{handin.number}", handin.name))
    made = []
    if hidden:
        made.append(
            f"Canvas hid {len(hidden)} names (anonymous grading), so its import cannot be told who they are: they are not in grades_canvas.csv. "
            "Switch anonymous grading off in the assignment, download again, and give the same command."
        )
    if blind:
        made.append(
            "Moodle hid the names (anonymous submissions) and numbers everybody anew in each assignment, so nobody can be followed from week to week. "
            "Reveal the identities in Moodle and download again, or give each number its student in who.csv."
        )
    if groups:
        made.append(
            f"Moodle gave no number for {len(groups)} groups, so there is no row for them in grades_moodle. Enter their grades by hand from grades.csv."
        )
    return made


def marks(book: Gradebook) -> Iterator[Iterable[object]]:
    """A row for each check that was run, and one for each file that was not graded, with the reason as its message."""
    yield MARKS
    for one in book.chosen:
        who: list[object] = [one.handin.student, one.handin.name, one.handin.exercise, one.handin.file]
        last = ["yes" if one.counts else "no", "yes" if one.handin.late else "no"]
        made = one.marks if not one.handin.problem and not (one.result and one.result.fault) else ()
        for mark in made:
            hand = book.hands.rows.get((one.handin.student, mark.task)) if one.counts else None
            said = [hand.reason, hand.comment] if hand else ["", ""]
            points = [hand.points, mark.out_of] if hand and hand.points is not None else _earned(mark)
            yield [*who, mark.task, *points, mark.state, mark.message, *last, *said]
        if not made:
            yield [*who, "", None, None, NOT_GRADED, why_not(one) or "The run gave no marks.", *last, "", ""]


def _earned(mark: CheckMark) -> list[float | None]:
    waits = mark.state in (NOT_GRADED, "for a person")
    return [None if waits else round(mark.points, 4), mark.out_of]


def grades(book: Gradebook) -> Iterator[Iterable[object]]:
    """A row a student: each exercise's points, those of machine and person where there is prose, and a total of what is marked so far.

    A cell is empty where nothing was handed in, not all was graded, or a text waits to be read. What was handed in blank has 0.
    """
    heads = [head for e in book.exercises for head in _heads(book, e)]
    best = marking.amount(sum(map(book.best, book.set)))
    yield ["student", "name", *heads, f"total so far (of {best})", "still to read"]
    for student in book.students:
        scores = [book.score(student, e) for e in book.exercises]
        cells = [cell for e, score in zip(book.exercises, scores, strict=True) for cell in _cells(book, e, score)]
        waits = " ".join(t for s in scores if s for t in s.waits)
        yield [student.key, student.name, *cells, book.total(student)[0], waits]


def _heads(book: Gradebook, exercise: str) -> list[str]:
    title = book.tasks(exercise).title
    made = [f"{title} (of {marking.amount(book.best(exercise))})"]
    if book.best(exercise, True):
        made += [
            f"{title}, {by} (of {marking.amount(book.best(exercise, p))})"
            for by, p in (("machine", False), ("person", True))
        ]
    return made


def _cells(book: Gradebook, exercise: str, score: Score | None) -> list[float | None]:
    cells: list[float | None] = [score.total, score.part(False), score.part(True)] if score else [None, None, None]
    return cells if book.best(exercise, True) else cells[:1]


def canvas(book: Gradebook) -> Iterator[Iterable[object]]:
    """The grades as Canvas imports them; each column is an assignment, so there is no total: Canvas adds up itself."""
    yield ["Student", "ID", "Section", *(book.course.titles.get(e, book.tasks(e).title) for e in book.exercises)]
    yield ["Points Possible", "", "", *(_maximum(book, e) for e in book.exercises)]
    for student in book.students:
        if number := _number(student.files, "canvas"):
            yield [student.name, number, "", *(_grade(book, student, e) for e in book.exercises)]


def moodle(book: Gradebook, exercise: str) -> Iterator[Iterable[object]]:
    """The grading worksheet of one exercise. Columns that Moodle does not know, it leaves alone."""
    yield MOODLE
    for student, number in _moodle_numbers(book, exercise).values():
        score = book.score(student, exercise)
        points = [_grade(book, student, exercise), _maximum(book, exercise)]
        more = [score.earned, " ".join(score.waits)] if score else ["", ""]
        yield [f"Participant {number}", student.name, *points, "", *more]


def _moodle_numbers(book: Gradebook, exercise: str) -> dict[str, tuple[Student, str]]:
    found: dict[str, tuple[Student, str]] = {}
    for student in book.students:
        files = sorted((f for f in student.files if f.handin.exercise == exercise), key=lambda f: not f.counts)
        if number := _number(files, "moodle"):
            found[number] = (student, number)
    return found


def _maximum(book: Gradebook, exercise: str) -> float:
    return book.course.maximum.get(exercise, book.best(exercise))


def _grade(book: Gradebook, student: Student, exercise: str) -> float | None:
    """The grade on the platform's scale; None while anything is missing."""
    score = book.score(student, exercise)
    if score is None or score.total is None:
        return None
    return round(score.total * _maximum(book, exercise) / (book.best(exercise) or 1), 2)


class WorksheetError(ValueError):
    """A grading worksheet that cannot be filled in; the message is a sentence."""


def filled_in(text: str, book: Gradebook) -> tuple[str, str]:
    """Moodle's own grading worksheet, in any language, with its column of grades filled in; and the exercise that it is of.

    The column is the one before the maximum, which is the first column with one number in every row. WorksheetError if that is not found.
    """
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter_of(text)))
    body = [r for r in rows[1:] if len(r) == len(rows[0])]
    numbers = [m[1] if (m := re.search(r"([0-9]+)$", r[0])) else "" for r in body]
    by = {e: _moodle_numbers(book, e) for e in book.exercises}
    fits = {e: len(own.keys() & set(numbers)) for e, own in by.items()}
    best = [e for e in fits if fits[e] and fits[e] == max(fits.values())]
    columns = range(2, len(rows[0]) if body else 0)
    same = [i for i in columns if len({r[i] for r in body}) == 1 and re.fullmatch(r"[0-9]+([.,][0-9]+)?", body[0][i])]
    if len(best) > 1:
        which = words.listed([book.tasks(e).short for e in best], "or")
        raise WorksheetError(f"Its numbers are those of {which} alike. Enter these grades from grades.csv by hand.")
    if not best or not same:
        raise WorksheetError(
            "This is not Moodle's worksheet of an exercise in this gradebook. In Moodle's assignment choose “Download grading worksheet”, "
            "and give that file."
        )
    exercise = best[0]
    most = float(body[0][same[0]].replace(",", "."))
    for row, number in zip(body, numbers, strict=True):
        score = book.score(by[exercise][number][0], exercise) if number in by[exercise] else None
        if score and score.total is not None:
            points = f"{score.total * most / (book.best(exercise) or 1):.2f}"
            row[same[0] - 1] = points.replace(".", ",") if "," in body[0][same[0]] else points
    file = io.StringIO()
    # Moodle reads commas, whatever the site's language
    csv.writer(file, lineterminator="\n").writerows([rows[0], *body])
    return exercise, file.getvalue()


def _number(files: Iterable[Graded], platform: str) -> str:
    """The number that a platform gave whose files these are; empty where it hid the name. One that stands in a file's name is another."""
    handins = (f.handin for f in files)
    return next((h.number for h in handins if h.platform == platform and h.number.isdecimal()), "")


def plain(name: str) -> str:
    """A name that may stand in a file's name."""
    return re.sub(r"[^A-Za-z0-9_]+", "_", name)[:60]


# --- feedback, packed ------------------------------------------------------------------------------------------------


def parcels(book: Gradebook, page: Callable[[Student, str], str]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Zips of the pages as Moodle and Canvas take them back, each with its place, in pieces. ``page`` makes a student's for an exercise."""
    for exercise in book.exercises:
        numbers, last = _moodle_numbers(book, exercise).values(), f"feedback_{plain(exercise)}.html"
        counting = ((s, s.counting(exercise)) for s in book.students)
        packed = {
            "moodle": {f"{_in_moodle(s.name)}_{number}_assignfeedback_file_/{last}": s for s, number in numbers},
            "canvas": {f"{_in_canvas(one)}_{last}": s for s, one in counting if one and _number([one], "canvas")},
        }
        for platform, places in packed.items():
            if places:
                pages = ((name, page(student, exercise)) for name, student in sorted(places.items()))
                yield f"feedback_{platform}/{plain(exercise)}.zip", _zip(pages)


def _in_moodle(name: str) -> str:
    """A name as it may stand before the number: Moodle reads the folder's name up to the first underscore."""
    return re.sub(r'[_/\\:*?"<>|]', " ", name).strip(" .") or "student"


def _in_canvas(one: Graded) -> str:
    """The name of the download up to its two numbers, by which Canvas finds the student and the hand-in."""
    parts, number = PurePosixPath(one.handin.file).parts, _number([one], "canvas")
    found = (re.match(rf".*?_{number}_[0-9]+", part) for part in parts)
    return next((m[0] for m in found if m), f"student_{number}_0")


def _zip(files: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """The same bytes for the same files."""
    with tempfile.TemporaryFile() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files:
                entry = zipfile.ZipInfo(name, (2020, 10, 16, 0, 0, 0))
                entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
                archive.writestr(entry, text)
        made.seek(0)
        yield from iter(lambda: made.read(1 << 16), b"")
