"""A seminar on one op-ed: what it claims, what had been on the table, who wants what, and what a choice hangs on.

A lesson takes its nouns from here: ``from seminar import argument``, then ``argument.tree()``.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

_NOUNS = (
    "actors",
    "argument",
    "bargaining",
    "commitment",
    "forecasts",
    "hindsight",
    "history",
    "memo",
    "settlement",
    "start",
    "tradeoffs",
)


def __getattr__(name: str) -> ModuleType:
    """Load a subject when a lesson first asks for it, so that ``import seminar`` costs nothing."""
    if name in _NOUNS:
        return import_module(f".faces.{name}", __name__)
    raise AttributeError(f"The seminar has no {name!r}; it has: {', '.join(_NOUNS)}.")


def __dir__() -> list[str]:
    return sorted([*globals(), *_NOUNS])
