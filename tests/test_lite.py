"""The seminar as a page without a server: what can be checked where no Pyodide is at hand."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import runpy
import shutil
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
    assert all(
        said in words for said in ("fetched from cdn.jsdelivr.net when you open", "cannot be reached", "reading copy")
    )
    carried = MADE["lesson"](path, 41_600_000).cells[0].source
    assert "42 MB" in carried and "No other host is asked" in carried and "jsdelivr" not in carried
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
    told = json.loads((page / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"][
        "litePluginSettings"
    ]
    assert told[MADE["KERNEL"]]["disablePyPIFallback"] is True and "pyodideUrl" not in told[MADE["KERNEL"]]
    assert all((page / app / "index.html").exists() for app in ("lab", "notebooks", "tree"))
    index = json.loads((page / "pypi" / "all.json").read_text(encoding="utf-8"))
    assert index.keys() == {"unenviable-task"}
    with zipfile.ZipFile(next((page / "pypi").glob("unenviable_task-*.whl"))) as wheel:
        assert {"seminar/data/datapackage.json", "seminar/kit/keyboard.py"} <= set(wheel.namelist())
    extensions = {
        path.parent.relative_to(page / "extensions").as_posix() for path in page.glob("extensions/**/package.json")
    }
    assert {"anywidget", "@jupyter-widgets/jupyterlab-manager"} <= extensions


PYODIDE = runpy.run_path(str(ROOT / "tools" / "pyodide_archive.py"))


@pytest.fixture
def unpacked(tmp_path) -> Path:
    """A folder such as Pyodide's archive holds, with small files and one package more than is wanted."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    packages = {}
    for name, needs in {
        "numpy": [],
        "pandas": ["numpy", "Python_dateutil"],
        "python-dateutil": [],
        "scipy": ["numpy"],
    }.items():
        packages[name] = {
            "file_name": f"{name}-1.whl",
            "depends": needs,
            "sha256": hashlib.sha256(name.encode()).hexdigest(),
        }
        (folder / f"{name}-1.whl").write_text(name, encoding="utf-8")
    for name in PYODIDE["KERNEL"]:
        packages[name] = {**packages["numpy"], "depends": []}
    for name in PYODIDE["CORE"]:
        (folder / name).write_text("core", encoding="utf-8")
    lock = {"info": {"python": "3.14.2"}, "packages": packages}
    (folder / PYODIDE["LOCK"]).write_text(json.dumps(lock), encoding="utf-8")
    return folder


def test_what_is_carried_is_what_is_wanted_with_its_needs_and_no_more(unpacked, tmp_path):
    size = PYODIDE["carry"](unpacked, tmp_path / "there", ("pandas",))
    there = {path.name for path in (tmp_path / "there").iterdir()}
    wheels = {"numpy-1.whl", "pandas-1.whl", "python-dateutil-1.whl"}
    assert there == {*PYODIDE["CORE"], PYODIDE["LOCK"], *wheels}
    lock = json.loads((tmp_path / "there" / PYODIDE["LOCK"]).read_text(encoding="utf-8"))
    assert {package["file_name"] for package in lock["packages"].values()} == wheels and "scipy" not in lock["packages"]
    assert size == sum(path.stat().st_size for path in (tmp_path / "there").iterdir())


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda folder: (folder / "pyodide.mjs").unlink(), "has no pyodide.mjs"),
        (lambda folder: (folder / "pandas-1.whl").unlink(), "missing or damaged"),
        (lambda folder: (folder / "numpy-1.whl").write_text("changed", encoding="utf-8"), "missing or damaged"),
        (
            lambda folder: (folder / "pyodide-lock.json").write_text(
                '{"info": {"python": "3.13.2"}}', encoding="utf-8"
            ),
            "holds Python 3.13.2",
        ),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_with_a_sentence(unpacked, tmp_path, fault, said):
    fault(unpacked)
    with pytest.raises(ValueError, match=said):
        PYODIDE["carry"](unpacked, tmp_path / "there", ("pandas",))


def test_an_archive_is_unpacked_only_if_it_is_the_one_that_was_meant(unpacked, tmp_path):
    packed = Path(shutil.make_archive(str(tmp_path / "archive"), "bztar", tmp_path, "pyodide"))
    with pytest.raises(ValueError, match="SHA-256 differs"):
        PYODIDE["fetch"](tmp_path / "there", packed.as_uri())
    assert not (tmp_path / "there").exists()
    known = hashlib.sha256(packed.read_bytes()).hexdigest()
    assert (PYODIDE["fetch"](tmp_path / "there", packed.as_uri(), known) / "pyodide.mjs").exists()
    with pytest.raises(ValueError, match="there already"):
        PYODIDE["fetch"](tmp_path / "there", packed.as_uri(), known)
