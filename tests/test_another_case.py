"""No code knows this case: every word of every lesson, called on packages of other names, says nothing of this one.

Three packages: the small example of an op-ed of 2019; an invented op-ed of 2021; and this seminar's own tables with every name in
them changed, which have all that the lessons ask for, so that each word can be called.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import lesson_words
import pytest

from seminar.tables import HINDSIGHT, DataError, Package, seminar_data

ROOT = Path(__file__).resolve().parent.parent
LATER = ROOT / "data" / "op_eds" / "tarn_gorge"
NAMES = (
    "Russia", "Russian", "Moscow", "Kremlin", "Putin", "Lavrov", "Karabakh", "Nagorno", "Kazan", "Madrid", "Minsk", "Armenia",
    "Armenian", "Yerevan", "Pashinyan", "Azerbaijan", "Azerbaijani", "Baku", "Aliyev", "Turkey", "Turkish", "Ankara", "Erdogan",
    "Scylla", "Charybdis", "Lachin", "Berdzor", "Kalbajar", "Kelbajar", "Karvachar", "Shusha", "Shushi", "Stepanakert",
    "Khankendi", "Georgia", "France", "Iran", "Caucasus",
)  # fmt: skip
CODES = {"RUS": "XOR", "ARM": "XAM", "AZE": "XAZ", "TUR": "XUR", "two_layer": "both_sides", "wo-layer": "wo-sided"}
OUR_CASE = re.compile("|".join(NAMES) + r"|two-layer|(?<![A-Za-z])(?:RUS|ARM|AZE|TUR)(?![A-Za-z])|26 September")
WORDS = lesson_words.lesson_words()
OF_AN_ARTICLE = sorted(set(WORDS) - lesson_words.OF_THE_COMPUTER)
SHIFT = str.maketrans("aeiouAEIOUbdgklmnprstvyhBDGKLMNPRSTVYH", "eiouaEIOUAdgklmnprstvbhyDGKLMNPRSTVBHY")


def renamed(text: str) -> str:
    """A table's text with every name of this case changed, ids included, and in the same way everywhere."""
    for name in sorted(NAMES, key=len, reverse=True):
        for form in (name, name.lower()):
            text = text.replace(form, form.translate(SHIFT))
    for code, other in CODES.items():
        text = re.sub(rf"(?<![A-Za-z]){code}(?![A-Za-z])" if code.isupper() else code, other, text)
    return text.replace("26 September", "27 October")


@pytest.fixture(scope="module")
def other_names(tmp_path_factory) -> Package:
    """This seminar's tables under other names."""
    folder = Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("renamed") / "data"))
    for path in folder.rglob("*"):
        if path.suffix in (".csv", ".json", ".geojson"):
            path.write_text(renamed(path.read_text(encoding="utf-8")), encoding="utf-8")
            path.rename(path.with_name(renamed(path.name)))
    return Package(folder)


@pytest.fixture
def unasked(desk, monkeypatch):
    """An empty folder to work in, in which nothing is asked before looking."""
    monkeypatch.setenv("SEMINAR_PREDICT", "off")


def test_the_other_names_are_a_package_and_none_of_ours_is_left(other_names):
    assert other_names.check() == seminar_data().check()
    for path in other_names.folder.rglob("*.csv"):
        assert not OUR_CASE.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("name", OF_AN_ARTICLE)
def test_a_word_of_a_lesson_says_only_what_its_tables_say(name, other_names, unasked):
    told = lesson_words.shown(lesson_words.call(WORDS[name], other_names))
    assert len(told) > 20 and not OUR_CASE.search(told), OUR_CASE.search(told)


@pytest.mark.parametrize(
    "name", ["tradeoffs.board", "commitment.tree", "actors.heat", "settlement.matrix", "history.timeline"]
)
def test_the_search_would_find_our_case(name, unasked):
    assert OUR_CASE.search(lesson_words.shown(lesson_words.call(WORDS[name], seminar_data())))


@pytest.mark.parametrize("folder", [ROOT / "example", LATER], ids=lambda p: p.name)
def test_a_small_package_runs_each_word_that_its_tables_allow(folder, unasked):
    """What it lacks is said in a sentence that names the table, and what it has is shown without a word of ours."""
    ran = set()
    for name in OF_AN_ARTICLE:
        try:
            told = lesson_words.shown(lesson_words.call(WORDS[name], Package(folder)))
        except DataError as error:
            assert "table" in str(error) or "resource" in str(error) or "There is no" in str(error), (name, str(error))
            continue
        ran.add(name)
        assert not OUR_CASE.search(told), (name, OUR_CASE.search(told))
    assert {
        f"argument.{word}"
        for word in ("tree", "strip", "explore", "check", "verdicts", "omissions", "sort_kinds", "code")
    } <= ran


def test_a_package_that_speaks_from_2021_is_given_all_of_its_own_events_and_nothing_later():
    later = Package(LATER)
    assert later.seal.isoformat() == "2021-03-12"
    everything, known = later.read("events", HINDSIGHT), later.read("events")
    assert set(everything.event_id) - set(known.event_id) == {"E06"}  # of April 2021
    assert (
        known.known_from > seminar_data().read("events").known_from.max()
    ).sum() == 3  # all that this seminar's seal would hide
