"""A table's log of offers: read however it was saved, bad lines named, and replayed against the line that no package beats."""

from __future__ import annotations

import pytest

from seminar import bargaining
from seminar.bargaining import offers
from seminar.bargaining.offers import OfferError, PackageOffer
from seminar.errors import SeminarError

ACTORS, AXES = {"north": "The North", "south": "The South"}, {"land": "Return of land", "vote": "The vote"}
LOG = "minute,by,land,vote\n20,south,60,50\n12,north,0,10.5\n"


def parse(text):
    return offers.parse(text, "log.csv", ACTORS, AXES)


@pytest.mark.parametrize(
    "text",
    [
        LOG,
        "\ufeff" + LOG.replace("\n", "\r\n"),
        "Minute; By ;RETURN OF LAND;the vote\n20;the south;60;50\n\n12;NORTH;0;10,5\n",
        "vote,land,by,minute,remark\n50,60,south,20,no\n10.5,0,north,12,first\n",
    ],
)
def test_a_log_is_read_however_it_was_saved_and_in_order(text):
    assert parse(text) == ([PackageOffer(12, "north", (0, 10.5)), PackageOffer(20, "south", (60, 50))], [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("20,west,1,1", "'west' has no seat; those at the table are north, south"),
        ("20,south,101,1", "'101' under land is not a number from 0 to 100"),
        ("20,south,nan,1", "'nan' under land"),
        ("20,south,1", "'' under vote"),
        ("soon,south,1,1", "'soon' under minute"),
    ],
)
def test_a_bad_line_is_named_and_the_others_count(line, words):
    found, refused = parse(f"{LOG}{line}\n")
    assert len(found) == 2 and len(refused) == 1
    assert refused[0].startswith("Line 4 of log.csv is left out: ") and words in refused[0]


@pytest.mark.parametrize("text", ["", "minute,by,land\n", "20,south,1,1\n"])
def test_a_log_without_its_columns_is_refused(text):
    with pytest.raises(OfferError, match="log.csv has no column"):
        parse(text)


def seat_log(folder, *lines):
    axes = bargaining.seated(bargaining.seminar_data()).axes
    path = folder / "log.csv"
    path.write_text("\n".join([",".join(["minute", "by", *axes]), *lines]) + "\n", encoding="utf-8")
    return path


def test_offers_are_replayed_with_what_they_cost_and_what_was_left(tmp_path, data):
    """One's own ideal costs nothing; the middle of everything leaves what potential() says; no deal is what the table says it costs."""
    table = bargaining.seated(data)
    ideal = ",".join(f"{x:g}" for x in table.ideals[table.seat("AZE")])
    shown = bargaining.replay(seat_log(tmp_path, f"12,AZE,{ideal}", "30,ARM,50,50,50,50,50,50"))
    assert shown.table["Costs Azerbaijan"].tolist()[0] == "0.00"
    assert shown.table["Better than no deal for"].tolist() == ["Azerbaijan", "Azerbaijan and Armenia"]
    left = float(bargaining.potential().table["Best equal gain over the middle"][0])
    assert f"both could still have gained {left:.2f}" in shown.sentence


def test_the_drawing_has_every_offer_and_the_whole_line(tmp_path):
    shown = bargaining.replay(
        seat_log(tmp_path, "12,AZE,80,70,75,98,92,75", "20,ARM,60,30,30,50,70,30", "31,X,1,1,1,1,1,1"), points="sharper"
    )
    line, path, *_limits = shown.drawing.axes[0].lines
    assert len(path.get_xdata()) == 2 and len(line.get_xdata()) == 7  # six axes, given up one after the other
    assert shown.notes[0].startswith("Line 4 of log.csv is left out")


def test_an_empty_or_missing_log_is_answered_with_what_to_do(tmp_path):
    with pytest.raises(SeminarError, match="There is no file none.csv"):
        bargaining.replay(tmp_path / "none.csv")
    with pytest.raises(SeminarError, match="has no offer; write one on each line. Line 2 of log.csv"):
        bargaining.replay(seat_log(tmp_path, "1,X,1,1,1,1,1,1"))
