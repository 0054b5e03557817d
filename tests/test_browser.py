"""The lessons as a student meets them: JupyterLab in a real Chromium.

Waits are for conditions, never for a time. Screenshots go to tests/screenshots: look at them.
"""

from __future__ import annotations

from pathlib import Path

import browser
import pytest

SCREENSHOTS = Path(__file__).resolve().parent / "screenshots"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browser.CHROMIUM, reason="Chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    SCREENSHOTS.mkdir(exist_ok=True)
    with browser.lab(tmp_path_factory.mktemp("lab")) as served:
        yield served


@pytest.fixture
def page(address):
    with browser.page(address) as opened:
        yield opened
        assert not opened.outside, f"Requests left this machine: {opened.outside}"
        assert not opened.faults, opened.faults


def shoot(page, name: str) -> None:
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def answer(cell, choice: str) -> None:
    """Answer a widget's question and wait for its verdict; a question answered in an earlier run is open already."""
    cell.get_by_label(choice).check()
    cell.get_by_role("button", name="Lock in, then look").click()
    cell.get_by_text(f"You said: {choice}").wait_for()


def test_lesson_0_a_slider_moves_the_strait_and_the_answer_is_kept(page, address):
    browser.open_lesson(page, address, "00_start_here.ipynb")
    browser.run_all(page)
    shoot(page, "00-opened")
    strait = browser.cell(page, "strait")
    answer(strait, "about a half")
    strait.get_by_text("p = 0.50", exact=True).wait_for()
    slider = strait.get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    strait.get_by_text("p = 0.55", exact=True).wait_for()
    box = strait.get_by_label("p, the chance that the policy works")
    assert box.input_value() == "0.55"
    box.fill("1")
    box.press("Enter")
    strait.get_by_text("is least bad in 93% of the triangle").wait_for()
    strait.get_by_label("Show the same as a table").check()
    strait.get_by_role("cell", name="93").wait_for()
    shoot(page, "00-strait")
    mine = browser.cell(page, "my-answers")
    mine.get_by_role("button", name="Look again").click()
    mine.get_by_text("1 prediction,").wait_for()
    with page.expect_download() as download:
        mine.get_by_role("link", name="Download my answers").click()
    assert download.value.suggested_filename == "my_answers.json"
    assert '"strait_share": "about a half"' in Path(download.value.path()).read_text(encoding="utf-8")
    shoot(page, "00-answers")


def test_lesson_0_answers_are_brought_back(page, address, tmp_path):
    from seminar.answers import Answers

    copy = tmp_path / "my_answers (1).json"
    copy.write_text(Answers(predictions={"a": "b", "c": "d"}).to_json(), encoding="utf-8")
    browser.open_lesson(page, address, "00_start_here.ipynb")
    browser.run_all(page)
    mine = browser.cell(page, "my-answers")
    with page.expect_file_chooser() as chooser:
        mine.get_by_role("button", name="Bring back my answers").click()
    chooser.value.set_files(copy)
    mine.get_by_text("is now your answers file").wait_for()
    mine.get_by_text("2 predictions").wait_for()


def test_lesson_1_runs_sorts_explores_and_seals(page, address):
    browser.open_lesson(page, address, "01_the_argument.ipynb")
    browser.run_all(page)
    for name in ("paragraphs", "tree", "strip", "check-idlib", "check-vardenis", "omissions"):
        shown = browser.cell(page, name)
        shown.get_by_role("table").or_(shown.get_by_role("img")).first.wait_for()
        shoot(page, f"01-{name}")
    sort = browser.cell(page, "sort")
    sort.get_by_label("C03").select_option(label="Fact")
    sort.get_by_label("C17").select_option(label="Fact")
    sort.get_by_role("button", name="Lay mine beside the seminar's").click()
    sort.get_by_text("agree on 1 of 2 claims; 10 not sorted yet").wait_for()
    shoot(page, "01-sort")
    explore = browser.cell(page, "explore")
    answer(explore, "half of them or more")
    explore.get_by_label("Kind").select_option(label="Prediction")
    explore.get_by_text("12 of 48 claims").wait_for()
    explore.get_by_role("button", name="Go to what it supports").press("Enter")  # by keyboard
    explore.get_by_text("48 of 48 claims").wait_for()
    shoot(page, "01-explore")
    forecasts = browser.cell(page, "forecasts")
    forecasts.get_by_role("button", name="Seal my forecasts").click()
    forecasts.get_by_text("Not sealed yet. F1 is empty").wait_for()
    for number in range(1, 6):
        forecasts.get_by_label(f"F{number}: chance in %").fill(str(number * 10))
    forecasts.get_by_label("F5: chance in %").press("Tab")
    forecasts.get_by_role("button", name="Seal my forecasts").click()
    forecasts.get_by_text("in my_answers.json. Lesson 7 opens it.").wait_for()
    shoot(page, "01-forecasts")


def test_an_untrusted_lesson_shows_its_stored_pictures_with_their_alternatives(page, address):
    """Opened and not run, as a student first sees it: the pictures and the widgets' static twins are there."""
    browser.open_lesson(page, address, "01_the_argument.ipynb")
    tree = browser.cell(page, "tree")
    tree.get_by_role("img", name="The claims of the article as an outline").wait_for()
    explore = browser.cell(page, "explore")
    explore.get_by_text("Given in its support").wait_for()
    assert explore.get_by_text("Error displaying widget").count() == 0
    shoot(page, "01-not-run")
