"""`answer`: a task as a form of lists and boxes that fills in the same answer as its cell."""

from __future__ import annotations

import json

import ipywidgets as ipw
import nbformat
import pytest
from nbclient import NotebookClient

from seminar.exercises import build, checking, marking, reasons
from seminar.exercises.conventions import known, student_file
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


IN_THE_FORM = (
    "from seminar.exercises import answer\n\nform = answer('1.2').box\nfor item, label in {labels}.items():\n"
    "    form.fields[item][0].value = label\nform._check()"
)
FULL = IN_THE_FORM.format(labels=SOLVED["1.2"])


def run_on(desk, changes: dict[str, str]) -> dict[str, str]:
    """The student's notebook run from top to bottom in a new kernel, with some cells changed: the text of each cell's output."""
    made = nbformat.read(build.EXERCISES / student_file(NAME), as_version=4)
    for cell in made.cells:
        if cell.id in changes:
            cell.source = changes[cell.id]
            cell.metadata.pop("tags", None)  # the form's cell is run too, as a student runs it
    NotebookClient(made, timeout=60, allow_errors=True, resources={"metadata": {"path": str(desk)}}).execute()
    told = {c.id: c.get("outputs", []) for c in made.cells}
    return {
        i: " ".join(str(o.get("data", {}).get("text/plain", o.get("text", ""))) for o in o_) for i, o_ in told.items()
    }


def handed_in(desk) -> dict:
    made: dict = {}
    (cell,) = [c for c in nbformat.read(desk / f"hand_in_{NAME}.ipynb", as_version=4).cells if c.id == "answer-1-2"]
    exec(cell.source, made)
    return made["labels"]


def test_a_starter_run_after_the_form_or_on_another_day_takes_nothing_away(desk):
    told = run_on(desk, {"form": FULL})  # the starter of 1.2 stands below, and is run after it
    assert "1.2: right" in told["check-1-2"] and "the form" in told["check-1-2"]
    assert "1 of 3 answers. 1.1 and 1.3 are still blank" in told["hand-in"] and handed_in(desk) == SOLVED["1.2"]
    (desk / f"hand_in_{NAME}.ipynb").unlink()
    again = run_on(desk, {})  # Restart and Run All, with no form opened
    assert "1.2: right" in again["check-1-2"] and "1 of 3 answers" in again["hand-in"]
    assert handed_in(desk) == SOLVED["1.2"]
    last = "from seminar.exercises import hand_in\n\nhand_in('01_the_argument');"
    (desk / f"hand_in_{NAME}.ipynb").unlink()
    only = run_on(desk, dict.fromkeys(again, "") | {"hand-in": last})
    assert "1 of 3 answers" in only["hand-in"] and handed_in(desk) == SOLVED["1.2"]


def test_what_is_typed_wins_over_an_older_form_unless_it_holds_less(desk):
    run_on(desk, {"form": FULL})
    typed = dict.fromkeys(SOLVED["1.2"], "said")
    told = run_on(desk, {"answer-1-2": f"labels = {typed}"})
    assert "1.2: not yet · 4 of 10" in told["check-1-2"] and handed_in(desk) == typed
    run_on(desk, {})  # the cell is blank again: what was answered last comes back, and not the form before it
    assert handed_in(desk) == typed
    run_on(desk, {"answer-1-2": 'labels = {"a": "silent"}'})
    assert handed_in(desk) == typed


def test_a_form_opens_with_what_was_typed():
    checking.check("1.2", dict.fromkeys(SOLVED["1.2"], "implied"))
    assert opened("1.2").fields["a"][0].value == "implied"


def test_the_line_of_progress_says_that_earlier_answers_are_kept():
    checking.start(NAME)
    assert "no task attempted yet" in checking.progress()
    opened("1.2").fields["a"][0].value = "said"
    checking._sitting, checking._record = checking.Sitting(NAME), checking.cells.Record()
    assert checking.progress() == "Nothing checked yet in this sitting; your earlier answers are kept."
    checking.check("1.2", SOLVED["1.2"])
    assert "10 of 26 points" in checking.progress()


def test_a_grader_s_run_takes_nothing_from_a_form(monkeypatch):
    opened("1.2").fields["a"][0].value = "said"
    monkeypatch.setenv("SEMINAR_GRADING", "1")
    assert checking.check("1.2", dict.fromkeys(SOLVED["1.2"], "")).answer == dict.fromkeys(SOLVED["1.2"], "")


def test_a_cell_run_after_the_form_takes_its_place_and_a_form_that_of_a_cell():
    record = checking.cells.Record({1: checking.CellRun("# Your answer to 1.2\nlabels = 1")})
    record.fill("1.2", "# Your answer to 1.2\nlabels = 2")
    assert checking.cells.answer(record.all(), "1.2", ["1.2"]).endswith("= 2")
    record.runs[2] = checking.CellRun("# Your answer to 1.2\nlabels = 3")
    assert checking.cells.answer(record.all(), "1.2", ["1.2"]).endswith("= 3")


def test_numbers_may_have_a_comma_and_what_is_no_number_gets_its_sentence():
    form = opened("4.2")
    for axis, number in zip(form.fields, ("60,0", "50", "45", "55", "90", "30"), strict=True):
        form.fields[axis][0].value = number
    form._check()
    assert "4.2: right" in form.outcome.value
    form.fields["peacekeepers"][0].value = "a third"
    form._check()
    assert "must be a number" in form.outcome.value


def test_a_function_and_an_unknown_task_are_a_sentence():
    for task, said in (("5.3", "“def value(…)”"), ("9.9", "There is no task “9.9”")):
        shown = checking.answer(task)
        assert isinstance(shown, reasons.Not) and said in shown.sentence


def test_names_are_chosen_from_a_list():
    assert isinstance(opened("5.4").boxes[0], ipw.SelectMultiple)
