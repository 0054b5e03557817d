"""The page of outcomes: what a lesson says that one will be able to do, and the tasks that show it. Made by ``tools/docs.py``."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from seminar.kit.words import capital
from seminar.tables import Package

ROOT = Path(__file__).resolve().parent.parent
CODED = ROOT / "exercises" / "key" / "outcomes.csv"
LEVELS = (
    "remember",
    "understand",
    "apply",
    "analyse",
    "evaluate",
    "create",
)  # Bloom's, as revised by Anderson and Krathwohl (2001)
ABOVE = LEVELS[LEVELS.index("apply") + 1 :]
ASIDE = re.compile(r"^(Deeper|A session of its own): ")


@dataclass(frozen=True)
class Coded:
    """One row of the coding: an aim of a lesson (counted from 1), a task (an exercise's id, or a section of the lesson), its level."""

    lesson: int
    aim: int
    task: str
    level: str

    @property
    def in_exercise(self) -> bool:
        """Whether the task is an exercise's, and not a section of the lesson."""
        return re.fullmatch(r"\d\.\d+", self.task) is not None


def coded(path: Path = CODED) -> list[Coded]:
    """The coding of a second reader, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Coded(int(r["lesson"]), int(r["aim"]), r["task"], r["level"]) for r in csv.DictReader(file)]


def aims(source: str) -> list[str]:
    """What a lesson promises at its head."""
    head = source.split("you will be able to**", 1)[1].split("**You need**", 1)[0]
    return [
        re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words.rstrip(";."))
        for words in re.findall(r"^- (.+)$", head, flags=re.M)
    ]


def sections(source: str) -> set[str]:
    """The sections of a lesson that take minutes, without what marks those off the core path."""
    titles = re.findall(r"^## (.+) · \d+ minutes?$", source, flags=re.M)
    return {capital(ASIDE.sub("", title)) for title in titles}


def tasks() -> dict[str, str]:
    """The tasks of all exercises: id -> title, as students read them."""
    found: dict[str, str] = {}
    for notebook in sorted((ROOT / "exercises").glob("[0-9]*.ipynb")):
        found |= dict(re.findall(r'"## (\d\.\d+) (.+?) · [\d.]+ points?\\n"', notebook.read_text(encoding="utf-8")))
    return found


def lesson_sources() -> list[str]:
    """The sources of all lessons, in order."""
    return [p.read_text(encoding="utf-8") for p in sorted((ROOT / "notebooks" / "source").glob("[0-9]*.md"))]


def page(data: Package) -> str:
    """Outcome by lesson by task by level, as a page."""
    rows, titles, lessons = coded(), tasks(), data.read("lessons").set_index("lesson_id").title
    levels = {r.task: r.level for r in rows if r.in_exercise}
    above = sum(level in ABOVE for level in levels.values())
    counted = ", ".join(f"{level} {n}" for level in LEVELS if (n := list(levels.values()).count(level)))
    lines = [
        "# Outcomes and tasks",
        "",
        f"What each lesson promises, and the tasks that show it. The levels are Bloom's, by a second and stricter reading than the one printed "
        f"above each task. Of {len(levels)} tasks in the exercises {above} are above “apply” ({counted}). A task without a number is a section of "
        "the lesson itself: it is done there, and not marked.",
        "",
        "*This page is made from the lessons, the exercises and `exercises/key/outcomes.csv` by `tools/docs.py`.*",
    ]
    for number, source in enumerate(lesson_sources()):
        lines += [
            "",
            f"## Lesson {number}: {lessons[number]}",
            "",
            "| You can … | Task | Level |",
            "| --- | --- | --- |",
        ]
        for place, aim in enumerate(aims(source), start=1):
            for n, row in enumerate(r for r in rows if (r.lesson, r.aim) == (number, place)):
                task = f"{row.task} {titles.get(row.task, '?')}" if row.in_exercise else f"in the lesson: {row.task}"
                lines.append(f"| {aim if n == 0 else ''} | {task} | {row.level} |")
    return "\n".join(lines) + "\n"
