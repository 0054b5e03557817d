"""Hostile hand-ins, run in the sandbox among honest ones. Each notebook in ``tests/attacks`` says what it tries and what must happen."""

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
from queue import Empty
from types import SimpleNamespace

import psutil
import pytest
from hand_ins import key, needs_sandbox
from nbformat import NotebookNode

from seminar.exercises.conventions import cell_id, known, marker
from seminar.grading import gradebook, kernels, nbval_plugin, report, run, sandbox
from seminar.grading.kernels import NURSERY, SANDBOX, StudentKernel
from seminar.grading.records import Graded, HandIn

ROOT = Path(__file__).resolve().parents[2]
EXERCISE, TASKS = "02_the_road_to_october", ("2.1", "2.2", "2.3")
ATTACKS = {path.stem: path for path in sorted((ROOT / "tests" / "attacks").glob("*.ipynb"))}
HONEST, WORKERS, CELL_SECONDS, ALL_SECONDS = 4, 2, 2.0, 6.0
LEFT = "seminar-left-by-a-student"
CANARY = f"seminar-canary-{secrets.token_hex(12)}"


@cache
def about(name: str) -> dict:
    """What an attack's notebook says of itself, for the tests."""
    return json.loads(ATTACKS[name].read_text(encoding="utf-8"))["metadata"]["attack"]


APART = [name for name in ATTACKS if "alone" in about(name)]
TOGETHER = {
    NURSERY: [name for name in ATTACKS if name not in APART],
    SANDBOX: [name for name in ATTACKS if name not in APART and about(name).get("slow")],
}


@pytest.fixture(scope="module", autouse=True)
def _possible() -> Iterator[None]:
    """Without a sandbox there is nothing to try; but where the project is built there has to be one."""
    needs_sandbox()
    yield
    sandbox.close_nursery()


# --- hand-ins


def handin(student: str, cells: list[dict]) -> HandIn:
    """A notebook as a student hands it in."""
    body = {"cells": cells, "metadata": {"seminar": {"exercise": EXERCISE}}, "nbformat": 4, "nbformat_minor": 5}
    return HandIn(student, student, f"{student}.ipynb", EXERCISE, content=json.dumps(body).encode())


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
    made = []
    for name in names:
        for number in range(about(name).get("copies", 1)):
            body = json.loads(ATTACKS[name].read_text(encoding="utf-8"))
            for cell in body["cells"]:
                if cell["id"].startswith("answer"):
                    source = cell["source"]
                    for word, meant in filled().items():
                        source = source.replace(word, meant)
                    cell["source"] = f"{source}\ncopy = {number}\n"
            made.append(handin(f"{name}.{number}", body["cells"]))
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


def watched(handins: list[HandIn], kernel: str, folder: Path, seconds: float = 600) -> Watched:
    """Run hand-ins with canaries laid out, servers listening and an eye on processes; what lasts longer is ended."""
    seen = Watched()
    temporary, store = folder / "temporary", folder / "store"
    temporary.mkdir()
    with canaries(folder, temporary) as kept, descendants() as alive, keyring(seen.keyring):
        began = time.monotonic()
        setting = run.Settings(kernel, WORKERS if len(handins) > 1 else 1, CELL_SECONDS, ALL_SECONDS)
        found = run.grade(handins, key(), setting, store, ended_after(began + seconds))
        seen.seconds = time.monotonic() - began
        seen.left = [*alive(), *(p.name for p in temporary.iterdir())]
        seen.kept, seen.reached = kept(), reached()
    seen.graded = {g.handin.student: g for g in found}
    seen.everything = "\n".join([*(p.read_text(encoding="utf-8") for p in store.glob("*.json")), repr(found)])
    seen.size = sum(p.stat().st_size for p in store.rglob("*"))
    return seen


def ended_after(end: float) -> run.Runner:
    """The usual runner, but whatever it started is killed when the time is up."""

    def runner(notebooks: dict, text: str, how: run.Settings) -> Iterator:
        if notebooks and time.monotonic() < end:
            timer = threading.Timer(end - time.monotonic(), _kill_runs)
            timer.start()
            try:
                yield from run.run(notebooks, text, how)
            finally:
                timer.cancel()

    return runner


def _kill_runs() -> None:
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if any("--seminar-key" in word for word in child.cmdline()):
                for one in [*child.children(recursive=True), child]:
                    with contextlib.suppress(psutil.Error):
                        one.kill()


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


@pytest.fixture(scope="module", params=[NURSERY, SANDBOX])
def whole(request, tmp_path_factory) -> tuple[str, Watched]:
    """One run of the attacks of a kernel, with honest hand-ins among them."""
    handins = attackers(TOGETHER[request.param]) + [honest(n) for n in range(HONEST)]
    return request.param, watched(handins, request.param, tmp_path_factory.mktemp(request.param))


def expect(name: str, seen: Watched) -> None:
    """That an attack's results are what its notebook says they must be."""
    told = about(name)
    for graded in seen.results(name):
        result = graded.result
        assert result is not None and not result.fault, f"{graded.handin.student}: {graded.handin.problem or result}"
        assert [m.task for m in result.marks] == list(TASKS), "A mark is lost."
        assert sum(m.out_of for m in result.marks) == 20
        assert result.points == told["points"], result
        flags = " ".join(result.flags)
        assert re.search(told["flag"], flags) if told["flag"] else not flags, flags
        by_task = {m.task: m for m in result.marks}
        assert {t: by_task[t].state for t in told["state"]} == told["state"], result
        assert "loot" not in by_task["2.1"].answer or by_task["2.1"].answer == '{"loot":[]}', by_task["2.1"].answer
    assert len(seen.results(name)) == told.get("copies", 1)


@pytest.mark.parametrize("name", [n for n in ATTACKS if n not in APART])
def test_an_attack_gains_nothing_and_ends_as_its_notebook_says(whole, name):
    kernel, seen = whole
    if name not in TOGETHER[kernel]:
        pytest.skip(
            "The slow kernel runs those that try the sandbox itself; what is read and marked outside is the same."
        )
    expect(name, seen)


def test_honest_hand_ins_among_attacks_have_full_marks(whole):
    honest_ones = [g for student, g in whole[1].graded.items() if student.startswith("honest")]
    assert [g.result.points for g in honest_ones] == [20] * HONEST
    assert not [g.result.flags + g.result.notes for g in honest_ones if g.result.flags or g.result.notes]


def test_each_hand_in_comes_back(whole):
    kernel, seen = whole
    assert set(seen.graded) == {h.student for h in attackers(TOGETHER[kernel])} | {f"honest-{n}" for n in range(HONEST)}


def test_no_process_and_no_temporary_file_outlives_the_run(whole):
    assert whole[1].left == []


def test_no_connection_reaches_this_machine(whole):
    assert whole[1].reached == []


def test_key_and_secrets_are_unchanged_and_in_no_result(whole):
    assert whole[1].kept
    assert CANARY not in whole[1].everything
    assert LEFT not in whole[1].keyring


def test_hidden_inputs_are_in_no_result(whole):
    public = json.dumps(known()["tasks"]["2.3"]["inputs"])
    hidden = set(re.findall(r'"(X\d+)"', json.dumps(key().tasks["2.3"]["inputs"]))) - set(
        re.findall(r'"(X\d+)"', public)
    )
    assert hidden
    assert not [name for name in hidden if re.search(rf"\b{name}\b", whole[1].everything)]
    assert "SMUGGLED" not in whole[1].everything


def test_results_stay_small(whole):
    assert whole[1].size < 3_000_000


def test_pages_hold_no_script_of_a_student(whole, tmp_path):
    report.write(gradebook.choose(list(whole[1].graded.values())), tmp_path, {"tasks": key().tasks}, known())
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
    limit = about(name).get("alone", 60)
    seen = watched(attackers([name]), NURSERY, tmp_path, limit)
    if name == "read_the_keyring" and not seen.keyring:
        pytest.skip("Linux gives no session keyring here.")
    assert seen.seconds < limit
    assert CANARY not in seen.everything and "SMUGGLED" not in seen.everything
    assert LEFT not in seen.keyring and not seen.left
    expect(name, seen)


def test_the_start_of_a_kernel_takes_nothing_of_a_students_time(tmp_path):
    setting = run.Settings(SANDBOX, 1, CELL_SECONDS, 0.7)  # its cells take a tenth of that; to load a kernel takes more
    (graded,) = run.grade([honest(0)], key(), setting, tmp_path)
    assert graded.result.points == 20, graded.result


def _cell(parent: SimpleNamespace, number: int, kind: str, source: str) -> nbval_plugin.PaperCell:
    """A cell as pytest would have collected it."""
    cell = object.__new__(nbval_plugin.PaperCell)
    made = {"parent": parent, "cell_num": number, "kind": kind, "task": "2.1", "title": "", "output_timeout": 5}
    made["cell"] = NotebookNode(cell_type="code", source=source, outputs=[], execution_count=1)
    made["options"] = {"check": kind == "check", "check_exception": True, "skip": False}
    made["config"] = SimpleNamespace(option=SimpleNamespace(nbval_cell_timeout=60))
    for name, value in made.items():
        setattr(cell, name, value)
    return cell


def test_a_kernel_that_dies_between_two_cells_costs_no_mark():
    sitting = nbval_plugin.Sitting("a-print", NURSERY, "a-seed", key().tasks, CELL_SECONDS, 60)
    parent = SimpleNamespace(kernel=None, timed_out=False)
    parent.get_kernel_message = lambda timeout: parent.kernel.get_message("iopub", timeout)
    try:
        sitting.take(_cell(parent, 0, "student", "parting = {'a': 'right'}"))
        psutil.Process(sitting.kernel._pid()).kill()
        time.sleep(0.5)
        mark = sitting.take(_cell(parent, 1, "check", 'from seminar.exercises import check\ncheck("2.1", parting)'))
        assert mark is not None and mark.out_of == 8
    finally:
        sitting.close()


def test_a_nursery_that_has_ended_says_so():
    nursery = sandbox.Nursery()
    nursery.end()
    with pytest.raises(sandbox.SandboxError):
        nursery.ask("poll", number=1)


def test_a_nursery_that_cannot_load_is_a_fault_of_the_machine_and_stops_nothing_else(monkeypatch):
    sandbox.close_nursery()
    monkeypatch.setattr(sandbox, "package", list)  # it finds no seminar
    try:
        with pytest.raises(kernels.KernelLost, match="No module named"):
            StudentKernel(NURSERY)  # without a signal to this process and its family, which would stop the tests
    finally:
        sandbox.close_nursery()


def test_what_nobody_thought_of_costs_no_mark(monkeypatch):
    sitting = nbval_plugin.Sitting("a-print", NURSERY, "a-seed", key().tasks, CELL_SECONDS, 60)
    monkeypatch.setattr(sitting, "_run", lambda _item: 1 / 0)
    assert sitting.take(_cell(SimpleNamespace(), 0, "check", "")) is None
    assert "ZeroDivisionError" in sitting.fault and sitting.result(0).fault


# --- memory, with a small limit


def _drive(kernel: StudentKernel, source: str, seconds: float = 6.0) -> str:
    """A cell in a kernel, as nbval runs it; the name of the error that it stopped with."""
    kernel.allow(seconds)
    asked = kernel.execute_cell_input(source)
    error = ""
    try:
        kernel.await_reply(asked)
        while (message := kernel.get_message("iopub", 5))["content"].get("execution_state") != "idle":
            error = message["content"].get("ename", error)
    except Empty:
        kernel.interrupt()
    return error


@pytest.fixture
def frugal(monkeypatch):
    """A kernel, and a grader that allows it 400 MB."""
    kernel = StudentKernel(NURSERY)
    monkeypatch.setattr(kernels, "MEMORY", 400 << 20)
    yield kernel
    kernel.stop()


HOLD = """
import os, time
if os.fork() == 0:
    held = bytearray(500 << 20)
    held[::4096] = b"x" * len(held[::4096])
    time.sleep(60)
    os._exit(0)
"""


def test_memory_of_several_processes_is_limited(frugal):
    _drive(frugal, f"{HOLD}\ntime.sleep(60)", 6)
    assert frugal.too_large


def test_memory_is_looked_at_however_short_cells_are(frugal):
    _drive(frugal, HOLD)
    for _ in range(20):
        if frugal.too_large or not frugal.is_alive():
            break
        _drive(frugal, "import time; time.sleep(0.3)")
    assert frugal.too_large


def test_memory_is_counted_while_processes_come_and_go(frugal):
    loop = "while True:\n            p = os.fork()\n            if p == 0: os._exit(0)\n            os.waitpid(p, 0)"
    churn = f"for _ in range(6):\n    if os.fork() == 0:\n        {loop}\n"
    _drive(frugal, f"{HOLD}\n{churn}\ntime.sleep(60)", 9)
    assert frugal.too_large


def test_memory_of_a_process_whose_first_thread_has_ended_is_counted(frugal):
    end = {"x86_64": 60, "aarch64": 93}.get(platform.machine())
    if end is None:
        pytest.skip("The number of the call is not known here.")
    rest = "threading.Thread(target=time.sleep, args=(60,)).start()"
    hold = HOLD.replace("time.sleep(60)", f"{rest}\n    ctypes.CDLL(None).syscall({end}, 0)")
    _drive(frugal, f"import ctypes, threading\n{hold}\ntime.sleep(60)", 6)
    assert frugal.too_large


def test_memory_that_no_process_maps_is_counted_or_refused(frugal):
    fill = "held = [os.memfd_create(str(n)) for n in range(20)]\nfor f in held: os.write(f, b'x' * (30 << 20))"
    error = _drive(frugal, f"import os, time\n{fill}\ntime.sleep(60)", 6)
    assert frugal.too_large or error == "PermissionError"


def test_memory_of_segments_is_counted_or_refused(frugal):
    segment = "s = c.shmget(0, ctypes.c_size_t(300 << 20), 0o1600); assert s >= 0; a = c.shmat(s, None, 0); ctypes.memset(a, 1, 300 << 20); c.shmdt(a)"
    load = "import ctypes, time\nc = ctypes.CDLL(None); c.shmat.restype = ctypes.c_void_p; c.shmdt.argtypes = [ctypes.c_void_p]"
    error = _drive(frugal, f"{load}\nfor _ in range(2):\n    {segment}\ntime.sleep(60)", 6)
    assert frugal.too_large or error == "AssertionError"


@pytest.mark.parametrize(
    "size",
    [
        330_000,
        2_500_000,
    ],
)
def test_messages_fill_no_memory_of_the_grader(frugal, size):
    send = "k.session.send(k.iopub_socket, 'display_data', body, parent=k.get_parent())"
    body = 'b\'{"data":{"application/vnd.seminar.answer+json":[\' + b"[]," * SIZE + b"0]}}"'.replace("SIZE", str(size))
    Path("/proc/self/clear_refs").write_text("5")  # the highest use counts from here
    before = psutil.Process().memory_info().rss
    _drive(
        frugal, f"k = get_ipython().kernel\nbody = {body}\nfor _ in range({24_000_000 // 3 // size * 2}): {send}", 10
    )
    highest = int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) << 10
    assert highest - before < 250 << 20
