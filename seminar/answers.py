"""One student's answers in one small file: forecasts, predictions and notes, carried from lesson to lesson.

The file is ``my_answers.json`` beside the lessons, whichever folder of the seminar a notebook runs in; elsewhere in the
notebook's own folder; and where neither can be written to, in the student's home folder. The environment variable
``SEMINAR_ANSWERS`` names another folder. It is plain JSON; nothing in it is secret and nothing in it is a grade. It is
written whole or not at all, by one kernel at a time, and a file that cannot be read is set aside, never overwritten.

To save something, say what changes: ``update(lambda saved: saved.notes.update(memo="..."))``.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .errors import SeminarError
from .kit import files

FILE_NAME = "my_answers.json"
FOLDER = "SEMINAR_ANSWERS"  # the environment variable that names another folder
_FIRST_LESSON = "00_*.ipynb"
SEAL_BROKEN = "seal_broken_at"  # the note that holds the moment
_FORMAT, _VERSION = "seminar-answers", 1


class AnswersError(SeminarError):
    """An answers file that cannot be read or written; the message is a sentence for the student."""


@dataclass
class Answers:
    """What one student has answered so far.

    ``predictions`` maps a question's id to what was said before looking; ``forecasts`` is a list of sealings, oldest
    first, each with its time, its probabilities and a fingerprint of both; ``notes`` maps a name to free text.
    """

    predictions: dict[str, str] = field(default_factory=dict)
    forecasts: list[dict] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def seal_forecasts(self, probabilities: dict[str, float], now: datetime | None = None) -> dict:
        """Add a sealing of these probabilities (question id -> 0 to 1). Earlier sealings are kept."""
        at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
        sealing = {"sealed_at": at, "probabilities": dict(probabilities), "fingerprint": fingerprint(at, probabilities)}
        self.forecasts.append(sealing)
        return sealing

    def break_seal(self, now: datetime | None = None) -> str:
        """Note the moment at which the student asked for hindsight; the first one stands. Return it."""
        return self.notes.setdefault(SEAL_BROKEN, (now or datetime.now(UTC)).isoformat(timespec="seconds"))

    @property
    def seal_broken_at(self) -> str:
        """When the seal was broken; empty if it has not been."""
        return self.notes.get(SEAL_BROKEN, "")

    def opened(self, name: str) -> dict:
        """A note that holds JSON, as the dictionary that it is; an empty one where there is none that can be read."""
        try:
            kept = json.loads(self.notes.get(name) or "{}")
        except (ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def to_json(self) -> str:
        """The file's text, as :meth:`from_json` reads it."""
        body = {
            "format": _FORMAT,
            "version": _VERSION,
            "predictions": self.predictions,
            "forecasts": self.forecasts,
            "notes": self.notes,
        }
        text = json.dumps(body, indent=1, ensure_ascii=False)
        # Half of a surrogate pair, which a browser may send, cannot be written in UTF-8; escaped, it is kept.
        half = any("\ud800" <= letter <= "\udfff" for letter in text)
        return (json.dumps(body, indent=1) if half else text) + "\n"

    @classmethod
    def from_bytes(cls, data: bytes, name: str = FILE_NAME) -> Answers:
        """Read a file's bytes, UTF-8 or UTF-16; AnswersError says what is wrong with them."""
        try:
            return cls.from_json(files.decode(data, name), name)
        except files.FileError as error:
            raise AnswersError(str(error)) from None

    @classmethod
    def from_json(cls, text: str, name: str = FILE_NAME) -> Answers:
        """Read a file's text; AnswersError says what is wrong with it."""
        try:
            body = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise AnswersError(f"{name} is damaged: it is not JSON ({error}).") from None
        if not isinstance(body, dict) or body.get("format") != _FORMAT:
            raise AnswersError(f"{name} is not an answers file of this seminar.")
        if body.get("version") != _VERSION:
            raise AnswersError(
                f"{name} was written by another version of the seminar ({body.get('version')!r}; this one reads {_VERSION})."
            )
        predictions, forecasts, notes = (
            body.get(key, kind()) for key, kind in (("predictions", dict), ("forecasts", list), ("notes", dict))
        )
        if not (
            _is_text_map(predictions)
            and _is_text_map(notes)
            and isinstance(forecasts, list)
            and all(map(_is_sealing, forecasts))
        ):
            raise AnswersError(f"{name} is damaged: part of it is not in the form that the seminar writes.")
        return cls(predictions, forecasts, notes)


def fingerprint(sealed_at: str, probabilities: dict[str, float]) -> str:
    """A short digest of a sealing: the same time and numbers always give the same one, and others almost never do.

    It reveals an accidental edit, not a forgery: anyone who can edit the file can compute it.
    """
    return hashlib.sha256(json.dumps([sealed_at, probabilities], sort_keys=True).encode()).hexdigest()[:16]


def is_intact(sealing: dict) -> bool:
    """Whether a sealing still has the numbers that it was sealed with."""
    return sealing["fingerprint"] == fingerprint(sealing["sealed_at"], sealing["probabilities"])


def folders() -> list[Path]:
    """The folders in which a student's files may stand: that of the lessons, then this one; or the one that the environment names."""
    if named := os.environ.get(FOLDER):
        return [Path(named)]
    try:
        here = Path.cwd()
    except OSError:  # the folder was deleted meanwhile
        return []
    near = [here, *here.parents[:2]]
    lessons = next((f / "notebooks" for f in near if any((f / "notebooks").glob(_FIRST_LESSON))), here)
    return list(dict.fromkeys([lessons, here]))


def places() -> list[Path]:
    """The same folders with the home folder after them, if there is one."""
    try:
        return [*folders(), Path.home()]
    except RuntimeError:
        return folders()


def writable(folder: Path) -> bool:
    """Whether a file can be made there; it is tried, since what the permissions say is not always so."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def place(name: str = FILE_NAME) -> Path:
    """Where a student's file is kept: where one is that may be written, else in the first folder that may be, home last of all."""
    usable = [folder for folder in folders() if writable(folder)]
    for folder in usable:
        if (folder / name).exists():
            return folder / name
    usable += [folder for folder in places()[-1:] if not usable and writable(folder)]
    return (usable or places() or [Path()])[0] / name


def found(name: str = FILE_NAME) -> Path:
    """The file to read: that of :func:`place`, or one in a folder that may be read and not written."""
    kept = place(name)
    return next((p for p in [kept, *(folder / name for folder in folders())] if p.exists()), kept)


def passed_over(name: str = FILE_NAME) -> list[Path]:
    """Files of that name in the seminar's folders that are not used, since another one is."""
    used = found(name)
    return [p for folder in folders() if (p := folder / name) != used and p.exists()]


def where(path: Path) -> str:
    """A place in words: beside the lessons, in this folder, or by its whole path."""
    try:
        here = Path.cwd()
    except OSError:
        here = None
    if path.parent == here:
        return f"{path.name} in the folder of this notebook"
    beside = bool(folders()) and path.parent == folders()[0] and FOLDER not in os.environ
    return f"{path.name} beside the lessons, in the folder {path.parent.name}" if beside else str(path)


def load(path: Path | None = None) -> Answers:
    """The answers saved so far; new ones if there are none. AnswersError if the file cannot be read."""
    path = path or found()
    try:
        return Answers.from_json(files.read(path), path.name)
    except FileNotFoundError:
        return Answers()
    except files.FileError as error:
        raise AnswersError(str(error)) from None


def so_far() -> Answers:
    """The answers saved so far; new ones also where the file cannot be read, for what does without."""
    try:
        return load()
    except AnswersError:
        return Answers()


def update(change: Callable[[Answers], object], path: Path | None = None, start_over: bool = False) -> Path:
    """Let ``change`` alter the answers saved so far, and write them; return where.

    The file is locked from reading to writing, so that two kernels saving at once lose nothing. A file that cannot be
    read raises AnswersError or, if ``start_over`` is True, is set aside under another name and new answers are begun.
    AnswersError if the answers cannot be written; what was there before is kept.
    """
    source = path or found()
    path = path or place()
    with _held(path):
        try:
            saved = load(path if path.exists() else source)
        except AnswersError:
            if not start_over:
                raise
            files.set_aside(path)
            saved = Answers()
        change(saved)
        return files.write(path, saved.to_json())


def save(answers: Answers, path: Path | None = None) -> Path:
    """Write these answers in place of those saved so far, and return where; to change something, use :func:`update`.

    A file there that cannot be read is set aside under another name. AnswersError if the answers cannot be written.
    """
    path = path or place()
    with _held(path):
        try:
            load(path)
        except AnswersError:
            files.set_aside(path)
        return files.write(path, answers.to_json())


def keep_and_save(answers: Answers, path: Path | None = None) -> Path | None:
    """Write these answers; if there are others already, set those aside under another name and return it.

    AnswersError if the answers cannot be written.
    """
    path = path or place()
    with _held(path):
        same = path.exists() and path.read_bytes() == answers.to_json().encode()
        kept = None if same else files.set_aside(path)
        files.write(path, answers.to_json())
    return kept


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Lock the file for a change; whatever prevents writing becomes an AnswersError."""
    try:
        with files.locked(path):
            yield
    except files.FileError as error:
        raise AnswersError(str(error)) from None
    except OSError as error:
        raise AnswersError(f"{path.name} cannot be written ({error.strerror or error}).") from None


def _is_text_map(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def _is_sealing(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("sealed_at"), str)
        and isinstance(value.get("fingerprint"), str)
        and isinstance(value.get("probabilities"), dict)
        and all(
            isinstance(p, (int, float)) and not isinstance(p, bool) and 0 <= p <= 1
            for p in value["probabilities"].values()
        )
    )
