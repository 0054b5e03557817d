"""Forecasts in a lesson's words and widgets: sealing, one's own score, what honesty earns, a class."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from touching import handles, touch

from seminar import answers, forecasts
from seminar.forecasts import model
from seminar.forecasts.widget import Honest, SealForecasts
from seminar.kit.show import Table
from seminar.tables import DataError, Package

EXAMPLE = Path(__file__).resolve().parents[2] / "example"

BEFORE, BROKEN, AFTER = (datetime(2026, 10, day, 9, tzinfo=UTC) for day in (1, 2, 3))
PERFECT = {"F1": 1, "F2": 1, "F3": 0, "F4": 0, "F5": 0}


# Sealing


@pytest.fixture
def form(desk, data):
    return SealForecasts(data.read("forecasts"))


def fill(form, *values):
    for box, value in zip(form.boxes.values(), values, strict=True):
        box.value = value
    form.button.click()


def test_sealing_writes_the_chances_with_the_time(form):
    fill(form, "10", "20%", "30", "40", "50")
    sealing = answers.load().forecasts[0]
    assert sealing["probabilities"] == {"F1": 0.1, "F2": 0.2, "F3": 0.3, "F4": 0.4, "F5": 0.5} and answers.is_intact(
        sealing
    )
    assert re.search(r"Sealed on \d{4}-\d\d-\d\d at \d\d:\d\d UTC, in my_answers\.json", form.message.value)


def test_an_empty_or_faulty_box_is_named_and_nothing_is_sealed(form):
    fill(form, "10", "", "120", "40", "50")
    assert "F2 is empty" in form.message.value and "F3: &#x27;120&#x27; is not a chance" in form.message.value
    assert not answers.load().forecasts


def test_sealed_forecasts_are_shown_again_and_sealing_again_keeps_both(form, data):
    fill(form, "10", "20", "30", "40", "50")
    again = SealForecasts(data.read("forecasts"))
    assert [box.value for box in again.boxes.values()] == [
        "10",
        "20",
        "30",
        "40",
        "50",
    ] and "Sealed on" in again.message.value
    fill(again, "90", "20", "30", "40", "50")
    assert [s["probabilities"]["F1"] for s in answers.load().forecasts] == [0.1, 0.9]


def test_sealing_over_a_damaged_file_keeps_it(desk, data):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    form = SealForecasts(data.read("forecasts"))
    assert "is damaged" in form.message.value
    fill(form, "10", "20", "30", "40", "50")
    assert len(answers.load().forecasts) == 1 and (desk / "my_answers.kept-1.json").exists()


def test_a_folder_that_cannot_be_written_is_told(form, monkeypatch):
    monkeypatch.setattr(
        answers.files, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    fill(form, "10", "20", "30", "40", "50")
    assert "Not sealed: my_answers.json cannot be written (No space left on device)." in form.message.value


def test_a_sealing_without_a_time_that_can_be_read_is_shown_as_it_stands(desk, data):
    saved = answers.Answers(forecasts=[{"sealed_at": "once", "probabilities": {"F1": 0.1}, "fingerprint": "x"}])
    answers.save(saved)
    assert "Sealed on once." in SealForecasts(data.read("forecasts")).message.value


# One student


def test_the_moment_of_breaking_is_written_once(desk):
    mine = answers.Answers()
    assert mine.seal_broken_at == ""
    first = mine.break_seal(BROKEN)
    assert mine.break_seal(AFTER) == first == mine.seal_broken_at == "2026-10-02T09:00:00+00:00"
    assert answers.Answers.from_json(mine.to_json()) == mine


def save(before: dict | None = None, after: dict | None = None) -> None:
    mine = answers.Answers()
    if before:
        mine.seal_forecasts(before, BEFORE)
    mine.break_seal(BROKEN)
    if after:
        mine.seal_forecasts(after, AFTER)
    answers.save(mine)


def test_the_score_is_of_what_was_sealed_before_the_seal_was_broken(desk):
    save(dict.fromkeys(PERFECT, 0.5), PERFECT)
    picture = forecasts.score()
    assert picture.table.Penalty.tolist() == ["0.250"] * 5
    assert (
        picture.sentence
        == "Your forecasts: a mean Brier score of 0.250, the same as the 0.25 of always saying 50%. 0 of 5 are better than 50%."
    )
    assert forecasts.sealed().table.Standing.tolist() == ["Counts", "Sealed after the seal was broken"]
    assert "1 came after the seal was broken" in forecasts.sealed().sentence


def test_a_perfect_and_a_worst_forecaster(desk):
    save(PERFECT)
    assert "score of 0.000, lower (better) than" in forecasts.score().sentence
    save({q: 1 - c for q, c in PERFECT.items()})
    assert "score of 1.000, higher (worse) than" in forecasts.score().sentence


def test_late_forecasts_alone_are_shown_and_not_scored(desk):
    save(None, PERFECT)
    assert "An invented forecaster" in forecasts.score().sentence
    assert forecasts.sealed().table.Standing.tolist() == ["Sealed after the seal was broken"]


def test_a_damaged_answers_file_is_told(desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    assert "is damaged" in forecasts.score().notes[1] and "is damaged" in forecasts.sealed().table.iloc[0, 0]
    assert (desk / "my_answers.json").read_text(encoding="utf-8") == "{"


def test_sealing_after_the_seal_was_broken_says_so(desk, data):
    save()
    form = SealForecasts(data.read("forecasts"))
    for box in form.boxes.values():
        box.value = "90"
    form.button.click()
    assert "lesson 7 shows this sealing and does not count it" in form.message.value
    assert forecasts.sealed().table.Standing.tolist() == ["Sealed after the seal was broken"]


# What honesty earns


@pytest.mark.parametrize("believed", [0, 35, 100])
@pytest.mark.parametrize("said", [0, 50, 100])
def test_the_handles_show_the_penalty_of_the_model(believed, said):
    widget = Honest(0.7, 1.0)
    touch(widget.picture, drag="believed", value=believed)
    touch(widget.picture, drag="said", value=said)
    assert (widget.believed.value, widget.said.value) == (believed, said)
    assert handles(widget.picture)["said"]["data-says"] == f"You say {said}%"
    expected = model.expected_penalty(believed / 100, said / 100)
    assert f"the expected penalty is {expected:.3f}" in widget.picture.caption
    assert ("no other number would cost less" in widget.picture.caption) == (believed == said)


def test_one_move_draws_once(monkeypatch):
    widget, drawn = Honest(0.7, 1.0), []
    monkeypatch.setattr(widget.picture, "show", drawn.append)
    widget.said.slider.value = 40
    assert len(drawn) == 1


# A class


@pytest.mark.parametrize("folder", ["empty", "nowhere"])
def test_a_folder_without_files_is_told_in_a_sentence(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    table = forecasts.calibration(tmp_path / folder)
    assert isinstance(table, Table) and f"There is no file ending in .json in {folder}/." in table.table.iloc[0, 0]


def test_files_that_do_not_count_are_named_under_the_picture(tmp_path):
    mine = answers.Answers()
    mine.seal_forecasts(PERFECT, BEFORE)
    (tmp_path / "good.json").write_text(mine.to_json(), encoding="utf-8")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    picture = forecasts.calibration(tmp_path)
    assert "5 forecasts by 1 person: a mean Brier score of 0.000; 1 of 1 did better" in picture.sentence
    assert [note for note in picture.notes if note.startswith("Not counted: broken.json")]


# Another article


@pytest.fixture(scope="module")
def town():
    return Package(EXAMPLE)


def test_the_questions_of_another_article_are_counted_and_can_be_sealed(town, desk):
    view = forecasts.seal(data=town)
    assert view.name == "Two forecasts to seal" and list(view.box.boxes) == ["F1", "F2"]
    fill(view.box, "10", "20")
    assert forecasts.sealed(data=town).table.Standing.tolist() == ["Counts"]


def test_what_honesty_earns_is_asked_of_another_article_too(town, desk):
    assert "Before you look." in forecasts.honest(data=town).static


@pytest.mark.parametrize("show", [forecasts.outcomes, forecasts.score, forecasts.calibration])
def test_without_outcomes_the_table_that_is_missing_is_named(town, desk, show):
    with pytest.raises(DataError, match="no table 'resolutions'"):
        show(data=town)
