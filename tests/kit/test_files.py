"""One reader and one writer: every encoding that an editor leaves is read, and what is written is whole or not there."""

from __future__ import annotations

import codecs
import os
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.kit import files
from seminar.kit.files import FileError

WORDS = "Ստեփանակերտ, Şuşa, Москва\nsecond line\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.replace("\n", "\r\n").encode(),
    ],
)
def test_every_encoding_that_an_editor_leaves_is_read_alike(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    assert files.read(tmp_path / "a.txt") == WORDS


@pytest.mark.parametrize("data", [b"caf\xe9", codecs.BOM_UTF16_LE + b"\x00"])
def test_what_cannot_be_read_is_refused_and_never_guessed(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(FileError, match=r"a.txt is not text in UTF-8 .* Save it again with the encoding UTF-8"):
        files.read(tmp_path / "a.txt")


def test_a_file_that_is_not_there_and_one_that_is_a_folder_are_told_apart(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.read(tmp_path / "a.txt")
    with pytest.raises(FileError, match=r"cannot be read: "):
        files.read(tmp_path)


@given(text=st.text().filter(lambda t: "\r" not in t and not t.startswith("\ufeff")))
def test_what_is_written_is_read_back(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("files") / "a.txt"
    assert files.write(path, text) == path and files.read(path) == text


def test_bytes_are_written_as_they_are(tmp_path):
    files.write(tmp_path / "a.bin", b"\xff\r\n\x00")
    assert (tmp_path / "a.bin").read_bytes() == b"\xff\r\n\x00"


def test_an_interrupted_write_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch):
    path = files.write(tmp_path / "a.txt", "old")
    monkeypatch.setattr(files.os, "fsync", lambda _file: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        files.write(path, "new")
    assert path.read_text(encoding="utf-8") == "old" and [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_new_file_has_the_permissions_that_any_new_file_gets(tmp_path):
    (tmp_path / "plain.txt").write_text("", encoding="utf-8")
    files.write(tmp_path / "a.txt", "")
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == stat.S_IMODE((tmp_path / "plain.txt").stat().st_mode)


def test_what_is_set_aside_gets_a_free_name_and_overwrites_nothing(tmp_path):
    path = tmp_path / "a.json"
    assert files.set_aside(path) is None
    for text in ("first", "second"):
        path.write_text(text, encoding="utf-8")
        files.set_aside(path)
    assert not path.exists()
    assert [(tmp_path / f"a.kept-{n}.json").read_text(encoding="utf-8") for n in (1, 2)] == ["first", "second"]


def test_two_who_change_a_file_take_turns(tmp_path):
    """Each reads a number and writes the next one: without turns some of the hundred are lost."""
    path = files.write(tmp_path / "a.txt", "0")

    def count() -> None:
        for _ in range(50):
            with files.locked(path):
                files.write(path, str(int(files.read(path)) + 1))

    both = [threading.Thread(target=count) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert files.read(path) == "100"


def test_a_file_that_another_holds_is_not_waited_for_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    with (
        files.locked(tmp_path / "a.txt"),
        pytest.raises(FileError, match=r"a.txt is being written by another program"),
        files.locked(tmp_path / "a.txt"),
    ):
        pass


def test_where_no_lock_can_be_made_the_change_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(files.FileLock, "acquire", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no")))
    with files.locked(tmp_path / "a.txt"):
        files.write(tmp_path / "a.txt", "went on")
    assert files.read(tmp_path / "a.txt") == "went on"


def test_a_fault_within_the_change_is_not_hidden_and_lets_go_of_the_file(tmp_path):
    with pytest.raises(OSError, match="mine"), files.locked(tmp_path / "a.txt"):
        raise OSError("mine")
    with files.locked(tmp_path / "a.txt"):
        pass
