"""The seminar's tables: read once, typed and checked by their descriptor, sealed by date.

``data/datapackage.json`` (a Frictionless Data Package, version 2) says what each column is; this module holds no
fact and no column name of its own. A row that breaks the descriptor is refused with a sentence that names file,
row and column.

***The seal.** A seminar speaks from the day its article appeared, which its descriptor gives: ``"speaks_from":
"2019-03-08"``. If a table's descriptor names a ``seal`` column, that column holds the first day on which the row, as
worded, could be known. :meth:`Package.read` takes a date ``as_of``, by default that of the seal, and leaves out whatever
was not yet known: such rows, and references to them in lists of references. For hindsight, ask for it by name:
``read("events", as_of=HINDSIGHT)``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from .errors import SeminarError
from .kit import files

HINDSIGHT = "hindsight"
ON_THE_DAY = "on the day"  # the day of a package's own article

_HERE = Path(__file__).resolve().parent
_MOST_PROBLEMS_SHOWN = 10


class DataError(SeminarError):
    """A table or a request that cannot be used; the message is one or more sentences for the reader."""


def read(name: str, as_of: date | str = ON_THE_DAY) -> pd.DataFrame:
    """Return the table ``name`` of the seminar's own data as it could be known on the day ``as_of``.

    ``as_of`` is a date, an ISO date such as ``"2019-08-05"``, or ``HINDSIGHT`` for everything. Text columns hold
    ``str`` (empty where nothing is given), lists hold tuples, dates ``Timestamp``. The frame is a copy, yours to change.

    Raises DataError for an unknown table, a malformed date or a table that breaks its descriptor.
    """
    return seminar_data().read(name, as_of)


@cache
def seminar_data() -> Package:
    """The package's own data: ``data/`` beside the package in a checkout, inside it where it is installed."""
    checkout, installed = _HERE.parent / "data", _HERE / "data"
    return Package(installed if installed.exists() else checkout)


def day(as_of: date | str) -> date | None:
    """Turn ``as_of`` into a date; None means hindsight."""
    if isinstance(as_of, date):
        return as_of.date() if hasattr(as_of, "date") else as_of
    if as_of == HINDSIGHT:
        return None
    try:
        return date.fromisoformat(as_of)
    except (TypeError, ValueError):
        raise DataError(f"as_of is {as_of!r}; it must be a date such as '2020-10-16', or {HINDSIGHT!r}.") from None


def span(when: str) -> tuple[date, date]:
    """First and last day of a date known to the day, the month or the year (EDTF level 0: ``1991-04``)."""
    try:
        year, month, day_ = ([int(part) for part in when.split("-")] + [0, 0])[:3]
        first = date(year, month or 1, day_ or 1)
        if day_:
            return first, first
        after = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
        return first, date.fromordinal(after.toordinal() - 1)
    except (AttributeError, TypeError, ValueError):
        raise DataError(f"{when!r} is not a date; write 1991, 1991-04 or 1991-04-30.") from None


class Package:
    """A folder with a ``datapackage.json`` and its CSV tables.

    A seminar on another article has its own folder: ``Package("my_article/data").read("claims")``.
    """

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self._tables: dict[str, pd.DataFrame] = {}
        self._keys: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def descriptor(self) -> dict:
        path = self.folder / "datapackage.json"
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DataError(
                f"There is no {path.name} in the folder {self.folder.name}/: it must describe the tables."
            ) from None
        except ValueError as error:
            raise DataError(f"{path.name} is not JSON: {error}.") from None

    @cached_property
    def resources(self) -> dict[str, dict]:
        """The descriptor's tables by name."""
        return {r["name"]: r for r in self.descriptor["resources"] if r.get("type") == "table"}

    def resource(self, name: str) -> dict:
        try:
            return self.resources[name]
        except KeyError:
            raise DataError(
                f"There is no table {name!r}. The tables are: {', '.join(sorted(self.resources))}."
            ) from None

    @cached_property
    def seal(self) -> date:
        """The day from which this package speaks: ``speaks_from`` in its descriptor. DataError if it gives none."""
        stated: Any = self.descriptor.get("speaks_from")
        try:
            return date.fromisoformat(stated)
        except (TypeError, ValueError):
            raise DataError(
                f"speaks_from in datapackage.json is {stated!r}; it must be the day of the article, a date such as '2019-03-08'."
            ) from None

    def phrase(self, phrase_id: str, **filled: object) -> str:
        """The words that a picture or a sentence needs for this package's own case, from its table ``phrases``.

        Each ``{name}`` in them is filled from ``filled``. DataError if the package lacks the phrase.
        """
        if phrase_id not in self._phrases:
            raise DataError(f"The table phrases has no row {phrase_id!r}; a picture or a sentence needs it.")
        return self._phrases[phrase_id].format(**filled)

    @cached_property
    def _phrases(self) -> dict[str, str]:
        table = self.read("phrases")
        return dict(zip(table.phrase_id, table.text, strict=True))

    def read(self, name: str, as_of: date | str = ON_THE_DAY) -> pd.DataFrame:
        """See :func:`read`; by default the package speaks from its own :attr:`seal`."""
        limit = self.seal if as_of == ON_THE_DAY else day(as_of)
        resource, table = self.resource(name), self._table(name)
        if limit is None:
            return table.copy()
        if seal := resource.get("seal"):
            table = table[table[seal] <= pd.Timestamp(limit)].reset_index(drop=True)
        table = table.copy()
        for field in _list_references(resource):
            known = self._known_keys(field["references"], limit)
            table[field["name"]] = [tuple(v for v in cell if v in known) for cell in table[field["name"]]]
        return table

    def rows(self, name: str, as_of: date | str = ON_THE_DAY) -> pd.DataFrame:
        """The table ``name`` as :meth:`read` gives it. DataError if it has no row that could be known by then."""
        table = self.read(name, as_of)
        if table.empty:
            when = (
                "" if as_of == HINDSIGHT else f" that could be known on {self.seal if as_of == ON_THE_DAY else as_of}"
            )
            raise DataError(f"The table {name} has no row{when}; what you asked for is made from it.")
        return table

    def values(self, name: str, column: str) -> tuple[str, ...]:
        """The values that a column may hold, in the descriptor's order; if none are listed there, those in the table, in its order."""
        field = next((f for f in self.resource(name)["schema"]["fields"] if f["name"] == column), None)
        if field is None:
            raise DataError(f"The descriptor has no column {column!r} in the table {name}.")
        listed = field.get("constraints", {}).get("enum")
        return tuple(self.read(name)[column].unique() if listed is None else listed)

    def check(self) -> int:
        """Read every table, so that every fault is found; return the number of rows."""
        faults = []
        rows = 0
        for name in self.resources:
            try:
                rows += len(self._table(name))
            except DataError as error:
                faults.append(str(error))
        if faults:
            raise DataError("\n".join(faults))
        return rows

    def _known_keys(self, reference: dict, limit: date) -> frozenset[str]:
        resource = self.resource(reference["resource"])
        table = self._table(reference["resource"])
        if seal := resource.get("seal"):
            table = table[table[seal] <= pd.Timestamp(limit)]
        return frozenset(table[reference["field"]])

    def _table(self, name: str) -> pd.DataFrame:
        """The whole table, typed and checked, read once."""
        if name not in self._tables:
            resource = self.resource(name)
            rows = self._rows(resource)
            problems = _Problems(resource["path"])
            columns = {f["name"]: _column(f, rows, problems) for f in resource["schema"]["fields"]}
            self._check_keys(resource, rows, problems)
            problems.raise_any()
            self._tables[name] = pd.DataFrame(columns)
        return self._tables[name]

    def _rows(self, resource: dict) -> list[dict[str, str]]:
        """The file's cells as text, one dict per row, after checking that its columns are those described."""
        name, path = resource["path"], self.folder / resource["path"]
        wanted = [f["name"] for f in resource["schema"]["fields"]]
        try:
            lines = list(csv.reader(io.StringIO(files.decode(path.read_bytes(), name), newline="")))
        except FileNotFoundError:
            raise DataError(f"{name} is missing from the folder {self.folder.name}/.") from None
        except files.FileError:
            raise DataError(f"{name} is not UTF-8 text: in a spreadsheet, save it as 'CSV UTF-8'.") from None
        except csv.Error as error:
            raise DataError(f"{name} cannot be read as CSV: {error}.") from None
        header = lines[0] if lines else []
        if header != wanted:
            hint = (
                " It is separated by semicolons; save it with commas." if len(header) == 1 and ";" in header[0] else ""
            )
            raise DataError(
                f"{name}, row 1: the columns are {', '.join(header) or 'none'}; the descriptor wants {', '.join(wanted)}.{hint}"
            )
        for number, line in enumerate(lines[1:], start=2):
            if len(line) != len(wanted):
                raise DataError(
                    f"{name}, row {number}: {len(line)} cells; there must be {len(wanted)}, one per column. "
                    "Put text with a comma in it in quotation marks."
                )
        return [dict(zip(wanted, line, strict=True)) for line in lines[1:]]

    def _column_of_text(self, resource: str, field: str) -> frozenset[str]:
        """Every value of one column, unchecked: what a reference may point to."""
        if (resource, field) not in self._keys:
            self._keys[resource, field] = frozenset(row[field] for row in self._rows(self.resource(resource)))
        return self._keys[resource, field]

    def _check_keys(self, resource: dict, rows: list[dict[str, str]], problems: _Problems) -> None:
        schema = resource["schema"]
        key = schema.get("primaryKey", [])
        key = [key] if isinstance(key, str) else key
        first_seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(rows, start=2):
            found = tuple(row[column] for column in key)
            if key and first_seen.setdefault(found, number) != number:
                problems.add(
                    number,
                    " + ".join(key),
                    f"{' + '.join(found)!r} is already the key of row {first_seen[found]}; each key may be used once",
                )
        for column, target, field, split in _references(resource):
            known = self._column_of_text(target, field)
            for number, row in enumerate(rows, start=2):
                for value in filter(None, split(row[column])):
                    if value not in known:
                        problems.add(number, column, f"{value!r} is not a {field} of {self.resource(target)['path']}")


def _list_references(resource: dict) -> list[dict]:
    return [f for f in resource["schema"]["fields"] if f["type"] == "list" and "references" in f]


def _references(resource: dict) -> Iterator[tuple[str, str, str, Callable[[str], list[str]]]]:
    """(column, table, field, how to split a cell) for each reference, scalar or in a list."""
    for key in resource["schema"].get("foreignKeys", []):
        column, field = (v[0] if isinstance(v, list) else v for v in (key["fields"], key["reference"]["fields"]))
        yield column, key["reference"]["resource"] or resource["name"], field, lambda cell: [cell]
    for listed in _list_references(resource):
        mark = listed.get("delimiter", ",")
        yield (
            listed["name"],
            listed["references"]["resource"],
            listed["references"]["field"],
            partial(str.split, sep=mark),
        )


class _Problems:
    """The faults of one file, as sentences."""

    def __init__(self, file: str):
        self.file = file
        self.sentences: list[str] = []

    def add(self, row: int, column: str, what: str) -> None:
        self.sentences.append(f"{self.file}, row {row}, column {column}: {what}.")

    def raise_any(self) -> None:
        if self.sentences:
            more = len(self.sentences) - _MOST_PROBLEMS_SHOWN
            raise DataError(
                "\n".join(self.sentences[:_MOST_PROBLEMS_SHOWN] + ([f"… and {more} more."] if more > 0 else []))
            )


def _column(field: dict, rows: list[dict[str, str]], problems: _Problems) -> pd.Series:
    """One typed column; every cell that is not what the descriptor says is added to ``problems``."""
    name, kind, rules = field["name"], field["type"], field.get("constraints", {})
    parse, wanted, empty, dtype = _TYPES[kind]
    values: list[Any] = []
    first_seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        cell = row[name].strip()
        if not cell:
            if rules.get("required"):
                problems.add(number, name, "the cell is empty, and a value is required")
            values.append(empty)
            continue
        try:
            value = parse(cell, field)
        except ValueError:
            problems.add(number, name, f"{cell!r} is not {wanted}")
            values.append(empty)
            continue
        for fault in _broken_rules(cell, value, rules):
            problems.add(number, name, fault)
        if rules.get("unique") and first_seen.setdefault(cell, number) != number:
            problems.add(number, name, f"{cell!r} is already in row {first_seen[cell]}; each value may be used once")
        values.append(value)
    return pd.Series(values, dtype=dtype, name=name)


def _broken_rules(cell: str, value: Any, rules: dict) -> Iterator[str]:
    if "enum" in rules and value not in rules["enum"]:
        yield f"{cell!r} is not one of {', '.join(map(str, rules['enum']))}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        yield f"{cell!r} does not have the form {rules['pattern']}"
    if "minimum" in rules and value < type(value)(rules["minimum"]):
        yield f"{cell} is below the lowest value allowed, {rules['minimum']}"
    if "maximum" in rules and value > type(value)(rules["maximum"]):
        yield f"{cell} is above the highest value allowed, {rules['maximum']}"


def _date(cell: str, _field: dict) -> pd.Timestamp:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        raise ValueError(cell)
    return pd.Timestamp(date.fromisoformat(cell))


def _boolean(cell: str, _field: dict) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(cell)
    return cell == "true"


def _list(cell: str, field: dict) -> tuple[str, ...]:
    items = tuple(item.strip() for item in cell.split(field.get("delimiter", ",")))
    if "" in items:
        raise ValueError(cell)
    return items


# descriptor type -> (how a cell is read, what a cell must be, what an empty cell becomes, pandas dtype)
_TYPES = {
    "string": (lambda cell, _field: cell, "text", "", "str"),
    "integer": (lambda cell, _field: int(cell), "a whole number", pd.NA, "Int64"),
    "number": (lambda cell, _field: float(cell), "a number", float("nan"), "float64"),
    "boolean": (_boolean, "true or false", pd.NA, "boolean"),
    "date": (_date, "a date written YYYY-MM-DD", pd.NaT, "datetime64[ns]"),
    "list": (_list, "a list with a value between every two separators", (), "object"),
}
