"""``why("1.2")``: your answer, the key, why it is so, and what else can be defended; after two answers, or a right one.

The reasons travel in ``reasons.json`` beside this file, sealed with the class's code (:mod:`.sealing`). The bundle for practice has no such file.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from .. import answers as answers_file
from ..errors import SeminarError
from ..kit import palette
from ..kit.words import listed, number_word
from . import marking, sealing
from .attempts import Attempts
from .conventions import known

FILE = Path(__file__).with_name("reasons.json")
ENOUGH = 2  # answers of one's own before the reasons may be read
CODE = "class_code"  # the note in the answers file that holds it


class WhyError(SeminarError):
    """Reasons that cannot be shown; the message is a sentence for the student."""


@dataclass(frozen=True)
class Not:
    """The sentence that stands in the place of reasons."""

    sentence: str

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        edge = f"{palette.STYLE};border-left:6px solid {palette.GREY}"
        return {
            "text/plain": self.sentence,
            "text/html": f'<div role="status" style="{edge}">{escape(self.sentence)}</div>',
        }


@dataclass(frozen=True)
class Why:
    """The reasons of a task beside a student's answer: ``rows`` of (entry, your answer, the key, why, also defensible)."""

    task_id: str
    title: str
    rows: list[tuple[str, ...]]
    whole: str  # what is said of the task as a whole
    solution: str  # one right way, where no key tells entries apart

    HEADS = ("Entry", "Your answer", "The key", "Why", "What is also defensible")

    def __post_init__(self) -> None:
        if not (self.rows or self.whole or self.solution):
            raise WhyError(f"There are no reasons for {self.task_id}: a person reads and marks it.")

    @property
    def heads(self) -> list[int]:
        """The columns that say something."""
        return [n for n in range(len(self.HEADS)) if any(row[n] for row in self.rows)]

    def text(self) -> str:
        rows = [" | ".join(row[n] for n in self.heads) for row in self.rows]
        return "\n".join([f"{self.task_id} {self.title}", *rows, *filter(None, (self.whole, self.solution))])

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html()}

    def html(self) -> str:
        """The table as HTML."""
        import pandas as pd

        from ..kit.show import table_html

        frame = pd.DataFrame(
            [[row[n] for n in self.heads] for row in self.rows], columns=[self.HEADS[n] for n in self.heads]
        )
        table = (
            table_html(frame, f"{self.task_id} {self.title}")
            if self.rows
            else f"<strong>{escape(self.task_id)} {escape(self.title)}</strong>"
        )
        said = f"<p>{escape(self.whole)}</p>" if self.whole else ""
        way = f"<p>One right answer among others:</p><pre>{escape(self.solution)}</pre>" if self.solution else ""
        return f'<div style="{palette.STYLE}">{table}{said}{way}</div>'


def why(task_id: str, answer: object, tried: Attempts, code: str = "") -> Why:
    """The reasons of a task. ``answer`` is the student's, as plain values, or None. WhyError says what stands in the way."""
    if task_id not in known()["tasks"]:
        raise WhyError(f"There is no task “{task_id}”. Write one of {listed(known()['tasks'])}, in quotation marks.")
    exercise = next(name for name, about in known()["exercises"].items() if task_id in about["tasks"])
    task, so_far = known()["tasks"][task_id], tried.of(task_id)
    sealed = packed().get(exercise)
    if sealed is None:
        raise WhyError(
            "This copy is for practice and has no reasons in it. Where a class has them, its instructor packs them in and gives out a code."
        )
    right = any(
        marking.mark(task, one, task["key"]).state == "right" for one in so_far.answers if task["kind"] == "key"
    )
    if so_far.count < ENOUGH and not right:
        said = "no answer" if not so_far.count else f"{number_word(so_far.count)} answer"
        raise WhyError(
            f"The reasons of {task_id} open after {number_word(ENOUGH)} different answers of yours, or a right one; "
            f"so far the check has looked at {said}. Answer, and run its check."
        )
    told = _opened(sealed, task_id, code)
    if not so_far.opened:
        so_far.opened = so_far.count
        tried.keep(task_id, so_far)
    rows = [
        (f"{e['entry']} {e['words']}".strip(), _given(task, answer, e["entry"]), e["key"], e["why"], e["also"])
        for e in told["entries"]
    ]
    return Why(task_id, task["title"], rows, told["whole"], told["solution"])


@cache
def packed() -> dict:
    """The sealed reasons by exercise; nothing where this copy has none."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


def _opened(sealed: dict, task_id: str, code: str) -> dict:
    """The reasons of a task by this code, or by the one that opened others before; a code that opens is kept."""
    kept = answers_file.so_far().notes.get(CODE, "")
    if not (code or kept):
        raise WhyError(
            f'Your instructor has a code that opens the reasons. Write it beside the task, in quotation marks: why("{task_id}", "the code").'
        )
    try:
        told = sealing.unseal(sealed, task_id, code or kept)
    except sealing.WrongCode:
        raise WhyError(
            f"The code “{code or kept}” does not open the reasons of {task_id}. Ask your instructor for the one of this exercise, "
            f'and write it so: why("{task_id}", "the code").'
        ) from None
    if code and code != kept:
        with suppress(answers_file.AnswersError):  # it is asked for again
            answers_file.update(lambda saved: saved.notes.update({CODE: code}))
    return told


def _given(task: dict, answer: object, entry: str) -> str:
    """What the student gave at an entry, in words."""
    value = answer.get(entry) if isinstance(answer, dict) else answer if task["form"]["shape"] != "map" else None
    parts = value if isinstance(value, list) else [value]
    return ", ".join("(empty)" if part in (None, "") else str(part) for part in parts)


# --- what is sealed


def told(task, words: dict[str, str], solution: str) -> dict:
    """What is sealed of a task, as its author wrote it (``build.Task``): its entries with key, reason and what else can be defended.

    ``words`` are the question's own, by entry; ``solution`` is the text of the answer cell that the author solved.
    """
    places = task.form["items"] if task.form["shape"] == "map" else ["has"] if task.form["shape"] == "names" else []
    entries = [_entry(task, place) | {"words": words.get(place, "")} for place in places] if task.kind == "key" else []
    way = solution if task.kind not in ("key", "prose") else ""
    return {"entries": entries, "whole": task.reasons.get(task.id, ""), "solution": way}


def _entry(task, place: str) -> dict:
    fields = task.form.get("fields", [{}])
    paths = [place] if len(fields) == 1 else [f"{place}/{f['name']}" for f in fields]
    best, also = [], []
    for path in paths:
        credits = task.accept[path]
        top = max(credits.values())
        first = [str(v) for v, credit in credits.items() if credit == top]
        best.append(", ".join(first) if place == "has" else first[0])
        second = [
            (v, credit)
            for v, credit in credits.items()
            if str(v) not in (first if place == "has" else first[:1]) and credit > 0
        ]
        also += [
            f"{v} ({'all' if credit >= 1 else 'half' if credit == 0.5 else f'{credit:.0%}'} of the points)"
            for v, credit in second
        ]
    name = "the list" if place == "has" else place
    return {"entry": name, "key": ", ".join(best), "why": task.reasons[place], "also": "; ".join(also)}
