"""What notebook, check and grading agree on: how an answer cell is found again, and what a check's output is called.

No library is loaded for this: whoever reads hand-ins needs no pandas.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

MIME = "application/vnd.seminar.answer+json"
FORM, WHY = "form", "why"  # the ids of the cells that show a form, and reasons; what stands in them is nobody's answer
_QUESTION = re.compile(r"^[-*] (?:\*\*(.+?)\*\*|`\"?([^`\"]+)\"?`):?\s+(.+)$", re.M)
_BESIDE = re.compile(r"^\s*\"(\w+)\":.*?#\s*(.+)$", re.M)
CHECKS = Path(__file__).with_name("checks.json")


@cache
def known() -> dict:
    """What the build made for students' copies: exercises and tasks, with hashes in the place of answers."""
    return json.loads(CHECKS.read_text(encoding="utf-8"))


def student_file(exercise: str) -> str:
    """The file name of a student's notebook. Its lesson has the plain name, so two tabs side by side can be told apart."""
    return f"{exercise}_exercise.ipynb"


def marker(task_id: str) -> str:
    """The comment on the first line of an answer cell, by which the cell is found again."""
    return f"# Your answer to {task_id}"


def cell_id(part: str, task_id: str) -> str:
    """``answer-1-1``: the id of a cell, and its ``grade_id``."""
    return f"{part}-{task_id.replace('.', '-')}"


def nbgrader(grade_id: str, *, grade: bool = False, solution: bool = False, points: float | None = None) -> dict:
    """The metadata by which nbgrader knows a cell."""
    made = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return made | ({"points": points} if grade else {})


def questions(prompt: str, starter: str, items: list[str]) -> dict[str, str]:
    """The question's own words for each item: from the list in the prompt, else from the comments in the answer cell."""
    listed = {bold or code: words for bold, code, words in _QUESTION.findall(prompt)}
    found = dict(_BESIDE.findall(starter)) | listed
    return {item: re.sub(r"[*`]", "", words) for item, words in found.items() if item in items}
