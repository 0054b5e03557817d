"""The rules of the memo on texts made by hand: its parts, length, citations, and agreement with one's own model; never its view."""

from __future__ import annotations

import pytest

from seminar.memo import model

LABELS = {"claim": "Claim", "because": "Because", "unless": "Unless", "watch_for": "Watch for"}
GOOD = {
    "claim": "Do this.",
    "because": " ".join(f"word{n}" for n in range(290)) + " (P10) (P14), P8.",
    "unless": "Unless that.",
    "watch_for": "Watch.",
}


def found(parts=GOOD, **more):
    return {c.what: c for c in model.check(parts, LABELS, 25, **more)}


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


def test_a_sentence_said_again_counts_once_and_a_part_of_filler_is_named():
    filler = "One sentence of a memo. " * 12
    checks = found(dict.fromkeys(LABELS, filler + "(P1) (P2) (P3)"))
    assert not checks["Length"].passed and not any(checks[what].passed for what in LABELS.values())
    assert "only 8 different ones" in checks["Claim"].sentence
    assert model.own_words("Go on. Go on! And then? GO ON.") == 4


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


@pytest.mark.parametrize(("last", "such_as"), [(25, "(P10)"), (6, "(P6)")])
def test_the_paragraph_that_shows_how_to_cite_is_one_that_there_is(last, such_as):
    (check,) = (c for c in model.check({}, LABELS, last) if c.what == "Citations")
    assert check.sentence.endswith(f"such as {such_as}.")


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


def test_of_several_that_come_first_all_are_named():
    check = found(advised="a", best=("b", "c"), names={"a": "One", "b": "Two", "c": "Three"})["Your own model"]
    assert "“One”, but “Two” and “Three” come first in your model" in check.sentence


@pytest.mark.parametrize("advised", ["stay_out", "intervene", "coerce", "two_layer", "ankara"])
def test_no_advice_is_better_than_another(advised):
    """Whatever is recommended, it passes if the student's own model agrees, and only then."""
    assert found(advised=advised, best=(advised,))["Your own model"].passed
    assert not found(advised=advised, best=("other",))["Your own model"].passed
