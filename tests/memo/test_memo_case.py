"""The memo of this seminar: its four parts, its pattern and the rubric."""

from __future__ import annotations

from seminar import memo

PARTS = {"claim": "Claim", "because": "Because", "unless": "Unless", "watch_for": "Watch for"}


def test_the_four_parts_are_those_of_the_table(data):
    slots = data.read("memo_slots").sort_values("order")
    assert dict(zip(slots.slot_id, slots.label, strict=True)) == PARTS


def test_the_rubric_asks_for_no_view_and_its_points_leave_room_for_the_structure(data):
    rows = data.read("rubrics")
    assert rows.points.sum() == 70 and "up to 70 points on 5 lines" in memo.rubric().sentence
    options = set(data.read("options").label.str.lower())
    told = " ".join(rows[["question", "weak", "sound", "strong"]].to_numpy().ravel()).lower()
    assert not [o for o in options if o in told]


def test_the_template_has_every_part_and_tells_nothing_later(data):
    table = memo.template()
    assert table.table.Part.tolist() == list(PARTS.values())
    assert not {"2021", "November", "trilateral"} & set(" ".join(table.table.to_numpy().ravel()).split())


def test_the_template_has_the_day_of_the_article():
    assert memo.template().title == "A memo, dated 16 October 2020"
