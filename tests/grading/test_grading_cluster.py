"""On several machines as on one: a real scheduler and two workers, on this machine's own address."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import classroom
import hand_ins
import pytest
from hand_ins import wait_until

from seminar.grading import run
from seminar.grading.intake import collect

cluster = pytest.importorskip(
    "seminar.grading.cluster", reason="distributed is not installed (pip install -e '.[cluster]')"
)
SETTINGS = run.Settings(run.SANDBOX, 2)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """A scheduler's address, and a function that starts a worker; all end with the tests."""
    folder, started, port = tmp_path_factory.mktemp("dask"), [], free_port()
    address = f"tcp://127.0.0.1:{port}"

    def begin(*words: str) -> subprocess.Popen:
        with (folder / f"log-{len(started)}.txt").open("wb") as log:
            command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:], "--no-dashboard"]
            started.append(subprocess.Popen(command, cwd=hand_ins.ROOT, stdout=log, stderr=log))
        return started[-1]

    def worker() -> subprocess.Popen:
        place = folder / f"worker-{len(started)}"
        return begin(
            "dask_worker",
            address,
            "--nthreads",
            "1",
            "--no-nanny",
            "--host",
            "127.0.0.1",
            "--local-directory",
            str(place),
        )

    begin("dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
    yield address, worker
    for process in reversed(started):
        process.kill()
        process.wait()


def workers_of(address: str) -> int:
    from distributed import Client

    with Client(address, timeout="60s") as client:
        return len(client.scheduler_info()["workers"])


def marks(given: list, store: Path, runner=None) -> str:
    return hand_ins.marks_csv(run.grade(given, hand_ins.key(), SETTINGS, store, runner))


def test_a_scheduler_without_workers_says_so(scheduler):
    address, _ = scheduler
    wait_until("the scheduler", lambda: workers_of(address) == 0)
    with pytest.raises(cluster.ClusterError, match="no workers"), cluster.connected(address, SETTINGS, hand_ins.key()):
        pass


def test_two_workers_give_the_same_marks_as_this_machine_also_when_one_of_them_dies(scheduler, tmp_path, monkeypatch):
    hand_ins.needs_sandbox()
    address, worker = scheduler
    doomed, _ = worker(), worker()
    wait_until("two workers", lambda: workers_of(address) == 2)
    monkeypatch.setattr(cluster, "PIECE", 2)
    classroom.make(tmp_path / "in", 24, 5, exercises=[hand_ins.SECOND])
    handins = collect(tmp_path / "in")
    here = marks(handins, tmp_path / "here")
    with cluster.connected(address, SETTINGS, hand_ins.key()) as runner:

        def loses_one(units, how):
            for found in runner(units, how):
                if doomed.poll() is None:
                    doomed.kill()
                yield found

        there = marks(handins, tmp_path / "there", loses_one)
    assert here == there and here.count("\n") > 24 * 3


def test_a_worker_with_another_seminar_is_refused(scheduler):
    hand_ins.needs_sandbox()  # a worker is asked for that first
    address, worker = scheduler
    if workers_of(address) == 0:
        worker()
        wait_until("a worker", lambda: workers_of(address) > 0)
    other = run.Key(hand_ins.key().text, hand_ins.key().exercises, "another stamp")
    with (
        pytest.raises(cluster.ClusterError, match="another version of the seminar"),
        cluster.connected(address, SETTINGS, other),
    ):
        pass


def test_no_scheduler_is_a_sentence(monkeypatch):
    monkeypatch.setattr(cluster, "_SECONDS", "1s")
    nowhere = cluster.connected(f"tcp://127.0.0.1:{free_port()}", SETTINGS, hand_ins.key())
    with pytest.raises(cluster.ClusterError, match="There is no Dask scheduler at"), nowhere:
        pass
