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

# --- 3.4: the readings are rows of proposal_accounts with the topic "meaning"
readers = {
    "a": "Pashinyan",
    "b": "Aliyev",
    "c": "article",
    "d": "Lavrov",
    "e": "Aliyev",
    "f": "Lavrov",
    "g": "nobody",
    "h": "Pashinyan",
}
reader_names = ["Aliyev", "Pashinyan", "Lavrov", "article", "nobody"]
who = " ".join(read("proposal_accounts").query("topic == 'meaning'").who).lower()
assert all(name.lower() in who for name in reader_names[:4])


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


# --- 3.6: first paper, second paper, question; what may be said is worked out from the table provisions
changes = {
    "a": ("bishkek_1994", "laquila_2009", "interim"),
    "b": ("madrid_2007", "kazan_2011", "voters"),
    "c": ("bishkek_1994", "laquila_2009", "links"),
    "d": ("madrid_2007", "kazan_2011", "peacekeepers"),
    "e": ("kazan_2011", "lavrov_2020", "displaced"),
    "f": ("unsc_1993", "bishkek_1994", "kelbajar"),
    "g": ("lisbon_1996", "laquila_2009", "lachin"),
    "h": ("lavrov_2015", "lavrov_2020", "demil"),
}
change_words = ["added", "dropped", "both", "cannot tell"]


def state(paper, question):
    marks_here = known[paper, question]
    return "speaks" if marks_here & set(SPEAKS) else "silent" if "silent" in marks_here else "not read"


def change(first, second, question):
    """What lesson 3 lets one say of a question from one paper to the next."""
    return {
        ("silent", "speaks"): "added",
        ("speaks", "silent"): "dropped",
        ("speaks", "speaks"): "both",
    }.get((state(first, question), state(second, question)), "cannot tell")


changed = {item: change(*row) for item, row in changes.items()}
assert set(changed.values()) == set(change_words), "3.6 asks for each of the four; choose other pairs of papers"


def on_change(item):
    first, second, question = changes[item]
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
        bloom="understand",
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
        bloom="analyse",
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
        bloom="apply",
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
        name="readers",
        title="One formula, four readings",
        needs="one label, four readings",
        points=8,
        form=one_name(readers, "reader", reader_names),
        bloom="analyse",
        outcome="tell apart what one label means to different speakers",
        accept={i: {r: 1} for i, r in readers.items()} | {"g": {"nobody": 1, "article": 0.5}},
        reasons={
            "a": "Pashinyan called it proof that Armenia had been ready for a concrete compromise (account K02).",
            "b": "Aliyev: only after all the rest, talks on final status (account K01).",
            "c": "P16 takes the gradual return from it, says 'enshrined', and does not say how the summit ended (account K04).",
            "d": "Lavrov listed the Kazan Document in April; in the passage of October the name does not occur (account K03).",
            "e": "Aliyev named the return of the displaced to Shusha/Shushi too (account K01).",
            "f": "Lavrov: a reliable link until final status is settled (account K03, and P8).",
            "g": "The meeting of 24 June 2011 ended without a signature. Half for the article: 'enshrined' (P16) may be heard so, but the article does not say that anyone signed.",
            "h": "Pashinyan: Azerbaijan refused because it will not accept self-determination, his red line (account K02).",
        },
        hints={
            "a": "For “a”: who has a reason to show that he was ready, and that another was not?",
            "b": "For “b”: who wants one question to come last of all?",
            "c": "For “c”: who needs one thing from the paper, and does not tell how the meeting ended?",
            "d": "For “d”: who had spoken of the papers in spring, and was on the radio in October?",
            "e": "For “e”: to whose side did the people belong who lived there before they fled?",
            "f": "For “f”: compare P8.",
            "g": "For “g”: is there anyone on record who says so?",
            "h": "For “h”: which right do you know as somebody's red line?",
        },
        help="Ask of each sentence whom it serves, and then look whether that speaker said it.",
        slips=(
            Slip("one reading for all", dict.fromkeys(readers, "article"), 2),
            Slip(
                "the two leaders changed over",
                {i: {"Aliyev": "Pashinyan", "Pashinyan": "Aliyev"}.get(r, r) for i, r in readers.items()},
                4,
            ),
            Slip("takes it for signed", readers | {"g": "article"}, 7.5),
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
        bloom="apply",
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
        form={
            "shape": "map",
            "items": list(changes),
            "fields": [{"name": "word", "allowed": change_words}],
        },
        bloom="analyse",
        outcome="judge a claim that something was won or given up from one paper to the next",
        accept={item: {word: 1} for item, word in changed.items()},
        reasons={item: on_change(item) for item in changes},
        hints={
            "a": "For “a”: find the question on interim status in both columns of the matrix.",
            "b": "For “b”: has the seminar read this clause in both papers?",
            "c": "For “c”: what does the first paper say on roads and trade, and what the second?",
            "d": "For “d”: look at both marks before you ask what changed.",
            "e": "For “e”: silent, or not read?",
            "f": "For “f”: both texts are published. Does each name this district?",
            "g": "For “g”: both texts are published. Does each speak of the corridor?",
            "h": "For “h”: silent, or not read?",
        },
        help='Look the two marks up in the matrix of lesson 3, or with `settlement.compare("madrid_2007", "kazan_2011")`. Only then ask whether the speaker may say so.',
        slips=(
            Slip(
                "takes what was not read for silent",
                {i: "dropped" if w == "cannot tell" else w for i, w in changed.items()},
                4 - 0.5 * list(changed.values()).count("cannot tell"),
            ),
            Slip("believes the speakers", changed | {"b": "dropped", "d": "added", "e": "dropped", "h": "dropped"}, 2),
            Slip("all cannot be told", dict.fromkeys(changed, "cannot tell"), 2),
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
# - **h** One side hears a promise of free passage to an exclave, the other a road that it would own.
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
# - **Plan 1**, as a president told it: the districts in the east and south come first. The two that lie between Karabakh and Armenia follow. Only then do talks on status begin.
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
# On 16 October 2020 four voices on the Kazan formula, or on the principles behind it, are on record: `"Aliyev"`, `"Pashinyan"`, `"Lavrov"` and the `"article"`. Which of them do these sentences belong to? They are in our words. If nobody of the four said it, write `"nobody"`.
#
# - **a** It shows that our side was prepared to meet the other half-way.
# - **b** Everything else has to be done before anyone sits down to talk about status.
# - **c** One idea is taken from it, with a strong verb, and how the meeting ended is not told.
# - **d** In April it stood on the list of papers; in the passage of October the name does not occur.
# - **e** People go home to a town inside Karabakh too, not only to the districts.
# - **f** A tie between Armenia and Karabakh is to hold as long as status is open.
# - **g** Both presidents put their names under it, so both are bound.
# - **h** It came to nothing because the other side does not accept a right that I will not give up.

# %% answer="3.4"
readers = {
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
readers = {"a": "Pashinyan", "b": "Aliyev", "c": "article", "d": "Lavrov"}
readers |= {"e": "Aliyev", "f": "Lavrov", "g": "nobody", "h": "Pashinyan"}
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
# What has been given up over the years, and what has been won? Speakers at home like to answer. The eight below are invented, and each takes two papers and one question. What does the seminar's matrix let you say?
#
# - `"added"`: the first paper was read and is silent, and the second speaks;
# - `"dropped"`: the first speaks, and the second was read and is silent;
# - `"both"`: both speak, so one must compare what they say;
# - `"cannot tell"`: at least one of the two clauses was not read, so nobody can know it from here.
#
# The claims:
#
# - **a** Yerevan: "From Bishkek 1994 to L'Aquila 2009 we won something: an interim status for Karabakh was not there, and now it is." (`interim`)
# - **b** Yerevan: "Between Madrid 2007 and Kazan 2011 it was given up who would vote." (`voters`)
# - **c** Yerevan: "From Bishkek 1994 to L'Aquila 2009 the open roads were lost on the way." (`links`)
# - **d** Baku: "Peacekeepers were slipped in at Kazan 2011. In Madrid 2007 nobody had thought of them." (`peacekeepers`)
# - **e** Baku: "What Kazan 2011 still had for the displaced, Lavrov let fall in October 2020." (`displaced`)
# - **f** Baku: "In 1993 the Security Council named Karvachar/Kalbajar. In Bishkek 1994 it was gone." (`kelbajar`)
# - **g** Baku: "In Lisbon 1996 no corridor was asked of us. L'Aquila 2009 has one." (`lachin`)
# - **h** Moscow: "In October 2020 nobody asks any longer for the districts to be without arms. In the plan of 2015 it was there." (`demil`)

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
