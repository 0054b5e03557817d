"""Forecasts as probabilities, given before the outcome is known."""

from __future__ import annotations


def probability(percent: object) -> float:
    """A chance in per cent (a number from 0 to 100, or text such as ``"35 %"``) as a probability from 0 to 1.

    ValueError, with a sentence, for anything else.
    """
    given = percent.strip().rstrip("%").strip() if isinstance(percent, str) else percent
    try:
        number = float(given)
    except (TypeError, ValueError):
        number = float("nan")
    if isinstance(given, bool) or not 0 <= number <= 100:
        raise ValueError(f"{percent!r} is not a chance in per cent; give a number from 0 to 100.")
    return number / 100
