"""Many codings of the same claims: agreement by hand and by a published example, disputed claims, and pictures by majority."""

from __future__ import annotations

import json
import math
import zipfile

import numpy as np
import pandas as pd
import pytest

from seminar import answers, argument
from seminar.argument import class_codings
from seminar.errors import SeminarError

FACT, SPEECH, BET = "fact", "reported-speech", "prediction"


def counted(*codings):
    claims = sorted({claim for coding in codings for claim in coding})
    return class_codings.counts(codings, claims)


def test_alpha_by_hand():
    """Two coders, three claims: they differ on one, so 2 of 6 values disagree; 5 are facts and 1 a bet, so chance gives 2 * 5 * 1 of 6 * 5."""
    both = counted({"a": FACT, "b": FACT, "c": BET}, {"a": FACT, "b": FACT, "c": FACT})
    assert class_codings.alpha(both) == pytest.approx(1 - (2 / 6) / (10 / 30))  # 0: no better than chance


def test_alpha_of_the_textbook_s_example():
    """Krippendorff's four observers and twelve units, nominal: 0.743 (*Content Analysis* 2004, chapter 11)."""
    values = """1 2 3 3 2 1 4 1 2 . . .
                1 2 3 3 2 2 4 1 2 5 . 3
                . 3 3 3 2 3 4 2 2 5 1 .
                1 2 3 3 2 4 4 1 2 5 1 ."""
    table = [line.split() for line in values.splitlines()]
    kinds = dict(zip("12345", class_codings.KINDS, strict=True))
    codings = [{f"u{i:02}": kinds[v] for i, v in enumerate(row) if v != "."} for row in table]
    assert class_codings.alpha(counted(*codings)) == pytest.approx(0.743, abs=5e-4)


def test_alpha_is_one_where_all_agree_and_none_where_it_cannot_be():
    assert class_codings.alpha(counted(*[{"a": FACT, "b": BET}] * 3)) == pytest.approx(1)
    assert math.isnan(class_codings.alpha(counted(*[{"a": FACT}] * 3)))  # one kind: chance would agree as well
    assert math.isnan(class_codings.alpha(counted({"a": FACT}, {"b": BET})))  # nobody coded what another did


def test_a_claim_is_disputed_where_fewer_than_two_thirds_agree():
    three = counted({"a": FACT, "b": FACT, "c": FACT}, {"a": FACT, "b": BET, "c": FACT}, {"a": BET, "b": SPEECH})
    found = class_codings.agreement(three).set_index("claim_id")
    assert found.disputed.to_dict() == {"a": False, "b": True, "c": False}
    assert found.kind.to_dict() == {"a": FACT, "b": "", "c": FACT} and found.index[0] == "b"
    assert found.coders.to_dict() == {"a": 3, "b": 3, "c": 2} and found.share["a"] == pytest.approx(2 / 3)


def test_the_majority_replaces_the_seminar_s_kind_and_a_tie_does_not():
    claims = pd.DataFrame({"claim_id": ["a", "b", "z"], "kind": [BET, BET, BET]})
    agreed = class_codings.agreement(counted({"a": FACT, "b": FACT}, {"a": FACT, "b": SPEECH}))
    assert class_codings.under_majority(claims, agreed).kind.tolist() == [FACT, BET, BET]


def write(folder, name, sorted_claims):
    mine = answers.Answers(
        notes={"sorted_claims": sorted_claims if isinstance(sorted_claims, str) else json.dumps(sorted_claims)}
    )
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(mine.to_json(), encoding="utf-8")


def test_what_lesson_1_keeps_is_what_is_read(desk, data):
    """The widget writes the note under the same name, so that a copy of a student's answers file is a coding."""
    view = argument.sort_kinds()
    claim = next(iter(view.box.choices))
    view.box.choices[claim].value = FACT
    text = answers.place().read_text(encoding="utf-8")
    assert class_codings.collect({"me.json": text}, [claim]) == ({"me.json": {claim: FACT}}, [])


def test_a_class_is_read_from_folder_and_zip_and_each_bad_file_is_named(tmp_path, data):
    room, ids = tmp_path / "class", data.rows("sorting").claim_id.tolist()
    write(room, "anna_1_file/my_answers.json", dict.fromkeys(ids, FACT))
    write(
        room, "ben_2_file/my_answers.json", dict.fromkeys(ids, FACT) | {ids[0]: BET, "C999": FACT, ids[1]: "nonsense"}
    )
    write(room, "cem_3_file/my_answers.json", dict.fromkeys(ids[:3], BET))
    write(room, "none.json", {})
    write(room, "odd.json", "[1]")
    (room / "broken.json").write_text("{", encoding="utf-8")
    shown = argument.agreement(room)
    assert shown.sentence.startswith(f"3 students coded {len(ids)} claims.")
    assert "Krippendorff's alpha is" in shown.notes[0]
    assert [note.split()[2] for note in shown.notes[1:]] == ["broken.json", "none.json", "odd.json"]
    row = shown.table.set_index("Claim").loc[ids[0]]
    assert (row["Fact"], row["Prediction"]) == (1, 2) and row["The class, by majority"] == "Prediction"
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for path in room.rglob("*.json"):
            archive.write(path, path.relative_to(room))
    assert argument.agreement(tmp_path / "class.zip").table.equals(shown.table)


def test_the_pictures_of_lesson_1_are_drawn_under_the_majority(tmp_path, data):
    claims = data.rows("claims").set_index("claim_id")
    first = data.rows("sorting").claim_id[0]
    other = BET if claims.kind[first] != BET else FACT
    write(tmp_path, "a.json", {first: other})
    ours, theirs = argument.tree(), argument.tree(coded_by=tmp_path)
    changed = theirs.table["Kind"] != ours.table["Kind"]
    assert theirs.table.loc[changed, "Claim"].tolist() == [first]
    assert theirs.title.endswith("by the class's majority") and first in theirs.notes[-1]
    strip = argument.strip(coded_by=tmp_path)
    assert not strip.table.equals(argument.strip().table) and first in strip.notes[-1]


def test_nothing_to_read_is_answered_with_what_to_do(tmp_path):
    shown = argument.agreement(tmp_path)
    assert "fewer than two answers files" in shown.table.iloc[0, 0]
    with pytest.raises(SeminarError, match="holds no answers file with claims sorted"):
        argument.tree(coded_by=tmp_path)


def test_without_the_package_the_rest_is_shown_and_what_to_install_is_said(tmp_path, data, monkeypatch):
    monkeypatch.setattr(class_codings, "installed", lambda: False)
    ids = data.rows("sorting").claim_id.tolist()
    for name, kind in (("a.json", FACT), ("b.json", BET)):
        write(tmp_path, name, dict.fromkeys(ids, kind))
    shown = argument.agreement(tmp_path)
    assert "pip install krippendorff" in shown.notes[0] and np.all(shown.table["Fact"] == 1)
