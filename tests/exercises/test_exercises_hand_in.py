"""The file to hand in: it holds the answers as last run, shows them when it is opened, and never holds less than before."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from seminar import answers
from seminar.exercises import build, checking, handing_in
from seminar.exercises.cells import CellRun, answer, assigned, tasks_of
from seminar.exercises.conventions import cell_id, student_file

NAME = "01_the_argument"
FILE = f"hand_in_{NAME}.ipynb"
IDS = ["1.1", "1.2", "1.3"]
MARK = {task: checking.marker(task) for task in IDS}
KEY = {c.id: c.source for c in nbformat.read(build.KEYS / f"{NAME}.ipynb", as_version=4).cells}
BLANK = {c.id: c.source for c in nbformat.read(build.EXERCISES / student_file(NAME), as_version=4).cells}
SOLVED = [KEY[cell_id("answer", task)] for task in IDS]
STARTERS = [BLANK[cell_id("answer", task)] for task in IDS]


@pytest.fixture(autouse=True)
def sitting(desk):
    checking._sitting = checking.Sitting()


def held(path: Path) -> dict[str, str]:
    """The answer cells of a file handed in, by task."""
    made = nbformat.read(path, as_version=4)
    nbformat.validate(made)
    return {c.id.removeprefix("answer-").replace("-", "."): c.source for c in made.cells if c.cell_type == "code"}


# --- which cell answers what


def test_the_last_run_that_went_through_is_handed_in():
    runs = [
        CellRun(f"{MARK['1.1']}\nwhere = 1"),
        CellRun("x = 2"),
        CellRun(f"{MARK['1.1']}\nwhere = 3"),
        CellRun(f"{MARK['1.1']}\nwhere = {{", fault="no"),
    ]
    assert answer(runs, "1.1", IDS).endswith("where = 3")
    assert answer(runs[3:], "1.1", IDS).endswith("where = {")  # nothing better is known


def test_a_cell_is_known_by_its_comment_its_id_or_the_name_it_sets():
    assert tasks_of(CellRun(f"{MARK['1.1']}\nx = 1"), IDS) == ["1.1"]
    assert tasks_of(CellRun("x = 1", "answer-1-2"), IDS) == ["1.2"]
    assert tasks_of(CellRun("tree = {}", "a-cell-of-my-own"), IDS) == ["1.3"]
    assert tasks_of(CellRun('check("1.1", where)'), IDS) == [] == tasks_of(CellRun("where == 3"), IDS)


def test_an_answer_without_its_comment_is_handed_in_with_it():
    assert answer([CellRun("where = 5")], "1.1", IDS) == f"{MARK['1.1']}\nwhere = 5"


def test_what_was_added_to_an_answer_in_another_cell_goes_with_it():
    runs = [
        CellRun(f"{MARK['1.1']}\nwhere = {{}}"),
        CellRun('where["a"] = "P4"'),
        CellRun('where |= {"b": "P11"}'),
        CellRun('where["a"] = "P4"'),
    ]
    made = answer(runs, "1.1", IDS)
    names: dict = {}
    exec(made, names)
    assert names["where"] == {"a": "P4", "b": "P11"} and made.startswith(MARK["1.1"])


@pytest.mark.parametrize(
    "source", ["where = 1", "where: dict = {}", "where |= {}", "where, x = 1, 2", 'where["a"] = 1', "where = {"]
)
def test_a_name_that_is_set_is_seen(source):
    assert assigned(source, ["where"]) == {"where"}


@pytest.mark.parametrize("source", ["x = where", "print(where)", "where == 1", "for i in where:\n    pass"])
def test_a_name_that_is_only_read_is_not_taken_for_an_answer(source):
    assert assigned(source, ["where"]) == set()


# --- never less


def test_running_only_the_last_cell_the_next_day_loses_nothing(desk, capsys):
    first = checking.hand_in(NAME, cells=SOLVED)
    full = held(first)
    assert "3 of 3 answers" in capsys.readouterr().out and list(full) == IDS
    checking._sitting = checking.Sitting()  # another kernel
    again = checking.hand_in(NAME, cells=[])
    said = capsys.readouterr().out
    assert (
        again == first
        and held(again) == full
        and "It holds 3 of 3 answers. 1.1, 1.2 and 1.3 are from the earlier file" in said
    )
    assert json.loads(again.read_text(encoding="utf-8"))["metadata"]["seminar"]["exercise"] == NAME


def test_a_starter_run_the_next_day_does_not_take_the_place_of_an_answer(desk, capsys):
    full = held(checking.hand_in(NAME, cells=SOLVED))
    checking._sitting = checking.Sitting()
    assert held(checking.hand_in(NAME, cells=[*STARTERS])) == full
    assert "are from the earlier file" in capsys.readouterr().out


def test_a_new_answer_takes_the_place_of_an_old_one_and_the_others_stay(desk):
    checking.hand_in(NAME, cells=SOLVED)
    changed = f'{MARK["1.1"]}\nwhere = {{"a": "P5"}}'
    made = held(checking.hand_in(NAME, cells=[changed]))
    assert made == dict(zip(IDS, [changed, *SOLVED[1:]], strict=True))
    kept = desk / f"hand_in_{NAME}.kept-1.ipynb"
    assert list(held(kept).values()) == SOLVED, "the file of before is kept, since this kernel knew only a part of it"


def test_a_file_that_is_damaged_is_kept_and_a_new_one_written(desk):
    (desk / FILE).write_bytes(b"{\xff")
    assert list(held(checking.hand_in(NAME, cells=SOLVED))) == IDS
    assert (desk / f"hand_in_{NAME}.kept-1.ipynb").read_bytes() == b"{\xff"


def test_the_same_again_keeps_no_copies(desk):
    for _ in range(3):
        checking.hand_in(NAME, cells=SOLVED)
    assert [p.name for p in desk.glob("*.ipynb")] == [FILE]


def test_blank_answers_are_named_as_blank(desk, capsys):
    checking.hand_in(NAME, cells=[SOLVED[0], *STARTERS[1:]])
    assert "It holds 1 of 3 answers. 1.2 and 1.3 are still blank." in capsys.readouterr().out
    checking.hand_in("05_the_menu_of_options", cells=[])
    assert "It holds 0 of 8 answers. It holds no answer to 5.1, 5.2" in capsys.readouterr().out


@pytest.mark.parametrize("name", build.names())
def test_every_starter_is_seen_as_blank_and_no_solution_is(name):
    for solved in (False, True):
        for cell in build.notebook(build.read(name), solved).cells:
            task = cell.id.removeprefix("answer-").replace("-", ".")
            if cell.id.startswith("answer-"):
                assert handing_in.Held({task: cell.source}, {}).filled(task) is solved, f"{task} {solved}"


# --- what is seen when it is opened


def test_a_file_that_is_opened_says_what_it_is_and_shows_the_answers(desk):
    checking.check("1.1", {"a": "P4"} | dict.fromkeys("bcdefgh", ""))
    made = nbformat.read(checking.hand_in(NAME, cells=[f"{MARK['1.1']}\nwhere = fetch()", *SOLVED[1:]]), as_version=4)
    assert made.cells[0].cell_type == "markdown" and "handed in" in made.cells[0].source
    assert "1.1 What would have to be rewritten?: answered" in made.cells[0].source
    (shown,) = made.cells[1].outputs
    assert 'a: "P4"' in shown.text, "what was computed can be read, not only how"


# --- where it is written


BWRAP = shutil.which("bwrap")
SCRIPT = (
    "from seminar.exercises import checking\n"
    "path = checking.hand_in('01_the_argument', cells=[\"# Your answer to 1.1\\nwhere = {'a': 'P4'}\"])\n"
)


def read_only(folder: Path, home: Path | None, script: str) -> subprocess.CompletedProcess:
    """Python in a folder that nothing may write to, not even the administrator; only the home folder, if there is one, may be written."""
    bind = ["--bind", str(home), str(home)] if home else []
    words = [BWRAP, "--ro-bind", "/", "/", "--dev", "/dev", *bind, "--chdir", str(folder), sys.executable, "-c", script]
    environment = {**os.environ, "HOME": str(home or folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(words, capture_output=True, text=True, env=environment, timeout=120)


@pytest.mark.skipif(not BWRAP, reason="bubblewrap is not installed")
def test_in_a_folder_that_may_not_be_written_one_sentence_says_where_the_file_went(desk):
    folder = desk / "class"
    folder.mkdir()
    ran = read_only(folder, desk / "home", SCRIPT)
    assert ran.returncode == 0, ran.stderr
    assert held(desk / "home" / FILE).keys() == {"1.1"}
    assert f"{desk / 'home' / FILE} (this notebook's folder is read-only)" in ran.stdout and not ran.stderr


@pytest.mark.skipif(not BWRAP, reason="bubblewrap is not installed")
def test_where_nothing_may_be_written_one_sentence_says_what_to_do(desk):
    ran = read_only(desk, None, SCRIPT)
    assert ran.returncode == 0 and "Copy this notebook to a folder of your own" in ran.stdout, ran.stderr
    assert ran.stdout.count("\n") == 1 and not ran.stderr


@pytest.mark.skipif(not BWRAP, reason="bubblewrap is not installed")
def test_an_earlier_file_in_a_folder_that_may_not_be_written_any_more_is_taken_over(desk):
    folder = desk / "class"
    folder.mkdir()
    checking.hand_in(NAME, folder, cells=SOLVED)
    ran = read_only(folder, desk / "home", SCRIPT.replace("where = {'a': 'P4'}", "where = {'a': 'P5'}"))
    made = held(desk / "home" / FILE)
    assert made["1.2"] == SOLVED[1] and "P5" in made["1.1"], ran.stderr


def test_two_who_hand_in_at_once_leave_one_whole_file(desk):
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom seminar.exercises import checking\n"
        "task, name = sys.argv[1:]\nPath(f'{name}.ready').touch()\n"
        "while len(list(Path().glob('*.ready'))) < 2: time.sleep(0.001)\n"
        "for n in range(10):\n"
        "    checking.hand_in('01_the_argument', cells=[f'# Your answer to {task}\\n{name} = {{\"a\": \"P{n}\"}}'])\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", script, *given], cwd=desk, stdout=subprocess.DEVNULL)
        for given in (("1.1", "where"), ("1.2", "labels"))
    ]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    made = held(desk / FILE)
    assert set(made) == {"1.1", "1.2"} and all("P9" in source for source in made.values())


def test_the_answers_file_and_the_hand_in_are_looked_for_in_the_same_places(desk):
    assert answers.places() == [desk, desk / "home"]
