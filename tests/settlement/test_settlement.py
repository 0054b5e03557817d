"""Proposals clause by clause: pictures, tables and widgets (the model is in test_settlement_model)."""

from __future__ import annotations

import re
from html import unescape
from itertools import product
from xml.etree import ElementTree

import pytest
from touching import picks, selected, touch

from seminar import settlement
from seminar.kit.charts import text_width
from seminar.settlement import model, picture, picture_board, picture_compare
from seminar.settlement.picture_cells import CERTAINTIES, LETTERS, STAGE_LETTERS, STAGES
from seminar.tables import read

SVG = "{http://www.w3.org/2000/svg}"
PAPERS = read("proposals").proposal_id.tolist()
DISTRICTS = read("districts").district_id.tolist()
KAZAN = {d.district_id: "now" if d.stage_kazan == "first stage" else "later" for d in read("districts").itertuples()}


def cells():
    return model.matrix(read("provisions"), read("proposals"), read("elements"))


def stages():
    return model.phasing(read("district_stages"), DISTRICTS)


def drawn(picture):
    return ElementTree.fromstring(picture.drawing)


def texts(root) -> list[str]:
    return [t.text for t in root.iter(f"{SVG}text")]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def upright_boxes(root, x0: float = 0, y0: float = 0):
    """Where each unturned text lies, measured, in moved groups too: left, top, right, bottom, words."""
    for part in root:
        turned = part.get("transform", "")
        if turned.startswith("translate"):
            dx, dy = map(float, re.findall(r"-?[\d.]+", turned))
            yield from upright_boxes(part, x0 + dx, y0 + dy)
        elif part.tag == f"{SVG}text" and not turned:
            size, x, y = float(part.get("font-size")), x0 + float(part.get("x")), y0 + float(part.get("y"))
            long = text_width(part.text, size, bold=part.get("font-weight") in ("600", "700"))
            left = x - {"middle": long / 2, "end": long}.get(part.get("text-anchor", "start"), 0)
            yield left, y - size * 0.8, left + long, y + size * 0.2, part.text


def assert_nothing_collides(root) -> None:
    width, height = map(float, root.get("viewBox").split()[2:])
    boxes = list(upright_boxes(root))
    for left, top, right, bottom, words in boxes:
        assert left >= 0 and top >= 0 and right <= width and bottom <= height, words
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{a[4]!r} meets {b[4]!r}"


# Principles, elements, papers


def test_the_three_principles_are_those_that_laquila_names():
    # laquila_2009, force: non-use of force, territorial integrity, equal rights and self-determination: II, IV and VIII.
    table = settlement.principles().table
    assert [p.split()[0] for p in table.Principle] == ["II", "IV", "VIII"]
    assert table["Who leans on it"].str.contains("Baku").sum() == table["Who leans on it"].str.contains("Yerevan").sum()


def test_the_elements_stand_in_the_order_in_which_they_were_published():
    found = settlement.elements()
    first = [int(numbers.split(",")[0]) for numbers in found.table["No."]]
    assert first == sorted(first) and set(first) == {1, 2, 4, 5, 6}  # 3, the corridor, stands beside 1
    assert "6 published elements touch 9 of the 12 questions" in found.sentence
    assert "“Who decides or votes” they settle nothing" in found.sentence
    assert "“Demilitarisation”, “Transport and economic links” or “Non-use of force”" in found.sentence


def test_the_papers_stop_at_the_seal():
    table = settlement.papers().table
    assert len(table) == 15 and table["In code"].iloc[-1] == "lavrov_2020"


def test_the_papers_at_kazan_and_madrid_were_not_signed():
    ended = settlement.papers().table.set_index("In code")["How it ended"]
    assert "ot signed" in ended["kazan_2011"] and "not signed" in ended["madrid_2007"]


# The matrix


def test_every_cell_carries_the_letter_of_its_certainty():
    found = cells()
    letters = [t for t in texts(drawn(settlement.matrix())) if t in LETTERS.values()]
    wanted = [LETTERS[c] for c in found.certainty] + list(LETTERS.values())  # the key comes last
    assert letters == wanted and len(found) == 180


def test_the_five_marks_differ_without_colour():
    assert list(LETTERS) == list(CERTAINTIES) == list(picture.MEANINGS) == list(model.CERTAINTIES)
    assert len(set(LETTERS.values())) == 5
    assert list(STAGE_LETTERS) == list(STAGES) == [*model.STAGES, model.UNCLEAR]
    assert len(set(STAGE_LETTERS.values())) == 5
    assert len({(m.fill, m.pattern) for m in CERTAINTIES.values()}) == len({m.fill for m in STAGES.values()}) == 5


def test_the_matrix_is_summed_up_as_the_table_has_it():
    sentence, counted = settlement.matrix().sentence, read("provisions").certainty.value_counts()
    for kind, mark in CERTAINTIES.items():
        assert f"{counted[kind]} {mark.label.lower()}" in sentence
    assert "Drafts of 2019, with 10 of 12" in sentence  # provisions.csv: only five and links are told


def test_the_matrix_has_its_clauses_in_full_as_a_table():
    table, told = settlement.matrix().table, read("provisions")
    assert len(table) == 180
    assert set(told.provision[told.certainty.isin(model.SPOKEN)]) <= set(table["What it says"])
    assert set(table["What it says"][table["How it is known"] == "Not read"]) == {"Not read here"}


def test_no_label_of_the_matrix_meets_another_or_leaves_the_page():
    assert_nothing_collides(drawn(settlement.matrix()))


def test_a_turned_name_ends_on_the_page():
    root = drawn(settlement.matrix())
    width = float(root.get("viewBox").split()[2])
    turned = [t for t in root.iter(f"{SVG}text") if t.get("transform")]
    assert len(turned) == len(PAPERS)
    for text in turned:
        long = len(text.text) * 14 * 0.6  # turned by 48 degrees: cosine 0.67, sine 0.74
        assert float(text.get("x")) + 0.67 * long <= width and float(text.get("y")) - 0.74 * long >= 0, text.text


def test_two_matrices_on_one_page_share_no_id():
    still = set(re.findall(r'id="([^"]+)"', settlement.matrix().drawing))
    live = set(re.findall(r'id="([^"]+)"', explorer().picture.drawing))
    assert still and live and not still & live


# The explorer


def explorer():
    return settlement.explore(predict=False).box.children[0]


@pytest.mark.parametrize("paper", [PAPERS[0], "kazan_2011", PAPERS[-1]])
@pytest.mark.parametrize("element", ["five", "voters", "force"])
def test_the_explorer_tells_the_clause_in_full_with_its_certainty_and_sources(paper, element):
    shown = explorer()
    shown.paper.value, shown.question.value = paper, element
    cell = cells().set_index(["proposal_id", "element_id"]).loc[(paper, element)]
    told = plain(shown.picture.caption)
    assert (cell.provision or "Not read here") in told and picture.MEANINGS[cell.certainty] in told
    sources = read("sources")
    for title in sources.title[sources.source_id.isin(cell.source_ids)]:
        assert title in told
    assert read("elements").set_index("element_id").question[element] in told


def test_a_clause_not_read_is_told_as_such_and_not_as_silence():
    shown = explorer()
    shown.paper.value, shown.question.value = "kazan_2011", "voters"
    told = plain(shown.picture.caption)
    assert "nobody here has seen the clause" in told and "says nothing" not in told


def test_the_explorer_frames_the_cell_that_is_told():
    shown = explorer()
    shown.paper.value, shown.question.value = PAPERS[2], "lachin"  # third column, third row
    root = ElementTree.fromstring(shown.picture.drawing)
    frame = next(r for r in root.iter(f"{SVG}rect") if r.get("stroke-width") == "3")
    first = next(r for r in root.iter(f"{SVG}rect") if r.get("fill").startswith("url"))  # a cell is 40 by 24
    assert float(frame.get("x")) == pytest.approx(float(first.get("x")) + 2 * 40, abs=0.2)
    assert float(frame.get("y")) == pytest.approx(float(first.get("y")) + 2 * 24, abs=0.2)
    assert [t.text for t in root.iter(f"{SVG}text") if t.get("font-weight") == "700"] == [
        "Lisbon 1996",
        "Berdzor/Lachin and the corridor",
    ]


def test_a_cell_that_is_touched_is_the_paper_and_the_question():
    shown = explorer()
    touch(shown.picture, pick="cochairs_2019/links")
    assert (shown.paper.value, shown.question.value) == ("cochairs_2019", "links")
    assert selected(shown.picture) == ["cochairs_2019/links"] and "Drafts of 2019" in shown.picture.caption
    every = picks(shown.picture)
    # provisions.csv: Kazan's clause on voters was not read; the drafts' on links is told by somebody.
    assert len(every) == 180 and every["kazan_2011/voters"] == "Kazan 2011, Who decides or votes: not read"
    assert every["cochairs_2019/links"].endswith(": reported")


def test_a_choice_draws_once(monkeypatch):
    seen, draw = [], picture.matrix
    monkeypatch.setattr(picture, "matrix", lambda *given: seen.append(given[2:3]) or draw(*given))
    shown = explorer()
    seen.clear()
    shown.paper.value = PAPERS[1]
    touch(shown.picture, pick=f"{PAPERS[2]}/lachin")
    assert seen == [((PAPERS[1], "force"),), ((PAPERS[2], "lachin"),)]


# One question, one paper


def test_a_question_runs_through_all_papers_in_order_of_time():
    found = settlement.clause("five")
    assert found.table.Paper.tolist() == read("proposals").short_name.tolist()
    # provisions.csv, five: silent at Lisbon; not read for the common state and Key West.
    assert "12 of 15 papers say something" in found.sentence
    assert "1 is silent, and in 2 the clause was not read here" in found.sentence


def test_staged_return_is_older_than_kazan():
    says = settlement.clause("five").table.set_index("Paper")["What it says"]
    assert (
        "two stages" in says["Package 1997"]
        and "in phases" in says["Principles 2006"]
        and "in stages" in says["Madrid 2007"]
    )


def test_a_paper_is_told_with_how_it_ended_and_how_it_is_known():
    found = settlement.paper("kazan_2011")
    lines = found.table.set_index("What")["What is known"]
    assert "Not signed" in lines["How it ended"] and lines["Its clauses"] == "10 reported, 2 not read"
    assert "10 of 12 questions" in found.sentence and "0 of them from a published text" in found.sentence


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: settlement.clause("vote"), "There is no question 'vote'; choose one of: five, kelbajar"),
        (lambda: settlement.paper("kazan"), "There is no paper 'kazan'; choose one of: unsc_1993"),
        (lambda: settlement.compare("kazan_2011", "madrid"), "There is no paper 'madrid'; choose one of"),
        (lambda: settlement.compare("kazan_2011", "trilateral_2020"), "There is no paper 'trilateral_2020'"),
        (lambda: settlement.draw_board({**KAZAN, "Agdam": "soon"}), "Agdam is placed at 'soon'; a stage is one of"),
        (lambda: settlement.draw_board({**KAZAN, "Yerevan": "now"}), "Yerevan: no such district"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_those_that_are(call, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call()


# Two papers side by side


def side_by_side(a="kazan_2011", b="lavrov_2020"):
    return settlement.compare(a, b, predict=False).box.children[0]


@pytest.mark.parametrize(("a", "b"), [*product(PAPERS[::7], PAPERS[::5])])
def test_any_two_papers_are_summed_up_as_the_model_compares_them(a, b):
    shown = side_by_side()
    shown.a.value, shown.b.value = a, b
    told = plain(shown.message.value)
    if a == b:
        assert "Choose two different papers" in told and shown.table.value == ""
        return
    counts = model.tally(model.compare(cells(), a, b))
    assert f"{counts['both speak']} of 12 questions have a clause in both" in told
    assert re.search(rf"{counts['added']} (was|were) added, {counts['dropped']} (was|were) dropped", told)
    assert f"and {counts['cannot be compared']} cannot be compared" in told
    for kind, words in picture_compare.OUTCOMES.items():
        assert shown.table.value.count(f"<strong>{words}</strong>") == counts[kind]


def test_kazan_adds_demilitarisation_to_laquila_and_two_questions_cannot_be_compared():
    # By hand from provisions.csv: L'Aquila silent on voters, demil, links; Kazan speaks on demil, voters and links not read.
    shown = side_by_side("laquila_2009", "kazan_2011")
    assert (
        "9 of 12 questions have a clause in both, 1 was added, 0 were dropped, 0 are silent in both, and 2 cannot"
        in plain(shown.message.value)
    )
    shown.only.value = "added"
    assert "Demilitarisation" in shown.table.value and "Interim status" not in shown.table.value
    assert "Shown: 1 of 12" in shown.message.value
    shown.swap.click()
    assert (shown.a.value, shown.b.value) == ("kazan_2011", "laquila_2009")
    assert "Shown: 0 of 12" in shown.message.value and shown.table.value == ""
    shown.only.value = "dropped"
    assert "Demilitarisation" in shown.table.value


def test_a_swap_compares_once_and_a_pair_that_was_seen_is_not_compared_again(monkeypatch):
    asked, compare = [], model.compare
    monkeypatch.setattr(model, "compare", lambda *given: asked.append(given[1:3]) or compare(*given))
    shown = side_by_side("kazan_2011", "laquila_2009")
    shown.swap.click()
    shown.swap.click()
    assert asked == [("kazan_2011", "laquila_2009"), ("laquila_2009", "kazan_2011")]


def test_a_move_on_a_coded_axis_names_the_axis_and_the_end():
    # test_settlement_model: from the package to Madrid the districts move towards the Armenian end.
    table = plain(side_by_side("package_1997", "madrid_2007").table.value)
    assert "On “Return of the districts”: nearer to the Armenian end." in table


# The districts by stage


def test_the_steps_say_how_many_papers_place_any_and_all_districts():
    # district_stages.csv: seven papers place a district; only the updated Madrid document and Kazan place all seven.
    sentence = settlement.steps().sentence
    assert (
        "7 of 15 papers give a stage" in sentence and "Updated Madrid 09 and Kazan 2011 give one for all 7" in sentence
    )


def test_unclear_is_shown_as_unclear():
    picture = settlement.steps()
    assert set(picture.table.set_index("Paper").loc["Lavrov Oct 2020"]) == {"Unclear"}
    words = [t.get_text() for axes in picture.drawing.axes for t in axes.texts]
    assert "5–7?" in words  # Lavrov plan 2015: five now, two unclear
    assert any("Lavrov Oct 2020" in w for w in words)


def test_no_text_of_the_staircases_leaves_the_page_or_meets_a_title():
    figure = settlement.steps().drawing
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page = figure.bbox
    for axes in figure.axes:
        title = axes.title.get_window_extent()
        for text in axes.texts:
            box = text.get_window_extent()
            assert box.x0 >= 0 and box.x1 <= page.x1 and box.y0 >= 0 and box.y1 <= page.y1, text.get_text()
            assert not (axes.get_title() and box.overlaps(title)), text.get_text()


# The phasing board


def board():
    return settlement.board(predict=False).box.children[0]


def place(shown, stages_by_district) -> None:
    for district, stage in stages_by_district.items():
        touch(shown.picture, pick=f"{district}/{stage}")


def test_the_board_starts_empty_and_says_what_is_missing():
    shown = board()
    assert "0 of 7 districts placed" in shown.picture.caption and shown.board == {}
    place(shown, dict(list(KAZAN.items())[:-1]))
    assert "6 of 7 districts placed. Place Berdzor/Lachin to see" in shown.picture.caption


def test_five_now_and_two_later_is_named_as_kazan():
    shown = board()
    place(shown, KAZAN)
    assert shown.picture.shown["verdict"] == "Your board is the phasing of Updated Madrid 09 and Kazan 2011."
    assert "All 7 districts stand at the same stage." in shown.picture.caption


@pytest.mark.parametrize("stage", model.STAGES)
def test_the_corners_of_the_board_are_told_as_the_model_finds_them(stage):
    shown = board()
    touch(shown.picture, pick=f"/{stage}")
    assert shown.board == dict.fromkeys(DISTRICTS, stage)
    distance = model.distances(shown.board, stages())
    names = dict(zip(PAPERS, read("proposals").short_name, strict=True))
    told = plain(shown.picture.caption)
    if not distance.same[model.nearest(distance)].any():
        assert "None of the 6 that can be compared places any district as you do" in told
    else:
        assert all(names[p] in told for p in model.nearest(distance))
    lines = texts(ElementTree.fromstring(shown.picture.drawing))
    for paper, row in distance[distance.comparable].iterrows():
        said = lines[lines.index(names[paper]) :]
        assert next(w for w in said if "differ" in w).startswith(
            f"{row.different} of {row.different + row.same} differ"
        )


@pytest.mark.parametrize("district", DISTRICTS)
def test_one_district_moved_away_from_kazan_is_named_with_both_stages(district):
    shown = board()
    place(shown, {**KAZAN, district: "stays"})
    told, name = plain(shown.picture.caption), read("districts").set_index("district_id").name[district]
    assert shown.picture.shown["verdict"].startswith("No paper has this board.")
    distance = model.distances(shown.board, stages())
    assert ("kazan_2011" in model.nearest(distance)) == ("Kazan 2011" in told.split("Not compared")[0])
    if "Kazan 2011, which" in told:
        assert f"differs in 1 of the 7 districts that it places ({name}: yours stays, its {KAZAN[district]})" in told


def test_districts_placed_elsewhere_are_framed():
    picture = settlement.draw_board({**KAZAN, "Agdam": "stays"})
    frames = [r for r in drawn(picture).iter(f"{SVG}rect") if r.get("stroke-width") == "3"]
    distance = model.distances({**KAZAN, "Agdam": "stays"}, stages())
    assert len(frames) == distance.different[distance.comparable].sum()


def test_a_touch_places_a_district_or_all_at_once_and_a_second_takes_off(monkeypatch):
    shown = board()
    assert len(picks(shown.picture)) == 4 * (7 + 1) and selected(shown.picture) == []
    seen, draw = [], picture_board.phasing
    monkeypatch.setattr(
        picture_board, "phasing", lambda *given, **live: seen.append(len(given[1])) or draw(*given, **live)
    )
    touch(shown.picture, pick="/now")
    assert seen == [7] and "/now" in selected(shown.picture)
    touch(shown.picture, pick="Agdam/stays")
    assert "Agdam/stays" in selected(shown.picture) and "/now" not in selected(shown.picture)
    assert shown.board == {**dict.fromkeys(DISTRICTS, "now"), "Agdam": "stays"}
    touch(shown.picture, pick="Agdam/stays")
    assert "Agdam" not in shown.board and "6 of 7 districts placed. Place Agdam/Akna" in shown.picture.caption
    shown.clear.click()
    assert seen == [7, 7, 6, 0] and shown.board == {}


@pytest.mark.parametrize("placed", [{}, {"Agdam": "now"}, KAZAN, dict.fromkeys(DISTRICTS, "stays")])
def test_no_label_of_the_board_meets_another_or_leaves_the_page(placed):
    assert_nothing_collides(drawn(settlement.draw_board(placed)))


def test_papers_that_place_too_little_are_named_and_not_compared():
    picture = settlement.draw_board(KAZAN)
    assert "Lavrov Oct 2020" in picture.notes[0] and "Lavrov Oct 2020" not in texts(drawn(picture))


def test_the_table_of_the_board_has_the_board_and_the_distances():
    table = settlement.draw_board(KAZAN).table.set_index("Paper")
    assert table.loc["Kazan 2011", "Differs in"] == "0 of 7" and table.loc["Your board", "Agdam/Akna"] == "Now"
    # UN 1993 places six, all now; Karvachar/Kalbajar is later here.
    assert table.loc["UN 1993", "Differs in"] == "1 of 6"


# Predictions


@pytest.mark.parametrize(
    ("make", "choice", "verdict"),
    [
        # Before 2007: 44 of 96 cells; from 2007: 17 of 84, all of them L'Aquila's and Lavrov's.
        (settlement.explore, "more", "You said: more. It is less; your prediction did not hold."),
        # Voters, the displaced, demilitarisation and links are read in one of the two papers at most.
        (
            lambda: settlement.compare("kazan_2011", "lavrov_2020"),
            "the return of the displaced",
            "It is the return of the displaced; your prediction held.",
        ),
        # The resolutions of 1993 ask for withdrawal from all districts; no later paper does.
        (settlement.board, "Kazan 2011", "It is the resolutions of 1993; your prediction did not hold."),
    ],
)
def test_a_prediction_is_answered_with_what_came_out(desk, make, choice, verdict):
    ask = make().box
    ask.choice.value = choice
    ask.button.click()
    assert verdict in ask.children[0].children[0].value
    assert ask.question.words in unescape(make().static)


# Accounts


def test_the_label_and_the_failure_have_accounts_from_baku_yerevan_and_moscow():
    for found in (settlement.meanings(), settlement.failures()):
        assert len(found.table) == 4 and found.sentence.startswith("4 ")
    assert settlement.meanings().sentence.endswith("on record by 16 October 2020.")
    rows = read("proposal_accounts")
    assert all({"AZE", "ARM", "RUS"} <= set(rows.actor_id[rows.topic == t]) for t in ("meaning", "failure"))


def test_every_control_has_a_name():
    one, two, three = explorer(), side_by_side(), board()
    controls = [
        one.paper,
        one.question,
        two.a,
        two.b,
        two.only,
        two.swap,
        three.clear,
    ]
    assert all(c.description for c in controls)
    assert (
        picks(three.picture)["Agdam/now"] == "Agdam/Akna: now" and picks(three.picture)["/now"] == "All districts: now"
    )


@pytest.mark.parametrize(
    "html",
    [
        lambda: settlement.matrix().html(),
        lambda: settlement.papers().html(),
        lambda: settlement.explore().static,
        lambda: settlement.board().static,
        lambda: settlement.compare("kazan_2011", "lavrov_2020").static,
    ],
)
def test_nothing_after_the_seal_is_shown(html):
    assert not re.search(r"\b202[1-9]\b|November 2020|trilateral", plain(html()))
