"""What Binder is told: exact versions that our own bounds allow, of everything, and no key."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
BINDER = ROOT / "binder"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REPO2DOCKER = Path(sys.executable).with_name("jupyter-repo2docker")


def pins() -> list[Requirement]:
    """What Binder installs with the Python that it is told, on Linux."""
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    here = {
        "python_version": python(),
        "python_full_version": f"{python()}.9",
        "sys_platform": "linux",
        "os_name": "posix",
    }
    needs = [Requirement(line) for line in lines if not line.startswith("#")]
    return [need for need in needs if not need.marker or need.marker.evaluate(here)]


def python() -> str:
    return (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")


def bounds() -> dict[str, SpecifierSet]:
    """What we allow, of all that a student's computer installs."""
    lines = (
        line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    )
    given = [*PROJECT["dependencies"], *(line for line in lines if line and not line.startswith("-e"))]
    return {need.name: need.specifier for need in map(Requirement, given)}


def test_one_exact_version_is_locked_of_everything():
    names = [need.name for need in pins()]
    assert len(names) > 80 and len(set(names)) == len(names)
    assert [str(need) for need in pins() if not re.fullmatch(r"==[\w.]+", str(need.specifier))] == []
    assert "://" not in (BINDER / "requirements.txt").read_text(encoding="utf-8")


def test_every_dependency_is_locked_within_our_bounds():
    locked = {need.name: str(need.specifier).removeprefix("==") for need in pins()}
    assert bounds().keys() <= locked.keys()
    assert [name for name, allowed in bounds().items() if locked[name] not in allowed] == []


def test_all_that_something_locked_asks_for_is_locked_too():
    """By what is installed here, of the same versions: nothing is left for pip to choose on the day."""
    locked = {canonicalize_name(need.name) for need in pins()}
    missing = set()
    for need in pins():
        try:
            if metadata.version(need.name) not in need.specifier:  # it may ask for others
                continue
            asked = metadata.requires(need.name) or []
        except metadata.PackageNotFoundError:
            continue
        wanted = (Requirement(line) for line in asked)
        missing |= {w.name for w in wanted if not w.marker or w.marker.evaluate({"extra": ""})} - {need.name}
    assert {canonicalize_name(name) for name in missing} <= locked


def test_binder_is_told_a_python_that_we_support_without_a_patch_number():
    """With a patch number, as in python-3.11.7, repo2docker stops."""
    told = re.fullmatch(r"python-(3\.\d+)\n", (BINDER / "runtime.txt").read_text(encoding="utf-8"))
    assert told and told[1] in SpecifierSet(PROJECT["requires-python"])


def test_the_seminar_itself_is_installed_after_its_needs():
    script = BINDER / "postBuild"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "pip install --no-cache-dir --no-deps ." in lines and "rm -rf exercises/key" in lines
    assert os.access(script, os.X_OK) or sys.platform == "win32"  # git keeps the mark; Windows has none


def test_a_setting_that_binder_gets_is_one_that_jupyterlab_knows():
    """A name that it does not know would be passed over without a word."""
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    if not schemas.exists():
        pytest.skip("JupyterLab is not installed here (pip install -e '.[test]')")
    given = re.search(r"^echo '(.+)' > ", (BINDER / "postBuild").read_text(encoding="utf-8"), re.M)[1]
    for plugin, settings in json.loads(given).items():
        package, _colon, name = plugin.partition(":")
        known = json.loads((schemas / package / f"{name}.json").read_text(encoding="utf-8"))["properties"]
        assert settings.keys() <= known.keys(), plugin


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
    assert f"Building conda environment for python={python()}\n" in told and "unspecified" not in told
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in told and "RUN ./binder/postBuild" in told
