"""Looking back: the timeline after the article, the last paper point by point, the predictions, and scores beside what was seen."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..forecasts.picture import percent
from ..history import model as history_model
from ..history.picture import Chart, _event_table, long_day, phase_words
from ..kit import svg
from ..kit.palette import INK, LINE, MUTED, ORANGE, PALE_SKY, SKY, VERDICTS, YELLOW
from ..kit.show import Html, Picture, Table, cell_text
from ..kit.sources import cited, source_list
from . import model as hindsight


class LaterChart(Chart):
    """The frame of the timeline after the article: its periods last a month to three years, and none of its events is in the article."""

    def _scales(self) -> list[Element]:
        parts = []
        for period in self.periods:
            middle = (period.left + period.right) / 2
            line = [(period.left, self.bottom), (period.right, self.bottom)]
            parts.append(svg.text(middle, 16, period.label, 11.5, text_anchor="middle", font_weight=600))
            parts.append(svg.path(line, stroke=INK, stroke_width=1))
            for day, words in _later_ticks(period.first, period.last):
                x = period.x(day)
                parts.append(svg.path([(x, 32), (x, self.bottom + 4)], stroke=LINE, stroke_width=0.5))
                if x + 6.8 * len(words) <= period.right:
                    parts.append(svg.text(x, self.bottom + 17, words, 11, fill=MUTED))
        return parts

    def _key(self, ghost: str) -> list[Element]:
        y, looks = self.height - 16, {"stroke": INK, "stroke_width": 1.0}
        parts = [
            svg.element("circle", cx=14, cy=y - 4, r=8, fill=PALE_SKY, **looks),
            svg.text(28, y, "confirmed", 12),
            svg.path(_diamond(114, y - 4, 9), closed=True, fill=YELLOW, **looks),
            svg.text(129, y, "contested", 12),
            svg.path([(212, y - 4), (240, y - 4)], stroke=INK, stroke_width=3),
            svg.text(248, y, "it lasted until there", 12),
        ]
        if ghost:
            parts += [svg.element("circle", cx=402, cy=y - 4, r=3, fill=LINE), svg.text(412, y, ghost, 12)]
        return parts


def _later_ticks(first: pd.Timestamp, last: pd.Timestamp) -> list[tuple[pd.Timestamp, str]]:
    """A few days under a period with their words: days in a period of weeks, else the half-years."""
    if (last - first).days <= 45:
        return [(day, f"{day.day} {day:%b}") for day in pd.date_range(first, last, freq="7D")]
    halves = [day for day in pd.date_range(first, last, freq="MS") if day.month in (1, 7)]
    few = (last - first).days <= 450
    return [(d, f"{d:%b %Y}" if few else str(d.year)) for d in halves if few or d.month == 1]


def timeline(chart: Chart, chosen: pd.DataFrame, who: str) -> Picture:
    """The events after the article: ``chosen`` as marks, the others as dots; ``who`` names the actor, empty for all."""
    shown = set(chosen.event_id)
    first, last = chart.periods[0].first, chart.periods[-1].last
    alt = (
        f"A timeline of {len(chart.events)} events from {long_day(first)} to {long_day(last)}, in lanes by kind: {', '.join(chart.kinds)}. "
        "Each period has a scale of its own."
    )
    disputed = int((chosen.certainty == "contested").sum())
    early = chart.periods[0]
    inside = int((chosen["first"] <= early.last).sum())
    whose = f" with {who}" if who else ""
    sentence = (
        f"{len(chosen)} of {len(chart.events)} events{whose}; {inside} of them by {long_day(early.last)}, "
        f"{disputed} contested."
    )
    drawing = chart.draw(shown, set(chart.events.event_id) - shown, None, "another actor’s", alt)
    table = _event_table(chart, chosen).drop(columns="Article")
    return Picture(drawing, alt, sentence, table, title="After the article")


# --- the last paper ---


def statement(
    points: pd.DataFrame, answered: pd.DataFrame, beside: dict[str, str], name: str, text: str, sources: pd.DataFrame
) -> Table:
    """The paper ``text`` point by point; beside each point what the paper ``name`` says on its questions (``beside``: question -> words)."""
    labels = dict(zip(answered.element_id, answered.label.str.split(":").str[0], strict=True))

    def other(elements) -> Html:
        return Html("<br>".join(f"<em>{escape(labels[e])}:</em> {escape(beside[e])}" for e in elements))

    rows = [
        (f"Point {p.point}", p.gist, other(p.element_ids), cited(sources, p.source_ids)) for p in points.itertuples()
    ]
    bare = answered.element_id[~answered.points.map(bool)].tolist()
    rows += [("No point", f"Nothing on: {labels[e].lower()}.", other([e]), "") for e in bare]
    sentence = (
        f"{text} has {len(points)} points. They bear on {len(answered) - len(bare)} of {len(answered)} questions; it says nothing on "
        f"{_and([labels[e].lower() for e in bare])}."
    )
    return Table(
        pd.DataFrame(rows, columns=["", "What it says, in our words", f"{name} on the same question", "Sources"]),
        sentence,
        f"{text}, beside {name}",
    )


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]])) or "nothing that was asked"


# --- the predictions ---


def verdicts(found: pd.DataFrame) -> Picture:
    """Every prediction in the column of its verdict, with the verdict's letter."""
    counts = hindsight.tally(found)
    rows = found.sort_values("verdict", key=lambda v: v.map(hindsight.VERDICTS.index), kind="stable")
    figure = Figure(figsize=(8.6, 0.33 * len(rows) + 0.95), layout="constrained")
    axes = figure.add_subplot()
    left, step = 11.0, 1.75
    axes.set(xlim=(0, left + step * 4 + 0.1), ylim=(len(rows) - 0.4, -1.6))
    axes.axis("off")
    for i, verdict in enumerate(hindsight.VERDICTS):
        x = left + step * (i + 0.5)
        axes.text(x, -0.95, f"{VERDICTS[verdict].label}\n{counts[verdict]}", fontsize=9, ha="center", weight="bold")
        if i % 2 == 0:
            axes.add_patch(Rectangle((x - step / 2, -0.6), step, len(rows) + 0.1, color="#f6f8fa", zorder=0))
    for y, row in enumerate(rows.itertuples()):
        mark = VERDICTS[row.verdict]
        x = left + step * (hindsight.VERDICTS.index(row.verdict) + 0.5)
        axes.axhline(y + 0.5, color="#e1e4e8", linewidth=0.6, zorder=0)
        axes.text(0, y, f"{row.claim_id}  {row.label}", fontsize=8.8, color=INK, va="center")
        axes.add_patch(
            Rectangle(
                (x - 0.34, y - 0.34), 0.68, 0.68, facecolor=mark.fill, edgecolor=INK, hatch=mark.hatch, linewidth=0.8
            )
        )
        axes.text(x, y, mark.label[0], fontsize=9.5, ha="center", va="center", color=mark.ink, weight="bold",
                  bbox={"facecolor": mark.fill, "edgecolor": "none", "pad": 1.0})  # fmt: skip
    told = ", ".join(f"{n} {v}" for v, n in counts.items())
    sentence = f"Of {len(rows)} predictions: {told}. Untestable means that the condition was never met."
    alt = (
        "The article's predictions as rows, each with a square in one of four columns: held, mixed, failed, untestable."
    )
    table = rows.assign(verdict=rows.verdict.str.capitalize())[
        ["claim_id", "claim", "paragraphs", "verdict", "evidence"]
    ]
    table.columns = ["Claim", "In our words", "Paragraph", "Verdict", "Evidence"]
    return Picture(figure, alt, sentence, table, title="The article’s predictions, looking back")


def prediction_card(row, sources: pd.DataFrame) -> str:
    """One prediction: what it says, what could be said on the day, what can be said now, as HTML. ``sources`` are those of its row."""
    lines = [
        (f"{row.claim_id} ({cell_text(row.paragraphs)})", row.claim),
        ("On the day", row.evidence_then),
        (f"Looking back: {row.verdict}", row.evidence),
    ]
    items = "".join(f'<p style="margin:0.3em 0"><strong>{escape(k)}.</strong> {escape(v)}</p>' for k, v in lines)
    return items + source_list(sources)


def unforeseen(rows: pd.DataFrame, events: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """What came and is not in the article, beside the nearest that the article says."""
    by_id = events.set_index("event_id")
    made = []
    for row in rows.itertuples():
        told = [by_id.loc[e] for e in row.event_ids]
        happened = "<br>".join(f"{escape(e.date)}: {escape(e.title)}{_doubt(e)}" for e in told)
        named = tuple(dict.fromkeys(s for e in told for s in e.source_ids))[:3]
        made.append((row.label, Html(happened), row.beside_the_article, cited(sources, named)))
    bare = int((~rows.paragraphs.map(bool)).sum())
    sentence = f"{len(made)} turns that the article does not have; for {bare} of them no paragraph comes near."
    heads = ["What came", "Events", "Beside the article", "Sources (three at most)"]
    return Table(pd.DataFrame(made, columns=heads), sentence, "What the article does not have")


def _doubt(event) -> str:
    return " (contested)" if event.certainty == "contested" else ""


def dead(casualties: pd.DataFrame, phase: str, sources: pd.DataFrame) -> Table:
    """The latest count of each thing that was counted, who counts, and no total."""
    last = history_model.latest(history_model.counts(casualties, phase))
    rows = [
        (
            r.metric.replace(" - ", ": "),
            history_model.worded(r.value_low, r.value_high),
            r.as_of,
            f"{r.reported_by}{'. ' + r.note if r.note else ''}",
            cited(sources, r.source_ids),
        )
        for r in last.itertuples()
    ]
    both = int(last.group.eq("both").sum())
    sentence = (
        f"{len(rows)} things are counted, each here with its latest figure. {both} take soldiers and civilians together, "
        "so they cannot be set beside a count of soldiers. Nothing is added up."
    )
    heads = ["What is counted", "Number", "Up to", "Who counts", "Sources"]
    return Table(pd.DataFrame(rows, columns=heads), sentence, f"The dead, counted later: {phase_words(phase)}")


# --- memory, and scores beside what was seen ---

_WIDTH, _ROW = 760, 44
_LEFT, _RIGHT, _TOP = 90, 690, 46


def memory(moved: pd.DataFrame) -> Picture:
    """What was sealed and what is remembered, a line a question; the end of the scale that came out is marked."""
    bottom = _TOP + _ROW * len(moved)
    height = bottom + 66
    body = []
    for i in range(6):
        x = _along(i / 5)
        body.append(svg.path([(x, _TOP - 8), (x, bottom)], stroke="#e1e4e8", stroke_width=1))
        body.append(svg.text(x, _TOP - 16, f"{i * 20} %", 12, text_anchor="middle", fill=MUTED))
    for i, row in enumerate(moved.itertuples()):
        y = _TOP + _ROW * (i + 0.5)
        end = _along(1.0 if row.happened else 0.0)
        body.append(svg.text(20, y + 5, row.question_id, 14, font_weight=600))
        body.append(svg.text(_RIGHT + 22, y + 5, "yes" if row.happened else "no", 13))
        body.append(svg.path([(end, y - 14), (end, y + 14)], stroke=INK, stroke_width=4))
        body.append(svg.path([(_along(row.sealed), y), (_along(row.remembered), y)], stroke=LINE, stroke_width=3))
        body.append(svg.element("circle", cx=_along(row.sealed), cy=y, r=8, fill=SKY, stroke=INK, stroke_width=1.2))
        body.append(
            svg.path(_diamond(_along(row.remembered), y, 7), closed=True, fill=ORANGE, stroke=INK, stroke_width=1.2)
        )
    y = bottom + 34
    body += [
        svg.element("circle", cx=_LEFT + 8, cy=y - 4, r=7, fill=SKY, stroke=INK, stroke_width=1),
        svg.text(_LEFT + 22, y, "sealed", 12.5),
        svg.path(_diamond(_LEFT + 110, y - 4, 7), closed=True, fill=ORANGE, stroke=INK, stroke_width=1),
        svg.text(_LEFT + 124, y, "remembered", 12.5),
        svg.path([(_LEFT + 238, y - 14), (_LEFT + 238, y + 6)], stroke=INK, stroke_width=4),
        svg.text(_LEFT + 250, y, "what happened: 100 % for yes, 0 % for no", 12.5),
    ]
    alt = "A line for each question, from the chance that was sealed to the chance that is remembered, with what happened marked."
    mean = float(moved.moved.mean())
    towards = int((moved.moved > 0).sum())
    way = "towards what happened" if mean > 0 else "away from what happened" if mean < 0 else "neither way"
    size = f"by {abs(mean) * 100:.1f} points " if mean else ""
    sentence = f"On average your memory moved {size}{way}; {towards} of {len(moved)} moved towards it."
    table = pd.DataFrame(
        {
            "Question": moved.question_id,
            "Sealed": moved.sealed.map(percent),
            "Remembered": moved.remembered.map(percent),
            "Came out": ["yes" if h else "no" for h in moved.happened],
            "Towards it, in points": [f"{m * 100:+.4g}" for m in moved.moved],
        }
    )
    return Picture(svg.drawing(_WIDTH, height, *body, alt=alt), alt, sentence, table, title="Sealed and remembered")


def _along(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _diamond(x: float, y: float, r: float) -> list[tuple[float, float]]:
    return [(x - r, y), (x, y - r), (x + r, y), (x, y + r)]


_NAMES, _SCALE_RIGHT, _SCORE_ROW, _LOW, _HIGH = 120, 590, 46, -3, 2


def borne_out(
    found: pd.DataFrame,
    names: dict[str, str],
    option: str,
    tried: str,
    seen_from: str,
    sources: pd.DataFrame,
    mine: bool,
    name: str,
) -> Picture:
    """An option's scores beside what was seen, interest by interest. ``name`` must differ between two live ones on a page."""
    bottom = _TOP + _SCORE_ROW * len(found)
    height = bottom + 62
    body = [svg.element("defs", svg.hatch(f"{name}-seen", "rising", ORANGE))]
    for value in range(_LOW, _HIGH + 1):
        x = _at(value)
        body.append(svg.path([(x, _TOP - 8), (x, bottom)], stroke=INK if value == 0 else "#e1e4e8", stroke_width=1))
        body.append(
            svg.text(x, _TOP - 16, f"{value:+d}".replace("-", "−") if value else "0", 12.5, text_anchor="middle")
        )
    for i, row in enumerate(found.itertuples()):
        y = _TOP + _SCORE_ROW * i
        body.append(svg.path([(0, y), (_WIDTH, y)], stroke="#e1e4e8", stroke_width=1))
        body.append(svg.text(6, y + 28, names[row.criterion_id], 13, font_weight=600))
        body.append(_bar(row.low, row.high, y + 7, fill=SKY))
        middle = _at(row.mid)
        body.append(svg.path([(middle, y + 4), (middle, y + 22)], stroke=INK, stroke_width=3))
        if row.finding:
            body.append(_bar(row.seen_low, row.seen_high, y + 26, fill=f"url(#{name}-seen)"))
        body.append(svg.text(_SCALE_RIGHT + 26, y + 28, row.finding or "nothing to compare", 12.5))
    y = bottom + 36
    body += [
        _plain(_NAMES, y - 11, 26, SKY),
        svg.path([(_NAMES + 13, y - 14), (_NAMES + 13, y + 6)], stroke=INK, stroke_width=3),
        svg.text(_NAMES + 34, y, "the score’s range and middle", 12.5),
        _plain(_NAMES + 250, y - 11, 26, f"url(#{name}-seen)"),
        svg.text(_NAMES + 284, y, f"what was seen, {seen_from}", 12.5),
    ]
    seen = found[found.finding != ""]
    meets, worse, better = (
        int((seen.finding == kind).sum()) for kind in (hindsight.MEETS, hindsight.WORSE, hindsight.BETTER)
    )
    counts = f"what was seen meets the range in {meets}, came out worse in {worse} and better in {better}"
    owner = "Your scores" if mine else "The seminar’s scores"
    sentence = f"{owner} of “{option}” (tried: {tried}), seen from {seen_from}: of {len(seen)} interests that can be compared, {counts}."
    alt = "For each interest two bars on the scale from −3 to +2: the range of the score, and under it the range of what was seen."
    table = pd.DataFrame(
        {
            "Interest": found.criterion_id.map(names),
            "Score": [f"{r.low:g} to {r.high:g}, middle {r.mid:g}" for r in found.itertuples()],
            "Seen": [f"{r.seen_low:g} to {r.seen_high:g}" if r.finding else "" for r in found.itertuples()],
            "Finding": found.finding,
            "What it rests on": found.evidence,
            "Sources": [cited(sources, ids) for ids in found.source_ids],
        }
    )
    notes = (
        "What was seen is a judgement of the seminar on the same scale, and says nothing of causes. A wide range meets almost anything.",
    )
    return Picture(
        svg.drawing(_WIDTH, height, *body, alt=alt),
        alt,
        sentence,
        table,
        title="Scores, and what was seen",
        notes=notes,
    )


def _at(value: float) -> float:
    return _NAMES + 14 + (value - _LOW) / (_HIGH - _LOW) * (_SCALE_RIGHT - _NAMES - 14)


def _bar(low: float, high: float, y: float, fill: str):
    left, right = _at(low), _at(high)
    return svg.element(
        "rect", x=left - 4, y=y, width=right - left + 8, height=13, rx=3, fill=fill, stroke=INK, stroke_width=1
    )


def _plain(x: float, y: float, width: float, fill: str):
    return svg.element("rect", x=x, y=y, width=width, height=13, rx=3, fill=fill, stroke=INK, stroke_width=1)


def tried(rows: pd.DataFrame, names: dict[str, str], sources: pd.DataFrame) -> Table:
    """Which of the options Russia took, as far as anyone can say."""
    table = pd.DataFrame(
        [
            (names[r.option_id], r.tried.capitalize(), r.evidence, cited(sources, r.source_ids))
            for r in rows.itertuples()
        ],
        columns=["Option", "Tried", "What can be said", "Sources"],
    )
    never = int((rows.tried == "no").sum())
    sentence = (
        f"{len(rows)} options: {never} not tried at all, none tried whole. For what was not tried, events say nothing."
    )
    return Table(table, sentence, "Which option was tried?")
