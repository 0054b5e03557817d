"""What is read of a grading: tables, a feedback page for each student, and a page on the class for whoever teaches it.

This room knows which files stand where, which of them are its own, and that nothing that somebody changed is lost.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path

from . import tables
from .class_page import class_page
from .feedback_page import feedback_page
from .gradebook import Gradebook, Student
from .memory import Moved
from .records import put
from .sheets import encoded
from .who import digest

MANIFEST = ".report.json"
_OURS = re.compile(
    r"(marks|grades|grades_canvas)\.csv|grades_moodle/\w{1,60}\.csv|feedback_(moodle|canvas)/\w{1,60}\.zip|feedback/[a-z0-9-]{1,80}\.html|class\.html",
    re.ASCII,
)


def write(book: Gradebook, out: Path, moved: Moved | None = None, said: tuple[str, ...] = ()) -> list[Path]:
    """Write tables and pages into ``out`` and say which files are new there.

    A page or table of an earlier run that no longer belongs goes. Whatever somebody has changed since it was written
    stays: it is kept beside the new one, as ``grades.kept-1.csv``.
    """
    made = {name: encoded(name, text) for name, text in pages(book, moved, said).items()}
    before, now = _remembered(out), {name: [_digest(content)] for name, content in made.items()}
    whole = {name: before.get(name, []) + now.get(name, []) for name in before | now}
    _remember(out, whole)  # should this run be cut short
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


def pages(book: Gradebook, moved: Moved | None = None, said: tuple[str, ...] = ()) -> dict[str, str | bytes]:
    """Every file of the report, by its place. The same for the same hand-ins in any order."""
    places = {s.key: f"feedback/{name}" for s, name in zip(book.students, page_names(book.students), strict=True)}
    made: dict[str, str | bytes] = dict(tables.tables(book))
    made |= {places[s.key]: feedback_page(s, book) for s in book.students}
    packed = {(s.key, e): feedback_page(s, book, e) for s in book.students for e in book.exercises if _returned(s, e)}
    made |= tables.parcels(book, packed)
    return made | {"class.html": class_page(book, places, moved, said)}


def _returned(student: Student, exercise: str) -> bool:
    """Whether a platform takes a page back from this student's hand-in."""
    return any(tables.moodle_id(f) or tables.canvas_id(f) for f in student.files if f.handin.exercise == exercise)


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
