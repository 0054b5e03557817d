"""A notebook that was handed in, read once and without trust: the text of its cells, and what it says of itself.

No field is believed to be there or of the right kind. Outputs and execution counts are not read.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass

from ..exercises.conventions import cell_id, marker
from ..kit import files

LONGEST = 100_000  # characters of one cell that are taken
MOST_CELLS = 3_000  # of one file
MOST_BRACKETS = 300_000  # [ and { of one file's JSON: each takes memory before anything of it has been read
_SURROGATES = re.compile("[\ud800-\udfff]")


class NotebookError(ValueError):
    """A file that is not a notebook; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A cell as it was found in a file: its text, and the names that it bears (id, then ``grade_id``)."""

    code: bool
    source: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notebook:
    """A file's cells, and what its metadata say: the exercise, a title, the version of Python that wrote it, such as (3, 13)."""

    cells: tuple[Found, ...] = ()
    exercise: str = ""
    title: str = ""
    python: tuple[int, ...] = ()
    tried: str = ""  # what it says of the student's attempts, as JSON


def read(content: bytes) -> Notebook:
    """A notebook of any format from its bytes, UTF-8 or UTF-16. NotebookError says why it is not one."""
    if (brackets := content.count(b"{") + content.count(b"[")) > MOST_BRACKETS:
        raise NotebookError(
            f"The file holds {brackets:,} lists and entries, more than any exercise: its outputs are too large. Clear them in Jupyter "
            "(Edit, Clear Outputs of All Cells), save, and hand in that file."
        )
    try:
        body = json.loads(files.decode(content, "The file"))
    except (files.FileError, ValueError, RecursionError):
        raise NotebookError(
            "The file is not JSON, which every notebook is: it is damaged or of another kind. Save the notebook in Jupyter, then hand in that file."
        ) from None
    return of(body)


def of(body: object) -> Notebook:
    """A notebook from its JSON. NotebookError says why it is not one."""
    whole = _dict(body)
    lists = [whole.get("cells")]
    if not isinstance(lists[0], list):  # nbformat 3 has a list for each worksheet
        sheets = whole.get("worksheets")
        if not isinstance(sheets, list):
            raise NotebookError(
                "The file is JSON but not a notebook: it has no list of cells. Hand in the .ipynb file that Jupyter saved."
            )
        lists = [_dict(sheet).get("cells") for sheet in sheets]
    found = [cell for part in lists if isinstance(part, list) for cell in part]
    if len(found) > MOST_CELLS:
        raise NotebookError(
            f"The notebook has {len(found):,} cells; {MOST_CELLS:,} at most are read. Delete those that your answers do not need and hand in again."
        )
    about = _dict(whole.get("metadata"))
    exercise, title = _dict(about.get("seminar")).get("exercise"), about.get("title")
    version = _dict(about.get("language_info")).get("version")
    numbers = re.match(r"(\d{1,2})\.(\d{1,3})(?!\d)", version) if isinstance(version, str) else None
    return Notebook(
        tuple(_found(cell) for cell in found if isinstance(cell, dict)),
        _word(exercise),
        _word(title),
        (int(numbers[1]), int(numbers[2])) if numbers else (),
        _tried(_dict(about.get("seminar")).get("attempts")),
    )


def _tried(told: object) -> str:
    text = json.dumps(told, sort_keys=True) if isinstance(told, dict) and told else ""
    return text if len(text) <= LONGEST else ""


def _found(cell: dict) -> Found:
    source = cell["source"] if "source" in cell else cell.get("input")  # nbformat 3 says input
    grade_id = _dict(_dict(cell.get("metadata")).get("nbgrader")).get("grade_id")
    names = tuple(_word(n) for n in (cell.get("id"), grade_id) if isinstance(n, str))
    return Found(
        cell.get("cell_type") == "code", sys.intern(_text(source)), names
    )  # most of a class's cells are the same


def _word(value: object) -> str:
    return _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else ""


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _text(source: object) -> str:
    """A source as text that can be run, hashed and written: one kind of line end, no NUL, no half characters."""
    parts = source if isinstance(source, list) else [source]
    text = "".join(p for p in parts if isinstance(p, str))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _SURROGATES.sub("\ufffd", text[: LONGEST + 1])  # what is longer is not taken


def marked(source: str, tasks: list[str]) -> list[str]:
    """The tasks whose comment stands on a line of this source, in the order of the lines."""
    lines = dict.fromkeys(line.strip() for line in source.splitlines())
    by_line = {marker(t): t for t in tasks}
    return [by_line[line] for line in lines if line in by_line]


def task_of(cell: Found, tasks: list[str]) -> str:
    """The task that a cell answers, by its id, its ``grade_id`` or its comment; empty if it answers none of these."""
    by_name = {cell_id("answer", t): t for t in tasks}
    named = [by_name[n] for n in cell.names if n in by_name]
    return next(iter([*named, *marked(cell.source, tasks)]), "")
