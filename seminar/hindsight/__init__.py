"""Looking back, in a lesson's words: ``hindsight.break_seal()``, ``hindsight.timeline()``. Only lesson 7 calls this."""

from __future__ import annotations

import pandas as pd

from .. import answers
from ..forecasts import model as forecasts
from ..history import model as history
from ..history.picture import AccountsScene
from ..kit.fold import Sentence, after_the_seal, folded
from ..kit.ids import as_written, meant
from ..kit.missed import kept
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import HINDSIGHT, DataError, Package, seminar_data
from . import (
    model,
    picture,
    picture_memory,
    picture_papers,
    picture_scores,
    picture_statement,
    picture_timeline,
    widget,
    widget_papers,
    widget_seal,
)


def break_seal(data: Package | None = None) -> View:
    """A button that breaks the seal and writes the moment into your answers file."""
    return widget_seal.break_seal()


@after_the_seal
@folded
def misses() -> Table | Sentence:
    """The predictions of earlier lessons that did not hold, each with the reason that you gave."""
    try:
        return picture_memory.misses(kept(answers.load()))
    except answers.AnswersError as error:
        return Sentence(str(error))


@after_the_seal
def timeline(predict: bool | None = None, data: Package | None = None) -> View:
    """The events after the article in lanes by kind, with a filter by actor."""
    data = data or seminar_data()
    return widget.timeline(picture_timeline.later_scene(data), question("drawn_in_later", data), predict)


@after_the_seal
def accounts(event_id: str, data: Package | None = None) -> View:
    """The later contested events of which at least two sides give an account, opened at one; DataError for any other event."""
    data = data or seminar_data()
    rows, given = model.after(data.rows("events", HINDSIGHT), data.seal), data.rows("accounts", HINDSIGHT)
    several = model.several_sides(rows, given)
    event_id = as_written(event_id, several.event_id)
    if event_id not in set(several.event_id):
        known = ", ".join(several.event_id) or "none"
        raise DataError(
            f"There is no event {event_id!r} that two sides tell of; there are {known}.{meant(event_id, several.event_id)}"
        )
    return widget.accounts(AccountsScene(several, given, data.read("sources", HINDSIGHT)), event_id)


@after_the_seal
@folded
def dead(data: Package | None = None) -> Table:
    """The dead of the last round, as they were counted later."""
    data = data or seminar_data()
    rows = data.rows("casualties", HINDSIGHT)
    return picture.dead(rows, history.rounds(rows)[-1], data.read("sources", HINDSIGHT))


@after_the_seal
def statement(predict: bool | None = None, data: Package | None = None) -> View:
    """The last paper point by point, beside an earlier one."""
    data = data or seminar_data()
    return widget.statement(picture_statement.statement_scene(data), question("left_out", data), predict)


@after_the_seal
def leak(predict: bool | None = None, data: Package | None = None) -> View:
    """Clauses as they stood on the day: forecast whether each holds, then see what is known since."""
    return widget_papers.leak(picture_papers.leak_scene(data or seminar_data()), predict)


@after_the_seal
def matrix(data: Package | None = None) -> View:
    """The matrix of lesson 3 with one more column, the last paper, in two states: on the day, and as it is known now."""
    return widget_papers.matrix(data or seminar_data())


@after_the_seal
def predictions(predict: bool | None = None, data: Package | None = None) -> View:
    """The article's predictions one by one: what could be said on the day, and now."""
    data = data or seminar_data()
    sources = data.read("sources", HINDSIGHT)
    return widget.predictions(judged(data), sources, question("most_common", data), predict)


@after_the_seal
def verdicts(data: Package | None = None) -> Picture:
    """All predictions by their verdict."""
    return picture.verdicts(judged(data))


@after_the_seal
def judged(data: Package | None = None) -> pd.DataFrame:
    """The predictions with both verdicts, one per row."""
    data = data or seminar_data()
    return model.judged(data.rows("claims"), data.rows("verdicts", HINDSIGHT), data.seal)


@after_the_seal
@folded
def unforeseen(data: Package | None = None) -> Table:
    """What happened that is not in the article."""
    data = data or seminar_data()
    surprises, events = data.rows("surprises", HINDSIGHT), data.read("events", HINDSIGHT)
    return picture.unforeseen(surprises, events, data.read("sources", HINDSIGHT))


@after_the_seal
def recall(data: Package | None = None) -> View:
    """What you remember having forecast, beside what you sealed."""
    data = data or seminar_data()
    came_out = forecasts.outcomes(data.rows("resolutions", HINDSIGHT))
    example = picture_memory.memory(model.example_memory(forecasts.invented(came_out), came_out))
    return widget_seal.recall(data.rows("forecasts"), came_out, example)


@after_the_seal
@folded
def tried(data: Package | None = None) -> Table:
    """Which of lesson 5's options was taken."""
    data = data or seminar_data()
    options = picture_scores.words(data, "options", "option_id", "label")
    return picture.tried(data.rows("tried", HINDSIGHT), options, data.read("sources", HINDSIGHT))


@after_the_seal
def assumptions(predict: bool | None = None, data: Package | None = None) -> View:
    """Your scores from lesson 5, or the seminar's if you exported none, beside what was seen later."""
    data = data or seminar_data()
    return widget.borne_out(picture_scores.seen_scene(data), question("scores_borne_out", data), predict)
