"""Scores made by hand or drawn: options a, b, … by interests 1, 2, …"""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from seminar.tradeoffs import model as t


def made(mid, low=None, high=None) -> t.Scores:
    """Scores from bare numbers: options a, b, ... by interests 1, 2, ..."""
    mid = np.asarray(mid, dtype=float)
    low, high = (mid if end is None else np.asarray(end, dtype=float) for end in (low, high))
    return t.Scores(tuple("abcdefgh"[: len(mid)]), tuple("12345678"[: mid.shape[1]]), low, mid, high)


def half_steps(options=(1, 5), interests=(2, 7)):
    """Scores on the scale, in half steps, so that ties are common."""
    shape = st.tuples(st.integers(*options), st.integers(*interests))
    return shape.flatmap(lambda s: hnp.arrays(float, s, elements=st.sampled_from(np.arange(-3, 2.5, 0.5).tolist())))


def ranges(options=(1, 5), interests=(2, 7)):
    """Scores whose three tables are in order."""
    three = st.tuples(st.integers(*options), st.integers(*interests)).flatmap(
        lambda s: hnp.arrays(float, (3, *s), elements=st.integers(-3, 2).map(float))
    )
    return three.map(lambda a: np.sort(a, axis=0)).map(lambda a: made(a[1], a[0], a[2]))
