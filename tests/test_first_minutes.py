"""The first minutes: what a command says before it takes long, what stands in a student's way, and what git would pick up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MADE = (
    "notebooks/my_answers.json", "notebooks/my_answers.kept-1.json", "my_assumptions.json", "notebooks/my_assumptions.json",
    "exercises/my_answers.json", "exercises/hand_in_01_the_argument.ipynb", "exercises/hand_in_01_the_argument.kept-1.ipynb",
    "notebooks/gyumri-ARM.json", "notebooks/class/walnut.json", "notebooks/.my_answers.json.lock", "notebooks/Untitled1.ipynb",
    "notebooks/.ipynb_checkpoints/00_start_here-checkpoint.ipynb", "grades/class.html",
)  # fmt: skip


def dry(tmp_path: Path, user: str) -> str:
    """What ``make lab`` would do on a fresh clone for a user with this number."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    tools = tmp_path / "tools_of_the_day"
    tools.mkdir()
    (tools / "id").write_text(f"#!/bin/sh\necho {user}\n", encoding="utf-8")
    (tools / "id").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["make", "-n", "lab"],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_make_lab_says_what_it_does_and_how_long_before_it_does_it(tmp_path):
    lines = dry(tmp_path, "1000").splitlines()
    said = [i for i, line in enumerate(lines) if line.startswith("echo")]
    long = [
        next(i for i, line in enumerate(lines) if words in line) for words in ("-m venv", "pip install", "/jupyter lab")
    ]
    assert all(i - 1 in said for i in long), lines
    assert all("second" in lines[i] or "minutes" in lines[i] for i in said)


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
@pytest.mark.parametrize(("user", "allowed"), [("0", True), ("1000", False)])
def test_make_lab_works_as_root_and_allows_it_to_nobody_else(tmp_path, user, allowed):
    assert ("--allow-root" in dry(tmp_path, user)) == allowed


def test_no_news_cover_the_first_lesson():
    """JupyterLab reads what every package lays into this folder as its settings, under the reader's own."""
    told = json.loads((ROOT / "seminar/start/jupyterlab.json").read_text(encoding="utf-8"))
    news = told["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}


def test_the_settings_are_where_jupyterlab_looks_once_the_package_is_installed(tmp_path):
    import zipfile

    pytest.importorskip("hatchling", reason="hatchling is not installed (pip install -e '.[test]')")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert any(n.endswith(".data/data/share/jupyter/lab/settings/overrides.d/unenviable-task.json") for n in names)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is not a clone")
@pytest.mark.parametrize("made", MADE)
def test_git_leaves_alone_what_a_student_makes(made):
    told = subprocess.run(["git", "check-ignore", "-q", "--no-index", made], cwd=ROOT, check=False)
    assert told.returncode == 0, f"git would pick up {made}"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is not a clone")
def test_git_leaves_alone_nothing_that_is_ours():
    ours = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lost = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        cwd=ROOT,
        input=ours,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert lost == ""


def test_students_are_led_to_the_folder_without_the_key_on_the_first_screen():
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:16])
    assert "**Students:**" in first and "unenviable-task-students.zip" in first
