"""What Binder is told: exact versions that our own bounds allow, and a start in lesson 0."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
BINDER = ROOT / "binder"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REPO2DOCKER = Path(sys.executable).with_name("jupyter-repo2docker")


def pins() -> dict[str, str]:
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def needs() -> dict[str, SpecifierSet]:
    return {r.name: r.specifier for r in map(Requirement, PROJECT["dependencies"])}


def test_every_dependency_is_pinned_and_nothing_else():
    assert pins().keys() == needs().keys()


def test_each_pin_is_within_our_bounds():
    assert [name for name, version in pins().items() if version not in needs()[name]] == []


def test_binder_is_told_a_python_that_we_support_without_a_patch_number():
    """With a patch number, as in python-3.11.7, repo2docker stops."""
    told = re.fullmatch(r"python-(3\.\d+)\n", (BINDER / "runtime.txt").read_text(encoding="utf-8"))
    assert told and told[1] in SpecifierSet(PROJECT["requires-python"])


def test_the_seminar_itself_is_installed_after_its_needs():
    script = BINDER / "postBuild"
    assert os.access(script, os.X_OK) and "pip install --no-cache-dir --no-deps ." in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("given", ["a-course/on.karabakh", "https://github.com/a-course/on.karabakh.git"])
def test_the_badge_opens_lesson_0_of_that_repository(given):
    made = runpy.run_path(str(BINDER / "badge.py"))
    assert made["badge"](given, "v1").endswith(
        "(https://mybinder.org/v2/gh/a-course/on.karabakh/v1?urlpath=lab/tree/notebooks/00_start_here.ipynb)"
    )
    assert (ROOT / made["START"]).exists()


@pytest.mark.parametrize("given", ["karabakh", "a b/c", "https://example.org/a/b"])
def test_a_badge_for_no_repository_is_refused_with_a_sentence(given):
    with pytest.raises(ValueError, match="Write it as owner/repository"):
        runpy.run_path(str(BINDER / "badge.py"))["badge"](given)


@pytest.mark.skipif(
    not REPO2DOCKER.exists(), reason="jupyter-repo2docker is not installed (pip install -e '.[binder]')"
)
def test_repo2docker_accepts_it_and_uses_our_files(tmp_path):
    """Prints the Dockerfile without Docker; its exit code means something."""
    for name in ("binder", "seminar", "data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [REPO2DOCKER, "--no-build", "--debug", "--Repo2Docker.default_buildpack=None", "."]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    told = run.stdout + run.stderr
    assert run.returncode == 0, told[-1500:]
    python = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    assert f"Building conda environment for python={python}\n" in told and "unspecified" not in told
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in told and "RUN ./binder/postBuild" in told
