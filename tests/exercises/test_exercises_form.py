"""`answer`: a task as a form of lists and boxes that fills in the same answer as its cell."""

from __future__ import annotations

import json

import ipywidgets as ipw
import nbformat
import pytest

from seminar.exercises import build, checking, marking, reasons
from seminar.exercises.conventions import known
from seminar.exercises.widget import AnswerForm

NAME = "01_the_argument"
SOLVED = {
    task: answer
    for name in build.names()
    for task, answer in build.answers(nbformat.read(build.KEYS / f"{name}.ipynb", as_version=4)).items()
}
FORMS = [task for task, about in known()["tasks"].items() if about["form"]["shape"] != "function"]


@pytest.fixture(autouse=True)
def sitting(desk, monkeypatch):
    checking._sitting = checking.Sitting()
    monkeypatch.setattr(checking, "_record", checking.cells.Record())


def form_of(task: str, earlier: object = None) -> AnswerForm:
    return AnswerForm(known()["tasks"][task], earlier, lambda value: None, lambda value: "")


@pytest.mark.parametrize("task", FORMS)
def test_the_solution_filled_in_is_the_solution_and_an_empty_form_no_attempt(task):
    about = known()["tasks"][task]
    form = about["form"]
    filled = marking.plain(form_of(task, SOLVED[task]).value)
    if form["shape"] == "names":
        assert sorted(filled) == sorted(SOLVED[task])
    else:
        assert marking.tidy(form, filled) == SOLVED[task]
    assert marking.is_blank(form, marking.tidy(form, form_of(task).value))


@pytest.mark.parametrize("task", FORMS)
def test_every_control_has_a_name_and_every_letter_its_question(task):
    form, about = form_of(task), known()["tasks"][task]
    names = [field.description for field in form.boxes]
    assert all(names) and len(set(names)) == len(names)
    if all(len(item) == 1 for item in about["form"].get("items", ["whole"])):
        assert about["words"].keys() == set(about["form"]["items"])


def opened(task: str) -> AnswerForm:
    return checking.answer(task).box


def test_what_is_filled_in_is_checked_kept_and_handed_in(desk):
    form = opened("1.2")
    for item, value in SOLVED["1.2"].items():
        form.fields[item][0].value = value
    form._check()
    assert "1.2: right" in form.outcome.value
    kept = json.loads(json.loads((desk / "my_answers.json").read_text(encoding="utf-8"))["notes"]["forms"])
    assert kept == {"1.2": SOLVED["1.2"]}
    path = checking.hand_in(NAME)
    (cell,) = [c for c in nbformat.read(path, as_version=4).cells if c.id == "answer-1-2"]
    made: dict = {}
    exec(cell.source, made)
    assert made["labels"] == SOLVED["1.2"] and cell.source.startswith(
        "# Your answer to 1.2\nlabels = {\n    'a': 'said',"
    )


def test_the_next_day_the_form_is_as_it_was_left():
    opened("6.1").fields["a"][0].value = "abandoned"
    checking._sitting = checking.Sitting()
    checking._record = checking.cells.Record()
    again = opened("6.1")
    assert again.fields["a"][0].value == "abandoned" and again.fields["a"][1].value == ""
    assert checking._record.forms, "and is handed in though nothing was changed today"


def test_a_cell_run_after_the_form_takes_its_place_and_a_form_that_of_a_cell():
    record = checking.cells.Record({1: checking.CellRun("# Your answer to 1.2\nlabels = 1")})
    record.fill("1.2", "# Your answer to 1.2\nlabels = 2")
    assert checking.cells.answer(record.all(), "1.2", ["1.2"]).endswith("= 2")
    record.runs[2] = checking.CellRun("# Your answer to 1.2\nlabels = 3")
    assert checking.cells.answer(record.all(), "1.2", ["1.2"]).endswith("= 3")


def test_numbers_may_have_a_comma_and_what_is_no_number_gets_its_sentence():
    form = opened("6.6")
    form.fields["deal"][0].value, form.fields["g"][0].value = "0,52", "0.37"
    form._check()
    assert "6.6: right" in form.outcome.value
    form.fields["g"][0].value = "a third"
    form._check()
    assert "must be a number" in form.outcome.value


def test_a_function_and_an_unknown_task_are_a_sentence():
    for task, said in (("5.3", "“def value(…)”"), ("9.9", "There is no task “9.9”")):
        shown = checking.answer(task)
        assert isinstance(shown, reasons.Not) and said in shown.sentence


def test_names_are_chosen_from_a_list():
    assert isinstance(opened("5.4").boxes[0], ipw.SelectMultiple)
