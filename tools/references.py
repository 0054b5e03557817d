"""References in the author-date style of The Chicago Manual of Style (17th edition), as CSL-JSON items and as BibTeX.

A person is written surname first, as in the tables: ``Baron, J. and Hershey, J. C.``; whatever is not written so is a body.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

PERSON = re.compile(r"(?:(?:[^\W\d_]\w+ )?(?:de|von|van) )?[^\W\d_][\w’'-]*, [^\W\d_][\w.’' -]*")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
TYPES = {
    "document": "document",
    "wire": "article-newspaper",
    "press": "article-newspaper",
    "party press": "article-newspaper",
    "scholarship": "article",
    "monitor": "report",
    "dataset": "dataset",
    "encyclopedia": "entry-encyclopedia",
    "book": "book",
    "article": "article-journal",
    "report": "report",
    "film": "motion_picture",
}
ENTRIES = {"book": "book", "article-journal": "article", "report": "techreport"}


def people(authors: str) -> list[tuple[str, str]]:
    """(surname, given names) of each author; empty where the author is a body or nobody is named."""
    names = re.split(r",? and ", re.sub(r" \(eds?\.\)$", "", authors))
    first = re.findall(r"[^,]+, [^,]+", names[0])  # "A, B., C, D. and E, F."
    found = [n.strip() for n in [*(first or names[:1]), *names[1:]] if n != "others"]
    if not all(PERSON.fullmatch(n) for n in found):
        return []
    return [tuple(n.split(", ", 1)) for n in found]


def names(authors: str) -> str:
    """Authors as a reference list has them: the first surname first, the others as spoken."""
    persons = people(authors)
    if not persons:
        return authors
    spoken = [f"{family}, {given}" if n == 0 else f"{given} {family}" for n, (family, given) in enumerate(persons)]
    if authors.endswith("and others"):
        spoken += ["others"]
    joined = spoken[0] if len(spoken) == 1 else f"{', '.join(spoken[:-1])}, and {spoken[-1]}"
    editor = re.search(r" \((eds?\.)\)$", authors)
    return f"{joined}, {editor[1]}" if editor else joined


def work(row, marked: Callable[[str], str] = str) -> str:
    """A book, paper or film: ``Surname, Given. 2004. “Title.” Where.``; the title of a book or film between asterisks.

    Columns authors, year, title, published_in, and kind where it is said. ``marked`` escapes what a page would read as its own marks.
    """
    title = f"*{marked(_stop(row.title))}*" if _kind(row) in ("book", "film") else quoted(marked(_stop(row.title)))
    return f"{marked(_stop(names(row.authors)))} {row.year}. {title} {marked(_stop(row.published_in))}"


def source(row) -> str:
    """A source: author or outlet, year, title, outlet where it is another, number, and day."""
    who = names(row.author) if row.author else row.publisher
    year = row.date[:4] or "n.d."
    parts = [_stop(who), f"{year}.", quoted(_stop(row.title))]
    where = [row.publisher] if row.author and row.publisher != row.author else []
    where += [row.number] if row.number else []
    where += [day] if (day := _day(row.date)) else []
    return " ".join([*parts, *([f"{', '.join(where)}."] if where else [])])


def order(row) -> tuple[str, str, str]:
    """What a list of sources is sorted by: author, date, id."""
    return (_plain(names(row.author) if row.author else row.publisher), row.date or "9999", row.source_id)


def work_item(row) -> dict:
    """A work of method as a CSL item."""
    return _item(row.work_id, TYPES[_kind(row)], row.authors, row.title, str(row.year), publisher=row.published_in)


def reading_item(row) -> dict:
    """A reading as a CSL item."""
    return _item(
        row.reading_id,
        TYPES[row.kind],
        row.authors,
        row.title,
        str(row.year),
        publisher=row.published_in,
        url=row.address,
    )


def source_item(row) -> dict:
    """A source as a CSL item; its note says how it was read."""
    note = (
        f"{row.kind}{f', {row.side}' if row.side else ''}; {row.read_as}{f': {row.read_at[0]}' if row.read_at else ''}"
    )
    return _item(
        row.source_id, TYPES[row.kind], row.author or row.publisher, row.title, row.date,
        publisher=row.publisher, url=row.addresses[0], number=row.number, note=note,
    )  # fmt: skip


def bibtex(item: dict) -> str:
    """A CSL item as a BibTeX entry: fields in braces, its special characters escaped."""
    kind = ENTRIES.get(item["type"], "misc")
    persons = item["author"]
    author = " and ".join(
        f"{{{_tex(p['literal'])}}}" if "literal" in p else f"{_tex(p['family'])}, {_tex(p['given'])}" for p in persons
    )
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    fields = {
        "author": author,
        "title": f"{{{_tex(item['title'])}}}",
        "year": str(parts[0]) if parts else "",
        "month": MONTHS[parts[1] - 1].lower()[:3] if len(parts) > 1 else "",
        {"article": "journal", "techreport": "institution", "book": "publisher"}.get(kind, "howpublished"): _tex(
            item.get("container-title") or item.get("publisher", "")
        ),
        "number": _tex(item.get("number", "")),
        "url": item.get("URL", ""),
        "note": _tex(item.get("note", "")),
    }
    lines = [f"  {name} = {value if name == 'month' else '{' + value + '}'}" for name, value in fields.items() if value]
    return f"@{kind}{{{item['id']},\n" + ",\n".join(lines) + "\n}"


def _item(id_: str, kind: str, authors: str, title: str, date: str, **more: str) -> dict:
    persons = [{"family": family, "given": given} for family, given in people(authors)] or [{"literal": authors}]
    item = {"id": id_, "type": kind, "author": persons, "title": title}
    if date:
        item["issued"] = {"date-parts": [[int(part) for part in date.split("-")]]}
    held = "container-title" if kind.startswith("article") else "publisher"
    renamed = {"publisher": held, "url": "URL", "number": "number", "note": "note"}
    return item | {renamed[name]: value for name, value in more.items() if value}


def quoted(title: str) -> str:
    """A title in double quotation marks, those within it single."""
    inner = re.sub(r'"([^"]*)"', r"‘\1’", title).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _kind(row) -> str:
    """The kind of a work; where a table has none, a journal is what has a volume."""
    return getattr(row, "kind", "") or ("article" if re.search(r"\d$|^PS ", row.published_in) else "book")


def _stop(words: str) -> str:
    """Words with a full stop, unless they end a sentence already."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _day(date: str) -> str:
    """``October 14`` of a day, ``October`` of a month, nothing of a year: the year stands before the title."""
    parts = date.split("-")[1:]
    return " ".join([MONTHS[int(parts[0]) - 1], *(str(int(p)) for p in parts[1:])]) if parts else ""


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()


def _tex(words: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", words.replace("\\", r"\textbackslash ")).replace("~", r"\textasciitilde ")
