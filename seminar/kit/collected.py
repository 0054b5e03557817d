"""A class's small files, from a folder with its subfolders or from a zip, such as a learning platform gives: read as text, trusted in nothing.

Nothing is unpacked onto the disk, links are not followed, and no more is read of a file than a real one has. What a computer or the
seminar itself leaves beside the files is passed over; whatever else cannot be read is reported in a sentence, and the others count.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from . import files

_LARGEST = 200_000  # bytes; a real file has a few thousand
_MOST = 5_000  # files
_LARGEST_ZIP = 50_000_000  # bytes of a zip within the folder or the zip
_PASSED_OVER = re.compile(r"(^|/)(\.|__MACOSX/|~\$)|\.kept-\d+\.json$")  # hidden files, and what was set aside
_Found = tuple[str, int, Callable[[], bytes]]  # name, size by its own account, its bytes


def texts(source: Path, what: str = "a file of this seminar") -> tuple[dict[str, str], list[str]]:
    """The text of every .json file of a folder, its subfolders or a zip, and of zips within (or of one such file); and a sentence for each that cannot be read.

    A file is named by its path from ``source``, with ``/`` between folders: a platform puts the student's name there. ``what`` is what the
    files should be, for the sentence about one that is too large. Both results are empty where there is nothing at ``source``.
    """
    found: dict[str, str] = {}
    refused: list[str] = []
    for name, size, content in _everything(Path(source), refused):
        if len(found) + len(refused) >= _MOST:
            refused.append(f"No more than {_MOST:,} files are read; {name} and what follows are left out.")
            break
        if size > _LARGEST:
            refused.append(f"{name} is larger than {_LARGEST // 1000} kB; {what} is not.")
            continue
        try:
            found[name] = files.decode(content(), name)
        except files.FileError as error:
            refused.append(str(error))
        except OSError as error:
            refused.append(f"{name} cannot be read ({error.strerror or error}).")
        except Exception:  # a damaged or locked entry of a zip fails in many ways
            refused.append(f"{name} is damaged within the zip, or locked. Ask for it again, not zipped.")
    return found, refused


def whose(names: Sequence[str]) -> dict[str, str]:
    """What to call the owner of each file (path -> words): the file's name; where several files have one name, their folder's up to the
    first underscore, which is where a platform's numbers begin; and the whole path where that is not enough."""
    called = {name: PurePosixPath(name).stem for name in names}
    for choose in (lambda path: path.parent.name.partition("_")[0], str):
        often = Counter(called.values())
        called = {
            name: choose(PurePosixPath(name)) or name if often[words] > 1 else words for name, words in called.items()
        }
    return called


def _everything(source: Path, refused: list[str]) -> Iterator[_Found]:
    """Every .json file there is, in the order of names."""
    if source.is_dir():
        within = (p for p in source.rglob("*") if not p.is_symlink())
        for path in sorted(within, key=lambda p: p.relative_to(source).as_posix()):
            name = path.relative_to(source).as_posix()
            if _wanted(name, ".json") and (path.is_file() or path.is_dir()):
                yield name, path.stat().st_size if path.is_file() else 0, path.read_bytes
            elif _wanted(name, ".zip") and path.is_file():
                yield from _zipped(path, f"{name}/", refused)
    elif source.is_file() and source.suffix.casefold() == ".json":
        yield source.name, source.stat().st_size, source.read_bytes
    elif source.is_file():
        yield from _zipped(source, "", refused)


def _zipped(source: Path | io.BytesIO, above: str, refused: list[str], inner: bool = True) -> Iterator[_Found]:
    """The .json files of a zip and, unless it is itself within one, of the zips in it."""
    try:
        with zipfile.ZipFile(source) as archive:
            for entry in sorted(archive.infolist(), key=lambda e: e.filename):
                name = above + entry.filename
                if _wanted(name, ".json"):
                    yield name, entry.file_size, partial(archive.read, entry)
                elif inner and _wanted(name, ".zip") and entry.file_size <= _LARGEST_ZIP:
                    yield from _zipped(io.BytesIO(archive.read(entry)), f"{name}/", refused, inner=False)
    except Exception:  # a damaged zip fails in many ways
        called = above.rstrip("/") or (source.name if isinstance(source, Path) else "A file")
        refused.append(f"{called} cannot be opened as a zip. Download it again, or unpack it and give the folder.")


def _wanted(name: str, ending: str) -> bool:
    return name.casefold().endswith(ending) and not _PASSED_OVER.search(name)
