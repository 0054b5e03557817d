"""Predict before you look: a widget opens on an answer, remembers it, and says whether it held."""

from __future__ import annotations

import ipywidgets as ipw
import pytest
from question_rows import assert_choices_are_whole

from seminar import answers, argument, tradeoffs
from seminar.kit.missed import NOTE, kept
from seminar.kit.predict import Predict, Question, question
from seminar.tables import DataError

QUESTION = Question("q", "How much?", {"little": (0, 0.5), "much": (0.5, 1.01)})


@pytest.fixture
def opened():
    return []


@pytest.fixture
def ask(desk, opened):
    return lambda predict=None: Predict(QUESTION, lambda said: opened.append(said) or ipw.Label("the widget"), predict)


def test_nothing_opens_before_an_answer(ask, opened):
    asked = ask()
    asked.button.click()
    assert opened == [] and "Choose one of the answers first" in asked.message.value


def test_an_answer_opens_the_widget_and_is_saved(ask, opened):
    asked = ask()
    asked.choice.value = "much"
    asked.button.click()
    assert opened == ["much"] and answers.load().predictions == {"q": "much"}
    assert [type(child) for child in asked.children] == [ipw.Label]


def test_what_was_said_before_opens_it_at_once(ask, opened):
    answers.save(answers.Answers(predictions={"q": "little"}))
    ask()
    assert opened == ["little"]


def test_an_answer_that_is_no_longer_offered_is_asked_again(ask, opened):
    answers.save(answers.Answers(predictions={"q": "something else"}))
    ask()
    assert opened == []


@pytest.mark.parametrize("word", ["off", "0", "No", "false"])
def test_an_instructor_switches_the_asking_off_for_a_room(ask, opened, monkeypatch, word):
    monkeypatch.setenv("SEMINAR_PREDICT", word)
    ask()
    assert opened == [None] and not answers.place().exists()


def test_one_cell_may_differ_from_the_room(ask, opened, monkeypatch):
    ask(predict=False)
    monkeypatch.setenv("SEMINAR_PREDICT", "off")
    ask(predict=True)
    assert opened == [None]


def test_a_damaged_file_does_not_stand_in_the_way(ask, opened, desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    asked = ask()
    asked.choice.value = "much"
    asked.button.click()
    assert opened == ["much"] and "was not saved" in asked.children[0].value
    assert (desk / "my_answers.json").read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize(
    ("said", "value", "words"),
    [
        ("little", 0.3, "You said: little. It is 30%; your prediction held."),
        ("little", 0.5, "You said: little. It is 50%; your prediction did not hold."),
        ("much", 0.5, "You said: much. It is 50%; your prediction held."),
        ("never offered", 0.5, ""),
    ],
)
def test_a_prediction_holds_from_its_low_up_to_but_not_at_its_high(said, value, words):
    assert QUESTION.verdict(said, value, f"{value:.0%}") == words


def test_a_choice_that_stands_for_nothing_is_refused():
    with pytest.raises(ValueError, match="or a low below its high"):
        Question("q", "?", {"none": (0.5, 0.5)})


def test_the_choices_of_every_question_cover_what_can_come_out_once(data):
    for _id, rows in data.read("predictions").groupby("question_id", sort=False):
        assert_choices_are_whole(rows)


def test_every_question_has_three_reasons_for_a_miss(data):
    reasons = data.read("prediction_reasons").groupby("question_id").reason.nunique()
    assert set(reasons) == {3} and set(reasons.index) == set(data.read("predictions").question_id)


@pytest.mark.parametrize(
    ("outcome", "held", "words"),
    [
        (frozenset({"b"}), "second", "second"),
        (frozenset({"a", "b", "z"}), "first", "first or second"),
        (frozenset(), "", "none of these"),
    ],
)
def test_a_choice_may_stand_for_a_name(outcome, held, words):
    named = Question("n", "Which?", {"first": "a", "second": "b"})
    assert named.names == ("a", "b") and named.written(outcome) == words
    assert not held or named.holds(held, outcome)
    assert not named.holds("never offered", outcome) and not named.holds("first", 0.5)


# --- a miss


REASONED = Question("q", "How much?", {"little": (0, 0.5), "much": (0.5, 1.01)}, ("I did not look.", "I hoped."))


def missed(said="little", outcome=0.9):
    asked = Predict(REASONED, lambda _said: ipw.Label("the widget"), None, outcome)
    if asked.children[0].value != "the widget":
        asked.choice.value = said
        asked.button.click()
    return asked.children[-1]


def test_a_prediction_that_held_asks_for_no_reason(desk):
    assert isinstance(missed("much"), ipw.Label)


def test_a_miss_asks_why_and_keeps_the_reason_and_the_sentence(desk):
    why = missed()
    assert why.reason.options == ("I did not look.", "I hoped.")
    why.reason.value, why.own.value = "I hoped.", " I like little. "
    why.button.click()
    assert kept(answers.load()) == {
        "q": {"asked": "How much?", "said": "little", "came": "90%", "reason": "I hoped.", "own": "I like little."}
    }
    again = missed()
    assert (again.reason.value, again.own.value) == ("I hoped.", "I like little.")


def test_an_empty_reason_is_not_kept(desk):
    why = missed()
    why.button.click()
    assert "Choose a reason" in why.message.value and kept(answers.load()) == {}


@pytest.mark.parametrize("note", ["{", "[]", '{"q": 1}', '{"q": {"said": "x"}}'])
def test_what_cannot_be_read_of_the_misses_is_left_out(note):
    assert kept(answers.Answers(notes={NOTE: note})) == {}


def test_an_unknown_question_is_told(data):
    with pytest.raises(DataError, match="has no question 'weather'"):
        question("weather", data)


@pytest.mark.parametrize(
    ("show", "question_id", "choice", "verdict"),
    [
        (
            tradeoffs.strait,
            "strait_share",
            "about a half",
            "It is 51%; your prediction held.",
        ),  # 51%: the specification of the strait
        (argument.explore, "bare_predictions", "none of them", "your prediction did not hold."),
    ],
)
def test_a_lessons_widget_says_whether_the_prediction_held(desk, show, question_id, choice, verdict):
    view = show()
    view.box.choice.value = choice
    view.box.button.click()

    def texts(widget):
        yield getattr(widget, "value", "")
        for child in getattr(widget, "children", ()):
            yield from texts(child)

    assert any(verdict in str(text) for text in texts(view.box)) and answers.load().predictions[question_id] == choice


@pytest.mark.parametrize("show", [tradeoffs.strait, argument.explore, argument.sort_kinds])
def test_a_view_is_its_static_twin_and_then_the_widget_alone(desk, show, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append(bundle))
    show()._ipython_display_()
    bundle, live = shown
    assert live.keys() == {"application/vnd.jupyter.widget-view+json"} and live.keys().isdisjoint(bundle)
    assert "<table" in bundle["text/html"] or "<strong>" in bundle["text/html"]
    assert bundle["text/plain"].endswith("Run this cell to use it.")


@pytest.mark.parametrize("show", [tradeoffs.strait, argument.explore])
def test_the_static_twin_too_asks_before_it_shows(desk, show, data):
    static = show().static
    assert (
        static in show()._repr_mimebundle_()["text/html"]
        and static.startswith("<details style")
        and "Before you look." in static.split("</summary>")[0]
    )
