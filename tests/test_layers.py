"""Layers point one way: tables -> models -> pictures -> widgets -> faces -> lessons; exercises stand beside the faces."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "seminar"
# What each layer may import of the others. answers is a student's file, beside the tables.
BELOW = {
    "tables": set(),
    "answers": set(),
    "models": {"tables"},
    "pictures": {"models"},
    "widgets": {"pictures", "models", "answers"},
    "exercises": {"pictures", "models", "answers", "tables"},  # beside the faces; nothing below knows of it
    "grading": {"exercises", "pictures"},  # it knows exercises, and no lesson, face or widget
    "cli": {"grading"},
    "faces": {"widgets", "pictures", "models", "answers", "tables"},
    "__init__": set(),
}
FOREIGN = {  # layers that must not know these libraries
    "tables": {"matplotlib", "ipywidgets", "IPython", "PIL"},
    "models": {"matplotlib", "ipywidgets", "IPython", "PIL", "pathlib", "os"},
    "pictures": {"ipywidgets", "IPython"},
    "widgets": {"numpy", "matplotlib", "IPython"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> list[tuple[str, str]]:
    """(layer or library, module) for each import of a module of the package."""
    here = path.relative_to(PACKAGE).with_suffix("").parts[:-1]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name.split(".")[0], alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = [*here[: len(here) - node.level + 1], *(node.module.split(".") if node.module else [])]
            found += [((base or [alias.name])[0], ".".join([*base, alias.name])) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module.split(".")[0], node.module))
    return found


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_layers_below_its_own(path):
    own = layer(path)
    for target, name in imported(path):
        assert target not in BELOW or target == own or target in BELOW[own], f"{own} imports {name}"
        assert target not in FOREIGN.get(own, ()), f"{own} imports {name}"


def test_the_rule_would_see_an_arrow_that_runs_back():
    assert ("widgets", "widgets.base.View") in imported(PACKAGE / "faces" / "argument.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_is_public_says_what_it_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            one_line = (
                isinstance(node, ast.FunctionDef) and len(node.body) <= 3 and layer(path) not in ("models", "tables")
            )
            assert ast.get_docstring(node) or one_line, f"{path.name}: {node.name} has no docstring"


def test_nothing_is_hidden_in_the_package_of_the_students_network():
    """Nothing is fetched at run time: no module imports a library that could."""
    could = {"urllib", "http", "requests", "socket", "httpx", "aiohttp"}
    loopback = PACKAGE / "grading" / "inside.py"  # sets up the loopback of a sandbox that has no other network
    for path in MODULES:
        assert not {t for t, _ in imported(path)} & could - ({"socket"} if path == loopback else set()), path
