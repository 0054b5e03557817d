"""Rules of exercise 7: signposts that can be seen, and a memo's form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ..memo import model as memo
from .forms import folded
from .marking import Part
from .rules import part, rule


@rule
def signposts(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Each signpost says who does what, with no mere mood or perhaps (observable), and no other says the same; it has a day in the period
    (dated); together they point both ways.

    ``parameters``: ``names``, ``acts``, ``moods`` and ``hedges``, ``first`` and ``last`` day, ``ways``. Whether they are good is for a person.
    """
    found, seen, said = [], set(), set()
    for item, entry in answer.items():
        if not isinstance(entry, list) or len(entry) != 4:
            found += [Part(0, f"“{item}” is still empty.")] * 2
            continue
        what, by, way, _chance = (str(value or "") for value in entry)
        seen.add(way)
        again = part(folded(what) not in said, f"“{item}” says what another one says. What else would you look for?")
        said.add(folded(what))
        found += [again if again.credit < 1 else _observable(item, what, parameters), _dated(item, by, parameters)]
    return [
        *found,
        part(seen >= set(parameters["ways"]), "All your signposts point the same way. What would point the other way?"),
    ]


def _observable(item: str, what: str, parameters: dict) -> Part:
    plain = what.casefold()
    if len(what.split()) < 4:
        return Part(0, f"“{item}”: say in a sentence who does what.")
    if mood := [m for m in (re.search(rf"\b{stem}\w*", plain) for stem in parameters["moods"]) if m]:
        return Part(0, f"“{item}”: “{mood[0][0]}” cannot be seen. What would a reporter on the spot write down?")
    if hedge := re.search(rf"\b(?:{'|'.join(parameters['hedges'])})\b", plain):
        return Part(0, f"“{item}”: “{hedge[0]}” leaves it open. Say what is seen, and give the doubt as the chance.")
    if not re.search(rf"\b(?:{'|'.join(parameters['acts'])})", plain):
        return Part(
            0, f"“{item}”: what does somebody do? Use a verb for an act, such as meet, sign, enter, vote or publish."
        )
    named = any(re.search(rf"\b{re.escape(name.casefold())}s?\b", plain) for name in parameters["names"])
    return part(named, f"“{item}” names nobody and no place that the seminar's tables know. Who does it, or where?")


def _dated(item: str, by: str, parameters: dict) -> Part:
    try:
        day = date.fromisoformat(by)
    except ValueError:
        return Part(0, f"“{item}”: the day is “{by}”; write year, month and day, such as “{parameters['last']}”.")
    inside = date.fromisoformat(parameters["first"]) <= day <= date.fromisoformat(parameters["last"])
    return part(inside, f"“{item}”: the day must lie from {parameters['first']} to {parameters['last']}.")


@rule
def memo_structure(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """What lesson 7 checks of a memo. ``parameters``: ``labels`` of the parts, ``options`` and the ``last`` paragraph."""
    parts = {slot: str(answer.get(slot) or "") for slot in parameters["labels"]}
    options: Mapping[str, str] = parameters["options"]
    advised, first = (str(answer.get(name) or "") for name in ("advised", "first_in_my_model"))
    found = [
        part(c.passed, f"{c.what}: {c.sentence}")
        for c in memo.check(
            parts,
            parameters["labels"],
            parameters["last"],
            advised if advised in options else "",
            [first] if first in options else [],
            options,
        )
    ]
    if advised and advised not in options:
        found[-1] = Part(0, f"There is no option “{advised}”; the options are {', '.join(options)}.")
    elif first not in ("", "none", *options):
        found[-1] = Part(0, f"There is no option “{first}”; the options are {', '.join(options)}, or none.")
    return found
