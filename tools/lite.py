"""Build the seminar as a page that runs in the reader's own browser, without a server: ``make lite``, into dist/lite/

python tools/lite.py [folder]

JupyterLite runs Python in the browser. The page carries the lessons, this package and the widgets' packages as wheels;
Python itself, numpy, pandas, matplotlib and pillow come from Pyodide's own host when a reader opens it.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "dist" / "lite"
# What does not come with Pyodide; all of it is pure Python.
CARRIED = ("anywidget", "comm", "filelock", "ipywidgets", "jupyterlab_widgets", "psygnal")
# What comes with Pyodide. It would install these when a cell imports them, but here only the package does.
BROUGHT = ("matplotlib", "numpy", "packaging", "pandas", "pillow", "typing-extensions")
# Ours without its dependencies: they are all named here, and micropip would look for newer ones on the package index.
INSTALL = f"%pip install -q {' '.join(BROUGHT)}\n%pip install -q --no-deps unenviable-task {' '.join(CARRIED)}"
WORDS = """\
**In your browser.** The next cell installs the seminar, once per lesson; run it first, and wait a minute or two. The seminar comes with this page.
Python itself and its libraries for numbers, tables and pictures are fetched from the host of [Pyodide](https://pyodide.org), the Python for browsers:
some tens of megabytes, the first time. If the status at the bottom still says "Unknown" after two minutes, that host cannot be reached from where you
are: use the reading copy, or JupyterLab on a computer. What you do here stays in this browser, so download `my_answers.json` when you stop."""


def lesson(path: Path) -> nbformat.NotebookNode:
    """The notebook with two cells before all others: what will be fetched, and the cell that installs the seminar in the browser."""
    notebook = nbformat.read(path, as_version=4)
    words = nbformat.v4.new_markdown_cell(WORDS, id="in-your-browser")
    notebook.cells[:0] = [words, nbformat.v4.new_code_cell(INSTALL, id="install-here")]
    return notebook


def build(target: Path = TARGET, carry: bool = True) -> Path:
    """Write the page into ``target``, which is emptied first. Without ``carry`` nothing is fetched now, and more when it is opened."""
    if target.exists():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        contents, wheels = Path(made) / "contents", Path(made) / "wheels"
        for folder in ("notebooks", "exercises"):
            (contents / folder).mkdir(parents=True)
            for path in sorted((ROOT / folder).glob("[0-9]*.ipynb")):
                nbformat.write(lesson(path), contents / folder / path.name)
        (contents / "docs").mkdir()
        shutil.copy(ROOT / "docs" / "glossary.md", contents / "docs")  # the lessons link to it
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
        _run([*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", wheels, ROOT], made)
        if carry:
            pure = ["--no-deps", "--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
            _run([*pip, "download", "-q", *pure, "-d", wheels, *CARRIED], made)
        command = [sys.executable, "-m", "jupyterlite_core.app", "build", "--lite-dir", made, "--contents", contents]
        command += ["--apps", "lab", "--apps", "notebooks", "--apps", "tree"]  # on a phone Lab's panel hides the page
        command += ["--output-dir", target, "--no-sourcemaps"]
        _run(
            [*command, *(part for wheel in sorted(wheels.glob("*.whl")) for part in ("--piplite-wheels", wheel))], made
        )
    return target


def _run(command: list, folder: str) -> None:
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"This failed: {' '.join(map(str, command))}\n{(done.stdout + done.stderr)[-3000:]}")


if __name__ == "__main__":
    if importlib.util.find_spec("jupyterlite_core") is None:
        sys.exit("JupyterLite is not installed; it makes the page. Install it: pip install -e '.[lite]'")
    began = time.perf_counter()
    page = build(Path(sys.argv[1]).resolve() if sys.argv[1:] else TARGET)
    size = sum(file.stat().st_size for file in page.rglob("*") if file.is_file()) / 1e6
    print(
        f"{page}: {size:.0f} MB, {time.perf_counter() - began:.0f} s. To try it: python -m http.server --directory {page}"
    )
