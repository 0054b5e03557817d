"""The argument on a tree made by hand (conftest.small_tree): T <- A <- F, S; T <- B. Its model, its pictures, its cards."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from seminar.argument import model, picture, picture_claims, widget
from seminar.kit.palette import KINDS


def dossier(claims: pd.DataFrame) -> model.Dossier:
    """Claims of which nothing is known."""
    verdicts = pd.DataFrame(columns=["claim_id", "verdict", "evidence", "source_ids"])
    accounts = pd.DataFrame(columns=["event_id", "who", "side", "account", "source_ids"])
    return model.Dossier(claims, verdicts, accounts, pd.DataFrame(columns=["source_id"]))


def test_the_thesis_is_the_claim_that_supports_no_other(small_tree):
    assert model.thesis(small_tree) == "T"


@pytest.mark.parametrize(
    ("supports", "words"), [("", "here 2 claims support nothing: T, A"), ("B", "here 0 claims support nothing: none")]
)
def test_an_argument_has_exactly_one_thesis(small_tree, supports, words):
    row = "A" if supports == "" else "T"
    small_tree.loc[small_tree.claim_id == row, "supports"] = supports
    with pytest.raises(ValueError, match=words):
        model.thesis(small_tree)


def test_a_line_runs_from_the_claim_to_the_thesis(small_tree):
    assert model.line_to_thesis(small_tree, "S") == ["S", "A", "T"] and model.line_to_thesis(small_tree, "T") == ["T"]


def test_a_circle_is_told_and_does_not_run_for_ever(small_tree):
    small_tree.loc[small_tree.claim_id == "A", "supports"] = "F"
    with pytest.raises(ValueError, match="A supports itself, by way of F"):
        model.line_to_thesis(small_tree, "A")
    with pytest.raises(ValueError, match="supports itself"):
        model.outline(small_tree)


def test_an_unknown_claim_is_answered_with_the_range(small_tree):
    with pytest.raises(model.UnknownClaim) as refused:
        model.supporters(small_tree, "C99")
    assert str(refused.value) == "There is no claim 'C99'; the claims run from T to B."


def test_the_outline_puts_support_under_what_it_supports(small_tree):
    rows = model.outline(small_tree)
    assert rows.claim_id.tolist() == ["T", "A", "F", "S", "B"]
    assert rows.depth.tolist() == [0, 1, 2, 2, 1] and rows.below.tolist() == [4, 2, 0, 0, 0]


def test_the_footing_counts_each_kind_and_what_rests_on_nothing(small_tree):
    footing = model.footing(small_tree)
    assert footing.loc["interpretation"].tolist() == [2, 0] and footing.loc["prediction"].tolist() == [1, 1]
    assert model.bare_share(small_tree, "prediction") == 1.0 and model.bare_share(small_tree, "recommendation") == 0.0


def test_a_claim_made_in_two_paragraphs_counts_in_both(small_tree):
    mixed = model.mix(small_tree, ["P1", "P2", "P3", "P4", "P5", "P6"], list(KINDS))
    assert (
        mixed.interpretation.tolist() == [1, 1, 0, 0, 1, 0]
        and mixed.sum().sum() == 6
        and mixed.columns.tolist() == list(KINDS)
    )


def test_a_paragraph_does_what_most_of_its_claims_do(small_tree):
    mixed = model.mix(small_tree, ["P1", "P2", "P3", "P4", "P5", "P6"], list(KINDS))
    assert model.stance(mixed).tolist() == ["interprets", "mixed", "reports", "bets", "interprets", ""]


@pytest.mark.parametrize(
    ("values", "run"), [("aabaaa", ("p3", "p5")), ("aabaab", ("p0", "p1")), ("bbb", None), ("a", ("p0", "p0"))]
)
def test_the_longest_run_is_the_first_of_the_longest(values, run):
    stances = pd.Series(list(values), index=[f"p{i}" for i in range(len(values))])
    assert model.longest_run(stances, "a") == run


def test_the_trees_sentence_counts_what_stands_under_the_thesis(small_tree):
    """By hand: under T stand A, F, S and B, and directly under it A and B."""
    assert picture.tree(small_tree).sentence == (
        "Under the thesis stand 4 claims, up to 2 steps below it: 1 fact, 1 reported speech, 1 interpretation, 1 prediction. "
        "Directly under it: 1 interpretation, 1 prediction."
    )


def test_the_strips_sentence_follows_the_data(small_tree):
    paragraphs = pd.DataFrame({"paragraph": ["P1", "P2", "P3", "P4", "P5", "P6"]})
    drawn = picture.strip(small_tree, paragraphs)
    assert drawn.sentence == (
        "It reports longest P3: 1 of 1 claims. It interprets longest P1: 1 of 1 claims. "
        "It bets (predicts or recommends) longest P4: 1 of 1 claims."
    )
    assert drawn.notes == ("P6 makes no claim of its own here.",)


def test_each_kind_differs_by_more_than_colour():
    assert len({m.hatch for m in KINDS.values()}) == len(KINDS) == len({m.fill for m in KINDS.values()})


def test_words_from_a_table_cannot_become_markup(small_tree):
    small_tree.loc[0, "claim"] = "<script>alert(1)</script>"
    html = picture_claims.claim_card(dossier(small_tree), "T")
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_a_kind_that_the_article_has_not_is_bare_in_none_of_none(small_tree):
    assert model.bare_count(small_tree, "recommendation") == (0, 0) and model.bare_count(small_tree, "prediction") == (
        1,
        1,
    )


@pytest.mark.parametrize("words", ["Short", "W" * 90], ids=["short", "as long as the page"])
def test_no_claim_of_the_tree_meets_the_paragraphs_or_leaves_the_page(small_tree, words):
    figure = picture.tree(small_tree.assign(label=words)).drawing
    figure.set_dpi(150)  # as it is shown
    figure.draw_without_rendering()
    texts = list(figure.axes[0].texts)
    labels = [t.get_window_extent() for t in texts if words in t.get_text()]
    places = [t.get_window_extent() for t in texts if words not in t.get_text()]
    assert len(labels) == len(places) == len(small_tree)
    assert all(label.x1 < place.x0 for label, place in zip(labels, places, strict=True))
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in labels + places)


@pytest.mark.parametrize("count", [6, 60])
def test_the_paragraphs_under_the_strip_keep_apart(small_tree, count):
    figure = picture.strip(small_tree, pd.DataFrame({"paragraph": [f"P{n}" for n in range(1, count + 1)]})).drawing
    figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in figure.axes[0].get_xticklabels()]
    assert len(boxes) == count and all(a.x1 < b.x0 for a, b in pairwise(boxes))


def test_a_filter_by_a_kind_that_no_claim_has_lists_none_and_keeps_the_card(small_tree):
    explorer = widget.ClaimExplorer(dossier(small_tree))
    before = explorer.picture.caption
    explorer.kind.value = "recommendation"
    assert not explorer.claim.options and "0 of 5 claims" in explorer.count.value and explorer.picture.caption == before
    explorer.kind.value = "fact"
    assert explorer.claim.value == "F" and "<strong>F</strong>" in explorer.picture.caption


def test_how_many_claims_there_are_to_sort_is_counted(small_tree):
    view = widget.sort(small_tree.assign(reason="why"))
    assert view.name == "Five claims to sort by kind" and len(view.box.choices) == 5
