"""The argument: the tree of claims as a model, as pictures, as widgets."""

from __future__ import annotations

from html import escape

import pandas as pd
import pytest

from seminar import argument as face
from seminar.argument import model as argument
from seminar.argument import picture as pictures
from seminar.argument import widget as widgets
from seminar.kit.palette import KINDS

# --- the model, on a tree made by hand (conftest.small_tree): T <- A <- F, S; T <- B ---


def test_the_thesis_is_the_claim_that_supports_no_other(small_tree):
    assert argument.thesis(small_tree) == "T"


@pytest.mark.parametrize(
    ("supports", "words"), [("", "here 2 claims support nothing: T, A"), ("B", "here 0 claims support nothing: none")]
)
def test_an_argument_has_exactly_one_thesis(small_tree, supports, words):
    row = "A" if supports == "" else "T"
    small_tree.loc[small_tree.claim_id == row, "supports"] = supports
    with pytest.raises(ValueError, match=words):
        argument.thesis(small_tree)


def test_a_line_runs_from_the_claim_to_the_thesis(small_tree):
    assert argument.line_to_thesis(small_tree, "S") == ["S", "A", "T"] and argument.line_to_thesis(small_tree, "T") == [
        "T"
    ]


def test_a_circle_is_told_and_does_not_run_for_ever(small_tree):
    small_tree.loc[small_tree.claim_id == "A", "supports"] = "F"
    with pytest.raises(ValueError, match="A supports itself, by way of F"):
        argument.line_to_thesis(small_tree, "A")
    with pytest.raises(ValueError, match="supports itself"):
        argument.outline(small_tree)


def test_an_unknown_claim_is_answered_with_the_range(small_tree):
    with pytest.raises(argument.UnknownClaim) as refused:
        argument.supporters(small_tree, "C99")
    assert str(refused.value) == "There is no claim 'C99'; the claims run from T to B."


def test_the_outline_puts_support_under_what_it_supports(small_tree):
    rows = argument.outline(small_tree)
    assert rows.claim_id.tolist() == ["T", "A", "F", "S", "B"]
    assert rows.depth.tolist() == [0, 1, 2, 2, 1] and rows.below.tolist() == [4, 2, 0, 0, 0]


def test_the_footing_counts_each_kind_and_what_rests_on_nothing(small_tree):
    footing = argument.footing(small_tree)
    assert footing.loc["interpretation"].tolist() == [2, 0] and footing.loc["prediction"].tolist() == [1, 1]
    assert (
        argument.bare_share(small_tree, "prediction") == 1.0
        and argument.bare_share(small_tree, "recommendation") == 0.0
    )


def test_a_claim_made_in_two_paragraphs_counts_in_both(small_tree):
    mixed = argument.mix(small_tree, ["P1", "P2", "P3", "P4", "P5", "P6"], list(KINDS))
    assert (
        mixed.interpretation.tolist() == [1, 1, 0, 0, 1, 0]
        and mixed.sum().sum() == 6
        and mixed.columns.tolist() == list(KINDS)
    )


def test_a_paragraph_does_what_most_of_its_claims_do(small_tree):
    mixed = argument.mix(small_tree, ["P1", "P2", "P3", "P4", "P5", "P6"], list(KINDS))
    assert argument.stance(mixed).tolist() == ["interprets", "mixed", "reports", "bets", "interprets", ""]


@pytest.mark.parametrize(
    ("values", "run"), [("aabaaa", ("p3", "p5")), ("aabaab", ("p0", "p1")), ("bbb", None), ("a", ("p0", "p0"))]
)
def test_the_longest_run_is_the_first_of_the_longest(values, run):
    stances = pd.Series(list(values), index=[f"p{i}" for i in range(len(values))])
    assert argument.longest_run(stances, "a") == run


# --- the article's own tree ---


def test_every_claim_of_the_article_reaches_the_thesis(data):
    claims = data.read("claims")
    assert len(argument.outline(claims)) == len(claims) == 48
    assert argument.thesis(claims) == "C01"


def test_every_paragraph_of_the_article_is_claimed_from(data):
    assert set(data.read("claims").paragraphs.explode()) == set(data.read("article_paragraphs").paragraph)


def test_the_dozen_to_sort_shows_every_kind(data):
    dozen = data.read("sorting").merge(data.read("claims"), on="claim_id")
    assert len(dozen) == 12 and set(dozen.kind) == set(KINDS)


# --- the pictures ---


@pytest.mark.parametrize("make", [face.tree, face.strip])
def test_a_picture_has_an_alternative_a_sentence_and_a_table(make):
    picture = make()
    html = picture.html()
    assert (
        f'<img alt="{escape(picture.alt)}"' in html
        and picture.sentence in html
        and html.count("<tr>") == len(picture.table) + 1
    )


def test_the_trees_sentence_counts_what_stands_under_the_thesis(small_tree):
    """By hand: under T stand A, F, S and B, and directly under it A and B."""
    assert pictures.tree(small_tree).sentence == (
        "Under the thesis stand 4 claims, up to 2 steps below it: 1 fact, 1 reported speech, 1 interpretation, 1 prediction. "
        "Directly under it: 1 interpretation, 1 prediction."
    )


def test_the_trees_sentence_does_not_answer_the_explorers_question():
    assert "no further claim" not in face.tree().sentence and "7" not in face.tree().sentence.split("Directly")[1]


def test_the_strips_table_counts_every_claim(data):
    table = face.strip().table
    assert table[[m.label for m in KINDS.values()]].to_numpy().sum() == data.read("claims").paragraphs.map(len).sum()


def test_the_strips_sentence_follows_the_data(small_tree):
    paragraphs = pd.DataFrame({"paragraph": ["P1", "P2", "P3", "P4", "P5", "P6"]})
    picture = pictures.strip(small_tree, paragraphs)
    assert picture.sentence == (
        "It reports longest P3: 1 of 1 claims. It interprets longest P1: 1 of 1 claims. "
        "It bets (predicts or recommends) longest P4: 1 of 1 claims."
    )
    assert picture.notes == ("P6 makes no claim of its own here.",)


def test_each_kind_differs_by_more_than_colour():
    assert len({m.hatch for m in KINDS.values()}) == len(KINDS) == len({m.fill for m in KINDS.values()})


def test_a_check_lays_both_sides_accounts_beside_the_article(data):
    shown = face.check("C14")
    accounts = data.read("accounts")
    sides = accounts[accounts.event_id == "E42"]
    assert {"azerbaijani", "armenian"} <= set(sides.side) and all(
        a in set(shown.table["What they say"]) for a in sides.account
    )
    assert "Azerbaijani" in shown.sentence and "Armenian" in shown.sentence


def test_a_check_of_an_unknown_claim_is_refused():
    with pytest.raises(argument.UnknownClaim, match="There is no claim 'C49'"):
        face.check("C49")


def test_the_verdicts_table_counts_all_claims(data):
    shown = face.verdicts()
    assert shown.table.drop(columns="Kind").to_numpy().sum() == len(data.read("claims"))


def test_words_from_a_table_cannot_become_markup(small_tree):
    small_tree.loc[0, "claim"] = "<script>alert(1)</script>"
    empty = pd.DataFrame(columns=["claim_id", "verdict", "evidence", "source_ids"])
    html = pictures.claim_card(small_tree, "T", empty, pd.DataFrame(columns=["source_id"]))
    assert "<script>" not in html and "&lt;script&gt;" in html


# --- the widgets, driven through their controls and held against the model ---


@pytest.fixture
def explorer(data):
    return widgets.ClaimExplorer(data.read("claims"), data.read("verdicts"), data.read("sources"))


def test_the_explorer_opens_at_the_thesis(explorer, data):
    assert (
        explorer.claim.value == argument.thesis(data.read("claims"))
        and explorer.up.disabled
        and not explorer.down.disabled
    )


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_the_filter_lists_the_claims_of_one_kind(explorer, data, kind):
    explorer.kind.value = kind
    claims = data.read("claims")
    listed = [claim_id for _words, claim_id in explorer.claim.options]
    assert sorted(listed) == sorted(claims.claim_id[claims.kind == kind] if kind else claims.claim_id)
    assert explorer.claim.value in listed and f"{len(listed)} of 48 claims" in explorer.count.value


def test_every_claim_opens_and_shows_what_it_supports(explorer, data):
    claims = data.read("claims")
    for row in claims.itertuples():
        explorer.claim.value = row.claim_id
        assert f"<strong>{row.claim_id}</strong>" in explorer.card.value
        for step in argument.line_to_thesis(claims, row.claim_id)[1:] + argument.supporters(claims, row.claim_id):
            assert f"<strong>{step}</strong>" in explorer.card.value


def test_up_and_down_walk_the_tree_and_lift_the_filter(explorer, data):
    claims = data.read("claims")
    explorer.kind.value = "reported-speech"
    start = explorer.claim.value
    explorer.up.click()
    assert explorer.claim.value == argument.line_to_thesis(claims, start)[1]
    explorer.go("C01")
    explorer.down.click()
    assert explorer.claim.value == argument.supporters(claims, "C01")[0]


def test_a_filter_keeps_the_claim_in_hand_where_it_can(explorer):
    explorer.claim.value = "C33"
    explorer.kind.value = "fact"
    assert explorer.claim.value == "C33" and "<strong>C33</strong>" in explorer.card.value


@pytest.fixture
def sorter(data):
    return widgets.SortKinds(data.read("sorting").merge(data.read("claims"), on="claim_id"))


def test_sorting_as_the_seminar_does_agrees_on_all(sorter, data):
    kinds = data.read("claims").set_index("claim_id").kind
    for claim_id, choice in sorter.choices.items():
        choice.value = kinds[claim_id]
    sorter.button.click()
    assert "agree on 12 of 12 claims." in sorter.message.value


def test_sorting_half_says_what_is_left(sorter):
    sorter.choices["C03"].value = "prediction"
    sorter.button.click()
    assert "agree on 0 of 1 claims; 11 not sorted yet" in sorter.message.value and "C03" in sorter.result.value


def test_sorting_nothing_asks_for_one(sorter):
    sorter.button.click()
    assert "Choose a kind for at least one claim first." in sorter.message.value and not sorter.result.value
