"""Clauses as they stood on the day and as they are known since: the model on tables made by hand, then the seminar's own."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from seminar import answers, hindsight
from seminar.hindsight import papers, picture_papers
from seminar.hindsight.widget_papers import CALLS
from seminar.tables import HINDSIGHT

DAY = date(2000, 6, 1)
PROVISIONS = pd.DataFrame(
    [("a", "x", "1999-01-01"), ("a", "y", "2001-01-01"), ("a", "x", "2000-07-01"), ("b", "x", "2001-01-01")],
    columns=["proposal_id", "element_id", "known_from"],
).assign(known_from=lambda t: pd.to_datetime(t.known_from))
CELLS = pd.DataFrame(
    [
        ("a", "x", "leaked"),
        ("a", "y", "not read"),
        ("a", "z", "silent"),
        ("a", "w", "not read"),
        ("c", "w", "not read"),
    ],
    columns=["proposal_id", "element_id", "certainty"],
)
FILES = pd.DataFrame({"proposal_ids": [("a",), ()]})
CHECKS = pd.DataFrame({"check_id": ["1", "2", "3"], "finding": ["holds", "changes", "cannot tell"]})


@pytest.fixture
def opened(desk):
    answers.update(answers.Answers.break_seal)
    return desk


def test_what_is_known_since_is_of_papers_known_before_and_in_order_of_time():
    later = papers.since(PROVISIONS, DAY)
    assert list(zip(later.proposal_id, later.element_id, strict=True)) == [("a", "x"), ("a", "y")]


def test_a_clause_of_a_published_paper_is_untold_unless_an_account_came_or_its_text_had_been_read():
    """Not x and y, of which accounts came; not z, which had been read and is silent; not paper c, which was not published."""
    rest = papers.untold(FILES, CELLS, papers.since(PROVISIONS, DAY))
    assert list(zip(rest.proposal_id, rest.element_id, strict=True)) == [("a", "w")]


def test_a_call_is_scored_by_brier_on_being_right():
    said = {"1": papers.Call("holds", 0.8), "2": papers.Call("cannot tell", 0.8)}
    found = papers.scored(
        said, CHECKS
    )  # right at 80 %: 0.2 squared; wrong at 80 %: 0.8 squared; the third was not called
    assert found.check_id.tolist() == ["1", "2"] and found.right.tolist() == [True, False]
    assert found.penalty.tolist() == pytest.approx([0.04, 0.64])


def test_nothing_said_scores_nothing():
    assert papers.scored({}, CHECKS).empty


# the seminar's own


def test_every_account_that_came_later_says_how_it_is_known(data):
    later = papers.since(data.read("provisions", HINDSIGHT), data.seal)
    assert set(later.how) == {"quoted", "paraphrased", "reading"}
    assert set(data.read("provisions").how) == {""}
    assert (later.certainty[later.how != "quoted"] == "reported").all()


def test_a_side_that_reads_a_clause_is_named(data):
    later = papers.since(data.read("provisions", HINDSIGHT), data.seal)
    readings = later[later.how == "reading"]
    named = r"Pashinyan|Grigoryan|opposition|[Rr]ussian|government of Armenia|Popov"
    assert readings.provision[~readings.provision.str.contains(named)].tolist() == []


def test_the_findings_follow_from_what_is_known(data):
    """No account: cannot tell. Not read on the day, and told now: changes. Each finding is there, and no mark decides it alone."""
    scene = picture_papers.leak_scene(data)
    told = papers.told_anew(scene.asked, scene.later)
    quiet = scene.asked.drop(told.index)
    assert set(quiet.finding) == {"cannot tell"} and len(quiet)
    assert set(told.finding[told.certainty == "not read"]) == {"changes"}
    assert set(scene.asked.finding) == set(papers.FINDINGS)
    assert scene.asked.groupby("certainty").finding.nunique().max() > 1


def test_one_clause_is_quoted_and_read_in_two_ways(data):
    scene = picture_papers.leak_scene(data)
    last = scene.asked.iloc[-1]
    of = scene.later[(scene.later.proposal_id == last.proposal_id) & (scene.later.element_id == last.element_id)]
    assert of.how.tolist().count("quoted") == 1 and of.how.tolist().count("reading") == 2


def test_who_publishes_is_told_by_four_sides(data):
    accounts = data.read("accounts", HINDSIGHT).query("event_id == 'E113'")
    assert {"armenian", "azerbaijani", "russian", "third-party"} == set(accounts.side)


def test_nothing_is_shown_until_every_clause_has_a_call_and_a_chance(opened, monkeypatch):
    monkeypatch.delenv("SEMINAR_PREDICT", raising=False)
    box = hindsight.leak().box
    box.button.click()
    assert box.message.value.count("choose one of the three") == len(box.finding) and not box.known.value
    for finding, chance in zip(box.finding.values(), box.chance.values(), strict=True):
        finding.value, chance.value = "changes", "120"
    box.button.click()
    assert "is not a chance in per cent" in box.message.value and not box.known.value


def test_the_first_calls_are_kept_scored_and_come_back(opened, monkeypatch):
    monkeypatch.delenv("SEMINAR_PREDICT", raising=False)
    box = hindsight.leak().box
    for finding, chance in zip(box.finding.values(), box.chance.values(), strict=True):
        finding.value, chance.value = "changes", "50"
    box.button.click()
    kept = json.loads(answers.load().notes[CALLS])
    assert set(map(tuple, kept.values())) == {("changes", 0.5)} and len(kept) == len(box.finding)
    assert "with a mean penalty of 0.25" in box.known.value  # whoever says 50 % gets 0.25 on each
    assert hindsight.leak().box.known.value == box.known.value


def test_a_note_that_cannot_be_read_asks_again(opened, monkeypatch):
    monkeypatch.delenv("SEMINAR_PREDICT", raising=False)
    answers.update(lambda saved: saved.notes.update({CALLS: "[1, 2]"}))
    assert not hindsight.leak().box.known.value


def test_a_reader_without_a_kernel_finds_what_is_known_since_behind_the_question(opened):
    before, _, after = hindsight.leak().static.rpartition("Answer, then open this.")
    assert "Our finding" not in before and "Our finding" in after


def test_the_second_state_frames_the_cells_that_were_told_again(opened, data):
    then, now = hindsight.matrix().box._states.values()
    later = papers.since(data.read("provisions", HINDSIGHT), data.seal)
    cells = len(set(zip(later.proposal_id, later.element_id, strict=True)))
    assert now.drawing.count('stroke-width="3"') == cells and 'stroke-width="3"' not in then.drawing
    assert f"In {cells} framed cells" in now.sentence
