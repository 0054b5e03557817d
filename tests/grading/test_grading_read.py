"""Answers that are plain data are read from the text: what is read is what Python makes of it, and no text costs time."""

from __future__ import annotations

import time
import warnings

import hand_ins
import pytest
from hand_ins import SECOND, cell_of, full, graded, handin, points
from hypothesis import given
from hypothesis import strategies as st

from seminar.exercises.conventions import marker
from seminar.grading import read
from seminar.grading.notebook import of
from seminar.grading.transplant import transplant

TEXTS = [
    "{'a': 'x'}",
    "['a', 'b',]",
    "-0.0",
    "1_000",
    "0x10",
    "'a' 'b'",
    "('a'\n 'b')",
    "{1: 2, None: 3, (1, 2): 4}",
    "1e3",
    "True",
    "...",
    "[]",
    '"""two\nlines"""',
    r"r'\d'",
    "{'a': 1, 'a': 2}",
    "(1, (2, 3))",
    "{'a', 'b'}",
    "-5",
    "+.5",
    "'#'",
    r"'\u0301'",
    "1j",
    "{**{}}",
    "[*'ab']",
    "f'x'",
    "b'x'",
    "'x' * 3",
    "1 if 1 else 2",
    "10**9",
    "print",
    "- - 1",
    "0777",
    "1__0",
    r"'\x'",
    "'a",
    "{'a': }",
    "'’'",
    "[1 2]",
    "{'a' 1}",
    "1_0.0_1e1_0",
    "{'a': 'x',  # why\n 'b': 'y'}",
    "(\n1\n)",
    "{1: [2, {3: (4,)}]}",
    "'a'\n'b'",
    "{[1]: 2}",
    "0b11",
    "1.",
    "1..real",
    "None or 1",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_read_is_what_python_makes_of_it(text):
    """Or it is not read at all: then the cell is run."""
    source = f"# Your answer to 1.1\nwhere = {text}  # so\n"
    found = read.assignment(source)
    if found is not None:
        names: dict = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(source, names)
        assert found == ("where", names["where"]) and repr(found[1]) == repr(names["where"])


def test_most_answers_are_read():
    assert [t for t in TEXTS[:20] if read.assignment(f"where = {t}") is None] == ["..."], (
        "… is a sign that is no value: it is run"
    )


LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner, inner),
    max_leaves=12,
)


@given(value=LITERALS)
def test_literals_are_read(value):
    found = read.assignment(f"# Your answer to 1.1\nwhere = {value!r}\n")
    assert found is not None and found[0] == "where" and found[1] == value and repr(found[1]) == repr(value)


THREE = "'" * 3
HEAVY = [
    "x = " + "[" * 1_000_000,
    "x = " + "[" * 9_000 + "]" * 9_000,
    "x = " + "(" * 99 + "1" + ")" * 99,
    "x = " + "-" * 19_000 + "1",
    "x = 'x' * 10**9",
    "x = " + "1+" * 9_000 + "1",
    "x = " + '"' * 19_000 + "\n",
    "x = " + r"'\a" * 6_000,
    "\n" * 19_000 + "x",
    " " * 19_999,
    "x = " + THREE + "a" * 19_000,
    "x = " + THREE + '"' * 19_000,
    "x = " + "{" * 19_000,
    "x = 1\nx = 2",
    "x = y = 1",
    "x: int = 1",
    "x.y = 1",
    "x, = [1]",
    "x = " + "9" * 19_000,
    "x = " + "'a' " * 4_900 + "b",
    "x = " + "'\\\n" * 6_000,
    "x = " + "# \n" * 6_000 + "(",
]


@pytest.mark.parametrize("number", range(len(HEAVY)))
def test_what_is_no_flat_literal_is_not_read_and_costs_no_time(number):
    began = time.process_time()
    assert read.assignment(HEAVY[number]) is None
    assert time.process_time() - began < 0.5


def test_nothing_runs_where_all_is_data(tmp_path):
    """The key of each exercise without a function, and a student who left the function as it was."""
    hand_ins.needs_sandbox()
    names = ["01_the_argument", "04_who_wants_what", "06_red_lines_and_promises"]
    handins = [handin(n, hand_ins.as_data(n), n) for n in names] + [handin("unfinished", hand_ins.as_data())]
    ran = []

    def runner(units, _settings):
        ran.extend(units)
        yield from ()

    found = graded(handins, tmp_path, runner=runner)
    assert [points(found[n]) for n in names] == [full(n) for n in names]
    assert points(found["unfinished"]) == {**full(), "2.3": 0} and not ran


RUN = [
    "parting = dict(a='x')",
    "print(1)\nparting = {}",
    "faults = {'a': 'x'}",
    "parting = {}\nparting = {'a': 'x'}",
    "parting['a'] = 'x'",
    "parting = {'a': 'x'} | {}",
    "%pwd\nparting = {}",
    "parting = {'a': x}",
    "parting = {'a': 'x'",
    "parting = {'a': 'x'};",
    "parting: dict = {}",
    "if 1: parting = {}",
]


@pytest.mark.parametrize("source", RUN)
def test_what_is_more_than_data_is_run(source):
    body = hand_ins.as_data()
    cell_of(body, "2.1")["source"] = f"{marker('2.1')}\n{source}"
    assert read.answers(transplant(of(body), SECOND, of(hand_ins.body(solved=False)))) is None


def test_a_cell_of_the_students_own_beside_the_answers_is_run():
    body = hand_ins.as_data()
    assert read.answers(transplant(of(body), SECOND, of(hand_ins.body(solved=False)))) is not None
    body["cells"].append({"cell_type": "code", "source": "parting = None", "metadata": {}})
    assert read.answers(transplant(of(body), SECOND, of(hand_ins.body(solved=False)))) is None
