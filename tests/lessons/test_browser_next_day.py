"""A lesson that was run, saved and shut down, and is opened again; and controls whose kernel has gone. Waits are for conditions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import browser
import nbformat
import pytest

expect = pytest.importorskip("playwright.sync_api").expect  # waits until it holds
pytestmark = pytest.mark.browser
CELLS = {
    "asked": "from seminar import tradeoffs\ntradeoffs.strait()",
    "open": "from seminar import tradeoffs\ntradeoffs.strait(predict=False)",
}
GONE = "The kernel was restarted or shut down. Run this cell again to use it."
TO_USE = "Run this cell to use it."


@pytest.fixture
def small(served) -> str:
    """A notebook of two widgets, one of them behind its question: its path for JupyterLab."""
    return write_small(served[1])


def write_small(folder: Path) -> str:
    cells = [nbformat.v4.new_code_cell(source, id=name) for name, source in CELLS.items()]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / "next_day.ipynb")
    return f"{folder.name}/next_day.ipynb"


def save(page) -> None:
    page.evaluate("() => jupyterapp.shell.currentWidget.context.save()")


def shows_the_twin(page) -> None:
    """Each cell shows its twin and how to have the widget, and nothing of a widget that is not there."""
    for name in CELLS:
        shown = browser.cell(page, name)
        expect(shown.get_by_text(TO_USE)).to_be_visible()
        expect(shown.locator(".jp-OutputArea-child:visible")).to_have_count(1)
        expect(shown.get_by_text("Error displaying widget")).not_to_be_visible()
        expect(shown.get_by_text("Loading widget")).not_to_be_visible()
        expect(shown.get_by_role("img").first).not_to_be_visible()  # behind its question
        shown.get_by_text("Answer, then open this.").click()
        expect(shown.get_by_role("img").first).to_be_visible()


def shows_the_widget(page) -> None:
    """Each cell shows its widget alone."""
    for name in CELLS:
        shown = browser.cell(page, name)
        shown.locator(".seminar-view").wait_for()
        expect(shown.get_by_text(TO_USE)).not_to_be_visible()
        expect(shown.locator(".jp-OutputArea-child:visible")).to_have_count(1)


def test_on_the_next_day_a_lesson_shows_its_twins_and_how_to_have_the_widgets(jupyterlab, small):
    with browser.notebook(jupyterlab, small):
        browser.run_all(jupyterlab)
        shows_the_widget(jupyterlab)
        save(jupyterlab)
    with browser.notebook(jupyterlab, small):
        shows_the_twin(jupyterlab)
        browser.shoot(jupyterlab, "next-day")
        browser.run_all(jupyterlab)
        shows_the_widget(jupyterlab)


def test_a_lesson_that_was_run_and_saved_is_the_file_that_was_handed_out(jupyterlab, served):
    """Else a plain git pull stops at every lesson that a student opened."""
    lesson = served[1] / "00_start_here.ipynb"
    handed_out = (browser.ROOT / "notebooks" / lesson.name).read_bytes()
    with browser.notebook(jupyterlab, f"notebooks/{lesson.name}"):
        for _time in range(2):  # the second time the counts are others
            browser.run_all(jupyterlab)
        browser.cell(jupyterlab, "strait").locator(".seminar-view").wait_for()
        save(jupyterlab)
        assert lesson.read_bytes() == handed_out
        jupyterlab.evaluate(
            "() => jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.setSource('mine')"
        )
        save(jupyterlab)
        assert lesson.read_bytes() != handed_out  # it is written
    lesson.write_bytes(handed_out)


@pytest.mark.parametrize("end", ["restart", "shutdown"])
def test_controls_whose_kernel_has_gone_say_so_and_cannot_be_used(jupyterlab, small, end):
    with browser.notebook(jupyterlab, small):
        browser.run_all(jupyterlab)
        shows_the_widget(jupyterlab)
        command = {"restart": "w.sessionContext.session.kernel.restart()", "shutdown": "w.sessionContext.shutdown()"}[
            end
        ]
        jupyterlab.evaluate(f"async () => {{ const w = jupyterapp.shell.currentWidget; await {command}; }}")
        for name in CELLS:
            shown = browser.cell(jupyterlab, name)
            expect(shown.get_by_role("status").get_by_text(GONE)).to_be_visible()
            assert shown.locator(".seminar-view > :not([inert])").count() == 1  # the sentence
        browser.shoot(jupyterlab, f"kernel-{end}")
    jupyterlab.faults[:] = [fault for fault in jupyterlab.faults if "Canceled future for create_subshell" not in fault]


def exported_shows_the_twins(page, address: str) -> None:
    """A page of its own, as HTML from either exporter: the twins, each behind its question, and no other host asked."""
    page.goto(address)
    expect(page.get_by_text(TO_USE)).to_have_count(len(CELLS))
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    for picture in page.get_by_role("img", name="triangle").all():
        expect(picture).to_be_visible()
    assert page.get_by_role("img", name="triangle").count() >= len(CELLS)
    expect(page.get_by_text(TO_USE).first).to_be_visible()
    expect(page.locator(".widget-button, .jupyter-button")).to_have_count(0)


def test_a_lesson_exported_by_jupyterlab_with_its_widgets_state_asks_no_host(jupyterlab, small, served):
    with browser.notebook(jupyterlab, small):
        browser.run_all(jupyterlab)
        shows_the_widget(jupyterlab)
        jupyterlab.evaluate("() => jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')")
        save(jupyterlab)
    assert "widgets" in nbformat.read(served[1] / "next_day.ipynb", as_version=4).metadata
    with browser.page(served[0]) as page:
        exported_shows_the_twins(page, f"{served[0]}/nbconvert/html/{small}?token=seminar")
        browser.shoot(page, "exported-by-jupyterlab")
        assert not page.outside and not page.faults, (page.outside, page.faults)


def test_a_lesson_exported_by_nbconvert_asks_no_host(tmp_path, served):
    write_small(tmp_path)
    (tmp_path / "config").mkdir()
    shutil.copy(browser.ROOT / "seminar" / "start" / "jupyter_config.json", tmp_path / "config")
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "next_day.ipynb"]
    environment = {**os.environ, "HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=300)
    page_file = tmp_path / "next_day.html"
    with browser.page(page_file.as_uri()) as page:
        exported_shows_the_twins(page, page_file.as_uri())
        assert not page.outside and not page.faults, (page.outside, page.faults)
