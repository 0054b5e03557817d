"""What is right: from an answer, as plain JSON values, and a key to points, and a sentence of help.

Every function here is pure and knows no notebook: the same ones mark in a student's notebook, with a key of salted
hashes, and in grading, with the plain key. A task is a dict (``exercises/README.md`` says how it is authored):

- ``form`` says what shape an answer has: a ``map`` from items to names or numbers, ``names``, a ``number``, ``text`` or a
  ``function``; :func:`fault` compares an answer with it, before anything is said about content;
- ``kind`` says how content is marked: ``key`` (K), ``property`` (P), ``follow`` (F), ``function`` (P on hidden inputs) or
  ``prose`` (by a person). Rules for P and F are named functions, in :mod:`seminar.exercises.tasks`.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LONGEST = 100_000  # characters of canonical JSON; an answer is far shorter
LONGEST_TEXT = 4_000  # of these in one text
MOST_ACCENTS = (
    30  # on one letter: no language has more (Unicode's annex 15, "stream-safe text"), and sorting them takes time
)
LONGEST_MESSAGE = 600  # of a sentence of help, which may quote the answer
LARGEST = 10**15
_DEEPEST = 20


class FormError(ValueError):
    """An answer that is no list, dictionary, number or text; the message is a sentence for the student."""


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


def amount(points: float) -> str:
    """Points as a person writes them: 5, 2.5."""
    return f"{round(points, 2):g}"


# --- answers as plain values ---------------------------------------------------------------------------------------


def plain(value: object, depth: int = 0) -> object:
    """The answer as JSON values: tuples and arrays become lists, numpy scalars numbers, dates ISO text, NaN null.

    Texts are stripped and brought to one Unicode form, floats are rounded to 9 places, sets sorted. FormError for anything
    that is not data.
    """
    if depth > _DEEPEST:
        raise FormError(
            "The answer is nested too deeply: a list in a list in a list. Write it flat, as in the starter."
        )
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise FormError("The answer holds a whole number with more than 15 digits. Is a decimal point missing?")
        return value
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise FormError(
                f"The answer holds a text of {len(value):,} characters; the longest that is read has {LONGEST_TEXT:,}."
            )
        if _piled_up(value):
            raise FormError(f"The answer holds a letter with more than {MOST_ACCENTS} accents. Type that text again.")
        whole = str(value).encode("utf-8", "replace").decode("utf-8")  # half a character cannot be written
        return unicodedata.normalize("NFC", whole).strip()
    if isinstance(value, float):
        if math.isnan(value):
            return None
        if math.isinf(value):
            raise FormError("The answer holds an infinite number. Was something divided by zero?")
        rounded = round(float(value), 9)
        return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded
    if isinstance(value, Mapping):
        return {str(plain(k, depth + 1)): plain(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v, depth + 1) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(v, depth + 1) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    if callable(getattr(type(value), "to_dict", None)) and callable(
        getattr(type(value), "tolist", None)
    ):  # a pandas Series
        labelled = value.to_dict()
        return plain(list(labelled.values()) if list(labelled) == list(range(len(labelled))) else labelled, depth + 1)
    for method in ("isoformat", "tolist", "to_dict", "item"):  # dates; numpy and pandas, without importing them
        if callable(getattr(type(value), method, None)):
            try:
                return plain(getattr(value, method)(), depth + 1)
            except (TypeError, ValueError):
                continue
    raise FormError(
        f"The answer holds a {type(value).__name__}. It must be made of lists, dictionaries, numbers and text in quotation marks."
    )


def canonical(value: object) -> str:
    """The answer as one line of JSON that is the same for the same answer. FormError if it cannot be written so."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text) > LONGEST:
        raise FormError(f"The answer is {len(text):,} characters long; the longest that is read has {LONGEST:,}.")
    return text


def _piled_up(text: str) -> bool:
    """Whether a letter carries more marks than any language has."""
    run = 0
    for character in "" if text.isascii() else text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MOST_ACCENTS:
            return True
    return False


# --- form ----------------------------------------------------------------------------------------------------------


def is_blank(form: dict, answer: object) -> bool:
    """Whether nothing has been filled in: the starter as it stands."""
    if answer is None or answer == form.get("starter", ...):
        return True
    if isinstance(answer, dict):
        return not answer or all(is_blank({}, v) for v in answer.values())
    if isinstance(answer, list):
        return all(is_blank({}, v) for v in answer)
    return answer == "" or answer == "..."


def fault(form: dict, answer: object) -> str:
    """What is wrong with the form of an answer, in a sentence; an empty text where nothing is."""
    return _FORMS[form["shape"]](form, answer)


def _map_fault(form: dict, answer: object) -> str:
    items, fields = form["items"], form["fields"]
    if not isinstance(answer, dict):
        return f"The answer is {_worded(answer)}; it must be a dictionary, {{...}}, with an entry for each of {_listed(items)}."
    if strange := [k for k in answer if k not in items]:
        return f"There is an entry “{strange[0]}”, which is not one of the task's. The entries are {_listed(items)}.{_meant(strange[0], items)}"
    if missing := [k for k in items if k not in answer]:
        return f"There is no entry for {_listed(missing)}; there must be {len(items)}, and there are {len(answer)}. Put it back, with a comma after each entry."
    for item in items:
        values = answer[item]
        if is_blank({}, values):
            continue
        if len(fields) > 1 and (not isinstance(values, list) or len(values) != len(fields)):
            names = " and ".join(f["name"] for f in fields)
            return f"The entry “{item}” is {_worded(values)}; it must hold {len(fields)} values in brackets, {names}."
        for field, value in zip(fields, values if len(fields) > 1 else [values], strict=True):
            if value not in (None, "") and (said := _field_fault(field, value, f"the entry “{item}”")):
                return said
    return ""


def _names_fault(form: dict, answer: object) -> str:
    low, high = form.get("at_least", form["count"]), form["count"]
    wanted = f"{high}" if low == high else f"{low} to {high}"
    if not isinstance(answer, list):
        return f"The answer is {_worded(answer)}; it must be a list, in square brackets, of {wanted} names."
    for position, value in enumerate(answer, start=1):
        if said := _field_fault(form, value, f"number {position} of the list"):
            return said
    if twice := [v for v in answer if answer.count(v) > 1]:
        return f"“{twice[0]}” stands in the list more than once; each name may stand once."
    if not low <= len(answer) <= high:
        return f"The list has {len(answer)} name{'s' * (len(answer) != 1)}; there must be {wanted}."
    return ""


def _field_fault(field: dict, value: object, where: str) -> str:
    """One value: a name out of ``allowed``, or a number from ``low`` to ``high``, or any text."""
    if "allowed" not in field:
        return _number_fault(field, value, where) if field.get("shape") != "text" else ""
    allowed = [str(name) for name in field["allowed"]]
    if isinstance(value, list):
        return f"{_capital(where)} is {_worded(value)}; it must be one name."
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        guess = [name for name in allowed if name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(value)]
        return f"{_capital(where)} is the number {value}; it must be a name, in quotation marks{f', such as “{guess[0]}”' if guess else ''}."
    if not isinstance(value, str):
        return f"{_capital(where)} is {_worded(value)}; it must be a name, in quotation marks."
    if value in allowed:
        return ""
    for name in sorted(allowed, key=len, reverse=True):
        if name and value.startswith(name) and value[len(name) :] in allowed:
            return f"{_capital(where)} is “{value}”: two names run together. Is a comma missing after “{name}”?"
    return f"{_capital(where)} is “{_short(value)}”, which is not one of the names allowed.{_meant(value, allowed)}"


def _number_fault(form: dict, answer: object, where: str = "the answer") -> str:
    if isinstance(answer, str):
        inside = answer.replace(",", ".").strip(" %")
        try:
            float(inside)
        except ValueError:
            return f"{_capital(where)} is the text “{_short(answer)}”; it must be a number."
        return f"{_capital(where)} is a text, “{_short(answer)}”. Take away the quotation marks, and write a decimal point and no unit: {inside}."
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return f"{_capital(where)} is {_worded(answer)}; it must be a number."
    low, high = form.get("low"), form.get("high")
    if low is not None and high is not None and not low <= answer <= high:
        hint = f" Did you mean {answer / 100:g}?" if high == 1 and 1 < answer <= 100 else ""
        return f"{_capital(where)} is {answer:g}; it must lie from {low:g} to {high:g}.{hint}"
    if form.get("whole") and not isinstance(answer, int):
        return f"{_capital(where)} is {answer:g}; it must be a whole number."
    return ""


def _text_fault(form: dict, answer: object) -> str:
    if not isinstance(answer, str):
        return f"The answer is {_worded(answer)}; it must be text, between quotation marks."
    words, low, high = len(answer.split()), form.get("at_least", 1), form.get("at_most", 10_000)
    return "" if low <= words <= high else f"The text has {words} words; it must have {low} to {high}."


def _function_fault(form: dict, answer: object) -> str:
    """``answer`` is what :func:`calls` made of the function: what came out of each input, or that there was none."""
    if not _are_calls(answer):
        return f"The answer is {_worded(answer)}; it must be a function that begins with “def {form['name']}(”."
    for call in answer["calls"]:
        if "error" in call:
            return f"When it is called, the function stops with an error: {call['error']}"
        if call.get("value") is None:
            return "The function gives nothing back. Does its last line begin with “return”?"
    return ""


def _are_calls(answer: object) -> bool:
    """Whether this is what :func:`calls` makes; whoever sends answers may send anything."""
    made = answer.get("calls") if isinstance(answer, dict) else None
    return isinstance(made, list) and bool(made) and all(isinstance(call, dict) for call in made)


_FORMS = {
    "map": _map_fault,
    "names": _names_fault,
    "number": _number_fault,
    "text": _text_fault,
    "function": _function_fault,
}


def _worded(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text “{_short(value)}”"
    return f"a list of {len(value)}" if isinstance(value, list) else "a dictionary"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{n}”" for n in names)


def _meant(given: str, allowed: list[str]) -> str:
    lowered = {name.casefold(): name for name in allowed}
    near = difflib.get_close_matches(str(given).casefold(), lowered, 1, cutoff=0.6)
    if near:
        return f" Did you mean “{lowered[near[0]]}”?"
    return (
        f" The names are {_listed(allowed)}."
        if len(allowed) <= 12
        else f" The names run from “{allowed[0]}” to “{allowed[-1]}”."
    )


# --- keys ----------------------------------------------------------------------------------------------------------


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


# --- marks ---------------------------------------------------------------------------------------------------------


def mark(
    task: dict, answer: object, key: dict, rules: Mapping[str, Rule] | None = None, others: dict | None = None
) -> Mark:
    """Mark one answer, given as plain values.

    ``task`` is the public description; ``key`` holds the plain or the hashed key; ``rules`` the named functions for P and
    F and for rules beside a key; ``others`` the student's answers to other tasks, by task id, which F recomputes from.
    """
    points, form = task["points"], task["form"]
    if form["shape"] != "function" and is_blank(form, answer):
        return Mark(0, points, "You have not filled in an answer yet.", attempted=False)
    if form["shape"] == "function" and answer is None:
        return Mark(0, points, "You have not written the function yet.", attempted=False)
    said = fault(form, answer)
    if said and not (form["shape"] == "function" and _are_calls(answer)):  # calls that went well count all the same
        return Mark(0, points, said)
    if task["kind"] == "prose":
        return Mark(0, points, "The form is right. A person reads and marks it.", waits=True)
    parts = _parts(task, answer, key, others or {}, rules or {})
    share = sum(p.credit for p in parts) / len(parts)
    if share >= 1 - 1e-9:
        return Mark(points, points, "Right.")
    helps = [p.message for p in parts if p.credit < 1 and p.message]
    return Mark(
        round(points * share, 4), points, said or " ".join([*helps[:1], task.get("help", "")]).strip() or "Look again."
    )


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
    return f"Try it by hand on input {path}: what should come out?" if form["shape"] == "function" else ""


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
            found.append({"error": f"{type(error).__name__}: {_short(str(error))}."})
    return {"calls": found}
