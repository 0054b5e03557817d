"""From one authored source to the key and the student's notebook: ``make exercises``.

``exercises/key/NN_name.py`` is the only thing written by hand (jupytext's percent format). From all of them this makes

- ``exercises/key/NN_name.ipynb``, the key: solved and executed, with its outputs as reference for nbval;
- ``exercises/NN_name_exercise.ipynb``, the student's: the solutions cut out, nothing run;
- ``exercises/key/key.json``, the key as data, which grading reads; it never leaves that folder;
- ``seminar/exercises/checks.json``, what a student's copy needs: forms, help, and salted hashes in the place of answers.

``exercises/README.md`` says how to author an exercise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import sys
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from ..kit.words import listed, number_word
from ..tables import read as read_table
from . import marking, reasons, sealing
from .attempts import TRIES
from .conventions import CHECKS, FORM, MIME, WHY, cell_id, marker, nbgrader, questions, student_file

ROOT = Path(__file__).resolve().parent.parent.parent
EXERCISES = ROOT / "exercises"
KEYS = EXERCISES / "key"
SEED = 16102020  # the inputs that are hidden from students, unless an instructor gives another
_SOLUTION = re.compile(r"[ \t]*### BEGIN SOLUTION\n.*?### END SOLUTION[ \t]*(?:\n|$)", re.DOTALL)
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Slip:
    """A typical wrong answer (or, for a function, a wrong function), and the most points that it may earn."""

    name: str
    answer: object
    at_most: float


@dataclass(frozen=True)
class Task:
    """A task as its author writes it, in the key cell. What each field means stands in ``exercises/README.md``."""

    id: str
    name: str  # the variable, or the function, that the student fills in
    title: str
    points: float
    form: dict
    outcome: str  # what the student can do who solves it
    kind: str = "key"  # key, property, follow, function, prose
    accept: dict[str, dict] = field(default_factory=dict)  # path -> {value: credit}
    reasons: dict[str, str] = field(default_factory=dict)  # item -> why, with paragraph or source; in the key only
    hints: dict[str, str] = field(default_factory=dict)  # item -> a sentence of help that gives nothing away
    help: str = ""  # said after any wrong answer
    needs: str = ""  # the folded section of the lesson without which it cannot be done: its heading after "Deeper: "
    rules: tuple[str, ...] = ()
    parameters: dict = field(default_factory=dict)  # of the rules; the student's copy holds them
    solution: Callable | None = None  # function tasks: the right function
    draw: Callable[[random.Random], list] | None = None  # function tasks: the arguments of one call
    calls: int = 5
    slips: tuple[Slip, ...] = ()

    def inputs(self, seed: object) -> list[list]:
        """The arguments of each call, drawn from a seed."""
        chance = random.Random(f"{self.id} {seed}")
        return [self.draw(chance) for _ in range(self.calls)] if self.draw else []

    def key(self, seed: object) -> dict:
        """The plain key; of a function what comes out of the right one for the inputs of this seed."""
        if self.draw:
            from .tasks import adapt

            inputs = self.inputs(seed)
            made = marking.calls(self.solution, inputs, adapt)["calls"]
            return {
                "inputs": inputs,
                "accept": {str(i): {marking.canonical(c["value"]): 1} for i, c in enumerate(made, 1)},
            }
        return {
            "accept": {
                path: {marking.canonical(v): c for v, c in values.items()} for path, values in self.accept.items()
            }
        }

    def public(self) -> dict:
        """What a student's copy holds of the task."""
        salt = hashlib.sha256(f"unenviable task {self.id}".encode()).hexdigest()[:16]
        key = self.key("public")
        made = {n: getattr(self, n) for n in ("name", "title", "points", "kind", "form", "outcome", "help", "hints")}
        made |= {"rules": list(self.rules), "parameters": self.parameters}
        if self.draw:
            made["inputs"] = key["inputs"]
        return made | {"key": {"salt": salt, "hashes": marking.hide(key["accept"], salt)}}


@dataclass(frozen=True)
class Exercise:
    """One source, read: its cells, its tasks by id, and the texts that its cells take from data."""

    name: str
    title: str
    cells: list
    tasks: dict[str, Task]
    texts: dict[str, str]


def names() -> list[str]:
    """The exercises that there are, in order."""
    return sorted(p.stem for p in KEYS.glob("[0-9]*.py"))


def read(name: str) -> Exercise:
    """Read a source and run its key cell. ValueError says what is wrong with it."""
    import jupytext

    cells = jupytext.read(KEYS / f"{name}.py", fmt="py:percent").cells
    keys = [c for c in cells if "key" in c.metadata.get("tags", [])]
    if len(keys) != 1:
        raise ValueError(f"{name}.py has {len(keys)} cells with the tag key; it must have one.")
    made: dict = {}
    exec(compile(keys[0].source, f"{name}.py, key cell", "exec"), made)
    tasks = {t.id: t for t in made["TASKS"]}
    asked, answered = ([c.metadata[part] for c in cells if part in c.metadata] for part in ("prompt", "answer"))
    if not asked == answered == list(tasks):
        raise ValueError(
            f"{name}.py: prompts {asked}, answers {answered} and tasks {list(tasks)} must be the same, in the same order."
        )
    return Exercise(
        name,
        made["TITLE"],
        [c for c in cells if c is not keys[0]],
        tasks,
        {"tries": number_word(TRIES)} | made.get("TEXTS", {}),
    )


def notebook(exercise: Exercise, solved: bool) -> dict:
    """The exercise as a notebook, not run: the key (``solved``) or the student's."""
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells, count = [], 0

    def put(kind: Callable, identity: str, source: str, tags: tuple[str, ...] = (), **given: object) -> None:
        metadata = {"nbgrader": nbgrader(identity, **given)} | ({"tags": list(tags)} if tags else {})
        if not given.get("solution"):
            metadata |= {"editable": False, "deletable": False}
        cells.append(kind(source, id=identity, metadata=metadata))

    def named(identity: str) -> None:
        put(new_markdown_cell, f"{identity}-words", _WORDS[identity])
        source = _CALL[identity].format(next(iter(exercise.tasks)))
        cells.append(new_code_cell(source, id=identity, metadata=_named_by_the_student(identity)))

    for cell in exercise.cells:
        source = _filled(cell.source, exercise)
        if "prompt" in cell.metadata:
            task = exercise.tasks[cell.metadata["prompt"]]
            put(new_markdown_cell, cell_id("prompt", task.id), f"{_heading(task)}\n\n{source}")
        elif "answer" in cell.metadata:
            _put_answer(put, exercise.tasks[cell.metadata["answer"]], source, solved)
        else:
            count += 1
            source = _with_lesson(source, exercise.name) if count == 1 else source
            identity = cell.metadata.get("id", f"words-{count}")
            kind = new_markdown_cell if cell.cell_type == "markdown" else new_code_cell
            put(kind, identity, source, tuple(cell.metadata.get("tags", [])))
            if count == 1:
                put(new_code_cell, "start", _CALL["start"].format(exercise.name), ("nbval-ignore-output",))
                named(FORM)
    named(WHY)
    put(new_markdown_cell, "hand-in-words", _HAND_IN)
    put(new_code_cell, "hand-in", _CALL["hand_in"].format(exercise.name), ("nbval-skip",))
    return new_notebook(
        cells=cells, metadata={**_METADATA, "title": exercise.title, "seminar": {"exercise": exercise.name}}
    )


def _put_answer(put: Callable, task: Task, source: str, solved: bool) -> None:
    """The cell for an answer, solved or with its starter, and the one that checks it."""
    from nbformat.v4 import new_code_cell

    text = f"{marker(task.id)}\n{source if solved else _SOLUTION.sub('', source)}".rstrip()
    prose = {"grade": True, "points": task.points} if task.kind == "prose" else {}
    put(new_code_cell, cell_id("answer", task.id), text, solution=True, **prose)
    lines = f'from seminar.exercises import check\n\ncheck("{task.id}", {task.name})'
    points = 0 if prose else task.points
    put(new_code_cell, cell_id("check", task.id), lines, ("nbval-check-output",), grade=True, points=points)


_CALL = {
    "start": 'from seminar.exercises import start\n\nstart("{}")',
    FORM: 'from seminar.exercises import answer\n\nanswer("{}")',
    WHY: 'from seminar.exercises import why\n\nwhy("{}")',
    "hand_in": 'from seminar.exercises import hand_in\n\nhand_in("{}");',
}


def _named_by_the_student(name: str) -> dict:
    """Of a cell in which the student names a task, and which is nobody's answer."""
    return {"nbgrader": nbgrader(name) | {"locked": False}, "tags": ["nbval-skip", "skip-execution"]}


_WORDS = {
    FORM: "**Without Python.** The next cell shows a task as a form, with lists to choose from and boxes. Write the number of the task between "
    "the quotation marks, and run it. What you fill in is your answer, and the form checks it too. "
    "If you use it, hand in the file that the last cell writes: this notebook alone does not hold what a form was filled in with.",
    WHY: f"## Why\n\nIf your class has a code, the next cell shows the reasons of a task after {number_word(reasons.ENOUGH)} answers to it, or a right one: "
    "your answer, the key, why, and what else can be defended; without one it says so. "
    "Write the number of the task between the quotation marks, and run it.",
}
_HAND_IN = (
    "## Hand in\n\n"
    "Run the next cell. It writes one small file with your answers, as you last ran them, beside this notebook. Hand in that file. "
    "You may also hand in this notebook itself, after saving it: both are read. You may hand in an unfinished exercise."
)


def _heading(task: Task) -> str:
    points = f"{marking.amount(task.points)} point{'s' * (task.points != 1)}"
    needs = f'\n\n**Needs** the folded section "Deeper: {task.needs}" of the lesson.' if task.needs else ""
    aim = f"You show that you can {task.outcome}. Your answer: {form_in_words(task.form)}."
    return f"## {task.id} {task.title} · {points}\n\n*{aim}*{needs}"


def _with_lesson(words: str, name: str) -> str:
    """The words under an exercise's title, with a link to the lesson that it follows."""
    heading, _, rest = words.partition("\n")
    lessons = read_table("lessons").set_index("notebook")
    if (lesson := f"{name}.ipynb") not in lessons.index:
        return words
    link = f"[Lesson {lessons.lesson_id[lesson]}: {lessons.title[lesson]}](../notebooks/{lesson})"
    return f"{heading}\n\nIt follows {link}.\n{rest}"


def form_in_words(form: dict) -> str:
    """What an answer looks like, for the line under a task's heading."""
    shape, count = form["shape"], len(form.get("items", []))
    if shape == "map":
        each = _entry_in_words(form["fields"])
        return f"{number_word(count)} entries, each with {each}" if count > 1 else f"one entry, with {each}"
    if shape == "names":
        least = f"{form['at_least']} to " if form.get("at_least", form["count"]) < form["count"] else ""
        return f"a list of {least}{form['count']} names{' in order' if form.get('ordered') else ''}"
    if shape == "text":
        return f"text between the quotation marks, {form.get('at_least', 1)} to {form.get('at_most', 10000)} words"
    if shape == "function":
        return f"a function `{form['name']}({', '.join(form['arguments'])})` that returns {form['returns']}"
    low, high = form.get("low"), form.get("high")
    return "a number" if low is None else f"a number from {low:g} to {high:g}"


def _entry_in_words(fields: list[dict]) -> str:
    """What one entry holds: “a label”, “two numbers in brackets: points and share”, “a question and a paper, in brackets”."""
    kinds = [(kind, [f["name"] for f in own]) for kind, own in groupby(fields, _is_number_field)]
    are_numbers, names = kinds[0]
    if len(fields) == 1:
        return "a number" if are_numbers else _with_article(names[0])
    if len(kinds) == 1 and not are_numbers:
        return f"{listed([_with_article(name) for name in names])}, in brackets"
    if len(kinds) == 1:
        return f"{number_word(len(names))} numbers in brackets: {listed(names)}"
    told = [f"{listed(own)} {_AS[kind][len(own) > 1]}" for kind, own in kinds]
    return f"{number_word(len(fields))} values in brackets: {', then '.join(told)}"


_AS = {True: ("as a number", "as numbers"), False: ("in words", "in words")}


def _is_number_field(field: dict) -> bool:
    return "allowed" not in field and field.get("shape") != "text"


def _with_article(name: str) -> str:
    return name if name.endswith("s") else f"{'an' if name[0] in 'aeio' else 'a'} {name}"


def _filled(source: str, exercise: Exercise) -> str:
    """The text with each ``{{name}}`` replaced by the exercise's text of that name, so that figures come from data."""

    def text(found: re.Match) -> str:
        if found[1] not in exercise.texts:
            raise ValueError(f"{exercise.name}.py speaks of {{{{{found[1]}}}}}, and TEXTS has no such name.")
        return str(exercise.texts[found[1]])

    return re.sub(r"\{\{(\w+)\}\}", text, source)


def run(made: dict) -> dict:
    """The key notebook executed in an empty folder, with real execution counts and no trace of the machine."""
    from nbclient import NotebookClient

    said = deepcopy(made.metadata)  # a run adds the version of Python, and widgets' ids that are others each time
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HOME": folder}
        where = {"metadata": {"path": folder}}
        quiet = ["--log-level=ERROR"]  # of the kernel itself; what a cell prints is kept
        client = NotebookClient(
            made,
            timeout=60,
            kernel_name="python3",
            resources=where,
            extra_arguments=quiet,
        )
        client.execute(env=environment)
    made.metadata = said
    for cell in made.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = type(output.metadata)()
    return made


def answers(executed: dict) -> dict[str, object]:
    """The answers that an executed notebook's check cells carry, by task id."""
    carried = [o.data[MIME] for c in executed.cells for o in c.get("outputs", []) if MIME in o.get("data", {})]
    return {c["task"]: c["answer"] for c in carried}


def checks(exercises: list[Exercise]) -> dict:
    """The content of ``checks.json``."""
    return {
        "exercises": {e.name: {"title": e.title, "tasks": list(e.tasks)} for e in exercises},
        "tasks": {t.id: t.public() | _starter(e, t) | _words(e, t) for e in exercises for t in e.tasks.values()},
    }


def _words(exercise: Exercise, task: Task) -> dict[str, dict]:
    """The question's own words for each entry."""
    prompt, answer = (_source(exercise, task, part) for part in ("prompt", "answer"))
    found = questions(prompt, answer, task.form.get("items", []))
    return {"words": found} if found else {}


def _starter(exercise: Exercise, task: Task) -> dict[str, str]:
    """Of a function the starter's text, by which a function that nobody has touched is known."""
    if task.kind != "function":
        return {}
    cell = next(c for c in exercise.cells if c.metadata.get("answer") == task.id)
    return {"starter": _SOLUTION.sub("", cell.source).strip()}


def key(exercises: list[Exercise], seed: object = SEED) -> dict:
    """The content of ``key.json``: what grading marks by. Another seed gives functions other hidden inputs."""
    made = {}
    for task in (t for e in exercises for t in e.tasks.values()):
        slips = (
            []
            if task.kind == "function"
            else [{"name": s.name, "answer": marking.plain(s.answer), "at_most": s.at_most} for s in task.slips]
        )
        made[task.id] = {**task.key(seed), "reasons": task.reasons, "slips": slips}
    return {"seed": seed, "tasks": made}


def sealed(exercises: list[Exercise], codes: dict[str, str]) -> dict:
    """The content of ``reasons.json``: the reasons of each exercise that has a code, or of all by the code of ``""``."""
    made = {}
    for exercise in exercises:
        if code := codes.get(exercise.name.split("_")[0].lstrip("0")) or codes.get(""):
            made[exercise.name] = sealing.seal(_reasons(exercise), code, f"unenviable task {exercise.name}")
    return made


def _reasons(exercise: Exercise) -> dict[str, dict]:
    made = {}
    for task in exercise.tasks.values():
        found = re.search(r"### BEGIN SOLUTION\n(.*?)### END", _source(exercise, task, "answer"), re.DOTALL)
        made[task.id] = reasons.told(task, _words(exercise, task).get("words", {}), found[1].strip() if found else "")
    return made


def _source(exercise: Exercise, task: Task, part: str) -> str:
    """The text of a task's prompt or answer, with its figures."""
    return _filled(next(c.source for c in exercise.cells if c.metadata.get(part) == task.id), exercise)


def as_text(value: dict) -> str:
    """The JSON of ``checks.json`` and ``key.json``: one line a value, letters as they are."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def main(given: list[str] | None = None) -> None:
    """Make everything. The checks are written first, because the keys are run against them."""
    if not names():
        sys.exit(f"Exercises are made in a clone of the project, from exercises/key; there is no source in {KEYS}.")
    import nbformat

    parser = argparse.ArgumentParser(prog="python -m seminar.exercises.build", description=main.__doc__)
    parser.add_argument("only", nargs="*", help="exercises to run; without a name, all")
    parser.add_argument("--seed", default=SEED, help="seed of the hidden inputs in key.json")
    options = parser.parse_args(given)
    exercises = [read(name) for name in names()]
    CHECKS.write_text(as_text(checks(exercises)), encoding="utf-8", newline="\n")
    (KEYS / "key.json").write_text(as_text(key(exercises, options.seed)), encoding="utf-8", newline="\n")
    for exercise in exercises:
        if options.only and exercise.name not in options.only:
            continue
        nbformat.write(notebook(exercise, solved=False), EXERCISES / student_file(exercise.name))
        solved = run(notebook(exercise, solved=True))
        nbformat.write(solved, KEYS / f"{exercise.name}.ipynb")
        print(f"{exercise.name}: {', '.join(exercise.tasks)}")


if __name__ == "__main__":
    main()
