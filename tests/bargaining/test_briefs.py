"""The role briefs and the sheet for all delegations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seminar import bargaining
from seminar.tables import DataError

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = {name: page.markdown() for name, page in bargaining.briefs().items()}


@pytest.mark.parametrize("actor", [a for a in BRIEFS if a not in ("README", "cards")])
def test_a_brief_has_its_actor_s_interests_and_points_that_add_up_to_a_hundred(actor, data):
    text = BRIEFS[actor]
    for interest in data.read("interests").query("actor_id == @actor").interest:
        assert interest.rstrip(".") in text
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| (\d+) \|", text, flags=re.M)
    assert len(rows) == 6 and sum(map(int, rows)) == 100


def test_the_softest_number_stands_in_the_brief_as_a_range():
    assert "35 (25 to 50)" in BRIEFS["ARM"]


def test_the_briefs_in_the_folder_are_those_of_the_tables():
    written = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "roles").glob("*.md")}
    assert written == BRIEFS, "Run python tools/briefs.py"


def test_a_brief_in_the_lesson_says_what_the_page_says():
    shown = bargaining.brief("NK")._repr_mimebundle_()
    assert shown["text/html"].startswith("<div") and shown["text/plain"].startswith("Role brief: De facto")


def test_an_actor_without_a_seat_has_no_brief():
    with pytest.raises(DataError, match=r"'ISR' has no seat at the table; those seated are: AZE \(Azerbaijan\)"):
        bargaining.brief("ISR")


# Something to trade


def test_no_deal_stands_in_every_brief_with_its_reason(data):
    for row in data.read("no_deals").itertuples():
        assert (
            row.reason in BRIEFS[row.actor_id] and f"costs you {row.no_deal} of your 100 points" in BRIEFS[row.actor_id]
        )


def test_every_seat_has_a_cost_of_no_deal_and_a_hundred_sharper_points(data):
    seats = set(bargaining.seated(data).actors)
    assert set(data.read("no_deals").actor_id) == seats
    assert data.rows("sharper_points").groupby("actor_id").points.sum().to_dict() == dict.fromkeys(seats, 100)


def test_splitting_the_middle_is_better_for_both_parties_than_no_deal(data):
    """Otherwise there would be nothing to negotiate about."""
    table, costs = bargaining.seated(data), data.read("no_deals").set_index("actor_id").no_deal
    for party in ("AZE", "ARM"):
        assert table.losses([50] * 6)[table.seat(party)] < costs[party] / 100


def test_a_sharper_brief_says_that_its_points_are_invented():
    text = bargaining.brief("ARM", points="sharper").markdown()
    assert "These points are invented" in text and "| 27 | stated |" in text
    assert "invented" not in BRIEFS["ARM"]
    with pytest.raises(DataError, match="points is 'blunt'; it is one of: coded, sharper"):
        bargaining.brief("ARM", points="blunt")


def test_the_news_is_dated_before_the_talks_and_read_during_them(data):
    cards = data.read("event_cards").merge(data.read("events"), on="event_id")
    assert len(cards) == len(data.rows("event_cards")) and cards.minute.between(10, 35).all()
    assert all(
        f"Minute {c.minute}: news of" in BRIEFS["cards"] and c.description in BRIEFS["cards"]
        for c in cards.itertuples()
    )


def test_the_two_families_have_a_voice_one_from_each_side(data):
    families = data.read("civic_seats")
    assert len(families) == 2 and families.brief.str.startswith("An invented family").all()
    assert families.name.str.contains("Azerbaijani").sum() == families.name.str.contains("Armenian").sum() == 1


def test_the_sharper_points_have_at_least_five_times_as_much_to_trade():
    flat, sharp = bargaining.potential().table["Best equal gain over the middle"].astype(float)
    assert sharp >= 5 * flat > 0
