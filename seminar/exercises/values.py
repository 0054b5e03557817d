"""Answers as plain JSON values: the same for the same answer, whatever kind of list, number or date it was given as."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from numbers import Number

LONGEST = 100_000  # characters of canonical JSON; an answer is far shorter
LONGEST_TEXT = 4_000  # of these in one text
# On one letter: no language has more (Unicode's annex 15, "stream-safe text"), and sorting them takes time.
MOST_ACCENTS = 30
LARGEST = 10**15
_DEEPEST = 20


class FormError(ValueError):
    """An answer that is not a list, dictionary, number or text; the message is a sentence for the student."""


def plain(value: object, depth: int = 0) -> object:
    """The answer as JSON values: tuples, arrays and ranges become lists, numpy scalars and fractions numbers, dates ISO text, NaN null.

    A Series whose labels are texts becomes a dictionary, any other (rows picked from a table) the list of its values. Texts are
    stripped and brought to one Unicode form, floats are rounded to 9 places, sets sorted. FormError for anything
    that is not data.
    """
    if depth > _DEEPEST:
        raise FormError(
            "The answer is nested too deeply: a list in a list in a list. Write it flat, as in the starter."
        )
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {str(plain(k, depth + 1)): plain(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v, depth + 1) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(v, depth + 1) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    return _foreign(value, depth)


def _number(value: float) -> float | None:
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise FormError("The answer holds a whole number with more than 15 digits. Is a decimal point missing?")
        return value
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise FormError("The answer holds an infinite number. Was something divided by zero?")
    rounded = round(float(value), 9)
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def _text(value: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise FormError(
            f"The answer holds a text of {len(value):,} characters; the longest that is read has {LONGEST_TEXT:,}."
        )
    if _piled_up(value):
        raise FormError(f"The answer holds a letter with more than {MOST_ACCENTS} accents. Type that text again.")
    whole = str(value).encode("utf-8", "replace").decode("utf-8")  # half a character cannot be written
    return unicodedata.normalize("NFC", whole).strip()


def _foreign(value: object, depth: int) -> object:
    """What numpy, pandas and datetime made, without importing them."""
    kind = type(value)
    if callable(getattr(kind, "to_dict", None)) and callable(getattr(kind, "tolist", None)):  # a pandas Series
        labels = list(value.index) if hasattr(kind, "index") else [0]
        named = bool(labels) and all(isinstance(label, str) for label in labels)
        return plain(value.to_dict() if named else value.tolist(), depth + 1)
    if isinstance(value, Number) and not isinstance(value, complex) and hasattr(kind, "__float__"):  # Fraction, Decimal
        return plain(float(value), depth + 1)
    if isinstance(value, (KeysView, ValuesView, ItemsView, range)) and len(value) <= LONGEST:
        return plain(list(value), depth + 1)
    if isinstance(value, Iterator):
        raise FormError(
            f"The answer holds a {kind.__name__}, which gives its values only once. Write list(…) around it."
        )
    for method in ("isoformat", "tolist", "to_dict", "item"):
        if callable(getattr(kind, method, None)):
            try:
                return plain(getattr(value, method)(), depth + 1)
            except (TypeError, ValueError):
                continue
    raise FormError(
        f"The answer holds a {kind.__name__}. It must be made of lists, dictionaries, numbers and text in quotation marks."
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
