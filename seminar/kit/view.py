"""The parts of every widget: a view with a static twin, a number that is easy to set, a button, a line that says what happened."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import ipywidgets as ipw

from ..saving import LIVE
from .fold import behind
from .keyboard import OURS, TWIN, Keyboard
from .palette import LINE_OF_TEXT, QUIET, STYLE, VERDICTS

WIDE = ipw.Layout(width="auto", max_width="1320px")  # so wide that controls find room beside a picture
NARROW = ipw.Layout(width="auto")  # as wide as its words
BREAKS = ipw.Layout(
    flex_flow="row wrap", max_width="1000px", grid_gap="0 0.8em"
)  # a row that wraps where there is no room
DESCRIBED = {"description_width": "initial"}  # the style of a control whose name is as wide as its words
LIST = ipw.Layout(width="98%", max_width="900px")  # a list to pick from, as wide as the page lets it be
RUN = "Run this cell to use it."
HELD = "your prediction held."  # in the words on a prediction that came out
# Beside a live widget its twin is hidden; beside one whose model is gone, whatever JupyterLab writes in its place.
_EITHER = (
    f"<style>.jp-OutputArea-child:has(.{TWIN}):has(+ * .{OURS}),"
    f".jp-OutputArea-child:has(.{TWIN}) + .jp-OutputArea-child:not(:has(.{OURS}, .{TWIN})){{display:none}}</style>"
)
BESIDE = ipw.Layout(width="auto", flex="1 1 20em")  # words beside a control in such a row


class View:
    """A widget to be shown as the last line of a cell.

    It is two outputs. The first is ``static``, HTML with a line that says how to have the widget: what a reader without a
    kernel sees, on a web page, on paper, in a notebook that has not been run, and on the next day. The second is the
    widget alone. While it stands there, the first is hidden; where its model is gone, it is hidden itself.
    """

    def __init__(self, box: ipw.Widget, static: str, name: str):
        question = getattr(box, "question", None)
        self.box, self.name = box, name
        self._shown = ipw.VBox([box, Keyboard()], layout=WIDE).add_class(OURS)
        self.static = static if question is None else behind(question.words, static)
        self._asks = "" if question is None else "It asks for a prediction first. "  # so that a test can see it stored

    def _ipython_display_(self) -> None:
        from IPython.display import display  # a lesson's kernel has it; a script need not

        bundle = self._shown._repr_mimebundle_()
        live = bundle[0] if isinstance(bundle, tuple) else bundle
        display(self._repr_mimebundle_(), raw=True)
        if LIVE in live:
            display({LIVE: live[LIVE]}, raw=True)

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        html = f'<div class="{TWIN}">{_EITHER}<p class="{TWIN}-run" style="color:{QUIET};margin:0">{RUN}</p>{self.static}</div>'
        return {"text/html": html, "text/plain": f"{self.name}. {self._asks}{RUN}"}


class Number(ipw.VBox):
    """A number from ``low`` to ``high`` by slider or by typing. The box carries the name that a screen reader says.

    What is typed may have a comma for the point. What is no number, or out of range, changes nothing and is answered
    in a sentence beside the box. ``in_picture`` leaves the box alone, where a handle in the picture is the slider.
    """

    def __init__(self, name: str, value: float, low: float, high: float, step: float, in_picture: bool = False):
        self.slider = ipw.FloatSlider(
            value=value,
            min=low,
            max=high,
            step=step,
            readout=False,
            layout=ipw.Layout(width="22em", flex="1 1 10em", max_width="22em", display="none" if in_picture else None),
        )
        self.box = ipw.Text(
            value=_written(value),
            description=name,
            continuous_update=False,
            style={"description_width": "initial"},
            layout=ipw.Layout(width="auto"),
        )
        self.message = ipw.HTML(layout=ipw.Layout(display="none"))
        self.slider.observe(lambda change: self._say(change["new"]), "value")
        self.box.observe(lambda change: self._typed(change["new"]), "value")
        super().__init__([ipw.HBox([self.box, self.slider], layout=BREAKS), self.message])

    def on_change(self, redraw) -> None:
        """Call ``redraw(value)`` once per change, whether made by slider or by typing."""
        self.slider.observe(lambda change: redraw(change["new"]), "value")

    @property
    def value(self) -> float:
        """The number that is set now."""
        return self.slider.value

    @value.setter
    def value(self, number: float) -> None:
        self.slider.value = number
        self._say(self.value)

    @property
    def disabled(self) -> bool:
        """Whether both the box and the slider are off."""
        return self.slider.disabled

    @disabled.setter
    def disabled(self, off: bool) -> None:
        self.slider.disabled = self.box.disabled = off

    def _say(self, number: float) -> None:
        """Show the number in the box, and clear any message about a slip."""
        self.box.value, self.message.value, self.message.layout.display = _written(number), "", "none"

    def _typed(self, words: str) -> None:
        if words == _written(self.value):
            return
        try:
            number = typed(words, self.slider.min, self.slider.max)
        except ValueError as error:
            self.message.value = notice(f"{escape(str(error))} It stays {_written(self.value)}.")
            self.message.layout.display = None
            return
        self.slider.value = number
        self._say(self.value)


def typed(words: str, low: float, high: float) -> float:
    """A number as a person types it: with a comma for the point, and any minus. ValueError says what is wanted."""
    text = words.strip().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise ValueError(f"“{words.strip()}” is not a number from {_written(low)} to {_written(high)}.")
    return number


def _written(number: float) -> str:
    return f"{round(number, 4):g}"


def button(words: str, on_click, primary: bool = False) -> ipw.Button:
    """A button as wide as its words; ``on_click`` takes nothing."""
    made = ipw.Button(
        description=words,
        button_style="primary" if primary else "",
        layout=ipw.Layout(width="auto", align_self="flex-start"),
    )
    made.on_click(lambda _button: on_click())
    return made


def beside(controls: Sequence[ipw.Widget], picture: ipw.Widget, room: str = "18em", least: str = "56em") -> ipw.HBox:
    """Controls beside what they change where that leaves the picture at least ``least``, in rows above it where not.

    ``room`` is the width of the controls beside it; both in em of a control's letters (13 px in JupyterLab).
    """
    rows = ipw.Layout(
        flex=f"1 1 {room}", min_width="0", flex_flow="row wrap", align_content="flex-start", grid_gap="0 0.8em"
    )
    picture.layout.flex, picture.layout.min_width = f"1000 1 {least}", "0"
    return ipw.HBox(
        [ipw.HBox(list(controls), layout=rows), picture],
        layout=ipw.Layout(flex_flow="row wrap", grid_gap="0.3em 1.2em"),
    )


def one_of(options: Sequence) -> ipw.RadioButtons:
    """Options of which none is chosen yet, as wide as their words."""
    return ipw.RadioButtons(options=options, value=None, layout=ipw.Layout(width="max-content"))


def numbered(number: int, question: str) -> ipw.HTML:
    """A question's number and words, above its :func:`one_of`."""
    words = f'<p style="margin:0.6em 0 0;line-height:1.45"><strong>{number}.</strong> {escape(question)}</p>'
    return ipw.HTML(words, layout=WIDE)


def card(html: str) -> str:
    """HTML in the frame of whatever is shown in a notebook."""
    return f'<div style="{STYLE}">{html}</div>'


def notice(words: str) -> str:
    """A line of HTML that says what has just happened or what to do; a screen reader reads it out when it changes."""
    return f'<p role="status" style="margin:0.3em 0;line-height:1.45;max-width:{LINE_OF_TEXT}">{words}</p>'


def verdict_line(words: str) -> list[ipw.Widget]:
    """The line above a widget that says how a prediction came out, with a sign to be seen at a glance; nothing where none was made."""
    if not words:
        return []
    held, sign = (VERDICTS["held"], "✓") if HELD in words else (VERDICTS["failed"], "✗")
    chip = (
        f'<span aria-hidden="true" style="background:{held.fill};color:{held.ink};font-weight:700;border-radius:4px;'
        f'padding:0 0.45em;margin-right:0.5em">{sign}</span>'
    )
    return [ipw.HTML(notice(chip + escape(words)), layout=WIDE)]
