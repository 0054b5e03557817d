"""What the models find for this case is what ``expectations.json`` says, line by line."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "tests" / "expectations.json"


def test_the_models_find_what_is_expected(data):
    """A line differs: if a table was changed on purpose, run make expectations, and read the difference before you commit it."""
    expected = json.loads(FILE.read_text(encoding="utf-8"))
    found = runpy.run_path(str(ROOT / "tools" / "expectations.py"))["computed"](data)
    assert found.keys() == expected.keys()
    differ = [
        f"{words}: {expected[words]} expected, {value} found"
        for words, value in found.items()
        if not same(words, value, expected[words])
    ]
    assert not differ, "\n".join(differ)


def same(words: str, found: float | str, expected: float | str) -> bool:
    """Whether a line holds: the last digit written may differ by one, where another version of numpy rounds otherwise."""
    if isinstance(found, float) and isinstance(expected, float):
        return found == pytest.approx(expected, abs=0.101 if "%" in words else 0.00101)
    return found == expected


def test_the_file_is_sorted_with_one_number_a_line():
    expected = json.loads(FILE.read_text(encoding="utf-8"))
    assert list(expected) == sorted(expected)
    assert len(FILE.read_text(encoding="utf-8").splitlines()) == len(expected) + 2
