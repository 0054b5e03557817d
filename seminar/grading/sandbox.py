"""Where a student's code runs: bubblewrap, started anew for each hand-in, with a plain Python in it.

It has namespaces of its own (user, process, mount, network, IPC, host name), no capability, a cleared environment, and a filter on
calls of the system that no hand-in needs, every socket among them. Python, what is installed for it, the package and its tables stand
there to read; three small folders in memory to write. Neither the key nor submissions nor grades are there.

Started by root, the sandbox belongs to ``nobody``.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import queue
import re
import shutil
import signal
import site
import struct
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

import psutil

HOME, INSIDE, NOBODY = "/home/student", "/seminar", 65534
SIZES = {
    HOME: 64 << 20,
    "/tmp": 64 << 20,
    "/dev/shm": 16 << 20,
}  # bytes of all that can be written to, and it is memory
FILES = 20_000  # in one of these folders: empty ones take memory as well
LIMITS = {
    "as": 3 << 30,
    "cpu": 300,
    "fsize": 32 << 20,
    "nproc": 48,
    "nofile": 128,
    "core": 0,
    "msgqueue": 0,
    "memlock": 0,
}
MEMORY = 2 << 30  # bytes of all processes of one hand-in
LINE, LINES, ALL_LINES = 1 << 20, 2_000, 8 << 20  # bytes of one line, lines, and bytes of all that a hand-in may send
PIPE = 60_000  # bytes that a pipe takes though nobody reads
START_SECONDS = 60.0
LOOK_SECONDS = 0.5  # between two looks at memory
_PACKAGE = Path(__file__).resolve().parent.parent
_BEGIN = "import sys; sys.path.append(sys.argv[1]); from seminar.grading import runner; runner.main()"


class SandboxError(RuntimeError):
    """The sandbox cannot be had, or could not be started; the message says what to do."""


# --- bubblewrap's command


def mounts() -> list[Path]:
    """The folders that a hand-in may read: the system's programs, Python, and what is installed for it."""
    kept: list[Path] = []
    for path in sorted({p.resolve() for p in (Path("/usr"), Path(sys.prefix), Path(sys.base_prefix), *installed())}):
        if not any(path.is_relative_to(k) for k in kept):
            kept.append(path)
    return kept


def installed() -> list[Path]:
    """Where the packages that are installed for this Python stand."""
    folders = (*site.getsitepackages(), site.getusersitepackages())
    return [Path(p) for p in folders if p in sys.path and Path(p).exists()]


def package() -> list[tuple[Path, str]]:
    """The package and its tables, and where they stand in the sandbox; not the checkout around them, which holds the key."""
    tables = _PACKAGE.parent / "data"
    return [(_PACKAGE, f"{INSIDE}/seminar")] + ([] if (_PACKAGE / "data").exists() else [(tables, f"{INSIDE}/data")])


def needed() -> list[Path]:
    """All paths of this machine that stand in the sandbox because Python or the package needs them."""
    return [*mounts(), *(source for source, _ in package())]


def folders() -> dict[str, int]:
    """The folders that a hand-in may write to, with their sizes. One in which Python or the package stands is not among them."""
    return {folder: size for folder, size in SIZES.items() if not any(p.is_relative_to(folder) for p in needed())}


def exposes(path: Path) -> Path | None:
    """The folder that a hand-in may read and in which ``path`` lies; None if the path is out of its reach."""
    whole = path.resolve()
    return next((m for m in needed() if whole.is_relative_to(m)), None)


@cache
def command() -> tuple[str, ...]:
    """bubblewrap, up to the program that is to run in it."""
    apart = "bwrap --unshare-user --uid 1000 --gid 1000 --unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try"
    ended = "--hostname seminar --die-with-parent --new-session --as-pid-1 --disable-userns --clearenv"
    made = [*apart.split(), *ended.split()]
    for name, value in environment().items():
        made += ["--setenv", name, value]
    for path in mounts():
        made += ["--ro-bind", str(path), str(path)]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        whole = Path("/", name)
        if whole.is_symlink():
            made += ["--symlink", str(whole.readlink()), str(whole)]
        elif whole.exists():
            made += ["--ro-bind", str(whole), str(whole)]
    for kept in ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"):
        made += ["--ro-bind-try", kept, kept]
    for source, target in package():
        made += ["--ro-bind", str(source), target]
    made += ["--proc", "/proc", "--dev", "/dev"]
    for folder, size in folders().items():
        made += ["--perms", "0700", "--size", str(size), "--tmpfs", folder]
    made += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME]
    return (*(_as_nobody() if os.getuid() == 0 else ()), *made)


def environment() -> dict[str, str]:
    """All that a hand-in knows of its surroundings."""
    made = {
        "HOME": HOME,
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",  # the order of a set is the same each time
        "PYTHONDONTWRITEBYTECODE": "1",
        "IPYTHONDIR": f"{HOME}/.ipython",
        "MPLCONFIGDIR": f"{HOME}/.matplotlib",
        "MPLBACKEND": "agg",
        "SEMINAR_GRADING": "1",
        "SEMINAR_PREDICT": "off",
    }
    made |= {} if "/tmp" in folders() else {"TMPDIR": HOME}
    made |= {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR")}
    kept = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # some processors need them for right results
    return made | {name: os.environ[name] for name in kept if name in os.environ}


def _as_nobody() -> list[str]:
    """For root: become nobody first; where nobody may not reach what Python needs, in a view of the files in which it may.

    A folder that only root may enter is covered by an empty one in which just what is needed stands again.
    """
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    covered: dict[Path, list[Path]] = {}
    for path in needed():
        if closed := next((p for p in reversed(path.parents) if not p.stat().st_mode & 1), None):
            covered.setdefault(closed, []).append(path)
    if not covered:
        return become
    made = ["bwrap", "--die-with-parent", "--dev-bind", "/", "/"]
    for folder, paths in covered.items():
        made += ["--perms", "0755", "--tmpfs", str(folder)]
        for path in paths:
            between = [p for p in reversed(path.parents) if p.is_relative_to(folder) and p != folder]
            made += [word for p in between for word in ("--perms", "0755", "--dir", str(p))]
            made += ["--ro-bind", str(path), str(path)]
    return [*made, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--", *become]


@cache
def unavailable() -> str:
    """Why there is no sandbox here, in a sentence with what to do; empty if there is one."""
    if not sys.platform.startswith("linux"):
        return "What has to be run needs Linux with bubblewrap. Grade on Linux, in a virtual machine, or in WSL 2 on Windows."
    if shutil.which("bwrap") is None:
        return "What has to be run needs bubblewrap, and there is no command bwrap. Install it: apt install bubblewrap, or dnf install bubblewrap."
    try:
        tried = subprocess.run([*command(), "--", "true"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"The sandbox cannot be started: {error}"
    if tried.returncode == 0:
        return ""
    return (
        f"The sandbox cannot be started; bubblewrap says: {tried.stderr.strip()[-300:] or tried.returncode}. Containers and some "
        "systems (Ubuntu 24.04 without an AppArmor profile for bwrap) bar user namespaces; grade on a system that allows them."
    )


# --- the filter on calls of the system

# What no hand-in needs: sockets, other namespaces, keys, tracing, other processes' memory, and memory that counts as nobody's; of
# fcntl the lease, by which who owns a file keeps others waiting who open it, and the package's files are the grader's. The numbers are
# Linux's on each kind of processor; on others this layer is missing, and the rest of the sandbox stands.
_CALLS = {
    "x86_64": (0xC000003E, 72, (41, 53, 272, 308, 165, 248, 249, 250, 101, 321, 298, 323, 425, 319, 447, 29, 68, 64, 240, 300, 154, 312, 310,
                                311, 155, 161, 303, 304, 428, 429, 430, 431, 432, 442)),
    "aarch64": (0xC00000B7, 25, (198, 199, 97, 268, 40, 217, 218, 219, 117, 280, 241, 282, 425, 279, 447, 194, 186, 190, 180, 262, None, 272,
                                 270, 271, 41, 51, 264, 265, 428, 429, 430, 431, 432, 442)),
}  # fmt: skip
CALLS = (
    "socket", "socketpair", "unshare", "setns", "mount", "add_key", "request_key", "keyctl", "ptrace", "bpf", "perf_event_open", "userfaultfd",
    "io_uring_setup", "memfd_create", "memfd_secret", "shmget", "msgget", "semget", "mq_open", "fanotify_init", "modify_ldt", "kcmp",
    "process_vm_readv", "process_vm_writev", "pivot_root", "chroot", "name_to_handle_at", "open_by_handle_at", "open_tree", "move_mount",
    "fsopen", "fsconfig", "fsmount", "mount_setattr",
)  # fmt: skip


def refused() -> dict[str, int]:
    """The calls that are refused, with their numbers on this kind of processor."""
    numbers = _CALLS.get(platform.machine(), (0, 0, ()))[2]
    return {name: number for name, number in zip(CALLS, numbers, strict=False) if number is not None}


@cache
def call_filter() -> bytes:
    """A seccomp program that answers these calls with "not permitted"; empty for a kind of processor that is not known."""
    machine, fcntl, _ = _CALLS.get(platform.machine(), (0, 0, ()))
    if not machine:
        return b""
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JGE|K, BPF_RET|K
    kind, number, second, lease, other_numbers = 4, 0, 24, 1024, 0x40000000  # linux/seccomp.h; F_SETLEASE; x32's bit
    steps: list[tuple] = [
        (load, kind),
        (equal, machine, "on", "refuse"),
        (load, number),
        (at_least, other_numbers, "refuse", "on"),
    ]
    steps += [(equal, call, "refuse", "on") for call in sorted(refused().values())]
    steps += [(equal, fcntl, "on", "allow"), (load, second), (equal, lease, "refuse", "allow")]
    ends = {"allow": 0x7FFF0000, "refuse": 0x00050000 | 1}  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO with EPERM
    made = b""
    for at, (code, value, *jumps) in enumerate(steps):
        places = {"on": 0, "allow": len(steps) - at - 1, "refuse": len(steps) - at}
        made += struct.pack("=HBBI", code, *([places[j] for j in jumps] or (0, 0)), value)
    return made + b"".join(struct.pack("=HBBI", give, 0, 0, value) for value in ends.values())


# --- a process in it

_running: set[Jail] = set()
_closing = threading.Event()


class Jail:
    """A Python that runs one hand-in, and the two pipes to it. ``apart``: in the sandbox; else as whoever grades, with all their rights."""

    def __init__(self, apart: bool = True) -> None:
        self.apart, self.too_large = apart, False
        self.lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._looked, self._first = time.monotonic(), 0
        words = [sys.executable, "-S", "-P", "-s", "-c", _BEGIN, INSIDE if apart else str(_PACKAGE.parent)]
        if _closing.is_set():
            raise SandboxError("The run is being stopped.")
        lines: dict[str, Any] = dict.fromkeys(("stdin", "stdout"), subprocess.PIPE)
        lines |= {"stderr": subprocess.DEVNULL, "cwd": "/", "start_new_session": True}
        if not apart:
            own = {k: v for k, v in environment().items() if k.startswith(("PYTHON", "SEMINAR", "MPLBACKEND"))}
            lines["env"] = {k: v for k, v in os.environ.items() if not k.startswith("SEMINAR_")} | own
            self.process = subprocess.Popen(words, **lines)
        else:
            self.process = self._in_bubblewrap(words, lines)
        self._in, self._out = cast("tuple[IO[bytes], IO[bytes]]", (self.process.stdin, self.process.stdout))  # pipes
        _running.add(self)
        threading.Thread(target=self._listen, daemon=True).start()

    def _in_bubblewrap(self, words: list[str], lines: dict) -> subprocess.Popen:
        reading, writing = os.pipe()
        try:
            os.write(writing, call_filter())
            os.close(writing)
            filtered = ["--seccomp", str(reading)] if call_filter() else []
            return subprocess.Popen([*command(), *filtered, "--", *words], **lines, pass_fds=(reading,))
        finally:
            os.close(reading)

    def _listen(self) -> None:
        """Read lines, in a thread of its own, up to what a hand-in may send."""
        size = 0
        for _ in range(LINES):
            try:
                line = self._out.readline(LINE + 1)
            except (OSError, ValueError):
                break
            size += len(line)
            if not line.endswith(b"\n") or size > ALL_LINES:
                self.lines.put(line and b"?")
                break
            self.lines.put(line)
        self.lines.put(b"")

    def say(self, message: object) -> None:
        """Send a line, in a thread of its own: nobody waits for a hand-in that does not read. One that has ended is seen by who asks next."""
        content = json.dumps(message).encode() + b"\n"

        def send() -> None:
            with contextlib.suppress(OSError, ValueError):
                self._in.write(content)
                self._in.flush()

        if len(content) < PIPE:
            return send()
        threading.Thread(target=send, daemon=True).start()

    def heard(self, seconds: float) -> bytes | None:
        """The next line; empty if it has ended, None if the time is up or it holds too much memory."""
        end = time.monotonic() + seconds
        while not self._holds_too_much():
            with contextlib.suppress(queue.Empty):
                line = self.lines.get(timeout=max(0.0, min(end - time.monotonic(), LOOK_SECONDS)))
                if not line:
                    self.lines.put(line)  # so that whoever asks again hears it too
                return line
            if time.monotonic() >= end:
                return None
        self.too_large = True
        return None

    def first(self) -> int:
        """The number by which this machine knows the first process in the sandbox; 0 while there is none."""
        while self.apart and not self._first:
            found = _children(self.process.pid)
            while found and _words(found[0]).startswith((b"bwrap", b"setpriv")):
                found = _children(found[0])
            if not found:
                return 0
            self._first = found[0]
        return self._first or self.process.pid

    def delayed(self) -> float:
        """Seconds in which it was ready to run and the machine had no processor for it."""
        try:
            return int(Path(f"/proc/{self.first()}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0

    def _holds_too_much(self) -> bool:
        """Whether all processes together hold too much memory, or a folder too many files; looked at twice a second."""
        if not self.apart or time.monotonic() < self._looked + LOOK_SECONDS or not self.first():
            return False  # without a sandbox its folders are everybody's
        self._looked = time.monotonic()
        if any(_files(f"/proc/{self.first()}/root{folder}") > FILES for folder in SIZES):
            return True
        with contextlib.suppress(psutil.Error):
            first = psutil.Process(self.first())
            return sum(_share(p.pid) for p in (first, *first.children(recursive=True))) > MEMORY
        return False

    def end(self) -> int:
        """Kill it and all in it, and wait until they are gone; the exit code, negative for a signal."""
        if self.process.poll() is None and self.apart and (first := self.first()):
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                os.kill(first, signal.SIGKILL)  # the first process takes all of its namespace with it
                self.process.wait(5)
        self.process.kill()
        with contextlib.suppress(OSError, AttributeError):  # whoever is left of its group would hold the pipe open
            os.killpg(self.process.pid, signal.SIGKILL)
        code = self.process.wait()
        _running.discard(self)
        for line in (self._in, self._out):
            with contextlib.suppress(OSError, ValueError):
                line.close()
        return 128 - code if code > 128 else code


def open_all() -> None:
    """Hand-ins may be run again."""
    _closing.clear()


def end_all() -> None:
    """Kill whatever this process still runs, and start no more."""
    _closing.set()
    for jail in list(_running):
        with contextlib.suppress(OSError):
            jail.process.kill()


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


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
    except (OSError, AttributeError):
        return 0
    return told.f_files - told.f_ffree
