"""A class is run: never unjust, never lost, the same whoever runs it and however often it was interrupted."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import classroom
import hand_ins
import psutil
import pytest
from hand_ins import KERNELS, NURSERY, SECOND, full, graded, handin, points, source_of, wait_until, with_answers

from seminar.exercises.conventions import known, marker
from seminar.grading import gradebook, nbval_plugin, run
from seminar.grading.intake import collect
from seminar.grading.records import Result


@pytest.fixture(autouse=True)
def sandbox() -> None:
    hand_ins.needs_sandbox()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory) -> Path:
    """Hand-ins of five students for two exercises, with late copies, slips of form and unfinished work."""
    folder = tmp_path_factory.mktemp("class") / "in"
    classroom.make(folder, 5, 3, exercises=[SECOND, "06_red_lines_and_promises"])
    return folder


def marks_csv(found: list) -> str:
    return gradebook.marks_csv(gradebook.choose(found))


# --- never unjust


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_key_earns_every_point_and_the_blank_none(tmp_path, kernel):
    names = list(known()["exercises"])
    solved = [handin(f"solved {n}", hand_ins.body(n), n) for n in names]
    blank = [handin(f"blank {n}", hand_ins.body(n, solved=False), n) for n in names]
    found = graded([*solved, *blank], tmp_path, kernel)
    for name in names:
        assert points(found[f"solved {name}"]) == full(name)
        assert {m.state for m in found[f"solved {name}"].result.marks} <= {"right", "for a person"}
        assert set(points(found[f"blank {name}"]).values()) == {0}
        assert not found[f"blank {name}"].result.flags


HONEST = {
    "prints for debugging": ("2.1", "{solved}\nprint('here', parting)\nparting"),
    "a semicolon at the end": ("2.1", "{solved}\nparting;"),
    "a warning": ("2.1", "import warnings\nwarnings.warn('old')\n{solved}"),
    "numpy's texts and numbers": ("2.1", "import numpy as np\n{solved}\nparting = {{k: np.str_(v) for k, v in parting.items()}}"),
    "a pandas Series": ("2.1", "import pandas as pd\n{solved}\nparting = pd.Series(parting)"),
    "a picture": ("2.1", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n{solved}"),
    "a widget that redraws": ("2.1", "from ipywidgets import interact\ninteract(lambda x: print(x), x=(0, 5))\n{solved}"),
    "an Output widget": ("2.1", "import ipywidgets as w\nout = w.Output()\nwith out:\n    print(1)\ndisplay(out)\n{solved}"),
    "nbval's own comments": ("2.1", "# NBVAL_SKIP\n# NBVAL_RAISES_EXCEPTION\n{solved}"),
    "a magic": ("2.1", "%matplotlib inline\n!echo hello\n{solved}\n%whos"),
    "a thread that goes on": ("2.1", "import threading, time\nthreading.Thread(target=time.sleep, args=(30,), daemon=True).start()\n{solved}"),
    "an error after the answer": ("2.1", "{solved}\n1 / 0"),
    "much output": ("2.1", "for i in range(20000):\n    print('line', i)\n{solved}"),
    "the name of a function used again": ("2.3", "{solved}\nanswer = beside\n"),
    "a function with prints": ("2.3", "{solved}\n_plain = beside\ndef beside(*given):\n    print(given[2])\n    return _plain(*given)"),
    "a function that displays much": ("2.3", "{solved}\n_old = beside\ndef beside(*given):\n    [display(n) for n in range(600)]\n    return _old(*given)"),
    "a loop that learns to stop": ("2.1", "{solved}\nwhile True:\n    pass"),
}  # fmt: skip


@pytest.fixture(scope="module", params=KERNELS)
def honest(request, tmp_path_factory) -> dict:
    """Each honest variant's own run; of the loop only the time is spent."""
    handins = []
    for name, (task, source) in HONEST.items():
        handins.append(handin(name, with_answers({task: source.format(solved=source_of(task))})))
    return graded(handins, tmp_path_factory.mktemp("honest"), request.param, cell_seconds=5)


@pytest.mark.parametrize("variant", HONEST)
def test_what_an_honest_student_leaves_in_a_cell_costs_nothing(honest, variant):
    assert points(honest[variant]) == full()


def test_a_cell_that_never_ends_is_told_to_the_student_and_the_others_count(tmp_path):
    stuck = with_answers({"2.1": f"{marker('2.1')}\nwhile True:\n    pass"})
    deaf = with_answers(
        {"2.1": f"{marker('2.1')}\nimport signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass"}
    )
    dead = with_answers({"2.1": f"{marker('2.1')}\nimport os\nos._exit(3)"})
    found = graded(
        [handin(n, b) for n, b in (("stuck", stuck), ("deaf", deaf), ("dead", dead))], tmp_path, cell_seconds=2
    )
    for name in ("stuck", "deaf", "dead"):
        assert points(found[name]) == {**full(), "2.1": 0}
    assert found["stuck"].result.notes == ("Your cell for 2.1 ran longer than 2 seconds and was stopped.",)
    assert "ended Python" in found["dead"].result.notes[0] and found["dead"].result.flags


def test_what_a_cell_needs_from_an_earlier_one_is_there_again_after_the_kernel_was_lost(tmp_path):
    made = with_answers({"2.2": f"import os\nos._exit(1)\n{source_of('2.2')}"})
    helper = {"cell_type": "code", "source": "word = 'whether'", "metadata": {}, "outputs": [], "execution_count": None}
    made["cells"].insert(1, helper)
    cell = hand_ins.cell_of(made, "2.3")
    cell["source"] = f"{source_of('2.3')}\nassert word == 'whether'\nother = beside"
    assert points(graded([handin("a", made)], tmp_path)["a"]) == {**full(), "2.2": 0}


def test_a_slip_of_typing_costs_its_own_task_and_is_told(tmp_path):
    made = with_answers({"2.1": f"{marker('2.1')}\nparting = {{'a': whether}}"})
    found = graded([handin("a", made)], tmp_path)["a"]
    assert points(found) == {**full(), "2.1": 0}
    mark = next(m for m in found.result.marks if m.task == "2.1")
    assert mark.state == "not yet" and "NameError: name 'whether' is not defined" in mark.message


def test_a_fault_of_the_machine_is_no_zero_and_is_run_again(tmp_path):
    calls = []

    def broken(notebooks, _key, _settings):
        calls.append(set(notebooks))
        yield from ((mark, run.Kept(Result(mark, fault="The machine burns."))) for mark in notebooks)

    one = handin("a", hand_ins.body())
    found = graded([one], tmp_path, runner=broken)["a"]
    assert found.result.fault == "The machine burns." and not found.result.marks
    assert len(calls) == 2, "tried once more"
    assert points(graded([one], tmp_path)["a"]) == full(), "a fault is not kept"


def test_a_cell_whose_end_is_never_told_is_run_again():
    """A kernel that sends its reply and no idle, as on a machine under load: nbval stops it, and the student is not to blame."""
    kernel = nbval_plugin.StudentKernel(NURSERY)
    sitting = nbval_plugin.Sitting("a-print", NURSERY, "a-seed", hand_ins.key().tasks, 20, 60)
    assert sitting._why(kernel) == "" and not sitting.shaky
    kernel.stop()
    assert "no sign" in sitting._why(kernel) and sitting.shaky and not sitting.flags


def test_what_hangs_on_the_machines_state_is_run_again_alone_and_then_counts(tmp_path):
    tried = []

    def starved(notebooks, _key, settings):
        tried.append((len(notebooks), settings.workers))
        yield from ((mark, run.Kept(Result(mark, notes=("slow",)), shaky=True)) for mark in sorted(notebooks))

    handins = [handin("a", hand_ins.body()), handin("b", hand_ins.body(solved=False))]
    found = graded(handins, tmp_path, runner=starved, workers=4)
    assert tried == [(2, 4), (2, 1)] and found["a"].result.notes == ("slow",)
    assert run.Shelf(tmp_path).get(next(tmp_path.glob("*.json")).stem).final


def test_what_had_not_come_back_when_pytest_died_is_run_again_and_at_last_by_itself(tmp_path):
    tried = []

    def dying(notebooks, _key, _settings):
        """Gives one result and dies; the last of all it never gives."""
        tried.append(len(notebooks))
        yield from ((mark, run.Kept(Result(mark))) for mark in sorted(notebooks)[:1] if mark != last)

    handins = [handin(n, with_answers({"2.1": f"{marker('2.1')}\n{n} = 1"})) for n in "abcd"]
    last = max(run.prepare(h, hand_ins.key(), run.Settings(NURSERY)).print for h in handins)
    found = graded(handins, tmp_path, runner=dying)
    assert tried == [4, 3, 2, 1], "all, the lost, the lost one at a time, the last by itself"
    assert [bool(f.result.fault) for f in found.values()].count(True) == 1


def test_a_pytest_that_hangs_is_ended_and_its_hand_ins_are_lost_and_not_waited_for(monkeypatch):
    monkeypatch.setattr(run, "PATIENCE", 0.5)
    monkeypatch.setattr(run, "_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(600)"])
    before = set(psutil.Process().children(recursive=True))
    assert list(run.run({"a": {}}, "key", run.Settings(NURSERY, all_seconds=0.1))) == []
    assert set(psutil.Process().children(recursive=True)) <= before


@pytest.mark.parametrize("how", KERNELS)
def test_a_word_to_a_kernel_that_has_gone_is_not_waited_for(how):
    kernel = nbval_plugin.StudentKernel(how)
    try:
        psutil.Process(kernel._pid()).kill()
        wait_until("its end", lambda: not kernel.is_alive())
        with pytest.raises(RuntimeError, match="closed its door"):
            wait_until(
                "a closed door", lambda: kernel.execute_cell_input("1 + 1") is None
            )  # at first the way may still be open
    finally:
        kernel.stop()


def test_a_worker_that_would_get_too_few_hand_ins_is_not_started():
    assert [run.Settings(NURSERY, 4, each=7).workers_for(n) for n in (1, 13, 14, 27, 28, 1000)] == [1, 1, 2, 3, 4, 4]
    assert run.Settings(NURSERY, 4).workers_for(4) == 4, "whoever names a number gets it"


# --- the same for all


def test_marks_do_not_depend_on_workers_order_or_kernel(mixed, tmp_path):
    handins = collect(mixed)
    shuffled = random.Random(1).sample(handins, len(handins))
    ways = {
        "1": (handins, NURSERY, 1),
        "2": (shuffled, NURSERY, 2),
        "4": (handins, NURSERY, 4),
        "own": (shuffled, KERNELS[1], 2),
    }
    made = {
        name: marks_csv(run.grade(given, hand_ins.key(), run.Settings(kernel, workers), tmp_path / name))
        for name, (given, kernel, workers) in ways.items()
    }
    assert len(set(made.values())) == 1 and made["1"].count("\n") > len(handins) * 3


def test_chance_in_a_hand_in_is_the_same_each_time(tmp_path):
    source = f"{source_of('2.1')}\nimport random, numpy\nif random.random() < 2:\n    parting['a'] = str(random.random()) + str(numpy.random.rand())"
    found = [
        graded([handin("a", with_answers({"2.1": source}))], tmp_path / str(i), k)["a"]
        for i, k in enumerate([*KERNELS, NURSERY])
    ]
    assert len({f.result.marks[0].answer for f in found}) == 1


def test_hidden_inputs_are_not_those_of_the_students_copy_and_are_told_to_nobody(tmp_path):
    table = {
        "2.3": f"{marker('2.3')}\nimport json\ndef beside(events, paragraph, day):\n    raise ValueError(str(list(events.event_id)))"
    }
    late = with_answers(table)
    late["cells"].append(
        {"cell_type": "code", "source": "beside(*seen)", "metadata": {}, "outputs": [], "execution_count": None}
    )
    found = graded([handin("a", late)], tmp_path)["a"]
    hidden = {row["event_id"] for call in hand_ins.key().tasks["2.3"]["inputs"] for row in call[0]["table"]}
    public = {row["event_id"] for call in known()["tasks"]["2.3"]["inputs"] for row in call[0]["table"]}
    assert hidden - public
    told = json.dumps(found.result.to_json())
    assert "ValueError" in told and not [e for e in hidden - public if e in told]


# --- never lost


def command(given: Path, out: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "seminar.cli",
        "grade",
        str(given),
        "--out",
        str(out),
        "--workers",
        "2",
        "--quiet",
        *more,
    ]


def grade_by_command(given: Path, out: Path, *more: str) -> subprocess.CompletedProcess:
    return subprocess.run(command(given, out, *more), cwd=hand_ins.ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def expected(mixed, tmp_path_factory) -> bytes:
    """The marks of an undisturbed run."""
    out = tmp_path_factory.mktemp("expected") / "grades"
    done = grade_by_command(mixed, out)
    assert done.returncode in (0, 1), done.stderr
    return (out / "marks.csv").read_bytes()


def test_an_interrupted_run_goes_on_where_it_stopped(mixed, expected, tmp_path, monkeypatch):
    out, mark = tmp_path / "grades", hand_ins.mark_what_is_started(monkeypatch)
    heard = {
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    }  # what runs in the background may not hear it
    process = subprocess.Popen(command(mixed, out), cwd=hand_ins.ROOT, stderr=subprocess.PIPE, text=True, **heard)
    wait_until("a first result", lambda: list((out / ".results").glob("*.json")))
    for one in psutil.Process(process.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            one.suspend()  # or it might be done before the signal comes
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "give the same command to go on" in said
    wait_until("the end of every sandbox", lambda: not hand_ins.left_over(mark), 20)
    before = {p.name: p.stat().st_mtime_ns for p in (out / ".results").glob("*.json")}
    assert grade_by_command(mixed, out).returncode in (0, 1)
    after = {p.name: p.stat().st_mtime_ns for p in (out / ".results").glob("*.json")}
    assert before and before.items() <= after.items(), "what was graded is not run again"
    assert (out / "marks.csv").read_bytes() == expected


@pytest.mark.parametrize("victim", ["a worker", "pytest", "a sandbox"])
def test_whatever_is_killed_every_hand_in_ends_with_the_same_mark(mixed, expected, tmp_path, monkeypatch, victim):
    out, mark = tmp_path / "grades", hand_ins.mark_what_is_started(monkeypatch)
    process = subprocess.Popen(command(mixed, out), cwd=hand_ins.ROOT, stderr=subprocess.PIPE, text=True)
    wait_until("a first result", lambda: list((out / ".results").glob("*.json")))
    found = psutil.Process(process.pid).children(recursive=True)
    wanted = {
        "a worker": "sys.stdin.readline",
        "pytest": "seminar.grading.nbval_plugin",
        "a sandbox": "seminar.grading.inside",
    }[victim]
    killed = [p for p in found if wanted in hand_ins.words_of(p)][-1:]
    for one in killed:
        one.send_signal(signal.SIGKILL)
    assert killed and process.wait(timeout=200) in (0, 1), process.stderr.read()
    assert (out / "marks.csv").read_bytes() == expected
    wait_until("the end of every sandbox", lambda: not hand_ins.left_over(mark), 20)


def test_a_full_disk_stops_with_a_sentence_and_loses_nothing(mixed, expected, tmp_path):
    """The folder of grades lies on a disk in memory that is full; then room is made."""
    script = f"""
    set -u; cd {hand_ins.ROOT}; out={tmp_path}/small/grades; mkdir -p $out
    dd if=/dev/zero of={tmp_path}/small/filler bs=4k 2>/dev/null
    {" ".join(command(mixed, Path("$out")))}; echo "first $?"
    rm {tmp_path}/small/filler
    {" ".join(command(mixed, Path("$out")))}; echo "second $?"
    cp $out/marks.csv {tmp_path}/marks.csv
    """
    (tmp_path / "small").mkdir()
    apart = [
        "bwrap",
        "--dev-bind",
        "/",
        "/",
        "--size",
        str(4 << 20),
        "--tmpfs",
        str(tmp_path / "small"),
        "--",
        "bash",
        "-c",
        script,
    ]
    if os.getuid() != 0:
        apart[1:1] = ["--unshare-user"]
    done = subprocess.run(apart, capture_output=True, text=True, timeout=300)
    assert "first 2" in done.stdout and "No space left on device" in done.stderr and "Traceback" not in done.stderr
    assert "second 0" in done.stdout or "second 1" in done.stdout, done.stderr
    assert (tmp_path / "marks.csv").read_bytes() == expected


def test_what_is_unchanged_is_not_run_again_and_what_changed_is(tmp_path):
    ran = []

    def counting(notebooks, key, settings):
        ran.append(len(notebooks))
        yield from run.run(notebooks, key, settings)

    first = [handin("a", hand_ins.body()), handin("b", hand_ins.body(solved=False))]
    graded(first, tmp_path, runner=counting)
    found = graded([first[0], handin("b", hand_ins.body())], tmp_path, runner=counting)
    assert ran == [2], "b now hands in what a had handed in: the same cells earn the same marks"
    assert points(found["b"]) == full()


def test_the_tables_by_which_rules_mark_are_a_part_of_what_a_result_rests_on(tmp_path, monkeypatch):
    (tmp_path / "positions.csv").write_text("a\n1\n", encoding="utf-8")
    monkeypatch.setattr(run, "package", lambda: [(tmp_path, "")])
    before = run.stamp("key")
    (tmp_path / "positions.csv").write_text("a\n2\n", encoding="utf-8")
    assert run.stamp("key") != before
    monkeypatch.undo()
    assert any(list(source.rglob("positions.csv")) for source, _ in run.package()), "the tables are where it looks"


def test_a_damaged_result_is_run_again(tmp_path):
    graded([handin("a", hand_ins.body())], tmp_path)
    (kept,) = tmp_path.glob("*.json")
    kept.write_text(kept.read_text()[:100])
    assert points(graded([handin("a", hand_ins.body())], tmp_path)["a"]) == full()


def test_the_hand_ins_are_not_written_to(mixed, expected):
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in mixed.rglob("*") if p.is_file()}
    out = mixed.parent / "again"
    grade_by_command(mixed, out)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in mixed.rglob("*") if p.is_file()} == before
    assert (out / "marks.csv").read_bytes() == expected
