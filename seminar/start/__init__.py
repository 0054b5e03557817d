"""The words of the first lesson: the map of the seminar, the set-up check, the student's own answers; and what opens the lessons after it."""

from __future__ import annotations

from ..kit.show import Table
from ..kit.view import View
from ..tables import Package, seminar_data
from . import setup, widget, widget_warm_up


def lessons(data: Package | None = None) -> Table:
    """The seminar's lessons with their questions and minutes."""
    rows = (data or seminar_data()).rows("lessons")
    hours = rows.minutes.sum() / 60
    sentence = f"{len(rows)} lessons, {hours:g} hours in all without the exercises."
    table = rows[["lesson_id", "title", "question", "minutes"]].set_axis(
        ["Lesson", "Title", "Question", "Minutes"], axis=1
    )
    return Table(table, sentence, "The map of the seminar")


def my_answers() -> View:
    """What you have answered so far, a link to download it, and a button to bring it back."""
    return widget.panel()


def warm_up(lesson: int, data: Package | None = None) -> View:
    """Five questions on earlier lessons, three minutes; what you missed comes back sooner. DataError for a lesson before 1."""
    return widget_warm_up.warm_up((data or seminar_data()).rows("warm_ups"), lesson)


def check_setup() -> Table:
    """Whether this computer has what the seminar needs: OK, or what to do, line by line."""
    found = setup.check()
    wrong = found.What[found.State != setup.OK]
    sentence = f"Look at: {', '.join(wrong)}." if len(wrong) else "OK. Everything that the seminar needs is here."
    return Table(found, sentence, "Your set-up")
