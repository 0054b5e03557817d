"""Make the slides in dist/slides/: a deck for each session of the guide's plans, with its stops, and one for the debrief. ``make slides``

A slide has the question of a stop and the picture that the lesson stores there; the sentence under the picture comes when it is asked for, and
what students tend to say is in the speaker's notes (S). reveal.js is in each file, from the package sphinx-revealjs, so that none is fetched.
``--pdf`` prints each deck with Chromium too.
"""

from __future__ import annotations

import base64
import re
import shutil
import struct
import sys
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbconvert.exporters import SlidesExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from seminar.kit.words import capital, long_day
from seminar.tables import Package, seminar_data

# as a script or by runpy, the others are not on the path
sys.path.insert(0, str(Path(__file__).resolve().parent))
import sessions
from paper import print_pages

from notebooks import opened

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "tools" / "slides_template"
SLIDES = ROOT / "dist" / "slides"
# reveal.js prints a deck as running text with speaker's notes; ours prints a slide a page
_PAPER_OF_REVEAL = re.compile(r"@media print\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_INVENTED = re.compile(r"\b[Ii]nvented\b")
_TALL = 1.5  # a picture that is less than this many times as wide as high has its question beside it
_LONG, _ROWS = 260, 8  # letters of a sentence, and rows of a plan, from which they are set smaller


@dataclass(frozen=True)
class Shown:
    """What a slide has of a picture, as HTML: its title, the image with its alternative, its sentence, its notes; nothing where there is none."""

    title: str = ""
    image: str = ""
    sentence: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, figure: str) -> Shown:
        """The parts of a figure as a notebook stores it."""
        title = re.search(r'<div style="font-weight:600[^>]*>(.*?)</div>', figure)
        sentence, *notes = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", figure, flags=re.S)[1].split("<br>")
        plain = [re.sub(r"<[^>]+>", "", words) for words in (sentence, *notes)]
        return cls(title[1] if title else "", re.search(r"<img [^>]*>", figure)[0], plain[0], tuple(plain[1:]))

    @property
    def tall(self) -> bool:
        """Whether the image is nearly as high as it is wide, or higher."""
        kind, data = re.search(r'src="data:image/([\w+]+);base64,([^"]+)"', self.image).groups()
        held = base64.b64decode(data)
        if kind == "png":
            width, height = struct.unpack(">II", held[16:24])
        else:
            width, height = map(float, re.search(rb'viewBox="\S+ \S+ (\S+) (\S+)"', held).groups())
        return width < _TALL * height


def build(target: Path = SLIDES) -> list[Path]:
    """Write all decks into ``target``, which is emptied first, and return them."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    exporter, data, made = _exporter(), seminar_data(), []
    for session in sessions.every(data):
        text, _ = exporter.from_notebook_node(deck(session, data), {"deck": _inside()})
        made.append(target / f"{session.name}.html")
        made[-1].write_text(text, encoding="utf-8", newline="\n")
    return made


def deck(session: sessions.Session, data: Package) -> NotebookNode:
    """A session as a notebook of slides: its plan, then a slide for each picture of each stop, or for its question alone."""
    cells = _slide(_plan(session, data))
    for stop in session.stops:
        for shown in pictures(stop) or [Shown()]:
            cells += _slide(_asked(stop, shown), shown.sentence, "\n\n".join(filter(None, (stop.then, *shown.notes))))
    return new_notebook(cells=cells, metadata={"title": session.title})


def pictures(stop: sessions.Stop) -> list[Shown]:
    """The pictures that the stop's section stores in its first cell or, if that has none, in its second.

    Later ones speak of something else; those of an invented class or student have nothing to do with the one in the room.
    """
    for html in _stored(stop)[:2]:
        if (figures := re.findall(r"<figure.*?</figure>", html, flags=re.S)) and not _INVENTED.search(html):
            return [Shown.of(figure) for figure in figures]
    return []


def _stored(stop: sessions.Stop) -> list[str]:
    """What each cell of the stop's section stores as HTML, those without any left out."""
    here, found = False, []
    for cell in _lesson(stop.lesson).cells:
        if cell.cell_type == "markdown" and (head := re.search(r"^## (.+?)(?: · .+)?$", cell.source, flags=re.M)):
            here = head[1].replace("’", "'") == stop.section.replace("’", "'")
        html = "".join(o.get("data", {}).get("text/html", "") for o in cell.get("outputs", []))
        found += [html] if here and html else []
    return found


def _asked(stop: sessions.Stop, shown: Shown) -> str:
    """The part of a lesson, and what is asked there: over the picture, beside a tall one, large where there is none."""
    named = capital(stop.section.removeprefix("Deeper: "))
    head = f'<p class="part">{escape(named)}{f". {shown.title}" if shown.title not in ("", named) else ""}</p>'
    if not shown.image:
        return f'{head}<p class="alone">{escape(stop.ask)}</p>'
    return f'{head}<h2>{escape(stop.ask)}</h2><div class="picture{" tall" * shown.tall}">{shown.image}</div>'


@cache
def _lesson(number: int) -> NotebookNode:
    path = next((ROOT / "notebooks").glob(f"{number:02}_*.ipynb"))
    return opened(nbformat.read(path, as_version=4))


def _plan(session: sessions.Session, data: Package) -> str:
    """The first slide: what is when, and the two rules."""
    rows = "".join(f"<tr><td>{escape(when)}</td><td>{escape(what)}</td></tr>" for when, what in session.minutes)
    long = ' class="long"' * (len(session.minutes) > _ROWS or sum(len(what) > 90 for _, what in session.minutes) > 2)
    return (
        f"<h1>{escape(session.title)}</h1><table{long}>{rows}</table>"
        f'<p class="rules">Nothing after {long_day(data.seal)} before lesson 7, whoever knows it. Nobody’s political view is marked here; '
        "what is marked is whether reasons hold.</p>"
    )


def _slide(html: str, sentence: str = "", notes: str = "") -> list[NotebookNode]:
    """The cells of one slide: what it shows, what comes when it is asked for, and what only the speaker sees."""
    long = " long" * (len(sentence) > _LONG)
    parts = [("slide", html), ("fragment", sentence and f'<p class="said{long}">{sentence}</p>'), ("notes", notes)]
    return [new_markdown_cell(text, metadata={"slideshow": {"slide_type": kind}}) for kind, text in parts if text]


def _exporter() -> SlidesExporter:
    return SlidesExporter(template_name="slides", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True)


def _inside() -> dict[str, object]:
    """What a deck carries with it: reveal.js with notes and zoom, and the style."""
    reveal = Path(find_spec("sphinx_revealjs").origin).parent / "_static" / "revealjs"
    scripts = ("dist/reveal.js", "plugin/notes/notes.js", "plugin/zoom/zoom.js")
    style = _PAPER_OF_REVEAL.sub("", (reveal / "dist" / "reveal.css").read_text(encoding="utf-8"))
    return {
        "scripts": [(reveal / name).read_text(encoding="utf-8").replace("</script", "<\\/script") for name in scripts],
        "style": f"{style}\n{(TEMPLATES / 'style.css').read_text(encoding='utf-8')}",
    }


if __name__ == "__main__":
    made = build()
    if "--pdf" in sys.argv[1:]:
        print_pages(made)
    print(f"{len(made)} decks in dist/slides/: {', '.join(path.stem for path in made)}")
