"""The school grade of English text by Flesch and Kincaid (1975), with syllables by a hyphenation dictionary."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import pyphen

_HYPHENS = pyphen.Pyphen(lang="en_US", left=1, right=2)
_WORD = re.compile(r"[A-Za-zÀ-ž’'-]*[a-zà-ž][A-Za-zÀ-ž’'-]*")


@cache
def syllables(word: str) -> int:
    """How many syllables a word has, by the places where it may be broken."""
    return len(_HYPHENS.positions(word)) + 1


def grade(sentences: list[str]) -> float:
    """The grade of these sentences taken together.

    A name (a capital within a sentence) counts as one syllable: Azerbaijan has five, and a reader who has met it reads it at a glance.
    """
    words = [found for s in sentences if (found := _WORD.findall(s))]
    count = sum(map(len, words))
    sounds = sum(1 if n and w[0].isupper() else syllables(w) for found in words for n, w in enumerate(found))
    return 0.39 * count / len(words) + 11.8 * sounds / count - 15.59


def sentences(text: str) -> list[str]:
    """Text cut into sentences: at a full stop, question mark, colon or semicolon before a blank, and at the end of a line."""
    return [s for s in re.split(r"(?<=[.?!;:])\s+|\n+", text) if len(_WORD.findall(s)) > 2]


class OpenCells(HTMLParser):
    """The cells of the tables of a page that stand open: nothing within <details>."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._folded = self._in = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._folded += tag == "details"
        if tag == "td":
            self._in += 1
            self.cells.append("") if not self._folded else None
        elif tag in ("br", "p") and self._in and self.cells:
            self.cells[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._folded -= tag == "details"
        self._in -= tag == "td"

    def handle_data(self, data: str) -> None:
        if self._in and not self._folded:
            self.cells[-1] += data


def open_cells(html: str) -> list[str]:
    """The text of every open cell."""
    parser = OpenCells()
    parser.feed(html)
    return parser.cells
