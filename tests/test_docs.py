"""The documents: made from the tables where they say so, true to the lessons, sealed, and with links that lead somewhere."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from seminar.tables import HINDSIGHT

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = {p.name: p.read_text(encoding="utf-8") for p in sorted(DOCS.glob("*.md"))}
MADE = ["glossary.md", "glossary_after.md", "bibliography.md", "readings.md", "syllabus.md"]
BY_HAND = sorted(set(PAGES) - set(MADE))
SEALED = sorted(
    set(PAGES) - {"instructor.md", "glossary_after.md"}
)  # both warn at their head that they speak of what came later
LATER = re.compile(
    r"\b202[1-9]\b|\b(November|December) 2020\b|\b2020-1[12]\b|\b(1[7-9]|2\d|3[01]) October 2020\b"
    r"|\b2020-10-(1[7-9]|2\d|3[01])\b|exodus|blockade|[Tt]rilateral"
)
AMERICAN = re.compile(r"\b(color|center|behavior|defense|labor|program(?=me)|analyze|honor|neighbor)\w*\b", re.I)


def tool():
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def until_the_warning(page: str) -> str:
    return PAGES[page].split("\n## After the seal")[0]


def without_addresses(text: str) -> str:
    return re.sub(r"<?https?://\S+", "", text)


# Made from the tables


@pytest.mark.parametrize("page", MADE)
def test_a_page_made_from_the_tables_is_that_of_the_tables(data, page):
    assert PAGES[page] == tool().PAGES[page](data), "Run python tools/docs.py"


def test_every_entry_of_the_glossary_stands_once_on_the_page_of_its_side_of_the_seal(data):
    known = set(data.read("glossary").term_id)
    for row in data.read("glossary", HINDSIGHT).itertuples():
        found = [
            page for page in ("glossary.md", "glossary_after.md") for _ in range(PAGES[page].count(f" {row.meaning} ("))
        ]
        assert found == ["glossary.md" if row.term_id in known else "glossary_after.md"], row.term


def test_every_source_stands_on_its_side_of_the_warning(data):
    known = data.read("sources")
    before, after = PAGES["bibliography.md"].split("\n## After the seal")
    assert "Not before lesson 7" in after.splitlines()[0]
    assert (before + after).count("\n- ") == len(data.read("works")) + len(data.read("sources", HINDSIGHT))
    assert before.count("\n- ") == len(data.read("works")) + len(known)


def test_the_files_for_a_reference_manager_hold_every_source_work_and_reading_once(data):
    items = json.loads((DOCS / "bibliography.json").read_text(encoding="utf-8"))
    entries = (DOCS / "bibliography.bib").read_text(encoding="utf-8")
    assert (DOCS / "bibliography.json").read_text(encoding="utf-8") == tool().csl(data), "Run python tools/docs.py"
    assert entries == tool().bibtex(data), "Run python tools/docs.py"
    ids = [item["id"] for item in items]
    assert len(set(ids)) == len(ids) and re.findall(r"^@\w+\{([^,]+),$", entries, re.M) == ids
    tables = {"works": "work_id", "readings": "reading_id", "sources": "source_id"}
    assert set(ids) == {i for table, key in tables.items() for i in data.read(table, HINDSIGHT)[key]}
    assert all(item["author"] and item["title"] and item["type"] for item in items)
    assert entries.count("{") == entries.count("}")


def test_a_reference_is_in_the_author_date_style(data):
    """Against the examples of the Manual (17th edition, chapter 15): inverted first author, year, title, outlet, day."""
    page = PAGES["bibliography.md"]
    for words in (
        "- Toksabay, Ece. 2020. “Turkish arms sales to Azerbaijan surged before Nagorno-Karabakh fighting.” Reuters, October 14. <",
        "- Gall, Carlotta, and Anton Troianovski. 2020. “In Nagorno-Karabakh Peace Deal, Putin Applied a Deft New Touch.” The New York Times",
        "- UN Security Council. 1993. “Resolution 822 (1993).” S/RES/822 (1993), April 30. <https://undocs.org/S/RES/822(1993)>",
        "- Lahdelma, R., J. Hokkanen, and P. Salminen. 1998. “SMAA: stochastic multiobjective acceptability analysis.” European Journal",
        "- Keeney, R. L., and H. Raiffa. 1976. *Decisions with Multiple Objectives: Preferences and Value Tradeoffs.* Wiley, New York.",
        "- von Winterfeldt, D., and W. Edwards. 1986. *Decision Analysis",
    ):
        assert words in page, words
    assert "Georgia Beyond ‘Radical Europeanness’: Undiscovered Directions of Foreign Policy.”" in PAGES["readings.md"]


def test_each_lesson_has_two_to_four_readings_and_an_instructor_five(data):
    readings = data.read("readings", HINDSIGHT)
    for lesson in range(1, 8):
        assert 2 <= ((readings.lesson == lesson) & (readings.use == "lesson")).sum() <= 4, lesson
    assert (readings.use == "instructor").sum() == 5
    of_the_sides = readings[readings.perspective.isin(["Armenian", "Azerbaijani"])].perspective.value_counts()
    assert of_the_sides.max() <= of_the_sides.min() + 1
    assert readings.perspective.value_counts()[["Turkish", "Georgian", "Russian", "Iranian"]].min() >= 3
    before, after = PAGES["readings.md"].split("\n## After the seal")
    assert before.count("\n- ") == len(data.read("readings")) and (before + after).count("\n- ") == len(readings)


def test_people_places_and_bodies_rest_on_a_paragraph_or_a_source(data):
    rows = data.read("glossary", HINDSIGHT)
    bare = rows[(rows.kind != "term") & (rows.source_ids.map(len) + rows.paragraphs.map(len) == 0)]
    assert bare.term.tolist() == []


def test_on_the_day_every_cited_source_of_the_glossary_could_be_read(data):
    sealed = data.read("glossary").set_index("term_id").source_ids
    whole = data.read("glossary", HINDSIGHT).set_index("term_id").source_ids
    assert [t for t in sealed.index if sealed[t] != whole[t]] == []


def test_the_names_of_the_seven_districts_are_those_of_the_districts_table(data):
    places = data.read("glossary").query("kind == 'place'")
    named = set(places.term + "/" + places.other_name)
    assert set(data.read("districts").name) <= named


def surnames(data) -> set[tuple[str, int]]:
    """(surname, year) for each author of a work."""
    works = data.read("works")
    return {(n, int(w.year)) for w in works.itertuples() for n in re.findall(r"([A-Z][a-z]+)(?=,)", w.authors)}


def test_every_work_that_a_lesson_names_is_in_the_bibliography(data):
    text = ""
    for path in (ROOT / "notebooks").glob("0*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text += "".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    cited = re.findall(r"\b([A-Z][a-z]+)(?: and [A-Z][a-z]+)?,? \(?(19[4-9]\d)\)", text)
    cited = {(name, int(year)) for name, year in cited}
    assert {("Brier", 1950), ("Savage", 1951), ("Fischhoff", 1975)} <= cited <= surnames(data)


def test_every_work_that_a_model_rests_on_is_in_the_bibliography(data):
    """A year before a bracket, a comma or a semicolon, with the name of its author shortly before it."""
    known, found = surnames(data), 0
    rooms = (
        p for p in sorted((ROOT / "seminar").glob("*/*.py")) if p.parent.name not in ("exercises", "grading", "kit")
    )
    for path in rooms:
        text = path.read_text(encoding="utf-8")
        for year in re.finditer(r"(?<=[ (])(19[4-9]\d)(?=[,;)])", text):
            before = text[max(0, year.start() - 260) : year.start()]
            found += 1
            assert any(name in before and int(year[1]) == when for name, when in known), (
                f"{path.name}: {before[-80:]} {year[1]}"
            )
    assert found > 15


# The seal


@pytest.mark.parametrize("page", SEALED)
def test_a_page_tells_nothing_later_before_its_warning(page):
    found = LATER.search(without_addresses(until_the_warning(page)))
    assert not found, f"{page}: {found.group()!r}"


def test_the_guide_warns_at_its_head_that_it_speaks_of_what_came_later():
    assert "came\nafter 16 October 2020" in PAGES["instructor.md"][:700]


# Links and names


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda p: p.name)
def test_a_link_leads_to_a_file_and_to_a_heading_in_it(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        name, _, anchor = target.partition("#")
        goal = (path.parent / name).resolve() if name else path
        assert goal.exists(), f"{path.name}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.+)$", goal.read_text(encoding="utf-8"), re.M)
            slugs = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}
            assert anchor in slugs, f"{path.name}: {target}"


@pytest.mark.parametrize("page", sorted(set(PAGES) - {"README.md"}))
def test_every_document_is_in_the_index_and_every_one_for_a_reader_is_in_the_readme(page):
    assert f"({page})" in PAGES["README.md"]
    assert f"docs/{page}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", BY_HAND)
def test_a_function_or_file_that_a_page_names_exists(page):
    spans = re.findall(r"`([^`\n]+)`", PAGES[page])
    for noun, verb in {
        m.groups() for s in spans if (m := re.match(r"([a-z]+)\.([a-z_]+)\(", s)) and m[1] not in ("board", "mine")
    }:
        assert hasattr(importlib.import_module(f"seminar.{noun}"), verb), f"{page}: {noun}.{verb}"
    for verb in {m[1] for s in spans if (m := re.match(r"board\.([a-z_]+)\(", s))}:
        assert hasattr(importlib.import_module("seminar.tradeoffs").OptionsBoard, verb), f"{page}: board.{verb}"
    for name in (s for s in spans if re.match(r"(docs|exercises|data|example|seminar|notebooks|tools)/", s)):
        assert (ROOT / name).exists(), f"{page}: {name}"
    made = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for target in re.findall(r"`make (\w+)`", PAGES[page]):
        assert target in made, f"{page}: make {target}"


@pytest.mark.parametrize("page", BY_HAND)
def test_a_page_has_one_title_british_spelling_and_no_exclamation(page):
    text = PAGES[page]
    assert len(re.findall(r"^# ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.M)) == 1
    words = re.sub(r"<!--.*?-->", "", text)  # a mark between which `make publish-as` writes is not prose
    assert not AMERICAN.search(words) and "!" not in words


# The guide and the lessons


def lesson_parts() -> dict[int, str]:
    parts = re.split(r"^### Lesson (\d) · ", PAGES["instructor.md"], flags=re.M)
    return {int(n): text for n, text in zip(parts[1::2], parts[2::2], strict=True)}


def headings(notebook: str) -> list[tuple[str, int]]:
    cells = json.loads((ROOT / "notebooks" / notebook).read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return [(title, int(minutes)) for title, minutes in re.findall(r"^## (.+) · (\d+) minutes?$", text, re.M)]


def test_the_guide_gives_every_lesson_its_minutes(data):
    parts = lesson_parts()
    lessons = data.read("lessons")
    assert sorted(parts) == lessons.lesson_id.tolist()
    for lesson in lessons.itertuples():
        assert parts[lesson.lesson_id].startswith(f"{lesson.minutes} minutes"), lesson.title


@pytest.mark.parametrize("number", range(8))
def test_a_place_to_stop_is_a_section_that_ends_at_that_minute(data, number):
    notebook = data.read("lessons").set_index("lesson_id").notebook[number]
    ends, minute = {}, 0
    for title, minutes in headings(notebook):
        minute += minutes
        ends[title.replace("’", "'")] = minute
    stops = re.findall(r"\*\*(?:Stop after|If you stop:) “(.+?)”(?:, at (\d+) minutes)?\.\*\*", lesson_parts()[number])
    assert stops
    for title, told in stops:
        assert title in ends, f"lesson {number} has no section {title!r}"
        assert not told or int(told) == ends[title], f"{title}: {ends[title]} minutes"


@pytest.mark.parametrize("number", range(8))
def test_every_place_to_stop_has_a_question_what_students_say_and_a_follow_up(number):
    for stop in re.split(r"\*\*(?=Stop after|If you stop:)", lesson_parts()[number])[1:]:
        assert stop.count("*Ask:*") == 1 and stop.count("*They say:*") >= 1 and stop.count("*Follow up:*") >= 1, stop[
            :60
        ]


def test_the_rubric_of_the_memo_is_that_of_the_table():
    rows = list(csv.DictReader((ROOT / "data" / "rubrics.csv").open(encoding="utf-8", newline="")))
    for r in rows:
        assert (
            f"| {r['what']} | {r['question']} | {r['weak']} | {r['sound']} | {r['strong']} | {r['points']} |"
            in PAGES["rubrics.md"]
        )
    assert sum(int(r["points"]) for r in rows) == 70  # with 30 for the structure


def test_the_negotiation_takes_the_minutes_that_it_says():
    part = PAGES["instructor.md"].split("## The negotiation, step by step")[1].split("\n## ")[0]
    times = [tuple(map(int, t)) for t in re.findall(r"^\| (\d+)-(\d+) \|", part, re.M)]
    assert times[0][0] == 0 and all(a[1] == b[0] for a, b in pairwise(times)) and times[-1][1] == 75


def test_every_seat_of_the_negotiation_has_its_page():
    first = re.search(r"Use (.+?)\n", PAGES["instructor.md"])[1]
    assert all(
        (DOCS / "roles" / f"{a}.md").exists()
        for a in ("AZE", "ARM", "RUS", "NK", "TUR", "FRA", "USA", "OSCE", "IRN", "EU")
    )
    assert all(name in first for name in ("Azerbaijan", "Armenia", "Russia", "Turkey", "France", "Iran"))


def test_the_exercises_that_the_guide_sets_are_there_for_students():
    for name in set(re.findall(r"`(exercises/\d\d_\w+\.ipynb)`", PAGES["instructor.md"])):
        assert (ROOT / name).exists(), name


# For a syllabus


def test_the_scheme_of_grades_covers_every_task_and_adds_up(data):
    syllabus = tool().syllabus
    found = syllabus.scheme()
    assert list(found) == list(
        json.loads((ROOT / "exercises" / "key" / "key.json").read_text(encoding="utf-8"))["tasks"]
    )
    assert sum(share for _part, share in syllabus.SHARES) == 100
    line = re.search(r"--without ([\d.,]+)`", PAGES["syllabus.md"])[1].split(",")
    assert line == [task for task, about in found.items() if not about["counts"]]
    points = [
        float(n)
        for row in re.findall(r"^\| \d \|.*$", PAGES["syllabus.md"], flags=re.M)
        for n in re.findall(r"\| ([\d.]+) (?=\|)", row)[1:]
    ]
    assert sum(points) == sum(about["points"] for about in found.values())


def test_no_task_that_needs_python_counts():
    """As the guide names them: a class without Python loses nothing by the scheme."""
    named = re.search(r"need a line or more of Python \(([^)]+)\)", PAGES["instructor.md"])[1]
    tasks = re.findall(r"\d\.\d", named)
    assert len(tasks) == 4 and set(tasks) <= set(re.search(r"--without ([\d.,]+)`", PAGES["syllabus.md"])[1].split(","))


def test_every_lesson_with_an_exercise_has_its_outcome_in_the_catalogue():
    told = re.findall(r"^- .+ \(lesson (\d)\)\.$", PAGES["syllabus.md"], flags=re.M)
    assert told == [path.name[1] for path in sorted((ROOT / "exercises").glob("0*.ipynb"))]
