"""An answer with a slip of typing, read as it was meant: a comma or a quotation mark that is missing, or is of another kind.

Only for answers whose entries are chosen names or numbers, where nothing else could be meant; a sentence of the student's own is never guessed at.
Nothing is run. Whatever is read so still has to be of the right form, and is marked as any other answer.
"""

from __future__ import annotations

import re
from itertools import zip_longest

LONGEST = 20_000  # characters of a cell
_QUOTES = "\"'“”„‟‘’‚‛«»"
_VALUE = re.compile(rf"[^\s,()\[\]{{}}{_QUOTES}][^,()\[\]{{}}{_QUOTES}\n]*")


def mended(source: str, name: str, form: dict) -> object:
    """The answer that a cell was to give, for :func:`forms.tidy`; None where it cannot be told."""
    begin = re.search(rf"^\s*{name}\s*=(?!=)", source, re.M) if len(source) <= LONGEST else None
    if begin is None or any(f.get("shape") == "text" for f in form.get("fields", [])):
        return None
    body = re.sub(r"#[^\n]*", "", source[begin.end() :])
    if form["shape"] == "map":
        return _map(body, form) or None
    if form["shape"] == "names":
        return [value.strip() for value in _VALUE.findall(body)] or None
    return None


def _map(body: str, form: dict) -> dict:
    """Each entry that is found, with as many values as it must have; an entry with more or fewer is left as it is."""
    names = "|".join(sorted(map(re.escape, form["items"]), key=len, reverse=True))
    entry = re.compile(rf"(?:(?<=[\s{{,{_QUOTES}])|^)({names})[{_QUOTES}]?[ \t]*[:=]")
    found = list(entry.finditer(body))
    made = {}
    for one, after in zip_longest(found, found[1:]):
        text = body[one.end() : after.start() if after else None].split("\n", 1)[0]
        values = [value.strip() for value in _VALUE.findall(text)]
        made[one[1]] = values if len(form["fields"]) > 1 else values[0] if len(values) == 1 else values or ""
    return made
