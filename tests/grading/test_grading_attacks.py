"""Hostile hand-ins, run in the sandbox among honest ones. Each entry in ``tests/attacks`` says what it tries and what must happen."""

from __future__ import annotations

import contextlib
import ctypes
import json
import platform
import re
import secrets
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import attacks
import psutil
import pytest
from hand_ins import key, needs_sandbox

from seminar.exercises.conventions import cell_id, known, marker
from seminar.grading import execute, gradebook, report, run, sandbox
from seminar.grading.notebook import Notebook, of
from seminar.grading.records import Graded, HandIn
from seminar.grading.shelf import Shelf

ROOT = Path(__file__).resolve().parents[2]
EXERCISE, TASKS = "02_the_road_to_october", ("2.1", "2.2", "2.3")
ATTACKS = attacks.all_of_them()
HONEST, WORKERS, CELL_SECONDS, ALL_SECONDS = 4, 2, 2.0, 6.0
LEFT = "seminar-left-by-a-student"
CANARY = f"seminar-canary-{secrets.token_hex(12)}"


APART = [name for name, attack in ATTACKS.items() if attack.alone]
TOGETHER = [name for name in ATTACKS if name not in APART]


@pytest.fixture(scope="module", autouse=True)
def _possible() -> Iterator[None]:
    """Without a sandbox there is nothing to try; but where the project is built there has to be one."""
    needs_sandbox()
    yield


# --- hand-ins


def handin(student: str, cells: list[dict]) -> HandIn:
    """A notebook as a student hands it in."""
    body = {"cells": cells, "metadata": {"seminar": {"exercise": EXERCISE}}, "nbformat": 4, "nbformat_minor": 5}
    return HandIn(student, student, f"{student}.ipynb", EXERCISE, notebook=Shelf(Notebook).keep(of(body)))


def right(task: str) -> str:
    """An answer that has full marks."""
    if task == "2.3":
        loop = "[e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]"
        return f"def beside(events, paragraph, day):\n    return {loop}\n"
    accepted = key().tasks[task]["accept"]
    return (
        f"{known()['tasks'][task]['name']} = { ({i: json.loads(max(v, key=v.get)) for i, v in accepted.items()})!r}\n"
    )


def honest(number: int) -> HandIn:
    """A perfect hand-in, unlike each other one."""
    cells = [(task, f"{marker(task)}\n{right(task)}student = {number}\n") for task in TASKS]
    return handin(
        f"honest-{number}",
        [{"cell_type": "code", "id": cell_id("answer", t), "metadata": {}, "source": s} for t, s in cells],
    )


@cache
def filled() -> dict[str, str]:
    """What the test puts in the place of words in the notebooks: right answers, and where its servers are."""
    port = listening()[0].getsockname()[1]
    return {"PARTING": right("2.1"), "FAULTS": right("2.2"), "48611": str(port), "seminar-attack-canary": CANARY}


def attackers(names: list[str]) -> list[HandIn]:
    """The attacks as hand-ins, some by several students."""
    return [
        handin(f"{name}.{number}", attack_cells(name, number))
        for name in names
        for number in range(ATTACKS[name].copies)
    ]


def attack_cells(name: str, number: int) -> list[dict]:
    made = []
    for cell, source in ATTACKS[name].cells.items():
        if cell in TASKS:
            for word, meant in filled().items():
                source = source.replace(word, meant)
            source = f"{marker(cell)}\n{source}\ncopy = {number}\n"
        made.append(
            {
                "cell_type": "code",
                "id": cell_id("answer", cell) if cell in TASKS else cell,
                "metadata": {},
                "source": source,
            }
        )
    return made


# --- a run, watched


@dataclass
class Watched:
    """What a run gave, and what was seen of it from outside."""

    graded: dict[str, Graded] = field(default_factory=dict)
    everything: str = ""  # all results, as they stand in the store
    size: int = 0
    reached: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # processes and temporary files
    kept: bool = False  # whether canaries and key are as they were
    keyring: list[str] = field(default_factory=list)  # what is in the session's keyring afterwards
    seconds: float = 0.0

    def results(self, name: str) -> list[Graded]:
        """Of each student who handed in this attack."""
        return [g for student, g in self.graded.items() if student.rpartition(".")[0] == name]


def watched(handins: list[HandIn], folder: Path, seconds: float = 600) -> Watched:
    """Run hand-ins with canaries laid out, servers listening and an eye on processes; what lasts longer is ended."""
    seen = Watched()
    temporary, store = folder / "temporary", folder / "store"
    temporary.mkdir()
    with canaries(folder, temporary) as kept, descendants() as alive, keyring(seen.keyring):
        began = time.monotonic()
        setting = run.Settings(run.SANDBOX, WORKERS if len(handins) > 1 else 1, CELL_SECONDS, ALL_SECONDS)
        timer = threading.Timer(seconds, sandbox.end_all)
        timer.start()
        found = run.grade(handins, key(), setting, store)
        timer.cancel()
        seen.seconds = time.monotonic() - began
        seen.left = [*alive(), *(p.name for p in temporary.iterdir())]
        seen.kept, seen.reached = kept(), reached()
    seen.graded = {g.handin.student: g for g in found}
    seen.everything = "\n".join([*(p.read_text(encoding="utf-8") for p in store.glob("*.json")), repr(found)])
    seen.size = sum(p.stat().st_size for p in store.rglob("*"))
    return seen


@contextlib.contextmanager
def canaries(folder: Path, temporary: Path) -> Iterator:
    """Secrets that a student's code may not see: in files, in the environment; and temporary files in a place of our own."""
    secret = [
        folder / "canary.txt",
        Path(tempfile.gettempdir()) / f"{CANARY[-8:]}.txt",
        ROOT / "exercises" / "key" / "key.json",
    ]
    for path in secret[:2]:
        path.write_text(CANARY, encoding="utf-8")
        path.chmod(0o644)
    state = [(p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_mode) for p in secret[:2]] + [secret[2].read_bytes()]
    patch = pytest.MonkeyPatch()
    patch.setenv("A_SECRET", CANARY)
    patch.setenv("TMPDIR", str(temporary))
    patch.setattr(tempfile, "tempdir", str(temporary))
    try:
        yield (
            lambda: (
                state
                == [(p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_mode) for p in secret[:2]]
                + [secret[2].read_bytes()]
            )
        )
    finally:
        patch.undo()
        for path in secret[:2]:
            path.unlink(missing_ok=True)


@cache
def listening() -> tuple[socket.socket, socket.socket]:
    """Servers on this machine that no student's code may reach: a port, and a name that stands in no folder."""
    named = socket.socket(socket.AF_UNIX)
    named.bind(f"\0{CANARY}")
    named.listen()
    return socket.create_server(("127.0.0.1", 0)), named


def reached() -> list[str]:
    """The servers that somebody has connected to since this was last asked."""
    found = []
    for line in listening():
        line.settimeout(0)
        with contextlib.suppress(BlockingIOError):
            while True:
                line.accept()[0].close()
                found.append(str(line.getsockname()))
    return found


@contextlib.contextmanager
def descendants() -> Iterator:
    """Everything that this process starts, and what that starts; afterwards, what of it is still alive."""
    before, found = set(psutil.Process().children(recursive=True)), set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.3):
            with contextlib.suppress(psutil.Error):
                found.update({*psutil.Process().children(recursive=True)} - before)

    def alive() -> list[str]:
        over.set()
        thread.join()
        psutil.wait_procs(found, timeout=3)
        return [str(p) for p in found if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield alive
    finally:
        over.set()
        thread.join()


@contextlib.contextmanager
def keyring(held: list[str]) -> Iterator[None]:
    """A session keyring of our own with a secret in it, as a login gives one. Where Linux has none, nothing."""
    add, ask = {"x86_64": (248, 250), "aarch64": (217, 219)}.get(platform.machine(), (-1, -1))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(ask, 1, None)
    libc.syscall(add, b"user", b"seminar-canary", CANARY.encode(), ctypes.c_size_t(len(CANARY)), -3)
    yield
    held += [name for name in ("seminar-canary", LEFT) if libc.syscall(ask, 10, -3, b"user", name.encode(), 0) > 0]


# --- all of them, together


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Watched:
    """One run of all attacks, with honest hand-ins among them."""
    return watched(attackers(TOGETHER) + [honest(n) for n in range(HONEST)], tmp_path_factory.mktemp("attacks"))


def expect(name: str, seen: Watched) -> None:
    """That an attack's results are what its notebook says they must be."""
    told = ATTACKS[name]
    for graded in seen.results(name):
        result = graded.result
        assert result is not None and not result.fault, f"{graded.handin.student}: {graded.handin.problem or result}"
        assert [m.task for m in result.marks] == known()["exercises"][EXERCISE]["tasks"], "A mark is lost."
        assert sum(m.out_of for m in result.marks if m.task in TASKS) == 20
        assert result.points == told.points, result
        flags = " ".join([*result.flags, *graded.flags])
        assert re.search(told.flag, flags) if told.flag else not flags, flags
        by_task = {m.task: m for m in result.marks}
        assert {t: by_task[t].state for t in told.state} == told.state, result
        assert "loot" not in by_task["2.1"].answer or by_task["2.1"].answer == '{"loot":[]}', by_task["2.1"].answer
    assert len(seen.results(name)) == told.copies


@pytest.mark.parametrize("name", TOGETHER)
def test_an_attack_gains_nothing_and_ends_as_it_must(whole, name):
    expect(name, whole)


def test_honest_hand_ins_among_attacks_have_full_marks(whole):
    honest_ones = [g for student, g in whole.graded.items() if student.startswith("honest")]
    assert [g.result.points for g in honest_ones] == [20] * HONEST
    assert not [g.result.flags + g.result.notes for g in honest_ones if g.result.flags or g.result.notes]


def test_each_hand_in_comes_back(whole):
    assert set(whole.graded) == {h.student for h in attackers(TOGETHER)} | {f"honest-{n}" for n in range(HONEST)}


def test_no_process_and_no_temporary_file_outlives_the_run(whole):
    assert whole.left == []


def test_no_connection_reaches_this_machine(whole):
    assert whole.reached == []


def test_key_and_secrets_are_unchanged_and_in_no_result(whole):
    assert whole.kept
    assert CANARY not in whole.everything
    assert LEFT not in whole.keyring


def test_hidden_inputs_are_in_no_result(whole):
    public = json.dumps(known()["tasks"]["2.3"]["inputs"])
    hidden = set(re.findall(r'"(X\d+)"', json.dumps(key().tasks["2.3"]["inputs"]))) - set(
        re.findall(r'"(X\d+)"', public)
    )
    assert hidden
    assert not [name for name in hidden if re.search(rf"\b{name}\b", whole.everything)]
    assert "SMUGGLED" not in whole.everything


def test_results_stay_small(whole):
    assert whole.size < 3_000_000


def test_pages_hold_no_script_of_a_student(whole, tmp_path):
    report.write(gradebook.Gradebook(list(whole.graded.values()), known(), key=key().tasks), tmp_path)
    pages = [p.read_text(encoding="utf-8") for p in tmp_path.rglob("*.html")]
    assert pages
    for page in pages:
        assert (
            "<script>alert" not in page
            and "<img src=x" not in page
            and "49" not in re.findall(r"\{\{.*?\}\}|>49<", page)
        )


# --- those that are run apart


@pytest.mark.parametrize("name", APART)
def test_an_attack_on_time_is_over_in_time(name, tmp_path):
    limit = ATTACKS[name].alone
    seen = watched(attackers([name]), tmp_path, limit)
    assert seen.seconds < limit
    assert CANARY not in seen.everything and "SMUGGLED" not in seen.everything
    assert LEFT not in seen.keyring and not seen.left
    expect(name, seen)


def test_the_start_of_a_sandbox_takes_nothing_of_a_students_time(tmp_path):
    setting = run.Settings(run.SANDBOX, 1, CELL_SECONDS, 0.3)  # its cells take a hundredth of that
    (graded,) = run.grade([honest(0)], key(), setting, tmp_path)
    assert graded.result.points == 20, graded.result


def test_every_call_that_no_hand_in_needs_is_refused(tmp_path):
    """Asked for by its number, with arguments that would fail in another way if it were not refused."""
    if not sandbox.refused():
        pytest.skip("The numbers of calls are not known on this kind of processor.")
    assert {"socket", "socketpair", "fanotify_init", "modify_ldt", "kcmp", "ptrace", "unshare"} <= set(
        sandbox.refused()
    )
    asks = f"import ctypes\nc = ctypes.CDLL(None, use_errno=True)\nparting = {{}}\nfor name, number in {sandbox.refused()!r}.items():\n"
    asks += "    c.syscall(number, -1, -1, -1, -1, -1)\n    parting[name] = ctypes.get_errno()\n"
    cells = [
        {"cell_type": "code", "id": cell_id("answer", "2.1"), "metadata": {}, "source": f"{marker('2.1')}\n{asks}"}
    ]
    (graded,) = run.grade([handin("asks", cells)], key(), run.Settings(), tmp_path)
    assert json.loads(graded.result.marks[0].answer) == dict.fromkeys(sandbox.refused(), 1), graded.result


# --- memory, with a small limit

HOLD = """
import os, time
if os.fork() == 0:
    held = bytearray(500 << 20)
    held[::4096] = b"x" * len(held[::4096])
    time.sleep(60)
    os._exit(0)
"""
LOOP = "while True:\n            p = os.fork()\n            if p == 0: os._exit(0)\n            os.waitpid(p, 0)"
CHURN = f"for _ in range(6):\n    if os.fork() == 0:\n        {LOOP}\n"
FIRST_THREAD_ENDS = f"ctypes.CDLL(None).syscall({ {'x86_64': 60, 'aarch64': 93}.get(platform.machine(), 60) }, 0)"
THREAD = HOLD.replace(
    "time.sleep(60)", f"threading.Thread(target=time.sleep, args=(60,)).start()\n    {FIRST_THREAD_ENDS}"
)
MEMORY = {
    "of several processes": [f"{HOLD}\ntime.sleep(60)"],
    "however short the cells are": [HOLD, *["import time; time.sleep(0.3)"] * 20],
    "while processes come and go": [f"{HOLD}\n{CHURN}\ntime.sleep(60)"],
    "of a process whose first thread has ended": [f"import ctypes, threading\n{THREAD}\ntime.sleep(60)"],
}


@pytest.mark.parametrize("name", MEMORY)
def test_memory_is_counted(name, monkeypatch):
    """The grader allows 400 MB here."""
    monkeypatch.setattr(sandbox, "MEMORY", 400 << 20)
    steps = [[n, "run", source] for n, source in enumerate(MEMORY[name])] + [[99, "take", "2.1", "parting", False]]
    outcome = execute.execute({"steps": steps, "seed": "", "inputs": {}}, run.Settings(cell_seconds=9, all_seconds=12))
    assert "memory" in [
        told["kind"] for told in [*outcome["stopped"].values(), *outcome["answers"]["2.1"].values()] if told
    ], outcome


def test_lines_fill_no_memory_of_the_grader():
    source = ATTACKS["a_line_of_100_MB"].cells["2.1"]
    Path("/proc/self/clear_refs").write_text("5")  # the highest use counts from here
    before = psutil.Process().memory_info().rss
    execute.execute(
        {"steps": [[0, "run", source], [1, "take", "2.1", "parting", False]], "seed": "", "inputs": {}}, run.Settings()
    )
    highest = int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) << 10
    assert highest - before < 50 << 20
