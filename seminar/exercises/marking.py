"""What is right: from an answer, as plain JSON values, and a key to points, and a sentence of help.

Every function here is pure and knows no notebook: the same ones mark in a student's notebook, with a key of salted
hashes, and in grading, with the plain key. A task is a dict (``exercises/README.md`` says how it is authored):

- ``form`` says what shape an answer has: a ``map`` from items to names or numbers, ``names``, a ``number``, ``text`` or a
  ``function``; :func:`fault` compares an answer with it, before anything is said about content;
- ``kind`` says how content is marked: ``key`` (K), ``property`` (P), ``follow`` (F), ``function`` (P on hidden inputs) or
  ``prose`` (by a person). Rules for P and F are named functions, in :mod:`seminar.exercises.tasks`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .forms import are_calls, fault, is_blank, short, tidy
from .values import FormError, canonical, plain

__all__ = [
    "FormError",
    "Mark",
    "Part",
    "Rule",
    "amount",
    "calls",
    "canonical",
    "fault",
    "is_blank",
    "mark",
    "plain",
    "tally",
    "tenth",
    "tidy",
]

LONGEST_MESSAGE = 600  # of a sentence of help, which may quote the answer


@dataclass(frozen=True)
class Mark:
    """Points out of a maximum, and the sentence that goes with them."""

    points: float
    out_of: float
    message: str
    attempted: bool = True
    waits: bool = False  # a person has still to read it

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST_MESSAGE:
            object.__setattr__(self, "message", f"{self.message[: LONGEST_MESSAGE - 1]}…")

    @property
    def state(self) -> str:
        """``not attempted``, ``not yet`` or ``right``; prose whose form is right is ``for a person``."""
        if self.waits:
            return "for a person"
        return "not attempted" if not self.attempted else "right" if self.points >= self.out_of else "not yet"

    @property
    def worded(self) -> str:
        return f"{amount(self.points)} of {amount(self.out_of)}"


@dataclass(frozen=True)
class Part:
    """One part of an answer that a rule has judged: ``credit`` from 0 to 1, and a sentence where it is below 1."""

    credit: float
    message: str = ""


Rule = Callable[[object, dict, dict], "list[Part]"]


def tenth(points: float) -> float:
    """Points as people see them: 11.7 of 11.68, and a half goes up."""
    return math.floor(points * 10 + 0.5 + 1e-9) / 10


def amount(points: float) -> str:
    """Points as a person writes them: 5, 2.5, 11.7."""
    return f"{tenth(points):g}"


# --- keys -----------------------------------------------------------------------------------------------------------


def paths(form: dict, answer: object) -> list[tuple[str, object]]:
    """The parts of an answer that are compared one by one, each with the name that it has in a key.

    ``a`` for an entry of a map, ``a/role`` for one of its fields; ``1``, ``2``, … for a list in order, ``has`` for each name of a
    list whose order does not count; ``answer`` for a number; ``1``, ``2``, … for the calls of a function.
    """
    shape = form["shape"]
    if shape == "map":
        single, fields = len(form["fields"]) == 1, form["fields"]
        return [
            (item if single else f"{item}/{f['name']}", v)
            for item in form["items"]
            for f, v in zip(fields, _values(answer.get(item), len(fields)), strict=True)
        ]
    if shape == "names":
        return [(str(i) if form.get("ordered") else "has", v) for i, v in enumerate(answer, start=1)]
    if shape == "function":
        return [(str(i), call.get("value")) for i, call in enumerate(answer["calls"], start=1)]
    return [("answer", answer)]


def _values(entry: object, count: int) -> list:
    if count == 1:
        return [entry]
    return entry if isinstance(entry, list) and len(entry) == count else [None] * count


def hashed(salt: str, path: str, value: object) -> str:
    """The salted hash that stands for a value in a student's copy. It deters peeking; no mark rests on it."""
    return hashlib.sha256(f"{salt}\n{path}\n{canonical(value)}".encode()).hexdigest()[:20]


def hide(accept: dict[str, dict[str, float]], salt: str) -> dict[str, float]:
    """A plain key (path -> canonical value -> credit) as one dict from hash to credit, in the order of the hashes."""
    return dict(
        sorted((hashed(salt, path, json.loads(v)), c) for path, values in accept.items() for v, c in values.items())
    )


def credit(key: dict, path: str, value: object) -> float:
    """What a value earns at a path, 0 to 1. ``key`` holds ``accept`` (plain) or ``salt`` and ``hashes``."""
    if value is None or value == "":
        return 0.0
    if "accept" in key:
        return float(key["accept"].get(path, {}).get(canonical(value), 0))
    return float(key["hashes"].get(hashed(key["salt"], path, value), 0))


def tally(answer: object, task: dict | None) -> str:
    """How many entries of an answer are right, in a sentence; empty where no key tells entries apart, or the form is not right."""
    if not task or task["kind"] != "key" or is_blank(task["form"], answer) or fault(task["form"], answer):
        return ""
    entries: dict[str, list[float]] = {}
    for number, (path, value) in enumerate(paths(task["form"], answer)):
        entry = path.split("/")[0] if task["form"]["shape"] == "map" else str(number)
        entries.setdefault(entry, []).append(credit(task["key"], path, value))
    right, partly = (sum(map(kind, entries.values())) for kind in (_is_right, _is_partly_right))
    also = f", {partly} in part" if partly else ""
    return f"{right} of {len(entries)} entries {'is' if right == 1 else 'are'} right{also}."


def _is_right(credits: list[float]) -> bool:
    return min(credits) >= 1


def _is_partly_right(credits: list[float]) -> bool:
    return max(credits) > 0 and not _is_right(credits)


# --- marks ---------------------------------------------------------------------------------------------------------


def mark(
    task: dict, answer: object, key: dict, rules: Mapping[str, Rule] | None = None, others: dict | None = None
) -> Mark:
    """Mark one answer, given as plain values.

    ``task`` is the public description; ``key`` holds the plain or the hashed key; ``rules`` the named functions for P and
    F and for rules beside a key; ``others`` the student's answers to other tasks, by task id, which F recomputes from.
    """
    points, form = task["points"], task["form"]
    answer = tidy(form, answer)
    if form["shape"] != "function" and is_blank(form, answer):
        return Mark(0, points, "You have not filled in an answer yet.", attempted=False)
    if form["shape"] == "function" and answer is None:
        return Mark(0, points, "You have not written the function yet.", attempted=False)
    if form["shape"] == "map" and len(form["fields"]) == 1 and isinstance(answer, dict):
        answer = {item: None if value in ([], {}) else value for item, value in answer.items()}  # nothing stands in it
    said = fault(form, answer)
    if said and not (form["shape"] == "function" and are_calls(answer)):  # calls that went well count all the same
        return Mark(0, points, said)
    parts = _parts(task, answer, key, others or {}, {} if rules is None else rules)
    if task["kind"] == "prose":  # its rules, if it has any, advise
        advice = [p.message for p in parts if p.credit < 1][:1]
        return Mark(0, points, " ".join(["The form is right. A person reads and marks it.", *advice]), waits=True)
    share = sum(p.credit for p in parts) / len(parts)
    if share >= 1 - 1e-9:
        return Mark(points, points, "Right.")
    helps = [p.message for p in parts if p.credit < 1 and p.message]
    return Mark(
        _written(points * share, points),
        points,
        said or " ".join([*helps[:1], task.get("help", "")]).strip() or "Look again.",
    )


def _written(points: float, out_of: float) -> float:
    """Points as a person writes them: in quarters or to one decimal; what is not quite right never gets all."""
    quarters = round(4 * points)
    written = quarters / 4 if abs(4 * points - quarters) < 1e-6 else round(points, 1)
    return min(written, math.floor(10 * out_of - 1e-9) / 10)


def _parts(task: dict, answer: object, key: dict, others: dict, rules: Mapping[str, Rule]) -> list[Part]:
    form, found = task["form"], []
    if task["kind"] in ("key", "function"):
        hints = task.get("hints", {})
        pairs = paths(form, answer)
        credits = [credit(key, path, value) for path, value in pairs]
        wanted = {"names": form.get("expected", form.get("count", 0)), "function": len(task.get("inputs", []))}.get(
            form["shape"], 0
        )
        missing_parts = max(wanted - len(pairs), 0)  # a list cut short does not earn all
        credits += [0.0] * missing_parts
        pairs += [("missing", None)] * missing_parts
        for (path, value), earned in zip(pairs, credits, strict=True):
            item = path.split("/")[0]
            missing = f"“{item}” is still empty." if value in (None, "") and form["shape"] == "map" else ""
            found.append(Part(earned, missing or hints.get(path) or hints.get(item, "") or _look(form, path)))
        # what is wrong is spoken of before what is empty
        found.sort(key=lambda p: "still empty" in p.message)
    for name in task.get("rules", []):
        found += rules[name](answer, task.get("parameters", {}), others)
    return found


def _look(form: dict, path: str) -> str:
    if form["shape"] == "map":
        return f"Look again at “{path.split('/')[0]}”."
    return "Not everything that it returns is right." if form["shape"] == "function" else ""


def calls(function: object, inputs: list[list], adapt: Callable[[object], object] = lambda value: value) -> dict | None:
    """What comes out of a student's function for each input, as plain values; None if ``function`` cannot be called.

    An error in the function, or a result that is no data, is told as a sentence in the place of the result.
    """
    if not callable(function):
        return None
    found = []
    for arguments in inputs:
        try:
            found.append({"value": plain(function(*[adapt(json.loads(json.dumps(a))) for a in arguments]))})
        except Exception as error:
            found.append({"error": f"{type(error).__name__}: {short(str(error))}."})
    return {"calls": found}
