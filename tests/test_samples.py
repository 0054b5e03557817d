"""Rubrics, samples and the page for grading day: they agree with each other, with the tables, with the command, and reward no view."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest

from seminar.cli import main
from seminar.memo import model
from seminar.tables import read

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
RUBRICS, SAMPLES, DAY = (
    (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("rubrics", "samples", "grading_day")
)
TASKS = json.loads((ROOT / "seminar" / "exercises" / "checks.json").read_text(encoding="utf-8"))["tasks"]
FIRST, SECOND = SAMPLES.split("## The marks\n")
TEXTS = dict(re.findall(r"^### (.+?)\n\n(.+?)(?=\n### |\n*\Z)", FIRST, flags=re.M | re.S))
MARKS = {
    (head.rpartition(": ")[0], head.rpartition(": ")[2]): re.findall(r"^\| (?!Line|---)(.+?) \| ([\d.]+) \| (\d+) \| (.*?) ?\|$", body, flags=re.M)
    for head, body in re.findall(r"^### (.+?)\n\n(.+?)(?=\n### |\n*\Z)", SECOND, flags=re.M | re.S)
}  # fmt: skip
SHARE = {
    "weak": (0, 1 / 3),
    "sound": (0.6, 0.75),
    "strong": (1, 1),
}  # of the points of a text, structure and grounds apart


def rubric(head: str) -> dict[str, float]:
    """Line -> points, as a section of the rubrics has them."""
    section = RUBRICS.split(f"\n## {head}")[1].split("\n## ")[0]
    return {
        line: float(points)
        for line, points in re.findall(r"^\| (?!Line)([^|]+?) \|.* \| (\d+) \|$", section, flags=re.M)
    }


KINDS = {
    "Memo": rubric("The memo") | {"Structure": 30.0},
    "Role case": rubric("The role case"),
    "Grounds": rubric("Grounds for two ranges"),
}


def kind(name: str) -> str:
    return re.match(r"[A-Z][a-z ]+(?= [A-D]$)", name)[0]


def marked(name: str) -> dict[str, float]:
    (lines,) = (found for (text, _quality), found in MARKS.items() if text == name)
    return {line: float(points) for line, points, _of, _why in lines}


def test_every_text_has_its_marks_and_each_kind_all_three_qualities():
    assert [name.removesuffix(": Turkey") for name in TEXTS] == [name for name, _quality in MARKS]
    for what in KINDS:
        assert {quality for name, quality in MARKS if kind(name) == what} == {"weak", "sound", "strong"}


@pytest.mark.parametrize(("name", "quality"), MARKS)
def test_a_text_is_marked_on_every_line_of_its_rubric_and_the_sum_is_right(name, quality):
    lines, wanted = MARKS[name, quality], KINDS[kind(name)]
    *own, (last, total, whole, _) = lines
    assert [line for line, *_ in own] == list(wanted) and last == "Sum"
    assert [float(of) for _, _, of, _ in own] == list(wanted.values()) and float(whole) == sum(wanted.values())
    assert sum(float(points) for _, points, _, _ in own) == float(total)
    assert all(float(points) <= float(of) and why.strip() for _, points, of, why in own)
    low, high = SHARE[quality]
    judged = [(float(points), float(of)) for line, points, of, _ in own if line != "Structure"]
    assert low <= sum(points for points, _ in judged) / sum(of for _, of in judged) <= high


def test_the_rubrics_add_up_to_what_the_exercises_give():
    assert sum(KINDS["Memo"].values()) == 100 and sum(KINDS["Role case"].values()) == 20
    assert sum(KINDS["Grounds"].values()) == TASKS["5.8"]["points"]
    assert f"{TASKS['7.4']['points']}/70" in RUBRICS


def test_whatever_a_person_marks_has_its_rubric_and_its_place_on_grading_day():
    by_a_person = [task for task, about in TASKS.items() if about["kind"] == "prose"]
    step = next(line for line in DAY.splitlines() if "marks_by_hand.csv`, with a sentence" in line)
    assert [task for task in by_a_person if task not in RUBRICS or task not in step] == []
    lines = re.findall(r"^\| (?!Line|---)\w+ \|", RUBRICS.split("\n## Four signposts")[1].split("\n## ")[0], flags=re.M)
    assert len(lines) * 0.5 * len(TASKS["7.2"]["form"]["items"]) == TASKS["7.2"]["points"]


def parts(name: str) -> tuple[dict[str, str], str, str]:
    """A memo's parts, the option that it recommends, and the first in its writer's model."""
    slots = read("memo_slots")
    advised, first = re.search(
        r"\*Recommends:\* (\w+)\. \*First in the writer's model:\* (\w+)\.", TEXTS[name]
    ).groups()
    return (
        {s.slot_id: re.search(rf"\*\*{s.label}\.\*\* (.+)", TEXTS[name])[1] for s in slots.itertuples()},
        advised,
        first,
    )


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("Memo")])
def test_a_memo_has_the_points_for_structure_that_the_check_gives(name):
    slots, options = read("memo_slots"), read("options")
    (own, advised, first), labels = parts(name), dict(zip(slots.slot_id, slots.label, strict=True))
    assert {advised, first} <= set(options.option_id)
    found = model.check(own, labels, 25, advised, [first], dict(zip(options.option_id, options.label, strict=True)))
    assert marked(name)["Structure"] == round(sum(c.passed for c in found) * 30 / 7)


def test_two_sound_memos_of_opposite_advice_have_the_same_marks_and_the_articles_own_advice_the_fewest():
    assert (parts("Memo B")[1], parts("Memo C")[1]) == ("stay_out", "intervene")
    assert marked("Memo B") == marked("Memo C")
    sums = {name: marked(name)["Sum"] for name in TEXTS if name.startswith("Memo")}
    assert parts(min(sums, key=sums.get))[1] == "two_layer" and len({parts(name)[1] for name in sums}) == 4


def test_the_other_texts_have_the_length_that_is_asked_for():
    for name, text in TEXTS.items():
        if name.startswith("Grounds"):
            assert TASKS["5.8"]["form"]["at_least"] <= model.words(text) <= TASKS["5.8"]["form"]["at_most"], name
        if name.startswith("Role case"):
            assert 120 <= model.words(text) <= 165, name


def test_the_figure_of_the_role_cases_is_that_of_the_table():
    rows = read("indicators")
    for value, period in (("123.0", "2020-01/2020-09"), ("20.7", "2019-01/2019-09")):
        own = rows[(rows.actor_id == "TUR") & (rows.period == period) & rows.indicator.str.contains("defence")]
        assert own.value.tolist() == [float(value)] and value in TEXTS["Role case C: Turkey"]


def test_students_get_neither_samples_nor_rubrics_nor_the_page_for_assistants():
    packed = {path.as_posix() for path in runpy.run_path(str(ROOT / "tools" / "bundle.py"))["contents"]()}
    assert not packed & {"docs/samples.md", "docs/rubrics.md", "docs/grading_day.md"}
    key = (ROOT / "exercises" / "key").glob("*.py")
    assert not any(
        sentence in TEXTS["Grounds C"]
        for path in key
        for sentence in path.read_text(encoding="utf-8").split("\n")
        if len(sentence) > 60
    )


def test_the_page_for_grading_day_gives_commands_that_are_there(capsys):
    with pytest.raises(SystemExit):
        main(["grade", "--help"])
    known = capsys.readouterr().out
    given = re.findall(r"`(seminar grade [^`]+)`", DAY)
    assert len(given) >= 4 and all(flag in known for flag in set(re.findall(r"--[a-z-]+", " ".join(given))))
    for name in re.findall(r"(?:Memo|Role case|Grounds) [A-D]", DAY):
        assert name in {text.removesuffix(": Turkey") for text in TEXTS}
    assert len(DAY.split()) < 600  # a page
