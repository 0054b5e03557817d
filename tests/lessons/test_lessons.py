"""The lessons as documents: what a teacher and an editor would look for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
SEALED = [path for path in LESSONS if not path.name.startswith("07")]
MACHINE = re.compile(r"/(home|root|Users|tmp|work|var|opt)/[\w.-]+|[A-Z]:\\\\")
PLACES = [("Shusha", "Shushi"), ("Stepanakert", "Khankendi"), ("Kalbajar", "Karvachar"), ("Lachin", "Berdzor")]

pytestmark = pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)


@cache
def notebook(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook(path).cells if cell.cell_type == kind]


def prose(path: Path) -> str:
    return "\n\n".join(cell.source for cell in cells(path, "markdown"))


def html(path: Path) -> list[tuple[str, str]]:
    """(cell id, stored HTML) of every output that has any."""
    return [
        (c.id, o.data["text/html"]) for c in cells(path, "code") for o in c.outputs if "text/html" in o.get("data", {})
    ]


def headings(path: Path) -> list[tuple[int, str]]:
    return [(len(marks), words) for marks, words in re.findall(r"^(#+) (.+)$", prose(path), flags=re.M)]


def test_it_is_a_valid_notebook_with_stable_readable_ids(path):
    nbformat.validate(notebook(path))
    ids = [cell.id for cell in notebook(path).cells]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[a-z][a-z0-9-]+", i) for i in ids), ids


def test_it_has_one_title_and_no_heading_skips_a_level(path):
    levels = [level for level, _ in headings(path)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_opens_with_aims_needs_and_minutes(path):
    opening = notebook(path).cells[0].source
    assert "you will be able to" in opening and "**You need**" in opening and re.search(r"\*\*\d+ minutes\*\*", opening)


def test_the_minutes_of_its_sections_add_up(path, data):
    planned = data.read("lessons").set_index("notebook").minutes[path.name]
    told = int(re.search(r"\*\*(\d+) minutes\*\*", notebook(path).cells[0].source)[1])
    sections = [int(n) for n in re.findall(r"^## .+ · (\d+) minutes?$", prose(path), flags=re.M)]
    assert sum(sections) == told == planned


def test_it_ends_with_aims_done_three_questions_and_an_exercise(path):
    ends = [words for level, words in headings(path) if level == 2][-3:]
    assert ends == ["What you can do now", "To discuss", "The exercise that follows"]
    aims = len(re.findall(r"^- ", notebook(path).cells[0].source, flags=re.M))
    done = next(c.source for c in cells(path, "markdown") if c.source.startswith("## What you can do now"))
    asked = next(c.source for c in cells(path, "markdown") if c.source.startswith("## To discuss"))
    assert len(re.findall(r"^- ", done, flags=re.M)) == aims and len(re.findall(r"^\d\. ", asked, flags=re.M)) == 3


def test_its_length_is_in_range(path):
    words = counted(prose(path))
    assert 20 <= len(notebook(path).cells) <= 45 and 600 <= words <= 1800, (len(notebook(path).cells), words)


def counted(text: str) -> int:
    """The words of prose: no addresses of links, no tags of HTML."""
    return len(re.findall(r"[\w’']+", re.sub(r"</?\w+>", " ", re.sub(r"\]\([^)]*\)", "]", text))))


def sections(path: Path) -> list[tuple[str, int, str, list[nbformat.NotebookNode]]]:
    """(title, minutes, words, cells of code) of every section with minutes."""
    found: list[tuple[str, int, str, list[nbformat.NotebookNode]]] = []
    for cell in notebook(path).cells:
        heading = re.match(r"## (.+?)(?: · (\d+) minutes?)?$", cell.source.split("\n")[0])
        if cell.cell_type == "markdown" and heading:
            found.append((heading[1], int(heading[2] or 0), cell.source, []))
        elif cell.cell_type == "markdown" and found:
            title, minutes, words, code = found[-1]
            found[-1] = title, minutes, f"{words}\n{cell.source}", code
        elif found:
            found[-1][3].append(cell)
    return [section for section in found if section[1]]


ASIDE = ("Deeper: ", "A session of its own: ")  # what is not on a lesson's core path begins so, and starts folded
HOME = "At home first: "  # nor is what a student reads before the lesson


def test_its_core_path_takes_half_an_hour_and_the_rest_is_folded_and_named(path):
    """Lesson 0 is shorter; in lesson 7 core sections too start folded, for the seal."""
    core = [section for section in sections(path) if not section[0].startswith((*ASIDE, HOME))]
    minutes, words = sum(s[1] for s in core), sum(counted(s[2]) for s in core)
    told = [int(n) for n in re.findall(r"(\d+) for the core", notebook(path).cells[0].source)]
    assert told == [minutes] and words < 1000 and (path is LESSONS[0] or 25 <= minutes <= 35), (told, minutes, words)
    for cell in cells(path, "markdown"):
        if cell.source.startswith(tuple(f"## {name}" for name in ASIDE)):
            assert cell.metadata.get("jp-MarkdownHeadingCollapsed"), cell.id
    assert path.name.startswith(("00", "01")) or sections(path)[0][0] == "Warm-up"


def test_a_code_cell_is_one_to_three_lines(path):
    for cell in cells(path, "code"):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert 1 <= len(lines) <= 3 and not re.search(r"^\s*[!%]|plt\.|pip install", cell.source, flags=re.M), (
            cell.source
        )


def test_every_cell_was_run_and_stored(path):
    for number, cell in enumerate(cells(path, "code"), start=1):
        last = ast.parse(cell.source).body[-1]
        assert cell.execution_count == number, f"{cell.id} was not run in order"
        assert cell.outputs or not isinstance(last, ast.Expr), f"{cell.id} is stored without output"


def test_no_cell_stores_an_error_a_warning_or_a_live_widget(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            if output.output_type == "stream":
                assert output.name == "stdout" and "print(" in cell.source, f"{cell.id}: {output}"
                continue
            assert output.output_type in ("execute_result", "display_data"), f"{cell.id}: {output}"
            assert "application/vnd.jupyter.widget-view+json" not in output.data


def test_no_path_of_a_machine_is_stored(path):
    stored = re.sub(r'(src="data:image|href="https?:)[^"]+"', "", path.read_text(encoding="utf-8").replace('\\"', '"'))
    assert not MACHINE.search(stored), MACHINE.search(stored)


def test_every_picture_has_its_alternative_its_sentence_and_its_table(path):
    for cell_id, stored in html(path):
        for image in re.findall(r"<img[^>]*>", stored):
            assert len(re.search(r'alt="([^"]*)"', image)[1]) > 20, cell_id
        assert stored.count("<figure") == stored.count("<figcaption") == stored.count(">The same as a table"), cell_id


def test_every_widget_asks_before_it_shows(path):
    """In the widget itself, or in the words right before it; the panel of one's own answers has nothing to predict."""
    before = ""
    for cell in notebook(path).cells:
        plain = "".join(o.get("data", {}).get("text/plain", "") for o in cell.get("outputs", []))
        if plain.endswith("Run this cell to use it.") and cell.id != "my-answers":
            assert "It asks for a prediction first." in plain or "**Before you" in before, cell.id
        before = cell.source if cell.cell_type == "markdown" else before


def test_a_quotation_of_the_article_has_a_dozen_words_at_most(path):
    for words in re.findall(r'["“]([^"”\n]+)["”]', prose(path)):
        assert len(words.split()) <= 12, words


def test_a_quotation_of_the_article_names_its_paragraph(path):
    """A quotation followed by a bracket with its paragraph: at least wherever a bracket follows, it is one of P0 to P25."""
    for bracket in re.findall(r"\((P\d+)\)", prose(path)):
        assert 0 <= int(bracket[1:]) <= 25


def test_places_have_both_names_at_first_mention(path):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"`[^`]*`", "", prose(path)))
    for pair in PLACES:
        found = [m.start() for name in pair for m in [re.search(rf"\b{name}\b", text)] if m]
        if found:
            first = text[min(found) : min(found) + 40]
            assert all(name in first for name in pair), f"{pair}: {first!r}"


def test_a_link_to_another_lesson_leads_there(path):
    for name in re.findall(r"`(\d\d_\w+\.ipynb)`", prose(path)):
        assert (path.parent / name).exists(), name


def test_a_word_of_the_glossary_is_linked_where_its_lesson_first_uses_it(path, data):
    """Once a lesson; and every link leads to an entry of the table that this lesson is the first to use."""
    first = data.read("glossary").set_index("term_id").first_lesson
    linked = re.findall(r"\]\(\.\./docs/glossary\.md#(\w+)\)", prose(path))
    assert linked and len(set(linked)) == len(linked) and all(first[term] == int(path.name[:2]) for term in linked)


def test_nothing_after_the_seal_is_told_before_lesson_7(path):
    if path not in SEALED:
        return
    text = prose(path) + "".join(
        re.sub(r"base64,[^\"]+", "", stored) for _, stored in html(path) if "Five forecasts" not in stored
    )
    text = re.sub(r'href="[^"]+"', "", text)
    assert not re.search(
        r"\b202[1-9]\b|\b(November|December) 2020\b|\b2020-1[12]\b|\b44-day|trilateral|TRIPP\b|Faylaq", text
    )


def test_the_prose_is_plain(path):
    assert "!" not in re.sub(r"!\[", "", prose(path)) and not re.search(
        r"\b(interestingly|obviously|of course|clearly|simply put)\b", prose(path), flags=re.I
    )


def test_nbval_notices_a_changed_word(path, tmp_path):
    """The comparison with stored outputs can fail: one word changed in one output is one failure."""
    if path != LESSONS[0]:
        return
    spoilt = nbformat.read(path, as_version=4)
    cell = next(c for c in spoilt.cells if c.id == "try-it")
    cell.outputs[0].data["text/plain"] = cell.outputs[0].data["text/plain"].replace("pairs", "peers")
    nbformat.write(spoilt, tmp_path / "spoilt.ipynb")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "spoilt.ipynb",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 1 and "1 failed" in run.stdout, run.stdout[-2000:]


def test_its_exercise_has_another_file_name_and_each_leads_to_the_other(path):
    """Two tabs of one name cannot be told apart."""
    exercises = sorted((ROOT / "exercises").glob("[0-9]*.ipynb"))
    assert exercises and path.name not in {p.name for p in exercises}
    for exercise in (p for p in exercises if p.stem.startswith(path.stem)):
        assert f"](../exercises/{exercise.name})" in prose(path)
        assert f"](../notebooks/{path.name})" in "\n".join(c.source for c in nbformat.read(exercise, 4).cells)
    assert path.name.startswith("00") or any(p.stem.startswith(path.stem) for p in exercises)
