# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% tags=["key"]
from dataclasses import replace

from seminar.exercises.build import Slip, Task
from seminar.kit.words import number_word
from seminar.tables import read
from seminar.tradeoffs import model as tradeoffs
from seminar.tradeoffs.acceptability import MODES, acceptability, lead

TITLE = "Exercise 5: the menu of options"
options, criteria = read("options"), read("criteria")
names, interests = options.option_id.tolist(), criteria.criterion_id.tolist()
scores = tradeoffs.Scores.from_table(read("consequences"), tuple(names), tuple(interests))
uncertain = options.option_id[options.uncertain].iloc[0]

# --- 5.1 and 5.8: the scores of one option that the article does not give
silent = read("consequences").query("basis == 'silent' and option_id == 'coerce'")
empty = silent.criterion_id.tolist()
assert len(empty) == 2, (
    f"Tasks 5.1 and 5.8 ask about the two scores of 'coerce' that the article does not give; data/consequences.csv has {len(empty)} "
    f"with basis 'silent' ({', '.join(empty)}). Give a source to those that have one, or write the two tasks for {len(empty)}."
)
ends = [{"name": end, "low": tradeoffs.LOWEST, "high": tradeoffs.HIGHEST} for end in ("low", "middle", "high")]
rivals_of = {"shared with staying out": "stay_out", "shared with two layers": "two_layer"}
ends += [{"name": name, "low": 0, "high": tradeoffs.HIGHEST - tradeoffs.LOWEST} for name in rivals_of]

# --- 5.2: what an adviser says, once in words and once for the rule
says = [
    {"words": "I would first move staying out of war.", "sum": {"no_war": 1}, "is": 100, "sign": "="},
    {"words": "Baku and Yerevan are worth the same to me.", "sum": {"baku": 1, "yerevan": -1}, "is": 0, "sign": "="},
    {
        "words": "Peace is worth twice as much as being the mediator.",
        "sum": {"peace": 1, "mediator": -2},
        "is": 0,
        "sign": "=",
    },
    {
        "words": "Turkey is worth as much as Baku and the mediator together.",
        "sum": {"turkey": 1, "baku": -1, "mediator": -1},
        "is": 0,
        "sign": "=",
    },
    {
        "words": "The first place is worth as much as Turkey and half of peace.",
        "sum": {"no_war": 2, "turkey": -2, "peace": -1},
        "is": 0,
        "sign": "=",
    },
    {"words": "Security at home is worth a quarter of the first place.", "sum": {"security": 1}, "is": 25, "sign": "="},
    {"words": "Peace is worth more than Baku.", "sum": {"peace": 1, "baku": -1}, "is": 0, "sign": ">"},
]
swing_form = {
    "shape": "map",
    "items": interests,
    "fields": [{"name": "points", "low": 0, "high": 100}, {"name": "share", "low": 0, "high": 100, "percent": True}],
}
points = {"baku": 30, "yerevan": 30, "turkey": 65, "no_war": 100, "mediator": 35, "peace": 70, "security": 25}


def with_shares(points):
    return {i: (v, round(100 * v / sum(points.values()), 1)) for i, v in points.items()}


# --- 5.3
def value(scores, points):
    return sum(s * p for s, p in zip(scores, points, strict=True)) / sum(points)


def draw(chance):
    count = chance.randint(3, 6)
    return [
        [chance.randint(-6, 4) / 2 for _ in range(count - 1)] + [-2.5],
        [chance.randint(0, 60) for _ in range(count - 1)] + [chance.randint(70, 100)],
    ]


def forgets_to_divide(scores, points):
    return sum(s * p for s, p in zip(scores, points, strict=True))


def divides_by_a_hundred(scores, points):
    return forgets_to_divide(scores, points) / 100


def plain_mean(scores, points):
    return sum(scores) / len(scores)


def mean_of_products(scores, points):
    return forgets_to_divide(scores, points) / len(scores)


# --- 5.4: if all goes well
lucky = tradeoffs.dominance(replace(scores, low=scores.high, mid=scores.high))
middling = tradeoffs.dominance(scores)
pairs = [f"{d.worse} < {d.better}" for d in lucky]
early = [f"{d.worse} < {d.better}" for d in middling]
others = [f"{worse} < {better}" for worse in names for better in names if worse != better]
too_many = [pair for pair in others if pair not in pairs][:2]
assert 0 < len(pairs) <= 8, "5.4 asks for one to eight pairs"

# --- 5.5: peace first, in all ways to weigh; who leads is worked out as in lesson 5
first_peace = {mode: acceptability(scores, mode, ("peace",)) for mode in MODES}
any_way = acceptability(scores)
ahead = {mode: lead(found) for mode, found in first_peace.items()}
peace_leader = ahead["mid"].options[0]


def share(option, mode):
    return float(first_peace[mode].first[names.index(option)])


def holds(true):
    return "shown" if true else "wrong"


shown = {
    "a": holds(share(uncertain, "mid") > 0.5),
    "b": holds(all(found.options == (peace_leader,) for found in ahead.values())),
    "c": "more",
    "d": "more",
    "e": holds(ahead["mid"].margin > ahead["cells"].margin > ahead["fortunes"].margin),
    "f": holds(max(share("stay_out", mode) for mode in MODES) < 0.05),
    "g": "more",
    "h": holds(lead(any_way).options == (peace_leader,)),
}
shown_names = ["shown", "wrong", "more"]


def per_cent(number):
    return f"{100 * number:.0f}%"


# --- 5.6: weights to start from
start = {"baku": 20, "yerevan": 15, "turkey": 15, "no_war": 15, "mediator": 15, "peace": 10, "security": 10}
at_start = scores.mid @ tradeoffs.shares([start[i] for i in interests])
leader = tradeoffs.best(names, at_start)
assert len(leader) == 1, "5.6 begins with one option in front; choose other points to start from"
labels = options.set_index("option_id").label
least = tradeoffs.least_move(scores, tradeoffs.shares([start[i] for i in interests]))

second = names[int(at_start.argsort()[-2])]


def lifted(option, **by):
    """The middle scores with some of an option's raised, in steps of the scale."""
    mid = scores.mid.copy()
    for interest, step in by.items():
        mid[names.index(option), interests.index(interest)] += step
    return mid


def leads(points=start, mid=scores.mid):
    """Whether the option that led at the start still leads, alone, with both values."""
    values = mid @ tradeoffs.shares([points[i] for i in interests])
    at = names.index(leader[0])
    others_best = float(max([*values[:at], *values[at + 1 :]]))
    return float(values[at]) > others_best + 1e-9, float(values[at]), others_best


badly_mid = scores.mid.copy()
badly_mid[names.index(leader[0])] = scores.low[names.index(leader[0])]
sixth = (scores.mid @ tradeoffs.shares([start[i] for i in interests]))[names.index(leader[0])] + start["peace"] / 100
after = {
    "a": leads(start | {"peace": 40}),
    "b": leads(start | {"baku": 40}),
    "c": leads(start | {"no_war": 40}),
    "d": leads(mid=lifted(second, yerevan=1)),
    "e": leads(mid=lifted(second, yerevan=1, turkey=1)),
    "f": leads(mid=badly_mid),
    "g": (True, float(at_start.max()), float(sorted(at_start)[-3])),
    "h": (float(at_start.max()) > sixth + 1e-9, float(at_start.max()), float(sixth)),
    "i": (least > 0.08, float(at_start.max()), float(sorted(at_start)[-2])),
}
about = dict(zip("abcdefghi", ["weights"] * 3 + ["scores"] * 3 + ["menu"] * 2 + ["weights"], strict=True))
turned = {item: (about[item], "stays" if stays else "turns") for item, (stays, _, _) in after.items()}
assert {does for _, does in turned.values()} == {"stays", "turns"}, "5.6 needs arguments of both sorts"


def valued(item):
    _, own, best = after[item]
    own, best = (f"{value:.2f}".replace("-", "−") for value in (own, best))
    return f"{labels[leader[0]]} has {own} then, and the best of the others {best}."


# --- 5.7: with the points of the solution of 5.2
own = tradeoffs.shares([points[i] for i in interests])
row = names.index(uncertain)
rivals = [float(scores.mid[i] @ own) for i in range(len(names)) if i != row]
badly, well, rival = float(scores.low[row] @ own), float(scores.high[row] @ own), max(rivals)
even = {
    "badly": round(badly, 2),
    "well": round(well, 2),
    "rival": round(rival, 2),
    "p": round(min(max((rival - badly) / (well - badly), 0), 1), 2),
}


def laid_out(entries):
    """A dictionary as a solution shows it, an entry a line."""
    return "{\n" + "".join(f'    "{name}": {value!r},\n' for name, value in entries.items()) + "}"


TEXTS = {
    "count": number_word(len(names)),
    "others": number_word(len(names) - 1),
    "dominated": "[" + ", ".join(f'"{pair}"' for pair in pairs) + "]",
    "shown": laid_out(shown),
    "turned": laid_out(turned),
    "uncertain": labels[uncertain],
    "peace_leader": labels[peace_leader],
    "peace_share": per_cent(share(peace_leader, "fortunes")),
    "below": per_cent(first_peace["mid"].below_zero),
    "even": laid_out(even),
    "options": " · ".join(f"`{o.option_id}` {o.label}" for o in options.itertuples()),
    "interests": " · ".join(f"`{c.criterion_id}` {c.short_label}" for c in criteria.itertuples()),
    "says": "\n".join(f"# {n}. “{s['words']}”" for n, s in enumerate(says, start=1)).replace("# ", ""),
    "start": ", ".join(f"{c.short_label} {start[c.criterion_id]}" for c in criteria.itertuples()),
    "leader": labels[leader[0]],
    "leader_value": f"{at_start.max():.2f}".replace("-", "−"),
    "second": labels[names[int(at_start.argsort()[-2])]],
    "second_value": f"{sorted(at_start)[-2]:.2f}".replace("-", "−"),
}


def numbers(items, *fields):
    return {"shape": "map", "items": list(items), "fields": list(fields)}


TASKS = [
    Task(
        id="5.1",
        name="ranges",
        title="Fill the silent cells",
        points=3,
        kind="property",
        form=numbers(empty, *ends),
        outcome="give a range for what nobody knows, and say what it leaves open",
        rules=("silent_cells",),
        parameters={"rivals": list(rivals_of.values())},
        reasons={
            "5.1": "Any range will do that is in order and has room; its grounds are marked in 5.8. What it leaves open is worked out from it: two ranges share what lies between the higher of their low ends and the lower of their high ends, and nothing if one begins where the other has ended."
        },
        help="Write for each of the two: low, middle, high, and how much of this range lies within those of two other options on the board.",
        slips=(
            Slip("no room", dict.fromkeys(empty, (-1, -1, -1, 0, 0)), 0),
            Slip("the whole scale", {"no_war": (-3, 0, 2, 1, 2), "security": (-3, 0, 2, 2, 2)}, 0),
            Slip("upside down", {"no_war": (0, -1, -1.5, 1, 1.5), "security": (0, -1, -1.5, 1.5, 1)}, 0),
            Slip("two ranges, and the board not opened", dict.fromkeys(empty, (-3, -1.5, 0.5, 0, 0)), 0),
            Slip("takes its own width", {"no_war": (-2, -1, 0, 2, 2), "security": (-1, 0, 0.5, 1.5, 1.5)}, 1.5),
        ),
    ),
    Task(
        id="5.2",
        name="swing",
        title="What an adviser's words weigh",
        points=8,
        kind="property",
        form=swing_form,
        outcome="turn what somebody says of swings into points, and points into shares",
        rules=("swings",),
        parameters={"says": says},
        reasons={
            "5.2": "With x for the mediator: peace 2x, Baku and Yerevan 100 − 2x, Turkey 100 − x; the last saying keeps x above 25, and x may not pass 50. Any such x is right."
        },
        help="Begin with one number that you are free to choose, such as the mediator, and work out the others from it.",
        slips=(
            Slip("points in the place of shares", {i: (p, p) for i, p in points.items()}, 7),
            Slip("everything the same", dict.fromkeys(interests, (100, 14.3)), 3),
            Slip("shares in the place of points", {i: (s, s) for i, (_, s) in with_shares(points).items()}, 6),
        ),
    ),
    Task(
        id="5.3",
        name="value",
        title="One line of Python: the value",
        points=3,
        kind="function",
        form={"shape": "function", "name": "value", "arguments": ["scores", "points"], "returns": "a number"},
        outcome="write down an additive value, with points that need not add up to 100",
        solution=value,
        draw=draw,
        calls=4,
        reasons={
            "5.3": "Keeney and Raiffa (1976): the sum of scores times shares; a share is points divided by all points."
        },
        help="Multiply pair by pair, add up, and divide by the sum of all points. Do not round.",
        slips=(
            Slip("forgets to divide", forgets_to_divide, 0),
            Slip("divides by a hundred", divides_by_a_hundred, 0),
            Slip("does not weigh at all", plain_mean, 0),
            Slip("divides by how many there are", mean_of_products, 0),
        ),
    ),
    Task(
        id="5.4",
        name="dominated",
        title="Who is dominated, if all goes well?",
        needs="is one option worse throughout?",
        points=4,
        form={
            "shape": "names",
            "count": 8,
            "at_least": 1,
            "expected": len(pairs),
            "allowed": others,
        },
        outcome="find the pairs of options whose order no weights can reverse",
        accept={"has": dict.fromkeys(pairs, 1)},
        reasons={
            "has": "Dominance at the high scores: nowhere lower and somewhere higher, as `tradeoffs.dominance` computes it from the table consequences."
        },
        help="A pair too many costs points, as a pair too few does. Take one pair at a time, and go through all seven interests: one that goes the other way is enough to spoil it.",
        slips=(
            *(
                [Slip("the lesson's pairs, at the middle", early, 4 * len(set(early) & set(pairs)) / len(pairs))]
                if set(early) != set(pairs)
                else []
            ),
            Slip("the wrong way round", [f"{d.better} < {d.worse}" for d in lucky], 0),
            Slip("some too many", [*pairs, *too_many], 3),
        ),
    ),
    Task(
        id="5.5",
        name="sayable",
        title="What may an adviser say?",
        needs="over all ways to weigh",
        points=4,
        form={"shape": "map", "items": list(shown), "fields": [{"name": "word", "allowed": shown_names}]},
        outcome="judge what a share of all ways to weigh lets an adviser say, and what it does not",
        accept={item: {word: 1} for item, word in shown.items()} | {"f": {shown["f"]: 1, "more": 0.5}},
        reasons={
            "a": f"At the middle scores it leads in {per_cent(share(uncertain, 'mid'))} of the ways to weigh that put peace first.",
            "b": f"In the three ways {labels[peace_leader]} has {', '.join(per_cent(share(peace_leader, m)) for m in MODES)}.",
            "c": "A share of weightings says nothing on what anybody ought to put first, nor on whether the scores are right.",
            "d": "It is a share of ways to weigh. How likely an option is to be right is another question, and no weighting answers it.",
            "e": f"The margins over the next are {', '.join(per_cent(found.margin) for found in ahead.values())}: what is unsure weakens the lead.",
            "f": f"Its largest share of the three is {max(share('stay_out', m) for m in MODES):.1%}. Half for more: the ranges of the scores are the seminar's.",
            "g": f"The share is {per_cent(first_peace['mid'].below_zero)}, but the scores are read from the article, so they cannot prove it.",
            "h": f"Without a ranking {labels[lead(any_way).options[0]]} leads most often, with {per_cent(lead(any_way).share)}.",
        },
        hints={
            "a": "For “a”: read the bar, and ask: of all ways to weigh, or of those with peace first?",
            "b": "For “b”: go through the three ways to fill in the scores.",
            "c": "For “c”: who has decided that peace comes first?",
            "d": "For “d”: a share of what?",
            "e": "For “e”: compare the lead over the next option, three times.",
            "f": "For “f”: find the largest of three shares.",
            "g": "For “g”: where do the scores come from?",
            "h": "For “h”: take the ranking away again, and look who leads.",
        },
        help="Two questions: are the figures so? And does the sentence say only what they say?",
        slips=(
            Slip(
                "takes shares for advice",
                {i: "shown" if w == "more" else w for i, w in shown.items()},
                4 - 0.5 * list(shown.values()).count("more"),
            ),
            Slip("all shown", dict.fromkeys(shown, "shown"), 0.5 * list(shown.values()).count("shown")),
            Slip("nothing can be said", dict.fromkeys(shown, "more"), 1.8),
        ),
    ),
    Task(
        id="5.6",
        name="turned",
        title="Whose argument would turn her?",
        points=4.5,
        form={
            "shape": "map",
            "items": list(turned),
            "fields": [
                {"name": "about", "allowed": ["weights", "scores", "menu"]},
                {"name": "effect", "allowed": ["turns", "stays"]},
            ],
        },
        outcome="say what an argument is about, and whether a decision turns on it",
        accept={
            f"{item}/{field}": {value: 1}
            for item, two in turned.items()
            for field, value in zip(("about", "effect"), two, strict=True)
        }
        | {"f/about": {"scores": 1}, "h/about": {"menu": 1, "scores": 0.5}},
        reasons={
            "a": f"What matters. {valued('a')}",
            "b": f"What matters. Only what the first two differ by on Baku could count. {valued('b')}",
            "c": f"What matters. {valued('c')}",
            "d": f"What would happen. {valued('d')}",
            "e": f"What would happen. The change of “d”, and one more. {valued('e')}",
            "f": f"What would happen. {valued('f')}",
            "g": f"What can be chosen. The next in line falls back to the third. {valued('g')}",
            "h": f"What can be chosen: a new option that is nowhere worse and once better. Half for scores: one may also call it a better two-layer policy. {valued('h')}",
            "i": f"What matters. The least that turns it is {least:.0%} of all weight, moved where it counts most.",
        },
        hints={
            "a": "For “a”: what does the second option have on peace, and what the first?",
            "b": "For “b”: do the first two differ on this interest?",
            "c": "For “c”: what does the second option have on staying out of war, and what the first?",
            "d": "For “d”: one step on one interest: how much is that, times its share?",
            "e": "For “e”: compare with “d”.",
            "f": "For “f”: the low scores stand on the board too.",
            "g": "For “g”: who is in front once the second is gone?",
            "h": "For “h”: is there an interest on which the new one is worse?",
            "i": "For “i”: on which interest do the first two differ most, and on which the other way?",
        },
        help="Only what the first two differ on can turn their order. Work out by how much the second must gain.",
        slips=(
            Slip("every argument counts", {i: (kind, "turns") for i, (kind, _) in turned.items()}, 3.5),
            Slip("all is a matter of taste", {i: ("weights", does) for i, (_, does) in turned.items()}, 3.3),
            Slip("nothing moves her", {i: (kind, "stays") for i, (kind, _) in turned.items()}, 3.5),
        ),
    ),
    Task(
        id="5.7",
        name="even",
        title="Your break-even p",
        needs="what would turn it",
        points=4,
        kind="follow",
        form=numbers(even, {"name": "number", "low": tradeoffs.LOWEST, "high": tradeoffs.HIGHEST})
        | {"ranges": {"p": {"low": 0, "high": 1}}},
        outcome="work out how likely success must be before a policy leads at your weights",
        rules=("own_break_even",),
        parameters={"from": "5.2", "option": uncertain},
        reasons={
            "5.7": "Worked out from the points of 5.2 (without them, from equal ones); p also from the student's own three values, so that one slip costs once."
        },
        help="Take the scores from the board of lesson 5, and your shares of 5.2.",
        slips=(
            Slip("well and badly changed over", even | {"badly": even["well"], "well": even["badly"], "p": 0.9}, 1),
            Slip("a guess for p", even | {"p": 0.2 if even["p"] > 0.3 else 0.8}, 3),
            Slip(
                "the sum and not the share",
                {i: v * 3.55 if i != "p" and abs(v) < 0.5 else v for i, v in even.items()} | {"badly": -3},
                3,
            ),
        ),
    ),
    Task(
        id="5.8",
        name="grounds_given",
        title="Grounds for your two ranges",
        points=5,
        kind="prose",
        form={"shape": "text", "at_least": 60, "at_most": 180},
        outcome="rest a number on grounds that somebody else can question",
        reasons={
            "5.8": "Two points for each range: what happens at its low and its high end (1), and a paragraph or a dated fact that bears on it, not claimed to say more than it does (1). One point for what would change the writer's mind, if it can be observed. No point hangs on where the range lies."
        },
    ),
]

# %% [markdown] id="title"
# # Exercise 5: the menu of options
#
# Eight tasks on lesson 5, about 65 minutes. Only 5.3 needs Python, one line of it. For 5.2, 5.6 and 5.7 take paper, a calculator or the board of the lesson.
#
# Each task has a cell for your answer and a cell that checks it. Fill in, run both, and read what the check says. Where you choose from given words, the check looks at only {{tries}} answers, so read before you try. Slips of typing do not count, and everything else you may check as often as you like. No task asks which option is best.
#
# The options: {{options}}.
#
# The interests: {{interests}}.
#
# The scores stand in lesson 5, under "The board of scores".
#
# **Run the next cell first.**

# %% [markdown] prompt="5.1"
# The article says nothing on two scores of the option to coerce a deal: staying out of war, and security at home. The seminar has put placeholders there. Put ranges of your own. Each has a low, a middle and a high, on the scale of the lesson: from −3, a severe and lasting loss, through 0, as on 26 September 2020, to +2, a clear gain. Halves are allowed.
#
# A range must have room, since nobody knows exactly: at least 0.5. It must also say something: at most 3.5. Which numbers you choose is not marked. In 5.8 you give your grounds.
#
# Then say what your ranges leave open. Lay each beside the ranges that the board has for staying out and for the two-layer policy on the same interest, in this order: how long is the stretch that the two ranges share? From −1 to 1 and from 0.5 to 2 share 0.5. If they share nothing, one option is surely better than the other there: write 0. A range that is out of order, or too narrow or too wide, earns nothing.
#
# An entry looks like this: `"x": (-2.5, -1, 0.5, 1.5, 0),`

# %% answer="5.1"
ranges = {
    "no_war": (None, None, None, None, None),
    "security": (None, None, None, None, None),
}
### BEGIN SOLUTION
ranges = {
    "no_war": (-3, -2, -1.5, 0, 0.5),
    "security": (-1.5, -0.5, 0, 1.5, 1),
}
### END SOLUTION

# %% [markdown] prompt="5.2"
# An adviser has been asked: "All seven interests stand at −3, and you may move one of them to 0. Which one first, and what are the others worth?" She is invented, and speaks for nobody. She says:
#
# {{says}}
#
# What she would move first gets 100 points. Find points for all seven that fit everything she says. She leaves you some freedom. Then give the share of each in per cent, to one decimal: its points divided by the sum of all.
#
# An entry looks like this: `"x": (40, 12.5),`

# %% answer="5.2"
swing = {
    "baku": (None, None),
    "yerevan": (None, None),
    "turkey": (None, None),
    "no_war": (None, None),
    "mediator": (None, None),
    "peace": (None, None),
    "security": (None, None),
}
### BEGIN SOLUTION
swing = {
    "baku": (30, 8.5),
    "yerevan": (30, 8.5),
    "turkey": (65, 18.3),
    "no_war": (100, 28.2),
    "mediator": (35, 9.9),
    "peace": (70, 19.7),
    "security": (25, 7.0),
}
### END SOLUTION

# %% [markdown] prompt="5.3"
# Write the function `value`. It takes the scores of one option, such as `[-1, 0, 0.5]`, and the points of the interests in the same order, such as `[100, 50, 50]`. It returns the option's value: each score times the share of its interest, added up. A share is the points of one interest divided by all points, so the value of this example is −0.375.
#
# An example of another sum: `sum(a + b for a, b in zip(first, second))` adds two lists up, pair by pair. `zip(first, second)` gives the first number of each list, then the second of each, and so on; the two are called `a` and `b`; `a + b` is worked out for each pair; and `sum(…)` adds up what comes out. `sum(first)` adds up one list. The check calls your function with other numbers.


# %% answer="5.3"
def value(scores, points):
    return None  # your line stands here


### BEGIN SOLUTION
def value(scores, points):
    return sum(score * each for score, each in zip(scores, points, strict=True)) / sum(points)


### END SOLUTION

# %% [markdown] prompt="5.4"
# Lesson 5 looked for dominance at the middle scores. Now suppose that everything goes as well as it may: every option has its *high* score on every interest. Which options are then dominated, and by which? An option is dominated if another is nowhere worse and somewhere better.
#
# Write each pair with the dominated option first, such as `"ankara < intervene"`. List all the pairs that there are, one to eight. A wrong pair costs points, as a missing one does. The check follows the seminar's scores, not those that you may have changed on your board.

# %% answer="5.4"
dominated = []
### BEGIN SOLUTION
dominated = {{dominated}}
### END SOLUTION

# %% [markdown] prompt="5.5"
# A minister puts peace first, and asks for three sentences on what follows. First guess: in how many per cent of the ways to weigh that put peace first does the two-layer policy lead? Write it on paper. Then open lesson 5, "Over all ways to weigh", with a board on which you have changed nothing and *Use p* is off, rank peace first, and look at all three ways to fill in the scores. How far off were you?
#
# Below are eight sentences that an adviser might give the minister. Which do the figures bear?
#
# - `"shown"`: the figures say so;
# - `"wrong"`: the figures say otherwise;
# - `"more"`: it goes further than any such figure can, whatever it is.
#
# - **a** "With every score at its middle, the option '{{uncertain}}' leads in more than half of the ways to weigh that put peace first."
# - **b** "Whichever of the three ways we fill in the scores, '{{peace_leader}}' leads more often than any other option."
# - **c** "So whoever puts peace first ought to choose '{{peace_leader}}'."
# - **d** "With one fortune for each option, '{{peace_leader}}' has a chance of {{peace_share}} of being the right choice."
# - **e** "The lead of '{{peace_leader}}' is widest if we are sure of every score, and narrowest with one fortune for each option."
# - **f** "To stay out leads in less than one in twenty of these ways, however the scores are filled in."
# - **g** "At the middle scores even the best option is below 0 in {{below}} of these ways. This proves what P10 says: no course is good."
# - **h** "That you put peace first makes no difference to who leads: at the middle scores '{{peace_leader}}' leads most often without a ranking, too."

# %% answer="5.5"
sayable = {
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
sayable = {{shown}}
### END SOLUTION

# %% [markdown] prompt="5.6"
# An adviser in Moscow weighs so: {{start}}. The points add up to 100. At the middle scores "{{leader}}" then leads with {{leader_value}}, before "{{second}}" with {{second_value}}. She is invented.
#
# Nine people want to change her mind. She accepts what each says, one at a time, and changes nothing else. What is each argument about: the `"weights"` (what matters), the `"scores"` (what would happen) or the `"menu"` (what can be chosen)? And does another option draw level or pass with it, `"turns"`, or does "{{leader}}" still lead alone, `"stays"`?
#
# An entry looks like this: `"x": ("menu", "stays"),`
#
# - **a** A mother in Stepanakert/Khankendi and a father in Ganja: "Peace must count four times as much with you": 40 points in the place of 10.
# - **b** An oil manager: "Baku must count twice as much": 40 in the place of 20.
# - **c** A mother in Pskov: "Not sending soldiers must come first": 40 points for staying out of war.
# - **d** A diplomat: "Yerevan would forgive a deal with Ankara": one step better for "{{second}}" on Yerevan.
# - **e** The same, and a general besides: "It would not help Turkey either": one step better on Yerevan and one on Turkey.
# - **f** A journalist: "{{leader}}? It will go badly": all its scores at their low end.
# - **g** A colleague: "Nobody here would sign with Ankara": "{{second}}" is taken off the list.
# - **h** A co-chair: "There is another way": a sixth option, like "{{leader}}" on every interest and one step better on peace.
# - **i** A pollster: "Let me move eight of your hundred points, from and to wherever I like."
#
# Whether you would have listened is not marked.

# %% answer="5.6"
turned = {
    "a": ("", ""),
    "b": ("", ""),
    "c": ("", ""),
    "d": ("", ""),
    "e": ("", ""),
    "f": ("", ""),
    "g": ("", ""),
    "h": ("", ""),
    "i": ("", ""),
}
### BEGIN SOLUTION
turned = {{turned}}
### END SOLUTION

# %% [markdown] prompt="5.7"
# Take your weights from 5.2. (Without them all interests count the same.) The two-layer policy goes well with the chance *p*: then it has all its high scores, otherwise all its low ones. The other {{others}} options stand at their middle scores, as the seminar has them.
#
# - `"badly"`: the value of the two-layer policy if it goes badly;
# - `"well"`: its value if it goes well;
# - `"rival"`: the value of the best of the other {{others}};
# - `"p"`: the chance at which the two-layer policy and that rival are level. If it leads even when it is sure to go badly, write 0; if it trails even when it is sure to go well, write 1. It is a number from 0 to 1: 50 % is 0.5.
#
# Give two decimals. The board can do it with you: in lesson 5, under *Weights by swing*, first take back the scores that you changed, then set your points of 5.2.

# %% answer="5.7"
even = {
    "badly": None,
    "well": None,
    "rival": None,
    "p": None,
}
### BEGIN SOLUTION
even = {{even}}
### END SOLUTION

# %% [markdown] prompt="5.8"
# Give the grounds for your two ranges of 5.1, in 60 to 180 words. A person reads them. You earn two points for each range: one if you say what would have to happen for its low and for its high end, one if you name a paragraph or a dated fact that bears on it, and do not claim that it says more than it does. The fifth point is for what would change your mind, if it can be observed. Where your ranges lie does not matter.

# %% answer="5.8"
grounds_given = """

"""
### BEGIN SOLUTION
grounds_given = """
Staying out of war: the high end holds if both leaders give way at once and no threat has to be carried out. The low end holds
if one of them refuses and Moscow must act or lose face. P13 tells what may follow at home, and not whether the pressure
works, so this range is mine. Security: at the low end fighters go on to the North Caucasus after a deal that nobody wanted
(P22 reports such a plot, on Kadyrov's word). At the high end nothing changes. I would raise the first range if both
parliaments voted for the terms within a month.
"""
### END SOLUTION
