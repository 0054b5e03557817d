"""The form in which a delegation hands in its result."""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path

import ipywidgets as ipw

from ..kit import files
from ..kit.view import WIDE, View, button, card, notice
from . import delegations, model
from .delegations import Delegation, DelegationError
from .model import Negotiation
from .widget_table import dropdown

FOLDER = "delegations"
_ROW = ipw.Layout(flex_flow="row wrap")
_HEADS = (
    "Your private points (0 or more)",
    "Your bottom lines (0 to 100, or empty)",
    "The package agreed (0 to 100; all empty if none)",
)


class DelegationForm(ipw.VBox):
    """What a delegation hands in: its points, its bottom lines and the package agreed, saved as a small file and offered for download.

    ``axes`` and ``actors`` are the names of the axes and of those at the table; the form opens for ``actor``.
    """

    def __init__(self, seated: Negotiation, axes: dict[str, str], actors: dict[str, str], actor: str):
        self._seated, self._axes, self._actors, self._filled = seated, axes, actors, actor
        self.class_name = _text("Name of your table", "such as IR 301, table 2", 10, 16)
        self.actor = dropdown("You speak for", [(name, a) for a, name in actors.items()], actor)
        points = model.private_points(seated, actor)
        self.points = {a: _text(f"{label}: points", "", 17, 5, str(points[a])) for a, label in axes.items()}
        self.lines = {a: _text(f"{label}: bottom line", "none", 19, 5) for a, label in axes.items()}
        self.agreed = {a: _text(f"{label}: agreed", "none", 17, 5) for a, label in axes.items()}
        self.button = button("Save my delegation's file", self._save, primary=True)
        self.message, self.link = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self.actor.observe(lambda change: self._fill(change["new"]), "value")
        columns = [
            ipw.VBox([ipw.HTML(notice(f"<strong>{head}</strong>")), *boxes.values()])
            for head, boxes in zip(_HEADS, (self.points, self.lines, self.agreed), strict=True)
        ]
        top = ipw.HBox([self.class_name, self.actor], layout=_ROW)
        super().__init__([top, ipw.HBox(columns, layout=_ROW), self.button, self.message, self.link], layout=WIDE)

    def _fill(self, actor: str) -> None:
        """Put the new role's points in place of the old role's, unless the student has changed them."""
        old, new = (model.private_points(self._seated, a) for a in (self._filled, actor))
        if {a: box.value for a, box in self.points.items()} == {a: str(v) for a, v in old.items()}:
            for axis, value in new.items():
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
        except (OSError, files.FileError) as error:
            why = getattr(error, "strerror", None) or error
            self.message.value = notice(
                escape(f"{name} could not be written here ({why}); take it with the link below.")
            )
            return
        also = f" What was there before is kept as {kept}." if kept else ""
        self.message.value = notice(escape(f"Saved as {FOLDER}/{name}.{also}"))

    def read(self) -> Delegation:
        """What the form holds; DelegationError with a sentence if it cannot be handed in."""
        points, lines, agreed = (
            {a: number(box.value, box.description) for a, box in boxes.items() if box.value.strip() or wanted}
            for boxes, wanted in ((self.points, True), (self.lines, False), (self.agreed, False))
        )
        if missing := [label for axis, label in self._axes.items() if agreed and axis not in agreed]:
            raise DelegationError(
                f"The package has no number for {', '.join(missing)}. Nothing is agreed until everything is: fill all of it, or none."
            )
        made = Delegation(self.class_name.value, self.actor.value, points, lines, agreed or None)
        return delegations.parse(made.to_json(), "Your form", list(self._actors), list(self._axes))


def _text(words: str, placeholder: str, name_width: int, box_width: int, value: str = "") -> ipw.Text:
    """A text box with its name before it; the widths are in letters."""
    return ipw.Text(
        value=value,
        description=words,
        placeholder=placeholder,
        layout=ipw.Layout(width=f"{name_width + box_width}em"),
        style={"description_width": f"{name_width}em"},
    )


def number(words: str, name: str) -> float:
    """A number as typed, with a comma or a point; DelegationError says which box does not hold one."""
    try:
        return float(words.strip().replace(",", "."))
    except ValueError:
        raise DelegationError(f"“{name}” holds {words[:30]!r}; write a number such as 40.") from None


def file_name(made: Delegation) -> str:
    """The file's name: class and actor, with nothing in it that a file system objects to."""
    plain = re.sub(r"[^\w-]+", "-", made.class_name).strip("-")[:40] or "table"
    return f"{plain}-{made.actor}.json"


def keep(folder: Path, name: str, text: str) -> str:
    """Write a file whole; if there is a different one already, set it aside and return its new name. OSError if it cannot be written."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    with files.locked(path):
        same = path.exists() and path.read_bytes() == text.encode()
        kept = None if same else files.set_aside(path)
        files.write(path, text)
    return kept.name if kept else ""


def delegation(seated: Negotiation, axes: dict[str, str], actors: dict[str, str], actor: str) -> View:
    """The form, opened for ``actor``."""
    words = (
        f"A form for {escape(actors[actor])} and the other delegations: private points, bottom lines, the package agreed. "
        "Run the cell to fill it in, save it and download it."
    )
    form = DelegationForm(seated, axes, actors, actor)
    return View(form, card(f'<p style="margin:0">{words}</p>'), "A delegation's form")
