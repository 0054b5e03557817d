"""``seminar grade`` from end to end: what it says, what it leaves, and what it refuses."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import hand_ins
import pytest

from seminar import cli
from seminar.exercises.conventions import known
from seminar.grading import grade, run, sandbox
from seminar.grading.gradebook import Gradebook
from seminar.grading.memory import Moved
from seminar.grading.records import Graded, HandIn, Result


def put(folder: Path, student: str, body: dict, name: str = hand_ins.SECOND) -> Path:
    path = folder / student / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


@pytest.fixture
def handed_in(tmp_path) -> Path:
    """Two hand-ins: a solved one and a blank one."""
    put(tmp_path / "in", "Ani", hand_ins.body())
    put(tmp_path / "in", "Leyla", hand_ins.body(solved=False))
    return tmp_path / "in"


@pytest.fixture
def no_run(monkeypatch):
    """Nothing is run: every task has half its points, so that only the command is looked at."""
    monkeypatch.setattr(run, "grade", hand_ins.without_a_run)
    monkeypatch.setattr(sandbox, "unavailable", lambda: "")


# --- what it does


def test_a_class_is_graded_by_one_command(handed_in, tmp_path):
    hand_ins.needs_sandbox()
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        for path in handed_in.rglob("*.ipynb"):
            packed.write(path, path.relative_to(handed_in))
    command = [sys.executable, "-m", "seminar.cli", "grade", str(tmp_path / "in.zip"), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 files of 2 students: 2 graded.\n2 new, 0 marks moved.\nFeedback holds hints only")
    rows = (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [r.split(",")[1:3] for r in rows[1:]] == [["Ani", f"{sum(hand_ins.full().values()):g}"], ["Leyla", "0"]]
    assert {"class.html", "feedback", "grades.csv", "marks.csv"} <= {p.name for p in (tmp_path / "out").iterdir()}


def test_what_is_not_graded_is_listed_and_tells_by_the_exit_status(handed_in, tmp_path, no_run, capsys):
    (handed_in / "Oleg").mkdir()
    (handed_in / "Oleg" / "essay.docx").write_bytes(b"PK")
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out")]) == cli.ATTENTION
    said = capsys.readouterr().out
    assert "1 could not be read as a hand-in" in said and "essay.docx" in said
    assert "essay.docx" in (tmp_path / "out" / "marks.csv").read_text(encoding="utf-8-sig")


def test_somebody_under_two_of_moodles_numbers_is_told(tmp_path, no_run, capsys):
    first = json.loads(hand_ins.text_of("01_the_argument", solved=False))
    for number, body in ((1001, hand_ins.body()), (2001, first)):
        put(tmp_path / "in", f"Ani Petrosyan_{number}_assignsubmission_file_", body, "answers")
    for number in (1002, 1003):  # namesakes: both answer the same exercise
        put(tmp_path / "in", f"Leyla Aliyeva_{number}_assignsubmission_file_", hand_ins.body())
    assert cli.main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == cli.ATTENTION
    said = capsys.readouterr().out
    assert "under different numbers, with different exercises: Ani Petrosyan (1001 and 2001)" in said
    assert "Leyla Aliyeva" not in said


def summary(one: Graded) -> grade.Summary:
    return grade.summed_up(Gradebook([one], known()), [one], Moved(), [], 0, Path("out"))


def test_a_fault_of_the_machine_asks_to_grade_again():
    told = summary(Graded(HandIn("a", "a", "a.ipynb", hand_ins.SECOND), Result("f", fault="The machine burns.")))
    assert told.attention and "1 not graded by a fault of this machine, not of the students: grade again." in told.text


def test_a_flag_asks_for_a_look():
    one = Graded(HandIn("a", "a", "a.ipynb", hand_ins.SECOND), Result("f", flags=("odd",)))
    assert "1 need a look of yours" in summary(one).text


def test_help_alone_is_enough_to_begin(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["grade", "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    for word in (
        "Moodle",
        "Canvas",
        "class.html",
        "grades.csv",
        "marks.csv",
        "feedback/",
        "marks_by_hand.csv",
        "who.csv",
        "course.toml",
        "--release",
        "--without",
        "--forget",
        "exit status",
        "--workers",
        "--unsafe",
        "examples",
    ):
        assert word in said, word


def test_without_a_sandbox_it_grades_on_the_word_unsafe_alone(handed_in, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sandbox, "unavailable", lambda: "There is no bubblewrap.")
    put(handed_in, "Ani", hand_ins.body(), "01_the_argument")
    source = str(handed_in)
    status = cli.main(["grade", source, "--out", str(tmp_path / "out"), "--unsafe", "--workers", "1"])
    told = capsys.readouterr()
    assert status == cli.DONE and "can read and change all that you can" in told.err
    assert "3 graded" in told.out


# --- what it refuses


def refused(capsys, *words: object) -> str:
    assert cli.main(["grade", *map(str, words)]) == cli.FAILED
    return capsys.readouterr().err


def test_without_a_sandbox_it_says_why_and_grades_what_is_data(handed_in, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sandbox, "unavailable", lambda: "There is no bubblewrap.")
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out")]) == cli.ATTENTION
    said = capsys.readouterr()
    assert "There is no bubblewrap. Answers that are plain data are graded here" in said.err
    assert "1 not graded by a fault of this machine" in said.out, (
        "the solved one holds a function; the blank one is read"
    )


def test_grades_may_not_stand_among_the_hand_ins(handed_in, no_run, capsys):
    assert "may not stand in the folder of hand-ins" in refused(capsys, handed_in, "--out", handed_in / "grades")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sandbox on Windows")
def test_what_a_students_kernel_may_read_may_hold_no_hand_ins_key_or_grades(
    handed_in, tmp_path, no_run, monkeypatch, capsys
):
    monkeypatch.setattr(sandbox, "mounts", lambda: [tmp_path.resolve()])
    assert "students' code may read" in refused(capsys, handed_in, "--out", tmp_path / "out")


def test_the_key_is_out_of_reach_of_the_sandbox_as_it_is_installed():
    assert sandbox.exposes(hand_ins.EXERCISES / "key") is None
    assert sandbox.exposes(Path(sandbox.__file__)) is not None, "the rule would see what is in reach"


def test_a_folder_that_is_not_there_is_named(tmp_path, no_run, capsys):
    assert "nowhere" in refused(capsys, tmp_path / "nowhere", "--out", tmp_path / "out")


def test_without_the_key_it_says_what_is_missing(handed_in, tmp_path, no_run, capsys):
    said = refused(capsys, handed_in, "--out", tmp_path / "out", "--exercises", tmp_path)
    assert "key.json" in said and "a student's bundle has none" in said


def test_a_key_that_is_damaged_is_made_again(handed_in, tmp_path, no_run, capsys):
    (tmp_path / "ex" / "key").mkdir(parents=True)
    (tmp_path / "ex" / "key" / "key.json").write_text("{")
    assert "make exercises" in refused(capsys, handed_in, "--out", tmp_path / "out", "--exercises", tmp_path / "ex")


@pytest.mark.parametrize(
    "words", [["--workers", "0"], ["--workers", "many"], ["--cell-seconds", "0"], ["--all-seconds", "nan"]]
)
def test_an_option_that_makes_no_sense_is_told_what_is_wanted(handed_in, tmp_path, words, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out"), *words])
    assert ended.value.code == 2 and words[1] in capsys.readouterr().err


def test_a_disk_that_is_full_is_a_sentence(handed_in, tmp_path, no_run, monkeypatch, capsys):
    def full(*_given, **_more):
        raise OSError(28, "No space left on device", "marks.csv")

    monkeypatch.setattr(grade.report, "write", full)
    said = refused(capsys, handed_in, "--out", tmp_path / "out")
    assert (
        said
        == "No space left on device: marks.csv. What has been graded is kept; put that right, then give the same command to go on.\n"
    )


def test_an_installed_copy_says_what_is_missing_and_what_to_give(handed_in, tmp_path, no_run, capsys):
    said = refused(
        capsys, handed_in, "--out", tmp_path / "out", "--exercises", tmp_path / "site-packages" / "exercises"
    )
    assert "neither has an installed copy" in said and "--exercises FOLDER" in said


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
def test_output_survives_a_terminal_of_any_encoding(handed_in, tmp_path, no_run, monkeypatch, encoding):
    (handed_in / "Leyla Məmmədova").mkdir()
    (handed_in / "Leyla Məmmədova" / "essay “new”.docx").write_bytes(b"PK")
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", screen)
    assert cli.main(["grade", str(handed_in), "--out", str(tmp_path / "out")]) == cli.ATTENTION
    screen.flush()
    assert b"Leyla M" in screen.buffer.getvalue() and b"essay" in screen.buffer.getvalue()


def test_without_submissions_and_without_a_gradebook_it_says_what_to_give(tmp_path, no_run, capsys):
    assert "There is no gradebook in" in refused(capsys, "--out", tmp_path / "out")


def test_a_library_that_is_missing_is_named(handed_in, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "seminar.grading.grade", None)
    assert "pip install -e '.[grade]'" in refused(capsys, handed_in, "--out", tmp_path / "out")


@pytest.mark.parametrize(
    ("mark", "how"),
    [
        ("", "pip install "),
        ("pipx_metadata.json", "pipx inject unenviable-task "),
        ("uv-receipt.toml", "uv pip install --python "),
    ],
)
def test_an_installed_copy_says_how_to_add_what_is_missing_by_what_installed_it(tmp_path, monkeypatch, mark, how):
    monkeypatch.setattr(cli, "_ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(
        cli.metadata, "requires", lambda _name: ["numpy>=1", "msgspec>=0.19; extra == 'grade'", "x; extra == 'test'"]
    )
    if mark:
        (tmp_path / mark).touch()
    assert cli._install().startswith(how) and cli._install().endswith(' "msgspec>=0.19"')


def test_an_installed_copy_without_the_key_does_not_say_that_the_key_is_in_reach(
    handed_in, tmp_path, no_run, monkeypatch, capsys
):
    monkeypatch.setattr(sandbox, "mounts", lambda: [(tmp_path / "site").resolve()])
    said = refused(capsys, handed_in, "--out", tmp_path / "out", "--exercises", tmp_path / "site" / "exercises")
    assert "has no folder “key”" in said


def test_settings_follow_the_options(no_run, monkeypatch):
    class Told:
        unsafe, cluster, workers, cell_seconds, all_seconds = False, None, 3, 5.0, 9.0

    assert grade.settings_of(Told) == run.Settings(run.SANDBOX, 3, 5.0, 9.0)
    Told.workers = None
    assert grade.settings_of(Told) == run.Settings(run.SANDBOX, grade.processors(), 5.0, 9.0)
    monkeypatch.setattr(sandbox, "unavailable", lambda: "There is none.")
    assert grade.settings_of(Told).kernel == run.NOWHERE
    Told.cluster = "tcp://10.0.0.5:8786"
    assert grade.settings_of(Told).kernel == run.SANDBOX, "the workers have theirs"
    Told.unsafe = True
    assert grade.settings_of(Told).kernel == run.UNSAFE


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("status, made", [(cli.DONE, 0), (cli.ATTENTION, 0), (cli.FAILED, 2)])
def test_make_calls_only_a_failure_an_error(tmp_path, status, made):
    (tmp_path / "python").write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    (tmp_path / "grader").touch()
    words = ["make", "-s", "-C", str(hand_ins.ROOT), "grade", f"VENV={tmp_path}", f"BIN={tmp_path}", "ZIP=x.zip"]
    assert subprocess.run(words, capture_output=True).returncode == made
