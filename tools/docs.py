"""Write docs/glossary.md, docs/glossary_after.md and docs/bibliography.md from the tables glossary, works and sources.

python tools/docs.py
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from seminar.tables import HINDSIGHT, Package, seminar_data

FOLDER = Path(__file__).resolve().parent.parent / "docs"
KINDS = {"term": "Terms", "person": "People", "place": "Places", "body": "Bodies"}
SORTS = {
    "document": "Documents",
    "dataset": "Data sets",
    "monitor": "Monitors and investigators",
    "scholarship": "Scholarship and comment",
    "wire": "News agencies",
    "press": "Press",
    "party press": "Press of one side",
    "encyclopedia": "Encyclopedias",
}
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
    """Works of method, then every source by sort: those of the day, and behind a warning those that came later."""
    everything, known = data.read("sources", HINDSIGHT), data.read("sources")
    later = everything[~everything.source_id.isin(known.source_id)]
    works = data.read("works")
    lines = [
        "# Bibliography",
        "",
        f"{len(works)} works of method, {len(known)} sources that a reader could have seen on the day of the article, and {len(later)} later "
        "ones behind a warning. A title in square brackets is ours. Some outlets are partisan: they are cited for what their own "
        "side said. Some addresses may have moved since.",
        "",
        MADE,
        "",
        "## Works of method",
        "",
        *(
            f"- {w.authors} ({w.year}), *{_text(w.title)}*, {_text(w.published_in)}. For: {_text(w.used_for)} (lesson {w.first_lesson})."
            for w in works.itertuples()
        ),
        "",
        "## Sources of the day",
    ]
    for sort, title in SORTS.items():
        if (rows := known[known.kind == sort]).size:
            lines += ["", f"### {title}", "", *_sources(rows)]
    lines += ["", f"## {_warning(data)}", "", "The titles alone tell what happened. Read on after lesson 7."]
    for sort, title in SORTS.items():
        if (rows := later[later.kind == sort]).size:
            lines += ["", f"### {title}, later", "", *_sources(rows)]
    return "\n".join(lines) + "\n"


PAGES = {"glossary.md": glossary, "glossary_after.md": glossary_after, "bibliography.md": bibliography}


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
    order = rows.assign(by=rows.publisher.str.casefold()).sort_values(["by", "date", "source_id"], kind="stable")
    return [
        f"- {_text(s.publisher)}, *{_text(s.title)}*{f', {s.date}' if s.date else ', no date'}. {' '.join(f'<{a}>' for a in s.addresses)}"
        for s in order.itertuples()
    ]


def _text(words: str) -> str:
    """Words as Markdown shows them: marks of its own are escaped."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", words)


def main() -> None:
    for name, made in PAGES.items():
        (FOLDER / name).write_text(made(seminar_data()), encoding="utf-8", newline="\n")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
