"""A class's answers files, pooled: whose forecasts count, and a sentence for each file whose forecasts do not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .. import answers
from ..kit import collected
from . import model


def collect(folder: Path) -> tuple[list[dict[str, float]], list[str]]:
    """Read every ``.json`` file of a folder, its subfolders or a zip.

    The chances (question id -> 0 to 1) of each that counts, and a sentence for each that does not.
    """
    texts, unreadable = collected.texts(folder, "an answers file")
    read, refused = sort_out(texts)
    return read, [*unreadable, *refused]


def sort_out(texts: Mapping[str, str]) -> tuple[list[dict[str, float]], list[str]]:
    """Sort answers files (name -> text): the chances of each that counts, and a sentence for each that does not."""
    read, refused = [], []
    for name in sorted(texts):
        try:
            found = model.sealings(answers.Answers.from_json(texts[name], name))
        except answers.AnswersError as error:
            refused.append(str(error))
            continue
        if sealing := model.counted(found):
            read.append(sealing.chances)
        else:
            last = f"the last one is {found[-1].standing}" if found else "there is no sealing in it"
            refused.append(f"{name} has no forecasts that count: {last}.")
    return read, refused
