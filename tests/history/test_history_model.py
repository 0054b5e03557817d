"""The rules that ``seminar.models.history`` keeps. Small tables are made up here; the real ones are read under the seal."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from seminar.history import model as history
from seminar.tables import read

DAY = pd.Timestamp

SEAL = date(2020, 10, 16)


def _events() -> pd.DataFrame:
    """Three events out of order: a treaty in May 2000, two days of fighting in 1999, a raid on one day in 2001."""
    return pd.DataFrame(
        {
            "event_id": ["E2", "E1", "E3"],
            "date": ["2000-05", "1999-12-31", "2001-03-04"],
            "end_date": ["", "2000-01-01", ""],
            "title": ["treaty", "fighting", "raid"],
            "kind": ["agreement", "military", "military"],
            "actor_ids": [("A", "B"), ("A",), ("C",)],
            "certainty": ["confirmed", "contested", "contested"],
            "paragraphs": [("P1",), (), ("P2", "P3")],
            "known_from": [DAY("2000-06-01"), DAY("2000-01-02"), DAY("2001-03-05")],
        }
    )


def _accounts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "event_id": ["E1", "E1"],
            "who": ["ministry", "monitor"],
            "side": ["north", "south"],
            "account": ["they began", "the others began"],
            "source_ids": [("s1",), ("s2",)],
        }
    )


def test_the_timeline_is_in_order_of_the_first_day():
    assert history.timeline(_events()).event_id.tolist() == ["E1", "E2", "E3"]


def test_a_date_known_to_the_month_spans_the_month():
    treaty = history.timeline(_events()).set_index("event_id").loc["E2"]
    assert (treaty["first"], treaty["last"]) == (DAY("2000-05-01"), DAY("2000-05-31"))


def test_an_event_of_several_days_ends_on_its_end_date():
    assert history.timeline(_events()).set_index("event_id").loc["E1", "last"] == DAY("2000-01-01")


def test_an_event_lies_in_the_lane_of_its_kind_and_other_kinds_are_left_out():
    lanes = history.timeline(_events(), kinds=["legal", "military"])
    assert dict(zip(lanes.event_id, lanes.lane, strict=True)) == {"E1": 1, "E3": 1}


def test_the_filter_keeps_the_events_that_name_the_actor():
    assert history.timeline(_events(), actor="A").event_id.tolist() == ["E1", "E2"]


def test_an_actor_that_no_event_names_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match=r"'D'.*A, B, C"):
        history.timeline(_events(), actor="D")


def test_lanes_count_their_events_and_an_empty_lane_has_none():
    assert history.lanes(_events(), ["military", "legal", "agreement"]).to_dict() == {
        "military": 2,
        "legal": 0,
        "agreement": 1,
    }


@pytest.mark.parametrize(
    ("day", "known"), [(date(2000, 1, 1), []), (date(2000, 1, 2), ["E1"]), (date(2001, 1, 1), ["E2", "E1"])]
)
def test_a_day_shows_what_was_known_on_it(day, known):
    assert history.as_of(_events(), day).event_id.tolist() == known


def test_what_is_read_under_the_seal_shows_no_more_on_a_later_day():
    everything = read("events", "hindsight")
    shown = history.as_of(read("events"), date(2026, 1, 1))
    assert len(shown) < len(everything)
    assert shown.known_from.max() <= DAY(SEAL)


def test_a_contested_event_stands_with_every_account_and_a_confirmed_one_not_at_all():
    told = history.contested(_events(), _accounts())
    assert told[told.event_id == "E1"].side.tolist() == ["north", "south"]
    assert "E2" not in told.event_id.tolist()


def test_a_contested_event_without_accounts_keeps_an_empty_row():
    told = history.contested(_events(), _accounts()).set_index("event_id").loc["E3"]
    assert (told.who, told.side, told.account, told.source_ids) == ("", "", "", ())


def test_an_event_with_fewer_than_two_sides_is_one_sided():
    assert history.one_sided(_events(), _accounts()) == ["E3"]
    assert history.one_sided(_events(), _accounts().head(1)) == ["E1", "E3"]


def test_two_accounts_of_one_side_are_still_one_side():
    assert history.one_sided(_events(), _accounts().assign(side="north")) == ["E1", "E3"]


def test_every_contested_event_of_the_seminar_has_two_sides():
    assert history.one_sided(read("events"), read("accounts")) == []


def test_districts_come_in_the_order_in_which_they_were_taken():
    # Lachin in May 1992, Kalbajar in April 1993, Zangilan last, at the end of October 1993: brief and districts.csv.
    taken = history.district_table(read("districts")).district_id.tolist()
    assert (taken[:2], taken[-1]) == (["Lachin", "Kalbajar"], "Zangilan")


def test_areas_and_people_cannot_be_added_up():
    # facts, README: whole-district areas must not be summed, Agdam and Fuzuli were held in part.
    table = history.district_table(read("districts"))
    assert not [column for column in table if pd.api.types.is_numeric_dtype(table[column])]
    with pytest.raises((TypeError, ValueError)):
        float(table.area.sum())


def test_every_area_stands_with_its_caution():
    districts = read("districts").set_index("district_id")
    for row in history.district_table(read("districts")).itertuples():
        assert districts.area_note[row.district_id] in row.area


def _casualties() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "phase": ["war", "war", "war", "war", "clash"],
            "metric": ["north", "south", "north", "north", "north"],
            "kind": ["killed", "killed", "killed", "wounded", "killed"],
            "value_low": pd.array([9, pd.NA, 4, 7, 1], dtype="Int64"),
            "as_of": ["2000-02-10", "2000-02", "2000-02-01", "2000-02-01", "1999"],
        }
    )


def test_counts_stay_apart_by_metric_and_run_in_order_of_the_day():
    rows = history.counts(_casualties(), "war")
    assert list(zip(rows.metric, rows.day, strict=True)) == [
        ("north", DAY("2000-02-01")),
        ("north", DAY("2000-02-10")),
        ("south", DAY("2000-02-29")),
    ]


def test_an_unpublished_count_is_not_zero():
    south = history.counts(_casualties(), "war").set_index("metric").loc["south"]
    assert not south.published
    assert pd.isna(south.value_low)


def test_the_latest_count_is_one_row_a_metric():
    assert history.latest(history.counts(_casualties(), "war")).value_low.fillna(-1).tolist() == [9, -1]


def test_an_unknown_phase_is_refused_with_the_phases_there_are():
    with pytest.raises(ValueError, match=r"'peace'.*war, clash"):
        history.counts(_casualties(), "peace")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1200, 1200, "1,200"),
        (2300, 3000, "2,300 to 3,000"),
        (3000, pd.NA, "3,000 or more"),
        (pd.NA, pd.NA, "no count published"),
        (0, 0, "0"),
    ],
)
def test_a_count_says_how_sure_it_is(low, high, words):
    assert history.worded(low, high) == words


def test_the_party_that_published_no_count_is_not_shown_with_zero():
    # casualties.csv, K019: the ministry in Baku publishes no military count.
    rows = history.counts(read("casualties"), "since-27-sep-2020").set_index("row_id")
    assert not rows.published["K019"]
    assert history.worded(rows.value_low["K019"], rows.value_high["K019"]) == "no count published"


def _claims(**columns) -> pd.DataFrame:
    given = {
        "claim_id": ["C1", "C2", "C3"],
        "label": ["a raid", "a pact", "a guess"],
        "kind": ["fact", "reported-speech", "prediction"],
        "paragraphs": [("P3",), ("P9",), ("P1",)],
    }
    return pd.DataFrame(given | columns)


def test_a_claim_stands_beside_the_event_of_its_paragraph():
    beside = history.beside_events(_claims(), _events()).set_index("claim_id")
    assert beside.loc["C1", ["link", "event_id", "certainty"]].tolist() == ["same paragraph", "E3", "contested"]


def test_an_event_that_the_claim_speaks_of_comes_first_and_once():
    claims = _claims(event_ids=[("E1", "E3"), (), ()])
    rows = history.beside_events(claims, _events()).query("claim_id == 'C1'")
    assert list(zip(rows.event_id, rows.link, strict=True)) == [("E1", "speaks of it"), ("E3", "speaks of it")]


def test_a_claim_without_an_event_keeps_a_row_that_says_so():
    beside = history.beside_events(_claims(), _events()).set_index("claim_id")
    assert beside.loc["C2", ["link", "event_id"]].tolist() == ["no event", ""]


def test_only_factual_claims_stand_beside_events():
    assert "C3" not in set(history.beside_events(_claims(), _events()).claim_id)


def test_every_factual_claim_of_the_article_is_laid_beside_something_or_said_to_have_nothing():
    claims = read("claims")
    factual = claims[claims.kind.isin(["fact", "reported-speech"])].claim_id
    assert history.beside_events(claims, read("events")).claim_id.unique().tolist() == factual.tolist()


@pytest.mark.parametrize(("day", "share"), [("1990-01-01", 1.0), ("2000-05-01", 2 / 3), ("2000-05-02", 1 / 3)])
def test_an_event_falls_since_a_day_if_it_began_on_it_or_later(day, share):
    assert history.share_since(history.timeline(_events()), date.fromisoformat(day)) == pytest.approx(share)


@pytest.mark.parametrize("words", ["2001-01-01", " 2001-01-01 "])
def test_a_typed_day_is_read_whatever_blanks_stand_round_it(words):
    assert history.given_day(words, date(2000, 1, 1), date(2001, 1, 1)) == date(2001, 1, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "“” is not a day. Write it as year-month-day, such as 2001-01-01."),
        ("1 May 2000", "“1 May 2000” is not a day"),
        ("2000-02-30", "“2000-02-30” is not a day"),
        ("1999-12-31", "before the first day of the timeline, 2000-01-01"),
        ("2001-01-02", "after the day on which this seminar stands, 2001-01-01"),
    ],
)
def test_what_is_no_day_of_the_timeline_is_refused_with_a_sentence(words, told):
    with pytest.raises(ValueError, match=told):
        history.given_day(words, date(2000, 1, 1), date(2001, 1, 1))


def _wrongs() -> pd.DataFrame:
    rows = [("E3", "north", "a raid on us"), ("E3", "south", "a raid on them"), ("E1", "north", "they began")]
    return pd.DataFrame(rows, columns=["event_id", "side", "told_as"])


def _story(start: str) -> history.Story:
    return history.story_from(history.timeline(_events()), _wrongs(), date.fromisoformat(start))


@pytest.mark.parametrize(
    ("start", "left"),
    [
        ("1999-12-31", ["E1", "E2", "E3"]),
        ("2000-01-01", ["E1", "E2", "E3"]),  # the fighting ended on this day
        ("2000-01-02", ["E2", "E3"]),
        ("2001-03-04", ["E3"]),
        ("2001-03-05", []),
    ],
)
def test_a_story_keeps_what_had_not_ended_when_it_begins(start, left):
    story = _story(start)
    assert story.left.event_id.tolist() == left
    assert sorted([*story.left.event_id, *story.dropped.event_id]) == ["E1", "E2", "E3"]
    assert story.share == pytest.approx(len(left) / 3)


def test_the_first_wrong_of_a_side_moves_with_the_start():
    assert _story("1999-12-31").first_wrongs("north").event_id.tolist() == ["E1"]
    assert _story("1999-12-31").first_wrongs("north", 2).event_id.tolist() == ["E1", "E3"]
    assert _story("2000-01-02").first_wrongs("north").told_as.tolist() == ["a raid on us"]
    assert _story("2001-03-05").first_wrongs("south").empty


def test_the_contested_share_counts_the_contested():
    assert history.contested_share(_events()) == pytest.approx(2 / 3)


def test_contested_events_come_before_those_that_are_only_worded_differently():
    both = pd.concat([_accounts(), _accounts().assign(event_id="E2"), _accounts().head(1).assign(event_id="E3")])
    assert history.told_by_several(_events(), both).event_id.tolist() == ["E1", "E2"]


def test_the_share_held_in_part_counts_districts_and_not_land():
    assert history.partly_held_share(pd.DataFrame({"held": ["whole", "part", "whole", "whole"]})) == 0.25


def test_a_claim_is_checked_beside_the_events_that_it_speaks_of_only():
    claims = _claims(event_ids=[("E1", "E2"), (), ()])
    verdicts = pd.DataFrame(
        [("C1", "partly", "why"), ("C2", "open", ""), ("C3", "open", "")], columns=["claim_id", "verdict", "evidence"]
    )
    rows = history.checked(claims, _events(), verdicts).set_index("claim_id")
    assert rows.index.tolist() == ["C1", "C2"]  # C3 is a prediction
    assert (rows.events["C1"], rows.contested["C1"]) == (("E2", "E1"), ("E1",))  # E3 only shares the paragraph
    assert (rows.events["C2"], rows.contested["C2"], rows.verdict["C2"]) == ((), (), "open")


def test_each_start_of_the_seminar_leaves_both_sides_a_wrong_to_tell():
    events = history.timeline(read("events"))
    for start in read("starts").itertuples():
        story = history.story_from(events, read("wrongs"), start.date.date())
        assert all(len(story.first_wrongs(side)) == 1 for side in ("armenian", "azerbaijani")), start.label


def test_every_wrong_has_an_event_and_a_source_of_before_the_seal():
    wrongs = read("wrongs")
    assert set(wrongs.event_id) <= set(read("events").event_id)
    assert wrongs.source_ids.map(len).min() >= 1
