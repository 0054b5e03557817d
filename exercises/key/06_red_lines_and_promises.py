# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% tags=["key"]
from itertools import product

from seminar.commitment.standoff import resolve_threshold, worth_of_pressing
from seminar.commitment.war import Bargain
from seminar.exercises.build import Slip, Task

TITLE = "Exercise 6: red lines and promises"

# --- 6.1
fears = {
    "a": ("abandoned", "Yerevan"),
    "b": ("entrapped", "Moscow"),
    "c": ("abandoned", "Baku"),
    "d": ("entrapped", "Ankara"),
    "e": ("entrapped", "Yerevan"),
    "f": ("abandoned", "Moscow"),
    "g": ("entrapped", "Baku"),
    "h": ("abandoned", "Ankara"),
}
fear_form = {
    "shape": "map",
    "items": list(fears),
    "fields": [
        {"name": "fear", "allowed": ["abandoned", "entrapped"]},
        {"name": "capital", "allowed": ["Ankara", "Baku", "Moscow", "Yerevan"]},
    ],
}
fear_accept = {f"{i}/fear": {fear: 1} for i, (fear, _) in fears.items()}
fear_accept |= {f"{i}/capital": {capital: 1} for i, (_, capital) in fears.items()}
ally = {"Moscow": "Yerevan", "Yerevan": "Moscow", "Ankara": "Baku", "Baku": "Ankara"}

# --- 6.2: what three papers tell of four ends that nobody knows; all invented. Up to the Armenian ends deals are accepted, and from the
# Azerbaijani ones on
TOO_FAR, REFUSED, PASSED = 60, 50, 42


def as_seen(arm_leader, arm_home, aze_leader, aze_home):
    """Whether these four ends would have given what was seen."""
    return (
        arm_leader < TOO_FAR
        and arm_home < REFUSED <= arm_leader
        and max(aze_leader, aze_home) <= PASSED <= min(arm_leader, arm_home)
    )


NEAR = range(38, 64, 2)  # outside these no end of the Armenian side gives what was seen
possible = [four for four in product(NEAR, NEAR, range(0, 101, 6), range(0, 101, 6)) if as_seen(*four)]
said_of_ends = {
    "a": lambda al, ah, zl, zh: ah < 55,
    "b": lambda al, ah, zl, zh: zh > 45,
    "c": lambda al, ah, zl, zh: zl <= 46 <= al and zh <= 46 <= ah,
    "d": lambda al, ah, zl, zh: ah >= REFUSED,  # a promise in private moves al, and ah stays below
    "e": lambda al, ah, zl, zh: min(al, ah) < REFUSED,
    "f": lambda al, ah, zl, zh: zl > zh,
    "g": lambda al, ah, zl, zh: not (zl <= PASSED <= al and zh <= PASSED <= ah),
    "h": lambda al, ah, zl, zh: ah + 10 >= REFUSED,
}
fate_names = ["follows", "ruled out", "left open"]


def follows(sentence):
    true = {sentence(*four) for four in possible}
    return "left open" if len(true) > 1 else "follows" if true == {True} else "ruled out"


fates = {item: follows(sentence) for item, sentence in said_of_ends.items()}
assert set(fates.values()) == set(fate_names)

# --- 6.3
kinds = {
    "a": "no cost",
    "b": "follows",
    "c": "wrong cost",
    "d": "wrong cost",
    "e": "follows",
    "f": "no cost",
    "g": "wrong cost",
    "h": "follows",
}
kind_accept = {item: {kind: 1} for item, kind in kinds.items()}
kind_accept["h"]["wrong cost"] = 0.5

# --- 6.4 and 6.5: an invented tree. Only the order of a player's pay-offs counts
moves = [
    ["a", "AZE", "fight", "fight on", "e"],
    ["a", "AZE", "sign", "sign the paper", "b"],
    ["b", "ARM", "put_off", "put the handing over off", "c"],
    ["b", "ARM", "hand_over", "hand the last two districts over on the day", "on_time"],
    ["c", "RUS", "look_away", "look away", "d"],
    ["c", "RUS", "insist", "insist on it", "late"],
    ["d", "AZE", "resume", "take up arms", "truce_ends"],
    ["d", "AZE", "wait", "wait", "half_way"],
    ["e", "TUR", "stay_back", "stay back", "alone"],
    ["e", "TUR", "help", "help", "f"],
    ["f", "RUS", "step_in", "step in", "powers_clash"],
    ["f", "RUS", "watch", "watch", "war_decides"],
]
ends = {
    "on_time": "the districts are handed over on the day",
    "late": "they are handed over late, under pressure from Russia",
    "truce_ends": "the truce ends, with five districts handed over",
    "half_way": "two districts are never handed over, and no war",
    "alone": "war without Turkey's help",
    "powers_clash": "Russia and Turkey on two sides of one war",
    "war_decides": "war with Turkey's help, Russia watching",
}
pays = {
    "on_time": {"RUS": 9, "AZE": 8, "ARM": 5, "TUR": 5},
    "late": {"RUS": 5, "AZE": 7, "ARM": 3, "TUR": 6},
    "truce_ends": {"RUS": 2, "AZE": 2, "ARM": 1, "TUR": 4},
    "half_way": {"RUS": 4, "AZE": 3, "ARM": 8, "TUR": 3},
    "alone": {"RUS": 6, "AZE": 4, "ARM": 6, "TUR": 2},
    "powers_clash": {"RUS": 1, "AZE": 1, "ARM": 4, "TUR": 0},
    "war_decides": {"RUS": 3, "AZE": 6, "ARM": 0, "TUR": 9},
}
players = {"AZE": "Azerbaijan", "ARM": "Armenia", "RUS": "Russia", "TUR": "Turkey"}
folded = {"a": "sign", "b": "hand_over", "c": "insist", "d": "wait", "e": "help", "f": "watch"}
game = {"moves": moves, "pays": pays}


def tree_in_words():
    made = []
    for node in folded:
        own = [(move, words, to) for at, _, move, words, to in moves if at == node]
        who = players[next(player for at, player, *_ in moves if at == node)]
        ways = "; ".join(
            f'`"{move}"` ({words}) → {f"**{to}**" if to in folded else f"the end `{to}`"}' for move, words, to in own
        )
        made.append(f"- **{node}** {who} moves: {ways}.")
    return "\n".join(made)


def pays_in_words():
    head = f"| end | what it is | {' | '.join(players.values())} |\n|---|---|{'--:|' * len(players)}\n"
    return head + "\n".join(
        f"| `{end}` | {words} | {' | '.join(str(pays[end][p]) for p in players)} |" for end, words in ends.items()
    )


# --- 6.6: two deals, and what can become of each when one thing changes; worked out as in lesson 6
peace = {"act": 1, "back_down": 8, "stop": 3, "gain": 7, "win": 0.6, "cost": 0.2, "rise": 0.3}
BELIEVED = 0.2  # how likely Baku thinks it that Russia would act
deals = {"A": {"deal": 0.4, "g": 0.6}, "B": {"deal": 0.6, "g": 0.35}}


def stops(deal, p=BELIEVED, act=peace["act"], stop=peace["stop"], **_):
    """Whether Azerbaijan stops for this deal."""
    return stop + peace["gain"] * deal >= worth_of_pressing(p, act, peace["back_down"]) - 1e-9


def trusts(deal, g, cost=peace["cost"], rise=peace["rise"], **_):
    """Whether Armenia prefers this deal to fighting now."""
    war = Bargain(0, peace["win"], peace["cost"], cost)
    return war.holds(deal, min(1.0, peace["win"] + rise * deal), g)


# each way in which the fact may turn out, from slightly to strongly
facts = {
    "a": [{"p": p / 100} for p in range(20, 101, 5)],
    "b": [{"g_more": g / 100} for g in range(0, 41, 5)],
    "c": [{"act": act} for act in range(1, 9)],
    "d": [{"cost": c / 100} for c in range(20, 40, 2)],
    "e": [{"stop": 3 + s / 4} for s in range(0, 13)],
    "f": [{"rise": r / 100} for r in range(30, -1, -5)],
    "g": [{"only": "A", "g_more": g / 100} for g in range(0, 41, 5)],
    "h": [{"p": p / 100, "g_more": p / 100 - 0.2} for p in range(20, 61, 5)],
}
deal_words = ["A", "B", "both", "neither"]


def lives(name, change):
    deal = deals[name]
    more = change.get("g_more", 0) if change.get("only", name) == name else 0
    return stops(deal["deal"], **change) and trusts(deal["deal"], min(1, deal["g"] + more), **change)


def helped(item):
    saved = [name for name in deals if any(lives(name, change) for change in facts[item])]
    return "both" if len(saved) == 2 else saved[0] if saved else "neither"


assert stops(0.6) and not stops(0.4) and trusts(**deals["A"]) and not trusts(**deals["B"])
saves = {item: helped(item) for item in facts}
assert set(saves.values()) == set(deal_words)
least = (worth_of_pressing(BELIEVED, peace["act"], peace["back_down"]) - peace["stop"]) / peace["gain"]
needed = {
    n: Bargain(0, peace["win"], peace["cost"], peace["cost"]).guarantee_needed(
        d["deal"], peace["win"] + peace["rise"] * d["deal"]
    )
    for n, d in deals.items()
}

TEXTS = {
    "too_far": TOO_FAR,
    "refused": REFUSED,
    "passed": PASSED,
    "tree": tree_in_words(),
    "pays": pays_in_words(),
    "first_five": "five of the surrounding districts at once and two on a fixed day",
    **{name: peace[name] for name in ("act", "back_down", "stop", "gain", "win", "cost", "rise")},
    "p": BELIEVED,
    **{f"deal_{name}": deal["deal"] for name, deal in deals.items()},
    **{f"sure_{name}": deal["g"] for name, deal in deals.items()},
}

# --- 6.7: what a step does to the least chance that stops Azerbaijan; worked out as in lesson 6
lines = {"stop": 5, "act": 1, "back_down": 9}
steps = {
    "a": {"act": -1},
    "b": {"stop": 7},
    "c": {"act": 3},
    "d": {"stop": 4},
    "e": {},
    "f": {},
    "g": {"act": 6},
    "h": {"stop": 9},
}
at_first = resolve_threshold(**lines)


def need(item):
    now = resolve_threshold(**lines | steps[item])
    if now is None:
        return "never"
    return "not needed" if now == 0 else "same" if now == at_first else "lower" if now < at_first else "higher"


def needed_chance(item):
    now = resolve_threshold(**lines | steps[item])
    return "no chance is enough" if now is None else f"the least chance is {now:.2f}, after {at_first:.2f}"


needs = {item: need(item) for item in steps}
need_names = ["lower", "higher", "same", "never", "not needed"]
assert set(needs.values()) == set(need_names)
TEXTS |= {f"line_{name}": value for name, value in lines.items()} | {"r": f"{at_first:.2f}".rstrip("0")}

TASKS = [
    Task(
        id="6.1",
        name="fears",
        title="Scylla or Charybdis",
        points=8,
        form=fear_form,
        outcome="tell the fear of being abandoned from the fear of being entrapped, and whose it is",
        accept=fear_accept,
        reasons={
            "a": "The ally does not come: abandonment. The recognised border limits the treaty (E35, R01).",
            "b": "P23: Pashinyan's 'terrorist card' is to draw Russia in.",
            "c": "P24: Erdogan may have sought Putin's attention; Baku could become the small change.",
            "d": "TUR_I7: Ankara wants no rupture with Russia.",
            "e": "P19 to P22: Russia's quarrel with Turkey is larger than Karabakh. The weaker ally can be drawn in too.",
            "f": "P13: new elites may turn to the West. An ally that changes sides abandons the stronger one.",
            "g": "R10 and R30: Ankara's quarrels with Moscow and with Paris.",
            "h": "R08 and P11: Baku lived well with Moscow; the gratitude of P11 may not last.",
        },
        hints={
            "a": "For “a”: who counts on a treaty, and who gave it?",
            "b": "For “b”: read P23 to its end. Who would be drawn into what?",
            "c": "For “c”: read P24. Who could fear what those two speak about?",
            "d": "For “d”: who is far from the front and near to a clash with Russia?",
            "e": "For “e”: on whose land would the quarrel of two others be fought out?",
            "f": "For “f”: read P13. Who would lose by such a turn?",
            "g": "For “g”: whose friend has quarrels with Paris and with Moscow at once?",
            "h": "For “h”: who helps now, and could be forgotten afterwards?",
        },
        help="Ask first: does the one who speaks fear that the other does too little, or does too much?",
        slips=(
            Slip("the stronger ally fears only entrapment", fears | {i: ("entrapped", fears[i][1]) for i in "fh"}, 7),
            Slip("always the other ally", {i: (f, ally[c]) for i, (f, c) in fears.items()}, 4),
            Slip("all abandoned", {i: ("abandoned", c) for i, (_, c) in fears.items()}, 6),
        ),
    ),
    Task(
        id="6.2",
        name="fates",
        title="Who stops the paper?",
        points=8,
        form={"shape": "map", "items": list(fates), "fields": [{"name": "word", "allowed": fate_names}]},
        outcome="infer from the fate of a few papers what leaders and those at home accept, and what cannot be inferred",
        accept={item: {word: 1} for item, word in fates.items()},
        reasons={
            "a": f"At home in Yerevan {REFUSED} was refused, so their end lies below it, and {REFUSED + 5} lies further still.",
            "b": f"At home in Baku {PASSED} was accepted. Who accepts that accepts 45 too, and all that lies above it.",
            "c": f"Their end in Yerevan lies from {PASSED} to just below {REFUSED}: it may be 43 or 48.",
            "d": "The leader had signed. What moves his end does not move that of those who refused.",
            "e": f"He would then have their end, which lies below {REFUSED}.",
            "f": f"Of both ends in Baku one knows only that they lie at {PASSED} or below it, and not in which order.",
            "g": f"The paper at {PASSED} passed everywhere, and nobody had given way for it.",
            "h": f"Their end lies at {PASSED} or above; ten more is {PASSED + 10} or above, and the paper stood at {REFUSED}.",
        },
        hints={
            "a": "For “a”: between which two papers does the end of those at home in Yerevan lie?",
            "b": "For “b”: which is the lowest paper that those at home in Baku are known to have accepted?",
            "c": "For “c”: write down the lowest and the highest value that each end may have. Is the answer the same for both?",
            "d": "For “d”: who stopped the paper, and whose end would move?",
            "e": "For “e”: which end would he then have?",
            "f": "For “f”: write down the lowest and the highest value that each end may have. Is the answer the same for both?",
            "g": "For “g”: has any paper passed already?",
            "h": "For “h”: take the lowest value that this end may have, and add ten.",
        },
        help="Draw a line from 0 to 100 and write down for each of the four ends between which values it must lie. Only then try the sentences.",
        slips=(
            Slip(
                "takes what is likely for what follows",
                {i: "follows" if w == "left open" else w for i, w in fates.items()},
                6,
            ),
            Slip("does not tell the leader from home", fates | {"d": "follows", "e": "left open", "h": "left open"}, 5),
            Slip("nothing can be known", dict.fromkeys(fates, "left open"), 2),
        ),
    ),
    Task(
        id="6.3",
        name="signals",
        title="Talk, cost, tied hands",
        points=8,
        form={
            "shape": "map",
            "items": list(kinds),
            "fields": [{"name": "word", "allowed": ["follows", "wrong cost", "no cost"]}],
        },
        outcome="judge what may be concluded from a signal, by when its cost falls and on whom",
        accept=kind_accept,
        reasons={
            "a": "Talk: nothing is lost if nothing follows, and a repetition adds nothing to nothing.",
            "b": "Tied hands (E35): said in public of the ally's own territory. Whoever breaks it later is seen to, and pays then.",
            "c": "The cost is real, but the money is gone whatever is done next. It cannot make giving in dearer.",
            "d": "Tied hands (E33): the address cost little that day. It counts because to take less later would be seen.",
            "e": "A cost that is paid at once says something about who pays it: those who are not in earnest would rather keep the money.",
            "f": "Talk: nobody outside has heard it, so it can be taken back without a loss.",
            "g": "The petrol and the pay are spent, and everyone is at home again. That shows goodwill; it binds nobody to come.",
            "h": "A tripwire (Schelling 1966; Fearon 1997): whoever leaves when they are hit pays then. Half for wrong cost: to keep them there is paid as it goes.",
        },
        hints={
            "a": "For “a”: what is lost if nothing follows?",
            "b": "For “b”: suppose the promise is not kept. Who would notice?",
            "c": "For “c”: suppose the government gives in next week. Is the money back?",
            "d": "For “d”: what did he lose on the day of the address, and what would he lose if he settled for less?",
            "e": "For “e”: who would rather not pay for such a thing?",
            "f": "For “f”: who could hold the minister to it?",
            "g": "For “g”: what would it cost today to stay at home?",
            "h": "For “h”: what would it mean to withdraw after the first shell?",
        },
        help="Ask twice of the signal: what does it cost if one acts later, and what if one backs down? Then ask which of the two the conclusion needs.",
        slips=(
            Slip("every signal proves what is said", dict.fromkeys(kinds, "follows"), 3),
            Slip("what is paid binds", kinds | {"c": "follows", "g": "follows"}, 6),
            Slip("only what binds counts", kinds | {"e": "wrong cost", "d": "follows"}, 6),
        ),
    ),
    Task(
        id="6.4",
        name="folded",
        title="Fold back another tree",
        points=6,
        kind="follow",
        form={
            "shape": "map",
            "items": list(folded),
            "fields": [{"name": "move", "allowed": [move for _, _, move, *_ in moves]}],
        },
        outcome="solve a tree from its ends, one node after the other",
        rules=("fold_back",),
        parameters=game,
        reasons={"6.4": "Backward induction; each node is judged by what the student has chosen below it."},
        help="Begin with the nodes after which only ends come.",
        slips=(
            Slip("hopes for the best end on each branch", folded | {"b": "put_off"}, 5),
            Slip("the first move everywhere", {at: move for at, _, move, *_ in reversed(moves)}, 4),
            Slip("Russia steps in", folded | {"f": "step_in"}, 4),
            Slip("a move of another node", folded | {"b": "insist"}, 5),
        ),
    ),
    Task(
        id="6.5",
        name="change",
        title="Find the hinge",
        points=3,
        kind="property",
        form={
            "shape": "map",
            "items": ["change"],
            "fields": [
                {"name": "end", "allowed": list(ends)},
                {"name": "player", "allowed": list(players)},
                {"name": "new pay-off", "low": 0, "high": 10},
            ],
        },
        outcome="find the one comparison on which a whole tree turns",
        rules=("hinge_change",),
        parameters=game | {"wanted": "fight"},
        reasons={
            "6.5": "Russia's comparison at c: late has 5, what follows from looking away has 4. A change of a little over 1 in either turns it."
        },
        help="Look for a node at which the two ends are close for the one who moves, and go up from there.",
        slips=(
            Slip("a prize for fighting: it works, but is large", {"change": ("war_decides", "AZE", 8.5)}, 1.5),
            Slip("a tie only", {"change": ("late", "RUS", 4)}, 0),
            Slip("Armenia's pay-off, which turns nothing at a", {"change": ("on_time", "ARM", 2)}, 0),
            Slip("no change", {"change": ("late", "RUS", 5)}, 0),
        ),
    ),
    Task(
        id="6.6",
        name="saves",
        title="Two deals that fail",
        points=4,
        form={"shape": "map", "items": list(saves), "fields": [{"name": "deal", "allowed": deal_words}]},
        outcome="find out at whom a deal fails, and judge which added fact could save it and which could not",
        accept={item: {word: 1} for item, word in saves.items()},
        reasons={
            "a": f"Deal A fails in Baku, which stops only for {least:.2f} or more. If Russia is likelier to act, pressing on is worth less, and less will do. Deal B fails in Yerevan, and nothing changes there.",
            "b": f"Deal B fails in Yerevan, which must be {needed['B']:.0%} sure of it and is {deals['B']['g']:.0%}. Deal A has Yerevan already ({needed['A']:.0%} would do), and Baku presses on.",
            "c": "Pressing on is worth more to Baku: that helps no deal, and the larger one may be lost there as well.",
            "d": "War now leaves Yerevan less, so a smaller chance of a kept promise is enough for B. It was not Yerevan that A failed at.",
            "e": "Baku gains by stopping, so a smaller share is enough: that can save A. B fails in Yerevan.",
            "f": "A broken promise would cost Yerevan less, so it need not be so sure: that can save B. Baku's choice is the same.",
            "g": "Yerevan was ready for A already. A surer guarantee is given to the one who did not refuse.",
            "h": "Baku presses on for less, which can save A; and Yerevan is surer of what it is promised, which can save B.",
        },
        hints={
            "a": "For “a”: whose comparison has this chance in it? Which deal failed there?",
            "b": "For “b”: whose comparison has this in it? Which deal failed there?",
            "c": "For “c”: does it make stopping or pressing on worth more?",
            "d": "For “d”: what does fighting now leave, and to whom?",
            "e": "For “e”: whose comparison has this in it? Which deal failed there?",
            "f": "For “f”: which end of the promise becomes less bad, and for whom?",
            "g": "For “g”: who had refused deal A?",
            "h": "For “h”: go through the two capitals one by one.",
        },
        help="First find out for each deal who refuses it. Then ask of each fact in whose comparison it stands, and which way it moves it.",
        slips=(
            Slip("whatever helps peace helps both", {i: "both" if w in "AB" else w for i, w in saves.items()}, 1.5),
            Slip("the two changed over", {i: {"A": "B", "B": "A"}.get(w, w) for i, w in saves.items()}, 1.5),
            Slip("a guarantee is always what is missing", saves | {"g": "A", "a": "neither", "e": "neither"}, 2.5),
        ),
    ),
    Task(
        id="6.7",
        name="needs",
        title="More threat, or more offer?",
        points=4,
        form={"shape": "map", "items": list(needs), "fields": [{"name": "chance", "allowed": need_names}]},
        outcome="say which steps change how sure a rival must be before a threat stops it, and which only change what it believes",
        accept={item: {word: 1} for item, word in needs.items()},
        reasons={
            "a": f"Pressing on against a Russia that acts is worth less: {needed_chance('a')}.",
            "b": f"Stopping is worth more: {needed_chance('b')}. An offer can do the work of a threat.",
            "c": f"Pressing on against a Russia that acts hurts less: {needed_chance('c')}.",
            "d": f"Stopping is worth less: {needed_chance('d')}. It is at home that stopping has become dearer.",
            "e": f"What Baku believes has changed, and not how sure it must be: {needed_chance('e')}. Whether belief now passes it is another question.",
            "f": f"Words that cost nothing change no pay-off: {needed_chance('f')}.",
            "g": f"Even against a Russia that acts, pressing on is better than stopping: {needed_chance('g')}.",
            "h": "Stopping is worth as much as pressing on against a Russia that backs down, so it needs no threat.",
        },
        hints={
            "a": "For “a”: which of the three pay-offs moves, and which way?",
            "b": "For “b”: which of the three pay-offs moves, and which way?",
            "c": "For “c”: which of the three pay-offs moves, and which way?",
            "d": "For “d”: what has become of stopping, for those who would have to explain it?",
            "e": "For “e”: is it a pay-off that has changed, or a guess?",
            "f": "For “f”: which pay-off does another word of concern move?",
            "g": "For “g”: compare stopping with the worse of the two ends of pressing on.",
            "h": "For “h”: compare stopping with the better of the two ends of pressing on.",
        },
        help="r is how far stopping lies below the good end of pressing on, divided by the distance of its two ends.",
        slips=(
            Slip("takes what is believed for what is needed", needs | {"e": "lower", "f": "lower"}, 3),
            Slip("the threat is all that counts", needs | {"b": "same", "d": "same", "h": "same"}, 2.5),
            Slip("all lower", dict.fromkeys(needs, "lower"), 1),
        ),
    ),
]

# %% [markdown] id="title"
# # Exercise 6: red lines and promises
#
# Seven tasks on lesson 6, about 55 minutes. None needs Python beyond filling in words and numbers. Paper helps: draw a line for 6.2 and a tree for 6.4.
#
# Each task has a cell for your answer and a cell that checks it. Fill in, run both, and read what the check says. Where you choose from given words, the check looks at only {{tries}} answers, so read before you try. Slips of typing do not count, and everything else you may check as often as you like. The cases below are invented to show how the tools work. No task asks whom you believe.
#
# **Run the next cell first.**

# %% [markdown] prompt="6.1"
# In October 2020 there were two pairs of partners: Moscow and Yerevan, Ankara and Baku. Nobody spoke the sentences below. Each puts into words a fear for which the article or the tables give a ground. Is it the fear of being **abandoned** or of being **entrapped**, and in which **capital** would it be felt?
#
# An entry looks like this: `"x": ("abandoned", "Ankara"),`
#
# - **a** "The treaty speaks of our recognised border. The shooting is on the other side of it."
# - **b** "If they may call whoever fires at them a terrorist, we shall be at war by winter, and they will have chosen the day."
# - **c** "The two presidents talk on the telephone. What if we are the small change in a bargain about Syria?"
# - **d** "With each step that they go forward, we come nearer to shooting at Russians. That is not what we promised our voters."
# - **e** "Some there would be glad to settle their score with Ankara, and to do it here, on our land."
# - **f** "If we bring them nothing, a new government will look for friends in the West."
# - **g** "Our friend quarrels with Paris today and with Moscow tomorrow. Must each of these quarrels become ours?"
# - **h** "Once they have what they want, they may remember how well they used to get on with Moscow."

# %% answer="6.1"
fears = {
    "a": ("", ""),
    "b": ("", ""),
    "c": ("", ""),
    "d": ("", ""),
    "e": ("", ""),
    "f": ("", ""),
    "g": ("", ""),
    "h": ("", ""),
}
### BEGIN SOLUTION
fears = {"a": ("abandoned", "Yerevan"), "b": ("entrapped", "Moscow"), "c": ("abandoned", "Baku")}
fears |= {"d": ("entrapped", "Ankara"), "e": ("entrapped", "Yerevan"), "f": ("abandoned", "Moscow")}
fears |= {"g": ("entrapped", "Baku"), "h": ("abandoned", "Ankara")}
### END SOLUTION

# %% [markdown] prompt="6.2"
# Who stops a paper, and what does its fate tell about those who never say what they would accept? Deals lie on a line from 0 (no district is returned) to 100 (all seven at once). On the Armenian side everybody accepts deals up to an end, on the Azerbaijani side from an end on. There are four such ends: the leader's and that of those at home, in Yerevan and in Baku. Nobody knows them. The case is invented and says nothing about anybody in October 2020. Three papers were tried, one after the other, and the ends stayed where they were:
#
# 1. The paper at **{{too_far}}** was not signed: the Armenian leader would not.
# 2. The paper at **{{refused}}** was signed by both leaders. Then those at home in Yerevan refused it.
# 3. The paper at **{{passed}}** was signed by both leaders and accepted in both homes.
#
# What does this tell? Each sentence `"follows"` from it, is `"ruled out"` by it, or is `"left open"`: the ends may lie so that it is true, and also so that it is false.
#
# - **a** Those at home in Yerevan would have refused a paper at 55, had the leaders signed it.
# - **b** Those at home in Baku accept nothing below 46.
# - **c** A paper at 46 would have passed.
# - **d** A promise to the Armenian leader, in private, would have saved the paper at {{refused}}.
# - **e** If the Armenian leader signed only what those at home accept, he would not have signed at {{refused}}.
# - **f** The leader in Baku asks for more than those at home there do.
# - **g** No paper could pass until somebody in Baku gave way.
# - **h** Something that moves those at home in Yerevan by ten would have saved the paper at {{refused}}.
#
# For class: would you rather bargain for the side with the strict home, or against it?

# %% answer="6.2"
fates = {
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
fates = {"a": "follows", "b": "ruled out", "c": "left open", "d": "ruled out"}
fates |= {"e": "follows", "f": "left open", "g": "ruled out", "h": "follows"}
### END SOLUTION

# %% [markdown] prompt="6.3"
# What does a signal prove? In each entry somebody sends one, and an analyst draws a conclusion. Some of the signals were reported before 16 October 2020, and some are invented; so are the analysts. Lesson 6 told talk, cost and tied hands apart by when their cost falls. Does the conclusion fit?
#
# - `"follows"`: the signal has a cost, and it falls where the conclusion needs it;
# - `"wrong cost"`: it has a cost, but one that falls elsewhere: money that is gone is taken for a bond, or a bond for money paid;
# - `"no cost"`: nothing is paid and nothing is at stake later, so nothing of the sort can be concluded.
#
# The signals, and the conclusions:
#
# - **a** A spokesman says for the fourth time in a week that his capital is deeply concerned. "Each time it gets harder for his capital to stay out."
# - **b** A president says on television that a treaty binds his country to defend the ally's own territory. "If that is attacked and he does nothing, he will pay for it with his other allies."
# - **c** A government spends a tenth of its budget on field hospitals behind the front. "Now it will lose more than before if it gives in."
# - **d** In an address to the nation a president names the terms below which he will not stop. "One must believe him, for the address was dear to him that evening."
# - **e** For two years a government has paid for a road to the front that nobody needs in peace. "It is likelier to be in earnest than one that has paid nothing."
# - **f** A minister tells another on the telephone what his capital will not put up with. Nothing is published. "If he puts up with it after all, he will lose face at home."
# - **g** Two armies exercise together for two weeks, and then go home. "Now neither can stay away when the other calls."
# - **h** A great power lets two hundred of its soldiers live in the towns that would be shelled first. "Once the shelling begins, to stand aside will be dear to it."

# %% answer="6.3"
signals = {
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
signals = {"a": "no cost", "b": "follows", "c": "wrong cost", "d": "wrong cost"}
signals |= {"e": "follows", "f": "no cost", "g": "wrong cost", "h": "follows"}
### END SOLUTION

# %% [markdown] prompt="6.4"
# In the lesson's tree only Azerbaijan can break a deal, and Turkey has no move of its own. Here is another tree. A paper is on the table: {{first_five}}. Azerbaijan signs it or fights on.
#
# {{tree}}
#
# At each end, a higher number is better for the one in whose column it stands. The numbers are invented, and only their order counts.
#
# {{pays}}
#
# Everybody knows all of this. Which move is made at each node? A slip costs once: each node is judged by what you chose further down.

# %% answer="6.4"
folded = {
    "a": "",
    "b": "",
    "c": "",
    "d": "",
    "e": "",
    "f": "",
}
### BEGIN SOLUTION
folded = {"a": "sign", "b": "hand_over", "c": "insist", "d": "wait", "e": "help", "f": "watch"}
### END SOLUTION

# %% [markdown] prompt="6.5"
# Stay with the tree of 6.4. Change **one** pay-off of **one** player, so that Azerbaijan fights on at **a**. Choose the change as small as you can: one that is up to a fifth larger than the least possible change earns all. A tie is not enough: after your change Azerbaijan must do better by fighting on.
#
# The numbers are invented, so the size of a change means little by itself. But the smallest one leads you to the comparison that decides.
#
# Write the end, the player (`"AZE"`, `"ARM"`, `"RUS"` or `"TUR"`) and the new number, from 0 to 10. An entry looks like this: `"change": ("alone", "TUR", 2.5),`
#
# When you have found it, ask yourself who in this tree makes whose promise believable.

# %% answer="6.5"
change = {
    "change": ("", "", None),
}
### BEGIN SOLUTION
change = {"change": ("late", "RUS", 3.9)}
### END SOLUTION

# %% [markdown] prompt="6.6"
# Put two lenses together. A **deal** hands a share of the stake to Azerbaijan, from 0 to 1, as in the lesson's bar. Two deals are on the table: **A** hands over {{deal_A}} of it, **B** {{deal_B}}. Neither comes about.
#
# *Azerbaijan* thinks that Russia would act with a chance of {{p}}. Pressing on is worth {{act}} to it if Russia acts, and {{back_down}} if Russia backs down. Stopping is worth {{stop}} without a deal, and {{gain}} more for the whole stake, so half of the stake adds half of that. It stops if stopping is worth at least as much as the gamble.
#
# *Armenia* can fight now. Then Azerbaijan wins everything with a chance of {{win}}, and war costs Armenia {{cost}} of the stake. Or it can carry out the deal. If the promise is kept, Armenia keeps the rest of the stake, without war. If it is broken, the same war comes later, and Azerbaijan's chance is then higher by {{rise}} times the share that was handed over. Armenia is {{sure_A}} sure that the promise of A would be kept, and {{sure_B}} sure of that of B; it weighs the two ends against fighting now.
#
# At whom does each deal fail? All numbers are invented. Each line below then adds one fact, alone, and gives no number: the change may be small or large. Which deal can it save, if it is large enough: `"A"`, `"B"`, `"both"` or `"neither"`?
#
# - **a** Baku comes to think it likelier that Russia would act.
# - **b** Observers whom Yerevan trusts are written into both deals: it is surer that a promise is kept. What Baku expects of Russia stays as it was.
# - **c** Ankara promises Baku to make up for what it loses if Russia acts.
# - **d** Yerevan learns that war now would cost it more than it had thought.
# - **e** People in Baku tire of the war: stopping is worth more there, with any deal or none.
# - **f** The heights are left out of what is handed over: the same share then helps Baku less in a later war.
# - **g** The guarantee of deal A, and of A alone, is made as sure as can be.
# - **h** Moscow signs a treaty to act against whoever breaks off: Baku thinks it likelier that Russia acts, and Yerevan is surer that a promise is kept.

# %% answer="6.6"
saves = {
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
saves = {"a": "A", "b": "B", "c": "neither", "d": "B", "e": "A", "f": "B", "g": "neither", "h": "both"}
### END SOLUTION

# %% [markdown] prompt="6.7"
# Should Moscow threaten more, or offer more? As in lesson 6, **r** is the least chance, as Baku sees it, that Russia would act, at which Baku stops. Here stopping is worth {{line_stop}} to Baku, pressing on {{line_back_down}} if Russia backs down and {{line_act}} if Russia acts, so that r is {{r}}. The numbers are invented.
#
# Each step below is taken alone. What becomes of **r**?
#
# - `"lower"` or `"higher"`: a smaller chance is enough, or a larger one is needed;
# - `"same"`: r stays, whatever else may change;
# - `"never"`: not even certainty would stop Baku;
# - `"not needed"`: Baku stops without any threat.
#
# The steps:
#
# - **a** Moscow moves two brigades to the border: should it act, it would hurt more (−1 in the place of {{line_act}}).
# - **b** The co-chairs put dates for the first districts on paper: stopping is worth 7.
# - **c** Ankara promises Baku new drones for every one that is lost: if Russia acts, it hurts less (3).
# - **d** A crowd in Baku calls for the war to go on: stopping is worth 4.
# - **e** A Moscow newspaper says that the base at Gyumri is on alert. Baku now thinks it twice as likely that Russia will act.
# - **f** A spokesman in Moscow is deeply concerned, for the fifth time this week.
# - **g** Baku finds a way to go on fighting in which even a Russia that acts leaves it with 6.
# - **h** All seven districts by a fixed day, with a guarantee that Baku trusts: stopping is worth 9.
#
# Which of these steps would each capital call fair? This is for class, and not marked.

# %% answer="6.7"
needs = {
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
needs = {"a": "lower", "b": "lower", "c": "higher", "d": "higher"}
needs |= {"e": "same", "f": "same", "g": "never", "h": "not needed"}
### END SOLUTION
