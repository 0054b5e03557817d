"""Each outcome of a lesson has a task, each task an outcome, and half of the tasks ask for more than to apply."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import outcomes

SOURCES = outcomes.lesson_sources()


@pytest.mark.parametrize("lesson", range(len(SOURCES)))
def test_every_outcome_of_a_lesson_has_a_task_or_loses_its_line(lesson):
    promised = set(range(1, len(outcomes.aims(SOURCES[lesson])) + 1))
    assert {row.aim for row in outcomes.coded() if row.lesson == lesson} == promised


def test_every_task_serves_an_outcome_of_its_own_lesson_and_no_other_task_is_named():
    named = {row.task for row in outcomes.coded() if row.in_exercise}
    assert named == set(outcomes.tasks()), "give each task its outcome in exercises/key/outcomes.csv"
    assert all(row.task.startswith(f"{row.lesson}.") for row in outcomes.coded() if row.in_exercise)


def test_a_task_without_a_number_is_a_section_of_the_lesson():
    for row in outcomes.coded():
        assert row.in_exercise or row.task in outcomes.sections(SOURCES[row.lesson]), row


def test_a_task_has_one_level_and_half_of_the_tasks_are_above_apply():
    levels: dict[str, set[str]] = {}
    for row in outcomes.coded():
        assert row.level in outcomes.LEVELS
        if row.in_exercise:
            levels.setdefault(row.task, set()).add(row.level)
    assert all(len(found) == 1 for found in levels.values())
    above = [task for task, found in levels.items() if found <= set(outcomes.ABOVE)]
    assert 2 * len(above) >= len(levels), (len(above), len(levels))


def test_the_page_has_every_outcome(data):
    page = outcomes.page(data)
    assert page == (outcomes.ROOT / "docs" / "outcomes.md").read_text(encoding="utf-8")
    assert "| ? |" not in page and all(aim in page for source in SOURCES for aim in outcomes.aims(source))
