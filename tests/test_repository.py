"""What a published copy is run by: workflows that may do no more than they must, and doors that lead to what is there."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import browser
import mistune
import pytest
import yaml
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in WORKFLOWS}
READ = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
MAY_WRITE = {"deploy": {"pages", "id-token"}, "publish": {"contents"}}  # whatever else runs may only read
PYTHONS = [f"3.{minor}" for minor in range(8, 20) if f"3.{minor}" in SpecifierSet(PROJECT["requires-python"])]


def jobs() -> list[tuple[str, dict]]:
    return [(name, job) for workflow in READ.values() for name, job in workflow["jobs"].items()]


@pytest.mark.parametrize("name", TEXTS)
def test_every_action_is_pinned_by_its_hash_and_names_its_version(name):
    used = re.findall(r"uses: *(.*)", TEXTS[name])
    assert used and [line for line in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_one_action_is_pinned_to_one_hash():
    pins = {line.split(" ")[0] for text in TEXTS.values() for line in re.findall(r"uses: *(.*)", text)}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


def test_a_job_may_read_and_only_what_publishes_may_write():
    assert [name for name, workflow in READ.items() if workflow["permissions"] != {}] == []
    for name, job in jobs():
        written = {what for what, may in job.get("permissions", {}).items() if may == "write"}
        assert written == MAY_WRITE.get(name, set()), name
        assert job["timeout-minutes"] <= 90


def test_no_step_keeps_the_token_or_runs_words_that_a_stranger_wrote():
    for name, job in jobs():
        for step in job["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False, name
            assert "${{" not in step.get("run", ""), f"{name}: {step['run']}"


def test_the_tests_run_on_three_systems_by_every_python_that_is_allowed():
    matrix = READ["tests"]["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == PYTHONS
    assert {system.partition("-")[0] for system in matrix["system"]} == {"ubuntu", "windows", "macos"}


def test_every_command_of_ours_that_is_run_is_there():
    made = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    devcontainer = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    runs = [step.get("run", "") for _name, job in jobs() for step in job["steps"]]
    targets = {
        target
        for run in runs
        for given in re.findall(r"^make (.+)$", run, re.M)
        for target in given.split()
        if "=" not in target
    }
    assert {"packages", "bundle", "site", "lite", "pyodide"} <= targets <= made
    assert re.search(r"&& make \.venv/student$", devcontainer["postCreateCommand"])
    files = [word for run in runs for word in re.findall(r"[\w/.-]+\.(?:py|cff|txt)\b|environment\.yml", run)]
    assert len(files) > 3 and [file for file in files if not (ROOT / file).exists()] == []


def test_conda_gets_a_python_that_is_allowed_and_what_a_student_needs():
    wanted = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert wanted[0].partition("=")[2] in PYTHONS and wanted[2] == {"pip": ["-r requirements.txt"]}


def test_security_names_what_it_speaks_of():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|docs)/[\w./]*|[A-Z]+\.md)`|\]\(([\w./]+)\)", text)
    assert len(named) > 2 and [a or b for a, b in named if not (ROOT / (a or b)).exists()] == []
    assert all(words in text for words in ("Report a vulnerability", "bubblewrap", "--unsafe"))


README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def doors() -> list[tuple[str, str, str]]:
    """The rows of the README's table: where, how, and whether it was tried."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", README.partition("## Open it anywhere")[2], re.M)
    return [row for row in rows if row[0] != "where"]


@pytest.mark.parametrize(("where", "how", "tried"), doors(), ids=lambda text: text[:25])
def test_a_door_is_tried_by_the_command_that_ci_runs_or_says_what_was_not(where, how, tried):
    """Where it names `make test`, a test runs what the door's own command runs."""
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("\nmake test")
    if "`make test`" not in tried:
        assert "not" in tried
        return
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    commands = re.findall(r"`make ([\w-]+)`", how)
    for command in commands:
        recipe = re.search(rf"^{command}: .*\n((?:\t.*\n)+)", MAKEFILE, re.M)[1]
        tools = re.findall(r"tools/(\w+)\.py", recipe)
        assert all(f'"{tool}.py"' in tests or f"import {tool}\n" in tests for tool in tools), f"{command}: {tools}"
        assert tools or ("/jupyter lab" in recipe and "browser.lab(" in tests)
    assert commands


@pytest.mark.browser
def test_the_readme_fits_two_screens(tmp_path):
    """Of 1080 pixels each, in the width and sizes in which GitHub shows it, with letters that are rather wide."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    style = "body { font: 16px/1.5 'DejaVu Sans', sans-serif; width: 1012px; margin: 0; } p, ul, ol, table, pre { margin: 0 0 16px; }"
    style += "h1 { font-size: 32px; } h2 { font-size: 24px; } h1, h2 { margin: 24px 0 16px; padding-bottom: 8px; }"
    style += "table { border-collapse: collapse; } td, th { padding: 6px 13px; border: 1px solid; } pre { padding: 16px; } code { font-size: 85%; }"
    body = mistune.create_markdown(escape=False, plugins=["table"])(README)
    page = tmp_path / "readme.html"
    page.write_text(
        f'<meta charset="utf-8"><base href="{ROOT.as_uri()}/"><style>{style}</style>{body}', encoding="utf-8"
    )
    with browser.page("file:", 1100, 1080) as opened:
        opened.goto(page.as_uri())
        assert opened.evaluate("() => document.body.scrollHeight") <= 2 * 1080


def test_the_readme_leads_with_what_a_student_and_an_instructor_do_first():
    heads = re.findall(r"^## (.+)$", README, re.M)
    assert heads[:3] == ["Start", "For the student", "For the instructor"]
    first = README.partition("## Start")[2].partition("## ")[0]
    assert "make lab" in first and "py -m venv" in first
    assert "The first `make site`, `pdf`, `slides`, `handouts` or `test` installs" in README
