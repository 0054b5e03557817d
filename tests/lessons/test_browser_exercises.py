"""Every exercise as a student works it through in JupyterLab: from blank, by way of a slip, to full marks and a file to hand in.

At its end axe-core looks at what is ours, and a window at 200% loses nothing of it.
"""

from __future__ import annotations

import browser
import nbformat
import pytest

from seminar.exercises import build
from seminar.exercises.conventions import cell_id, student_file

pytestmark = pytest.mark.browser

FILL = (
    "([id, text]) => { const cells = jupyterapp.shell.currentWidget.content.widgets;"
    " cells.find(c => c.model.id === id).model.sharedModel.setSource(text); }"
)
RUN = "() => jupyterapp.commands.execute('notebook:run-cell').then(String)"


def run(page, identity: str):
    """Run one cell, as by Ctrl+Enter, and return it."""
    shown = browser.cell(page, identity)
    page.evaluate(RUN)
    return shown


@pytest.fixture(params=build.names())
def exercise_page(request, jupyterlab):
    """An exercise, opened in the JupyterLab of all tests: its page, and its name."""
    with browser.notebook(jupyterlab, f"exercises/{student_file(request.param)}"):
        yield jupyterlab, request.param


def test_an_exercise_goes_from_blank_to_full_marks(exercise_page):
    page, name = exercise_page
    exercise = build.read(name)
    key = {c.id: c.source for c in nbformat.read(build.KEYS / f"{name}.ipynb", as_version=4).cells}
    total = sum(t.points for t in exercise.tasks.values())
    browser.run_all(page)
    browser.cell(page, "start").get_by_text(f"0 of {total:g} points, no task attempted yet.").wait_for()
    browser.shoot(page, f"exercise-{name[:2]}-blank")
    earned = 0.0
    for number, task in enumerate(exercise.tasks.values()):
        answer, check = cell_id("answer", task.id), cell_id("check", task.id)
        page.evaluate(FILL, [answer, f"# Your answer to {task.id}\n{task.name} = 7"])
        run(page, answer)
        run(page, check).get_by_text("not yet").wait_for()
        page.evaluate(FILL, [answer, key[answer]])
        run(page, answer)
        done = "person" if task.kind == "prose" else f"{task.id}: right"
        run(page, check).get_by_text(done).wait_for()
        if number == 0:
            browser.shoot(page, f"exercise-{name[:2]}-first")
        earned += 0 if task.kind == "prose" else task.points
    browser.cell(page, "start").get_by_text(f"{earned:g} of {total:g} points, every one of").wait_for()
    run(page, "hand-in").get_by_text(f"It holds {len(exercise.tasks)} of {len(exercise.tasks)} answers.").wait_for()
    browser.shoot(page, f"exercise-{name[:2]}-done")
    browser.draw_all(page)
    assert browser.axe(page, *browser.OURS) == [] and browser.faint(page, *browser.OURS) == []
    browser.narrow(page)
    assert browser.lost(page, browser.FRAME, ", ".join(browser.OURS)) == []
    browser.shoot(page, f"exercise-{name[:2]}-at-200")
