"""What a function is handed is what the notebook's check hands it, whether anybody opens it or not."""

from __future__ import annotations

import copy
import operator
import subprocess
import sys

import pandas as pd
import pytest
from hand_ins import key
from hypothesis import given
from hypothesis import strategies as st

from seminar.exercises.conventions import known
from seminar.exercises.tasks import adapt
from seminar.grading import inputs

TABLE = {
    "table": [{"a": "x", "n": 1, "on": "2020-10-01", "p": ["P1"]}, {"a": "y", "n": 2, "on": "2020-10-14", "p": []}],
    "columns": ["a", "n", "on", "p"],
    "dates": ["on"],
}


def unopened(value: dict) -> object:
    """As in the sandbox, where pandas has not been loaded."""
    return inputs._unopened(value)


def hidden_and_public() -> list:
    found = [i for t in known()["tasks"].values() for i in t.get("inputs", [])]
    found += [i for t in key().tasks.values() for i in t.get("inputs", [])]
    return [argument for arguments in found for argument in arguments]


def test_every_input_of_every_function_is_the_same_row_by_row():
    tables = [v for v in hidden_and_public() if isinstance(v, dict) and "table" in v]
    assert tables
    for value in tables:
        assert list(unopened(value).itertuples()) == list(adapt(value).itertuples())
        pd.testing.assert_frame_equal(inputs._real(value), adapt(value))


def test_rows_need_no_pandas_and_anything_else_makes_it_pandas_own():
    code = (
        f"import sys\nfrom seminar.grading import inputs\nt, day = inputs.adapt({TABLE!r}), inputs.adapt({{'date': '2020-10-02'}})\n"
        "rows = [(r.a, r.on <= day) for r in t.itertuples()]\nassert rows == [('x', True), ('y', False)], rows\n"
        "assert 'pandas' not in sys.modules\nassert len(t[t.n > 1]) == 1\nimport pandas\nassert type(t) is pandas.DataFrame and repr(t)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""


USES = {
    "columns": lambda t: list(t.columns),
    "one column": lambda t: list(t["a"]),
    "an attribute": lambda t: list(t.n),
    "length": len,
    "in": lambda t: "a" in t,
    "iter": list,
    "equal": lambda t: (t == "x").values.tolist(),
    "rows picked": lambda t: t[t.n > 1].a.tolist(),
    "iterrows": lambda t: [r["a"] for _, r in t.iterrows()],
    "loc": lambda t: t.loc[0, "a"],
    "itertuples without index": lambda t: list(t.itertuples(index=False)),
    "another name": lambda t: list(t.itertuples(name=None)),
    "isinstance": lambda t: isinstance(t.head(), pd.DataFrame),
    "a new column": lambda t: (t.__setitem__("m", t.n * 2), t.m.tolist())[1],
    "group": lambda t: t.groupby("a").n.sum().to_dict(),
    "repr": repr,
    "deepcopy": lambda t: copy.deepcopy(t).n.tolist(),
    "concat": lambda t: len(pd.concat([t.copy(), t])),
    "dtypes": lambda t: [str(d) for d in t.dtypes],
    "query": lambda t: t.query("n == 2").a.tolist(),
    "sum": lambda t: int(t["n"].sum()),
    "del": lambda t: (operator.delitem(t, "a"), list(t))[1],
    "rows, then columns": lambda t: (list(t.itertuples()), list(t.columns))[1],
    "day": lambda t: [r.on.day_name() for r in t.itertuples()],
    "type": lambda t: (t.shape, type(t).__name__),
}


@pytest.mark.parametrize("name", USES)
def test_whatever_is_asked_of_a_table_is_as_of_pandas_own(name):
    assert USES[name](unopened(TABLE)) == USES[name](adapt(TABLE))


CELLS = (
    st.text(max_size=3)
    | st.integers(-9, 9)
    | st.floats(-1, 1)
    | st.none()
    | st.booleans()
    | st.lists(st.text(max_size=1), max_size=2)
)


@given(st.lists(st.fixed_dictionaries({"a": CELLS, "b": CELLS}), max_size=4), st.booleans())
def test_rows_of_any_table_are_the_same(rows, named):
    value = {"table": rows} | ({"columns": ["a", "b"]} if named else {})
    made, wanted = list(unopened(value).itertuples()), list(adapt(value).itertuples())
    assert [repr(r) for r in made] == [repr(r) for r in wanted]


@given(st.dates(), st.dates())
def test_a_day_is_a_timestamp_as_far_as_a_student_asks(one, other):
    day, wanted = inputs.Day.fromisoformat(one.isoformat()), pd.Timestamp(one)
    if not pd.Timestamp.min.date() < other < pd.Timestamp.max.date():
        return
    assert (
        day == wanted
        and str(day) == str(wanted)
        and day.isoformat() == wanted.isoformat()
        and hash(day) == hash(wanted)
    )
    assert (day <= pd.Timestamp(other)) == (wanted <= pd.Timestamp(other)) and day.quarter == wanted.quarter
    assert (day - inputs.Day.fromisoformat(other.isoformat())).days == (wanted - pd.Timestamp(other)).days
