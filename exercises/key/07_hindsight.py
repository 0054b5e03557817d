# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% tags=["key"]
from seminar.exercises.build import Slip, Task
from seminar.forecasts.model import mean_penalty, scores
from seminar.memo import model as memo
from seminar.tables import read

TITLE = "Exercise 7: hindsight"


# --- 7.1
def brier(chances, outcomes):
    return mean_penalty(scores(chances, outcomes))


def draw(chance):
    """Invented questions: some without a chance, some not yet come out, at least two with both; one was sure and wrong."""
    names = [f"Q{n}" for n in chance.sample(range(1, 60), chance.randint(6, 9))]
    sure, wrong, open_still, silent, *_ = names
    chances = {q: chance.choice([0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95]) for q in names if q != silent}
    outcomes = {q: chance.random() < 0.5 for q in names if q != open_still}
    chances[sure], outcomes[sure], outcomes[wrong] = 1, False, chances[wrong] < 0.5
    return [chances, outcomes]


def over_all_outcomes(chances, outcomes):
    return sum((chances[q] - outcomes[q]) ** 2 for q in outcomes if q in chances) / len(outcomes)


def without_the_square(chances, outcomes):
    both = [q for q in outcomes if q in chances]
    return sum(abs(chances[q] - outcomes[q]) for q in both) / len(both)


def silence_as_a_coin(chances, outcomes):
    return sum((chances.get(q, 0.5) - outcomes[q]) ** 2 for q in outcomes) / len(outcomes)


def adds_up(chances, outcomes):
    return sum((chances[q] - outcomes[q]) ** 2 for q in outcomes if q in chances)


def share_of_hits(chances, outcomes):
    both = [q for q in outcomes if q in chances]
    return sum((chances[q] > 0.5) == outcomes[q] for q in both) / len(both)


# --- 7.2
moods = [
    "tension",
    "tense",
    "mood",
    "climate",
    "atmosphere",
    "improv",
    "worsen",
    "deteriorat",
    "serious",
    "significant",
    "more aggressive",
    "less aggressive",
    "situation",
    "feel",
    "will want",
]
hedges = ["may", "might", "could", "perhaps", "maybe", "possibly", "probably", "likely", "seems?", "hopes?", "wants?"]
FIRST, LAST = "2020-10-17", "2021-10-16"
order = ["first", "second", "third", "fourth"]

# --- 7.3
labels = dict(read("memo_slots").sort_values("order")[["slot_id", "label"]].itertuples(index=False, name=None))
options = dict(read("options")[["option_id", "label"]].itertuples(index=False, name=None))
last = max(int(p[1:]) for p in read("article_paragraphs").paragraph)
rubric = read("rubrics")
slots = [*labels, "advised", "first_in_my_model"]
least = dict.fromkeys(labels, 20) | {"claim": 12}  # words: the claim is one sentence

# for the slips: four parts of 70 words, three citations, and nothing to advise
gists = read("article_paragraphs").drop_duplicates("paragraph").gist.tolist()
sample = {slot: " ".join(" ".join(gists[3 * n : 3 * n + 3]).split()[:70]) for n, slot in enumerate(labels, start=1)} | {
    "advised": "two_layer",
    "first_in_my_model": "two_layer",
}
sample["claim"] = "Do this by Monday (P10), (P14), (P17). " + sample["claim"]
filler = "One sentence of a memo. " * 12
syllables = " ".join(
    f"{a}{b}{c}" for a in ("ba", "ko", "ri", "tu") for b in ("me", "sa", "no", "li") for c in ("pe", "du", "fo", "gy")
)
assert all(c.passed for c in memo.check(sample, labels, last, "two_layer", ["two_layer"], options))

TEXTS = {
    "first_day": "17 October 2020",
    "last_day": "16 October 2021",
    "options": "; ".join(f'`"{o}"` ({label})' for o, label in options.items()),
    "words": memo.WORDS,
    "least": memo.WORDS - 3 * memo.MARGIN,
    "most": memo.WORDS + memo.MARGIN,
    "citations": memo.CITATIONS,
    "least_claim": least["claim"],
    "least_part": least["because"],
    "rubric": "\n".join(f"- **{r.what}** {r.question}" for r in rubric.itertuples()),
}


# --- 7.5: eight sentences said afterwards
traps = {
    "a": "hindsight",
    "b": "resulting",
    "c": "neither",
    "d": "hindsight",
    "e": "resulting",
    "f": "resulting",
    "g": "neither",
    "h": "hindsight",
}
trap_names = ["hindsight", "resulting", "neither"]
given = 0.7
TEXTS |= {"given": f"{given:.0%}".replace("%", " per cent"), "penalty": f"{(given - 1) ** 2:.2f}"}

TASKS = [
    Task(
        id="7.1",
        name="brier",
        title="Score the forecasts",
        points=4,
        kind="function",
        form={
            "shape": "function",
            "name": "brier",
            "arguments": ["chances", "outcomes"],
            "returns": "the mean Brier score",
        },
        outcome="score forecasts, and leave out what cannot be scored",
        solution=brier,
        draw=draw,
        calls=4,
        reasons={"7.1": "Only questions with both a chance and an outcome can be scored (seminar.forecasts.model)."},
        help="Work one small case out by hand: two questions with both, one without a chance, one without an outcome.",
        slips=(
            Slip("divides by all outcomes", over_all_outcomes, 0),
            Slip("no square", without_the_square, 0),
            Slip("takes silence as a coin", silence_as_a_coin, 0),
            Slip("adds up and does not divide", adds_up, 0),
            Slip("counts hits", share_of_hits, 0),
        ),
    ),
    Task(
        id="7.2",
        name="signposts",
        title="Four signposts",
        points=6,
        kind="prose",
        form={
            "shape": "map",
            "items": order,
            "fields": [
                {"name": "sentence", "shape": "text"},
                {"name": "day", "shape": "text"},
                {"name": "way", "allowed": ["war", "settlement"]},
                {"name": "chance", "low": 0.01, "high": 0.99},
            ],
        },
        outcome="say beforehand what you would have to see to change your mind",
        rules=("signposts",),
        parameters={
            "moods": moods,
            "hedges": hedges,
            "first": FIRST,
            "last": LAST,
            "ways": ["war", "settlement"],
        },
        reasons={
            "7.2": "One and a half points for each signpost. Half: two people on the spot would agree whether it has happened; “tension” and “may” leave it open. Half: it points the way that is written beside it, and would have told a ministry something. Half: its chance fits what could be known on 16 October 2020, whatever came. No event and no way is better than another."
        },
        help="Would two people with opposite views agree, on that day, whether it has happened?",
    ),
    Task(
        id="7.3",
        name="memo_parts",
        title="A memo of 300 words",
        points=9,
        kind="property",
        form={"shape": "map", "items": slots, "fields": [{"name": "text", "shape": "text"}]},
        outcome="give advice that others can check: four parts, its evidence, and its place in your own model",
        rules=("memo_structure",),
        parameters={"labels": labels, "options": options, "last": last, "least": least},
        reasons={
            "7.3": "Structure only, as lesson 7 checks it: four parts in sentences on this case, length, citations, agreement with the student's own model or a reason why not. Any option earns the same; the sample is one memo among many."
        },
        help="Lesson 7 shows the four parts with a pattern for each.",
        slips=(
            Slip(
                "the same sentence forty-eight times",
                sample | dict.fromkeys(labels, filler) | {"claim": f"{filler} (P10), (P14), (P17)"},
                0,
            ),
            Slip("syllables", sample | dict.fromkeys(labels, f"{syllables}. (P1) (P2) (P3)"), 0),
            Slip("one part, and three without a word", sample | dict.fromkeys([*labels][1:], "x."), 5.2),
            Slip("no citations", {k: v.replace("(P", "(p. ") for k, v in sample.items()}, 7.8),
            Slip("no condition", sample | {"unless": ""}, 7.8),
            Slip("not the winner of the own model, and no word on why", sample | {"advised": "stay_out"}, 7.8),
            Slip("a paragraph that there is not", sample | {"unless": sample["unless"] + " (P31)"}, 7.8),
            Slip("a topic for a memo", sample | {"because": "It is complicated.", "watch_for": "Everything."}, 7.8),
        ),
    ),
    Task(
        id="7.4",
        name="objection",
        title="The strongest objection",
        points=21,
        kind="prose",
        form={"shape": "text", "at_least": 40, "at_most": 120},
        outcome="state the best case against your own advice fairly, and answer it",
        reasons={
            "7.4": "A person marks the memo of 7.3 and this text together by the rubric (data/rubrics), scaled from its points to 21."
        },
    ),
    Task(
        id="7.5",
        name="traps",
        title="Two traps, afterwards",
        points=4,
        form={"shape": "map", "items": list(traps), "fields": [{"name": "trap", "allowed": trap_names}]},
        outcome="judge whether a judgement made afterwards leans on how it ended",
        accept={item: {trap: 1} for item, trap in traps.items()} | {"f": {"resulting": 1, "hindsight": 0.5}},
        reasons={
            "a": "Whoever knows the end thinks that it could be seen (Fischhoff 1975). Nothing written at the time is named.",
            "b": "A decision is called wrong because of its result (Baron and Hershey 1988). What was known on that day is not asked.",
            "c": "A chance written down before, and a penalty by a rule. It says of one forecast what can be said.",
            "d": "Memory moves towards what came; there is no note to hold it.",
            "e": "The same as “b” with a good end: a decision is called right because of its result.",
            "f": "Things with a chance of a fifth happen, one time in five. Half for hindsight: “should have known” is its language.",
            "g": "What was known and which ways were open comes first; the result is named, and does not decide.",
            "h": "One end is picked out afterwards as the only one possible. Two other ends would be the step against it.",
        },
        hints={
            "a": "For “a”: does the speaker judge a decision, or say what could be seen?",
            "b": "For “b”: by what is the decision judged?",
            "c": "For “c”: when was the chance written down?",
            "d": "For “d”: where does that stand in writing?",
            "e": "For “e”: compare it with “b”.",
            "f": "For “f”: how often should something with a chance of a fifth happen?",
            "g": "For “g”: by what is the decision judged?",
            "h": "For “h”: how many ends does the speaker think were possible?",
        },
        help="One trap is about how likely the end seemed, the other about how good the decision was.",
        slips=(
            Slip("whoever speaks afterwards is biased", traps | {"c": "hindsight", "g": "hindsight"}, 3),
            Slip("only bad ends mislead", traps | {"e": "neither"}, 3.5),
            Slip("all the same", dict.fromkeys(traps, "hindsight"), 1.8),
        ),
    ),
]

# %% [markdown] id="title"
# # Exercise 7: hindsight
#
# Five tasks on lesson 7, about 65 minutes, most of them for the memo. The first needs three lines of Python, and the others need none.
#
# This exercise knows what came after 16 October 2020. Its tasks take you back to that day. Nothing here asks for the right advice: there is no such key. A program checks whether others could check you, and a person marks how well you argue.
#
# **Run the next cell first.**

# %% [markdown] prompt="7.1"
# Write the function `brier`. It takes two dictionaries: `chances`, from question to the chance that was given, 0 to 1, and `outcomes`, from question to `True` or `False`. It returns the mean Brier score: the mean of the squared distances between the chance and what happened, with 1 for `True` and 0 for `False`.
#
# Some questions have no chance, because the forecaster left them out. Some have no outcome yet. Neither can be scored: leave them out of the sum, and out of the number by which you divide.
#
# In Python, `True` counts as 1 and `False` as 0 in a sum, `question in chances` asks whether there is a chance, and `2 ** 2` is a square. The check calls your function with forecasts that are made up. How good your own forecasts were is not marked, here or anywhere.


# %% answer="7.1"
def brier(chances, outcomes):
    penalties = []
    for question in outcomes:
        pass  # two lines stand here, in the place of this one
    return None  # and what should be returned?


### BEGIN SOLUTION
def brier(chances, outcomes):
    penalties = []
    for question in outcomes:
        if question in chances:
            penalties.append((chances[question] - outcomes[question]) ** 2)
    return sum(penalties) / len(penalties)


### END SOLUTION

# %% [markdown] prompt="7.2"
# Go back to 16 October 2020. Write four signposts for the year that follows: things that would tell a ministry where the conflict is going. Each has
#
# - a **sentence** that says who does what, or what is done where: an act that a reporter on the spot could see, in ten words or so, without "may" or "might", since your doubt is the chance;
# - a **day** by which it would be seen, from {{first_day}} to {{last_day}}, written as `"2020-12-31"`;
# - the **way** that it points, `"war"` or `"settlement"`; not all four may point the same way;
# - the **chance** that you would have given it on that day, from 0.01 to 0.99.
#
# You know what came. So choose at least one signpost that nobody ever saw, and give each the chance that was sensible on that day. The check says where a signpost can perhaps not be seen, has no day or repeats another; it gives no points. A person does, one and a half for each signpost: half a point if two people on the spot would agree whether it has happened; half if it points that way, and a ministry would not have known it anyhow; half if its chance fits what could be known on that day. Which way it points costs nothing.

# %% answer="7.2"
signposts = {
    "first": ("", "", "", None),
    "second": ("", "", "", None),
    "third": ("", "", "", None),
    "fourth": ("", "", "", None),
}
### BEGIN SOLUTION
signposts = {
    "first": ("The foreign ministers of Armenia and Azerbaijan meet in one room", "2020-10-31", "settlement", 0.6),
    "second": ("Baku announces that its forces have entered Lachin or Kalbajar", "2020-12-31", "war", 0.4),
    "third": (
        "Russian observers are sent, and both governments have agreed in public",
        "2021-03-31",
        "settlement",
        0.3,
    ),
    "fourth": ("The Turkish defence ministry says that its own aircraft have struck", "2020-12-31", "war", 0.05),
}
### END SOLUTION

# %% [markdown] prompt="7.3"
# Put the memo of lesson 7 here, part by part. It is dated 16 October 2020, and knows nothing later. The minister is that of Russia, or of another state that you name in the first sentence. The four parts together have about {{words}} words ({{least}} to {{most}}), and cite at least {{citations}} different paragraphs, such as (P10). Write sentences: {{least_claim}} words or more in the claim, and {{least_part}} in each of the other parts.
#
# - `"advised"` is the option for Russia that your claim recommends, or comes nearest to: {{options}}.
# - `"first_in_my_model"` is the option that comes first in the model that you exported in lesson 5. If it is another one, say in the memo why, with the words "my model".
#
# To keep a long text readable, write it between three quotation marks on each side: `"""…"""`. Which option you recommend earns nothing and costs nothing.

# %% answer="7.3"
memo_parts = {
    "claim": """ """,
    "because": """ """,
    "unless": """ """,
    "watch_for": """ """,
    "advised": "",
    "first_in_my_model": "",
}
### BEGIN SOLUTION
memo_parts = {
    "claim": """Minister, propose by Monday that the co-chairs in Moscow put one paper before both sides, with dates for the
districts and observers on the line; if order and speed collide, put the dates first.""",
    "because": """Baku is unlikely to stop before it has a political solution that it can show (P10), and Yerevan may see
the return of the districts as the lesser evil (P17). A paper with dates speaks to both. To stand aside costs us thanks in
Baku, and may end with fighting over Karabakh itself (P11). To join the fighting costs us Baku for decades (P12). To press a
paper that elites on both sides reject may cost us both capitals later (P13), so the co-chairs should ask for assent at home
before anyone signs. The strongest objection is that a promise without force behind it persuades nobody (P23). I answer that
observers on the ground, to whom both governments have agreed, make a breach visible on the day, and that this is what both
most lack. All of this is the author's judgement, and not yet fact.""",
    "unless": """Unless by the end of October one of the two governments refuses the dates in public, in which case stay out,
keep the lines to both open, and offer help to civilians on both sides while the fighting lasts.""",
    "watch_for": """By 25 October, the foreign ministers of Armenia and Azerbaijan meet in one room: then send the paper. By
31 October, Baku names a day for the first stage, or Yerevan names the first district: then send the observers. By 7 November,
Ankara asks for a seat in public and no capital of the co-chairs answers: then the paper is losing ground, and this advice
should be read again. By the same day, no truce of more than two days has held: then the paper came too late.""",
    "advised": "two_layer",
    "first_in_my_model": "two_layer",
}
### END SOLUTION

# %% [markdown] prompt="7.4"
# What would the best adviser on the other side of the table say against your memo? Put the objection so that this person would sign it, and then answer it, in 40 to 120 words. A person reads your memo and this text together, by these questions. No question asks which option you recommend.
#
# {{rubric}}

# %% answer="7.4"
objection = """

"""
### BEGIN SOLUTION
objection = """
The objection: dates are promises, and for thirty years promises here came to nothing, on one side and the other. Whoever is winning has
no reason to wait for a paper, and whoever is losing will sign what it does not mean to keep. My answer: that is true of a
paper alone. It is less true of one under which every stage gives both sides something on the same day, and in which a breach is
seen at once by people whom both have let in. Should neither be to be had, I have said when to give this advice up.
"""
### END SOLUTION

# %% [markdown] prompt="7.5"
# May one judge those who decided before the war by how it ended? Eight sentences said afterwards, all of them invented. Does the sentence fall into a trap of lesson 7?
#
# - `"hindsight"`: hindsight bias. The end is thought likelier, or easier to see, because it is known;
# - `"resulting"`: a decision or a forecaster is judged by the result alone;
# - `"neither"`.
#
# Whether you share what is said does not count.
#
# - **a** "In September 2020 anybody with eyes could see that the line would not hold."
# - **b** "Yerevan turned a plan down, and lost more in the war. So it was wrong to turn it down."
# - **c** "On 16 October I wrote: {{given}} that the fighting is still going on in a week. It was. My penalty on this question is {{penalty}}."
# - **d** "I always thought that Russian soldiers would come in the end. I did not write it down, but I remember it well."
# - **e** "Baku turned a plan down, and won more in the war. So it was right to turn it down."
# - **f** "She gave it one chance in five, and it happened. She should have known better: a bad forecaster."
# - **g** "The mediators knew of no paper that both would sign that week. With this, to ask for a truce first was sensible; that it did not hold does not change my mind."
# - **h** "Once Ankara stood behind Baku, there was only one way for it to end."

# %% answer="7.5"
traps = {
    "a": "",
    "b": "",
    "c": "",
    "d": "",
    "e": "",
    "f": "",
    "g": "",
    "h": "",
}
### BEGIN SOLUTION
traps = {"a": "hindsight", "b": "resulting", "c": "neither", "d": "hindsight"}
traps |= {"e": "resulting", "f": "resulting", "g": "neither", "h": "hindsight"}
### END SOLUTION
