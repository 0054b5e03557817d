"""Lesson 0's helpers: the map, and the set-up check."""

from __future__ import annotations

from importlib import metadata

import pytest

from seminar import start, tables


def test_everything_is_ok_where_the_tests_run(desk):
    shown = start.check_setup()
    assert set(shown.table.State) == {"OK"} and shown.sentence.startswith("OK.")
    assert {w.split()[0] for w in shown.table.What} >= {"Python", "ipywidgets", "matplotlib", "numpy", "pandas"}


def test_a_missing_package_is_named_with_what_to_do(desk, monkeypatch):
    version = metadata.version

    def without_pandas(name):
        if name == "pandas":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(start.setup.metadata, "version", without_pandas)
    shown = start.check_setup()
    row = shown.table.set_index("What").loc["pandas"]
    assert (
        row.State == "missing"
        and row["What to do"] == "Run: pip install -r requirements.txt"
        and shown.sentence == "Look at: pandas."
    )


@pytest.mark.parametrize("old", ["1.5.3", "99.0"])
def test_a_version_that_was_not_tried_is_named(desk, monkeypatch, old):
    version = metadata.version
    monkeypatch.setattr(start.setup.metadata, "version", lambda name: old if name == "pandas" else version(name))
    row = start.check_setup().table.set_index("What").loc[f"pandas {old}"]
    assert row.State == "other version" and "The seminar was tried with pandas<4,>=2.2.3" in row["What to do"]


def test_a_python_that_was_not_tried_is_named(desk, monkeypatch):
    monkeypatch.setattr(start.setup.sys, "version_info", (3, 10, 2, "final", 0))
    row = start.check_setup().table.set_index("What").loc["Python 3.10.2"]
    assert row.State == "other version" and ">=3.11" in row["What to do"]


def test_faulty_tables_are_told(desk, monkeypatch):
    def faulty():
        raise tables.DataError("events.csv is missing from the folder data/.")

    monkeypatch.setattr(start.setup.seminar_data(), "check", faulty)
    row = start.check_setup().table.set_index("What").loc["The seminar's tables"]
    assert row.State == "faulty" and row["What to do"].startswith("events.csv is missing")


def test_a_place_where_nothing_can_be_saved_is_told(desk, monkeypatch):
    monkeypatch.setattr(start.setup.answers, "writable", lambda folder: False)
    row = start.check_setup().table.set_index("What").loc["Saving your answers"]
    assert row.State == "not possible" and "Copy the seminar to a folder of your own" in row["What to do"]


def test_a_folder_that_may_not_be_written_is_not_said_to_be_right(desk, monkeypatch):
    """The exercises' folder too: a hand-in would be written elsewhere."""
    (desk / "notebooks").mkdir()
    (desk / "notebooks" / "00_start_here.ipynb").touch()
    (desk / "exercises").mkdir()
    monkeypatch.chdir(desk / "notebooks")
    monkeypatch.setattr(start.setup.answers, "writable", lambda folder: folder.name == "home")
    shown = start.check_setup()
    rows = shown.table.set_index("What")
    assert rows.State["Saving your answers"] == "in your home folder" and rows.State["Handing in"] == "elsewhere"
    assert "Look at: Saving your answers, Handing in" in shown.sentence


def test_binder_is_said_to_forget(desk, monkeypatch):
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    shown = start.check_setup()
    assert "Download your answers" in shown.table.set_index("What").loc["Binder", "What to do"]


def test_the_map_adds_up_the_minutes(data):
    shown = start.lessons()
    assert f"{data.read('lessons').minutes.sum() / 60:g} hours" in shown.sentence and len(shown.table) == len(
        data.read("lessons")
    )
