"""The seminar as a page without a server: what can be checked where no Pyodide is at hand."""

from __future__ import annotations

import ast
import importlib.util
import json
import runpy
import sys
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
MADE = runpy.run_path(str(ROOT / "tools" / "lite.py"))
NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")), *sorted((ROOT / "exercises").glob("[0-9]*.ipynb"))]
IMPORTED_AS = {"PIL": "pillow"}
COMES_WITH_THE_KERNEL = {"IPython", "traitlets", "nbformat"}
ASKED_FOR_FIRST = {"krippendorff"}  # for whoever teaches a class; a sentence says so where it is missing
NOT_IN_A_BROWSER = {
    "subprocess",
    "multiprocessing",
    "socket",
    "threading",
    "concurrent",
    "ctypes",
    "fcntl",
    "pwd",
    "resource",
}
TEACHERS = {"build.py", "marking.py", "grading"}  # run by a person who marks, on a computer


def imports(path: Path) -> set[str]:
    """The first names of what a file imports, its own package left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found - {"seminar"}


CODE = [p for p in sorted((ROOT / "seminar").rglob("*.py")) if not TEACHERS & set(p.relative_to(ROOT).parts)]


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_package_imports_only_what_a_browser_has(path):
    ours = imports(path) - set(sys.stdlib_module_names)
    unknown = {IMPORTED_AS.get(n, n) for n in ours} - {
        *MADE["CARRIED"],
        *MADE["BROUGHT"],
        *COMES_WITH_THE_KERNEL,
        *ASKED_FOR_FIRST,
    }
    assert not unknown and not imports(path) & NOT_IN_A_BROWSER


def test_the_page_carries_or_names_every_dependency():
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {Requirement(need).name for need in needs} <= {*MADE["CARRIED"], *MADE["BROUGHT"]}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_lesson_first_says_what_is_fetched_then_installs_and_is_else_the_same(path):
    here, there = nbformat.read(path, as_version=4), MADE["lesson"](path)
    nbformat.validate(there)
    words, install = (cell.source for cell in there.cells[:2])
    assert all(said in words for said in ("fetched from the host of", "cannot be reached", "reading copy"))
    assert all(line.startswith("%pip install -q ") for line in install.splitlines())
    assert install.splitlines()[-1].startswith("%pip install -q --no-deps unenviable-task ")
    assert there.cells[2:] == here.cells


@pytest.mark.skipif(
    importlib.util.find_spec("jupyterlite_core") is None,
    reason="JupyterLite is not installed (pip install -e '.[lite]')",
)
def test_the_page_holds_lessons_package_and_widgets(tmp_path):
    """Built without the network."""
    page = MADE["build"](tmp_path / "lite", carry=False)
    for folder in ("notebooks", "exercises"):
        listed = json.loads((page / "api" / "contents" / folder / "all.json").read_text(encoding="utf-8"))["content"]
        assert {item["name"] for item in listed} == {p.name for p in NOTEBOOKS if p.parent.name == folder}
    assert (page / "files" / "docs" / "glossary.md").exists()
    assert all((page / app / "index.html").exists() for app in ("lab", "notebooks", "tree"))
    index = json.loads((page / "pypi" / "all.json").read_text(encoding="utf-8"))
    assert index.keys() == {"unenviable-task"}
    with zipfile.ZipFile(next((page / "pypi").glob("unenviable_task-*.whl"))) as wheel:
        assert {"seminar/data/datapackage.json", "seminar/kit/keyboard.py"} <= set(wheel.namelist())
    extensions = {
        path.parent.relative_to(page / "extensions").as_posix() for path in page.glob("extensions/**/package.json")
    }
    assert {"anywidget", "@jupyter-widgets/jupyterlab-manager"} <= extensions
