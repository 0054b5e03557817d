"""Run the lessons and store their outputs, so that a notebook's diff shows what changed and nothing else.

    python tools/notebooks.py [notebook …]

Stored notebooks carry no timestamps, no live-widget references (a widget's static twin stands in its place until the
cell is run) and no path of the machine that ran them. Execution counts are those of one clean run: nbval takes a cell
without one for a cell that was never run.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
LIVE = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(path: Path) -> nbformat.NotebookNode:
    """The notebook run from top to bottom in an empty folder, and tidied. A cell that fails stops it with its traceback."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:  # no student's answers are near
        os.environ["HOME"] = folder
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return tidy(notebook)


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run. The notebook's own title is kept."""
    notebook.metadata = nbformat.from_dict({**METADATA, "title": notebook.metadata.get("title", "")})
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k == "tags"})
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(LIVE, None)
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
    return notebook


def main(names: list[str]) -> None:
    for path in [Path(n) for n in names] or sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        began = time.perf_counter()
        nbformat.write(run(path), path)
        print(f"{path.name}: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
