"""Nonsense of the right shape earns at most a fifth of a task; short and plain answers of students who mean them lose nothing."""

from __future__ import annotations

import random

import pytest

from seminar.exercises import build, marking, wording
from seminar.exercises.tasks import RULES
from seminar.tables import read

TASKS = {t.id: t for n in build.names() for t in build.read(n).tasks.values()}
PARTS = ("claim", "because", "unless", "watch_for")


def marked(task_id: str, answer: object) -> marking.Mark:
    task = TASKS[task_id]
    return marking.mark(task.public(), marking.plain(answer), task.key(1), RULES, {})


def syllables(count: int) -> str:
    chance = random.Random(3)
    parts = ["ba", "ko", "ri", "tu", "me", "sa", "no", "li", "pe", "du"]
    return " ".join("".join(chance.choices(parts, k=3)) for _ in range(count)) + "."


def memo(**parts: str) -> dict:
    return {"advised": "ankara", "first_in_my_model": "ankara"} | parts


TEAPOTS = """
[1]: Purple teapots sing on Tuesdays. (P14)
  + <2>: Some soup is usually taller. #unstated
    + <3>: The moon eats blue carpets. (P10)
    + <4>: Nine ducks own a lamp. (P11)
    + <5>: My sock prefers loud cheese. (P12)
  + <6>: Green ladders dream of butter. (P13)
    + <7>: Every pencil has a cousin. (P13)
  + <8>: A cold violin drinks rain. (P14)
"""
KITCHEN = (
    "The committee of lemons decided yesterday that breakfast is a serious matter for the entire kitchen, and the spoons should consider "
    "carefully how to respond to the growing threat of cold porridge before the end of the season. "
)
DAYS = ["2020-12-31", "2021-03-31", "2021-06-30", "2021-09-30"]
WAYS = ["war", "settlement"] * 2
ORDER = ["first", "second", "third", "fourth"]
BANANAS = ["Baku held a purple banana upside down", "Moscow fell in the green soup"]
BANANAS += ["Ankara cuts nine invisible moustaches today", "Putin signs nothing at all on Tuesday"]
SAYS = [f"Putin says {word} in Moscow" for word in ("one", "two", "three", "four")]


def signposts(sentences: list[str]) -> dict:
    return {i: (said, day, way, 0.5) for i, said, day, way in zip(ORDER, sentences, DAYS, WAYS, strict=True)}


NONSENSE = [
    ("1.3", TEAPOTS),
    ("1.3", TEAPOTS.replace("Purple", "Baku: purple")),
    ("1.3", TEAPOTS.replace("]: ", "]: In Baku ").replace(">: ", ">: In Moscow ")),
    ("5.1", dict.fromkeys(("no_war", "security"), (-3, -1.5, 0.5, "overlap", "overlap"))),
    ("5.1", dict.fromkeys(("no_war", "security"), (-3, -1.5, 0.5, 0, 0))),
    ("5.8", syllables(80)),
    ("7.2", signposts(BANANAS)),
    ("7.2", signposts(SAYS)),
    ("7.3", memo(**dict.fromkeys(PARTS, syllables(70)) | {"claim": syllables(70) + " (P1) (P2) (P3)"})),
    ("7.3", memo(**dict.fromkeys(PARTS, "x.") | {"claim": syllables(265) + " (P1) (P2) (P3)"})),
    ("7.3", memo(**dict.fromkeys(PARTS, "One sentence of a memo. " * 12) | {"claim": "Go on. (P1) (P2) (P3)"})),
    ("7.3", memo(**dict.fromkeys(PARTS, KITCHEN * 2) | {"claim": KITCHEN + " (P1) (P2) (P3)"})),
    ("7.4", syllables(60)),
]


@pytest.mark.parametrize(("task", "answer"), NONSENSE, ids=[f"{task} {n}" for n, (task, _) in enumerate(NONSENSE)])
def test_nonsense_of_the_right_shape_earns_a_fifth_at_most(task, answer):
    assert marked(task, answer).points <= TASKS[task].points / 5


ONE_WORD = [t for t in TASKS.values() if t.kind == "key" and len(t.form.get("fields", [])) == 1]


@pytest.mark.parametrize("task", ONE_WORD, ids=[t.id for t in ONE_WORD])
def test_one_word_in_every_entry_earns_less_than_half(task):
    (field,) = task.form["fields"]
    best = max(marked(task.id, dict.fromkeys(task.form["items"], word)).points for word in field["allowed"])
    assert best <= 0.45 * task.points


# --- two students who are not strong, and who mean what they write

MAPS = [
    """
[1]: There is no good way for Russia. (P10)
  + <2>: Doing nothing is bad for it. #unstated
    + <3>: Azerbaijan will say thank you to Turkey. (P11)
    + <4>: Then they want all of Karabakh. (P11)
  + <5>: War on Armenia's side is bad too. #unstated
    + <6>: It loses Azerbaijan for many years. (P12)
    + <7>: Turkey gets stronger. (P13)
  + <8>: Forcing a deal makes new people come who don't like Moscow. (P13)
  + <9>: So it does two things at the same time. (P14)
""",
    """
Russia chose a middle way with two levels. (P14)
  + It does not want to be a bad ally, and not a new war. (P14)
  + The fighting goes on until somebody stops Baku. (P10)
    + Losing a neighbour hurts a big country. #unstated
      + With war it would be lost for decades. (P12)
    + Ankara gets the thanks. (P11)
  + Leaders who sign can fall. (P13)
    + After them others could go to the West or to Turkey. (P13)
""",
]


@pytest.mark.parametrize("answer", MAPS)
def test_a_plain_map_in_words_of_ones_own_loses_nothing(answer):
    assert marked("1.3", answer).state == "right", marked("1.3", answer).message


SHORT = memo(
    claim="Minister, do not send soldiers. Ask the co-chairs for a plan with dates before the end of October, and let both sides say yes "
    "or no (P8).",
    because="If we fight for Armenia, we lose Azerbaijan for a very long time (P12), and Turkey can be stronger after it (P13). If we do "
    "nothing, Baku takes the land with force and thanks Turkey, not us (P11), and maybe it wants Karabakh too. So both are bad for us. The "
    "plan is not perfect, and the article only thinks that it can work. But Yerevan can live with it, because it is better than war (P17), "
    "and Baku gets something that it can show at home. The other questions come later (P18). A big problem is that nobody trusts a paper. "
    "That is why we need observers there who see who breaks it. I think both capitals must agree to them, or it is only our plan and not "
    "theirs. We should also not make a deal only with Ankara, because then we pay for it again and again (P25).",
    unless="Unless one of the two says no in public before November. Then we wait, keep talking with both, and help people who had to leave.",
    watch_for="By 25 October the two foreign ministers meet: then we send the plan. By 31 October Baku or Yerevan names the first district: "
    "then observers can go. If there is no truce for two days until 7 November, the plan came too late and we must think again.",
)
MODEL = SHORT | {
    "first_in_my_model": "two_layer",
    "because": SHORT["because"] + " My model says another thing, because it does not know how long the war is.",
}


@pytest.mark.parametrize("answer", [SHORT, MODEL], ids=["agrees with the model", "says why not"])
def test_a_plain_memo_of_a_student_who_means_it_loses_nothing(answer):
    assert marked("7.3", answer).state == "right", marked("7.3", answer).message


def test_ranges_that_somebody_thought_of_earn_all_wherever_they_lie():
    """By the board: on no_war staying out goes from -1 to 0, two layers from -2 to 0; on security from -2 to 0, and from -1 to 1."""
    wide = {"no_war": (-2.5, -1, 0.5, 1, 2), "security": (-2, -1, 0, 2, 1)}
    far = {"no_war": (-3, -3, -2.5, 0, 0), "security": (0.5, 1, 1.5, 0, 0.5)}
    assert marked("5.1", wide).state == marked("5.1", far).state == "right"


def test_signposts_are_read_by_a_person_and_the_check_only_advises():
    vague = signposts(["Tension in Karabakh is high again", *SAYS[1:]])
    made = marked("7.2", vague)
    assert made.state == "for a person" and "“tension” cannot be seen" in made.message
    assert "“" not in marked("7.2", signposts(SAYS)).message


# --- what tells one from the other


def test_what_the_tables_say_in_english_is_about_half_small_words_and_syllables_have_none():
    gists = " ".join(read("article_paragraphs").gist)
    assert wording.small_share(gists) > 0.35 and wording.small_share(syllables(99)) == 0 == wording.small_share("")


def test_forms_of_one_word_share_a_stem_and_small_words_have_none():
    assert wording.stems("thank thanks thankless") == {"than"} and wording.stems("it is not the (P14)") == set()
