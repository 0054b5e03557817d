"""A function's first wrong call, shown: what it was given, and what it gave back. Only ever of inputs that the notebook holds."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from . import marking

_MOST_ROWS = 30


@dataclass(frozen=True)
class Tried:
    """One call: the function's name, the name and value of each input as plain values, what it gave back, and which call it was."""

    name: str
    given: tuple[tuple[str, object], ...]
    gave: str
    number: int
    of: int

    @property
    def line(self) -> str:
        """The call in one line: “On input 2 of 4, value(scores=[…], points=[…]) gave 3.5.”"""
        given = ", ".join(f"{name}={_short(value)}" for name, value in self.given)
        return f"On input {self.number} of {self.of}, {self.name}({given}) {self.gave}."

    def text(self) -> str:
        """The call with its tables, as plain text."""
        tables = [f"{name}:\n{_lines(value)}" for name, value in self.given if _is_table(value)]
        return "\n".join([f"{self.line} Work it out by hand and compare.", *tables])

    def html(self) -> str:
        """The call with its tables, as HTML."""
        tables = "".join(_table(name, value) for name, value in self.given if _is_table(value))
        return f'<br><span style="overflow-wrap:anywhere">{escape(self.line)}</span> Work it out by hand and compare.{tables}'


def first_wrong(task: dict, answer: object) -> Tried | None:
    """The first call that did not give what it should, by the task's own key; None if all did, or the answer is no function."""
    calls = answer.get("calls") if isinstance(answer, dict) and task["kind"] == "function" else None
    for number, call in enumerate(calls or [], start=1):
        value = call.get("value")
        if marking.credit(task["key"], str(number), value) < 1:
            names, inputs = task["form"]["arguments"], task["inputs"]
            gave = f"stopped with {call['error'].rstrip('.')}" if "error" in call else f"gave {_short(value)}"
            return Tried(task["name"], tuple(zip(names, inputs[number - 1], strict=False)), gave, number, len(inputs))
    return None


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("table"), list)


def _columns(value: dict) -> list[str]:
    return value.get("columns") or list(dict.fromkeys(name for row in value["table"] for name in row))


def _short(value: object) -> str:
    if _is_table(value):
        return f"<the table below, {len(value['table'])} rows>"
    if isinstance(value, dict) and value.keys() == {"date"}:
        return value["date"]
    text = "nothing (None)" if value is None else repr(value)
    return text if len(text) <= 240 else f"{text[:239]}…"


def _rows(value: dict) -> list[list[str]]:
    cells = [[row.get(name, "") for name in _columns(value)] for row in value["table"][:_MOST_ROWS]]
    return [[", ".join(map(str, c)) if isinstance(c, list) else str(c) for c in row] for row in cells]


def _lines(value: dict) -> str:
    return "\n".join(" | ".join(row) for row in [_columns(value), *_rows(value)])


def _table(name: str, value: dict) -> str:
    import pandas as pd

    from ..kit.show import table_html

    return table_html(pd.DataFrame(_rows(value), columns=_columns(value)), name)
