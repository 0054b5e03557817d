"""A picture that can be touched: what Python sends and takes, and the script itself on a bare page, without a notebook."""

from __future__ import annotations

from importlib.resources import files

import browser
import pandas as pd
import pytest

from seminar import answers
from seminar.kit import svg
from seminar.kit.keep import Kept
from seminar.kit.live import LivePicture
from seminar.kit.show import Picture

_TABLE = pd.DataFrame({"Where": ["left"], "Share": [1]})


def _picture(*parts, verdict="", sentence="It stands."):
    return Picture(svg.drawing(400, 200, *parts, alt="Two boxes"), "Two boxes", sentence, _TABLE, verdict=verdict)


def _box(x, key, selected=False):
    return svg.pick(svg.element("rect", x=x, y=20, width=60, height=60, fill="#56B4E9"), key, f"Box {key}", selected)


@pytest.fixture
def live():
    made = LivePicture()
    made.answers = []
    made.send = made.answers.append
    return made


def test_one_change_is_one_message_and_the_table_comes_when_it_is_open(live):
    sent = []
    live.observe(lambda change: sent.append(change["new"]), "shown")
    live.show(_picture(_box(10, "left"), verdict="Left leads."))
    assert len(sent) == 1 and sent[0]["verdict"] == "Left leads." and "<svg" in live.drawing and live.table == ""
    live.table_open = True
    assert len(sent) == 2 and "<table" in live.table


def test_what_is_selected_stands_after_the_sentence_and_is_not_read_out_by_itself(live):
    live.show(_picture(_box(10, "left"), sentence="It stands."), "<b>The left one.</b>")
    assert '</p><div aria-live="off"><b>The left one.</b></div>' in live.caption.partition("It stands.")[2]
    live.table_open = True  # which shows the same again
    assert "The left one." in live.caption
    live.show(_picture(_box(10, "left")))
    assert "aria-live" not in live.caption


def test_what_the_reader_does_reaches_its_function_and_is_answered_even_when_that_fails(live):
    heard = []
    live.on_pick(heard.append)
    live.on_drag("p", heard.append)
    live.on_point("own", lambda x, y: heard.append((x, y)), lambda dx, dy: heard.append(("by", dx, dy)))
    for message in (
        {"pick": "left"},
        {"drag": "p", "value": 0.25},
        {"drag": "own", "x": 3, "y": 4},
        {"drag": "own", "dx": 1, "dy": 0},
    ):
        live._touched(live, message, [])
    assert heard == ["left", 0.25, (3.0, 4.0), ("by", 1, 0)] and len(live.answers) == 4
    with pytest.raises(KeyError):
        live._touched(live, {"drag": "unknown", "value": 1}, [])
    assert len(live.answers) == 5  # or the picture would wait for ever


def test_what_a_drag_passes_through_is_drawn_and_only_its_end_is_written(live, tmp_path, monkeypatch):
    monkeypatch.setenv("SEMINAR_ANSWERS", str(tmp_path))
    kept, seen, file = Kept("dragged"), [], tmp_path / answers.FILE_NAME
    live.on_drag("p", lambda value: (seen.append(value), kept.keep({"p": value})))
    for value in (0.2, 0.4):
        live._touched(live, {"drag": "p", "value": value, "held": True}, [])
    assert seen == [0.2, 0.4] and not file.exists()
    live._touched(live, {"dropped": True}, [])
    assert answers.load(file).opened("dragged") == {"p": 0.4}
    live._touched(live, {"drag": "p", "value": 0.5, "held": True}, [])
    kept.keep({"p": 0.9})  # a control that is used before the drop says the newer state
    live._touched(live, {"dropped": True}, [])
    assert answers.load(file).opened("dragged") == {"p": 0.9}


def test_what_can_be_touched_is_still_plain_in_a_still_picture():
    held = svg.handle(
        svg.element("circle", cx=50, cy=100, r=9), "p", "p", 0.5, (0, 1, 0.05), (50, 100, 350, 100), "p is 0.50"
    )
    drawing = svg.drawing(400, 200, _box(10, "left", True), svg.moves(held, "p"), alt="A line")
    assert 'role="img"' in drawing and "tabindex" not in drawing and 'role="button"' not in drawing
    assert 'data-along="50 100 350 100"' in drawing and 'data-selected=""' in drawing


# The script on a bare page


def _handle(value):
    knob = svg.element("circle", cx=50 + 300 * value, cy=150, r=10, fill="#0072B2")
    return svg.handle(
        svg.moves(knob, "knob"), "p", "The chance p", value, (0, 1, 0.05), (50, 150, 350, 150), f"p is {value:.2f}"
    )


def _state(selected="left", value=0.5, verdict="Left leads."):
    picture = _picture(
        *(_box(x, key, key == selected) for x, key in ((10, "left"), (120, "middle"), (230, "right"))),
        _handle(value),
        verdict=verdict,
    )
    return {"drawing": picture.drawing, "verdict": verdict, "caption": picture.caption_html(), "table": ""}


@pytest.fixture
def bare():
    """A page with one picture; ``said()`` is what it has sent, ``answer(state)`` redraws and answers as a kernel does."""
    pytest.importorskip("playwright.sync_api")
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    script = (files("seminar.kit") / "live.js").read_text(encoding="utf-8")
    style = (files("seminar.kit") / "live.css").read_text(encoding="utf-8")
    with browser.page("data:", 600, 500) as opened:
        opened.set_content(f"<!doctype html><title>A picture</title><style>{style}</style><div id=at></div>")
        opened.evaluate(
            "async source => { const { mount } = await import('data:text/javascript,' + encodeURIComponent(source)); window.said = [];"
            " window.picture = mount(document.getElementById('at'), m => said.push(m), open => said.push({ open })); }",
            script,
        )
        opened.evaluate("state => picture.show(state)", _state())
        opened.said = lambda: opened.evaluate("() => said.splice(0)")
        opened.answer = lambda state: opened.evaluate("state => { picture.show(state); picture.answered(); }", state)
        yield opened
        assert not opened.faults


@pytest.mark.browser
def test_a_part_is_picked_by_click_and_by_key_and_the_arrows_walk(bare):
    left, right = bare.get_by_role("button", name="Box left"), bare.get_by_role("button", name="Box right")
    assert bare.locator("[data-pick][tabindex='0']").count() == 1  # one stop for the Tab key
    bare.keyboard.press("Tab")
    assert left.evaluate("part => part === document.activeElement") and left.get_attribute("aria-pressed") == "true"
    bare.keyboard.press("ArrowRight")
    bare.keyboard.press("ArrowRight")
    bare.keyboard.press("Enter")
    assert bare.said() == [{"pick": "right"}]
    bare.answer(_state("right", verdict="Right leads."))
    assert right.evaluate("part => part === document.activeElement") and right.get_attribute("aria-pressed") == "true"
    assert "Right leads. Before: Left leads." in " ".join(bare.get_by_role("status").inner_text().split())
    bare.keyboard.press("ArrowLeft")
    bare.keyboard.press(" ")
    assert bare.said() == [{"pick": "middle"}]
    bare.answer(_state("middle"))
    left.click()
    assert bare.said() == [{"pick": "left"}]


@pytest.mark.browser
def test_only_what_differs_between_two_pictures_is_touched(bare):
    bare.evaluate(
        "() => { window.touched = []; new MutationObserver(all => touched.push(...all.map(m => m.target.tagName)))"
        ".observe(document.querySelector('.seminar-drawing'), { childList: true, subtree: true, attributes: true }); }"
    )
    handle = bare.get_by_role("slider", name="The chance p")
    bare.answer(_state(value=0.75))
    assert set(bare.evaluate("() => touched")) == {"circle", "svg"}  # the svg's role, which the picture gives anew
    assert (handle.get_attribute("cx"), handle.get_attribute("aria-valuenow")) == ("275", "0.75")
    fewer = _picture(_box(230, "right"), verdict="").drawing
    bare.answer({**_state(), "drawing": fewer})
    assert bare.locator("[data-pick]").count() == 1 and bare.get_by_role("slider").count() == 0
    bare.answer(_state())
    assert bare.locator("[data-pick]").count() == 3 and handle.count() == 1


@pytest.mark.browser
def test_a_handle_is_a_slider_by_key(bare):
    handle = bare.get_by_role("slider", name="The chance p")
    assert [handle.get_attribute(f"aria-{name}") for name in ("valuemin", "valuemax", "valuenow", "valuetext")] == [
        "0",
        "1",
        "0.5",
        "p is 0.50",
    ]
    handle.focus()
    for key, value in (("ArrowRight", 0.55), ("ArrowDown", 0.45), ("PageUp", 0.7), ("Home", 0), ("End", 1)):
        handle.press(key)
        assert bare.said() == [{"drag": "p", "value": value, "held": False}], key
        bare.answer(_state(value=0.5))


@pytest.mark.browser
def test_a_drag_says_two_values_at_most_before_an_answer_and_ends_at_the_last(bare):
    box = bare.get_by_role("slider", name="The chance p").bounding_box()
    svg_box = bare.locator("svg").bounding_box()
    x, y, unit = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, svg_box["width"] / 400
    bare.mouse.move(x, y)
    bare.mouse.down()
    for step in (30, 60, 75, 90):
        bare.mouse.move(x + step * unit, y)
    assert bare.said() == [{"drag": "p", "value": value, "held": True} for value in (0.6, 0.7)]  # the others wait
    bare.answer(_state(value=0.6))
    assert bare.said() == [{"drag": "p", "value": 0.8, "held": True}]  # and only the last of them is sent
    bare.answer(_state(value=0.7))
    bare.answer(_state(value=0.8))
    bare.mouse.move(x + 500 * unit, y + 40)
    bare.mouse.up()
    assert bare.said() == [{"drag": "p", "value": 1, "held": True}]
    bare.answer(_state(value=1))
    assert bare.said() == [{"dropped": True}]
    bare.answer(_state(value=1))
    bare.mouse.move(x, y)
    assert bare.said() == []


@pytest.mark.browser
def test_what_moves_glides_unless_the_reader_prefers_reduced_motion(bare):
    gliding = "state => { picture.show(state); return document.getAnimations().length; }"
    assert bare.evaluate(gliding, _state(value=0.9)) == 1
    bare.wait_for_function("() => document.getAnimations().length === 0")
    bare.emulate_media(reduced_motion="reduce")
    assert bare.evaluate(gliding, _state(value=0.1)) == 0


@pytest.mark.browser
def test_the_table_is_asked_for_when_it_is_opened_and_stays_open(bare):
    bare.get_by_text("Show the same as a table").click()
    bare.wait_for_function("() => said.length === 1")
    assert bare.said() == [{"open": True}]
    bare.answer({**_state(), "table": "<table><tr><th>Share</th></tr></table>"})
    bare.get_by_role("table").wait_for()
    bare.answer({**_state(value=0.2), "table": "<table><tr><th>Other</th></tr></table>"})
    assert bare.get_by_role("table").inner_text() == "Other"
    assert bare.said() == []
