"""What was handed in: whose each file is, what it may cost to read it, and that no file is lost."""

from __future__ import annotations

import json
import os
import stat
import time
import unicodedata
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import classroom
import hypothesis
import pytest
from hypothesis import strategies as st

from seminar.exercises import build
from seminar.exercises.conventions import known, student_file
from seminar.grading import intake, who
from seminar.grading.intake import IntakeError, collect
from seminar.grading.notebook import read

NAME = "01_the_argument"
FILE = f"{NAME}.ipynb"


def notebook(exercise: str = NAME, told: bool = True) -> bytes:
    """A student's notebook; without ``told`` its metadata are gone."""
    body = json.loads((build.EXERCISES / student_file(exercise)).read_text(encoding="utf-8"))
    return json.dumps(body if told else {**body, "metadata": {}}).encode()


def lay(top: Path, *paths: str, content: bytes | None = None) -> Path:
    """A folder with a notebook at each path."""
    for path in paths:
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(notebook() if content is None else content)
    return top


def pack(path: Path, entries: dict[str, bytes]) -> Path:
    """A zip with these entries."""
    path.write_bytes(packed(entries))
    return path


def packed(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def flagged(content: bytes, on: int = 0, off: int = 0) -> bytes:
    """The zip with these bits of every entry's flags set or cleared."""
    made = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            bits = int.from_bytes(made[at + offset : at + offset + 2], "little")
            made[at + offset : at + offset + 2] = (bits & ~off | on).to_bytes(2, "little")
            at = made.find(mark, at + 1)
    return bytes(made)


def people(source: Path) -> dict[str, tuple[str, str]]:
    return {h.file: (h.student, h.name) for h in collect(source)}


def only(source: Path):
    (found,) = collect(source)
    return found


# --- platforms


@pytest.mark.parametrize("shape", classroom.SHAPES)
@pytest.mark.parametrize("zipped", [False, True])
def test_a_class_is_read_back_as_it_was_made(tmp_path, shape, zipped):
    folder = tmp_path / "in"
    files = classroom.make(folder, 40, 5, shape)
    told = json.loads((tmp_path / "in_class.json").read_text(encoding="utf-8"))
    source = folder
    if zipped:
        source = pack(tmp_path / "in.zip", {f"in/{p.relative_to(folder)}": p.read_bytes() for p in files})
    found = collect(source)
    assert len(found) == len(files) and not [h for h in found if h.problem]
    latest = {(h.student, h.exercise): h for h in sorted(found, key=lambda h: h.copy)}
    files_that_count = {key: h.file.removeprefix("in/") for key, h in latest.items()}
    want = {(str(t["number"]), t["exercise"]): unicodedata.normalize("NFC", t["file"]) for t in told if t["file"]}
    assert files_that_count == want
    assert any(t["late"] for t in told) and any(h.copy for h in found)
    if shape == "moodle":
        assert {h.student: h.name for h in found}.items() <= {str(t["number"]): t["name"] for t in told}.items()
    else:
        assert {h.student for h in found if h.late} == {str(t["number"]) for t in told if t["late"] and t["file"]}


@pytest.mark.parametrize(
    "path",
    [
        f"Ani Petrosyan_1000_assignsubmission_file_/{FILE}",
        f"Ani Petrosyan_1000_assignsubmission_file/{FILE}",
        f"Ani Petrosyan_1000_assignsubmission_file_/my work/{FILE}",
        f"Ani Petrosyan_1000_assignsubmission_file_{FILE}",
        f"Course-Exercise 1-123/Ani Petrosyan_1000_assignsubmission_file_/{FILE}",
        f"week 1/downloads/Ani Petrosyan_1000_assignsubmission_file_{FILE}",
    ],
)
def test_moodle_tells_number_and_name(tmp_path, path):
    found = only(lay(tmp_path, path))
    assert (found.student, found.name, found.exercise, found.late) == ("1000", "Ani Petrosyan", NAME, False)


def test_moodle_without_a_number_tells_the_group(tmp_path):
    assert only(lay(tmp_path, f"Default group_assignsubmission_file_/{FILE}")).student == "Default group"


def test_the_folder_of_one_moodle_student_is_a_source(tmp_path):
    source = lay(tmp_path / "Ani Petrosyan_1000_assignsubmission_file_", FILE)
    assert (only(source).student, only(source).name, only(source).file) == ("1000", "Ani Petrosyan", FILE)


@pytest.mark.parametrize(
    "path, student, name, late, copy",
    [
        (f"petrosyanani_1000_77000_{FILE}", "1000", "petrosyanani", False, 0),
        (f"petrosyanani_LATE_1000_77000_{FILE}", "1000", "petrosyanani", True, 0),
        (f"petrosyanani_late_1000_77000_{FILE}", "1000", "petrosyanani", True, 0),
        (f"petrosyanani_1000_77000_{NAME}-1.ipynb", "1000", "petrosyanani", False, 1),
        (f"petrosyanani_1000_77000_{NAME} (2)-1.ipynb", "1000", "petrosyanani", False, 3),
        (f"submissions/petrosyanani_1000_77000_{FILE}", "1000", "petrosyanani", False, 0),
        (f"иванов_1000_77000_hand_in_{FILE}", "1000", "иванов", False, 0),
        (f"anon_xY3f9_77000_{FILE}", "anon_xY3f9", "anon_xY3f9", False, 0),
        (f"LATE_anon_xY3f9_77000_{FILE}", "anon_xY3f9", "anon_xY3f9", True, 0),
    ],
)
def test_canvas_tells_number_name_lateness_and_resubmission(tmp_path, path, student, name, late, copy):
    found = only(lay(tmp_path, path))
    assert (found.student, found.name, found.late, found.copy) == (student, name, late, copy)
    assert found.exercise == NAME and not found.problem


def test_a_folder_is_never_named_by_canvas(tmp_path):
    """An export's folder may look so: a course, a year, a number."""
    source = lay(tmp_path, f"IR_101_2024_autumn/Ani/{FILE}", f"IR_101_2024_autumn/Leyla/{FILE}")
    assert {h.student for h in collect(source)} == {"Ani", "Leyla"}


def test_two_of_one_name_with_two_numbers_are_two_students(tmp_path):
    source = lay(tmp_path, *(f"Ani Petrosyan_{n}_assignsubmission_file_/{FILE}" for n in (1000, 1001)))
    assert [h.student for h in collect(source)] == ["1000", "1001"]


def test_text_typed_into_the_platform_has_a_row_only_where_it_is_all_there_is(tmp_path):
    lay(tmp_path, f"Ani_1000_assignsubmission_file_/{FILE}")
    typed = b"<p>my answer is P4</p>"
    lay(
        tmp_path,
        *(f"{who}_assignsubmission_onlinetext_/onlinetext.html" for who in ("Ani_1000", "Leyla_1001")),
        content=typed,
    )
    ani, leyla = collect(tmp_path)
    assert (ani.student, ani.problem) == ("1000", "")
    assert leyla.student == "1001" and "typed into the platform" in leyla.problem


def test_text_typed_into_canvas_is_known_by_its_name(tmp_path):
    lay(tmp_path, f"ani_1000_77000_{FILE}", f"zoe_1002_77002_{FILE}")
    lay(tmp_path, "ani_1000_text.html", "leyla_LATE_1001_link.html", content=b"<p>")
    found = {h.student: h for h in collect(tmp_path)}
    assert list(found) == ["1000", "1001", "1002"] and found["1001"].late
    assert "typed into the platform" in found["1001"].problem and not found["1000"].problem


def test_no_student_takes_the_number_of_another_by_naming_a_file_so(tmp_path):
    forged = f"Bob_2000_assignsubmission_file_{FILE}"
    moodle = lay(
        tmp_path / "moodle",
        f"Eve_1000_assignsubmission_file_/{forged}",
        f"Eve_1000_assignsubmission_file_/bob_2000_9_{FILE}",
    )
    assert {h.student for h in collect(moodle)} == {"1000"}
    hand = lay(tmp_path / "hand", f"Ani/{FILE}", f"Bob/{FILE}", f"Eve/{forged}", f"Eve/bob_2000_9_{FILE}")
    assert [h.student for h in collect(hand)] == ["Ani", "Bob", "Eve", "Eve"]
    inner = packed({f"bob_2000_9_{FILE}": notebook()})
    zipped = lay(tmp_path / "zipped", "eve_1000_77000_work.zip", content=inner)
    assert only(zipped).student == "1000"


# --- folders and names made by hand


@pytest.mark.parametrize(
    "paths, students",
    [
        ((f"Ani Petrosyan/{FILE}", f"Leyla/{FILE}"), ["Ani Petrosyan", "Leyla"]),
        ((f"submitted/ani/{NAME}/{FILE}", f"submitted/leyla/{NAME}/{FILE}"), ["ani", "leyla"]),
        ((f"submitted/ani/{NAME}/{FILE}",), ["ani"]),
        ((f"ani/{NAME}/{FILE}", "ani/02_the_road_to_october/x.ipynb"), ["ani", "ani"]),
        ((f"{NAME}/ani/{FILE}", f"{NAME}/leyla/{FILE}"), ["ani", "leyla"]),
        ((f"Exercise 1/ani/{FILE}", "Exercise 2/ani/x.ipynb"), ["ani", "ani"]),
        (("spring/ani/x.ipynb", "spring/leyla/drafts/x.ipynb", "spring/zoe/x.ipynb"), ["ani", "leyla", "zoe"]),
        (("spring/README.txt", f"spring/ani/{FILE}", f"spring/leyla/{FILE}"), ["", "ani", "leyla"]),
        (("README.txt", f"submitted/ani/{FILE}"), ["", "ani"]),
        ((f"spring/ani/{FILE}",), ["ani"]),
        ((f"Ani/{FILE}",), ["Ani"]),
        ((f"Ani/{FILE}", f"Ani/drafts/{FILE}"), ["Ani", "Ani"]),
        ((f"Ani Petrosyan {FILE}",), ["Ani Petrosyan"]),
        ((f"ani-hand_in_{FILE}",), ["ani"]),
        ((f"{NAME}_ani.ipynb",), ["ani"]),
        ((f"{NAME}_ani (1).ipynb",), ["ani"]),
        ((f"O'Neill, Zoë - {FILE}",), ["O'Neill, Zoë"]),
        ((f"Ani {NAME}_exercise.ipynb", f"{NAME}_exercise_bo.ipynb"), ["bo", "Ani"]),
        (("Cy - the argument exercise (1).ipynb",), ["Cy"]),
        ((f"J. Smith {FILE}",), ["J. Smith"]),
        (("Ani Petrosyan - Exercise 1.ipynb",), ["Ani Petrosyan"]),
        (("Exercise 1: the argument, Ani.ipynb",), ["Ani"]),
        ((f"class/Ani {FILE}", f"class/Leyla {FILE}"), ["Ani", "Leyla"]),
        (("Alex1/x.ipynb", "Lesson 1/Leyla.ipynb"), ["Alex1", "Leyla"]),
        (("handrin.ipynb",), ["handrin"]),
    ],
)
def test_a_student_is_named_by_a_folder_or_beside_the_exercise(tmp_path, paths, students):
    assert [h.student for h in collect(lay(tmp_path, *paths))] == students
    assert [h.student for h in collect(pack(tmp_path / "x.zip", dict.fromkeys(paths, notebook())))] == students


@pytest.mark.parametrize(
    "name",
    [
        FILE, "hand_in_03_madrid_and_kazan.ipynb", "Untitled.ipynb", "Untitled3.ipynb", f"Copy of {FILE}", f"{NAME} (1).ipynb", "homework.ipynb",
        "Copy of Untitled (2).ipynb", "Exercise 1 final version.ipynb", "README.txt", f"{NAME}_exercise.ipynb", f"Copy of {NAME}_exercise (2).ipynb",
        "my_notebook.ipynb", "week 2 - answers.ipynb", "a.ipynb",
    ],
)  # fmt: skip
def test_a_file_that_names_nobody_is_nobodys(tmp_path, name):
    found = only(lay(tmp_path, name))
    assert (found.student, found.name, found.number) == ("", "", "") and found.who == f"file:{tmp_path.name}/{name}"


@pytest.mark.parametrize(
    "name", ["Copy of Ani 01_the_argument.ipynb", "Ani Petrosyan - Copy.ipynb", "Wei Li homework.ipynb", "Li.ipynb"]
)
def test_words_that_name_nobody_hide_no_person(tmp_path, name):
    assert only(lay(tmp_path, name)).student


def test_no_class_becomes_one_student_because_of_the_inside_of_a_zip(tmp_path):
    lay(tmp_path, "class1/ani 02_the_road_to_october.ipynb", "class1/bob 02_the_road_to_october.ipynb")
    lay(tmp_path, "class1/work.zip", content=packed({"x.ipynb": notebook()}))
    assert [h.student for h in collect(tmp_path)] == ["ani", "bob", ""]
    lay(
        tmp_path,
        "class1/work.zip",
        content=packed({f"{n}/x.ipynb": notebook() for n in "cde"} | {"zz/y.ipynb": notebook()}),
    )
    assert {h.student for h in collect(tmp_path)} >= {"ani", "bob"}


def test_a_zip_in_a_class_of_folders_takes_nobodys_number(tmp_path):
    """Only a folder of nothing but exports is read as several exports; a student's zip is a student's."""
    forged = {f"Bob_2000_assignsubmission_file_/{FILE}": notebook()}
    lay(tmp_path, "Eve.zip", content=packed(forged))
    lay(tmp_path, f"Ani/{FILE}")
    assert {h.student for h in collect(tmp_path)} == {"Ani", "Eve"}
    lay(tmp_path / "zips", "Eve.zip", content=packed(forged))
    lay(tmp_path / "zips", "Ani.zip", content=packed({FILE: notebook()}))
    assert {h.student for h in collect(tmp_path / "zips")} == {"Ani", "Eve"}


@pytest.mark.parametrize(
    "inner",
    [
        f"submission_1/{FILE}",
        f"x_1_assignsubmission_file_/{FILE}",
        "Exercise 1_bob_attempt_2026-11-20-13-45-10_x.ipynb",
    ],
)
def test_what_is_inside_a_students_zip_has_no_vote(tmp_path, inner):
    lay(tmp_path, "Ani 01_the_argument.ipynb", "Bo 01_the_argument.ipynb")
    lay(
        tmp_path,
        "Eve work.zip",
        content=packed({inner: notebook(), **{f"{i}_2_assignsubmission_file_/x.ipynb": notebook() for i in range(9)}}),
    )
    assert {h.student for h in collect(tmp_path)} == {"Ani", "Bo", "Eve work"}


# --- other platforms


def test_moodles_groups_are_no_part_of_a_name(tmp_path):
    names = ("Group A-Ani Petrosyan", "Group A-Anne-Marie Roy", "Group B-Bo Li", "Group B-Cy Day")
    lay(tmp_path, *(f"{n}_{i}_assignsubmission_file_/{FILE}" for i, n in enumerate(names, 1000)))
    assert [h.name for h in collect(tmp_path)] == ["Ani Petrosyan", "Anne-Marie Roy", "Bo Li", "Cy Day"]


def test_a_hyphen_in_a_name_is_not_taken_for_a_group(tmp_path):
    lay(
        tmp_path,
        *(
            f"{n}_{i}_assignsubmission_file_/{FILE}"
            for i, n in enumerate(("Anne-Marie Roy", "Jo-Ann Day", "Bo Li"), 1000)
        ),
    )
    assert {h.name for h in collect(tmp_path)} == {"Anne-Marie Roy", "Jo-Ann Day", "Bo Li"}


def test_blackboard_tells_user_name_and_which_attempt_is_the_later(tmp_path):
    first, later = ("Exercise 1_ani12_attempt_2026-11-20-13-45-10", "Exercise 1_ani12_attempt_2026-11-21-09-00-00")
    other = "Exercise 1_bo_li.x_attempt_2026-11-20-10-00-00"
    lay(tmp_path, f"{first}_{FILE}", f"{later}_{FILE}", f"{other}_work.ipynb")
    for name, who_is in ((first, "Ani Petrosyan (ani12)"), (later, "Ani Petrosyan (ani12)"), (other, "Bo Li (li.x)")):
        lay(
            tmp_path,
            f"{name}.txt",
            content=f"Name: {who_is}\nAssignment: Exercise 1\nDate Submitted: Friday\n".encode(),
        )
    found = collect(tmp_path)
    assert [(h.student, h.name, h.platform) for h in found] == [("ani12", "Ani Petrosyan", "blackboard")] * 2 + [
        ("li.x", "Bo Li", "blackboard")
    ]
    assert found[0].copy < found[1].copy and not [h for h in found if h.problem]


def test_blackboard_without_a_file_has_a_row(tmp_path):
    lay(tmp_path, f"E_ani_attempt_2026-11-20-13-45-10_{FILE}")
    lay(tmp_path, "E_bo_attempt_2026-11-20-13-45-10.txt", content=b"Name: Bo Li (bo)\n")
    ani, bo = collect(tmp_path)
    assert (ani.student, bo.student, bo.name) == ("ani", "bo", "Bo Li") and "typed into the platform" in bo.problem


def test_brightspace_tells_name_number_and_time_and_its_index_has_no_row(tmp_path):
    for when, number, name in (
        ("Nov 20, 2026 145 PM", 77, "Ani Petrosyan"),
        ("Nov 20, 2026 1130 AM", 77, "Ani Petrosyan"),
        ("Nov 3, 2026 901 AM", 78, "Bo - Li"),
    ):
        lay(tmp_path, f"{number}-12345 - {name} - {when}/{FILE}")
    lay(tmp_path, "index.html", content=b"<html>")
    found = collect(tmp_path)
    assert {(h.student, h.name) for h in found} == {("77", "Ani Petrosyan"), ("78", "Bo - Li")} and len(found) == 3
    last = max((h for h in found if h.student == "77"), key=lambda h: h.copy)
    assert "145 PM" in last.file and not [h for h in found if h.problem]


GRADESCOPE = """---
submission_11:
  :submitters:
  - :name: Ani Petrosyan
    :sid: '4711'
    :email: ani@example.org
  :created_at: 2026-11-20 13:45:10.000000000 Z
submission_12:
  :submitters:
  - :name: Bo O'Li
    :sid: ''
    :email: bo@example.org
  - :name: Cy Day
    :email: cy@example.org
"""


def test_gradescope_tells_names_and_numbers_in_its_list(tmp_path):
    lay(tmp_path, *(f"assignment_9_export/submission_{n}/{FILE}" for n in (11, 12)))
    lay(tmp_path, f"assignment_9_export/{who.GRADESCOPE_NAMES}", content=GRADESCOPE.encode())
    found = collect(tmp_path)
    assert [(h.student, h.name, h.platform) for h in found] == [
        ("4711", "Ani Petrosyan", "gradescope"),
        ("bo@example.org and cy@example.org", "Bo O'Li and Cy Day", "gradescope"),
    ]


# --- a lesson, and many files


def test_a_lesson_handed_in_for_its_exercise_is_called_one(tmp_path):
    lesson = (build.EXERCISES.parent / "notebooks" / FILE).read_bytes()
    found = only(lay(tmp_path, f"Ani/{FILE}", content=lesson))
    assert (found.exercise, found.notebook) == (NAME, None)
    assert found.problem.startswith(
        "This is lesson 1, not the exercise. Hand in exercises/01_the_argument_exercise.ipynb"
    )


@pytest.mark.parametrize("exercise", sorted(known()["exercises"]))
def test_no_exercise_is_taken_for_a_lesson_even_without_its_metadata(tmp_path, exercise):
    assert not only(lay(tmp_path, f"Ani/{exercise}.ipynb", content=notebook(exercise, told=False))).problem


def test_a_single_notebook_is_a_source(tmp_path):
    found = only(lay(tmp_path, f"Ani {FILE}") / f"Ani {FILE}")
    assert (found.student, found.file, found.exercise) == ("Ani", f"Ani {FILE}", NAME)
    assert only(lay(tmp_path, f"ani_LATE_1000_77000_{FILE}") / f"ani_LATE_1000_77000_{FILE}").student == "1000"


def test_one_name_in_two_unicode_forms_is_one_student(tmp_path):
    forms = [unicodedata.normalize(form, "Chloë José") for form in ("NFC", "NFD")]
    assert forms[0] != forms[1]
    found = collect(lay(tmp_path, *(f"{form}/{n}.ipynb" for form in forms for n in (1, 2))))
    assert {h.student for h in found} == {forms[0]} and len({h.file for h in found}) == 4


def test_order_and_files_are_the_same_on_disks_that_write_names_in_another_form(tmp_path):
    names = ["Éva", "Zoë", "Ani", "éva"]
    made = []
    for form in ("NFC", "NFD"):
        source = lay(tmp_path / form, *(f"{unicodedata.normalize(form, n)}/{FILE}" for n in names))
        made.append([(h.student, h.file) for h in collect(source)])
    assert made[0] == made[1]


def test_the_order_is_that_of_the_names_in_folder_and_zip_alike(tmp_path):
    names = ["b", "a/z", "a/b", "c"]
    folder = lay(tmp_path / "in", *(f"{n}.ipynb" for n in names))
    zipped = pack(tmp_path / "in.zip", {f"{n}.ipynb": notebook() for n in names})
    assert [h.file for h in collect(folder)] == ["a/b.ipynb", "a/z.ipynb", "b.ipynb", "c.ipynb"]
    assert [replace(h, notebook=h.notebook.opened()) for h in collect(folder)] == [
        replace(h, notebook=h.notebook.opened()) for h in collect(zipped)
    ]


# --- which exercise, which copy


def test_the_exercise_is_told_by_metadata_then_cells_then_name(tmp_path):
    about = {"seminar": {"exercise": "02_the_road_to_october"}}
    lay(tmp_path, f"a {FILE}", content=json.dumps(json.loads(notebook()) | {"metadata": about}).encode())
    lay(tmp_path, f"b {FILE}", content=notebook("03_madrid_and_kazan", told=False))
    lay(tmp_path, "c the-argument.ipynb", content=b'{"cells": [], "metadata": []}')
    assert [h.exercise for h in collect(tmp_path)] == ["02_the_road_to_october", "03_madrid_and_kazan", NAME]


@pytest.mark.parametrize("by", ["id", "grade_id", "comment"])
def test_cells_tell_the_exercise_by_id_grade_id_or_comment(tmp_path, by):
    cell = {"cell_type": "code", "source": "x = 1"}
    cell |= {"id": {"id": "answer-4-2"}, "grade_id": {"metadata": {"nbgrader": {"grade_id": "answer-4-2"}}}}.get(
        by, {"source": ["x = 1\n", "# Your answer to 4.2\n"]}
    )
    lay(tmp_path, "x.ipynb", content=json.dumps({"cells": [cell]}).encode())
    assert only(tmp_path).exercise == "04_who_wants_what"


@pytest.mark.parametrize("told", ["no_such_exercise", ["01_the_argument"], {"a": 1}, None, 7])
def test_metadata_that_name_no_exercise_are_not_believed(tmp_path, told):
    body = json.loads(notebook("02_the_road_to_october"))
    body["metadata"]["seminar"]["exercise"] = told
    lay(tmp_path, "x.ipynb", content=json.dumps(body).encode())
    assert only(tmp_path).exercise == "02_the_road_to_october"


def test_an_exercise_that_nothing_tells_is_a_sentence_that_names_them_all(tmp_path):
    lay(tmp_path, "Ani/homework.ipynb", content=b'{"cells": []}')
    found = only(tmp_path)
    assert (
        found.exercise == "" and found.notebook is None and found.student == "Ani" and "07_hindsight" in found.problem
    )
    assert "metadata" in found.problem and "answer cell" in found.problem and "file's name" in found.problem


def test_what_is_not_graded_is_placed_by_its_folder_and_what_is_graded_never_is(tmp_path):
    lay(tmp_path, f"Ani/{NAME}/essay.pdf", f"Leyla/{NAME}/x.ipynb", content=b'{"cells": []}')
    ani, leyla = collect(tmp_path)
    assert ani.exercise == leyla.exercise == NAME and "No exercise was found in it" in leyla.problem and ani.problem


def test_cells_of_two_exercises_in_equal_number_decide_nothing(tmp_path):
    cells = [{"cell_type": "code", "source": "", "id": i} for i in ("answer-1-1", "answer-2-1")]
    lay(tmp_path, "x.ipynb", "x 02_the_road_to_october.ipynb", content=json.dumps({"cells": cells}).encode())
    assert [h.exercise for h in collect(tmp_path)] == ["02_the_road_to_october", ""]


@pytest.mark.parametrize(
    "name, copy",
    [
        (FILE, 0),
        (f"hand_in_{FILE}", 0),
        (f"{NAME} (1).ipynb", 1),
        (f"{NAME}(2).ipynb", 2),
        (f"{NAME}.ipynb (3)", 3),
        (f"{NAME} (1).ipynb.txt", 1),
        (f"{NAME} - Copy.ipynb", 1),
        (f"{NAME} - Copy (2).ipynb", 3),
        (f"{NAME}-Copy1.ipynb", 1),
        (f"{NAME} copy 2.ipynb", 2),
        (f"{NAME} - Kopie.ipynb", 1),
        (f"{NAME}-1.ipynb", 0),
        (f"{NAME} (2024).ipynb", 0),
    ],
)
def test_a_copy_is_known_by_its_name_and_minus_one_only_from_canvas(tmp_path, name, copy):
    found = only(lay(tmp_path, f"Ani/{name}"))
    assert (found.copy, found.student, found.exercise, found.problem) == (copy, "Ani", NAME, "")


def test_what_jupyter_keeps_for_itself_is_listed_and_not_graded(tmp_path):
    lay(tmp_path, f"Ani/.ipynb_checkpoints/{FILE}", f"Ani/{FILE}", f"Leyla/{NAME}-checkpoint.ipynb")
    kept, ani, leyla = collect(tmp_path)
    assert kept.student == ani.student == "Ani" and not ani.problem and leyla.student == "Leyla"
    assert "Jupyter keeps" in kept.problem and "Jupyter keeps" in leyla.problem and not kept.notebook


# --- what is no notebook


@pytest.mark.parametrize(
    "name, content, word",
    [
        ("essay.docx", b"PK\x03\x04", "a .docx file, not a notebook"),
        ("work.pdf", b"%PDF", ".ipynb"),
        ("work.py", b"where = {}", "a .py file"),
        ("work.ipynb", b"", "is empty"),
        ("work.ipynb", b" \n\t", "is empty"),
        ("work.ipynb", b"\x00\xff\xfe", "is not JSON"),
        ("work.ipynb", b"{'cells': []}", "is not JSON"),
        ("work.ipynb", b"[" * 100_000, "is not JSON"),
        ("work.ipynb", b'{"cells": 1' + b"0" * 5000 + b"}", "is not JSON"),
        ("work.ipynb", "{“cells”: []}".encode("latin-1", "replace"), "is not JSON"),
        ("work.ipynb", b'{"a": 1}', "not a notebook"),
        ("work.ipynb", b'{"cells": {}}', "not a notebook"),
        ("work.ipynb", b"[]", "not a notebook"),
        ("my_answers.json", b'{"predictions": 1}', "not a notebook"),
        ("notes", b"hello", "is not JSON"),
        ("work.zip", b"PK\x03\x04", "zip is damaged"),
        ("work.zip", b"", "zip is damaged"),
        ("work.zip", packed({}), "holds no file"),
        ("work.zip", packed({"__MACOSX/._x.ipynb": b"x"}), "holds no file"),
    ],
)
def test_what_is_no_notebook_has_a_row_with_a_sentence(tmp_path, name, content, word):
    found = only(lay(tmp_path, f"Ani/{name}", content=content))
    assert word in found.problem and found.problem.endswith(".") and found.notebook is None
    assert (found.student, found.file) == ("Ani", f"Ani/{name}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", [FILE, f"{NAME}.json", f"{FILE}.txt", f"{NAME}.IPYNB", NAME])
def test_a_notebook_is_read_whatever_a_browser_or_an_editor_made_of_it(tmp_path, encoding, name):
    content = notebook().decode().encode(encoding)
    found = only(lay(tmp_path, f"Ani/{name}", content=content))
    assert (found.problem, found.exercise, found.notebook.opened()) == ("", NAME, read(content))


def test_what_a_computer_leaves_behind_has_no_row(tmp_path):
    lay(tmp_path, *(f"Ani/{n}" for n in (".DS_Store", "Thumbs.db", "desktop.ini", "._x.ipynb", "timestamp.txt")))
    lay(tmp_path, f"Ani/{FILE}", "__MACOSX/x.ipynb")
    assert [h.file for h in collect(tmp_path)] == [f"Ani/{FILE}", "__MACOSX/x.ipynb"]
    assert {n.casefold() for n in intake.JUNK} == intake.JUNK


def test_a_folder_is_read_whatever_its_name(tmp_path):
    assert only(lay(tmp_path, f"Thumbs.db/{FILE}")).exercise == NAME


def test_a_file_too_large_is_told_and_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MOST", 1000)
    lay(tmp_path, "Ani/x.ipynb", content=b" " * 1001)
    assert "1,001 bytes, and at most 1,000" in only(tmp_path).problem


def test_a_file_that_grows_while_it_is_read_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MOST", 10)
    read = []
    monkeypatch.setattr(intake, "_opened", lambda path: Endless(read))
    lay(tmp_path, "Ani/x.ipynb", content=b"x")
    assert "too large" in only(tmp_path).problem and read == [11]


class Endless(BytesIO):
    """A file that gives whatever is asked for."""

    def __init__(self, read: list):
        super().__init__()
        self.asked = read

    def read(self, size=-1):
        self.asked.append(size)
        return b" " * size


def test_a_file_that_cannot_be_read_has_a_row(tmp_path, monkeypatch):
    def barred(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(intake, "_opened", barred)
    lay(tmp_path, f"Ani/{FILE}", "Leyla/x.zip")
    assert ["Permission denied" in h.problem for h in collect(tmp_path)] == [True, True]


def test_a_folder_that_cannot_be_read_has_a_row_and_the_source_itself_an_error(tmp_path, monkeypatch):
    lay(tmp_path, f"Ani/{FILE}", f"Leyla/{FILE}")
    scan = os.scandir

    def barred(path):
        if Path(path).name in shut:
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(intake.os, "scandir", barred)
    shut = ["Leyla"]
    assert [bool(h.problem) for h in collect(tmp_path)] == [False, True]
    shut = [tmp_path.name]
    with pytest.raises(IntakeError, match="Permission denied"):
        collect(tmp_path)


# --- what would lead elsewhere


def test_links_are_listed_and_not_followed(tmp_path):
    secret = lay(tmp_path / "elsewhere", f"secret/{FILE}")
    source = lay(tmp_path / "in", f"Ani/{FILE}")
    (source / "Eve.ipynb").symlink_to(secret / "secret" / FILE)
    (source / "Eve").symlink_to(secret / "secret", target_is_directory=True)
    (source / "loop").symlink_to(source, target_is_directory=True)
    (source / "nowhere.ipynb").symlink_to(tmp_path / "nothing")
    found = {h.file: h for h in collect(source)}
    assert not found.pop(f"Ani/{FILE}").problem
    assert set(found) == {"Eve", "Eve.ipynb", "loop", "nowhere.ipynb"}
    assert all("link" in h.problem and not h.notebook for h in found.values())


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path):
    secret = lay(tmp_path, "secret.ipynb") / "secret.ipynb"
    (tmp_path / "link.ipynb").symlink_to(secret)
    with pytest.raises(OSError):
        intake._opened(tmp_path / "link.ipynb")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_listed_and_does_not_block(tmp_path):
    lay(tmp_path, f"Ani/{FILE}")
    os.mkfifo(tmp_path / "Ani" / "pipe.ipynb")
    assert ["no plain file" in h.problem for h in collect(tmp_path)] == [False, True]
    with pytest.raises(OSError, match="no plain file"):
        intake._opened(tmp_path / "Ani" / "pipe.ipynb")


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.ipynb",
        "Ani/../../evil.ipynb",
        "/etc/evil.ipynb",
        "C:/evil.ipynb",
        "c:evil.ipynb",
        "Ani\\evil.ipynb",
        "..\\evil.ipynb",
        "Ani/..",
        "/",
        "evil\0.ipynb",
    ],
)
def test_an_entry_that_leads_out_of_the_zip_is_listed_and_not_read(tmp_path, name):
    stand_in = name.replace("\0", "~").replace("\\", "^")  # Python would mend these while it packs
    content = packed({stand_in: notebook()})
    content = content.replace(stand_in.encode(), name.encode())
    (tmp_path / "x.zip").write_bytes(content)
    found = only(tmp_path / "x.zip")
    assert "leads out of the zip" in found.problem and not found.notebook
    assert ".." not in found.file.split("/") and not found.file.startswith("/") and "\\" not in found.file


def test_links_and_pipes_in_a_zip_are_listed_and_not_read(tmp_path):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, kind in (("link.ipynb", stat.S_IFLNK), ("pipe.ipynb", stat.S_IFIFO)):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (kind | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    (tmp_path / "x.zip").write_bytes(made.getvalue())
    link, pipe = collect(tmp_path / "x.zip")
    assert "a link" in link.problem and "no plain file" in pipe.problem


def test_a_locked_entry_is_a_sentence(tmp_path):
    (tmp_path / "x.zip").write_bytes(flagged(packed({"Ani.ipynb": notebook()}), on=1))
    assert "password" in only(tmp_path / "x.zip").problem


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_packing_that_unfolds_without_bound_is_refused(tmp_path, method):
    (tmp_path / "x.zip").write_bytes(packed({"Ani.ipynb": notebook()}, method))
    assert "packed in an unusual way" in only(tmp_path / "x.zip").problem


def test_a_name_in_utf8_that_does_not_say_so_is_read_as_utf8(tmp_path):
    name = f"Müge Əliyeva/{FILE}"
    (tmp_path / "x.zip").write_bytes(flagged(packed({name: notebook()}), off=0x800))
    assert only(tmp_path / "x.zip").student == "Müge Əliyeva"
    old = flagged(packed({"Z__": notebook(), "a.ipynb": notebook()}), off=0x800).replace(b"Z__", b"Zo\x89")  # DOS for ë
    (tmp_path / "y.zip").write_bytes(old)
    assert [h.student for h in collect(tmp_path / "y.zip")] == ["Zoë", ""]


# --- bombs


def bomb(name: str = "bomb.ipynb") -> bytes:
    return packed({name: b" " * 50_000_000})


def test_a_bomb_is_told_by_its_size_and_not_unfolded(tmp_path, monkeypatch):
    lay(tmp_path, "Eve.zip", content=bomb())
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("the bomb was opened"))
    found = only(tmp_path)
    assert found.file == "Eve.zip/bomb.ipynb" and "50,000,000 bytes" in found.problem


def test_a_bomb_that_lies_about_its_size_is_not_unfolded_either(tmp_path):
    content = bomb().replace((50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    lay(tmp_path, "Eve.zip", content=content)
    found = only(tmp_path)
    assert found.file == "Eve.zip/bomb.ipynb" and "damaged" in found.problem


def test_a_zip_with_too_many_files_is_one_row_and_costs_the_others_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "PACKED_FILES", 10)
    lay(tmp_path, "Eve.zip", content=packed({f"{i}.ipynb": b"x" for i in range(11)}))
    lay(tmp_path, f"Zoe/{FILE}")
    eve, zoe = collect(tmp_path)
    assert "holds 11 files" in eve.problem and not zoe.problem


def test_what_comes_after_the_limits_has_a_row_and_zips_come_last(tmp_path, monkeypatch):
    lay(tmp_path, "Ani.zip", content=packed({f"{i}/x.ipynb": notebook() for i in range(5)}))
    lay(tmp_path, *(f"{n}/{FILE}" for n in "bcd"))
    monkeypatch.setattr(intake, "FILES", 6)
    found = collect(tmp_path)
    assert len(found) == 8
    assert [h.file for h in found if "It was not read" in h.problem] == [f"Ani.zip/{i}/x.ipynb" for i in (2, 3, 4)]
    monkeypatch.setattr(intake, "FILES", 20_000)
    monkeypatch.setattr(intake, "BYTES", 2 * len(notebook()))
    assert ["It was not read" in h.problem for h in collect(tmp_path)] == [True] * 5 + [False, False, True]


def test_what_one_zip_may_unfold_to_is_limited(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "PACKED_BYTES", 2 * len(notebook()))
    lay(tmp_path, "Eve.zip", content=packed({f"{i}/x.ipynb": notebook() for i in range(3)}))
    assert ["It was not read" in h.problem for h in collect(tmp_path)] == [False, False, True]


def test_a_zip_that_a_student_hands_in_is_read_and_one_within_it_too_deep(tmp_path):
    inner = packed({FILE: notebook()})
    outer = packed({f"work/{FILE}": notebook(), "again.zip": inner})
    source = pack(tmp_path / "x.zip", {"Ani_1000_assignsubmission_file_/work.zip": outer})
    deep, fine = collect(source)
    assert fine.file == f"Ani_1000_assignsubmission_file_/work.zip/work/{FILE}" and not fine.problem
    assert deep.file.endswith("work.zip/again.zip") and "zip within a zip" in deep.problem
    assert deep.student == fine.student == "1000"


def test_exports_laid_side_by_side_in_a_folder_are_read_with_the_zips_in_them(tmp_path):
    student = packed({FILE: notebook()})
    lay(tmp_path, "exercise 1.zip", content=packed({"Ani_1000_assignsubmission_file_/work.zip": student}))
    lay(tmp_path, "exercise 2.zip", content=packed({"Leyla_1001_assignsubmission_file_/x.ipynb": notebook()}))
    assert [(h.student, h.problem) for h in collect(tmp_path)] == [("1000", ""), ("1001", "")]


def test_a_name_that_stands_twice_in_a_zip_makes_two_rows(tmp_path):
    content = packed({"Ani.ipynb": notebook(), "An2.ipynb": notebook()}).replace(b"An2.ipynb", b"Ani.ipynb")
    (tmp_path / "x.zip").write_bytes(content)
    assert [h.file for h in collect(tmp_path / "x.zip")] == ["Ani.ipynb", "Ani.ipynb [2]"]


# --- names that are safe to show


def test_names_hold_nothing_unseen_and_are_not_endless(tmp_path):
    name = "Ani\u202excod\x1b[31m\n"
    found = only(pack(tmp_path / "x.zip", {f"{name}/{'n' * 3000}.ipynb": notebook()}))
    assert found.student == found.name == "Ani\ufffdxcod\ufffd[31m" and not found.problem
    assert len(found.file) < 2 * who.LONGEST + 20


def test_long_names_that_differ_at_their_end_stay_two_students(tmp_path):
    found = collect(pack(tmp_path / "x.zip", {f"{'n' * 300}{i}/{FILE}": notebook() for i in (1, 2)}))
    assert len({h.student for h in found}) == 2 and all(len(h.student) <= who.LONGEST for h in found)


def test_a_name_that_is_no_text_on_this_disk_is_shown_with_marks(tmp_path):
    name = os.fsdecode(b"Zo\xeb.ipynb")
    try:
        lay(tmp_path, name)
    except OSError:
        pytest.skip("this disk takes UTF-8 only")
    found = only(tmp_path)
    assert found.file == "Zo\ufffd.ipynb" and not found.problem
    found.student.encode()


@pytest.mark.parametrize("name", ["a" * 60_000, "a/" * 20_000 + "a", " " * 60_000, "(1)" * 15_000, "- copy" * 9_000])
def test_a_name_as_long_as_a_zip_allows_takes_no_time(tmp_path, name):
    files = {f"{name}.ipynb": notebook(), "Ani.ipynb": notebook()}
    began = time.process_time()
    assert len(collect(pack(tmp_path / "x.zip", files))) == 2
    assert time.process_time() - began < 5


# --- the source


def test_a_source_that_is_none_is_a_sentence(tmp_path):
    with pytest.raises(IntakeError, match=r"There is nothing at “.*gone”\. Give the folder or the zip"):
        collect(tmp_path / "gone")
    with pytest.raises(IntakeError, match="holds no file"):
        collect(tmp_path)
    with pytest.raises(IntakeError, match="holds no file"):
        collect(lay(tmp_path / "junk", ".DS_Store"))
    with pytest.raises(IntakeError, match="holds no file"):
        collect(pack(tmp_path / "none.zip", {}))
    for name, content in (("x.zip", b"no zip"), ("class.csv", b"a,b"), ("cut.zip", packed({FILE: notebook()})[:-30])):
        with pytest.raises(IntakeError, match=f"“{name}” cannot be read as a zip.*Download it again"):
            collect(lay(tmp_path / "odd", name, content=content) / name)
    assert issubclass(IntakeError, ValueError)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_as_source_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(IntakeError, match="neither a folder nor a file"):
        collect(tmp_path / "pipe")


def test_a_damaged_entry_costs_the_others_nothing(tmp_path):
    content = bytearray(packed({"Ani.ipynb": notebook(), "Leyla.ipynb": notebook()}))
    content[60:80] = bytes(20)
    (tmp_path / "x.zip").write_bytes(content)
    ani, leyla = collect(tmp_path / "x.zip")
    assert "damaged" in ani.problem and not leyla.problem


def test_nothing_is_written_and_nothing_unpacked(tmp_path):
    source = lay(tmp_path, f"Ani/{FILE}")
    lay(tmp_path, "Leyla/work.zip", content=packed({FILE: notebook()}))
    before = {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in source.rglob("*")}
    assert len(collect(source)) == 2
    assert {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in source.rglob("*")} == before


# --- whatever comes


def check(found: list) -> None:
    assert len({h.file for h in found}) == len(found)
    for hand_in in found:
        assert bool(hand_in.student) == bool(hand_in.name) and hand_in.file and hand_in.who
        assert bool(hand_in.notebook) != bool(hand_in.problem) and bool(hand_in.exercise) >= bool(hand_in.notebook)
        assert hand_in.copy >= 0 and (not hand_in.problem or hand_in.problem.endswith("."))
        f"{hand_in.student}{hand_in.name}{hand_in.file}{hand_in.problem}".encode()


NAMES = st.text(st.sampled_from("aé/\\.-_ (1)\u202e\n01") | st.characters(), min_size=1, max_size=12).map(
    lambda s: s.encode("utf-8", "replace").decode().replace("\0", "~")  # Python packs no NUL
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "worksheets", "metadata", "seminar", "exercise", "id", "source", "nbgrader", "grade_id"]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
CONTENT = st.binary(max_size=60) | JSON.map(lambda v: json.dumps(v).encode())


@hypothesis.given(st.dictionaries(NAMES, CONTENT, min_size=1, max_size=5))
@hypothesis.settings(max_examples=100)
def test_whatever_stands_in_a_zip_every_file_has_a_row_and_nothing_stops(tmp_path_factory, entries):
    hypothesis.assume(not any(n.endswith("/") and not c for n, c in entries.items()))
    hypothesis.assume(not any(n.split("/")[-1].split("\\")[-1] == who.GRADESCOPE_NAMES for n in entries))
    hypothesis.assume(not any(intake._is_junk(n.split("/")[-1].split("\\")[-1]) for n in entries))
    source = pack(tmp_path_factory.mktemp("any") / "x.zip", entries)
    found = collect(source)
    check(found)
    assert len(found) == len(entries)


@hypothesis.given(st.integers(0, 400), st.binary(min_size=1, max_size=8), st.booleans())
@hypothesis.settings(max_examples=100)
def test_whatever_is_damaged_in_a_zip_becomes_a_sentence(tmp_path_factory, at, damage, inner):
    content = bytearray(
        packed({"Ani/x.ipynb": b'{"cells": []}', "Leyla 02_the_road_to_october.ipynb": b'{"cells": []}'})
    )
    content[at : at + len(damage)] = damage
    folder = tmp_path_factory.mktemp("any")
    source = folder / "x.zip"
    source.write_bytes(packed({"Zoe.zip": bytes(content)}) if inner else content)
    try:
        check(collect(source))
    except IntakeError as error:
        assert not inner and str(error).endswith(".")


@hypothesis.given(CONTENT)
@hypothesis.settings(max_examples=100)
def test_whatever_a_file_holds_becomes_a_row(tmp_path_factory, content):
    found = collect(lay(tmp_path_factory.mktemp("any"), f"Ani/{FILE}", content=content))
    check(found)
    assert len(found) == 1
