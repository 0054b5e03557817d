"""A lesson that was run and saved: git sees what a student wrote, and nothing of the run. JupyterLab itself does it in test_browser_next_day."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from seminar import saving

ROOT = Path(__file__).resolve().parent.parent
LESSON = ROOT / "notebooks" / "05_the_menu_of_options.ipynb"
OF_THE_KERNEL = {"name": "python", "version": "3.14.1", "mimetype": "text/x-python"}


@pytest.fixture
def manager(tmp_path) -> SimpleNamespace:
    """What the server gives the hook of a folder in which the lesson lies."""
    shutil.copy(LESSON, tmp_path / LESSON.name)
    return SimpleNamespace(root_dir=str(tmp_path))


@pytest.fixture
def as_run() -> dict:
    """The lesson as JupyterLab sends it: run twice, every section unfolded, with a live widget in each place for one."""
    content = json.loads(LESSON.read_text(encoding="utf-8"))
    content["metadata"]["language_info"] = dict(OF_THE_KERNEL)
    for cell in content["cells"]:
        cell["metadata"] = {}
        cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell["execution_count"] += 20
        for output in cell.get("outputs", []):
            if "execution_count" in output:
                output["execution_count"] += 20
            elif output.get("data") == {}:
                output["data"] = {saving.LIVE: {"model_id": "1f", "version_major": 2}}
    return content


def saved(content: dict, manager: SimpleNamespace) -> dict:
    saving.keep_as_handed_out({"type": "notebook", "content": content}, path=LESSON.name, contents_manager=manager)
    return content


def joined(content: dict) -> dict:
    """Sources as one text each, however they were stored."""
    cells = [{**cell, "source": "".join(cell["source"])} for cell in content["cells"]]
    return {**content, "cells": cells}


def test_a_lesson_that_was_only_run_is_saved_as_it_was(manager, as_run):
    stored = joined(json.loads(LESSON.read_text(encoding="utf-8")))
    assert as_run != stored
    assert joined(saved(as_run, manager)) == stored


def test_what_a_student_changed_is_saved_and_no_more(manager, as_run):
    stored = joined(json.loads(LESSON.read_text(encoding="utf-8")))
    changed, shown = (
        next(i for i, c in enumerate(as_run["cells"]) if c.get("id") == id) for id in ("export", "schools")
    )
    as_run["cells"][changed] |= {"source": "print(2)", "outputs": [], "execution_count": 41}
    as_run["cells"][shown]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "mine"}]
    wanted = copy.deepcopy(as_run["cells"])
    as_saved = joined(saved(as_run, manager))["cells"]
    assert as_saved[changed] == wanted[changed] and as_saved[shown]["outputs"] == wanted[shown]["outputs"]
    assert as_saved[shown]["execution_count"] == wanted[shown]["execution_count"]
    rest = set(range(len(as_saved))) - {changed, shown}
    assert [as_saved[i] for i in sorted(rest)] == [stored["cells"][i] for i in sorted(rest)]


def test_what_a_lesson_says_of_the_machine_is_not_saved(tmp_path):
    """Lesson 0 lists the versions of the libraries, which are others on another computer."""
    lesson = LESSON.with_name("00_start_here.ipynb")
    shutil.copy(lesson, tmp_path / LESSON.name)
    as_run = json.loads(lesson.read_text(encoding="utf-8"))
    setup = next(cell for cell in as_run["cells"] if cell.get("id") == "setup")
    setup["outputs"][0]["data"]["text/plain"] = "pandas 9"
    assert "pandas 9" not in json.dumps(saved(as_run, SimpleNamespace(root_dir=str(tmp_path))))


def test_a_widget_s_state_that_was_saved_keeps_its_widgets(manager, as_run):
    as_run["metadata"]["widgets"] = {"state": {}}
    assert saving.LIVE in json.dumps(saved(as_run, manager))


@pytest.mark.parametrize("what", ["no title", "no cell of ours", "a folder", "a file", "a notebook that is not read"])
def test_what_is_not_a_lesson_is_saved_as_it_is(manager, as_run, what):
    model = {"type": "notebook", "content": as_run}
    if what == "no title":
        del as_run["metadata"]["title"]
    elif what == "no cell of ours":
        as_run["cells"] = [c for c in as_run["cells"] if not c["source"].startswith("from seminar")]
    elif what == "a notebook that is not read":
        model["content"] = None
    else:
        model["type"] = what.split()[1]
    before = copy.deepcopy(model)
    saving.keep_as_handed_out(model, path=LESSON.name, contents_manager=manager)
    assert model == before


def test_a_lesson_under_a_new_name_or_without_a_folder_is_saved_all_the_same(as_run, tmp_path):
    for manager in (SimpleNamespace(root_dir=str(tmp_path)), SimpleNamespace()):
        content = saved(copy.deepcopy(as_run), manager)
        assert saving.LIVE not in json.dumps(content) and content["metadata"]["language_info"] == OF_THE_KERNEL


def test_the_server_that_starts_it_loads_no_library_of_the_lessons():
    """It would take a second and 100 MB of a server's start."""
    code = "import sys, seminar.saving; print({'pandas', 'numpy', 'ipywidgets', 'IPython'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout == "set()\n"
