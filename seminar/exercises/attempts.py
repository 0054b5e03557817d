"""What a student has tried, task by task: kept in the answers file, and carried in the hand-in as the student's own word.

A check of a keyed task answers a few times and no more, so that trying out letters does not take the place of reading. Only an answer whose
form is right counts, and the same answer given again never does. Whoever edits the file can change what stands in it: a class may
learn from it, and no mark rests on it alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .. import answers as answers_file
from .marking import canonical

# Answers with content, of a keyed task: tests/exercises/test_exercises_search.py plays what a search finds in so many.
TRIES = 4
NOTE = "attempts"  # in the answers file
_MOST = 12  # answers of one task that are kept: the first, and the latest


@dataclass
class Tries:
    """One task: the answers that were checked, the first at the head; how many there were; and at which of them ``why`` was opened."""

    answers: list = field(default_factory=list)
    count: int = 0
    opened: int = 0

    def number(self, answer: object) -> int:
        """Which of the kept answers this is, counted from 1; 0 if it is new."""
        given = canonical(answer)
        return next((n for n, one in enumerate(self.answers, start=1) if canonical(one) == given), 0)

    def add(self, answer: object) -> None:
        """Count an answer, and keep it."""
        self.count += 1
        self.answers = [*self.answers[:1], *self.answers[1:][-(_MOST - 2) :], answer]


def is_limited(task: dict) -> bool:
    """Whether a task's answer could be found by trying: it is compared with a key, or chosen from names."""
    form = task["form"]
    return task["kind"] == "key" or (form["shape"] == "map" and all("allowed" in f for f in form["fields"]))


def read(note: object) -> dict[str, Tries]:
    """Attempts by task, of what a file holds; what does not look like one is left out."""
    found = {}
    for task, told in note.items() if isinstance(note, dict) else ():
        with suppress(TypeError, ValueError):
            tried = Tries(**told)
            whole = isinstance(tried.answers, list) and all(
                type(n) is int and n >= 0 for n in (tried.count, tried.opened)
            )
            found |= (
                {task: tried} if whole and len(tried.answers) <= tried.count and len(tried.answers) <= _MOST else {}
            )
    return found


def written(tried: dict[str, Tries], tasks: Iterable[str]) -> dict[str, dict]:
    """Attempts of these tasks as plain JSON."""
    return {task: asdict(tried[task]) for task in tasks if task in tried}


class Attempts:
    """This student's attempts: in the answers file, and in this kernel where that cannot be read or written."""

    def __init__(self) -> None:
        self._own: dict[str, Tries] = {}

    def all(self) -> dict[str, Tries]:
        """Attempts by task; beside the key, in the instructor's own folder, only those of this kernel."""
        found = dict(self._own)
        saved = {} if _is_instructors() else read(answers_file.so_far().opened(NOTE))
        return found | {t: one for t, one in saved.items() if t not in found or one.count >= found[t].count}

    def of(self, task: str) -> Tries:
        """The attempts at one task so far."""
        return self.all().get(task, Tries())

    def keep(self, task: str, tried: Tries) -> None:
        """Keep what was tried of one task."""
        self._own[task] = tried
        if _is_instructors():
            return

        def change(saved: answers_file.Answers) -> None:
            whole = read(saved.opened(NOTE)) | {task: tried}
            saved.notes[NOTE] = json.dumps(written(whole, whole), ensure_ascii=False)

        with suppress(answers_file.AnswersError):
            answers_file.update(change)


def _is_instructors() -> bool:
    return Path("key.json").exists()
