"""The rules of the history room, on small tables made up here (the seminar's own are in test_history_case)."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from seminar.history import geometry, model
from seminar.history.picture_chart import Chart, Period
from seminar.kit.charts import text_width
from seminar.tables import DataError

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
    assert model.timeline(_events()).event_id.tolist() == ["E1", "E2", "E3"]


def test_a_date_known_to_the_month_spans_the_month():
    treaty = model.timeline(_events()).set_index("event_id").loc["E2"]
    assert (treaty["first"], treaty["last"]) == (DAY("2000-05-01"), DAY("2000-05-31"))


def test_an_event_of_several_days_ends_on_its_end_date():
    assert model.timeline(_events()).set_index("event_id").loc["E1", "last"] == DAY("2000-01-01")


def test_an_event_lies_in_the_lane_of_its_kind_and_other_kinds_are_left_out():
    lanes = model.timeline(_events(), kinds=["legal", "military"])
    assert dict(zip(lanes.event_id, lanes.lane, strict=True)) == {"E1": 1, "E3": 1}


def test_the_filter_keeps_the_events_that_name_the_actor():
    assert model.timeline(_events(), actor="A").event_id.tolist() == ["E1", "E2"]


def test_an_actor_that_no_event_names_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match=r"'D'.*A, B, C"):
        model.timeline(_events(), actor="D")


def test_lanes_count_their_events_and_an_empty_lane_has_none():
    assert model.lanes(_events(), ["military", "legal", "agreement"]).to_dict() == {
        "military": 2,
        "legal": 0,
        "agreement": 1,
    }


@pytest.mark.parametrize(
    ("day", "known"), [(date(2000, 1, 1), []), (date(2000, 1, 2), ["E1"]), (date(2001, 1, 1), ["E2", "E1"])]
)
def test_a_day_shows_what_was_known_on_it(day, known):
    assert model.as_of(_events(), day).event_id.tolist() == known


def test_a_contested_event_stands_with_every_account_and_a_confirmed_one_not_at_all():
    told = model.contested(_events(), _accounts())
    assert told[told.event_id == "E1"].side.tolist() == ["north", "south"]
    assert "E2" not in told.event_id.tolist()


def test_a_contested_event_without_accounts_keeps_an_empty_row():
    told = model.contested(_events(), _accounts()).set_index("event_id").loc["E3"]
    assert (told.who, told.side, told.account, told.source_ids) == ("", "", "", ())


def test_an_event_with_fewer_than_two_sides_is_one_sided():
    assert model.one_sided(_events(), _accounts()) == ["E3"]
    assert model.one_sided(_events(), _accounts().head(1)) == ["E1", "E3"]


def test_two_accounts_of_one_side_are_still_one_side():
    assert model.one_sided(_events(), _accounts().assign(side="north")) == ["E1", "E3"]


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
    rows = model.counts(_casualties(), "war")
    assert list(zip(rows.metric, rows.day, strict=True)) == [
        ("north", DAY("2000-02-01")),
        ("north", DAY("2000-02-10")),
        ("south", DAY("2000-02-29")),
    ]


def test_an_unpublished_count_is_not_zero():
    south = model.counts(_casualties(), "war").set_index("metric").loc["south"]
    assert not south.published
    assert pd.isna(south.value_low)


def test_the_latest_count_is_one_row_a_metric():
    assert model.latest(model.counts(_casualties(), "war")).value_low.fillna(-1).tolist() == [9, -1]


def test_an_unknown_phase_is_refused_with_the_phases_there_are():
    with pytest.raises(ValueError, match=r"'peace'.*war, clash"):
        model.counts(_casualties(), "peace")


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
    assert model.worded(low, high) == words


def _claims(**columns) -> pd.DataFrame:
    given = {
        "claim_id": ["C1", "C2", "C3"],
        "label": ["a raid", "a pact", "a guess"],
        "kind": ["fact", "reported-speech", "prediction"],
        "paragraphs": [("P3",), ("P9",), ("P1",)],
    }
    return pd.DataFrame(given | columns)


def test_a_claim_stands_beside_the_event_of_its_paragraph():
    beside = model.beside_events(_claims(), _events()).set_index("claim_id")
    assert beside.loc["C1", ["link", "event_id", "certainty"]].tolist() == ["same paragraph", "E3", "contested"]


def test_an_event_that_the_claim_speaks_of_comes_first_and_once():
    claims = _claims(event_ids=[("E1", "E3"), (), ()])
    rows = model.beside_events(claims, _events()).query("claim_id == 'C1'")
    assert list(zip(rows.event_id, rows.link, strict=True)) == [("E1", "speaks of it"), ("E3", "speaks of it")]


def test_a_claim_without_an_event_keeps_a_row_that_says_so():
    beside = model.beside_events(_claims(), _events()).set_index("claim_id")
    assert beside.loc["C2", ["link", "event_id"]].tolist() == ["no event", ""]


def test_only_factual_claims_stand_beside_events():
    assert "C3" not in set(model.beside_events(_claims(), _events()).claim_id)


@pytest.mark.parametrize(
    ("first", "last", "names", "most"),
    [
        ("2000-05-01", "2001-12-31", ("A", "B", "C"), {"B", "C"}),  # A: one of two, B and C: all
        ("1999-01-01", "2000-04-30", ("A", "B", "C"), {"A"}),
        ("2000-05-02", "2001-12-31", ("agreement", "military"), {"military"}),  # a kind counts like an actor
        ("1999-01-01", "2001-12-31", ("A", "Z"), {"A"}),  # Z is in no event, so it has no share
    ],
)
def test_an_actor_is_drawn_in_by_the_share_of_its_own_events(first, last, names, most):
    events = model.timeline(_events())
    assert model.most_drawn_in(events, date.fromisoformat(first), date.fromisoformat(last), names) == most


@pytest.mark.parametrize("words", ["2001-01-01", " 2001-01-01 "])
def test_a_typed_day_is_read_whatever_blanks_stand_round_it(words):
    assert model.given_day(words, date(2000, 1, 1), date(2001, 1, 1)) == date(2001, 1, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "“” is not a day. Write it as year-month-day, such as 2001-01-01."),
        ("1 May 2000", "“1 May 2000” is not a day"),
        ("2000-02-30", "“2000-02-30” is not a day"),
        ("1999-12-31", "before the first day of the timeline, 2000-01-01"),
        ("2001-01-02", "after the day from which this seminar speaks, 2001-01-01"),
    ],
)
def test_what_is_no_day_of_the_timeline_is_refused_with_a_sentence(words, told):
    with pytest.raises(ValueError, match=told):
        model.given_day(words, date(2000, 1, 1), date(2001, 1, 1))


def _wrongs() -> pd.DataFrame:
    rows = [("E3", "north", "a raid on us"), ("E3", "south", "a raid on them"), ("E1", "north", "they began")]
    return pd.DataFrame(rows, columns=["event_id", "side", "told_as"])


def _story(start: str) -> model.Story:
    return model.story_from(model.timeline(_events()), _wrongs(), date.fromisoformat(start))


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


def test_a_kind_is_told_alike_if_none_of_its_events_is_contested():
    assert model.told_alike(_events()) == {"agreement"}


def test_the_kind_that_falls_out_most_goes_by_share():
    assert _story("2000-01-02").most_dropped == {"military"}  # the fighting, one of two; the treaty stays
    assert _story("2001-01-01").most_dropped == {"agreement"}  # all of one kind, half of the other


def test_contested_events_come_before_those_that_are_only_worded_differently():
    both = pd.concat([_accounts(), _accounts().assign(event_id="E2"), _accounts().head(1).assign(event_id="E3")])
    assert model.told_by_several(_events(), both).event_id.tolist() == ["E1", "E2"]


def test_the_share_held_in_part_counts_districts_and_not_land():
    assert model.partly_held_share(pd.DataFrame({"held": ["whole", "part", "whole", "whole"]})) == 0.25


def test_a_claim_is_checked_beside_the_events_that_it_speaks_of_only():
    claims = _claims(event_ids=[("E1", "E2"), (), ()])
    verdicts = pd.DataFrame(
        [("C1", "partly", "why"), ("C2", "open", ""), ("C3", "open", "")], columns=["claim_id", "verdict", "evidence"]
    )
    rows = model.checked(claims, _events(), verdicts).set_index("claim_id")
    assert rows.index.tolist() == ["C1", "C2"]  # C3 is a prediction
    assert (rows.events["C1"], rows.contested["C1"]) == (("E2", "E1"), ("E1",))  # E3 only shares the paragraph
    assert (rows.events["C2"], rows.contested["C2"], rows.verdict["C2"]) == ((), (), "open")


@pytest.mark.parametrize(("asked", "day"), [("", "2000-01-01"), ("b", "2000-01-01"), ("a", "1999-01-01")])
def test_the_start_is_the_one_named_or_the_one_asked_about(asked, day):
    assert model.start_day(_starts([False, True]), asked) == date.fromisoformat(day)


def test_a_start_that_is_not_in_the_table_is_refused():
    with pytest.raises(DataError, match="There is no start 'c'; there are a, b"):
        model.start_day(_starts([False, True]), "c")


@pytest.mark.parametrize(("asked", "rows"), [([False, False], 0), ([True, True], 2)])
def test_exactly_one_start_is_asked_about(asked, rows):
    with pytest.raises(DataError, match=f"The table starts has {rows} rows that are asked about; there must be one."):
        model.start_day(_starts(asked))


def _starts(asked: list[bool]) -> pd.DataFrame:
    return pd.DataFrame({"start_id": ["a", "b"], "date": [DAY("1999-01-01"), DAY("2000-01-01")], "asked": asked})


def test_actors_are_those_that_an_event_names_in_the_order_of_their_table():
    actors = pd.DataFrame({"actor_id": ["C", "X", "A"], "short_name": ["see", "ex", "ay"]})
    assert list(model.actor_names(_events(), actors).items()) == [("C", "see"), ("A", "ay")]


# Shapes: a square of side 2 with its lower left corner at (1, 1), and one with a hole beside an island

SQUARE = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)]


def test_a_square_has_its_area_and_its_centre():
    assert geometry.area(SQUARE) == 4 and geometry.area(SQUARE[::-1]) == -4
    assert geometry.centre(SQUARE) == geometry.centre(SQUARE[::-1]) == (2, 2)


def test_the_outer_rings_leave_holes_out():
    hole = [(1.5, 1.5), (1.5, 2.0), (2.0, 2.0)]
    one = {"geometry": {"type": "Polygon", "coordinates": [SQUARE, hole]}}
    many = {"geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE, hole], [SQUARE]]}}
    assert geometry.outer_rings(one) == [SQUARE] and geometry.outer_rings(many) == [SQUARE, SQUARE]


# The frame of a timeline


def _chart(labels: tuple[str, str] = ("before", "since"), **changed) -> Chart:
    periods = pd.DataFrame(
        {
            "label": labels,
            "first": [DAY("1999-12-01"), DAY("2000-06-01")],
            "last": [DAY("2000-05-31"), DAY("2001-12-31")],
        }
    )
    kinds = ["military", "agreement"]
    return Chart(model.timeline(_events().assign(description="", **changed), kinds=kinds), periods, kinds, "Then")


def test_events_are_numbered_in_their_order_and_stand_in_their_lane():
    chart = _chart()
    assert [chart.number(e) for e in ("E1", "E2", "E3")] == [1, 2, 3]
    military, agreement, bottom = [*chart.lane_tops, chart.bottom]
    assert military < chart.places["E1"].y == chart.places["E3"].y < agreement < chart.places["E2"].y < bottom


@pytest.mark.parametrize(
    "labels", [("before", "since"), ("a very long name of a period " * 4, "since"), ("word " * 40, "word " * 40)]
)
def test_a_period_is_never_narrower_than_its_name_and_the_last_one_ends_on_the_page(labels):
    chart = _chart(labels)
    widths = [text_width(period.label, 11.5, bold=True) for period in chart.periods]
    assert all(p.right - p.left >= width for p, width in zip(chart.periods, widths, strict=True))
    page = float(re.search(r'viewBox="0 0 ([\d.]+)', chart.draw({"E1"}, set(), None, "", "alt"))[1])
    assert chart.periods[0].right < chart.periods[1].left and chart.periods[1].right <= page


@pytest.mark.parametrize(
    "span",
    [
        ("2000-01-01", "2000-01-20"),
        ("2000-01-01", "2000-12-31"),
        ("1988-01-01", "2020-06-30"),
        ("1200-01-01", "1900-12-31"),
    ],
)
@pytest.mark.parametrize("width", [90, 300, 800])
def test_days_named_under_a_period_keep_apart(span, width):
    period = Period("", DAY(span[0]), DAY(span[1]), 100, 100 + width)
    ticks = period.ticks()
    assert ticks and all(a + text_width(words, 11) < b for (a, words), (b, _) in pairwise(ticks))
    assert all(x >= 100 and x + text_width(words, 11) <= 100 + width + 10 for x, words in ticks)


def test_years_under_a_long_period_are_round_numbers():
    ticks = Period("", DAY("1988-01-01"), DAY("2020-06-30"), 0, 250).ticks()
    assert [words for _x, words in ticks] == [
        "1990",
        "1995",
        "2000",
        "2005",
        "2010",
        "2015",
    ]  # 2020 would leave the page


def test_the_key_speaks_of_the_article_only_where_an_event_is_in_it():
    assert "the article speaks of it" in _chart().draw(set(), set(), None, "", "alt")
    assert "the article" not in _chart(paragraphs=[(), (), ()]).draw(set(), set(), None, "", "alt")


def test_dots_are_explained_only_where_there_are_any():
    chart = _chart()
    assert "another" in chart.draw({"E1"}, {"E2"}, None, "another", "alt")
    assert "another" not in chart.draw({"E1"}, set(), None, "another", "alt")


def test_half_years_begin_in_january_and_july():
    ticks = Period("", DAY("2020-11-11"), DAY("2022-12-31"), 0, 300).ticks()
    assert [words for _x, words in ticks] == ["Jan 2021", "Jul 2021", "Jan 2022", "Jul 2022"]
