"""The tables themselves: valid by an independent validator, described column by column, and free of mistakes found in print."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package as Frictionless

from seminar.tables import HINDSIGHT

DATA = Path(__file__).resolve().parent.parent / "data"
DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TABLES = {r["name"]: r for r in DESCRIPTOR["resources"] if r.get("type") == "table"}
SEALED = [name for name, r in TABLES.items() if "seal" in r]
LATER_YEAR = re.compile(r"\b202[1-9]\b")  # 2044, to which a lease runs, could be known in 2010
LATER_MONTH = re.compile(
    r"\b(November|December) 2020\b|\b2020-1[12]\b|\b(1[7-9]|2\d|3[01]) October 2020\b|\b2020-10-(1[7-9]|2\d|3[01])\b"
)

SEAL = date(2020, 10, 16)


def test_frictionless_finds_the_package_valid():
    report = Frictionless(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:10]


def test_our_own_reader_finds_no_fault(data):
    assert data.check() == sum(
        len(list(csv.reader((DATA / r["path"]).open(encoding="utf-8", newline="")))) - 1 for r in TABLES.values()
    )


def test_every_table_in_the_folder_is_described_and_every_described_table_is_there():
    assert {p.name for p in DATA.glob("*.csv")} == {r["path"] for r in TABLES.values()}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_it_is_who_may_use_it_and_how_far_to_trust_it(name):
    table = TABLES[name]
    assert table["title"] and len(table["description"]) > 20 and table["licenses"][0]["name"] == "CC-BY-4.0"
    assert (
        table["provenance"]["status"] in ("sourced", "coded", "mixed", "second-hand")
        and len(table["provenance"]["note"]) > 20
    )
    assert table["schema"]["primaryKey"]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_description_and_every_quantity_a_unit(name):
    for field in TABLES[name]["schema"]["fields"]:
        assert len(field.get("description", "")) >= 10, f"{name}.{field['name']} is not described"
        if field["type"] in ("number", "integer") and not re.search(r"_id$|^order$|^numbers$", field["name"]):
            assert field.get("unit"), f"{name}.{field['name']} is a number without a unit"


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_ids_says_which_table_it_points_to(name):
    schema = TABLES[name]["schema"]
    ids = [
        f["name"]
        for f in schema["fields"]
        if re.fullmatch(
            r"(source|actor|event|element|criterion|option|proposal|claim|district)_ids?|paragraphs", f["name"]
        )
    ]
    key = schema["primaryKey"]
    pointing = {k["fields"][0] for k in schema.get("foreignKeys", [])} | {
        f["name"] for f in schema["fields"] if "references" in f
    }
    own = {i for i in ids if [i] == key}
    assert set(ids) - own <= pointing


@pytest.mark.parametrize("name", SEALED)
def test_a_sealed_row_tells_nothing_that_came_later(data, name):
    table = data.read(name)
    for row in table.itertuples():
        told = " ".join(str(v) for column, v in zip(table.columns, row[1:], strict=True) if column != "known_from")
        told = re.sub(r"https?://\S+", "", told)  # an address is looked at below
        found = LATER_YEAR.search(told) or LATER_MONTH.search(told)
        assert not found, f"{name}, row {row.Index + 2}: {found.group()!r} in {told[:200]!r}"


def test_the_address_of_a_sealed_source_tells_no_later_date(data):
    later = re.compile(r"/(202[1-9])[/-]|/2020[/-](1[12])[/-]|/2020/10/(1[7-9]|2\d|3[01])/")
    sources = data.read("sources")
    assert [s.source_id for s in sources.itertuples() if any(later.search(a) for a in (*s.addresses, *s.read_at))] == []


def test_the_seal_keeps_rows_back(data):
    kept = {name: len(data.read(name, as_of=HINDSIGHT)) - len(data.read(name)) for name in SEALED}
    assert all(
        kept[name] > 0
        for name in ("events", "verdicts", "statements", "indicators", "sources", "provisions", "resolutions")
    )


def test_a_row_is_not_known_before_it_happened(data):
    from seminar.tables import span

    for name in ("events", "statements", "proposals"):
        for row in data.read(name, as_of=HINDSIGHT).itertuples():
            assert pd.Timestamp(span(row.date)[0]) <= row.known_from, f"{name}: {row}"


def test_every_claim_has_one_verdict_of_the_day(data):
    assert sorted(data.read("verdicts").claim_id) == sorted(data.read("claims").claim_id)


def test_no_prediction_is_judged_before_the_seal_is_broken(data):
    both = data.read("verdicts").merge(data.read("claims"), on="claim_id")
    assert set(both.verdict[both.kind == "prediction"]) == {"open"}


def test_a_quotation_has_a_dozen_words_at_most():
    for name, table in TABLES.items():
        if name in ("sources", "survey"):  # titles are titles; the survey quotes nobody who exists
            continue
        for row in csv.DictReader((DATA / table["path"]).open(encoding="utf-8", newline="")):
            for words in re.findall(r'[“"]([^”"]+)[”"]', " ".join(row.values())):
                assert len(words.split()) <= 12, f"{name}: {words}"


def test_contested_events_within_the_seal_are_told_by_two_sides_or_by_third_parties_only(data):
    events, accounts = data.read("events"), data.read("accounts")
    for event in events[events.certainty == "contested"].itertuples():
        heard = accounts[accounts.event_id == event.event_id]
        assert heard.who.nunique() >= 2 and (heard.side.nunique() >= 2 or set(heard.side) == {"third-party"}), (
            event.title
        )


def test_madrid_2007_does_not_open_with_demilitarisation(data):
    """The L'Aquila list is passed off as "Madrid 2007" in print, its first element altered to evacuation and demilitarisation."""
    provisions = data.read("provisions", as_of=HINDSIGHT)
    first = provisions[(provisions.proposal_id == "madrid_2007") & (provisions.element_id == "five")]
    assert len(first) and not first.provision.str.contains("demilitari", case=False).any()


def test_what_nobody_has_read_is_not_shown_as_silence(data):
    provisions = data.read("provisions", as_of=HINDSIGHT)
    assert set(provisions.certainty) <= {"published", "leaked", "reported", "silent", "not read"}
    assert (provisions.provision[provisions.certainty.isin(["published", "leaked", "reported", "silent"])] != "").all()
    for words in ("not reported", "not known here", "not read"):
        assert not provisions[provisions.certainty == "silent"].provision.str.contains(words, case=False).any()


def test_the_idlib_raid_of_14_october_is_not_the_strike_of_the_26th(data):
    raid = data.read("events").set_index("event_id").loc["E44"]
    assert raid.date == "2020-10-14" and "Faylaq" not in raid.title + raid.description


def test_launchers_were_the_target_on_14_october_and_not_the_means(data):
    strike = data.read("events").set_index("event_id").loc["E42"]
    assert "strikes missile launchers" in strike.title


def test_kadyrov_is_not_said_to_blame_turkey(data):
    said = data.read("accounts").query("who == 'Ramzan Kadyrov'").account
    assert said.str.contains("Western sponsors").all() and not said.str.contains("Turk").any()


def test_nothing_was_signed_at_kazan(data):
    assert "without agreement" in data.read("events").set_index("event_id").loc["E21"].title


def test_arms_shares_of_the_day_run_to_2019_and_no_later(data):
    indicators = data.read("indicators")
    windows = indicators.period[indicators.indicator.str.startswith("arms imports")]
    assert "2015-19" in set(windows) and not windows.str.endswith("20").any()


def test_the_seal_is_the_articles_day(data):
    article = data.read("sources").set_index("source_id").loc["the-moscow-times-2020-10-16"]
    assert article.date == SEAL.isoformat()


# Sources

# Where texts are copied, translated by machine or collected: an address here stands for nobody's word.
MIRRORS = re.compile(
    r"//[^/]*(wiki|kiwix|explained|infosekolah|pledgetimes|urdupoint|devdiscourse|asian-news|world-news|ampgoo|docslib|5dok"
    r"|armeniandiaspora|armenianclub|hyetert|gagrule|warsintheworld|eurasia\.ro|enewstrends|balthazar|goaspotlight|yournewhere"
    r"|researcher\.life|twtext|world-defense|newsnet|bestref|blogen|myshowroom|naslovi|regtrends|analitikaua|csef|twunroll|rattibha)"
)
# What a document of each body must have in its number.
SYMBOLS = {
    r"^UN Security Council$": r"^S/(?:RES|PV)[/.]\d+",
    r"^UN General Assembly$": r"^A/RES/\d+",
    r"to the United Nations$": r"^[AS]/\d+",
    r"^President of Russia$": r"Kremlin no\. \d{3,5}",
    r"OSCE|CSCE|^Co-Chairs": r"osce\.org/mg/\d+|DOC\.|MC\.DEC/\d|PC\.DEL|\b(?:19|20)\d\d\b",
    r"^(?:Minist|Foreign Intelligence)": r"\d",
}
COUNTERS = ("document", "monitor", "scholarship", "wire", "press", "party press", "dataset")


@pytest.fixture(scope="module")
def sources(data) -> pd.DataFrame:
    return data.read("sources", HINDSIGHT).set_index("source_id", drop=False)


def citing(data) -> list[tuple[str, str, tuple[str, ...]]]:
    """(table, key of the row, ids of its sources) for every row that cites any."""
    found = []
    for name in TABLES:
        table = data.read(name, HINDSIGHT)
        if name != "sources" and "source_ids" in table:
            found += [(name, str(key), ids) for key, ids in zip(table.iloc[:, 0], table.source_ids, strict=True) if ids]
    return found


def stands_alone(source) -> bool:
    """Whether a row may rest on this source: neither an encyclopedia nor a mirror that names nobody whose words it copies."""
    mirrored = all(MIRRORS.search(address) for address in source.addresses)
    return source.kind != "encyclopedia" and bool(source.author or not mirrored)


def test_no_row_rests_on_an_encyclopedia_a_mirror_or_an_aggregator_alone(data, sources):
    rows = citing(data)
    assert len(rows) > 800
    assert [(t, k) for t, k, ids in rows if not any(stands_alone(sources.loc[i]) for i in ids)] == []


def test_a_row_may_not_rest_on_a_mirror():
    mirror = {
        "kind": "press",
        "author": "",
        "addresses": ("https://en.wikipedia.org/wiki/X", "https://pledgetimes.com/x"),
    }
    assert not stands_alone(pd.Series(mirror))
    assert stands_alone(pd.Series(mirror | {"author": "AFP"})) and stands_alone(
        pd.Series(mirror | {"addresses": ("https://tass.com/1",)})
    )
    assert not stands_alone(pd.Series(mirror | {"author": "AFP", "kind": "encyclopedia"}))


def test_every_document_names_its_author_and_its_symbol_or_number(sources):
    documents = sources[sources.kind == "document"]
    assert len(documents) > 90
    assert documents.source_id[(documents.author == "") | ~documents.number.str.contains(r"\d")].tolist() == []
    for body, symbol in SYMBOLS.items():
        of_body = documents[documents.author.str.contains(body)]
        assert len(of_body), body
        assert of_body.source_id[~of_body.number.str.contains(symbol)].tolist() == [], body


def test_one_document_has_one_id(sources):
    documents = sources[sources.kind == "document"]
    assert documents.source_id[documents.duplicated(["author", "number"])].tolist() == []
    assert sources.source_id[sources.duplicated(["title", "publisher", "date"])].tolist() == []


def test_every_number_of_dead_displaced_and_held_has_who_counts_and_a_document_or_a_named_press(data, sources):
    for row in data.read("casualties", HINDSIGHT).itertuples():
        assert len(row.reported_by) >= 3 and not re.search(r"[Ww]iki|encyclop|official count$", row.reported_by), (
            row.row_id
        )
        told = sources.loc[list(row.source_ids)]
        assert any(s.kind in COUNTERS and s.publisher and stands_alone(s) for s in told.itertuples()), row.row_id


def test_every_source_has_a_title_of_its_own(sources):
    bare = sources.title.str.strip("[]")
    assert sources.source_id[(bare.str.len() < 5) | (bare == sources.publisher)].tolist() == []
    assert sources.source_id[bare.str.contains(r"https?://|^[\w.-]+\.(?:com|net|org|am|az|ru)$")].tolist() == []


def test_a_copy_says_where_it_was_read_and_nothing_unread_does(sources):
    assert sources.source_id[(sources.read_as == "copy") & ~sources.read_at.map(bool)].tolist() == []
    assert sources.source_id[(sources.read_as == "not opened") & sources.read_at.map(bool)].tolist() == []
    assert all(len(read) <= 4 and all(a.startswith("http") for a in read) for read in sources.read_at)


def test_a_side_is_a_state_or_the_de_facto_authorities_and_every_partys_press_has_one(sources):
    sides = {side for cell in sources.side for side in cell.split("; ") if side}
    assert sides <= {
        "Armenia", "Azerbaijan", "Nagorno-Karabakh", "Russia", "Turkey", "Iran", "France", "United States", "United Kingdom"
    }  # fmt: skip
    assert sources.source_id[(sources.kind == "party press") & (sources.side == "")].tolist() == []


def test_bodies_that_count_and_record_are_not_taken_for_encyclopedias(sources):
    of = sources[sources.publisher.str.contains("PA-X|IDMC|ACAPS")]
    assert len(of) >= 4 and set(of.kind) <= {"document", "monitor", "dataset"}


def test_what_is_not_opened_is_few_and_no_sealed_row_of_a_papers_clause_rests_on_it_alone(data, sources):
    unread = set(sources.source_id[sources.read_as == "not opened"])
    assert len(unread) <= 15
    assert [k for t, k, ids in citing(data) if t in ("provisions", "points", "statements") and set(ids) <= unread] == []
