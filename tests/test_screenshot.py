"""The README's picture says what the lesson says today."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import browser
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import screenshot  # noqa: E402


def test_the_readme_shows_the_picture_that_keeps_its_words():
    told = re.findall(r'<img src="([^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [ROOT / name for name in told] == [screenshot.PICTURE] and len(screenshot.kept()) > 15


@pytest.mark.browser
def test_the_words_in_the_picture_are_those_of_the_lesson_today(tmp_path):
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    shown, drawn = screenshot.take(tmp_path / "today.png")
    kept = screenshot.kept()
    gone = [words for words in kept if words not in drawn]
    new = [words for words in shown[1:-1] if words not in kept]  # with other fonts, a line more may fit at an edge
    assert not gone + new, f"The lesson has changed since: run make screenshot. No longer there: {gone}; new: {new}"
