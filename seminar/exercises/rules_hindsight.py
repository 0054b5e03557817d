"""Rules of exercise 7: signposts that can be seen, and a memo's form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from ..memo import model as memo
from ..tables import read
from . import wording
from .forms import folded
from .marking import Part
from .rules import part, rule

_KNOWN, _SMALL = 1 / 3, 0.15  # shares of a text's words; in honest memos over a half are known, and about a half small


@rule
def signposts(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Each signpost says something in a sentence, with no mere mood or perhaps, and no other says the same; it has a day in the period;
    together they point both ways. This advises and marks nothing: whether they are good is for a person.

    ``parameters``: ``moods`` and ``hedges``, ``first`` and ``last`` day, ``ways``.
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
    return Part(1)


def _dated(item: str, by: str, parameters: dict) -> Part:
    try:
        day = date.fromisoformat(by)
    except ValueError:
        return Part(0, f"“{item}”: the day is “{by}”; write year, month and day, such as “{parameters['last']}”.")
    inside = date.fromisoformat(parameters["first"]) <= day <= date.fromisoformat(parameters["last"])
    return part(inside, f"“{item}”: the day must lie from {parameters['first']} to {parameters['last']}.")


@rule
def memo_structure(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """What lesson 7 checks of a memo, and whether it is one: sentences, on this case.

    ``parameters``: ``labels`` of the parts, ``options``, the ``last`` paragraph, and ``least``, the fewest words of each part.
    """
    parts = {slot: str(answer.get(slot) or "") for slot in parameters["labels"]}
    if any(memo.words(text) for text in parts.values()) and not _on_the_case(" ".join(parts.values())):
        said = "Hardly a word of this is about the case. Who should do what, and why? A memo is written in sentences."
        return [Part(0, said)] * (len(parts) + 3)
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
    for at, (slot, label) in enumerate(parameters["labels"].items()):
        many, least = memo.own_words(parts[slot]), parameters["least"][slot]
        if found[at].credit == 1 and (many < least or wording.small_share(parts[slot]) < _SMALL):
            found[at] = Part(0, f"{label}: {many} words that are not said twice; write {least} or more, in sentences.")
    if advised and advised not in options:
        found[-1] = Part(0, f"There is no option “{advised}”; the options are {', '.join(options)}.")
    elif first not in ("", "none", *options):
        found[-1] = Part(0, f"There is no option “{first}”; the options are {', '.join(options)}, or none.")
    return found


def _on_the_case(text: str) -> bool:
    """Whether enough of a text's words stand in what the tables say of the article and its options."""
    own = wording.stems(text)
    return len(own & _case()) >= _KNOWN * len(own) and wording.small_share(text) >= _SMALL


@cache
def _case() -> set[str]:
    columns = {
        "article_paragraphs": ["gist"],
        "claims": ["claim"],
        "options": ["label", "description"],
        "actors": ["name", "short_name"],
        "districts": ["name"],
    }
    return set().union(*(wording.stems(cell) for table, of in columns.items() for c in of for cell in read(table)[c]))
