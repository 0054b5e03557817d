"""The page of outcomes: what a lesson says that one will be able to do, and the tasks that show it. Made by ``tools/docs.py``."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from seminar.kit.words import capital, decimal, number_word, verb
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
# How the second coding came about, November 2026: it is no later figure's to compute.
BEFORE = (
    "At the first such reading, before seven tasks were changed, the two agreed in 55% of all 40 (kappa 0.42), and in 44% of the 25 whose level the reader "
    "had not seen (kappa 0.23). The seven were coded by a third reader, who had seen none."
)
ASIDE = re.compile(r"^(Deeper|A session of its own): ")


@dataclass(frozen=True)
class Coded:
    """One row of the coding: an aim of a lesson (counted from 1), a task (an exercise's id, or a section of the lesson), its level.

    ``second`` is what an independent second reader made of an exercise's task; empty where it has changed since.
    """

    lesson: int
    aim: int
    task: str
    level: str
    second: str = ""

    @property
    def in_exercise(self) -> bool:
        """Whether the task is an exercise's, and not a section of the lesson."""
        return re.fullmatch(r"\d\.\d+", self.task) is not None


def coded(path: Path = CODED) -> list[Coded]:
    """The coding, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Coded(int(r["lesson"]), int(r["aim"]), r["task"], r["level"], r["second"]) for r in csv.DictReader(file)
        ]


def agreement(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """The share of tasks that two readers put at the same level, and Cohen's kappa (*Educational and Psychological Measurement* 20, 1960)."""
    same = sum(a == b for a, b in pairs) / len(pairs)
    first, second = (Counter(column) for column in zip(*pairs, strict=True))
    chance = sum(first[level] * second[level] for level in LEVELS) / len(pairs) ** 2
    return same, (same - chance) / (1 - chance)


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
    lines = [
        "# Outcomes and tasks",
        "",
        "What each lesson promises, and the tasks that show it. A task without a number is a section of the lesson itself: it is done there, and "
        "not marked.",
        "",
        _readers([r for r in rows if r.in_exercise]),
        "",
        "*This page is made from the lessons, the exercises and `exercises/key/outcomes.csv` by `tools/docs.py`.*",
    ]
    for number, source in enumerate(lesson_sources()):
        lines += [
            "",
            f"## Lesson {number}: {lessons[number]}",
            "",
            "| You can … | Task | Level | Second reader |",
            "| --- | --- | --- | --- |",
        ]
        for place, aim in enumerate(aims(source), start=1):
            for n, row in enumerate(r for r in rows if (r.lesson, r.aim) == (number, place)):
                task = f"{row.task} {titles.get(row.task, '?')}" if row.in_exercise else f"in the lesson: {row.task}"
                lines.append(f"| {aim if n == 0 else ''} | {task} | {row.level} | {row.second} |")
    return "\n".join(lines) + "\n"


def _readers(rows: list[Coded]) -> str:
    """What the two readers found, in sentences: how many tasks are above “apply”, and how far they agree."""
    twice = [(r.level, r.second) for r in rows if r.second]
    waiting = len(rows) - len(twice)
    same, kappa = agreement(twice)

    def above(levels: list[str]) -> str:
        return f"{sum(level in ABOVE for level in levels)} of {len(levels)}"

    told = (
        f"The levels are Bloom's, as revised. The authors' reading puts {above([r.level for r in rows])} tasks above “apply”. A second reader, who "
        f"asked what a student must do to get the marks, put {above([b for _, b in twice])} there. On these the two agree in {same:.0%}, "
        f"and Cohen's kappa is {decimal(kappa)}: the levels are a judgement, and not a measurement."
    )
    if waiting:
        changed = f"{number_word(waiting).capitalize()} {verb(waiting, 'task has', 'tasks have')} changed since"
        told += f" {changed} and {verb(waiting, 'waits', 'wait')} for a second reader."
    return f"{told} {BEFORE}"
