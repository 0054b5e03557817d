"""A lesson that is only read, run and saved stays the file that was handed out, so that git sees what a student wrote and nothing else.

An extension of Jupyter's server, which an installation switches on. Without it saving writes into every lesson the numbers of its
widgets, the kernel's version and which sections were folded, and a plain ``git pull`` stops.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LIVE = "application/vnd.jupyter.widget-view+json"  # names a widget of one kernel: on the next day there is none


def _load_jupyter_server_extension(app: Any) -> None:
    """What Jupyter's server calls when it starts."""
    app.contents_manager.register_pre_save_hook(keep_as_handed_out)


def keep_as_handed_out(model: dict[str, Any], path: str = "", contents_manager: Any = None, **_others: object) -> None:
    """Change what is about to be saved, if it is a lesson or an exercise: what a run leaves beside its results stays as the file has it.

    That is a cell's metadata, with its fold, where its source has not changed; a cell's count where its outputs have not changed
    either, or are of this machine; and what the file says of the language. References to live widgets are left out, unless their state is saved too.
    """
    content: Any = model.get("content")  # JSON, as the page sends it
    if model.get("type") != "notebook" or not is_ours(content):
        return
    if "widgets" not in content["metadata"]:
        for output in (output for cell in content["cells"] for output in cell.get("outputs", [])):
            output.get("data", {}).pop(LIVE, None)
    root = getattr(contents_manager, "root_dir", None)
    before = _there(Path(root, path.strip("/"))) if root else {}
    if "language_info" in before.get("metadata", {}):
        content["metadata"]["language_info"] = before["metadata"]["language_info"]
    cells = {cell.get("id"): cell for cell in before.get("cells", [])}
    for cell in content["cells"]:
        old = cells.get(cell.get("id"), {})
        if _text(cell["source"]) == _text(old.get("source", "")):
            cell["metadata"] = old["metadata"]
            of_this_machine = "nbval-ignore-output" in old["metadata"].get("tags", [])
            if of_this_machine or _without_counts(cell) == _without_counts(old):
                cell.update({name: old[name] for name in ("execution_count", "outputs") if name in old})


def is_ours(content: Any) -> bool:
    """Whether a notebook is one of the seminar's: it has a title, and its cells import the package."""
    if not isinstance(content, dict) or "title" not in content.get("metadata", {}):
        return False
    return any(_text(c["source"]).startswith("from seminar") for c in content["cells"] if c["cell_type"] == "code")


def _there(file: Path) -> dict[str, Any]:
    """The notebook as it is on disk; nothing where there is none, or none that can be read."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _text(lines: str | list[str]) -> str:
    """A text of a notebook, which may be stored in lines."""
    return lines if isinstance(lines, str) else "".join(lines)


def _without_counts(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """What a cell shows, whichever run showed it."""
    shown = []
    for output in cell.get("outputs", []):
        data = {
            kind: _text(held) if kind.startswith("text/") else held for kind, held in output.get("data", {}).items()
        }
        text = _text(output.get("text", ""))
        shown.append({**output, "data": data, "text": text, "execution_count": None})
    return shown
