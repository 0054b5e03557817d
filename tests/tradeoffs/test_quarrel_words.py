"""``tradeoffs.quarrel``: two files and a class's files, good and bad, and what is said about them."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pytest

from seminar import tradeoffs
from seminar.errors import SeminarError
from seminar.tradeoffs import assumptions
from seminar.tradeoffs.assumptions import Edit, ground


@pytest.fixture
def write(tmp_path, data):
    """A function that exports assumptions, the start with some parts changed, to a file of that name."""
    given = ground(data)

    def export(name, **changed):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        text = assumptions.to_json(replace(given.start("all"), **changed), given.scores.interests, "")
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return export


def on(interest, data):
    """All points on one interest."""
    return tuple(100.0 * (i == interest) for i in ground(data).scores.interests)


def test_two_files_are_compared_by_kind_and_end_in_a_question(write, data):
    mine, yours = write("mine.json", points=on("yerevan", data)), write("yours.json", points=on("no_war", data))
    shown = tradeoffs.quarrel(mine, yours)
    assert shown.table["On"].tolist() == [
        "What matters (weights)",
        "What would happen (scores)",
        "How likely success is (p)",
        "What is on the menu",
    ]
    assert (
        shown.table["Part of the way to agreement"].tolist()[1:] == ["no way alone"] * 3
    )  # they differ in nothing else
    assert "The shortest way to agree is over what matters (weights)" in shown.sentence
    assert shown.notes[0].startswith("Ask them: how much should ") and "mine gives it" in shown.notes[0]


def test_a_score_in_dispute_is_asked_about_with_the_reason_that_was_given(write, data):
    """All weight on one interest, on which b alone gives "stay out" the highest score there is and a reason; no other option has it there."""
    points, scores = {"points": on("turkey", data)}, ground(data).scores
    assert scores.mid[:, scores.column("turkey")].max() < 2
    edits = (
        Edit("stay_out", "turkey", 2, 2, 2, "Ankara overreaches"),
        Edit("stay_out", "baku", 0, 1, 2, "another score"),
    )
    shown = tradeoffs.quarrel(write("a.json", **points), write("b.json", edits=edits, **points))
    assert "over what would happen (scores)" in shown.sentence and "“Stay out” on Turkey" in shown.notes[0]
    assert [note for note in shown.notes if "reason for" in note] == ["b's reason for that score: Ankara overreaches"]


def test_one_s_own_file_is_found_where_the_answers_are_kept(desk, write, data, monkeypatch):
    write("kept/my_assumptions.json", points=on("yerevan", data))
    yours = write("hers.json", points=on("no_war", data))
    monkeypatch.setenv("SEMINAR_ANSWERS", str(desk / "kept"))
    assert tradeoffs.quarrel("my_assumptions.json", yours).title == "The quarrel between my_assumptions and hers"


def test_who_agrees_is_said_so_and_asked_nothing(write):
    shown = tradeoffs.quarrel(write("a.json"), write("b.json"))
    assert "They agree on the best option" in shown.sentence and not shown.notes[0].startswith("Ask")


def test_a_class_is_read_from_a_folder_or_a_zip_and_bad_files_are_named(write, tmp_path, data):
    for i, interest in enumerate(["yerevan", "no_war", "turkey", "turkey"]):
        write(f"class/student {i}_{i}_file/my_assumptions.json", points=on(interest, data))
    (tmp_path / "class" / "bad.json").write_text("{", encoding="utf-8")
    shown = tradeoffs.quarrel(tmp_path / "class")
    assert "Left out: bad.json is damaged: it is not JSON." in shown.notes
    pairs = shown.table["Pairs"].sum()
    assert f"{pairs} pair" in shown.sentence and "of 6 disagree" in shown.sentence.replace("disagrees", "disagree")
    assert shown.notes[0].startswith("Put in front of the room: student ")
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for path in (tmp_path / "class").rglob("*.json"):
            archive.write(path, path.relative_to(tmp_path / "class"))
    zipped = tradeoffs.quarrel(tmp_path / "class.zip")
    assert zipped.sentence == shown.sentence and zipped.table.equals(shown.table)


def test_the_map_has_a_square_for_every_pair_and_shows_no_name(write, tmp_path, data):
    for i, interest in enumerate(["yerevan", "no_war", "turkey"]):
        write(f"class/zoe{i}.json", points=on(interest, data))
    shown = tradeoffs.quarrel(tmp_path / "class")
    (drawn, *_bar) = shown.drawing.axes
    assert drawn.images[0].get_array().shape == (3, 3)
    assert "zoe" not in " ".join(label.get_text() for label in drawn.get_yticklabels())


def test_what_cannot_be_compared_is_answered_with_what_to_do(write, tmp_path):
    one = write("one.json")
    with pytest.raises(SeminarError, match="is given twice"):
        tradeoffs.quarrel(one, one)
    with pytest.raises(SeminarError, match="There is no file two.json"):
        tradeoffs.quarrel(one, tmp_path / "two.json")
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SeminarError, match="bad.json is not a file of assumptions"):
        tradeoffs.quarrel(one, tmp_path / "bad.json")
    (tmp_path / "class").mkdir()
    shown = tradeoffs.quarrel(tmp_path / "class")
    assert "fewer than two files of assumptions" in shown.table.iloc[0, 0]
