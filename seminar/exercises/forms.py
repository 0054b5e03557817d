"""The form of an answer: what only looks different is brought to the form's own spelling, and each fault has its sentence.

Both come before anything is said about content. Capitals, quotation marks, spaces, an accent, another spelling of a name, a
decimal comma within quotation marks, or ``a > b`` for ``b < a`` cost nothing, in the notebook and in grading alike.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans(
    {"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{NO-BREAK SPACE}": " "}
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)")


def tidy(form: dict, answer: object) -> object:
    """The answer with each name and number as the form writes it, where it can only mean that; otherwise as it was."""
    shape = form["shape"]
    if shape == "names":
        if isinstance(answer, str) and answer:
            return [_name(form, answer)] if form.get("at_least", form["count"]) == 1 else answer
        return [_value(form, value) for value in answer] if isinstance(answer, list) else answer
    if shape == "number":
        return _value(form, answer)
    if shape != "map" or not isinstance(answer, dict):
        return answer
    fields, keys = form["fields"], {"allowed": form["items"]}
    named = {_name(keys, item): values for item, values in answer.items()}
    return {item: _entry(fields, values) for item, values in (named if len(named) == len(answer) else answer).items()}


def _entry(fields: list[dict], values: object) -> object:
    if len(fields) == 1:
        alone = isinstance(values, list) and len(values) == 1 and not isinstance(values[0], list)
        return _value(fields[0], values[0] if alone else values)
    if not isinstance(values, list) or len(values) != len(fields):
        return values
    return [_value(field, value) for field, value in zip(fields, values, strict=True)]


def _value(field: dict, value: object) -> object:
    if "allowed" in field:
        return _name(field, value)
    return value if field.get("shape") == "text" or not isinstance(value, str) else _as_number(value)


def _name(field: dict, value: object) -> object:
    """The one allowed name that a value stands for; the value itself if there is none, or more than one."""
    allowed = field["allowed"]
    if value in allowed or value in ("", None) or isinstance(value, (bool, list, dict)):
        return value
    if isinstance(value, str) and value.count(">") == 1 and "<" not in value and any("<" in name for name in allowed):
        value = " < ".join(side.strip() for side in reversed(value.split(">")))
    other = {folded(spelling): name for name, spellings in field.get("also", {}).items() for spelling in spellings}
    if isinstance(value, str) and (folded(value) in other or folded(value) == ""):
        return other.get(folded(value), value)
    alike = [name for name in allowed if folded(name) == folded(str(value))]
    if not alike and (number := folded(str(value))).isdigit():
        alike = [name for name in allowed if name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == number]
    return alike[0] if len(alike) == 1 else value


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A name without what does not tell it from others: capitals, accents, spaces, quotation marks, hyphens, the order of two names."""
    names = sorted(unicodedata.normalize("NFKD", text).casefold().split("/"))
    return "".join(c for name in names for c in name if c.isalnum() or c in "<>")


def _as_number(text: str) -> object:
    """The number that stands within quotation marks, with a point or a comma; the text itself if it is none."""
    inside = text.translate(_SIGNS).strip()
    if not _NUMBER.fullmatch(inside):
        return text
    number = float(inside.replace(",", "."))
    return int(number) if number.is_integer() else number


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
            many = isinstance(values, list) and len(values) > len(fields) and all(type(v) is int for v in values)
            comma = " Is there a decimal comma? Python wants a point: 0.5." if many else ""
            return f"The entry “{item}” is {_worded(values)}; it must hold {len(fields)} values in brackets, {names}.{comma}"
        for field, value in zip(fields, values if len(fields) > 1 else [values], strict=True):
            own = field | form.get("ranges", {}).get(item, {})
            if value not in (None, "") and (said := _field_fault(own, value, f"the entry “{item}”")):
                return said
    return _percent_fault(form, answer)


def _percent_fault(form: dict, answer: dict) -> str:
    """Shares of one given where per cent is asked for: every number of an entry that is in per cent lies between 0 and 1."""
    fields = form["fields"]
    percent = [n for n, field in enumerate(fields) if field.get("percent")]
    for entry in answer.values():
        if is_blank({}, entry):
            continue
        held = [entry] if len(fields) == 1 else entry
        numbers = [held[n] for n in percent if held[n] not in (None, "")]
        given = next((n for n in numbers if n % 1), None)  # 0 and 1 per cent are honest answers
        if given is not None and max(map(abs, numbers)) <= 1:
            return f"These numbers are in per cent: write {given * 100:g} where you wrote {given:g}."
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
        return f"{_capital(where)} is the number {value}; it must be a name, in quotation marks.{_meant(str(value), allowed)}"
    if not isinstance(value, str):
        return f"{_capital(where)} is {_worded(value)}; it must be a name, in quotation marks."
    if value in allowed:
        return ""
    for name in sorted(allowed, key=len, reverse=True):
        if name and value.startswith(name) and value[len(name) :] in allowed:
            return f"{_capital(where)} is “{value}”: two names run together. Is a comma missing after “{name}”?"
    return f"{_capital(where)} is “{short(value)}”, which is not one of the names allowed.{_meant(value, allowed)}"


def _number_fault(form: dict, answer: object, where: str = "the answer") -> str:
    low, high = form.get("low"), form.get("high")
    if isinstance(answer, str):
        inside = _as_number(answer.translate(_SIGNS).strip(" %"))
        if isinstance(inside, str):
            return f"{_capital(where)} is the text “{short(answer)}”; it must be a number."
        share = f", which as a number is {inside / 100:g}" if "%" in answer and high == 1 else f": {inside:g}"
        return f"{_capital(where)} is a text, “{short(answer)}”. Write a number without quotation marks and without a unit{share}."
    if isinstance(answer, list) and len(answer) == 2 and all(type(v) is int for v in answer) and answer[1] >= 0:
        return f"{_capital(where)} is two numbers, {answer[0]} and {answer[1]}. A decimal number has a point: {answer[0]}.{answer[1]}."
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return f"{_capital(where)} is {_worded(answer)}; it must be a number."
    if low is not None and high is not None and not low <= answer <= high:
        hint = f" {answer:g} % is {answer / 100:g}." if (low, high) == (0, 1) and 1 < answer <= 100 else ""
        return f"{_capital(where)} is {answer:g}; it goes from {low:g} to {high:g}.{hint}"
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
    if not are_calls(answer):
        return f"The answer is {_worded(answer)}; it must be a function that begins with “def {form['name']}(”."
    for call in answer["calls"]:
        if "error" in call:
            return f"When it is called, the function stops with an error: {call['error']}"
        if call.get("value") is None and call.get("printed"):
            return "The function prints its result and gives nothing back. Write “return” in the place of “print”."
        if call.get("value") is None:
            return "The function gives nothing back. Does its last line begin with “return”?"
    return ""


def are_calls(answer: object) -> bool:
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
        return f"the text “{short(value)}”"
    if value in ([], {}):
        return "an empty list" if value == [] else "an empty dictionary"
    return f"a list of {len(value)}" if isinstance(value, list) else "a dictionary"


def short(text: str) -> str:
    """A text as a sentence may quote it, 60 characters at most."""
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
