"""Looking back: the rules of its model and its pictures, on small tables made by hand (the seminar's own are in test_hindsight_case)."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from seminar.hindsight import model, picture, picture_memory, picture_scores, picture_statement
from seminar.kit.charts import text_width
from seminar.tables import DataError, Package
from seminar.tradeoffs.model import Scores

SVG = "{http://www.w3.org/2000/svg}"


def assert_labels_keep_apart(drawing: str) -> None:
    """No text of a drawing leaves the page or meets another, measured in the widest font that it may be shown in."""
    root = ElementTree.fromstring(drawing)
    width, height = map(float, root.get("viewBox").split()[2:])
    boxes = []
    for group in root.iter():
        for text in group.findall(f"{SVG}text"):
            size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
            long = text_width(text.text, size, text.get("font-weight") == "600")
            left = x - {"middle": long / 2, "end": long}.get(text.get("text-anchor", "start"), 0)
            boxes.append((left, y - size * 0.75, left + long, y + size * 0.2, text.text))
    for left, top, right, bottom, words in boxes:
        assert left >= 0 and top >= 0 and right <= width + 1 and bottom <= height, words
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{a[4]!r} meets {b[4]!r}"


def test_what_came_after_a_day_began_on_the_next_day_or_later():
    events = pd.DataFrame({"event_id": ["a", "b", "c"], "date": ["1999-12-31", "2000-01-01", "2001"]})
    assert model.after(events, date(1999, 12, 31)).event_id.tolist() == ["b", "c"]


def test_the_tally_names_all_four_ways():
    frame = pd.DataFrame({"verdict": ["held", "held", "failed"]})
    assert model.tally(frame).to_dict() == {"held": 2, "mixed": 0, "failed": 1, "untestable": 0}


@pytest.mark.parametrize(
    ("sealed", "remembered", "happened", "moved"), [(0.3, 0.5, True, 0.2), (0.3, 0.5, False, -0.2), (0.9, 0.4, False, 0.5), (0.5, 0.5, True, 0)]
)  # fmt: skip
def test_a_shift_is_positive_towards_what_happened(sealed, remembered, happened, moved):
    assert model.shift(sealed, remembered, happened) == pytest.approx(moved)


@pytest.mark.parametrize("ends", [(0.0, 1.0), (1.0, 0.0), (0.5, 0.5)])
def test_the_memory_picture_keeps_its_labels_apart_at_the_ends(ends):
    moved = pd.DataFrame(
        {"question_id": ["F1", "F2"], "sealed": ends[0], "remembered": ends[1], "happened": [True, False]}
    )
    moved["moved"] = [model.shift(*ends, h) for h in moved.happened]
    assert_labels_keep_apart(picture_memory.memory(moved).drawing)


@pytest.mark.parametrize(
    ("score", "seen", "finding"),
    [
        ((-1, 1), (1, 2), model.MEETS),
        ((-1, 1), (-2, -1), model.MEETS),
        ((-1, 0), (0.5, 1), model.BETTER),
        ((0, 1), (-3, -1), model.WORSE),
        ((-3, 2), (0, 0), model.MEETS),
    ],
)
def test_ranges_meet_or_one_lies_beyond(score, seen, finding):
    assert model.beside(*score, *seen) == finding


def test_where_nothing_was_seen_nothing_is_found_and_it_does_not_count():
    scores = pd.DataFrame({"criterion_id": ["a", "b"], "low": [0, 0], "mid": [1, 1], "high": [2, 2]})
    seen = pd.DataFrame({"criterion_id": ["a"], "low": [1], "high": [1], "evidence": ["e"], "source_ids": [()]})
    found = model.borne_out(scores, seen)
    assert found.finding.tolist() == [model.MEETS, ""] and model.met_share(found) == 1
    assert model.met_share(model.borne_out(scores, seen.iloc[:0])) == 0


def test_an_example_of_memory_moves_each_chance_towards_what_happened():
    moved = model.example_memory({"a": 0.4, "b": 0.7}, {"a": True, "b": False})
    assert moved.remembered.tolist() == pytest.approx([0.5, 0.6]) and moved.moved.tolist() == pytest.approx([0.1, 0.1])


def test_a_prediction_without_a_later_verdict_is_named_with_the_table():
    claims = pd.DataFrame(
        {"claim_id": ["a", "b"], "label": "", "claim": "", "paragraphs": [(), ()], "kind": "prediction"}
    )
    early = {"claim_id": ["a"], "verdict": ["open"], "evidence": [""], "known_from": [pd.Timestamp("2000-01-01")]}
    verdicts = pd.DataFrame({**early, "source_ids": [()]})
    with pytest.raises(DataError, match="a and b have no verdict from after 2000-01-01 in the table verdicts."):
        model.judged(claims, verdicts, date(2000, 1, 1))


# An option's scores beside what was seen


def _scene(name: str = "north", seen: float = 0.0) -> picture_scores.SeenScene:
    """Two options on two interests; of the first interest something was seen, from two dates."""
    low, mid, high = np.array([[-1.0, 0], [0, 0]]), np.array([[0.0, 1], [0, 0]]), np.array([[1.0, 2], [0, 0]])
    scores = Scores(("go", "stay"), ("i", "j"), low, mid, high)
    rows = [("i", "1999", seen, seen, "because", ()), ("i", "2009", 2.0, 2.0, "because", ())]
    return picture_scores.SeenScene(
        scores=scores,
        coded=scores,
        own=False,
        remark="",
        option="go",
        options={"go": "Go", "stay": "Stay"},
        interests={"i": name, "j": "south"},
        tried={"go": "in part", "stay": "no"},
        seen=pd.DataFrame(rows, columns=["criterion_id", "seen_from", "low", "high", "evidence", "source_ids"]),
        sources=pd.DataFrame(columns=["source_id", "publisher", "date", "addresses"]),
    )


def test_one_options_scores_are_a_row_an_interest():
    rows = model.option_scores(_scene().scores, "go")
    assert rows.to_dict("list") == {"criterion_id": ["i", "j"], "low": [-1, 0], "mid": [0, 1], "high": [1, 2]}


def test_the_share_that_is_met_is_of_the_last_date():
    """Seen from 1999 the range -1 to 1 meets 0; seen from 2009 the 2 lies beyond it."""
    scene = _scene()
    assert scene.found("go", "1999").finding.tolist() == [model.MEETS, ""]
    assert scene.found("go", "2009").finding.tolist() == [model.BETTER, ""] and scene.met_share == 0


@pytest.mark.parametrize("name", ["i", "an interest with a very long name indeed " * 2])
@pytest.mark.parametrize("seen", [-3.0, 2.0])
def test_the_words_beside_the_scores_keep_apart_however_long_a_name_is(name, seen):
    scene = _scene(name.strip(), seen)
    shown = picture_scores.borne_out(scene, "go", "1999", "x")
    assert_labels_keep_apart(shown.drawing)
    assert shown.table.Finding.tolist() == [model.WORSE if seen < 0 else model.BETTER, ""]


@pytest.mark.parametrize(
    ("tried", "words"),
    [
        (["no", "in part"], "1 not tried at all, none tried whole"),
        (["whole", "whole"], "0 not tried at all, 2 tried whole"),
    ],
)
def test_what_was_tried_is_counted(tried, words):
    rows = pd.DataFrame({"option_id": ["go", "stay"], "tried": tried, "evidence": "", "source_ids": [(), ()]})
    table = picture.tried(rows, {"go": "Go", "stay": "Stay"}, _scene().sources)
    assert table.sentence.startswith(f"2 options: {words}.")


# The last paper


def test_a_phrase_that_names_a_paper_which_was_not_known_is_refused(folder):
    path = folder / "phrases.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("hindsight.beside,", "hindsight.beside,treaty_1648 "), encoding="utf-8")
    with pytest.raises(
        DataError, match="The phrase hindsight.beside names treaty_1648; no such paper was known on 2020-10-16."
    ):
        picture_statement.statement_scene(Package(folder))


def test_points_of_two_papers_are_refused(folder):
    path = folder / "points.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("trilateral_2020", "kazan_2011", 1), encoding="utf-8")
    with pytest.raises(
        DataError, match="The table points is about kazan_2011 and trilateral_2020; it must be about one paper."
    ):
        picture_statement.statement_scene(Package(folder))
