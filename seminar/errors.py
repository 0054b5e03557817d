"""Errors whose message is a sentence for the reader, and how a notebook shows them: by that sentence alone.

A fault of the seminar's own, of which no sentence speaks, keeps its traceback.
"""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_PACKAGE = __name__.partition(".")[0]
_NEEDED = ("numpy", "pandas", "matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython", "PIL", "filelock")
_FOLDING = f"{_PACKAGE}.kit.fold"
_CALL = re.compile(r"(\w+)\(\) (missing|takes|got)\b")


class SeminarError(ValueError):
    """What was given cannot be used; the message is one sentence or more that says what is wanted."""


class ShadowError(ImportError):
    """A file beside the notebook has the name of a module that Python or the seminar needs."""


def in_a_notebook() -> None:
    """Show the errors of a lesson's call by their sentence from now on, and name a file that hides a module.

    Does nothing where no notebook runs. ShadowError if there is such a file.
    """
    from .kit import sentences

    if sentences.running_shell() is None:
        return
    sentences.say((SeminarError, ShadowError), lambda error, _cell: str(error))
    sentences.say((ValueError, TypeError, NameError, AttributeError, ImportError), words)
    if hidden := shadows(Path.cwd()):
        raise ShadowError(
            f"The file {hidden[0]} beside this notebook hides a module of the same name that Python needs. "
            "Rename the file, restart the kernel, and run this cell again."
        )


def shadows(folder: Path) -> list[str]:
    """The files in a folder that Python takes, or would take, for a module that it or the seminar needs."""
    names = sorted(path.stem for path in folder.glob("*.py"))
    needed = sys.stdlib_module_names | set(_NEEDED)
    return [f"{name}.py" for name in names if name in needed and _origin(name) == folder.resolve() / f"{name}.py"]


def words(error: BaseException, _cell: str = "") -> str:
    """The sentence of an error that Python or the seminar raised in answer to what a cell says; empty for a fault of ours."""
    ours = raised_in(error)
    if isinstance(error, ImportError):
        return f"A part of the seminar could not be loaded: {error}. Ask your instructor, or install it as the README says."
    if isinstance(error, ValueError):
        return str(error) if ours else ""
    if ours:
        return ""
    if isinstance(error, NameError):
        return _unknown_name(error.name or "")
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        return _unknown_word(error.obj, error.name or "")
    if isinstance(error, TypeError) and (call := _CALL.search(str(error))):
        return f"{str(error).rstrip('.')}. To see what it takes, write its name with ? instead of brackets, as in {call[1]}?"
    return ""


def raised_in(error: BaseException) -> bool:
    """Whether the error was raised in the seminar's own code, and not in the cell or in a library.

    What folds a lesson's word passes on what the cell gave, so a wrong call that it passes on is the cell's.
    """
    trace, module = error.__traceback__, ""
    while trace is not None:
        here, trace = trace.tb_frame.f_globals.get("__name__", ""), trace.tb_next
        module = module if here == _FOLDING else here
    return module.partition(".")[0] == _PACKAGE


def _origin(name: str) -> Path | None:
    """The file from which a module came, or would come."""
    try:
        found = (
            getattr(sys.modules[name], "__file__", None)
            if name in sys.modules
            else getattr(find_spec(name), "origin", None)
        )
    except (ImportError, ValueError):
        return None
    return Path(found).resolve() if found else None


def _unknown_name(name: str) -> str:
    rooms = [path.name for path in Path(__file__).parent.iterdir() if (path / "__init__.py").exists()]
    if name in rooms:
        return f"Python does not know {name!r} yet. Begin the cell with the line: from {_PACKAGE} import {name}"
    return f"Python does not know {name!r}. If it is text, put it in quotation marks; if a cell above makes it, run that cell first."


def _unknown_word(module: ModuleType, name: str) -> str:
    if module.__name__.partition(".")[0] != _PACKAGE:
        return ""
    from .kit.ids import meant

    said = module.__name__.rpartition(".")[2]
    known = [
        word
        for word in vars(module)
        if not word.startswith("_") and getattr(vars(module)[word], "__module__", "") == module.__name__
    ]
    return f"There is no {said}.{name}.{meant(name, known)} The lesson's words are: {', '.join(known)}."
