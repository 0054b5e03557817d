"""The bargaining table with its sliders, and the form in which a delegation hands in its result."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import ipywidgets as ipw

from ..kit.predict import Predict, Question
from ..kit.show import Picture
from ..kit.view import WIDE, LivePicture, Number, View, button, card, notice
from . import delegations
from .delegations import Delegation, DelegationError
from .model import Standing

FOLDER = "delegations"
_NONE = "none"


@dataclass(frozen=True)
class Setting:
    """What lies on the table: a package by axis, whose losses are looked at, which end of a position in doubt, which proposal."""

    package: tuple[float, ...]
    pair: tuple[str, str]
    end: str
    focus: str = ""


@dataclass(frozen=True)
class Menu:
    """What a student may choose from, each id -> words, and the proposals as packages."""

    axes: dict[str, str]
    actors: dict[str, str]
    ends: tuple[str, ...]
    proposals: dict[str, str]
    packages: dict[str, tuple[float, ...]]


class BargainingTable(ipw.VBox):
    """Six sliders, two actors, a proposal to look at; the picture of losses; a button that takes a package that beats one's own.

    ``draw(setting)`` is the picture, ``stand(setting)`` where the package lies, ``explain(proposal)`` its coding as HTML.
    """

    def __init__(
        self,
        menu: Menu,
        start: Setting,
        draw: Callable[[Setting], Picture],
        stand: Callable[[Setting], Standing],
        explain: Callable[[str], str],
        axes_html: str,
    ):
        self._menu, self._draw, self._stand, self._explain = menu, draw, stand, explain
        self._moving = False
        self._pair = start.pair
        self.sliders = {
            axis: _aligned(Number(menu.axes[axis], value, 0, 100, 1))
            for axis, value in zip(menu.axes, start.package, strict=True)
        }
        people = [(name, actor) for actor, name in menu.actors.items()]
        self.first = _dropdown("First actor", people, start.pair[0])
        self.second = _dropdown("Second actor", people, start.pair[1])
        self.end = _dropdown("Position in doubt", [(end, end) for end in menu.ends], start.end)
        self.proposal = _dropdown(
            "Proposal", [(_NONE, "")] + [(name, p) for p, name in menu.proposals.items()], start.focus
        )
        self.put = button("Put it on the sliders", self._put)
        self.better = button("Take the package that beats mine", self._better)
        self.message, self.why = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self.picture = LivePicture()
        for slider in self.sliders.values():
            slider.on_change(lambda _value: self._changed())
        for choice in (self.end, self.proposal):
            choice.observe(lambda _change: self._changed(), "value")
        for choice in (self.first, self.second):
            choice.observe(lambda _change: self._seat(), "value")
        self._show()
        meaning = ipw.HTML(
            f'<details><summary style="cursor:pointer">What 0, 50 and 100 mean on each axis</summary>{axes_html}</details>',
            layout=WIDE,
        )
        rows = [
            ipw.HBox(parts, layout=ipw.Layout(flex_flow="row wrap"))
            for parts in ([self.first, self.second, self.end], [self.proposal, self.put, self.better])
        ]
        sliders = ipw.HBox(list(self.sliders.values()), layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__([sliders, meaning, *rows, self.message, self.picture, self.why], layout=WIDE)

    @property
    def setting(self) -> Setting:
        """What lies on the table now."""
        package = tuple(slider.value for slider in self.sliders.values())
        return Setting(package, self._pair, self.end.value, self.proposal.value)

    def set_package(self, package: Sequence[float]) -> None:
        """Move all sliders at once, and draw once."""
        self._moving = True
        for slider, value in zip(self.sliders.values(), package, strict=True):
            slider.box.value = value
        self._moving = False
        self._show()

    def _changed(self) -> None:
        if not self._moving:
            self.message.value = ""
            self._show()

    def _seat(self) -> None:
        chosen = (self.first.value, self.second.value)
        if chosen[0] == chosen[1]:
            shown = " and ".join(self._menu.actors[a] for a in self._pair)
            self.message.value = notice(f"Choose two different actors. The picture still shows {escape(shown)}.")
            return
        self._pair = chosen
        self._changed()

    def _put(self) -> None:
        if not self.proposal.value:
            self.message.value = notice("Choose a proposal first; its middle reading then goes onto the sliders.")
            return
        self.message.value = notice(
            f"The sliders now hold the middle reading of {escape(self._menu.proposals[self.proposal.value])}."
        )
        self.set_package(self._menu.packages[self.proposal.value])

    def _better(self) -> None:
        better = self._stand(self.setting).better
        if better is None:
            self.message.value = notice("No package on the grid beats yours for these two.")
            return
        self.message.value = notice("The sliders moved to the package that beat yours by most for both.")
        self.set_package(better)

    def _show(self) -> None:
        now = self.setting
        self.picture.show(self._draw(now))
        self.why.value = self._explain(now.focus) if now.focus else ""


def _aligned(number: Number) -> Number:
    """The same number, with names of one width and a slider short enough for two columns."""
    number.box.style.description_width = "13.5em"
    number.box.layout.width = "19em"
    number.slider.layout.width = "10em"
    return number


def _dropdown(words: str, options: list[tuple[str, str]], value: str) -> ipw.Dropdown:
    return ipw.Dropdown(
        options=options,
        value=value,
        description=words,
        layout=ipw.Layout(width="auto"),
        style={"description_width": "initial"},
    )


def table(
    make: Callable[[], BargainingTable], static: str, question: Question, share: float, shown: str, predict: bool | None
) -> View:
    """The bargaining table behind a prediction about ``share``, the part of the grid that nothing beats."""

    def opened(said: str | None) -> ipw.Widget:
        widget = make()
        return (
            ipw.VBox([ipw.HTML(notice(question.verdict(said, share, shown)), layout=WIDE), widget], layout=WIDE)
            if said
            else widget
        )

    return View(Predict(question, opened, predict), static, "The bargaining table, with a slider for each axis")


class DelegationForm(ipw.VBox):
    """What a delegation hands in: its points, its bottom lines and the package agreed, saved as a small file and offered for download."""

    def __init__(self, axes: dict[str, str], actors: dict[str, str], points: dict[str, dict[str, int]], actor: str):
        self._axes, self._actors, self._points, self._filled = axes, actors, points, actor
        self.class_name = _text("Name of your table", "such as IR 301, table 2", 10, 16)
        self.actor = _dropdown("You speak for", [(name, a) for a, name in actors.items()], actor)
        self.points = {a: _text(f"{label}: points", "", 17, 5, str(points[actor][a])) for a, label in axes.items()}
        self.lines = {a: _text(f"{label}: bottom line", "none", 19, 5) for a, label in axes.items()}
        self.agreed = {a: _text(f"{label}: agreed", "none", 17, 5) for a, label in axes.items()}
        self.button = button("Save my delegation's file", self._save, primary=True)
        self.message, self.link = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self.actor.observe(lambda change: self._fill(change["new"]), "value")
        heads = (
            "Your private points (0 or more)",
            "Your bottom lines (0 to 100, or empty)",
            "The package agreed (0 to 100; all empty if none)",
        )
        columns = [
            ipw.VBox([ipw.HTML(notice(f"<strong>{head}</strong>")), *boxes.values()])
            for head, boxes in zip(heads, (self.points, self.lines, self.agreed), strict=True)
        ]
        top = ipw.HBox([self.class_name, self.actor], layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__(
            [top, ipw.HBox(columns, layout=ipw.Layout(flex_flow="row wrap")), self.button, self.message, self.link],
            layout=WIDE,
        )

    def _fill(self, actor: str) -> None:
        """Put the new role's points in place of the old role's, unless the student has changed them."""
        if {a: box.value for a, box in self.points.items()} == {
            a: str(v) for a, v in self._points[self._filled].items()
        }:
            for axis, value in self._points[actor].items():
                self.points[axis].value = str(value)
            self._filled = actor
            self.message.value = notice(f"The points are now those of {escape(self._actors[actor])}.")
        else:
            self.message.value = notice(
                f"You speak for {escape(self._actors[actor])} now; your points stay as you set them."
            )

    def _save(self) -> None:
        try:
            made = self.read()
        except DelegationError as error:
            self.message.value, self.link.value = notice("Not saved yet. " + escape(str(error))), ""
            return
        name, text = file_name(made), made.to_json()
        data = base64.b64encode(text.encode()).decode()
        self.link.value = f'<p style="margin:0.3em 0"><a download="{name}" href="data:application/json;base64,{data}">Download {name}</a></p>'
        try:
            kept = keep(Path(FOLDER), name, text)
        except OSError as error:
            self.message.value = notice(
                escape(f"{name} could not be written here ({error.strerror}); take it with the link below.")
            )
            return
        also = f" What stood there before is kept as {kept}." if kept else ""
        self.message.value = notice(escape(f"Saved as {FOLDER}/{name}.{also}"))

    def read(self) -> Delegation:
        """What stands in the form; DelegationError with a sentence if it cannot be handed in."""
        given = {
            "points": {a: number(box.value, box.description) for a, box in self.points.items()},
            "lines": {a: number(box.value, box.description) for a, box in self.lines.items() if box.value.strip()},
            "agreed": {a: number(box.value, box.description) for a, box in self.agreed.items() if box.value.strip()},
        }
        if missing := [self._axes[a] for a in self._axes if given["agreed"] and a not in given["agreed"]]:
            raise DelegationError(
                f"The package has no number for {', '.join(missing)}. Nothing is agreed until everything is: fill all of it, or none."
            )
        made = Delegation(
            self.class_name.value, self.actor.value, given["points"], given["lines"], given["agreed"] or None
        )
        return delegations.parse(made.to_json(), "Your form", list(self._actors), list(self._axes))


def _text(words: str, placeholder: str, name_width: int, box_width: int, value: str = "") -> ipw.Text:
    """A text box with its name before it, both so many letters wide."""
    return ipw.Text(
        value=value,
        description=words,
        placeholder=placeholder,
        layout=ipw.Layout(width=f"{name_width + box_width}em"),
        style={"description_width": f"{name_width}em"},
    )


def number(words: str, name: str) -> float:
    """A number as typed, with a comma or a point; DelegationError says which box holds none."""
    try:
        return float(words.strip().replace(",", "."))
    except ValueError:
        raise DelegationError(f"“{name}” holds {words[:30]!r}; write a number such as 40.") from None


def file_name(made: Delegation) -> str:
    """The file's name: class and actor, with nothing in it that a file system minds."""
    plain = re.sub(r"[^\w-]+", "-", made.class_name).strip("-")[:40] or "table"
    return f"{plain}-{made.actor}.json"


def keep(folder: Path, name: str, text: str) -> str:
    """Write a file whole; where another text stands already, put it aside and return its new name."""
    folder.mkdir(exist_ok=True)
    path, kept = folder / name, ""
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
        count = 1
        while (aside := folder / f"{name}.kept-{count}").exists():
            count += 1
        path.replace(aside)
        kept = aside.name
    draft = folder / f".{name}.new"
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)
    return kept


def delegation(axes: dict[str, str], actors: dict[str, str], points: dict[str, dict[str, int]], actor: str) -> View:
    words = (
        f"A form for {escape(actors[actor])} and the other delegations: private points, bottom lines, the package agreed. "
        "Run the cell to fill it in, save it and download it."
    )
    return View(
        DelegationForm(axes, actors, points, actor), card(f'<p style="margin:0">{words}</p>'), "A delegation's form"
    )
