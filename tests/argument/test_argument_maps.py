"""Maps made by hand: what their structure makes one ask, how they are written as Argdown, and how they are drawn."""

from __future__ import annotations

from itertools import pairwise

import labels
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.argument import picture_map
from seminar.kit import argdown
from seminar.kit.argdown import Comment, Line

# A classic of the textbooks: neither premise supports the conclusion without the other, since both speak of a middle term.
SOCRATES = """
Socrates is mortal.
  + Socrates is a man.
  + Every man is mortal.
"""


def kinds(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """The comments on a map, each with the lines concerned."""
    return [(comment.kind, comment.lines) for comment in argdown.comments(argdown.read(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge should close.\n  It is old.\n  It is narrow.", []),
        ("The bridge should close.\nIt is old.", [("orphan", (1,))]),
        ("The bridge should close.\n  It is old.\n    The bridge should close.", [("circle", (0, 2))]),
        ("The bridge should close.\n  It is old.\n    So this bridge should be closed!", [("circle", (0, 2))]),
        ("The bridge should close.\n  It is old.\n    The bridge should not close.", []),
        ("The bridge should close.\n  + But it is the only one.", [("objection", (0, 1))]),
        ("The bridge should close.\n  - But it is the only one.", []),
        ("The old bridge is safe.\n  + The old bridge is not safe.", [("objection", (0, 1))]),
        ("The old bridge is safe.\n  - The old bridge is not safe.", []),
        ("Yes.\n  _ It proves nothing.", [("undercut", (0, 1))]),
        ("Yes.\n  + Everyone says so.\n    _ Everyone has been wrong before.", []),
        (SOCRATES, [("together", (1, 2))]),
        (SOCRATES.replace("mortal.\n", "mortal. #together\n"), []),
        # Two courses in the same words are two reasons: neither has a term of the thesis that the other lacks.
        ("Every course is dear.\n  To stay would cost us friends.\n  To fight would cost us friends.", []),
    ],
)
def test_a_comment_is_on_what_is_wrong_and_on_nothing_else(text, found):
    assert kinds(text) == found


def test_a_comment_is_one_sentence_or_two_and_counts_lines_from_one():
    (comment,) = argdown.comments(argdown.read(SOCRATES))
    assert comment == Comment(
        "together",
        (1, 2),
        "Lines 2 and 3 both speak of “man”, and line 1 does not. "
        "Does each support it alone? If they need each other, hang the second together with the first.",
    )


def test_reasons_that_stand_together_are_one_group_and_an_objection_is_never_in_it():
    lines = argdown.read("T\n  + a\n  + b #together\n    - c\n  + d #together\n  - e\n  + f #together")
    assert [line.relation for line in lines[1:3]] == ["supports", "together"]
    assert argdown.joined(lines) == [[0], [1, 2, 4], [3], [5], [6]]


def test_argdown_is_written_as_its_documentation_has_it():
    """argdown.org, "Syntax": + supports, - attacks, _ undercuts, [statement]: and <argument>: before the words, #tag behind."""
    lines = [
        Line("It is wet."),
        Line("It rains.", 1),
        Line("I see it.", 2, unstated=True),
        Line("You dream.", 3, "undercuts"),
    ]
    assert argdown.written(lines) == (
        "[1]: It is wet.\n  + <2>: It rains.\n    + <3>: I see it. #unstated\n      _ <4>: You dream.\n"
    )


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
def test_an_outline_is_read_however_far_a_step_is_indented(indent):
    lines = argdown.read(f"T (P1)\n{indent}+ a\n{indent * 2}- b\n\n{indent}// a remark\n{indent}<_ c\n")
    assert [(line.words, line.level, line.relation) for line in lines] == [
        ("T (P1)", 0, "supports"),
        ("a", 1, "supports"),
        ("b", 2, "objects"),
        ("c", 1, "undercuts"),
    ]


WORDS = st.text(st.sampled_from("abc not but man P1 .,é"), min_size=1, max_size=30).filter(lambda s: s.strip(" .,"))


@st.composite
def outlines(draw) -> list[Line]:
    """Any outline in which a line is at most one step to the right of the one before it."""
    lines: list[Line] = []
    for _ in range(draw(st.integers(0, 8))):
        level = draw(st.integers(0, lines[-1].level + 1)) if lines else 0
        relation = draw(st.sampled_from(argdown.RELATIONS)) if level else argdown.SUPPORTS
        lines.append(Line("w " + " ".join(draw(WORDS).split()), level, relation, draw(st.booleans())))
    return lines


@given(outlines())
def test_what_is_written_is_read_back_as_it_was(lines):
    assert argdown.read(argdown.written(lines)) == lines


@given(outlines())
def test_every_line_leads_up_to_a_line_that_hangs_on_nothing(lines):
    parents = argdown.above(lines)
    for at, line in enumerate(lines):
        up = argdown.lineage(parents, at)
        assert len(up) == line.level and (not up or parents[up[-1]] is None)
    assert sorted(i for group in argdown.joined(lines) for i in group) == list(range(len(lines)))


@given(outlines())
def test_each_orphan_is_named_once_and_comments_stand_in_the_order_of_the_lines(lines):
    found = argdown.comments(lines)
    assert [c.lines[0] for c in found if c.kind == "orphan"] == [i for i, ln in enumerate(lines) if i and not ln.level]
    assert [c.lines[-1] for c in found] == sorted(c.lines[-1] for c in found)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["words", "level", "relation", "unstated", "x"]), st.none() | st.text() | st.integers()
        )
    )
)
def test_whatever_a_form_kept_becomes_lines(rows):
    lines = argdown.from_rows(rows)
    assert all(line.words and line.relation in argdown.RELATIONS for line in lines)
    assert all(b.level <= a.level + 1 for a, b in pairwise(lines))


# --- drawn


LONG = "A claim of so many words that they take several rows of a box and are then cut short (P12)"


@pytest.mark.parametrize("letters", [17, 30])
def test_no_words_of_a_map_meet_and_none_leave_the_page(letters):
    lines = [
        Line(LONG),
        Line(LONG, 1),
        Line("b", 2, "objects"),
        Line(LONG, 2, "undercuts"),
        Line(LONG, 1, "together"),
        Line("d", 0),
    ]
    labels.assert_apart(*labels.boxes(picture_map.tree(lines, letters=letters).drawing, letter=0.55))


@given(outlines())
def test_any_map_is_drawn_with_a_row_of_its_table_for_each_line(lines):
    drawn = picture_map.tree(lines)
    assert len(drawn.table) == len(lines) == drawn.drawing.count("<rect")


def test_the_sentence_under_a_map_counts_it():
    lines = argdown.read("T\n  + a\n    - b\n  + c #unstated\n    _ d")
    assert picture_map.tree(lines).sentence == (
        "Under the thesis: 2 supports, 1 objection and 1 undercut. 2 lines speak to it directly. The text leaves 1 line unstated."
    )


def test_what_a_line_does_is_said_in_its_box_and_in_the_table():
    drawn = picture_map.tree(argdown.read("T\n  + a\n  + b #together\n  - c\nd"))
    assert drawn.table["What it does"].tolist() == [
        "thesis",
        "supports 1",
        "with 2",
        "objects to 1",
        "hangs on nothing",
    ]
    assert "3 · with 2" in drawn.drawing and "5 · hangs on nothing" in drawn.drawing
