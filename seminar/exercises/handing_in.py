"""The file to hand in: a small notebook with the answers as they were last run, which shows them when it is opened.

It never holds less than before: an answer that this kernel does not know, because only the last cell was run the next day,
is taken over from the file that is there. Where that changes what the file held, the earlier file is kept under another name.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import answers as answers_file
from ..kit import files
from ..kit.words import listed
from . import marking
from .cells import CellRun, answer
from .conventions import cell_id, known, marker, nbgrader


@dataclass(frozen=True)
class Written:
    """A file to hand in: where it is, and the sentences that say what it holds."""

    path: Path
    sentence: str


@dataclass(frozen=True)
class Held:
    """What a hand-in holds: the text of each answer cell and each answer's values, by task."""

    sources: dict[str, str]
    answers: dict[str, object]

    def filled(self, task: str) -> bool:
        """Whether a task has more than its starter."""
        if task in self.answers:
            return not marking.is_blank(known()["tasks"][task]["form"], self.answers[task])
        return task in self.sources and not _is_blank_source(self.sources[task], task)


def write(
    exercise: str,
    runs: Sequence[CellRun],
    given: Mapping[str, object],
    folder: Path | None = None,
    tried: Mapping[str, dict] | None = None,
) -> Written:
    """Write ``hand_in_EXERCISE.ipynb``: beside the notebook, or, if that folder is read-only, in the nearest place that can be written to.

    ``runs`` are the cells as they were run, ``given`` the answers that were checked, by task, and ``tried`` the attempts, which
    travel as the student's own word.
    """
    ids = known()["exercises"][exercise]["tasks"]
    name = f"hand_in_{exercise}.ipynb"
    first = folder or Path.cwd()
    sources = {task: source for task in ids if (source := answer(runs, task, ids))}
    now = Held(sources, {i: given[i] for i in ids if given.get(i) is not None and i in sources})
    for place in dict.fromkeys([first, *answers_file.places()]):
        path = place / name
        try:
            with files.locked(path):
                before = _read([path, first / name], ids)
                whole, taken = _together(now, before, ids)
                less = taken or before == Held({}, {})  # a part is not this kernel's, or the file cannot be read
                kept = files.set_aside(path) if less and whole != before else None
                files.write(path, _notebook(exercise, whole, tried or {}))
        except OSError:
            continue
        return Written(path, _said(path, whole, ids, taken, kept, place != first))
    said = f"{name} can be written neither here nor in your home folder. Copy this notebook to a folder of your own, and run it there."
    return Written(first / name, said)


def _together(now: Held, before: Held, ids: Sequence[str]) -> tuple[Held, list[str]]:
    """What was run now, and for tasks with nothing now what was there before, with the names of these tasks."""
    taken = [task for task in ids if before.filled(task) and not now.filled(task)]
    late = {task: before.sources[task] for task in taken if task in before.sources}
    kept = {task: value for task, value in before.answers.items() if task in taken}
    own = {task: value for task, value in now.answers.items() if task not in taken}
    return Held(now.sources | late, own | kept), taken


def _read(paths: Sequence[Path], ids: Sequence[str]) -> Held:
    """What the first of these files holds that can be read; nothing if none can."""
    for path in paths:
        try:
            body = json.loads(files.read(path))
            held = {c["id"]: "".join(c["source"]) for c in body["cells"] if c["cell_type"] == "code"}
            answered = body["metadata"]["seminar"]["answers"]
            return Held(
                {task: held[cell_id("answer", task)] for task in ids if cell_id("answer", task) in held},
                {task: value for task, value in answered.items() if task in ids},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return Held({}, {})


def _is_blank_source(source: str, task: str) -> bool:
    """Whether a cell is the starter as it stands, or holds comments alone; what cannot be read was typed by somebody."""
    about = known()["tasks"][task]
    try:
        body = ast.parse(source).body
        if about["kind"] == "function":
            written = [ast.unparse(s) for s in body if isinstance(s, ast.FunctionDef) and s.name == about["name"]]
            return not written or written[-1] == ast.unparse(ast.parse(about["starter"]))
        values = [s.value for s in body if isinstance(s, (ast.Assign, ast.AnnAssign)) and s.value is not None]
        return not values or marking.is_blank(about["form"], marking.plain(ast.literal_eval(values[-1])))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return False


def _said(path: Path, whole: Held, ids: Sequence[str], taken: list[str], kept: Path | None, elsewhere: bool) -> str:
    where = f"{path} (this notebook's folder is read-only)" if elsewhere else path.name
    filled = [task for task in ids if whole.filled(task)]
    said = [f"Hand in this file: {where}. It holds {len(filled)} of {len(ids)} answers."]
    if taken:
        whose = (
            "is from the earlier file: no answer to it was"
            if len(taken) == 1
            else "are from the earlier file: no answers to them were"
        )
        said.append(f"{listed(taken)} {whose} run since this kernel began.")
    if kept:
        said.append(f"The earlier file is kept as {kept.name}.")
    if blank := [task for task in ids if task in whole.sources and task not in filled]:
        said.append(f"{listed(blank)} {'is' if len(blank) == 1 else 'are'} still blank.")
    if missing := [task for task in ids if task not in whole.sources]:
        cells = "that cell" if len(missing) == 1 else "those cells"
        said.append(f"It holds no answer to {listed(missing)}: run {cells} and then this one again.")
    return " ".join(said)


# --- the notebook ---------------------------------------------------------------------------------------------------


def _notebook(exercise: str, held: Held, tried: Mapping[str, dict]) -> str:
    """The text of the notebook: first the answers to be read, then the cells that gave them."""
    ids = known()["exercises"][exercise]["tasks"]
    words = {
        "cell_type": "markdown",
        "id": "handed-in",
        "metadata": {},
        "source": _overview(exercise, held),
    }
    made = [_code(task, held.sources[task], held) for task in ids if task in held.sources]
    body = {
        "cells": [words, *made],
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "seminar": {"exercise": exercise, "answers": held.answers} | ({"attempts": tried} if tried else {}),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(body, indent=1, ensure_ascii=False)
    half = any("\ud800" <= letter <= "\udfff" for letter in text)  # half a character has no place in UTF-8
    return (json.dumps(body, indent=1) if half else text) + "\n"


def _overview(exercise: str, held: Held) -> str:
    about = known()["exercises"][exercise]
    lines = [f"# {about['title']}: handed in", "", "Each answer stands under the cell that gave it.", ""]
    for task in about["tasks"]:
        state = "answered" if held.filled(task) else "blank" if task in held.sources else "not run"
        lines.append(f"- {task} {known()['tasks'][task]['title']}: {state}")
    return "\n".join(lines)


def _code(task: str, source: str, held: Held) -> dict:
    grade_id = cell_id("answer", task)
    shown = [_output(held.answers[task])] if task in held.answers and held.filled(task) else []
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": grade_id,
        "metadata": {"nbgrader": nbgrader(grade_id, solution=True)},
        "outputs": shown,
        "source": source if marker(task) in source else f"{marker(task)}\n{source}",
    }


def _output(value: object) -> dict:
    """An answer to be read under its cell: text as it is, anything else an entry a line."""
    if isinstance(value, dict) and "calls" in value:
        text = "What it gave on the inputs of the check: " + json.dumps(
            [c.get("value", c.get("error")) for c in value["calls"] if isinstance(c, dict)], ensure_ascii=False
        )
    elif isinstance(value, dict):
        text = "\n".join(f"{name}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in value.items())
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return {"name": "stdout", "output_type": "stream", "text": f"{text}\n"}
