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


def test_a_task_has_one_level_a_reader_and_half_of_the_tasks_are_above_apply():
    """By the authors, and by the second reader too, who is stricter: no more than half may be below, with what waits for her left out."""
    by_task: dict[str, set[tuple[str, str]]] = {}
    for row in outcomes.coded():
        assert (
            row.level in outcomes.LEVELS
            and row.second in (*outcomes.LEVELS, "")
            and (row.in_exercise or not row.second)
        )
        if row.in_exercise:
            by_task.setdefault(row.task, set()).add((row.level, row.second))
    assert len(by_task) >= 40 and all(len(found) == 1 for found in by_task.values())
    first, second = zip(*(next(iter(found)) for found in by_task.values()), strict=True)
    assert 2 * sum(level in outcomes.ABOVE for level in first) >= len(by_task)
    assert 2 * sum(level in outcomes.ABOVE or level == "" for level in second) >= len(by_task)


def test_agreement_is_that_of_a_table_worked_out_by_hand():
    """Of ten tasks the two agree on seven. Chance: 6 and 5 of ten at apply, 4 and 5 at analyse, or 0.3 + 0.2; (0.7 - 0.5) / 0.5."""
    pairs = (
        [("apply", "apply")] * 4 + [("apply", "analyse")] * 2 + [("analyse", "apply")] + [("analyse", "analyse")] * 3
    )
    assert outcomes.agreement(pairs) == pytest.approx((0.7, 0.4))


def test_the_page_has_every_outcome(data):
    page = outcomes.page(data)
    assert page == (outcomes.ROOT / "docs" / "outcomes.md").read_text(encoding="utf-8")
    assert "| ? |" not in page and all(aim in page for source in SOURCES for aim in outcomes.aims(source))
