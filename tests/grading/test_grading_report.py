"""Feedback and class page: nothing a student wrote is run, no page tells what it must not, and everybody can read them."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import browser
import pytest
from test_grading_gradebook import CALC, TEXT, book, by_hand, faulty, mark, one, real_class, unread

from seminar.exercises.conventions import known
from seminar.grading import class_page, class_pictures, feedback_page, figures, gradebook, report
from seminar.grading.by_hand import Hand, Hands
from seminar.grading.course import Course
from seminar.grading.memory import Moved
from seminar.grading.records import NOT_GRADED, CheckMark, Graded, HandIn, Result

ROOT = Path(__file__).resolve().parents[2]
REAL_KEY = json.loads((ROOT / "exercises/key/key.json").read_text(encoding="utf-8"))
SCRIPT = "<script>alert(1)</script>"
HOSTILE = [
    CALC,
    SCRIPT,
    "../../x",
    "a\u202egpj.exe",
    "😀 🎓",
    "x" * 300,
    '"><img src=x onerror=alert(1)>',
    "</pre></main><style>*{display:none}</style>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% include 'x' %}",
    "CON",
    "con ",
    "\x00nul\x1b[31m",
    "half \ud800 a character",
    "&lt;b&gt;",
]
FETCHING = {"src", "href", "action", "formaction", "data", "poster", "srcset", "background", "xlink:href"}


class Read(HTMLParser):
    """The tags of a page and the words that it shows."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self._hidden = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.words += " " if tag in ("p", "pre", "br", "li", "td", "th", "div", "h3") else ""
        self._hidden = tag if tag in ("style", "script") else ""

    def handle_endtag(self, tag):
        self._hidden = ""

    def handle_data(self, data):
        self.words += "" if self._hidden else data

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


def written_pages(class_: gradebook.Gradebook, *given_) -> dict[str, bytes]:
    """Every file of the report, whole."""
    return {name: b"".join(content) for name, content in report.pages(class_, *given_)}


def pages(*graded: Graded, **given_) -> dict[str, str]:
    return {n: t.decode() for n, t in written_pages(book(*graded, **given_)).items() if n.endswith(".html")}


def feedback(*graded: Graded, **given_) -> str:
    """The only student's page."""
    (text,) = [t for n, t in pages(*graded, **given_).items() if n.startswith("feedback/")]
    return text


def words(text: str) -> str:
    return " ".join(Read(text).words.split())


def hostile() -> list[Graded]:
    """Students who put markup, formulas and worse wherever they can write."""
    made = []
    for evil in HOSTILE:
        marks = (
            CheckMark("1.1", 0, 4, "not yet", evil, json.dumps({"a": evil, evil: [evil, {evil: evil}]})),
            CheckMark("1.2", 0, 2, "not yet", evil, json.dumps(evil)),
            CheckMark(evil, 0, 1, "not yet", evil, evil),
        )
        handin = HandIn(evil, evil, f"{evil}/{evil}.ipynb", "01_one")
        made.append(Graded(handin, Result(evil, marks, (evil,), (evil,)), notes=(evil,), flags=(evil,)))
        prose = CheckMark("2.2", 0, 5, "for a person", evil, json.dumps(evil))
        made.append(Graded(HandIn(evil, evil, evil, "02_two"), Result(evil, (mark("2.1", 1, evil), prose))))
        made.append(Graded(HandIn(evil, evil, evil, evil, problem=evil)))
        made.append(Graded(HandIn(evil, evil, f"{evil}2", "01_one", copy=-1), Result(evil, fault=evil)))
    return made


# --- what a student wrote is shown and not run


@pytest.mark.parametrize("released", [False, True])
def test_no_page_of_a_hostile_class_has_anything_that_runs_or_fetches(released):
    made = pages(*hostile(), released=frozenset({"01_one"}) if released else frozenset())
    assert len(made) == len(HOSTILE) + 1
    for name, text in made.items():
        page = Read(text)
        assert not {t for t, _ in page.tags} & {"script", "img", "iframe", "object", "embed", "form", "base"}, name
        attributes = [(a, v) for _, own in page.tags for a, v in own.items()]
        assert not [a for a, _ in attributes if a.startswith("on")], name
        for _attribute, target in [(a, v) for a, v in attributes if a in FETCHING]:
            assert re.fullmatch(r"#[\w-]+|feedback/[a-z0-9-]+\.html|data:,", target), (name, target)
        assert len(page.all("style")) == 1 and len(page.all("main")) == 1, name


def test_every_page_forbids_what_it_does_not_need():
    for text in pages(*hostile()).values():
        policies = [m["content"] for m in Read(text).all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
        assert text.index("Content-Security-Policy") < text.index("<style>")


@pytest.mark.parametrize(
    "evil", [SCRIPT, CALC, '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}{% include 'x' %}", "&lt;b&gt;"]
)
def test_what_a_student_wrote_can_be_read_as_it_was_written(evil):
    marks = (CheckMark("1.1", 0, 4, "not yet", "Look again.", json.dumps({"a": evil})), mark("1.2", 2, "40"))
    assert evil in words(feedback(Graded(HandIn("1", "Ani", "a.ipynb", "01_one"), Result("f", marks))))


def test_no_page_holds_a_character_that_turns_the_text_or_cannot_be_written():
    for text in pages(*hostile()).values():
        assert text.encode("utf-8") and not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", text)


# --- where the pages stand


def test_a_page_has_a_name_that_every_system_takes():
    students = gradebook.roll(gradebook.choose(hostile()), {})
    for name in report.page_names(students):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]+\.html", name) and len(name) < 90
        assert name.split(".")[0] not in {"con", "nul", "prn", "aux", "com1", "lpt1"}


@pytest.mark.parametrize(
    "name, key, page",
    [
        ("Leyla Məmmədova", "1004", "leyla-memmedova-1004.html"),
        ("Søren Østergaard", "12", "soren-ostergaard-12.html"),
        ("Иванов", "7", "student-7.html"),
        ("CON", "7", "con-7.html"),
    ],
)
def test_a_page_is_called_by_name_and_number(name, key, page):
    assert report.page_names([gradebook.Student(key, name, ())]) == [page]


def test_two_students_never_share_a_page():
    clash = report.digest("Ani")
    keys = ["1", "01", "Ani", "ANI", "ani", "Aní", "x" * 400, "x" * 401, "", clash, "1" * 12, "1" * 13]
    names = report.page_names([gradebook.Student(k, "Ani", ()) for k in keys])
    assert len({n.casefold() for n in names}) == len(keys)


def test_a_newcomer_renames_nobodys_page():
    before = pages(one("b", "01_one", 1, 1), one("7", "01_one", 1, 1)).keys()
    assert before < pages(one("b", "01_one", 1, 1), one("7", "01_one", 1, 1), one("a", "01_one", 1, 1)).keys()


# --- what a student's page says, and what it must not


def test_a_students_page_says_what_was_earned_and_why():
    text = words(feedback(one("1", "01_one", 3, 2, notes=("A cell stopped with an error: NameError.",), late=True)))
    assert "For Name 1" in text and "Exercise 1: one 5 of 6 points" in text
    assert "1.1 Which kind? ◐ Partly right · 3 of 4 Look again. Your answer, as it was read: a: fact b: fact" in text
    assert "1.2 What share? ✓ Right · 2 of 2 Your answer, as it was read: 42" in text
    assert "What was graded: 01_one.ipynb (handed in late)" in text and "NameError" in text


@pytest.mark.parametrize(
    "state, points, told",
    [
        ("right", 4, "✓ Right · 4 of 4"),
        ("not yet", 0, "✗ Not right yet · 0 of 4"),
        ("not attempted", 0, "○ Not attempted · 0 of 4"),
        (NOT_GRADED, 0, "– Not graded · out of 4"),
    ],
)
def test_a_state_is_told_in_a_word_beside_its_sign(state, points, told):
    marks = (CheckMark("1.1", points, 4, state, "Sentence."), mark("1.2", 0))
    assert told in words(feedback(Graded(HandIn("1", "Ani", "a.ipynb", "01_one"), Result("f", marks))))


def test_prose_is_said_to_wait_for_a_person():
    text = words(feedback(one("1", "02_two", 3)))
    assert "3 of 8 points. A person gives up to 5 more" in text
    assert (
        f"✎ A person reads this · a person gives up to 5 A person reads and marks it. Your answer, as it was read: {TEXT}"
        in text
    )


def test_a_fault_of_the_machine_costs_nothing_and_is_said_kindly():
    text = words(feedback(faulty("1", "01_one")))
    assert "No points yet." in text and "This costs you nothing: it will be run again." in text
    assert "kernel" not in text and "0 of" not in text


def test_files_that_do_not_count_are_named_with_the_reason():
    text = words(
        feedback(
            one("1", "01_one", 4, 2, file="1/a (1).ipynb", copy=1),
            one("1", "01_one", 1, 1, file="1/hand_in.ipynb", copy=1),
            one("1", "01_one", 1, 1, file="1/a.ipynb"),
            unread("1", "1/a (2).ipynb", "The file is damaged: it is not JSON.", "01_one", 2),
            unread("1", "1/notes.docx", "This is no notebook."),
        )
    )
    assert "What was graded: a (1).ipynb" in text
    assert "hand_in.ipynb It belongs to the same hand-in, and the other file earned at least as much." in text
    assert "a.ipynb You handed in a later file." in text
    assert "a (2).ipynb The file is damaged: it is not JSON." in text
    assert (
        "Files that belong to no exercise These were handed in and could not be graded: notes.docx This is no notebook."
        in text
    )


def test_what_was_not_handed_in_is_named_so_that_a_lost_file_is_noticed():
    made = pages(one("1", "01_one", 1, 1), one("2", "02_two", 3))
    page = next(t for n, t in made.items() if n.endswith("-1.html"))
    assert words(page).endswith(
        "tell your instructor. Exercise 2: two This page is for you alone. No political view earned or cost a point."
    )


def test_flags_are_not_for_the_student():
    one_flagged = one("1", "01_one", 1, 1, flags=("FORGED OUTPUT",))
    assert "FORGED" not in feedback(replace(one_flagged, flags=("EDITED CHECK",)))
    assert "EDITED" not in feedback(replace(one_flagged, flags=("EDITED CHECK",)))


def test_feedback_never_tells_the_key():
    """Of a student who has everything wrong no accepted value is on the page, and no reason is, whatever was answered."""
    wrong = (CheckMark("1.1", 0, 4, "not yet", "Look again.", '{"a":"hope","b":"fact"}'), mark("1.2", 0, "3"))
    text = feedback(Graded(HandIn("1", "Ani", "a.ipynb", "01_one"), Result("f", wrong)))
    assert "view" not in words(text).replace("political view", "") and "a: fact" not in words(text)
    for page in (
        t for n, t in pages(*real_class(5), key=REAL_KEY["tasks"], checks=known()).items() if n.startswith("feedback/")
    ):
        read = words(page)
        reasons = [r for task in REAL_KEY["tasks"].values() for r in task["reasons"].values()]
        slips = [s["name"] for task in REAL_KEY["tasks"].values() for s in task.get("slips", [])]
        assert not [r for r in reasons if r in read] and not [s for s in slips if len(s) > 20 and s in read]


def test_feedback_never_tells_what_a_function_gave_for_hidden_inputs():
    text = feedback(one("1", "02_two", 3))
    assert "total(…) gave something back for 2 of 2 inputs" in words(text) and "77123" not in text


@pytest.mark.parametrize(
    "error, told",
    [("KeyError: 'X550'.", " (KeyError)."), ("X550: nothing.", "."), ("SystemExit: X550", "."), ("X550", ".")],
)
def test_feedback_never_tells_hidden_inputs_by_way_of_an_error(error, told):
    said = (
        f"When it is called, the function stops with an error: {error} Try it by hand on input 3: what should come out?"
    )
    marks = (
        CheckMark("2.1", 0, 3, "not yet", said, '{"calls":[{"error":"X550"}]}'),
        CheckMark("2.2", 0, 5, "not attempted", ""),
    )
    text = feedback(Graded(HandIn("1", "Ani", "a.ipynb", "02_two"), Result("f", marks)))
    assert "X550" not in text and f"stops with an error{told} Call it yourself" in words(text)


def test_no_page_of_a_student_names_another():
    graded = [
        one(str(i), "01_one", 1, 1, name=f"Somebody{i}Else", file=f"Somebody{i}Else_Somebody9/x.ipynb")
        for i in range(4)
    ]
    for name, text in pages(*graded).items():
        if name.startswith("feedback/"):
            assert len(set(re.findall(r"Somebody\d", text))) == 1


def test_a_long_answer_is_cut_and_says_so():
    marks = (CheckMark("1.1", 0, 4, "not yet", "Look.", json.dumps({"a": "y" * 500})), mark("1.2", 1, ""))
    assert f"a: {'y' * 60} … (cut; 440 characters more)" in words(
        feedback(Graded(HandIn("1", "A", "a", "01_one"), Result("f", marks)))
    )


def test_an_answer_is_shown_in_the_order_of_the_task():
    task = known()["tasks"]["7.2"]
    answer = json.dumps({i: [f"Word {i}", "2020-12-01"] for i in sorted(task["form"]["items"])})
    assert [line.split(":")[0] for line in feedback_page.shown(task, answer).split("\n\n")] == task["form"]["items"]


# --- released, and by hand

WORDS = {"1.1": {"a": "Four men met on a Tuesday.", "b": "The meeting was a success."}}
ITEMS = '{"a":"fact","b":"hope"}'


def released(points: float = 3, answer: str = ITEMS, **given_) -> str:
    marks = (CheckMark("1.1", points, 4, "not yet", "Look again.", answer), mark("1.2", 2, "42"))
    graded = Graded(HandIn("1", "Ani", "a.ipynb", "01_one"), Result("f", marks))
    return words(feedback(graded, words=WORDS, **{"released": frozenset({"01_one"})} | given_))


def test_before_release_a_page_has_hints_and_no_word_of_which_entry_is_right():
    text = released(released=frozenset())
    assert "This page gives hints." in text and "Look again. Your answer, as it was read: a: fact b: hope" in text
    assert "Four men" not in text and "Your answer, entry by entry" not in text
    assert "Nobody could look this up." not in text


def test_after_release_each_entry_has_its_question_and_whether_it_was_right():
    """The key takes “fact” for a, “view” for b, and half for “hope”."""
    text = released()
    assert "a Four men met on a Tuesday. ✓ fact" in text and "b The meeting was a success. ◐ hope" in text
    assert "✗ view" in released(answer='{"a":"view","b":"fact"}') and "This page gives hints." not in text


def test_after_release_each_entry_has_the_key_s_reason_and_no_value_of_the_key():
    text = released(0, '{"a":"hope","b":"fact"}').replace("political view", "").replace("fact ", "", 1)
    assert "view" not in text and "The paragraph reports it." in text and "Nobody could look this up." in text


def test_an_answer_whose_form_is_wrong_is_shown_as_it_was_read_after_release_too():
    assert "Your answer, as it was read: a: fact" in released(0, '{"a":"fact"}')


def test_a_persons_points_reason_and_comment_stand_on_the_page():
    text = words(feedback(one("1", "02_two", 3), hands=by_hand(t2_2=Hand(4, "", "A clear reason."))))
    assert "7 of 8 points" in text and "◐ Partly right · 4 of 5" in text and "Comment: A clear reason." in text
    text = words(feedback(one("1", "01_one", 1, 2), hands=by_hand(t1_1=Hand(4, "Only a comma was missing."))))
    assert "6 of 6 points" in text and "✓ Right · 4 of 4 A person set these points: Only a comma was missing." in text


def test_what_the_course_decided_stands_on_the_page():
    course = Course(without=("1.2",), weights={"1.1": 2}, late_penalty=10)
    text = words(feedback(one("1", "01_one", 4, 2, late=True), course=course))
    assert "Left out: 1.2. Weighed: 1.1 × 2. A late hand-in loses 10% of its points." in text
    assert "7.2 of 8 points" in text and "10% of the points are taken off" in text
    assert "counts 2 times" in text and "left out, does not count" in text


def test_one_stray_exercise_does_not_tell_everybody_that_theirs_is_missing():
    graded = [one(str(i), "01_one", 4, 2) for i in range(9)]
    made = pages(*graded, one("0", "02_two", 3))
    assert not [n for n, text in made.items() if n.startswith("feedback/") and "Not handed in" in text]
    assert "It was handed in by few, and is not in the totals." in made["class.html"]


def test_points_on_pages_are_written_in_tenths():
    text = words(feedback(one("1", "01_one", 2.6667, 1.3333)))
    assert "2.7 of 4" in text and "1.3 of 2" in text and "4 of 6 points" in text


# --- the class page


def test_the_class_page_is_not_to_be_handed_out():
    assert words(pages()["class.html"]).startswith("The class · An unenviable task To the text ⚠ Do not hand out.")


def test_who_needs_a_look_comes_first_with_the_most_pressing_on_top():
    graded = [
        one("1", "01_one", 1, 1, flags=("The kernel was ended from within.",)),
        faulty("2", "01_one"),
        unread("3", "3/a.ipynb", "The file is damaged.", "01_one"),
        unread("1", "1/a (1).ipynb", "The file is empty.", "01_one", 1),
        unread("", "stray.txt", "Nobody's name is in it."),
    ]
    found = class_page.looks(book(*graded), {})
    assert [(k.label[2:], k.name) for k in found] == [
        ("Run again", "Name 2"),
        ("Look at it", "Name 1"),
        ("Not graded", "Name"),
        ("Not graded", "Name 3"),
        ("Left aside", "Name 1"),
    ]
    text = words(pages(*graded)["class.html"])
    order = [
        text.index(w)
        for w in (
            "Who needs a look, and why",
            "The kernel did not start",
            "from within",
            "damaged",
            "Texts to read 5.8",
        )[:4]
    ]
    assert order == sorted(order)


def test_one_check_without_a_grade_needs_a_look():
    whole = one("1", "01_one", 1, 1)
    marks = (whole.result.marks[0], replace(whole.result.marks[1], state=NOT_GRADED, message="The disk was full."))
    text = words(pages(replace(whole, result=replace(whole.result, marks=marks)))["class.html"])
    assert "Task 1.2 was not graded. The disk was full." in text


def test_texts_are_read_without_names_and_in_no_order():
    graded = [one(str(i), "02_two", 3, prose=f"Text of student {i}.", name=f"Ani {i:02}") for i in range(12)]
    class_ = book(*graded)
    (made,) = class_page.prose(class_, {s.key: "x" for s in class_.students}, "02_two")
    order = [t["whose"] for t in made["texts"]]
    assert sorted(order) == [s.name for s in class_.students] != order
    assert (made["points"], made["how"]) == (5, "Two points for a reason, three for an answer to it.")
    text = words(pages(*graded)["class.html"])
    assert text.index("Text of student 7.") < text.index("Ani 07", text.index("Text of student 7."))


def test_a_text_whose_form_is_wrong_is_read_too_and_a_blank_one_is_not():
    short = one("1", "02_two", 3)
    marks = (short.result.marks[0], CheckMark("2.2", 0, 5, "not yet", "The text has 2 words.", '"Too short"'))
    graded = [replace(short, result=replace(short.result, marks=marks)), one("2", "02_two", 1, prose="")]
    text = words(pages(*graded)["class.html"])
    assert "2.2 Say why · 5 points · 1 text to read, 0 read" in text and "its form is not right" in text


def test_common_wrong_answers_stand_beside_the_key_and_its_reason():
    graded = [one(str(i), "01_one", 2, 2) for i in range(3)]
    text = words(pages(*graded)["class.html"])
    assert "1.1 Which kind? 0 of 3 wholly right; most common slip: at b, 3 of 3 said “fact”" in text
    assert "a fact ✓ fact ×3 The paragraph reports it." in text
    assert "b view, hope (0.5) ✗ fact ×3 Nobody could look this up." in text
    assert "Slips that the authors foresaw: all fact (×3)." in text and "×3: Look again." in text


def test_the_places_of_a_task_carry_their_questions():
    text = words(pages(one("1", "01_one", 2, 2), words=WORDS)["class.html"])
    assert "a Four men met on a Tuesday. fact" in text and "b The meeting was a success. view, hope (0.5)" in text


def test_the_class_page_says_what_moved_and_what_must_be_heeded():
    moved = Moved([["Ani", "1"]], [["Bo", "1.1", "2", "4"]])
    text = words(
        written_pages(book(one("1", "01_one", 2, 2)), moved, ("Say in who.csv whose it is.",))["class.html"].decode()
    )
    assert (
        "1 hand-in is new, 1 mark moved." in text and "Bo, 1.1: 2 → 4" in text and "Say in who.csv whose it is." in text
    )


def test_a_comment_used_twice_is_offered_again():
    hands = Hands(
        {(n, "2.2"): Hand(1, "", c) for n, c in (("1", "Name a source."), ("2", "Name a source."), ("3", "Good."))}
    )
    class_ = book(*(one(n, "02_two", 3) for n in "1234"), hands=hands)
    (made,) = class_page.prose(class_, {s.key: "x" for s in class_.students}, "02_two")
    assert (made["done"], made["waiting"], len(list(made["texts"])), made["comments"]) == (
        3,
        1,
        1,
        [("Name a source.", 2)],
    )


def test_names_are_sorted_as_who_csv_says():
    graded = [one("1", "01_one", 1, 1, name="Ani Zarian"), one("2", "01_one", 1, 1, name="Zoe Abel")]
    class_ = book(*graded, sort_by={"1": "Zarian", "2": "Abel"})
    assert [s.name for s in class_.students] == ["Zoe Abel", "Ani Zarian"]


def test_every_student_has_a_row_that_leads_to_the_page():
    made = pages(*real_class(9), unread("zz", "zz/x.txt"), key=REAL_KEY["tasks"], checks=known())
    linked = {a["href"] for a in Read(made["class.html"]).all("a") if a["href"].startswith("feedback/")}
    assert linked == {n for n in made if n.startswith("feedback/")} and len(linked) == 10


@pytest.mark.parametrize(
    "graded",
    [
        [],
        [one("1", "01_one", 1, 1)],
        [one("1", "02_two", 3)],
        [unread("1", "a.txt"), unread("", "b.txt"), faulty("2", "01_one")],
        [faulty("1", "99_unknown")],
    ],
    ids=["empty", "one", "one with prose", "none graded", "an exercise that nobody knows"],
)
def test_small_classes_have_their_pages_too(graded):
    made = pages(*graded)
    assert len(made) == 1 + len({g.handin.student for g in graded if g.handin.student})
    assert all(text.rstrip().endswith("</html>") for text in made.values())


def test_the_same_class_in_any_order_gives_the_same_pages():
    graded = [
        *real_class(5, exercises=("01_the_argument", "07_hindsight")),
        faulty("2001", "01_the_argument", 1),
        *hostile(),
    ]
    first = written_pages(book(*graded, key=REAL_KEY["tasks"], checks=known()))
    for seed in range(2):
        random.Random(seed).shuffle(graded)
        assert written_pages(book(*graded, key=REAL_KEY["tasks"], checks=known())) == first


# --- pictures


def test_a_share_is_counted_in_its_tenth():
    assert class_pictures.Spread("", "", [0, 0.05, 0.1, 0.3, 0.999, 1]).tenths == [2, 1, 0, 1, 0, 0, 0, 0, 0, 2]


def test_the_sentence_on_marks_is_computed():
    spreads = [
        class_pictures.Spread("Exercise 1", "", [0.2, 0.4]),
        class_pictures.Spread("Exercise 2", "", [0.5, 0.9, 1]),
        class_pictures.Spread("Exercise 3", "", []),
    ]
    assert (
        class_pictures.draw_marks(spreads).sentence
        == "The middle student has most in Exercise 2 (90%) and least in Exercise 1 (30%)."
    )
    assert class_pictures.draw_marks(spreads[:1]).sentence == "The middle student has 30% of the points of Exercise 1."
    assert class_pictures.draw_marks([spreads[0], replace(spreads[0], short="Exercise 4")]).sentence.endswith(
        "30% of the points in every exercise."
    )


def test_the_sentence_on_checks_is_computed():
    def check(task: str, share: float, r: float | None) -> figures.Figures:
        return figures.Figures(task, 9, share, None if r is None else figures.Correlation(r, r - 0.1, r + 0.1), {})

    few = [check("1.1", 0.5, None), check("1.2", 0.25, None)]
    assert class_pictures._checks_in_words(few).endswith(
        "its mean is 25% of its points. The class is too small, or too even, to say how well checks separate."
    )
    some = [check("1.1", 0.5, 0.1), check("1.2", 0.99, 0.0), check("1.3", 0.6, 0.6)]
    assert class_pictures._checks_in_words(some).endswith(
        "Below 0.2, and not merely because nearly all have it right: 1.1."
    )


@pytest.fixture(scope="module")
def drawn() -> tuple[class_pictures.Drawn, class_pictures.Drawn]:
    class_ = book(*real_class(40), key=REAL_KEY["tasks"], checks=known())
    found = {name: figures.figures(class_, name) for name in class_.exercises}
    spreads = [class_pictures.spread(class_, name) for name in class_.exercises]
    return class_pictures.draw_marks(spreads), class_pictures.draw_checks(found, class_)


def test_a_picture_has_its_sentence_its_alternative_and_its_table(drawn):
    for picture in drawn:
        svg = Read(str(picture.drawing)).all("svg")[0]
        assert svg["role"] == "img" and len(svg["aria-label"]) > 40 and picture.sentence.endswith(".")
        assert svg["viewbox"].split()[2] == "1000"
        assert picture.rows and {len(row) for row in picture.rows} == {len(picture.head)}


def test_words_in_a_picture_are_large_enough_and_lie_within(drawn):
    for picture in drawn:
        texts = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"', str(picture.drawing))
        assert texts and all(float(size) >= 14 and 0 <= float(x) <= 1000 for x, _y, size in texts)


def test_the_twin_of_a_picture_counts_every_student(drawn):
    for row in drawn[0].rows:
        assert sum(map(int, row[6:])) == int(row[1]) == 40


# --- writing


def written(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_everything_is_written_and_writing_again_changes_nothing(tmp_path):
    graded = real_class(3, exercises=("01_the_argument",))
    made = report.write(book(*graded, key=REAL_KEY["tasks"], checks=known()), tmp_path)
    before, times = written(tmp_path), {name: (tmp_path / name).stat().st_mtime_ns for name in made}
    assert set(made) == before.keys() - {report.MANIFEST}
    assert {
        "marks.csv",
        "grades.csv",
        "grades_moodle/01_the_argument.csv",
        "class.html",
        "feedback/ani-0-2000.html",
    } <= before.keys()
    assert report.write(book(*graded[::-1], key=REAL_KEY["tasks"], checks=known()), tmp_path) == made
    assert written(tmp_path) == before and {name: (tmp_path / name).stat().st_mtime_ns for name in made} == times


def test_a_page_that_no_longer_belongs_goes_and_what_is_not_ours_stays(tmp_path):
    report.write(book(one("1", "01_one", 1, 1), one("2", "01_one", 1, 1)), tmp_path)
    for name in ("feedback/my-own.html", "grades_moodle/mine.csv", "cache.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    report.write(book(one("1", "01_one", 1, 1)), tmp_path)
    left = written(tmp_path).keys()
    assert {"feedback/my-own.html", "grades_moodle/mine.csv", "cache.json", "feedback/name-1-1.html"} <= left
    assert "feedback/name-2-2.html" not in left


def test_a_table_that_a_person_filled_in_is_kept(tmp_path):
    report.write(book(one("1", "02_two", 3)), tmp_path)
    filled = (tmp_path / "grades.csv").read_bytes().replace(b"3,,3", b"3,4.5,3")
    for number in (1, 2):
        (tmp_path / "grades.csv").write_bytes(filled)
        made = report.write(book(one("1", "02_two", 2)), tmp_path)
        assert f"grades.kept-{number}.csv" in made
        assert (tmp_path / f"grades.kept-{number}.csv").read_bytes() == filled
    assert b"2,,2" in (tmp_path / "grades.csv").read_bytes()


def test_a_feedback_page_that_a_person_changed_is_not_thrown_away(tmp_path):
    report.write(book(one("1", "01_one", 1, 1), one("2", "01_one", 1, 1)), tmp_path)
    (tmp_path / "feedback/name-2-2.html").write_text("with my remarks")
    report.write(book(one("1", "01_one", 1, 1)), tmp_path)
    assert (tmp_path / "feedback/name-2-2.html").read_text() == "with my remarks"


def test_a_run_that_was_cut_short_is_mended_by_the_next(tmp_path, monkeypatch):
    report.write(book(one("1", "01_one", 1, 1)), tmp_path)
    put, count = report.put, iter(range(99))

    def stops(path: Path, content: Iterable[bytes]) -> None:
        if next(count) == 3:
            raise KeyboardInterrupt
        put(path, content)

    monkeypatch.setattr(report, "put", stops)
    with pytest.raises(KeyboardInterrupt):
        report.write(book(one("1", "01_one", 4, 2)), tmp_path)
    monkeypatch.setattr(report, "put", put)
    report.write(book(one("1", "01_one", 2, 2)), tmp_path)
    assert not [name for name in written(tmp_path) if ".kept-" in name or name.endswith(".new")]


@pytest.mark.parametrize("note", ["", "[]", "x ../other.txt", "x feedback/../../other.txt", "x", "\\udc80 \x00 \n\n"])
def test_a_damaged_note_removes_nothing(tmp_path, note):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "other.txt").write_text("not ours")
    (out / report.MANIFEST).write_text(note.replace("x ", f"{hashlib.sha256(b'not ours').hexdigest()} "))
    report.write(book(one("1", "01_one", 1, 1)), out)
    assert (tmp_path / "other.txt").read_text() == "not ours"


def test_hostile_names_write_nothing_outside(tmp_path):
    report.write(book(*hostile()), tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


# --- in a browser


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("graded")
    graded = real_class(8, exercises=("01_the_argument", "05_the_menu_of_options"))
    graded += [faulty("2001", "01_the_argument", 1), unread("2002", "2002/x.docx")]
    graded += [replace(g, flags=(SCRIPT,)) for g in hostile()]
    words_ = {"1.1": {item: f"The question {item}, in words." for item in "abcdefgh"}}
    given_ = {"released": frozenset({"01_the_argument"}), "words": words_}
    report.write(book(*graded, key=REAL_KEY["tasks"], checks=known(), **given_), out)
    return out


@pytest.fixture(scope="module")
def reader():
    """A page in Chromium that may open files and nothing else."""
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with browser.page("file:", 390, 900) as opened:
        opened.on("dialog", lambda dialog: opened.faults.append(dialog.message) or dialog.dismiss())
        yield opened
        assert not opened.outside, f"Requests left this machine: {opened.outside}"
        assert not opened.faults, opened.faults


def some_pages(folder: Path) -> list[Path]:
    """The class page, an ordinary student's, and two of the hostile."""
    found = sorted((folder / "feedback").glob("*"))
    return [folder / "class.html", *(p for p in found if p.name.startswith(("ani-1-", "script", "xxx")))]


def unfolded(reader, path: Path) -> None:
    reader.goto(path.as_uri())
    reader.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")


@pytest.mark.browser
@pytest.mark.parametrize("width, scheme", [(390, "light"), (1100, "dark")])
def test_axe_finds_nothing(reader, class_folder, width, scheme):
    reader.emulate_media(color_scheme=scheme)
    axe = (
        Path(pytest.importorskip("axe_playwright_python").__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    )
    reader.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in some_pages(class_folder):
        unfolded(reader, path)
        reader.evaluate(axe)
        told = reader.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        found[path.name] = [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in told["violations"]]
    assert not any(found.values()), found


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1100])
def test_no_page_is_wider_than_its_window(reader, class_folder, width):
    """320 is a small phone, and a window of 1280 at 400%."""
    reader.set_viewport_size({"width": width, "height": 900})
    for path in [class_folder / "class.html", *sorted((class_folder / "feedback").glob("*"))]:
        unfolded(reader, path)
        assert reader.evaluate("() => document.documentElement.scrollWidth") <= width, path.name


@pytest.mark.browser
def test_what_is_folded_away_is_on_paper(reader, class_folder):
    reader.goto((class_folder / "class.html").as_uri())
    seen = "() => [...document.querySelectorAll('details table')].filter(t => t.checkVisibility({ contentVisibilityAuto: true })).length"
    there = reader.locator("details table").count()
    assert there > 1 and reader.evaluate(seen) == 0
    reader.emulate_media(media="print")
    reader.wait_for_function(f"wanted => ({seen})() === wanted", arg=there)
    reader.emulate_media(media="screen")
