"""Build the seminar as a page that runs in the reader's own browser, without a server: ``make lite``, into dist/lite/

python tools/lite.py [folder] [--pyodide folder]

JupyterLite runs Python in the browser. The page carries the lessons, this package and the widgets' packages as wheels;
Python itself, numpy, pandas, matplotlib and pillow come from Pyodide's own host when a reader opens a lesson, or with the
page where a folder holds them (tools/pyodide_archive.py).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent))
import pyodide_archive

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "dist" / "lite"
# What does not come with Pyodide; all of it is pure Python.
CARRIED = ("anywidget", "comm", "filelock", "ipywidgets", "jupyterlab_widgets", "psygnal")
# What comes with Pyodide. It would install these when a cell imports them, but here only the package does.
BROUGHT = ("matplotlib", "numpy", "packaging", "pandas", "pillow", "typing-extensions")
# Ours without its dependencies: they are all named here, and there is nowhere else to look for them.
INSTALL = f"%pip install -q {' '.join(BROUGHT)}\n%pip install -q --no-deps unenviable-task {' '.join(CARRIED)}"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
STUCK = (
    "If the status at the bottom still says “Unknown” after two minutes, {why}: use the reading copy, or JupyterLab on a computer. "
    "What you do here stays in this browser, so download my_answers.json when you stop."
)
# JupyterLite's pages look for settings here too, in the script.
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>An unenviable task, in your browser</title>
<style>body {{ font: 1.1rem/1.5 sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }}</style>
<script id="jupyter-config-data" type="application/json">{{}}</script></head>
<body><main><h1>An unenviable task, in your browser</h1>
<p>So far nothing but this page has been fetched. {words}</p>
<h2>Lessons</h2><ul>{notebooks}</ul><h2>Exercises</h2><ul>{exercises}</ul>
<p>On a wide screen, <a href="lab/index.html">all of them in JupyterLab</a>.</p></main></body>
</html>
"""


def words(carried: int | None) -> str:
    """What opening a lesson fetches and from where, and what to do if it cannot; with the size in bytes if the page carries Python."""
    said = "The seminar comes with this page. Python itself (Pyodide, the Python for browsers) and its libraries for numbers, tables and pictures "
    if carried is None:
        said += "are fetched from cdn.jsdelivr.net when you open a lesson: some tens of megabytes, the first time. "
        return said + STUCK.format(why="that host cannot be reached from where you are")
    said += f"come with it too, when you open a lesson: {max(1, round(carried / 1e6))} MB, the first time. No other host is asked. "
    return said + STUCK.format(why="this browser cannot run it, or the connection is too slow")


def lesson(path: Path, carried: int | None = None) -> nbformat.NotebookNode:
    """The notebook with two cells before all others: what is fetched, and the cell that installs the seminar in the browser."""
    notebook = nbformat.read(path, as_version=4)
    first = "**In your browser.** The next cell installs the seminar, once per lesson; run it first, and wait a minute or two. "
    told = nbformat.v4.new_markdown_cell(first + words(carried), id="in-your-browser")
    notebook.cells[:0] = [told, nbformat.v4.new_code_cell(INSTALL, id="install-here")]
    return notebook


def build(target: Path = TARGET, carry: bool = True, python: Path | None = None) -> Path:
    """Write the page into ``target``, which is emptied first.

    Without ``carry`` nothing is fetched now, and the widgets' packages are left out. ``python`` is an unpacked archive of
    Pyodide, for a page that asks no other host; ValueError if it cannot be used.
    """
    with tempfile.TemporaryDirectory() as made:
        # JupyterLite copies this folder beside the page, and tells the kernel of it
        carried = python and pyodide_archive.carry(python, Path(made) / "static" / "pyodide", BROUGHT)
        if target.exists():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        contents, wheels = Path(made) / "contents", Path(made) / "wheels"
        _contents(contents, carried)
        settings = {"jupyter-config-data": {"litePluginSettings": {KERNEL: {"disablePyPIFallback": True}}}}
        (Path(made) / "jupyter-lite.json").write_text(
            json.dumps({"jupyter-lite-schema-version": 0, **settings}), encoding="utf-8", newline="\n"
        )
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
        _run([*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", wheels, ROOT], made)
        if carry:
            pure = ["--no-deps", "--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
            _run([*pip, "download", "-q", *pure, "-d", wheels, *CARRIED], made)
        command = [sys.executable, "-m", "jupyterlite_core.app", "build", "--lite-dir", made, "--contents", contents]
        command += ["--apps", "lab", "--apps", "notebooks", "--apps", "tree"]  # on a phone Lab's panel hides the page
        command += ["--output-dir", target, "--no-sourcemaps"]
        for wheel in sorted(wheels.glob("*.whl")):
            command += ["--piplite-wheels", wheel]
        _run(command, made)
        (target / "index.html").write_text(_first_page(contents, carried), encoding="utf-8", newline="\n")
    return target


def _contents(folder: Path, carried: int | None) -> None:
    """Lessons and exercises as the page shows them, and the glossary that they link to."""
    for name in ("notebooks", "exercises"):
        (folder / name).mkdir(parents=True)
        for path in sorted((ROOT / name).glob("[0-9]*.ipynb")):
            nbformat.write(lesson(path, carried), folder / name / path.name)
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "glossary.md", folder / "docs")


def _first_page(contents: Path, carried: int | None) -> str:
    """What is opened first: it fetches nothing, says what a lesson fetches, and leads to each."""
    lists = {}
    for name in ("notebooks", "exercises"):
        titles = {
            p.name: nbformat.read(p, as_version=4).cells[2].source.splitlines()[0].lstrip("# ")
            for p in sorted((contents / name).iterdir())
        }
        lists[name] = "".join(
            f'<li><a href="notebooks/index.html?path={name}/{file}">{escape(title)}</a></li>'
            for file, title in titles.items()
        )
    return PAGE.format(words=escape(words(carried)), **lists)


def _run(command: list, folder: str) -> None:
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"This failed: {' '.join(map(str, command))}\n{(done.stdout + done.stderr)[-3000:]}")


if __name__ == "__main__":
    if importlib.util.find_spec("jupyterlite_core") is None:
        sys.exit("JupyterLite is not installed; it makes the page. Install it: pip install -e '.[lite]'")
    parser = argparse.ArgumentParser(description="The seminar as a page that needs no server")
    parser.add_argument("folder", nargs="?", type=Path, default=TARGET)
    parser.add_argument(
        "--pyodide", type=Path, help="an unpacked archive of Pyodide, for a page that asks no other host"
    )
    given = parser.parse_args()
    began = time.perf_counter()
    try:
        page = build(given.folder.resolve(), python=given.pyodide)
    except ValueError as fault:
        sys.exit(str(fault))
    size = sum(file.stat().st_size for file in page.rglob("*") if file.is_file()) / 1e6
    print(
        f"{page}: {size:.0f} MB, {time.perf_counter() - began:.0f} s. To try it: python -m http.server --directory {page}"
    )
