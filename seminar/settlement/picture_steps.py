"""The districts' staged return under each paper, as steps."""

from __future__ import annotations

import pandas as pd

from ..kit import charts
from ..kit.palette import GREY, INK, LINE, PAPER, SKY
from ..kit.show import Picture
from ..kit.words import listed, verb
from . import model
from .picture_cells import STAGES

_WIDTH, _ROW, _AROUND = 8.6, 2.35, 0.5  # inches: the figure, a row of panels, what is below them
_ACROSS = 4  # panels in a row
_NAMES = 9  # papers named in the panel of those that give no stage
_TICKS = 8  # numbers on the axis of districts, at most


@charts.still
def steps(stages: pd.DataFrame, proposals: pd.DataFrame, districts: pd.DataFrame) -> Picture:
    """How many districts are back by each stage under each paper, as steps; what is unclear is a hatched range."""
    names = dict(zip(proposals.proposal_id, proposals.short_name, strict=True))
    places = dict(zip(districts.district_id, districts["name"], strict=True))
    vague = stages.index[(stages == model.UNCLEAR).all(axis=1)].tolist()
    drawn, count = [p for p in stages.index if p not in vague], stages.shape[1]
    alt = (
        f"A staircase for each of {len(drawn)} papers: how many of the {count} districts are back now, later and with final status, "
        f"with a hatched range for districts whose stage is unclear. {len(vague)} further papers give no stage for any district."
    )
    table = stages.rename(columns=places).map(lambda s: STAGES[s].label)
    table.insert(0, "Paper", [names[p] for p in stages.index])
    return Picture(
        _drawn(stages, {p: names[p] for p in drawn}, [names[p] for p in vague]),
        alt,
        _sentence(stages, names, len(drawn)),
        table,
        title="The districts' staged return under each paper",
    )


def _drawn(stages: pd.DataFrame, drawn: dict[str, str], vague: list[str]):
    """A panel for each paper that gives a stage, and one that names the others."""
    climbed = model.steps(stages)
    down = -(-(len(drawn) + bool(vague)) // _ACROSS)
    figure = charts.figure(_WIDTH, _ROW * down + _AROUND)
    panels = figure.subplots(down, _ACROSS, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, (proposal, name) in zip(panels, drawn.items(), strict=False):
        _staircase(panel, climbed[climbed.proposal_id == proposal], stages.shape[1])
        panel.set_title(name, fontsize=9.5, color=INK)
    for panel in panels[len(drawn) :]:
        panel.axis("off")
    if vague:
        _staircase_of_none(panels[len(drawn)], vague)
    for panel in panels[: len(drawn) : _ACROSS]:
        panel.set_ylabel("Districts back", fontsize=9)
    figure.supxlabel(
        "Filled: back by this stage under the plan. Hatched, with “?”: unclear, may be back by then, or later, or never.",
        fontsize=9,
        color=INK,
    )
    return figure


def _sentence(stages: pd.DataFrame, names: dict[str, str], drawn: int) -> str:
    whole = [names[p] for p in stages.index if not (stages.loc[p] == model.UNCLEAR).any()]
    tied = int((stages == "with_status").any(axis=1).sum())
    return (
        f"{drawn} of {len(stages)} papers give a stage for at least one district; {listed(whole) or 'none'} "
        f"{verb(len(whole), 'gives', 'give')} one for all {stages.shape[1]}. "
        f"In {tied or 'none'} of them is a district tied to the decision on final status, as far as the texts were read."
    )


def _staircase(panel, climbed: pd.DataFrame, count: int) -> None:
    edges = [x for i in range(len(climbed)) for x in (i, i + 1)]
    low, high = ([v for v in climbed[column] for _ in range(2)] for column in ("at_least", "at_most"))
    panel.fill_between(edges, 0, low, facecolor=SKY, edgecolor=INK, linewidth=0.8)
    if high != low:
        panel.fill_between(edges, low, high, facecolor=PAPER, edgecolor=GREY, hatch="//", linewidth=0.8)
    for i, (least, most) in enumerate(zip(climbed.at_least, climbed.at_most, strict=True)):
        words = f"{least}" if least == most else f"{least}–{most}?"
        panel.text(i + 0.5, most + 0.035 * count, words, ha="center", va="bottom", fontsize=9, color=INK)
    marks = range(0, count + 1, -(-count // _TICKS))
    panel.set(xlim=(0, len(climbed)), ylim=(0, 1.23 * count), yticks=marks)
    stages = [STAGES[stage].label.lower().replace(" ", "\n") for stage in climbed.stage]
    panel.set_xticks([i + 0.5 for i in range(len(climbed))], stages, fontsize=8.5)
    panel.tick_params(labelsize=8.5, labelbottom=True, length=2, color=LINE)
    charts.bare(panel, "top", "right")


def _staircase_of_none(panel, names: list[str]) -> None:
    rest = len(names) - _NAMES
    lines = names[:_NAMES] + [f"and {rest} more"] * (rest > 0)
    looks = {"transform": panel.transAxes, "va": "top", "color": INK}
    panel.text(0.0, 1.0, "No stage is given for\nany district in:", fontsize=9, **looks)
    panel.text(0.0, 0.78, "\n".join(lines), fontsize=8.5, linespacing=1.25, **looks)
