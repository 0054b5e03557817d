"""The package as others get it: as a wheel with its data inside, in a folder that may not be written."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from seminar.tables import seminar_data

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_tables_and_no_test(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"seminar/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "data").rglob("*") if p.is_file()} <= set(
        names
    )
    assert not [n for n in names if n.startswith(("tests/", "notebooks/", "tools/"))]


def test_an_installed_copy_reads_its_own_tables_from_anywhere_and_writes_nothing_beside_them(wheel, tmp_path):
    """As on a shared server: the package in a folder that may be read and not written, the student elsewhere."""
    installed, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    zipfile.ZipFile(wheel).extractall(installed)
    elsewhere.mkdir()
    before = {path: path.stat().st_mtime_ns for path in installed.rglob("*")}
    for path in [installed, *before]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    code = """
import seminar, sys
from seminar import answers, argument, tables
assert seminar.__file__.startswith(sys.argv[1])
print(len(tables.read("claims")), len(argument.tree().table), answers.load() == answers.Answers())
"""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code, str(installed)]
    run = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True)
    for path in [installed, *before]:
        path.chmod(0o755)
    claims = len(seminar_data().read("claims"))
    assert run.stdout.strip() == f"{claims} {claims} True", run.stderr[-2000:]
    assert {path: path.stat().st_mtime_ns for path in installed.rglob("*")} == before


def test_the_package_needs_no_jupyterlab():
    needs = {n.split(">")[0].split("=")[0].strip() for n in PROJECT["dependencies"]}
    assert needs == {"anywidget", "filelock", "ipywidgets", "matplotlib", "numpy", "packaging", "pandas", "pillow"}


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [", 1)[1].split("[tool.", 1)[0]
    for line in text.splitlines():
        if line.strip().startswith('"'):
            assert "# " in line, line


def test_a_students_requirements_are_the_seminar_and_jupyterlab():
    lines = [
        line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    ]
    assert [line.split(">")[0] for line in lines if line] == ["-e .", "jupyterlab"]


def test_every_bound_is_a_range():
    for need in PROJECT["dependencies"]:
        assert ">=" in need and ("<" in need or need.split(">")[0] in ("packaging", "pillow")), need
