"""Small tables as text: cells that no spreadsheet takes for a formula, and files that a person fills in and nothing overwrites.

Written: UTF-8 with a byte-order mark, without which Excel shows "Məmmədova" as "MÉ™mmÉ™dova"; lines end in a line feed; no time and
no absolute path stands in them. Read: what spreadsheets make of that, with commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..kit import files
from .records import put

_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # OWASP, "CSV Injection"; the wide ones count in East Asian settings
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but tab and ends of lines
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # marks that turn the direction of the text


def clean(text: object) -> str:
    """Text without what no page and no table can hold: control characters, halves of characters, turns of direction."""
    told = str(text)
    if not told.isascii():
        told = told.translate(_TURNS).encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("\ufffd", told)


def line(text: object) -> str:
    """Clean text in one line."""
    return " ".join(clean(text).split())


def folded(name: str) -> str:
    """A name as it is sorted and compared: Éva beside Eva."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def digest(text: str, length: int = 8) -> str:
    """Letters and digits that stand for a text, the same each time."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before such text. Numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, (int, float)):
        return f"{cell:.4f}".rstrip("0").rstrip(".")
    text = clean(cell).replace("\r\n", "\n").replace("\r", "\n")  # a bare \r is not quoted, and would begin a row
    begins = text.startswith(_STARTS_FORMULA) or text.lstrip("\ufeff\u200b\u2060 \u00a0").startswith(_STARTS_FORMULA)
    return f"'{text}" if begins else text


def _unsafe(text: str) -> str:
    """A cell as it was before :func:`safe`; an apostrophe of the name's own stays."""
    return text[1:] if text.startswith("'") and safe(text[1:]) == text else text


def lines(rows: Iterable[Iterable], delimiter: str = ",") -> Iterator[str]:
    """Rows as the lines of a CSV file."""
    writer: Any = csv.writer(_Echo, lineterminator="\n", delimiter=delimiter)
    return (writer.writerow([safe(c) for c in row]) for row in rows)


class _Echo:
    """A file for :mod:`csv` that gives back what is written into it."""

    write = staticmethod(str)


def as_csv(rows: Iterable[Iterable], delimiter: str = ",") -> str:
    """Rows as the text of a CSV file."""
    return "".join(lines(rows, delimiter))


def encoded(text: str) -> bytes:
    """What stands in a table's file: UTF-8, with a byte-order mark."""
    return text.encode("utf-8-sig")


def delimiter_of(text: str) -> str:
    """What separates the cells: a comma, or the semicolon or tab of a spreadsheet in another country."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def read(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a table that a person filled in, by column; none where there is no file.

    FileError where it is no text in UTF-8 or lacks a column; the message is a sentence.
    """
    if not path.is_file():
        return []
    text = files.read(path)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    missing = [c for c in columns if rows and c not in rows[0]]
    if missing:
        raise files.FileError(f"{path.name} has no column “{missing[0]}”. Put it back; it was in the first line.")
    return [{k: _unsafe((v or "").strip()) for k, v in row.items() if k} for row in rows]


def append(path: Path, columns: Iterable[str], rows: list[list]) -> None:
    """Add rows at the end of such a table, or make it with its heading. What stands there stays, byte for byte."""
    if path.is_file():
        old, head = path.read_bytes(), files.read(path)
        name = "utf-16-le" if old.startswith(b"\xff\xfe") else "utf-16-be" if old.startswith(b"\xfe\xff") else "utf-8"
        new = "" if not head or head.endswith("\n") else "\n"
        given = next(csv.reader(io.StringIO(head), delimiter=delimiter_of(head)), list(columns))
        by_name = [dict(zip(columns, row, strict=True)) for row in rows]
        new += as_csv([[row.get(c.strip(), "") for c in given] for row in by_name], delimiter_of(head))
        put(path, old + new.encode(name)) if rows else None
    else:
        put(path, encoded(as_csv([list(columns), *rows])))


def number(text: str) -> float | None:
    """A number as a person writes it, 2.5 or 2,5; None if it is none."""
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None
