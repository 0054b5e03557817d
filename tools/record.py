"""Record a widget for the reading copy: what it shows at each of its settings, so that it moves on a page without a kernel.

:func:`record` walks the widgets of a view, finds the controls that change what is shown, and draws each setting once. What is
stored is HTML and SVG as Python wrote them: the page computes nothing. Controls whose settings are too many to be combined are
stored one at a time, the others where they open; where there are several such, the page has them as one list of settings.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import product
from math import prod
from typing import Any

import ipywidgets as ipw

from seminar.kit.keep import Kept
from seminar.kit.live import LivePicture
from seminar.kit.show import caption

MOST = 520  # combined settings of one view
SOME = 250  # the same where they are not all stored anyway
PLACES = 11  # what a slider is left with, or a few more, where it moves in longer steps
LISTED, LEAST = 40, 5  # about so many settings are in one list, and so many of a slider at least
_FINE = 30  # a slider with more places than this is combined last
_PROBED = 4  # settings of a control that are tried, to see whether it changes anything
_CHECKED = 5  # states that are drawn a second time, reached by another way
WIDE_CHOICE = 30  # letters; a longer choice would be cut off in a list that opens
_LISTS = (ipw.Dropdown, ipw.Select, ipw.RadioButtons, ipw.ToggleButtons)
_SLIDERS = (ipw.FloatSlider, ipw.IntSlider, ipw.SelectionSlider)
_CHOSEN = 3  # the place of what is said of the selected part among the texts of a picture

Places = tuple[int | None, ...]
Sets = dict[str, Any]  # "sets" controls to places, "turns" a control on by one, "shows" a state, or "says" something


class Unsteady(Exception):
    """A picture is different when the same settings are reached by another way."""


@dataclass
class Control:
    """A control: its widget, its name, and its settings, each with its words.

    ``kind`` is how it looks on the page: ``choice`` (a list that opens), ``list`` (all choices in sight), ``check`` or ``range``.
    ``every`` is the step in places of the widget's own.
    """

    widget: Any
    name: str
    kind: str
    values: list[Any]
    words: list[str]
    opens: int = 0
    every: int = 1

    @property
    def at(self) -> int | None:
        """The place of what is set now among the settings; None if it is none of them."""
        now = self.widget.value
        if self.numbers:
            return next((i for i, v in enumerate(self.values) if abs(v - now) < 1e-9), None)
        return next((i for i, v in enumerate(self.values) if type(v) is type(now) and v == now), None)

    @property
    def off(self) -> bool:
        """Whether it cannot be used now."""
        return bool(getattr(self.widget, "disabled", False))

    @property
    def numbers(self) -> bool:
        """Whether its settings are numbers on a line."""
        return self.kind == "range" and not isinstance(self.widget, ipw.SelectionSlider)

    def set(self, place: int | None) -> None:
        """Set it, unless it is off or has no such choice now."""
        if place is None or self.off or self.at == place:
            return
        options = getattr(self.widget, "_options_values", None)
        if options is None or self.values[place] in options:
            self.widget.value = self.values[place]

    def take_options(self) -> None:
        """Add the choices that it has now to those it had."""
        now = dict(zip(self.widget._options_values, self.widget._options_labels, strict=True))
        if set(now) - set(self.values):
            opens, known = self.values[self.opens], dict(zip(self.values, self.words, strict=True))
            every = now | known if len(now) > len(known) else known | now
            self.values, self.words = list(every), list(every.values())
            self.opens = self.values.index(opens)

    def coarser(self, places: int) -> int:
        """The shortest step with which it has at most this many places, and still its ends and the place where it opens."""
        last = len(self.values) - 1
        steps = [by for by in range(1, last + 1) if last % by == 0 and self.opens % by == 0]
        return next((by for by in steps if last // by < places), steps[-1]) if steps else 1

    def thin(self, by: int) -> None:
        """Move in steps so many times as long."""
        self.values, self.words = self.values[::by], self.words[::by]
        self.opens, self.every = self.opens // by, self.every * by


@dataclass(frozen=True)
class State:
    """What a view shows at one setting: where each control is, which are off, and every text."""

    places: Places
    off: tuple[int, ...]
    shown: tuple[str, ...]


@dataclass
class Recording:
    """The states of a view, and how to go from one to another.

    The first ``together`` controls are combined: ``combined[n]`` is the state of a combination, None if the widget has none
    such, where n has a digit for each control, the first the highest. ``alone[i]`` has the states of a control that moves by itself.
    ``unsteady`` are the texts that depend on the way, and ``dead`` the marks in a picture of what can be touched to no effect: neither is shown.
    ``picks`` and ``drags`` are for each picture: what selecting a part does, and the control that a handle sets with how its
    number follows from the handle's (times, plus). ``listed`` are the settings in one list: (of what, words, number of the state).
    """

    controls: list[Control]
    together: int
    states: list[State] = field(default_factory=list)
    combined: list[int | None] = field(default_factory=list)
    alone: dict[int, list[int]] = field(default_factory=dict)
    unsteady: set[int] = field(default_factory=set)
    picks: list[dict[str, Sets]] = field(default_factory=list)
    drags: list[dict[str, tuple[int, float, float]]] = field(default_factory=list)
    dead: dict[int, list[str]] = field(default_factory=dict)
    listed: list[tuple[str, str, int]] = field(default_factory=list)

    def number(self, places: Places) -> int:
        """The number of a combination."""
        number = 0
        for control, place in zip(self.controls[: self.together], places, strict=False):
            number = number * len(control.values) + (place or 0)
        return number

    def same(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether two states show the same, but for what is not recorded."""
        return all(a == b for i, (a, b) in enumerate(zip(one, other, strict=True)) if i not in self.unsteady)

    def find(self, places: Places) -> State | None:
        """The state in which the controls stand like this, if it is stored."""
        return next((self.states[n] for n in self.combined if n is not None and self.states[n].places == places), None)


class Desk:
    """A view to try things on, which can be brought back to where it opened."""

    def __init__(self, make: Callable[[], ipw.Widget]):
        self._make = make
        self.box = make()
        self.controls = list(filter(None, map(_control, _controls(self.box))))
        self._where = [_place(self.box, c) for c in self.controls]
        self.opening = self.shown()

    @property
    def pictures(self) -> list[LivePicture]:
        """The live pictures of the view."""
        return [part for part in _walk(self.box) if isinstance(part, LivePicture)]

    def shown(self) -> tuple[str, ...]:
        """Every text that is shown now."""
        return tuple(text for _, texts in seen(self.box) for text in texts)

    def reopen(self) -> None:
        """Bring it back to where it opened; where that leaves a trace, by a new one."""
        self.set([c.opens for c in self.controls])
        if self.shown() == self.opening:
            return
        for part in _walk(self.box):
            part.close()
        self.box = self._make()
        parts = list(_walk(self.box))
        for control, place in zip(self.controls, self._where, strict=True):
            control.widget = _inner(parts[place])

    def set(self, places: Any, controls: list[Control] | None = None) -> None:
        """Set the controls, all unless some are named; twice, since setting one may move another."""
        for _ in range(2):
            for control, place in zip(controls or self.controls, places, strict=True):
                control.set(place)

    def moves(self, control: Control) -> bool:
        """Whether a control changes what is shown beside it. Lists grow by the choices that its settings add to them."""
        owners = [part for part, texts in seen(self.box) for _ in texts]
        own = {i for i, part in enumerate(owners) if _inner(part) is control.widget}
        others, moved = [i for i in range(len(control.values)) if i != control.opens], False
        self.switch_on(control)
        before = self.shown()
        for place in random.Random(1).sample(others, min(_PROBED, len(others))):
            control.set(place)
            now = self.shown()
            moved = moved or any(a != b for i, (a, b) in enumerate(zip(before, now, strict=True)) if i not in own)
            for other in self.controls:
                if other.kind in ("choice", "list"):
                    other.take_options()
        self.reopen()
        return moved

    def switch_on(self, control: Control) -> None:
        """If a control is off, set a box or a list that turns it on, where there is one."""
        for switch in (c for c in self.controls if control.off and c.kind != "range"):
            for place in range(len(switch.values)):
                switch.set(place)
                if not control.off:
                    return
            switch.set(switch.opens)


def record(make: Callable[[], ipw.Widget]) -> tuple[Recording, Desk] | None:
    """Record the widget that ``make`` makes, each time a new one; None if no control of it changes what is shown.

    Unsteady if a picture depends on the way to its settings.
    """
    desk = Desk(make)
    moving = [c for c in desk.controls if desk.moves(c)]
    if not moving:
        return None
    together, alone = _divided(moving)
    made = Recording([*together, *alone], len(together))
    desk.reopen()
    _combine(desk, made)
    for i in range(len(together), len(made.controls)):
        made.alone[i] = [_alone(desk, made, i, place) for place in range(len(made.controls[i].values))]
    _check(desk, made)
    desk.reopen()
    for number in range(len(desk.pictures)):
        _touch(desk, made, number)
    if len(made.alone) > 1:
        made.listed += [
            (control.name, words, made.alone[i][place])
            for i, control in enumerate(made.controls)
            for place, words in enumerate(control.words)
            if i in made.alone and place != control.opens
        ]
    return made, desk


# --- the widgets of a view


def _walk(widget: ipw.Widget) -> Iterator[ipw.Widget]:
    """Every part of a view: boxes, and what is in them, but not what is in a box to type in with its slider."""
    yield widget
    if isinstance(widget, ipw.Box) and not joined(widget):
        for child in widget.children:
            yield from _walk(child)


def joined(widget: ipw.Widget) -> bool:
    """Whether this is a box to type in with its slider, if it has one: one control to a reader."""
    return isinstance(widget, ipw.Box) and isinstance(getattr(widget, "box", None), ipw.Text)


def _inner(part: ipw.Widget) -> ipw.Widget:
    """The widget that holds the value of a part."""
    return getattr(part, "slider", part) if joined(part) else part


def _controls(box: ipw.Widget) -> list[ipw.Widget]:
    return [p for p in _walk(box) if isinstance(_inner(p), (*_LISTS, *_SLIDERS, ipw.Checkbox))]


def _place(box: ipw.Widget, control: Control) -> int:
    """Where a control is in its view, so that it is found again in another of the same make."""
    return next(i for i, part in enumerate(_walk(box)) if _inner(part) is control.widget)


def _control(part: ipw.Widget) -> Control | None:
    """The control that a part is; None where nothing is chosen yet, since that is an answer and not a setting."""
    widget, name = _inner(part), part.box.description if joined(part) else part.description
    if isinstance(widget, ipw.Checkbox):
        made = Control(widget, name, "check", [False, True], ["no", "yes"])
    elif isinstance(widget, (*_LISTS, ipw.SelectionSlider)):
        words, values = list(widget._options_labels), list(widget._options_values)
        short = isinstance(widget, ipw.Dropdown) and max(map(len, words), default=0) <= WIDE_CHOICE
        kind = "range" if isinstance(widget, ipw.SelectionSlider) else "choice" if short else "list"
        made = Control(widget, name, kind, values, words)
    else:
        many = round((widget.max - widget.min) / widget.step) + 1
        values = [round(widget.min + i * widget.step, 9) for i in range(many)]
        made = Control(widget, name, "range", values, [f"{round(v, 4):g}" for v in values])
    if made.at is None:
        return None
    made.opens = made.at
    return made


def seen(box: ipw.Widget) -> Iterator[tuple[ipw.Widget, list[str]]]:
    """Each part that shows something, and the texts it shows, as HTML: six for a picture, one for any other."""
    for part in _walk(box):
        if isinstance(part, LivePicture):
            yield part, _of_a_picture(part)
        elif isinstance(part, (ipw.HTML, ipw.Label)) and not isinstance(part, Kept):
            yield part, ["" if part.layout.display == "none" else part.value]
        elif isinstance(part, ipw.Text) or joined(part):
            typed = part.box if joined(part) else part
            hidden = not typed.value or part.layout.display == "none"
            yield part, ["" if hidden else f"{escape(typed.description)}: {escape(typed.value)}"]
        elif isinstance(part, (*_LISTS, ipw.SelectionSlider)):
            yield part, [f"{escape(part.description)}: {escape(part.label)}" if part.label else ""]


def _of_a_picture(live: LivePicture) -> list[str]:
    """Drawing, verdict, sentence, what is said of the selected part, notes, table."""
    picture = live._picture
    if not picture:
        return [""] * 6
    sentence, notes = caption(picture.sentence), caption("", *picture.notes)
    return [live.drawing, picture.verdict, f"<p>{sentence}</p>", live._chosen, f"<p>{notes}</p>", picture.table_html()]


# --- its states


def _divided(moving: list[Control]) -> tuple[list[Control], list[Control]]:
    """The controls whose settings are combined, and those that move alone; some in longer steps, unless all can be combined."""
    if prod(len(c.values) for c in moving) <= MOST:
        return moving, []
    together: list[Control] = []
    for control in sorted(moving, key=lambda c: c.kind == "range" and len(c.values) > _FINE):
        least = [
            len(c.values[:: c.coarser(PLACES)]) if c.kind == "range" else len(c.values) for c in (*together, control)
        ]
        if prod(least) <= SOME:
            together.append(control)
    together.sort(key=moving.index)
    while prod(len(c.values) for c in together) > SOME:
        longest = max((c for c in together if c.kind == "range"), key=lambda c: len(c.values))
        longest.thin(longest.coarser(len(longest.values) - 1))
    alone = [c for c in moving if c not in together]
    places = PLACES if len(alone) < 2 else max(LEAST, min(PLACES, LISTED // len(alone)))
    for control in alone:
        if control.kind == "range":
            control.thin(control.coarser(places))
    return together, alone


def _now(desk: Desk, made: Recording) -> State:
    """The state in which the view is. A control that is off may stand anywhere."""
    places = tuple(c.at for c in made.controls)
    return State(places, tuple(i for i, c in enumerate(made.controls) if c.off), desk.shown())


def _combine(desk: Desk, made: Recording) -> None:
    """Every combination, each control first where it opens."""
    controls = made.controls[: made.together]
    made.combined = [None] * prod(len(c.values) for c in controls)
    for places in product(*([c.opens, *(i for i in range(len(c.values)) if i != c.opens)] for c in controls)):
        desk.set(places, controls)
        now = _now(desk, made)
        if all(i in now.off or now.places[i] == place for i, place in enumerate(places)):
            made.combined[made.number(places)] = len(made.states)
            made.states.append(State((*places, *now.places[len(places) :]), now.off, now.shown))


def _alone(desk: Desk, made: Recording, i: int, place: int) -> int:
    """The number of the state in which one control alone is not where it opens."""
    opens = tuple(c.opens for c in made.controls)
    if place == opens[i]:
        return made.combined[made.number(opens)] or 0
    desk.reopen()
    desk.switch_on(made.controls[i])
    made.controls[i].set(place)
    now = _now(desk, made)
    places = tuple(opened if at is None else at for at, opened in zip(now.places, opens, strict=True))
    made.states.append(State(places, now.off, now.shown))
    return len(made.states) - 1


def _check(desk: Desk, made: Recording) -> None:
    """Draw a few states again, from the opening, the last control first. Words that differ are not recorded, nor settings at
    which a picture does.
    """
    owners = [part for part, texts in seen(desk.box) for _ in texts]
    pictures = {i for i, part in enumerate(owners) if isinstance(part, LivePicture)}
    astray = False
    for state in random.Random(2).sample(made.states, min(_CHECKED, len(made.states))):
        desk.reopen()
        desk.set(state.places[::-1], made.controls[::-1])
        differ = {i for i, (a, b) in enumerate(zip(state.shown, desk.shown(), strict=True)) if a != b}
        if differ & pictures:
            astray = True
        else:
            made.unsteady |= differ
    if not astray:
        return
    desk.reopen()
    for number in reversed(range(len(made.combined))):
        if (found := made.combined[number]) is not None:
            desk.set(made.states[found].places[: made.together], made.controls[: made.together])
            now = desk.shown()
            if any(made.states[found].shown[i] != now[i] for i in pictures):
                made.combined[number] = None
    if 2 * made.combined.count(None) > len(made.combined):
        raise Unsteady("A picture depends on the way to its settings.")


# --- what can be touched in its pictures


def _touch(desk: Desk, made: Recording, number: int) -> None:
    """Find what each part of a picture sets, by touching it in Python; what sets nothing can be touched no longer."""
    owners = [part for part, texts in seen(desk.box) for _ in texts]
    slot = owners.index(desk.pictures[number])
    picks = {key: _picked(desk, made, number, key, there, slot) for key, there in _named("pick", made, slot).items()}
    drags = {
        name: _dragged(desk, made, number, name, there, slot) for name, there in _named("drag", made, slot).items()
    }
    made.picks.append({key: sets for key, sets in picks.items() if sets is not None})
    made.drags.append({name: sets for name, sets in drags.items() if sets is not None})
    made.dead[slot] = [f' data-pick="{escape(key)}"' for key, sets in picks.items() if sets is None]
    made.dead[slot] += [f' data-drag="{escape(name)}"' for name, sets in drags.items() if sets is None]


def _named(what: str, made: Recording, slot: int) -> dict[str, list[State]]:
    """What can be touched in a picture by name, with two states in which it can: as many controls as can be stand elsewhere."""
    found: dict[str, list[State]] = {}
    for state in made.states:
        for name in re.findall(rf' data-{what}="([^"]*)"', state.shown[slot]):
            found.setdefault(unescape(name), []).append(state)
    return {name: [there[0], max(there, key=lambda s: _apart(there[0], s))] for name, there in sorted(found.items())}


def _apart(one: State, other: State) -> int:
    return sum(a != b for a, b in zip(one.places, other.places, strict=True))


def _picked(desk: Desk, made: Recording, number: int, key: str, there: list[State], slot: int) -> Sets | None:
    """What selecting a part does: it sets controls to places, it moves one control on, or it says something; None if nothing."""
    passes = []
    for state in there:
        desk.set(state.places, made.controls)
        was = tuple(c.at for c in made.controls)
        _pick(desk, number, key)
        passes.append((was, _now(desk, made)))
    changes = [{i: b for i, (a, b) in enumerate(zip(was, now.places, strict=True)) if a != b} for was, now in passes]
    if not any(changes):
        said = {now.shown[slot + _CHOSEN] for _, now in passes}
        return {"says": said.pop()} if len(said) == 1 and said != {""} else None
    stored = [(made.find(now.places), now) for _, now in passes]
    if any(found is None or not made.same(found.shown, now.shown) for found, now in stored):
        return _preset(desk, made, number, key, slot) if len(made.alone) > 1 else None
    ends = {i: {change[i] for change in changes if i in change} for change in changes for i in change}
    if all(len(end) == 1 for end in ends.values()):
        return {"sets": {i: end.pop() for i, end in ends.items()}}
    only = set(ends)
    if len(only) == 1 and all(
        (now.places[i] - was[i]) % len(made.controls[i].values) == 1 for was, now in passes for i in only
    ):  # type: ignore[operator]
        return {"turns": only.pop()}
    return None


def _preset(desk: Desk, made: Recording, number: int, key: str, slot: int) -> Sets | None:
    """Store what selecting a part of the opening picture shows, where it sets several controls at once, and list it by its name."""
    desk.reopen()
    name = re.search(rf' data-pick="{re.escape(escape(key))}" data-name="([^",]*)', desk.shown()[slot])
    if not name:
        return None
    _pick(desk, number, key)
    made.listed.append(("", unescape(name[1]), len(made.states)))
    made.states.append(_now(desk, made))
    return {"shows": len(made.states) - 1}


def _pick(desk: Desk, number: int, key: str) -> None:
    picture = desk.pictures[number]
    picture._touched(picture, {"pick": key}, [])


def _dragged(
    desk: Desk, made: Recording, number: int, name: str, there: list[State], slot: int
) -> tuple[int, float, float] | None:
    """The control that a handle on a line sets, and how its number follows from the handle's: times, plus."""
    (tag,) = (t for t in re.findall(r"<[^>]*>", there[0].shown[slot]) if f' data-drag="{escape(name)}"' in t)
    bounds = re.search(r' data-low="([^"]*)" data-high="([^"]*)"', tag)
    if not bounds:
        return None
    low, high = map(float, bounds.groups())
    desk.reopen()
    desk.set(there[0].places, made.controls)
    seen_at = []
    for value in (low, high, (low + high) / 2):
        picture = desk.pictures[number]
        picture._touched(picture, {"drag": name, "value": value}, [])
        seen_at.append([c.widget.value for c in made.controls])
    for i, control in enumerate(made.controls):
        first, last, middle = (row[i] for row in seen_at)
        if control.numbers and first != last:
            times = (last - first) / (high - low)
            plus = first - times * low
            near = abs(times * (low + high) / 2 + plus - middle) <= control.widget.step
            return (i, times, plus) if near else None
    return None
