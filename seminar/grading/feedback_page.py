"""A student's feedback page: each check with its points, the answer as it was read, and the sentence of help.

It has two states. Before release it holds hints only. After release it says of each place whether it was right, beside the question's own
words, and why. It never holds the key's values or other students' work; what a function's errors tell of hidden inputs is left out.
"""

from __future__ import annotations

import builtins
import json
import re
from pathlib import PurePosixPath

from ..exercises import marking
from .frame import SIGNS, cut, flowing, points, render
from .gradebook import Gradebook, Item, Student, read, why_not
from .records import NOT_GRADED, Graded
from .sheets import line


def feedback_page(student: Student, book: Gradebook, only: str = "") -> str:
    """A student's page, on all exercises or on ``only`` one, as a platform's assignment takes it."""
    own = sorted({f.handin.exercise for f in student.files} - {""})
    parts = [_part(student, name, book) for name in own if only in ("", name)]
    total, best = book.total(student)
    page = {
        "name": student.name,
        "parts": parts,
        "total": total,
        "best": best,
        "course": book.course.sentences(),
        "missing": [] if only else [book.tasks(name).title for name in book.set if name not in own],
        "lost": [] if only else [(_base(f), _why_for_student(f)) for f in student.files if not f.handin.exercise],
    }
    return render("feedback.html.j2", page)


def _part(student: Student, exercise: str, book: Gradebook) -> dict:
    """One exercise of a student: what counts, each check, and what else was handed in."""
    one, score = student.counting(exercise), book.score(student, exercise)
    files = [f for f in student.files if f.handin.exercise == exercise and not f.counts]
    waits = sum(i.mark.out_of * i.weight for i in score.items if i.waits) if score else 0
    return {
        "title": book.tasks(exercise).title,
        "score": score,
        "earned": score.earned if score else None,
        "best": book.best(exercise),
        "by_person": waits,
        "file": _base(one) if one else "",
        "why": _why_for_student(one) if one else "No file of yours for this exercise could be graded.",
        "released": exercise in book.released,
        "checks": [_checked(item, exercise, book) for item in (score.items if score else ())],
        "notes": one.all_notes if one else (),
        "others": [(_base(f), _why_aside(f, one)) for f in files],
    }


def _base(one: Graded) -> str:
    """A file's own name; the folders above it may tell of others."""
    return line(PurePosixPath(one.handin.file).name)


def _why_aside(one: Graded, counting: Graded | None) -> str:
    if why_not(one):
        return _why_for_student(one)
    if counting and one.handin.copy < counting.handin.copy:
        return "You handed in a later file."
    return "It belongs to the same hand-in, and the other file earned at least as much."


def _why_for_student(one: Graded) -> str:
    """The problem of a file is the student's to know; a fault of the machine is not theirs to mend."""
    fault = "The machine that grades had a fault, and could not finish. This costs you nothing: it will be run again."
    return one.handin.problem or fault


def _checked(item: Item, exercise: str, book: Gradebook) -> dict:
    """One check as a student reads it."""
    mark, task, hand = item.mark, book.checks["tasks"].get(item.mark.task), item.hand
    earned, best = item.points, points(mark.out_of)
    if item.waits:
        state, words = "for a person", f"a person gives up to {best}"
    elif earned is None:
        state, words = (NOT_GRADED, f"out of {best}")
    else:
        partly = "right" if earned >= mark.out_of else "partly" if earned > 0 else mark.state
        state = mark.state if mark.state == "right" and not hand else partly
        state, words = ("not yet" if state == "for a person" else state), f"{points(earned)} of {best}"
    times = f"counts {points(item.weight)} times" if item.weight else "left out, does not count"
    released = exercise in book.released
    places = _places(mark.task, task, mark.answer, book) if released else []
    reasons = book.key.get(mark.task, {}).get("reasons", {})
    answer = "" if places else shown(task, mark.answer)
    lines = answer.splitlines()
    return {
        "task": mark.task,
        "title": task["title"] if task else "",
        "state": state,
        "points": words,
        "counts": "" if item.weight == 1 else times,
        "message": "" if state == "right" or (item.by_person and not item.waits) else _for_student(mark.message, task),
        "answer": answer,
        "in_columns": len(lines) > 3 and max(map(len, lines)) <= 28,
        "places": places,
        "why": reasons.get(mark.task) or reasons.get("has", "")
        if released and task and task["kind"] != "prose"
        else "",
        "reason": hand.reason if hand and item.overridden else "",
        "comment": hand.comment if hand else "",
    }


def _places(name: str, task: dict | None, answer: str, book: Gradebook) -> list[dict]:
    """What was given at each place, with its sign; none where a rule judges the answer as a whole, or its form is not right."""
    accept, value = book.key.get(name, {}).get("accept", {}), read(answer)
    if not task or not accept or task["form"]["shape"] in ("function", "text") or marking.fault(task["form"], value):
        return []
    found: dict[str, list[tuple[str, str]]] = {}
    for path, given in marking.paths(task["form"], value):
        credit = accept.get(path, {}).get(marking.canonical(given), 0) if path in accept else None
        sign = "·" if credit is None else SIGNS["right" if credit >= 1 else "partly" if credit > 0 else "not yet"]
        found.setdefault(path.split("/")[0] if path != "has" else f"{len(found) + 1}", []).append(
            (_entry(given, task["form"]), sign)
        )
    words, reasons = book.words.get(name, {}), book.key[name].get("reasons", {})
    return [
        {"name": place, "words": words.get(place, ""), "values": values, "reason": reasons.get(place, "")}
        for place, values in found.items()
    ]


def _for_student(message: str, task: dict | None) -> str:
    """The sentence of help. A function is called on hidden inputs: what its errors say of them is left out."""
    if not task or task["form"]["shape"] != "function":
        return cut(message, 800)
    message = re.sub(r"on input \d+", "on a small input of your own", message)
    return cut(re.sub(r"stops with an error: (\w*).*", _only_the_kind, message, flags=re.DOTALL), 800)


def _only_the_kind(found: re.Match) -> str:
    kind = getattr(builtins, found[1], None)
    known = isinstance(kind, type) and issubclass(kind, Exception)
    return f"stops with an error{f' ({found[1]})' if known else ''}. Call it yourself, and you will see in which line."


def shown(task: dict | None, answer: str) -> str:
    """An answer as it was read, short: an entry a line, sentences whole. Of a function only whether it gave something back."""
    value = read(answer)
    if value is None or task is None:
        return cut(answer, 400) if task is None else ""
    form = task["form"]
    if form["shape"] == "function":
        return _ran(task["name"], value)
    if isinstance(value, dict):
        between = "\n\n" if _has_sentences(form) else "\n"
        names = sorted(value, key=lambda name: _place_of(name, form))
        return cut(between.join(f"{cut(name, 60)}: {_entry(value[name], form)}" for name in names), 6000)
    if isinstance(value, list):
        return cut("\n".join(_entry(v, form) for v in value), 2000)
    return _entry(value, form)


def _place_of(name: str, form: dict) -> tuple[int, str]:
    """Where an entry stands in the task; what does not belong there comes last."""
    items = form.get("items", [])
    return (items.index(name) if name in items else len(items), name)


def _entry(value: object, form: dict) -> str:
    """One value of an answer; a text is whole only where sentences are asked for."""
    if isinstance(value, list):
        return ", ".join(_entry(v, form) for v in value)
    if isinstance(value, str):
        return cut(flowing(value), 3000) if _has_sentences(form) else cut(value, 60)
    return "(empty)" if value is None else cut(json.dumps(value, ensure_ascii=False), 200)


def _has_sentences(form: dict) -> bool:
    return form["shape"] == "text" or any(f.get("shape") == "text" for f in form.get("fields", []))


def _ran(name: str, value: object) -> str:
    calls = value.get("calls") if isinstance(value, dict) else None
    if not isinstance(calls, list):
        return ""
    gave = sum(isinstance(c, dict) and c.get("value") is not None for c in calls)
    return f"{name}(…) gave something back for {gave} of {len(calls)} inputs"
