"""A survey before the seminar and after it: two forms with the same twelve tasks in other words, and a file without a name in it.

A student who takes part gets one form before and the other after; which comes first is drawn, so that a harder form raises
neither side. The file holds a random code, which forms were answered, and the answers; nothing else.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

FILE = "my_survey.json"
BEFORE, AFTER = "before", "after"
FORMS = ("A", "B")


class SurveyError(ValueError):
    """A survey file that cannot be used; the sentence says why and what to do."""


@dataclass
class Survey:
    """What one student said: ``code`` is drawn at random, ``said`` holds the answers (question -> words) by BEFORE and AFTER."""

    code: str
    said: dict[str, dict[str, str]] = field(default_factory=dict)

    def form(self, when: str) -> str:
        """The form that this student gets: by the code, so that it is the same whenever it is asked."""
        first = zlib.crc32(self.code.encode()) % 2
        return FORMS[first if when == BEFORE else 1 - first]

    def to_json(self) -> str:
        """The text of the file."""
        return json.dumps({"survey": 1, "code": self.code, "said": self.said}, ensure_ascii=False, indent=1) + "\n"


def new() -> Survey:
    """A survey that nobody has answered, with a code of its own."""
    return Survey(secrets.token_hex(4))


def read(text: str, name: str = FILE) -> Survey:
    """The survey that a file holds. SurveyError, in a sentence with ``name``, if it is none."""
    try:
        held = json.loads(text)
        code, said = held["code"], held["said"]
        good = held["survey"] == 1 and isinstance(code, str) and set(said) <= {BEFORE, AFTER}
        good = good and all(isinstance(w, str) for answers in said.values() for w in (*answers, *answers.values()))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        good = False
    if not good:
        raise SurveyError(f"{name} is not a survey file; it wants {FILE} as survey.take() writes it. It is left out.")
    return Survey(code, said)


def marked(said: Mapping[str, str], questions: pd.DataFrame) -> pd.Series:
    """1 for a right answer, 0 for any other or none, by number of question; ``questions`` are those of one form."""
    held = questions.set_index("number")
    return pd.Series({n: int(said.get(row.question_id) == row.right) for n, row in held.iterrows()}, name="right")


def collect(texts: Mapping[str, str], questions: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """All sheets of a class from its files (name -> text), and a sentence for each file that is left out.

    One row a sheet, with columns ``code``, ``when``, ``form`` and one for each question's number, 1 or 0. A sheet without any answer
    is none; of two files with one code the one with more sheets counts, which is the later.
    """
    kept: dict[str, tuple[Survey, str]] = {}
    refused: list[str] = []
    for name in sorted(texts):
        try:
            one = read(texts[name], name)
        except SurveyError as error:
            refused.append(str(error))
            continue
        if one.code in kept:
            other, where = kept[one.code]
            (one, name), (_, lost) = sorted([(one, name), (other, where)], key=lambda pair: -len(pair[0].said))
            refused.append(f"{lost} holds the same code as {name}, which counts in its place.")
        kept[one.code] = one, name
    rows = []
    for one, name in kept.values():
        answered = [when for when in (BEFORE, AFTER) if one.said.get(when)]
        if not answered:
            refused.append(f"{name} has no answers in it. It is left out.")
        for when in answered:
            form = one.form(when)
            rows.append(
                {
                    "code": one.code,
                    "when": when,
                    "form": form,
                    **marked(one.said[when], questions[questions.form == form]),
                }
            )
    numbers = sorted(questions.number.unique())
    return pd.DataFrame(rows, columns=["code", "when", "form", *numbers]), refused
