"""The reading copy: whole, closed in itself, and readable by anyone."""

from __future__ import annotations

import re
import runpy
from html.parser import HTMLParser
from pathlib import Path

import browser
import nbformat
import pytest

from seminar import tables

ROOT = Path(__file__).resolve().parent.parent
MADE = runpy.run_path(str(ROOT / "tools" / "site.py"))
NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")), *sorted((ROOT / "exercises").glob("[0-9]*.ipynb"))]
FETCHES = {
    "img": "src",
    "script": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
}


class Read(HTMLParser):
    """The tags of a page, and the text that it shows."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def pages(site) -> dict[str, Read]:
    return {name: Read(path.read_text(encoding="utf-8")) for name, path in site.items()}


def page_of(path: Path) -> str:
    return f"{path.stem}.html"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_notebook_has_its_page_with_every_cell(pages, path):
    ids = {a.get("id") for a in pages[page_of(path)].all("section")}
    assert {cell.id for cell in nbformat.read(path, as_version=4).cells} <= ids


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_stored_picture_is_there_with_its_own_alternative(pages, path):
    stored = [
        alt
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        for alt in re.findall(r"<img alt=\"([^\"]*)\"", output.get("data", {}).get("text/html", ""))
    ]
    shown = [image["alt"] for image in pages[page_of(path)].all("img")]
    sealed = path.name.startswith("07") and path.parent.name == "notebooks"  # stored sealed, opened on the page
    assert (len(shown) > len(stored) + 5 if sealed else len(shown) == len(stored)) and all(
        len(alt) > 20 and "No description" not in alt for alt in shown
    )


def test_the_contents_lead_to_every_page(pages):
    assert pages.keys() - {"index.html"} <= {a["href"] for a in pages["index.html"].all("a")}


def test_the_first_page_begins_with_a_question_and_a_picture(pages):
    (picture,) = pages["index.html"].all("img")
    assert len(picture["alt"]) > 20 and pages["index.html"].words.index("?") < pages["index.html"].words.index(
        "Lessons"
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_page_lists_its_sections_at_its_head(pages, path):
    """Each leads to its cell, by its heading in the notebook."""
    cells = nbformat.read(path, as_version=4).cells
    heads = [c.id for c in cells if c.cell_type == "markdown" and c.source.startswith("## ")]
    anchors = [a["href"].partition("#")[2] for a in pages[page_of(path)].all("a") if a["href"].startswith("#")]
    assert len(heads) > 3 and anchors[1 : len(heads) + 1] == heads


def test_an_exercise_shows_no_cell_that_can_only_check(pages):
    for path in NOTEBOOKS:
        if path.parent.name == "exercises":
            words = pages[page_of(path)].words
            assert "check(" not in words and "answer(" not in words and "# Your answer to" in words, path.name


def test_every_link_leads_somewhere(pages):
    for name, page in pages.items():
        for target in (a["href"] for a in page.all("a")):
            if re.match(r"https?://", target):
                continue
            file, _, anchor = target.partition("#")
            assert (file or name) in pages, f"{name}: {target}"
            assert not anchor or anchor in {a.get("id") for _, a in pages[file or name].tags}, f"{name}: {target}"


def test_a_lesson_named_in_the_text_is_a_link_to_it(pages):
    assert "01_the_argument.html" in {a["href"] for a in pages["00_start_here.html"].all("a") if a.get("rel") is None}


def test_nothing_is_fetched_from_another_host(pages):
    for name, page in pages.items():
        for tag, attribute in FETCHES.items():
            outside = [a[attribute] for a in page.all(tag) if not a.get(attribute, "data:").startswith("data:")]
            assert not outside, f"{name}: {outside}"


def test_no_id_stands_twice_on_a_page(pages):
    for name, page in pages.items():
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids)), name


def test_sources_are_listed_on_their_side_of_the_seal(pages):
    known = set(tables.read("sources").source_id)
    every = set(tables.read("sources", as_of=tables.HINDSIGHT).source_id)
    listed = {name: {a["id"] for a in pages[name].all("li") if "id" in a} for name in pages if "bibliography" in name}
    assert listed == {"bibliography.html": known, "bibliography_later.html": every - known}


def test_an_old_page_does_not_stay(site):
    folder = site["index.html"].parent
    assert "09_gone.html" not in site and not (folder / "09_gone.html").exists()  # it was there before


@pytest.fixture(scope="module")
def reader():
    """A page in Chromium that may open files and nothing else."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with browser.page("file:", 320, 900) as opened:
        yield opened
        assert not opened.outside, f"Requests left this machine: {opened.outside}"
        assert not opened.faults, opened.faults


# All that is folded away is opened, and every recorded view moves.
UNFOLDED = """async () => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  for (const script of document.querySelectorAll('script.recorded')) {
    const shown = script.closest('.shown');
    shown.scrollIntoView();
    while (!shown.querySelector('.moving')) await new Promise(requestAnimationFrame);
  }
  document.querySelectorAll('details').forEach(d => { d.open = true; });
}"""


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page(reader, site):
    """Narrow as a small phone, which is also a 1280 pixel window at 400%, and with everything unfolded."""
    found = {}
    for name, path in site.items():
        reader.goto(path.as_uri())
        reader.evaluate(UNFOLDED)
        found[name] = browser.axe(reader)
    assert not any(found.values()), found


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 640])
def test_no_page_is_wider_than_its_window_and_nothing_on_it_is_lost(reader, site, width):
    """At 400% and at 200% of a 1280 pixel window: what is wider can be moved, and nothing is cut off."""
    reader.set_viewport_size({"width": width, "height": 900})
    for name, path in site.items():
        reader.goto(path.as_uri())
        reader.evaluate(UNFOLDED)
        assert reader.evaluate("() => document.documentElement.scrollWidth") <= width, name
        assert browser.lost(reader, "html", "main") == [], name


FAULTS = {
    "beyond": '<div style="width:900px">wide</div>',
    "cut": '<button style="width:40px;overflow:hidden;white-space:nowrap">Go to what it supports</button>',
    "cut: a long choice": '<select style="width:60px"><option>short<option>a long choice</select>',
    "cut below": '<div style="height:20px;overflow:hidden"><p>one<p>two</div>',
    "over Two": '<button>One</button><button style="margin-left:-20px">Two</button>',
}


@pytest.mark.browser
def test_each_kind_of_loss_is_seen_and_what_can_be_moved_is_none(reader):
    """The look for what is lost, here and in JupyterLab, can find something."""
    reader.set_viewport_size({"width": 640, "height": 400})
    for fault, html in FAULTS.items():
        reader.set_content(f"<main>{html}</main>")
        assert {how for how, _, _ in browser.lost(reader, "html", "main")} == {fault}
    reader.set_content(f'<main><div style="overflow-x:auto">{FAULTS["beyond"]}</div></main>')
    assert browser.lost(reader, "html", "main") == []


@pytest.mark.browser
def test_what_is_folded_away_is_on_paper(reader, site, tmp_path):
    """Chromium opens it for printing and closes it again; the style sheet does so too where scripts are off."""
    reader.goto(site["05_the_menu_of_options.html"].as_uri())
    closed = "() => document.querySelectorAll('details:not([open])').length"
    seen = "() => [...document.querySelectorAll('details table')].filter(t => t.checkVisibility({ contentVisibilityAuto: true })).length"
    before, tables_there = reader.evaluate(closed), reader.locator("details table").count()
    assert before > 5 and tables_there > 5 and reader.evaluate(seen) == 0
    reader.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert reader.evaluate(closed) == 0
    reader.wait_for_function(f"wanted => ({seen})() === wanted", arg=tables_there)  # drawn in the frame after
    reader.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert reader.evaluate(closed) == before
    reader.emulate_media(media="print")
    reader.wait_for_function(f"wanted => ({seen})() === wanted", arg=tables_there)
    folded = reader.pdf(format="A4", prefer_css_page_size=True)
    reader.emulate_media(media="screen")
    assert folded.startswith(b"%PDF") and folded.count(b"/Type /Page\n") + folded.count(b"/Type /Page ") > 5


AT_THE_END = """() => {
  dispatchEvent(new Event('beforeprint'));
  const answers = document.querySelector('main').lastElementChild;
  return [document.querySelectorAll('details.answer').length, answers.querySelectorAll('details.answer').length,
    [...document.querySelectorAll('a[href^="#answer-"]')].map(a => document.querySelector(a.hash)?.closest('.answers') === answers)];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("name", ["01_the_argument", "05_the_menu_of_options", "07_hindsight"])
def test_on_paper_every_answer_stands_at_the_end_and_on_the_screen_beside_its_question(reader, site, name):
    reader.goto(site[f"{name}.html"].as_uri())
    before = reader.locator("main").inner_html()
    there, at_the_end, led = reader.evaluate(AT_THE_END)
    assert there > 5 and at_the_end == there and led == [True] * there
    reader.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert reader.locator("main").inner_html() == before


def test_every_fold_is_an_answer_or_adds_to_what_is_seen(site):
    """A fold of a new kind is to be put on one side or the other, for paper."""
    adds = r"The same as a table|Show the same as a table|On this page|Sources of this card|The list$|Open the list|What 0, 50 and 100 mean"
    for name, path in site.items():
        page = path.read_text(encoding="utf-8")
        for attributes, summary in re.findall(r"<details([^>]*)>\s*<summary[^>]*>(.*?)</summary>", page, flags=re.S):
            assert ('class="answer"' in attributes) != bool(re.match(adds, summary)), f"{name}: {summary}"


@pytest.mark.browser
def test_a_lesson_on_paper_is_small_and_has_pages_headings_and_alternatives(reader, site):
    """Lesson 3 has the hatched pictures; as Chromium prints them by itself it has 75 MB."""
    reader.goto(site["03_madrid_and_kazan.html"].as_uri())
    pictures = reader.evaluate("() => [...document.images].map(i => [i.alt, i.width])")
    reader.evaluate(runpy.run_path(str(ROOT / "tools" / "paper.py"))["PAINT"])
    assert reader.evaluate("() => [...document.images].map(i => [i.alt, i.width])") == pictures
    printed = reader.pdf(**MADE["PAPER"])
    assert len(printed) < 4e6 and b"/StructTreeRoot" in printed and b"/Outlines" in printed
    assert b"(Answers)" in printed  # in its contents: whoever prints it, the answers are at the end
    assert 'class="pageNumber"' in MADE["PAPER"]["footer_template"]
