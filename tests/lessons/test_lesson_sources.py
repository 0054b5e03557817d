"""Each lesson is what its source makes, neither has been changed without the other, and only the notebooks are handed out."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
pytest.importorskip(
    "jupytext", reason="jupytext is not installed; it reads the lessons' sources (pip install -e '.[test]')"
)

import notebooks  # noqa: E402  (it imports jupytext)

NAMES = [path.stem for path in notebooks.lessons()]
LESSON = "00_start_here"
SMALL = """---
title: A small lesson
---

<!-- id="title" -->
# A small lesson

Two cells of prose,

with a list:

- one;
- two.

<!-- id="folded" jp-MarkdownHeadingCollapsed=true tags=["later"] -->
## More

```
not a cell, since it names no language
```

```python id="sum"
1 + 1

```

```python id="now" tags=["nbval-ignore-output"]
"now"
```
"""


@pytest.fixture
def copy(tmp_path) -> Path:
    """A folder with one lesson and its source, to spoil."""
    (tmp_path / "source").mkdir()
    shutil.copy(ROOT / "notebooks" / f"{LESSON}.ipynb", tmp_path)
    shutil.copy(ROOT / "notebooks" / "source" / f"{LESSON}.md", tmp_path / "source")
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} should be in {path.name} once"
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- neither changes without the other


def test_every_notebook_is_what_its_source_makes():
    assert len(NAMES) > 1 and notebooks.drift() == [], "run make notebooks"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Charybdis is", "Charybdis was", "the source of the cell 'strait-words' is different."),
        ('id="strait-tasks"', 'id="strait-task"', "the cells are different, or in a different order."),
        ('tags=["nbval-ignore-output"]', 'tags=["nbval-skip"]', "the metadata of the cell 'setup' is different."),
        ("title: Start here", "title: Begin here", "the title or the kernel is different."),
        ("tradeoffs.strait()", "tradeoffs.strait(p=0.4)", "the source of the cell 'strait' is different."),
    ],
)
def test_a_change_in_the_source_alone_is_seen(copy, old, new, found):
    assert notebooks.drift(copy) == []
    replace(copy / "source" / f"{LESSON}.md", old, new)
    assert notebooks.drift(copy) == [f"{LESSON}: {found}"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Charybdis is", "Charybdis was", "the source of the cell 'strait-words' is different."),
        ('"id": "strait-tasks"', '"id": "strait-task"', "the cells are different, or in a different order."),
        ('"nbval-ignore-output"', '"nbval-skip"', "the metadata of the cell 'setup' is different."),
        ('"title": "Start here"', '"title": "Begin here"', "the title or the kernel is different."),
    ],
)
def test_a_change_in_the_notebook_alone_is_seen(copy, old, new, found):
    replace(copy / f"{LESSON}.ipynb", old, new)
    assert notebooks.drift(copy) == [f"{LESSON}: {found}"]


def test_a_source_without_a_notebook_and_a_notebook_without_a_source_are_seen(copy):
    shutil.move(copy / f"{LESSON}.ipynb", copy / "01_other.ipynb")
    assert notebooks.drift(copy) == [
        f"{LESSON}.ipynb has not been made from its source.",
        "01_other.ipynb has no source.",
    ]


# --- a source can be read and written


def test_a_source_says_all_that_is_in_the_notebook(tmp_path):
    (tmp_path / "08_small.md").write_text(SMALL, encoding="utf-8")
    made = notebooks.read(tmp_path / "08_small.md")
    nbformat.validate(made)
    assert made.metadata["title"] == "A small lesson" and made.metadata["kernelspec"]["name"] == "python3"
    assert [(cell.cell_type, cell.id, cell.metadata) for cell in made.cells] == [
        ("markdown", "title", {}),
        ("markdown", "folded", {"jp-MarkdownHeadingCollapsed": True, "tags": ["later"]}),
        ("code", "sum", {}),
        ("code", "now", {"tags": ["nbval-ignore-output"]}),
    ]
    assert made.cells[0].source.endswith("- one;\n- two.") and made.cells[1].source.endswith("names no language\n```")


def test_a_gap_of_two_lines_does_not_end_a_cell(tmp_path):
    (tmp_path / "08_small.md").write_text(SMALL.replace("prose,\n\n", "prose,\n\n\n"), encoding="utf-8")
    made = notebooks.read(tmp_path / "08_small.md")
    assert [cell.id for cell in made.cells] == ["title", "folded", "sum", "now"] and "\n\n\nwith" in made.cells[
        0
    ].source


@pytest.mark.parametrize("name", NAMES)
def test_the_source_written_from_a_notebook_makes_that_notebook(name, tmp_path):
    stored = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    stored.cells[0].metadata["jp-MarkdownHeadingCollapsed"] = True
    stored.cells[1].metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    (tmp_path / f"{name}.md").write_text(notebooks.write(stored), encoding="utf-8")
    del stored.cells[1].metadata["execution"]
    made = notebooks.read(tmp_path / f"{name}.md")
    assert [(c.cell_type, c.id, c.metadata, c.source) for c in made.cells] == [
        (c.cell_type, c.id, c.metadata, c.source) for c in stored.cells
    ]
    assert made.metadata == stored.metadata


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\ntitle: A small lesson\n---\n\n", "", "Begin it with three lines"),
        ("title: A small lesson\n", "title: A small lesson\nauthor: me\n", "Begin it with three lines"),
        ('<!-- id="title" -->\n', "", "'# A small lesson' has no id"),
        ('python id="sum"', "python", "the cell '1 + 1' has no id"),
        ('id="now"', 'id="sum"', "the id 'sum' to two cells"),
    ],
)
def test_a_source_with_a_fault_is_refused_with_a_sentence(old, new, said, tmp_path):
    (tmp_path / "08_small.md").write_text(SMALL, encoding="utf-8")
    replace(tmp_path / "08_small.md", old, new)
    with pytest.raises(ValueError, match=re.escape(said)):
        notebooks.read(tmp_path / "08_small.md")


# --- a lesson is made


def test_a_lesson_is_made_and_run_and_holds_nothing_of_the_run(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "08_small.md").write_text(SMALL, encoding="utf-8")
    (path,) = notebooks.lessons(tmp_path)
    notebooks.make(path)
    assert notebooks.drift(tmp_path) == []
    made = nbformat.read(path, as_version=4)
    assert [cell.execution_count for cell in made.cells[2:]] == [1, 2]
    assert made.cells[2].outputs[0].data == {"text/plain": "2"}
    assert "iopub" not in path.read_text(encoding="utf-8") and str(tmp_path) not in path.read_text(encoding="utf-8")


def test_a_live_widget_and_the_marks_of_a_run_are_dropped_and_what_the_source_says_is_kept():
    said = {"tags": ["later"], "jp-MarkdownHeadingCollapsed": True}
    data = {notebooks.LIVE: {"model_id": "1"}, "text/plain": "A slider. Run this cell to use it."}
    output = nbformat.v4.new_output("execute_result", data, metadata={"isolated": True}, execution_count=1)
    cell = nbformat.v4.new_code_cell("x", id="x", metadata={**said, "execution": {"t": "now"}}, outputs=[output])
    tidied = notebooks.tidy(nbformat.v4.new_notebook(cells=[cell], metadata={"title": "T", "widgets": {}})).cells[0]
    assert tidied.metadata == said and tidied.id == "x"
    assert tidied.outputs[0].data.keys() == {"text/plain"} and tidied.outputs[0].metadata == {}


def test_a_lesson_is_chosen_by_its_number_or_its_name():
    there = notebooks.lessons()
    assert notebooks.chosen([], there) == there
    assert notebooks.chosen(["05"], there) == notebooks.chosen(["05_the_menu_of_options.ipynb"], there) == [there[5]]
    with pytest.raises(ValueError, match="There is no lesson 'five'. There are: 00_start_here, "):
        notebooks.chosen(["five"], there)


# --- who gets what


def sources_in(names: list[str]) -> list[str]:
    """Those of the names that are a lesson's source, wherever they lie."""
    return [name for name in names if re.search(r"(^|/)source/|(^|/)\d\d_\w+\.md$", name)]


def test_a_source_would_be_found_among_names():
    given = ["a/notebooks/00_start_here.ipynb", "a/notebooks/source/README.md", "00_start_here.md", "docs/ai.md"]
    assert sources_in(given) == given[1:3]


def test_the_students_bundle_has_every_lesson_and_no_source():
    import bundle

    names = [path.as_posix() for path in bundle.contents()]
    assert {f"notebooks/{name}.ipynb" for name in NAMES} <= set(names) and not sources_in(names)


def test_the_reading_copy_shows_the_notebooks_alone():
    spec = importlib.util.spec_from_file_location("site_of_lessons", ROOT / "tools" / "site.py")
    site = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = site  # its dataclass looks itself up there
    spec.loader.exec_module(site)
    shown = [path.relative_to(ROOT).as_posix() for path in site.notebooks()]
    assert {f"notebooks/{name}.ipynb" for name in NAMES} <= set(shown) and not sources_in(shown)


def test_wheel_and_source_distribution_carry_no_source_of_a_lesson(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", tmp_path]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as packed:
        names = packed.getnames()
    assert {f"{names[0].partition('/')[0]}/notebooks/{name}.ipynb" for name in NAMES} <= set(names)
    assert not sources_in(names)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert not sources_in(packed.namelist())


def test_every_door_opens_a_notebook():
    """Binder's badge, ``make lab`` and the README lead to a notebook, never to the folder that holds the sources too."""
    doors = [(ROOT / name).read_text(encoding="utf-8") for name in ("tools/publish_as.py", "Makefile", "README.md")]
    assert all(f"notebooks/{LESSON}.ipynb" in text for text in doors)
    for name in NAMES:
        words = "\n".join(cell.source for cell in notebooks.read(ROOT / "notebooks" / "source" / f"{name}.md").cells)
        assert "source/" not in words, name
