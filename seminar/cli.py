"""The command ``seminar``: what is done from a terminal. ``seminar grade --help`` tells the rest."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .grading.records import ALL_SECONDS, CELL_SECONDS

DONE, ATTENTION, FAILED, INTERRUPTED = 0, 1, 2, 130
_ROOT = Path(__file__).resolve().parent.parent
_HELP = """\
Grade a class. SUBMISSIONS is a folder or a zip: as Moodle or Canvas gives it, or made by hand (a folder for each student, or files
with the student's name in theirs). Both files that a student may hand in are read: the notebook, and hand_in_….ipynb.
Nothing in it is written to.

Answers that are plain data are read; what is code is run in a sandbox without network, key or other hand-ins. All is marked outside
of it. In GRADES you then find

  class.html      for you: who needs a look and why, each task, common wrong answers (it shows the key)
  grades.csv      a row a student, a column an exercise; the columns for what a person marks are empty
  marks.csv       a row a check, and a row with the reason for each file that was not graded
  feedback/       a page for each student, to hand out

Run it again after more has come in, or after it was stopped: what has been graded is not run again."""
_END = """\
exit status: 0 all is graded; 1 graded, and something needs your attention (it is listed, and first on the class page);
2 nothing was graded, and a sentence says why; 130 interrupted, run it again to go on.

examples:
  seminar grade moodle-export.zip --out grades
  seminar grade submissions/ --out grades --workers 4
  seminar grade submissions/ --out grades --cluster tcp://10.0.0.5:8786"""


def main(given: list[str] | None = None) -> int:
    """Read the command line and do what it says; returns the exit status."""
    parser = argparse.ArgumentParser(prog="seminar", description="The seminar from a terminal.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _grade_options(commands)
    options = parser.parse_args(given)
    try:
        return _grade(options)
    except KeyboardInterrupt:
        print("\nInterrupted. What has been graded is kept; give the same command to go on.", file=sys.stderr)
        return INTERRUPTED


def _grade_options(commands: argparse._SubParsersAction) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    grade = commands.add_parser("grade", help="grade a class", description=_HELP, epilog=_END, formatter_class=raw)
    grade.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="a folder, a zip, or one notebook")
    grade.add_argument(
        "--out", type=Path, required=True, metavar="GRADES", help="the folder for grades; made if it is not there"
    )
    grade.add_argument(
        "--workers", type=_whole, default=None, metavar="N", help="hand-ins at a time (default: one for each processor)"
    )
    grade.add_argument(
        "--exercises",
        type=Path,
        default=_ROOT / "exercises",
        metavar="FOLDER",
        help="the exercises with their key (default: this checkout's)",
    )
    grade.add_argument(
        "--cell-seconds",
        type=_seconds,
        default=CELL_SECONDS,
        metavar="S",
        help="how long one cell may run (default: %(default)g)",
    )
    grade.add_argument(
        "--all-seconds",
        type=_seconds,
        default=ALL_SECONDS,
        metavar="S",
        help="how long one hand-in may run (default: %(default)g)",
    )
    grade.add_argument(
        "--cluster", metavar="ADDRESS", help="give the work to a Dask scheduler, such as tcp://10.0.0.5:8786"
    )
    unsafe = "run WITHOUT a sandbox: a hand-in's code can do what you can, with your files and your network. For your own hand-ins only"
    grade.add_argument("--unsafe", action="store_true", help=unsafe)
    grade.add_argument("--quiet", action="store_true", help="no progress bar")


def _whole(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is given; a whole number from 1 to 256 is wanted")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is given; seconds from 0.1 to 3600 are wanted")
    return value


def _grade(options: argparse.Namespace) -> int:
    try:
        from .grading.grade import GradingError, grade_class
    except ModuleNotFoundError as error:
        return _failed(f"Grading needs {error.name}, which is not installed. Install it: pip install -e '.[grade]'")
    try:
        summary = grade_class(options)
    except GradingError as error:
        return _failed(str(error))
    except OSError as error:
        what = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
        return _failed(
            f"{what}. What has been graded is kept; make room or mend that, and give the same command to go on."
        )
    print(summary.text)
    return ATTENTION if summary.attention else DONE


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
