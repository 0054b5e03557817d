"""What a class's surveys show, with intervals, and what they cannot show.

Items: the share that is right, and the correlation with the rest of the form (the corrected item-total correlation). Forms:
Kuder and Richardson's formula 20 (*Psychometrika* 2, 1937). Change: the normalised gain of the class (Hake, *American
Journal of Physics* 66, 1998), and the standardised mean difference by the average of the two standard deviations, with Hedges' correction
(Lakens, *Frontiers in Psychology* 4, 2013, there g_av). Intervals: the percentile bootstrap over students (Efron and Tibshirani,
*An Introduction to the Bootstrap*, 1993).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..kit.words import count
from .model import AFTER, BEFORE, FORMS

FEWEST = 5  # students: of fewer no figure is shown, since it could say something about one of them
DRAWS, SEED = 10_000, 20_201_016
CANNOT = (
    "There is no group that did not take the seminar: what else happened in these weeks is in the figures too.",
    "Those who answered chose to; those who dropped out are not in the pairs.",
    "Somebody who has met a kind of question does better the second time, even on another form.",
    "Twelve questions with three answers show what a student can tell apart, not what a student can do alone.",
)


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval: 19 of 20 such intervals hold the value that very many students would give."""

    value: float
    low: float
    high: float

    def words(self) -> str:
        """“0.42 (0.10 to 0.71)”; “not to be told” where there is nothing to compute."""
        if math.isnan(self.value):
            return "not to be told"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})".replace("-", "\N{MINUS SIGN}")


def numbers(sheets: pd.DataFrame) -> list:
    """The questions' numbers: the columns of :func:`model.collect` that hold marks."""
    return [column for column in sheets.columns if isinstance(column, int | np.integer)]


def items(sheets: pd.DataFrame) -> pd.DataFrame:
    """One row a question of a form, with ``form``, ``number``, ``n``, ``right`` (share) and ``with_rest`` (correlation, NaN if undefined).

    Both times count together: what is asked is how well the question works.
    """
    rows = []
    for form in FORMS:
        marks = sheets.loc[sheets.form == form, numbers(sheets)].astype(float)
        total = marks.sum(axis=1)
        for number in marks.columns:
            rest = total - marks[number]
            defined = len(marks) > 2 and marks[number].std() > 0 and rest.std() > 0
            r = float(np.corrcoef(marks[number], rest)[0, 1]) if defined else math.nan
            rows.append((form, number, len(marks), marks[number].mean(), r))
    return pd.DataFrame(rows, columns=["form", "number", "n", "right", "with_rest"])


def reliability(marks: pd.DataFrame) -> float:
    """KR-20 of marks, shape (students, questions), with the total's variance over n; NaN where all have the same total."""
    share, variance, many = marks.mean(), marks.sum(axis=1).var(ddof=0), marks.shape[1]
    if many < 2 or not variance > 0:
        return math.nan
    return float(many / (many - 1) * (1 - (share * (1 - share)).sum() / variance))


def pairs(sheets: pd.DataFrame) -> np.ndarray:
    """Points before and after of those who answered twice, shape (students, 2)."""
    total = sheets.assign(points=sheets[numbers(sheets)].sum(axis=1))
    wide = total.pivot(index="code", columns="when", values="points").reindex(columns=[BEFORE, AFTER]).dropna()
    return wide.to_numpy(float)


def gain(points: np.ndarray, most: int) -> np.ndarray:
    """Normalised gain of classes, shape (..., students, 2) -> (...): the part of what was missing that was gained. NaN where nothing was."""
    before, after = points[..., 0].mean(-1), points[..., 1].mean(-1)
    missing = most - before
    return np.divide(after - before, missing, out=np.full_like(missing, np.nan), where=missing > 0)


def effect(points: np.ndarray) -> np.ndarray:
    """Hedges' g_av of classes, shape (..., students, 2) -> (...). NaN where nobody differs from anybody."""
    many = points.shape[-2]
    spread = points.std(axis=-2, ddof=1).mean(-1)
    change = (points[..., 1] - points[..., 0]).mean(-1)
    d = np.divide(change, spread, out=np.full_like(spread, np.nan), where=spread > 0)
    return d * (1 - 3 / (4 * (many - 1) - 1))


def estimate(points: np.ndarray, of: Callable[[np.ndarray], np.ndarray]) -> Estimate:
    """A figure of these students with its 95% interval."""
    drawn = np.random.default_rng(SEED).integers(len(points), size=(DRAWS, len(points)))
    low, high = np.nanpercentile(of(points[drawn]), [2.5, 97.5])
    return Estimate(float(of(points)), float(low), float(high))


def page(sheets: pd.DataFrame, questions: pd.DataFrame, refused: list[str]) -> str:
    """The figures of one class as Markdown, ready for ``docs/evidence.md``."""
    points, most = pairs(sheets), questions.number.nunique()
    students = sheets.code.nunique()
    lines = [
        f"{count(students, 'student')} answered, {len(points)} of them before and after. A form has {most} questions."
    ]
    if len(points) < FEWEST:
        lines.append(f"No change is shown for fewer than {FEWEST} who answered twice.")
    else:
        before, after = points.mean(axis=0)
        lines += [
            f"Before {before:.1f} right, after {after:.1f}, of {most}.",
            f"Normalised gain of the class: {estimate(points, lambda p: gain(p, most)).words()}.",
            f"Effect size (Hedges' g, by the average spread): {estimate(points, effect).words()}.",
        ]
    first = sheets[sheets.when == BEFORE]
    sides = {form: first.loc[first.form == form, numbers(sheets)] for form in FORMS}
    if min(map(len, sides.values())) >= FEWEST:
        means = [f"form {form} {marks.sum(axis=1).mean():.1f}" for form, marks in sides.items()]
        lines.append(
            f"Before the seminar: {' and '.join(means)} of {most} on average; far apart, the forms are not parallel."
        )
    text = "\n\n".join(lines)
    if students >= FEWEST:
        text += f"\n\n{_table(items(sheets), questions)}\n\n{_forms(sheets)}"
    text += "\n\nWhat this cannot show:\n\n" + "\n".join(f"- {words}" for words in CANNOT)
    return text + ("\n\nLeft out:\n\n" + "\n".join(f"- {words}" for words in refused) if refused else "") + "\n"


def _table(found: pd.DataFrame, questions: pd.DataFrame) -> str:
    skill = questions.drop_duplicates("number").set_index("number").skill
    rows = [
        "| Form | Question | Skill | Answered | Right | With the rest |",
        "| --- | ---: | --- | ---: | ---: | ---: |",
    ]
    for row in found[found.n > 0].itertuples():
        r = "" if math.isnan(row.with_rest) else f"{row.with_rest:.2f}".replace("-", "\N{MINUS SIGN}")
        rows.append(f"| {row.form} | {row.number} | {skill[row.number]} | {row.n} | {row.right:.0%} | {r} |")
    return "\n".join(rows)


def _forms(sheets: pd.DataFrame) -> str:
    found = {form: reliability(sheets.loc[sheets.form == form, numbers(sheets)]) for form in FORMS}
    said = [f"form {form} {value:.2f}" for form, value in found.items() if not math.isnan(value)]
    return f"Reliability (KR-20): {', '.join(said) or 'not to be told'}."
