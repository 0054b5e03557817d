"""The memo: its parts, length, citations, and agreement with the student's own model; never its view."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seminar import answers, memo
from seminar.memo import model
from seminar.tradeoffs import assumptions

LABELS = {"claim": "Claim", "because": "Because", "unless": "Unless", "watch_for": "Watch for"}
GOOD = {
    "claim": "Do this.",
    "because": "word " * 290 + "(P10) (P14), P8.",
    "unless": "Unless that.",
    "watch_for": "Watch.",
}


def found(parts=GOOD, **more):
    return {c.what: c for c in model.check(parts, LABELS, 25, **more)}


def test_the_four_parts_are_those_of_the_table(data):
    slots = data.read("memo_slots").sort_values("order")
    assert dict(zip(slots.slot_id, slots.label, strict=True)) == LABELS


@pytest.mark.parametrize("slot", LABELS)
@pytest.mark.parametrize("text", ["", "   ", "…"])
def test_an_empty_part_is_named(slot, text):
    checks = found({**GOOD, slot: text})
    assert [what for what in LABELS.values() if not checks[what].passed] == [LABELS[slot]]


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("one", 1), ("a b\n c", 3), ("don’t — stop (P10).", 3), ("Шуша/Շուշի yes", 2)]
)
def test_words_are_counted_as_a_word_processor_does_but_for_lone_dashes(text, count):
    assert model.words(text) == count


@pytest.mark.parametrize(("count", "passed"), [(209, False), (210, True), (300, True), (330, True), (331, False)])
def test_the_length_has_a_margin(count, passed):
    check = found({"claim": "word " * count})["Length"]
    assert check.passed == passed and f"{count} words" in check.sentence


def test_a_memo_that_is_too_long_is_told_how_much_to_cut():
    assert found({"claim": "word " * 360})["Length"].sentence == "360 words; cut 60 to come to 300."


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("P1 P2 P3", True),
        ("(P0), (P25), (P7)", True),
        ("P1 P1 P1", False),
        ("P1 P2", False),
        ("", False),
        ("P1 P2 P26", False),
        ("P1 P2 P3 P99", False),
        ("GP1 P2 P3", False),
    ],
)
def test_three_different_paragraphs_that_there_are_must_be_cited(text, passed):
    assert found({"because": text})["Citations"].passed == passed


def test_a_paragraph_that_there_is_not_is_named():
    assert (
        found({"because": "P1 P2 P26"})["Citations"].sentence == "There is no P26; the paragraphs run from P0 to P25."
    )


def test_agreement_with_the_model_or_a_reason_why_not():
    def agrees(**more):
        return found(**more)["Your own model"]

    names = {"a": "One", "b": "Two"}
    assert not agrees().passed and "Choose the option" in agrees().sentence
    assert not agrees(advised="a").passed and "no exported model" in agrees(advised="a").sentence
    assert agrees(advised="a", best=("a",), names=names).passed and agrees(advised="a", best=("b", "a")).passed
    other = agrees(advised="a", best=("b",), names=names)
    assert not other.passed and "“One”, but “Two” comes first" in other.sentence
    why = {**GOOD, "unless": "My model says otherwise, because it leaves out time."}
    assert agrees(parts=why, advised="a", best=("b",)).passed


@pytest.mark.parametrize("advised", ["stay_out", "intervene", "coerce", "two_layer", "ankara"])
def test_no_advice_is_better_than_another(advised):
    """Whatever is recommended, it passes if the student's own model agrees, and only then."""
    assert found(advised=advised, best=(advised,))["Your own model"].passed
    assert not found(advised=advised, best=("other",))["Your own model"].passed


# the widget


@pytest.fixture
def form(desk):
    return memo.write().box


def export(**changes) -> assumptions.Assumptions:
    ground = assumptions.ground()
    mine = replace(ground.start("all"), **changes)
    assumptions.save(assumptions.to_json(mine, ground.scores.interests, "x"), ground)
    return mine


def test_the_widget_checks_what_the_model_checks_and_saves(form, desk):
    for slot, box in form.boxes.items():
        box.value = GOOD[slot]
    form.option.value = "two_layer"
    form.check.click()
    assert "6 of 7 checks are met" in form.table.value
    assert "saved in my_answers.json" in form.message.value
    again = memo.write().box
    assert {slot: box.value for slot, box in again.boxes.items()} == GOOD and again.option.value == "two_layer"


def test_what_is_best_is_read_from_the_exported_model_at_each_check(form, desk):
    assert memo.best() == ((), "")
    # All weight on staying out of war: stay out has the highest middle score there but for the deal with Ankara (both 0).
    interests = assumptions.ground().scores.interests
    points = tuple(100.0 if i == "no_war" else 0.0 for i in interests)
    export(points=points)
    assert set(memo.best()[0]) == {"stay_out", "ankara"}
    export(points=tuple(100.0 if i == "yerevan" else 0.0 for i in interests))
    assert memo.best()[0] == ("intervene",)
    form.option.value = "intervene"
    form.check.click()
    assert "comes first in your model" in form.table.value


def test_a_damaged_model_is_told_and_the_rest_is_checked(form, desk):
    (desk / "my_assumptions.json").write_text("{", encoding="utf-8")
    form.check.click()
    assert "my_assumptions.json is damaged" in form.message.value and "0 of 7 checks are met" in form.table.value


def test_a_damaged_answers_file_is_kept(desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    form = memo.write().box
    assert "is damaged" in form.message.value
    form.boxes["claim"].value = "Do this."
    form.check.click()
    assert (desk / "my_answers.kept-1.json").exists() and answers.load().notes["memo_claim"] == "Do this."


def test_a_folder_that_cannot_be_written_is_told(form, monkeypatch):
    monkeypatch.setattr(
        answers.files, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    form.check.click()
    assert "not saved: my_answers.json cannot be written" in form.message.value


def test_html_in_the_memo_is_shown_as_text(form):
    form.boxes["claim"].value = "<script>alert(1)</script> P99"
    form.check.click()
    assert "<script" not in form.table.value and "There is no P99" in form.table.value


def test_the_rubric_asks_for_no_view_and_its_points_leave_room_for_the_structure(data):
    rows = data.read("rubrics")
    assert rows.points.sum() == 70 and "up to 70 points on 5 lines" in memo.rubric().sentence
    options = set(data.read("options").label.str.lower())
    told = " ".join(rows[["question", "weak", "sound", "strong"]].to_numpy().ravel()).lower()
    assert not [o for o in options if o in told]


def test_the_template_has_every_part_and_tells_nothing_later(data):
    table = memo.template()
    assert table.table.Part.tolist() == list(LABELS.values())
    assert not {"2021", "November", "trilateral"} & set(" ".join(table.table.to_numpy().ravel()).split())
