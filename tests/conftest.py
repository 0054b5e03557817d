"""What the tests share: the seminar's data, an empty folder to work in, small tables made by hand."""

from __future__ import annotations

import json
import os
import runpy
import shutil
from datetime import UTC, datetime
from pathlib import Path

import browser
import hypothesis
import pandas as pd
import pytest
from filelock import FileLock

from seminar import answers, tables, tradeoffs

# The machine may be busy: a property is about the result, not about how long it takes.
hypothesis.settings.register_profile("seminar", deadline=None)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=10)  # make quick
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


@pytest.fixture(autouse=True)
def _new_kernel(request, monkeypatch, tmp_path_factory):
    """A board of one's own, and what came later open, as an instructor opens it for a room; a test of the seal puts it back.

    A room keeps what is set in its widgets: where a test has no desk, in a folder that no other test reads.
    """
    tradeoffs._BOARDS.clear()
    room = ROOT / "seminar" / request.path.parent.name
    keeps = room.name == "exercises" or (room / "model.py").exists()
    if keeps and "desk" not in request.fixturenames:
        monkeypatch.setenv(answers.FOLDER, str(tmp_path_factory.mktemp("answers")))
    monkeypatch.setenv("SEMINAR_SEAL", "off")


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
def site(tmp_path_factory) -> dict[str, Path]:
    """The pages of the reading copy by file name, where a page lay that no lesson has any more.

    They take a minute or two to make: all processes of one tools/test.py share them.
    """
    shared = os.environ.get("SEMINAR_TESTED_SITE")
    folder = (Path(shared) if shared else tmp_path_factory.mktemp("reading")) / "site"
    with FileLock(folder.with_suffix(".lock")):
        if not (made := folder.with_suffix(".made")).exists():
            folder.mkdir()
            (folder / "09_gone.html").write_text("gone", encoding="utf-8")
            runpy.run_path(str(ROOT / "tools" / "site.py"))["build"](folder)
            made.touch()
    return {page.name: page for page in sorted(folder.iterdir())}


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """JupyterLab serving a copy of the lessons: its address, and the copy. Without Chromium the test is skipped, with the reason."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    home = tmp_path_factory.mktemp("lab")
    with browser.lab(home) as address:
        yield address, home / "seminar" / "notebooks"


@pytest.fixture(scope="session")
def jupyterlab(served):
    """JupyterLab, opened once in Chromium for all lessons and exercises."""
    with browser.page(served[0]) as opened:
        opened.goto(f"{served[0]}/lab?token=seminar&reset")
        opened.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        yield opened


def sealed_forecasts() -> answers.Answers:
    """The answers of a student who gave each of the five forecasts a chance of 40%."""
    mine = answers.Answers()
    mine.seal_forecasts(dict.fromkeys(("F1", "F2", "F3", "F4", "F5"), 0.4), datetime(2026, 9, 1, tzinfo=UTC))
    return mine


# One page per lesson, at each of its stages in turn


@pytest.fixture(scope="session")
def as_opened(request, jupyterlab, served):
    """The lesson that a test names, opened and not run, with nothing that a student saved in another; in lesson 7 with forecasts sealed."""
    for path in served[1].iterdir():
        if path.name.startswith("my_"):
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
    if request.param.startswith("07"):
        answers.save(sealed_forecasts(), served[1] / answers.FILE_NAME)
    with browser.notebook(jupyterlab, f"notebooks/{request.param}"):
        yield jupyterlab


@pytest.fixture(scope="session")
def unanswered(as_opened):
    """The same, run and drawn whole, with no question answered."""
    browser.run_all(as_opened)
    as_opened.drawn = browser.draw_all(as_opened)
    return as_opened


@pytest.fixture(scope="session")
def lesson(unanswered):
    """The same as a student sees it, with only what is near the window drawn."""
    browser.draw(unanswered, unanswered.drawn)
    return unanswered


@pytest.fixture(scope="session")
def unfolded(lesson):
    """The same after its own tests, with every question answered and all that is folded away open."""
    browser.draw_all(lesson)
    browser.unfold(lesson)
    return lesson


@pytest.fixture(scope="session")
def at_200(unfolded):
    """The same on a laptop's 1280 x 800 pixels at 200%, which are 640 x 400, with the panel on the left closed."""
    browser.narrow(unfolded)
    return unfolded


STAGES = ("as_opened", "unanswered", "lesson", "unfolded", "at_200")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: lesson by lesson, and in a lesson stage by stage, since they share its page."""

    def place(item: pytest.Item) -> tuple:
        if not item.get_closest_marker("browser"):
            return (0,)
        stages = [number for number, stage in enumerate(STAGES) if stage in item.fixturenames]
        return (1, item.callspec.params["as_opened"], max(stages)) if stages else (1, "")

    items.sort(key=place)


@pytest.fixture(autouse=True)
def _nothing_amiss(request):
    """A test in JupyterLab fails if a request leaves this machine or a script fails."""
    page = request.getfixturevalue("jupyterlab") if "jupyterlab" in request.fixturenames else None
    yield
    if page:
        outside, faults = page.outside.copy(), page.faults.copy()
        page.outside.clear()
        page.faults.clear()
        assert not outside, f"Requests left this machine: {outside}"
        assert not faults, faults
