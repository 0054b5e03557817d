"""The reading copy in a reader's own light or dark: all text reads (WCAG 1.4.3), and paper stays white."""

from __future__ import annotations

import browser
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reader():
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with browser.page("file:", 390, 800) as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_reads_in_the_light_and_in_the_dark(reader, site, scheme):
    reader.emulate_media(color_scheme=scheme)
    found = {}
    for page in site.values():
        reader.goto(page.as_uri())
        reader.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
        if page.name[:2] in ("00", "02", "05"):
            browser.shoot(reader, f"copy-{page.stem[:2]}-{scheme}")
        if faint := browser.faint(reader, "body"):
            found[page.name] = faint[:5]
    assert found == {}


def test_the_page_is_dark_in_the_dark_and_white_on_paper(reader, site):
    ground = "() => getComputedStyle(document.body).backgroundColor"
    reader.emulate_media(color_scheme="dark")
    reader.goto(site["index.html"].as_uri())
    assert reader.evaluate(ground) == "rgb(22, 25, 29)"
    reader.emulate_media(color_scheme="dark", media="print")
    assert reader.evaluate(ground) == "rgb(255, 255, 255)"
    reader.emulate_media(media="screen")


def test_on_a_phone_what_is_wider_than_the_window_says_that_it_moves(reader, site):
    """Pictures and tables, also those that were folded away."""
    reader.emulate_media(color_scheme="light", media="screen")
    told = """() => [...document.querySelectorAll('.picture, .seminar-table')].filter(e => e.checkVisibility({contentVisibilityAuto: true}))
      .map(e => [e.scrollWidth > e.clientWidth + 1, getComputedStyle(e, '::before').content.includes('sideways')])"""
    page = site["03_madrid_and_kazan.html"]
    reader.goto(page.as_uri())
    reader.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    reader.wait_for_function(
        f"() => ({told})().some(([wide]) => wide) && ({told})().every(([wide, said]) => wide === said)"
    )
    browser.shoot(reader, "copy-03-phone")


FAULTS = {
    "grey on white": '<p style="color:#999">faint</p>',
    "dark on a dark stripe": '<div style="background:#111"><p style="color:#1f2328">faint</p></div>',
    "white that lets white through": '<div style="background:#000"><p style="background:rgb(255 255 255/.5);color:#777">faint</p></div>',
    "seen through": '<p style="color:#000;opacity:.4">faint</p>',
    "a placeholder": '<style>::placeholder{color:#bbb}</style><input placeholder="faint">',
    "a button": '<button style="background:#1976d2;color:#1f2328">faint</button>',
    "a choice": '<select style="background:#222;color:#444"><option>faint</select>',
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_kind_of_faint_text_is_seen(reader, fault):
    reader.emulate_media(color_scheme="light")
    reader.set_content(f"<main>{FAULTS[fault]}</main>")
    assert "faint" in {words for words, *_ in browser.faint(reader, "main")}


def test_what_reads_is_no_fault_and_what_is_off_is_left_out(reader):
    reader.set_content(
        '<main><p style="color:#595959">reads</p><button disabled style="color:#ccc">off</button></main>'
    )
    assert browser.faint(reader, "main") == []
