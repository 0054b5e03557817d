"""Reading tables: typed by their descriptor, refused with a sentence where they break it, sealed by date."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pandas as pd
import pytest

from seminar import tables
from seminar.tables import HINDSIGHT, DataError

TEXT = {"name": "id", "type": "string", "constraints": {"required": True}}
KNOWN = {"name": "known_from", "type": "date", "constraints": {"required": True}}


def test_a_column_has_the_type_that_its_descriptor_says(library):
    fields = [
        TEXT,
        *({"name": t, "type": t} for t in ("integer", "number", "boolean", "date")),
        {"name": "list", "type": "list", "delimiter": ";"},
    ]
    row = library(t=(fields, "id,integer,number,boolean,date,list\na,3,2.5,true,2020-10-14,x;y\n")).read("t").iloc[0]
    assert (row.integer, row.number, row.boolean, row.date, row["list"]) == (
        3,
        2.5,
        True,
        pd.Timestamp("2020-10-14"),
        ("x", "y"),
    )


def test_an_empty_cell_is_empty_and_not_a_number(library):
    fields = [
        TEXT,
        {"name": "words", "type": "string"},
        {"name": "list", "type": "list"},
        {"name": "number", "type": "number"},
    ]
    row = library(t=(fields, "id,words,list,number\na,,,\n")).read("t").iloc[0]
    assert row.words == "" and row["list"] == () and pd.isna(row.number)


def test_what_is_read_is_the_readers_own(data):
    mine = data.read("claims")
    mine["claim"] = "spoilt"
    assert not (data.read("claims").claim == "spoilt").any()


@pytest.mark.parametrize(
    ("fields", "text", "sentence"),
    [
        (
            [TEXT, KNOWN],
            "id,known_from\na,14.10.2020\n",
            "t.csv, row 2, column known_from: '14.10.2020' is not a date written YYYY-MM-DD.",
        ),
        (
            [TEXT, KNOWN],
            "id,known_from\na,2020-02-30\n",
            "t.csv, row 2, column known_from: '2020-02-30' is not a date written YYYY-MM-DD.",
        ),
        (
            [TEXT, KNOWN],
            "id,known_from\na,\n",
            "t.csv, row 2, column known_from: the cell is empty, and a value is required.",
        ),
        (
            [TEXT],
            "id\na\nb\na\n",
            "t.csv, row 4, column id: 'a' is already the key of row 2; each key may be used once.",
        ),
        (
            [TEXT, {"name": "n", "type": "integer"}],
            "id,n\na,many\n",
            "t.csv, row 2, column n: 'many' is not a whole number.",
        ),
        (
            [TEXT, {"name": "n", "type": "boolean"}],
            "id,n\na,yes\n",
            "t.csv, row 2, column n: 'yes' is not true or false.",
        ),
        (
            [TEXT, {"name": "n", "type": "number", "constraints": {"maximum": 100}}],
            "id,n\na,101\n",
            "t.csv, row 2, column n: 101 is above the highest value allowed, 100.",
        ),
        (
            [TEXT, {"name": "n", "type": "integer", "constraints": {"minimum": 0}}],
            "id,n\na,-1\n",
            "t.csv, row 2, column n: -1 is below the lowest value allowed, 0.",
        ),
        (
            [TEXT, {"name": "k", "type": "string", "constraints": {"enum": ["fact"]}}],
            "id,k\na,fakt\n",
            "t.csv, row 2, column k: 'fakt' is not one of fact.",
        ),
        (
            [TEXT, {"name": "k", "type": "string", "constraints": {"pattern": "E\\d"}}],
            "id,k\na,E\n",
            "t.csv, row 2, column k: 'E' does not have the form E\\d.",
        ),
        (
            [TEXT, {"name": "k", "type": "string", "constraints": {"unique": True}}],
            "id,k\na,x\nb,x\n",
            "t.csv, row 3, column k: 'x' is already in row 2; each value may be used once.",
        ),
        (
            [TEXT, {"name": "l", "type": "list", "delimiter": ";"}],
            "id,l\na,x;;y\n",
            "t.csv, row 2, column l: 'x;;y' is not a list with a value between every two separators.",
        ),
        (
            [TEXT, KNOWN],
            "id,known_from\na,2020-10-14,more\n",
            "t.csv, row 2: 3 cells; there must be 2, one per column. Put text with a comma in it in quotation marks.",
        ),
        (
            [TEXT, KNOWN],
            "id;known_from\na;2020-10-14\n",
            "t.csv, row 1: the columns are id;known_from; the descriptor wants id, known_from. It is separated by semicolons; save it with commas.",
        ),
    ],
)
def test_a_fault_is_told_with_file_row_and_column(library, fields, text, sentence):
    with pytest.raises(DataError) as refused:
        library(t=(fields, text)).read("t")
    assert str(refused.value) == sentence


def test_every_fault_of_a_file_is_told_at_once_but_not_without_end(library):
    rows = "".join(f"r{i},x\n" for i in range(30))
    with pytest.raises(DataError) as refused:
        library(t=([TEXT, {"name": "n", "type": "integer"}], "id,n\n" + rows)).read("t")
    assert str(refused.value).count("is not a whole number") == 10 and str(refused.value).endswith("… and 20 more.")


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ("b", "t.csv, row 2, column refs: 'b' is not a id of s.csv."),
        ("a;b", "t.csv, row 2, column refs: 'b' is not a id of s.csv."),
    ],
)
def test_an_id_that_leads_nowhere_is_refused(library, cell, row):
    refs = {"name": "refs", "type": "list", "delimiter": ";", "references": {"resource": "s", "field": "id"}}
    with pytest.raises(DataError, match=row):
        library(s=([TEXT], "id\na\n"), t=([TEXT, refs], f"id,refs\nx,{cell}\n")).read("t")


def test_a_foreign_key_that_leads_nowhere_is_refused(folder):
    path = folder / "consequences.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("stay_out,baku", "stay_in,baku"), encoding="utf-8")
    with pytest.raises(
        DataError, match=r"consequences\.csv, row \d+, column option_id: 'stay_in' is not a option_id of options\.csv\."
    ):
        tables.Package(folder).read("consequences")


def test_a_missing_file_is_named(folder):
    (folder / "events.csv").unlink()
    with pytest.raises(DataError, match=r"^events\.csv is missing from the folder data/\.$"):
        tables.Package(folder).read("events")


def test_a_file_that_is_not_utf8_says_how_to_save_it(folder):
    (folder / "events.csv").write_bytes("event_id,título\n".encode("latin-1"))
    with pytest.raises(DataError, match="events.csv is not UTF-8 text: in a spreadsheet, save it as 'CSV UTF-8'."):
        tables.Package(folder).read("events")


def test_a_spreadsheets_byte_order_mark_does_no_harm(folder):
    path = folder / "options.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(tables.Package(folder).read("options")) == len(tables.read("options"))


def test_check_finds_the_faults_of_all_tables(folder):
    for name in ("events", "claims"):
        (folder / f"{name}.csv").unlink()
    with pytest.raises(DataError) as refused:
        tables.Package(folder).check()
    assert "events.csv is missing" in str(refused.value) and "claims.csv is missing" in str(refused.value)


def test_a_missing_or_broken_descriptor_is_told(tmp_path):
    with pytest.raises(DataError, match=r"There is no datapackage\.json"):
        tables.Package(tmp_path).read("events")
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"datapackage\.json is not JSON"):
        tables.Package(tmp_path).read("events")


def test_an_unknown_table_is_answered_with_those_that_exist(data):
    with pytest.raises(DataError, match="There is no table 'event'. The tables are: .*events"):
        data.read("event")


@pytest.mark.parametrize("given", ["16 October 2020", "2020-13-01", 20201016, None])
def test_a_malformed_as_of_is_refused_with_a_sentence(data, given):
    with pytest.raises(DataError, match="it must be a date such as '2020-10-16', or 'hindsight'"):
        data.read("events", as_of=given)


@pytest.mark.parametrize(
    "given", [date(2019, 8, 5), "2019-08-05", datetime(2019, 8, 5, 12), pd.Timestamp("2019-08-05")]
)
def test_as_of_may_be_a_date_or_its_text(data, given):
    assert (data.read("events", as_of=given).known_from <= pd.Timestamp("2019-08-05")).all()


SOURCES = ([TEXT, KNOWN], "id,known_from\nold,2020-10-01\nnew,2021-01-01\n")
ROWS = (
    [
        TEXT,
        KNOWN,
        {"name": "source_ids", "type": "list", "delimiter": ";", "references": {"resource": "sources", "field": "id"}},
    ],
    "id,known_from,source_ids\nbefore,2020-10-16,old;new\nafter,2020-10-17,new\n",
)


def test_a_sealed_table_gives_out_no_later_row_and_no_reference_to_one(library):
    package = library(seal="known_from", sources=SOURCES, rows=ROWS)
    assert package.read("rows")[["id", "source_ids"]].values.tolist() == [["before", ("old",)]]


def test_hindsight_is_had_by_asking_for_it_by_name(library):
    package = library(seal="known_from", sources=SOURCES, rows=ROWS)
    assert package.read("rows", as_of=HINDSIGHT).source_ids.tolist() == [("old", "new"), ("new",)]


def test_the_day_itself_is_inside_the_seal(library):
    package = library(seal="known_from", sources=SOURCES, rows=ROWS)
    assert package.seal == date(2020, 10, 16) and len(package.read("rows", as_of="2020-10-17")) == 2


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("1991", "1991-01-01", "1991-12-31"),
        ("1991-04", "1991-04-01", "1991-04-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1994-12", "1994-12-01", "1994-12-31"),
        ("1991-04-30", "1991-04-30", "1991-04-30"),
    ],
)
def test_a_date_known_to_the_month_or_year_spans_it(when, first, last):
    assert tables.span(when) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("when", ["", "April 1991", "1991-13", "1991-04-31", None])
def test_what_is_no_date_spans_nothing(when):
    with pytest.raises(DataError, match="is not a date; write 1991, 1991-04 or 1991-04-30"):
        tables.span(when)


def test_tables_are_found_from_any_folder(tmp_path):
    shown = subprocess.run(
        [sys.executable, "-c", "from seminar import tables; print(len(tables.read('claims')))"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(shown.stdout) == len(tables.read("claims"))


def test_a_table_without_a_row_on_the_day_is_named_when_rows_are_needed(library):
    made = library(seal="known_from", t=([TEXT, KNOWN], "id,known_from\na,2020-10-17\n"), u=([TEXT], "id\n"))
    with pytest.raises(DataError, match="The table t has no row that could be known on 2020-10-16; "):
        made.rows("t")
    with pytest.raises(DataError, match="The table u has no row; "):
        made.rows("u", HINDSIGHT)
    assert made.rows("t", HINDSIGHT).id.tolist() == ["a"] and made.rows("t", "2020-10-17").id.tolist() == ["a"]


def test_the_words_of_a_column_stand_in_the_order_of_the_descriptor_or_of_the_table(library):
    listed = {"name": "k", "type": "string", "constraints": {"enum": ["z", "y", "x"]}}
    made = library(
        t=([TEXT, listed], "id,k\na,x\nb,z\n"), u=([TEXT, {"name": "k", "type": "string"}], "id,k\na,x\nb,a\nc,x\n")
    )
    assert made.values("t", "k") == ("z", "y", "x") and made.values("u", "k") == ("x", "a")
    with pytest.raises(DataError, match="no column 'kind' in the table t"):
        made.values("t", "kind")
