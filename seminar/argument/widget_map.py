"""Building a map of a passage, and coding a whole article: an outline to write, and what it makes drawn beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..kit import argdown, files
from ..kit.argdown import Line
from ..kit.fold import above
from ..kit.keep import Kept
from ..kit.live import LivePicture
from ..kit.palette import KINDS, RULE
from ..kit.view import BREAKS, WIDE, View, button, card, notice
from . import coding, picture, picture_claims, picture_map
from .widget_outline import Outline, choice, tick

_RELATIONS = [
    (argdown.SUPPORTS, "+ supports"),
    (argdown.TOGETHER, "+ together"),
    (argdown.OBJECTS, "− objects"),
    (argdown.UNDERCUTS, "− undercuts"),
]
_KEYS = "Enter begins a line. Alt + → hangs it under the line above, Alt + ← takes it back, Alt + ↑ and ↓ move it."
_HELP = (
    f"{_KEYS} <em>Together</em>: it supports only with the line before it. <em>Undercuts</em>: the reason may be true, but it is not "
    "a reason for that. <em>Unstated</em>: the text leaves it to you."
)
_PAGE = 940  # as wide as a page of a lesson
_FEWEST = 4  # lines before other readers' maps are shown
_HALF = ipw.Layout(flex="1 1 25em", width="auto", min_width="0", max_width="100%")


class MapBuilder(ipw.VBox):
    """An outline of a passage and its tree beside it, with comments on the structure, kept as it changes.

    ``readers`` are maps to be laid beside it, by name, and ``differences`` the table that says where they differ.
    """

    def __init__(self, passage: str, readers: dict[str, list[Line]], differences: pd.DataFrame):
        self._passage, self._readers, self._differences = passage, readers, differences
        self.kept = Kept(f"map {passage}")
        fields = [choice("relation", "What it does", _RELATIONS, below=True), tick("unstated", "Unstated")]
        self.outline = Outline(rows=_rows(self.kept.earlier()), fields=fields)
        self.picture = LivePicture()
        self.picture.layout = _HALF
        self.picture.on_pick(self._go)
        self.remarks, self.message, self.beside = (ipw.HTML(layout=WIDE) for _ in range(3))
        self.text = ipw.Textarea(layout=ipw.Layout(width="98%", height="9em", display="none"))
        self.outline.observe(lambda _change: self._changed(), "rows")
        buttons = [button("Write it as Argdown", self._export)]
        if readers:
            buttons.insert(0, button("Lay it beside other readers' maps", self._lay_beside, primary=True))
        self._draw()
        rows = [
            ipw.HTML(notice(_HELP), layout=WIDE),
            ipw.HBox([self.outline, self.picture], layout=BREAKS),
            self.remarks,
            self.kept,
            ipw.HBox(buttons, layout=BREAKS),
        ]
        super().__init__([*rows, self.message, self.text, self.beside], layout=WIDE)

    @property
    def lines(self) -> list[Line]:
        """The map as it stands; lines without words are left out."""
        return argdown.from_rows(self.outline.rows)

    def _go(self, line: str) -> None:
        filled = [at for at, row in enumerate(self.outline.rows) if argdown.from_rows([row])]
        self.outline.go(filled[int(line)])

    def _changed(self) -> None:
        self.kept.keep(self.outline.rows)
        self._draw()

    def _draw(self) -> None:
        lines = self.lines
        self.picture.show(picture_map.tree(lines, letters=17, most=4))
        self.remarks.value = (
            _remarks([comment.sentence for comment in argdown.comments(lines)]) if len(lines) > 1 else ""
        )

    def _lay_beside(self) -> None:
        lines = self.lines
        if len(lines) < _FEWEST:
            self.message.value = notice(
                f"Write at least {_FEWEST} lines first; then you have something to lay beside theirs."
            )
            return
        self.message.value = ""
        self.beside.value = others(self._readers, self._differences)

    def _export(self) -> None:
        self.text.value = argdown.written(self.lines)
        self.text.layout.display = None
        name = f"my_map_{self._passage}.argdown"
        try:
            path = files.write(answers.place(name), self.text.value)
        except OSError as error:
            self.message.value = notice(
                escape(f"{name} cannot be written ({error.strerror or error}); copy the text below.")
            )
            return
        self.message.value = notice(f"Written as {escape(answers.where(path))}. You can copy the text below too.")


def others(readers: dict[str, list[Line]], differences: pd.DataFrame) -> str:
    """Other readers' maps as HTML, and where and why they differ."""
    drawn = [picture_map.tree(lines, name, least=_PAGE).html() for name, lines in readers.items()]
    table = picture_map.differences(differences, list(readers)).html() if len(differences) else ""
    return "".join(drawn) + table


def build(passage: str, readers: dict[str, list[Line]], differences: pd.DataFrame) -> View:
    """The builder for a passage; without a kernel the readers' maps, which come after one's own on paper."""
    words = f"<p>Draw {escape(passage)} on paper: the thesis at the left, and to the right of each line what is given for it.</p>"
    still = card(words) + (above(others(readers, differences)) if readers else "")
    return View(MapBuilder(passage, readers, differences), still, f"A map of {passage} to build")


def _rows(kept: object) -> list[dict]:
    return [row for row in kept if isinstance(row, dict)] if isinstance(kept, list) else []


def _remarks(sentences: list[str]) -> str:
    """Sentences as a list; where there is none, that too is said."""
    if not sentences:
        return notice("Nothing to ask about the structure. Whether a line is true is for you to judge.")
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<div role="status"><ul style="margin:0.3em 0;padding-left:1.4em;line-height:1.45">{items}</ul></div>'


@dataclass(frozen=True)
class Coded:
    """The seminar's own coding of an article: ``claims``, and a ``reason`` for the kind of some of them (``claim_id``, ``reason``)."""

    claims: pd.DataFrame
    reasons: pd.DataFrame


class CodingForm(ipw.VBox):
    """An article beside a form for its claims, one after another; then its tree, its strip and its bare predictions.

    ``article`` has the text by paragraph, empty where the student pastes one; ``name`` is that under which the coding is kept.
    """

    def __init__(self, article: dict[str, str], name: str, key: Coded | None):
        self._key, self._article = key, article
        self.kept = Kept(f"coding {name}".strip())
        earlier = self.kept.earlier()
        earlier = earlier if isinstance(earlier, dict) else {}
        self.pasted = ipw.Textarea(
            value=str(earlier.get("text", "")),
            placeholder="Paste or type an article here, with an empty line between its paragraphs.",
            layout=ipw.Layout(width="98%", height="9em"),
        )
        self.reading = ipw.HTML(layout=_HALF)
        self.outline = Outline(rows=_rows(earlier.get("rows")))
        self.message, self.drawn, self.beside = (ipw.HTML(layout=WIDE) for _ in range(3))
        self._read()
        self.pasted.observe(lambda _change: (self._read(), self._keep()), "value")
        self.outline.observe(lambda _change: self._keep(), "rows")
        buttons = [button("Draw my coding", self._draw, primary=True)]
        if key is not None:
            buttons.append(button("Lay it beside the seminar's", self._lay_beside))
        asks = [ipw.HTML(notice(_KEYS), layout=WIDE), *([] if article else [self.pasted])]
        rows = [
            *asks,
            ipw.HBox([self.reading, self.outline], layout=BREAKS),
            self.kept,
            ipw.HBox(buttons, layout=BREAKS),
        ]
        super().__init__([*rows, self.message, self.drawn, self.beside], layout=WIDE)

    @property
    def article(self) -> dict[str, str]:
        """The text that is coded, by paragraph."""
        return self._article or coding.paragraphs(self.pasted.value)

    def _keep(self) -> None:
        self.kept.keep({"rows": self.outline.rows, **({} if self._article else {"text": self.pasted.value})})

    def _read(self) -> None:
        self.reading.value = reading(self.article)
        self.outline.fields = [
            choice("paragraph", "Paragraph", [("", "P?"), *((number, number) for number in self.article)]),
            choice("kind", "Kind", [("", "kind?"), *((kind, mark.label) for kind, mark in KINDS.items())]),
            choice("status", "Said or implied", [(status, status) for status in coding.STATUSES]),
        ]

    def _mine(self) -> pd.DataFrame | None:
        """The coding as claims; None where it lacks something, which is then said."""
        lacking = coding.faults(self.outline.rows)
        self.message.value = _remarks(lacking) if lacking else ""
        return None if lacking else coding.claims(self.outline.rows)

    def _draw(self) -> None:
        if (mine := self._mine()) is None:
            return
        self.message.value = _remarks([c.sentence for c in argdown.comments(argdown.from_rows(self.outline.rows))])
        self.drawn.value = drawn(mine, list(self.article))

    def _lay_beside(self) -> None:
        if self._key is None or (mine := self._mine()) is None:
            return
        numbers = list(self.article)
        table = picture_claims.codings(
            coding.by_paragraph(mine, self._key.claims, numbers), self._key.claims, self._key.reasons
        )
        self.beside.value = table.html() + drawn(self._key.claims, numbers)


def drawn(claims: pd.DataFrame, numbers: Sequence[str]) -> str:
    """A coding as HTML: its tree, its strip, and which of its predictions stand on nothing."""
    strip = picture.strip(claims, pd.DataFrame({"paragraph": list(numbers)}))
    return picture.tree(claims).html() + strip.html() + notice(escape(picture_claims.bare(claims)))


def reading(article: dict[str, str], live: bool = True) -> str:
    """An article to read, its paragraphs numbered: beside the form in a box that scrolls, elsewhere whole."""
    body = "".join(
        f'<p style="margin:0 0 0.5em"><strong>{number}</strong> {escape(text)}</p>' for number, text in article.items()
    )
    style = (
        f"max-height:27em;overflow-y:auto;line-height:1.45;font-size:14px;border:1px solid {RULE};padding:0.5em 0.7em"
    )
    return f'<div tabindex="0" role="group" aria-label="The article" style="{style}">{body}</div>' if body else ""


def code(article: dict[str, str], name: str, key: Coded | None) -> View:
    """The coding form; without a kernel the article, and behind it the seminar's own coding."""
    words = "<p>Code it on paper: one claim a line, with its paragraph, its kind, said or implied, and what it supports.</p>"
    still = card(words + reading(article, live=False))
    if key is not None:
        still += above(drawn(key.claims, list(article)))
    return View(CodingForm(article, name, key), still, "A form to code an article")
