"""One student's answers in one small file: forecasts, predictions and notes, carried from lesson to lesson.

The file is ``my_answers.json`` in the folder in which the lesson runs, or, where that may not be written, in the
student's home folder. It is plain JSON; nothing in it is secret and nothing in it is a grade. Writing is atomic, and a
file that cannot be read is put aside, never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

FILE_NAME = "my_answers.json"
SEAL_BROKEN = "seal_broken_at"  # the note that holds the moment
_FORMAT, _VERSION = "seminar-answers", 1


class AnswersError(ValueError):
    """A file of answers that cannot be used; the message is a sentence for the student."""


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
        """When the seal was broken, empty while it is whole."""
        return self.notes.get(SEAL_BROKEN, "")

    def to_json(self) -> str:
        body = {
            "format": _FORMAT,
            "version": _VERSION,
            "predictions": self.predictions,
            "forecasts": self.forecasts,
            "notes": self.notes,
        }
        return json.dumps(body, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str, name: str = FILE_NAME) -> Answers:
        """Read a file's text; AnswersError says what is wrong with it."""
        try:
            body = json.loads(text)
        except ValueError as error:
            raise AnswersError(f"{name} is damaged: it is not JSON ({error}).") from None
        if not isinstance(body, dict) or body.get("format") != _FORMAT:
            raise AnswersError(f"{name} is not a file of this seminar's answers.")
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
            raise AnswersError(f"{name} is damaged: a part of it does not have the form that the seminar writes.")
        return cls(predictions, forecasts, notes)


def fingerprint(sealed_at: str, probabilities: dict[str, float]) -> str:
    """A short mark of a sealing: the same time and numbers give the same mark, and others almost never do.

    It shows a slip of the editor, not a forger: whoever can edit the file can compute it.
    """
    return hashlib.sha256(json.dumps([sealed_at, probabilities], sort_keys=True).encode()).hexdigest()[:16]


def is_intact(sealing: dict) -> bool:
    """Whether a sealing still carries the numbers that it was sealed with."""
    return sealing["fingerprint"] == fingerprint(sealing["sealed_at"], sealing["probabilities"])


def place() -> Path:
    """Where the answers are kept: this folder if it may be written or holds them already, else the home folder."""
    here = Path.cwd() / FILE_NAME
    return here if os.access(Path.cwd(), os.W_OK) else Path.home() / FILE_NAME


def load(path: Path | None = None) -> Answers:
    """The answers saved so far; new ones if there are none. AnswersError if the file cannot be read."""
    path = path or place()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Answers()
    except (OSError, UnicodeDecodeError) as error:
        raise AnswersError(
            f"{path.name} cannot be read: {getattr(error, 'strerror', None) or 'it is not text'}."
        ) from None
    return Answers.from_json(text, path.name)


def save(answers: Answers, path: Path | None = None) -> Path:
    """Write the answers and return where. A file there that is not ours or is damaged is kept under another name."""
    path = path or place()
    try:
        load(path)
    except AnswersError:
        path.replace(_unused(path))
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(answers.to_json(), encoding="utf-8", newline="\n")
    draft.replace(path)
    return path


def keep_and_save(answers: Answers, path: Path | None = None) -> Path | None:
    """Write the answers; where others stand already, keep those under another name and return it."""
    path = path or place()
    kept = None
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != answers.to_json():
        kept = _unused(path)
        path.replace(kept)
    save(answers, path)
    return kept


def _unused(path: Path) -> Path:
    """A free name beside the file: my_answers.kept-1.json, -2, …"""
    number = 1
    while (other := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists():
        number += 1
    return other


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
