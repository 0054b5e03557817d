"""Whether a computer has what the seminar needs: Python, packages, tables, a folder that can be written to."""

from __future__ import annotations

import os
import sys
from importlib import metadata

import pandas as pd
from packaging.requirements import Requirement

from .. import answers, tables
from ..tables import seminar_data

DISTRIBUTION = "unenviable-task"
OK = "OK"


def check() -> pd.DataFrame:
    """One row for each thing checked. Columns: What, State (OK or what is wrong), What to do."""
    lines = [_python(), *map(_package, _requirements()), _data(), *_folder(), *_binder()]
    return pd.DataFrame(lines, columns=["What", "State", "What to do"])


def _requirements() -> list[Requirement]:
    """What the installed package says it needs, extras left out."""
    parsed = map(Requirement, metadata.requires(DISTRIBUTION) or [])
    return [r for r in parsed if r.marker is None or r.marker.evaluate({"extra": ""})]


def _python() -> tuple[str, str, str]:
    wanted = metadata.metadata(DISTRIBUTION)["Requires-Python"]
    version = ".".join(map(str, sys.version_info[:3]))
    if Requirement(f"python{wanted}").specifier.contains(version, prereleases=True):
        return f"Python {version}", OK, ""
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
        return f"{wanted.name} {version}", OK, ""
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
    return "The seminar's tables", OK, ""


def _folder() -> list[tuple[str, str, str]]:
    """Whether answers and hand-ins can be written where they are looked for; found out by trying."""
    near = answers.folders()
    if any(map(answers.writable, near)):
        lines = [("Saving your answers", OK, "")]
    elif any(map(answers.writable, answers.places())):
        advice = f"This folder is read-only, so your answers are kept in {answers.place()}. It is better to copy the seminar to a folder of your own."
        lines = [("Saving your answers", "in your home folder", advice)]
    else:
        advice = "Neither this folder nor your home folder can be written to. Copy the seminar to a folder of your own."
        lines = [("Saving your answers", "not possible", advice)]
    for folder in [f.parent / "exercises" for f in near[:1] if (f.parent / "exercises").is_dir()]:
        if not answers.writable(folder):
            advice = "The exercises folder is read-only; hand_in() will say where it writes instead. It is better to copy the seminar to a folder of your own."
            lines.append(("Handing in", "elsewhere", advice))
    return lines


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
