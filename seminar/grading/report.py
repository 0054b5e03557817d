"""What is read of a grading: tables, a feedback page for each student, and a page on the class for whoever teaches it.

This room knows which files stand where, which of them are its own, and that nothing that somebody changed is lost.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ..kit import files
from . import tables
from .class_page import class_page
from .feedback_page import feedback_page
from .gradebook import Gradebook, Student
from .memory import Moved
from .records import put
from .sheets import digest, encoded

MANIFEST = ".report.txt"
_OURS = re.compile(
    r"(marks|grades|grades_canvas)\.csv|grades_moodle/\w{1,60}\.csv|feedback_(moodle|canvas)/\w{1,60}\.zip|feedback/[a-z0-9-]{1,80}\.html|class\.html",
    re.ASCII,
)


def write(book: Gradebook, out: Path, moved: Moved | None = None, said: tuple[str, ...] = ()) -> list[Path]:
    """Write tables and pages into ``out``, one after the other, and say which files are new there.

    A page or table of an earlier run that no longer belongs goes. Whatever somebody has changed since it was written
    stays: it is kept beside the new one, as ``grades.kept-1.csv``.
    """
    out.mkdir(parents=True, exist_ok=True)
    before, now, written = _remembered(out), {}, []
    with (out / MANIFEST).open("a", encoding="utf-8") as note:
        for name, content in pages(book, moved, said):
            path, now[name] = out / name, _digest(content)
            stands = _digest_of(path)
            if stands not in ("", now[name], *before.get(name, [])) and (kept := files.set_aside(path)):
                written.append(kept)
            if stands != now[name]:
                note.write(f"\n{now[name]} {name}")  # before the file, should this run be cut short
                note.flush()
                put(path, content)
            written.append(path)
    for name in before.keys() - now.keys():
        if _digest_of(out / name) in before[name]:
            (out / name).unlink()
    put(out / MANIFEST, "\n".join(f"{digest} {name}" for name, digest in sorted(now.items())).encode())
    return written


def pages(book: Gradebook, moved: Moved | None = None, said: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """Every file of the report, its place and what stands in it. The same for the same hand-ins in any order."""
    for name, text in tables.tables(book).items():
        yield name, encoded(name, text)
    places = {s.key: f"feedback/{name}" for s, name in zip(book.students, page_names(book.students), strict=True)}
    for student in book.students:
        yield places[student.key], feedback_page(student, book).encode()
    yield from tables.parcels(book, lambda student, exercise: feedback_page(student, book, exercise))
    yield "class.html", class_page(book, places, moved, said).encode()


# --- where the pages stand -------------------------------------------------------------------------------------------

_PLAIN_LETTERS = str.maketrans("əıøłđßæœþð", "eioldsaotd")


def page_names(students: list[Student]) -> list[str]:
    """A file's name for each student that any system takes: letters of the name, and a number that no other has."""
    taken: set[str] = set()
    made = []
    for student in students:
        number = student.key if re.fullmatch(r"[0-9]{1,12}", student.key) else digest(student.key, 8)
        name = f"{_slug(student.name)}-{number}"
        if name in taken:
            name = f"{_slug(student.name)}-{digest(student.key, 32)}"
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
    """The digests that a file of ours may have, by earlier runs' notes: a line of digest and name for each file."""
    try:
        lines = (out / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    found: dict[str, list[str]] = {}
    for own, _space, name in (line.partition(" ") for line in lines):
        if _OURS.fullmatch(name):
            found.setdefault(name, []).append(own)
    return found
