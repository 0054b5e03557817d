"""What forms were filled in with, task by task: kept in the answers file, so that an empty cell run later takes nothing away."""

from __future__ import annotations

import json
from contextlib import suppress

from .. import answers as answers_file

NOTE = "forms"  # in the answers file


def read() -> dict[str, object]:
    """What each form was left with, by task; nothing where the file cannot be read."""
    return answers_file.so_far().opened(NOTE)


def keep(task: str, value: object) -> None:
    """Keep what the form of one task holds."""

    def change(saved: answers_file.Answers) -> None:
        saved.notes[NOTE] = json.dumps(saved.opened(NOTE) | {task: value}, ensure_ascii=False)

    with suppress(answers_file.AnswersError):
        answers_file.update(change)


def filled(value: object) -> int:
    """How many entries and fields of an answer hold something."""
    if isinstance(value, (dict, list)):
        return sum(map(filled, value.values() if isinstance(value, dict) else value))
    return int(value not in (None, "", "...") and not (isinstance(value, str) and not value.strip()))


def laid_out(value: object) -> str:
    """A value as a student would write it: a dictionary an entry a line."""
    if not isinstance(value, dict):
        return repr(value)
    entries = "".join(f"    {item!r}: {tuple(v) if isinstance(v, list) else v!r},\n" for item, v in value.items())
    return f"{{\n{entries}}}"
