"""Ids as a person types them: in any case, and with a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_NUMBERED = re.compile(r"[A-Za-z]+\d+")
_LEADING_ZEROS = re.compile(r"(?<=[a-z])0+(?=\d)")


def as_written(given: str, ids: Iterable[str]) -> str:
    """The one of the ids that was meant whatever its case, spaces or hyphens; what was given if there is none."""
    wanted = _plain(given)
    return next((known for known in ids if _plain(known) == wanted), given)


def meant(given: str, ids: Iterable[str]) -> str:
    """A question to be put behind a sentence that refuses an id, as " Do you mean 'C15'?"; empty where none is near."""
    if _NUMBERED.fullmatch(given.strip()):  # another number is another thing, not a slip
        return ""
    plain = {_plain(known): known for known in ids}
    near = get_close_matches(_plain(given), plain, n=1, cutoff=0.5)
    return f" Do you mean {plain[near[0]]!r}?" if near else ""


def _plain(name: object) -> str:
    plain = str(name).strip().casefold().replace("-", "_").replace(" ", "_")
    return _LEADING_ZEROS.sub("", plain)
