"""How lists, counts, shares and dates are written in a sentence: the same way in every room."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

MINUS = "−"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_TIE = 1e-9  # shares that differ by less are equal


def listed(words: Iterable[object], last: str = "and") -> str:
    """Words as a person lists them: 'a', 'a and b', 'a, b and c'; empty text for none."""
    *most, end = [str(w) for w in words] or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


def quoted(words: str) -> str:
    """Words in quotation marks: “like this”."""
    return f"“{words}”"


def number_word(number: int) -> str:
    """A whole number: from 0 to 12 as a word, any other in figures: 'no', 'one' … 'twelve', '13'."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def ordinal(number: int) -> str:
    """A place: from 1 to 12 as a word, 'first' … 'twelfth'; after that in figures, '13th', '21st'."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A counted noun: '1 row', '3 rows', '2 countries' (where ``plural`` is given)."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def times(number: int) -> str:
    """How often: 'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def verb(number: int, one: str = "is", more: str = "are") -> str:
    """The verb that goes with a count: 'is' for 1, 'are' for any other."""
    return one if number == 1 else more


def decimal(value: float, most: int = 2) -> str:
    """A number with at most ``most`` decimals and a true minus: '0.5', '−2', '0'."""
    words = f"{value:.{most}f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return "0" if words in ("-0", "0") else words.replace("-", MINUS)


def signed(value: float, most: int = 2) -> str:
    """A number with its sign: '+2', '−1', '0'."""
    words = decimal(value, most)
    return words if words == "0" or words.startswith(MINUS) else f"+{words}"


def whole_percent(shares: Iterable[float]) -> list[int]:
    """Shares that sum to 1, as whole percentages that sum to 100 (largest remainder; ties go to the earlier share).

    ValueError where they are not parts of one whole.
    """
    exact = [100 * float(share) for share in shares]
    if abs(sum(exact) - 100) > 1e-6 or min(exact) < -1e-6:
        raise ValueError(f"The shares {exact} are not parts of one whole; they must add up to 100.")
    made = [math.floor(share + _TIE) for share in exact]
    order = sorted(range(len(exact)), key=lambda i: made[i] - exact[i])
    for i in order[: 100 - sum(made)]:
        made[i] += 1
    return made


def long_day(day: date | str) -> str:
    """A day, month or year as a person writes it: 16 October 2020, April 1991, 1988."""
    parts = str(day)[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    month = f"{date(int(parts[0]), int(parts[1]), 1):%B %Y}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def in_a_sentence(label: str) -> str:
    """A label as it is written within a sentence: its first letter in lower case, the rest as it is."""
    return label[:1].lower() + label[1:]


def capital(words: str) -> str:
    """Words as they are written at the beginning of a sentence: the first letter a capital, the rest as it is."""
    return words[:1].upper() + words[1:]


def two_lines(words: str, most: int = 29) -> list[str]:
    """Words in one line of at most ``most`` letters, or in two, broken at the space nearest to the middle."""
    if len(words) <= most:
        return [words]
    spaces = [i for i, letter in enumerate(words) if letter == " "]
    if not spaces:
        return [words]
    cut = min(spaces, key=lambda i: abs(i - len(words) / 2))
    return [words[:cut], words[cut + 1 :]]
