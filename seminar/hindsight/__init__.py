"""Looking back, in a lesson's words: ``hindsight.break_seal()``, ``hindsight.timeline()``. Only lesson 7 calls this."""

from __future__ import annotations

from functools import cache

import pandas as pd

from ..forecasts import model as forecasts_model
from ..history import _LANES
from ..history import model as history
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..settlement import model as settlement_model
from ..settlement import picture as settlement_pictures
from ..tables import HINDSIGHT, DataError, Package, seminar_data
from ..tradeoffs.assumptions import ground, saved_assumptions
from . import model
from . import picture as pictures
from . import widget as widgets
from .picture import LaterChart

_LAST, _EARLIER = "trilateral_2020", ("laquila_2009", "kazan_2011", "lavrov_2020")


def break_seal(data: Package | None = None) -> View:
    """A button that writes the moment into your answers file."""
    return widgets.break_seal()


def timeline(predict: bool | None = None, data: Package | None = None) -> View:
    """The events after the article in lanes by kind, with a filter by actor."""
    data = data or seminar_data()
    made = chart(data)
    named = set(made.events.actor_ids.explode())
    actors = {r.actor_id: r.short_name for r in data.read("actors", HINDSIGHT).itertuples() if r.actor_id in named}
    return widgets.show_timeline(made, actors, question("later_first_weeks", data), predict)


def chart(data: Package | None = None) -> LaterChart:
    """The frame of the later timeline."""
    data = data or seminar_data()
    rows = model.after(data.read("events", HINDSIGHT), data.seal)
    kinds = [kind for kind in _LANES if kind in set(rows.kind)]
    return LaterChart(history.timeline(rows, kinds=kinds), data.read("later_periods", HINDSIGHT), kinds)


def accounts(event_id: str, data: Package | None = None) -> View:
    """Later contested events that at least two sides tell of, opened at one; DataError for another event."""
    data = data or seminar_data()
    rows, told = model.after(data.read("events", HINDSIGHT), data.seal), data.read("accounts", HINDSIGHT)
    several = model.several_sides(rows, told)
    if event_id not in set(several.event_id):
        raise DataError(
            f"There is no event {event_id!r} that two sides tell of; there are {', '.join(several.event_id)}."
        )
    return widgets.show_accounts(several, told, data.read("sources", HINDSIGHT), event_id)


def dead(data: Package | None = None) -> Table:
    """The dead of the autumn of 2020, as they were counted later."""
    data = data or seminar_data()
    rows = data.read("casualties", HINDSIGHT)
    return pictures.dead(rows, rows.phase.unique()[-1], data.read("sources", HINDSIGHT))


def statement(predict: bool | None = None, data: Package | None = None) -> View:
    """The statement of November 2020 point by point, beside L'Aquila, Kazan or Lavrov's outline."""
    data = data or seminar_data()
    points, sources = data.read("points", HINDSIGHT), data.read("sources", HINDSIGHT)
    cells, answered = _cells(data), model.answered(points, data.read("elements"))
    names = dict(zip(cells.proposal_id, cells.short_name, strict=True))
    full = data.read("proposals", HINDSIGHT).set_index("proposal_id")["name"][_LAST]
    said = {
        p: dict(rows[["element_id", "summary"]].itertuples(index=False)) for p, rows in cells.groupby("proposal_id")
    }

    @cache
    def draw(paper: str) -> Table:
        return pictures.statement(points, answered, said[paper], names[paper], full, sources)

    papers = {paper: names[paper] for paper in _EARLIER}
    return widgets.beside(papers, draw, answered, question("questions_answered", data), predict)


def matrix(data: Package | None = None) -> Picture:
    """The matrix of lesson 3 with one column more: the statement of November 2020."""
    data = data or seminar_data()
    return settlement_pictures.matrix(_cells(data, whole=True), data.read("sources", HINDSIGHT), name="last-matrix")


def predictions(predict: bool | None = None, data: Package | None = None) -> View:
    """The article's predictions one by one: what could be said on the day, and now."""
    data = data or seminar_data()
    return widgets.predictions(
        judged(data), data.read("sources", HINDSIGHT), question("predictions_held", data), predict
    )


def verdicts(data: Package | None = None) -> Picture:
    """All predictions by their verdict."""
    return pictures.verdicts(judged(data))


def judged(data: Package | None = None) -> pd.DataFrame:
    """The predictions with both verdicts, a row each."""
    data = data or seminar_data()
    return model.judged(data.read("claims"), data.read("verdicts", HINDSIGHT), data.seal)


def unforeseen(data: Package | None = None) -> Table:
    """What came and is not in the article."""
    data = data or seminar_data()
    surprises, events, sources = (data.read(name, HINDSIGHT) for name in ("surprises", "events", "sources"))
    return pictures.unforeseen(surprises, events, sources)


def recall(data: Package | None = None) -> View:
    """What you remember having forecast, beside what you sealed."""
    data = data or seminar_data()
    came_out = forecasts_model.outcomes(data.read("resolutions", HINDSIGHT))
    sealed = forecasts_model.invented(came_out)
    remembered = {q: c + (0.1 if came_out[q] else -0.1) for q, c in sealed.items()}
    example = pictures.memory(model.memory(sealed, remembered, came_out))
    return widgets.recall(data.read("forecasts"), came_out, example)


def tried(data: Package | None = None) -> Table:
    """Which of lesson 5's options Russia took."""
    data = data or seminar_data()
    return pictures.tried(data.read("tried", HINDSIGHT), _options(data), data.read("sources", HINDSIGHT))


def assumptions(predict: bool | None = None, data: Package | None = None) -> View:
    """Your scores from lesson 5, or the seminar's where you exported none, beside what was seen later."""
    data = data or seminar_data()
    given = ground(data)
    try:
        mine = saved_assumptions(data)
        remark = (
            "There is no my_assumptions.json here, so these are the seminar's scores. "
            "To see your own, export them at the end of lesson 5, then run this cell again."
            if mine is None
            else _own(mine, given.uncertain, _options(data))
        )
    except ValueError as error:
        mine, remark = None, f"{error} So these are the seminar's scores. Export yours again in lesson 5."
    scores = given.scores if mine is None else given.edited(mine)
    seen, options, sources = data.read("outcomes", HINDSIGHT), _options(data), data.read("sources", HINDSIGHT)
    sources = sources[sources.source_id.isin(set(seen.source_ids.explode()))]  # few, so that a choice is drawn at once
    interests = dict(data.read("criteria")[["criterion_id", "short_label"]].itertuples(index=False, name=None))
    how = data.read("tried", HINDSIGHT).set_index("option_id").tried
    dates = seen.seen_from.unique().tolist()

    def draw(option: str, seen_from: str, name: str) -> Picture:
        found = found_for(scores, option, seen, seen_from)
        return pictures.borne_out(
            found, interests, options[option], how[option], seen_from, sources, mine is not None, name
        )

    share = model.met_share(found_for(given.scores, given.uncertain, seen, dates[-1]))
    asked = question("scores_borne_out", data)
    return widgets.borne_out(options, dates, draw, given.uncertain, remark, share, asked, predict)


def found_for(scores, option: str, seen: pd.DataFrame, seen_from: str) -> pd.DataFrame:
    """One option's scores beside what was seen from one date."""
    row = scores.row(option)
    rows = pd.DataFrame(
        {
            "criterion_id": scores.interests,
            "low": scores.low[row],
            "mid": scores.mid[row],
            "high": scores.high[row],
        }
    )
    return model.borne_out(rows, seen[seen.seen_from == seen_from])


def _own(mine, uncertain: str, options: dict[str, str]) -> str:
    """What is in the student's own file that events can and cannot bear out."""
    changed = f"{len(mine.edits)} score{'s' * (len(mine.edits) != 1)} changed by you"
    chance = (
        ""
        if mine.p is None
        else f" You gave “{options[uncertain]}” a chance of {mine.p:.0%}: one case can neither confirm nor refute it, unless you said 0 or 100 %."
    )
    return f"These are your scores, from my_assumptions.json, with {changed}. Your weights say what matters; no event can bear them out.{chance}"


def _options(data: Package) -> dict[str, str]:
    return dict(data.read("options")[["option_id", "label"]].itertuples(index=False, name=None))


def _cells(data: Package, whole: bool = False) -> pd.DataFrame:
    """The last paper and those laid beside it (all before it if ``whole``), the earlier as they could be read on the article's day."""
    proposals = data.read("proposals", HINDSIGHT)
    before = data.read("proposals").proposal_id if whole else _EARLIER
    proposals = proposals[proposals.proposal_id.isin([*before, _LAST])]
    provisions = data.read("provisions", HINDSIGHT)
    known = (provisions.known_from <= pd.Timestamp(data.seal)) | (provisions.proposal_id == _LAST)
    return settlement_model.matrix(provisions[known], proposals, data.read("elements"))
