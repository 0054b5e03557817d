"""The command ``seminar``, for use in a terminal. ``seminar grade --help`` explains the rest."""

from __future__ import annotations

import argparse
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from . import __version__
from .grading import ALL_SECONDS, CELL_SECONDS

DONE, ATTENTION, FAILED, INTERRUPTED = 0, 1, 2, 130
_ROOT = Path(__file__).resolve().parent.parent
_HELP = """\
Grade a class, week by week. SUBMISSIONS are folders or zips as the platform gives them (Moodle, Canvas, Blackboard, Brightspace,
Gradescope), or made by hand: a folder for each student, or files with the student's name in the file name. Both files that a student
may hand in are read: the notebook, and hand_in_….ipynb. Neither is changed.

Answers that are plain data are read; answers that are code are run in a sandbox without network, key or other hand-ins. All marking
is done outside it. GRADES is a gradebook that grows: a run adds or replaces what it was given, says what changed, and drops nobody. It holds

  class.html         for you: what changed, who needs a look and why, texts to read, each task, common wrong answers (it shows the key)
  grades.csv         a row per student, a column per exercise, a total; beside it the files that Canvas and Moodle import
  marks.csv          a row per check, and a row with the reason for each file that was not graded
  feedback/          a page for each student; feedback_moodle/ and feedback_canvas/ hold them in the form that these import
  marks_by_hand.csv  you fill it in: points for each text, points that you set instead of the machine's, comments
  who.csv            which student each name or number belongs to; you fill in what could not be worked out
  course.toml        yours to write, if you like: tasks left out, weights, late penalty

After filling one in, give the command again without submissions: seminar grade --out GRADES"""
_END = """\
exit status: 0 everything is graded; 1 graded, but something needs your attention (it is listed, and first on the class page);
2 nothing was graded, and a sentence says why; 130 interrupted, run it again to go on.

examples:
  seminar grade moodle-export.zip --out grades
  seminar grade week2.zip --out grades --without 2.3
  seminar grade --out grades --release 1
  seminar grade submissions/ --out grades --cluster tcp://10.0.0.5:8786"""


def main(given: list[str] | None = None) -> int:
    """Read the command line and do what it says; return the exit status."""
    parser = argparse.ArgumentParser(prog="seminar", description="The seminar from a terminal.")
    parser.add_argument("--version", action="version", version=f"seminar {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _grade_options(commands)
    _survey_options(commands)
    for stream in (sys.stdout, sys.stderr):  # a terminal without “ or ə shows a question mark instead
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = parser.parse_args(given)
    try:
        return _survey(options) if options.command == "survey" else _grade(options)
    except KeyboardInterrupt:
        print("\nInterrupted. What has been graded is kept; give the same command to go on.", file=sys.stderr)
        return INTERRUPTED


def _grade_options(commands: argparse._SubParsersAction) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    grade = commands.add_parser("grade", help="grade a class", description=_HELP, epilog=_END, formatter_class=raw)
    add = grade.add_argument
    add("submissions", type=Path, nargs="*", metavar="SUBMISSIONS", help="folders, zips, or single notebooks")
    out = "the gradebook's folder; created if it does not exist"
    add("--out", type=Path, required=True, metavar="GRADES", help=out)
    _after_grading(grade)
    workers = "hand-ins at a time (default: one per processor)"
    add("--workers", type=_whole, default=None, metavar="N", help=workers)
    key = "the exercises with their key (default: this checkout's)"
    add("--exercises", type=Path, default=_ROOT / "exercises", metavar="FOLDER", help=key)
    for name, seconds, what in (("cell", CELL_SECONDS, "cell"), ("all", ALL_SECONDS, "hand-in")):
        long = f"how long one {what} may run (default: %(default)g)"
        add(f"--{name}-seconds", type=_seconds, default=seconds, metavar="S", help=long)
    add("--cluster", metavar="ADDRESS", help="send the work to a Dask scheduler, such as tcp://10.0.0.5:8786")
    unsafe = "run WITHOUT a sandbox: a hand-in's code can do what you can, with your files and your network. For your own hand-ins only"
    add("--unsafe", action="store_true", help=unsafe)
    add("--quiet", action="store_true", help="no progress bar")


def _after_grading(grade: argparse.ArgumentParser) -> None:
    """The options for what a course decides, and for what is done with the gradebook afterwards."""
    many, words = {"action": "extend", "nargs": "+"}, "written, so that next week's run does the same"
    tasks = lambda text: tuple(t.strip() for t in text.split(",") if t.strip())  # noqa: E731
    grade.add_argument(
        "--without", type=tasks, metavar="2.3,3.5", help=f"tasks that do not count (course.toml is {words})"
    )
    grade.add_argument(
        "--weight", type=_weight, action="append", metavar="1.1=2", help="how many times a task or an exercise counts"
    )
    grade.add_argument(
        "--late-penalty", type=float, metavar="P", help="percentage of the points that a late hand-in loses"
    )
    grade.add_argument("--extra-time", metavar="STUDENT", help="students who lose nothing for lateness", **many)
    release = "show right and wrong, entry by entry, on the feedback pages: of all exercises so far, of some (1 2), or of none"
    grade.add_argument("--release", nargs="*", metavar="EXERCISE", help=release)
    grade.add_argument("--forget", metavar="WHAT", help="drop a student or an exercise from the gradebook", **many)
    sheet = "Moodle's own grading worksheets, which are filled in for you: in any language, with the assignment's maximum in Moodle"
    grade.add_argument("--worksheet", type=Path, metavar="CSV", help=sheet, **many)


def _survey_options(commands: argparse._SubParsersAction) -> None:
    words = (
        "what the survey files of a class show: each question, the change with its interval, and what this cannot show"
    )
    survey = commands.add_parser(
        "survey", help="what a class has learnt, by the survey before and after", description=words
    )
    survey.add_argument("folder", type=Path, metavar="FOLDER", help="a folder, with its subfolders, or a zip")
    survey.add_argument("--out", type=Path, metavar="FILE", help="write the page (Markdown) there too")


def _survey(options: argparse.Namespace) -> int:
    """Print what the files show, and write it where that was asked for."""
    from . import survey  # which loads the widgets: grading does without
    from .kit import files

    try:
        page = survey.evidence(options.folder)
        print(page)
        if options.out:
            files.write(options.out, page)
    except (survey.model.SurveyError, files.FileError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    return DONE


def _weight(text: str) -> tuple[str, float]:
    name, _equals, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a task and a number; write them as 1.1=2") from None


def _whole(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 256")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds from 0.1 to 3600")
    return value


def _grade(options: argparse.Namespace) -> int:
    try:
        from .grading.grade import GradingError, grade_class
    except ModuleNotFoundError as error:
        return _failed(f"Grading needs {error.name}, which is not installed. Install what grading needs: {_install()}")
    try:
        summary = grade_class(options)
    except GradingError as error:
        return _failed(str(error))
    except OSError as error:
        what = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
        return _failed(f"{what}. What has been graded is kept; put that right, then give the same command to go on.")
    print(summary.text)
    return ATTENTION if summary.attention else DONE


def _install() -> str:
    """The command that installs what grading needs: in a checkout, or beside an installed copy, by whichever program installed it."""
    if (_ROOT / "pyproject.toml").exists():
        return "pip install -e '.[grade]'"
    needs = [need for need in map(Requirement, metadata.requires("unenviable-task") or []) if need.marker]
    wanted = [f'"{need.name}{need.specifier}"' for need in needs if need.marker.evaluate({"extra": "grade"})]
    how, here = "pip install", Path(sys.prefix)
    if (here / "pipx_metadata.json").exists():  # pip would install them beside another Python
        how = "pipx inject unenviable-task"
    elif (here / "uv-receipt.toml").exists():
        how = f'uv pip install --python "{sys.executable}"'
    return f"{how} {' '.join(wanted)}"


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
