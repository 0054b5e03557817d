"""The answers into the instructor's notebook: found whatever was done to the file, in an order that costs nothing."""

from __future__ import annotations

import ast
import contextlib
import copy
import json
import sys
import time

import classroom
import hypothesis
import nbformat
import pytest
from hand_ins import as_notebook
from hypothesis import strategies as st
from nbclient import NotebookClient

from seminar.exercises import build, checking, marking
from seminar.exercises.conventions import MIME, cell_id, known, marker, student_file
from seminar.grading import transplant as room
from seminar.grading.notebook import LONGEST, NotebookError, of, read
from seminar.grading.transplant import fingerprint, transplant

ONE, TWO = "01_the_argument", "02_the_road_to_october"
ANSWERS = {
    "1.1": f'{marker("1.1")}\nwhere = {{"a": "P4"}}',
    "1.2": f'{marker("1.2")}\nlabels = {{"a": "said"}}',
    "1.3": f'{marker("1.3")}\ntree = {{"a": ("step", "b")}}',
}
NAMES = {"1.1": "where", "1.2": "labels", "1.3": "tree"}


def blank(exercise: str = ONE) -> dict:
    return json.loads((build.EXERCISES / student_file(exercise)).read_text(encoding="utf-8"))


def handed(answers: dict[str, str] | None = None) -> dict:
    """A student's notebook of the first exercise: the blank one, filled in."""
    made = blank()
    for task, source in (ANSWERS if answers is None else answers).items():
        cell(made, f"answer-{task}")["source"] = source
    return made


def cell(made: dict, identity: str) -> dict:
    return next(c for c in made["cells"] if c.get("id") == identity.replace(".", "-"))


def at(made: dict, identity: str) -> int:
    return made["cells"].index(cell(made, identity))


def code(source: object, **more: object) -> dict:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source, **more}


def moved(body: object) -> room.Transplant:
    return placed(json.dumps(body).encode(), ONE, blank())


def placed(content: bytes, exercise: str, blank: dict) -> room.Transplant:
    return transplant(read(content), exercise, of(blank))


def names(made: room.Transplant) -> list[str]:
    return [c.name for c in made.cells]


def sources(made: room.Transplant, kind: str = "student") -> list[str]:
    return [c.source for c in made.cells if c.kind == kind]


def ran(made: room.Transplant) -> dict[str, object]:
    """What each check is given, when the cells run one after the other and errors stop nothing."""
    given, space = {}, {}
    for each in made.cells:
        if each.kind == "given":
            continue
        with contextlib.suppress(Exception):
            if each.kind == "student":
                exec(each.source, space)
            else:
                call = ast.parse(each.source).body[-1].value
                given[each.task] = copy.deepcopy(eval(ast.unparse(call.args[1]), space))
    return given


USUAL = ["start", "answer-1-1", "check-1-1", "answer-1-2", "check-1-2", "answer-1-3", "check-1-3"]
RIGHT = {"1.1": {"a": "P4"}, "1.2": {"a": "said"}, "1.3": {"a": ("step", "b")}}


# --- an honest file


def test_a_file_as_it_should_be_comes_out_in_the_instructors_order_with_nothing_to_say():
    made = moved(handed())
    assert names(made) == USUAL and (made.notes, made.flags) == ((), ())
    assert sources(made) == list(ANSWERS.values()) and ran(made) == RIGHT
    assert [(c.kind, c.task) for c in made.cells[:3]] == [("given", ""), ("student", "1.1"), ("check", "1.1")]


@pytest.mark.parametrize("exercise", list(known()["exercises"]))
def test_every_blank_notebook_runs_as_it_stands_but_for_the_cells_that_show_reasons_and_hand_in(exercise):
    body = blank(exercise)
    made = placed(json.dumps(body).encode(), exercise, body)
    code_cells = [c for c in body["cells"] if c["cell_type"] == "code" and c["id"] not in ("form", "why", "hand-in")]
    assert [(c.name, c.source) for c in made.cells] == [(c["id"], "".join(c["source"])) for c in code_cells]
    assert (made.notes, made.flags) == ((), ())


def test_a_student_may_ask_for_any_task_s_reasons_and_it_changes_no_mark():
    body = blank()
    cell(body, "why")["source"] = 'from seminar.exercises import why\n\nwhy("1.3", "walnut")'
    as_it_stood = placed(json.dumps(blank()).encode(), ONE, blank())
    assert placed(json.dumps(body).encode(), ONE, blank()) == as_it_stood


def test_the_small_file_of_the_last_cell_is_enough(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "_sitting", checking.Sitting(ONE))
    path = checking.hand_in(ONE, tmp_path, list(ANSWERS.values()))
    made = placed(path.read_bytes(), ONE, blank())
    assert made == moved(handed())


def test_a_class_of_submissions_is_found_whole(tmp_path):
    for path in classroom.make(tmp_path / "in", 12, 2, "canvas"):
        body = json.loads(path.read_text(encoding="utf-8"))
        exercise = body["metadata"]["seminar"]["exercise"]
        made = placed(path.read_bytes(), exercise, blank(exercise))
        tasks = known()["exercises"][exercise]["tasks"]
        assert [c.task for c in made.cells if c.kind == "check"] == tasks and made.flags == ()
        assert {c.source for c in made.cells if c.kind == "student"} == {
            "".join(cell(body, f"answer-{t}")["source"]) for t in tasks
        }


# --- how an answer is found


def without(body: dict, *fields: str) -> dict:
    for each in body["cells"]:
        for name in fields:
            each.pop(name, None)
    return body


def test_an_answer_is_found_by_its_id_alone():
    body = handed({t: s.split("\n")[1] for t, s in ANSWERS.items()})
    assert ran(moved(without(body, "metadata"))) == RIGHT


def test_an_answer_is_found_by_its_grade_id_alone():
    body = without(handed({t: s.split("\n")[1] for t, s in ANSWERS.items()}), "id")
    assert names(moved(body)) == USUAL


def test_an_answer_is_found_by_its_comment_alone_wherever_it_stands():
    body = without(handed(), "id", "metadata")
    assert names(moved(body)) == USUAL
    source = f'import math\n\n   {marker("1.1")}  \nwhere = {{"a": "P4"}}'
    body = {"cells": [code(source)]}
    assert "answer-1-1" in names(moved(body)) and ran(moved(body))["1.1"] == {"a": "P4"}


def test_renamed_ids_and_metadata_of_any_kind_cost_nothing():
    for odd in (None, 7, "x", [], {"nbgrader": 7}, {"nbgrader": {"grade_id": ["answer-1-2"]}}):
        body = handed()
        for number, each in enumerate(body["cells"]):
            each |= {"id": ["answer-1-1"] if number % 2 else f"cell-{number}", "metadata": odd}
        assert names(moved(body)) == USUAL and ran(moved(body)) == RIGHT


def test_sources_of_any_kind_are_read_as_text():
    body = handed()
    cell(body, "answer-1.1")["source"] = [marker("1.1"), "\n", None, 7, 'where = {"a": "P4"}']
    cell(body, "answer-1.2")["source"] = {"a": 1}
    cell(body, "answer-1.3").pop("source")
    body["cells"] += [None, 7, "x", [], {}, {"cell_type": ["code"], "source": "y"}]
    made = moved(body)
    assert ran(made) == {"1.1": {"a": "P4"}} and "answer-1-2" not in names(made)
    assert [c.task for c in made.cells if c.kind == "check"] == ["1.1", "1.2", "1.3"]


def test_older_formats_are_read():
    old = [
        {"cell_type": c["cell_type"], "metadata": {}, **({"input": c["source"]} if c["cell_type"] == "code" else {})}
        for c in handed()["cells"]
    ]
    three = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": old[:4]}, 7, {"cells": old[4:]}],
    }
    assert names(moved(three)) == USUAL and ran(moved(three)) == RIGHT
    four = without(handed(), "id") | {"nbformat": 4, "nbformat_minor": 0}
    assert names(moved(four)) == USUAL


def test_a_foreign_kernel_and_what_the_file_says_of_its_answers_are_not_read():
    body = handed()
    body["metadata"] = {"kernelspec": {"name": "ir"}, "seminar": {"answers": {"1.1": {"a": "P9"}}}}
    assert moved(body) == moved(handed())
    body["cells"] = [c for c in body["cells"] if c["id"] != "answer-1-1"]
    assert "P9" not in json.dumps(as_notebook(moved(body)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_may_begin_with_a_mark_of_its_encoding(encoding):
    content = json.dumps(handed(), ensure_ascii=False).encode(encoding)
    assert placed(content, ONE, blank()) == moved(handed())


def test_half_characters_nul_and_line_ends_of_all_sorts_are_made_plain():
    made = moved(handed({**ANSWERS, "1.1": f'{marker("1.1")}\r\nwhere = {{"a": "\ud800é\0"}}\rx = 1'}))
    assert sources(made)[0] == f'{marker("1.1")}\nwhere = {{"a": "\ufffdé"}}\nx = 1'
    fingerprint(made, "\ud800").encode()
    json.dumps(as_notebook(made), ensure_ascii=False).encode()


# --- answers that are missing, doubled, split, merged or of the wrong kind


def test_a_missing_answer_is_a_note_and_its_check_still_runs():
    body = handed()
    body["cells"].remove(cell(body, "answer-1.2"))
    made = moved(body)
    assert names(made) == [n for n in USUAL if n != "answer-1-2"] and made.flags == ()
    (note,) = made.notes
    assert "No cell for 1.2 was found" in note and marker("1.2") in note and "hand in again" in note


def test_an_answer_that_lost_its_cell_and_comment_is_run_and_no_note_claims_that_it_is_gone():
    body = handed()
    cell(body, "answer-1.2").update(id="x", metadata={}, source='labels = {"a": "said"}')
    assert moved(body).notes == () and ran(moved(body)) == RIGHT


@pytest.mark.parametrize("kind", ["markdown", "raw"])
@pytest.mark.parametrize("by", ["id", "comment"])
def test_an_answer_made_into_text_is_a_note_that_says_what_to_do(kind, by):
    body = handed({"1.2": "P4, since it is said"} if by == "id" else ANSWERS)
    cell(body, "answer-1.2")["cell_type"] = kind
    made = moved(body if by == "id" else without(body, "id", "metadata"))
    assert "answer-1-2" not in names(made) and "check-1-2" in names(made)
    assert len(made.notes) == 1 and "1.2 is a text cell" in made.notes[0] and "Make it a code cell" in made.notes[0]


def test_an_answer_too_long_is_a_note_and_not_taken():
    body = handed({**ANSWERS, "1.2": f"{marker('1.2')}\n#{'x' * LONGEST}"})
    made = moved(body)
    assert "answer-1-2" not in names(made) and "1.2 is longer than 100,000" in made.notes[0] and len(made.notes) == 1


def test_a_file_without_any_answer_is_flagged_and_its_checks_run():
    made = moved({"cells": []})
    assert names(made) == ["start", "check-1-1", "check-1-2", "check-1-3"]
    assert len(made.notes) == 3 and made.flags == (
        "No cell with an answer was found. Is it the notebook of this exercise?",
    )


def test_a_starter_left_behind_does_not_undo_the_answer():
    starter = copy.deepcopy(cell(blank(), "answer-1.1"))
    for place in (0, len(handed()["cells"])):
        body = handed()
        body["cells"].insert(place, starter | {"id": "copy"})
        body["cells"].insert(place, code(marker("1.1")))
        made = moved(body)
        assert ran(made) == RIGHT and made.flags == () and names(made) == USUAL


def test_of_two_different_answers_the_last_counts_and_a_person_is_told():
    body = handed()
    body["cells"].append(code(f'{marker("1.1")}\nwhere = {{"a": "P5"}}'))
    made = moved(body)
    assert ran(made)["1.1"] == {"a": "P5"}
    assert made.flags == (
        "2 different cells answer 1.1; they were run in the order of the file, so that the last one counts.",
    )
    assert [c.task for c in made.cells if c.kind == "student"] == ["", "1.2", "1.3", "1.1"]


def test_the_same_answer_twice_is_run_once_and_flags_nothing():
    body = handed()
    body["cells"].append(code(ANSWERS["1.1"] + "\n\n"))
    made = moved(body)
    assert made.flags == () and len(sources(made)) == 3 and ran(made) == RIGHT


def test_a_cell_that_was_split_works():
    body = handed()
    first = cell(body, "answer-1.1")
    first["source"] = f'{marker("1.1")}\npart = "P4"'
    body["cells"].insert(at(body, "answer-1.1") + 1, {**first, "id": "x", "source": 'where = {"a": part}'})
    assert ran(moved(body)) == RIGHT and moved(body).notes == ()


def test_cells_that_were_merged_answer_both_tasks():
    body = handed()
    cell(body, "answer-1.1")["source"] = ANSWERS["1.1"] + "\n" + ANSWERS["1.2"]
    body["cells"].remove(cell(body, "answer-1.2"))
    made = moved(body)
    assert ran(made) == RIGHT and made.notes == () and made.flags == ()
    cell(body, "answer-1.3").update(id="answer-1-2", source=cell(blank(), "answer-1.2")["source"])
    assert ran(moved(body))["1.2"] == {"a": "said"}, "a starter of 1.2 stands after it"


def test_a_cell_goes_by_the_task_that_it_is_named_for_first():
    body = handed({"1.2": f'{marker("1.1")}\nlabels = {{"a": "said"}}'})
    made = moved(body)
    assert next((c.name, c.task) for c in made.cells if c.kind == "student") == ("answer-1-2", "1.2")
    assert ran(made)["1.2"] == {"a": "said"} and made.notes == ()


def test_a_comment_copied_from_another_task_costs_neither():
    body = handed({**ANSWERS, "1.2": f'{marker("1.1")}\nlabels = {{"a": "said"}}'})
    assert ran(moved(body)) == RIGHT
    assert ran(moved(without(body, "id", "metadata"))) == RIGHT


def test_an_answer_in_a_cell_named_as_ours_is_taken():
    """Who merges an answer with the check below it keeps, in some editors, the name of the check."""
    body = handed()
    cell(body, "check-1.1")["source"] = ANSWERS["1.1"] + '\nfrom seminar.exercises import check\ncheck("1.1", where)'
    body["cells"].remove(cell(body, "answer-1.1"))
    made = moved(body)
    assert ran(made) == RIGHT and made.notes == made.flags == ()
    assert names(made)[:3] == ["start", "answer-1-1", "check-1-1"]


# --- checks and plain cells


def test_the_check_cells_are_the_instructors_whatever_stands_in_the_file():
    body = handed()
    cell(body, "check-1.1")["source"] = 'from seminar.exercises import check\ncheck("1.1", {"a": "P1"})'
    cell(body, "check-1.2").update(cell_type="markdown")
    body["cells"].remove(cell(body, "check-1.3"))
    body["cells"].insert(0, cell(blank(), "check-1.1"))
    body["cells"].insert(0, cell(body, "check-1.1") | {"source": "other"})
    made = moved(body)
    assert sources(made, "check") == ["".join(cell(blank(), f"check-{t}")["source"]) for t in ANSWERS]
    assert made.flags == ("The check cell of 1.1 was edited; the instructor's own was used.",) and ran(made) == RIGHT


@pytest.mark.parametrize(
    "source",
    [
        "from seminar.exercises import check\ncheck('1.1',   where)",
        'from seminar.exercises import check\n\n# mine\ncheck("1.1", where);',
        'from seminar.exercises import check\r\n\r\ncheck("1.1", where)\r\n',
    ],
)
def test_a_check_that_says_the_same_in_other_words_is_not_flagged(source):
    body = handed()
    cell(body, "check-1.1")["source"] = source
    assert moved(body) == moved(handed())


def test_an_added_check_by_another_name_runs_as_the_students_own_and_is_no_check():
    body = handed()
    body["cells"].insert(at(body, "answer-1.2"), code('check("1.1", {"a": "P1"})'))
    made = moved(body)
    (extra,) = (c for c in made.cells if c.name == "helper-1")
    assert (extra.kind, extra.task) == ("student", "") and len(sources(made, "check")) == 3


def test_a_plain_cell_of_ours_that_was_edited_runs_as_ours_then_as_theirs_and_is_flagged():
    body = handed()
    cell(body, "start")["source"] = 'from seminar.exercises import start\nstart("01_the_argument")\nimport math'
    made = moved(body)
    assert [c.kind for c in made.cells[:2]] == ["given", "student"] and "import math" in made.cells[1].source
    assert "import math" not in made.cells[0].source
    assert made.flags == ("The cell “start” was edited; the instructor's own was used, and the edited one after it.",)


def test_the_cell_that_hands_in_is_never_run():
    body = handed()
    cell(body, "hand-in")["source"] = 'hand_in("x")'
    body["cells"].append(code(cell(blank(), "hand-in")["source"]))
    assert names(moved(body)) == USUAL and moved(body).flags == ()


# --- cells of the student's own, and order


def test_a_helper_stays_where_it_stood():
    body = handed()
    body["cells"].insert(at(body, "answer-1.2"), code("two = 2"))
    body["cells"].insert(0, code("zero = 0"))
    body["cells"].append(code("last = 9"))
    assert names(moved(body)) == [
        *["start", "helper-1", "answer-1-1", "check-1-1", "helper-2", "answer-1-2", "check-1-2"],
        *["answer-1-3", "check-1-3", "helper-3"],
    ]


def test_a_cell_between_an_answer_and_its_check_may_amend_the_answer():
    body = handed()
    body["cells"].insert(at(body, "check-1.1"), code('where["a"] = "P7"'))
    assert ran(moved(body))["1.1"] == {"a": "P7"}
    body["cells"].remove(cell(body, "check-1.1"))
    assert ran(moved(body))["1.1"] == {"a": "P7"}, "the check was deleted: the cell still stands before it"


def test_a_cell_after_the_check_changes_nothing():
    body = handed()
    body["cells"].insert(at(body, "check-1.1") + 1, code('where["a"] = "P7"'))
    body["cells"].append(code("labels = tree = where = None"))
    assert ran(moved(body)) == RIGHT


@hypothesis.given(st.permutations(range(len(blank()["cells"]))))
@hypothesis.settings(max_examples=100)
def test_reordered_cells_cost_nothing(order):
    body = handed()
    body["cells"] = [body["cells"][i] for i in order]
    made = moved(body)
    assert ran(made) == RIGHT and made.flags == made.notes == () and sorted(names(made)) == sorted(USUAL)
    assert made.cells[0].name == "start"


def test_answers_and_helpers_keep_the_order_of_the_students_file():
    third = f'{marker("1.3")}\ntree = {{"a": (word, "b")}}'
    body = handed({**ANSWERS, "1.3": third, "1.1": f'{marker("1.1")}\nwhere = {{"a": tree["a"][0]}}'})
    moved_up = cell(body, "answer-1.3")
    body["cells"].remove(moved_up)
    body["cells"][1:1] = [code('word = "step"'), moved_up]
    assert ran(moved(body)) == {**RIGHT, "1.1": {"a": "step"}}


def given_blank() -> dict:
    """The first exercise with a plain cell of ours before its second task, and one before its third."""
    made = blank()
    made["cells"].insert(at(made, "answer-1.2"), code("events = [1]", id="events"))
    made["cells"].insert(at(made, "answer-1.3"), code("rows = [2]", id="rows"))
    return made


def test_a_plain_cell_of_ours_runs_before_the_first_answer_that_may_need_it():
    usual = [*USUAL[:3], "events", *USUAL[3:5], "rows", *USUAL[5:]]
    body = handed()
    assert names(placed(json.dumps(body).encode(), ONE, given_blank())) == usual
    body["cells"].insert(1, body["cells"].pop(at(body, "answer-1.3")))
    made = names(placed(json.dumps(body).encode(), ONE, given_blank()))
    assert made[:5] == ["start", "events", "rows", "answer-1-3", "check-1-3"]


def test_a_plain_cell_of_ours_stands_where_the_student_has_it_for_the_helpers_after_it():
    body = given_blank()
    body["cells"].insert(at(body, "events") + 1, code("first = events[0]"))
    made = names(placed(json.dumps(body).encode(), ONE, given_blank()))
    assert made.index("check-1-1") < made.index("events") < made.index("helper-1") < made.index("answer-1-2")


def test_helpers_are_neither_endless_nor_too_long():
    body = handed()
    body["cells"] += [code(f"x = {i}") for i in range(room.HELPERS + 5)]
    made = moved(body)
    assert len(sources(made)) == 3 + room.HELPERS and len(made.notes) == 1 and "first 200 cells" in made.notes[0]
    long = handed()
    long["cells"].insert(0, code("#" * (LONGEST + 1)))
    assert names(moved(long)) == USUAL and "longer than 100,000" in moved(long).notes[0]


def test_what_an_editor_or_a_tester_may_write_into_code_stays_as_it_is():
    odd = ["!pip install x", "%matplotlib inline", "%%timeit\n1", "# NBVAL_SKIP\nx = 1", "#NBVAL_IGNORE_OUTPUT"]
    body = handed()
    body["cells"][:0] = [code(o) for o in odd]
    assert sources(moved(body))[:5] == odd


def test_empty_cells_are_not_run():
    body = handed({**ANSWERS, "1.1": ""})
    body["cells"] += [code(""), code(" \n\n")]
    assert names(moved(body)) == [n for n in USUAL if n != "answer-1-1"] and moved(body).notes == ()


def test_checks_work_in_a_kernel_although_the_student_has_taken_their_names(desk):
    task = build.read(TWO).tasks["2.3"]
    solved = json.loads((build.KEYS / f"{TWO}.ipynb").read_text(encoding="utf-8"))
    body = blank(TWO)
    for name in ("answer-2.1", "answer-2.3"):
        cell(body, name)["source"] = cell(solved, name)["source"]
    taken = "check = json = loads = _seminar_inputs = start = exercises = seminar = list = str = 7"
    body["cells"].insert(0, code(taken))
    body["cells"].insert(at(body, "check-2.3"), code(taken))
    body["cells"].remove(cell(body, "answer-2.2"))
    hidden = task.inputs("an instructor's seed")
    made = placed(json.dumps(body).encode(), TWO, blank(TWO))
    run = nbformat.from_dict(as_notebook(made, {"2.3": hidden}))
    NotebookClient(run, timeout=60, allow_errors=True, resources={"metadata": {"path": str(desk)}}).execute()
    carried = build.answers(run)
    assert carried["2.1"]["a"] == "whether" and len(carried["2.3"]["calls"]) == len(hidden)
    assert marking.canonical(carried["2.3"]["calls"][0]["value"]) in task.key("an instructor's seed")["accept"]["1"]
    unanswered = next(c for c in run.cells if c.id == "check-2-2").outputs[0].data
    assert unanswered[MIME]["answer"] is None and "no “faults” yet" in unanswered["text/plain"]


# --- what comes out


def test_the_notebook_is_valid_and_holds_code_alone_without_outputs():
    body = handed()
    body["cells"].insert(0, code("x = 1"))
    made = as_notebook(moved(body))
    nbformat.validate(nbformat.from_dict(made))
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5) and made["metadata"]["kernelspec"]["name"] == "python3"
    assert all(c["cell_type"] == "code" and c["outputs"] == [] and c["execution_count"] is None for c in made["cells"])
    assert cell(made, "check-1.1")["metadata"] == {"seminar": {"kind": "check", "task": "1.1"}}
    assert cell(made, "helper-1")["metadata"] == {"seminar": {"kind": "student", "task": ""}}


def test_the_fingerprint_is_the_same_for_what_runs_the_same_and_differs_else():
    first = fingerprint(moved(handed()), "key 1")
    body = handed()
    body["metadata"], body["cells"][0] = {}, {"cell_type": "markdown", "source": "other words"}
    assert fingerprint(moved(without(body, "id")), "key 1") == first and len(first) == 64
    assert fingerprint(moved(handed()), "key 2") != first
    assert fingerprint(moved(handed({**ANSWERS, "1.1": ANSWERS["1.1"] + " "})), "key 1") != first
    assert fingerprint(room.Transplant(moved(handed()).cells[::-1]), "key 1") != first


def test_what_is_no_notebook_is_a_sentence():
    for content in (b"", b"{", b"\xff", b"[" * 100_000, b"7", b"[]", b'{"cells": 7}', b'{"worksheets": {}}'):
        with pytest.raises(NotebookError, match=r"Jupyter.*\.$|\.ipynb.*\.$"):
            placed(content, ONE, blank())
    assert issubclass(NotebookError, ValueError)


FIELDS = ["cells", "worksheets", "metadata", "cell_type", "source", "input", "id", "nbgrader", "grade_id"]
WORDS = [
    *("code", "markdown", "raw", "start", "hand-in", "", "\0", "\ud800", "x = 1"),
    *(cell_id(part, t) for part in ("answer", "check") for t in ANSWERS),
    *ANSWERS.values(),
    *("".join(c["source"]) for c in blank()["cells"] if c["cell_type"] == "code"),
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=10,
)
CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "code", "markdown"]) | VALUES, "source": st.sampled_from(WORDS) | VALUES},
    optional={"id": st.sampled_from(WORDS) | VALUES, "metadata": VALUES},
)
FILES = (
    st.fixed_dictionaries({"cells": st.lists(CELLS | VALUES, max_size=12)})
    | st.fixed_dictionaries(
        {"worksheets": st.lists(st.fixed_dictionaries({"cells": st.lists(CELLS | VALUES)}) | VALUES, max_size=3)}
    )
    | VALUES
)


@hypothesis.given(FILES.map(lambda v: json.dumps(v).encode()) | st.binary(max_size=80))
@hypothesis.settings(max_examples=150)
def test_whatever_stands_in_a_file_it_is_moved_or_refused_in_a_sentence(content):
    try:
        made = placed(content, ONE, blank())
    except NotebookError as error:
        assert str(error).endswith(".")
        return
    assert sorted(c.task for c in made.cells if c.kind == "check") == list(ANSWERS)
    assert {c.name: c.source for c in made.cells if c.kind != "student"} == {
        c["id"]: "".join(c["source"])
        for c in blank()["cells"]
        if c["cell_type"] == "code" and not c["id"].startswith(("answer", "form", "why", "hand-in"))
    }
    assert len({*names(made)}) == len(made.cells) and made.cells[0].name == "start"
    answered = [c.name for c in made.cells]
    for task in ANSWERS:
        own = cell_id("answer", task)
        assert own not in answered or answered.index(own) < answered.index(cell_id("check", task))
    assert all(note.endswith(".") or note.endswith("?") for note in (*made.notes, *made.flags))
    nbformat.validate(nbformat.from_dict(as_notebook(made)))
    assert fingerprint(made) == fingerprint(placed(content, ONE, blank()))


HUGE = {
    "empty cells": b'{"cells":[' + b"{}," * 1_600_000 + b"{}]}",
    "many small cells": b'{"cells":[' + b'{"cell_type":"code","source":"x"},' * 100_000 + b"{}]}",
    "outputs of a million lists": b'{"cells":[{"outputs":[' + b"[]," * 1_000_000 + b"[]]}]}",
    "4,000 cells": b'{"cells":[' + b'{"cell_type":"code","source":"x"},' * 4_000 + b"{}]}",
    "worksheets": b'{"worksheets":[' + b'{"cells":[{},{},{}]},' * 2_000 + b"{}]}",
}


@pytest.mark.parametrize("name", HUGE)
def test_a_file_of_far_too_many_parts_is_refused_before_it_costs_time(name):
    began = time.process_time()
    with pytest.raises(NotebookError, match=r"Clear them in Jupyter|cells; 3,000 at most"):
        read(HUGE[name])
    assert time.process_time() - began < 1


def test_the_version_of_python_that_wrote_a_file_is_known_if_it_says_so():
    def told(version: object) -> tuple:
        return of({"cells": [], "metadata": {"language_info": {"version": version}}}).python

    assert (told("3.13.1"), told("3.9"), told(None), told("three"), told("3.9999"), told(["3.13"])) == (
        (3, 13),
        (3, 9),
        (),
        (),
        (),
        (),
    )
    assert of({"cells": [], "metadata": []}).python == ()


def test_a_result_holds_for_all_versions_that_this_python_reads_and_for_no_newer():
    def printed(python: tuple) -> str:
        return fingerprint(room.Transplant((), python=python))

    ours = sys.version_info[:2]
    assert printed((3, 8)) == printed(ours) != printed((ours[0], ours[1] + 1)) != printed(())
