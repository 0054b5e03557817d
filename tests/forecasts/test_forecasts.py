"""Forecasts: a chance in per cent, five questions, and a seal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar import answers
from seminar.forecasts.model import probability
from seminar.forecasts.widget import SealForecasts
from seminar.tables import HINDSIGHT


@given(st.floats(0, 100))
def test_a_percentage_becomes_a_probability(percent):
    assert probability(percent) == probability(str(percent)) == percent / 100


@pytest.mark.parametrize(("given_", "value"), [("35", 0.35), (" 35 % ", 0.35), ("0", 0), ("100%", 1), ("12.5", 0.125)])
def test_a_percentage_may_be_written_as_people_do(given_, value):
    assert probability(given_) == value


@pytest.mark.parametrize("given_", ["", "likely", "-1", "101", "nan", "1e9", None, True, [50], "50-60"])
def test_what_is_no_chance_is_refused_with_a_sentence(given_):
    with pytest.raises(ValueError, match="is not a chance in per cent; give a number from 0 to 100"):
        probability(given_)


@pytest.fixture
def form(desk, data):
    return SealForecasts(data.read("forecasts"))


def fill(form, *values):
    for box, value in zip(form.boxes.values(), values, strict=True):
        box.value = value
    form.button.click()


def test_there_are_five_questions_each_with_a_rule_both_ways(data):
    questions = data.read("forecasts")
    assert (
        len(questions) == 5
        and (questions.resolves_yes_if.str.len() > 40).all()
        and (questions.resolves_no_if.str.len() > 40).all()
    )


def test_each_question_is_resolved_later_and_not_before(data):
    assert data.read("resolutions").empty
    assert sorted(data.read("resolutions", as_of=HINDSIGHT).question_id) == sorted(data.read("forecasts").question_id)


def test_some_come_true_and_some_do_not(data):
    """Or a student who always says yes, or always no, would score best."""
    assert set(data.read("resolutions", as_of=HINDSIGHT).outcome) == {"yes", "no"}


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
    assert not answers.place().exists()


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
