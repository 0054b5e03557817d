"""The package as others get it: as a wheel with its data inside, in a folder that may not be written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import seminar
from seminar.tables import seminar_data

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with wheel and source distribution, as ``make packages`` writes them."""
    out = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def wheel(built) -> Path:
    return next(built.glob("*.whl"))


def ours(folder: str) -> set[str]:
    """The files in a folder of the project that are not made by running it."""
    made = {"__pycache__", ".ipynb_checkpoints"}
    files = (p.relative_to(ROOT) for p in (ROOT / folder).rglob("*") if p.is_file())
    return {p.as_posix() for p in files if not made & set(p.parts)}


def test_the_wheel_holds_package_tables_and_settings_and_nothing_else(wheel):
    name = f"unenviable_task-{seminar.__version__}"
    settings = {
        "etc/jupyter/jupyter_config.json",
        "etc/jupyter/jupyter_server_config.d/unenviable-task.json",
        "share/jupyter/lab/settings/overrides.d/unenviable-task.json",
    }
    about = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", "licenses/LICENSE-TEXT"}
    expected = ours("seminar") | {f"seminar/{file}" for file in ours("data")}
    expected |= {f"{name}.dist-info/{file}" for file in about} | {f"{name}.data/data/{file}" for file in settings}
    assert set(zipfile.ZipFile(wheel).namelist()) == expected


def test_an_exported_lesson_asks_no_other_host_where_the_wheel_is_installed(wheel):
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [n for n in packed.namelist() if n.endswith("data/etc/jupyter/jupyter_config.json")]
        assert packed.read(name) == (ROOT / "seminar" / "start" / "jupyter_config.json").read_bytes()


def test_the_source_distribution_holds_no_key_no_test_and_no_source_of_a_lesson(built):
    with tarfile.open(next(built.glob("*.tar.gz"))) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    lessons = {
        f"{folder}/{p.name}" for folder in ("notebooks", "exercises") for p in (ROOT / folder).glob("[0-9]*.ipynb")
    }
    about = {"CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-TEXT", "PKG-INFO", "pyproject.toml", ".gitignore"}
    assert names == ours("seminar") | ours("data") | lessons | about


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_what_an_index_shows_leads_nowhere_in_the_repository(built, kind):
    path = next(built.glob(kind))
    if kind == "*.whl":
        with zipfile.ZipFile(path) as packed:
            shown = packed.read(next(n for n in packed.namelist() if n.endswith("METADATA"))).decode("utf-8")
    else:
        with tarfile.open(path) as packed:
            shown = (
                packed.extractfile(next(n for n in packed.getnames() if n.endswith("PKG-INFO"))).read().decode("utf-8")
            )
    assert f"\nVersion: {seminar.__version__}\n" in shown and "# An unenviable task" in shown
    assert [target for target in re.findall(r"\]\(([^)]+)\)", shown) if not target.startswith("http")] == []


WITHOUT = "import sys; sys.modules.update(dict.fromkeys(('msgspec', 'jinja2', 'psutil', 'tqdm'))); from seminar.cli import main; main(sys.argv[1:])"


@pytest.mark.parametrize("given", [["--version"], ["--help"], ["grade", "--help"]])
def test_the_command_answers_where_nothing_that_grades_is_installed(given):
    run = subprocess.run([sys.executable, "-c", WITHOUT, *given], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0 and not run.stderr, run.stderr[-1000:]
    assert run.stdout == f"seminar {seminar.__version__}\n" if given == ["--version"] else "grade" in run.stdout


EVERY_MODULE = """
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys(sys.argv[1:]))  # as if these were not installed
import seminar
names = [found.name for found in pkgutil.walk_packages(seminar.__path__, "seminar.")]
for name in names:
    importlib.import_module(name)
print(seminar.__file__, len(names))
"""


def test_every_module_in_the_students_bundle_can_be_imported_there(tmp_path):
    """With what a student installs, and without what only an instructor or a maintainer does."""
    sys.path.insert(0, str(ROOT / "tools"))
    import bundle

    zipfile.ZipFile(bundle.pack(tmp_path / "students.zip")).extractall(tmp_path)
    extras = {Requirement(need).name for needs in PROJECT["optional-dependencies"].values() for need in needs}
    students = {"ipython", "jupyterlab", "nbconvert", "psutil", PROJECT["name"]}  # the first four come with JupyterLab
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "unenviable-task"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", EVERY_MODULE, *(name.replace("-", "_") for name in sorted(extras - students))]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    where, _space, count = run.stdout.strip().rpartition(" ")
    assert run.returncode == 0 and where.startswith(str(tmp_path)) and int(count) > 50, run.stderr[-2000:]


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


def test_licences_agree_in_every_file_that_names_one():
    """Code under the one, words under the other: both hold. CITATION.cff cannot say "and", so it names the licence of the code."""
    assert PROJECT["license"] == "MIT AND CC-BY-4.0" and PROJECT["license-files"] == ["LICENSE", "LICENSE-TEXT"]
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "Creative Commons Attribution 4.0" in (ROOT / "LICENSE-TEXT").read_text(encoding="utf-8")
    assert re.search(r"^license: MIT\b.*CC-BY-4\.0", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M)
    assert (
        "MIT (`LICENSE`)" in (readme := (ROOT / "README.md").read_text(encoding="utf-8"))
        and "CC BY 4.0 (`LICENSE-TEXT`)" in readme
    )


def test_every_file_that_says_the_version_says_the_same():
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M)[1]
    changed = re.search(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[1]
    assert cited == changed == seminar.__version__


def test_every_python_that_is_allowed_has_its_classifier():
    allowed = [f"3.{minor}" for minor in range(11, 15)]
    assert PROJECT["requires-python"] == ">=3.11,<3.15"
    assert [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if "Python :: 3." in c] == allowed
