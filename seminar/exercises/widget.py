"""``answer("1.2")``: a task as a form of lists and boxes. What is filled in is the answer, as if it had been written in its cell."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as ipw

from ..kit.view import BESIDE, BREAKS, DESCRIBED, LIST, WIDE, button, notice
from . import marking

_NOTHING = "–"


class AnswerForm(ipw.VBox):
    """The form of one task (``checks.json``), with what was filled in before.

    ``took(value)`` is given the answer each time something changes, as plain values; ``checked(value)`` gives the HTML of its check.
    """

    def __init__(self, task: dict, earlier: object, took: Callable[[object], None], checked: Callable[[object], str]):
        self.form, self._took, self._checked = task["form"], took, checked
        self.fields: dict[str, list[ipw.Widget]] = {}
        self.outcome = ipw.HTML(layout=WIDE)
        rows = self._rows(task)
        self._fill(marking.tidy(self.form, earlier))
        for field in self.boxes:
            field.observe(lambda _change: self._took(self.value), "value")
        begin = ipw.HTML(
            notice(
                f"<strong>{escape(task['title'])}</strong> What you fill in is your answer, and is kept as you change it."
            ),
            layout=WIDE,
        )
        super().__init__([begin, *rows, button("Check", self._check, primary=True), self.outcome], layout=WIDE)

    @property
    def boxes(self) -> list[ipw.Widget]:
        return [field for entry in self.fields.values() for field in entry]

    @property
    def value(self) -> object:
        """The answer, as plain values."""
        entries = {item: [_given(field) for field in fields] for item, fields in self.fields.items()}
        if self.form["shape"] == "map":
            return {item: values[0] if len(values) == 1 else values for item, values in entries.items()}
        return entries[""][0]

    def _rows(self, task: dict) -> list[ipw.Widget]:
        if self.form["shape"] != "map":
            self.fields[""] = [_field(self.form, "Your answer")]
            return self.fields[""]
        rows = []
        for item in self.form["items"]:
            names = [f["name"] for f in self.form["fields"]] if len(self.form["fields"]) > 1 else [""]
            own = [_field(f, f"{item} {name}".strip()) for f, name in zip(self.form["fields"], names, strict=True)]
            self.fields[item] = own
            words = task.get("words", {}).get(item, "")
            rows.append(ipw.HBox([*own, *([ipw.HTML(escape(words), layout=BESIDE)] if words else [])], layout=BREAKS))
        return rows

    def _fill(self, earlier: object) -> None:
        """Put what was kept into the fields that can hold it."""
        entries = earlier if self.form["shape"] == "map" else {"": earlier}
        for item, fields in self.fields.items():
            value = entries.get(item) if isinstance(entries, dict) else None
            values = (
                value
                if len(fields) > 1 and isinstance(value, list) and len(value) == len(fields)
                else [value] * (len(fields) == 1)
            )
            for field, one in zip(fields, values, strict=False):
                if isinstance(field, ipw.SelectMultiple):
                    field.value = tuple(v for v in one or () if v in self.form["allowed"])
                elif isinstance(field, ipw.Dropdown):
                    field.value = one if one in [v for _, v in field.options] else ""
                else:
                    field.value = "" if one is None else str(one)

    def _check(self) -> None:
        self._took(self.value)
        self.outcome.value = self._checked(self.value)


def _field(field: dict, name: str) -> ipw.Widget:
    """One control: a list to choose from, a box for a number, or one for words."""
    if field.get("shape") == "names":
        return ipw.SelectMultiple(
            options=field["allowed"],
            description=name,
            rows=min(len(field["allowed"]), 14),
            style=DESCRIBED,
            layout=LIST,
        )
    if "allowed" in field:
        return ipw.Dropdown(
            options=[(_NOTHING, ""), *((v, v) for v in field["allowed"])], description=name, style=DESCRIBED
        )
    if field.get("shape") == "text":
        return ipw.Textarea(description=name, rows=4, style=DESCRIBED, layout=LIST)
    return ipw.Text(description=name, placeholder="a number", style=DESCRIBED)


def _given(field: ipw.Widget) -> object:
    return list(field.value) if isinstance(field, ipw.SelectMultiple) else field.value
