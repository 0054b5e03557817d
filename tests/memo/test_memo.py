"""The memo in a lesson's words and as a form: what it checks against, and what it keeps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from seminar import answers, memo
from seminar.memo.assignment import first_in_own_model
from seminar.tables import DataError, Package
from seminar.tradeoffs import assumptions

GOOD = {
    "claim": "Do this.",
    "because": " ".join(f"word{n}" for n in range(290)) + " (P10) (P14), P8.",
    "unless": "Unless that.",
    "watch_for": "Watch.",
}


@pytest.fixture
def form(desk):
    return memo.write().box


def export(**changes) -> assumptions.Assumptions:
    ground = assumptions.ground()
    mine = replace(ground.start("all"), **changes)
    assumptions.save(assumptions.to_json(mine, ground.scores.interests, "x"), ground)
    return mine


def test_the_widget_checks_what_the_model_checks_and_saves(form, desk):
    for slot, box in form.boxes.items():
        box.value = GOOD[slot]
    form.option.value = "two_layer"
    form.check.click()
    assert "6 of 7 checks are met" in form.table.value
    assert "saved in my_answers.json" in form.message.value
    again = memo.write().box
    assert {slot: box.value for slot, box in again.boxes.items()} == GOOD and again.option.value == "two_layer"


def test_what_is_best_is_read_from_the_exported_model_at_each_check(form, desk, data):
    assert first_in_own_model(data) == ((), "")
    # All weight on staying out of war: stay out has the highest middle score there but for the deal with Ankara (both 0).
    interests = assumptions.ground().scores.interests
    points = tuple(100.0 if i == "no_war" else 0.0 for i in interests)
    export(points=points)
    assert set(first_in_own_model(data)[0]) == {"stay_out", "ankara"}
    export(points=tuple(100.0 if i == "yerevan" else 0.0 for i in interests))
    assert first_in_own_model(data)[0] == ("intervene",)
    form.option.value = "intervene"
    form.check.click()
    assert "comes first in your model" in form.table.value


def test_a_damaged_model_is_told_and_the_rest_is_checked(form, desk):
    (desk / "my_assumptions.json").write_text("{", encoding="utf-8")
    form.check.click()
    assert "my_assumptions.json is damaged" in form.message.value and "0 of 7 checks are met" in form.table.value


def test_a_damaged_answers_file_is_kept(desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    form = memo.write().box
    assert "is damaged" in form.message.value
    form.boxes["claim"].value = "Do this."
    form.check.click()
    assert (desk / "my_answers.kept-1.json").exists() and answers.load().notes["memo_claim"] == "Do this."


def test_a_folder_that_cannot_be_written_is_told(form, monkeypatch):
    monkeypatch.setattr(
        answers.files, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    form.check.click()
    assert "not saved: my_answers.json cannot be written" in form.message.value


def test_html_in_the_memo_is_shown_as_text(form):
    form.boxes["claim"].value = "<script>alert(1)</script> P99"
    form.check.click()
    assert "<script" not in form.table.value and "There is no P99" in form.table.value


# Another article


def test_the_memo_is_dated_by_the_day_of_the_article(folder):
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(descriptor | {"speaks_from": "2020-10-20"}), encoding="utf-8")
    assert memo.template(Package(folder)).title == "A memo, dated 20 October 2020"


@pytest.mark.parametrize(
    ("name", "say"), [("memo_slots", memo.template), ("rubrics", memo.rubric), ("memo_slots", memo.write)]
)
def test_a_table_without_rows_is_named(folder, desk, name, say):
    path = folder / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"The table {name} has no row"):
        say(Package(folder))
