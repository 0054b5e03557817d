"""What the tests share: the seminar's data, a folder of one's own, small tables made by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import browser
import hypothesis
import pandas as pd
import pytest

from seminar import tables

# The machine may be busy: a property is about what comes out, not about how soon.
hypothesis.settings.register_profile("seminar", deadline=None)
hypothesis.settings.load_profile("seminar")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data() -> tables.Package:
    return tables.seminar_data()


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in, with no answers saved and prediction questions asked."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "USERPROFILE"):  # elsewhere, and on Windows
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("SEMINAR_PREDICT", raising=False)
    (tmp_path / "home").mkdir()
    return tmp_path


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the tables to spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


@pytest.fixture
def library(tmp_path):
    """A function that makes a small package of tables: ``library(name=(descriptor fields, csv text), …)``."""

    def make(seal: str | None = None, key: str = "id", **made: tuple[list[dict], str]) -> tables.Package:
        resources = []
        for name, (fields, text) in made.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
            schema = {"fields": fields, "primaryKey": [key]}
            sealed = {"seal": seal} if seal and any(f["name"] == seal for f in fields) else {}
            resources.append({"name": name, "type": "table", "path": f"{name}.csv", "schema": schema, **sealed})
        (tmp_path / "datapackage.json").write_text(
            json.dumps({"speaks_from": "2020-10-16", "resources": resources}), encoding="utf-8"
        )
        return tables.Package(tmp_path)

    return make


@pytest.fixture
def small_tree() -> pd.DataFrame:
    """A thesis T with reasons A and B; A rests on the fact F and the report S, B is a bare prediction."""
    rows = [
        ("T", "", "interpretation", ("P1", "P5")),
        ("A", "T", "interpretation", ("P2",)),
        ("F", "A", "fact", ("P2",)),
        ("S", "A", "reported-speech", ("P3",)),
        ("B", "T", "prediction", ("P4",)),
    ]
    frame = pd.DataFrame(rows, columns=["claim_id", "supports", "kind", "paragraphs"])
    return frame.assign(
        claim="Claim " + frame.claim_id,
        label="Short " + frame.claim_id,
        role="reason",
        status_in_text="said",
        event_ids=[()] * 5,
    )


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """JupyterLab serving a copy of the lessons: its address, and the copy. Without Chromium the test is skipped, and says so."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    home = tmp_path_factory.mktemp("lab")
    with browser.lab(home) as address:
        yield address, home / "seminar" / "notebooks"


@pytest.fixture
def address(served):
    """JupyterLab's address, with no student's answers saved from an earlier test."""
    for path in served[1].glob("my_answers*"):
        path.unlink()
    return served[0]


@pytest.fixture
def page(address):
    """A page in Chromium; the test fails if a request left this machine or a script failed."""
    with browser.page(address) as opened:
        yield opened
        assert not opened.outside, f"Requests left this machine: {opened.outside}"
        assert not opened.faults, opened.faults
