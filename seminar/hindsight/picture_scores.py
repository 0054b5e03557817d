"""An option's scores beside what was later seen of each interest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, INK, ORANGE, PAPER, SHADE, SKY
from ..kit.show import Picture
from ..kit.sources import cited, key_words
from ..kit.words import count, signed
from ..tables import HINDSIGHT, Package
from ..tradeoffs.assumptions import Assumptions, ground, saved_assumptions
from ..tradeoffs.model import HIGHEST, LOWEST, Scores
from . import model

_WIDTH, _ROW, _TOP, _BAR, _EDGE = (
    760,
    46,
    46,
    13,
    6,
)  # the least width, an interest, the scale's words, a bar, the margin
_NAME, _WORDS, _GAP = 13, 12.5, 26  # letters; beside the scale
_NOTHING = "nothing to compare"


@dataclass(frozen=True)
class SeenScene:
    """What is compared: the student's or the seminar's ``scores``, and what was seen of each interest from each date.

    ``options``, ``interests`` and ``tried`` map ids to words; ``option`` is the one shown first, ``remark`` says whose
    scores they are, and ``coded`` are the seminar's own.
    """

    scores: Scores
    coded: Scores
    own: bool
    remark: str
    option: str
    options: dict[str, str]
    interests: dict[str, str]
    tried: dict[str, str]
    seen: pd.DataFrame
    sources: pd.DataFrame

    @property
    def dates(self) -> list[str]:
        """The dates from which one can look back, in the order of the table."""
        return self.seen.seen_from.unique().tolist()

    def found(self, option: str, seen_from: str) -> pd.DataFrame:
        """One option's scores beside what was seen from one date."""
        return model.borne_out(model.option_scores(self.scores, option), self.seen[self.seen.seen_from == seen_from])

    @property
    def met_share(self) -> float:
        """The share of the seminar's own scores of the first option that meet what was seen, from the last date."""
        seen = self.seen[self.seen.seen_from == self.dates[-1]]
        return model.met_share(model.borne_out(model.option_scores(self.coded, self.option), seen))


def seen_scene(data: Package) -> SeenScene:
    """The scores in the student's file, or the seminar's where there is none or it cannot be used, beside what was seen."""
    given, options = ground(data), words(data, "options", "option_id", "label")
    try:
        mine = saved_assumptions(data)
        remark = _NO_FILE if mine is None else _own(mine, options[given.uncertain])
    except ValueError as error:
        mine, remark = None, f"{error} So these are the seminar's scores. Export yours again in lesson 5."
    seen, sources = data.rows("outcomes", HINDSIGHT), data.read("sources", HINDSIGHT)
    return SeenScene(
        scores=given.scores if mine is None else given.edited(mine),
        coded=given.scores,
        own=mine is not None,
        remark=remark,
        option=given.uncertain,
        options=options,
        interests=words(data, "criteria", "criterion_id", "short_label"),
        tried=dict(data.rows("tried", HINDSIGHT)[["option_id", "tried"]].itertuples(index=False, name=None)),
        seen=seen,
        sources=sources[
            sources.source_id.isin(set(seen.source_ids.explode()))
        ],  # only those needed, so that a choice is drawn at once
    )


def words(data: Package, table: str, key: str, column: str) -> dict[str, str]:
    """Two columns of a table as a mapping from ids to words."""
    return dict(data.rows(table)[[key, column]].itertuples(index=False, name=None))


_NO_FILE = (
    "There is no my_assumptions.json here, so these are the seminar's scores. "
    "To see your own, export them at the end of lesson 5, then run this cell again."
)


def _own(mine: Assumptions, uncertain: str) -> str:
    """What in the student's own file events can bear out, and what they cannot."""
    chance = (
        ""
        if mine.p is None
        else f" You gave “{uncertain}” a chance of {mine.p:.0%}: one case can neither confirm nor refute it, unless you said 0 or 100%."
    )
    return (
        f"These are your scores, from my_assumptions.json, with {count(len(mine.edits), 'score')} changed by you. "
        f"Your weights say what matters; no event can bear them out.{chance}"
    )


def evidence(scene: SeenScene, option: str, seen_from: str, interest: str) -> str:
    """What a finding on one interest rests on, with its sources, as HTML; empty text for no interest."""
    found = scene.found(option, seen_from)
    row = next(found[found.criterion_id == interest].itertuples(), None)
    if row is None:
        return ""
    told = f"{escape(row.evidence)} {cited(scene.sources, row.source_ids)}" if row.finding else ""
    return f"<strong>{escape(scene.interests[interest])}: {row.finding or _NOTHING}.</strong> {told}"


def borne_out(scene: SeenScene, option: str, seen_from: str, name: str, interest: str = "") -> Picture:
    """An option's scores beside what was seen, interest by interest; the one that is selected is framed.

    ``name`` must differ between two live ones on a page.
    """
    found = scene.found(option, seen_from)
    seen = found[found.finding != ""]
    meets, worse, better = (int((seen.finding == kind).sum()) for kind in (model.MEETS, model.WORSE, model.BETTER))
    counts = f"what was seen meets the range in {meets}, came out worse in {worse} and better in {better}"
    owner = "Your scores" if scene.own else "The seminar’s scores"
    sentence = (
        f"{owner} of “{scene.options[option]}” (tried: {scene.tried[option]}), seen from {seen_from}: "
        f"of {len(seen)} interests that can be compared, {counts}."
    )
    scale = f"from {signed(LOWEST)} to {signed(HIGHEST)}"
    alt = f"For each interest two bars on the scale {scale}: the range of the score, and under it the range of what was seen."
    note = "What was seen is a judgement of the seminar on the same scale, and says nothing of causes. A wide range meets almost anything."
    drawing = _draw(found, scene, f"what was seen, {seen_from}", name, alt, interest)
    table = _table(found, scene)
    return Picture(
        drawing,
        alt,
        sentence,
        table,
        title="Scores, and what was seen",
        notes=(note, key_words(scene.sources, found.source_ids)),
    )


def _draw(found: pd.DataFrame, scene: SeenScene, seen: str, name: str, alt: str, interest: str) -> str:
    """The bars as SVG: names at the left, the scale, and the finding at the right, each as wide as its words."""
    names = max(charts.text_width(scene.interests[i], _NAME, bold=True) for i in found.criterion_id)
    findings = max(charts.text_width(words, _WORDS) for words in (model.MEETS, model.WORSE, model.BETTER, _NOTHING))
    left = _EDGE + names + _GAP
    right = max(_WIDTH - _EDGE - findings - _GAP, left + 300)
    scale, width = charts.Scale(LOWEST, HIGHEST, left, right), right + _GAP + findings + _EDGE
    bottom = _TOP + _ROW * len(found)
    steps = range(LOWEST, HIGHEST + 1)
    body: list[Element] = [
        svg.element("defs", svg.hatch(f"{name}-seen", "rising", ORANGE)),
        *charts.grid(scale, steps, _TOP - 8, bottom, zero=0),
        *charts.ticks(scale, steps, _TOP - 16, [signed(step) for step in steps], _WORDS),
    ]
    fill = f"url(#{name}-seen)"
    for i, row in enumerate(found.itertuples()):
        y = _TOP + _ROW * i
        body.append(charts.line((0, y), (width, y), stroke=SHADE, stroke_width=1))
        chosen, finding = row.criterion_id == interest, row.finding or _NOTHING
        frame = {"stroke": BLUE, "stroke_width": 3} if chosen else {}
        held = svg.element(
            "g",
            charts.rect(2, y + 2, width - 4, _ROW - 4, fill=PAPER, fill_opacity=0, **frame),
            svg.text(_EDGE, y + 28, scene.interests[row.criterion_id], _NAME, font_weight=600),
            *_bars(scale, row, y, fill),
            svg.text(right + _GAP, y + 28, finding, _WORDS),
        )
        body.append(svg.pick(held, row.criterion_id, f"{scene.interests[row.criterion_id]}: {finding}", chosen))
    swatch = {"rx": 3, "stroke": INK, "stroke_width": 1}
    middle = charts.tick(13, 0, 10)
    entries = [
        ([charts.rect(0, -_BAR / 2, 26, _BAR, fill=SKY, **swatch), middle], "the score’s range and middle"),
        ([charts.rect(0, -_BAR / 2, 26, _BAR, fill=fill, **swatch)], seen),
    ]
    key, end = charts.key(entries, left, bottom + 30, width - left - _EDGE, _WORDS)
    return svg.drawing(width, end, *body, *key, alt=alt)


def _bars(scale: charts.Scale, row, y: float, seen: str) -> Iterator[Element]:
    """The score's range with its middle, and under it what was seen; a range of one value still has a width."""

    def bar(low: float, high: float, top: float, fill: str) -> Element:
        looks = {"rx": 3, "fill": fill, "stroke": INK, "stroke_width": 1}
        return charts.rect(scale(low) - 4, top, scale(high) - scale(low) + 8, _BAR, **looks)

    yield bar(row.low, row.high, y + 7, SKY)
    yield charts.tick(scale(row.mid), y + _BAR, 9)
    if row.finding:
        yield bar(row.seen_low, row.seen_high, y + 26, seen)


def _table(found: pd.DataFrame, scene: SeenScene) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Interest": found.criterion_id.map(scene.interests),
            "Score": [f"{r.low:g} to {r.high:g}, middle {r.mid:g}" for r in found.itertuples()],
            "Seen": [f"{r.seen_low:g} to {r.seen_high:g}" if r.finding else "" for r in found.itertuples()],
            "Finding": found.finding,
            "What it rests on": found.evidence,
            "Sources": [cited(scene.sources, ids) for ids in found.source_ids],
        }
    )
