"""The rules of forecasts on small cases made by hand: chances, penalties, which sealing counts, and a class's files."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar import answers
from seminar.forecasts import model, picture
from seminar.forecasts.class_files import collect, sort_out

PERFECT = {"F1": 1, "F2": 1, "F3": 0, "F4": 0, "F5": 0}
BROKEN = datetime(2026, 10, 2, 9, tzinfo=UTC)
chance = st.floats(0, 1)


# A chance in per cent


@given(st.floats(0, 100))
def test_a_percentage_becomes_a_probability(percent):
    assert model.probability(percent) == model.probability(str(percent)) == percent / 100


@pytest.mark.parametrize(("given_", "value"), [("35", 0.35), (" 35 % ", 0.35), ("0", 0), ("100%", 1), ("12.5", 0.125)])
def test_a_percentage_may_be_written_as_people_do(given_, value):
    assert model.probability(given_) == value


@pytest.mark.parametrize("given_", ["", "likely", "-1", "101", "nan", "1e9", None, True, [50], "50-60"])
def test_what_is_no_chance_is_refused_with_a_sentence(given_):
    with pytest.raises(ValueError, match="is not a chance in per cent; give a number from 0 to 100"):
        model.probability(given_)


# Penalties


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


def test_only_questions_with_both_a_chance_and_an_outcome_are_scored():
    scored = model.scores({"F1": 0.9, "F9": 0.1}, {"F1": True, "F2": False})
    assert scored.question_id.tolist() == ["F1"] and model.mean_penalty(scored) == pytest.approx(0.01)
    with pytest.raises(ValueError, match="no forecast to score"):
        model.mean_penalty(model.scores({}, {"F1": True}))


@pytest.mark.parametrize("many", [0, 1, 5, 12])
def test_the_invented_forecaster_answers_every_question_there_is(many):
    chances = model.invented([f"F{i}" for i in range(many)])
    assert list(chances) == [f"F{i}" for i in range(many)] and all(0 < c < 1 for c in chances.values())


# Which sealing counts


def student(*sealed_at: str, broken: str = "2026-10-02T09:00:00+00:00", changed: int | None = None) -> answers.Answers:
    """Answers with a sealing at each of these times; the one with the number ``changed`` was edited afterwards."""
    saved = answers.Answers()
    for number, at in enumerate(sealed_at):
        mark = answers.fingerprint(at, {"F1": 0.5})
        saved.forecasts.append(
            {"sealed_at": at, "probabilities": {"F1": 0.9 if number == changed else 0.5}, "fingerprint": mark}
        )
    if broken:
        saved.notes[answers.SEAL_BROKEN] = broken
    return saved


def kinds(*sealed_at: str, **more) -> list[str]:
    return [s.standing for s in model.sealings(student(*sealed_at, **more))]


def test_the_last_sealing_before_the_seal_was_broken_counts():
    found = kinds("2026-10-01T08:00:00+00:00", "2026-10-01T09:00:00+00:00", "2026-10-03T09:00:00+00:00")
    assert found == [model.REPLACED, model.COUNTS, model.LATE]


def test_a_sealing_at_the_moment_of_breaking_is_late():
    assert kinds("2026-10-02T09:00:00+00:00") == [model.LATE]


def test_while_the_seal_is_whole_the_last_sealing_counts():
    found = kinds("2026-10-01T08:00:00+00:00", "2026-10-09T08:00:00+00:00", broken="")
    assert found == [model.REPLACED, model.COUNTS]


def test_a_sealing_changed_by_hand_does_not_count_and_the_one_before_does():
    found = kinds("2026-10-01T08:00:00+00:00", "2026-10-01T09:00:00+00:00", changed=1)
    assert found == [model.COUNTS, model.ALTERED]


@pytest.mark.parametrize("at", ["", "yesterday", "2026-13-40"])
def test_a_sealing_without_a_date_does_not_count(at):
    assert kinds(at) == [model.UNDATED]


def test_times_are_compared_across_zones_and_a_time_without_one_is_utc():
    assert kinds("2026-10-02T10:30:00+02:00", "2026-10-02T09:30:00") == [model.COUNTS, model.LATE]


# A class


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


def test_a_bad_file_gets_a_sentence_and_the_rest_count(tmp_path):
    mine = answers.Answers()
    mine.seal_forecasts(PERFECT, datetime(2026, 10, 1, 9, tzinfo=UTC))
    mine.break_seal(BROKEN)
    changed, wild = json.loads(mine.to_json()), json.loads(mine.to_json())
    changed["forecasts"][0]["probabilities"]["F1"] = 0.2
    wild["forecasts"][0]["probabilities"]["F1"] = "high"
    texts = {
        "good.json": mine.to_json(),
        "broken.json": "{",
        "other.json": '{"format": "x"}',
        "empty.json": answers.Answers().to_json(),
        "changed.json": json.dumps(changed),
        "wild.json": json.dumps(wild),
    }
    read, refused = sort_out(texts)
    assert read == [PERFECT] and len(refused) == 5
    assert all(any(s.startswith(name) for s in refused) for name in texts if name != "good.json")
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "huge.json").write_text(" " * 300_000, encoding="utf-8")
    (tmp_path / "latin.json").write_bytes("Übung".encode("latin-1"))
    read, refused = collect(tmp_path)
    assert read == [PERFECT] and len(refused) == 7
    assert "latin.json is not text in UTF-8" in " ".join(refused)


def test_a_file_saved_by_an_editor_of_windows_counts(tmp_path):
    mine = answers.Answers()
    mine.seal_forecasts(PERFECT, datetime(2026, 10, 1, 9, tzinfo=UTC))
    (tmp_path / "marked.json").write_text(mine.to_json(), encoding="utf-8-sig")
    (tmp_path / "wide.json").write_text(mine.to_json(), encoding="utf-16")
    assert collect(tmp_path) == ([PERFECT, PERFECT], [])


def test_a_class_picture_says_that_forecasts_of_one_event_come_out_together():
    scored = model.pooled([{"F1": 0.5}], {"F1": True})
    shown = picture.calibration(scored, model.calibration(scored), [])
    assert "All forecasts are of one event. They come out together" in shown.notes[1]
    assert "1 forecast by 1 person" in shown.sentence
