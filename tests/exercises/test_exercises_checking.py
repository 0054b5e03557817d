"""What a student sees, in a real kernel: three outcomes, the progress line, the file to hand in, and slips as sentences."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

from seminar import exercises
from seminar.exercises import build, checking, marking
from seminar.exercises.checking import NotRun
from seminar.exercises.conventions import MIME, cell_id, student_file
from seminar.kit import argdown
from seminar.tables import read

NAME = "01_the_argument"


@pytest.fixture(autouse=True)
def sitting():
    checking._sitting = checking.Sitting()


@pytest.fixture
def student(desk):
    """A function that runs a student's notebook whose cells were changed (id -> source, None takes the cell out) or added to."""

    def work(changes: dict[str, str | None], name: str = NAME, then: tuple[tuple[str, str], ...] = ()) -> dict:
        made = nbformat.read(build.EXERCISES / student_file(name), as_version=4)
        made.cells = [c for c in made.cells if changes.get(c.id, "") is not None]
        for cell in made.cells:
            cell.source = changes.get(cell.id) or cell.source
        for number, (place, source) in enumerate(then):  # cells that the student added, each after the one named
            at = next(n for n, c in enumerate(made.cells) if c.id == place)
            made.cells.insert(at + 1, nbformat.v4.new_code_cell(source, id=f"own-{number}"))
        client = NotebookClient(made, timeout=60, allow_errors=True, resources={"metadata": {"path": str(desk)}})
        client.execute()
        return {c.id: c.get("outputs", []) for c in made.cells}

    return work


def said(outputs: list) -> str:
    return " ".join(str(o.get("data", {}).get("text/html", o.get("text", o.get("ename", "")))) for o in outputs)


def solution(task_id: str, name: str = NAME) -> str:
    key = nbformat.read(build.KEYS / f"{name}.ipynb", as_version=4)
    return next(c.source for c in key.cells if c.id == cell_id("answer", task_id))


def test_a_check_says_one_of_three_things_and_carries_the_answer():
    blank = checking.check("1.2", dict.fromkeys("abcdefghij", ""))
    assert "not attempted" in blank.text() and "points" not in blank.text()
    half = checking.check("1.2", dict.fromkeys("abcdefghij", "said"))
    assert "not yet" in half.text() and "4 of 10 points" in half.text()
    bundle = half._repr_mimebundle_()
    assert bundle[MIME] == {"version": 1, "task": "1.2", "answer": dict.fromkeys("abcdefghij", "said")}
    assert set(bundle) == {"text/plain", "text/html", MIME}


def test_what_is_shown_is_text_and_never_a_students_html():
    shown = checking.check("1.2", dict.fromkeys("abcdefghij", "<script>alert(1)</script>")).html()
    assert "<script" not in shown and "&lt;script" in shown


def test_what_looks_different_only_is_carried_in_the_forms_own_spelling():
    given = checking.check("1.2", dict.fromkeys("abcdefghij", "SAID "))
    assert given._repr_mimebundle_()[MIME]["answer"] == dict.fromkeys("abcdefghij", "said")


def test_an_answer_that_is_no_data_is_told_so():
    for odd in (print, object(), {"a": print}):
        assert "not yet" in checking.check("1.2", odd).text() and "holds a" in checking.check("1.2", odd).text()
    endless = {}
    endless["a"] = endless
    assert "nested" in checking.check("1.2", endless).text()


def test_both_maps_that_lesson_1_shows_earn_the_same():
    maps = read("maps").query("passage == 'P10-P14'")
    drawn = {n: argdown.written(argdown.from_rows(rows.to_dict("records"))) for n, rows in maps.groupby("reader")}
    assert len(drawn) == 2
    assert [checking.check("1.3", text).mark.worded for text in drawn.values()] == ["8 of 8", "8 of 8"]


def test_the_example_in_the_prompt_of_1_3_is_a_map_as_the_check_wants_it():
    prompt = next(c.source for c in build.read(NAME).cells if c.metadata.get("prompt") == "1.3")
    lines = argdown.read(prompt.split("```")[1])
    assert not argdown.comments(lines) and [line.level for line in lines] == [0, 1, 2]
    assert [line.unstated for line in lines] == [False, True, False]


def test_an_unknown_task_names_the_tasks():
    with pytest.raises(KeyError, match="The tasks are: 1.1"):
        checking.check("9.9", 1)
    with pytest.raises(KeyError, match="There are: 01_the_argument"):
        checking.start("9")


def test_the_package_hands_out_the_function_and_not_the_module():
    assert exercises.check is checking.check and exercises.start is checking.start
    with pytest.raises(AttributeError, match="start, check"):
        exercises.mark  # noqa: B018


def test_nbgrader_is_given_the_points_as_a_number_and_its_validation_an_error(monkeypatch):
    half = dict.fromkeys("abcdefghij", "said")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert checking.check("1.2", half)._repr_mimebundle_()["text/plain"] == "4.0"
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(AssertionError, match="1.2: not yet"):
        checking.check("1.2", half)


def test_a_function_is_called_on_the_inputs_of_the_instructor_where_they_are_given():
    task = build.read("02_the_road_to_october").tasks["2.3"]
    hidden = task.inputs("an instructor's seed")
    carried = checking.check("2.3", task.solution, inputs=hidden)._repr_mimebundle_()[MIME]["answer"]
    public = checking.known()["tasks"]["2.3"]
    assert marking.mark(public, carried, task.key("an instructor's seed")).state == "right"
    assert marking.mark(public, carried, public["key"]).points == 0


def test_a_function_that_is_not_written_yet_is_no_attempt():
    assert "not attempted" in checking.check("2.3", lambda events, paragraph, day: None).text()
    assert "begins with “def beside(”" in checking.check("2.3", ["E01"]).text()
    assert "stops with an error" in checking.check("2.3", lambda events: events).text()


# --- in a kernel


def test_a_blank_notebook_runs_through_and_nothing_is_attempted(student):
    out = student({})
    assert "0 of 26 points, no task attempted yet." in said(out["start"])
    assert all("not attempted" in said(out[f"check-1-{n}"]) for n in (1, 2, 3))
    assert "0 of 3 answers. 1.1, 1.2 and 1.3 are still blank." in said(out["hand-in"])


def test_the_progress_line_follows_the_checks(student):
    out = student(
        {
            "answer-1-1": solution("1.1"),
            "answer-1-2": '# Your answer to 1.2\nlabels = dict.fromkeys("abcdefghij", "said")',
        }
    )
    assert "12 of 26 points, 2 of 3 tasks attempted." in said(out["start"])
    assert "right" in said(out["check-1-1"]) and "4 of 10" in said(out["check-1-2"])


def test_a_deleted_answer_cell_is_a_sentence(student):
    out = student({"answer-1-2": None})
    assert "no “labels” yet" in said(out["check-1-2"]) and not [o for o in out["check-1-2"] if o.output_type == "error"]
    assert "no answer to 1.2" in said(out["hand-in"])


def test_a_check_run_before_everything_is_a_sentence(student):
    out = student({"start": None, "answer-1-1": None})
    assert "no “where” yet" in said(out["check-1-1"])


def test_a_missing_comma_is_a_sentence_and_no_traceback(student):
    out = student({"answer-1-1": '# Your answer to 1.1\nwhere = {\n    "a": "P4"\n    "b": "P11",\n}'})
    assert "comma" in said(out["answer-1-1"]) and "Traceback" not in said(out["answer-1-1"])
    out = student({"answer-1-1": '# Your answer to 1.1\nwhere = {"a": P4}'})
    assert "“P4”" in said(out["answer-1-1"]) and "quotation marks" in said(out["answer-1-1"])


@pytest.mark.parametrize("typed", ['labels = {"a": "said"', 'labels = {"a": −3}', "labels = {}[0]", "labels = said"])
def test_a_check_knows_that_the_last_run_of_its_answer_cell_failed(student, typed):
    """The value of the run before is still in the kernel, and right; what stands in the cell is not."""
    wrong = f"# Your answer to 1.2\n{typed}"
    out = student({"answer-1-2": solution("1.2")}, then=(("answer-1-2", wrong),))
    told = said(out["check-1-2"])
    assert "not yet" in told and "did not go through" in told and "right" not in told.split("strong")[1]
    assert "0 of 26 points" in said(out["start"])
    mended = student({"answer-1-2": wrong}, then=(("answer-1-2", solution("1.2")),))
    assert "1.2: right" in said(mended["check-1-2"])


def test_a_failure_elsewhere_is_not_laid_at_an_answers_door(student):
    out = student({"answer-1-2": solution("1.2")}, then=(("answer-1-2", "1 / 0"), ("answer-1-2", 'labels["zz"]')))
    assert "1.2: right" in said(out["check-1-2"])


def test_the_first_cell_run_again_keeps_what_was_earned(student):
    again = 'from seminar.exercises import start\n\nstart("01_the_argument")'
    out = student({"answer-1-1": solution("1.1")}, then=(("check-1-3", again),))
    assert "8 of 26 points, 1 of 3 tasks attempted." in said(out["own-0"])


def test_a_function_that_prints_is_told_to_return_and_shown_its_input(student):
    prints = "# Your answer to 5.3\ndef value(scores, points):\n    print(sum(scores))"
    told = said(student({"answer-5-3": prints}, "05_the_menu_of_options")["check-5-3"])
    assert "Write “return” in the place of “print”" in told and "not attempted" not in told
    given = checking.known()["tasks"]["5.3"]["inputs"][0]
    assert f"value(scores={given[0]}, points={given[1]}) gave nothing" in told


def test_a_wrong_function_is_shown_what_it_was_given_and_what_it_gave():
    wrong = checking.check("5.3", lambda scores, points: sum(scores))
    given = checking.known()["tasks"]["5.3"]["inputs"][0]
    assert f"On input 1 of 4, value(scores={given[0]}, points={given[1]}) gave {sum(given[0])}" in wrong.text()
    table = checking.check("3.5", lambda provisions, question: len(provisions))
    first = checking.known()["tasks"]["3.5"]["inputs"][0][0]["table"]
    assert f"gave {len(first)}." in table.text() and table.html().count("<tr>") == len(first) + 1
    assert all(row["proposal_id"] in table.text() for row in first)
    stops = checking.check("3.5", lambda provisions, question: provisions.nothing)
    assert "stopped with AttributeError" in stops.text()


def test_inputs_that_the_notebook_does_not_hold_are_never_shown():
    task = build.read("05_the_menu_of_options").tasks["5.3"]
    hidden = task.inputs("an instructor's seed")
    assert str(hidden[0][0]) not in checking.check("5.3", lambda scores, points: 1, inputs=hidden).text()


def test_the_first_wrong_input_is_shown_and_not_one_that_went_well():
    right = build.read("05_the_menu_of_options").tasks["5.3"].solution
    second = checking.known()["tasks"]["5.3"]["inputs"][1][0]
    made = checking.check("5.3", lambda scores, points: 9 if scores == second else right(scores, points))
    assert "On input 2 of 4" in made.text()


def test_honest_prints_and_warnings_cost_nothing(student):
    noisy = f'import warnings\nwarnings.warn("x")\nprint("debug")\n{solution("1.1")}'
    assert "right" in said(student({"answer-1-1": noisy})["check-1-1"])


def test_a_name_that_stands_for_nothing_yet_says_so():
    assert "not been run" in repr(NotRun("where"))
    assert checking.check("1.1", NotRun("where")).mark.attempted is False
