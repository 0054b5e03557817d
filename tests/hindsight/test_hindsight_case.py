"""Looking back: what came, the last paper, the predictions, memory, and scores beside what was seen, on the seminar's own tables."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html import escape
from xml.etree import ElementTree

import pandas as pd
import pytest
from labels import assert_apart, boxes
from touching import selected, touch

from seminar import answers, hindsight, settlement
from seminar.hindsight import model, picture_timeline
from seminar.hindsight.widget_seal import BreakSeal
from seminar.kit.missed import NOTE
from seminar.tables import HINDSIGHT, DataError
from seminar.tradeoffs import assumptions

SVG = "{http://www.w3.org/2000/svg}"
LATER_TABLES = ("later_periods", "points", "surprises", "outcomes", "tried")

SEAL = date(2020, 10, 16)


@pytest.mark.parametrize("name", LATER_TABLES)
def test_nothing_of_this_lesson_is_known_before_the_seal_is_broken(data, name):
    assert data.read(name).empty and len(data.read(name, HINDSIGHT))


@pytest.mark.parametrize("name", ["points", "outcomes", "tried"])
def test_a_row_is_not_known_before_its_sources(data, name):
    published = data.read("sources", HINDSIGHT).set_index("source_id").known_from
    for row in data.read(name, HINDSIGHT).itertuples():
        assert row.known_from >= max(published[s] for s in row.source_ids), row


# breaking the seal


def test_the_button_writes_the_moment_once(desk):
    box = BreakSeal()
    assert "You have sealed no forecasts" in box.message.value
    box.button.click()
    moment = answers.load().seal_broken_at
    assert (
        datetime.fromisoformat(moment).tzinfo and box.button.disabled and "The seal was broken on" in box.message.value
    )
    again = BreakSeal()
    again.button.click()
    assert again.button.disabled and answers.load().seal_broken_at == moment


def test_what_was_sealed_is_told_and_kept(desk):
    mine = answers.Answers(predictions={"a": "b"})
    mine.seal_forecasts({"F1": 0.3}, datetime(2026, 9, 1, tzinfo=UTC))
    answers.save(mine)
    box = BreakSeal()
    assert "1 sealing of forecasts in your answers file, the last on 2026-09-01" in box.message.value
    box.button.click()
    assert answers.load().forecasts == mine.forecasts and answers.load().predictions == {"a": "b"}


def test_a_damaged_file_is_kept_aside(desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    box = BreakSeal()
    assert "is damaged" in box.message.value
    box.button.click()
    assert (desk / "my_answers.kept-1.json").exists() and answers.load().seal_broken_at


def test_a_folder_that_cannot_be_written_is_told(desk, monkeypatch):
    monkeypatch.setattr(answers.files, "write", lambda *_: (_ for _ in ()).throw(OSError(30, "Read-only file system")))
    box = BreakSeal()
    box.button.click()
    assert "The moment was not saved: my_answers.json cannot be written (Read-only file system)." in box.message.value


# what came after


def test_after_begins_on_the_day_after(data):
    events = pd.DataFrame({"event_id": ["a", "b", "c"], "date": ["2020-10-16", "2020-10-17", "2021"]})
    assert model.after(events, SEAL).event_id.tolist() == ["b", "c"]
    later = model.after(data.read("events", HINDSIGHT), SEAL)
    assert later.date.min() == "2020-10-17" and not set(later.event_id) & set(data.read("events").event_id)


@pytest.fixture
def timeline(desk):
    return hindsight.timeline(predict=False).box.children[0]


def test_every_actor_shows_its_events_and_all_shows_all(timeline, data):
    later = model.after(data.read("events", HINDSIGHT), SEAL)
    for name, actor in timeline.actor.options:
        timeline.actor.value = actor
        count = sum(actor in ids for ids in later.actor_ids) if actor else len(later)
        assert f"{count} of {len(later)} events" in timeline.picture.caption, name
        root = ElementTree.fromstring(timeline.picture.drawing)
        assert sum(1 for g in root.iter(f"{SVG}title")) == count


def test_an_event_is_picked_and_read_below_the_picture_until_it_is_filtered_out(timeline, data):
    events = data.read("events", HINDSIGHT).set_index("event_id")
    touch(timeline.picture, pick="E82")
    assert selected(timeline.picture) == ["E82"] and escape(events.description["E82"]) in timeline.picture.caption
    other = next(actor for _name, actor in timeline.actor.options if actor and actor not in events.actor_ids["E82"])
    timeline.actor.value = other
    assert selected(timeline.picture) == [] and escape(events.description["E82"]) not in timeline.picture.caption


def test_a_finding_is_picked_and_says_what_it_rests_on(board, data):
    rows = data.read("outcomes", HINDSIGHT)
    for row in rows[rows.seen_from == board.seen_from.value].itertuples():
        touch(board.picture, pick=row.criterion_id)
        assert selected(board.picture) == [row.criterion_id] and escape(row.evidence) in board.picture.caption


def test_no_label_of_the_timeline_meets_another(timeline):
    assert_apart(*boxes(timeline.picture.drawing, 0.56, skip_turned=True))


def test_no_event_lies_outside_the_periods(data):
    periods = data.read("later_periods", HINDSIGHT)
    events = picture_timeline.later_scene(data).chart.events
    assert all(any(p.first <= e <= p.last for p in periods.itertuples()) for e in events["first"])


@pytest.mark.parametrize("event", ["E48", "E59", "E60", "E63", "E80", "E82"])
def test_the_gravest_events_are_told_by_an_armenian_and_an_azerbaijani_voice_or_by_one_and_a_third_party(data, event):
    """Ganja, Barda, Stepanakert/Khankendi, Shusha/Shushi, the corridor, the exodus."""
    rows = data.read("accounts", HINDSIGHT)
    sides = set(rows.side[rows.event_id == event])
    assert {"armenian", "azerbaijani"} <= sides or ("third-party" in sides and len(sides) >= 2)


def test_the_accounts_open_at_the_event_asked_for_and_show_any_other(desk, data):
    box = hindsight.accounts("E82").box
    assert (
        "Exodus of Karabakh Armenians" in box.card.value
        and "ethnic cleansing" in box.card.value
        and "own choice" in box.card.value
    )
    for _name, event in box.event.options:
        box.event.value = event
        rows = data.read("accounts", HINDSIGHT)
        assert box.card.value.count("<tr>") == 1 + (rows.event_id == event).sum()


def test_an_event_that_one_side_tells_is_refused_with_those_that_there_are():
    with pytest.raises(DataError, match="no event 'E01' that two sides tell of; there are .*E80"):
        hindsight.accounts("E01")


def test_the_dead_are_not_added_up_and_the_joint_count_is_not_called_one_of_soldiers():
    """3,825 continues the series of 3,781, which takes in civilians."""
    table = hindsight.dead()
    row = table.table[table.table.Number == "3,825"].iloc[0]
    assert "soldiers and civilians together" in row["What is counted"] and "Nothing is added up." in table.sentence
    assert not table.table["What is counted"].str.contains("total", case=False).sum() > 1
    assert all("href" in cell for cell in table.table.Sources)


# the last paper


def test_the_nine_points_leave_status_and_voters_out(data):
    points = data.read("points", HINDSIGHT)
    found = model.answered(points, data.read("elements")).set_index("element_id").points
    assert points.point.tolist() == list(range(1, 10))
    assert found.index[~found.map(bool)].tolist() == ["interim", "final", "voters"]
    assert found["lachin"] == (6,) and found["force"] == (1, 8)


def test_points_and_provisions_agree_on_what_is_silent(data):
    provisions = data.read("provisions", HINDSIGHT)
    rows = provisions[provisions.proposal_id == "trilateral_2020"]
    found = model.answered(data.read("points", HINDSIGHT), data.read("elements"))
    assert set(rows.element_id[rows.certainty == "silent"]) == set(found.element_id[~found.points.map(bool)])


def test_no_clause_of_a_leaked_draft_is_shown(data):
    told = " ".join(data.read("points", HINDSIGHT).gist)
    assert not re.search(r"Gazakh|Qazax|status", told)


def test_kalbajar_was_due_on_the_15th_and_handed_over_on_the_25th(data):
    sixth = data.read("points", HINDSIGHT).set_index("point").gist[6]
    assert "15 November (later moved to the 25th)" in sixth


def test_each_paper_beside_it_shows_its_own_words_as_known_on_the_day(desk, data):
    box = hindsight.statement(predict=False).box.children[0]
    for name, paper in box.paper.options:
        box.paper.value = paper
        assert f"{escape(name)} on the same question" in box.table.value
        assert box.table.value.count("No point") == 3 and "Point 9" in box.table.value
    assert "Pashinyan (2021)" not in box.table.value
    box.paper.value = "kazan_2011"
    assert "Pashinyan (2021)" not in box.table.value and "First stage: all five" in box.table.value


def test_the_matrix_is_that_of_lesson_3_with_one_column_more():
    """What came out later on the earlier papers is kept out of their columns, until the second state is chosen."""
    before, box = settlement.matrix().table, hindsight.matrix().box
    after, now = (picture.table for picture in box._states.values())
    assert len(after) - len(before) == 12
    assert "Trilateral 2020" in after.to_csv() and "Trilateral" not in before.to_csv()
    assert "Pashinyan" not in after.to_csv() and "Pashinyan" in now.to_csv()
    drawn = box.picture.drawing
    box.state.value = "now"
    assert box.picture.drawing != drawn and "an account came after" in box.picture.caption


# the predictions


def test_every_prediction_has_both_verdicts(data):
    found = hindsight.judged()
    claims = data.read("claims")
    assert found.claim_id.tolist() == claims.claim_id[claims.kind == "prediction"].tolist()
    assert set(found.then) == {"open"} and set(found.verdict) <= set(model.VERDICTS)
    assert (found.known_from > pd.Timestamp(SEAL)).all()


def test_a_prediction_without_a_later_verdict_is_named(data):
    with pytest.raises(ValueError, match="C24, .* have no verdict from after 2020-10-16"):
        model.judged(data.read("claims"), data.read("verdicts"), data.seal)


def test_a_chosen_prediction_shows_both_days_and_its_sources(desk):
    box = hindsight.predictions(predict=False).box.children[0]
    for row in hindsight.judged().itertuples():
        box.claim.value = row.claim_id
        assert f"Looking back: {row.verdict}" in box.card.value and "On the day" in box.card.value
        assert box.card.value.count("<li>") == len(row.source_ids)


def test_the_picture_and_its_sentence_count_alike():
    picture = hindsight.verdicts()
    counts = model.tally(hindsight.judged())
    assert picture.sentence.startswith(f"Of {counts.sum()} predictions: {counts['held']} held, {counts['mixed']} mixed")
    assert picture.table.Verdict.str.lower().value_counts().to_dict() == counts[counts > 0].to_dict()


def test_what_the_article_lacks_names_later_events_only(data):
    rows, events = data.read("surprises", HINDSIGHT), data.read("events", HINDSIGHT).set_index("event_id")
    table = hindsight.unforeseen()
    assert len(table.table) == len(rows)
    assert all(events.date[e] > "2020-10-16" for ids in rows.event_ids for e in ids)


# memory


@pytest.fixture
def recall(desk):
    mine = answers.Answers()
    mine.seal_forecasts({"F1": 0.4, "F2": 0.4, "F3": 0.4, "F4": 0.4, "F5": 0.4}, datetime(2026, 9, 1, tzinfo=UTC))
    answers.save(mine)
    return hindsight.recall().box


def test_what_is_remembered_is_laid_beside_what_was_sealed_and_kept(recall):
    for name, text in {"F1": "60", "F2": "40 %", "F3": "10"}.items():
        recall.boxes[name].value = text
    recall.button.click()
    # by hand: F1 +20, F2 0, F3 +30, over three questions
    assert "moved by 16.7 points towards what happened; 2 of 3 moved towards it" in recall.picture.caption
    assert json.loads(answers.load().notes["recalled_forecasts"]) == {"F1": 0.6, "F2": 0.4, "F3": 0.1}
    recall.boxes["F1"].value = "40"
    recall.button.click()
    assert json.loads(answers.load().notes["recalled_forecasts"])["F1"] == 0.6  # the first memory counts


@pytest.mark.parametrize(("text", "told"), [("", "Type at least one chance"), ("much", "is not a chance in per cent")])
def test_what_is_no_chance_is_told_and_nothing_is_kept(recall, text, told):
    recall.boxes["F1"].value = text
    recall.button.click()
    assert told in recall.message.value and not answers.load().notes


def test_without_a_sealing_there_is_nothing_to_compare(desk):
    box = hindsight.recall().box
    box.boxes["F1"].value = "50"
    box.button.click()
    assert "nothing to compare with. Read on." in box.message.value


# scores beside what was seen


@pytest.fixture
def board(desk):
    return hindsight.assumptions(predict=False).box.children[0]


def test_every_option_and_date_shows_what_the_model_found_with_labels_apart(board, data):
    seen, scores = data.read("outcomes", HINDSIGHT), assumptions.ground().scores
    for _name, option in board.option.options:
        for day in board.seen_from.options:
            board.option.value, board.seen_from.value = option, day
            row = scores.row(option)
            told = seen[seen.seen_from == day].set_index("criterion_id")
            meets = sum(
                scores.low[row][i] <= told.high[c] and told.low[c] <= scores.high[row][i]
                for i, c in enumerate(scores.interests)
                if c in told.index
            )
            assert (
                f"of {len(told)} interests that can be compared, what was seen meets the range in {meets},"
                in board.picture.caption
            )
            assert_apart(*boxes(board.picture.drawing, 0.56, skip_turned=True))


def test_without_an_export_the_lesson_says_how_to_make_it_and_goes_on(board):
    assert (
        "There is no my_assumptions.json here" in board.children[0].value
        and "The seminar’s scores" in board.picture.caption
    )


def test_a_students_own_scores_are_read_back(desk):
    ground = assumptions.ground()
    mine = ground.start("all")
    edit = assumptions.edit("two_layer", "mediator", "-3", "-3", "-2", "a reason")
    mine = type(mine)(mine.points, mine.menu, mine.corners, 0.4, mine.mode, mine.order, (edit,))
    assumptions.save(assumptions.to_json(mine, ground.scores.interests, "x"), ground)
    box = hindsight.assumptions(predict=False).box.children[0]
    assert "with 1 score changed by you" in box.children[0].value and "a chance of 40%" in box.children[0].value
    assert "Your scores" in box.picture.caption and "meets the range in 6," in box.picture.caption


def test_a_damaged_export_is_told_and_the_lesson_goes_on(desk):
    (desk / "my_assumptions.json").write_text("{", encoding="utf-8")
    box = hindsight.assumptions(predict=False).box.children[0]
    assert "my_assumptions.json is damaged" in box.children[0].value and "The seminar’s scores" in box.picture.caption


@pytest.mark.parametrize(
    ("face", "question", "choice"),
    [
        ("timeline", "drawn_in_later", "the de facto authorities in Karabakh"),
        ("statement", "left_out", "the final status"),
        ("predictions", "most_common", "mixed"),
        ("assumptions", "scores_borne_out", "most, not all"),
    ],
)
def test_each_widget_asks_first_and_one_choice_holds(desk, face, question, choice):
    box = getattr(hindsight, face)().box
    assert box.question.id == question
    box.choice.value = choice
    box.button.click()
    assert "your prediction held" in box.children[0].children[0].value


def test_every_option_has_a_word_on_whether_it_was_tried(data):
    assert data.read("tried", HINDSIGHT).option_id.tolist() == data.read("options").option_id.tolist()
    assert "1 not tried at all" in hindsight.tried().sentence


def test_the_misses_of_earlier_lessons_come_back_with_their_reasons(desk):
    assert hindsight.misses().table.empty and "kept no reason" in hindsight.misses().sentence
    miss = {"asked": "Which?", "said": "this", "came": "that", "reason": "I hoped.", "own": "I looked away."}
    answers.save(answers.Answers(notes={NOTE: json.dumps({"q": miss, "r": miss | {"own": ""}})}))
    shown = hindsight.misses()
    assert shown.table.iloc[0].tolist() == list(miss.values())
    assert shown.sentence == "Reasons for 2 predictions that missed, 1 of them in your own words."
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    assert "is damaged" in hindsight.misses().words
