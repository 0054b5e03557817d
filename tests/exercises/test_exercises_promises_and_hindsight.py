"""Rules of exercises 6 and 7: full, half and no credit worked out by hand, gaps, and answers that are no answers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.exercises import build, marking
from seminar.exercises.tasks import RULES
from seminar.tables import read

TASKS = {t.id: t for n in ("06_red_lines_and_promises", "07_hindsight") for t in build.read(n).tasks.values()}


def credits(task_id: str, answer: object, **changed: object) -> list[float]:
    task = TASKS[task_id]
    (name,) = task.rules
    parameters = json.loads(json.dumps(task.parameters)) | changed
    return [part.credit for part in RULES[name](marking.plain(answer), parameters, {})]


def message(task_id: str, answer: object) -> str:
    task = TASKS[task_id]
    return marking.mark(task.public(), marking.plain(answer), task.key(1), RULES, {}).message


# --- 6.2


def test_what_three_papers_tell_of_four_ends():
    """By hand: 60 is too far for the Armenian leader, 50 for those at home, and 42 passes. So the leader's end is 50 to 59, that at home 42
    to 49, and both in Baku are 42 or less."""
    ends = {"leader": (50, 59), "home": (42, 49), "baku": (0, 42)}
    right = {
        "a": ends["home"][1] < 55,
        "b": None if ends["baku"][1] > 45 else False,
        "c": None if ends["home"][0] < 46 <= ends["home"][1] else True,
        "d": False,
        "e": ends["home"][1] < 50,
        "f": None,
        "g": False,
        "h": ends["home"][0] + 10 >= 50,
    }
    words = {True: "follows", False: "ruled out", None: "left open"}
    accepted = {item: next(iter(values)) for item, values in TASKS["6.2"].accept.items()}
    assert accepted == {item: words[is_so] for item, is_so in right.items()}


# --- 6.4

FOLDED = {"a": "sign", "b": "hand_over", "c": "insist", "d": "wait", "e": "help", "f": "watch"}


def test_a_slip_at_a_node_costs_that_node_only_if_the_rest_follows_from_it():
    # d wrongly: 2 for Russia after looking away, so insisting stays right, and all above it
    assert sum(credits("6.4", FOLDED | {"d": "resume"})) == 5
    # f wrongly: Turkey then has 0 by helping and 2 by staying back; Azerbaijan 8 by signing and 4 by fighting
    assert sum(credits("6.4", FOLDED | {"f": "step_in", "e": "stay_back"})) == 5
    # c wrongly: Armenia then has 8 by putting off; Azerbaijan then 3 by signing and 6 by fighting
    assert sum(credits("6.4", FOLDED | {"c": "look_away", "b": "put_off", "a": "fight"})) == 5
    # c wrongly and nothing else changed: Armenia would put off, so b is wrong too; a follows from the b that was chosen
    assert sum(credits("6.4", FOLDED | {"c": "look_away"})) == 4


def test_help_begins_at_the_lowest_node():
    assert "“f”" in message("6.4", FOLDED | {"a": "fight", "f": "step_in"})
    assert "still empty" in message("6.4", FOLDED | {"a": ""})


# --- 6.5


@pytest.mark.parametrize(
    "change, earned",
    [
        (("late", "RUS", 3.9), [1, 1]),  # Russia has 4 by looking away
        (("half_way", "RUS", 5.1), [1, 1]),  # the same comparison from its other end
        (("late", "RUS", 3.8), [1, 1]),  # 1.2 where a little over 1 is enough
        (("late", "RUS", 3.5), [1, 0]),
        (("late", "RUS", 0), [1, 0]),
        (("war_decides", "AZE", 8.1), [1, 0]),
        (("on_time", "AZE", 5.9), [1, 0]),
        (("late", "RUS", 4), [0, 0]),  # a tie: Russia may then do either
        (("half_way", "ARM", 0), [0, 0]),
        (("late", "RUS", 5), [0, 0]),
    ],
)
def test_the_hinge_is_the_smallest_change_that_turns_the_first_move(change, earned):
    assert credits("6.5", {"change": change}) == earned


def test_a_change_that_is_not_complete_gets_a_sentence():
    for odd in (("late", "RUS", None), ("", "RUS", 3)):
        assert credits("6.5", {"change": odd}) == [0, 0] and "needed" in message("6.5", {"change": odd})


# --- 6.6


def test_each_deal_fails_at_one_capital_and_only_what_moves_that_one_can_save_it():
    """By hand: pressing on is worth 0.2 * 1 + 0.8 * 8 = 6.6. Stopping with A is worth 3 + 7 * 0.4 = 5.8, with B 3 + 7 * 0.6 = 7.2: A fails in
    Baku. War leaves Yerevan 0.2. A kept leaves 0.6 and broken 0.08: 0.6 * 0.6 + 0.4 * 0.08 = 0.392. B kept leaves 0.4 and broken 0.02:
    0.35 * 0.4 + 0.65 * 0.02 = 0.153: B fails in Yerevan."""
    baku = dict.fromkeys("ae", "A")  # moves Baku's comparison towards stopping
    yerevan = dict.fromkeys("bdf", "B")  # moves Yerevan's towards the deal
    right = baku | yerevan | {"c": "neither", "g": "neither", "h": "both"}
    assert {item: next(iter(values)) for item, values in TASKS["6.6"].accept.items()} == right


# --- 7.1


def test_the_score_by_hand():
    brier = TASKS["7.1"].solution
    assert brier({"A": 0.8, "B": 0.8, "C": 0.5}, {"A": True, "B": False, "D": True}) == pytest.approx((0.04 + 0.64) / 2)


def test_inputs_have_questions_without_a_chance_and_without_an_outcome():
    for chances, outcomes in TASKS["7.1"].inputs("any seed"):
        assert set(chances) - set(outcomes) and set(outcomes) - set(chances) and set(chances) & set(outcomes)


# --- 7.2

GOOD = ("The foreign ministers of Armenia and Azerbaijan meet", "2020-12-31", "settlement", 0.5)
OTHERS = {
    "second": GOOD,
    "third": ("Baku publishes a list of its dead", "2020-12-31", "settlement", 0.5),
    "fourth": ("The parliament in Yerevan votes on a paper", "2020-12-31", "settlement", 0.5),
}


@pytest.mark.parametrize(
    "entry, passed",
    [
        (("Lachin or Kalbajar is entered by a convoy", "2021-10-16", "war", 0.5), [1, 1]),
        (("Armenians return to one named village", "2020-10-17", "war", 0.5), [1, 1]),
        (("Tension around Lachin is high again", "2020-12-31", "war", 0.5), [0, 1]),
        (("Aliyev speaks", "2020-12-31", "war", 0.5), [0, 1]),
        (("Aliyev and Pashinyan meet in person", "31.12.2020", "war", 0.5), [1, 0]),
        (("Aliyev and Pashinyan meet in person", "2020-10-16", "war", 0.5), [1, 0]),
        (("Aliyev might meet Pashinyan in person", "2020-12-31", "war", 0.5), [0, 1]),
        (("", "", "", None), [0, 0]),
    ],
)
def test_a_signpost_that_cannot_be_seen_or_has_no_day_is_told(entry, passed):
    found = credits("7.2", {"first": entry} | OTHERS)
    assert found[:2] == passed and found[2:8] == [1] * 6


def test_signposts_that_all_point_one_way_are_told():
    one_way = {"first": ("Aliyev and Pashinyan meet in person", *GOOD[1:])} | OTHERS
    assert credits("7.2", one_way) == [1] * 8 + [0]
    assert credits("7.2", one_way | {"third": (*OTHERS["third"][:2], "war", 0.5)}) == [1] * 9


def test_the_same_signpost_four_times_is_one():
    found = credits("7.2", dict.fromkeys(("first", "second", "third", "fourth"), GOOD))
    assert found == [1, 1, 0, 1, 0, 1, 0, 1, 0]


def test_a_chance_that_is_certain_is_refused():
    certain = dict.fromkeys(("first", "second", "third", "fourth"), (*GOOD[:3], 1))
    assert "from 0.01 to 0.99" in message("7.2", certain)


# --- 7.3

GISTS = read("article_paragraphs").gist.tolist()
MEMO = {
    slot: " ".join(" ".join(GISTS[3 * n : 3 * n + 3]).split()[:68]) + ". "
    for n, slot in enumerate(("claim", "because", "unless", "watch_for"))
}
MEMO["claim"] = "Do this by Monday (P10), (P14), (P17). " + MEMO["claim"]


@pytest.mark.parametrize("option", ["stay_out", "intervene", "coerce", "two_layer", "ankara"])
def test_whatever_is_advised_earns_the_same(option):
    assert credits("7.3", MEMO | {"advised": option, "first_in_my_model": option}) == [1] * 7


def test_advice_against_ones_own_model_needs_the_words():
    against = {"advised": "stay_out", "first_in_my_model": "ankara"}
    assert credits("7.3", MEMO | against) == [1] * 6 + [0]
    assert (
        credits("7.3", MEMO | against | {"unless": MEMO["unless"] + "My model differs, for it leaves out time."})
        == [1] * 7
    )


def test_a_name_that_is_no_option_is_told():
    assert "There is no option “war”" in message("7.3", MEMO | {"advised": "war", "first_in_my_model": "ankara"})
    assert "or none" in message("7.3", MEMO | {"advised": "ankara", "first_in_my_model": "Ankara deal"})
    assert credits("7.3", MEMO | {"advised": "ankara", "first_in_my_model": "none"})[-1] == 0


# --- whatever comes in

FIELDS = st.none() | st.sampled_from(["", "sign", "RUS", "late", "two_layer", "2020-12-31", "war"]) | st.floats(0, 1)


@given(st.data())
def test_no_answer_breaks_a_rule(data):
    for task in TASKS.values():
        form = task.form
        if form["shape"] != "map":
            continue
        entry = FIELDS if len(form["fields"]) == 1 else st.lists(FIELDS, min_size=0, max_size=len(form["fields"]))
        answer = data.draw(st.fixed_dictionaries(dict.fromkeys(form["items"], entry)))
        mark = marking.mark(task.public(), marking.plain(answer), task.key(1), RULES, {})
        assert 0 <= mark.points <= mark.out_of and mark.message
