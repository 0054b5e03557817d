"""The recipes name what is there, and the checks before a commit fetch nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
MADE_BY_THE_RECIPE = re.compile(r"my_article|08_my_lesson|my_name")


def blocks() -> list[str]:
    """The commands of the recipes, a line each."""
    found = re.findall(r"^```\n(.*?)^```$", TEXT, flags=re.M | re.S)
    return [line.partition("  #")[0].strip() for block in found for line in block.splitlines()]


def test_there_are_seven_recipes_with_commands():
    recipes = re.split(r"^## (?=\d\. )", TEXT, flags=re.M)[1:]
    assert [recipe[0] for recipe in recipes] == list("1234567")
    assert all("\n```\n" in recipe and "change" in recipe for recipe in recipes)


def test_every_make_target_that_is_named_is_in_the_makefile():
    made = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    commands = [*blocks(), *re.findall(r"`([^`\n]+)`", TEXT)]
    named = {target for c in commands if c.startswith("make ") for target in c.split()[1:]}
    assert {"quick", "test", "notebooks", "exercises", "docs"} <= named <= made, named - made


def test_every_file_that_is_named_is_there():
    spans = [word for c in blocks() for word in c.split()]
    spans += [a or b for a, b in re.findall(r"`([^`\n ]+)`|\]\(([^)#\s]+)", TEXT)]
    files = [s for s in spans if re.fullmatch(r"(data|docs|exercises|notebooks|seminar|tests|tools)/[\w./]*", s)]
    assert len(files) > 20
    assert not [s for s in set(files) if not MADE_BY_THE_RECIPE.search(s) and not (ROOT / s).exists()]


@pytest.mark.parametrize("repo", HOOKS, ids=lambda r: str(r["repo"]))
def test_no_hook_is_fetched(repo):
    assert repo["repo"] == "local"
    assert all(hook["language"] == "system" and hook["entry"].startswith("python -m ") for hook in repo["hooks"])


def test_the_hooks_hold_style_types_and_all_that_is_made():
    entries = " ".join(hook["entry"] for repo in HOOKS for hook in repo["hooks"])
    for check in (
        "ruff check",
        "ruff format --check",
        "mypy",
        "test_lesson_sources.py",
        "test_exercises_build.py",
        "test_docs.py",
    ):
        assert check in entries, check
    for path in re.findall(r"tests/\S+", entries):
        assert (ROOT / path).exists(), path
