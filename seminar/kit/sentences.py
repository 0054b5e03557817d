"""Errors that have a sentence of their own are shown in a notebook as that sentence, instead of a traceback.

IPython has room for only one handler, so all such errors are registered here. Any other error keeps its traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape
from typing import Any

from . import palette

_SAID: dict[type[BaseException], Callable[[BaseException, str], str]] = {}


def say(kinds: tuple[type[BaseException], ...], words: Callable[[BaseException, str], str]) -> None:
    """In a notebook, show errors of these kinds as ``words(error, cell)``, where ``cell`` is the text of the cell.

    If ``words`` returns empty text, the traceback is shown. If a kind is registered twice, the later words are used.
    """
    _SAID.update(dict.fromkeys(kinds, words))
    if (shell := running_shell()) is not None:
        shell.set_custom_exc(tuple(_SAID), _show)


def running_shell() -> Any | None:
    """The IPython shell, if there is one. IPython is not imported here: a notebook's kernel has done that already."""
    interactive = sys.modules.get("IPython")
    return interactive.get_ipython() if interactive else None


def words_for(error: BaseException, cell: str = "") -> str:
    """The sentence of an error, empty if it has none; the nearest registered kind decides."""
    for kind in type(error).__mro__:
        if kind in _SAID:
            return _SAID[kind](error, cell)
    return ""


def _show(shell, kind, error, trace, **_options) -> list[str] | None:
    inputs = shell.user_ns.get("In") or [""]
    said = words_for(error, inputs[-1])
    if not said:
        shell.showtraceback((kind, error, trace))
        return None
    from IPython.display import HTML, display

    display(
        HTML(f'<div role="alert" style="{palette.STYLE};border-left:6px solid {palette.ORANGE}">{escape(said)}</div>')
    )
    return [said]
