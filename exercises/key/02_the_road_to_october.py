# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% tags=["key"]
from datetime import date, timedelta

from seminar.exercises.build import Slip, Task
from seminar.history.model import worded
from seminar.tables import read

TITLE = "Exercise 2: the road to October"

# --- 2.1: the accounts are rows of the table accounts; which event is whose is in `events`
parts = {
    "a": "whether",
    "b": "stress",
    "c": "why",
    "d": "name",
    "e": "who",
    "f": "whether",
    "g": "who",
    "h": "stress",
}
events = {"a": "E32", "b": "E45", "c": "E42", "d": "E11", "e": "E36", "f": "E29", "g": "E38", "h": "E40"}
told = read("accounts").groupby("event_id").side.nunique()
assert all(told[event] >= 2 for event in events.values()), "each pair needs accounts of two sides"
part_names = ["whether", "who", "why", "name", "stress"]

# --- 2.2: every figure comes from the table casualties
rows = read("casualties").set_index("row_id")


def count(row):
    return worded(rows.value_low[row], rows.value_high[row])


def up_to(row):
    day = date.fromisoformat(rows.as_of[row])
    return f"{day.day} {day:%B %Y}"


TEXTS = {
    "silent_day": up_to("K019"),
    "baku_civilians": count("K023"),
    "baku_day": up_to("K023"),
    "ganja": count("K026"),
    "ganja_sum": rows.value_low["K023"] + rows.value_low["K026"],
    "claimed": count("K020"),
    "claimed_day": up_to("K020"),
    "karabakh_civilians": count("K030"),
    "karabakh_day": up_to("K030"),
    "early_civilians": count("K022"),
    "early_day": up_to("K022"),
    "names": count("K018"),
    "names_day": up_to("K018"),
    "july_one": count("K014"),
    "july_two": count("K015"),
    "july_sum": rows.value_low["K014"] + rows.value_low["K015"],
    "april": count("K009"),
}
faults = {
    "a": "silence",
    "b": "sound",
    "c": "twice",
    "d": "enemy",
    "e": "days",
    "f": "sound",
    "g": "twice",
    "h": "enemy",
}
fault_names = ["sound", "twice", "enemy", "silence", "days"]


# --- 2.3
def beside(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]


def draw(chance):
    """A small invented table: of the events of the paragraph asked for, at least one is known in time and one too late."""
    asked, day = f"P{chance.randint(1, 2)}", date(2020, 10, chance.randint(5, 20))
    made = []
    for number in range(chance.randint(7, 10)):
        late = number == 1 or (number > 3 and chance.random() < 0.3)
        began = day - timedelta(days=chance.randint(1, 20))
        known = day + timedelta(days=chance.randint(1, 40)) if late else began
        named = number < 3 or chance.random() < 0.3
        near = [f"{asked}{chance.randint(0, 5)}", "P7"]  # P1 is not P10
        made.append(
            {
                "event_id": f"X{chance.randint(10, 99)}{number}",
                "date": began.isoformat(),
                "kind": chance.choice(["military", "diplomatic", "legal"]),
                "paragraphs": chance.sample([asked, *near], 3) if named else chance.sample(near, chance.randint(0, 2)),
                "known_from": (day if number == 2 else known).isoformat(),
            }
        )
    chance.shuffle(made)
    return [{"table": made, "dates": ["known_from"]}, asked, {"date": day.isoformat()}]


def forgets_the_day(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs]


def takes_the_day_of_the_event(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.date <= str(day.date())]


def leaves_out_the_day_itself(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from < day]


def counts(events, paragraph, day):
    return len(beside(events, paragraph, day))


def knows_one_answer(events, paragraph, day):
    return ["E42", "E43"]


# --- 2.4: what each sentence rests on, as the table of sources has it
held = {
    "a": "document",
    "b": "claim",
    "c": "copy",
    "d": "report",
    "e": "claim",
    "f": "report",
    "g": "copy",
    "h": "document",
}
held_names = ["document", "copy", "report", "claim"]
sources = read("sources").set_index("source_id")
assert sources.read_as["kremlin-2020-10-01"] == "opened"
assert set(sources.read_as[["un-security-council-1993-07-29", "presidents-2009-07-10"]]) == {"copy"}


def one_name(items, name, allowed):
    return {"shape": "map", "items": list(items), "fields": [{"name": name, "allowed": allowed}]}


# --- 2.5: the first day of a story, the event on which its conclusion turns, and what this event does to it
letters = {
    "a": ("y1992", "E98", "turned"),
    "b": ("d2020_10_14", "E29", "borrowed"),
    "c": ("y1988", "E08", "carried"),
    "d": ("m2020_07", "E19", "turned"),
    "e": ("y1994", "E103", "borrowed"),
    "f": ("y2016", "E01", "turned"),
    "g": ("d2020_09_27", "E39", "carried"),
    "h": ("m2020_07", "E15", "borrowed"),
}
letter_words = ["carried", "borrowed", "turned"]
complaint = {item: word for item, (_, _, word) in letters.items()}
begins = read("starts").set_index("start_id").date.astype(str)
event_rows = read("events").set_index("event_id")
for start, event, word in letters.values():
    assert (event_rows.date[event] < begins[start]) == (word != "carried"), (start, event)


def on(start):
    day = date.fromisoformat(begins[start])
    return f"{day.day} {day:%B %Y}"


def lies(item):
    """Where the event on which a conclusion turns lies, seen from the first day."""
    start, event, word = letters[item]
    title, side = event_rows.title[event], "after" if word == "carried" else "before"
    return f"“{title}” ({event}) lies {side} the first day, {on(start)}"


# --- 2.6: sums over the seven districts; every figure comes from the table districts
districts = read("districts").set_index("district_id")
sums = {
    "a": "held",
    "b": "borders",
    "c": "sound",
    "d": "held",
    "e": "sound",
    "f": "year",
    "g": "borders",
    "h": "year",
}
sum_names = ["sound", "held", "borders", "year"]
assert (districts.held[["Agdam", "Fuzuli"]] == "part").all()
assert districts.area_note["Kalbajar"].count("former oblast") and "Soviet borders" in districts.note["Kalbajar"]


def in_words(number):
    return f"{number:,}"


TEXTS |= {f"on_{start}": on(start) for start in {start for start, _, _ in letters.values()}}
TEXTS |= {
    "area": in_words(districts.area_km2.sum()),
    "density": f"{districts.population['Kalbajar'] / districts.area_km2['Kalbajar']:.0f}",
    "agdam_people": in_words(districts.population["Agdam"]),
    "lachin_people": in_words(districts.population["Lachin"]),
    "zangilan_area": in_words(districts.area_km2["Zangilan"]),
    "people": in_words(districts.population.sum()),
}

TASKS = [
    Task(
        id="2.1",
        name="parting",
        title="Where do they part?",
        points=8,
        form=one_name(parts, "word", part_names),
        outcome="say what exactly two accounts of one event dispute",
        accept={item: {part: 1} for item, part in parts.items()}
        | {"f": {"whether": 1, "who": 0.5}, "g": {"who": 1, "whether": 0.5}},
        reasons={
            item: f"{why} ({events[item]} in the table of accounts)"
            for item, why in {
                "a": "One says that the town is taken, the other that it is not: whoever walks in can see it.",
                "b": "Each readout tells another part of one call, and both can be true.",
                "c": "Both say what was hit, and by whom. The reason is disputed: a threat to cities, or a mere assumption.",
                "d": "Both say that the road was opened by force. What to call it is disputed: a liberation or an occupation.",
                "e": "Nobody doubts that the cathedral was struck. Whose shells they were is disputed.",
                "f": "The two governments say that no fighters were sent at all. Half for who: they deny above all that they sent them.",
                "g": "Both say that there was fire after noon; each says that the other's forces opened it. Half for whether: each may be read as denying its own fire.",
                "h": "One ministry reports a warning, the other a demand. Both may have been spoken in one call.",
            }.items()
        },
        hints={
            "a": "For “a”: what would a reporter who walks into the town settle?",
            "b": "For “b”: could both be true at once?",
            "c": "For “c”: both agree on what was hit and by whom. What is left?",
            "d": "For “d”: would a camera have shown the two something different?",
            "e": "For “e”: that the building was hit is in nobody's doubt. What is?",
            "f": "For “f”: the denial is of the thing itself, or of its author?",
            "g": "For “g”: shots were fired after noon. What does each say of them?",
            "h": "For “h”: could both sentences have been spoken in one call?",
        },
        help="Write down first what the two share. What is left is what they dispute.",
        slips=(
            Slip(
                "no stress: takes silence for denial",
                {i: "whether" if p == "stress" else p for i, p in parts.items()},
                6,
            ),
            Slip("all who", dict.fromkeys(parts, "who"), 2.5),
        ),
    ),
    Task(
        id="2.2",
        name="faults",
        title="An editor reads the numbers",
        points=8,
        form=one_name(faults, "word", fault_names),
        outcome="judge what a count of the dead can bear: who counts, whom, and up to which day",
        accept={item: {fault: 1} for item, fault in faults.items()},
        reasons={
            "a": "K019: Baku publishes no count of its military dead. An empty value is not zero.",
            "b": "K023: it says who counts, whom, and up to which day.",
            "c": "K023 and K026: the dead of Ganja are part of the count for Azerbaijan.",
            "d": "K020: what the Armenian side says of Azerbaijan's dead; Baku rejects it.",
            "e": "K030 and K022 run up to days ten days apart.",
            "f": "K018: names can be checked, and the sentence says who published them and up to which day.",
            "g": "K014 and K015: two agencies count the same dead, the second two days later.",
            "h": "K009: what Baku says of Armenian dead; Yerevan's own list (K007) has 92, 77 of them in combat.",
        },
        hints={
            "a": "For “a”: what does a body that publishes nothing tell you?",
            "b": "For “b”: ask who counted, whom, and up to which day. Is one of them missing?",
            "c": "For “c”: where is Ganja?",
            "d": "For “d”: the editor has taken out who says so. Look it up in lesson 2.",
            "e": "For “e”: read the two dates.",
            "f": "For “f”: ask who counted, whom, and up to which day. Is one of them missing?",
            "g": "For “g”: two agencies, one border, one week.",
            "h": "For “h”: the editor has taken out who says so. Look it up in lesson 2.",
        },
        help="The lesson's two pictures of counts say who counted whom.",
        slips=(
            Slip("trusts every number", dict.fromkeys(faults, "sound"), 2),
            Slip("takes the enemy's claim as sound", {i: "sound" if f == "enemy" else f for i, f in faults.items()}, 6),
        ),
    ),
    Task(
        id="2.3",
        name="beside",
        title="What a reader could lay beside it",
        points=4,
        kind="function",
        form={
            "shape": "function",
            "name": "beside",
            "arguments": ["events", "paragraph", "day"],
            "returns": "a list of event ids",
        },
        outcome="find the events by which a paragraph can be checked, as they could be known on a day",
        solution=beside,
        draw=draw,
        calls=4,
        reasons={"2.3": "known_from, and not date, says what could be known on a day; the day itself counts."},
        help="Two things must hold of an event: the paragraph is among its paragraphs, and it was known on the day or earlier.",
        slips=(
            Slip("forgets the day", forgets_the_day, 0),
            Slip("takes the day of the event", takes_the_day_of_the_event, 0),
            Slip("leaves out the day itself", leaves_out_the_day_itself, 0),
            Slip("counts in place of listing", counts, 0),
            Slip("knows one answer by heart", knows_one_answer, 0),
        ),
    ),
    Task(
        id="2.4",
        name="held",
        title="A document, a copy, a report or a claim?",
        points=8,
        form=one_name(held, "word", held_names),
        outcome="tell a document from a copy, a report and a claim, and say what each can bear",
        accept={item: {word: 1} for item, word in held.items()} | {"d": {"report": 1, "claim": 0.5}},
        reasons={
            "a": "The sentence says what the ministry announced, and the ministry's own page has the announcement.",
            "b": "The same page: but now the sentence says what happened, and only one side says so.",
            "c": "The Council's own words, found elsewhere. The symbol lets anybody compare them with the original.",
            "d": "Others say what a paper holds that nobody has shown. Half for claim: the centre is in one of the two capitals.",
            "e": "One party says whose fault it was. The other says that it was not.",
            "f": "A body outside the two sides counts, and says how.",
            "g": "The presidents' own words, on a page that is not theirs. A page may add or change a line.",
            "h": "The presidents' own words, on the page of one of them.",
        },
        hints={
            "a": "For “a”: is the sentence about launchers, or about an announcement?",
            "b": "For “b”: compare it with “a”. The page is the same; is the sentence?",
            "c": "For “c”: whose words are these, and on whose page?",
            "d": "For “d”: has anybody shown the paper itself?",
            "e": "For “e”: would the other capital say the same?",
            "f": "For “f”: whose side does this body speak for?",
            "g": "For “g”: whose words are these, and on whose page?",
            "h": "For “h”: whose words are these, and on whose page?",
        },
        help="Ask two things. Whose words are they? And is the sentence about the words, or about what happened?",
        slips=(
            Slip("what is official is a document", held | {"b": "document", "c": "document", "g": "document"}, 5),
            Slip("what a side says is a claim, whatever the sentence", held | {"a": "claim"}, 7),
            Slip("all claims", dict.fromkeys(held, "claim"), 2.5),
        ),
    ),
    Task(
        id="2.5",
        name="beginnings",
        title="What the first day hides",
        points=4,
        form=one_name(complaint, "word", letter_words),
        outcome="judge whether a conclusion follows from a story, or only from the day on which it begins",
        accept={item: {word: 1} for item, word in complaint.items()} | {"h": {"borrowed": 1, "carried": 0.5}},
        reasons={
            "a": f"{lies('a')}. People had to leave, on both sides, while the Soviet Union still stood: its end cannot be the cause.",
            "b": f"{lies('b')}. It bears the conclusion out; but who reads only this story must take it on trust.",
            "c": f"{lies('c')}, and before the truce of 1994. Both are in the story, and no earlier day would move them.",
            "d": f"{lies('d')}. Ankara had bound itself ten years earlier, so the shots of July did not make the bond.",
            "e": f"{lies('e')}. It bears the conclusion out; but the taking of the districts is not told in a story that begins when it was over.",
            "f": f"{lies('f')}. The wish was at the beginning of the conflict; the speech of 2019 took it up again.",
            "g": f"{lies('g')}, and so does the truce. Who fired is disputed; that the truce was a day old is not.",
            "h": f"{lies('h')}. It bears the conclusion out, from outside the story. Half for carried: the Kremlin named the obligation again in October.",
        },
        hints={
            "a": "For “a”: who had lost a home by the end of 1991? Look at both sides.",
            "b": "For “b”: where would a reader of this story find what Moscow had said, and when?",
            "c": "For “c”: name the two events that the conclusion lays side by side. Are both in the story?",
            "d": "For “d”: the conclusion says what made a bond. How old was the bond?",
            "e": "For “e”: which events must have happened for this to be true? Are they in the story?",
            "f": "For “f”: the conclusion names a beginning. Is it one?",
            "g": "For “g”: name the two events that the conclusion lays side by side. Are both in the story?",
            "h": "For “h”: what must have been signed for this to be true? Does the story have it?",
        },
        help="Find the event on which the conclusion turns. Is it in the story? If not, does it bear the conclusion out, or tell against it?",
        slips=(
            Slip(
                "whatever lies before is a fault of the story",
                {i: "turned" if w == "borrowed" else w for i, w in complaint.items()},
                2.5,
            ),
            Slip(
                "what is true is carried", {i: "carried" if w == "borrowed" else w for i, w in complaint.items()}, 2.8
            ),
            Slip("trusts every story", dict.fromkeys(complaint, "carried"), 1.3),
        ),
    ),
    Task(
        id="2.6",
        name="added",
        title="May it be added up?",
        points=4,
        form=one_name(sums, "word", sum_names),
        outcome="say what a figure on the seven districts counts: which land, in which borders, in which year",
        accept={item: {word: 1} for item, word in sums.items()} | {"h": {"year": 1, "held": 0.5}},
        reasons={
            "a": "Of Agdam/Akna and Fuzuli/Varanda only a part was held, and the sum takes them whole.",
            "b": "The people are those of the Soviet borders, the area that of the later ones, which take in part of the former oblast.",
            "c": "One district, held whole; the sentence says that two pages differ.",
            "d": "The census is that of the whole district, and a part of it was never on the other side of the line.",
            "e": "It says who counted, where and when, and claims no more.",
            "f": "The census is of 1989. Children have been born since, and many have died: it counts nobody of 2020.",
            "g": "The area of Karvachar/Kalbajar already takes in part of the former oblast, so that part is counted twice.",
            "h": "A census of 1989 says nothing about who lives there in 2020. Half for held: in two districts it would not be the whole either.",
        },
        hints={
            "a": "For “a”: through which two districts did the line of contact run?",
            "b": "For “b”: read the notes on both numbers. Do they speak of the same district?",
            "c": "For “c”: does the sentence claim more than its two pages do?",
            "d": "For “d”: where did the line of contact run?",
            "e": "For “e”: who counted, whom, and when? Is one of the three missing?",
            "f": "For “f”: when was the census?",
            "g": "For “g”: what does the note on the area of Karvachar/Kalbajar say?",
            "h": "For “h”: whom did the census count, and when?",
        },
        help="Ask three things of a figure: whole districts or what was held? In which borders? Counted when?",
        slips=(
            Slip("trusts every number", dict.fromkeys(sums, "sound"), 1),
            Slip("all of it was held", {i: "sound" if w == "held" else w for i, w in sums.items()}, 3),
            Slip("one answer for all", dict.fromkeys(sums, "held"), 1.3),
        ),
    ),
]

# %% [markdown] id="title"
# # Exercise 2: the road to October
#
# Six tasks on lesson 2, about 50 minutes. All but the third need no Python beyond filling in words. The third needs two lines.
#
# Each task has a cell for your answer and a cell that checks it. Fill in, run both, and read what the check says. Where you choose from given words, the check looks at only {{tries}} answers, so read before you try. Slips of typing do not count, and everything else you may check as often as you like. No task asks who was right.
#
# **Run the next cell first.**

# %% [markdown] prompt="2.1"
# Below are eight pairs of accounts, in our words. In each pair two sides speak of one event. Where do they part? Lesson 2 named four places. Here is a fifth: sometimes they do not contradict each other at all, and each tells the part that suits it.
#
# - `"whether"`: one says that it happened, the other that it did not;
# - `"who"`: it happened, but who did it is disputed;
# - `"why"`: who did it is agreed, and the reason or the right to do it is disputed;
# - `"name"`: what was done is agreed, and what to call it is disputed;
# - `"stress"`: both can be true; each passes over what the other tells.
#
# The pairs:
#
# - **a** A president announces that a town is taken. The ministry of the other side calls the announcement a lie.
# - **b** Two capitals report one telephone call. One tells of concern over fighters, the other of the wish to end what it calls an occupation.
# - **c** Two ministries say that launchers on Armenian soil were hit, and by which army. One says that they were about to fire at cities, the other that this was a mere assumption.
# - **d** A road was opened by force in May 1992. One side keeps the day as a liberation, the other as an occupation. (They also date it a day or two apart; leave this aside.)
# - **e** A cathedral was struck twice. One side accuses the army of the other; that army says that it has nothing to do with the damage.
# - **f** Several leaders say that fighters from Syria were sent to the war. The two governments that they mean say that none were.
# - **g** A truce began at noon. Each ministry says that the other side's forces fired after it.
# - **h** Two defence ministers spoke by telephone. One ministry reports a warning about fighters, the other a demand that land be left.

# %% answer="2.1"
parting = {
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
parting = {
    "a": "whether",
    "b": "stress",
    "c": "why",
    "d": "name",
    "e": "who",
    "f": "whether",
    "g": "who",
    "h": "stress",
}
### END SOLUTION

# %% [markdown] prompt="2.2"
# You edit a newspaper on 16 October 2020. A writer sends you eight sentences. Some can be printed as they stand. In the others a number is made to bear more than it can. Which fault is it?
#
# - `"sound"`: it can be printed;
# - `"twice"`: the same dead are counted two times;
# - `"enemy"`: a claim about the other side's dead is given as a count;
# - `"silence"`: nothing published is read as nothing happened;
# - `"days"`: counts up to different days are compared.
#
# The sentences:
#
# - **a** By {{silent_day}} no Azerbaijani soldier had died: the ministry in Baku has reported none.
# - **b** By {{baku_day}} the prosecutor's office in Baku had counted {{baku_civilians}} civilians killed in Azerbaijan.
# - **c** By then {{ganja_sum}} civilians had died in Azerbaijan: {{baku_civilians}} in the prosecutor's count, and {{ganja}} in the strike on Ganja.
# - **d** By {{claimed_day}} Azerbaijan had lost {{claimed}} soldiers.
# - **e** More civilians have died in Nagorno-Karabakh than in Azerbaijan: {{karabakh_civilians}} by {{karabakh_day}}, against {{early_civilians}} by {{early_day}}.
# - **f** By {{names_day}} the de facto defence ministry in Karabakh had published the names of {{names}} dead soldiers.
# - **g** The July clashes on the border killed {{july_sum}} people: {{july_one}} by the count of one news agency and {{july_two}} by that of another.
# - **h** Armenia lost {{april}} soldiers in April 2016.

# %% answer="2.2"
faults = {
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
faults = {
    "a": "silence",
    "b": "sound",
    "c": "twice",
    "d": "enemy",
    "e": "days",
    "f": "sound",
    "g": "twice",
    "h": "enemy",
}
### END SOLUTION

# %% [markdown] prompt="2.3"
# The table of events says, for each event, in which paragraphs the article speaks of it (`paragraphs`) and from which day it could be known as it is told (`known_from`). That day may be later than the event. To check a paragraph fairly, you lay beside it only what could be known on the day.
#
# Write the function `beside`. It takes a table of events, a paragraph such as `"P6"`, and a day. It returns the ids of the events of which the article speaks in this paragraph and which could be known on that day, in the order of the table. An event known from the day itself counts.
#
# In the loop, `event.event_id`, `event.paragraphs` and `event.known_from` are the cells of one row. Put the ids into the list `found`, and return it. The check calls your function with tables that are made up.


# %% answer="2.3"
def beside(events, paragraph, day):
    found = []
    for event in events.itertuples():
        pass  # your two lines stand here, in the place of this one
    return None  # and what should be returned?


### BEGIN SOLUTION
def beside(events, paragraph, day):
    found = []
    for event in events.itertuples():
        if paragraph in event.paragraphs and event.known_from <= day:
            found.append(event.event_id)
    return found


### END SOLUTION

# %% [markdown] prompt="2.4"
# Eight sentences, each with what its writer has in hand. What is that, *for this sentence*?
#
# - `"document"`: the words of the person or body that the sentence is about, where they themselves put them;
# - `"copy"`: their words, but found in another place;
# - `"report"`: others, who look or listen, say what they found;
# - `"claim"`: a party to the quarrel says how it was.
#
# The same page can be a document for one sentence and a claim for another. In the lessons a mark after each source tells the kind and how it was read: `D` is a document, `≈` a copy.
#
# - **a** On 14 October 2020 the defence ministry of Azerbaijan announced that it had hit launchers in Armenia. *In hand: the announcement, on the ministry's own page.*
# - **b** On 14 October 2020 launchers were hit that were about to fire at towns. *In hand: the same page.*
# - **c** In 1993 the Security Council demanded that forces leave Agdam/Akna at once. *In hand: resolution 853 (S/RES/853), on a lawyer's web page.*
# - **d** The paper of Kazan lets five districts return first. *In hand: a summary by a research centre in Yerevan. The foreign ministry there calls it the work of experts.*
# - **e** It was Azerbaijan that turned down the paper of Kazan. *In hand: what the foreign minister of Armenia said to the press in 2016.*
# - **f** From 2015 to 2019 Armenia and Azerbaijan both bought arms from Russia. *In hand: tables of a research institute in Stockholm, which counts deliveries.*
# - **g** In July 2009 three presidents named six elements of a settlement. *In hand: their fact sheet, on the page of an Armenian community abroad.*
# - **h** On 1 October 2020 three presidents called for an end to the fighting. *In hand: their statement (no. 64133), on the Kremlin's own page.*

# %% answer="2.4"
held = {
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
held = {
    "a": "document",
    "b": "claim",
    "c": "copy",
    "d": "report",
    "e": "claim",
    "f": "report",
    "g": "copy",
    "h": "document",
}
### END SOLUTION

# %% [markdown] prompt="2.5"
# What can a story conclude, if it begins on a day of its writer's choice? Eight articles, each with its first day and the conclusion at its end. An article tells what happened from its first day on, and nothing earlier. The conclusions are invented; lesson 2 has the events. Some conclusions are true and some are not. What is the first day to each of them?
#
# - `"carried"`: the story bears it out, and no earlier first day would change that;
# - `"borrowed"`: it may well be so, but it rests on something from before the first day, which the story does not tell;
# - `"turned"`: it looks right only because the story begins there. Something from before that day tells against it.
#
# Whether you like a conclusion does not count.
#
# - **a** *First day: {{on_y1992}}.* "People had to leave their homes because the Soviet Union had fallen apart, and its end had brought war."
# - **b** *First day: {{on_d2020_10_14}}.* "When the two presidents spoke, Moscow had been complaining of fighters from abroad for two weeks."
# - **c** *First day: {{on_y1988}}.* "The mediation that is named after Minsk is older than the truce."
# - **d** *First day: {{on_m2020_07}}.* "It was the shots on the state border that bound Ankara to Baku."
# - **e** *First day: {{on_y1994}}.* "What Baku asks to have back was taken by force of arms, and the truce only left it where it was."
# - **f** *First day: {{on_y2016}}.* "It was a speech of August 2019 that brought up the joining of Karabakh to Armenia."
# - **g** *First day: {{on_d2020_09_27}}.* "When Ganja was struck on 11 October, the truce of Moscow was a day old."
# - **h** *First day: {{on_m2020_07}}.* "In that July Moscow was bound by a treaty to Yerevan, and not by friendship alone."

# %% answer="2.5"
beginnings = {
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
beginnings = {"a": "turned", "b": "borrowed", "c": "carried", "d": "turned"}
beginnings |= {"e": "borrowed", "f": "turned", "g": "carried", "h": "borrowed"}
### END SOLUTION

# %% [markdown] prompt="2.6"
# How much land, and how many people? Whoever bargains over the seven districts has figures at hand. Here are eight sentences, as they might be put before a mediator. What is wrong with each figure, if anything?
#
# - `"sound"`: it says no more than it can;
# - `"held"`: it counts land, or people of land, that was never on the Armenian side of the line of contact;
# - `"borders"`: it takes two figures together that belong to different borders;
# - `"year"`: it takes people of one year for those of another.
#
# The figures are those of lesson 2, under "Deeper: seven districts".
#
# - **a** "The seven districts together have {{area}} km². So much land was in Armenian hands."
# - **b** "In 1989 Karvachar/Kalbajar had {{density}} people to a km²: its people divided by its area, as both stand in the table."
# - **c** "Zangilan/Kovsakan, all of which was held, has {{zangilan_area}} km² by one page, and a little more by others."
# - **d** "From the part of Agdam/Akna that was taken in 1993, {{agdam_people}} people had to leave, as the census shows."
# - **e** "In January 1989 the Soviet census counted {{lachin_people}} people in the district of Berdzor/Lachin."
# - **f** "In 2020 there are {{people}} people who wait to go back to the seven districts."
# - **g** "Add the former oblast to the seven areas of the table, and you have all the land that is disputed."
# - **h** "If all seven are handed over in 2020, {{people}} people will come under another flag."

# %% answer="2.6"
added = {
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
added = {"a": "held", "b": "borders", "c": "sound", "d": "held", "e": "sound", "f": "year", "g": "borders", "h": "year"}
### END SOLUTION
