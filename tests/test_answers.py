"""The answers file: what is written comes back, what is damaged is told and kept, and nothing is lost."""

from __future__ import annotations

import codecs
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar import answers
from seminar.answers import Answers, AnswersError
from seminar.start.widget import MyAnswers

words = st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4)
chances = st.dictionaries(st.sampled_from(["F1", "F2", "F3"]), st.floats(0, 1), max_size=3)


@given(predictions=words, notes=words, sealed=st.lists(chances, max_size=3))
def test_what_is_written_is_read_back(predictions, notes, sealed):
    mine = Answers(predictions=predictions, notes=notes)
    for probabilities in sealed:
        mine.seal_forecasts(probabilities)
    assert Answers.from_json(mine.to_json()) == mine and all(map(answers.is_intact, mine.forecasts))


def test_there_is_nothing_before_the_first_answer(desk):
    assert answers.load() == Answers() and not answers.place().exists()


def test_answers_are_kept_in_the_folder_of_the_lesson(desk):
    assert answers.save(Answers(notes={"a": "b"})) == desk / "my_answers.json" and answers.load().notes == {"a": "b"}


def test_where_the_folder_may_not_be_written_they_are_kept_at_home(desk, monkeypatch):
    monkeypatch.setattr(answers, "writable", lambda folder: folder == desk / "home")
    assert answers.save(Answers(notes={"a": "b"})) == desk / "home" / "my_answers.json"
    assert answers.load().notes == {"a": "b"} and answers.where(answers.place()) == str(
        desk / "home" / "my_answers.json"
    )


@pytest.fixture
def project(desk, monkeypatch):
    """The seminar's folders with nothing in them but the first lesson."""
    for name in ("notebooks", "exercises"):
        (desk / "seminar" / name).mkdir(parents=True)
    (desk / "seminar" / "notebooks" / "00_start_here.ipynb").touch()
    return desk / "seminar"


@pytest.mark.parametrize("folder", ["notebooks", "exercises", "."])
def test_every_folder_of_the_seminar_has_one_answers_file_beside_the_lessons(project, monkeypatch, folder):
    monkeypatch.chdir(project / folder)
    answers.update(lambda saved: saved.notes.update({folder: "b"}))
    assert answers.place() == project / "notebooks" / "my_answers.json" and answers.load().notes == {folder: "b"}
    assert answers.place("my_assumptions.json").parent == project / "notebooks"
    said = MyAnswers().state.value
    assert (
        "in the folder of this notebook" if folder == "notebooks" else "beside the lessons, in the folder notebooks"
    ) in said


def test_answers_that_an_earlier_version_left_beside_an_exercise_are_still_found(project, monkeypatch):
    monkeypatch.chdir(project / "exercises")
    (project / "exercises" / "my_answers.json").write_text(Answers(notes={"old": "1"}).to_json(), encoding="utf-8")
    assert answers.load().notes == {"old": "1"}
    (project / "notebooks" / "my_answers.json").write_text(Answers(notes={"new": "2"}).to_json(), encoding="utf-8")
    assert answers.load().notes == {"new": "2"}
    assert "Another my_answers.json, in the folder exercises, is not used" in MyAnswers().state.value


def test_the_environment_may_name_another_folder(desk, monkeypatch):
    (desk / "elsewhere").mkdir()
    monkeypatch.setenv("SEMINAR_ANSWERS", str(desk / "elsewhere"))
    assert answers.save(Answers(notes={"a": "b"})) == desk / "elsewhere" / "my_answers.json"


def test_without_a_home_the_folder_of_the_lesson_is_used_and_nothing_fails(desk, monkeypatch):
    monkeypatch.setattr(answers.Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert answers.save(Answers(notes={"a": "b"})) == desk / "my_answers.json"
    monkeypatch.setattr(answers, "writable", lambda folder: False)
    assert answers.places() == [desk] and answers.place() == desk / "my_answers.json"


@pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap is not installed")
def test_answers_in_a_folder_that_may_not_be_written_any_more_go_on_at_home(desk):
    """A real read-only folder, for a process of its own: what was there is read, and what is new is added to it at home."""
    folder = desk / "class"
    folder.mkdir()
    answers.save(Answers(predictions={"q": "old"}), folder / "my_answers.json")
    script = (
        "from seminar import answers\n"
        "answers.update(lambda saved: saved.predictions.update(r='new'))\n"
        "print(answers.where(answers.found()), answers.load().predictions)\n"
    )
    words = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--bind", str(desk / "home"), str(desk / "home")]
    ran = subprocess.run([*words, "--chdir", str(folder), sys.executable, "-c", script], capture_output=True, text=True)
    assert ran.stdout.strip() == f"{desk / 'home' / 'my_answers.json'} {{'q': 'old', 'r': 'new'}}", ran.stderr
    assert answers.load(folder / "my_answers.json").predictions == {"q": "old"}


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_is_years_wrong_loses_nothing(desk, year):
    """What was saved before the clock went wrong, while it was, and after: all of it is there, in the order in which it was saved."""
    for at in (2026, year, 2026):
        now = datetime(at, 3, 1, tzinfo=UTC)
        answers.update(lambda saved, now=now: saved.seal_forecasts({"F1": 0.4}, now))
    kept = answers.load()
    assert [s["sealed_at"][:4] for s in kept.forecasts] == ["2026", str(year), "2026"]
    assert all(map(answers.is_intact, kept.forecasts)) and "the last on 2026" in MyAnswers().state.value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "my_answers.json is damaged: it is not JSON"),
        ("[]", "my_answers.json is not an answers file of this seminar."),
        ('{"format": "other"}', "my_answers.json is not an answers file of this seminar."),
        (
            '{"format": "seminar-answers", "version": 9}',
            "written by another version of the seminar (9; this one reads 1)",
        ),
        (
            '{"format": "seminar-answers", "version": 1, "predictions": [1]}',
            "is damaged: part of it is not in the form",
        ),
        (
            '{"format": "seminar-answers", "version": 1, "forecasts": [{"sealed_at": "now"}]}',
            "is damaged: part of it",
        ),
        (
            '{"format": "seminar-answers", "version": 1, "forecasts": [{"sealed_at": "x", "fingerprint": "y", "probabilities": {"F1": 35}}]}',
            "is damaged",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(desk, text, sentence):
    (desk / "my_answers.json").write_text(text, encoding="utf-8")
    with pytest.raises(AnswersError) as refused:
        answers.load()
    assert sentence in str(refused.value)


def test_a_file_that_is_not_text_is_told(desk):
    for content in (b"\xff\xfe\x00", b"\x81\x82"):
        (desk / "my_answers.json").write_bytes(content)
        with pytest.raises(AnswersError, match=r"my_answers.json is not text in UTF-8"):
            answers.load()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_file_that_an_editor_saved_in_its_own_way_is_read(desk, encoding):
    mine = Answers(notes={"memo": "Степанакерт / Խանքենդի"})
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    (desk / "my_answers.json").write_bytes(mark + mine.to_json().replace("\n", "\r\n").encode(encoding))
    assert answers.load() == mine


def test_half_a_character_from_a_browser_is_kept(desk):
    answers.save(Answers(notes={"memo": "\ud83d"}))
    assert answers.load().notes == {"memo": "\ud83d"}


def test_a_file_nested_without_end_is_told(desk):
    (desk / "my_answers.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(AnswersError, match="is damaged: it is not JSON"):
        answers.load()


def test_saving_over_a_damaged_file_keeps_it(desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    answers.save(Answers(notes={"a": "b"}))
    assert answers.load().notes == {"a": "b"} and (desk / "my_answers.kept-1.json").read_text(encoding="utf-8") == "{"


def test_bringing_answers_back_keeps_those_that_were_here(desk):
    answers.save(Answers(notes={"old": "1"}))
    kept = answers.keep_and_save(Answers(notes={"new": "2"}))
    assert answers.load().notes == {"new": "2"} and Answers.from_json(kept.read_text(encoding="utf-8")).notes == {
        "old": "1"
    }
    assert answers.keep_and_save(Answers(notes={"new": "2"})) is None  # the same again: nothing to keep


def test_an_interrupted_write_leaves_the_old_file_whole(desk, monkeypatch):
    answers.save(Answers(notes={"old": "1"}))
    monkeypatch.setattr(answers.Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError("disk full")))
    for save in (lambda: answers.save(Answers(notes={"new": "2"})), lambda: answers.update(Answers.break_seal)):
        with pytest.raises(AnswersError, match=r"my_answers.json cannot be written \(disk full\)"):
            save()
    assert answers.load().notes == {"old": "1"} and not list(desk.glob("*.new")) + list(desk.glob(".*.new"))


def test_a_change_keeps_what_it_does_not_touch(desk):
    answers.save(Answers(predictions={"q": "a"}, notes={"old": "1"}))
    answers.update(lambda saved: saved.notes.update(new="2"))
    assert answers.load() == Answers(predictions={"q": "a"}, notes={"old": "1", "new": "2"})


def test_a_change_to_a_damaged_file_is_refused_or_begun_anew_as_asked(desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    with pytest.raises(AnswersError, match="is damaged"):
        answers.update(lambda saved: saved.notes.update(a="b"))
    assert (desk / "my_answers.json").read_text(encoding="utf-8") == "{"
    answers.update(lambda saved: saved.notes.update(a="b"), start_over=True)
    assert answers.load().notes == {"a": "b"} and (desk / "my_answers.kept-1.json").read_text(encoding="utf-8") == "{"


def test_two_kernels_that_save_at_once_lose_nothing(desk):
    """Two processes, 200 predictions each, into one file; each begins when both are ready."""
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from seminar import answers\n"
        "name = sys.argv[1]\n"
        "Path(f'{name}.ready').touch()\n"
        "while len(list(Path().glob('*.ready'))) < 2: time.sleep(0.001)\n"
        "for i in range(200):\n"
        "    answers.update(lambda saved: saved.predictions.update({f'{name}{i}': 'said'}))\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", script, name], cwd=desk) for name in "ab"]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert set(answers.load().predictions) == {f"{name}{i}" for name in "ab" for i in range(200)}
    assert not list(desk.glob("*kept*"))


def test_while_another_program_holds_the_file_saving_says_so(desk, monkeypatch):
    monkeypatch.setattr(answers.files, "_PATIENCE", 0.1)
    with (
        answers.files.locked(desk / "my_answers.json"),
        pytest.raises(AnswersError, match=r"my_answers.json is being written by another program. Try again"),
    ):
        answers.update(Answers.break_seal)


def test_sealing_again_keeps_the_earlier_sealing_with_its_date():
    mine = Answers()
    mine.seal_forecasts({"F1": 0.2}, now=datetime(2026, 3, 1, 12, tzinfo=UTC))
    mine.seal_forecasts({"F1": 0.9}, now=datetime(2026, 4, 1, 12, tzinfo=UTC))
    assert [(s["sealed_at"], s["probabilities"]["F1"]) for s in mine.forecasts] == [
        ("2026-03-01T12:00:00+00:00", 0.2),
        ("2026-04-01T12:00:00+00:00", 0.9),
    ]


def test_a_forecast_changed_by_hand_shows():
    mine = Answers()
    mine.seal_forecasts({"F1": 0.2})
    body = json.loads(mine.to_json())
    body["forecasts"][0]["probabilities"]["F1"] = 0.95
    assert not answers.is_intact(Answers.from_json(json.dumps(body)).forecasts[0])


# --- the panel ---


def upload(panel: MyAnswers, name: str, content: bytes) -> None:
    panel.upload.value = (
        {
            "name": name,
            "type": "application/json",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime.now(UTC),
        },
    )


def test_the_panel_says_what_is_saved(desk):
    panel = MyAnswers()
    assert "Nothing is saved yet" in panel.state.value
    mine = Answers(predictions={"strait_share": "about a third"})
    mine.seal_forecasts({"F1": 0.5}, now=datetime(2026, 3, 1, tzinfo=UTC))
    answers.save(mine)
    panel.refresh.click()
    assert (
        "1 prediction, 1 sealing of forecasts, the last on 2026-03-01" in panel.state.value
        and "download=" in panel.link.value
    )


def test_the_panel_brings_answers_back(desk):
    panel = MyAnswers()
    upload(panel, "my_answers (1).json", Answers(predictions={"q": "a"}).to_json().encode())
    assert (
        answers.load().predictions == {"q": "a"}
        and "my_answers (1).json is now your answers file" in panel.message.value
    )
    assert "1 prediction" in panel.state.value


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"format": "grades"}'])
def test_the_panel_refuses_a_foreign_file_and_changes_nothing(desk, content):
    answers.save(Answers(notes={"old": "1"}))
    panel = MyAnswers()
    upload(panel, "grades.json", content)
    assert (
        "Not brought back. grades.json" in panel.message.value and "What was here is unchanged." in panel.message.value
    )
    assert answers.load().notes == {"old": "1"}


def test_the_panel_tells_of_a_damaged_file(desk):
    (desk / "my_answers.json").write_text("{", encoding="utf-8")
    assert "is damaged" in MyAnswers().state.value


@pytest.mark.parametrize(
    ("note", "held"), [('{"a": [1]}', {"a": [1]}), ("", {}), ("[1]", {}), ("{", {}), ("[" * 9000, {})]
)
def test_a_note_is_opened_as_a_dictionary_or_as_an_empty_one(note, held):
    assert answers.Answers(notes={"mine": note}).opened("mine") == held
    assert answers.Answers().opened("mine") == {}


def test_what_does_without_a_file_reads_new_answers_where_it_is_damaged(desk):
    (desk / answers.FILE_NAME).write_text("{", encoding="utf-8")
    assert answers.so_far() == answers.Answers()
