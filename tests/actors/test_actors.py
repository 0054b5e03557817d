"""The actors' cards, and pictures (their model is in test_actors_model)."""

from __future__ import annotations

from html import escape

import pandas as pd
import pytest
from touching import picks, selected, touch

from seminar import actors
from seminar.actors import model, picture_cards, picture_ties
from seminar.actors.picture_cards import CastScene
from seminar.actors.widget import ActorCards
from seminar.tables import HINDSIGHT, DataError, seminar_data

NAMES = model.names(seminar_data().read("actors"))


def cards(first: str = "RUS") -> ActorCards:
    return ActorCards(
        CastScene(*(seminar_data().read(name) for name in ("actors", "interests", "relations", "sources"))), first
    )


@pytest.mark.parametrize("actor", NAMES)
def test_a_card_holds_every_interest_and_every_tie_of_its_actor_and_no_other_s(actor, data):
    shown = cards()
    shown.actor.value = actor
    text = shown.picture.caption
    interests, ties = data.read("interests"), data.read("relations")
    for row in interests.itertuples():
        assert (escape(row.interest) in text) == (row.actor_id == actor), row.interest_id
    for row in ties.itertuples():
        assert (escape(row.what) in text) == (actor in (row.actor_a, row.actor_b)), row.relation_id
    assert NAMES[actor] in text


def test_a_card_says_stated_and_inferred_as_often_as_the_table(data):
    shown = cards("ARM")
    split = model.basis_split(data.read("interests")).loc["ARM"]
    assert (
        shown.picture.caption.count(">stated<") == split.stated
        and shown.picture.caption.count(">inferred<") == split.inferred
    )


def test_a_choice_draws_one_card(monkeypatch):
    drawn = []
    monkeypatch.setattr(picture_cards, "card", lambda _scene, actor: drawn.append(actor) or actor)
    cards("RUS").actor.value = "ARM"
    assert drawn == ["RUS", "ARM"]


def test_an_actor_that_is_touched_is_chosen_and_the_others_are_marked_by_the_sum_of_their_ties():
    shown = cards("RUS")
    touch(shown.picture, pick="ARM")
    assert shown.actor.value == "ARM" and selected(shown.picture) == ["ARM"]
    names = picks(shown.picture)
    # relations.csv: with Russia allies, with Azerbaijan a dispute, with the EU no tie.
    assert list(names) == list(NAMES) and names["RUS"] == "Russia, friendly" and names["AZE"] == "Azerbaijan, hostile"
    assert names["EU"] == "EU" and ">Russia +11<" in shown.picture.drawing
    assert "Armenia has ties with 10 others: 7 friendly and 3 hostile." in shown.picture.caption


def test_the_cards_name_their_control():
    assert cards().actor.description == "Actor"


def test_the_card_asked_for_lies_on_top_and_an_unknown_one_is_refused(desk):
    assert "Republic of Armenia" in actors.explore("ARM").static
    with pytest.raises(DataError, match=r"no actor 'XXX' here; the actors are: RUS \(Russia\)"):
        actors.explore("XXX")


def test_the_prediction_is_judged_by_what_leaders_state_least(desk, data):
    asked = actors.explore().box
    asked.choice.value = (
        "affairs at home"  # 2 of 8 are stated, as of the economic ones; every other kind has half or more
    )
    asked.button.click()
    interests = data.read("interests")
    stated = (interests.basis == "stated").groupby(interests.category).mean()
    assert set(stated.index[stated == stated.min()]) == {"domestic", "economic"}
    assert "It is affairs at home; your prediction held." in asked.children[0].children[0].value


def test_the_heat_map_is_the_model_s_table_with_its_ground(data):
    shown = actors.heat()
    interests = data.read("interests")
    for row in shown.table.itertuples(index=False):
        actor = next(a for a, name in NAMES.items() if name == row.Actor)
        for category in interests.category.unique():
            own = interests[(interests.actor_id == actor) & (interests.category == category)]
            top = own[own.intensity == own.intensity.max()]
            wanted = (
                f"{own.intensity.max()} {'stated' if 'stated' in set(top.basis) else 'inferred'}" if len(own) else ""
            )
            assert getattr(row, category.capitalize()) == wanted
    assert "38 themselves and 23 are inferred" in shown.sentence  # counted in interests.csv


def test_a_pair_is_written_by_its_sign_and_never_by_colour_alone():
    shown = actors.relations()
    signs = shown.table.set_index("Pair").Sign
    assert signs["Armenia and Azerbaijan"] == "hostile" and signs["Armenia and Russia"] == "friendly"
    assert signs["Russia and Turkey"] == "of both signs"  # R10 is -2, R11 and R12 are +3 together
    drawn = {t.get_text() for t in shown.drawing.axes[0].texts}
    assert {"+11", "−3", "+3\n−2", "0"} <= drawn
    assert len({line for _fill, line in picture_ties._LOOKS.values()}) == len(picture_ties._LOOKS)


def test_every_pair_with_a_tie_has_its_circle(data):
    from matplotlib.patches import Circle

    circles = [p for p in actors.relations().drawing.axes[0].patches if isinstance(p, Circle)]
    assert len(circles) == len(model.edges(data.read("relations"))) + len(picture_ties._LOOKS)  # and the key


def test_who_stands_between_enemies_is_told_as_the_model_finds_it(data):
    pairs = model.edges(data.read("relations"))
    stands = model.between(pairs, model.triangles(pairs))
    table = actors.triangles().table
    assert table["The friend of both"].value_counts().to_dict() == {NAMES[a]: len(p) for a, p in stands.items()}
    assert ("Russia", "Armenia", "Azerbaijan") in set(table.itertuples(index=False, name=None))


def test_a_share_is_shown_for_each_window_known_on_the_day_and_for_none_later():
    # SIPRI as published in March 2019 and March 2020; that of 2016-20 came out after the seal.
    table = actors.windows().table
    russian = table[table.Figure.str.contains("Russia")]
    assert dict(zip(russian.Window, russian.Value, strict=True)) == {"2014-18": "51", "2015-19": "31"}
    assert not table.Window.str.contains("20$").any()


def test_figures_carry_what_they_depend_on_and_none_is_later_than_the_seal(data):
    table = actors.figures("AZE").table
    late = data.read("indicators", HINDSIGHT)
    late = late[(late.actor_id == "AZE") & (late.known_from > pd.Timestamp("2020-10-16"))]
    assert len(late) and len(table) == len(data.read("indicators").query("actor_id == 'AZE'"))
    assert not set(late.window_note) & set(table["What it depends on"]) - {""}
    with pytest.raises(DataError, match="There is no actor 'XX' here"):
        actors.figures("XX")


def test_an_actor_without_figures_is_told_so():
    assert actors.figures("OSCE").sentence == "No figure on Minsk Group is in the table for that day."


def test_positions_tell_the_widest_and_the_nearest_gap_and_the_softest_number():
    # positions.csv: Turkey's place 95 and 0; the displaced 92 and 50; on the districts Azerbaijan 80, from 65 to 95, Armenia 35, from 25 to 50.
    sentence = actors.positions().sentence
    assert (
        "“Turkey's place in the talks” (95 and 0)" in sentence and "“Return of the displaced” (92 and 50)" in sentence
    )
    assert "Azerbaijan on “Return of the districts”, 80 in a range from 65 to 95" in sentence
    assert "Armenia on “Return of the districts”, 35 in a range from 25 to 50" in sentence


def test_salience_is_drawn_as_size_and_the_ground_as_shape():
    panel = actors.positions().drawing.axes[0]
    marks = {(line.get_ydata()[0]): line for line in panel.lines if line.get_marker() in ("o", "D")}
    names = [t.get_text() for t in panel.get_yticklabels()]
    azerbaijan, france, usa = (marks[names.index(n)] for n in ("Azerbaijan", "France", "United States"))
    assert azerbaijan.get_markersize() > france.get_markersize()  # 100 and 50
    assert france.get_marker() == "o" and usa.get_marker() == "D"  # stated and inferred


def test_no_word_of_a_still_picture_leaves_the_page():
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for name in ("heat", "relations", "windows", "positions"):
        figure = getattr(actors, name)().drawing
        FigureCanvasAgg(figure).draw()
        page = figure.bbox
        for axes in figure.axes:
            for words in [*axes.texts, axes.title, *(axes.get_yticklabels() if axes.axison else [])]:
                box = words.get_window_extent()
                if words.get_text() and words.get_visible() and box.width:
                    assert box.x0 >= -1 and box.x1 <= page.x1 + 1 and box.y0 >= -1 and box.y1 <= page.y1 + 1, (
                        name,
                        words,
                    )
