"""Answers that are data are read from the text, and nothing of the student's runs.

It is done where every answer cell holds nothing but ``name = literal`` with the name of its task, nothing of the student's own stands
beside them, and no task wants a function that has been begun. What is a literal is what :func:`ast.literal_eval` takes; but Python's parser is asked
only about text that is short, flat and made of nothing else than the signs of literals, so that no text costs it time, memory or its stack.
"""

from __future__ import annotations

import ast
import re
import warnings

from ..exercises.conventions import known
from .transplant import Transplant

LONGEST = 20_000  # characters of a cell; a longer one is run
DEEPEST = 20  # brackets within brackets
_SPACE = r"[ \t]+|\\\n|\#[^\n]*|\n"
_TEXT = r'''[rRuU]?(?:"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*+\'\'\'|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')'''
_NUMBER = (
    r"(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)(?![\w.])"
)
_SIGN = re.compile(
    rf"(?P<space>{_SPACE})|(?P<open>[(\[{{])|(?P<shut>[)\]}}])|(?P<minus>[+-])|(?P<value>{_TEXT}|{_NUMBER})|(?P<word>True|False|None)\b|[,:]",
    re.DOTALL,
)
_BEGIN = re.compile(r"(?:[ \t]*(?:\#[^\n]*)?\n)*([^\W\d]\w*)[ \t]*=(?!=)")


def answers(made: Transplant) -> dict[str, object] | None:
    """The answer to each task, by task, None for one that has none; None in all if they have to be run for."""
    tasks = {c.task: known()["tasks"][c.task] for c in made.cells if c.kind == "check"}
    found: dict[str, object] = dict.fromkeys(tasks)
    by_name = {task["name"]: task_id for task_id, task in tasks.items()}
    for cell in made.cells:
        if cell.kind == "check" or cell.name == "start" or (cell.blank and tasks[cell.task]["kind"] == "function"):
            continue
        if cell.kind != "student" or not cell.task or (assigned := assignment(cell.source)) is None:
            return None
        name, value = assigned
        if by_name.get(name) != cell.task:
            return None
        found[cell.task] = value
    return None if any(tasks[t]["kind"] == "function" for t, v in found.items() if v is not None) else found


def assignment(source: str) -> tuple[str, object] | None:
    """The name and the value of a cell that is one assignment of a literal to a name; None for any other cell."""
    begin = _BEGIN.match(source) if len(source) <= LONGEST else None
    if begin is None or not is_flat(source, begin.end()):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of "\d" in a text
            body = ast.parse(source).body
            if len(body) != 1 or not isinstance(body[0], ast.Assign) or not isinstance(body[0].targets[0], ast.Name):
                return None
            return body[0].targets[0].id, ast.literal_eval(body[0].value)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return None


def is_flat(source: str, at: int = 0) -> bool:
    """Whether the text from ``at`` on is made of nothing but the signs of literals, not nested deeply. Its time grows with its length alone."""
    depth = signs = 0
    while at < len(source):
        found = _SIGN.match(source, at)
        if found is None:
            return False
        at, kind = found.end(), found.lastgroup
        if kind == "space":
            continue
        signs = signs + 1 if kind == "minus" else 0
        depth += (kind == "open") - (kind == "shut")
        if depth > DEEPEST or signs > 2:
            return False
    return True
