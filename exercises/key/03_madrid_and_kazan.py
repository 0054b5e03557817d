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

TITLE = "Exercise 3: Madrid and Kazan"
SPEAKS = ("published", "leaked", "reported")
papers = read("proposals").set_index("proposal_id", drop=False)
questions = read("elements").sort_values("order")
provisions = read("provisions")
summary = provisions.drop_duplicates(["proposal_id", "element_id"]).set_index(["proposal_id", "element_id"]).summary
known = provisions.set_index(["proposal_id", "element_id"]).certainty.groupby(level=[0, 1]).agg(set)

TEXTS = {
    "papers": " · ".join(f"`{p.proposal_id}` {p.short_name}" for p in papers.itertuples()),
    "questions": " · ".join(f"`{q.element_id}` {q.label.split(':')[0]}" for q in questions.itertuples()),
}

# --- 3.1: each sentence rewords a clause of the table provisions
clauses = {
    "a": ("lachin", "package_1997"),
    "b": ("peacekeepers", "kazan_2011"),
    "c": ("voters", "madrid_2007"),
    "d": ("final", "common_state_1998"),
    "e": ("kelbajar", "unsc_1993"),
    "f": ("displaced", "kazan_2011"),
    "g": ("final", "lavrov_2015"),
    "h": ("links", "key_west_2001"),
}
# the names that a reader of the matrix may write for its ids
districts_named = read("districts").set_index("district_id")
called = {q.element_id: [q.label.split(":")[0]] for q in questions.itertuples()}
for element, district in {"kelbajar": "Kalbajar", "lachin": "Lachin"}.items():
    row = districts_named.loc[district]
    called[element] += [district, *row["name"].split("/"), row["name"], row.azerbaijani_name]
called_papers = {p.proposal_id: [p.short_name] for p in papers.itertuples()}
assert all(known[paper, question] & set(SPEAKS) for question, paper in clauses.values())
clause_form = {
    "shape": "map",
    "items": list(clauses),
    "fields": [
        {"name": "question", "allowed": questions.element_id.tolist(), "also": called},
        {"name": "paper", "allowed": papers.proposal_id.tolist(), "also": called_papers},
    ],
}
clause_accept = {f"{i}/question": {q: 1} for i, (q, _) in clauses.items()}
clause_accept |= {f"{i}/paper": {p: 1} for i, (_, p) in clauses.items()}
clause_accept["f/question"]["kelbajar"] = 1
clause_accept["g/question"] |= {"kelbajar": 0.5, "lachin": 0.5}

# --- 3.2
marks = {
    "a": "silent",
    "b": "not read",
    "c": "reported",
    "d": "leaked",
    "e": "not read",
    "f": "published",
    "g": "silent",
    "h": "reported",
    "i": "not read",
    "j": "published",
}
mark_names = ["published", "leaked", "reported", "silent", "not read"]

# --- 3.3
districts = ["Agdam/Akna", "Fuzuli/Varanda", "Jabrayil/Jrakan", "Zangilan/Kovsakan", "Qubadli/Sanasar"]
districts += ["Karvachar/Kalbajar", "Berdzor/Lachin"]
assert set(districts) == set(read("districts").name)
plans = {
    "stage in plan 1": ["now"] * 5 + ["later"] * 2,
    "stage in plan 2": ["unclear", "now", "now", "now", "unclear", "later", "unclear"],
    "stage in plan 3": ["now", "now", "later", "later", "later", "with status", "stays"],
}
stage_items = dict(zip("abcdefg", districts, strict=True))
stage_form = {
    "shape": "map",
    "items": list(stage_items),
    "fields": [{"name": plan, "allowed": ["now", "later", "with status", "stays", "unclear"]} for plan in plans],
}
stage_accept = {
    f"{item}/{plan}": {stage: 1}
    for plan, stages in plans.items()
    for item, stage in zip(stage_items, stages, strict=True)
}
stage_accept["g/stage in plan 2"]["with status"] = 0.5
right_stages = {i: tuple(plans[p][n] for p in plans) for n, i in enumerate(stage_items)}

# --- 3.4: what somebody takes the Kazan formula to say, and the clause of the table provisions that decides it
KAZAN = "kazan_2011"
readers = {
    "a": ("interim", "ruled out"),
    "b": ("voters", "left open"),
    "c": ("peacekeepers", "borne out"),
    "d": ("kelbajar", "ruled out"),
    "e": ("lachin", "borne out"),
    "f": ("five", "ruled out"),
    "g": ("guarantees", "left open"),
    "h": ("displaced", "borne out"),
}
reader_words = ["borne out", "ruled out", "left open"]
bears = {item: word for item, (_, word) in readers.items()}
for element, word in readers.values():  # what nobody read or named decides nothing
    unknown = "not read" in known[KAZAN, element] or "no guarantor named" in summary[KAZAN, element]
    assert unknown == (word == "left open"), element


def by_clause(item):
    return f"The clause, as it is reported or marked: “{summary[KAZAN, readers[item][0]]}”."


# --- 3.5
def speaking(provisions, question):
    rows = provisions[(provisions.element_id == question) & provisions.certainty.isin(SPEAKS)]
    return rows.proposal_id.nunique()


def draw(chance):
    """An invented table: of the question asked for, some papers speak (one of them twice), some are silent, some were not read."""
    asked, other = chance.sample(["links", "voters", "final", "demil"], 2)
    names = [f"paper_{n}" for n in chance.sample(range(10, 100), 11)]
    speak, silent = chance.randint(3, 5), chance.randint(1, 2)
    rows = []
    for number, name in enumerate(names):
        mark = "silent" if number < silent else "not read"
        if silent + speak > number >= silent:
            mark = "leaked" if number == silent else chance.choice(SPEAKS)
        rows.append((name, asked, mark))
        rows.append((name, other, chance.choice([*SPEAKS, "silent"])))
    rows.append(
        (names[silent], asked, chance.choice(["leaked", "reported"]))
    )  # two accounts of one clause, neither published
    chance.shuffle(rows)
    table = [dict(zip(("proposal_id", "element_id", "certainty"), row, strict=True)) for row in rows]
    return [{"table": table}, asked]


def counts_rows(provisions, question):
    return int(((provisions.element_id == question) & provisions.certainty.isin(SPEAKS)).sum())


def takes_silence_for_a_clause(provisions, question):
    rows = provisions[(provisions.element_id == question) & (provisions.certainty != "not read")]
    return rows.proposal_id.nunique()


def forgets_the_question(provisions, question):
    return provisions[provisions.certainty.isin(SPEAKS)].proposal_id.nunique()


def only_published(provisions, question):
    rows = provisions[(provisions.element_id == question) & (provisions.certainty == "published")]
    return rows.proposal_id.nunique()


def knows_one_answer(provisions, question):
    return speaking(read("provisions"), "final")


def one_name(items, name, allowed):
    return {"shape": "map", "items": list(items), "fields": [{"name": name, "allowed": allowed}]}


# --- 3.6: first paper, second paper, question, and what a comparison of the two clauses says of the speaker's claim
changes = {
    "a": ("bishkek_1994", "laquila_2009", "interim", "borne out"),
    "b": ("madrid_2007", "kazan_2011", "voters", "cannot tell"),
    "c": ("package_1997", "laquila_2009", "lachin", "not so"),
    "d": ("madrid_2007", "kazan_2011", "peacekeepers", "not so"),
    "e": ("kazan_2011", "lavrov_2020", "displaced", "cannot tell"),
    "f": ("lisbon_1996", "laquila_2009", "final", "borne out"),
    "g": ("madrid_2007", "laquila_2009", "displaced", "not so"),
    "h": ("basic_2006", "lavrov_2020", "peacekeepers", "borne out"),
}
change_words = ["borne out", "not so", "cannot tell"]
changed = {item: word for item, (*_, word) in changes.items()}


def state(paper, question):
    marks_here = known[paper, question]
    return "speaks" if marks_here & set(SPEAKS) else "silent" if "silent" in marks_here else "not read"


for first, second, question, word in changes.values():  # what was not read can be compared with nothing
    assert ("not read" in (state(first, question), state(second, question))) == (word == "cannot tell"), question


def on_change(item):
    first, second, question, _ = changes[item]
    seen = {"speaks": "speaks", "silent": "is silent", "not read": "was not read"}
    marks_here = {paper: state(paper, question) for paper in (first, second)}
    said = [
        f"{papers.short_name[paper]} {seen[mark]}" + (f": “{summary[paper, question]}”" if mark == "speaks" else "")
        for paper, mark in marks_here.items()
    ]
    return ". ".join(said) + "."


TEXTS |= {"changed": repr(changed)}

TASKS = [
    Task(
        id="3.1",
        name="clauses",
        title="Which clause is that?",
        points=8,
        form=clause_form,
        outcome="recognise a clause in other words, and name the question that it answers",
        accept=clause_accept,
        reasons={i: f"{papers.short_name[p]}: {summary[p, q]}." for i, (q, p) in clauses.items()}
        | {
            "f": "Kazan, as it is reported, says it twice: under the return of the displaced, and under Karvachar/Kalbajar. Both are right.",
            "g": "Kommersant (2016), on the vote. Half for a district: the same words put its fate off.",
        },
        hints={
            "a": "For “a”: which road is meant, and which year had a proposal for everything at once?",
            "b": "For “b”: who chooses the states here? Few papers go into that.",
            "c": "For “c”: a year of the past is named. What would that year decide?",
            "d": "For “d”: the sentence describes the shape of a state, for good.",
            "e": "For “e”: no stages and no conditions. Which body speaks like that?",
            "f": "For “f”: one paper has a number of years for one district.",
            "g": "For “g”: what is put off first of all? And in which paper are accounts all that there is?",
            "h": "For “h”: which two states would a road there join, and when was a swap talked about?",
        },
        help="Lay lesson 3's matrix beside the sentence, with the clauses in full under it.",
        slips=(
            Slip("all Kazan", {i: (q, "kazan_2011") for i, (q, _) in clauses.items()}, 5),
            Slip("the paper and no question", {i: p for i, (_, p) in clauses.items()}, 0),
            Slip("the two the wrong way round", {i: (p, q) for i, (q, p) in clauses.items()}, 0),
        ),
    ),
    Task(
        id="3.2",
        name="marks",
        title="Silent or not read?",
        points=10,
        form=one_name(marks, "mark", mark_names),
        outcome="tell what a text leaves out from what nobody here has read, and say how a clause is known",
        accept={i: {m: 1} for i, m in marks.items()} | {"h": {"reported": 1, "not read": 0.5}},
        reasons={
            "a": "The whole text was read.",
            "b": "The summary gives a part; the rest may say anything.",
            "c": "Somebody says what the text says.",
            "d": "There is a text, not meant to be read and not confirmed.",
            "e": "A page is missing, so the clause may stand there.",
            "f": "The words can be heard by anyone; that a radio talk is no treaty is another matter.",
            "g": "The text was read. What an opponent thinks was understood is not what it says.",
            "h": "A report that a text is silent is a report. Half for not read: nobody here has seen the text.",
            "i": "A conclusion from what others do not mention is no reading.",
            "j": "Lesson 3: published means that anyone can read it, whoever signed or did not.",
        },
        hints={
            "a": "For “a”: how much of the text has been seen?",
            "b": "For “b”: how much of the text has been seen?",
            "c": "For “c”: have you the text, or somebody's word for it?",
            "d": "For “d”: was this text meant for you? Has anyone confirmed it?",
            "e": "For “e”: where could the clause still stand?",
            "f": "For “f”: do not ask what sort of text it is. Ask who can check the words.",
            "g": "For “g”: two things are told. Which of them is about the text?",
            "h": "For “h”: who says that there is nothing?",
            "i": "For “i”: has anyone in the story seen the paper?",
            "j": "For “j”: that nobody signed it answers another question.",
        },
        help="Ask first: has somebody here read that part of the text? Only then ask how.",
        slips=(
            Slip("a gap taken for silence", {i: "silent" if m == "not read" else m for i, m in marks.items()}, 7),
            Slip("silence taken for a gap", {i: "not read" if m == "silent" else m for i, m in marks.items()}, 8),
            Slip("all reported", dict.fromkeys(marks, "reported"), 2),
        ),
    ),
    Task(
        id="3.3",
        name="stages",
        title="Five now, two later?",
        needs="the districts, step by step",
        points=7,
        form=stage_form,
        outcome="read off a text, district by district, what it says on time and what it leaves open",
        accept=stage_accept,
        reasons={
            "a": "Plan 1 begins with the east and the south (account K01). Plan 2 does not name it, and a list of three says nothing of a fourth. Plan 3 names it first.",
            "b": "It lies in the south-east: first in plan 1, named in plan 2, among the first two in plan 3.",
            "c": "First in plan 1, named in plan 2; in plan 3 it follows a year after, whatever happens with status.",
            "d": "First in plan 1, named in plan 2; in plan 3 it follows a year after, whatever happens with status.",
            "e": "First in plan 1. Plan 2 does not name it. In plan 3 it is one of the other three of the five.",
            "f": "It lies between Karabakh and Armenia: it follows in plan 1. Plan 2 gives it two years, without a word on status; plan 3 ties it to the decision.",
            "g": "Plan 2 speaks of the road and not of the district: what becomes of the rest is not said. Half for with status: one may read the district out of its road.",
        },
        hints={
            "a": "For “a”: find the district on the map of lesson 3: east, south, or between Karabakh and Armenia?",
            "b": "For “b”: find the district on the map of lesson 3: east, south, or between Karabakh and Armenia?",
            "c": "For “c”: find the district on the map of lesson 3: east, south, or between Karabakh and Armenia?",
            "d": "For “d”: find the district on the map of lesson 3: east, south, or between Karabakh and Armenia?",
            "e": "For “e”: find the district on the map of lesson 3: east, south, or between Karabakh and Armenia?",
            "f": "For “f”: which plan ties this district to a decision, and which to a step?",
            "g": "For “g”: a road is not a district. Which plan speaks of which?",
        },
        help="Do not fill in from another paper what a plan does not say.",
        slips=(
            Slip(
                "Kazan filled in where nothing is said",
                {i: (first, first, third) for i, (first, _, third) in right_stages.items()},
                6,
            ),
            Slip("all three alike", {i: (first,) * 3 for i, (first, _, _) in right_stages.items()}, 4.4),
        ),
    ),
    Task(
        id="3.4",
        name="formula",
        title="One formula, eight readings",
        needs="one label, four readings",
        points=8,
        form=one_name(bears, "word", reader_words),
        outcome="judge what the clauses behind one label let a speaker say, what they rule out and what they leave open",
        accept={item: {word: 1} for item, word in bears.items()} | {"e": {"borne out": 1, "left open": 0.5}},
        reasons={
            "a": f"{by_clause('a')} Where there is an interim status, somebody governs by it until the vote.",
            "b": f"{by_clause('b')} A vote without a list of voters can go either way.",
            "c": f"{by_clause('c')} Whoever may veto a choice need not put up with it.",
            "d": f"{by_clause('d')} Only the five come first. The district that lies between Karabakh and Armenia is not among them.",
            "e": f"{by_clause('e')} What is outside returns, so there is an inside, and it stays. Half for left open: how wide it is, nobody knows.",
            "f": f"{by_clause('f')} The first stage is no list to choose from, and the other two follow later.",
            "g": f"{by_clause('g')} Moscow may have been meant, or several states, or a body.",
            "h": f"{by_clause('h')} A return of both sides is one to Armenian and to Azerbaijani homes.",
        },
        hints={
            "a": "For “a”: which clause speaks of the time in between?",
            "b": "For “b”: there is a vote. Which other question would have to be answered?",
            "c": "For “c”: what can either side do about the other's choice?",
            "d": "For “d”: how many districts are in the first stage?",
            "e": "For “e”: which part of the district is said to return? What does that tell of the other part?",
            "f": "For “f”: does the clause leave a choice?",
            "g": "For “g”: does any account name who it was?",
            "h": "For “h”: whose return does the clause speak of?",
        },
        help="Find the clause of Kazan that decides the sentence, in the matrix of lesson 3. What would have to stand there for it to be true, and for it to be false?",
        slips=(
            Slip(
                "what is not quoted is left open",
                {i: "left open" if w == "borne out" else w for i, w in bears.items()},
                5.5,
            ),
            Slip("takes each speaker's word", dict.fromkeys(bears, "borne out"), 3.5),
            Slip("silence rules out", {i: "ruled out" if w == "left open" else w for i, w in bears.items()}, 6),
        ),
    ),
    Task(
        id="3.5",
        name="speaking",
        title="One question for the whole corpus",
        points=4,
        kind="function",
        form={
            "shape": "function",
            "name": "speaking",
            "arguments": ["provisions", "question"],
            "returns": "a whole number",
        },
        outcome="put a question to a table, and count papers and not rows",
        solution=speaking,
        draw=draw,
        calls=4,
        reasons={
            "3.5": "A paper speaks if its clause is published, leaked or reported. Two rows on one clause are two accounts of one paper."
        },
        help="Filter by two columns. Then count each paper once, even where two rows speak of its clause.",
        slips=(
            Slip("counts rows and not papers", counts_rows, 0),
            Slip("takes silence for a clause", takes_silence_for_a_clause, 0),
            Slip("forgets the question", forgets_the_question, 0),
            Slip("only published texts", only_published, 0),
            Slip("knows one answer by heart", knows_one_answer, 0),
        ),
    ),
    Task(
        id="3.6",
        name="changed",
        title="Given up, won, or not to be told",
        points=4,
        form=one_name(changes, "word", change_words),
        outcome="judge a claim that something was won or given up, by comparing what two papers bind whom to",
        accept={item: {word: 1} for item, word in changed.items()} | {"f": {"borne out": 1, "not so": 0.5}},
        reasons={
            item: f"{on_change(item)} {why}"
            for item, why in {
                "a": "A thing that one text lacks and the other has was won by those whom it protects.",
                "b": "The proportions of 1988 may have stayed or gone: nobody here has read it.",
                "c": "The first says who holds the road and who uses it; the second, neither. The promise has become weaker.",
                "d": "A veto is a say. Who may refuse the other's choice has been given something, and so have both.",
                "e": "Not read is not dropped.",
                "f": "The first sets where status must end. The second leaves that to a vote, so the frame is gone. Half for not so: the list rests on three Helsinki principles, and territorial integrity is one of them.",
                "g": "The first names those of the districts, the second all. That takes in Armenians from Azerbaijan, so the circle is wider.",
                "h": "A force has become observers, and the two capitals have the last word on them.",
            }.items()
        },
        hints={
            "a": "For “a”: find the question on interim status in both columns of the matrix.",
            "b": "For “b”: has the seminar read this clause in both papers?",
            "c": "For “c”: whom does each of the two clauses bind, and to what?",
            "d": "For “d”: what could a capital do under the second clause that the first does not give it?",
            "e": "For “e”: silent, or not read?",
            "f": "For “f”: where does each of the two clauses let status end?",
            "g": "For “g”: list whom each of the two clauses lets go home.",
            "h": "For “h”: who would come, and who decides it?",
        },
        help='Lay the two clauses side by side, with `settlement.compare("madrid_2007", "kazan_2011")`. Whom does each bind, to what, and who decides?',
        slips=(
            Slip("believes the speakers", dict.fromkeys(changed, "borne out"), 1.5),
            Slip(
                "takes what was not read for dropped",
                {i: "borne out" if w == "cannot tell" else w for i, w in changed.items()},
                3,
            ),
            Slip("all cannot be told", dict.fromkeys(changed, "cannot tell"), 1),
        ),
    ),
]

# %% [markdown] id="title"
# # Exercise 3: Madrid and Kazan
#
# Six tasks on lesson 3, about 50 minutes. All but the fifth need no Python beyond filling in words. The fifth needs two lines.
#
# Each task has a cell for your answer and a cell that checks it. Fill in, run both, and read what the check says. Where you choose from given words, the check looks at only {{tries}} answers, so read before you try. Slips of typing do not count, and everything else you may check as often as you like. No task asks which paper was fair.
#
# **Run the next cell first.**

# %% [markdown] prompt="3.1"
# Each sentence puts one clause in other words. To which of the twelve questions does it belong, and which paper has it?
#
# An entry looks like this: `"x": ("force", "bishkek_1994"),`
#
# - **a** An organisation takes the road on lease from one state, and the people at the end of it use it alone.
# - **b** Either side can say no to troops from a country that the other side has named.
# - **c** Those who count are all peoples of the place, in the shares of a year that is past.
# - **d** Two parts make up a single state, and one of them has almost the form of a republic.
# - **e** The forces in the mountain district are to leave it, all of them and at once.
# - **f** Azerbaijanis may live in the mountain district again, five years after the start.
# - **g** The vote has to wait, and so has the fate of the two districts that are left.
# - **h** One side hears a promise of free passage to an exclave, the other that the land on the way would be its own.
#
# The questions: {{questions}}.
#
# The papers: {{papers}}.

# %% answer="3.1"
clauses = {
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
clauses = {
    "a": ("lachin", "package_1997"),
    "b": ("peacekeepers", "kazan_2011"),
    "c": ("voters", "madrid_2007"),
    "d": ("final", "common_state_1998"),
    "e": ("kelbajar", "unsc_1993"),
    "f": ("displaced", "kazan_2011"),
    "g": ("final", "lavrov_2015"),
    "h": ("links", "key_west_2001"),
}
### END SOLUTION

# %% [markdown] prompt="3.2"
# You help a team that makes a table like that of lesson 3, for another conflict. They bring you ten findings. Which of the five marks belongs in the cell: `"published"`, `"leaked"`, `"reported"`, `"silent"` or `"not read"`? A finding is about the clause that is named in it.
#
# - **a** The statement has four paragraphs, and we have them all. There is no word on peacekeepers.
# - **b** A newspaper sums up a draft in ten lines. They are about land. On peacekeepers we have nothing else.
# - **c** A minister tells a newspaper how wide the corridor is in the secret draft.
# - **d** A website shows pages with a clause on refugees. They look like the draft. No government has confirmed them.
# - **e** On that website page 3 of 4 is missing. On the pages that are there, we find nothing on a vote.
# - **f** In a radio talk, online for all to hear, the minister says who should watch the line.
# - **g** The list of the mediators is on their site. It has nothing on disarmament. A critic writes that disarmament was understood all the same.
# - **h** "The draft says nothing on a vote," says a minister. We have not seen the draft.
# - **i** Nobody has ever mentioned a clause on railways. So, we think, the secret draft cannot have one.
# - **j** The text on guarantees was put on the mediators' site the same day. In the end nobody signed it.

# %% answer="3.2"
marks = {
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
marks = {"a": "silent", "b": "not read", "c": "reported", "d": "leaked", "e": "not read"}
marks |= {"f": "published", "g": "silent", "h": "reported", "i": "not read", "j": "published"}
### END SOLUTION

# %% [markdown] prompt="3.3"
# Three plans, in words. When does each district come back under Azerbaijani control? The stages are those of lesson 3: `"now"`, in the first stage; `"later"`, in a later stage that does not wait for the decision on status; `"with status"`, only together with it; `"stays"`, not returned; `"unclear"`, the plan does not say.
#
# - **Plan 1**, as a president told it: the districts in the east and south come first. The two that lie between Karabakh and Armenia follow. Then come talks on status.
# - **Plan 2**, invented, as an envoy sums it up: Fuzuli/Varanda, Jabrayil/Jrakan and Zangilan/Kovsakan are vacated at once. Karvachar/Kalbajar is handed over within two years. The road through Berdzor/Lachin stays as it is until final status is decided.
# - **Plan 3**, invented: the two eastern districts, Agdam/Akna and Fuzuli/Varanda, are handed over in the first stage. The other three of the five follow a year after, whatever happens with status. Karvachar/Kalbajar comes back on the day on which the decision on status takes effect. The whole of Berdzor/Lachin is left as the road.
#
# Give each district its stage in plan 1, plan 2 and plan 3, in this order. An entry looks like this: `"x": ("later", "stays", "now"),`

# %% answer="3.3"
stages = {
    "a": ("", "", ""),  # Agdam/Akna
    "b": ("", "", ""),  # Fuzuli/Varanda
    "c": ("", "", ""),  # Jabrayil/Jrakan
    "d": ("", "", ""),  # Zangilan/Kovsakan
    "e": ("", "", ""),  # Qubadli/Sanasar
    "f": ("", "", ""),  # Karvachar/Kalbajar
    "g": ("", "", ""),  # Berdzor/Lachin
}
### BEGIN SOLUTION
stages = {
    "a": ("now", "unclear", "now"),  # Agdam/Akna
    "b": ("now", "now", "now"),  # Fuzuli/Varanda
    "c": ("now", "now", "later"),  # Jabrayil/Jrakan
    "d": ("now", "now", "later"),  # Zangilan/Kovsakan
    "e": ("now", "unclear", "later"),  # Qubadli/Sanasar
    "f": ("later", "later", "with status"),  # Karvachar/Kalbajar
    "g": ("later", "unclear", "stays"),  # Berdzor/Lachin
}
### END SOLUTION

# %% [markdown] prompt="3.4"
# Lesson 3 has four voices on the Kazan formula. Eight more speakers say what they take it to mean; they are invented. What do the clauses of Kazan, as far as they are known on 16 October 2020, let each of them say? Nobody has shown the paper itself, so go by what is reported of it.
#
# - `"borne out"`: if the clauses are reported rightly, it is so;
# - `"ruled out"`: if they are reported rightly, it cannot be so;
# - `"left open"`: what is known of the clauses fits with it, and with its opposite.
#
# You may have to put two clauses together, or ask what a clause takes for granted.
#
# - **a** Baku: "By that formula nothing would have been said about who governs Karabakh, until the day of the vote."
# - **b** Stepanakert/Khankendi: "By that formula we who live here would have decided, and nobody else."
# - **c** Yerevan: "By that formula no Turkish soldier would have stood on the line unless we agreed."
# - **d** Baku: "By that formula we would have had Karvachar/Kalbajar back together with the first districts."
# - **e** Yerevan: "By that formula a road through Berdzor/Lachin would have stayed, whatever became of the land beside it."
# - **f** Yerevan: "By that formula we could have chosen with which of the seven districts to begin."
# - **g** Moscow: "By that formula Russia would have stood surety for it all."
# - **h** A refugee from Baku: "That formula was about my people going home too, and not about Azerbaijanis alone."

# %% answer="3.4"
formula = {
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
formula = {"a": "ruled out", "b": "left open", "c": "borne out", "d": "ruled out"}
formula |= {"e": "borne out", "f": "ruled out", "g": "left open", "h": "borne out"}
### END SOLUTION

# %% [markdown] prompt="3.5"
# How many papers say anything on a question? Each row of the table of provisions is one account of one clause: `proposal_id` is the paper, `element_id` the question, and `certainty` one of `"published"`, `"leaked"`, `"reported"`, `"silent"` and `"not read"`.
#
# Write the function `speaking`. It takes such a table and the name of a question, such as `"final"`. It returns how many papers speak on that question: their clause is published, leaked or reported. Some papers have two rows on one question, because two people tell of it. Count each paper once.
#
# First keep the rows that you want, then count. Say that a table lists fruit. `rows = table[(table.colour == "red") & (table.weight != 3)]` keeps the rows of which both are true: the fruit is red, and does not weigh 3. `table.colour.isin(["red", "green"])` is true where the colour is one of the two. `rows.shop.nunique()` then counts the shops in the rows that are left, each once. The check calls your function with tables that are made up.


# %% answer="3.5"
def speaking(provisions, question):
    rows = provisions  # which of its rows?
    return None  # and what is counted?


### BEGIN SOLUTION
def speaking(provisions, question):
    rows = provisions[(provisions.element_id == question) & ~provisions.certainty.isin(["silent", "not read"])]
    return rows.proposal_id.nunique()


### END SOLUTION

# %% [markdown] prompt="3.6"
# What has been given up over the years, and what has been won? Speakers at home like to answer. The eight below are invented, and each takes two papers and one question. Compare what the two clauses say: whom do they bind, to what, and who decides? Then judge the claim.
#
# - `"borne out"`: the two clauses show what the speaker says;
# - `"not so"`: both can be compared, and they show something else;
# - `"cannot tell"`: at least one of the two clauses was not read, so nobody can know it from here.
#
# Whether the change was good is not asked.
#
# - **a** Yerevan: "From Bishkek 1994 to L'Aquila 2009 we won something: a status for the time in between." (`interim`)
# - **b** Yerevan: "Between Madrid 2007 and Kazan 2011 it was given up who would vote." (`voters`)
# - **c** Yerevan: "L'Aquila 2009 promises us the road as firmly as the package of 1997 did." (`lachin`)
# - **d** Baku: "Between Madrid 2007 and Kazan 2011 we lost our say over whose soldiers would come." (`peacekeepers`)
# - **e** Baku: "What Kazan 2011 still had for the displaced, Lavrov let fall in October 2020." (`displaced`)
# - **f** Baku: "In Lisbon 1996 the question of status had a frame: inside Azerbaijan. L'Aquila 2009 took the frame away." (`final`)
# - **g** Baku: "From Madrid 2007 to L'Aquila 2009 the return was narrowed: fewer people may go home." (`displaced`)
# - **h** Moscow: "In October 2020 we ask for less than the principles of 2006 did, and leave more to the two capitals." (`peacekeepers`)

# %% answer="3.6"
changed = {
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
changed = {{changed}}
### END SOLUTION
