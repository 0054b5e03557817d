"""What a course decides about its marks, kept in ``course.toml`` beside the grades.

without = ["2.3", "3.5"]                # tasks that do not count
counts = "last"                         # of each task the "last" answer, the "first", or the "best" of those that the check looked at
late_penalty = 10                       # per cent of the points that a late hand-in loses
extra_time = ["1004"]                   # students whom it costs nothing
exercises = ["01_the_argument"]         # those that were set; else, what a quarter of the class handed in

[weights]                               # 2 counts double; a task or a whole exercise
"1.1" = 2
[late]                                  # who was late, where the platform's files do not say so
"01_the_argument" = ["1007"]
[titles]                                # an exercise's name on the platform
"01_the_argument" = "Week 1 (12345)"
[maximum]                               # the Maximum Grade of the platform's assignment
"01_the_argument" = 100
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ..kit import files, words
from .records import put

NAME = "course.toml"
# what a decision is, and what stands in the file for it
_WRITTEN: dict[type, type | tuple[type, ...]] = {tuple: list, dict: dict, int: (int, float), str: str}
COUNTS = {
    "last": "",
    "first": "Of each task the first answer counts, as far as the hand-in tells of it.",
    "best": "Of each task the best answer counts, of those that the check looked at and the one handed in.",
}


class CourseError(ValueError):
    """A course that says what cannot be done; the message is a sentence."""


@dataclass(frozen=True)
class Course:
    """The decisions; ``late_penalty`` in per cent. See the module's head for what each is."""

    without: tuple[str, ...] = ()
    counts: str = "last"
    late_penalty: float = 0
    extra_time: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    late: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    maximum: dict[str, float] = field(default_factory=dict)

    def weight(self, task: str, exercise: str) -> float:
        """How much a task counts: 0 if it is left out."""
        return 0 if task in self.without else self.weights.get(task, 1) * self.weights.get(exercise, 1)

    def is_late(self, exercise: str, student: str, name: str, told: bool) -> bool:
        """Whether a hand-in came late, by the platform or by the course's own list."""
        return told or bool({student, name} & set(self.late.get(exercise, [])))

    def costs(self, student: str, name: str) -> float:
        """The per cent that lateness costs this student."""
        return 0 if {student, name} & set(self.extra_time) else self.late_penalty

    def sentences(self) -> list[str]:
        """The decisions as every page shows them."""
        weighed = [f"{name} × {weight:g}" for name, weight in sorted(self.weights.items()) if weight != 1]
        return [
            *filter(None, [COUNTS[self.counts]]),
            *([f"Left out: {words.listed(self.without)}."] if self.without else []),
            *([f"Weighed: {words.listed(weighed)}."] if weighed else []),
            *([f"A late hand-in loses {self.late_penalty:g}% of its points."] if self.late_penalty else []),
        ]


def read(folder: Path, checks: dict) -> Course:
    """The course of a gradebook; one that decides nothing where there is no file. CourseError says what is wrong in it."""
    path = folder / NAME
    if not path.is_file():
        return Course()
    try:
        body = tomllib.loads(files.read(path))
    except (files.FileError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{NAME} cannot be read: {error}. Mend that line and grade again.") from None
    kinds = {f.name: type(getattr(Course(), f.name)) for f in fields(Course)}
    for name, value in body.items():
        if name not in kinds:
            raise CourseError(f"{NAME} says “{name}”, which is not known. It may say {words.listed(kinds, 'or')}.")
        if not isinstance(value, _WRITTEN[kinds[name]]):
            raise CourseError(
                f"{NAME}: “{name}” is {value!r}. Write it as docs/moodle.md does, under “What a course decides”."
            )
    given: dict[str, Any] = {k: tuple(map(str, v)) if isinstance(v, list) else v for k, v in body.items()}
    return _checked(Course(**given), checks)


def _checked(course: Course, checks: dict) -> Course:
    exercises, tasks = set(checks["exercises"]), set(checks["tasks"])
    by_exercise = {*course.exercises, *course.late, *course.titles, *course.maximum} - exercises
    if strange := sorted({*course.without} - tasks | {*course.weights} - tasks - exercises | by_exercise):
        known = words.listed(sorted(exercises))
        raise CourseError(f"“{strange[0]}” is not a task or an exercise. Tasks are 1.1 to 7.5; exercises: {known}.")
    if course.counts not in COUNTS:
        raise CourseError(
            f"{NAME} says counts = “{course.counts}”. Write {words.listed(COUNTS, 'or')}, in quotation marks."
        )
    numbers = [course.late_penalty, *course.weights.values(), *course.maximum.values()]
    if not all(isinstance(n, (int, float)) and 0 <= n <= 1000 for n in numbers) or course.late_penalty > 100:
        raise CourseError(
            f"A weight, penalty or maximum in {NAME} is not a number from 0 to 1000 (a penalty: to 100). Mend it."
        )
    return course


def by_flags(folder: Path, checks: dict, **given: Any) -> Course:
    """The course of ``folder``; what the command line gives makes ``course.toml`` where there is none.

    So the next week's run decides as this one did. CourseError if a flag contradicts the file.
    """
    course, told = read(folder, checks), {k: v for k, v in given.items() if v}
    wanted = Course(**told)
    if not told or all(getattr(course, k) == v for k, v in told.items()):
        return course
    if (folder / NAME).exists():
        name = next(k for k, v in told.items() if getattr(course, k) != v)
        raise CourseError(
            f"{folder / NAME} says otherwise of “{name}” than the command. Change it in that file, and leave the flag out."
        )
    _checked(wanted, checks)
    tables = {k: v for k, v in told.items() if isinstance(v, dict)}
    text = "".join(_line(k, v) for k, v in told.items() if k not in tables)
    for name, table in tables.items():
        text += f"\n[{name}]\n" + "".join(_line(json.dumps(k, ensure_ascii=False), v) for k, v in table.items())
    put(folder / NAME, text.encode())
    return wanted


def _line(name: str, value: object) -> str:
    """What JSON writes, TOML reads."""
    return f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
