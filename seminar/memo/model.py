"""A memo of 300 words to a minister: what can be checked without judging its opinion.

The check covers its parts, its length, the paragraphs cited, and whether the advice agrees with the student's own model
from lesson 5 or says why not. Whether the reasons are good is for a person to judge, with the rubric.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..kit.words import listed, quoted, verb

WORDS, MARGIN, CITATIONS = 300, 30, 3
_LONG, _VARIED = (
    20,
    0.35,
)  # words of a part from which its share of different words is looked at; half and more in any honest text
_SENTENCE_ENDS = re.compile(r"[.!?…]+\s+|\n+")
_SUCH_AS = 10  # a paragraph to show how one is cited, or the last where there are fewer
_CITED = re.compile(r"\bP(\d{1,3})\b")
_WHY_NOT = re.compile(r"\bmy model\b", re.I)


@dataclass(frozen=True)
class Check:
    """One thing checked: what it is, whether it passed, and a sentence that says what was found and, if need be, what is wanted."""

    what: str
    passed: bool
    sentence: str


def words(text: str) -> int:
    """The number of words as a word processor counts them: whatever is between spaces, if it has a letter or a figure in it."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


def own_words(text: str) -> int:
    """The number of words, with a sentence that says no more than an earlier one left out."""
    return sum(words(sentence) for sentence in {_plain(s): s for s in _SENTENCE_ENDS.split(text)}.values())


def _plain(text: str) -> str:
    return " ".join("".join(c for c in text.casefold() if c.isalnum() or c.isspace()).split())


def cited(text: str, last: int) -> tuple[list[int], list[int]]:
    """The different paragraphs cited, such as P14, in order: those from 0 to ``last``, and those that do not exist."""
    numbers = sorted({int(n) for n in _CITED.findall(text)})
    return [n for n in numbers if n <= last], [n for n in numbers if n > last]


def check(
    parts: Mapping[str, str],
    labels: Mapping[str, str],
    last_paragraph: int,
    advised: str = "",
    best: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> list[Check]:
    """Everything that can be checked in a memo, in the order in which it is reported.

    ``parts`` maps the part's id to its text, ``labels`` to its name; ``advised`` is the option that the claim recommends (empty
    if none is chosen); ``best`` the options that come first in the student's exported model (empty if there is none);
    ``names`` what the options are called.
    """
    whole = " ".join(parts.get(slot, "") for slot in labels)
    checks = [_part(label, parts.get(slot, "")) for slot, label in labels.items()]
    checks += [_length(whole), _citations(whole, last_paragraph)]
    return [*checks, _agreement(whole, advised, best, names or {})]


def _part(label: str, text: str) -> Check:
    different = len(set(_plain(text).split()))
    if words(text) >= _LONG and different < _VARIED * words(text):
        return Check(
            label, False, f"{words(text)} words, and only {different} different ones: it says the same again and again."
        )
    if words(text):
        return Check(label, True, f"{words(text)} words.")
    return Check(label, False, "It is empty. Write at least one sentence.")


def _length(text: str) -> Check:
    many = own_words(text)
    if many > WORDS + MARGIN:
        return Check("Length", False, f"{many} words; cut {many - WORDS} to come to {WORDS}.")
    if many < WORDS - 3 * MARGIN:
        return Check(
            "Length", False, f"{many} words; about {WORDS} are wanted, so there is room for {WORDS - many} more."
        )
    return Check("Length", True, f"{many} words of about {WORDS}.")


def _citations(text: str, last: int) -> Check:
    good, bad = cited(text, last)
    if bad:
        return Check("Citations", False, f"There is no P{bad[0]}; the paragraphs run from P0 to P{last}.")
    found = ", ".join(f"P{n}" for n in good) or "none"
    if len(good) < CITATIONS:
        return Check(
            "Citations",
            False,
            f"Paragraphs cited: {found}. At least {CITATIONS} different ones are wanted, such as (P{min(_SUCH_AS, last)}).",
        )
    return Check("Citations", True, f"Paragraphs cited: {found}.")


def _agreement(text: str, advised: str, best: Sequence[str], names: Mapping[str, str]) -> Check:
    what = "Your own model"

    def called(option: str) -> str:
        return quoted(names.get(option, option))

    if not advised:
        return Check(what, False, "Choose the option that your claim recommends; then it is laid beside your model.")
    if not best:
        return Check(
            what,
            False,
            "There is no exported model to compare with. Export your assumptions in lesson 5, then check again.",
        )
    firsts = f"{listed(map(called, best))} {verb(len(best), 'comes', 'come')} first in your model"
    if advised in best:
        return Check(what, True, f"Your claim recommends {called(advised)}, which comes first in your model.")
    if _WHY_NOT.search(text):
        return Check(
            what,
            True,
            f"Your claim recommends {called(advised)}; {firsts}, and you write on “my model”. A person reads whether you say why.",
        )
    return Check(
        what,
        False,
        f"Your claim recommends {called(advised)}, but {firsts}. Change one, or say why with the words “my model”.",
    )
