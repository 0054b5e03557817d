"""What a function is handed. To load pandas takes ten times as long as all the rest of a hand-in, and most functions only go over a table's rows.

So a table is handed unopened: it gives its rows by ``itertuples()`` as pandas would, and becomes a real DataFrame as soon as anything
else is asked of it. A day is a ``datetime``, as pandas' own Timestamp is, and knows by pandas what it does not know itself.
What comes out is the same as from :func:`seminar.exercises.tasks.adapt`; a test compares them.
"""

from __future__ import annotations

import sys
from datetime import datetime

TYPE_CHECKING = False  # typing's own is not loaded: it takes time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def adapt(value: object, real: bool = False) -> object:
    """An input as a function takes it. ``real``: a table is pandas' own from the start, since somebody may ask for its type."""
    if not isinstance(value, dict) or not (value.keys() == {"date"} or "table" in value):
        return value
    if real or "pandas" in sys.modules:
        return _real(value)
    return Day.fromisoformat(value["date"]) if "date" in value else _unopened(value)


def _real(value: dict) -> object:
    """pandas' own, as the notebook's check makes it, without the models that it loads besides."""
    import pandas

    if "date" in value:
        return pandas.Timestamp(value["date"])
    table = pandas.DataFrame(value["table"], columns=value.get("columns"))
    return table.assign(**{column: pandas.to_datetime(table[column]) for column in value.get("dates", [])})


class Day(datetime):
    """A Timestamp, as far as that is a datetime."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        from pandas import Timestamp

        return getattr(Timestamp(self), name)


def _unopened(value: dict) -> object:
    """The table unopened, or at once as pandas' own where its columns are not all of one plain kind."""
    table, names, dates = value["table"], value.get("columns"), value.get("dates", [])
    names = names if names is not None else list(table[0]) if table else []
    columns: list[list[Any]] = [[row.get(name) if isinstance(row, dict) else None for row in table] for name in names]
    kinds = [{type(v) for v in column} for column in columns]
    plain = all(len(k) == 1 and k <= {str, int, float, list} for k in kinds) and all(map(str.isidentifier, names))
    if not (plain and table and names and all(row.keys() <= set(names) for row in table)):
        return _real(value)
    days = [name in dates for name in names]
    if any(k != {str} or not all(_is_day(v) for v in c) for k, c, day in zip(kinds, columns, days, strict=True) if day):
        return _real(value)
    made = [[Day.fromisoformat(v) for v in c] if day else c for c, day in zip(columns, days, strict=True)]
    return Table(value, names, made)


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


class Table:
    """A DataFrame that nobody has opened yet."""

    def __init__(self, value: dict, names: list[str], columns: list[list]) -> None:
        self.__dict__["_unopened"] = value, names, columns

    def itertuples(self, index: bool = True, name: str | None = "Pandas") -> Iterator[Any]:
        """Its rows, as pandas gives them."""
        if index is not True or name != "Pandas":
            return _opened(self).itertuples(index=index, name=name)
        from collections import namedtuple

        _, names, columns = self.__dict__["_unopened"]
        row: Any = namedtuple("Pandas", ["Index", *names], rename=True)  # type: ignore[misc]  # the names are known only here
        return map(row._make, zip(range(len(columns[0])), *columns, strict=True))

    def __getattr__(self, name: str) -> object:
        return getattr(_opened(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(_opened(self), name, value)


def _opened(table: Table) -> Any:
    """The same object, a DataFrame from now on."""
    if "_unopened" in table.__dict__:
        from pandas import DataFrame

        real = _real(table.__dict__.pop("_unopened")[0])
        object.__setattr__(table, "__class__", DataFrame)
        table.__dict__.update(real.__dict__)
    return table


def _through(name: str) -> Callable[..., object]:
    def opening(self: Table, *given: object, **named: object) -> object:
        return getattr(_opened(self), name)(*given, **named)

    return opening


_ASKED = """
len iter getitem setitem delitem contains eq ne lt le gt ge add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow
and rand or ror xor rxor neg pos invert abs array matmul rmatmul bool repr str dir copy deepcopy reduce_ex sizeof format round hash
"""
for _name in _ASKED.split():
    setattr(Table, f"__{_name}__", _through(f"__{_name}__"))
