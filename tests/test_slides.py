"""The slides: a deck for each session, closed in itself, sealed, with every stop of the guide, and readable from the last row."""

from __future__ import annotations

import re
import runpy
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import browser
import nbformat
import pytest
from test_docs import LATER
from test_site import FETCHES

ROOT = Path(__file__).resolve().parent.parent
MADE = runpy.run_path(str(ROOT / "tools" / "slides.py"))
GUIDE = (ROOT / "docs" / "instructor.md").read_text(encoding="utf-8")
AFTER_THE_SEAL = {"three_3", "eight_8"}  # whose plan has lesson 7


class Read(HTMLParser):
    """The slides of a deck: the images and the words of each, those that come when asked for, and those for the speaker."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.slides: list[dict] = []
        self.open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "section" and self.open and self.open[-1][0] == "section":
            self.slides.append({"images": [], "words": "", "fragment": "", "notes": ""})
        if tag == "img":
            self.slides[-1]["images"].append(found)
        elif tag not in ("meta", "br", "link", "input"):
            self.open.append((tag, found.get("class") or ""))

    def handle_endtag(self, tag):
        if tag in ("p", "h2"):
            self.handle_data("\n")
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.slides or any(tag in ("script", "style") for tag, _ in self.open):
            return
        classes = " ".join(c for _, c in self.open).split()
        self.slides[-1][next((k for k in ("notes", "fragment") if k in classes), "words")] += data


@pytest.fixture(scope="module")
def decks(tmp_path_factory) -> dict[str, Path]:
    return {path.stem: path for path in MADE["build"](tmp_path_factory.mktemp("slides") / "made")}


@pytest.fixture(scope="module")
def read(decks) -> dict[str, Read]:
    return {name: Read(path.read_text(encoding="utf-8")) for name, path in decks.items()}


def test_each_session_of_the_guide_has_its_deck(decks):
    three = [f"three_{n}" for n in re.findall(r"^\*\*Session (\d)\.\*\*", GUIDE, flags=re.M)]
    eight = [
        "debrief" if "The negotiation" in row else f"eight_{n}"
        for n, row in re.findall(r"^\| (\d) (\|.+)$", GUIDE, re.M)
    ]
    assert list(decks) == ["one", *three, *eight] and len(three) == 3 and len(eight) == 8


def test_every_question_of_the_guide_for_a_lesson_with_a_session_is_on_a_slide(read):
    asked = re.findall(r"\*Ask:\* (.+?) \*They say:\*", GUIDE, flags=re.S)
    shown = " ".join(slide["words"] for deck in read.values() for slide in deck.slides).casefold()
    assert len(asked) > 25 and [words for words in asked if words.casefold() not in shown] == []
    for words in (
        "Guess on which question the tables differ most",
        "What did you give, and for what?",
        "What did the model not know?",
    ):
        assert words in " ".join(slide["words"] for slide in read["debrief"].slides)


def test_the_sessions_of_three_stop_where_their_plan_says(read):
    heads = {name: [slide["words"] for slide in read[name].slides[1:]] for name in ("three_1", "three_2", "three_3")}
    assert [w.strip().split("\n")[0] for w in heads["three_1"]] == [
        "Five kinds of claim", "Draw a passage. First reader", "Draw a passage. Second reader", "Checking what can be checked"
    ]  # fmt: skip
    assert "not read" in heads["three_2"][0] and len(heads["three_2"]) == 4
    assert "quarrel" in heads["three_3"][0] and "story end well" in heads["three_3"][1]


def test_a_slide_has_one_picture_at_most_with_the_alternative_that_the_lesson_stores(read):
    stored = {
        unescape(alt)
        for path in (ROOT / "notebooks").glob("0[0-6]*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        for alt in re.findall(r'<img alt="([^"]*)"', output.get("data", {}).get("text/html", ""))
    }
    for name, deck in read.items():
        images = [image for slide in deck.slides for image in slide["images"]]
        assert all(len(slide["images"]) <= 1 for slide in deck.slides)
        assert all(len(image["alt"]) > 20 and (name in AFTER_THE_SEAL or image["alt"] in stored) for image in images)
    assert sum(bool(slide["images"]) for deck in read.values() for slide in deck.slides) > 20


def test_the_sentence_waits_until_it_is_asked_for_and_the_speaker_has_what_students_say(read):
    for deck in read.values():
        for slide in deck.slides[1:]:
            assert bool(slide["images"]) == bool(slide["fragment"].strip()) and slide["notes"].strip()
    assert all("They say:" in slide["notes"] for slide in read["eight_1"].slides[1:])


def test_a_deck_names_no_other_host_and_fetches_nothing(decks, read):
    for name, deck in read.items():
        for tag, attribute in FETCHES.items():
            assert all(a.get(attribute, "data:").startswith("data:") for t, a in deck.tags if t == tag), (
                f"{name}: {tag}"
            )
        text = decks[name].read_text(encoding="utf-8")
        styles = "".join(re.findall(r"<style>.*?</style>", text, flags=re.S))
        assert "flex-direction" in styles and not re.search(r"@import|url\((?!['\"]?data:)", styles), name
        assert not re.search(r"unpkg|cdnjs|jsdelivr", text), name


def test_before_lesson_7_no_deck_tells_what_came_later(read):
    for name, deck in read.items():
        words = " ".join(slide[part] for slide in deck.slides for part in ("words", "fragment", "notes"))
        words += " ".join(image["alt"] for slide in deck.slides for image in slide["images"])
        found = LATER.search(words)
        assert bool(found) == (name == "eight_8") or name in AFTER_THE_SEAL, f"{name}: {found}"


def test_a_picture_of_an_invented_class_is_on_no_slide(read):
    for deck in read.values():
        assert not any("nvented" in slide["fragment"] for slide in deck.slides)


BEYOND = """() => [...Reveal.getCurrentSlide().querySelectorAll('p, h1, h2, td, img')].filter(e => e.checkVisibility()).filter(e => {
  const { left, top, right, bottom } = e.getBoundingClientRect();
  return left < 0 || top < 0 || right > 1281 || bottom > 721;
}).map(e => e.textContent || e.alt)"""


@pytest.mark.browser
@pytest.mark.parametrize("name", ["eight_2", "eight_4", "debrief", "three_3"])
def test_a_slide_fits_a_projector_and_paper(decks, read, name):
    """At 1280 x 720, with and without its sentence; on paper a slide is a page. Its smallest words are 17 pixels high."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with browser.page("file:", 1280, 720) as page:
        page.goto(decks[name].as_uri())
        page.wait_for_function("() => Reveal.isReady()")
        seen, ready = set(), "() => Reveal.isLastSlide() && !Reveal.availableFragments().next"
        while True:
            seen.add(page.evaluate("() => Reveal.getIndices().h"))
            assert page.evaluate(BEYOND) == []
            heights = "() => [...Reveal.getCurrentSlide().querySelectorAll('p, h1, h2, td')].map(e => parseFloat(getComputedStyle(e).fontSize))"
            assert min(page.evaluate(heights)) >= 17
            assert all(
                page.evaluate(
                    "() => [...document.querySelectorAll('.present .picture')].map(e => e.offsetHeight > 250)"
                )
            )
            if page.evaluate(ready):
                break
            page.evaluate("() => Reveal.next()")
        printed = page.pdf(prefer_css_page_size=True)
        assert page.outside == [] and page.faults == []
    assert len(seen) == len(read[name].slides) == len(re.findall(rb"/Type /Page\b(?!s)", printed))


@pytest.mark.browser
def test_the_look_for_what_is_beyond_a_slide_can_find_something(decks):
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with browser.page("file:", 1280, 720) as page:
        page.goto(decks["debrief"].as_uri())
        page.wait_for_function("() => Reveal.isReady()")
        page.evaluate("() => { document.querySelector('.present h1').style.marginTop = '700px'; }")
        assert page.evaluate(BEYOND)
