"""A lesson in Notebook 7, for those who open notebooks there. Waits are for conditions, never for a time."""

from __future__ import annotations

import browser
import pytest
import test_browser_next_day as next_day

pytestmark = pytest.mark.browser
ITS_OWN = {
    # Notebook 7.6 while it loads its keyboard shortcuts, on every page, also on its list of files
    "Cannot read properties of undefined (reading 'schema')",
    # Notebook 7.2 while it looks for the last checkpoint of a file that has none
    "Cannot read properties of undefined (reading 'last_modified')",
}


@pytest.fixture(scope="module")
def notebook_7(tmp_path_factory) -> str:
    """The address of Notebook 7, serving a copy of the lessons."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    pytest.importorskip("notebook", reason="Notebook 7 is not installed (pip install -e '.[test]')")
    with browser.lab(tmp_path_factory.mktemp("notebook"), browser.NOTEBOOK) as address:
        yield address


def test_lesson_5_runs_in_notebook_7_and_a_slider_answers_to_a_key(notebook_7):
    with browser.page(notebook_7) as page:
        browser.open_lesson(page, notebook_7, "05_the_menu_of_options.ipynb", program=browser.NOTEBOOK)
        assert page.evaluate("() => jupyterapp.name") == "Jupyter Notebook"
        browser.run_all(page)
        strait = browser.cell(page, "strait")
        browser.answer(strait, "Stay out")
        strait.get_by_label("Use p for the two-layer policy").check()
        strait.get_by_text("With all five options and p = 0.50").wait_for()
        slider = strait.get_by_role("slider", name="p, the chance that the policy works")
        slider.focus()
        slider.press("ArrowRight")
        strait.get_by_text("With all five options and p = 0.55").wait_for()
        browser.shoot(page, "notebook-7")
        assert not page.outside, f"Requests left this machine: {page.outside}"
        assert set(page.faults) <= ITS_OWN, page.faults


def test_lesson_5_reads_in_the_light_and_in_the_dark_of_notebook_7(notebook_7):
    with browser.page(notebook_7) as page:
        browser.open_lesson(page, notebook_7, "05_the_menu_of_options.ipynb", program=browser.NOTEBOOK)
        browser.run_all(page)
        browser.draw_all(page)  # else an answer may bring another question into the window
        browser.unfold(page)
        found = {}
        for theme in browser.THEMES[:2]:
            browser.theme(page, theme)
            browser.shoot(page, f"notebook-7-{theme.split()[-1].lower()}")
            found |= {theme: faint} if (faint := browser.faint(page, *browser.OURS)) else {}
        assert found == {}


def test_on_the_next_day_notebook_7_too_shows_the_twins(notebook_7, tmp_path_factory):
    folder = next(tmp_path_factory.getbasetemp().glob("notebook*")) / "seminar" / "notebooks"
    next_day.write_small(folder)
    with browser.page(notebook_7) as page:
        browser.open_lesson(page, notebook_7, "next_day.ipynb", program=browser.NOTEBOOK)
        browser.run_all(page)
        next_day.shows_the_widget(page)
        next_day.save(page)
        page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        browser.open_lesson(page, notebook_7, "next_day.ipynb", program=browser.NOTEBOOK)
        next_day.shows_the_twin(page)
        browser.shoot(page, "next-day-notebook-7")
