"""The seminar's own questions, how they came out, and the invented class that comes with them."""

from __future__ import annotations

from seminar import forecasts
from seminar.forecasts import model
from seminar.kit.show import Picture
from seminar.tables import HINDSIGHT


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


def test_the_outcomes_are_those_of_the_table(data):
    assert model.outcomes(data.read("resolutions", HINDSIGHT)) == {
        "F1": True,
        "F2": True,
        "F3": False,
        "F4": False,
        "F5": False,
    }


def test_outcomes_show_every_question_with_its_evidence_and_sources(data):
    table = forecasts.outcomes()
    assert table.table.iloc[:, 0].tolist() == data.read("forecasts").question_id.tolist()
    assert table.sentence == "5 questions: 2 came out yes, 3 no."
    assert all("href=" in cell for cell in table.table.Sources)


def test_the_names_count_the_questions(desk):
    view = forecasts.seal()
    assert view.name == "Five forecasts to seal" and "Five forecasts" in view.static


def test_a_student_who_never_forecast_sees_an_invented_one_and_is_told(desk):
    picture = forecasts.score()
    # by hand: (.16 + .49 + .01 + .49 + .04) / 5
    assert "An invented forecaster: a mean Brier score of 0.238" in picture.sentence
    assert "You have no forecasts that were sealed before the seal was broken" in picture.notes[1]
    assert "0 sealings in your answers file. None of them counts." in forecasts.sealed().sentence


def test_the_question_before_it_covers_the_value(data, desk):
    view = forecasts.honest()
    view.box.choice.value = "about 0.3"
    view.box.button.click()
    # by hand: .7 * 0 + .3 * 1
    assert "It is 0.30; your prediction held." in view.box.children[0].children[0].value


def test_the_invented_class_counts_thirteen_and_tells_of_the_one_that_came_late():
    picture = forecasts.calibration()
    assert isinstance(picture, Picture) and "65 forecasts by 13 people" in picture.sentence
    assert any("student-14.json has no forecasts that count" in note for note in picture.notes)
    assert any("invented" in note for note in picture.notes)
