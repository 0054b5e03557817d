"""Make the lessons from their sources, run them and store their outputs: ``make notebooks``

python tools/notebooks.py [--only NAME ...] [--update-source]

A lesson's source, ``notebooks/source/NN_name.md``, is Markdown as jupytext reads it: prose is prose, a cell of code is a
fenced block. The id of a cell, and the rest of its metadata, are in a comment before the prose or after the fence's
``python``. ``--update-source`` goes the other way, for a lesson that was edited in JupyterLab.

Stored notebooks have no timestamps, no live-widget references (a widget's static twin takes its place until the cell is
run) and no paths of the machine that ran them, so that a diff shows what changed and nothing else. Execution counts are
those of one clean run: nbval thinks that a cell without one was never run.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import jupytext
import nbformat
import yaml
from jupytext.cell_metadata import metadata_to_text, parse_key_equal_value
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from seminar.kit.fold import SEALED
from seminar.saving import LIVE

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
AT_A_TIME = 2
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
OF_A_RUN = ("execution", "trusted")  # metadata of a cell that a run leaves behind
_MARK = re.compile(r"^<!-- *(id=.+?) *-->$\n?", flags=re.M)  # before a cell of prose


def source_of(notebook: Path) -> Path:
    """Where the source of a lesson's notebook is."""
    return notebook.parent / "source" / f"{notebook.stem}.md"


def lessons(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebook of every source in ``folder``/source, in order, whether it has been made or not."""
    return [folder / f"{source.stem}.ipynb" for source in sorted((folder / "source").glob("[0-9]*.md"))]


# --- a source, read and written


def read(source: Path) -> NotebookNode:
    """The notebook that a source makes, not run. ValueError says what the source lacks, and which cell lacks it."""
    head, *rest = jupytext.read(source, fmt="md").cells or [nbformat.v4.new_raw_cell("")]
    title = yaml.safe_load(head.source.strip("-\n")) if head.cell_type == "raw" else None
    if not isinstance(title, dict) or set(title) != {"title"}:
        raise ValueError(
            f"{source.name} does not begin with its title alone. Begin it with three lines: ---, title: Its title, ---"
        )
    cells = []
    for cell in _prose_joined(rest):
        cells += [_code(cell, source)] if cell.cell_type == "code" else _prose(cell.source, source)
    ids = [cell.id for cell in cells]
    if repeated := sorted({i for i in ids if ids.count(i) > 1}):
        raise ValueError(f"{source.name} gives the id {repeated[0]!r} to two cells. Give each cell an id of its own.")
    return nbformat.v4.new_notebook(cells=cells, metadata={**METADATA, **title})


def _prose_joined(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Jupytext begins a new cell after two empty lines; here only a comment with an id does."""
    joined: list[NotebookNode] = []
    for cell in cells:
        if joined and cell.cell_type == joined[-1].cell_type == "markdown":
            joined[-1].source += f"\n\n\n{cell.source}"
        else:
            joined.append(cell)
    return joined


def _code(cell: NotebookNode, source: Path) -> NotebookNode:
    metadata = dict(cell.metadata)
    if "id" not in metadata:
        first = cell.source.partition("\n")[0]
        raise ValueError(f'{source.name}: the cell {first!r} has no id. Write it after the fence: ```python id="…"')
    return nbformat.v4.new_code_cell(cell.source, id=metadata.pop("id"), metadata=metadata)


def _prose(text: str, source: Path) -> list[NotebookNode]:
    before, *parts = _MARK.split(text)
    if before.strip():
        first = before.strip().partition("\n")[0]
        raise ValueError(
            f'{source.name}: the text {first[:60]!r} has no id. Write it on the line before: <!-- id="…" -->'
        )
    cells = []
    for mark, words in zip(parts[::2], parts[1::2], strict=True):
        metadata = parse_key_equal_value(mark)
        cells.append(nbformat.v4.new_markdown_cell(words.strip("\n"), id=metadata.pop("id"), metadata=metadata))
    return cells


def write(notebook: NotebookNode) -> str:
    """The source that makes this notebook; its outputs and what a run left in it are not part of it."""
    parts = ["---\n" + yaml.safe_dump({"title": notebook.metadata["title"]}, allow_unicode=True) + "---"]
    for cell in notebook.cells:
        metadata = {"id": cell.id, **{k: v for k, v in cell.metadata.items() if k not in OF_A_RUN}}
        mark = metadata_to_text(metadata)
        code = cell.cell_type == "code"
        parts.append(f"```python {mark}\n{cell.source}\n```" if code else f"<!-- {mark} -->\n{cell.source}")
    return "\n\n".join(parts) + "\n"


def drift(folder: Path = NOTEBOOKS) -> list[str]:
    """Each difference between the sources in ``folder``/source and the notebooks beside it, as a sentence."""
    made, there = {path.stem for path in lessons(folder)}, {path.stem for path in folder.glob("[0-9]*.ipynb")}
    found = [f"{name}.ipynb has not been made from its source." for name in sorted(made - there)]
    found += [f"{name}.ipynb has no source." for name in sorted(there - made)]
    for name in sorted(made & there):
        wanted, stored = read(folder / "source" / f"{name}.md"), nbformat.read(folder / f"{name}.ipynb", as_version=4)
        found += [f"{name}: {difference}" for difference in _differences(wanted, stored)]
    return found


def _differences(wanted: NotebookNode, stored: NotebookNode) -> list[str]:
    found = ["the title or the kernel is different."] if wanted.metadata != stored.metadata else []
    if [cell.id for cell in wanted.cells] != [cell.id for cell in stored.cells]:
        return [*found, "the cells are different, or in a different order."]
    for one, other in zip(wanted.cells, stored.cells, strict=True):
        parts = [part for part in ("cell_type", "metadata", "source") if one[part] != other[part]]
        found += [f"the {part.replace('_', ' ')} of the cell {one.id!r} is different." for part in parts]
    return found


# --- a notebook, run


def run(notebook: NotebookNode, sealed: bool = True) -> NotebookNode:
    """The notebook run from top to bottom in an empty folder, and tidied. A cell that fails raises CellExecutionError.

    ``sealed`` is False for a copy that shows what came later, as the reading copy does.
    """
    ours = ("SEMINAR_PREDICT", "SEMINAR_SEAL", "SEMINAR_ANSWERS")
    env = {name: value for name, value in os.environ.items() if name not in ours}
    with tempfile.TemporaryDirectory() as folder:  # away from any student's answers
        where = {"metadata": {"path": folder}}
        quiet = ["--log-level=ERROR"]  # of the kernel itself; what a cell prints is kept
        client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where, extra_arguments=quiet)
        client.execute(env={**env, "HOME": folder} | ({} if sealed else {"SEMINAR_SEAL": "off"}))
    return tidy(notebook)


def opened(notebook: NotebookNode) -> NotebookNode:
    """The notebook with what came later, for a copy in which no button can break the seal: as it is, unless it is stored sealed."""
    plain = [o.get("data", {}).get("text/plain") for cell in notebook.cells for o in cell.get("outputs", [])]
    return run(notebook, sealed=False) if SEALED in plain else notebook


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Drop what differs from run to run. What the source says stays: title, ids, tags, collapsed headings."""
    notebook.metadata = nbformat.from_dict({**METADATA, "title": notebook.metadata.get("title", "")})
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k not in OF_A_RUN})
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(LIVE, None)
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
    return notebook


def make(path: Path) -> float:
    """Make one notebook from its source, run it and write it; return the seconds it took."""
    began = time.perf_counter()
    nbformat.write(run(read(source_of(path))), path)
    return time.perf_counter() - began


def make_all(paths: list[Path]) -> list[str]:
    """Make notebooks, two at a time. Return a line for each that could not be made; the others are written."""
    failed = []
    with ProcessPoolExecutor(AT_A_TIME) as pool:
        jobs = {pool.submit(make, path): path for path in paths}
        for job in as_completed(jobs):
            name = jobs[job].name
            try:
                print(f"{name}: {job.result():.1f} s", flush=True)
            except (CellExecutionError, ValueError) as fault:
                failed.append(f"{name} was not made.\n{fault}")
    return failed


def chosen(names: list[str], there: list[Path]) -> list[Path]:
    """The lessons whose names begin like this: ``05`` or ``05_the_menu_of_options``. ValueError lists those there are."""
    if not there:
        raise ValueError("There are no sources in notebooks/source. Lessons are made in a clone of the repository.")
    for name in names:
        if not any(path.stem.startswith(Path(name).stem) for path in there):
            raise ValueError(f"There is no lesson {name!r}. There are: {', '.join(path.stem for path in there)}.")
    return [path for path in there if not names or path.stem.startswith(tuple(Path(name).stem for name in names))]


def main(given: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python tools/notebooks.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="lessons to make, such as 05; without it, all"
    )
    parser.add_argument(
        "--update-source", action="store_true", help="write the source from a notebook that was edited in JupyterLab"
    )
    options = parser.parse_args(given)
    try:
        if options.update_source:
            for path in chosen(options.only, sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))):
                text = write(nbformat.read(path, as_version=4))
                source_of(path).write_text(text, encoding="utf-8", newline="\n")
            return 0
        failed = make_all(chosen(options.only, lessons()))
    except ValueError as fault:
        sys.exit(str(fault))
    if failed:
        print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
