# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% tags=["key"]
from seminar.exercises.build import Slip, Task
from seminar.tables import read

TITLE = "Exercise 1: the argument"
claims = read("claims").set_index("claim_id")
paragraphs = read("article_paragraphs").paragraph.tolist()

# --- 1.1: each supposition tells against one claim; its paragraphs come from the table of claims
against = {"a": "C10", "b": "C25", "c": "C01", "d": "C17", "e": "C31", "f": "C49", "g": "C44", "h": "C34"}
place = {item: claims.paragraphs[claim] for item, claim in against.items()}
where_form = {"shape": "map", "items": list(against), "fields": [{"name": "paragraph", "allowed": paragraphs}]}
first = {item: right[0] for item, right in place.items()}
# Where a second paragraph would have to be rewritten too, and does not come first: half.
second = {"d": "P14", "f": "P24", "h": "P15"}

# --- 1.2
labels = {
    "a": "said",
    "b": "silent",
    "c": "implied",
    "d": "said",
    "e": "silent",
    "f": "implied",
    "g": "silent",
    "h": "said",
    "i": "implied",
    "j": "silent",
}
# Only where two careful readers would differ: half for the other reading.
also = {"c": {"silent": 0.5}, "f": {"said": 0.5}, "i": {"said": 0.5}}
label_form = {
    "shape": "map",
    "items": list(labels),
    "fields": [{"name": "label", "allowed": ["said", "implied", "silent"]}],
}

# --- 1.3: marked by structure, see the rule
map_form = {"shape": "text", "at_least": 40, "at_most": 500}
gists = read("article_paragraphs").set_index("paragraph").gist


def told(paragraph):
    """What the tables say of a paragraph, by which a line is known as one from there."""
    return " ".join([gists[paragraph], *claims.claim[[paragraph in places for places in claims.paragraphs]]])


map_of = {
    "passage": ["P10", "P11", "P12", "P13", "P14"],
    "thesis": ["P10", "P14"],
    "apart": [["P11", "P12"], ["P11", "P13"]],  # P13 begins with what P12 would lead to
    "lines": [8, 18],
    "unstated": 1,  # the second reader's map in lesson 1 has one
}
map_of["words"] = {paragraph: told(paragraph) for paragraph in map_of["passage"]}
map_of["words"]["names"] = (
    "Russia Moscow Kremlin Putin Turkey Ankara Erdogan Armenia Yerevan Pashinyan Azerbaijan Baku Aliyev Karabakh"
)
flat = """
[1]: Every course is costly to Russia. (P10)
  + <2>: Baku would thank Turkey and not Russia. (P11)
  + <3>: Baku would go on to Karabakh itself. (P11)
  + <4>: Azerbaijan would be lost for decades. (P12)
  + <5>: Turkey would gain in this case as well. (P13)
  + <6>: The leaders may be weakened at home. (P13)
  + <7>: New elites may look to other powers. (P13)
  + <8>: Moscow has settled on two layers. (P14)
"""
loose = "\n".join(line.strip() for line in flat.splitlines())
headings = "\n".join(f"{place} stay, fight, impose, {place}" for place in ["P10", "P11", "P12", "P13", "P14"] * 8)

elsewhere = """
[1]: Purple teapots sing on Tuesdays. (P14)
  + <2>: Some soup is usually taller. #unstated
    + <3>: The moon eats blue carpets. (P10)
    + <4>: Nine ducks own a lamp. (P11)
    + <5>: My sock prefers loud cheese. (P12)
  + <6>: Green ladders dream of butter. (P13)
    + <7>: Every pencil has a cousin. (P13)
  + <8>: A cold violin drinks rain. (P14)
"""

TASKS = [
    Task(
        id="1.1",
        name="where",
        title="What would have to be rewritten?",
        points=8,
        form=where_form,
        outcome="find the sentence of an argument that an objection tells against, and what it leaves standing",
        accept={
            item: dict.fromkeys(right, 1) | ({second[item]: 0.5} if item in second else {})
            for item, right in place.items()
        },
        reasons={
            item: f"{' and '.join(place[item])}: {claims.claim[claim]} ({claim}) {why}"
            for (item, claim), why in zip(
                against.items(),
                (
                    "If Ankara heard nothing, this report falls. The strikes of P5 stand without it.",
                    "It tells against the prediction on thanks. That success would embolden Baku, in the same paragraph, stands.",
                    "One course without serious cost is enough to make “no course is good” untrue. Both paragraphs open so.",
                    "It takes away the purpose that P6 gives. Half for P14: the policy in two layers would need another purpose too.",
                    "It tells against where new elites would turn. That leaders may suffer at home stands, and so does P12.",
                    "It tells against the judgement “somewhat vague”. Half for P24: a call with three steps is less of a concession.",
                    "It tells against the use that P23 says Pashinyan made of the argument. P24 speaks of tactics that drew Putin in, but those are Erdogan's.",
                    "It tells against “the only workable alternative to war”. Half for P15: the pressure on Baku's aim would be smaller, and the aim is still there.",
                ),
                strict=True,
            )
        },
        hints={
            "a": "For “a”: which paragraph reports who told whom, before the strikes?",
            "b": "For “b”: of which course is it said whom Baku would thank?",
            "c": "For “c”: does it tell against one course, or against what is said of all of them?",
            "d": "For “d”: for what does the Kremlin keep to the middle, as the author has it?",
            "e": "For “e”: on which of the courses does the author speak of people who are not yet in office?",
            "f": "For “f”: where does the author judge how a statement is worded?",
            "g": "For “g”: where does the author say what a leader hopes to gain by a word?",
            "h": "For “h”: where does the author weigh one evil against another?",
        },
        help="Ask: which sentence could nobody write any longer, if this were so? Others on the same matter may stand.",
        slips=(
            Slip(
                "one paragraph too early",
                {i: paragraphs[paragraphs.index(p) - 1] for i, p in first.items() if p != "P0"} | {"c": "P9"},
                1,
            ),
            Slip("all the same", dict.fromkeys(against, "P10"), 1),
            Slip("the policy is hit by everything", dict.fromkeys(against, "P14"), 0.5),
        ),
    ),
    Task(
        id="1.2",
        name="labels",
        title="Said, implied, silent",
        points=10,
        form=label_form,
        outcome="tell what a text says from what it implies and from what a reader brings along",
        accept={item: {label: 1} | also.get(item, {}) for item, label in labels.items()},
        reasons={
            "a": "P2 says that Turkey inserted itself as a de facto party.",
            "b": "The condition stands in the interview of 14 October (omission O9) and not in P7 or P8.",
            "c": "P7: if observers are enough, peacekeepers are not needed (C20). Half for silent: the text does not say what Moscow thinks of peacekeepers.",
            "d": "P11 says so, with 'likely' and 'emboldened'.",
            "e": "P22 does not say whom Kadyrov blamed (omission O14).",
            "f": "P25: 'until it can be legitimized' takes it as coming (C46). Half for said: 'until' is close to saying it.",
            "g": "The article names no one's dead and no displaced (omission O1).",
            "h": "P8 says so, within Lavrov's words.",
            "i": "P24 has 'satisfied' and 'finally grabbed Putin's attention' (C48). Half for said: the words are strong.",
            "j": "Iran does not appear in the article at all (omission O15).",
        },
        hints={
            "a": "For “a”: read P2 again, word by word.",
            "b": "For “b”: is it in P7 or P8, or do you know it from elsewhere?",
            "c": "For “c”: P7 says what would be enough. What follows for what is more than that?",
            "d": "For “d”: read P11 to its end.",
            "e": "For “e”: P22 names a speaker and four men. Whom else?",
            "f": "For “f”: what does the little word “until” (P25) take for granted?",
            "g": "For “g”: go through the article and look for people who live there.",
            "h": "For “h”: a sentence within reported speech is on the page too.",
            "i": "For “i”: P24 tells how one man may feel. What follows from it?",
            "j": "For “j”: do you know it from the article or from elsewhere?",
        },
        help="Put your finger on the words. If there are none, ask whether the author plainly means it, or whether you know it from elsewhere.",
        slips=(
            Slip("silent taken as said", {i: "said" if v == "silent" else v for i, v in labels.items()}, 6),
            Slip("all said", dict.fromkeys(labels, "said"), 4),
            Slip("all silent", dict.fromkeys(labels, "silent"), 4.5),
            Slip("all implied", dict.fromkeys(labels, "implied"), 3),
        ),
    ),
    Task(
        id="1.3",
        name="tree",
        title="A map of P10 to P14",
        points=8,
        form=map_form,
        kind="property",
        outcome="draw what supports what in a passage, with the steps that the passage leaves out",
        rules=("map_of_a_passage",),
        parameters=map_of,
        reasons={
            "1.3": "Two readers' maps of the passage stand in lesson 1, and they differ. Any map counts that has one thesis, sound links, a line for every paragraph, a step that the text leaves out, and the courses apart."
        },
        help="Does each unstated line stand between two lines that it joins?",
        slips=(
            Slip("everything under the thesis, and no step that is left out", flat, 6),
            Slip("a list without any indentation", loose, 3),
            Slip("headings instead of claims, over and over", headings, 2),
            Slip("the right shape, and sentences about something else", elsewhere, 1.6),
        ),
    ),
]

# %% [markdown] id="title"
# # Exercise 1: the argument
#
# Three tasks on lesson 1, about 30 minutes. You need [the article](https://www.themoscowtimes.com/2020/10/16/in-nagorno-karabakh-russia-faces-an-unenviable-task-a71778) beside this page, with its paragraphs numbered: P0 is the line under the headline, P1 begins "On Oct. 14". You will need the text.
#
# Each task has a cell for your answer and a cell that checks it. Fill in, run both, and read what the check says. Where you choose from given words, the check looks at only {{tries}} answers, so read before you try. Slips of typing do not count, and everything else you may check as often as you like. Nothing here asks for your view of the conflict.
#
# **Run the next cell first.**

# %% [markdown] prompt="1.1"
# What would an honest opponent attack? Each line below supposes that something turned out to be so. Nobody claims that it was; some of it is surely not. Which paragraph would then have to be rewritten first? Write its number, such as `"P7"`. Several paragraphs may speak of the same matter, and only one of them says what could no longer stand. Where a second one would have to follow, it earns half.
#
# - **a** Ankara: suppose that no Russian minister and no service had said a word about fighters to a Turkish colleague in those days.
# - **b** Baku: suppose that those who took land back by force would be as grateful to a Russia that kept out of the way as to Turkey.
# - **c** Moscow: suppose that one of the courses, whichever it is, had no serious cost.
# - **d** Yerevan: suppose that Moscow did not care for its place between the two capitals, nor for its name as a fair mediator.
# - **e** Moscow: suppose that those who may come to power one day, in Baku and in Yerevan, all want closer ties with Russia.
# - **f** Ankara: suppose that the Kremlin's statement had named three steps that it expected of Turkey, with a day for each.
# - **g** Yerevan: suppose that Pashinyan had spoken of terrorists in order to be heard in Paris and Washington, and had wanted no Russian soldiers.
# - **h** Paris: suppose that there had been a third way that could work, with no war and without giving up the districts.

# %% answer="1.1"
where = {
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
where = {"a": "P4", "b": "P11", "c": "P10", "d": "P6", "e": "P13", "f": "P3", "g": "P23", "h": "P17"}
### END SOLUTION

# %% [markdown] prompt="1.2"
# Is each of these **said** in the article, **implied** by it, or is the article **silent**? A thing may be true and the article still be silent on it. What somebody is reported to have said counts as said.
#
# - **a** Turkey has become a party to the conflict in all but name.
# - **b** Observers can come only if Baku and Yerevan both agree.
# - **c** Moscow sees no need, as yet, for peacekeepers.
# - **d** A success in the surrounding areas may lead Baku on to Karabakh itself.
# - **e** Kadyrov held states in the West responsible.
# - **f** The day will come when the Minsk Group gives its approval to Moscow's plan.
# - **g** Many people have had to leave their homes since September.
# - **h** The return of the areas is to go together with guarantees of security.
# - **i** By asking Ankara for help, Moscow gave something away.
# - **j** Iran has offered to mediate.

# %% answer="1.2"
labels = {
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
labels = {"a": "said", "b": "silent", "c": "implied", "d": "said", "e": "silent"}
labels |= {"f": "implied", "g": "silent", "h": "said", "i": "implied", "j": "silent"}
### END SOLUTION

# %% [markdown] prompt="1.3"
# In lesson 1 you drew a map of P10 to P14. Look at it once more, then press "Write it as Argdown" under it and paste the text between the quotation marks below. Two other readers' maps came up after yours: you may learn from them, but the map that you hand in must be in your own words.
#
# You may also write it here. Argdown has one line for each claim, and two more spaces for each step to the right. Here is a map of an invented text on a bridge:
#
# ```
# [1]: The town should not close the bridge. (P14)
#   + <2>: Its closing would harm people who cannot drive. #unstated
#     + <3>: Most who cross it go on foot. (P12)
# ```
#
# `+` marks a support, `-` an objection and `_` an undercut, each of the line above that stands one step to the left. The step that is left out goes between the two lines: it carries the upper one, and the lower one carries it. Mark it `#unstated`. If two lines support only together, they stand one under the other, and the second ends in `#together`.
#
# Your reading is your own. The check looks at the structure:
#
# - 8 to 18 lines, one thesis, and under it reasons that have reasons of their own;
# - each line names its paragraph, as in "(P12)", and says something that is in it, or is unstated; no paragraph of the passage is missing;
# - at least one unstated step stands where the passage goes from what would happen to why that is bad;
# - nothing runs in a circle, and no objection hangs as a support;
# - what is said of one course does not hang under what is said of another.

# %% answer="1.3"
tree = """
"""
### BEGIN SOLUTION
tree = """
[1]: Every course open to Russia costs it something that matters. (P10)
  + <2>: To stand aside would cost Russia its standing. #unstated
    + <3>: Baku would thank Turkey and not Russia. (P11)
    + <4>: Success would embolden Baku to take Karabakh itself. (P11)
  + <5>: To fight for Armenia would cost Russia its influence in Baku. #unstated
    + <6>: Moscow would count Azerbaijan as lost for decades. (P12)
    + <7>: Turkey would probably gain in this case too. (P13)
  + <8>: To impose a deal would harm Russia. (P13)
    + <9>: New elites could look elsewhere in both countries. (P13)
      + <10>: Leaders who sign what others reject may be weakened. (P13)
  + <11>: It has had to settle on a policy in two layers. (P14)
"""
### END SOLUTION
