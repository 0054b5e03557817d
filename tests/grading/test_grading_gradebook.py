"""Tables of a graded class: every file has its row, sums are right, nothing unjust, no formula; and the class in figures."""

from __future__ import annotations

import csv
import io
import json
import math
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pointbiserialr

from seminar.exercises import marking
from seminar.exercises.conventions import known
from seminar.grading import figures as figures_of
from seminar.grading import gradebook, sheets, tables
from seminar.grading.by_hand import Hand, Hands
from seminar.grading.course import Course
from seminar.grading.gradebook import Gradebook
from seminar.grading.records import NOT_GRADED, CheckMark, Graded, HandIn, Result, put

ROOT = Path(__file__).resolve().parents[2]
CHECKS = {
    "exercises": {
        "01_one": {"title": "Exercise 1: one", "tasks": ["1.1", "1.2"]},
        "02_two": {"title": "Exercise 2: two", "tasks": ["2.1", "2.2"]},
    },
    "tasks": {
        "1.1": {
            "name": "kinds",
            "title": "Which kind?",
            "points": 4,
            "kind": "key",
            "form": {
                "shape": "map",
                "items": ["a", "b"],
                "fields": [{"name": "kind", "allowed": ["fact", "view", "hope"]}],
            },
        },
        "1.2": {
            "name": "share",
            "title": "What share?",
            "points": 2,
            "kind": "property",
            "form": {"shape": "number", "low": 0, "high": 100},
        },
        "2.1": {
            "name": "total",
            "title": "A sum",
            "points": 3,
            "kind": "function",
            "form": {"shape": "function", "name": "total", "arguments": ["x"], "returns": "a number"},
        },
        "2.2": {
            "name": "why",
            "title": "Say why",
            "points": 5,
            "kind": "prose",
            "form": {"shape": "text", "at_least": 3, "at_most": 50},
        },
    },
}
KEY = {
    "seed": 1,
    "tasks": {
        "1.1": {
            "accept": {"a": {'"fact"': 1}, "b": {'"view"': 1, '"hope"': 0.5}},
            "reasons": {"a": "The paragraph reports it.", "b": "Nobody could look this up."},
            "slips": [{"name": "all fact", "answer": {"a": "fact", "b": "fact"}, "at_most": 2}],
        },
        "1.2": {"accept": {}, "reasons": {"1.2": "Any share above a half."}, "slips": []},
        "2.1": {
            "accept": {"1": {"77123": 1}, "2": {"88456": 1}},
            "inputs": [[991], [992]],
            "reasons": {"2.1": "A plain sum."},
        },
        "2.2": {"accept": {}, "reasons": {"2.2": "Two points for a reason, three for an answer to it."}, "slips": []},
    },
}
TEXT = "We say so because it holds."
CALC = "=cmd|' /C calc'!A0"


def marks_of(exercise: str, *points: float, prose: str = TEXT) -> tuple[CheckMark, ...]:
    """The marks of one exercise: the machine's points, and a text where the exercise has one."""
    if exercise == "01_one":
        answers = (marking.canonical({"a": "fact", "b": "fact"}), "42")
        return tuple(mark(t, p, a) for t, p, a in zip(("1.1", "1.2"), points, answers, strict=True))
    state = "for a person" if prose else "not attempted"
    said = CheckMark("2.2", 0, 5, state, "A person reads and marks it.", json.dumps(prose) if prose else "")
    return (mark("2.1", points[0], '{"calls":[{"value":77123},{"value":88456}]}'), said)


def mark(task: str, points: float, answer: str = "") -> CheckMark:
    out_of = CHECKS["tasks"][task]["points"]
    right = points == out_of
    return CheckMark(
        task, points, out_of, "right" if right else "not yet", "Right." if right else "Look again.", answer
    )


def one(student: str, exercise: str, *points: float, file: str = "", prose: str = TEXT, **given_) -> Graded:
    """One hand-in that was run."""
    handin = HandIn(
        student,
        given_.pop("name", f"Name {student}"),
        file or f"{student}/{exercise}.ipynb",
        exercise,
        late=given_.pop("late", False),
        copy=given_.pop("copy", 0),
        problem=given_.pop("problem", ""),
        platform=given_.pop("platform", ""),
        number=student,
        source="in",
    )
    return Graded(handin, Result("f", marks_of(exercise, *points, prose=prose), **given_))


def unread(student: str, file: str, problem: str = "This is no notebook.", exercise: str = "", copy: int = 0) -> Graded:
    return Graded(HandIn(student, f"Name {student}", file, exercise, copy=copy, problem=problem))


def faulty(student: str, exercise: str, copy: int = 0, file: str = "", platform: str = "") -> Graded:
    place = (file or f"{student}/{exercise}-{copy}.ipynb", exercise)
    handin = HandIn(student, f"Name {student}", *place, copy=copy, platform=platform, number=student)
    return Graded(handin, Result("f", fault="The kernel did not start. Grade again."))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def book(*graded: Graded, checks: dict = CHECKS, **given_) -> Gradebook:
    return Gradebook(graded, checks, **{"key": KEY["tasks"]} | given_)


def tables_of(class_: Gradebook) -> dict[str, str]:
    """Every table, whole."""
    return {name: "".join(lines) for name, lines in tables.tables(class_).items()}


def marks(class_: Gradebook) -> str:
    return tables_of(class_)["marks.csv"]


def grades(*graded: Graded, **given_) -> list[dict[str, str]]:
    return rows(tables_of(book(*graded, **given_))["grades.csv"])


def grade(*graded: Graded) -> str:
    """The only student's points for exercise 1."""
    (row,) = grades(*graded)
    return row["Exercise 1: one (of 6)"]


def real_class(count: int, seed: int = 1, exercises: tuple[str, ...] = ()) -> list[Graded]:
    """A class that answers the seminar's own exercises, each student with a skill, marked by the real key."""
    chance = random.Random(seed)
    key = json.loads((ROOT / "exercises/key/key.json").read_text(encoding="utf-8"))["tasks"]
    made = []
    for number in range(count):
        skill = 0.3 + 0.7 * chance.random()
        for exercise in exercises or tuple(known()["exercises"]):
            tasks = known()["exercises"][exercise]["tasks"]
            marks = tuple(_answered(t, known()["tasks"][t], key[t], skill, chance) for t in tasks)
            file = f"Ani {number}_{2000 + number}_assignsubmission_file_/{exercise}.ipynb"
            of = (str(2000 + number), f"Ani {number}", file, exercise)
            made.append(Graded(HandIn(*of, platform="moodle", number=of[0]), Result("f", marks)))
    return made


def _answered(name: str, task: dict, key: dict, skill: float, chance: random.Random) -> CheckMark:
    form = task["form"]
    if task["kind"] == "prose":
        return CheckMark(name, 0, task["points"], "for a person", "A person reads and marks it.", '"Some words here."')
    if form["shape"] != "map" or not key["accept"]:
        points = round(task["points"] * min(1, max(0, chance.gauss(skill, 0.3))), 2)
        state = "right" if points == task["points"] else "not yet"
        return CheckMark(name, points, task["points"], state, "Look again.", "")
    answer = {}
    for item in form["items"]:
        values = [_value(f"{item}/{f['name']}", item, f, key, skill, chance) for f in form["fields"]]
        answer[item] = values if len(values) > 1 else values[0]
    made = marking.mark({**task, "rules": []}, answer, key)
    return CheckMark(name, made.points, made.out_of, made.state, made.message, marking.canonical(answer))


def _value(path: str, item: str, field: dict, key: dict, skill: float, chance: random.Random) -> object:
    right = [json.loads(v) for v, c in (key["accept"].get(path) or key["accept"].get(item, {})).items() if c == 1]
    return right[0] if right and chance.random() < skill else chance.choice(field.get("allowed", [5]))


# --- which hand-in counts


def test_the_highest_copy_counts_also_if_it_earned_less():
    old, new = one("1", "01_one", 4, 2, file="a.ipynb"), one("1", "01_one", 1, 0, file="a (1).ipynb", copy=1)
    assert [(g.handin.copy, g.counts) for g in gradebook.choose([new, old])] == [(0, False), (1, True)]


def test_of_equal_copies_the_better_total_counts():
    notebook, slip = one("1", "01_one", 4, 0, file="b.ipynb"), one("1", "01_one", 1, 2, file="a.ipynb")
    assert [g.handin.file for g in gradebook.choose([slip, notebook]) if g.counts] == ["b.ipynb"]


def test_a_file_with_a_problem_never_counts():
    broken = unread("1", "a (2).ipynb", exercise="01_one", copy=2)
    assert grade(broken, one("1", "01_one", 4, 2)) == "6"
    assert not any(g.counts for g in gradebook.choose([broken]))


def test_a_fault_of_the_latest_brings_no_older_one_back():
    older, latest = one("1", "01_one", 4, 2), faulty("1", "01_one", copy=1)
    chosen = gradebook.choose([older, latest])
    assert [g.counts for g in chosen] == [False, True] and grade(older, latest) == ""
    (row,) = [r for r in rows(marks(book(*chosen))) if r["counts"] == "yes"]
    assert (row["state"], row["message"]) == (NOT_GRADED, "The kernel did not start. Grade again.")


def test_a_fault_of_one_of_two_equal_copies_leaves_the_other():
    assert grade(faulty("1", "01_one", file="a.ipynb"), one("1", "01_one", 4, 1, file="b.ipynb")) == "5"


def test_a_file_that_was_not_run_counts_and_has_no_mark():
    waiting = Graded(HandIn("1", "Ani", "a (1).ipynb", "01_one", copy=1))
    assert grade(one("1", "01_one", 4, 2), waiting) == ""
    assert "has not been run" in marks(book(waiting))


def test_a_file_of_no_exercise_or_of_nobody_never_counts():
    nobody, nowhere = one("", "01_one", 4, 2), Graded(HandIn("1", "Ani", "x.ipynb", ""), Result("f"))
    assert not any(g.counts for g in gradebook.choose([nobody, nowhere]))


def test_choosing_twice_changes_nothing():
    first = gradebook.choose([*real_class(4), faulty("2001", "01_the_argument", 1)])
    assert list(gradebook.choose(first)) == list(first)


@given(st.randoms(use_true_random=False))
def test_at_most_one_counts_for_a_student_and_an_exercise_in_any_order(chance):
    graded = [one(s, "01_one", p, p / 2, copy=c, file=f) for s in "12" for p in (0, 1) for c in (0, 1) for f in "ab"]
    chance.shuffle(graded)
    counting = [(g.handin.student, g.handin.copy, g.result.points) for g in gradebook.choose(graded) if g.counts]
    assert counting == [("1", 1, 1.5), ("2", 1, 1.5)]


# --- marks.csv


def test_every_file_has_a_row_with_a_mark_or_the_reason_why_not():
    graded = [*real_class(3), unread("9", "9/.DS_Store"), unread("", "stray.txt"), faulty("2001", "01_the_argument", 1)]
    made = rows(marks(book(*graded)))
    assert {r["file"] for r in made} == {g.handin.file for g in graded}
    assert all(r["message"] and not r["task"] if r["state"] == NOT_GRADED else r["task"] for r in made)


def test_a_row_says_what_was_earned():
    made = rows(marks(book(one("7", "01_one", 1.3333, 2, late=True))))
    assert list(made[0]) == list(tables.MARKS)
    assert made[0] == {
        "student": "7",
        "name": "Name 7",
        "exercise": "01_one",
        "file": "7/01_one.ipynb",
        "task": "1.1",
        "points": "1.3333",
        "out_of": "4",
        "state": "not yet",
        "message": "Look again.",
        "counts": "yes",
        "late": "yes",
        "reason": "",
        "comment": "",
    }


def test_what_a_person_marks_has_no_points_yet():
    made = rows(marks(book(one("7", "02_two", 3))))
    assert [(r["task"], r["points"], r["out_of"]) for r in made] == [("2.1", "3", "3"), ("2.2", "", "5")]


# --- grades.csv


def test_sums_are_right_and_a_text_that_waits_leaves_the_total_open():
    """2 x 1.3333 is 2.7 as a person writes it; exercise 2 has 3 by the machine, and its text is still to read."""
    graded = [
        one("1", "01_one", 1.3333, 1.3333),
        one("1", "02_two", 3),
        one("2", "01_one", 0, 0),
        one("2", "02_two", 1.5, prose=""),
    ]
    assert [list(r.values()) for r in grades(*graded)] == [
        ["1", "Name 1", "2.7", "", "3", "", "5.7", "2.2"],
        ["2", "Name 2", "0", "1.5", "1.5", "0", "1.5", ""],
    ]


@pytest.mark.parametrize("points, seen", [(11.68, 11.7), (11.65, 11.7), (11.64, 11.6), (3, 3), (0.05, 0.1), (0, 0)])
def test_points_are_written_in_tenths_and_a_half_goes_up(points, seen):
    assert gradebook.tenth(points) == seen


def test_maxima_stand_in_the_headers_and_a_person_has_a_column():
    (row,) = grades(one("1", "01_one", 4, 2), replace(one("1", "02_two", 3)))
    assert list(row) == [
        "student", "name", "Exercise 1: one (of 6)", "Exercise 2: two (of 8)", "Exercise 2: two, machine (of 3)",
        "Exercise 2: two, person (of 5)", "total so far (of 14)", "still to read",
    ]  # fmt: skip


def test_the_real_class_adds_up():
    """Over all seven exercises: what the machine gave, to a tenth an exercise; 225 is the sum of all tasks' points."""
    class_ = real_class(12)
    every = book(*class_, checks=known(), key={})
    best = sum(known()["tasks"][t]["points"] for e in known()["exercises"].values() for t in e["tasks"])
    for row in rows(tables_of(every)["grades.csv"]):
        own = [m for g in class_ if g.handin.student == row["student"] for m in g.result.marks]
        by_machine = sum(m.points for m in own if known()["tasks"][m.task]["kind"] != "prose")
        assert float(row[f"total so far (of {best})"]) == pytest.approx(by_machine, abs=0.05 * 7 + 0.1)
        assert row["still to read"] == "5.8 7.2 7.4"


def test_blank_is_nought_and_nothing_and_not_graded_are_empty():
    assert grade(one("1", "01_one", 0, 0)) == "0"
    assert grade(faulty("1", "01_one")) == ""
    assert [r["Exercise 1: one (of 6)"] for r in grades(one("1", "01_one", 1, 1), one("2", "02_two", 3))] == ["2", ""]
    assert grade(unread("1", "a.ipynb", exercise="01_one")) == ""


def test_one_check_that_was_not_graded_leaves_the_cell_empty():
    whole = one("1", "01_one", 4, 2)
    failed = replace(whole.result.marks[1], points=0, state=NOT_GRADED, message="The machine was full.")
    assert grade(replace(whole, result=replace(whole.result, marks=(whole.result.marks[0], failed)))) == ""


def test_a_check_without_a_mark_leaves_the_cell_empty():
    whole = one("1", "01_one", 4, 2)
    assert grade(replace(whole, result=replace(whole.result, marks=whole.result.marks[:1]))) == ""


def test_a_student_known_from_one_exercise_appears_once():
    graded = [one("1", "01_one", 1, 1, name="Éva"), one("1", "02_two", 1, name="Éva"), unread("1", "1/readme.txt")]
    assert [(r["student"], r["name"]) for r in grades(*graded)] == [("1", "Éva")]


def test_two_students_of_one_name_have_two_rows():
    made = grades(one("1", "01_one", 1, 1, name="Ani"), one("2", "01_one", 2, 2, name="Ani"))
    assert [(r["student"], r["Exercise 1: one (of 6)"]) for r in made] == [("1", "2"), ("2", "4")]


def test_names_are_sorted_as_people_sort_them():
    graded = [one(str(i), "01_one", 1, 1, name=n) for i, n in enumerate(("Zoë", "Éva", "ani", "Fatima"))]
    assert [r["name"] for r in grades(*graded)] == ["ani", "Éva", "Fatima", "Zoë"]


def test_an_empty_class_has_headers_only():
    made = tables_of(book())
    assert made == {
        "marks.csv": ",".join(tables.MARKS) + "\n",
        "grades.csv": "student,name,total so far (of 0),still to read\n",
    }


def test_the_same_class_in_any_order_gives_the_same_text():
    graded = [*real_class(6), unread("2001", "x.docx"), faulty("2002", "01_the_argument", 3)]
    first = tables_of(book(*graded, checks=known()))
    for seed in range(3):
        random.Random(seed).shuffle(graded)
        assert tables_of(book(*graded, checks=known())) == first


# --- what platforms import


def test_canvas_finds_its_columns_its_maxima_and_its_ids_and_a_text_that_waits_stays_open():
    at = {"platform": "canvas", "prose": ""}
    graded = [
        one("31", "02_two", 3, file="nameani_LATE_31_77000_02_two.ipynb", **at),
        one("31", "02_two", 1, file="nameani_LATE_31_77000_02_two-1.ipynb", **at),
        one("32", "02_two", 3, file="nameeva_32_77001_02_two.ipynb", platform="canvas"),
    ]
    graded.append(one("x", "01_one", 1, 1, name="Bo"))
    text = tables_of(book(*graded))["grades_canvas.csv"]
    assert [line.split(",") for line in text.splitlines()] == [
        ["Student", "ID", "Section", "Exercise 1: one", "Exercise 2: two"],
        ["Points Possible", "", "", "6", "8"],
        ["Name 31", "31", "", "", "3"],
        ["Name 32", "32", "", "", ""],
    ]


def test_a_course_gives_the_platforms_titles_and_maximum():
    course = Course(titles={"01_one": "Week 1 (4711)"}, maximum={"01_one": 100})
    graded = one("31", "01_one", 2, 1, file="a_31_9_x.ipynb", platform="canvas")
    text = tables_of(book(graded, course=course))["grades_canvas.csv"]
    assert text.splitlines()[0].endswith(",Week 1 (4711)") and text.splitlines()[1:] == [
        "Points Possible,,,100",
        "Name 31,31,,50",
    ]


def test_names_that_canvas_hid_are_said_to_be_missing():
    hidden = one("anon_x", "01_one", 1, 1, file="anon_x_9_a.ipynb", platform="canvas")
    assert "grades_canvas.csv" not in tables_of(book(hidden))
    (said,) = tables.why_no_table(book(hidden))
    assert "anonymous grading" in said and "download again" in said


def test_no_header_ends_like_an_assignments_id():
    for title in [e["title"] for e in known()["exercises"].values()]:
        assert not title.endswith(")"), "Canvas would read “title (123)” as the assignment with the id 123."


def test_names_that_moodle_hid_are_said_to_be_missing():
    hidden = one("31", "01_one", 1, 1, name="Participant 31", platform="moodle")
    (said,) = tables.why_no_table(book(hidden))
    assert "anonymous submissions" in said and "Reveal the identities" in said
    assert not tables.why_no_table(book(one("31", "01_one", 1, 1, name="Ani 31 Petrosyan", platform="moodle")))


def test_moodle_gets_a_worksheet_an_exercise_and_no_grade_that_a_person_has_still_to_make():
    places = {s: f"Ani_{s}_assignsubmission_file_/hand_in.ipynb" for s in ("11", "12", "13")}
    graded = [
        one("11", "02_two", 3, file=places["11"], platform="moodle"),
        one("12", "02_two", 1.5, prose="", file=places["12"], platform="moodle"),
        faulty("13", "02_two", file=places["13"], platform="moodle"),
        one("14", "02_two", 1),
    ]
    made = rows(tables_of(book(*graded))["grades_moodle/02_two.csv"])
    assert [(r["Identifier"], r["Grade"], r["Maximum Grade"], r["Points so far"]) for r in made] == [
        ("Participant 11", "", "8", "3"),
        ("Participant 12", "1.5", "8", "1.5"),
        ("Participant 13", "", "8", ""),
    ]
    assert "Last modified (grade)" in made[0]  # without this column Moodle refuses the sheet


@pytest.mark.parametrize("name", ["x_31_77000_a.ipynb", "x_31_assignsubmission_file_a.ipynb"])
def test_nobody_takes_anothers_number_or_makes_a_platform_by_naming_a_file(name):
    others = [one(s, "01_one", 1, 1, file=f"{s}/a.ipynb") for s in ("31", "32", "Bo")]
    thief = one("30", "01_one", 4, 2, file=f"30/{name}")
    assert tables_of(book(thief, *others)).keys() == {"marks.csv", "grades.csv"}
    exports = [one(s, "01_one", 1, 1, file=f"ani_{s}_9_a.ipynb", platform="canvas") for s in ("31", "32")]
    thief = one("30", "01_one", 4, 2, file=f"eve_30_8_z.zip/{name}", platform="canvas")
    made = rows(tables_of(book(thief, *exports))["grades_canvas.csv"])
    assert [(r["ID"], r["Exercise 1: one"]) for r in made[1:]] == [("30", "6"), ("31", "2"), ("32", "2")]


def test_a_platform_that_was_not_used_has_no_table():
    assert tables_of(book(one("1", "01_one", 1, 1))).keys() == {"marks.csv", "grades.csv"}


WORKSHEET = (
    "Bewertungs-ID,Vollständiger Name,Status,Bewertung,Beste Bewertung,Zuletzt geändert (Bewertung)\n"
    'Teilnehmer/in31,"Ani P",Zur Bewertung abgegeben,,"100,00","Freitag, 20. November 2026, 13:45"\n'
    'Teilnehmer/in32,"Bo",Zur Bewertung abgegeben,"7,00","100,00",-\n'
    'Teilnehmer/in33,"Cy",Keine Abgabe,,"100,00",-\n'
)


def test_moodles_own_worksheet_is_filled_in_whatever_its_language():
    """3 of 6 points are 50 of 100; what was not handed in, and every other cell, stays as Moodle wrote it."""
    class_ = book(*(one(n, "01_one", p, p / 2, platform="moodle") for n, p in (("31", 2), ("32", 4))))
    exercise, text = tables.filled_in(WORKSHEET, class_)
    before, after = (list(csv.reader(io.StringIO(t))) for t in (WORKSHEET, text))
    assert exercise == "01_one" and [r[3] for r in after[1:]] == ["50,00", "100,00", ""]
    assert [[c for i, c in enumerate(r) if i != 3] for r in before] == [
        [c for i, c in enumerate(r) if i != 3] for r in after
    ]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", WORKSHEET.replace("in3", "in9")])
def test_a_sheet_that_is_not_a_worksheet_of_this_class_is_a_sentence(text):
    with pytest.raises(tables.WorksheetError, match="Download grading worksheet"):
        tables.filled_in(text, book(one("31", "01_one", 2, 1, platform="moodle")))


def test_a_worksheet_whose_numbers_fit_two_exercises_is_filled_in_for_neither():
    graded = [
        one(n, e, *points, platform="moodle") for n in ("31", "32") for e, *points in (("01_one", 2, 1), ("02_two", 3))
    ]
    with pytest.raises(tables.WorksheetError, match="alike"):
        tables.filled_in(WORKSHEET, book(*graded))


# --- feedback as platforms take it back


def packed(class_: Gradebook, page: Callable) -> dict[str, bytes]:
    return {name: b"".join(content) for name, content in tables.parcels(class_, page)}


def unpacked(content: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {n: archive.read(n).decode() for n in archive.namelist()}


def test_moodle_finds_the_participant_in_each_folder_of_the_zip():
    """Moodle splits a folder's name at underscores: the second part is the number, then plugin type and plugin (importziplib.php)."""
    class_ = book(
        *(one(n, "01_one", 1, 1, name=name, platform="moodle") for n, name in (("31", "Ani_Lou P/Q"), ("32", "Éva")))
    )
    made = packed(class_, lambda student, _exercise: f"page {student.key}")
    files = unpacked(made["feedback_moodle/01_one.zip"])
    assert list(made) == ["feedback_moodle/01_one.zip"] and sorted(files.values()) == ["page 31", "page 32"]
    for name, text in files.items():
        folder, file = name.split("/")
        parts = folder.split("_", 4)
        assert (parts[1], parts[2], parts[3], parts[4]) == (text.split()[1], "assignfeedback", "file", "")
        assert file == "feedback_01_one.html"


def test_canvas_finds_user_and_attachment_in_each_name_of_the_zip():
    """Canvas takes the first two parts that are numbers for the user and the attachment of the download."""
    files = {"31": "petrosyanani_LATE_31_77000_x-1.ipynb", "32": "eva_32_77001_work.zip/eva_32_1_x.ipynb"}
    class_ = book(*(one(n, "01_one", 1, 1, file=f, platform="canvas") for n, f in files.items()))
    made = unpacked(packed(class_, lambda student, _exercise: student.key)["feedback_canvas/01_one.zip"])
    assert {tuple(p for p in name.split("_") if p.isdigit())[:2]: text for name, text in made.items()} == {
        ("31", "77000"): "31",
        ("32", "77001"): "32",
    }


# --- marks by hand, and what a course decides


def by_hand(**rows_: Hand) -> Hands:
    return Hands({("1", task.strip("t").replace("_", ".")): hand for task, hand in rows_.items()})


def test_a_persons_points_are_in_every_total():
    (row,) = grades(one("1", "02_two", 3), hands=by_hand(t2_2=Hand(4)))
    assert [v for k, v in row.items() if k.startswith(("Exercise", "total"))] == ["7", "3", "4", "7"] and not row[
        "still to read"
    ]


def test_an_override_takes_the_place_of_the_machines_mark_and_its_reason_is_kept():
    class_ = book(one("1", "01_one", 1, 2), hands=by_hand(t1_1=Hand(4, "a comma was missing", "Good.")))
    (mark_, _other) = rows(marks(class_))
    assert (mark_["points"], mark_["reason"], mark_["comment"]) == ("4", "a comma was missing", "Good.")
    assert rows(tables_of(class_)["grades.csv"])[0]["Exercise 1: one (of 6)"] == "6"


def test_a_person_can_mark_what_the_machine_could_not():
    whole = one("1", "01_one", 4, 2)
    failed = replace(whole.result.marks[1], points=0, state=NOT_GRADED, message="The machine was full.")
    broken = replace(whole, result=replace(whole.result, marks=(whole.result.marks[0], failed)))
    (row,) = grades(broken, hands=by_hand(t1_2=Hand(1, "read by hand")))
    assert row["Exercise 1: one (of 6)"] == "5"


def test_what_is_left_out_or_weighed_changes_points_and_maximum():
    course = Course(without=("1.2",), weights={"1.1": 2})
    (row,) = grades(one("1", "01_one", 3, 2), course=course)
    assert row["Exercise 1: one (of 8)"] == "6"
    assert course.sentences() == ["Left out: 1.2.", "Weighed: 1.1 × 2."]


def test_lateness_costs_its_share_but_for_whom_extra_time_was_given():
    course = Course(late_penalty=10, extra_time=("2",), late={"01_one": ["3"]})
    graded = [one(n, "01_one", 4, 1, late=n != "3") for n in ("1", "2", "3")]
    assert [r["Exercise 1: one (of 6)"] for r in grades(*graded, course=course)] == ["4.5", "5", "4.5"]


def test_one_stray_exercise_is_not_set_and_counts_in_no_total():
    graded = [one(str(i), "01_one", 4, 2) for i in range(5)] + [one("0", "02_two", 3, prose="")]
    class_ = book(*graded)
    assert class_.set == ["01_one"]
    assert {r["total so far (of 6)"] for r in rows(tables_of(class_)["grades.csv"])} == {"6"}
    assert book(*graded, course=Course(exercises=("01_one", "02_two"))).set == ["01_one", "02_two"]


# --- who needs a look


def answered(student: str, values: dict, points: float = 0, note: str = "") -> Graded:
    marks = (
        CheckMark("1.1", points, 4, "not yet", "Look again.", marking.canonical(values) if values else ""),
        mark("1.2", 2, "42"),
    )
    return replace(one(student, "01_one", 0, 0), result=Result("f", marks, (note,) if note else ()))


@pytest.mark.parametrize("values", [{"a": "Fact", "b": "view"}, {"a": "fact"}, {"a": "fact", "b": "view", "c": "x"}])
def test_a_capital_letter_or_a_lost_entry_is_called_a_fault_of_form(values):
    (said,) = gradebook.form_faults(answered("1", values), CHECKS)
    assert said.startswith("Form, 1.1: ")


def test_a_cell_that_stopped_is_called_a_fault_of_form_and_a_wrong_answer_is_not():
    note = "Your cell for 1.1 stopped with SyntaxError: a comma is missing."
    assert gradebook.form_faults(answered("1", {}, note=note), CHECKS) == [f"Form, 1.1: {note}"]
    assert gradebook.form_faults(answered("1", {"a": "hope", "b": "fact"}), CHECKS) == []


LONG = {f"{i:02}": ["fact", "view", "hope"][i % 3] for i in range(6)}


def test_two_who_agree_in_wrong_entries_too_are_named_and_two_who_are_right_are_not():
    form = {**CHECKS["tasks"]["1.1"]["form"], "items": list(LONG)}
    checks = {**CHECKS, "tasks": CHECKS["tasks"] | {"1.1": {**CHECKS["tasks"]["1.1"], "form": form}}}
    key = {"1.1": {"accept": {item: {'"fact"': 1} for item in LONG}}}
    same = [answered("1", LONG, 1), answered("2", LONG, 1), answered("3", LONG | {"00": "hope"}, 1)]
    right = [answered(n, dict.fromkeys(LONG, "fact"), 4) for n in ("4", "5")]
    found = gradebook.alike(book(*same, *right, checks=checks, key=key))
    assert {student for student, _file in found} == {"1", "2"}  # 4 of 6 entries wrong, in the same way
    assert "Agrees with Name 2 in every entry, 4 wrong ones too" in found["1", "1/01_one.ipynb"]


# --- cells


@given(st.text())
def test_no_text_becomes_a_formula(text):
    (row,) = csv.reader(io.StringIO(sheets.as_csv([[text, "end"]]), newline=""))
    assert not row[0].startswith(tuple("=+-@\t\r\n＝＋－＠")) and row[1] == "end"


def test_no_cell_can_begin_a_row_of_its_own():
    text = sheets.as_csv([["a\r=1+1", "b\r\n=2", "c\n=3"]])
    assert text == '"a\n=1+1","b\n=2","c\n=3"\n'


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1", "\u200b=1", "＝1", CALC])
def test_what_begins_like_a_formula_gets_an_apostrophe(begins):
    assert sheets.safe(begins) == f"'{begins}"


@pytest.mark.parametrize("number, text", [(-2.5, "-2.5"), (0, "0"), (10, "10"), (1 / 3, "0.3333"), (100.0, "100")])
def test_numbers_stay_numbers(number, text):
    assert sheets.safe(number) == text


def test_names_files_and_messages_cannot_calculate():
    graded = [
        Graded(HandIn(CALC, CALC, CALC, "01_one", problem=CALC)),
        one("1", "01_one", 1, 1, name="@x", file="-file.ipynb"),
    ]
    for text in tables_of(book(*graded)).values():
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [c for c in cells if c[:1] in tuple("=+-@")]


@pytest.mark.parametrize(
    "name", ['Smith, "Jo"', "two\nlines", "Nguyễn Thị", "😀", "O'Neill", "x" * 300, "محمد", "../../x"]
)
def test_any_name_comes_back_from_the_table(name):
    (row,) = rows(marks(book(unread("1", name, exercise="01_one"))))
    assert row["file"] == name


def test_what_no_file_can_hold_is_replaced():
    assert sheets.clean("a\ud800b\x00c\x1b\u202ed") == "a?b\ufffdc\ufffdd"


def test_a_table_opens_in_excel_and_has_the_same_bytes_on_every_system(tmp_path):
    put(tmp_path / "sub" / "marks.csv", sheets.encoded("name\nMəmmədova\n"))
    assert (tmp_path / "sub" / "marks.csv").read_bytes() == b"\xef\xbb\xbfname\nM\xc9\x99mm\xc9\x99dova\n"
    assert [p.name for p in (tmp_path / "sub").iterdir()] == ["marks.csv"]


def test_a_file_that_is_held_open_stays_and_the_error_says_so(tmp_path, monkeypatch):
    (tmp_path / "grades.csv").write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with pytest.raises(PermissionError, match=r"grades.csv cannot be written. Is it open in another program\?"):
        put(tmp_path / "grades.csv", b"new")
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"grades.csv": "old"}


# --- the class in figures


def test_difficulty_is_the_mean_share():
    assert figures_of.difficulty([0, 2, 4], 4) == 0.5
    assert figures_of.difficulty([], 4) is None


def test_discrimination_is_the_point_biserial_correlation_with_the_rest():
    """By hand: deviations (-.6 -.6 .4 .4 .4) and (-2 -1 -1 1 3), products 3.0, squares 1.2 and 16, so 3/√19.2.

    The point-biserial formula says the same (Crocker and Algina 1986, p. 317): (4 − 1.5)/√3.2 · √(.6 · .4).
    """
    item, rest = [0, 0, 1, 1, 1], [1, 2, 2, 4, 6]
    found = figures_of.item_rest(item, rest)
    assert found.r == pytest.approx(3 / math.sqrt(19.2)) == pytest.approx(2.5 / math.sqrt(3.2) * math.sqrt(0.24))
    assert found.r == pytest.approx(pointbiserialr(item, rest).statistic)


def test_the_interval_is_fishers():
    """n = 28, so 1.96/√25 = 0.392 either way on the scale of artanh r."""
    item = [i % 2 for i in range(28)]
    found = figures_of.item_rest(item, [i % 2 + (i * 7 % 5) for i in range(28)])
    assert math.atanh(found.high) - math.atanh(found.r) == pytest.approx(0.392)
    assert math.atanh(found.r) - math.atanh(found.low) == pytest.approx(0.392)


def test_a_perfect_line_has_no_interval():
    assert figures_of.item_rest([0, 1, 2, 3, 4], [0, 10, 20, 30, 40]) == figures_of.Correlation(1)
    assert figures_of.item_rest([4, 3, 2, 1, 0], [0, 1, 2, 3, 4]) == figures_of.Correlation(-1)


@pytest.mark.parametrize(
    "item, rest", [([0, 1, 0, 1], [1, 2, 3, 4]), ([1] * 6, [1, 2, 3, 4, 5, 6]), ([0, 1, 0, 1, 0], [3] * 5), ([], [])]
)
def test_too_few_or_no_spread_has_no_discrimination(item, rest):
    assert figures_of.item_rest(item, rest) is None


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 30)), min_size=5, max_size=30))
def test_discrimination_lies_within_its_interval_and_between_minus_one_and_one(pairs):
    found = figures_of.item_rest(*map(list, zip(*pairs, strict=True)))
    assert found is None or -1 <= found.r <= 1
    assert found is None or found.low is None or -1 <= found.low <= found.r <= found.high <= 1


def test_a_check_is_compared_with_the_other_checks_of_its_exercise_and_without_prose():
    first, rest = [4, 4, 0, 2, 0, 4], [2, 2, 1, 1, 0, 0]
    graded = [one(str(i), "01_one", a, b) for i, (a, b) in enumerate(zip(first, rest, strict=True))]
    found = figures_of.figures(book(*graded), "01_one")
    assert found[0].separates == figures_of.item_rest(first, rest) == found[1].separates
    assert (found[0].n, found[0].share, found[0].states) == (6, 14 / 24, {"not yet": 3, "right": 3})
    alone = figures_of.figures(book(*[one(str(i), "02_two", i % 3) for i in range(9)]), "02_two")
    assert [f.task for f in alone] == ["2.1"] and alone[0].separates is None  # nothing to compare it with


def test_figures_are_of_what_counts_and_is_graded():
    graded = [one("1", "01_one", 4, 2), one("1", "01_one", 0, 0, copy=1, file="new"), faulty("2", "01_one")]
    assert [f.n for f in figures_of.figures(book(*graded), "01_one")] == [1, 1]


def test_what_was_said_is_counted_with_its_credit():
    answers = [
        json.dumps({"a": a, "b": b}) for a, b in (("fact", "hope"), ("fact", "view"), ("hope", "fact"), ("hope", ""))
    ]
    accept = KEY["tasks"]["1.1"]["accept"]
    a, b = figures_of.said(CHECKS["tasks"]["1.1"], [*answers, "", '{"a": "slip"}', "not json"], accept)
    assert (a.n, a.values, a.wrong) == (4, (('"fact"', 1, 2), ('"hope"', 0, 2)), ('"hope"', 2))
    assert b.values == (("", 0, 1), ('"fact"', 0, 1), ('"hope"', 0.5, 1), ('"view"', 1, 1)) and b.wrong == ('"fact"', 1)


def test_where_the_key_knows_nothing_no_credit_is_told():
    (found,) = figures_of.said(CHECKS["tasks"]["1.2"], ["40", "40", "60"], {})
    assert found.values == (("40", None, 2), ("60", None, 1)) and found.wrong is None


def test_sentences_are_not_counted():
    task = known()["tasks"]["7.2"]
    answer = {i: ["Somebody does something there", "2020-12-01", "war", 0.2] for i in task["form"]["items"]}
    paths = [s.path for s in figures_of.said(task, [json.dumps(answer)], {})]
    assert "first/way" in paths and "first/sentence" not in paths
