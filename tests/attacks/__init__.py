"""Hand-ins by students who want points without an answer, somebody else's answers, or harm to the machine.

An attack answers exercise 2: its first two tasks are maps, its third is a function on hidden inputs. ``tests/grading/test_grading_attacks.py`` hands
all in at once with honest ones among them, grades them in the sandbox, and looks at what came of it. Run none outside it: some fill memory and disk.

What an attack finds it puts into a list ``loot`` and answers 2.1 with ``{"loot": loot}``: the test asks that it is empty. What it smuggles begins
with ``SMUGGLED``, which may stand in no result. ``PARTING`` and ``FAULTS`` stand for right answers to 2.1 and 2.2, which the test fills in: no answer of
the key stands here. To add one, write an entry into the module it is of; keep it small, and harmless if the sandbox fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module


@dataclass(frozen=True)
class Attack:
    """``cells`` by task, or by the id of a cell that was added.

    ``flag``: a pattern that the reasons for a person to look must match; empty if there may be none. ``state``: of marks, by task.
    """

    name: str
    tries: str
    must_happen: str
    cells: dict[str, str]
    points: float = 0
    flag: str = ""
    state: dict[str, str] = field(default_factory=dict)
    copies: int = 1  # how many students hand it in, so that one may find what another left
    alone: float = 0  # it is graded by itself, and must be over in so many seconds


MODULES = ("answers", "clock", "machine", "pipe")


def all_of_them() -> dict[str, Attack]:
    """Every attack, by name."""
    return {a.name: a for module in MODULES for a in import_module(f"attacks.{module}").ATTACKS}
