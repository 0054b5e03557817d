"""What was handed in: every file of a folder or a zip, read without trust.

Nothing is unpacked; what was read waits on a shelf, a file without a name. Links are not followed, not even to folders; what is no plain
file is not opened; no more is read than ``MOST`` of a file and ``BYTES`` of all. Every file becomes a hand-in: one that may be graded, or
one with a sentence that says why it is not. Three things alone have no row: what a computer leaves behind by itself
(``JUNK``), a platform's own lists, and text that was typed into the platform beside a file of the same student. Whose a file is, says ``who``.
Two files of one student, one exercise and the same ``copy`` stand side by side: nothing tells which is the later.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from ..exercises.conventions import known, student_file
from . import notebook
from .records import HandIn
from .sheets import digest
from .shelf import Shelf, ShelfError
from .who import GRADESCOPE_NAMES, Parts, ReadFile, ending, filed, safe, stem

MOST = 20_000_000  # bytes of one file
FILES = 20_000  # files of all together
BYTES = 2_000_000_000  # bytes of all together
PACKED_FILES = 5_000  # files of one zip that was handed in
PACKED_BYTES = 200_000_000  # bytes of one zip that was handed in
DEEPEST = 2  # zips around a file, the source itself counted
_FOLDERS = 50  # folders of a path in a zip that are read
JUNK = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "timestamp.txt"})  # the last is nbgrader's
JUNK_STARTS = ("._",)  # what macOS writes for each file, in zips below __MACOSX
NOTEBOOKS = frozenset({".ipynb", ".json", ".txt", ""})  # endings; browsers save name.ipynb.txt and name.json

_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others can unfold without bound from a few bytes


class IntakeError(ValueError):
    """Submissions that cannot be read at all; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was found and not yet read: where, how large by its own account, and why it is not to be read."""

    parts: Parts
    size: int = 0
    open: Callable[[], IO[bytes]] = io.BytesIO
    problem: str = ""
    on_disk: bool = False

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def packed(self) -> bool:
        return ending(self.name) == ".zip"


@dataclass
class _Limits:
    """How much may still be read; a zip's own limits lie within those of the whole."""

    files: int
    bytes: int
    around: _Limits | None = None

    def take(self, size: int) -> str:
        """Count a file of this size, or say why it is not read."""
        if self.files <= 0 or self.bytes < size:
            return "It was not read: there are too many files before it, or too large ones. Hand in fewer files, or grade the submissions in parts."
        if said := self.around.take(size) if self.around else "":
            return said
        self.files -= 1
        self.bytes -= size
        return ""


def collect(source: Path) -> list[HandIn]:
    """Every file of the folder, zip or single notebook at ``source``, in the order of their names.

    IntakeError says why nothing can be read there.
    """
    source, shelf = Path(source), Shelf(notebook.Notebook)
    try:
        found = list(_everything(source, shelf))
    except ShelfError:
        raise
    except OSError as error:
        raise IntakeError(
            f"“{safe(str(source))}” cannot be read ({_reason(error)}). Give yourself the right to read it."
        ) from error
    if not found:
        raise IntakeError(
            f"“{safe(str(source))}” holds no file that was handed in. Give the folder or the zip that the platform made."
        )
    alone = source.is_file() and ending(source.name) == ".ipynb"
    called = stem(source.name) if source.is_file() else source.resolve().name
    return filed(sorted(found, key=lambda f: _order(f.parts)), () if alone else (called,), called)


def _order(parts: Parts) -> tuple[list[str], Parts]:
    """By this, files are sorted in one way on every disk, whether it keeps é as one letter or as two."""
    return [unicodedata.normalize("NFC", p) for p in parts], parts


# --- every file there is -------------------------------------------------------------------------------------------


def _everything(source: Path, shelf: Shelf) -> Iterator[ReadFile]:
    limits = _Limits(FILES, BYTES)
    if source.is_dir():
        yield from _read_all(_in_folder(source), limits, shelf, 0)
    elif not source.exists():
        raise IntakeError(
            f"There is nothing at “{safe(str(source))}”. Give the folder or the zip that holds the submissions."
        )
    elif not source.is_file():
        raise IntakeError(
            f"“{safe(str(source))}” is neither a folder nor a file. Give the folder or the zip that holds the submissions."
        )
    elif ending(source.name) == ".ipynb":
        yield from _read_all([_on_disk((source.name,), source.resolve())], limits, shelf, 0)
    else:
        yield from _from_zip(source, limits, shelf)


def _from_zip(source: Path, limits: _Limits, shelf: Shelf) -> Iterator[ReadFile]:
    try:
        archive = zipfile.ZipFile(source)
    except OSError:
        raise  # is told by who called
    except Exception as error:
        raise IntakeError(
            f"“{safe(source.name)}” cannot be read as a zip: it is damaged, or of another kind. "
            "Download it again, or unpack it and give the folder; a single notebook ends in .ipynb."
        ) from error
    with archive:
        yield from _read_all(_in_zip(archive, ()), limits, shelf, 1)


def _in_folder(top: Path) -> list[_File]:
    """The files of a folder and of those within; links stay links."""
    found: list[_File] = []
    folders: list[tuple[Parts, str]] = [((), str(top))]
    while folders:
        above, folder = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            if not above:
                raise
            found.append(_File(above, problem=_unreadable(error, "This folder")))
            continue
        for entry in entries:
            parts = (*above, sys.intern(entry.name))
            junction = getattr(entry, "is_junction", bool)()  # Windows's links to folders, known from Python 3.12
            if entry.is_dir(follow_symlinks=False) and not junction:
                folders.append((parts, entry.path))
            elif not _is_junk(entry.name):
                found.append(_on_disk(parts, entry.path))
    return found


def _on_disk(parts: Parts, path: str | Path) -> _File:
    try:
        told = os.lstat(path)
    except OSError as error:
        return _File(parts, problem=_unreadable(error))
    return _File(parts, told.st_size, partial(_opened, path), _strange(told.st_mode), on_disk=True)


def _strange(mode: int) -> str:
    """What a thing is that is no plain file, in a sentence; empty if it is one, or if its kind is not told."""
    if stat.S_ISLNK(mode):
        return "It is a link to another place, which is not followed. Hand in the file itself."
    return "" if stat.S_ISREG(mode) or not stat.S_IFMT(mode) else "It is no plain file. Hand in the notebook itself."


def _opened(path: str | Path) -> IO[bytes]:
    """The file, opened so that neither a link nor a pipe that took its place meanwhile does harm."""
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    handle = os.fdopen(os.open(path, flags), "rb")
    if _strange(os.fstat(handle.fileno()).st_mode):
        handle.close()
        raise OSError("no plain file")
    return handle


def _in_zip(archive: zipfile.ZipFile, above: Parts) -> list[_File]:
    """The files of a zip, by its list of them; nothing is unpacked yet."""
    named = [(info, _zip_name(info)) for info in archive.infolist()]
    files = [
        (i, name, (*above, *_zip_parts(name))) for i, name in named if not (name.endswith("/") and not i.file_size)
    ]
    return [
        _File(parts, i.file_size, partial(archive.open, i), _refused(i, name))
        for i, name, parts in files
        if not _is_junk(parts[-1])
    ]


def _zip_name(info: zipfile.ZipInfo) -> str:
    """An entry's name. Many programs write UTF-8 and do not say so; then zipfile took it for the letters of old DOS."""
    name = info.orig_filename
    if info.flag_bits & 0x800 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except ValueError:
        return name


def _zip_parts(name: str) -> Parts:
    """The folders and the name of an entry, without what leads out of the zip, and cut to what a disk could hold."""
    parts = [_cut(p) for p in re.split(r"[/\\]", name.replace("\0", "\ufffd")) if p not in ("", ".", "..")]
    return (*parts[:_FOLDERS], *parts[_FOLDERS:][-1:]) or ("a file without a name",)


def _cut(part: str) -> str:
    return part if len(part) <= 255 else f"{part[:200]}…{digest(part)}{part[-40:]}"


def _refused(info: zipfile.ZipInfo, name: str) -> str:
    """Why an entry of a zip is not even opened."""
    if re.search(r"(^|/)\.\.(/|$)|^/|/$|\\|\0|^[A-Za-z]:", name):
        return "Its name in the zip leads out of the zip, or is none. Hand in the notebook itself, not zipped."
    if said := _strange(info.external_attr >> 16):
        return said
    if info.flag_bits & 0x1:
        return "It is locked with a password. Hand in the notebook without one."
    usual = info.compress_type in _PACKINGS
    return "" if usual else "It is packed in an unusual way. Hand in the notebook itself, not zipped."


def _is_junk(name: str) -> bool:
    return name.casefold() in JUNK or name.startswith(JUNK_STARTS)


# --- reading -------------------------------------------------------------------------------------------------------


def _read_all(files: list[_File], limits: _Limits, shelf: Shelf, zips: int) -> Iterator[ReadFile]:
    """Zips come last, so that none can use up what there is for plain files."""
    for file in sorted(files, key=lambda f: (f.packed, _order(f.parts))):
        if said := file.problem or _unfit(file, zips) or limits.take(0 if file.packed and file.on_disk else file.size):
            yield ReadFile(file.parts, problem=said)
        elif file.packed:
            yield from _unpacked(file, limits, shelf, zips + 1)
        else:
            yield _judged(file, shelf)


def _unfit(file: _File, zips: int) -> str:
    """Why a file is not read, seen from outside."""
    kind = ending(file.name)
    if ".ipynb_checkpoints" in file.parts or stem(file.name).endswith("-checkpoint"):
        return "It is the copy that Jupyter keeps for itself, often an old one. Hand in the notebook beside it."
    if file.packed and zips >= DEEPEST:
        return "It is a zip within a zip within a zip. Hand in the notebook itself."
    if not file.packed and kind not in NOTEBOOKS and not _is_note(file.name):
        return f"It is a {safe(kind)} file, not a notebook. Hand in the exercise as the .ipynb file that Jupyter saved."
    if file.size > MOST and not (file.packed and file.on_disk):
        return f"It is too large: {file.size:,} bytes, and at most {MOST:,} are read. Clear the outputs, save and hand in again."
    return ""


def _unpacked(file: _File, limits: _Limits, shelf: Shelf, zips: int) -> Iterator[ReadFile]:
    """The files of a zip that was handed in, or one row that says why there are none."""
    found, said = [], "This zip holds no file. Hand in the notebook itself."
    try:
        with file.open() if file.on_disk else io.BytesIO(_bytes(file)) as handle, zipfile.ZipFile(handle) as archive:
            entries = _in_zip(archive, file.parts)
            if len(entries) > PACKED_FILES:
                said = f"This zip holds {len(entries):,} files, and at most {PACKED_FILES:,} are read. Hand in the notebook itself."
            else:
                found = list(_read_all(entries, _Limits(PACKED_FILES, PACKED_BYTES, limits), shelf, zips))
    except ShelfError:
        raise
    except OSError as error:
        said = _unreadable(error)
    except Exception:  # a damaged zip fails in many ways
        said = "This zip is damaged and cannot be opened. Hand in the notebook itself."
    yield from found or [ReadFile(file.parts, problem=said)]


def _bytes(file: _File) -> bytes:
    with file.open() as handle:
        return handle.read(MOST + 1)


def _judged(file: _File, shelf: Shelf) -> ReadFile:
    """The file's notebook, else why it is none."""
    try:
        content = _bytes(file)
        if len(content) > MOST:
            said = f"It is too large: at most {MOST:,} bytes are read. Clear the outputs, save and hand in again."
            return ReadFile(file.parts, problem=said)
        if not content.strip():
            return ReadFile(file.parts, problem="It is empty. Save the notebook in Jupyter and hand it in again.")
        if _is_note(file.name):
            return ReadFile(file.parts, problem="It is a platform's own list.", text=content.decode("utf-8", "replace"))
        made = notebook.read(content)
        exercise, lesson = _told(made)
    except notebook.NotebookError as error:
        return ReadFile(file.parts, problem=str(error))
    except OSError as error:
        return ReadFile(file.parts, problem=_unreadable(error))
    except Exception:  # a damaged entry of a zip fails in many ways
        return ReadFile(file.parts, problem="It is damaged within the zip and cannot be read. Hand it in again.")
    return ReadFile(file.parts, shelf.keep(made), exercise, _lesson(exercise) if lesson else "")


def _unreadable(error: OSError, what: str = "It") -> str:
    return f"{what} cannot be read ({_reason(error)}). Give yourself the right to read it, or have it handed in again."


def _reason(error: OSError) -> str:
    return safe(error.strerror or str(error))


def _told(made: notebook.Notebook) -> tuple[str, bool]:
    """The exercise that a notebook's content names, by its metadata or by its cells with answers; and whether it is that lesson."""
    exercises = known()["exercises"]
    if made.exercise in exercises:
        return made.exercise, False
    home = {task: name for name, about in exercises.items() for task in about["tasks"]}
    most = Counter(home[t] for t in (notebook.task_of(c, list(home)) for c in made.cells) if t).most_common(2)
    if most:
        return (most[0][0] if len(most) == 1 or most[0][1] > most[1][1] else ""), False
    heads = {made.title.casefold(), *(c.source.partition("\n")[0].strip("# ").casefold() for c in made.cells[:1])}
    lessons = {about["title"].partition(": ")[2].casefold(): name for name, about in exercises.items()}
    found = next((lessons[h] for h in heads if h in lessons), "")
    return found, bool(found)


def _lesson(exercise: str) -> str:
    return (
        f"This is lesson {int(exercise[:2])}, not the exercise. Hand in exercises/{student_file(exercise)}, or the file "
        f"hand_in_{exercise}.ipynb that its last cell writes."
    )


def _is_note(name: str) -> bool:
    """Whether a platform writes such a file beside the hand-ins."""
    return name == GRADESCOPE_NAMES or (ending(name) == ".txt" and "_attempt_" in name)
