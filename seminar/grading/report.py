"""What is read of a grading: tables, a feedback page for each student, and a page on the class for whoever teaches it.

This room knows which files stand where, which of them are its own, and that nothing that somebody changed is lost.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from ..kit import files
from . import tables
from .class_page import class_page
from .feedback_page import feedback_page
from .gradebook import Gradebook, Student
from .memory import Moved
from .records import put
from .sheets import digest

MANIFEST = ".report.txt"
_OURS = re.compile(
    r"(marks|grades|grades_canvas)\.csv|grades_moodle/\w{1,60}\.csv|feedback_(moodle|canvas)/\w{1,60}\.zip|feedback/[a-z0-9-]{1,80}\.html|class\.html",
    re.ASCII,
)


def write(book: Gradebook, out: Path, moved: Moved | None = None, said: tuple[str, ...] = ()) -> list[str]:
    """Write tables and pages into ``out``, one after the other; the names of all that stand there now.

    A page or table of an earlier run that no longer belongs goes. Whatever somebody has changed since it was written
    stays: it is kept beside the new one, as ``grades.kept-1.csv``.
    """
    out.mkdir(parents=True, exist_ok=True)
    before, now, kept = _remembered(out), {}, []
    with (out / MANIFEST).open("a", encoding="utf-8") as note:
        for name, content in pages(book, moved, said):
            with tempfile.SpooledTemporaryFile(1 << 20) as draft:
                for piece in content:
                    draft.write(piece)
                draft.seek(0)
                path, now[name] = out / name, _digest(draft)
                stands = _digest_of(path)
                if stands not in ("", now[name], *before.get(name, [])) and (aside := files.set_aside(path)):
                    kept.append(aside.relative_to(out).as_posix())
                if stands != now[name]:
                    note.write(f"\n{now[name]} {name}")  # before the file, should this run be cut short
                    note.flush()
                    draft.seek(0)
                    put(path, draft)
    for name in before.keys() - now.keys():
        if _digest_of(out / name) in before[name]:
            (out / name).unlink()
    put(out / MANIFEST, "\n".join(f"{digest} {name}" for name, digest in sorted(now.items())).encode())
    return [*now, *kept]


def pages(
    book: Gradebook, moved: Moved | None = None, said: tuple[str, ...] = ()
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file of the report, its place and, in pieces, what stands in it. The same for the same hand-ins in any order."""
    for name, lines in tables.tables(book).items():
        yield name, chain([codecs.BOM_UTF8], map(str.encode, lines))
    places = {s.key: f"feedback/{name}" for s, name in zip(book.students, page_names(book.students), strict=True)}
    for student in book.students:
        yield places[student.key], [feedback_page(student, book).encode()]
    yield from tables.parcels(book, lambda student, exercise: feedback_page(student, book, exercise))
    yield "class.html", map(str.encode, class_page(book, places, moved, said))


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


def _digest(pieces: Iterable[bytes]) -> str:
    made = hashlib.sha256()
    for piece in pieces:
        made.update(piece)
    return made.hexdigest()


def _digest_of(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as content:
        return _digest(content)


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
