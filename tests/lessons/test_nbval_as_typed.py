"""`pytest --nbval notebooks`, as a stranger types it: on a machine as awkward as any, with and without a student's answers beside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seminar.answers import Answers

ROOT = Path(__file__).resolve().parents[2]
LESSONS = ("00_start_here", "05_the_menu_of_options")
BWRAP = shutil.which("bwrap")


def answered() -> Answers:
    """A student far into the seminar, whose answers open what a question hides."""
    mine = Answers(predictions={"strait_share": "about a third", "frontier_share": "most"}, notes={"memo": "Kəlbəcər"})
    mine.seal_forecasts(dict.fromkeys(("F1", "F2", "F3", "F4", "F5"), 0.4), datetime(2026, 9, 1, tzinfo=UTC))
    mine.break_seal(datetime(2026, 9, 2, tzinfo=UTC))
    return mine


@pytest.fixture
def clone(tmp_path):
    """What a stranger has, of which two lessons; and a home folder that nothing may be written to."""
    shutil.copytree(ROOT / "seminar", tmp_path / "clone" / "seminar", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", tmp_path / "clone" / "data")
    for name in (
        "conftest.py",
        "pyproject.toml",
        "tests/nbval.cfg",
        *(f"notebooks/{lesson}.ipynb" for lesson in LESSONS),
    ):
        (tmp_path / "clone" / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "clone" / name)
    (tmp_path / "home").mkdir()
    return tmp_path / "clone"


def typed(clone: Path, *options: str) -> subprocess.CompletedProcess:
    """The command with nothing but what a stranger types, on a machine on the other side of the world that speaks ASCII."""
    home = str(clone.parent / "home")
    jail = [BWRAP, "--dev-bind", "/", "/", "--ro-bind", home, home, "--"] if BWRAP else []
    left_out = ("SEMINAR_PREDICT", "PYTEST_ADDOPTS", "PYTHONUTF8", "PYTHONIOENCODING")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {
        "HOME": home,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONPATH": str(clone),
    }
    words = [*jail, sys.executable, *options, "-m", "pytest", "--nbval", "notebooks/", "-p", "no:cacheprovider"]
    return subprocess.run(words, cwd=clone, capture_output=True, text=True, env=environment, timeout=580)


@pytest.mark.parametrize("with_answers", [False, True])
def test_it_passes_for_anybody(clone, with_answers):
    beside = clone / "notebooks" / "my_answers.json"
    if with_answers:
        beside.write_text(answered().to_json(), encoding="utf-8")
    run = typed(clone, "-W", "error")
    assert run.returncode == 0 and " passed" in run.stdout, run.stdout[-3000:] + run.stderr[-2000:]
    assert beside.exists() == with_answers, "nobody's answers are left behind"
    if with_answers:
        assert beside.read_text(encoding="utf-8") == answered().to_json(), "a student's answers are as they were"
    assert not list((clone.parent / "home").iterdir())
