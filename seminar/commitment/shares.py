"""Shares and chances: numbers from 0 to 1."""

from __future__ import annotations


def require_share(**given: float) -> None:
    """ValueError, with a sentence, if one of these is not a share or a chance from 0 to 1."""
    for name, value in given.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}; it must lie between 0 and 1.")
