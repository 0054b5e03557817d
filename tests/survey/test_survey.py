"""The survey before and after: its two forms, its file, and its figures against values worked by hand."""

from __future__ import annotations

import math
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar import answers, cli, survey
from seminar.survey import figures, model
from seminar.survey.model import AFTER, BEFORE
from seminar.tables import seminar_data
from tests.reading_grade import grade, sentences


@pytest.fixture(scope="module")
def questions():
    return seminar_data().rows("survey")


def test_the_two_forms_ask_the_same_of_a_student(questions):
    forms = {form: rows.set_index("number") for form, rows in questions.groupby("form")}
    assert set(forms) == set(model.FORMS) and all(list(rows.index) == list(range(1, 13)) for rows in forms.values())
    assert (forms["A"].skill == forms["B"].skill).all() and forms["A"].skill.nunique() == 5
    assert not set(forms["A"].question) & set(forms["B"].question)
    for row in questions.itertuples():
        assert len({row.right, row.wrong, row.other_wrong}) == 3, row.question_id
    longest = [len(r.right) > max(len(r.wrong), len(r.other_wrong)) for r in questions.itertuples()]
    assert sum(longest) <= 0.75 * len(longest), "whoever takes the longest answer would do well"


def test_they_are_about_invented_cases_and_easy_to_read(questions):
    words = " ".join(questions[["question", "right", "wrong", "other_wrong"]].to_numpy().ravel())
    names = [w for name in seminar_data().rows("actors").name for w in name.split() if w[0].isupper()]
    assert not [name for name in (*names, "Karabakh") if name in words]
    asked = [
        s
        for cell in questions[["question", "right", "wrong", "other_wrong"]].to_numpy().ravel()
        for s in sentences(cell)
    ]
    assert grade(asked) <= 8


def test_a_student_gets_one_form_before_and_the_other_after_and_neither_comes_first_for_all():
    every = [model.new() for _ in range(64)]
    assert all(
        one.form(BEFORE) != one.form(AFTER) and one.form(BEFORE) == model.Survey(one.code).form(BEFORE) for one in every
    )
    assert {one.form(BEFORE) for one in every} == {"A", "B"}  # all alike: once in 2**63
    assert len({one.code for one in every}) == 64


_NONE = """
[]
{
{"survey": 1}
{"survey": 2, "code": "a", "said": {}}
{"survey": 1, "code": "a", "said": {"between": {}}}
{"survey": 1, "code": 7, "said": {}}
{"survey": 1, "code": "a", "said": {"before": {"A01": 3}}}
"""


@pytest.mark.parametrize("text", [*_NONE.split("\n"), "[" * 100_000])
def test_a_file_that_is_none_is_refused_in_a_sentence(text):
    with pytest.raises(model.SurveyError, match="anna.json is not a survey file"):
        model.read(text, "anna.json")


def _answered(code, questions, right_before, right_after=None):
    """A file in which the first so many questions are right."""
    one = model.Survey(code)
    for when, many in ((BEFORE, right_before), (AFTER, right_after)):
        if many is not None:
            mine = questions[questions.form == one.form(when)]
            one.said[when] = {r.question_id: r.right if r.number <= many else r.wrong for r in mine.itertuples()}
    return one.to_json()


def test_a_class_is_merged_and_a_bad_file_is_named(tmp_path, questions, capsys):
    folder = tmp_path / "class"
    (folder / "sub").mkdir(parents=True)
    with zipfile.ZipFile(folder / "late.zip", "w") as late:
        late.writestr("my_survey.json", _answered("c", questions, 6, 9))
    (folder / "a.json").write_text(_answered("a", questions, 4, 8), encoding="utf-8")
    (folder / "sub" / "b.json").write_text(_answered("b", questions, 6), encoding="utf-8")
    (folder / "old.json").write_text(_answered("a", questions, 4), encoding="utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    (folder / "empty.json").write_text(model.new().to_json(), encoding="utf-8")
    page = survey.evidence(folder)
    assert "3 students answered, 2 of them before and after" in page and "No change is shown for fewer than 5" in page
    assert "bad.json is not a survey file" in page and "empty.json has no answers" in page and "| Form |" not in page
    assert "old.json holds the same code as a.json" in page
    out = tmp_path / "page.md"
    assert cli.main(["survey", str(folder), "--out", str(out)]) == cli.DONE and out.read_text(encoding="utf-8") == page
    assert cli.main(["survey", str(tmp_path / "nowhere")]) == cli.FAILED
    assert "has no survey file" in capsys.readouterr().err


# Six students of a form with four questions, to be worked by hand:
#   before 1 1 2 2 3 3 (mean 2), after 2 3 3 3 4 3 (mean 3)
#   gain: (3 - 2) / (4 - 2) = 0.5
#   standard deviations over n - 1: before sqrt(4/5) = 0.8944, after sqrt(2/5) = 0.6325, average 0.7634
#   d = 1 / 0.7634 = 1.3099; Hedges' correction 1 - 3 / (4 * 5 - 1) = 0.8421; g = 1.1031
POINTS = np.array([[1, 2], [1, 3], [2, 3], [2, 3], [3, 4], [3, 3]], dtype=float)


def test_the_figures_of_a_small_class_by_hand():
    assert figures.gain(POINTS, 4) == pytest.approx(0.5)
    assert figures.effect(POINTS) == pytest.approx(1.1031, abs=1e-4)
    found = figures.estimate(POINTS, figures.effect)
    assert found.low < found.value < found.high and found == figures.estimate(POINTS, figures.effect)
    # one student, all of whose draws are that student: the interval is the value
    same = figures.estimate(np.repeat([[1.0, 3.0]], 5, axis=0), lambda p: figures.gain(p, 4))
    assert (same.low, same.value, same.high) == pytest.approx((2 / 3,) * 3)
    assert math.isnan(figures.gain(np.array([[4.0, 4.0]] * 5), 4)) and math.isnan(
        figures.effect(np.array([[1.0, 2.0]] * 5))
    )


def test_reliability_and_items_by_hand():
    # Guttman's perfect scale of three questions, four students with totals 3 2 1 0: shares 3/4, 1/2, 1/4, the sum of p(1 - p) is
    # 3/16 + 4/16 + 3/16 = 0.625, the totals' variance over n 1.25: KR-20 = 3/2 * (1 - 0.625 / 1.25) = 0.75
    marks = pd.DataFrame([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], columns=[1, 2, 3])
    assert figures.reliability(marks) == pytest.approx(0.75)
    assert math.isnan(figures.reliability(marks.iloc[:1]))
    sheets = marks.assign(code=list("abcd"), when=BEFORE, form="A")
    found = figures.items(sheets)
    first = found[(found.form == "A") & (found.number == 1)].iloc[0]
    # question 1 is 1 1 1 0, the rest of the form 2 1 0 0: r = 0.75 / sqrt(0.75 * 2.75) = 0.5222
    assert (first.n, first.right) == (4, 0.75) and first.with_rest == pytest.approx(0.5222, abs=1e-4)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=30))
def test_gain_and_effect_have_the_sign_of_the_change_and_no_gain_is_above_one(pairs):
    points = np.array(pairs, dtype=float)
    change = np.sign(points[:, 1].mean() - points[:, 0].mean())
    gained, size = float(figures.gain(points, 12)), float(figures.effect(points))
    assert math.isnan(gained) or (gained <= 1 + 1e-9 and np.sign(round(gained, 12)) == change)
    assert math.isnan(size) or np.sign(round(size, 12)) == change


def test_a_class_of_twenty_gets_a_page_with_figures_and_limits(tmp_path, questions):
    rng = np.random.default_rng(7)
    for n in range(20):
        before = int(rng.integers(3, 8))
        (tmp_path / f"{n}.json").write_text(_answered(f"code{n}", questions, before, before + 3), encoding="utf-8")
    page = survey.evidence(tmp_path)
    first = [model.read(p.read_text(encoding="utf-8")).said[BEFORE] for p in tmp_path.glob("*.json")]
    mean = np.mean([sum(words in set(questions.right) for words in said.values()) for said in first])
    assert f"Before {mean:.1f} right, after {mean + 3:.1f}, of 12." in page and "Normalised gain" in page
    assert f"{3 / (12 - mean):.2f} (" in page  # by Hake's formula
    assert page.count("\n| A |") == page.count("\n| B |") == 12 and all(words in page for words in figures.CANNOT)
    assert "code0" not in page


def test_the_form_asks_first_then_keeps_the_answers_and_turns_to_the_other_form(tmp_path, monkeypatch, questions):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(answers, "place", lambda name=answers.FILE_NAME: tmp_path / name)
    monkeypatch.setattr(answers, "found", lambda name=answers.FILE_NAME: tmp_path / name)
    for when in (BEFORE, AFTER):
        form = survey.take().box
        assert len(form.children) == 3 and not form.choices and "You need not take part" in form.children[0].value
        form.yes.click()
        assert len(form.choices) == 12
        form.done.click()
        assert "12 not answered yet" in form.message.value
        for choice in form.choices.values():
            choice.value = choice.options[0]
        form.done.click()
        assert "Thank you." in form.message.value
        kept = model.read((tmp_path / model.FILE).read_text(encoding="utf-8"))
        assert set(kept.said) >= {when} and {i[0] for i in kept.said[when]} == {kept.form(when)}
    assert set(kept.said) == {BEFORE, AFTER}
    (tmp_path / model.FILE).write_text("{", encoding="utf-8")
    form = survey.take().box
    form.yes.click()
    assert "is not a survey file" in form.message.value and not form.choices
