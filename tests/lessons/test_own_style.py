"""Our pictures are ours: no matplotlibrc, style sheet or start-up file of a reader's changes one of their pixels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Runs every lesson's cells and prints, for each, a digest of every picture that it shows.
DRAWS = """
import ast, hashlib, json, re, sys
from pathlib import Path

import nbformat

if sys.argv[1] == "hostile":  # as a start-up file of IPython does
    import matplotlib.pyplot as plt

    plt.style.use("dark_background")
    plt.rcParams.update({"text.usetex": True, "font.size": 31, "savefig.dpi": 20, "lines.linewidth": 9})
found, places = {}, {}
for path in sorted(Path(sys.argv[2]).glob("[0-9]*.ipynb")):
    names = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *lines, last = ast.parse(cell.source).body
        exec(compile(ast.Module(lines, []), cell.id, "exec"), names)
        if isinstance(last, ast.Expr):
            made = eval(compile(ast.Expression(last.value), cell.id, "eval"), names)
            shown = getattr(made, "static", None) or (made.html() if hasattr(made, "html") else "")
            pngs = re.findall(r"data:image/png;base64,([^\\"]+)", shown)
            found[f"{path.stem} {cell.id}"] = [hashlib.sha256(png.encode()).hexdigest()[:12] for png in pngs]
        else:
            exec(compile(ast.Module([last], []), cell.id, "exec"), names)
print(json.dumps(found))
"""
HOSTILE = """
text.usetex: True
font.family: serif
font.size: 29
axes.facecolor: black
figure.facecolor: black
figure.dpi: 33
axes.spines.left: False
path.sketch: 1, 100, 2
"""


def pictures(folder: Path, mood: str) -> dict[str, list[str]]:
    settings = folder / mood
    settings.mkdir()
    if mood == "hostile":
        (settings / "matplotlibrc").write_text(HOSTILE, encoding="utf-8")
    environment = {**os.environ, "MPLCONFIGDIR": str(settings), "HOME": str(settings), "SEMINAR_PREDICT": "on"}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", DRAWS, mood, str(ROOT / "notebooks")],
        cwd=settings,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_home_that_cannot_be_written_brings_no_complaint_of_a_library_into_a_cell(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MPL", "XDG"))}
    environment |= {"HOME": os.devnull, "PYTHONPATH": str(ROOT)}  # no folder can be made in it, not even by root
    draw = "from seminar import history; print(len(history.dead().html()))"
    done = subprocess.run(
        [sys.executable, "-c", draw], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == "" and int(done.stdout) > 10_000


def test_a_readers_own_settings_change_no_picture_of_any_lesson(tmp_path):
    plain = pictures(tmp_path, "plain")
    assert sum(map(len, plain.values())) >= 10
    assert pictures(tmp_path, "hostile") == plain
