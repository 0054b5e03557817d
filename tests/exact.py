"""Exact methods that share no code with the seminar's, for comparison: volumes of polytopes, and linear programmes."""

from __future__ import annotations

import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.spatial import ConvexHull, HalfspaceIntersection


def first_shares(scores: np.ndarray) -> list[float]:
    """Each option's exact share of the simplex: the volume of the polytope on which it is best, by half-spaces and hulls."""
    count = scores.shape[1] - 1
    coordinates = np.vstack([np.zeros(count), np.eye(count)])  # the last weight is one minus the others

    def volume(half_spaces):
        norms = np.linalg.norm(half_spaces[:, :-1], axis=1)
        widest = linprog(
            [*[0] * count, -1],
            np.c_[half_spaces[:, :-1], norms],
            -half_spaces[:, -1],
            bounds=[*[(None, None)] * count, (0, None)],
        )
        if widest.status or widest.x[-1] < 1e-9:
            return 0.0
        return ConvexHull(HalfspaceIntersection(half_spaces, widest.x[:-1]).intersections, qhull_options="QJ").volume

    simplex = np.vstack([np.c_[-np.eye(count), np.zeros(count)], [*[1] * count, -1]])  # rows (a, b): a.w + b <= 0

    def best(row):
        lead = np.delete(scores, row, axis=0) - scores[row]  # a rival's lead must not be above zero
        return np.vstack([simplex, np.c_[lead[:, :-1] - lead[:, -1:], lead[:, -1]]])

    whole = ConvexHull(coordinates).volume
    return [volume(best(row)) / whole for row in range(len(scores))]


def least_move(mid: np.ndarray, weights: np.ndarray) -> float:
    """The smallest share of the weight that must be moved before another option draws level, inf if none can."""
    found = [
        _moves(favour, weights, np.append(np.zeros(len(weights)), np.ones(len(weights))), at_least=0)
        for favour in _favours(mid, weights)
    ]
    return min(made.fun if made.status == 0 else np.inf for made in found)


def _favours(mid: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """By how much each rival scores better than the leader, interest by interest."""
    leader = int(np.argmax(mid @ weights))
    return np.delete(mid, leader, axis=0) - mid[leader]


def _moves(
    favour: np.ndarray,
    weights: np.ndarray,
    cost: np.ndarray,
    at_least: float | None = None,
) -> OptimizeResult:
    """A linear programme over new weights w and what is added to each, u >= w - weights; what is moved is the sum of u."""
    count = len(weights)
    rows, ends = [np.hstack([np.eye(count), -np.eye(count)])], [weights]
    if at_least is not None:
        rows.append(np.append(-favour, np.zeros(count))[None])
        ends.append(np.array([-at_least]))
    whole = np.append(np.ones(count), np.zeros(count))[None]
    return linprog(cost, np.vstack(rows), np.concatenate(ends), whole, [1], (0, 1))
