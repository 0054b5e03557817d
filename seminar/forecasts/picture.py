"""Forecasts beside what happened: how the questions came out, one student's score, what honesty earns, a class's calibration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import GREEN, GREY, INK, LINE, MUTED, ORANGE, PAPER, SKY, VERMILION
from ..kit.show import Picture, Table
from ..kit.sources import cited, key_words
from ..kit.words import count, verb
from . import model

_NOTE = "0 is perfect, 1 is the worst, and always saying 50% gets 0.25 (Brier 1950, halved)."
_FIFTHS = (0, 0.2, 0.4, 0.6, 0.8, 1)
_TITLES = {"fontsize": 9.5}  # of an axis
_NEAR_AN_EDGE = 0.12  # a point this near has its words on its inner side


def percent(chance: float) -> str:
    """A chance as people write it: 0.125 becomes 12.5%."""
    return f"{chance * 100:.4g}%"


def _yes(happened: bool) -> str:
    return "yes" if happened else "no"


# How the questions came out, and what was sealed


def outcomes(questions: pd.DataFrame, resolutions: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """The questions with how they came out, why, and the sources."""
    both = questions.merge(resolutions, on="question_id", suffixes=("", "_of"))
    rows = both.assign(sources=[cited(sources, ids) for ids in both.source_ids], outcome=both.outcome.str.capitalize())[
        ["question_id", "question", "outcome", "evidence", "sources"]
    ]
    yes = int((both.outcome == "yes").sum())
    sentence = f"{count(len(both), 'question')}: {yes} came out yes, {len(both) - yes} no."
    heads, notes = ["", "Question", "Came out", "Why", "Sources"], (key_words(sources, both.source_ids),)
    return Table(rows.set_axis(heads, axis=1), sentence, "How they came out", notes)


def sealings(found: Sequence[model.Sealing]) -> Table:
    """Every sealing in the file, and which one counts."""
    rows = [(_when(s.sealed_at), _chances(s.chances), s.standing.capitalize()) for s in found]
    late = sum(s.standing == model.LATE for s in found)
    which = "One of them counts." if model.counted(found) else "None of them counts."
    after = f" {late} came after the seal was broken." if late else ""
    sentence = f"{count(len(found), 'sealing')} in your answers file. {which}{after}"
    return Table(pd.DataFrame(rows, columns=["Sealed", "Chances", "Standing"]), sentence, "What you sealed, and when")


def no_sealings(why: str) -> Table:
    """What is shown in place of the sealings if the answers file cannot be used; ``why`` is a sentence."""
    return Table(_happened([why]), "Your answers file cannot be used.", "What you sealed")


def _chances(chances: dict[str, float]) -> str:
    return ", ".join(f"{q} {percent(c)}" for q, c in chances.items()) or "none"


def _when(sealed_at: str) -> str:
    at = model.moment(sealed_at)
    return f"{at:%Y-%m-%d %H:%M}" + (f" {at.tzname()}" if at.tzname() else "") if at else sealed_at


def _happened(sentences: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({"What happened": list(sentences)})


# One student's score


def score(scored: pd.DataFrame, whose: str, notes: tuple[str, ...] = ()) -> Picture:
    """Each forecast's penalty as a bar, beside the penalty of 50%. ``whose`` begins the sentence: "Your forecasts"."""
    mean, better = model.mean_penalty(scored), int((scored.penalty < scored.coin).sum())
    coin = float(scored.coin.mean())
    than = "lower (better) than" if mean < coin else "higher (worse) than" if mean > coin else "the same as"
    sentence = (
        f"{whose}: a mean Brier score of {mean:.3f}, {than} the {coin:.2f} of always saying 50%. "
        f"{better} of {len(scored)} {verb(better)} better than 50%."
    )
    alt = f"A bar for each of {len(scored)} forecasts: its penalty, beside a line at 0.25, the penalty of saying 50%."
    table = scored.assign(
        chance=scored.chance.map(percent),
        happened=scored.happened.map(_yes),
        penalty=scored.penalty.map("{:.3f}".format),
    )[["question_id", "chance", "happened", "penalty"]]
    table.columns = ["Question", "Chance given", "Came out", "Penalty"]
    return Picture(_score_bars(scored), alt, sentence, table, title="The score", notes=(_NOTE, *notes))


@charts.still
def _score_bars(scored: pd.DataFrame) -> Any:
    """A matplotlib figure with a bar for each row, hatched where it is worse than saying 50%."""
    many, coin = len(scored), model.penalty(model.COIN, True)
    figure = charts.figure(8.6, 0.5 * many + 1.3)
    axes: Any = figure.add_subplot()
    axes.set(xlim=(0, 1.12), ylim=(many - 0.4, -0.75))
    for y, row in enumerate(scored.itertuples()):
        worse = row.penalty > row.coin
        looks = {"color": VERMILION, "hatch": "//", "hatch_linewidth": 0.35} if worse else {"color": SKY}
        axes.barh(y, row.penalty, 0.55, edgecolor=INK, lw=0.8, **looks)
        axes.text(row.penalty + 0.012, y, f"{row.penalty:.3f}", va="center", fontsize=9.5, color=INK, zorder=3)
    axes.axvline(coin, color=INK, linestyle="--", linewidth=1.2, zorder=0)
    axes.text(coin, -0.55, f" always 50%: {coin:g}", fontsize=9, color=INK, va="center")
    told = [f"{r.question_id}: said {percent(r.chance)}, came out {_yes(r.happened)}" for r in scored.itertuples()]
    axes.set_yticks(range(many), told, fontsize=9.5)
    axes.set_xlabel("penalty (0 is perfect, 1 the worst; hatched: worse than 50%)", fontsize=9)
    axes.tick_params(axis="x", labelsize=9)
    axes.tick_params(axis="y", length=0)
    charts.bare(axes, "top", "right")
    return figure


# What honesty earns

_WIDTH, _HEIGHT = 760, 352
_PLOT = (70.0, 26.0, 736.0, 276.0)  # left, top, right and bottom of the plot
_HONEST, _PRESENT = ({"fill": fill, "stroke": INK, "stroke_width": 1.2} for fill in (GREEN, ORANGE))
STEP = 5  # per cent from one chance that can be set to the next


def honest(believed: float, said: float) -> Picture:
    """The expected penalty for every chance that you may say, if you believe ``believed``."""
    best, now = model.expected_penalty(believed, believed), model.expected_penalty(believed, said)
    alt = (
        "A curve: the expected penalty for every chance that you may say. It is lowest where you say what you believe."
    )
    cost = (
        "You say what you believe, and no other number would cost less."
        if abs(now - best) < 5e-7
        else f"That costs {now - best:.3f} more than the {best:.3f} of saying what you believe."
    )
    sentence = f"You believe {percent(believed)} and say {percent(said)}: the expected penalty is {now:.3f}. {cost}"
    tenths = [i / 10 for i in range(11)]
    table = pd.DataFrame(
        [(percent(s), f"{model.expected_penalty(believed, s):.3f}") for s in tenths],
        columns=["You say", f"Expected penalty, believing {percent(believed)}"],
    )
    drawing = svg.drawing(_WIDTH, _HEIGHT, *_curve(believed, said), alt=alt)
    return Picture(drawing, alt, sentence, table, title="What honesty earns")


def _curve(believed: float, said: float) -> list[Element]:
    """The expected penalty over what is said, the place of the honest answer, and that of the present one."""
    left, top, right, bottom = _PLOT
    x, y = charts.Scale(0, 1, left, right), charts.Scale(0, 1, bottom, top)
    steps = [i / 50 for i in range(51)]
    best, now = (y(model.expected_penalty(believed, s)) for s in (believed, said))
    diamond, circle = charts.diamond(x(believed), best, 10, **_HONEST), charts.circle(x(said), now, 9, **_PRESENT)
    held = (
        (charts.grip(diamond, x(believed), best), "believed", "You believe", believed, best),
        (charts.grip(circle, x(said), now), "said", "You say", said, now),
    )
    entries = [
        ([charts.diamond(13, 0, 7, **_HONEST)], "you say what you believe"),
        ([charts.circle(13, 0, 6.5, **_PRESENT)], "what you say now"),
    ]
    return [
        *_ground(x, y),
        charts.line(*((x(s), y(model.expected_penalty(believed, s))) for s in steps), stroke_width=2.5),
        charts.line((x(believed), best), (x(believed), bottom), stroke_width=1.2, stroke_dasharray="5 4"),
        *(
            svg.handle(
                mark,
                name,
                words,
                chance * 100,
                (0, 100, STEP),
                (x.start, height, x.end, height),
                f"{words} {percent(chance)}",
            )
            for mark, name, words, chance, height in held
        ),
        *charts.key(entries, left, _HEIGHT - 10, right - left, 12.5)[0],
    ]


def _ground(x: charts.Scale, y: charts.Scale) -> list[Element]:
    """The axes: horizontal lines with their penalties, chances in per cent, and what each axis shows."""
    parts = []
    for at in _FIFTHS:
        parts.append(charts.line((x.start, y(at)), (x.end, y(at)), stroke="#e1e4e8", stroke_width=1))
        parts.append(svg.text(x.start - 10, y(at) + 4, f"{at:.1f}", 12, text_anchor="end", fill=MUTED))
        parts.append(svg.text(x(at), y.start + 18, f"{at * 100:.0f}", 12, text_anchor="middle", fill=MUTED))
    across = svg.text(x(0.5), y.start + 38, "What you say, in %", 12.5, text_anchor="middle", font_weight=600)
    return [*parts, svg.text(10, 14, "Expected penalty", 12.5, font_weight=600), across]


# A class


def calibration(scored: pd.DataFrame, bins: pd.DataFrame, remarks: list[str]) -> Picture:
    """A class's forecasts: for those near each chance, how many came out yes, with the number of forecasts beside each point."""
    by_person = scored.groupby("who").penalty.mean()
    people, beaten = len(by_person), int((by_person < scored.coin.mean()).sum())
    sentence = (
        f"{count(len(scored), 'forecast')} by {count(people, 'person', 'people')}: "
        f"a mean Brier score of {model.mean_penalty(scored):.3f}; {beaten} of {people} did better than always saying 50%."
    )
    alt = (
        "Points for the forecasts in each fifth of the scale: across, the chance that was given; up, how many of them came out yes. "
        "On the dashed diagonal the two are equal."
    )
    table = pd.DataFrame(
        {
            "Chances from": bins.low.map(percent),
            "to": bins.high.map(percent),
            "Mean chance": bins.said.map("{:.0%}".format),
            "Came out yes": bins.happened.map("{:.0%}".format),
            "Forecasts": bins.forecasts,
            "Questions": bins.questions,
        }
    )
    events = scored.question_id.nunique()
    note = (
        f"All forecasts are of {'one event' if events == 1 else f'the same {events} events'}. They come out together, "
        "so many students are no more evidence than one on how events go."
    )
    sure = "Points above the dashed line on the left and below it on the right are those of people surer than they should be."
    return Picture(_points(bins), alt, sentence, table, title="A class and its chances", notes=(sure, note, *remarks))


def no_class(remarks: Sequence[str], folder: str) -> Table:
    """What is shown for a class of which no forecast counts: why, file by file."""
    missing = f"There is no file ending in .json in {folder}/. Collect the class's answers files there."
    return Table(
        _happened(remarks or [missing]), "No forecasts could be read, so there is no picture yet.", "The class"
    )


@charts.still
def _points(bins: pd.DataFrame) -> Any:
    """A matplotlib figure with a point for each bin, and the diagonal on which chances come true as often as they say."""
    figure = charts.figure(8.6, 5.0)
    axes: Any = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1.2, zorder=0)
    diagonal = {"rotation": 45, "rotation_mode": "anchor", "transform_rotates_text": True}
    axes.text(0.32, 0.27, "what is said comes true as often", va="top", fontsize=9, color=MUTED, **diagonal)
    axes.plot(bins.said, bins.happened, color=LINE, linewidth=1, zorder=1)
    axes.scatter(bins.said, bins.happened, s=90, color=SKY, edgecolor=INK, zorder=2)
    for row in bins.itertuples():
        inwards = "left" if row.said < _NEAR_AN_EDGE else "right" if row.said > 1 - _NEAR_AN_EDGE else "center"
        axes.annotate(
            f"{row.forecasts} on {count(row.questions, 'question')}",
            (row.said, row.happened),
            (0, -17 if row.happened > 0.9 else 11),
            textcoords="offset points",
            ha=inwards,
            fontsize=9,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
            zorder=3,
        )
    axes.set(xlim=(-0.03, 1.03), ylim=(-0.05, 1.08))
    for put in (axes.set_xticks, axes.set_yticks):
        put(_FIFTHS, [f"{t:.0%}" for t in _FIFTHS], fontsize=9)
    axes.set_xlabel("the chance that was given (mean of each fifth of the scale)", **_TITLES)
    axes.set_ylabel("how many came out yes", **_TITLES)
    charts.bare(axes, "top", "right")
    return figure
