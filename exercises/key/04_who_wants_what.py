# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% tags=["key"]
from functools import cache

from seminar.actors import model as actors
from seminar.bargaining.model import Negotiation
from seminar.exercises.build import Slip, Task
from seminar.tables import read

TITLE = "Exercise 4: who wants what"

# --- 4.1: each is a row of the table of interests, and stated or inferred as there
wants = {
    "a": ("AZE_I4", "stated"),
    "b": ("ISR_I2", "figures"),
    "c": ("ARM_I7", "others"),
    "d": ("AZE_I6", "deeds"),
    "e": ("IRN_I1", "stated"),
    "f": ("FRA_I3", "others"),
    "g": ("TUR_I5", "figures"),
    "h": ("NK_I3", "stated"),
    "i": ("ARM_I4", "stated"),
    "j": ("USA_I3", "deeds"),
}
basis = read("interests").set_index("interest_id").basis
assert all((basis[row] == "stated") == (ground == "stated") for row, ground in wants.values())
ground_names = ["stated", "deeds", "figures", "others"]
grounds = {item: ground for item, (_, ground) in wants.items()}


def other_inferences(ground):
    """Inferred from something else than the key says: half."""
    return {ground: 1} if ground == "stated" else dict.fromkeys(ground_names[1:], 0.5) | {ground: 1}


# --- 4.2 and 4.3: the bargaining table
table = Negotiation.from_tables(read("positions"), read("position_axes"))
axes = read("position_axes").set_index("element")
draft = dict(zip(table.axes, (55, 60, 45, 55, 60, 60), strict=True))
capitals = {"AZE": "Baku", "ARM": "Yerevan"}
places = read("positions").set_index(["actor_id", "element"])
DOUBTED = "return_of_districts"


def in_doubt(actor):
    """Where an actor stands on the axis in doubt: low, middle, high."""
    row = places.loc[actor, DOUBTED]
    return [int(row.position_low), int(row.position), int(row.position_high)]


assert in_doubt("ARM") == [25, 35, 50] and in_doubt("AZE") == [65, 80, 95], "the entries of 4.3 are named so"


def row(axis):
    cells = [f"{places.position[a, axis]} ({places.salience[a, axis]})" for a in capitals]
    return f"| `{axis}` | {axes.label[axis]} | {' | '.join(cells)} | {draft[axis]} |"


salience = {a: sum(places.salience[a, axis] for axis in table.axes) for a in capitals}
step = 0.01
TEXTS = {
    "table": "\n".join(row(axis) for axis in table.axes),
    "baku_sum": salience["AZE"],
    "yerevan_sum": salience["ARM"],
    "draft_baku": f"{float(table.losses([list(draft.values())])[0, table.seat('AZE')]):.3f}",
    "draft_yerevan": f"{float(table.losses([list(draft.values())])[0, table.seat('ARM')]):.3f}",
    "corridor_share": f"{places.salience['ARM', 'idp_return'] / salience['ARM']:.3f}",
    "corridor_salience": places.salience["ARM", "idp_return"],
}
package = dict(zip(table.axes, (60, 50, 45, 55, 90, 30), strict=True))
everything = {a: dict(zip(table.axes, table.ideals[table.seat(a)].tolist(), strict=True)) for a in capitals}
softness = {"share": 0.175, "at_25": 0.017, "at_50": -0.026, "least": 50}
softness |= {"baku_share": 0.198, "baku_at_65": -0.03, "baku_at_95": 0.03, "other": 0}

# --- 4.4: the arms table
arms = read("indicators").query("indicator.str.startswith('arms import')")
share = arms.set_index(["actor_id", "indicator", "period"]).value
early, late = "2014-18", "2015-19"
russia, israel = (f"arms imports, share from {who}" for who in ("Russia", "Israel"))
aze = {(who, when): share["AZE", who, when] for who in (russia, israel) for when in (early, late)}
assert 45 < aze[russia, early] < 55 and not 45 < aze[russia, late] < 55  # a
assert aze[israel, late] > 50 > aze[israel, early]  # b
assert share["ARM", russia, late] > 90 and ("ARM", russia, early) not in share.index  # c
assert aze[russia, early] > aze[israel, early] and aze[russia, late] < aze[israel, late]  # d
assert all(aze[russia, when] + aze[israel, when] > 90 for when in (early, late))  # g
assert [p for a, i, p in share.index if i.endswith("Turkey")] == [early]  # h
windows = {
    "a": early,
    "b": late,
    "c": late,
    "d": early,
    "e": "both",
    "f": "neither",
    "g": "both",
    "h": "neither",
    "i": "neither",
    "j": late,
}
window_names = [early, late, "both", "neither"]


def one_name(items, name, allowed):
    return {"shape": "map", "items": list(items), "fields": [{"name": name, "allowed": allowed}]}


# --- 4.5: five capitals; each claim is tried on the signs of lesson 4, and with the rivalry between Russia and Turkey only
FIVE = {"TUR": "Ankara", "AZE": "Baku", "RUS": "Moscow", "USA": "Washington", "ARM": "Yerevan"}
ties = read("relations").query("actor_a in @FIVE and actor_b in @FIVE")
rivalry_only = ties[~((ties.actor_a == "RUS") & (ties.actor_b == "TUR") & (ties.strength > 0))]
assert len(actors.edges(ties)) == 10, "4.5 says that each two of the five have a tie"


NETWORKS = [actors.edges(read_so) for read_so in (ties, rivalry_only)]  # with all ties; with the rivalry only
readings = range(len(NETWORKS))
all_ties = [f"{a}-{b}" for a, b in zip(NETWORKS[0].a, NETWORKS[0].b, strict=True)]


@cache
def questions(reading, turned=""):
    """Of whom which pairs of enemies ask whose side it is on, with the sign of one tie, such as ``ARM-AZE``, turned; and how many in all."""
    found = NETWORKS[reading]
    found = found.assign(sign=found.sign.where(found.a + "-" + found.b != turned, -found.sign))
    three = actors.triangles(found)
    return actors.between(found, three), int((three.hostile == 1).sum())  # with three minuses nobody is a friend


def asked(reading, who, turned=""):
    return len(questions(reading, turned)[0].get(who, []))


def left(reading, turned=""):
    return questions(reading, turned)[1]


def fewest(reading):
    return min(left(reading, tie) for tie in all_ties)


claims = {
    "a": lambda e: left(e, "ARM-AZE") == 0,
    "b": lambda e: bool(set(questions(e, "ARM-AZE")[0]) - set(questions(e)[0])),
    "c": lambda e: ("ARM", "AZE") in questions(e)[0].get("RUS", []),
    "d": lambda e: asked(e, "USA") > asked(e, "RUS"),
    "e": lambda e: left(e, "ARM-TUR") < left(e),
    "f": lambda e: asked(e, "USA", "ARM-USA") < asked(e, "USA") and asked(e, "RUS", "ARM-USA") > asked(e, "RUS"),
    "g": lambda e: left(e, "AZE-TUR") < left(e),
    "h": lambda e: fewest(e) >= 3,
}
between = {
    item: {2: "holds", 1: "hangs", 0: "fails"}[sum(claim(reading) for reading in readings)]
    for item, claim in claims.items()
}
assert set(between.values()) == {"holds", "hangs", "fails"}, "4.5 asks for each of the three; choose other claims"


def counted(turned=""):
    """How many questions there are, by both readings, and with a tie turned."""
    now, then = ([left(found, which) for found in readings] for which in ("", turned))
    said = f"{now[0]} questions with all ties, {now[1]} with the rivalry only"
    return f"Today {said}" + (f"; with this tie turned {then[0]} and {then[1]}." if turned else ".")


TEXTS |= {"between": repr(between)}

TASKS = [
    Task(
        id="4.1",
        name="grounds",
        title="Stated or inferred?",
        points=10,
        form=one_name(grounds, "ground", ground_names),
        outcome="say on what ground an interest is put down to an actor",
        accept={item: other_inferences(ground) for item, ground in grounds.items()},
        reasons={
            item: f"{why} ({wants[item][0]} in the table of interests)"
            for item, why in {
                "a": "His own words ask for dates, and the wish is what they say.",
                "b": "Nobody is quoted: the wish is concluded from a share of imports. Half for another inference, since one may rest on two.",
                "c": "It is the article that speaks of setbacks, not Yerevan. Half for another inference.",
                "d": "It signed in Moscow, and no words on neutrality are given. Half for another inference.",
                "e": "Tehran said so itself, to both.",
                "f": "Those who marched are not the government in Paris. Half for another inference.",
                "g": "The rise of sales is a figure, and no words are given. Half for another inference.",
                "h": "Their own foreign minister said what he wants to keep.",
                "i": "Yerevan has said so itself.",
                "j": "A waiver signed year after year is a deed. Half for another inference.",
            }.items()
        },
        hints={
            "a": "For “a”: are there words of his own, and are they about the wish itself?",
            "b": "For “b”: what is the conclusion drawn from?",
            "c": "For “c”: who speaks here of fear?",
            "d": "For “d”: is the wish put into words anywhere, or only acted on?",
            "e": "For “e”: are there words, and whose are they?",
            "f": "For “f”: who did something here? Was it the actor?",
            "g": "For “g”: what is the conclusion drawn from?",
            "h": "For “h”: are there words, and whose are they?",
            "i": "For “i”: are there words, and whose are they?",
            "j": "For “j”: is the wish put into words anywhere, or only acted on?",
        },
        help="Cover the first sentence of each entry. Does the second one say the wish itself, or do you have to conclude?",
        slips=(
            Slip("all stated", dict.fromkeys(grounds, "stated"), 4),
            Slip("all concluded from deeds", dict.fromkeys(grounds, "deeds"), 4.5),
            Slip(
                "stated and concluded changed over",
                {i: "others" if g == "stated" else "stated" for i, g in grounds.items()},
                0,
            ),
        ),
    ),
    Task(
        id="4.2",
        name="package",
        title="A package that both would rather have",
        points=6,
        kind="property",
        form={
            "shape": "map",
            "items": list(table.axes),
            "fields": [{"name": "number", "low": 0, "high": 100}],
        },
        outcome="make a package that costs both parties less, by trading what matters unequally to them",
        rules=("better_for_both",),
        parameters={"pair": capitals, "draft": draft, "step": step},
        reasons={
            "4.2": "On one axis alone a gain of one is a loss of the other. Baku's salience outweighs Yerevan's most on the return of the displaced and of the districts, Yerevan's outweighs Baku's on peacekeepers, corridor and interim status."
        },
        help="Where does an axis matter much more to one than to the other? Give there, and take on another axis.",
        slips=(
            Slip("all to Baku", everything["AZE"], 2),
            Slip("all to Yerevan", everything["ARM"], 2),
            Slip("the draft again", draft, 0),
            Slip("the exact middle", dict.fromkeys(draft, 50), 2),
        ),
    ),
    Task(
        id="4.3",
        name="softest",
        title="The two softest numbers",
        points=8,
        kind="follow",
        form={
            "shape": "map",
            "items": list(softness),
            "fields": [{"name": "number", "low": -1, "high": 100}],
        },
        outcome="work out how far a result hangs on two doubtful numbers",
        rules=("own_axis",),
        parameters={
            "from": "4.2",
            "axis": DOUBTED,
            "places": {"ARM": in_doubt("ARM"), "AZE": in_doubt("AZE")},
            "prefix": {"ARM": "", "AZE": "baku_"},
            "draft": draft,
        },
        reasons={
            "4.3": "Marked from the package of 4.2 (without one, from the draft). Only one term of a party's loss holds its own doubtful place, and no term of the other's."
        },
        help="Only one axis changes. Work out its part of the loss before and after, and take the difference.",
        slips=(
            Slip(
                "forgets the share",
                softness | {"at_25": 0.1, "at_50": -0.15, "baku_at_65": -0.15, "baku_at_95": 0.15},
                4,
            ),
            Slip(
                "the wrong sign",
                softness | {"at_25": -0.017, "at_50": 0.026, "baku_at_65": 0.03, "baku_at_95": -0.03},
                4,
            ),
            Slip("salience in place of the share", softness | {"share": 90, "baku_share": 100}, 6),
            Slip("the other moves too", softness | {"other": -0.026}, 7),
        ),
    ),
    Task(
        id="4.4",
        name="windows",
        title="Which window says so?",
        points=10,
        form=one_name(windows, "window", window_names),
        outcome="judge what a share over a window of years can bear",
        accept={item: {window: 1} for item, window in windows.items()} | {"i": {"neither": 1, "both": 0.5}},
        reasons={
            "a": "I049: 51% in 2014-18.",
            "b": "I053: 60% in 2015-19; 43% before.",
            "c": "I046: 94% in 2015-19; the table has no earlier window for Armenia.",
            "d": "I049 and I052: 51 against 43%. A year later it is 31 against 60%.",
            "e": "It compares two windows, so it rests on both.",
            "f": "A share over five years tells nothing of one of them: 2014 fell out, and 2019 came in.",
            "g": "51 and 43%, 31 and 60%: more than nine tenths in each.",
            "h": "I056 has Turkey in one window only; and a share is not an amount.",
            "i": "Shares of volume are not money: the whole may have grown. Half for both: the share did fall from one window to the next.",
            "j": "I058: 3.3 times, in 2015-19.",
        },
        hints={
            "a": "For “a”: read the share of one supplier in each window.",
            "b": "For “b”: more than all others means more than what share?",
            "c": "For “c”: which windows does the table have for this buyer?",
            "d": "For “d”: compare two suppliers within one window, and then within the next.",
            "e": "For “e”: how many windows do you need in order to say that something fell?",
            "f": "For “f”: how many years does a window have?",
            "g": "For “g”: add up, window by window.",
            "h": "For “h”: in how many windows does this supplier stand? And is a share an amount?",
            "i": "For “i”: a share of what? Is that money?",
            "j": "For “j”: look for a figure that is no share.",
        },
        help='Read the figures with `actors.figures("AZE")` and `actors.figures("ARM")`: what is counted, in what, and over which years?',
        slips=(
            Slip("always the latest window", dict.fromkeys(windows, late), 3),
            Slip(
                "believes all that sounds right", {i: "both" if w == "neither" else w for i, w in windows.items()}, 7.5
            ),
        ),
    ),
    Task(
        id="4.5",
        name="between",
        title="Whose side are you on?",
        points=4,
        form=one_name(claims, "verdict", ["holds", "fails", "hangs"]),
        outcome="judge a claim about a whole network of ties, and say when it hangs on how one mixed tie is read",
        accept={item: {word: 1} for item, word in between.items()},
        reasons={
            "a": f"{counted('ARM-AZE')} Ankara and Yerevan are still enemies, and all the others are friends of both.",
            "b": "Baku would be the friend of Ankara and of Yerevan, who are enemies. With all ties nobody asks Baku today; with the rivalry only Moscow and Ankara do so already.",
            "c": "It rests on three ties alone: two of Moscow's, and the war. None of them is the one that can be read in two ways.",
            "d": f"Washington is asked {asked(0, 'USA')} times and Moscow {asked(0, 'RUS')}; with the rivalry only, {asked(1, 'USA')} and {asked(1, 'RUS')}.",
            "e": f"{counted('ARM-TUR')} Where Moscow and Ankara are friends, Yerevan's peace with Ankara takes questions away. Where they are enemies, it puts Yerevan between them.",
            "f": "Washington would stand with Baku and Ankara, and no longer between them and Yerevan. Moscow would get one more pair that is at odds: Yerevan and Washington.",
            "g": f"{counted('AZE-TUR')} To break a tie inside a camp makes new pairs of enemies with friends in common.",
            "h": f"Try the ten one by one: the fewest that are left are {fewest(0)}, and {fewest(1)} with the rivalry only. Yerevan has two enemies, and each has friends in common with it: no one tie ends both quarrels.",
        },
        hints={
            "a": "For “a”: which other two are enemies, and who is a friend of both?",
            "b": "For “b”: whose friends would then be enemies of each other? And is that capital asked today?",
            "c": "For “c”: which ties does it rest on? Is the mixed one among them?",
            "d": "For “d”: list the pairs of enemies. Who is a friend of both, once and once more?",
            "e": "For “e”: draw the five twice. What does this peace do in each drawing?",
            "f": "For “f”: between whom does Washington stand today, and with whom would it stand then?",
            "g": "For “g”: whose common friends would then be enemies?",
            "h": "For “h”: which tie stands in most of the questions? How many are left without it?",
        },
        help="Draw the five with their signs, once for each reading. Mark the triangles with one minus, and see which of them a change touches.",
        slips=(
            Slip("one reading is enough", {i: "holds" if claims[i](0) else "fails" for i in claims}, 2.5),
            Slip("everything hangs on Moscow and Ankara", dict.fromkeys(between, "hangs"), 1.5),
            Slip("peace is always less to ask", between | {"a": "holds", "e": "holds", "b": "fails"}, 2.5),
        ),
    ),
]

# %% [markdown] id="title"
# # Exercise 4: who wants what
#
# Five tasks on lesson 4, about 55 minutes. None of them needs Python: you fill in words and numbers. For 4.2 and 4.3 take paper, or a calculator.
#
# Each task has a cell for your answer and a cell that checks it. Fill in, run both, and read what the check says. Where you choose from given words, the check looks at only {{tries}} answers, so read before you try. Slips of typing do not count, and everything else you may check as often as you like. No task asks who is right.
#
# **Run the next cell first.**

# %% [markdown] prompt="4.1"
# In each entry the first sentence puts an interest down to an actor. The second says why somebody thinks so. On what ground does the interest rest?
#
# - `"stated"`: the actor said so itself;
# - `"deeds"`: it is inferred from what the actor did;
# - `"figures"`: it is inferred from a number, such as trade;
# - `"others"`: it is inferred from what somebody else said or did.
#
# Where two inferences seem possible, take the one that carries more. A neighbouring inference earns half.
#
# - **a** Baku wants dates before it stops. Aliyev said that he would not wait for another thirty years, and asked for a timetable.
# - **b** Israel wants the oil to keep flowing. The press puts Azerbaijan's part of its supply at about 40 per cent.
# - **c** The government in Yerevan wants no settlement that would bring it down. The article warns of setbacks at home (P13).
# - **d** Baku wants Russia to stay neutral. It put its name to the truce that was made in Moscow.
# - **e** Tehran wants no shells on its bank of the Aras. It told both sides so, more than once.
# - **f** Paris must think of voters of Armenian descent. In October thousands of people marched there.
# - **g** Ankara wants to sell its drones. In nine months its arms sales to Azerbaijan rose sixfold.
# - **h** The de facto authorities in Stepanakert/Khankendi want to keep the districts as a belt. Their foreign minister said that concessions there would destroy the security system.
# - **i** Yerevan wants no Turkish mediator. It has said so each time that the question came up.
# - **j** Washington wants to go on working with Baku on security. Year after year it has waived the law that forbids such aid.

# %% answer="4.1"
grounds = {
    "a": "",
    "b": "",
    "c": "",
    "d": "",
    "e": "",
    "f": "",
    "g": "",
    "h": "",
    "i": "",
    "j": "",
}
### BEGIN SOLUTION
grounds = {
    "a": "stated",
    "b": "figures",
    "c": "others",
    "d": "deeds",
    "e": "stated",
    "f": "others",
    "g": "figures",
    "h": "stated",
    "i": "stated",
    "j": "deeds",
}
### END SOLUTION

# %% [markdown] prompt="4.2"
# A chair has put a draft on the table. It is invented, and it is not the state of things on the ground: the model has no line for *no deal*. The draft lies between Baku and Yerevan on every axis. Make a package that costs *both* less, by at least 0.01 each.
#
# The table gives for each axis where the two stand and, in brackets, the salience. The last column is the draft.
#
# | name | axis | Baku | Yerevan | draft |
# |---|---|---|---|---|
# {{table}}
#
# A party's loss is a sum over the six axes: its share of salience on the axis, times its distance from the package there, divided by 100. The saliences of Baku add up to {{baku_sum}}, those of Yerevan to {{yerevan_sum}}. By the draft Baku loses {{draft_baku}} and Yerevan {{draft_yerevan}}.
#
# The check tells you both losses of your package. You can also lay it on the table of lesson 4: `bargaining.table()`.

# %% answer="4.2"
package = {
    "return_of_districts": None,
    "corridor_lachin": None,
    "interim_status": None,
    "final_status_vote": None,
    "idp_return": None,
    "peacekeepers": None,
}
### BEGIN SOLUTION
package = {
    "return_of_districts": 60,
    "corridor_lachin": 50,
    "interim_status": 45,
    "final_status_vote": 55,
    "idp_return": 90,
    "peacekeepers": 30,
}
### END SOLUTION

# %% [markdown] prompt="4.3"
# Both places on the return of the districts are in doubt: Yerevan's is 35, in a range from 25 to 50, and Baku's is 80, in a range from 65 to 95. Take your package from 4.2 and find out what hangs on these two numbers. (Without a package the draft is taken.)
#
# - `"share"`: the share of this axis in all of Yerevan's salience, from 0 to 1;
# - `"at_25"`: by how much Yerevan's loss by your package changes if it really stands at 25 and not at 35. Below 0 means that it loses less;
# - `"at_50"`: the same, if it stands at 50;
# - `"least"`: the place from 25 to 50 at which Yerevan loses least by your package;
# - `"baku_share"`: the share of this axis in all of Baku's salience;
# - `"baku_at_65"` and `"baku_at_95"`: by how much Baku's loss changes if it really stands at 65, or at 95, and not at 80;
# - `"other"`: by how much Baku's loss changes if Yerevan stands at 50.
#
# An example, on another axis. On the return of the displaced Yerevan's share is {{corridor_salience}} divided by {{yerevan_sum}}, or {{corridor_share}}. Suppose that a package has 80 there. If Yerevan stood at 70 and not at 50, the distance would shrink from 30 to 10. Its loss would change by {{corridor_share}} times −20, divided by 100: that is −0.027. Give the changes to three decimals.

# %% answer="4.3"
softest = {
    "share": None,
    "at_25": None,
    "at_50": None,
    "least": None,
    "baku_share": None,
    "baku_at_65": None,
    "baku_at_95": None,
    "other": None,
}
### BEGIN SOLUTION
softest = {
    "share": 0.175,
    "at_25": 0.017,
    "at_50": -0.026,
    "least": 50,
    "baku_share": 0.198,
    "baku_at_65": -0.03,
    "baku_at_95": 0.03,
    "other": 0,
}
### END SOLUTION

# %% [markdown] prompt="4.4"
# Ten sentences about arms, as a writer might put them in October 2020. SIPRI's figures in lesson 4 cover two windows, 2014-18 and 2015-19. On which of them does each sentence rest?
#
# - `"2014-18"` or `"2015-19"`: only the figures of this window bear it out;
# - `"both"`: each window bears it out, or it takes the two together;
# - `"neither"`: the figures cannot bear it.
#
# The sentences:
#
# - **a** About half of Azerbaijan's imports of major arms come from Russia.
# - **b** Israel supplies Azerbaijan with more major arms than all others together.
# - **c** More than nine tenths of Armenia's imports come from Russia.
# - **d** For Azerbaijan, Russia is a larger supplier than Israel.
# - **e** Russia's part in Azerbaijan's imports has become smaller.
# - **f** In 2019 Russia delivered nothing to Azerbaijan.
# - **g** Two suppliers share more than nine tenths of Azerbaijan's imports.
# - **h** Azerbaijan's imports from Turkey have grown from one window to the next.
# - **i** Russia has earned less in Azerbaijan than before.
# - **j** Azerbaijan imports over three times as much as Armenia.

# %% answer="4.4"
windows = {
    "a": "",
    "b": "",
    "c": "",
    "d": "",
    "e": "",
    "f": "",
    "g": "",
    "h": "",
    "i": "",
    "j": "",
}
### BEGIN SOLUTION
windows = {
    "a": "2014-18",
    "b": "2015-19",
    "c": "2015-19",
    "d": "2014-18",
    "e": "both",
    "f": "neither",
    "g": "both",
    "h": "neither",
    "i": "neither",
    "j": "2015-19",
}
### END SOLUTION

# %% [markdown] prompt="4.5"
# Who will be asked "whose side are you on?" Take five capitals, **Ankara, Baku, Moscow, Washington and Yerevan**, with the signs of lesson 4 ("Deeper: friends, rivals, and both"): all ties of a pair are added up, and plus is friendly, minus hostile. Each two of the five have a tie. A *question* is a triangle in which one is the friend of two enemies: both enemies ask it.
#
# Moscow and Ankara have ties of both signs. Added up, they make the two friends. The article sees above all the rivalry (P10, P19); if only that counts, the two are enemies, and all other ties stay as they are. Eight advisers speak. Try each claim on both readings.
#
# - `"holds"`: it is true by both readings;
# - `"fails"`: it is true by neither;
# - `"hangs"`: it is true by one of them only.
#
# "Becoming friends", or falling out, turns the sign of that one tie and changes nothing else.
#
# - **a** "Let Baku and Yerevan become friends, and nobody is asked any longer."
# - **b** "Let Baku and Yerevan become friends, and the question comes to a capital that nobody asks today."
# - **c** "As things are, Moscow is asked by Baku and Yerevan."
# - **d** "As things are, Washington is asked by more pairs of enemies than Moscow is."
# - **e** "Let Ankara and Yerevan become friends, and fewer questions are left than today."
# - **f** "Let Washington fall out with Yerevan, and Washington has fewer questions to answer, and Moscow has more."
# - **g** "Let Ankara fall out with Baku, and fewer questions are left than today."
# - **h** "Turn any one tie that you like: at least three questions are left."
#
# For class: which one tie would you turn, if you sat in each of the five capitals?

# %% answer="4.5"
between = {
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
between = {{between}}
### END SOLUTION
