"""The register of rules for marking by property (P) and by follow-through (F), and what several rules need.

A rule takes the answer, the task's ``parameters`` (public) and the student's other answers (task id -> answer), and
returns a :class:`~seminar.exercises.marking.Part` for each thing that it looks at. It calls the models; it holds no key,
so it may stand in a student's copy.
"""

from __future__ import annotations

from importlib import import_module

from .marking import Part, Rule


class _Register(dict[str, Rule]):
    """Rules by name. A module of rules is loaded when one is asked for, since most load models that most exercises do without."""

    def __missing__(self, name: str) -> Rule:
        for module in ("argument", "promises", "options", "hindsight"):
            import_module(f".rules_{module}", __package__)
            if name in self:
                return self[name]
        raise KeyError(name)


RULES: dict[str, Rule] = _Register()


def rule(function: Rule) -> Rule:
    """Enter a rule under its name; a name stands once."""
    if function.__name__ in RULES:
        raise ValueError(f"There is already a rule {function.__name__!r}.")
    RULES[function.__name__] = function
    return function


def pairs(answer: dict) -> list[tuple[str, list]]:
    """Each entry of a map with its two values; two empty ones where it does not hold two."""
    return [
        (item, values if isinstance(values, list) and len(values) == 2 else [None, None])
        for item, values in answer.items()
    ]


def part(right: bool, message: str) -> Part:
    """All or nothing, with a sentence for the second."""
    return Part(1) if right else Part(0, message)


def is_number(value: object) -> bool:
    """Whether this is a number; True and False are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def near(answer: dict, item: str, right: float, tolerance: float, message: str) -> Part:
    """Whether an entry lies within ``tolerance`` of what is right, with a sentence where it does not."""
    value = answer.get(item)
    if not is_number(value):
        return Part(0, f"“{item}” is still empty.")
    return part(abs(value - right) <= tolerance, message)


def are_numbers(values: object, count: int) -> bool:
    """Whether this is a list of so many numbers."""
    return isinstance(values, list) and len(values) == count and all(is_number(v) for v in values)
