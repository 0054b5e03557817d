"""Whether a text speaks of a thing at all: the words that two texts share, and the small words that no sentence does without.

Nothing here judges what is said. It tells a sentence in a student's own words from syllables, and from sentences about something else.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    """a about after again against all also an and any are as at be because been before being between both but by can cannot could
    did do does each even every for from had has have he her here him his how i if in into is it its itself just may me might more most
    much must my no nor not now of off on once one only or other our out over own same shall she should so some still such than that the
    their them then there these they this those though through to too two under until up us very was we were what when where whether
    which while who whom whose why will with without would yet you your""".split()  # noqa: SIM905
)
_STEM = 4  # letters by which two forms of a word are known as one: thank, thanks, thankless


def words(text: str) -> list[str]:
    """The words of a text in small letters, without figures, so that “P14” is none but its letter."""
    return [word for word in _WORD.findall(text.casefold()) if len(word) > 1 or word in _SMALL]


def stems(text: str) -> set[str]:
    """The first letters of each word of a text that says something: not the small ones."""
    return {word[:_STEM] for word in words(text) if word not in _SMALL and len(word) > 2}


def small_share(text: str) -> float:
    """Which share of the words of a text is small ones, such as “the” and “to”: about half in English, none in syllables."""
    found = words(text)
    return sum(word in _SMALL for word in found) / len(found) if found else 0.0
