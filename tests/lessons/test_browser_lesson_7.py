"""Lesson 7 as a student meets it: JupyterLab in a real Chromium. Waits are for conditions, never for a time."""

from __future__ import annotations

import browser

from seminar import answers

pytestmark = browser.of("07_hindsight.ipynb")

_PICTURES = (
    "dead",
    "unforeseen",
    "outcomes",
    "score",
    "tried",
    "template",
)


def test_lesson_7_breaks_the_seal_looks_back_and_writes_the_memo(lesson, served):
    seal = browser.cell(lesson, "break-seal")
    seal.get_by_text("1 sealing of forecasts in your answers file").wait_for()
    seal.get_by_role("button", name="Break the seal").press("Enter")  # by keyboard
    seal.get_by_text("The seal was broken on").wait_for()
    browser.shoot(lesson, "07-seal")
    assert browser.cell(lesson, "timeline").get_by_text("Sealed: this is later").count() == 1
    browser.run_all(lesson)
    browser.draw_all(lesson)

    timeline = browser.cell(lesson, "timeline")
    browser.answer(timeline, "Turkey")
    timeline.get_by_label("Actor").select_option(label="Armenia")
    timeline.get_by_text("events with Armenia").wait_for()
    timeline.locator("[data-pick][tabindex='0']").press("Enter")  # the first event, by keyboard
    timeline.locator(".seminar-caption strong").wait_for()
    browser.shoot(lesson, "07-timeline")

    told = browser.cell(lesson, "accounts")
    told.get_by_label("Event").select_option(label="2023-09-24 · Exodus of Karabakh Armenians")
    told.get_by_text("leaving is everyone's own choice").wait_for()
    browser.shoot(lesson, "07-accounts")

    statement = browser.cell(lesson, "statement")
    browser.answer(statement, "the final status")
    statement.get_by_label("Beside it").select_option(label="Kazan 2011")
    statement.get_by_text("Kazan 2011 on the same question").wait_for()
    browser.shoot(lesson, "07-statement")

    predictions = browser.cell(lesson, "predictions")
    browser.answer(predictions, "held")
    predictions.get_by_label("Prediction").select_option(
        label="C46 · The Minsk Group will legitimise that plan at some point"
    )
    predictions.get_by_text("Looking back: untestable").wait_for()
    browser.shoot(lesson, "07-predictions")

    recall = browser.cell(lesson, "recall")
    recall.get_by_label("F1: I gave, in %").fill("70")
    recall.get_by_label("F1: I gave, in %").press("Tab")
    recall.get_by_role("button", name="Compare with what I sealed").click()
    recall.get_by_text("On average your memory moved by 30.0 points towards what happened").wait_for()
    browser.shoot(lesson, "07-recall")

    assumptions = browser.cell(lesson, "assumptions")
    browser.answer(assumptions, "most, not all")
    assumptions.get_by_role("button", name="mid-2021").click()
    assumptions.get_by_text("seen from mid-2021").wait_for()
    assumptions.get_by_label("Read what was done as").select_option(label="Stay out")
    assumptions.get_by_text("“Stay out” (tried: in part)").wait_for()
    browser.shoot(lesson, "07-assumptions")

    write = browser.cell(lesson, "write")
    write.get_by_label("Claim", exact=True).fill("Minister, wait (P10).")
    write.get_by_label("Claim", exact=True).press("Tab")
    write.get_by_role("button", name="Check and save").click()
    write.get_by_text("Paragraphs cited: P10.").wait_for()
    browser.shoot(lesson, "07-write")

    for name in _PICTURES:
        shown = browser.cell(lesson, name)
        shown.get_by_role("table").or_(shown.get_by_role("img")).first.wait_for()
        browser.shoot(lesson, f"07-{name}")

    kept = answers.load(served[1] / answers.FILE_NAME)
    assert kept.seal_broken_at and kept.notes["memo_claim"] == "Minister, wait (P10)."
    assert [sealing["probabilities"] for sealing in kept.forecasts] == [
        dict.fromkeys(("F1", "F2", "F3", "F4", "F5"), 0.4)
    ]


def test_lesson_7_not_run_is_sealed(as_opened):
    for name in ("outcomes", "statement", "score"):
        browser.cell(as_opened, name).get_by_text("Sealed: this is later than the day of the article.").wait_for()
    browser.shoot(as_opened, "07-not-run")
