"""Which questions on earlier lessons open a lesson: five, those that are due first.

A question is due in the lesson after the one that taught it. Each right answer doubles the wait, counted in lessons, and a wrong
one brings it back in the next: retrieval that is spaced holds longer than reading again (Roediger and Karpicke, *Psychological
Science* 17, 2006; the growing steps are those of Leitner's box of cards).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from .. import answers
from ..tables import DataError

NOTE = "warm_ups"  # the note that holds what was answered: question -> [[lesson, 1 if right], ...]
MANY, INFERENTIAL = 5, 3
History = Mapping[str, Sequence[tuple[int, bool]]]


def history(saved: answers.Answers) -> dict[str, list[tuple[int, bool]]]:
    """What was answered so far, oldest first; nothing where it cannot be read."""
    kept = saved.opened(NOTE)
    try:
        return {i: [(int(lesson), bool(right)) for lesson, right in tries] for i, tries in kept.items()}
    except (ValueError, TypeError):
        return {}


def added(before: History, lesson: int, right: Mapping[str, bool]) -> str:
    """The history with the answers of one lesson, as the note holds it; a question's first answer in a lesson stands."""
    after = {i: [*tries] for i, tries in before.items()}
    for question, held in right.items():
        tries = after.setdefault(question, [])
        if lesson not in [asked for asked, _ in tries]:
            tries.append((lesson, held))
    return json.dumps({i: [[asked, int(held)] for asked, held in tries] for i, tries in after.items()})


def due(taught: int, tries: Sequence[tuple[int, bool]]) -> int:
    """The lesson in which a question is due again."""
    if not tries:
        return taught + 1
    wrong = [n for n, (_, right) in enumerate(tries) if not right]
    streak = len(tries) - 1 - wrong[-1] if wrong else len(tries)
    return tries[-1][0] + 2**streak


def chosen(questions: pd.DataFrame, lesson: int, before: History) -> pd.DataFrame:
    """The questions that open ``lesson``: what is due comes first, then what was missed last, then what was taught last.

    Of :data:`MANY`, :data:`INFERENTIAL` ask for more than memory, where there are so many. What was answered in this lesson or
    later does not count, so that a lesson opened twice asks the same. DataError if no earlier lesson has a question.
    """
    earlier = questions[questions.lesson < lesson]
    if earlier.empty:
        raise DataError(f"The table warm_ups has no question on a lesson before lesson {lesson}; give a later lesson.")
    tries = [[t for t in before.get(i, ()) if t[0] < lesson] for i in earlier.question_id]
    ranked = earlier.assign(
        waits=[due(n, t) > lesson for n, t in zip(earlier.lesson, tries, strict=True)],
        held=[not t or t[-1][1] for t in tries],
        newest=-earlier.lesson,
    ).sort_values(["waits", "held", "newest"], kind="stable")
    infer = ranked[ranked.level == "infer"]
    recall = ranked[ranked.level != "infer"]
    first = pd.concat([infer.head(INFERENTIAL), recall.head(MANY - INFERENTIAL)])
    rest = ranked[~ranked.question_id.isin(first.question_id)]
    five = pd.concat([first, rest.head(MANY - len(first))])
    return five.sort_values("question_id")[list(questions.columns)].reset_index(drop=True)


def choices(row) -> list[str]:
    """A question's answers in an order that is fixed for the question and does not give the right one away."""
    turn = sum(map(ord, row.question)) % 3
    three = [row.right, row.wrong, row.other_wrong]
    return three[turn:] + three[:turn]
