"""Forecasts beside what happened: how the questions came out, one student's score, what honesty earns, a class's calibration."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ..kit import svg
from ..kit.palette import GREEN, GREY, INK, LINE, MUTED, ORANGE, PAPER, SKY, VERMILION
from ..kit.show import Picture, Table
from ..kit.sources import cited
from . import model as forecasts

_NOTE = "0 is perfect, 1 is the worst, and whoever always says 50 % gets 0.25 (Brier 1950, halved)."


def percent(chance: float) -> str:
    """A chance as people write it: 0.125 becomes 12.5 %."""
    return f"{chance * 100:.4g} %"


def outcomes(questions: pd.DataFrame, resolutions: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """The questions with how they came out, why, and from where."""
    both = questions.merge(resolutions, on="question_id", suffixes=("", "_of"))
    rows = both.assign(sources=[cited(sources, ids) for ids in both.source_ids], outcome=both.outcome.str.capitalize())[
        ["question_id", "question", "outcome", "evidence", "sources"]
    ]
    yes = int((both.outcome == "yes").sum())
    sentence = f"{len(both)} questions: {yes} came out yes, {len(both) - yes} no."
    return Table(rows.set_axis(["", "Question", "Came out", "Why", "Sources"], axis=1), sentence, "How they came out")


def score(scored: pd.DataFrame, whose: str, notes: tuple[str, ...] = ()) -> Picture:
    """Each forecast's penalty as a bar, beside the penalty of 50 %. ``whose`` begins the sentence: "Your forecasts"."""
    count = len(scored)
    figure = Figure(figsize=(8.6, 0.5 * count + 1.3), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(0, 1.12), ylim=(count - 0.4, -0.75))
    for y, row in enumerate(scored.itertuples()):
        worse = row.penalty > row.coin
        axes.barh(
            y, row.penalty, 0.55, color=VERMILION if worse else SKY, hatch="//" if worse else "", edgecolor=INK, lw=0.8
        )
        axes.text(row.penalty + 0.012, y, f"{row.penalty:.3f}", va="center", fontsize=9.5, color=INK, zorder=3)
    axes.axvline(forecasts.penalty(forecasts.COIN, True), color=INK, linestyle="--", linewidth=1.2, zorder=0)
    axes.text(0.25, -0.55, " always 50 %: 0.25", fontsize=9, color=INK, va="center")
    axes.set_yticks(
        range(count),
        [f"{r.question_id}: said {percent(r.chance)}, came out {_yes(r.happened)}" for r in scored.itertuples()],
        fontsize=9.5,
    )
    axes.set_xlabel("penalty (0 is perfect, 1 the worst; hatched: worse than 50 %)", fontsize=9)
    axes.tick_params(axis="x", labelsize=9)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right"]].set_visible(False)
    mean, better = forecasts.mean_penalty(scored), int((scored.penalty < scored.coin).sum())
    coin = float(scored.coin.mean())
    than = "lower (better) than" if mean < coin else "higher (worse) than" if mean > coin else "the same as"
    sentence = (
        f"{whose}: a mean Brier score of {mean:.3f}, {than} the {coin:.2f} of always saying 50 %. "
        f"{better} of {count} {'is' if better == 1 else 'are'} better than 50 %."
    )
    alt = f"A bar for each of {count} forecasts: its penalty, beside a line at 0.25, the penalty of saying 50 %."
    table = scored.assign(
        chance=scored.chance.map(percent),
        happened=scored.happened.map(_yes),
        penalty=scored.penalty.map("{:.3f}".format),
    )[["question_id", "chance", "happened", "penalty"]]
    table.columns = ["Question", "Chance given", "Came out", "Penalty"]
    return Picture(figure, alt, sentence, table, title="The score", notes=(_NOTE, *notes))


def sealings(found: list[forecasts.Standing]) -> Table:
    """Every sealing in the file, and which one counts."""
    rows = [
        (
            _when(s.sealed_at),
            ", ".join(f"{q} {percent(c)}" for q, c in s.chances.items()) or "none",
            s.standing.capitalize(),
        )
        for s in found
    ]
    late = sum(s.standing == forecasts.LATE for s in found)
    told = "One of them counts." if forecasts.counted(found) else "None of them counts."
    after = f" {late} came after the seal was broken." if late else ""
    sentence = f"{len(found)} sealing{'s' * (len(found) != 1)} in your answers file. {told}{after}"
    return Table(pd.DataFrame(rows, columns=["Sealed", "Chances", "Standing"]), sentence, "What you sealed, and when")


def _when(sealed_at: str) -> str:
    at = forecasts.moment(sealed_at)
    return f"{at:%Y-%m-%d %H:%M}" + (f" {at.tzname()}" if at.tzname() else "") if at else sealed_at


def _yes(happened: bool) -> str:
    return "yes" if happened else "no"


_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 352, 70, 736, 26, 276


def honest(believed: float, said: float) -> Picture:
    """The penalty to be expected at every chance that one may say, if ``believed`` is what one believes."""
    steps = [i / 50 for i in range(51)]
    curve = [(_x(s), _y(forecasts.expected_penalty(believed, s))) for s in steps]
    best, now = forecasts.expected_penalty(believed, believed), forecasts.expected_penalty(believed, said)
    body = []
    for i in range(6):
        at = i / 5
        body.append(svg.path([(_LEFT, _y(at)), (_RIGHT, _y(at))], stroke="#e1e4e8", stroke_width=1))
        body.append(svg.text(_LEFT - 10, _y(at) + 4, f"{at:.1f}", 12, text_anchor="end", fill=MUTED))
        body.append(svg.text(_x(at), _BOTTOM + 18, f"{at * 100:.0f}", 12, text_anchor="middle", fill=MUTED))
    body += [
        svg.text(_LEFT - 60, 14, "Penalty to be expected", 12.5, font_weight=600),
        svg.text((_LEFT + _RIGHT) / 2, _BOTTOM + 38, "What you say, in %", 12.5, text_anchor="middle", font_weight=600),
        svg.path(curve, fill="none", stroke=INK, stroke_width=2.5),
        svg.path(
            [(_x(believed), _y(best)), (_x(believed), _BOTTOM)], stroke=INK, stroke_width=1.2, stroke_dasharray="5 4"
        ),
        svg.path(_diamond(_x(believed), _y(best), 9), closed=True, fill=GREEN, stroke=INK, stroke_width=1.2),
        svg.element("circle", cx=_x(said), cy=_y(now), r=8, fill=ORANGE, stroke=INK, stroke_width=1.2),
        svg.path(_diamond(_LEFT + 20, _HEIGHT - 10, 7), closed=True, fill=GREEN, stroke=INK, stroke_width=1),
        svg.text(_LEFT + 34, _HEIGHT - 5, "you say what you believe", 12.5),
        svg.element("circle", cx=_LEFT + 250, cy=_HEIGHT - 10, r=6.5, fill=ORANGE, stroke=INK, stroke_width=1),
        svg.text(_LEFT + 264, _HEIGHT - 5, "what you say now", 12.5),
    ]
    alt = "A curve: the penalty to be expected for every chance that you may say. It is lowest where you say what you believe."
    cost = (
        "You say what you believe, and no other number would cost less."
        if abs(now - best) < 5e-7
        else f"That costs {now - best:.3f} more than the {best:.3f} of saying what you believe."
    )
    sentence = (
        f"You believe {percent(believed)} and say {percent(said)}: the penalty to be expected is {now:.3f}. {cost}"
    )
    table = pd.DataFrame(
        [(percent(s), f"{forecasts.expected_penalty(believed, s):.3f}") for s in steps[::5]],
        columns=["You say", f"Penalty to be expected, believing {percent(believed)}"],
    )
    drawing = svg.drawing(_WIDTH, _HEIGHT, *body, alt=alt)
    return Picture(drawing, alt, sentence, table, title="What honesty earns")


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _diamond(x: float, y: float, r: float) -> list[tuple[float, float]]:
    return [(x - r, y), (x, y - r), (x + r, y), (x, y + r)]


def calibration(scored: pd.DataFrame, bins: pd.DataFrame, remarks: list[str]) -> Picture:
    """A class's forecasts: for those near each chance, how many came out yes, with the number of forecasts beside each point."""
    figure = Figure(figsize=(8.6, 5.0), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1.2, zorder=0)
    axes.annotate("what is said comes true as often", (0.30, 0.30), (6, -16), textcoords="offset points", rotation=29,
                  rotation_mode="anchor", fontsize=9, color=MUTED)  # fmt: skip
    axes.plot(bins.said, bins.happened, color=LINE, linewidth=1, zorder=1)
    axes.scatter(bins.said, bins.happened, s=90, color=SKY, edgecolor=INK, zorder=2)
    for row in bins.itertuples():
        high = row.happened > 0.9
        axes.annotate(
            f"{row.forecasts} on {row.questions} question{'s' * (row.questions != 1)}",
            (row.said, row.happened),
            (0, -17 if high else 11),
            textcoords="offset points",
            ha="left" if row.said < 0.12 else "right" if row.said > 0.88 else "center",
            fontsize=9,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
            zorder=3,
        )
    axes.set(xlim=(-0.03, 1.03), ylim=(-0.05, 1.08))
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    axes.set_xticks(ticks, [f"{t:.0%}" for t in ticks], fontsize=9)
    axes.set_yticks(ticks, [f"{t:.0%}" for t in ticks], fontsize=9)
    axes.set_xlabel("the chance that was given (mean of each fifth of the scale)", fontsize=9.5)
    axes.set_ylabel("how many came out yes", fontsize=9.5)
    axes.spines[["top", "right"]].set_visible(False)
    people = int(scored.who.nunique())
    mean = forecasts.mean_penalty(scored)
    by_person = scored.groupby("who").penalty.mean()
    beaten = int((by_person < scored.coin.mean()).sum())
    sentence = (
        f"{len(scored)} forecasts by {people} {'person' if people == 1 else 'people'}: a mean Brier score of {mean:.3f}; "
        f"{beaten} of {people} did better than always saying 50 %."
    )
    alt = (
        "Points for forecasts in five fifths of the scale: across, the chance that was given; up, how many of them came out yes. "
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
    return Picture(figure, alt, sentence, table, title="A class and its chances", notes=(sure, note, *remarks))
