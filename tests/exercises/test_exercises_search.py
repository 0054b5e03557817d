"""Trying out does not take the place of reading: a search by what the check says does not reach all points in as many tries as it answers."""

from __future__ import annotations

import json
import random
import re

import pytest

from seminar.exercises import attempts, checking
from seminar.exercises.conventions import known

KEYED = {task: about for task, about in known()["tasks"].items() if about["kind"] == "key"}
ORDERS = 12  # of items and values that the search goes through, besides that of the form


class Search:
    """One search at one task: change one thing at a time, at the entry that the hint names first, and keep what raises the points."""

    def __init__(self, task: str, chance: random.Random | None) -> None:
        self.task, self.form, self.chance = task, KEYED[task]["form"], chance
        self.best: float = -1
        self.named = ""
        self.right = self.spent = False

    def points(self, answer: object) -> float:
        """What the check says of an answer, in points; the entry that its hint names is kept."""
        shown = checking.check(self.task, answer)
        self.spent |= shown.taken
        self.right |= shown.state == "right"
        named = re.search(r"“([^”]+)”", shown.text())
        self.named = named[1] if named else ""
        return -1 if shown.taken else shown.mark.points

    def keep(self, answer: object, before: object) -> object:
        earned = self.points(answer)
        if earned <= self.best:
            return before
        self.best = earned
        return answer

    def run(self, begin: object) -> bool:
        """Whether it reaches all points before the check answers no more."""
        answer = self.keep(begin, begin)
        steps = self.steps(begin)
        while steps and not (self.right or self.spent):
            at = next((n for n, (place, _) in enumerate(steps) if place == self.named), 0)
            place, value = steps.pop(at)
            if (tried := self.changed(answer, place, value)) is not None:
                answer = self.keep(tried, answer)
        return self.right

    def steps(self, begin: object) -> list[tuple]:
        if self.form["shape"] == "names":
            made = [("", name) for name in self.form["allowed"]]
        else:
            made = [
                (i, (n, v)) for i in self.form["items"] for n, f in enumerate(self.form["fields"]) for v in f["allowed"]
            ]
        if self.chance:
            self.chance.shuffle(made)
        return made

    def changed(self, answer: object, place: str, value: object) -> object:
        """The answer with one thing changed; None if that is no change."""
        if self.form["shape"] == "names":
            added = [n for n in answer if n != value] if value in answer else [*answer, value]
            return added if 0 < len(added) <= self.form["count"] else None
        number, name = value
        entry = list(answer[place])
        if entry[number] == name:
            return None
        entry[number] = name
        return answer | {place: entry}

    def begins(self) -> list[object]:
        """Where it may begin: everywhere the same value."""
        if self.form["shape"] == "names":
            return [[name] for name in self.form["allowed"]]
        fields = [f["allowed"] for f in self.form["fields"]]
        longest = max(map(len, fields))
        return [{i: [a[n % len(a)] for a in fields] for i in self.form["items"]} for n in range(min(longest, 12))]


@pytest.fixture
def afresh(desk):
    """A new student at each call."""

    def begin() -> None:
        checking._sitting = checking.Sitting()
        (desk / "my_answers.json").unlink(missing_ok=True)

    return begin


@pytest.mark.parametrize("task", KEYED)
def test_a_search_does_not_reach_all_points_within_the_tries(task, afresh):
    best = 0.0
    for order in range(ORDERS + 1):
        chance = random.Random(f"{task} {order}") if order else None
        for begin in Search(task, None).begins() if order < 3 else Search(task, None).begins()[:2]:
            afresh()
            search = Search(task, chance)
            assert not search.run(begin), f"{task}: found from {begin} in {attempts.TRIES} tries"
            assert search.spent
            best = max(best, search.best)
    assert best < KEYED[task]["points"]


def test_the_search_would_find_an_answer_if_the_check_went_on_answering(afresh, monkeypatch):
    """Else the test above would show nothing."""
    monkeypatch.setattr(attempts, "TRIES", 400)
    for task in ("1.2", "2.1", "6.3"):
        afresh()
        search = Search(task, None)
        assert search.run(search.begins()[0]), task


# --- what counts as a try


WRONG = dict.fromkeys("abcdefghij", "said")


def saved(desk) -> dict:
    return json.loads(json.loads((desk / "my_answers.json").read_text(encoding="utf-8"))["notes"]["attempts"])


def test_each_new_answer_is_a_try_and_the_first_is_kept(desk, afresh):
    afresh()
    for number, label in enumerate(("said", "implied", "silent")):
        shown = checking.check("1.2", WRONG | {"a": label}).text()
        left = attempts.TRIES - number - 1
        assert ("one more answer." if left == 1 else f"{['', '', 'two', 'three'][left]} more answers.") in shown
    assert saved(desk)["1.2"]["count"] == 3 and saved(desk)["1.2"]["answers"][0] == WRONG


def test_form_blanks_and_the_same_answer_again_are_free(desk, afresh):
    afresh()
    for _ in range(2 * attempts.TRIES):
        assert "Did you mean “said”?" in checking.check("1.2", WRONG | {"a": "sayd"}).text()
        assert checking.check("1.2", {}).state == "not attempted"
    first = checking.check("1.2", WRONG).text()
    assert all(checking.check("1.2", WRONG | {"a": "Said"}).text() == first for _ in range(9))
    assert saved(desk)["1.2"]["count"] == 1


def test_after_the_last_try_the_answer_is_taken_and_nothing_is_said_of_it(desk, afresh):
    afresh()
    values = ["said", "implied", "silent"]
    for number in range(attempts.TRIES):
        last = checking.check("1.2", WRONG | {"a": values[number % 3], "b": values[number // 3]})
    assert "last answer that the check looks at" in last.text() and last.state == "not yet"
    right = {"a": "said", "b": "silent", "c": "implied", "d": "silent"}
    shown = checking.check("1.2", WRONG | right)
    assert shown.state == "taken" and "Your answer is taken" in shown.text() and "points" not in shown.text()
    assert shown.answer == WRONG | right, "what is handed in is what was answered last"
    assert checking.check("1.2", WRONG).state == "not yet", "what was looked at before is shown again"


def test_the_next_day_goes_on_where_it_was(desk, afresh):
    afresh()
    checking.check("1.2", WRONG)
    checking._sitting = checking.Sitting()  # another kernel
    assert "two more answers" in checking.check("1.2", WRONG | {"a": "silent"}).text()


def test_a_file_that_cannot_be_read_costs_no_check(desk, afresh):
    afresh()
    (desk / "my_answers.json").write_text("not JSON", encoding="utf-8")
    assert "three more" in checking.check("1.2", WRONG).text()
    assert "two more" in checking.check("1.2", WRONG | {"a": "silent"}).text()
    assert (desk / "my_answers.json").read_text(encoding="utf-8") == "not JSON"


@pytest.mark.parametrize(
    "note", [[], {"1.2": 3}, {"1.2": {"count": -1}}, {"1.2": {"answers": [1], "count": 0}}, {"1.2": {"x": 1}}]
)
def test_attempts_that_look_like_none_are_left_out(note):
    assert attempts.read(note) == {}


def test_what_is_worked_out_may_be_tried_without_end(afresh):
    """A number cannot be guessed from a sentence that does not hold it, and a package is made by trying."""
    afresh()
    for n in range(20):
        package = dict.fromkeys(KNOWN_AXES, 40 + n)
        assert not checking.check("4.2", package).taken
    assert len(checking._sitting.attempts.of("4.2").answers) < 20
    assert checking._sitting.attempts.of("4.2").answers[0] == dict.fromkeys(KNOWN_AXES, 40)


KNOWN_AXES = known()["tasks"]["4.2"]["form"]["items"]


def test_the_count_names_entries_and_a_part_of_one(afresh):
    afresh()
    assert "3 of 10 entries are right, 2 in part. For “b”:" in checking.check("1.2", WRONG).text()


def test_attempts_travel_in_the_hand_in(desk, afresh):
    afresh()
    checking.check("1.2", WRONG)
    path = checking.hand_in("01_the_argument", cells=["# Your answer to 1.2\nlabels = {}"])
    told = json.loads(path.read_text(encoding="utf-8"))["metadata"]["seminar"]["attempts"]
    assert told == {"1.2": {"answers": [WRONG], "count": 1, "opened": 0}}


def test_where_a_grader_runs_it_nothing_is_counted(desk, afresh, monkeypatch):
    afresh()
    for name in ("SEMINAR_GRADING", "NBGRADER_EXECUTION"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "1")
            for n in range(9):
                assert not checking.check("1.2", WRONG | {"a": ["said", "silent"][n % 2], "b": "implied"}).taken
    assert not (desk / "my_answers.json").exists()
