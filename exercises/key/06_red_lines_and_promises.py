# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% tags=["key"]
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

# --- 6.2: ends of what is accepted, on the Armenian side up to them, on the Azerbaijani side from them; all invented
PAPER = 50
ends_now = {"arm_leader": 65, "arm_home": 45, "aze_leader": 30, "aze_home": 40, "paper": PAPER}
turns = {
    "a": {"arm_home": 55},
    "b": {"arm_leader": 80},
    "c": {"aze_home": 60},
    "d": {"arm_home": 55, "aze_home": 60},
    "e": {"paper": 42},
    "f": {"paper": 35},
    "g": {"aze_leader": 55},
    "h": {"paper": 70},
}
fate_names = ["passes", "dies in Yerevan", "dies in Baku", "dies in both", "not signed"]


def fate(arm_leader, arm_home, aze_leader, aze_home, paper):
    if not aze_leader <= paper <= arm_leader:
        return "not signed"
    refused = ([] if paper <= arm_home else ["Yerevan"]) + ([] if paper >= aze_home else ["Baku"])
    return "passes" if not refused else f"dies in {refused[0]}" if len(refused) == 1 else "dies in both"


fates = {item: fate(**ends_now | change) for item, change in turns.items()}
assert set(fates.values()) == set(fate_names) and fate(**ends_now) == "dies in Yerevan"


def line(item):
    now = ends_now | turns[item]
    return (
        f"The paper at {now['paper']}: leaders sign from {now['aze_leader']} to {now['arm_leader']}; "
        f"at home Yerevan takes up to {now['arm_home']}, Baku from {now['aze_home']}."
    )


# --- 6.3
kinds = {
    "a": "talk",
    "b": "hands",
    "c": "cost",
    "d": "hands",
    "e": "hands",
    "f": "talk",
    "g": "cost",
    "h": "hands",
}
kind_accept = {item: {kind: 1} for item, kind in kinds.items()}
kind_accept["e"]["talk"] = 1
kind_accept["h"]["cost"] = 0.5

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


# --- 6.6
peace = {
    "p": 0.2,
    "act": 1,
    "back_down": 8,
    "stop": 3,
    "gain": 7,
    "win": 0.6,
    "challenger_cost": 0.2,
    "defender_cost": 0.2,
    "rise": 0.3,
    "within": 0.03,
}
least = (worth_of_pressing(peace["p"], peace["act"], peace["back_down"]) - peace["stop"]) / peace["gain"]
war = Bargain(0, peace["win"], peace["challenger_cost"], peace["defender_cost"])
needed = war.guarantee_needed(least, peace["win"] + peace["rise"] * least)
one = {"name": "number", "low": 0, "high": 1}

TEXTS = {
    **ends_now,
    "tree": tree_in_words(),
    "pays": pays_in_words(),
    "first_five": "five of the surrounding districts at once and two on a fixed day",
    **{name: peace[name] for name in ("p", "act", "back_down", "stop", "gain", "win", "rise", "within")},
    "defender_cost": peace["defender_cost"],
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
        bloom="understand",
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
        form={"shape": "map", "items": list(fates), "fields": [{"name": "fate", "allowed": fate_names}]},
        bloom="analyse",
        outcome="say what a step changes for a paper: whether leaders sign it, and whether it lives at home",
        accept={item: {word: 1} for item, word in fates.items()},
        reasons={
            "a": f"{line('a')} Those who would have refused it have been given something.",
            "b": f"{line('b')} The leader had signed before; it is not he who stops it.",
            "c": f"{line('c')} What one side wins in public, or loses, is read at home on the other.",
            "d": f"{line('d')} The mediator has mended one home, and the other has moved.",
            "e": f"{line('e')} The window of both homes is narrow: it ends where Yerevan stops and begins where Baku starts.",
            "f": f"{line('f')} Moved too far: what helps in one capital costs in the other.",
            "g": f"{line('g')} A leader who ties his hands makes the window of the leaders smaller (Schelling 1960).",
            "h": f"{line('h')} Home is never asked.",
        },
        hints={
            "a": "For “a”: which of the four ends moves, and past the paper or not?",
            "b": "For “b”: was it the leader who stopped the paper?",
            "c": "For “c”: one refusal was there before. Is it gone?",
            "d": "For “d”: look at both homes.",
            "e": "For “e”: lay the paper beside all four ends.",
            "f": "For “f”: lay the paper beside all four ends.",
            "g": "For “g”: would he still sign?",
            "h": "For “h”: ask the leaders first.",
        },
        help="Draw a line from 0 to 100 with the four ends and the paper. First the leaders, then those at home.",
        slips=(
            Slip("looks at the leaders only", {i: w if w == "not signed" else "passes" for i, w in fates.items()}, 4),
            Slip("does not ask the leaders", fates | {"g": "dies in Yerevan", "h": "dies in Yerevan"}, 6),
            Slip("it always dies in Yerevan", dict.fromkeys(fates, "dies in Yerevan"), 1),
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
            "fields": [{"name": "kind", "allowed": ["talk", "cost", "hands"]}],
        },
        bloom="analyse",
        outcome="sort signals by when their cost falls, also such as the lesson has not sorted",
        accept=kind_accept,
        reasons={
            "a": "Nothing is lost if nothing follows.",
            "b": "E35: said in public of the ally's own territory; whoever breaks it later is seen to.",
            "c": "The money is gone, whatever is done next.",
            "d": "E33: terms named to the nation; to take less would be seen.",
            "e": "P21. Hands: a public that was told of a threat may ask why nothing follows. Talk: no line is drawn and no step named, and the tale can fade as it came. Careful readers differ, so both earn all.",
            "f": "Nobody outside has heard it; it can be taken back without a loss.",
            "g": "The petrol and the pay are spent, whatever is done next, and everyone is at home again.",
            "h": "A tripwire (Schelling 1966; Fearon 1997): whoever leaves when they are hit pays then. Half for cost: keeping them there is paid as it goes.",
        },
        hints={
            "a": "For “a”: what is lost if nothing follows?",
            "b": "For “b”: suppose the promise is not kept. Who would notice?",
            "c": "For “c”: suppose the government gives in next week. Is the money back?",
            "d": "For “d”: suppose the speaker later settles for less. What then?",
            "e": "For “e”: suppose nothing follows. Would anyone ask why?",
            "f": "For “f”: who could hold the minister to it?",
            "g": "For “g”: when does this cost something: now, or only if one backs down?",
            "h": "For “h”: what would it mean to withdraw after the first shell?",
        },
        help="Ask twice: what does it cost if one acts later, and what if one backs down?",
        slips=(
            Slip("what is public is talk", {i: "talk" if i in "bde" else k for i, k in kinds.items()}, 6),
            Slip("what is military is cost", {i: "cost" if i in "gh" else k for i, k in kinds.items()}, 7.5),
            Slip("all hands", dict.fromkeys(kinds, "hands"), 4),
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
        bloom="apply",
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
        bloom="evaluate",
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
        name="promise",
        title="Buy peace with a promise",
        points=4,
        kind="follow",
        form={"shape": "map", "items": ["deal", "g"], "fields": [one]},
        bloom="evaluate",
        outcome="say what offer stops one side, and how sure the other must be that it is kept",
        rules=("bought_peace",),
        parameters=peace,
        reasons={"6.6": f"Least deal {least:.4f}; for it g {needed:.4f}. For another deal g is worked out anew."},
        help="Write both comparisons down as sums, and try numbers.",
        slips=(
            Slip("offers half, a little too little", {"deal": 0.5, "g": 0.36}, 2),
            Slip("a larger deal than it takes", {"deal": 0.65, "g": 0.58}, 3),
            Slip("as sure as can be", {"deal": 0.52, "g": 1}, 3),
            Slip("everything", {"deal": 1, "g": 1}, 1),
        ),
    ),
    Task(
        id="6.7",
        name="needs",
        title="More threat, or more offer?",
        points=4,
        form={"shape": "map", "items": list(needs), "fields": [{"name": "chance", "allowed": need_names}]},
        bloom="analyse",
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
# Who stops a paper that both leaders would sign, and what would let it live? Deals lie on a line from 0 (no district is returned) to 100 (all seven at once). On the Armenian side everybody accepts deals up to an end, on the Azerbaijani side from an end on. A mediator's paper stands at **{{paper}}**. The numbers are invented and say nothing about anybody in October 2020.
#
# | Who accepts | Armenia: up to | Azerbaijan: from |
# |---|--:|--:|
# | leader | {{arm_leader}} | {{aze_leader}} |
# | those at home | {{arm_home}} | {{aze_home}} |
#
# As things stand, both leaders would sign, and the paper dies in Yerevan. Each line below changes one thing, or two; all else stays. What becomes of the paper? It `"passes"`, it `"dies in Yerevan"`, `"dies in Baku"` or `"dies in both"` after both leaders have signed, or it is `"not signed"`.
#
# - **a** Observers whom both sides want are written into it. The opposition in Yerevan now accepts deals up to 55.
# - **b** The same is promised to the Armenian leader, in private. He would now sign up to 80; at home nobody knows of it.
# - **c** A newspaper in Baku prints the paper. Families displaced from the districts protest, and at home nothing under 60 is accepted any longer.
# - **d** **a** and **c** both happen.
# - **e** The mediator moves the paper to 42: one district waits for the second stage.
# - **f** The mediator moves it further, to 35.
# - **g** In an address to the nation the Azerbaijani leader says that he will sign nothing under 55.
# - **h** The mediator moves the paper to 70, since Baku's army is advancing.
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
fates = {"a": "passes", "b": "dies in Yerevan", "c": "dies in both", "d": "dies in Baku"}
fates |= {"e": "passes", "f": "dies in Baku", "g": "not signed", "h": "not signed"}
### END SOLUTION

# %% [markdown] prompt="6.3"
# Eight signals. Some were reported before 16 October 2020, and some are invented. Where does the cost fall?
#
# - `"talk"`: it costs nothing, whether one acts on it or not;
# - `"cost"`: it is paid at once and is gone, whatever one does next;
# - `"hands"`: it costs little now, and much if one later backs down.
#
# The signals:
#
# - **a** A spokesman says for the fourth time in a week that his capital is deeply concerned.
# - **b** A president says on television that a treaty binds his country to defend the ally's own territory.
# - **c** A government spends a tenth of its budget on field hospitals behind the front.
# - **d** In an address to the nation a president names the terms below which he will not stop.
# - **e** For weeks, media and officials tell a country that a terrorist threat stands at its gate (P21).
# - **f** A minister tells another on the telephone what his capital will not put up with. Nothing is published.
# - **g** Two armies exercise together for two weeks, and then go home.
# - **h** A great power lets two hundred of its soldiers live in the towns that would be shelled first.

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
signals = {"a": "talk", "b": "hands", "c": "cost", "d": "hands", "e": "hands", "f": "talk", "g": "cost", "h": "hands"}
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
# Put two lenses together. A **deal** hands a share of the stake to Azerbaijan, from 0 to 1, as in the lesson's bar.
#
# *Azerbaijan* thinks that Russia would act with a chance of {{p}}. Pressing on is worth {{act}} to it if Russia acts, and {{back_down}} if Russia backs down. Stopping is worth {{stop}} without a deal, and {{gain}} more for the whole stake, so half of the stake adds half of that. It stops if stopping is worth at least as much as the gamble.
#
# *Armenia* can fight now. Then Azerbaijan wins everything with a chance of {{win}}, and war costs Armenia {{defender_cost}} of the stake. Or it can carry out the deal. If the promise is kept, Armenia keeps the rest of the stake, without war. If the promise is broken, the same war comes later, and Azerbaijan's chance is then higher by {{rise}} times the share that was handed over. With **g**, how sure Armenia is that the promise will be kept, weigh the two against fighting now.
#
# Give the least `deal` for which Azerbaijan stops, and for this deal the least `g` for which Armenia prefers it. Up to {{within}} more than the least earns all; less does not. Your g is judged by your own deal. All numbers are invented.

# %% answer="6.6"
promise = {
    "deal": None,
    "g": None,
}
### BEGIN SOLUTION
promise = {"deal": 0.52, "g": 0.37}
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
