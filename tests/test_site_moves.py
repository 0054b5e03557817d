"""The reading copy moves: what was recorded is what Python draws, and a page shows it without a kernel or a connection."""

from __future__ import annotations

import base64
import json
import random
import re
import sys
import zlib
from pathlib import Path

import browser
import ipywidgets as ipw
import pandas as pd
import pytest

from seminar.kit import svg
from seminar.kit.live import LivePicture
from seminar.kit.show import Picture
from seminar.kit.view import Number

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import record  # noqa: E402
import recorded  # noqa: E402

MB = 1e6


class Toy(ipw.VBox):
    """Two boxes and a line: a list says which box, a number how long the line is, and a box to tick turns the number on."""

    def __init__(self, opens: int = 2, high: int = 4):
        self.box = ipw.VBox()
        self.which = ipw.Dropdown(options=[("Left box", "left"), ("Right box", "right")], description="Which")
        self.long = ipw.Checkbox(description="Long", value=False)
        self.length = Number("Length", opens, 0, high, 1)
        self.length.disabled = True
        self.told, self.picture, self.told_last = ipw.HTML(), LivePicture(), ipw.HTML()
        self.note = ipw.Text(description="A note of yours")
        self.which.observe(lambda _c: self._show("which"), "value")
        self.long.observe(lambda _c: self._show("long"), "value")
        self.length.on_change(lambda _v: self._show("length"))
        self.picture.on_pick(lambda key: setattr(self.which, "value", key))
        self.picture.on_drag("end", lambda value: setattr(self.length, "value", value * 10))
        self._show("nothing")
        super().__init__([self.which, self.long, self.length, self.note, self.told, self.told_last, self.picture])

    def _show(self, last: str) -> None:
        self.length.disabled = not self.long.value
        length = self.length.value if self.long.value else 1
        boxes = [
            svg.pick(
                svg.element("rect", x=x, y=20, width=60, height=60, fill="#56B4E9"), key, key, key == self.which.value
            )
            for x, key in ((10, "left"), (110, "right"))
        ]
        end = svg.handle(
            svg.element("circle", cx=10 + 100 * length, cy=150, r=10),
            "end",
            "End",
            length / 10,
            (0, 0.4, 0.1),
            (10, 150, 410, 150),
        )
        said = f"{self.which.value.capitalize()}, {length:g} long."
        self.told.value = f"<p>{said}</p>"
        self.told_last.value = f"<p>Last: {last}</p>"  # depends on the way
        table = pd.DataFrame({"Which": [self.which.value], "Length": [length]})
        drawing = svg.drawing(450, 200, *boxes, *([end] if self.long.value else []), alt="Boxes")
        self.picture.show(Picture(drawing, "Boxes", said, table, verdict=f"{self.which.value}!"))


@pytest.fixture(scope="module")
def toy():
    made, desk = record.record(Toy)
    return made, desk


def read(packed: str) -> dict:
    """What a page reads from a recording."""
    return json.loads(zlib.decompress(base64.b64decode(packed), -15))


def test_each_setting_is_recorded_and_a_number_that_is_off_is_not_set(toy):
    """Two boxes by five lengths with the tick, and the same without, where the length does not count: by hand."""
    made, _ = toy
    assert [(c.name, len(c.values)) for c in made.controls] == [("Which", 2), ("Long", 2), ("Length", 5)]
    assert len(made.combined) == 20 and None not in made.combined
    said = {s.places: s.shown for s in made.states}
    for which, name in enumerate(("Left", "Right")):
        for place in range(5):
            assert f"<p>{name}, {place} long.</p>" in said[(which, 1, place)]
            assert f"<p>{name}, 1 long.</p>" in said[(which, 0, place)] and made.states[
                made.combined[made.number((which, 0, place))]
            ].off == (2,)


def test_words_that_depend_on_the_way_are_not_recorded(toy):
    made, desk = toy
    frame, kept, _ = recorded.framed(desk, made)
    texts = json.dumps([state.shown[i] for state in made.states for i in kept])
    assert "Last:" not in texts + frame and "long." in texts


def test_a_touch_sets_the_control_that_it_sets_in_python(toy):
    made, _ = toy
    assert made.picks == [{"left": {"sets": {0: 0}}, "right": {"sets": {0: 1}}}]
    ((control, times, plus),) = made.drags[0].values()
    assert control == 2 and times == pytest.approx(10) and plus == pytest.approx(0)


def test_a_box_to_type_in_is_left_out_and_no_control_is_lost(toy):
    made, desk = toy
    frame, _, _ = recorded.framed(desk, made)
    assert re.findall(r'data-control="(\d)"', frame) == ["0", "1", "2"] and "A note of yours" not in frame


def test_what_is_packed_is_what_was_drawn(toy):
    made, desk = toy
    frame, kept, pictures = recorded.framed(desk, made)
    held = read(recorded.packed(made, frame, kept, pictures))
    for n, state in enumerate(made.states):
        shown = ["".join(held["pieces"][p] for p in held["texts"][slot[n]]) for slot in held["slots"]]
        assert shown == [state.shown[i] for i in kept]


def test_too_many_settings_are_combined_in_longer_steps_or_stored_alone(monkeypatch):
    monkeypatch.setattr(record, "MOST", 60)
    monkeypatch.setattr(record, "SOME", 50)
    made, _ = record.record(lambda: Toy(opens=8, high=40))
    assert [(c.name, len(c.values), c.every) for c in made.controls] == [
        ("Which", 2, 1),
        ("Long", 2, 1),
        ("Length", 11, 4),
    ]
    assert made.together == 3 and recorded.note(made) == "Here in longer steps: Length."
    made, _ = record.record(lambda: Toy(opens=7, high=40))  # 7 is on no longer step
    assert made.together == 2 and made.picks == [{"left": {"sets": {0: 0}}, "right": {"sets": {0: 1}}}]
    assert [made.states[n].places for n in made.alone[2]][:8:7] == [(0, 1, 0), (0, 0, 7)]
    assert recorded.note(made) == "Here alone, and the rest goes back to where it opens: Length."


class Leaping(Toy):
    """A part of its picture that sets two controls at once."""

    def __init__(self):
        super().__init__(opens=2, high=40)
        self.picture.on_pick(lambda key: key == "right" and (setattr(self.long, "value", True), self._to(7)))

    def _to(self, length: float) -> None:
        self.length.value = length


def test_settings_that_are_not_combined_are_one_list_and_a_part_that_sets_several_is_in_it_by_name(monkeypatch):
    """One list is left to be combined, of two choices; the tick and the length, in steps of 2, stand in the list."""
    monkeypatch.setattr(record, "MOST", 1)
    monkeypatch.setattr(record, "SOME", 2)
    made, desk = record.record(Leaping)
    assert [c.name for c in made.controls[: made.together]] == ["Which"]
    assert [(of, words) for of, words, _ in made.listed] == [
        ("", "right"),
        ("Long", "yes"),
        *(("Length", str(length)) for length in range(0, 41, 2) if length != 2),
    ]
    assert made.picks[0]["right"] == {"shows": made.listed[0][2]}
    assert "<p>Right, 7 long.</p>" in made.states[made.listed[0][2]].shown
    frame, _, _ = recorded.framed(desk, made)
    assert re.findall(r'data-control="(\d)"', frame) == ["0"] and "<span>Settings</span>" in frame
    assert frame.count("<option value=") == len(made.listed) + 1 and "choose one setting" in recorded.note(made)


class Straying(Toy):
    """A picture that shows what was set before."""

    def _show(self, last: str) -> None:
        super()._show(last)
        self.picture.show(
            Picture(svg.drawing(10, 10, alt=f"{id(last)} {random.random()}"), "x", "y", pd.DataFrame({"a": [1]}))
        )


def test_a_picture_that_depends_on_the_way_is_not_recorded():
    with pytest.raises(record.Unsteady):
        record.record(Straying)


class Form(ipw.VBox):
    def __init__(self):
        super().__init__([ipw.Dropdown(options=["", "yes", "no"], description="Answer"), ipw.HTML("Choose.")])


def test_a_form_is_not_recorded():
    assert record.record(Form) is None


# The pages

STORED = re.compile(r'<script class="recorded"[^>]*>([^<]*)</script>')


def test_a_page_is_small_and_most_views_move(site):
    """The recorded views of the issue's count, about twenty; a page fits a learning platform's and a phone's patience."""
    many = {name: len(STORED.findall(path.read_text("utf-8"))) for name, path in site.items()}
    assert sum(many.values()) >= 20 and all(
        many[name] for name in many if name[:2].isdigit() and "exercise" not in name
    )
    assert max(path.stat().st_size for path in site.values()) < 1.5 * MB


def test_a_stored_state_is_what_the_widget_shows(site):
    """The strait: at a p that a test picks, the picture that Python draws, but for what can be touched to no effect."""
    from seminar import tradeoffs

    held = next(
        h for h in map(read, STORED.findall(site["00_start_here.html"].read_text("utf-8"))) if "Scylla" in json.dumps(h)
    )
    box = tradeoffs.strait(predict=False).box
    widget = next(part for part in record._walk(box) if hasattr(part, "p"))
    widget.p.value = 0.35
    state = held["combined"][held["controls"][0]["words"].index("0.35")]
    drawing, _verdict, sentence, *_ = (
        "".join(held["pieces"][p] for p in held["texts"][held["slots"][slot][state]])
        for slot in held["pictures"][0]["slots"]
    )
    assert drawing == widget.picture.drawing and "p = 0.35" in drawing
    assert sentence.removeprefix("<p>").removesuffix("</p>") in widget.picture.caption


@pytest.fixture
def reader():
    """A phone's window on files and nothing else."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with browser.page("file:", 390, 800) as opened:
        yield opened
        assert not opened.outside and not opened.faults


@pytest.mark.browser
def test_on_a_page_without_kernel_or_connection_a_slider_moves_picture_sentence_and_table(reader, site):
    reader.goto(site["00_start_here.html"].as_uri())
    shown = reader.locator(".shown", has=reader.locator("script.recorded")).last
    shown.scroll_into_view_if_needed()
    shown.locator(".seminar-twin > details > summary").click()
    slider, picture = shown.get_by_role("slider").first, shown.locator(".seminar-live")
    shown.locator(".moving").wait_for()
    assert not shown.locator(".still-twin").is_visible()
    picture.get_by_text("Show the same as a table").click()
    before = [picture.locator(part).inner_html() for part in (".seminar-drawing svg", ".seminar-caption", "table")]
    slider.focus()
    slider.press("Home")
    after = [picture.locator(part).inner_html() for part in (".seminar-drawing svg", ".seminar-caption", "table")]
    assert (
        all(a != b for a, b in zip(before, after, strict=True)) and "p = 0.00" in picture.locator("svg").text_content()
    )
    assert reader.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_what_is_not_combined_is_one_list_of_settings_and_the_picture_chooses_from_it_too(reader, site):
    """The bargaining table: a proposal has six numbers, none of which moves with another here."""
    reader.goto(site["04_who_wants_what.html"].as_uri())
    shown = reader.locator("section#table .shown")
    shown.scroll_into_view_if_needed()
    shown.locator(".seminar-twin > details > summary").click()
    settings, sentence = shown.get_by_label("Settings"), shown.locator(".seminar-caption")
    said = {sentence.inner_text()}
    for choice in ("Kazan 2011", "Interim status: 0", "choose one"):
        settings.select_option(label=choice)
        said.add(sentence.inner_text())
    assert len(said) == 3  # the opening, to which the last goes back, and two others
    shown.locator("[data-pick='madrid_2007']").press("Enter")
    assert settings.evaluate("list => list.selectedOptions[0].text") == "Madrid 2007"
    assert sentence.inner_text() not in said
    assert reader.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_on_a_phone_rows_that_would_be_too_wide_are_cards_and_on_paper_the_still_twin_stands(reader, site):
    reader.goto(site["04_who_wants_what.html"].as_uri())
    reader.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    reader.wait_for_function("() => document.querySelectorAll('.cards').length > 3")
    cell = reader.locator(".cards td:not(:empty)").first
    assert (
        cell.get_attribute("data-label").endswith(": ") and cell.evaluate("e => getComputedStyle(e).display") == "block"
    )
    reader.set_viewport_size({"width": 1024, "height": 800})
    reader.wait_for_function("() => !document.querySelector('.cards')")
    reader.emulate_media(media="print")
    reader.wait_for_function("() => ![...document.querySelectorAll('.moving')].some(e => e.checkVisibility())")
    assert all(e.is_visible() for e in reader.locator(".still-twin").all())
