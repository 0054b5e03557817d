"""The same sources in nbgrader, for those who use it: ``pip install -e '.[nbgrader]'``. Skipped where it is not installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from seminar.exercises import build
from seminar.exercises.conventions import known

pytest.importorskip("nbgrader", reason="nbgrader is not installed (pip install -e '.[nbgrader]')")
NAMES = build.names()[1:2]  # one has names, and a function with hidden inputs; all are built by the same code


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.root = {str(root)!r}\nc.ClearSolutions.code_stub = {{"python": ""}}\n',
        encoding="utf-8",
    )
    for name in NAMES:
        (root / "source" / name).mkdir(parents=True)
        shutil.copy(build.KEYS / f"{name}.ipynb", root / "source" / name)
        nbgrader(root, "generate_assignment", name, "--create")
    return root


def nbgrader(root: Path, *words: str) -> subprocess.CompletedProcess:
    environment = {
        **os.environ,
        "HOME": str(root),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = [sys.executable, "-m", "nbgrader", *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=300)


def scores(root: Path, name: str) -> dict[str, tuple[float, float]]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        return {s.student.id: (s.score, s.max_score) for s in book.assignment_submissions(name)}


@pytest.mark.parametrize("name", NAMES)
def test_the_key_gets_all_the_blank_nothing_and_half_an_answer_its_part(course, name):
    released = course / "release" / name / f"{name}.ipynb"
    part = json.loads(released.read_text(encoding="utf-8"))
    first = known()["exercises"][name]["tasks"][0]
    task = known()["tasks"][first]
    guess = dict.fromkeys(task["form"]["items"], task["form"]["fields"][0]["allowed"][1])
    for cell in part["cells"]:
        if cell["id"] == build.cell_id("answer", first):
            cell["source"] = f"{task['name']} = {guess!r}"
    for student, text in (
        ("key", (build.KEYS / f"{name}.ipynb").read_text(encoding="utf-8")),
        ("blank", released.read_text(encoding="utf-8")),
        ("part", json.dumps(part)),
    ):
        (course / "submitted" / student / name).mkdir(parents=True)
        (course / "submitted" / student / name / f"{name}.ipynb").write_text(text, encoding="utf-8")
    nbgrader(course, "autograde", name)
    found, total = scores(course, name), sum(known()["tasks"][t]["points"] for t in known()["exercises"][name]["tasks"])
    expected = build.marking.mark(task, guess, task["key"]).points
    assert found == {"key": (total, total), "blank": (0, total), "part": (expected, total)}


@pytest.mark.parametrize("name", NAMES)
def test_validate_passes_the_key_and_stops_at_the_blank(course, name):
    assert "Success" in nbgrader(course, "validate", f"source/{name}/{name}.ipynb").stdout
    assert "not attempted" in nbgrader(course, "validate", f"release/{name}/{name}.ipynb").stdout
