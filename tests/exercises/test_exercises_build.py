"""One source, and nothing that is made from it by hand: keys, students' notebooks, data, bundle."""

from __future__ import annotations

import json
import posixpath
import re
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest

from seminar.exercises import build, marking, sealing
from seminar.exercises.conventions import CHECKS, FORM, MIME, WHY, known, student_file

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
NAMES = build.names()


@pytest.fixture(scope="module")
def exercises() -> dict[str, build.Exercise]:
    return {name: build.read(name) for name in NAMES}


def cells(path: Path) -> list:
    return nbformat.read(path, as_version=4).cells


@pytest.mark.parametrize("name", NAMES)
def test_the_students_notebook_is_what_the_source_makes(name, exercises):
    assert (build.EXERCISES / student_file(name)).read_text(encoding="utf-8") == nbformat.writes(
        build.notebook(exercises[name], solved=False)
    ) + "\n", "run make exercises"


@pytest.mark.parametrize("name", NAMES)
def test_the_key_has_the_cells_that_the_source_makes(name, exercises):
    """Its outputs are compared by nbval (``tools/test.py``)."""
    made = build.notebook(exercises[name], solved=True)
    stored = nbformat.read(build.KEYS / f"{name}.ipynb", as_version=4)
    assert [(c.id, c.source, c.metadata) for c in stored.cells] == [(c.id, c.source, c.metadata) for c in made.cells]
    assert stored.metadata == made.metadata, "a run leaves nothing behind"


def test_checks_and_key_are_what_the_sources_make(exercises):
    assert CHECKS.read_text(encoding="utf-8") == build.as_text(build.checks(list(exercises.values())))
    assert (build.KEYS / "key.json").read_text(encoding="utf-8") == build.as_text(build.key(list(exercises.values())))


@pytest.mark.parametrize("name", NAMES)
def test_every_check_of_the_key_was_run_and_carries_its_answer(name):
    checks = [c for c in cells(build.KEYS / f"{name}.ipynb") if c.id.startswith("check-")]
    assert checks
    for cell in checks:
        assert cell.execution_count and any(MIME in o.get("data", {}) for o in cell.outputs), cell.id


@pytest.mark.parametrize("name", NAMES)
def test_the_students_notebook_has_never_been_run_and_holds_no_solution(name):
    for cell in cells(build.EXERCISES / student_file(name)):
        assert "SOLUTION" not in cell.source
        assert cell.cell_type == "markdown" or (cell.execution_count is None and not cell.outputs)


@pytest.mark.parametrize("name", NAMES)
def test_nbgrader_finds_each_cell_by_its_own_id(name, exercises):
    found = cells(build.EXERCISES / student_file(name))
    for cell in found:
        told = cell.metadata.nbgrader
        assert told.grade_id == cell.id and told.schema_version == 3
        # students write in answer cells and, to name a task, in those for a form and for reasons, and nowhere else
        assert told.locked is not (told.solution or cell.id in (FORM, WHY))
        assert told.solution == cell.id.startswith("answer-")
    points = sum(c.metadata.nbgrader.get("points", 0) for c in found)
    assert points == sum(t.points for t in exercises[name].tasks.values())
    assert len({c.id for c in found}) == len(found)


@pytest.mark.parametrize("name", NAMES)
def test_no_path_of_this_machine_is_stored(name):
    for path in (build.EXERCISES / student_file(name), build.KEYS / f"{name}.ipynb"):
        assert str(ROOT) not in path.read_text(encoding="utf-8") and f"{tempfile.gettempdir()}/" not in path.read_text(
            encoding="utf-8"
        )


def test_names_and_ids_of_tasks_are_unlike_each_other(exercises):
    tasks = [t for e in exercises.values() for t in e.tasks.values()]
    assert len({t.id for t in tasks}) == len({t.name for t in tasks}) == len(tasks)


def test_a_task_names_a_folded_section_that_its_lesson_has(exercises):
    needs = {}
    for name, exercise in exercises.items():
        lesson = (build.ROOT / "notebooks" / "source" / f"{name}.md").read_text(encoding="utf-8")
        for task in exercise.tasks.values():
            if task.needs:
                needs[task.id] = task.needs
                assert f"## Deeper: {task.needs} ·" in lesson, task.id
                assert f'"Deeper: {task.needs}"' in build._heading(task)
    assert {"3.3", "3.4", "5.4", "5.5", "5.7"} <= needs.keys()


def test_what_an_answer_looks_like_is_said_as_a_person_would():
    said = {i: build.form_in_words(about["form"]) for i, about in known()["tasks"].items()}
    assert said["1.1"] == "eight entries, each with a paragraph"
    assert said["3.1"] == "eight entries, each with a question and a paper, in brackets"
    assert said["5.1"].startswith("two entries, each with five numbers in brackets: low, middle, high, ")
    assert said["5.6"] == "nine entries, each with an about and an effect, in brackets"
    assert "against" not in said["5.1"] and not any("dictionary" in words for words in said.values())


@pytest.mark.parametrize("fault", ["two keys", "order", "text"])
def test_a_source_with_a_fault_is_refused_with_a_sentence(fault, tmp_path, monkeypatch):
    text = (build.KEYS / "01_the_argument.py").read_text(encoding="utf-8")
    spoilt, said = {
        "two keys": (text + '\n# %% tags=["key"]\nTASKS = []\n', "2 cells with the tag key"),
        "order": (text.replace('answer="1.2"', 'answer="1.9"'), "must be the same"),
        "text": (text.replace("# - **a** Ankara", "# - **a** {{nowhere}} Ankara"), "TEXTS has no such name"),
    }[fault]
    (tmp_path / "01_x.py").write_text(spoilt, encoding="utf-8")
    monkeypatch.setattr(build, "KEYS", tmp_path)
    with pytest.raises(ValueError, match=said):
        build.notebook(build.read("01_x"), solved=False)


# --- what students get


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> dict[str, str]:
    import bundle

    packed = zipfile.ZipFile(bundle.pack(tmp_path_factory.mktemp("bundle") / "b.zip"))
    return {n: packed.read(n).decode("utf-8", errors="ignore") for n in packed.namelist()}


def test_a_bundle_with_a_class_s_code_has_the_reasons_under_it_and_no_word_of_them_to_read(exercises, tmp_path):
    import bundle as packing

    packed = zipfile.ZipFile(packing.pack(tmp_path / "b.zip", {"": "walnut plum", "2": "another one"}))
    made = json.loads(packed.read(f"unenviable-task/{packing.REASONS}"))
    assert set(made) == set(NAMES)
    for name, code in (("01_the_argument", "Walnut-Plum"), ("02_the_road_to_october", "another one")):
        for task in exercises[name].tasks.values():
            told = sealing.unseal(made[name], task.id, code)
            assert [e["why"] for e in told["entries"]] == [task.reasons.get(i, "") for i in task.form.get("items", [])][
                : len(told["entries"])
            ]
    with pytest.raises(sealing.WrongCode):
        sealing.unseal(made["02_the_road_to_october"], "2.1", "walnut plum")
    again = zipfile.ZipFile(packing.pack(tmp_path / "c.zip", {"": "walnut plum", "2": "another one"}))
    assert again.read(f"unenviable-task/{packing.REASONS}") == packed.read(f"unenviable-task/{packing.REASONS}")


def test_a_bundle_without_a_code_has_no_reasons(bundle):
    assert not [n for n in bundle if n.endswith("reasons.json")]


def test_the_bundle_holds_the_exercises_and_no_key(bundle):
    assert {f"unenviable-task/exercises/{student_file(n)}" for n in NAMES} <= set(bundle)
    assert not [n for n in bundle if "/key/" in n or n.endswith("key.json") or "/tests/" in n]


def prose(name: str, text: str) -> str:
    """What a reader follows links in: a document, or a notebook's own words; empty for other files."""
    if name.endswith(".ipynb"):
        return "\n".join(c.source for c in nbformat.reads(text, as_version=4).cells if c.cell_type == "markdown")
    return text if name.endswith(".md") else ""


def test_every_link_in_the_bundle_leads_to_a_file_in_it(bundle):
    found = 0
    for name, text in bundle.items():
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", prose(name, text)):
            if not target.startswith("http"):
                assert posixpath.normpath(f"{posixpath.dirname(name)}/{target}") in bundle, f"{name}: {target}"
                found += 1
    assert found > 20


def test_the_bundle_s_readme_names_no_command_and_no_file_that_is_not_there(bundle):
    text = bundle["unenviable-task/README.md"]
    assert text.startswith("# An unenviable task\n") and "\n## Start\n" in text and "\n## For the student\n" in text
    assert set(re.findall(r"\bmake (\w+)", text)) == {"lab"} and "tools/" not in text
    named = {n.rstrip("/") for n in re.findall(r"`((?:notebooks|exercises|docs|data)/[\w./]*)`", text)}
    assert named and all(any(n.startswith(f"unenviable-task/{name}") for n in bundle) for name in named)


def test_the_bundle_has_no_command_and_no_target_that_cannot_work_there(bundle):
    makefile, project = bundle["unenviable-task/Makefile"], tomllib.loads(bundle["unenviable-task/pyproject.toml"])
    assert set(re.findall(r"^([\w-]+):", makefile, re.M)) == {"lab", "clean"}
    assert (
        "tools/" not in makefile
        and "seminar.cli" not in makefile
        and re.search(r"^lab: \$\(VENV\)/student\n\t@echo .*\n\t\$\(BIN\)/jupyter lab", makefile, re.M)
    )
    assert not {"scripts", "entry-points", "optional-dependencies"} & project["project"].keys()
    assert project["project"]["dependencies"] and project["build-system"]


def shown(task: build.Task, text: str) -> int:
    """How many parts of the answer a text gives: the item and what it is, side by side."""
    if task.form["shape"] != "map":
        return 0
    count = 0
    for item in task.form["items"]:
        fields = [f["name"] for f in task.form["fields"]]
        paths = [item] if len(fields) == 1 else [f"{item}/{f}" for f in fields]
        right = [max(task.accept[p], key=task.accept[p].get) for p in paths if p in task.accept]
        if right:
            values = r"\W{1,6}".join(rf"{re.escape(str(v))}" for v in right)
            count += bool(re.search(rf"""\\?["']{re.escape(item)}\\?["']\s*[:=]\W{{0,6}}{values}\b""", text))
    return count


def test_the_bundle_reveals_no_answer(bundle, exercises):
    """Searched for every answer as item and value side by side, for every solution as written, and for every reason."""
    for exercise in exercises.values():
        for task in exercise.tasks.values():
            for name, text in bundle.items():
                assert shown(task, text) <= len(task.form.get("items", [])) / 4, f"{name} gives {task.id} away"
                assert not [r for r in task.reasons.values() if len(r) > 20 and r in text], (
                    f"{name} holds a reason of {task.id}"
                )
    blocks = [
        b
        for n in NAMES
        for b in re.findall(
            r"### BEGIN SOLUTION\n(.*?)### END", (build.KEYS / f"{n}.py").read_text(encoding="utf-8"), re.S
        )
    ]
    lines = {line.strip() for b in blocks for line in b.splitlines() if len(line.strip()) > 40}
    for name, text in bundle.items():
        if name.endswith((".ipynb", ".json", ".py")):
            assert not [line for line in lines if line in text or json.dumps(line)[1:-1] in text], name


def test_the_search_would_find_a_key(exercises):
    for exercise in exercises.values():
        text = (build.KEYS / f"{exercise.name}.ipynb").read_text(encoding="utf-8")
        for task in exercise.tasks.values():
            assert (
                shown(task, text) > len(task.form.get("items", [])) / 2
                or task.form["shape"] != "map"
                or not task.accept
            )


def test_another_seed_draws_other_hidden_inputs_and_none_that_students_see(exercises):
    for exercise in exercises.values():
        for task in exercise.tasks.values():
            if task.draw:
                public, one, two = (marking.canonical(task.inputs(s)) for s in ("public", 1, 2))
                assert len({public, one, two}) == 3 and task.inputs(1) == task.inputs(1)


def test_where_there_is_no_source_the_command_says_so(monkeypatch, tmp_path):
    """As in a copy that pip installed, which may lack what the command loads, too."""
    monkeypatch.setattr(build, "KEYS", tmp_path)
    monkeypatch.setitem(sys.modules, "nbformat", None)
    with pytest.raises(SystemExit, match="in a clone of the project"):
        build.main([])
