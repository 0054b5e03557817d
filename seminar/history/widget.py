"""The accounts of an event, and the districts on a map, each with its list to pick from."""

from __future__ import annotations

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.view import DESCRIBED, LIST, WIDE, View, card, notice, verdict_line
from . import model as history
from . import picture
from .picture import AccountsScene
from .picture_districts import DistrictMap


class EventAccounts(ipw.VBox):
    """Pick an event; read how each voice tells it. Contested events come first; a box adds those that are only worded differently."""

    def __init__(self, scene: AccountsScene, event_id: str, verdict: str = ""):
        self._scene = scene
        chosen = scene.events.set_index("event_id").loc[event_id]
        self.more = ipw.Checkbox(
            value=chosen.certainty != "contested",
            description="Also events that are not in doubt, and told in different words",
            indent=False,
            layout=ipw.Layout(width="auto"),
        )
        self.event = ipw.Select(description="Event", rows=8, layout=LIST)
        self.count, self.card = ipw.HTML(), ipw.HTML(layout=WIDE)
        self.more.observe(lambda _change: self._list(), "value")
        self.event.observe(lambda _change: self._show(), "value")
        self._list()
        self.event.value = event_id
        super().__init__([*verdict_line(verdict), self.more, self.count, self.event, self.card], layout=WIDE)

    def _list(self) -> None:
        events = self._scene.events
        shown = events if self.more.value else events[events.certainty == "contested"]
        before = self.event.value
        self.event.options = picture.event_options(shown)
        if len(shown):
            self.event.value = before if before in set(shown.event_id) else shown.event_id.iloc[0]
        self.count.value = notice(f"{len(shown)} of {len(events)} events of which two or more accounts are given")

    def _show(self) -> None:
        if self.event.value is not None:  # between two lists, or in an empty one
            self.card.value = picture.accounts(self._scene, self.event.value).html()


def accounts(
    scene: AccountsScene, alike: frozenset[str], event_id: str, question: Question, predict: bool | None
) -> View:
    """The accounts behind a prediction: ``alike`` are the kinds of event that nobody contests."""
    still = picture.accounts(scene, event_id).html()
    name = "Two accounts, opened at one event"
    return asked(question, alike, lambda verdict: EventAccounts(scene, event_id, verdict), still, name, predict)


class Districts(ipw.VBox):
    """Pick a district, on the map or in the list: it is outlined, and what the table says of it is below."""

    def __init__(self, drawn: DistrictMap, verdict: str = ""):
        self._drawn = drawn
        named = [(f"{i}  {row.name}", row.district_id) for i, row in enumerate(drawn.table.itertuples(), start=1)]
        layout = ipw.Layout(width="22em")
        self.district = ipw.Dropdown(options=named, description="District", style=DESCRIBED, layout=layout)
        self.picture = LivePicture()
        self.picture.on_pick(lambda district: setattr(self.district, "value", district))
        self.district.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*verdict_line(verdict), self.district, self.picture], layout=WIDE)

    def _show(self) -> None:
        chosen = self.district.value
        self.picture.show(self._drawn.draw(chosen, "live-districts"), card(self._drawn.card(chosen)))


def districts(drawn: DistrictMap, question: Question, predict: bool | None) -> View:
    """The map behind a prediction: how many of the districts were held only in part."""
    share, in_part = history.partly_held_share(drawn.table), int((drawn.table.held == "part").sum())
    first = drawn.table.district_id.iloc[0]
    still = drawn.draw(first, "districts").html() + card(drawn.card(first))
    shown = f"{in_part} of {len(drawn.table)}"
    return asked(question, share, lambda verdict: Districts(drawn, verdict), still, drawn.words.view, predict, shown)
