"""Make a class of 20, grade it, and open the class page: ``make grade-demo``

python tools/grade_demo.py [--students 20] [--no-browser]

The students do not exist: dist/grade-demo/submissions is what a learning platform would give you.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import webbrowser
from pathlib import Path

from seminar import cli

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import classroom  # noqa: E402

FOLDER = ROOT / "dist" / "grade-demo"
EXERCISES = ("01_the_argument", "02_the_road_to_october")


def main(given: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Grade a class that does not exist")
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--no-browser", action="store_true", help="only say where the class page is")
    options = parser.parse_args(given)
    shutil.rmtree(FOLDER, ignore_errors=True)
    files = classroom.make(FOLDER / "submissions", options.students, seed=2020, exercises=list(EXERCISES))
    (files[0].parent / "a note, not a notebook.txt").write_text("I could not open it.\n", encoding="utf-8")
    print(f"{len(files)} files of {options.students} students. Grading them as you would:")
    words = ["grade", str(FOLDER / "submissions"), "--out", str(FOLDER / "grades"), "--release", "1"]
    print(
        "  seminar " + " ".join(Path(w).relative_to(ROOT).as_posix() if w.startswith(str(ROOT)) else w for w in words)
    )
    status = cli.main(words)
    if status != cli.FAILED and not options.no_browser:
        webbrowser.open((FOLDER / "grades" / "class.html").as_uri())
    return 0 if status == cli.ATTENTION else status  # the note is meant to need attention


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
