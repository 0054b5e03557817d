"""Show the boards of lessons 5 and 6 on a projector, without cells and code, through Voila: ``make app``

python tools/app.py [--no-browser] [--port 8866]

The pages are made from the lessons each time. They do not ask for predictions, unless SEMINAR_PREDICT=on.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ("05_the_menu_of_options", "06_red_lines_and_promises")
# Voila's pages fetch icons from another host, which these boards do not use. This tells the browser not to.
ONLY_HERE = {
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: wss: data: blob:"
}
# The last row sits far from the screen; the notice is for anyone who sets something here.
HEAD = """<style>
body {{ zoom: 1.25; }} @media (min-width: 1700px) {{ body {{ zoom: 1.75; }} }}
main, .jp-Cell {{ max-width: 1040px; margin-inline: auto; }}
</style>

# {title}

A board for the room. What you set here is gone when this page is closed; a lesson keeps it."""


def shows(cell: nbformat.NotebookNode) -> bool:
    """Whether the cell has a widget for the room: warm-ups are each student's own."""
    moves = any(
        o.get("data", {}).get("text/plain", "").endswith("Run this cell to use it.") for o in cell.get("outputs", [])
    )
    return moves and "warm_up(" not in cell.source


def board(lesson: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The lesson's widgets, each under the heading of its section, which run by themselves; no task and no other picture."""
    cells, heading, told = [new_markdown_cell(HEAD.format(title=_heading(lesson.cells[0], "#")), id="title")], "", ""
    for cell in lesson.cells:
        if cell.cell_type == "markdown":
            heading = _heading(cell, "##") or heading
        elif shows(cell):
            if heading != told:
                cells.append(new_markdown_cell(f"## {heading}", id=f"{cell.id}-heading"))
                told = heading
            cells.append(new_code_cell(cell.source, id=cell.id))
    return new_notebook(cells=cells, metadata={**lesson.metadata, "title": _heading(lesson.cells[0], "#")})


def _heading(cell: nbformat.NotebookNode, level: str) -> str:
    """The cell's heading of this level, without its minutes; empty if it has none."""
    found = re.search(rf"^{level} (.+?)(?: · \d+ minutes?)?$", cell.source, flags=re.M)
    return found[1] if found else ""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Boards for the projector")
    parser.add_argument("--no-browser", action="store_true", help="only serve; open the address yourself")
    parser.add_argument("--port", type=int, default=8866)
    options = parser.parse_args(arguments)
    if importlib.util.find_spec("voila") is None:
        sys.exit("Voila is not installed; it shows the boards. Install it: pip install -e '.[app]'")
    with tempfile.TemporaryDirectory() as folder:
        for name in LESSONS:
            lesson = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
            nbformat.write(board(lesson), Path(folder) / f"{name}.ipynb")
        print("Boards of lessons 5 and 6. To stop: Control + C.", flush=True)
        command = [sys.executable, "-m", "voila", folder, f"--port={options.port}", "--Voila.ip=127.0.0.1"]
        command += ["--Voila.tornado_settings=" + repr({"headers": ONLY_HERE})]
        command += [
            "--MappingKernelManager.cull_idle_timeout=300",
            "--MappingKernelManager.cull_interval=60",
        ]  # of closed pages
        command += ["--no-browser"] * options.no_browser
        environment = {"SEMINAR_PREDICT": "off", **os.environ}
        return _serve(command, environment)


def _serve(command: list[str], environment: dict[str, str]) -> int:
    """Run Voila until Control + C, or until somebody ends this process: then Voila ends its kernels, and itself."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = subprocess.Popen(command, env=environment)
    try:
        return server.wait()
    except KeyboardInterrupt:  # Voila has heard it too
        return server.wait()
    except SystemExit:
        server.terminate() if sys.platform == "win32" else server.send_signal(signal.SIGINT)
        return server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
