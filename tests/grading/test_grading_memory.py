"""What grading keeps in memory: of a class of any size next to nothing for each hand-in."""

from __future__ import annotations

import errno
import tempfile
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import classroom
import pytest

from seminar import cli
from seminar.grading.records import CheckMark, Graded, HandIn, Result
from seminar.grading.shelf import Shelf

EACH = 3_000  # bytes for a hand-in at the peak: names, places and totals; its notebook alone takes eight thousand, its marks fifteen hundred


def peak(folder: Path, students: int) -> tuple[int, int]:
    """How many hand-ins, all data, are graded, and the most memory that this takes at any time."""
    files = classroom.make(folder / "in", students, seed=7, exercises=["01_the_argument"])
    tracemalloc.start()
    try:
        cli.main(["grade", str(folder / "in"), "--out", str(folder / "out"), "--quiet", "--workers", "1"])
        return len(files), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_hardly_grows_with_the_class(tmp_path):
    peak(tmp_path / "first", 3)  # what is loaded once
    (few, less), (many, more) = peak(tmp_path / "few", 30), peak(tmp_path / "many", 130)
    assert (more - less) / (many - few) < EACH


def test_a_shelf_gives_back_what_was_put_on_it():
    marks = (CheckMark("1.1", 2.5, 8, "not yet", "“Ə”: look again.", '{"a":"P4"}', tries=(1, 2.5)),)
    graded = [Graded(HandIn(str(i), "Leyla Məmmədova", f"{i}.ipynb"), Result(f"f{i}", marks)) for i in range(99)]
    shelf = Shelf(Graded, graded)
    assert (len(shelf), list(shelf), shelf[-1], shelf[0]) == (99, graded, graded[98], graded[0])
    kept = shelf.keep(graded[5])
    assert (kept.opened(), shelf[-1], len(shelf)) == (graded[5], graded[5], 100)
    with pytest.raises(IndexError):
        shelf[100]


@pytest.mark.parametrize("zipped", [False, True])
def test_where_there_is_no_room_nobody_is_told_that_their_file_is_damaged(tmp_path, monkeypatch, capsys, zipped):
    file, *_others = classroom.make(tmp_path / "in", 1, seed=7, exercises=["01_the_argument"])
    if zipped:
        with zipfile.ZipFile(tmp_path / "in" / "more.zip", "w") as archive:
            archive.write(file, file.name)
        file.unlink()

    class Full(BytesIO):
        def write(self, _content: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", Full)
    assert cli.main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--quiet"]) == cli.FAILED
    assert "No space left on device. What has been graded is kept; put that right" in capsys.readouterr().err
