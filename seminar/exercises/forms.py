"""The form of an answer: compared before anything is said about content, with a sentence for each fault."""

from __future__ import annotations

import difflib


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
    return f"{_capital(where)} is “{short(value)}”, which is not one of the names allowed.{_meant(value, allowed)}"


def _number_fault(form: dict, answer: object, where: str = "the answer") -> str:
    if isinstance(answer, str):
        inside = answer.replace(",", ".").strip(" %")
        try:
            float(inside)
        except ValueError:
            return f"{_capital(where)} is the text “{short(answer)}”; it must be a number."
        return f"{_capital(where)} is a text, “{short(answer)}”. Take away the quotation marks, and write a decimal point and no unit: {inside}."
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
    if not are_calls(answer):
        return f"The answer is {_worded(answer)}; it must be a function that begins with “def {form['name']}(”."
    for call in answer["calls"]:
        if "error" in call:
            return f"When it is called, the function stops with an error: {call['error']}"
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
