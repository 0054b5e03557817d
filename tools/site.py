"""Make the reading copy in site/: every lesson and exercise as a page for a browser, a phone or paper. ``make site``

It shows the outputs that the notebooks store. Only a lesson that is stored sealed is run, with its seal open. ``--pdf`` prints each page with Chromium too.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from html import escape
from multiprocessing import get_context
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter

from seminar import tables
from seminar.kit.show import link

# as a script or by runpy, the others are not on the path
sys.path.insert(0, str(Path(__file__).resolve().parent))
import recorded
from paper import print_pages

from notebooks import opened

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "tools" / "site_template"
SITE = ROOT / "site"
AT_A_TIME = 2  # views recorded
# Headings and pictures as a screen reader finds them on paper too, a contents, and a number on every page.
PAPER = {
    "format": "A4",
    "print_background": True,
    "prefer_css_page_size": True,
    "tagged": True,
    "outline": True,
    "display_header_footer": True,
    "header_template": "<span></span>",
    "footer_template": '<div style="font-size: 8pt; width: 100%; text-align: center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
}
_ANSWERS = r"(?:[Oo]pen this\.(?:</em>)?|[Cc]ompare)"  # how the summary of a fold ends that answers a question
# Around what may be wider than a phone: it scrolls sideways, by keyboard too.
_MOVED = '<div class="picture" tabindex="0" role="group" aria-label="{}">'


@dataclass(frozen=True)
class Page:
    """What the frame of a page needs: its own file, its title, its neighbours as (file, title)."""

    here: str
    title: str
    style: str
    script: str
    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None


def notebooks(root: Path = ROOT) -> dict[Path, str]:
    """Every notebook that a student reads, in order, and its page: lessons, then exercises."""
    lessons = {path: f"{path.stem}.html" for path in sorted((root / "notebooks").glob("[0-9]*.ipynb"))}
    exercises = {path: f"{path.stem}.html" for path in sorted((root / "exercises").glob("[0-9]*.ipynb"))}
    return lessons | exercises


def build(target: Path = SITE, root: Path = ROOT) -> list[Path]:
    """Write all pages into ``target``, which is emptied first, and return them."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    kit = root / "seminar" / "kit"
    style = _text(kit / "live.css") + _text(TEMPLATES / "style.css")
    script = _text(kit / "live.js") + _text(TEMPLATES / "player.js")
    read = _read(root)
    files = {path.name: file for path, file in notebooks(root).items()}
    pages = [
        ("index.html", "Contents"),
        *((file, title(read[path])) for path, file in notebooks(root).items()),
        ("glossary.html", "Glossary"),
        ("bibliography.html", "Sources"),
        ("bibliography_later.html", "Later sources"),
    ]
    exporter = _exporter(files)
    bodies = {
        "index.html": _index(pages, next(iter(read.values()))),
        "glossary.html": _glossary(),
        "bibliography.html": _bibliography(later=False),
        "bibliography_later.html": _bibliography(later=True),
    }
    sources = {file: path for path, file in notebooks(root).items()}
    written = []
    for place, (file, name) in enumerate(pages):
        before = pages[place - 1] if place else None
        after = pages[place + 1] if place + 1 < len(pages) else None
        moving = file in sources and any("recorded" in cell.metadata for cell in read[sources[file]].cells)
        page = Page(file, name, style, script if moving else "", before, after)
        if file in sources:
            text = answers(exporter.from_notebook_node(read[sources[file]], {"page": asdict(page)})[0])
        else:
            text = exporter.environment.get_template("plain.html.j2").render(page=asdict(page), body=bodies[file])
        (target / file).write_text(text, encoding="utf-8", newline="\n")
        written.append(target / file)
    return written


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _read(root: Path) -> dict[Path, nbformat.NotebookNode]:
    """Every notebook by its path, in which a cell whose view moves on the page has the recording in its metadata."""
    # A process of its own for each core, and not a copy of this one: a view leaves nothing behind here.
    with ProcessPoolExecutor(AT_A_TIME, get_context("spawn")) as pool:
        read, jobs = {}, list[tuple[nbformat.NotebookNode, Future[str]]]()
        for path in notebooks(root):
            read[path] = opened(nbformat.read(path, as_version=4))
            views = [cell for cell in read[path].cells if any(map(_moves, cell.get("outputs", [])))]
            jobs += [(cell, pool.submit(recorded.fragment, cell.source)) for cell in views]
        for cell, job in jobs:
            try:
                if fragment := job.result():
                    cell.metadata["recorded"] = fragment
            except (
                Exception
            ) as fault:  # whatever a view does when it is set: its still twin stands, and the tests count what moves
                print(f"{cell.source.splitlines()[-1]} is not recorded: {fault}", file=sys.stderr)
    return read


def title(notebook: nbformat.NotebookNode) -> str:
    """The notebook's first heading."""
    return re.search(r"^# (.+)$", notebook.cells[0].source, flags=re.M)[1]


def _exporter(files: dict[str, str]) -> HTMLExporter:
    exporter = HTMLExporter(
        template_name="seminar", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True
    )
    exporter.register_filter("links", partial(_links, files=files))
    exporter.register_filter("moves", _moves)
    exporter.register_filter("idle", _idle)
    exporter.register_filter("sections", _sections)
    exporter.register_filter("walkable", _walkable)
    return exporter


def _links(html: str, files: dict[str, str]) -> str:
    """A notebook named in the text links to its page, and a table in the text scrolls like one in an output."""
    html = re.sub(r"<th(?=[ >])", '<th scope="col"', html)
    html = re.sub(r"<table>.*?</table>", rf"{_MOVED.format('Table')}\g<0></div>", html, flags=re.S)
    html = html.replace('href="../docs/glossary.md#', 'href="glossary.html#')
    named = "|".join(map(re.escape, files))
    html = re.sub(
        rf'href="(?:\.\.?/)?(?:notebooks/|exercises/)?({named})"', lambda found: f'href="{files[found[1]]}"', html
    )
    return re.sub(rf"(?<!\">)<code>({named})</code>", lambda found: f'<a href="{files[found[1]]}">{found[0]}</a>', html)


def answers(html: str) -> str:
    """The page with each fold that answers a question marked as one: on paper it stands at the end."""
    return re.sub(
        rf"<details([^>]*)>(?=<summary[^>]*>(?:(?!</summary>).)*{_ANSWERS}</summary>)",
        r'<details class="answer"\1>',
        html,
    )


def _moves(output: nbformat.NotebookNode) -> bool:
    """Whether the output is the static twin of a widget."""
    return output.get("data", {}).get("text/plain", "").endswith("Run this cell to use it.")


def _idle(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell shows nothing, and does something only where an exercise can be worked on."""
    return cell.cell_type == "code" and not cell.outputs and cell.source.startswith("from seminar.exercises import ")


def _sections(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """The sections of a notebook: the id of the cell that opens each, and its title."""
    heads = (
        (cell.id, re.match(r"## (.+)$", cell.source, flags=re.M))
        for cell in notebook.cells
        if cell.cell_type == "markdown"
    )
    return [(id, head[1].replace("*", "").replace("`", "")) for id, head in heads if head]


def _walkable(html: str) -> str:
    """A picture wider than the page scrolls by keyboard and has a name; a header without words becomes a plain cell."""
    html = re.sub(r'<p class="seminar-twin-run"[^>]*>.*?</p>|<style>.*?</style>', "", html)  # the page says it itself
    html = re.sub(r"<img [^>]*>", rf"{_MOVED.format('Picture')}\g<0></div>", html)
    return re.sub(r'<th scope="(?:col|row)"([^>]*)></th>', r"<td\1></td>", html)


def _picture(notebook: nbformat.NotebookNode) -> str:
    """The first picture that the notebook stores, with its words: it leads to where it is explained."""
    shown = (o.data.get("text/html", "") for cell in notebook.cells for o in cell.get("outputs", []) if "data" in o)
    found = next(filter(None, (re.search(r"<figure.*?</figure>", html, flags=re.S) for html in shown)), None)
    return _walkable(found[0]) if found else ""


def _index(pages: list[tuple[str, str]], first: nbformat.NotebookNode) -> str:
    lessons = tables.read("lessons")
    rows = "".join(
        f'<tr><th scope="row">{row.lesson_id}</th><td>{link(row.title, Path(row.notebook).stem + ".html")}</td>'
        f"<td>{escape(row.question)}</td><td>{row.minutes}&nbsp;minutes</td></tr>"
        for row in lessons.itertuples()
        if (Path(row.notebook).stem + ".html") in dict(pages)
    )
    others = "".join(f"<li>{link(words, file)}</li>" for file, words in pages if file.endswith("_exercise.html"))
    return (
        '<h1>An unenviable task</h1><p class="words"><strong>An ally at war with a partner, and a rival that backs the partner: '
        "what could Moscow do, in October 2020?</strong> The article has an answer. "
        "Here you find out what that answer hangs on, and whether you would give it too.</p>"
        f'{_picture(first)}<p class="words">A seminar on one op-ed: <em>In Nagorno-Karabakh, Russia Faces an Unenviable Task</em> '
        "(The Moscow Times, 16 October 2020). This is its reading copy: everything that the lessons show. Most of its pictures move here too, "
        "without a connection. To answer, and to set what is not stored here, open the notebooks in JupyterLab.</p>"
        '<p class="words">Take the lessons in order. Lessons 0 to 6 know nothing later than the article; lesson 7 tells what came after.</p>'
        '<h2>Lessons</h2><table class="list"><thead><tr><th scope="col">Lesson</th><th scope="col">Title</th>'
        f'<th scope="col">Question</th><th scope="col">Time</th></tr></thead><tbody>{rows}</tbody></table>'
        + (f"<h2>Exercises</h2><ul>{others}</ul>" if others else "")
        + f"<h2>Words and sources</h2><ul><li>{link('Glossary', 'glossary.html')}</li><li>{link('Sources known by 16 October 2020', 'bibliography.html')}</li>"
        f"<li>{link('Later sources', 'bibliography_later.html')}: their titles tell what came after. Open them after lesson 7.</li></ul>"
        '<h2>On paper</h2><p class="words">Print a page from your browser. What is folded away on the screen is open on paper; the answers are at the end.</p>'
    )


def _glossary() -> str:
    """Every entry known on the day of the article: what the lessons link to."""
    items = "".join(
        f'<li id="{escape(row.term_id)}"><strong>{escape("/".join(filter(None, (row.term, row.other_name))))}</strong>. {escape(row.meaning)}</li>'
        for row in tables.read("glossary").itertuples()
    )
    return f'<h1>Glossary</h1><p class="words">Terms, people, places and bodies, as of the day of the article.</p><ul class="works">{items}</ul>'


def _bibliography(later: bool) -> str:
    sealed = tables.read("sources")
    rows = tables.read("sources", as_of=tables.HINDSIGHT) if later else sealed
    rows = rows[~rows.source_id.isin(sealed.source_id)] if later else rows
    rows = rows.assign(order=rows.title.str.casefold()).sort_values("order")
    items = "".join(f'<li id="{escape(row.source_id)}">{_source(row)}</li>' for row in rows.itertuples())
    words = (
        "These became known after 16 October 2020. Their titles tell what came after: read on only when you have reached lesson 7."
        if later
        else "These were known by 16 October 2020, the day of the article."
    )
    head = "Later sources" if later else "Sources"
    shown = f'<ul class="works">{items}</ul>'
    if later:
        shown = f"<details><summary>Open the list of {len(rows)} later sources</summary>{shown}</details>"
    return f'<h1>{head}</h1><p class="words">{words} {len(rows)} entries, by title.</p>{shown}'


def _source(row) -> str:
    """Title, publisher and date, linked to the first address."""
    first = row.addresses[0] if len(row.addresses) else ""
    name = link(row.title, first) if first.startswith("http") else escape(row.title)
    where = ", ".join(filter(None, (row.publisher, row.date)))
    return f"{name}. {escape(where)}."


if __name__ == "__main__":
    began = time.perf_counter()
    made = build()
    if "--pdf" in sys.argv[1:]:
        print_pages(made, PAPER)
    size = sum(path.stat().st_size for path in made) / 1e6
    print(f"{len(made)} pages in site/, {size:.1f} MB, {time.perf_counter() - began:.1f} s. Open site/index.html")
