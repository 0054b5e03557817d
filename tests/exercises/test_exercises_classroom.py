"""The class that does not exist: the same for a seed, in the shapes of learning platforms, with all sorts of students."""

from __future__ import annotations

import json
import statistics

import classroom
import nbformat
import pytest

from seminar.exercises import marking
from seminar.exercises.build import KEYS
from seminar.exercises.conventions import known

KEY = KEYS / "key.json"


def test_the_same_seed_makes_the_same_class_and_another_seed_another(tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        classroom.make(tmp_path / name, 6, seed)
    a, b, c = (
        {p.relative_to(tmp_path / n).as_posix(): p.read_bytes() for p in (tmp_path / n).rglob("*.ipynb")} for n in "abc"
    )
    assert a == b != c


@pytest.mark.parametrize("shape, depth", [("moodle", 2), ("canvas", 1)])
def test_files_stand_where_the_platform_puts_them(tmp_path, shape, depth):
    files = classroom.make(tmp_path / "in", 20, 1, shape)
    assert {len(p.relative_to(tmp_path / "in").parts) for p in files} == {depth}
    for path in files:
        nbformat.validate(nbformat.read(path, as_version=4))


def test_a_big_class_has_every_way_of_working_late_copies_and_missing_work(tmp_path):
    files = classroom.make(tmp_path / "in", 120, 1, exercises=["01_the_argument"])
    told = json.loads((tmp_path / "in_class.json").read_text(encoding="utf-8"))
    assert {t["way"] for t in told} == set(classroom.WAYS) and len(told) == 120
    assert any(" (1).ipynb" in p.name for p in files) and any(t["file"] is None for t in told)
    assert all((tmp_path / "in" / t["file"]).exists() for t in told if t["file"])


def test_an_unknown_shape_names_the_shapes(tmp_path):
    with pytest.raises(ValueError, match="moodle and canvas"):
        classroom.make(tmp_path, 1, shape="blackboard")


def test_strong_students_are_mostly_right_and_each_does_better_than_a_blank(tmp_path):
    """What they wrote is run here and marked by the key, as grading does it: the simulator writes answers, not their likeness."""
    classroom.make(tmp_path / "in", 30, 1, exercises=["02_the_road_to_october"])
    told = json.loads((tmp_path / "in_class.json").read_text(encoding="utf-8"))
    task, key = known()["tasks"]["2.1"], json.loads(KEY.read_text(encoding="utf-8"))["tasks"]["2.1"]
    earned = {}
    for one in (t for t in told if t["file"] and t["way"] in ("strong", "weak")):
        body = json.loads((tmp_path / "in" / one["file"]).read_text(encoding="utf-8"))
        made: dict = {}
        exec(next("".join(c["source"]) for c in body["cells"] if c["id"] == "answer-2-1"), made)
        earned.setdefault(one["way"], []).append(marking.mark(task, marking.plain(made["parting"]), key).points)
    assert statistics.mean(earned["strong"]) > 0.85 * task["points"] > statistics.mean(earned["weak"]) > 0
