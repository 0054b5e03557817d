"""The argument of the seminar's own article: its tree, its pictures and tables, its widgets driven through their controls."""

from __future__ import annotations

from html import escape
from itertools import combinations
from xml.etree import ElementTree

import pytest
from labels import SVG
from touching import picks, selected, touch

from seminar import argument
from seminar.argument import model, widget
from seminar.kit.palette import KINDS


def test_every_claim_of_the_article_reaches_the_thesis(data):
    claims = data.read("claims")
    assert len(model.outline(claims)) == len(claims) == 53
    assert model.thesis(claims) == "C01"


def test_every_paragraph_of_the_article_is_claimed_from(data):
    assert set(data.read("claims").paragraphs.explode()) == set(data.read("article_paragraphs").paragraph)


def test_the_dozen_to_sort_shows_every_kind(data):
    dozen = data.read("sorting").merge(data.read("claims"), on="claim_id")
    assert len(dozen) == 12 and set(dozen.kind) == set(KINDS)


@pytest.mark.parametrize("make", [argument.tree, argument.strip])
def test_a_picture_has_an_alternative_a_sentence_and_a_table(make):
    drawn = make()
    html = drawn.html()
    assert f'<img alt="{escape(drawn.alt)}"' in html and drawn.sentence in html
    assert html.count("<tr>") == len(drawn.table) + 1


def test_the_trees_sentence_does_not_answer_the_explorers_question():
    assert (
        "no further claim" not in argument.tree().sentence and "7" not in argument.tree().sentence.split("Directly")[1]
    )


def test_the_strips_table_counts_every_claim(data):
    table = argument.strip().table
    assert table[[m.label for m in KINDS.values()]].to_numpy().sum() == data.read("claims").paragraphs.map(len).sum()


def test_a_check_lays_both_sides_accounts_beside_the_article(data):
    shown = argument.check("C14")
    accounts = data.read("accounts")
    sides = accounts[accounts.event_id == "E42"]
    assert {"azerbaijani", "armenian"} <= set(sides.side) and all(
        a in set(shown.table["What they say"]) for a in sides.account
    )
    assert "Azerbaijani" in shown.sentence and "Armenian" in shown.sentence


def test_a_check_of_an_unknown_claim_is_refused():
    with pytest.raises(model.UnknownClaim, match="There is no claim 'C99'"):
        argument.check("C99")


def test_the_verdicts_table_counts_all_claims(data):
    shown = argument.verdicts()
    assert shown.table.drop(columns="Kind").to_numpy().sum() == len(data.read("claims"))


@pytest.fixture
def explorer():
    return widget.ClaimExplorer(argument.dossier())


def test_the_explorer_opens_at_the_thesis(explorer, data):
    thesis = model.thesis(data.read("claims"))
    assert explorer.claim.value == thesis and {key.split("/")[0] for key in selected(explorer.picture)} == {thesis}


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_the_filter_lists_the_claims_of_one_kind(explorer, data, kind):
    explorer.kind.value = kind
    claims = data.read("claims")
    listed = list(explorer.claim.options)
    assert sorted(listed) == sorted(claims.claim_id[claims.kind == kind] if kind else claims.claim_id)
    assert explorer.claim.value in listed and f"{len(listed)} of 53 claims" in explorer.count.value


def test_every_claim_opens_and_shows_what_it_supports(explorer, data):
    claims = data.read("claims")
    for row in claims.itertuples():
        explorer.claim.value = row.claim_id
        assert f"<strong>{row.claim_id}</strong>" in explorer.picture.caption
        for step in model.line_to_thesis(claims, row.claim_id)[1:] + model.supporters(claims, row.claim_id):
            assert f"<strong>{step}</strong>" in explorer.picture.caption


def test_a_square_that_is_touched_opens_its_claim_and_lifts_the_filter(explorer, data):
    explorer.kind.value = "reported-speech"
    touch(explorer.picture, pick="C33/P16")
    assert (explorer.claim.value, explorer.kind.value) == ("C33", "") and selected(explorer.picture) == [
        "C33/P16",
        "C33",
    ]
    claims = data.read("claims")
    assert len(picks(explorer.picture)) == claims.paragraphs.map(len).sum() + len(claims)  # and once each in the tree
    assert picks(explorer.picture)["C33/P16"].startswith("C33, fact, P16: ")


def test_a_claim_in_the_tree_opens_too_and_stands_under_what_it_supports(explorer, data):
    touch(explorer.picture, pick="C28")
    assert explorer.claim.value == "C28" and "<strong>C28</strong>" in explorer.picture.caption
    assert picks(explorer.picture)["C28"].startswith("C28, interpretation, 2 steps below the thesis: ")
    boxes = {}
    for part in ElementTree.fromstring(explorer.picture.drawing).iter():
        if (key := part.get("data-pick")) and "/" not in key:
            boxes[key] = [float(part[0].get(name)) for name in ("x", "y", "width", "height")]
    claims = data.read("claims")
    assert set(boxes) == set(claims.claim_id) and min(min(box[2:]) for box in boxes.values()) >= 24
    for (x, y, w, h), (x2, y2, _w, _h) in combinations(boxes.values(), 2):
        assert abs(x - x2) >= w or abs(y - y2) >= h  # none over another
    for above, rows in claims[claims.supports != ""].groupby("supports"):
        given = [boxes[claim] for claim in rows.claim_id]
        assert boxes[above][0] == pytest.approx((min(given)[0] + max(given)[0]) / 2, abs=0.2)
        assert all(box[1] > boxes[above][1] + box[3] for box in given)


def test_the_frames_are_those_up_to_the_thesis_and_those_given_for_it(explorer, data):
    claims = data.read("claims").set_index("claim_id")
    explorer.go("C02")
    frames = {
        part.get("data-pick").split("/")[0]: part.find(f"{SVG}rect").get("stroke-dasharray")
        for part in ElementTree.fromstring(explorer.picture.drawing).iter()
        if part.get("data-pick") and part.find(f"{SVG}rect").get("stroke-width") in ("3", "4")
    }
    under = claims.index[claims.supports == "C02"]
    assert frames == {"C02": None, claims.supports["C02"]: None, **dict.fromkeys(under, "5 3")}


def test_a_filter_keeps_the_claim_in_hand_where_it_can(explorer):
    explorer.claim.value = "C33"
    explorer.kind.value = "fact"
    assert explorer.claim.value == "C33" and "<strong>C33</strong>" in explorer.picture.caption


@pytest.fixture
def sorter(data):
    return widget.SortKinds(data.read("sorting").merge(data.read("claims"), on="claim_id"))


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


def test_after_sorting_the_rows_that_differ_come_first_tinted_and_with_their_claim(desk):
    form = argument.sort_kinds().box
    right = dict(zip(form._chosen.claim_id, form._chosen.kind, strict=True))
    wrong = list(right)[-1]
    for claim, choice in form.choices.items():
        choice.value = right[claim] if claim != wrong else next(k for k in right.values() if k != right[wrong])
    form.button.click()
    first, second = form.result.value.split("<tr")[2:4]
    assert (
        f">{wrong}<" in first
        and "background:" in first.partition(">")[0]
        and "background:" not in second.partition(">")[0]
    )
    assert escape(form._chosen.set_index("claim_id").claim[wrong]) in first


def test_verdicts_stand_from_the_firmest_to_what_no_source_settles():
    heads = list(argument.verdicts().table.columns)
    assert heads == ["Kind", "Confirmed", "Partly", "Contested", "Open", "Not checkable"]
