"""A class that does not exist: believable submissions of any size from a seed, for tests, the benchmark and a rehearsal.

    python tests/classroom.py FOLDER --students 40 --seed 7 --shape moodle

Each student has a way of working: strong, middling, weak, careless (slips of form), literal-minded (takes silence as
said and the first reading for the only one: the slips that the authors foresaw), unfinished. A few hand in late, a copy
``name (1).ipynb`` included. What each handed in, and who they are, is in ``FOLDER_class.json`` beside the folder.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from seminar.exercises.conventions import cell_id, known, marker, student_file

ROOT = Path(__file__).resolve().parent.parent
WAYS = {"strong": 4, "middling": 6, "weak": 4, "careless": 3, "literal": 2, "unfinished": 2}
SHAPES = ("moodle", "canvas")
_FIRST = (
    "Ani", "Leyla", "José", "Chloë", "Nguyễn", "Müge", "Tigran", "Elçin", "Sofia", "Wei", "Fatima", "Oleg", "Zoë",
    "Aïcha", "Luka", "Mariam", "Rashad", "Hovik", "Ingrid", "Søren", "Priya", "Tamar", "Yusuf", "Dmitri", "Éva",
)  # fmt: skip
_LAST = (
    "Petrosyan", "Məmmədova", "García", "O'Neill", "Văn", "Yılmaz", "Smith-Jones", "Quliyev", "Rossi", "Zhang", "al-Sayed",
    "Иванов", "Ferreira", "Nowak", "Kapanadze", "Dubois", "Huseynov", "Sargsyan", "Lindqvist", "Østergaard", "Sharma", "Li",
)  # fmt: skip
# chance that a strong, middling … student gets one item right, and that the task is done at all
_SKILL = {"strong": 0.97, "middling": 0.75, "weak": 0.45, "careless": 0.85, "literal": 0.8, "unfinished": 0.8}
_DONE = {"strong": 1, "middling": 0.97, "weak": 0.85, "careless": 1, "literal": 1, "unfinished": 0.5}


@dataclass(frozen=True)
class Student:
    """One invented student."""

    number: int
    name: str
    way: str
    late: bool


def students(count: int, seed: object) -> list[Student]:
    """``count`` students, the same for the same seed. Two may have the same name, as happens."""
    chance = random.Random(f"class {seed}")
    ways = chance.choices(list(WAYS), weights=list(WAYS.values()), k=count)
    return [
        Student(1000 + i, f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", way, chance.random() < 0.08)
        for i, way in enumerate(ways)
    ]


def source_of(student: Student, task_id: str, task: dict, solved: str, starter: str, key: dict, seed: object) -> str:
    """What one student leaves in one answer cell."""
    solved = (
        f"{marker(task_id)}\n{solved.partition('### BEGIN SOLUTION')[2].partition('### END SOLUTION')[0].strip()}\n"
    )
    chance = random.Random(f"{seed} {student.number} {task_id}")
    if chance.random() > _DONE[student.way]:
        return starter
    if task["form"]["shape"] in ("function", "text") or "accept" not in key:
        return _rough(solved, starter, student.way, chance)
    foreseen = key["slips"] if student.way == "literal" else []
    if not foreseen and not key["accept"] and chance.random() < _SKILL[student.way]:  # marked by a rule alone
        text = solved
    else:
        answer = (
            chance.choice(foreseen)["answer"] if foreseen else _answer(task["form"], key, _SKILL[student.way], chance)
        )
        text = f"{marker(task_id)}\n{task['name']} = {_written(answer)}\n"
    return _careless(text, chance) if student.way == "careless" else text


def _answer(form: dict, key: dict, skill: float, chance: random.Random) -> object:
    """An answer each part of which is right with the chance ``skill``."""

    def one(path: str, field: dict) -> object:
        right = [json.loads(v) for v, credit in key["accept"].get(path, {}).items() if credit == 1]
        if right and chance.random() < skill:
            return right[0]
        if "allowed" in field:
            return chance.choice(field["allowed"])
        return round(chance.uniform(field.get("low", 0), field.get("high", 100)), 2)

    if form["shape"] == "map":
        fields = form["fields"]
        if len(fields) == 1:
            return {item: one(item, fields[0]) for item in form["items"]}
        return {item: tuple(one(f"{item}/{f['name']}", f) for f in fields) for item in form["items"]}
    if form["shape"] == "names":
        ordered = form.get("ordered")
        right = [json.loads(v) for v in key["accept"].get("has", {})]
        pool = (
            [one(str(i), form) for i in range(1, form["count"] + 1)]
            if ordered
            else [v for v in right if chance.random() < skill]
        )
        return list(dict.fromkeys([*pool, *chance.sample(form["allowed"], len(form["allowed"]))]))[: form["count"]]
    return one("answer", form)


def _written(answer: object) -> str:
    if not isinstance(answer, dict):
        return repr(answer)
    return "{\n" + "".join(f'    "{item}": {value!r},\n' for item, value in answer.items()) + "}"


def _rough(solved: str, starter: str, way: str, chance: random.Random) -> str:
    """For functions and the like: the right answer, the starter, or one that stops with an error."""
    if chance.random() < _SKILL[way]:
        return solved
    return starter if chance.random() < 0.5 else solved.replace("return ", "return undefined_name or ", 1)


def _careless(text: str, chance: random.Random) -> str:
    """One slip of form, or none: a comma lost, quotation marks lost, a typo, an entry lost, debug output added."""
    lines = text.splitlines()
    at = chance.randrange(2, len(lines) - 1) if len(lines) > 3 else None
    slip = chance.choice(["none", "comma", "quotes", "typo", "entry", "print"])
    if slip == "print":
        return text + 'print("here")\n'
    if at is None or slip == "none":
        return text
    if slip == "entry":
        del lines[at]
    elif slip == "comma":
        lines[at] = lines[at].rstrip(",")
    elif slip == "quotes":
        lines[at] = re.sub(r": ['\"](\w+)['\"]", r": \1", lines[at])
    else:
        lines[at] = re.sub(r"""(: ['"]\w)(\w)""", r"\1\2\2", lines[at])
    return "\n".join(lines) + "\n"


def submission(student: Student, exercise: str, blank: dict, solved: dict, keys: dict, seed: object) -> dict:
    """The student's notebook as it is handed in: the blank one with the answer cells filled."""
    made = copy.deepcopy(blank)
    sources = {c["id"]: "".join(c["source"]) for c in solved["cells"]}
    for task_id in known()["exercises"][exercise]["tasks"]:
        identity = cell_id("answer", task_id)
        for cell in made["cells"]:
            if cell["id"] == identity:
                starter = "".join(cell["source"])
                task = known()["tasks"][task_id]
                cell["source"] = source_of(student, task_id, task, sources[identity], starter, keys[task_id], seed)
    return made


def place(student: Student, exercise: str, shape: str) -> Path:
    """Where a learning platform's export puts the file.

    Moodle: one folder per student, ``Name_1000_assignsubmission_file_/file``. Canvas: one folder, ``name_LATE_1000_77000_file``.
    """
    if shape == "moodle":
        return Path(f"{student.name}_{student.number}_assignsubmission_file_") / f"{exercise}.ipynb"
    plain = re.sub(r"\W", "", student.name.casefold())
    return Path(f"{plain}{'_LATE' if student.late else ''}_{student.number}_{student.number + 76000}_{exercise}.ipynb")


def make(
    folder: Path, count: int, seed: object = 1, shape: str = "moodle", exercises: list[str] | None = None
) -> list[Path]:
    """Write the class into ``folder`` and return the files. ValueError for a shape that is not known."""
    if shape not in SHAPES:
        raise ValueError(f"There is no shape {shape!r}; there are {' and '.join(SHAPES)}.")
    keys = json.loads((ROOT / "exercises/key/key.json").read_text(encoding="utf-8"))["tasks"]
    chance, written, told = random.Random(f"hand-in {seed}"), [], []
    people = students(count, seed)
    for exercise in exercises or list(known()["exercises"]):
        blank, solved = (
            json.loads((ROOT / "exercises" / p).read_text(encoding="utf-8"))
            for p in (student_file(exercise), f"key/{exercise}.ipynb")
        )
        for student in people:
            if student.way == "unfinished" and chance.random() < 0.2:
                told.append({**vars(student), "exercise": exercise, "file": None})
                continue
            path = folder / place(student, exercise, shape)
            files = [path, path.with_name(f"{path.stem} (1).ipynb")] if student.late else [path]
            for draft, file in enumerate(reversed(files)):  # a late student handed in twice: the copy is the later one
                body = submission(student, exercise, blank, solved, keys, f"{seed}" if draft == 0 else f"{seed} draft")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
                written.append(file)
            told.append({**vars(student), "exercise": exercise, "file": files[-1].relative_to(folder).as_posix()})
    folder.mkdir(parents=True, exist_ok=True)
    folder.with_name(f"{folder.name}_class.json").write_text(
        json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    return written


def main(given: list[str] | None = None) -> None:
    """Make a class from the command line."""
    parser = argparse.ArgumentParser(prog="python tests/classroom.py", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=25)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--shape", choices=SHAPES, default="moodle")
    parser.add_argument("--exercise", action="append", choices=list(known()["exercises"]))
    options = parser.parse_args(given)
    files = make(options.folder, options.students, options.seed, options.shape, options.exercise)
    print(
        f"{len(files)} files of {options.students} students are in {options.folder}; who they are is in {options.folder}_class.json."
    )


if __name__ == "__main__":
    main()
