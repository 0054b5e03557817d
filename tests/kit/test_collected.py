"""A class's files: from a folder, its subfolders or a zip, alike; a bad one is named and left out, and the rest count."""

from __future__ import annotations

import io
import os
import zipfile

import pytest

from seminar.kit.collected import texts, whose

CLASS = {"a.json": "1", "Anna B_77_file/mine.json": "2", "deep/er/still.json": "ə", "Ben_78_file/mine.json": "4"}
LEFT_BEHIND = {
    "__MACOSX/a.json": "x",
    ".hidden.json": "x",
    ".ipynb_checkpoints/a.json": "x",
    "a.kept-1.json": "x",
    "notes.txt": "x",
}


def lay_out(folder, made):
    for name, text in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def zipped(made) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_folder_and_its_zip_are_read_alike(tmp_path):
    folder = lay_out(tmp_path / "class", CLASS | LEFT_BEHIND)
    (tmp_path / "class.zip").write_bytes(zipped(CLASS | LEFT_BEHIND))
    assert texts(folder) == texts(tmp_path / "class.zip") == (CLASS, [])


def test_a_zip_within_either_is_read_and_one_within_that_is_not(tmp_path):
    inner = zipped({"b.json": "2", "c.zip": zipped({"c.json": "3"})})
    (tmp_path / "class.zip").write_bytes(zipped({"a.json": "1", "group.zip": inner}))
    assert texts(tmp_path / "class.zip") == ({"a.json": "1", "group.zip/b.json": "2"}, [])
    assert texts(tmp_path) == ({"class.zip/a.json": "1", "class.zip/group.zip/b.json": "2"}, [])
    assert texts(tmp_path / "nowhere") == ({}, [])


def test_one_file_alone_is_read_as_itself(tmp_path):
    lay_out(tmp_path, {"mine.json": "1"})
    assert texts(tmp_path / "mine.json") == ({"mine.json": "1"}, [])


def test_what_a_form_set_aside_is_left_out_by_its_whole_name(tmp_path):
    lay_out(tmp_path, {"t.kept-12.json": "{}", "kept-1.json": "{}"})
    assert texts(tmp_path) == ({"kept-1.json": "{}"}, [])


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_not_followed(tmp_path):
    secret = lay_out(tmp_path / "elsewhere", {"secret.json": "1"})
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "link.json").symlink_to(secret / "secret.json")
    (tmp_path / "class" / "folder").symlink_to(secret)
    assert texts(tmp_path / "class") == ({}, [])


def test_each_bad_file_is_named_and_the_rest_count(tmp_path):
    lay_out(tmp_path, {"good.json": "1", "long.json": "1" * 200_001})
    (tmp_path / "bytes.json").write_bytes(b"{\xe9}")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    spoiled = bytearray(zipped({"x.json": "0123456789"}))
    spoiled[spoiled.index(b"0123456789")] ^= 1  # then its check sum is wrong
    (tmp_path / "spoiled.zip").write_bytes(spoiled)
    found, refused = texts(tmp_path, "an answers file")
    assert found == {"good.json": "1"}
    assert sorted(r.split()[0] for r in refused) == [
        "broken.zip",
        "bytes.json",
        "folder.json",
        "long.json",
        "spoiled.zip/x.json",
    ]
    assert "long.json is larger than 200 kB; an answers file is not." in refused


def test_an_owner_is_called_by_file_then_by_folder_then_by_the_whole_path():
    assert whose(list(CLASS)) == {
        "a.json": "a", "Anna B_77_file/mine.json": "Anna B", "deep/er/still.json": "still", "Ben_78_file/mine.json": "Ben",
    }  # fmt: skip
    assert whose(["1/x/m.json", "2/x/m.json"]) == {"1/x/m.json": "1/x/m.json", "2/x/m.json": "2/x/m.json"}
