"""What came out for the questions before the views of the board, worked by hand on a board of three options and three interests."""

from __future__ import annotations

import numpy as np
import pytest

from seminar.tradeoffs import outcomes
from seminar.tradeoffs.assumptions import Ground
from seminar.tradeoffs.model import Scores

MID = np.array([[0.0, -3.0, 0.0], [-2.0, 1.0, -1.0], [0.0, -1.0, 1.0]])  # "new" is never worse than "old"
SCORES = Scores(("old", "bold", "new"), ("peace", "ally", "rest"), MID - 1, MID, MID + 1)
GIVEN = Ground(SCORES, "bold", {"article": ("old", "bold"), "all": ("old", "bold", "new")}, ("peace", "ally"))


def test_the_worst_option_is_worst_on_the_most_interests():
    # peace: bold; ally: old; rest: bold
    assert outcomes.worst_most(GIVEN)[0] == {"bold"}


@pytest.mark.parametrize(("interest", "gains"), [("peace", {"old"}), ("ally", {"bold"}), ("rest", {"old", "new"})])
def test_a_weight_helps_the_option_that_stands_highest_there_against_its_own_mean(interest, gains):
    # means: old -1, bold -2/3, new 0; peace less the mean: 1, -4/3, 0; ally: -2, 5/3, -1; rest: 1, -1/3, 1
    assert outcomes.raise_weight(GIVEN, interest)[0] == gains


def test_an_option_that_the_newcomer_beats_everywhere_is_driven_out():
    assert outcomes.driven_out(GIVEN)[0] == {"old"}
