"""Building a map and coding an article, through the widgets: what is kept, what is said, what is drawn."""

from __future__ import annotations

import pytest
from touching import picks, touch

from seminar import answers, argument
from seminar.argument import coding
from seminar.kit import argdown
from seminar.tables import DataError

LINES = [
    {"words": "No road is good. (P10)", "level": 0},
    {"words": "To stay out is costly.", "level": 1, "unstated": True},
    {"words": "Baku would thank Ankara. (P11)", "level": 2},
    {"words": "However, it may not. (P11)", "level": 2},
]


@pytest.fixture
def builder(desk):
    return argument.build("p10–p14").box


def test_a_map_is_kept_as_it_changes_and_is_there_again(builder):
    builder.outline.rows = LINES
    assert "map P10-P14" in answers.load().notes
    again = argument.build("P10-P14").box
    assert [line.words for line in again.lines] == [row["words"] for row in LINES] and again.lines[1].unstated


def test_the_tree_and_the_remarks_follow_the_outline(builder):
    assert "The map is empty." in builder.picture.caption and not builder.remarks.value
    builder.outline.rows = LINES
    assert "Baku would thank" in builder.picture.drawing.replace("\n", " ")
    assert "Line 4 begins with “however” and is hung as a support." in builder.remarks.value
    builder.outline.rows = [*LINES[:3], LINES[3] | {"relation": "objects"}]
    assert "Nothing to ask about the structure." in builder.remarks.value


def test_a_box_of_the_tree_that_is_touched_puts_the_cursor_into_its_line(builder, monkeypatch):
    sent = []
    monkeypatch.setattr(builder.outline, "send", sent.append)
    builder.outline.rows = [LINES[0], {"words": " ", "level": 1}, *LINES[1:]]  # an empty line has no box
    assert list(picks(builder.picture).values())[1] == "Line 2, supports: To stay out is costly."
    touch(builder.picture, pick="1")
    assert sent == [{"go": 2}]


def test_other_readers_come_after_four_lines_of_ones_own_and_differ(builder):
    show = next(b for b in builder.children[4].children if "other readers" in b.description)
    show.click()
    assert "at least 4 lines" in builder.message.value and not builder.beside.value
    builder.outline.rows = LINES
    show.click()
    assert "First reader" in builder.beside.value and "Where two readers" in builder.beside.value


def test_the_readers_maps_are_good_maps_and_each_difference_has_its_reason(data):
    """What the seminar shows stands up to its own remarks, and every sentence of a map names its paragraph or is unstated."""
    rows, differ = data.read("maps"), data.read("map_differences")
    for _, lines in rows.groupby(["passage", "reader"]):
        drawn = argdown.from_rows(lines.to_dict("records"))
        assert {comment.kind for comment in argdown.comments(drawn)} <= {"together"}
        assert all(line.unstated != bool(argdown.cited(line.words)) for line in drawn)
    assert rows.groupby("passage").reader.nunique().tolist() == [2] and (differ["first"] != differ["second"]).all()


def test_a_map_is_written_as_argdown_beside_the_answers(builder, desk):
    builder.outline.rows = LINES
    next(b for b in builder.children[4].children if "Argdown" in b.description).click()
    written = (desk / "my_map_P10-P14.argdown").read_text(encoding="utf-8")
    assert argdown.read(written) == builder.lines and builder.text.value == written
    assert "my_map_P10-P14.argdown" in builder.message.value


def test_a_passage_that_the_article_has_not_is_refused_in_a_sentence(desk):
    with pytest.raises(DataError, match="There is no paragraph 'P99'; write a passage such as 'P1-P3'"):
        argument.build("P10-P99")


def test_a_builder_without_a_kernel_keeps_the_other_maps_behind_the_question(desk):
    still = argument.build("P10-P14").static
    assert still.index("on paper") < still.index("<details") < still.index("First reader")


# --- coding


TEXT = "The boat should stay.\n\nNurses take it.\n\nWithout it they will go, and beds will close."
CODED = [
    {"words": "Keep the boat.", "level": 0, "paragraph": "P1", "kind": "recommendation", "status": "said"},
    {"words": "Beds will close.", "level": 1, "paragraph": "P3", "kind": "prediction", "status": "said"},
    {"words": "The nurses will go.", "level": 2, "paragraph": "P3", "kind": "prediction", "status": "implied"},
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            TEXT,
            {
                "P1": "The boat should stay.",
                "P2": "Nurses take it.",
                "P3": "Without it they will go, and beds will close.",
            },
        ),
        ("one\ntwo", {"P1": "one", "P2": "two"}),
        (
            "# Title\n\n*A paper.*\n\n**P0** Lead\nof two lines.\n\nP1: Text.",
            {"P0": "Lead of two lines.", "P1": "Text."},
        ),
        ("  \n", {}),
    ],
)
def test_a_pasted_text_is_cut_into_paragraphs(text, found):
    assert coding.paragraphs(text) == found


def test_a_coding_is_the_table_that_the_pictures_take():
    """By hand: the thesis C01 stands on C02, which stands on C03; of two predictions C03 has nothing under it."""
    table = coding.claims(CODED)
    assert table.supports.tolist() == ["", "C01", "C02"] and table.paragraphs.tolist() == [("P1",), ("P3",), ("P3",)]
    assert table.status_in_text.tolist() == ["said", "said", "implied"] and coding.bare(table) == ["C03"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "at least two claims"),
        ([CODED[0], {"words": "x", "level": 1, "kind": "fact"}], "Line 2 has no paragraph yet."),
        ([CODED[0], {"words": "x", "level": 1}], "Line 2 has no paragraph and kind yet."),
        ([CODED[0], CODED[1] | {"level": 0}], "Line 2 hangs on nothing."),
    ],
)
def test_what_a_coding_lacks_is_said_in_a_sentence(rows, said):
    assert said in " ".join(coding.faults(rows)) and not coding.faults(CODED)


def test_any_text_that_is_pasted_is_coded_and_drawn_and_kept(desk):
    form = argument.code().box
    form.pasted.value = TEXT
    assert [value for value, _words in form.outline.fields[0]["options"]] == ["", "P1", "P2", "P3"]
    form.outline.rows = CODED
    form._draw()
    assert (
        form.drawn.value.count("<figure") == 2
        and "One of 2 predictions is given no reason of its own: C03." in form.drawn.value
    )
    again = argument.code().box
    assert again.pasted.value == TEXT and again.outline.rows == CODED


def test_a_coding_of_an_op_ed_is_laid_beside_the_seminars(desk):
    form = argument.code("Ferry").box
    form._lay_beside()
    assert "at least two claims" in form.message.value and not form.beside.value
    form.outline.rows = [CODED[0] | {"paragraph": "P7"}, CODED[1] | {"paragraph": "P4"}, CODED[2] | {"paragraph": "P4"}]
    form._lay_beside()
    # P0 has no claim in either; nothing else is the same: P7 has two claims and P4 three.
    assert "The kinds are the same in 1 of 8 paragraphs." in form.beside.value
    assert "The number is the council&#x27;s own" in form.beside.value


def test_an_op_ed_that_is_not_there_is_refused_with_those_that_are(desk):
    with pytest.raises(DataError, match=r"There is no op-ed 'fery'; there are ferry, .* Do you mean 'ferry'\?"):
        argument.code("fery")


def test_words_of_a_text_cannot_become_markup(desk):
    form = argument.code().box
    form.pasted.value = "<script>alert(1)</script>\n\nTwo."
    form.outline.rows = [CODED[0] | {"words": "<script>x</script>"}, CODED[1] | {"paragraph": "P2"}]
    form._draw()
    assert "<script>" not in form.reading.value + form.drawn.value
