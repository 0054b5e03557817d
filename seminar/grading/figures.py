"""The class in figures: how hard each check is, how well it separates strong from weak, and what was answered."""

from __future__ import annotations

import math
import statistics
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..exercises import marking
from .gradebook import Gradebook, read

FEWEST = 5  # students; of fewer no discrimination is told


@dataclass(frozen=True)
class Correlation:
    """A correlation, with the ends of its 95 % interval; both are None where every point lies on the line."""

    r: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Figures:
    """How one check went: how many were marked, their mean share of its points, how it separates, how many in each state."""

    task: str
    n: int
    share: float | None
    separates: Correlation | None
    states: dict[str, int]


def difficulty(points: Sequence[float], out_of: float) -> float | None:
    """The mean share of a check's points: 1 if all had it right. None without students.

    For right-or-wrong items this is classical test theory's item difficulty p (Crocker and Algina 1986, chapter 14); for
    partial credit it is the mean over the maximum.
    """
    return statistics.fmean(points) / out_of if points and out_of else None


def item_rest(item: Sequence[float], rest: Sequence[float]) -> Correlation | None:
    """How well a check separates strong from weak: the correlation of its points with those of the other checks.

    Pearson's r of the item and the total without it (Henrysson 1963, Psychometrika 28, 211-218); for an item that is right or
    wrong this is the point-biserial correlation. The interval is Fisher's: tanh(artanh r ± 1.96/√(n − 3)). None for fewer
    than five students, or where either does not vary.
    """
    if len(item) < FEWEST or _same(item) or _same(rest):
        return None
    r = max(-1.0, min(1.0, statistics.correlation(item, rest)))
    if abs(r) > 1 - 1e-9:
        return Correlation(round(r))
    reach = 1.96 / math.sqrt(len(item) - 3)
    return Correlation(r, math.tanh(math.atanh(r) - reach), math.tanh(math.atanh(r) + reach))


def _same(values: Sequence[float]) -> bool:
    return max(values) - min(values) < 1e-9


def figures(book: Gradebook, exercise: str) -> list[Figures]:
    """The figures of each check of an exercise that the machine marks, over the hand-ins that count and are whole."""
    of = book.tasks(exercise)
    items, rests = ({task: array("d") for task in of.machine} for _ in range(2))
    states: dict[str, Counter[str]] = {task: Counter() for task in of.machine}
    for one in book.whole(exercise):
        row = {m.task: m for m in one.marks if m.task in of.machine}
        for task in of.machine:
            items[task].append(row[task].points)
            rests[task].append(sum(m.points for t, m in row.items() if t != task))
            states[task][row[task].state] += 1
    return [
        Figures(
            task,
            len(item),
            difficulty(item, of.machine[task]),
            item_rest(item, rests[task]),
            dict(sorted(states[task].items())),
        )
        for task, item in items.items()
    ]


@dataclass(frozen=True)
class Said:
    """What ``n`` students gave at one place of an answer: each value with its credit and how many gave it, most first.

    A value is canonical JSON, empty where the place was left blank; its credit is None where the key does not know the place.
    """

    path: str
    n: int
    values: tuple[tuple[str, float | None, int], ...]

    @property
    def wrong(self) -> tuple[str, int] | None:
        """The wrong value that most gave, and how many did. None if nobody gave one."""
        given = [(value, count) for value, credit, count in self.values if credit == 0 and value]
        return max(given, key=lambda pair: pair[1]) if given else None


def said(task: dict, answers: Iterable[str], accept: dict[str, dict[str, float]]) -> list[Said]:
    """What was said at each place of a task's answers (canonical JSON), but for sentences.

    Answers that are blank or whose form is wrong are left out. ``accept`` is the key's: path -> canonical value -> credit.
    """
    form = task["form"]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    formed = 0
    for text, times in Counter(answers).items():
        answer = read(text)
        if marking.is_blank(form, answer) or marking.fault(form, answer):
            continue
        formed += times
        for path, value in marking.paths(form, answer):
            if not is_sentence(form, path):
                counts[path]["" if value in (None, "") else marking.canonical(value)] += times
    made = []
    for path, found in counts.items():
        key = accept.get(path)
        ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        values = ((value, None if key is None else float(key.get(value, 0)), times) for value, times in ordered)
        made.append(Said(path, formed, tuple(values)))
    return made


def is_sentence(form: dict, path: str) -> bool:
    """Whether a place of an answer holds words of the student's own."""
    name = path.partition("/")[2]
    fields = [f for f in form.get("fields", []) if len(form["fields"]) == 1 or f["name"] == name]
    return form["shape"] == "text" or any(f.get("shape") == "text" for f in fields)
