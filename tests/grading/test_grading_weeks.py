"""A gradebook over weeks: it grows, drops nobody, says what moved, and whoever teaches has the last word in it."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import hand_ins
import pytest

from seminar import cli
from seminar.exercises.conventions import known
from seminar.grading import by_hand, course, grade, memory, people, run, sandbox, sheets
from seminar.kit import files

FIRST, SECOND, FIFTH = "01_the_argument", "02_the_road_to_october", "05_the_menu_of_options"


@pytest.fixture(autouse=True)
def no_run(monkeypatch):
    """Nothing is run: a notebook earns the share that its metadata give."""
    monkeypatch.setattr(run, "grade", hand_ins.without_a_run)
    monkeypatch.setattr(sandbox, "unavailable", lambda: "")


def notebook(exercise: str, share: float = 0.5) -> bytes:
    body = hand_ins.body(exercise, solved=False)
    body["metadata"]["title"] = f"share {share}"
    return json.dumps(body).encode()


def moodle(path: Path, exercise: str, **people_: tuple[int, str] | tuple[int, str, float]) -> Path:
    """A zip as Moodle gives it: ``ani=(1000, "Ani Petrosyan")``, and the share of the points if it is not a half."""
    with zipfile.ZipFile(path, "w") as archive:
        for number, name, *share in people_.values():
            archive.writestr(f"{name}_{number}_assignsubmission_file_/{exercise}.ipynb", notebook(exercise, *share))
    return path


@pytest.fixture
def run_in(tmp_path, capsys):
    """Give the command, in a gradebook of this test's own, and read what it says."""

    def given(*words: object, status: int | None = None) -> str:
        ended = cli.main(["grade", *map(str, words), "--out", str(tmp_path / "out"), "--quiet"])
        told = capsys.readouterr()
        assert status is None or ended == status, told
        return told.out + told.err

    given.out = tmp_path / "out"
    return given


def best(*exercises: str, but: str = "") -> float:
    """The points of whole exercises, by the tasks as they are published."""
    return sum(known()["tasks"][t]["points"] for e in exercises for t in known()["exercises"][e]["tasks"] if t != but)


def half(*exercises: str) -> str:
    return f"{best(*exercises) / 2:g}"


def head(exercise: str, points: float | None = None) -> str:
    """The heading of an exercise's column."""
    return f"{known()['exercises'][exercise]['title']} (of {best(exercise) if points is None else points:g})"


BOTH = f"total so far (of {best(FIRST, SECOND):g})"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def fill_in(path: Path, column: str, **values: str) -> None:
    """Write into a column of a table that a person fills in, in the rows that hold a word (``ani="3"``)."""
    rows = table(path)
    for row in rows:
        row[column] = next((v for word, v in values.items() if word.casefold() in str(row).casefold()), row[column])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        made = csv.DictWriter(file, list(rows[0]))
        made.writeheader()
        made.writerows(rows)


ANI, LEYLA, OLEG = (1000, "Ani Petrosyan"), (1001, "Leyla Aliyeva"), (1002, "Oleg Иванов")


# --- it grows


def test_a_second_week_adds_an_exercise_and_drops_nothing(tmp_path, run_in):
    run_in(moodle(tmp_path / "week 1.zip", FIRST, a=ANI, b=LEYLA, c=OLEG))
    said = run_in(moodle(tmp_path / "week 2.zip", SECOND, a=(2000, ANI[1]), b=(2001, LEYLA[1])))
    assert "2 new, 0 marks moved." in said
    rows = {r["name"]: r for r in table(run_in.out / "grades.csv")}
    assert len(rows) == 3 and rows["Ani Petrosyan"]["student"] == "1000"
    assert [rows[n][head(SECOND)] for n in (ANI[1], OLEG[1])] == [half(SECOND), ""]
    assert rows["Ani Petrosyan"][BOTH] == half(FIRST, SECOND)
    sheet = table(run_in.out / "grades_moodle" / f"{SECOND}.csv")
    assert {r["Identifier"] for r in sheet} == {"Participant 2000", "Participant 2001"}


def test_a_late_zip_of_two_leaves_the_others_as_they_were(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI, b=LEYLA, c=OLEG))
    said = run_in(moodle(tmp_path / "b.zip", FIRST, a=(*ANI, 1.0), d=(1003, "Zoë Li")))
    assert "1 new, 3 marks moved:" in said and "Ani Petrosyan, 1.1: 4 → 8" in said
    rows = {r["name"]: r[head(FIRST)] for r in table(run_in.out / "grades.csv")}
    assert rows == dict.fromkeys(["Leyla Aliyeva", "Oleg Иванов", "Zoë Li"], half(FIRST)) | {
        "Ani Petrosyan": half(FIRST, FIRST)
    }


def test_a_name_with_a_full_stop_is_one_student(tmp_path, run_in):
    for name in ("J. Smith", "J. Jones"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "x.ipynb").write_bytes(notebook(FIRST))
    assert "2 new, 0 marks moved." in run_in(tmp_path / "in")


def test_a_later_file_that_cannot_be_read_does_not_take_the_place_of_one_that_could(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(f"Ani Petrosyan_1000_assignsubmission_file_/{FIRST}.ipynb", b"not a notebook")
    run_in(tmp_path / "b.zip")
    assert table(run_in.out / "grades.csv")[0][head(FIRST)] == half(FIRST)


def test_the_same_command_again_changes_nothing_and_says_so(tmp_path, run_in):
    source = moodle(tmp_path / "a.zip", FIRST, a=ANI, b=LEYLA)
    run_in(source)
    before = {p: p.read_bytes() for p in run_in.out.rglob("*") if p.is_file()}
    assert "No mark has changed since the last run." in run_in(source)
    assert {p: p.read_bytes() for p in run_in.out.rglob("*") if p.is_file()} == before


def test_several_zips_at_once_are_one_gradebook(tmp_path, run_in):
    first, second = moodle(tmp_path / "a.zip", FIRST, a=ANI), moodle(tmp_path / "b.zip", SECOND, a=(2000, ANI[1]))
    run_in(first, second)
    (row,) = table(run_in.out / "grades.csv")
    assert row[BOTH] == half(FIRST, SECOND)


def test_several_zips_in_a_folder_are_several_assignments(tmp_path, run_in):
    (tmp_path / "in").mkdir()
    moodle(tmp_path / "in" / "a.zip", FIRST, a=ANI), moodle(tmp_path / "in" / "b.zip", SECOND, a=(2000, ANI[1]))
    assert "Known by name under a new number of Moodle's: Ani Petrosyan" in run_in(tmp_path / "in")
    (row,) = table(run_in.out / "grades.csv")
    assert row[BOTH] == half(FIRST, SECOND)


@pytest.mark.parametrize("name", ["'t Hooft", "=1+1", "-Ani", "O'Neill, Zoë", "J. Smith"])
def test_any_name_is_the_same_person_in_the_next_run(tmp_path, run_in, name):
    (tmp_path / "in" / name).mkdir(parents=True)
    (tmp_path / "in" / name / "x.ipynb").write_bytes(notebook(FIFTH))
    run_in(tmp_path / "in")
    fill_in(run_in.out / by_hand.NAME, "points", **{"5.8": "3"})
    assert "0 new, 1 mark moved:" in run_in(tmp_path / "in")
    assert len(table(run_in.out / people.NAME)) == 1


def test_nothing_is_forgotten_unless_told(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI, b=LEYLA), moodle(tmp_path / "b.zip", SECOND, b=(2001, LEYLA[1])))
    said = run_in("--forget", "Ani Petrosyan", SECOND)
    assert "Forgotten: Ani Petrosyan, 1 file." in said and f"Forgotten: {SECOND}, 1 file." in said
    (row,) = table(run_in.out / "grades.csv")
    assert row["name"] == "Leyla Aliyeva" and "Exercise 2" not in " ".join(row)


def test_a_damaged_gradebook_is_a_sentence_and_stays_as_it_is(tmp_path, run_in):
    source = moodle(tmp_path / "a.zip", FIRST, a=ANI)
    run_in(source)
    (run_in.out / memory.NAME).write_text('{"files": [1', encoding="utf-8")
    assert "is damaged" in run_in(source, status=cli.FAILED)
    assert (run_in.out / memory.NAME).read_text(encoding="utf-8") == '{"files": [1'


def test_two_graders_at_once_lose_nothing(tmp_path, run_in, monkeypatch):
    """While one grades exercise 1, another has graded exercise 2 and written it."""

    def meanwhile(handins, *given, **more):
        monkeypatch.setattr(run, "grade", hand_ins.without_a_run)
        run_in(moodle(tmp_path / "b.zip", SECOND, b=(2001, LEYLA[1])))
        return hand_ins.without_a_run(handins)

    monkeypatch.setattr(run, "grade", meanwhile)
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI))
    assert {r["name"] for r in table(run_in.out / "grades.csv")} == {"Ani Petrosyan", "Leyla Aliyeva"}


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path, run_in, monkeypatch):
    def barred(*_given: object) -> None:
        raise PermissionError(13, "Permission denied", "grades.csv")

    source = moodle(tmp_path / "a.zip", FIRST, a=ANI)
    monkeypatch.setattr(memory, "put", barred)
    assert "Permission denied: grades.csv. What has been graded is kept" in run_in(source, status=cli.FAILED)


@pytest.mark.parametrize(
    "module, name", [(memory, "put"), (grade.report, "put"), (sheets, "put"), (grade.report, "class_page")]
)
def test_a_run_that_was_cut_short_is_mended_by_the_same_command(tmp_path, run_in, monkeypatch, module, name):
    def stops(*_given: object) -> None:
        raise KeyboardInterrupt

    run_in(moodle(tmp_path / "a.zip", FIFTH, a=ANI))
    second = moodle(tmp_path / "b.zip", FIFTH, a=(*ANI, 1.0), b=LEYLA)
    whole = getattr(module, name)
    monkeypatch.setattr(module, name, stops)
    run_in(second, status=cli.INTERRUPTED)
    monkeypatch.setattr(module, name, whole)
    assert "1 new, 7 marks moved:" in run_in(second)
    assert [len(table(run_in.out / n)) for n in (people.NAME, by_hand.NAME, "grades.csv")] == [2, 2, 2]
    assert not [p for p in run_in.out.rglob("*") if p.name.endswith(".new")]


# --- who


def test_a_new_number_with_a_known_name_is_the_same_person_and_it_is_said(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI))
    said = run_in(moodle(tmp_path / "b.zip", SECOND, a=(2000, "ani petrosyan")))
    assert "Known by name under a new number of Moodle's: ani petrosyan. who.csv lists them" in said
    assert [(r["handed in as"], r["student"]) for r in table(run_in.out / people.NAME)] == [
        ("moodle:1000", "1000"),
        ("moodle:2000", "1000"),
    ]


def test_namesakes_are_never_merged_or_swapped(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI, b=(1001, ANI[1], 1.0)))
    said = run_in(moodle(tmp_path / "b.zip", SECOND, a=(2000, ANI[1]), b=(2001, ANI[1])), status=cli.ATTENTION)
    assert "2 files are nobody's yet: more than one student is called Ani Petrosyan." in said
    assert [r["student"] for r in table(run_in.out / "grades.csv")] == ["1000", "1001"]
    fill_in(run_in.out / people.NAME, "student", **{"moodle:2000": "1001", "moodle:2001": "1000"})
    assert "nobody's" not in run_in()
    assert [r[BOTH] for r in table(run_in.out / "grades.csv")] == [half(FIRST, SECOND), half(FIRST, FIRST, SECOND)]


def test_whoever_teaches_has_the_last_word_on_who_is_who(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI))
    run_in(moodle(tmp_path / "b.zip", SECOND, a=(2000, ANI[1])))
    fill_in(run_in.out / people.NAME, "student", **{"moodle:2000": "2000"})
    run_in()
    assert len(table(run_in.out / "grades.csv")) == 2


def test_a_person_on_two_platforms_is_joined_by_the_file_and_not_before(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI))
    folder = tmp_path / "mails" / "Ani Petrosyan"
    folder.mkdir(parents=True)
    (folder / "x.ipynb").write_bytes(notebook(SECOND))
    said = run_in(tmp_path / "mails")
    assert "The same name under different numbers, with different exercises: Ani Petrosyan" in said
    assert len(table(run_in.out / "grades.csv")) == 2
    fill_in(run_in.out / people.NAME, "student", **{"name:Ani": "1000"})
    assert "The same name" not in run_in()
    (row,) = table(run_in.out / "grades.csv")
    assert row[BOTH] == half(FIRST, SECOND)


def test_a_file_without_a_persons_name_waits_and_counts_as_soon_as_it_is_said_whose_it_is(tmp_path, run_in):
    folder = tmp_path / "classroom"
    folder.mkdir()
    for name in (
        "Copy of 01_the_argument.ipynb",
        "Untitled1.ipynb",
        "01_the_argument (1).ipynb",
        "Ani 01_the_argument.ipynb",
    ):
        (folder / name).write_bytes(notebook(FIRST))
    said = run_in(folder, status=cli.ATTENTION)
    assert "3 files are nobody's yet" in said
    assert [r["name"] for r in table(run_in.out / "grades.csv")] == ["Ani"]
    fill_in(run_in.out / people.NAME, "student", Untitled1="Leyla")
    assert "2 files are nobody's yet" in run_in()
    assert [r["name"] for r in table(run_in.out / "grades.csv")] == ["Ani", "Leyla"]


def test_what_stands_in_who_csv_is_never_changed(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI))
    path = run_in.out / people.NAME
    mine = (
        path.read_bytes().replace(b",", b";").replace(b"1000;Ani", b"Ani P;Ani")
    )  # as a spreadsheet elsewhere saves it
    path.write_bytes(mine)
    run_in(moodle(tmp_path / "b.zip", FIRST, a=LEYLA))
    assert path.read_bytes().startswith(mine) and b"moodle:1001;1001;Leyla Aliyeva" in path.read_bytes()
    assert {r["student"] for r in table(run_in.out / "grades.csv")} == {"Ani P", "1001"}


def test_more_than_two_unlike_files_of_one_folder_are_said_to_be_one_person(tmp_path, run_in, monkeypatch):
    def unlike(handins, *given, **more):
        marks = hand_ins.CheckMark("1.1", 1, 8, "not yet", "Look again.")
        return [
            hand_ins.Graded(
                hand_ins.replace(h, notebook=None), hand_ins.Result("f", (hand_ins.replace(marks, answer=f'"{i}"'),))
            )
            for i, h in enumerate(handins)
        ]

    monkeypatch.setattr(run, "grade", unlike)
    folder = tmp_path / "in" / "Gruppe Nord"
    folder.mkdir(parents=True)
    for name in ("answers.ipynb", "homework.ipynb", "untitled.ipynb"):
        (folder / name).write_bytes(notebook(FIRST))
    assert "became one person, “Gruppe Nord”" in run_in(tmp_path / "in", status=cli.ATTENTION)


# --- marks by hand


def test_each_text_to_be_read_has_a_row_and_what_is_filled_in_is_in_every_output(tmp_path, run_in):
    said = run_in(moodle(tmp_path / "a.zip", FIFTH, a=ANI, b=LEYLA))
    assert "2 texts to be read by you (2 new)" in said
    path = run_in.out / by_hand.NAME
    assert [(r["student"], r["task"], r["points"], r["out of"]) for r in table(path)] == [
        ("1000", "5.8", "", "5"),
        ("1001", "5.8", "", "5"),
    ]
    grades = run_in.out / "grades_moodle" / f"{FIFTH}.csv"
    assert [r["Grade"] for r in table(grades)] == ["", ""]
    fill_in(path, "points", ani="3,5")
    fill_in(path, "comment", ani="Both ends have a ground.")
    said = run_in()
    assert "1 text to be read by you:" in said and "0 new, 1 mark moved:\n  Ani Petrosyan, 5.8: – → 3.5" in said
    earned = round(sum(hand_ins.full(FIFTH).values()) / 2 + 3.5, 1)
    assert [r["Grade"] for r in table(grades)] == [f"{earned:g}", ""]
    page = next((run_in.out / "feedback").glob("ani-*")).read_text(encoding="utf-8")
    assert "Both ends have a ground." in page and f"{earned:g} of {best(FIFTH):g} points" in page


def test_marks_by_hand_are_never_overwritten_when_more_is_handed_in(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", FIFTH, a=ANI))
    path = run_in.out / by_hand.NAME
    fill_in(path, "points", ani="4")
    before = path.read_bytes()
    run_in(moodle(tmp_path / "b.zip", FIFTH, a=(*ANI, 1.0), b=LEYLA))
    assert path.read_bytes().startswith(before) and [r["points"] for r in table(path)] == ["4", ""]


def test_a_text_handed_in_anew_after_it_was_marked_is_named_until_somebody_has_looked(tmp_path, run_in, monkeypatch):
    run_in(moodle(tmp_path / "a.zip", FIFTH, a=ANI))
    fill_in(run_in.out / by_hand.NAME, "points", ani="4")
    assert "handed in anew" not in run_in()
    other = hand_ins.without_a_run

    def anew(handins, *given, **more):
        (one,) = other(handins)
        marks = tuple(hand_ins.replace(m, answer='"Other words."') if m.task == "5.8" else m for m in one.result.marks)
        return [hand_ins.replace(one, result=hand_ins.replace(one.result, marks=marks))]

    monkeypatch.setattr(run, "grade", anew)
    said = run_in(moodle(tmp_path / "b.zip", FIFTH, a=ANI), status=cli.ATTENTION)
    assert "Ani Petrosyan, 5.8: handed in anew after you gave points by hand." in said
    assert "handed in anew" in run_in()
    fill_in(run_in.out / by_hand.NAME, "comment", ani="Still so.")
    assert "handed in anew" not in run_in() and "handed in anew" not in run_in()


@pytest.mark.parametrize(
    "row, said",
    [
        ("1000,1.1,8,,", "need a reason"),
        ("1000,5.8,6,,", "0 to 5 are possible"),
        ("1000,5.8,-1,,", "0 to 5 are possible"),
        ("1000,5.8,many,,", "is not a number"),
        ("1000,02.Mar,3,,", "is not a task"),
        ("1000,5.8,3,,\n1000,5.8,4,,", "Keep one of them"),
    ],
)
def test_a_row_that_makes_no_sense_is_named_and_does_not_count(tmp_path, row, said):
    (tmp_path / by_hand.NAME).write_text(f"student,task,points,reason,comment\n{row}\n", encoding="utf-8")
    hands = by_hand.Hands.read(tmp_path, known())
    assert len(hands.wrong) == 1 and said in hands.wrong[0] and hands.wrong[0].startswith(f"{by_hand.NAME}, line ")
    assert len(hands.rows) == row.count("\n")


def test_a_table_in_another_encoding_is_refused_and_not_guessed_at(tmp_path):
    (tmp_path / by_hand.NAME).write_bytes("student,task,points,reason,comment\n1,5.8,3,,für\n".encode("latin-1"))
    with pytest.raises(files.FileError, match="UTF-8"):
        by_hand.Hands.read(tmp_path, known())


# --- the course


def test_what_the_command_decides_is_kept_for_the_next_week(tmp_path, run_in):
    run_in(moodle(tmp_path / "a.zip", SECOND, a=ANI), "--without", "2.3", "--weight", "2.1=2", "--late-penalty", "10")
    column = head(SECOND, best(SECOND, but="2.3") + known()["tasks"]["2.1"]["points"])
    assert column in table(run_in.out / "grades.csv")[0]
    run_in()
    assert column in table(run_in.out / "grades.csv")[0]
    assert course.read(run_in.out, known()) == course.Course(without=("2.3",), weights={"2.1": 2.0}, late_penalty=10)
    assert "says otherwise of “without”" in run_in("--without", "2.1", status=cli.FAILED)


@pytest.mark.parametrize(
    "text, said",
    [
        ("without = 2.3", "“without” is 2.3"),
        ('without = ["9.9"]', "“9.9” is not a task"),
        ("bonus = 3", "“bonus”, which is not known"),
        ("late_penalty = 120", "a penalty: to 100"),
        ("without = [", "cannot be read"),
        ('[weights]\n"1.1" = "two"', "is not a number"),
    ],
)
def test_a_course_that_makes_no_sense_is_a_sentence(tmp_path, text, said):
    (tmp_path / course.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(course.CourseError, match=said):
        course.read(tmp_path, known())


# --- release, and the questions' words


def test_release_is_kept_and_can_be_taken_back(tmp_path, run_in):
    assert "Feedback holds hints only for Exercise 1;" in run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI))
    assert "hints only" not in run_in("--release", "1")
    assert "hints only for Exercise 2;" in run_in(moodle(tmp_path / "b.zip", SECOND, a=(2000, ANI[1])))
    assert "hints only" not in run_in("--release")
    assert "hints only for Exercise 1 and Exercise 2;" in run_in("--release", "none")
    assert "is not an exercise in this gradebook" in run_in("--release", "7", status=cli.FAILED)


def test_every_place_of_a_task_with_letters_has_its_questions_words():
    words = grade.words_of(hand_ins.key())
    for task, about in known()["tasks"].items():
        items = about["form"].get("items", [])
        if all(len(i) == 1 for i in items) and items:
            assert words[task].keys() == set(items), task
            assert all(len(text) > 8 and "**" not in text for text in words[task].values()), task


# --- Moodle's own worksheet


def test_moodles_own_worksheet_is_filled_in_beside_the_grades(tmp_path, run_in):
    sheet = tmp_path / "Bewertungen.csv"
    sheet.write_text(
        'ID,Name,Note,Max,Geändert\nTeilnehmer 1000,Ani,,"50,00",-\nTeilnehmer 1009,Bo,,"50,00",-\n',
        encoding="utf-8-sig",
    )
    said = run_in(moodle(tmp_path / "a.zip", FIRST, a=ANI), "--worksheet", sheet)
    assert "Exercise 1: the argument: import" in said
    assert [r["Note"] for r in table(run_in.out / "Bewertungen.filled.csv")] == ["25,00", ""]
    assert "This is not Moodle's worksheet" in run_in("--worksheet", run_in.out / "marks.csv")
