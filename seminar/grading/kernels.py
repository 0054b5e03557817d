"""A student's kernel as nbval sees it: what it sends is read without trust, what it takes is bounded.

nbval's own :class:`nbval.kernel.RunningKernel` notices a dead kernel only when the time is up, keeps all that a cell prints, and
believes each message. This one looks at once, keeps only what a mark is made from, and ends what will not end.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from queue import Empty

import psutil
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import channel_socket_types
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from nbval.kernel import RunningKernel

from ..exercises.conventions import MIME
from .inside import SIZES
from .sandbox import SandboxError

SANDBOX, NURSERY, UNSAFE = "seminar-sandbox", "seminar-nursery", "local-provisioner"
LARGEST = 8 << 20  # bytes of one message; ZeroMQ drops the connection of a kernel that sends a larger one
READ = 1 << 20  # bytes of one message that is opened; an answer is far shorter
WAITING = 16  # messages that have come and are not looked at; the kernel keeps what is more
AT_A_TIME = 2 << 20  # bytes of messages between two looks at the clock
FILES = 20_000  # in one folder of the sandbox: empty ones take memory as well
MEMORY = 2 << 30  # bytes of all processes of one hand-in
KEPT = 50  # messages of one cell that a mark may be made from
GRACE = 2.0  # seconds that an interrupted cell has to stop
START = 60.0


class KernelLost(RuntimeError):
    """The kernel could not be started or reached: a fault of the machine, not of the student."""


class _Client(BlockingKernelClient):
    """A client that refuses large messages, and never connects to a socket a second time: it may be another by then."""

    def _create_connected_socket(self, channel: str, identity: bytes | None = None) -> zmq.Socket:
        socket = self.context.socket(channel_socket_types[channel])
        socket.linger = 0
        socket.setsockopt(zmq.MAXMSGSIZE, LARGEST)
        socket.setsockopt(zmq.RCVHWM, WAITING)
        socket.setsockopt(zmq.RECONNECT_IVL, -1)
        socket.setsockopt(zmq.SNDTIMEO, int(1000 * GRACE))  # else a word to a kernel that has gone would wait for ever
        if identity:
            socket.identity = identity
        socket.connect(self._make_url(channel))
        return socket


class _Manager(KernelManager):
    """A manager of a kernel whose specification stands nowhere on disk."""

    def _connect_control_socket(self) -> None:
        """It is stopped by force, never by request."""


class StudentKernel(RunningKernel):
    """One kernel for one hand-in. ``how`` names the provisioner; ``seed`` sets chance in the kernel.

    ``timed_out`` tells whether the last cell ran out of time, ``starved`` whether the machine kept it waiting for long, and
    ``ended`` is the exit code of a kernel that died.
    """

    def __init__(self, how: str, seed: str = ""):
        self.timed_out = self.starved = self.too_large = False
        self.ended: int | None = None
        self._kept: deque[dict] = deque()
        self._over = False  # whether the running cell has said that it has ended
        self._asked, self._limit, self._deadline, self._looked = "", 20.0, 0.0, time.monotonic()
        self.folder = tempfile.mkdtemp(prefix="seminar-")
        self.how = how
        try:
            self._start(seed)
        except (SandboxError, RuntimeError, OSError, Empty, zmq.ZMQError) as error:
            self.stop()
            raise KernelLost(str(error) or "The kernel did not answer after it was started.") from error

    def _start(self, seed: str) -> None:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
        spec = KernelSpec(
            argv=argv,
            display_name="student",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": self.how}},
        )
        self.km = _Manager(context=zmq.Context.instance(), connection_file=str(Path(self.folder) / "kernel.json"))
        self.km._kernel_spec = spec
        own = {"SEMINAR_GRADING": "1", "HOME": self.folder, "PYTHONHASHSEED": "0"}
        self.km.start_kernel(seed=seed) if self.how != UNSAFE else self.km.start_kernel(
            cwd=self.folder, env=os.environ | own
        )
        if self.how != UNSAFE:  # its sockets stand already; elsewhere a client may have to knock twice
            self.km.client_factory = _Client
        self.kc = self.km.client(context=self.km.context)
        self.kc.start_channels(stdin=False, hb=False, control=False)
        self.poller = zmq.Poller()
        for channel in (self.kc.shell_channel, self.kc.iopub_channel):
            self.poller.register(channel.socket, zmq.POLLIN)
        self._shake_hands()

    def _shake_hands(self) -> None:
        """Ask until an answer has come on both channels: the kernel may be slow, a subscription may be late."""
        end, patience = time.monotonic() + START, 0.05
        while True:
            self._begin(self.kc.kernel_info(), START)
            self.await_reply(self._asked, START)
            try:
                self.await_idle(self._asked, patience)
                return
            except Empty:
                if time.monotonic() > end:
                    raise
                patience = min(2 * patience, 1.0)

    # --- what nbval asks of a kernel

    def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
        """Send a cell; its time begins now. RuntimeError if nobody takes it any more."""
        try:
            self._begin(super().execute_cell_input(cell_input, allow_stdin=False), self._limit)
        except zmq.ZMQError:
            raise RuntimeError("The kernel has closed its door.") from None
        return self._asked

    def allow(self, seconds: float) -> None:
        """The time of the cells that follow, in seconds."""
        self._limit = seconds

    def _begin(self, asked: str, seconds: float) -> None:
        self._asked, self._waited = asked, self._delay()
        self._kept.clear()
        self._over = False
        self.timed_out = self.starved = self.too_large = False
        self._end = time.monotonic() + seconds
        self._deadline = self._end + GRACE

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        """Wait for the end of a cell. Empty if its time is up, the kernel has died or has taken too much memory."""
        began = time.monotonic()
        while True:
            self._read_output()
            for message in self._messages(self.kc.shell_channel):
                if _parent(message) == msg_id:
                    return self._leave(message)
            if not self.is_alive():
                raise Empty
            if self._too_large():
                self.too_large = True
                self._kill()
                raise Empty
            left = self._end - time.monotonic()
            if left <= 0:
                self.timed_out = True
                self.starved = self.delayed() > 0.2 * (time.monotonic() - began)
                raise Empty
            self.poller.poll(1000 * min(left, 0.25))

    def _leave(self, reply: dict) -> None:
        """A cell that calls exit() ends the kernel a moment after its reply: wait, so that no other cell pays for it."""
        content = reply.get("content")
        payload = content.get("payload") if isinstance(content, dict) else None
        if isinstance(payload, list) and any(isinstance(p, dict) and p.get("source") == "ask_exit" for p in payload):
            end = time.monotonic() + GRACE
            while self.is_alive() and time.monotonic() < end:
                time.sleep(0.02)

    def get_message(self, stream: str, timeout: float | None = None) -> dict:
        """The next message of the running cell that matters. Empty if none comes in time."""
        end = min(time.monotonic() + (timeout or 0), self._deadline)
        while True:
            self._read_output()
            if self._kept:
                return self._kept.popleft()
            left = end - time.monotonic()
            if left <= 0 or not self.is_alive():
                raise Empty
            self.kc.iopub_channel.socket.poll(1000 * min(left, 0.25))

    def is_alive(self) -> bool:
        """Whether it still runs; the exit code of one that does not is kept."""
        if getattr(self, "km", None) is None or not self.km.has_kernel or self.ended is not None:
            return False
        own = getattr(self.km.provisioner, "runs", None)  # ours tell at once; it is asked many times a cell
        if own() if own else self.km.is_alive():
            return True
        try:
            self.ended = _status(self.km)
        except Exception:  # the nursery has gone, and nobody knows
            return False
        return self.ended is None  # its threads are still ending

    def interrupt(self) -> None:
        """Ask it to stop what it does; one that does not listen is stopped."""
        if self.is_alive():
            with contextlib.suppress(Exception):
                self.km.interrupt_kernel()

    def stop(self) -> None:
        """End it and everything that it started, and wait until that is done."""
        if getattr(self, "kc", None) is not None:
            self.kc.stop_channels()
            self.kc = None
        if getattr(self, "km", None) is not None:
            self._kill()
            self.km = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _kill(self) -> None:
        with contextlib.suppress(SandboxError, RuntimeError, OSError):
            if self.km.has_kernel:
                self.km.shutdown_kernel(now=True)

    # --- what it sends

    def _messages(self, channel: object) -> list[dict]:
        """What is ready on a channel and can be read at all; the clock is looked at between two calls."""
        found, size = [], 0
        while size < AT_A_TIME and channel.socket.poll(0):
            size += 1000
            with contextlib.suppress(Exception):  # whatever it sent, it was no message
                frames = channel.socket.recv_multipart(zmq.NOBLOCK)
                size += sum(map(len, frames))
                if sum(map(len, frames)) <= READ:
                    found.append(self.kc.session.deserialize(self.kc.session.feed_identities(frames)[1]))
        return found

    def _read_output(self) -> None:
        """Keep what matters of the running cell, up to the first word that it has ended: nbval looks no further."""
        for message in self._messages(self.kc.iopub_channel):
            if self._over or _parent(message) != self._asked:
                continue
            kept = _useful(message)
            self._over = bool(kept) and kept["content"].get("execution_state") == "idle"
            if kept and (len(self._kept) < KEPT or self._over):
                self._kept.append(kept)

    # --- what it takes

    def _pid(self) -> int:
        return getattr(self.km.provisioner, "pid", 0) or 0

    def delayed(self) -> float:
        """Seconds of the running cell in which it was ready to run and the machine had no processor for it."""
        return max(self._delay() - self._waited, 0.0)

    def _delay(self) -> float:
        """The same since the kernel began."""
        try:
            return int(Path(f"/proc/{self._pid()}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0

    def _too_large(self) -> bool:
        """Whether all processes together hold too much; looked at twice a second, however short the cells are."""
        if self.how == UNSAFE or time.monotonic() < self._looked + 0.5 or not self._pid():
            return False  # without a sandbox its folders are everybody's
        self._looked = time.monotonic()
        if any(_files(f"/proc/{self._pid()}/root{folder}") > FILES for folder in SIZES):
            return True
        with contextlib.suppress(psutil.Error):
            first = psutil.Process(self._pid())
            return sum(_share(p.pid) for p in (first, *first.children(recursive=True))) > MEMORY
        return False


def _share(pid: int) -> int:
    """Bytes that a process holds, of what it shares its part; 0 if it has just ended.

    Asked of its threads: a process whose first thread has ended tells of no memory, and holds it still.
    """
    for told in sorted(Path(f"/proc/{pid}/task").glob("*/smaps_rollup")):
        with contextlib.suppress(OSError):
            if found := re.search(rb"^Pss:\s+(\d+) kB", told.read_bytes(), re.M):
                return int(found[1]) << 10
    return 0


def _files(folder: str) -> int:
    """How many files the disk of a folder holds; 0 if nobody can say."""
    try:
        told = os.statvfs(folder)
    except OSError:
        return 0
    return told.f_files - told.f_ffree


def _status(manager: KernelManager) -> int | None:
    from jupyter_core.utils import run_sync

    return run_sync(manager.provisioner.poll)()


def _parent(message: dict) -> str:
    header = message.get("parent_header")
    return str(header.get("msg_id", "")) if isinstance(header, dict) else ""


def _useful(message: dict) -> dict | None:
    """The message rebuilt from what a mark may be made from; None if there is nothing. nbval reads what is returned."""
    kind, content = message.get("msg_type"), message.get("content")
    if not isinstance(content, dict):
        return None
    if kind == "status":
        if content.get("execution_state") != "idle":
            return None
        made: dict = {"execution_state": "idle"}
    elif kind == "error":
        made = {
            "ename": _whole(str(content.get("ename"))[:100]),
            "evalue": _whole(str(content.get("evalue"))[:300]),
            "traceback": [],
        }
    elif kind in ("execute_result", "display_data"):
        data = content.get("data")
        if not isinstance(data, dict) or MIME not in data:
            return None
        try:
            text = _whole(
                json.dumps(data[MIME], ensure_ascii=False)
            )  # as text: who carries it on need not look into it
        except (RecursionError, ValueError):
            return None
        made = {"data": {MIME: text}, "metadata": {}, "execution_count": 0}
    else:
        return None
    return {"msg_type": kind, "parent_header": {"msg_id": _parent(message)}, "content": made}


def _whole(text: str) -> str:
    """The text without half characters, which cannot be written."""
    return text.encode("utf-8", "replace").decode("utf-8")
