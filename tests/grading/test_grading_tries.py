"""Attempts in a hand-in are the student's word: judged by the key, counted as the course says, and never worth more than the last answer can be;
and a slip of typing costs nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import hand_ins
import pytest
from hand_ins import key
from hypothesis import given
from hypothesis import strategies as st

from seminar.exercises import marking
from seminar.exercises.conventions import known, marker
from seminar.exercises.mending import mended
from seminar.grading import course, notebook, read
from seminar.grading.execute import Outcome
from seminar.grading.gradebook import counted, form_faults
from seminar.grading.judge import Judge
from seminar.grading.records import CheckMark, Graded, HandIn
from seminar.grading.transplant import fingerprint, transplant

SECOND = hand_ins.SECOND
RIGHT = {i: next(json.loads(v) for v, c in told.items() if c == 1) for i, told in key().tasks["2.1"]["accept"].items()}
ONE_OFF = RIGHT | {"a": "stress"}


def placed(attempts: object, **changes: str):
    body = hand_ins.with_answers(changes, solved=False) if changes else hand_ins.as_data()
    body["metadata"]["seminar"] = {"exercise": SECOND, "attempts": attempts}
    return transplant(notebook.read(json.dumps(body).encode()), SECOND, key().exercises[SECOND].blank)


def judged(made, stopped: dict | None = None):
    answers = read.answers(made) or {}
    outcome = Outcome({task: {"answer": value} for task, value in answers.items()}, stopped or {})
    return Judge("p", made, key().tasks, vars(outcome), 20).result()


def of(result, task: str = "2.1") -> CheckMark:
    return next(m for m in result.marks if m.task == task)


def test_each_answer_that_the_hand_in_tells_of_is_marked_by_the_key():
    made = placed({"2.1": {"answers": [dict.fromkeys(RIGHT, "who"), ONE_OFF, RIGHT], "count": 3, "opened": 0}})
    assert of(judged(made)).tries == (2.5, 7, 8) and of(judged(made), "2.2").tries == ()


ODD = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda i: st.lists(i, max_size=3) | st.dictionaries(st.text(max_size=3), i, max_size=3),
)


@given(
    ODD
    | st.fixed_dictionaries(
        {"2.1": ODD | st.fixed_dictionaries({"answers": st.lists(ODD, max_size=3), "count": st.integers()})}
    )
)
def test_whatever_stands_there_changes_no_mark(told):
    result = judged(placed(told))
    assert [replace(m, tries=()) for m in result.marks] == list(judged(placed(None)).marks)


def test_what_is_told_of_tries_belongs_to_the_fingerprint():
    told = {"2.1": {"answers": [ONE_OFF], "count": 1, "opened": 0}}
    assert fingerprint(placed(told)) != fingerprint(placed(None)) == fingerprint(placed({}))


@pytest.mark.parametrize(("which", "points"), [("last", 6), ("first", 2.5), ("best", 7)])
def test_the_course_says_which_answer_counts(which, points):
    mark = CheckMark("2.1", 6, 8, "not yet", "Look again.", tries=(2.5, 7, 6))
    assert counted(mark, which).points == points
    assert (f"Your {which} answer counts" in counted(mark, which).message) == (which != "last")
    assert counted(replace(mark, tries=()), which) == replace(mark, tries=())


@given(st.lists(st.floats(0, 8), min_size=1, max_size=5), st.floats(0, 8))
def test_who_leaves_out_or_makes_up_tries_gains_no_more_than_by_the_last_answer(tries, last):
    """Whoever can write a right answer into the attempts can hand it in: then the last answer has these points, too."""
    mark = CheckMark("2.1", last, 8, "not yet", "", tries=tuple(tries))
    for which in ("first", "best"):
        assert counted(mark, which).points <= max(last, *tries)


def test_the_setting_stands_in_the_course_s_file_and_on_every_page(tmp_path):
    (tmp_path / course.NAME).write_text('counts = "first"\n', encoding="utf-8")
    decided = course.read(tmp_path, known())
    assert decided.counts == "first" and "Of each task the first answer counts" in decided.sentences()[0]
    assert course.Course().sentences() == []
    (tmp_path / course.NAME).write_text('counts = "middle"\n', encoding="utf-8")
    with pytest.raises(course.CourseError, match="Write last, first or best"):
        course.read(tmp_path, known())


# --- slips of typing

WHOLE = '{\n    "a": "P4",\n    "b": "P11",\n    "c": "P10",\n}'
FORM = {"shape": "map", "items": ["a", "b", "c"], "fields": [{"name": "paragraph", "allowed": ["P4", "P10", "P11"]}]}
PAIRS = {
    "shape": "map",
    "items": ["a", "b"],
    "fields": [{"name": "mark", "allowed": ["not read", "silent"]}, {"name": "share", "low": 0}],
}


@pytest.mark.parametrize(
    "slip",
    [
        ('"P4",', '"P4"'),
        ('"P4"', '"P4'),
        ('"P4"', 'P4"'),
        ('"P4"', "P4"),
        ('"P4"', "“P4”"),
        ('"P4"', "„P4“"),
        ('"P4"', "'P4\""),
        ('"b":', "b:"),
        ('"b":', '"b:'),
        ('"b": ', '"b" = '),
        ("\n}", "\n"),
        ("\n}", "\n)"),
        ('"P4",', '"P4",,'),
        ("\n    ", " "),
        ('"P4",', '"P4", # a guess: "P10"'),
    ],
)
def test_a_slip_of_typing_is_read_as_it_is_meant(slip):
    source = f"# Your answer\nwhere = {WHOLE}".replace(*slip)
    assert marking.tidy(FORM, mended(source, "where", FORM)) == {"a": "P4", "b": "P11", "c": "P10"}


def test_entries_of_several_values_and_lists_are_read_too():
    source = 'x = {"a": ("not read, 0.5), "b": (silent 3)}'
    assert marking.tidy(PAIRS, mended(source.replace("silent 3", "silent, 3"), "x", PAIRS)) == {
        "a": ["not read", 0.5],
        "b": ["silent", 3],
    }
    names = {"shape": "names", "count": 3, "allowed": ["a < b", "b < c"]}
    assert marking.tidy(names, mended('x = ["a < b", b < c', "x", names)) == ["a < b", "b < c"]


def test_sentences_functions_and_other_names_are_not_guessed_at():
    text = {"shape": "map", "items": ["a"], "fields": [{"name": "sentence", "shape": "text"}]}
    assert (
        mended('x = {"a": "b c', "x", text) is None
        and mended("def f(:", "f", {"shape": "function", "name": "f"}) is None
    )
    assert mended('y = {"a": "P4"', "x", FORM) is None


@given(st.text(alphabet="ab{}:=\"'“”,\n #P410()[]", max_size=60))
def test_whatever_is_typed_is_read_or_not_and_no_error(text):
    mended(f"where = {text}", "where", FORM)


def test_a_slip_costs_no_point_and_stays_on_the_class_page_as_form():
    task = known()["tasks"]["2.1"]
    lines = [f'    "{item}": "{value}",' for item, value in RIGHT.items()]
    lines[0] = lines[0].rstrip(",")
    source = f"{marker('2.1')}\n{task['name']} = {{\n" + "\n".join(lines) + "\n}"
    made = placed(None, **{"2.1": source})
    number = next(n for n, c in enumerate(made.cells) if c.task == "2.1" and c.kind == "student")
    with pytest.raises(SyntaxError) as caught:
        compile(source, "cell", "exec")
    stopped = {number: {"kind": "SyntaxError", "text": caught.value.msg, "line": caught.value.lineno}}
    result = judged(made, stopped)
    mark = of(result)
    assert mark.points == task["points"] and mark.state == "right" and mark.slip
    assert (
        "missing comma" in result.notes[0]
        and "again" not in result.notes[0]
        and "the slip costs nothing" in result.notes[0]
    )
    (said,) = form_faults(Graded(HandIn("1", "Ani", "a.ipynb", SECOND), result, True), known())
    assert said.startswith("Form, 2.1: Your cell for 2.1 did not run to its end.")
