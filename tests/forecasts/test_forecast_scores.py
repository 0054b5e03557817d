"""Forecasts scored: Brier's rule, which sealing counts, and a class of which no bad file stops the rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar import answers, forecasts
from seminar.forecasts import model
from seminar.forecasts import picture as pictures
from seminar.forecasts.widget import Honest, SealForecasts, collect
from seminar.kit.show import Picture, Table
from seminar.tables import HINDSIGHT

BEFORE, BROKEN, AFTER = (datetime(2026, 10, day, 9, tzinfo=UTC) for day in (1, 2, 3))
chance = st.floats(0, 1)


@pytest.mark.parametrize(("said", "happened", "penalty"), [(1, True, 0), (0, True, 1), (0.8, True, 0.04), (0.8, False, 0.64), (0.5, False, 0.25)])  # fmt: skip
def test_the_penalty_is_the_squared_distance(said, happened, penalty):
    """Half of Brier's (1950) sum over both outcomes."""
    assert model.penalty(said, happened) == pytest.approx(penalty)
    assert ((said - happened) ** 2 + ((1 - said) - (1 - happened)) ** 2) / 2 == pytest.approx(penalty)


@given(believed=chance, said=chance)
def test_nobody_gains_by_saying_another_number_than_he_believes(believed, said):
    """The rule is proper: saying otherwise costs the square of the distance."""
    extra = model.expected_penalty(believed, said) - model.expected_penalty(believed, believed)
    assert extra == pytest.approx((said - believed) ** 2, abs=1e-12)


def test_the_outcomes_are_those_of_the_table(data):
    assert model.outcomes(data.read("resolutions", HINDSIGHT)) == {
        "F1": True,
        "F2": True,
        "F3": False,
        "F4": False,
        "F5": False,
    }


def test_only_questions_with_both_a_chance_and_an_outcome_are_scored():
    scored = model.scores({"F1": 0.9, "F9": 0.1}, {"F1": True, "F2": False})
    assert scored.question_id.tolist() == ["F1"] and model.mean_penalty(scored) == pytest.approx(0.01)
    with pytest.raises(ValueError, match="no forecast to score"):
        model.mean_penalty(model.scores({}, {"F1": True}))


# which sealing counts


def sealing(at: str, value: float = 0.5) -> dict:
    return {"sealed_at": at, "probabilities": {"F1": value}}


def kinds(*sealings, intact=None, broken="2026-10-02T09:00:00+00:00"):
    return [s.standing for s in model.standings(sealings, intact or [True] * len(sealings), broken)]


def test_the_last_sealing_before_the_seal_was_broken_counts():
    found = kinds(
        sealing("2026-10-01T08:00:00+00:00"), sealing("2026-10-01T09:00:00+00:00"), sealing("2026-10-03T09:00:00+00:00")
    )
    assert found == [model.REPLACED, model.COUNTS, model.LATE]


def test_a_sealing_at_the_moment_of_breaking_is_late():
    assert kinds(sealing("2026-10-02T09:00:00+00:00")) == [model.LATE]


def test_while_the_seal_is_whole_the_last_sealing_counts():
    assert kinds(sealing("2026-10-01T08:00:00+00:00"), sealing("2026-10-09T08:00:00+00:00"), broken="") == [
        model.REPLACED,
        model.COUNTS,
    ]


def test_a_sealing_changed_by_hand_does_not_count_and_the_one_before_does():
    found = kinds(sealing("2026-10-01T08:00:00+00:00"), sealing("2026-10-01T09:00:00+00:00"), intact=[True, False])
    assert found == [model.COUNTS, model.ALTERED]


@pytest.mark.parametrize("at", ["", "yesterday", "2026-13-40"])
def test_a_sealing_without_a_date_does_not_count(at):
    assert kinds(sealing(at)) == [model.UNDATED]


def test_times_are_compared_across_zones_and_a_time_without_one_is_utc():
    assert kinds(sealing("2026-10-02T10:30:00+02:00"), sealing("2026-10-02T09:30:00")) == [model.COUNTS, model.LATE]


def test_the_moment_of_breaking_is_written_once(desk):
    mine = answers.Answers()
    assert mine.seal_broken_at == ""
    first = mine.break_seal(BROKEN)
    assert mine.break_seal(AFTER) == first == mine.seal_broken_at == "2026-10-02T09:00:00+00:00"
    assert answers.Answers.from_json(mine.to_json()) == mine


# one student


def save(before: dict | None = None, after: dict | None = None) -> None:
    mine = answers.Answers()
    if before:
        mine.seal_forecasts(before, BEFORE)
    mine.break_seal(BROKEN)
    if after:
        mine.seal_forecasts(after, AFTER)
    answers.save(mine)


PERFECT = {"F1": 1, "F2": 1, "F3": 0, "F4": 0, "F5": 0}


def test_the_score_is_of_what_was_sealed_before_the_seal_was_broken(desk):
    save(dict.fromkeys(PERFECT, 0.5), PERFECT)
    picture = forecasts.score()
    assert picture.table.Penalty.tolist() == ["0.250"] * 5
    assert (
        picture.sentence
        == "Your forecasts: a mean Brier score of 0.250, the same as the 0.25 of always saying 50 %. 0 of 5 are better than 50 %."
    )
    assert forecasts.sealed().table.Standing.tolist() == ["Counts", "Sealed after the seal was broken"]
    assert "1 came after the seal was broken" in forecasts.sealed().sentence


def test_a_perfect_and_a_worst_forecaster(desk):
    save(PERFECT)
    assert "score of 0.000, lower (better) than" in forecasts.score().sentence
    save({q: 1 - c for q, c in PERFECT.items()})
    assert "score of 1.000, higher (worse) than" in forecasts.score().sentence


def test_a_student_who_never_forecast_sees_an_invented_one_and_is_told(desk):
    picture = forecasts.score()
    # by hand: (.16 + .49 + .01 + .49 + .04) / 5
    assert "An invented forecaster: a mean Brier score of 0.238" in picture.sentence
    assert "You have no forecasts that were sealed before the seal was broken" in picture.notes[1]
    assert "0 sealings in your answers file. None of them counts." in forecasts.sealed().sentence


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


def test_outcomes_show_every_question_with_its_evidence_and_sources(data):
    table = forecasts.outcomes()
    assert table.table.iloc[:, 0].tolist() == data.read("forecasts").question_id.tolist()
    assert table.sentence == "5 questions: 2 came out yes, 3 no."
    assert all("href=" in cell for cell in table.table.Sources)


# what honesty earns


@pytest.mark.parametrize("believed", [0, 35, 100])
@pytest.mark.parametrize("said", [0, 50, 100])
def test_the_sliders_show_the_penalty_of_the_model(believed, said):
    widget = Honest(0.7, 1.0)
    widget.believed.slider.value, widget.said.box.value = believed, said
    expected = model.expected_penalty(believed / 100, said / 100)
    assert f"the penalty to be expected is {expected:.3f}" in widget.picture.caption.value
    assert ("no other number would cost less" in widget.picture.caption.value) == (believed == said)


def test_one_move_draws_once(monkeypatch):
    widget, drawn = Honest(0.7, 1.0), []
    monkeypatch.setattr(widget.picture, "show", drawn.append)
    widget.said.slider.value = 40
    assert len(drawn) == 1


def test_the_question_before_it_covers_the_value(data, desk):
    view = forecasts.honest()
    view.box.choice.value = "about 0.3"
    view.box.button.click()
    # by hand: .7 * 0 + .3 * 1
    assert "It is 0.30; your prediction held." in view.box.children[0].children[0].value


# a class


def test_a_bin_holds_its_lower_end_and_the_last_its_upper_too():
    scored = model.pooled([{"F1": 0.2, "F2": 1.0, "F3": 0.19}], {"F1": True, "F2": True, "F3": False})
    bins = model.calibration(scored)
    assert bins[["low", "said", "happened", "forecasts"]].values.tolist() == [
        [0, 0.19, 0, 1],
        [0.2, 0.2, 1, 1],
        [0.8, 1, 1, 1],
    ]


@given(st.lists(st.dictionaries(st.sampled_from(["F1", "F2", "F3"]), chance), max_size=6))
def test_every_forecast_of_a_class_is_in_one_bin(many):
    scored = model.pooled(many, {"F1": True, "F2": False, "F3": False})
    assert len(scored) == sum(map(len, many)) == model.calibration(scored).forecasts.sum()


def test_the_invented_class_counts_thirteen_and_tells_of_the_one_that_came_late():
    picture = forecasts.calibration()
    assert isinstance(picture, Picture) and "65 forecasts by 13 people" in picture.sentence
    assert any("student-14.json has no forecasts that count" in note for note in picture.notes)
    assert any("invented" in note for note in picture.notes)


def test_a_bad_file_gets_a_sentence_and_the_rest_count(tmp_path):
    mine = answers.Answers()
    mine.seal_forecasts(PERFECT, BEFORE)
    changed = json.loads(mine.to_json())
    changed["forecasts"][0]["probabilities"]["F1"] = 0.2
    wild = json.loads(mine.to_json())
    wild["forecasts"][0]["probabilities"]["F1"] = "high"
    files = {
        "good.json": mine.to_json(),
        "broken.json": "{",
        "other.json": '{"format": "x"}',
        "empty.json": answers.Answers().to_json(),
        "changed.json": json.dumps(changed),
        "wild.json": json.dumps(wild),
    }
    read, refused = collect(files)
    assert read == [PERFECT] and len(refused) == 5
    assert all(any(s.startswith(name) for s in refused) for name in files if name != "good.json")
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "huge.json").write_text(" " * 300_000, encoding="utf-8")
    picture = forecasts.calibration(tmp_path)
    assert "5 forecasts by 1 person: a mean Brier score of 0.000; 1 of 1 did better" in picture.sentence
    assert sum(note.startswith("Not counted: ") for note in picture.notes) == 6


@pytest.mark.parametrize("folder", ["empty", "nowhere"])
def test_a_folder_without_files_is_told_in_a_sentence(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    table = forecasts.calibration(tmp_path / folder)
    assert isinstance(table, Table) and f"There is no file ending in .json in {folder}/." in table.table.iloc[0, 0]


def test_a_class_picture_says_that_forecasts_of_one_event_come_out_together():
    scored = model.pooled([{"F1": 0.5}], {"F1": True})
    picture = pictures.calibration(scored, model.calibration(scored), [])
    assert "All forecasts are of one event. They come out together" in picture.notes[1]
