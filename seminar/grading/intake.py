"""What was handed in: every file of a folder or a zip, read without trust, with its student and its exercise.

Nothing is unpacked onto the disk and nothing is written. Links are not followed, not even to folders; what is no plain
file is not opened; no more is read than ``MOST`` of a file and ``BYTES`` of all. Every file becomes a hand-in: one that may be graded, or
one with a sentence that says why it is not. Two things alone have no row: what a computer leaves behind by itself
(``JUNK``), and text that was typed into the platform beside a file of the same student.

Whose a file is, is said by the platform's own name for it, or else by the folder or the name that a person gave it:

- Moodle: ``Ani Petrosyan_1000_assignsubmission_file_/…``, or without folders ``…_file_01_the_argument.ipynb``;
- Canvas: ``petrosyanani_LATE_1000_77000_01_the_argument-1.ipynb``, or without names ``anon_xY3f9_77000_…``;
- by hand: a folder a student, as nbgrader has it too (``submitted/ani/01_the_argument/…``), or a student's name beside
  the exercise's: ``Ani Petrosyan 01_the_argument.ipynb``.

A platform's pattern is believed only where most of the source follows it, and then its outermost match: no student can take
another's number by naming a file so. Two files of one student, one exercise and the same ``copy`` stand side by side:
nothing tells which is the later.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import BinaryIO

from ..exercises.conventions import known
from . import transplant
from .records import HandIn

MOST = 20_000_000  # bytes of one file
FILES = 20_000  # files of all together
BYTES = 2_000_000_000  # bytes of all together
PACKED_FILES = 5_000  # files of one zip that was handed in
PACKED_BYTES = 200_000_000  # bytes of one zip that was handed in
DEEPEST = 2  # zips around a file, the source itself counted
LONGEST = 200  # characters of a name
_FOLDERS = 50  # folders of a path in a zip that are read
JUNK = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "timestamp.txt"})  # the last is nbgrader's
JUNK_STARTS = ("._",)  # what macOS writes for each file, in zips below __MACOSX
NOTEBOOKS = frozenset({".ipynb", ".json", ".txt", ""})  # endings; browsers save name.ipynb.txt and name.json

_MOODLE = re.compile(r"(?P<name>.*?)(?:_(?P<number>[0-9]+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>.*))?", re.S)
_CANVAS = re.compile(
    r"(?:(?P<name>[^\s.]+?)(?P<late>_LATE|_late)?_(?P<number>[0-9]+)|(?P<late_too>LATE_)?(?P<anonymous>anon_\w+?))"
    r"_(?:[1-9][0-9]*_(?P<rest>.+)|(?P<typed>text|link)\.html)",
    re.S,
)
_ENDING = re.compile(r"(\.[A-Za-z0-9]{1,10})(\s*(?:\([0-9]+\))?)$")
_NUMBERED = re.compile(r"(.+?)\s*\(([0-9]{1,3})\)", re.S)
_COPIED = re.compile(r"(.+?)[\s_-]+(?:copy|kopie|copie|copia|cópia|копия)\s*([0-9]{0,3})", re.S | re.I)
_AGAIN = re.compile(r"(.+)-([0-9]{1,2})", re.S)
_NOBODY = frozenset({"submitted", "submissions", "submission", "hand-ins", "handins", "autograded"})
_JOINERS = "\u200c\u200d"  # invisible, and part of how Persian and Indian names are spelt
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others can unfold without bound from a few bytes

Parts = tuple[str, ...]


class IntakeError(ValueError):
    """Submissions that cannot be read at all; the message is a sentence."""


@dataclass(frozen=True)
class _File:
    """A file that was found and not yet read: where, how large by its own account, and why it is not to be read."""

    parts: Parts
    size: int = 0
    open: Callable[[], BinaryIO] | None = None
    problem: str = ""
    on_disk: bool = False

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def packed(self) -> bool:
        return _ending(self.name) == ".zip"


@dataclass(frozen=True)
class _Read:
    """A file that was read: its bytes if it is a notebook, and the exercise that its content names."""

    parts: Parts
    content: bytes = b""
    exercise: str = ""
    problem: str = ""


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
    source = Path(source)
    try:
        found = list(_everything(source))
    except OSError as error:
        raise IntakeError(
            f"“{safe(str(source))}” cannot be read ({_reason(error)}). Give yourself the right to read it."
        ) from error
    if not found:
        raise IntakeError(
            f"“{safe(str(source))}” holds no file that was handed in. Give the folder or the zip that the platform made."
        )
    return _rows(sorted(found, key=lambda f: _order(f.parts)), source)


def _order(parts: Parts) -> tuple[list[str], Parts]:
    """By this, files are sorted in one way on every disk, whether it keeps é as one letter or as two."""
    return [unicodedata.normalize("NFC", p) for p in parts], parts


# --- every file there is -------------------------------------------------------------------------------------------


def _everything(source: Path) -> Iterator[_Read]:
    limits = _Limits(FILES, BYTES)
    if source.is_dir():
        yield from _read_all(_in_folder(source), limits, 0)
    elif not source.exists():
        raise IntakeError(
            f"There is nothing at “{safe(str(source))}”. Give the folder or the zip that holds the submissions."
        )
    elif not source.is_file():
        raise IntakeError(
            f"“{safe(str(source))}” is neither a folder nor a file. Give the folder or the zip that holds the submissions."
        )
    elif _ending(source.name) == ".ipynb":
        yield from _read_all([_on_disk((source.name,), source, source.stat())], limits, 0)
    else:
        yield from _from_zip(source, limits)


def _from_zip(source: Path, limits: _Limits) -> Iterator[_Read]:
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
        yield from _read_all(_in_zip(archive, ()), limits, 1)


def _in_folder(top: Path) -> list[_File]:
    """The files of a folder and of those within; links stay links."""
    found, folders = [], [((), top)]
    while folders:
        above, folder = folders.pop()
        try:
            inner = [((*above, entry.name), entry) for entry in os.scandir(folder)]
        except OSError as error:
            if not above:
                raise
            found.append(_File(above, problem=_unreadable(error, "This folder")))
            continue
        folders += [(parts, Path(entry.path)) for parts, entry in inner if _is_folder(entry)]
        found += [_of_entry(p, e) for p, e in inner if not _is_folder(e) and not _is_junk(e.name)]
    return found


def _is_folder(entry: os.DirEntry) -> bool:
    junction = getattr(entry, "is_junction", bool)  # Windows's links to folders, known from Python 3.12
    return entry.is_dir(follow_symlinks=False) and not junction()


def _of_entry(parts: Parts, entry: os.DirEntry) -> _File:
    try:
        return _on_disk(parts, Path(entry.path), entry.stat(follow_symlinks=False))
    except OSError as error:
        return _File(parts, problem=_unreadable(error))


def _on_disk(parts: Parts, path: Path, told: os.stat_result) -> _File:
    kind = _strange(told.st_mode)
    return _File(parts, told.st_size, partial(_opened, path), kind, on_disk=True)


def _strange(mode: int) -> str:
    """What a thing is that is no plain file, in a sentence; empty if it is one, or if its kind is not told."""
    if stat.S_ISLNK(mode):
        return "It is a link to another place, which is not followed. Hand in the file itself."
    return "" if stat.S_ISREG(mode) or not stat.S_IFMT(mode) else "It is no plain file. Hand in the notebook itself."


def _opened(path: Path) -> BinaryIO:
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
    return part if len(part) <= 255 else f"{part[:200]}…{_digest(part)}{part[-40:]}"


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


def _ending(name: str) -> str:
    """The ending in small letters, whatever number a browser put after it: ``name.ipynb (1)``."""
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


# --- reading -------------------------------------------------------------------------------------------------------


def _read_all(files: list[_File], limits: _Limits, zips: int) -> Iterator[_Read]:
    """Zips come last, so that none can use up what there is for plain files."""
    for file in sorted(files, key=lambda f: (f.packed, _order(f.parts))):
        if said := file.problem or _unfit(file, zips) or limits.take(0 if file.packed and file.on_disk else file.size):
            yield _Read(file.parts, problem=said)
        elif file.packed:
            yield from _unpacked(file, limits, zips + 1)
        else:
            yield _judged(file)


def _unfit(file: _File, zips: int) -> str:
    """Why a file is not read, seen from outside."""
    ending = _ending(file.name)
    if ".ipynb_checkpoints" in file.parts or _stem(file.name).endswith("-checkpoint"):
        return "It is the copy that Jupyter keeps for itself, often an old one. Hand in the notebook beside it."
    if file.packed and zips >= DEEPEST:
        return "It is a zip within a zip within a zip. Hand in the notebook itself."
    if not file.packed and ending not in NOTEBOOKS:
        return (
            f"It is a {safe(ending)} file, not a notebook. Hand in the exercise as the .ipynb file that Jupyter saved."
        )
    if file.size > MOST and not (file.packed and file.on_disk):
        return f"It is too large: {file.size:,} bytes, and at most {MOST:,} are read. Clear the outputs, save and hand in again."
    return ""


def _unpacked(file: _File, limits: _Limits, zips: int) -> Iterator[_Read]:
    """The files of a zip that was handed in, or one row that says why there are none."""
    found, said = [], "This zip holds no file. Hand in the notebook itself."
    try:
        with file.open() if file.on_disk else io.BytesIO(_bytes(file)) as handle, zipfile.ZipFile(handle) as archive:
            entries = _in_zip(archive, file.parts)
            if len(entries) > PACKED_FILES:
                said = f"This zip holds {len(entries):,} files, and at most {PACKED_FILES:,} are read. Hand in the notebook itself."
            else:
                found = list(_read_all(entries, _Limits(PACKED_FILES, PACKED_BYTES, limits), zips))
    except OSError as error:
        said = _unreadable(error)
    except Exception:  # a damaged zip fails in many ways
        said = "This zip is damaged and cannot be opened. Hand in the notebook itself."
    yield from found or [_Read(file.parts, problem=said)]


def _bytes(file: _File) -> bytes:
    with file.open() as handle:
        return handle.read(MOST + 1)


def _judged(file: _File) -> _Read:
    """The file's bytes if they are a notebook, else why they are none."""
    try:
        content = _bytes(file)
        if len(content) > MOST:
            return _Read(
                file.parts,
                problem=f"It is too large: at most {MOST:,} bytes are read. Clear the outputs, save and hand in again.",
            )
        if not content.strip():
            return _Read(file.parts, problem="It is empty. Save the notebook in Jupyter and hand it in again.")
        return _Read(file.parts, content, _told(transplant.read(content)))
    except transplant.TransplantError as error:
        return _Read(file.parts, problem=str(error))
    except OSError as error:
        return _Read(file.parts, problem=_unreadable(error))
    except Exception:  # a damaged entry of a zip fails in many ways
        return _Read(file.parts, problem="It is damaged within the zip and cannot be read. Hand it in again.")


def _unreadable(error: OSError, what: str = "It") -> str:
    return f"{what} cannot be read ({_reason(error)}). Give yourself the right to read it, or have it handed in again."


def _reason(error: OSError) -> str:
    return safe(error.strerror or str(error))


# --- which exercise ------------------------------------------------------------------------------------------------


def _told(notebook: dict) -> str:
    """The exercise that a notebook's content names: its metadata, else what its cells with answers belong to."""
    exercises = known()["exercises"]
    metadata = notebook.get("metadata")
    about = metadata.get("seminar") if isinstance(metadata, dict) else None
    named = about.get("exercise") if isinstance(about, dict) else None
    if isinstance(named, str) and named in exercises:
        return named
    home = {task: name for name, about in exercises.items() for task in about["tasks"]}
    answered = [transplant.task_of(c, list(home)) for c in transplant.cells(notebook)]
    most = Counter(home[t] for t in answered if t).most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else ""


@cache
def _spellings(names: Parts) -> dict[str, re.Pattern]:
    """How each exercise may be written in a file's name: ``01_the_argument``, “the argument”, “Exercise 1”."""
    made = {}
    for name in names:
        number, *words = name.split("_")
        between, digits = r"[\s_.:-]*", f"0*{int(number)}"
        spelt = between.join(map(re.escape, words))
        kinds = rf"(?<![^\W_])(?:exercise|ex|lesson|week){between}{digits}(?![0-9])"
        made[name] = re.compile(rf"(?:(?:{kinds}|(?<![0-9]){digits}){between})?{spelt}|{kinds}", re.I)
    return made


def _in_name(name: str) -> str:
    """The exercise that a file's name names; empty if none, or if several."""
    found = [e for e, spelling in _spellings(tuple(known()["exercises"])).items() if spelling.search(name)]
    return found[0] if len(found) == 1 else ""


def _no_exercise() -> str:
    return (
        "No exercise was found in it: neither in its metadata, nor an answer cell by its id or its comment “# Your answer to …”, nor a "
        f"name in the file's name. Name it after one of {', '.join(known()['exercises'])}, or hand in the notebook of the exercise."
    )


# --- whose it is ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Whose:
    """What a file's place says of it: student, name, its own file name, and what a platform tells besides."""

    student: str
    name: str
    file: str
    late: bool = False
    canvas: bool = False
    typed: bool = False


def _rows(found: list[_Read], source: Path) -> list[HandIn]:
    alone = source.is_file() and _ending(source.name) == ".ipynb"
    around = () if alone else (_stem(source.name) if source.is_file() else source.resolve().name,)
    shapes = [_platform(around, f.parts) for f in found]
    trusted = _is_export([f.parts for f in found], shapes)
    wrapper = _wrapper([f.parts for f in found])
    whose = [
        shape if shape and trusted else _by_hand(f.parts[wrapper:]) for f, shape in zip(found, shapes, strict=True)
    ]
    files = {w.student for w in whose if not w.typed}
    rows = [_row(f, w) for f, w in zip(found, whose, strict=True) if not w.typed or f.content or w.student not in files]
    return _distinct(rows)


def _row(found: _Read, whose: _Whose) -> HandIn:
    exercise = found.exercise or _in_name(whose.file)
    problem = found.problem or ("" if exercise else _no_exercise())
    if not exercise:  # a row about an essay belongs to an exercise all the same
        exercise = next((e for e in map(_in_name, reversed(found.parts[:-1])) if e), "")
    if whose.typed and found.problem:
        problem = "It is text typed into the platform, not a notebook. Hand in the exercise as the .ipynb file that Jupyter saved."
    copy = _uncopied(_stem(whose.file), whose.canvas)[1]
    content = b"" if problem else found.content
    file = safe("/".join(safe(p) for p in found.parts), 5 * LONGEST)
    return HandIn(safe(whose.student), safe(whose.name), file, exercise, whose.late, copy, content, problem)


def _distinct(rows: list[HandIn]) -> list[HandIn]:
    """No two rows name the same file, even where two names differ only in what cannot be seen."""
    seen: Counter = Counter()
    made = []
    for row in rows:
        seen[row.file] += 1
        made.append(row if seen[row.file] == 1 else replace(row, file=f"{row.file} [{seen[row.file]}]"))
    return made


def _platform(around: Parts, parts: Parts) -> _Whose | None:
    """What the outermost part that follows a platform's pattern says; None if none does. Canvas names files, never folders."""
    for part in (*around, *parts):
        is_file = part == parts[-1] or _ending(part) == ".zip"
        if whose := _moodle(part, parts[-1]) or (_canvas(part, parts[-1]) if is_file else None):
            return whose
    return None


def _moodle(part: str, last: str) -> _Whose | None:
    found = _MOODLE.fullmatch(part)
    if not found or not (found["name"] or found["number"]):
        return None
    own = found["rest"] if part == last and found["rest"] else last
    return _Whose(
        found["number"] or found["name"], found["name"] or found["number"], own, typed=found["kind"] == "onlinetext"
    )


def _canvas(part: str, last: str) -> _Whose | None:
    found = _CANVAS.fullmatch(part)
    if not found:
        return None
    own = found["rest"] if part == last and found["rest"] else last
    student = found["number"] or found["anonymous"]
    late = bool(found["late"] or found["late_too"])
    return _Whose(student, found["name"] or student, own, late, canvas=True, typed=bool(found["typed"]))


def _is_export(paths: list[Parts], shapes: list[_Whose | None]) -> bool:
    """Whether a platform made the source: in most of its outermost folders and files most files follow a pattern."""
    common = _common(paths)
    votes: dict[str, list[bool]] = {}
    for parts, shape in zip(paths, shapes, strict=True):
        votes.setdefault(parts[common], []).append(shape is not None)
    return 2 * sum(2 * sum(v) > len(v) for v in votes.values()) > len(votes)


def _common(paths: list[Parts]) -> int:
    """How many folders lie around every file."""
    depth = 0
    while all(len(p) > depth + 1 for p in paths) and len({p[depth] for p in paths}) == 1:
        depth += 1
    return depth


def _wrapper(paths: list[Parts]) -> int:
    """How many of the folders around every file are no student's, but the export's own: those within which others are."""
    for depth in range(_common(paths), 0, -1):
        folders = [_folder_person(p[depth:]) for p in paths]
        names = {_person(_stem(p[-1])) for p in paths}
        most = 2 * sum(map(bool, folders)) > len(folders) and len({*folders} - {""}) > 1
        if all(folders) or most or ("" not in names and len(names) > 1):
            return depth
    return 0


def _folder_person(parts: Parts) -> str:
    """The first folder that names more than an exercise; empty if none does."""
    named = (_person(_stem(f) if _ending(f) == ".zip" else f) for f in parts[:-1])
    return next((name for name in named if name), "")


def _by_hand(parts: Parts) -> _Whose:
    """The first folder that names more than an exercise, else what the file's name holds beside it, else that name."""
    stem = _stem(parts[-1])
    name = _folder_person(parts) or _person(stem) or _tidy(stem) or parts[-1]
    return _Whose(name, name, parts[-1])


def _person(text: str) -> str:
    """What is left of a name without the exercise, “hand in” and the number of a copy."""
    text = _uncopied(unicodedata.normalize("NFC", text), False)[0]
    for spelling in _spellings(tuple(known()["exercises"])).values():
        text = spelling.sub("\0", text)
    text = re.sub(r"(?<![^\W_])hand[\s_-]*in(?![^\W_])", "\0", text, flags=re.I)
    text = _tidy(re.sub(r"[\s_.,-]*\0[\s_.,\0-]*", " ", text))
    return "" if text.casefold() in _NOBODY else text


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip(" _-,")


def _stem(name: str) -> str:
    """A file's name without its ending, or endings where a browser added one: ``name.ipynb.txt``."""
    bare = _ENDING.sub(r"\2", name)
    return _ENDING.sub(r"\2", bare) if _ending(bare) == ".ipynb" else bare


def _uncopied(stem: str, canvas: bool) -> tuple[str, int]:
    """A name without the marks of a copy, and what they add up to: “name (1)”, “name - Copy”, “name-Copy1”, Canvas's “name-1”."""
    count = 0
    if canvas and (found := _AGAIN.fullmatch(stem)):
        stem, count = found[1], int(found[2])
    while found := _NUMBERED.fullmatch(stem) or _COPIED.fullmatch(stem):
        stem, count = found[1], count + int(found[2] or 1)
    return stem, count


# --- text that is safe to show -------------------------------------------------------------------------------------


def safe(text: str, longest: int = LONGEST) -> str:
    """The text in one Unicode form, with marks in the place of what cannot be seen or turns the writing round, and not too long.

    What is cut off is replaced by a number made from it, so that two names that differ stay different.
    """
    text = "".join("\ufffd" if _is_unseen(c) else c for c in unicodedata.normalize("NFC", text))
    if len(text) <= longest:
        return text
    return f"{text[: longest - 10]}…{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _is_unseen(letter: str) -> bool:
    return letter not in _JOINERS and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
