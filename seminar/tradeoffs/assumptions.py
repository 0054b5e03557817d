"""A student's own assumptions about the trade-offs, and the file that takes them from lesson to lesson.

The ground is what the seminar gives the student to start from; assumptions are what the student then sets: weights, a
menu, p, changed scores. They are exported to ``my_assumptions.json`` beside the answers, where later lessons read them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from .. import answers
from ..kit import files
from ..tables import Package, seminar_data
from .acceptability import MODES
from .model import HIGHEST, LOWEST, Scores, index_of, shares
from .triangle import MENUS, Region, corner_weights, regions, strait_model, strait_point, usual_corners


@dataclass(frozen=True)
class Edit:
    """One score changed by the student, with the reason."""

    option: str
    interest: str
    low: float
    mid: float
    high: float
    reason: str


@dataclass(frozen=True)
class Assumptions:
    """Everything that a ranking of the options depends on and that a student can set.

    ``points`` are swing points from 0 to 100, one per interest; ``p`` is the chance that the uncertain option goes well, or None to
    take it at its middle scores like the others; ``menu`` a name in :class:`Ground`; ``corners`` the interests at the strait's
    first two corners; ``mode`` one of MODES; ``order`` the interests ranked first; ``edits`` the changed scores, oldest first.
    """

    points: tuple[float, ...]
    menu: str
    corners: tuple[str, str]
    p: float | None = None
    mode: str = "mid"
    order: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def weights(self) -> np.ndarray:
        """The points as shares that sum to one, shape (interests,)."""
        return shares(self.points)


@dataclass(frozen=True)
class Ground:
    """What the student starts from: the coded scores, the uncertain option, the menus by name, the strait's corners."""

    scores: Scores
    uncertain: str
    menus: dict[str, tuple[str, ...]]
    corners: tuple[str, str]

    def start(self, menu: str) -> Assumptions:
        """Equal weights, middle scores, nothing changed."""
        return Assumptions((100.0,) * len(self.scores.interests), menu, self.corners)

    def edited(self, mine: Assumptions) -> Scores:
        """The scores of all options with the student's changes."""
        scores = self.scores
        for e in mine.edits:
            scores = scores.edited(e.option, e.interest, e.low, e.mid, e.high)
        return scores

    def under(self, mine: Assumptions) -> Scores:
        """The scores that the student's ranking rests on: changed, at p, on the chosen menu.

        p moves the middle of the uncertain option's scores and leaves their ranges alone, so it counts in every mode.
        """
        scores = self.edited(mine).only(self.menus[mine.menu])
        return scores if mine.p is None else scores.supposing(mine.p, self.uncertain)

    def strait(self, mine: Assumptions) -> tuple[list[Region], np.ndarray]:
        """The strait's regions, and where the student's weights lie in it."""
        scores = self.under(mine)
        corners = corner_weights(scores.interests, *mine.corners)
        return regions(scores.options, scores.mid, corners), strait_point(mine.weights, corners)


def ground(data: Package | None = None) -> Ground:
    """The coded scores, the uncertain option, the menus and the strait's corners, from the tables."""
    data = data or seminar_data()
    menus = {menu: strait_model(menu, data).scores.options for menu in MENUS}
    everything = strait_model("all", data)
    return Ground(everything.scores, everything.uncertain, menus, usual_corners(data))


# A changed score, as typed


def score(text: str) -> float:
    """A score as typed; ValueError says what is wanted. A comma will do for the point, and a long minus for a short one."""
    try:
        value = float(text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        value = math.nan
    if not LOWEST <= value <= HIGHEST:
        raise ValueError(
            f"{text.strip()!r} is not a score; give a number from {LOWEST} to {HIGHEST}, such as -1 or 0.5."
        )
    return value


def edit(option: str, interest: str, low: str, mid: str, high: str, reason: str) -> Edit:
    """A changed score from what was typed; ValueError says what is missing."""
    lowest, middle, highest = score(low), score(mid), score(high)
    if not lowest <= middle <= highest:
        raise ValueError(
            f"You gave low {low.strip()}, middle {mid.strip()}, high {high.strip()}; low may not be above middle, nor middle above high."
        )
    if not reason.strip():
        raise ValueError("Give a reason: a paragraph of the article, or what you know that it does not say.")
    return Edit(option, interest, lowest, middle, highest, " ".join(reason.split()))


# The file


FILE_NAME = "my_assumptions.json"
_FORMAT, _VERSION = "seminar-assumptions", 1


def to_json(mine: Assumptions, interests: Sequence[str], sentence: str) -> str:
    """The assumptions as the text of a small file, with the sentence that sums them up."""
    body = {"format": _FORMAT, "version": _VERSION, "sentence": sentence, **asdict(mine)}
    body["points"] = dict(zip(interests, mine.points, strict=True))
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str, given: Ground, name: str = FILE_NAME) -> Assumptions:
    """Read a file's text back; ValueError says in a sentence what is wrong with it."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"{name} is damaged: it is not JSON.") from None
    if not isinstance(body, dict) or body.get("format") != _FORMAT:
        raise ValueError(f"{name} is not a file of assumptions from this lesson.")
    if body.get("version") != _VERSION:
        raise ValueError(
            f"{name} was written by another version of the seminar ({body.get('version')!r}; this one reads {_VERSION})."
        )
    try:
        mine = _assumptions(body, given)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{name} is damaged: {_fault(error)}") from None
    return mine


def collect(texts: Mapping[str, str], given: Ground) -> tuple[dict[str, Assumptions], list[str]]:
    """Read many files (name -> text): the assumptions by name, in order of name, and a sentence for each file that cannot be used."""
    read, refused = {}, []
    for name in sorted(texts):
        try:
            read[name] = from_json(texts[name], given, name)
        except ValueError as error:
            refused.append(str(error))
    return read, refused


def _assumptions(body: dict, given: Ground) -> Assumptions:
    interests = given.scores.interests
    if set(body["points"]) != set(interests):
        raise ValueError(f"its points are not for the interests {', '.join(interests)}.")
    points = tuple(_number(body["points"][interest], 0, 100) for interest in interests)
    if body["menu"] not in given.menus:
        raise ValueError(f"it names a menu {body['menu']!r} that is not here.")
    if body["mode"] not in MODES:
        raise ValueError(f"it names a mode {body['mode']!r} that is not here.")
    if len(body["corners"]) != 2:
        raise ValueError("its strait does not have two corners.")
    first, second = body["corners"]
    corner_weights(interests, first, second)
    order = tuple(body["order"])
    if len(set(order)) < len(order):
        raise ValueError("its order names an interest twice.")
    for interest in order:
        index_of(interest, interests, "an interest")
    mine = Assumptions(
        points,
        body["menu"],
        (first, second),
        None if body["p"] is None else _number(body["p"], 0, 1),
        body["mode"],
        order,
        tuple(_edit(e) for e in body["edits"]),
    )
    given.edited(mine)  # refuses an option or interest that is not here
    return mine


def _edit(body: dict) -> Edit:
    low, mid, high = (_number(body[end], LOWEST, HIGHEST) for end in ("low", "mid", "high"))
    if not low <= mid <= high or not isinstance(body["reason"], str) or not body["reason"].strip():
        raise ValueError("a changed score in it is out of order or has no reason.")
    return Edit(body["option"], body["interest"], low, mid, high, body["reason"])


def _number(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError(f"it has {value!r} where a number from {low} to {high} is wanted.")
    return float(value)


def _fault(error: Exception) -> str:
    """What is wrong with the file, for a reader."""
    if isinstance(error, KeyError):
        return f"it has no {error.args[0]!r}."
    return str(error) if type(error) is ValueError else "part of it is not in the form that the seminar writes."


def place() -> Path:
    """Where the assumptions are kept: beside the answers."""
    return answers.place(FILE_NAME)


def save(text: str, given: Ground) -> Path | None:
    """Write the file; if there is one that cannot be read as assumptions, keep that under another name and return it.

    OSError if it cannot be written, FileError if another program keeps it locked.
    """
    path, kept = place(), None
    with files.locked(path):
        try:
            load(given)
        except ValueError:
            kept = files.set_aside(path)
        files.write(path, text)
    return kept


def load(given: Ground) -> Assumptions | None:
    """The saved assumptions, None if there are none; ValueError with a sentence if the file cannot be used."""
    path = answers.found(FILE_NAME)
    try:
        return from_json(files.read(path), given, path.name)
    except FileNotFoundError:
        return None


def saved_assumptions(data: Package | None = None) -> Assumptions | None:
    """The assumptions that the student exported, None if there are none; ValueError says what is wrong with the file."""
    return load(ground(data))
