"""The syllabus insert: a page for a course catalogue and a scheme of what counts, from the lessons, the exercises and the coding of outcomes.

Made by ``tools/docs.py``.
"""

from __future__ import annotations

import json
from datetime import date

import outcomes

from seminar.kit.words import long_day, number_word
from seminar.tables import Package

CHECKS = outcomes.ROOT / "seminar" / "exercises" / "checks.json"
CATALOGUE = (  # what a student can do afterwards, in a catalogue's words: the lesson whose aims it sums up
    (
        1,
        "Analyse the structure of a published argument: separate reporting, interpretation, prediction and recommendation, and identify what is left out",
    ),
    (2, "Evaluate conflicting accounts and counts of the same events, and the choice of a starting point"),
    (3, "Compare peace proposals clause by clause, and judge what each settles, defers or leaves silent"),
    (4, "Identify the interests behind stated positions, and construct a negotiated package"),
    (5, "Apply a transparent model of value trade-offs, and determine on what its result depends"),
    (6, "Explain threats, guarantees and ratification with models of strategic commitment"),
    (7, "State and score forecasts, and distinguish the quality of a decision from its result"),
)
SHARES = (  # of the grade for a course that uses the whole seminar: an offer, to be changed
    ("Exercises 1 to 6, tasks that count", 40),
    ("Exercise 7: the memo and the objection to it", 30),
    ("The role case and one page on the negotiation", 20),
    ("Prepared talk in class", 10),
)


def scheme() -> dict[str, dict]:
    """What there is to know of each task for a scheme of grades: exercise, title, points, level, and whether it counts or is practice."""
    tasks = json.loads(CHECKS.read_text(encoding="utf-8"))["tasks"]
    titles = outcomes.tasks()
    levels = {row.task: row.level for row in outcomes.coded() if row.in_exercise}
    return {
        task: {
            "exercise": int(task[0]),
            "title": titles[task],
            "points": about["points"],
            "level": levels[task],
            "prose": about["kind"] == "prose",
            "counts": levels[task] in outcomes.ABOVE,
        }
        for task, about in tasks.items()
    }


def page(data: Package) -> str:
    """The page: what to copy into a syllabus, then which tasks count."""
    lessons, found = data.read("lessons"), scheme()
    article = data.read("sources").set_index("source_id").loc["the-moscow-times-2020-10-16"]
    practice = [task for task, about in found.items() if not about["counts"]]
    lines = [
        "# For a syllabus",
        "",
        "Three things to copy and change: a description for a catalogue, a scheme of what counts, and an e-mail to students.",
        "",
        "*This page is made from the lessons, the exercises and `exercises/key/outcomes.csv` by `tools/docs.py`.*",
        "",
        "## For the catalogue",
        "",
        "**An unenviable task: reading one op-ed closely.** A seminar on one opinion piece of October 2020 about Nagorno-Karabakh. Students take its argument "
        "apart, trace its claims to evidence, compare the peace plans then on the table, negotiate in roles, and find what a judgement between bad options "
        "depends on. Nothing later than the article is used before the last session. No programming is needed.",
        "",
        f"{number_word(len(lessons)).capitalize()} lessons, {lessons.minutes.sum() / 60:.0f} hours of reading and work on a computer; "
        "with talk, one, three or eight sessions.",
        "",
        "On completion, students are able to:",
        "",
        *(f"- {words} (lesson {lesson})." for lesson, words in CATALOGUE),
        "",
        "Marks never depend on a political view: they depend on whether reasons hold. Forecasts and the guesses before the pictures are not marked.",
        "",
        "## What counts",
        "",
        "| Part | Share of the grade |",
        "| --- | --- |",
        *(f"| {part} | {share}% |" for part, share in SHARES),
        "",
        "An offer for a course that uses the whole seminar. Tasks that analyse, evaluate or create count; those that show understanding or apply a method "
        "are practice: set them, let the notebook check them, and leave them out of the grade.",
        "",
        "| Exercise | Counts | Points | Practice | Points |",
        "| --- | --- | --- | --- | --- |",
        *_rows(found),
        "",
        f"A star marks what a person reads. So that practice leaves no trace in the gradebook: `seminar grade … --without {','.join(practice)}`.",
        "",
        "## The e-mail to students",
        "",
        "Three days before the first session. Fill in what is in square brackets.",
        "",
        *(f"> {line}".rstrip() for line in _email(lessons.set_index("lesson_id").minutes[0], article, data.seal)),
    ]
    return "\n".join(lines) + "\n"


def _email(minutes: int, article, day: date) -> list[str]:
    """What students have to do before the first session, and what they should know."""
    return [
        "Subject: Before our first session on [day]",
        "",
        "Dear all,",
        "",
        f"in our sessions we shall read one opinion piece closely: “{article.title}” (The Moscow Times, {long_day(article.date)}), on the fighting that "
        "had begun on 27 September. You need to know nothing about it, and no programming.",
        "",
        f"1. Unpack `unenviable-task-students.zip` from [place], follow its README, and work through lesson 0: {minutes} minutes.",
        f"2. Then read the article, on the publisher's site: <{article.addresses[0]}>. If you cannot open it, tell me.",
        "3. If a line under “Check your set-up” at the end of lesson 0 does not say OK, send me the table.",
        "4. Bring a laptop, or tell me that you have none: two can share one.",
        "",
        f"Please do not look up what happened after {long_day(day)}. In lesson 1 you seal five forecasts, and you open them in the last lesson. "
        "If you know already, give what you would honestly have said.",
        "",
        "The subject is painful to many, perhaps to some of us. Nobody speaks for a nation here, anyone may step out at any time without a reason, and no mark "
        "depends on a political view. If there is a part that you would rather not take in the negotiation, write to me; you need not say why.",
        "",
        "[Name]",
    ]


def _rows(found: dict[str, dict]) -> list[str]:
    """An exercise a line: its tasks that count and those for practice, with their points."""
    lines = []
    for exercise in sorted({about["exercise"] for about in found.values()}):
        cells = []
        for counts in (True, False):
            here = {t: a for t, a in found.items() if (a["exercise"], a["counts"]) == (exercise, counts)}
            cells += [
                "; ".join(f"{t}{'*' * a['prose']} {a['title']}" for t, a in here.items()) or "–",
                f"{sum(a['points'] for a in here.values()):g}",
            ]
        lines.append(f"| {exercise} | {' | '.join(cells)} |".replace("*", "\\*"))
    return lines
