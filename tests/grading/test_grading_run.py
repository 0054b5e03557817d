"""A class is run: never unjust, never lost, the same whoever runs it and however often it was interrupted."""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import classroom
import hand_ins
import psutil
import pytest
from hand_ins import SANDBOX, SECOND, full, graded, handin, points, source_of, wait_until, with_answers

from seminar.exercises.conventions import known, marker
from seminar.grading import execute, run, sandbox
from seminar.grading.intake import collect
from seminar.grading.records import NOT_GRADED


@pytest.fixture(autouse=True)
def there_is_a_sandbox() -> None:
    hand_ins.needs_sandbox()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory) -> Path:
    """Hand-ins of five students for two exercises, with late copies, slips of form and unfinished work."""
    folder = tmp_path_factory.mktemp("class") / "in"
    classroom.make(folder, 5, 3, exercises=[SECOND, "06_red_lines_and_promises"])
    return folder


def marks_csv(found: list) -> str:
    return hand_ins.marks_csv(found)


# --- never unjust


def test_the_key_earns_every_point_and_the_blank_none(tmp_path):
    names = list(known()["exercises"])
    solved = [handin(f"solved {n}", hand_ins.body(n), n) for n in names]
    blank = [handin(f"blank {n}", hand_ins.body(n, solved=False), n) for n in names]
    found = graded([*solved, *blank], tmp_path)
    for name in names:
        assert points(found[f"solved {name}"]) == full(name)
        assert {m.state for m in found[f"solved {name}"].result.marks} <= {"right", "for a person"}
        assert set(points(found[f"blank {name}"]).values()) == {0}
        assert not found[f"blank {name}"].result.flags


OLD = "{solved}\n_old = beside\ndef beside(events, paragraph, day):\n"
BY_ROWS = """def beside(events, paragraph, day):
    return [r['event_id'] for _, r in events.iterrows() if paragraph in r['paragraphs'] and r['known_from'] <= day]
"""
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
    "a function that opens its table": ("2.3", f"{OLD}    return _old(events[events.known_from <= day], paragraph, day)"),
    "a function that asks what its table is": ("2.3", f"import pandas\n{OLD}    len(events.columns)\n    return _old(events, paragraph, day)"),
    "a function that goes over the rows another way": ("2.3", BY_ROWS),
    "an await": ("2.1", "import asyncio\nawait asyncio.sleep(0.01)\n{solved}\nawait asyncio.to_thread(print, 1)"),
    "a question to Jupyter": ("2.1", "{solved}\nlen?"),
    "the check called again": ("2.1", "{solved}\ncheck('2.1', parting)"),
    "the check asked for again": ("2.1", "{solved}\nfrom seminar.exercises import check\ncheck('2.1', parting)"),
    "IPython's own words": ("2.1", "from IPython.display import Markdown, display\n{solved}\ndisplay(Markdown('**here**'))"),
    "a class of data": ("2.1", "from dataclasses import dataclass\n@dataclass\nclass Note:\n    text: str\n{solved}\nNote('here')"),
    "a process of its own": ("2.1", "import subprocess\nsubprocess.run(['true'])\n{solved}"),
    "a large picture after the answer": ("2.1", "{solved}\nfrom IPython.display import Image, display\ndisplay(Image(data=bytes(9_000_000), format='png'))"),
    "a long table after the answer": ("2.1", "{solved}\nimport pandas as pd\npd.DataFrame({{'n': range(100_000)}})"),
    "a loop that learns to stop": ("2.1", "{solved}\nwhile True:\n    pass"),
}  # fmt: skip


@pytest.fixture(scope="module")
def honest(tmp_path_factory) -> dict:
    """Each honest variant's own run; of the loop only the time is spent."""
    handins = []
    for name, (task, source) in HONEST.items():
        handins.append(handin(name, with_answers({task: source.format(solved=source_of(task))})))
    return graded(handins, tmp_path_factory.mktemp("honest"), cell_seconds=10)


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


def test_a_slip_of_typing_is_said_as_in_the_notebook_and_what_was_meant_is_marked(tmp_path):
    """What was meant has one or two entries of eight here, so its form is not right."""
    unquoted = with_answers({"2.1": f"{marker('2.1')}\nparting = {{'a': whether}}"})
    no_comma = with_answers({"2.1": f"{marker('2.1')}\nparting = {{\n    'a': 'whether'\n    'b': 'whether'\n}}"})
    found = graded([handin("quotes", unquoted), handin("comma", no_comma)], tmp_path)
    said = {name: next(m for m in one.result.marks if m.task == "2.1") for name, one in found.items()}
    for name, one in found.items():
        assert points(one) == {**full(), "2.1": 0} and said[name].state == "not yet"
        assert said[name].slip, "a person may want to look"
        assert "There is no entry for" in said[name].message
    assert (
        "Python does not know “whether”. If it is text, put it in quotation marks." in found["quotes"].result.notes[0]
    )
    assert "Python cannot read line" in found["comma"].result.notes[0]


def test_asking_for_input_and_leaving_have_a_sentence_and_the_answer_before_stands(tmp_path):
    asks = with_answers({"2.1": f"{source_of('2.1')}\nparting['a'] = input('Which? ')"})
    leaves = with_answers({"2.1": f"{source_of('2.1')}\nimport sys\nsys.exit()", "2.2": f"{source_of('2.2')}\nexit()"})
    found = graded([handin("asks", asks), handin("leaves", leaves)], tmp_path)
    assert points(found["asks"]) == points(found["leaves"]) == full()
    assert "calls input(), which there is not in grading" in found["asks"].result.notes[0]
    assert len(found["leaves"].result.notes) == 2 and not found["leaves"].result.flags


def test_a_cell_for_a_newer_python_is_not_graded_and_never_0(tmp_path):
    if sys.version_info >= (3, 12):
        pytest.skip("This Python reads it.")
    bodies = {}
    for version in ("3.13.1", "3.11.2", None):
        bodies[version] = with_answers({"2.1": f'{source_of("2.1")}\nprint(f"{{parting["a"]}}")'})
        bodies[version]["metadata"]["language_info"] = {"name": "python"} | ({"version": version} if version else {})
    slip = with_answers({"2.1": f"{marker('2.1')}\nparting = {{'a': 'x' 'b': 'y'}}"})
    slip["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    found = graded([handin(str(v), b) for v, b in bodies.items()] + [handin("slip", slip)], tmp_path)
    marks = {name: next(m for m in one.result.marks if m.task == "2.1") for name, one in found.items()}
    assert marks["3.13.1"].state == NOT_GRADED and "needs Python 3.13" in marks["3.13.1"].message
    assert marks["None"].state == NOT_GRADED and "needs Python 3.12" in marks["None"].message
    assert marks["3.11.2"].state == "right" and marks["3.11.2"].slip, (
        "a slip in this Python too: what was meant is marked"
    )
    assert marks["slip"].state == "not yet"


def always(**outcome: object):
    """A runner that gives each job this outcome, and a list of how many jobs it was given and with how many workers."""
    calls: list[tuple[int, int]] = []

    def runner(units, settings):
        jobs = [job for unit in units for job in unit]
        calls.append((len(jobs), settings.workers))
        yield from ((mark, dataclasses.asdict(execute.Outcome(**outcome))) for mark, _ in jobs)

    return runner, calls


def test_a_fault_of_the_machine_is_no_zero_and_is_run_again(tmp_path):
    broken, calls = always(fault="The machine burns.")
    one = handin("a", hand_ins.body())
    found = graded([one], tmp_path, runner=broken, workers=4)["a"]
    assert found.result.fault == "The machine burns." and not found.result.marks
    assert calls == [(1, 4), (1, 1)], "tried once more, alone"
    assert points(graded([one], tmp_path)["a"]) == full(), "a fault is not kept"


def test_what_hangs_on_the_machines_state_is_run_again_alone_and_then_counts(tmp_path):
    starved, calls = always(shaky=True, flags=["slow"])
    handins = [handin(n, with_answers({"2.1": f"{marker('2.1')}\n{n} = 1"})) for n in "ab"]
    found = graded(handins, tmp_path, runner=starved, workers=4)
    assert calls == [(2, 4), (2, 1)] and found["a"].result.flags == ("slow",)
    assert graded(handins, tmp_path, runner=starved)["a"].result.flags == ("slow",)
    assert calls[2:] == [(0, 2)], "it was kept"


def test_what_never_comes_back_is_tried_once_more_and_is_then_a_fault_of_the_machine(tmp_path):
    tried = []

    def dying(units, _settings):
        jobs = [mark for unit in units for mark, _ in unit]
        tried.append(len(jobs))
        yield from ((mark, dataclasses.asdict(execute.Outcome())) for mark in sorted(jobs)[:1])

    handins = [handin(n, with_answers({"2.1": f"{marker('2.1')}\n{n} = 1"})) for n in "abcd"]
    found = graded(handins, tmp_path, runner=dying)
    assert tried == [4, 3]
    assert [bool(f.result.fault) for f in found.values()].count(True) == 2


def test_a_sandbox_that_does_not_start_is_a_fault_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "command", lambda: ("false",))
    found = graded([handin("a", hand_ins.body())], tmp_path)["a"]
    assert "could not start a sandbox" in found.result.fault and not list(tmp_path.glob("*.json"))


def test_what_nobody_thought_of_costs_no_mark(tmp_path, monkeypatch):
    monkeypatch.setattr(execute._Run, "_cells", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in graded([handin("a", hand_ins.body())], tmp_path)["a"].result.fault


def test_python_that_is_killed_from_outside_costs_no_mark(tmp_path, monkeypatch):
    """As by a machine that has no memory left: it is tried once more, and then it has its marks."""
    killed, heard = [], sandbox.Jail.heard

    def kills_first(jail, seconds):
        line = heard(jail, seconds)
        if not killed and line == b'{"step":-1}\n':
            killed.append(psutil.Process(jail.first()))
            killed[0].kill()
            killed[0].wait(10)
        return line

    monkeypatch.setattr(sandbox.Jail, "heard", kills_first)
    found = graded([handin("a", hand_ins.body())], tmp_path, workers=1)["a"]
    assert killed and points(found) == full() and not found.result.flags


def test_a_sandbox_never_runs_as_root():
    jail = sandbox.Jail()
    try:
        wait_until("the first process", jail.first)
        assert psutil.Process(jail.first()).uids().real != 0
    finally:
        jail.end()


def test_only_what_is_code_needs_the_sandbox(tmp_path):
    first = "01_the_argument"
    handins = [handin("data", hand_ins.as_data(first), first), handin("code", hand_ins.body())]
    found = graded(handins, tmp_path, kernel=run.NOWHERE)
    assert points(found["data"]) == full(first)
    assert "needs Linux with bubblewrap" in found["code"].result.fault
    assert points(graded(handins, tmp_path)["code"]) == full(), "and it is graded where there is one"


def test_more_than_ten_files_of_a_student_for_an_exercise_are_not_run_but_for_the_latest(tmp_path):
    many = [dataclasses.replace(handin("a", hand_ins.body()), copy=n, file=f"a/{n}.ipynb") for n in range(14)]
    found = run.grade([*many, handin("b", hand_ins.body())], hand_ins.key(), run.Settings(), tmp_path)
    refused = {g.handin.copy for g in found if g.handin.problem}
    assert refused == {0, 1, 2, 3} and "14 files" in next(g.handin.problem for g in found if g.handin.problem)
    assert all(points(g) == full() for g in found if not g.handin.problem)


def test_one_student_cannot_hold_up_a_class_with_many_files_that_sleep(tmp_path):
    def asleep(number: int) -> dict:
        return with_answers({"2.1": f"{marker('2.1')}\nimport time\nn = {number}\nwhile True:\n    time.sleep(1)"})

    many = [dataclasses.replace(handin("a", asleep(n)), copy=n, file=f"a/{n}.ipynb") for n in range(6)]
    settings = run.Settings(SANDBOX, 2, 2, 1.0)
    found = {g.handin.copy: g for g in run.grade(many, hand_ins.key(), settings, tmp_path)}
    assert "later files for this exercise ran for 2 seconds" in found[0].handin.problem
    assert found[5].result and not found[5].handin.problem, "the latest is graded"


# --- the same for all


def test_marks_do_not_depend_on_workers_or_order(mixed, tmp_path):
    handins = collect(mixed)
    shuffled = random.Random(1).sample(handins, len(handins))
    ways = {"1": (handins, 1), "2": (shuffled, 2), "4": (handins, 4)}
    made = {
        name: marks_csv(run.grade(given, hand_ins.key(), run.Settings(SANDBOX, workers), tmp_path / name))
        for name, (given, workers) in ways.items()
    }
    assert len(set(made.values())) == 1 and made["1"].count("\n") > len(handins) * 3


def test_chance_in_a_hand_in_is_the_same_each_time(tmp_path):
    source = f"{source_of('2.1')}\nimport random, numpy\nif random.random() < 2:\n    parting['a'] = str(random.random()) + str(numpy.random.rand())"
    source += "\nparting['b'] = ''.join({'a', 'b', 'c', 'd', 'e'})"
    found = [graded([handin("a", with_answers({"2.1": source}))], tmp_path / str(i))["a"] for i in range(3)]
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
    told = repr(found.result)
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


def begun(given: Path, out: Path) -> subprocess.Popen:
    """A run that has come to a first result and has a sandbox open."""
    heard = {
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    }  # what runs in the background may not hear it
    process = subprocess.Popen(command(given, out), cwd=hand_ins.ROOT, stderr=subprocess.PIPE, text=True, **heard)
    wait_until("a first result", lambda: list((out / ".results").glob("*.json")))
    wait_until("a sandbox", lambda: sandboxes(process))
    return process


def sandboxes(process: subprocess.Popen) -> list[psutil.Process]:
    return [p for p in psutil.Process(process.pid).children(recursive=True) if "runner.main" in hand_ins.words_of(p)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_nothing_and_goes_on_where_it_stopped(mixed, expected, tmp_path, monkeypatch, number):
    out, mark = tmp_path / "grades", hand_ins.mark_what_is_started(monkeypatch)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    process = begun(mixed, out)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    if number == signal.SIGKILL:
        assert process.returncode == -9
    else:
        assert process.returncode == 130 and "give the same command to go on" in said and "Traceback" not in said
    wait_until("the end of every sandbox", lambda: not hand_ins.left_over(mark), 20)
    assert not [p for p in temporary.rglob("*") if p.is_file()], "no copy of the key is left behind"
    before = {p.name: p.stat().st_mtime_ns for p in (out / ".results").glob("*.json")}
    assert grade_by_command(mixed, out).returncode in (0, 1)
    after = {p.name: p.stat().st_mtime_ns for p in (out / ".results").glob("*.json")}
    assert before and before.items() <= after.items(), "what was graded is not run again"
    assert (out / "marks.csv").read_bytes() == expected


def test_a_sandbox_that_is_killed_costs_no_mark(mixed, expected, tmp_path, monkeypatch):
    out, mark = tmp_path / "grades", hand_ins.mark_what_is_started(monkeypatch)
    process = begun(mixed, out)
    killed = sandboxes(process)
    for one in killed:
        one.send_signal(signal.SIGKILL)
    assert killed and process.wait(timeout=200) in (0, 1), process.stderr.read()
    assert (out / "marks.csv").read_bytes() == expected
    wait_until("the end of every sandbox", lambda: not hand_ins.left_over(mark), 20)


def test_two_graders_at_once_come_to_the_same(mixed, expected, tmp_path):
    out = tmp_path / "grades"
    start = {"cwd": hand_ins.ROOT, "stderr": subprocess.PIPE, "text": True}
    both = [subprocess.Popen(command(mixed, out), **start) for _ in range(2)]
    said = [one.communicate(timeout=300)[1] for one in both]
    assert all(one.returncode in (0, 1) for one in both), said
    assert (out / "marks.csv").read_bytes() == expected
    assert not list(out.rglob("*.new")), "no draft is left"


def test_a_disk_that_cannot_be_written_is_a_sentence(mixed, tmp_path):
    (tmp_path / "grades").mkdir()
    apart = ["bwrap", *(["--unshare-user"] if os.getuid() else []), "--dev-bind", "/", "/"]
    apart += ["--ro-bind", str(tmp_path), str(tmp_path), "--", *command(mixed, tmp_path / "grades")]
    done = subprocess.run(apart, cwd=hand_ins.ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 2 and "Read-only file system" in done.stderr and "Traceback" not in done.stderr


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

    def counting(units, settings):
        units = list(units)
        ran.append(sum(map(len, units)))
        yield from run.run(units, settings)

    first = [handin("a", hand_ins.body()), handin("b", hand_ins.body(solved=False))]
    graded(first, tmp_path, runner=counting)
    found = graded([first[0], handin("b", hand_ins.body())], tmp_path, runner=counting)
    assert ran == [1, 0], "the blank is read; b now hands in what a had handed in: the same cells earn the same marks"
    assert points(found["b"]) == full()


def test_the_tables_by_which_rules_mark_are_a_part_of_what_a_result_rests_on(tmp_path, monkeypatch):
    (tmp_path / "positions.csv").write_text("a\n1\n", encoding="utf-8")
    monkeypatch.setattr(sandbox, "package", lambda: [(tmp_path, "")])
    before = run.stamp("key")
    (tmp_path / "positions.csv").write_text("a\n2\n", encoding="utf-8")
    assert run.stamp("key") != before
    monkeypatch.undo()
    assert any(list(source.rglob("positions.csv")) for source, _ in sandbox.package()), "the tables are where it looks"


def test_a_damaged_result_is_a_sentence_and_is_made_again(tmp_path, capsys):
    graded([handin("a", hand_ins.body())], tmp_path)
    (kept,) = tmp_path.glob("*.json")
    whole = kept.read_text()
    for damaged in (whole[:100], "", "[]", "[" * 100_000, whole.replace(kept.stem, "f" * 64)):
        kept.write_text(damaged)
        assert points(graded([handin("a", hand_ins.body())], tmp_path)["a"]) == full()
        assert "that were damaged: 1. They were made again." in capsys.readouterr().err
    assert points(graded([handin("a", hand_ins.body())], tmp_path)["a"]) == full() and not capsys.readouterr().err


def test_the_hand_ins_are_not_written_to(mixed, expected):
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in mixed.rglob("*") if p.is_file()}
    out = mixed.parent / "again"
    grade_by_command(mixed, out)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in mixed.rglob("*") if p.is_file()} == before
    assert (out / "marks.csv").read_bytes() == expected


def test_of_very_many_files_of_one_student_the_latest_ten_are_graded(tmp_path):
    ani = [
        dataclasses.replace(handin("Ani", hand_ins.body(solved=False)), copy=i, file=f"{i}.ipynb") for i in range(1, 16)
    ]
    settings = run.Settings(run.NOWHERE)
    found = run.grade([*ani, handin("Bo", hand_ins.body(solved=False))], hand_ins.key(), settings, tmp_path)
    assert sorted(g.handin.copy for g in found if g.handin.student == "Ani" and g.result) == list(range(6, 16))
    assert all("15 files of this student" in g.handin.problem for g in found if not g.result)
    assert next(g for g in found if g.handin.student == "Bo").result


def test_what_stands_in_the_sandbox_loads_next_to_nothing():
    """It is started for each hand-in, and each of these takes longer to load than most hand-ins to run."""
    program = (
        f"import sys; sys.path.append({str(hand_ins.ROOT)!r}); from seminar.grading import runner; print(*sys.modules)"
    )
    words = [sys.executable, "-S", "-P", "-s", "-c", program]
    loaded = subprocess.run(words, capture_output=True, text=True, check=True, cwd="/").stdout.split()
    heavy = {"re", "json", "typing", "dataclasses", "pathlib", "inspect", "pandas", "numpy", "seminar.kit", "IPython"}
    assert "seminar.grading.runner" in loaded and not heavy & set(loaded)


def test_a_process_that_is_left_over_and_holds_the_pipe_open_keeps_nobody_waiting():
    """As a bubblewrap does whose parent was killed before it had started."""
    forks = "import os, time\nif os.fork():\n    os._exit(0)\ntime.sleep(600)"
    job = {"steps": [[0, "run", forks], [1, "take", "2.1", "parting", False]], "seed": "", "inputs": {}}
    ran = threading.Thread(target=execute.execute, args=(job, run.Settings(run.UNSAFE, 1, 0.5, 5)), daemon=True)
    ran.start()
    ran.join(60)
    assert not ran.is_alive()
