"""`why`: after two answers or a right one, with the class's code; your answer, the key, why, and what else can be defended."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbclient import NotebookClient

from seminar.exercises import build, checking, reasons, sealing
from seminar.exercises.conventions import student_file

NAME, CODE = "01_the_argument", "four words of ours"
WRONG = dict.fromkeys("abcdefghij", "said")


@pytest.fixture(scope="module")
def sealed() -> dict:
    return build.sealed([build.read(NAME)], {"": CODE})


@pytest.fixture(autouse=True)
def student(desk, monkeypatch, sealed):
    checking._sitting = checking.Sitting()
    monkeypatch.setattr(reasons, "packed", lambda: sealed)
    return desk


def said(*given: str) -> str:
    shown = checking.why(*given)
    assert isinstance(shown, reasons.Not)
    return shown.sentence


def test_reasons_open_after_two_answers_with_the_code_and_the_code_is_remembered(desk):
    assert (
        "open after two different answers of yours, or a right one; so far the check has looked at no answer"
        in said("1.2", CODE)
    )
    checking.check("1.2", WRONG)
    checking.check("1.2", WRONG)
    assert "looked at one answer" in said("1.2", CODE)
    checking.check("1.2", WRONG | {"a": "silent"})
    assert 'why("1.2", "the code")' in said("1.2")
    assert "does not open the reasons of 1.2" in said("1.2", "plum")
    opened = checking.why("1.2", CODE.upper())
    assert isinstance(opened, reasons.Why) and checking.why("1.2").rows == opened.rows


def test_a_right_answer_opens_them_at_once():
    task = build.read(NAME).tasks["1.2"]
    checking.check("1.2", {i: max(task.accept[i], key=task.accept[i].get) for i in task.form["items"]})
    assert all(mine == key for _, mine, key, *_ in checking.why("1.2", CODE).rows)


def test_the_table_holds_the_question_the_answer_the_key_the_reason_and_the_second_reading():
    task = build.read(NAME).tasks["1.2"]
    for label in ("said", "silent"):
        checking.check("1.2", WRONG | {"a": label})
    shown = checking.why("1.2", CODE)
    for item, row in zip(task.form["items"], shown.rows, strict=True):
        top = max(task.accept[item], key=task.accept[item].get)
        assert row[0].startswith(f"{item} ") and len(row[0]) > 20 and row[2] == top and row[3] == task.reasons[item]
        second = [v for v, credit in task.accept[item].items() if credit == 0.5]
        assert row[4] == "; ".join(f"{v} (half of the points)" for v in second)
    assert shown.rows[0][1] == "silent" and "<table" in shown.html() and shown.rows[2][3] in shown.text()


def test_opening_is_noted_beside_the_attempts(desk):
    for label in ("said", "silent", "implied"):
        checking.check("1.2", WRONG | {"a": label})
    checking.why("1.2", CODE)
    checking.check("1.2", WRONG | {"b": "silent"})
    told = json.loads(json.loads((desk / "my_answers.json").read_text(encoding="utf-8"))["notes"]["attempts"])["1.2"]
    assert (told["opened"], told["count"]) == (3, 4)


def test_a_copy_for_practice_says_that_it_has_none(monkeypatch):
    monkeypatch.setattr(reasons, "packed", dict)
    assert "This copy is for practice and has no reasons in it." in said("1.2")
    assert "why(" not in checking.check("1.2", WRONG).text()


def test_a_check_says_where_the_reasons_are_once_they_open():
    assert "why(" not in checking.check("1.2", WRONG).text()
    assert 'why("1.2")' in checking.check("1.2", WRONG | {"a": "silent"}).text()


def test_an_unknown_task_is_a_sentence():
    assert "There is no task “9.9”. Write one of 1.1," in said("9.9")


def test_what_no_key_tells_apart_shows_one_right_answer(monkeypatch):
    whole = build.sealed([build.read("04_who_wants_what"), build.read("02_the_road_to_october")], {"": CODE})
    monkeypatch.setattr(reasons, "packed", lambda: whole)
    for number in (40, 41):
        checking.check("4.2", dict.fromkeys(build.read("04_who_wants_what").tasks["4.2"].form["items"], number))
    shown = checking.why("4.2", CODE)
    assert not shown.rows and "package = {" in shown.solution and "Baku's salience" in shown.text()


def test_a_person_s_task_has_no_reasons_to_show(monkeypatch):
    whole = build.sealed([build.read("05_the_menu_of_options")], {"": CODE})
    monkeypatch.setattr(reasons, "packed", lambda: whole)
    for extra in ("", "more "):
        checking.check("5.8", "word " * 70 + extra)
    shown = checking.why("5.8", CODE)
    assert "Two points for each range" in shown.text(), "how it is marked may be read"


def test_the_notebook_runs_through_with_the_cell_as_it_stands(desk):
    made = nbformat.read(build.EXERCISES / student_file(NAME), as_version=4)
    for cell in made.cells:
        cell.metadata.pop("tags", None)
    NotebookClient(made, timeout=60, resources={"metadata": {"path": str(desk)}}).execute()
    shown = next(c for c in made.cells if c.id == "why").outputs[0].data["text/plain"]
    assert "for practice" in shown


# --- the seal


def test_what_is_sealed_opens_with_the_code_in_any_spelling_and_with_no_other():
    made = sealing.seal({"a": {"x": ["é", 1]}, "b": "text"}, "Walnut plum", "salt")
    assert (
        sealing.unseal(made, "a", "walnut-PLUM") == {"x": ["é", 1]}
        and sealing.unseal(made, "b", "walnutplum") == "text"
    )
    for code in ("", "walnut", "plum walnut"):
        with pytest.raises(sealing.WrongCode):
            sealing.unseal(made, "a", code)
    other = made | {"sealed": {"a": made["sealed"]["b"]}}
    with pytest.raises(sealing.WrongCode):
        sealing.unseal(other, "a", "Walnut plum")


def test_no_word_of_it_can_be_read_and_another_salt_gives_other_bytes():
    text = "the reason for the key " * 20
    one, two = (sealing.seal({"a": text}, "code", salt)["sealed"]["a"] for salt in ("s", "t"))
    assert one != two and "reason" not in one and one[:40] not in two
