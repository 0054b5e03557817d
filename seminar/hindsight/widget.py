"""Breaking the seal, and looking back: the timeline, the last paper, the predictions, memory, scores beside what was seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..forecasts import model as forecasts_model
from ..history import model as history
from ..history.picture import Chart, titles
from ..history.picture import accounts as told
from ..kit.predict import Predict, Question
from ..kit.show import Picture, Table
from ..kit.view import WIDE, LivePicture, View, button, card, notice
from . import model
from . import picture as pictures

_DESCRIBED = {"description_width": "initial"}
RECALLED = "recalled_forecasts"  # the note that holds what was remembered, as JSON


def _said(verdict: str) -> list[ipw.HTML]:
    return [ipw.HTML(notice(escape(verdict)))] if verdict else []


class BreakSeal(ipw.VBox):
    """One button that writes the moment into the answers file; a forecast sealed from then on is shown and not counted."""

    def __init__(self) -> None:
        self.message = ipw.HTML(layout=WIDE)
        self.button = button("Break the seal", self._break, primary=True)
        super().__init__([self.button, self.message], layout=WIDE)
        self._say()

    def _say(self) -> None:
        try:
            saved = answers.load()
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"{error} If you go on, it is kept under another name."))
            return
        sealed = len(saved.forecasts)
        if saved.seal_broken_at:
            self.button.disabled = True
            self.message.value = notice(escape(f"The seal was broken on {_moment(saved.seal_broken_at)}. Go on."))
        elif sealed:
            self.message.value = notice(
                f"{sealed} sealing{'s' * (sealed != 1)} of forecasts in your answers file, the last on {_when_sealed(saved.forecasts[-1])}."
            )
        else:
            self.message.value = notice(
                "You have sealed no forecasts. Lesson 1 asks for them; it takes eight minutes, and is worth going back for. You can also read on without."
            )

    def _break(self) -> None:
        try:
            answers.update(answers.Answers.break_seal, anew=True)
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"The moment is not kept: {error} You can read on."))
            return
        self._say()


def _moment(text: str) -> str:
    at = forecasts_model.moment(text)
    return f"{at:%Y-%m-%d} at {at:%H:%M} UTC" if at else "a day that cannot be read"


def _when_sealed(sealing: dict) -> str:
    return escape(_moment(sealing["sealed_at"]))


def break_seal() -> View:
    words = "Run the cell, then press the button: the moment is written into your answers file, and forecasts sealed later are shown as such."
    return View(BreakSeal(), card(f'<p style="margin:0">{words}</p>'), "The seal")


class Timeline(ipw.VBox):
    """The events after the article, with a filter by actor."""

    def __init__(self, chart: Chart, actors: Mapping[str, str], verdict: str = ""):
        self._chart, self._names = chart, actors
        self.actor = ipw.Dropdown(
            options=[("All actors", ""), *((name, actor) for actor, name in actors.items())],
            value="",
            description="Actor",
            style=_DESCRIBED,
        )
        self.picture, self.titles = LivePicture(), ipw.HTML(layout=WIDE)
        self.actor.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*_said(verdict), self.actor, self.picture, self.titles], layout=WIDE)

    def _show(self) -> None:
        picture, self.titles.value = timeline(self._chart, self.actor.value, self._names)
        self.picture.show(picture)


def timeline(chart: Chart, actor: str, names: Mapping[str, str]) -> tuple[Picture, str]:
    """The picture for one actor (all if empty), and the titles of its events as HTML."""
    chosen = history.involving(chart.events, actor) if actor else chart.events
    return pictures.timeline(chart, chosen, names.get(actor, "")), titles(chart, chosen)


def show_timeline(chart: Chart, actors: Mapping[str, str], question: Question, predict: bool | None) -> View:
    """The timeline behind a prediction: what part of its events falls in its first period."""
    share = model.share_until(chart.events, chart.periods[0].last.date())
    picture, names = timeline(chart, "", actors)
    still = pd.DataFrame(
        [(name, timeline(chart, actor, actors)[0].sentence) for actor, name in actors.items()],
        columns=["Actor", "What is shown"],
    )
    static = picture.html() + names + Table(still, "As the filter moves.", "Actor by actor").html()

    def opened(said: str | None) -> ipw.Widget:
        return Timeline(chart, actors, question.verdict(said, share, f"{share:.0%}") if said else "")

    return View(Predict(question, opened, predict), static, "The timeline after the article")


class Accounts(ipw.VBox):
    """Pick an event; read who tells it how."""

    def __init__(self, cards: Mapping[str, Table], names: Mapping[str, str], event_id: str):
        self._cards = cards
        self.event = ipw.Select(
            options=[(name, e) for e, name in names.items()],
            value=event_id,
            description="Event",
            rows=min(len(names), 8),
            style=_DESCRIBED,
            layout=ipw.Layout(width="98%", max_width="900px"),
        )
        self.card = ipw.HTML(layout=WIDE)
        self.event.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([self.event, self.card], layout=WIDE)

    def _show(self) -> None:
        self.card.value = self._cards[self.event.value].html()


def show_accounts(events: pd.DataFrame, accounts: pd.DataFrame, sources: pd.DataFrame, event_id: str) -> View:
    """The ``events``, each with who tells it how; opened at one. All of them stand in the static twin."""
    cards = {e.event_id: told(e, accounts[accounts.event_id == e.event_id], sources) for e in events.itertuples()}
    names = {e.event_id: f"{e.date} · {e.title}" for e in events.itertuples()}
    static = "".join(made.html() for made in cards.values())
    return View(Accounts(cards, names, event_id), static, "Who tells it how")


class Beside(ipw.VBox):
    """The last paper point by point, beside an earlier one that can be chosen."""

    def __init__(self, papers: Mapping[str, str], draw: Callable[[str], Table], verdict: str = ""):
        self._draw = draw
        self.paper = ipw.Dropdown(
            options=[(name, paper) for paper, name in papers.items()], description="Beside it", style=_DESCRIBED
        )
        self.table = ipw.HTML(layout=WIDE)
        self.paper.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*_said(verdict), self.paper, self.table], layout=WIDE)

    def _show(self) -> None:
        self.table.value = self._draw(self.paper.value).html()


def beside(
    papers: Mapping[str, str],
    draw: Callable[[str], Table],
    answered: pd.DataFrame,
    question: Question,
    predict: bool | None,
) -> View:
    """The last paper behind a prediction: on how many of the questions it says anything."""
    share = float(answered.points.map(bool).mean())
    shown = f"{int(answered.points.map(bool).sum())} of {len(answered)}"
    static = "".join(draw(paper).html() for paper in papers)

    def opened(said: str | None) -> ipw.Widget:
        return Beside(papers, draw, question.verdict(said, share, shown) if said else "")

    return View(Predict(question, opened, predict), static, "Point by point")


class Predictions(ipw.VBox):
    """Pick a prediction; read what could be said of it on the day, and now."""

    def __init__(self, found: pd.DataFrame, sources: pd.DataFrame, verdict: str = ""):
        self._rows = {row.claim_id: row for row in found.itertuples()}
        self._sources = sources
        self.claim = ipw.Select(
            options=[(f"{r.claim_id} · {r.label}", c) for c, r in self._rows.items()],
            description="Prediction",
            rows=min(len(found), 12),
            style=_DESCRIBED,
            layout=ipw.Layout(width="98%", max_width="900px"),
        )
        self.card = ipw.HTML(layout=WIDE)
        self.claim.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*_said(verdict), self.claim, self.card], layout=WIDE)

    def _show(self) -> None:
        row = self._rows[self.claim.value]
        cited = self._sources[self._sources.source_id.isin(row.source_ids)]
        self.card.value = card(pictures.prediction_card(row, cited))


def predictions(found: pd.DataFrame, sources: pd.DataFrame, question: Question, predict: bool | None) -> View:
    """The predictions behind a prediction: what part of them held."""
    counts = model.tally(found)
    share, shown = float(counts["held"] / len(found)), f"{counts['held']} of {len(found)}"
    static = "".join(
        card(pictures.prediction_card(row, sources[sources.source_id.isin(row.source_ids)]))
        for row in found.itertuples()
    )

    def opened(said: str | None) -> ipw.Widget:
        return Predictions(found, sources, question.verdict(said, share, shown) if said else "")

    return View(Predict(question, opened, predict), static, "The predictions one by one")


class Recall(ipw.VBox):
    """What the student remembers having sealed, beside what was sealed."""

    def __init__(self, questions: pd.DataFrame, outcomes: Mapping[str, bool]):
        self._outcomes = outcomes
        self.boxes = {
            q: ipw.Text(
                description=f"{q}: I gave, in %",
                placeholder="0 to 100",
                layout=ipw.Layout(width="17em"),
                style={"description_width": "8.5em"},
            )
            for q in questions.question_id
        }
        rows = [
            part
            for q in questions.itertuples()
            for part in (
                ipw.HTML(
                    f'<p style="margin:0.5em 0 0;line-height:1.4">{q.question_id}. {escape(q.question)}</p>',
                    layout=WIDE,
                ),
                self.boxes[q.question_id],
            )
        ]
        self.button = button("Compare with what I sealed", self._lay_beside, primary=True)
        self.message = ipw.HTML(layout=WIDE)
        self.picture = LivePicture()
        self.picture.layout.display = "none"
        super().__init__([*rows, self.button, self.message, self.picture], layout=WIDE)

    def _lay_beside(self) -> None:
        remembered, faults = {}, []
        for name, box in self.boxes.items():
            if not box.value.strip():
                continue
            try:
                remembered[name] = forecasts_model.probability(box.value)
            except ValueError as error:
                faults.append(f"{name}: {error}")
        if faults or not remembered:
            self.message.value = notice(
                escape(" ".join(faults)) or "Type at least one chance that you remember giving."
            )
            return
        try:
            sealing = forecasts_model.counted(forecasts_model.mine())
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"Nothing to compare with. {error}"))
            return
        if sealing is None:
            self.message.value = notice(
                "You have no forecasts that were sealed before the seal was broken, so there is nothing to compare with. Read on."
            )
            return
        moved = model.memory(sealing.chances, remembered, self._outcomes)
        if moved.empty:
            self.message.value = notice("You sealed none of the questions that you remember. Fill in another box.")
            return
        self.picture.show(pictures.memory(moved))
        self.picture.layout.display = None
        self.message.value = notice(f"Sealed on {_moment(sealing.sealed_at)}.{self._keep(remembered)}")

    @staticmethod
    def _keep(remembered: dict[str, float]) -> str:
        try:  # the first memory is the one that counts
            answers.update(lambda saved: saved.notes.setdefault(RECALLED, json.dumps(remembered)))
        except answers.AnswersError:
            return " What you remember was not saved."
        return ""


def recall(questions: pd.DataFrame, outcomes: Mapping[str, bool], example: Picture) -> View:
    static = (
        card('<p style="margin:0">Run the cell to type what you remember. An invented example:</p>') + example.html()
    )
    return View(Recall(questions, outcomes), static, "What you remember having given")


class BorneOut(ipw.VBox):
    """An option's scores beside what was seen: which option to read as what was done, and from when to look back."""

    def __init__(
        self,
        options: Mapping[str, str],
        dates: list[str],
        draw: Callable[[str, str, str], Picture],
        option: str,
        remark: str,
        verdict: str = "",
    ):
        self._draw = draw
        self.option = ipw.Dropdown(
            options=[(name, o) for o, name in options.items()],
            value=option,
            description="Read what was done as",
            style=_DESCRIBED,
            layout=ipw.Layout(width="26em"),
        )
        self.seen_from = ipw.ToggleButtons(
            options=dates, value=dates[-1], description="Looking back from", style=_DESCRIBED
        )
        self.picture = LivePicture()
        for control in (self.option, self.seen_from):
            control.observe(lambda _change: self._show(), "value")
        self._show()
        told = [ipw.HTML(notice(escape(remark)))]
        super().__init__([*_said(verdict), *told, self.option, self.seen_from, self.picture], layout=WIDE)

    def _show(self) -> None:
        self.picture.show(self._draw(self.option.value, self.seen_from.value, "borne-out"))


def borne_out(
    options: Mapping[str, str],
    dates: list[str],
    draw: Callable[[str, str, str], Picture],
    option: str,
    remark: str,
    share: float,
    question: Question,
    predict: bool | None,
) -> View:
    """Scores beside what was seen, behind a prediction of ``share``: the seminar's scores of ``option``, at the last date."""
    static = "".join(draw(option, date, f"still-{i}").html() for i, date in enumerate(dates))

    def opened(said: str | None) -> ipw.Widget:
        told_ = question.verdict(said, share, f"{share:.0%}") if said else ""
        return BorneOut(options, dates, draw, option, remark, told_)

    return View(Predict(question, opened, predict), static, "Scores, and what was seen")
