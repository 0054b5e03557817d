"""The first lesson's words: the map of the seminar, the check of one's set-up, one's own answers."""

from __future__ import annotations

import os
import sys
from importlib import metadata

import pandas as pd
from packaging.requirements import Requirement

from .. import answers, tables
from ..kit.show import Table
from ..kit.view import View
from ..tables import Package, seminar_data
from . import widget as widgets

DISTRIBUTION = "unenviable-task"
_OK = "OK"


def lessons(data: Package | None = None) -> Table:
    """The seminar's lessons with their questions and minutes."""
    rows = (data or seminar_data()).read("lessons")
    hours = rows.minutes.sum() / 60
    sentence = f"{len(rows)} lessons, {hours:g} hours in all without the exercises."
    table = rows[["lesson_id", "title", "question", "minutes"]].set_axis(
        ["Lesson", "Title", "Question", "Minutes"], axis=1
    )
    return Table(table, sentence, "The map of the seminar")


def my_answers() -> View:
    """What you have answered so far, a link to download it, and a button to bring it back."""
    return widgets.panel()


def check_setup() -> Table:
    """Whether this computer has what the seminar needs: OK, or what to do, line by line."""
    lines = [_python(), *map(_package, _requirements()), _data(), _folder(), *_binder()]
    wrong = [what for what, state, _advice in lines if state != _OK]
    sentence = f"Look at: {', '.join(wrong)}." if wrong else "OK. Everything that the seminar needs is here."
    return Table(pd.DataFrame(lines, columns=["What", "State", "What to do"]), sentence, "Your set-up")


def _requirements() -> list[Requirement]:
    """What the installed package says that it needs, extras left out."""
    parsed = map(Requirement, metadata.requires(DISTRIBUTION) or [])
    return [r for r in parsed if r.marker is None or r.marker.evaluate({"extra": ""})]


def _python() -> tuple[str, str, str]:
    wanted = metadata.metadata(DISTRIBUTION)["Requires-Python"]
    version = ".".join(map(str, sys.version_info[:3]))
    if Requirement(f"python{wanted}").specifier.contains(version, prereleases=True):
        return f"Python {version}", _OK, ""
    return (
        f"Python {version}",
        "other version",
        f"The seminar was tried with Python {wanted}. Install one of these and start again.",
    )


def _package(wanted: Requirement) -> tuple[str, str, str]:
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return wanted.name, "missing", "Run: pip install -r requirements.txt"
    if wanted.specifier.contains(version, prereleases=True):
        return f"{wanted.name} {version}", _OK, ""
    return (
        f"{wanted.name} {version}",
        "other version",
        f"The seminar was tried with {wanted.name}{wanted.specifier}. Run: pip install -r requirements.txt",
    )


def _data() -> tuple[str, str, str]:
    try:
        seminar_data().check()
    except tables.DataError as error:
        return "The seminar's tables", "faulty", str(error)
    return "The seminar's tables", _OK, ""


def _folder() -> tuple[str, str, str]:
    if os.access(answers.place().parent, os.W_OK):
        return "Saving your answers", _OK, ""
    advice = "Neither this folder nor your home folder may be written. Copy the notebooks to a folder of your own."
    return "Saving your answers", "not possible", advice


def _binder() -> list[tuple[str, str, str]]:
    """A warning where the lesson runs on Binder, which keeps nothing."""
    if "BINDER_SERVICE_HOST" in os.environ or "BINDER_LAUNCH_HOST" in os.environ:
        return [
            (
                "Binder",
                "forgets",
                "Ten minutes without a click, and this computer in the cloud is gone. Download your answers before you stop.",
            )
        ]
    return []
