"""The layout of the package: each subject is a room; imports go one way within it, from a later lesson's room to an earlier one's, and never out of the kit.

Each test is shown once what it forbids, so that none of them can pass by not looking.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "seminar"
# The rooms in the order of their lessons: a room may use what comes before it.
ROOMS = (
    "start",
    "argument",
    "forecasts",
    "history",
    "settlement",
    "actors",
    "bargaining",
    "tradeoffs",
    "commitment",
    "hindsight",
    "memo",
    "survey",
)
COMMON = {"tables", "answers", "kit"}  # what every room may use
FLOORS = ("model", "picture", "widget", "words")  # within a room, each may use those before it
FOREIGN = {  # libraries that a floor must not know
    "model": {"matplotlib", "ipywidgets", "anywidget", "IPython", "PIL"},
    "picture": {"ipywidgets", "anywidget", "IPython"},
    "widget": {"numpy", "matplotlib", "IPython"},
    "words": {"matplotlib", "IPython"},
}
NO_NETWORK = {"urllib", "http", "requests", "httpx", "aiohttp", "socket"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(text: str, here: tuple[str, ...]) -> set[tuple[str, ...]]:
    """What a module imports, as dotted parts: ``("seminar", "kit", "show")`` or ``("pandas",)``, relative and absolute alike.

    ``here`` is the package that the module is in. Imports within a function count; those that only a type checker reads do not.
    """
    found: set[tuple[str, ...]] = set()
    tree = ast.parse(text)
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            base += tuple(node.module.split(".")) if node.module else ()
            found |= {(*base, alias.name) for alias in node.names}
    return found


def floor(path: Path) -> str:
    """The floor of a room's module, from the beginning of its name; whatever is not a picture, a widget or __init__ is a model."""
    name = path.stem
    return {"picture": "picture", "widget": "widget", "__init__": "words"}.get(name.split("_")[0] or name, "model")


def faults(path: Path, text: str) -> list[str]:
    """Each import of the module that breaks the rules."""
    here = ("seminar", *path.relative_to(PACKAGE).parts[:-1])
    room = here[1] if len(here) > 1 else ""
    found = []
    for target in imports(text, here):
        first = target[0]
        if first != "seminar":
            if room in ROOMS and first in FOREIGN[floor(path)]:
                found.append(f"a {floor(path)} imports {first}")
            continue
        other = target[1] if len(target) > 1 else ""
        if room == "kit" and other in (*ROOMS, "exercises", "grading", "cli"):
            found.append(f"the kit imports {'.'.join(target)}")
        elif room in ROOMS and other in ("exercises", "grading", "cli"):
            found.append(f"a room imports {'.'.join(target)}")
        elif room in ROOMS and other == room and len(target) > 2:
            part = PACKAGE.joinpath(*target[1:3]).with_suffix(".py")
            if part.exists() and FLOORS.index(floor(part)) > FLOORS.index(floor(path)):
                found.append(f"a {floor(path)} imports its room's {floor(part)}")
        elif room in ROOMS and other in ROOMS and other != room:
            part = PACKAGE.joinpath(*target[1:3]).with_suffix(".py")
            if ROOMS.index(other) > ROOMS.index(room):
                found.append(f"an earlier room imports a later one: {'.'.join(target)}")
            elif not part.exists() or floor(part) not in ("model", "picture"):
                found.append(f"only models and pictures of another room may be used: {'.'.join(target)}")
            elif FLOORS.index(floor(part)) > FLOORS.index(floor(path)):
                found.append(f"a {floor(path)} imports another room's {floor(part)}")
            elif len(target) > 3 and target[3].startswith("_"):
                found.append(f"a private name of another room: {'.'.join(target)}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_what_the_plan_allows(path):
    assert not faults(path, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("kit/show.py", "from ..tradeoffs import model"),
        ("kit/show.py", "from seminar.tradeoffs.model import Scores"),
        ("kit/show.py", "def f():\n    import seminar.tradeoffs"),
        ("argument/model.py", "import seminar.exercises.marking"),
        ("argument/model.py", "import matplotlib.figure"),
        ("argument/model.py", "from . import picture"),
        ("argument/picture.py", "from seminar.argument.widget import View"),
        ("argument/picture.py", "from ..tradeoffs import model"),
        ("hindsight/picture.py", "from ..history.picture import _event_table"),
        ("hindsight/widget.py", "from ..forecasts import invented"),
        ("hindsight/model.py", "from ..history import picture"),
    ],
)
def test_an_arrow_that_runs_back_is_seen(place, text):
    assert faults(PACKAGE / place, text), text


def test_every_folder_of_the_package_is_a_room_or_is_named_here():
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert folders == {*ROOMS, "kit", "exercises", "grading"}


def test_no_circle_runs_between_rooms():
    """ROOMS is an order in which every import goes back; the test above checks that no room is missing from it."""
    assert len(set(ROOMS)) == len(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_is_public_says_what_it_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            short = isinstance(node, ast.FunctionDef) and len(node.body) <= 3 and floor(path) != "model"
            assert ast.get_docstring(node) or short, f"{path.name}: {node.name} has no docstring"


def test_nothing_is_fetched_when_a_lesson_runs():
    """No module imports a library that could; grading's cluster talks to the workers that an instructor names, through Dask."""
    for path in MODULES:
        names = {target[0] for target in imports(path.read_text(encoding="utf-8"), ("seminar",))}
        assert not names & NO_NETWORK, path


LONGEST_MODULE, LONGEST_FUNCTION = 450, 40


def functions(text: str) -> list[tuple[str, int]]:
    """Each function of a module with its number of lines, not counting the docstring."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = node.end_lineno - node.lineno + 1
            if ast.get_docstring(node):
                lines -= node.body[0].end_lineno - node.body[0].lineno + 1
            found.append((node.name, lines))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_are_short_enough_to_be_read_at_once(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    assert not [(name, lines) for name, lines in functions(text) if lines > LONGEST_FUNCTION]


def test_every_model_is_among_what_mypy_checks():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["files"]
    models = [p for p in MODULES if p.parent.name in ROOMS and floor(p) == "model"]
    assert models and not {p.relative_to(ROOT).as_posix() for p in models} - set(listed)


# Classes of one name, all of them outside the rooms: to be renamed there.
SHARED_NAMES = {"Table", "Exercise"}


def classes(text: str) -> list[str]:
    """The names of a module's classes."""
    return [node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]


def test_no_two_classes_have_one_name():
    """A name means one thing in the whole package; of two classes with one name, at most one is in a room or the kit."""
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for name in classes(path.read_text(encoding="utf-8")):
            found.setdefault(name, []).append(path.relative_to(PACKAGE).as_posix())
    shared = {name: places for name, places in found.items() if len(places) > 1}
    assert {name: places for name, places in shared.items() if name not in SHARED_NAMES} == {}
    assert set(shared) >= SHARED_NAMES, "a name that is no longer shared must come off the list"
    for places in shared.values():
        assert sum(not place.startswith(("grading/", "exercises/")) for place in places) <= 1, places
