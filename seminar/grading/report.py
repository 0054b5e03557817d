"""What is read of a grading: tables, a feedback page for each student, and a page on the class for whoever teaches it.

This room knows which files stand where, which of them are its own, and that nothing that somebody changed is lost.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from . import gradebook
from .class_page import class_page
from .feedback_page import feedback_page
from .frame import short_hash
from .gradebook import Student
from .records import Graded, put

MANIFEST = ".report.json"
_OURS = re.compile(
    r"(marks|grades|grades_canvas)\.csv|grades_moodle/\w{1,60}\.csv|feedback/[a-z0-9-]{1,80}\.html|class\.html",
    re.ASCII,
)


def write(graded: Iterable[Graded], out: Path, key: dict, checks: dict) -> list[Path]:
    """Write tables and pages into ``out`` and say which files are new there.

    A page or table of an earlier run that no longer belongs goes. Whatever somebody has changed since it was written
    stays: it is kept beside the new one, as ``grades.kept-1.csv``.
    """
    made = {name: gradebook.encoded(name, text) for name, text in pages(graded, key, checks).items()}
    before, now = _remembered(out), {name: [_digest(content)] for name, content in made.items()}
    _remember(
        out, {name: before.get(name, []) + now.get(name, []) for name in before | now}
    )  # should this run be cut short
    written = []
    for name, content in made.items():
        path = out / name
        written += [*_kept(path, before.get(name, []) + now[name]), path]
        if not (path.exists() and path.read_bytes() == content):
            put(path, content)
    for name in before.keys() - made.keys():
        if _digest_of(out / name) in before[name]:
            (out / name).unlink()
    _remember(out, now)
    return written


def pages(graded: Iterable[Graded], key: dict, checks: dict) -> dict[str, str]:
    """Every file of the report, by its place, as text. The same for the same hand-ins in any order."""
    chosen = gradebook.choose(graded)
    students = gradebook.roll(chosen)
    places = {s.key: f"feedback/{name}" for s, name in zip(students, page_names(students), strict=True)}
    made = gradebook.tables(chosen, checks)
    made |= {places[s.key]: feedback_page(s, checks, gradebook.exercises(chosen)) for s in students}
    return made | {"class.html": class_page(chosen, places, key, checks)}


# --- where the pages stand -------------------------------------------------------------------------------------------

_PLAIN_LETTERS = str.maketrans("əıøłđßæœþð", "eioldsaotd")


def page_names(students: list[Student]) -> list[str]:
    """A file's name for each student that any system takes: letters of the name, and a number that no other has."""
    taken: set[str] = set()
    made = []
    for student in students:
        number = student.key if re.fullmatch(r"[0-9]{1,12}", student.key) else short_hash(student.key, 8)
        name = f"{_slug(student.name)}-{number}"
        if name in taken:
            name = f"{_slug(student.name)}-{short_hash(student.key, 32)}"
        taken.add(name)
        made.append(f"{name}.html")
    return made


def _slug(name: str) -> str:
    """``Məmmədova, Leyla`` -> ``memmedova-leyla``. The number that follows keeps it from being ``con`` or ``nul``."""
    letters = (
        unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "student"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    return _digest(path.read_bytes()) if path.is_file() else ""


def _remembered(out: Path) -> dict[str, list[str]]:
    """What earlier runs wrote here: the digests that a file of ours may have. Nothing, if the note cannot be read."""
    try:
        body = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    files = body.get("files") if isinstance(body, dict) else None
    return (
        {n: d for n, d in files.items() if _OURS.fullmatch(n) and isinstance(d, list)}
        if isinstance(files, dict)
        else {}
    )


def _remember(out: Path, files: dict[str, list[str]]) -> None:
    text = json.dumps({"files": {name: sorted(set(files[name])) for name in sorted(files)}}, indent=1) + "\n"
    put(out / MANIFEST, text.encode())


def _kept(path: Path, ours: list[str]) -> list[Path]:
    """Copy a file that is not as we wrote it, and say where the copy is."""
    if not path.exists() or _digest_of(path) in ours:
        return []
    number = 1
    while (other := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists():
        number += 1
    put(other, path.read_bytes())
    return [other]
