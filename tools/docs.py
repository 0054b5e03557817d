"""Write the glossary, the readings and the bibliography in docs/ from the tables glossary, works, readings and sources.

The pages of outcomes and for a syllabus are made from the lessons and the exercises.

python tools/docs.py
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pandas as pd

from seminar.kit import sources
from seminar.tables import HINDSIGHT, Package, seminar_data

sys.path.insert(0, str(Path(__file__).resolve().parent))
import outcomes
import references
import syllabus

FOLDER = Path(__file__).resolve().parent.parent / "docs"
KINDS = {"term": "Terms", "person": "People", "place": "Places", "body": "Bodies"}
MADE = "*This page is made from the tables in `data/` by `tools/docs.py`. Change the tables, not the page.*"


def glossary(data: Package) -> str:
    """Every entry known on the day, by kind."""
    works, on_the_day = data.read("works").set_index("work_id"), data.read("glossary")
    lines = [
        "# Glossary",
        "",
        "Terms, people, places and bodies, in a sentence or two each, as of the day of the article. A place with two names has both; "
        "the order means nothing. The number in brackets is the first lesson that uses the entry; P1 to P25 are "
        "paragraphs of the article. [Names, maps and neutrality](names.md) says how words are chosen.",
        "",
        MADE,
    ]
    for kind, title in KINDS.items():
        lines += ["", f"## {title}", "", *_entries(on_the_day[on_the_day.kind == kind], works)]
    lines += ["", f"[{_warning(data)}](glossary_after.md)"]
    return "\n".join(lines) + "\n"


def glossary_after(data: Package) -> str:
    """The entries known only later: a page of its own, to which no lesson before the last leads."""
    everything, known = data.read("glossary", HINDSIGHT), set(data.read("glossary").term_id)
    lines = ["# Glossary, after the seal", "", f"{_warning(data)}. For lesson 7 and after it.", "", MADE, ""]
    later = _entries(everything[~everything.term_id.isin(known)], data.read("works").set_index("work_id"))
    return "\n".join([*lines, *later]) + "\n"


def bibliography(data: Package) -> str:
    """Works of method, then every source in the author-date style of Chicago: those of the day, and behind a warning the later ones."""
    known, later = _by_the_day(data, "sources")
    works = data.read("works")
    lines = [
        "# Bibliography",
        "",
        f"{len(works)} works of method, {len(known)} sources that a reader could have seen on the day of the article, and {len(later)} later "
        "ones behind a warning, in the author-date style of *The Chicago Manual of Style*. For your own reference manager: "
        "[bibliography.bib](bibliography.bib) (BibTeX) and [bibliography.json](bibliography.json) (CSL-JSON); both hold later sources too. "
        "What to read beside the lessons is on [a page of its own](readings.md).",
        "",
        f"After each source stands a mark. {sources.key_words(data.read('sources', HINDSIGHT)).removeprefix('Sources: ')} "
        "No sign: opened at its own address. Opened in part: an excerpt or the beginning, as noted when the row was written; which lines is not "
        "recorded. A copy is read at the address after “Read at”. A title in square brackets is ours. "
        "Press of one side is cited for what that side said. Some addresses may have moved since.",
        "",
        MADE,
        "",
        "## Works of method",
        "",
        *(
            f"- {references.work(w, _text)} For: {_text(w.used_for)} (lesson {w.first_lesson})."
            for w in works.itertuples()
        ),
        "",
        "## Sources of the day",
        "",
        *_sources(known),
        "",
        f"## {_warning(data)}",
        "",
        "The titles alone tell what happened. Read on after lesson 7.",
        "",
        *_sources(later),
    ]
    return "\n".join(lines) + "\n"


def readings(data: Package) -> str:
    """What to read: for an instructor, by lesson, further; behind a warning what came later."""
    known, later = _by_the_day(data, "readings")
    lessons = data.read("lessons").set_index("lesson_id").title
    lines = [
        "# Readings",
        "",
        "Two to four works beside each lesson, five for an instructor who is new to the case, and more for whoever wants it. After each "
        "stand the perspective it is written from, its level and its length, and why to read it. "
        "Perspective is a judgement: read a work of one side beside one of the other. "
        "A work with an asterisk is known to us and was not looked up again.",
        "",
        MADE,
        "",
        "## For an instructor who is new to the case",
        "",
        *_readings(known[known.use == "instructor"]),
    ]
    for lesson, rows in known[known.use == "lesson"].groupby("lesson"):
        lines += ["", f"## Lesson {lesson}: {lessons[lesson]}", "", *_readings(rows)]
    lines += ["", "## Further", "", *_readings(known[known.use == "further"])]
    lines += ["", f"## {_warning(data)}", "", "Works that tell what came after.", "", "### Beside lesson 7", ""]
    lines += [
        *_readings(later[later.use == "lesson"]),
        "",
        "### Further, later",
        "",
        *_readings(later[later.use != "lesson"]),
    ]
    return "\n".join(lines) + "\n"


def entries(data: Package) -> list[dict]:
    """Works of method, readings and sources as CSL items: those of the day first."""
    (known, later), (read, read_later) = _by_the_day(data, "sources"), _by_the_day(data, "readings")
    items = [references.work_item(w) for w in data.read("works").itertuples()]
    held = {item["id"] for item in items}
    for books, cited in ((read, known), (read_later, later)):
        items += [references.reading_item(r) for r in books.itertuples() if r.reading_id not in held]
        items += [references.source_item(s) for s in cited.itertuples()]
    return items


def csl(data: Package) -> str:
    """The bibliography as CSL-JSON, an item a line."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in entries(data)) + "\n]\n"


def bibtex(data: Package) -> str:
    """The bibliography as BibTeX."""
    return "\n\n".join(references.bibtex(item) for item in entries(data)) + "\n"


PAGES = {
    "glossary.md": glossary,
    "glossary_after.md": glossary_after,
    "bibliography.md": bibliography,
    "bibliography.json": csl,
    "bibliography.bib": bibtex,
    "readings.md": readings,
    "outcomes.md": outcomes.page,
    "syllabus.md": syllabus.page,
}


def _by_the_day(data: Package, table: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a sealed table that could be known on the day, and the later ones."""
    everything, known = data.read(table, HINDSIGHT), data.read(table)
    key = everything.columns[0]
    return known, everything[~everything[key].isin(known[key])]


def _readings(rows: pd.DataFrame) -> list[str]:
    lines = []
    for r in rows.itertuples():
        told = f"{r.perspective.capitalize()}; {r.level}; {_text(r.length)}. {_text(r.why)}"
        star = "" if r.checked == "found" else "\\*"
        lines.append(f"- {references.work(r, _text)}{star} {told}{f' <{r.address}>' if r.address else ''}")
    return lines


def _warning(data: Package) -> str:
    return f"After the seal: what came after {data.seal.day} {data.seal:%B %Y}. Not before lesson 7"


def _entries(rows: pd.DataFrame, works: pd.DataFrame) -> list[str]:
    return [
        f'- <a id="{r.term_id}"></a>'
        f"**{_text(r.term)}{'/' + _text(r.other_name) if r.other_name and r.kind == 'place' and '(' not in r.other_name else ''}**"
        f"{f', {_text(r.other_name)}' if r.other_name and (r.kind != 'place' or '(' in r.other_name) else ''}. "
        f"{_text(r.meaning)} {_where(r, works)}"
        for r in rows.itertuples()
    ]


def _where(row, works: pd.DataFrame) -> str:
    """First lesson, paragraphs and works, in brackets."""
    cited = [f"{works.authors[w].split(',')[0]} {works.year[w]}" for w in row.work_ids]
    return (
        f"({'; '.join([f'lesson {row.first_lesson}', *(', '.join(part) for part in (row.paragraphs, cited) if part)])})"
    )


def _sources(rows: pd.DataFrame) -> list[str]:
    made = [
        (references.order(s), f"- {_text(references.source(s))} {' '.join(f'<{a}>' for a in s.addresses)} {_read(s)}")
        for s in rows.itertuples()
    ]
    return [line for _, line in sorted(made)]


def _read(source) -> str:
    """The mark, and for a copy where it was read."""
    at = f" Read at {' '.join(f'<{a}>' for a in source.read_at)}" if source.read_at else ""
    return f"{_text(sources.mark(source))}{at}"


def _text(words: str) -> str:
    """Words as Markdown shows them: marks of its own are escaped."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", words)


def main() -> None:
    for name, made in PAGES.items():
        (FOLDER / name).write_text(made(seminar_data()), encoding="utf-8", newline="\n")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
