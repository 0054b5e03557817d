"""The present scores, for tests of rules that any scores must keep."""

from __future__ import annotations

import pandas as pd
import pytest

from seminar import tables, tradeoffs
from seminar.tradeoffs import model as t


@pytest.fixture(scope="session")
def scores() -> t.Scores:
    return t.Scores.from_table(
        tables.read("consequences"),
        tuple(tables.read("options").option_id),
        tuple(tables.read("criteria").criterion_id),
    )


@pytest.fixture(scope="session")
def schools(scores) -> pd.DataFrame:
    return t.school_shares(tables.read("school_weights"), scores.interests)


@pytest.fixture(scope="session")
def listed(scores) -> t.Scores:
    options = tables.read("options")
    return scores.only(options.option_id[options.listed_by == "article"])


@pytest.fixture
def board(desk):
    """A board of the seminar's own."""
    return tradeoffs.board()


@pytest.fixture
def live(board):
    """The assumptions that its views share."""
    return board._live
