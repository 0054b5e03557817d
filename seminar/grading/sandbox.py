"""Where a student's kernel lives: bubblewrap, by way of two kernel provisioners of jupyter_client.

``seminar-sandbox`` starts one kernel in one bubblewrap. ``seminar-nursery`` keeps a bubblewrap with everything loaded and forks a
kernel in namespaces of its own for each notebook, which is several times as fast. Both give a kernel the same: Python and the
package to read, three small folders in memory to write, no network, no other process, no capability, limits. Neither mounts the key,
the submissions or the grades. Messages pass over sockets that lie in the sandbox's own memory and are reached through
``/proc``: nothing that a student writes touches the instructor's disk.

Started by root, the sandbox belongs to ``nobody``.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import site
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from .inside import HOME, SIZES, SOCKETS

PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
INSIDE = "/seminar"
LIMITS = {
    "as": 3 << 30,
    "cpu": 300,
    "fsize": 32 << 20,
    "nproc": 48,
    "nofile": 256,
    "core": 0,
    "msgqueue": 0,
    "memlock": 0,
}
START_SECONDS = 60
_PACKAGE = Path(__file__).resolve().parent.parent


class SandboxError(RuntimeError):
    """The sandbox cannot be had, or a kernel could not be started in it; the message says what to do."""


# --- bubblewrap's command


def mounts() -> list[Path]:
    """The folders that a kernel may read: the system's programs, Python, and what is installed for it."""
    found = [Path("/usr"), Path(sys.prefix), Path(sys.base_prefix)]
    found += [
        Path(p) for p in (*site.getsitepackages(), site.getusersitepackages()) if p in sys.path and Path(p).exists()
    ]
    kept: list[Path] = []
    for path in sorted({p.resolve() for p in found}):
        if not any(path.is_relative_to(k) for k in kept):
            kept.append(path)
    return kept


def package() -> list[tuple[Path, str]]:
    """The package and its tables, and where they stand in the sandbox; not the checkout around them, which holds the key."""
    tables = _PACKAGE.parent / "data"
    return [(_PACKAGE, f"{INSIDE}/seminar")] + ([] if (_PACKAGE / "data").exists() else [(tables, f"{INSIDE}/data")])


def needed() -> list[Path]:
    """All paths of the host that stand in the sandbox because Python or the package needs them."""
    return [*mounts(), *(source for source, _ in package())]


def folders() -> dict[str, str]:
    """The folders that a kernel may write to, with their sizes. One in which Python or the package stands is not among them."""
    return {folder: size for folder, size in SIZES.items() if not any(p.is_relative_to(folder) for p in needed())}


def exposes(path: Path) -> Path | None:
    """The folder that a kernel may read and in which ``path`` lies; None if the path is out of its reach."""
    whole = path.resolve()
    return next((m for m in needed() if whole.is_relative_to(m)), None)


def command(program: list[str], kernels_fork: bool) -> list[str]:
    """bubblewrap, with a program of ours in it."""
    made = [
        "bwrap",
        "--unshare-user",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
    ]
    made += [
        "--unshare-cgroup-try",
        "--hostname",
        "seminar",
        "--die-with-parent",
        "--new-session",
        "--as-pid-1",
        "--clearenv",
    ]
    made += [] if kernels_fork else ["--disable-userns"]
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
    for path in ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"):
        made += ["--ro-bind-try", path, path]
    for source, target in package():
        made += ["--ro-bind", str(source), target]
    made += ["--proc", "/proc", "--dev", "/dev"]
    for folder, size in folders().items():
        made += ["--perms", "0700", "--size", str(int(size[:-1]) << {"k": 10, "m": 20}[size[-1]]), "--tmpfs", folder]
    made += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME, "--", *program]
    return [*_as_nobody(), *made] if os.getuid() == 0 else made


def environment() -> dict[str, str]:
    """All that a kernel knows of its surroundings."""
    made = {
        "HOME": HOME,
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": INSIDE,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "IPYTHONDIR": f"{HOME}/.ipython",
        "MPLCONFIGDIR": f"{HOME}/.matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "SEMINAR_GRADING": "1",
        "SEMINAR_PREDICT": "off",
    }
    made |= {} if "/tmp" in folders() else {"TMPDIR": HOME}
    made |= {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR")}
    kept = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # some processors need them for right results
    return made | {name: os.environ[name] for name in kept if name in os.environ}


def _as_nobody() -> list[str]:
    """For root: a program that becomes nobody and then starts bubblewrap, whose parent stays the grader and ends it."""
    covered: dict[str, list[str]] = {}
    for path in needed():
        if closed := next((p for p in reversed(path.parents) if not p.stat().st_mode & 1), None):
            covered.setdefault(str(closed), []).append(str(path))
    return [sys.executable, "-I", str(Path(__file__).with_name("inside.py")), "nobody", json.dumps(covered)]


@cache
def unavailable() -> str:
    """Why there is no sandbox here, in a sentence with what to do; empty if there is one."""
    if not sys.platform.startswith("linux"):
        return "The sandbox needs Linux: bubblewrap does not exist elsewhere. Grade on Linux, in a virtual machine, or in WSL 2 on Windows."
    if shutil.which("bwrap") is None:
        return "The sandbox needs bubblewrap, and there is no command bwrap. Install it: apt install bubblewrap, or dnf install bubblewrap."
    try:
        tried = subprocess.run(command(["true"], False), capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"The sandbox cannot be started: {error}"
    if tried.returncode == 0:
        return ""
    return (
        f"The sandbox cannot be started; bubblewrap says: {tried.stderr.strip()[-300:] or tried.returncode}. Containers and some "
        "systems (Ubuntu 24.04 without an AppArmor profile for bwrap) bar user namespaces; grade on a system that allows them."
    )


# --- processes in it


@dataclass
class Jail:
    """A running bubblewrap: its process, the number by which the host knows the first process in it, and its complaints."""

    process: subprocess.Popen
    pid: int
    complaints: Any = field(repr=False)

    @classmethod
    def start(cls, kind: str) -> Jail:
        """Start ``seminar.grading.inside`` in a sandbox. SandboxError says why that failed."""
        reading, writing = os.pipe()
        program = [sys.executable, "-P", "-m", "seminar.grading.inside", kind]
        words = command(program, kind == "nursery")
        at = words.index("--unshare-user")
        words[at:at] = ["--info-fd", str(writing)]
        complaints = tempfile.TemporaryFile()  # noqa: SIM115
        lines = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": complaints}
        process = subprocess.Popen(words, **lines, pass_fds=(writing,), cwd="/", start_new_session=True)
        os.close(writing)
        jail = cls(process, 0, complaints)
        try:
            jail.pid = _child(reading)
        except (ValueError, KeyError):
            raise SandboxError(jail.why()) from None
        return jail

    def why(self) -> str:
        """What it said before it ended."""
        self.end()
        said = ""
        if not self.complaints.closed:
            self.complaints.seek(0)
            said = self.complaints.read()[-1000:].decode("utf-8", "replace").strip()
        return f"The sandbox ended at once. It said: {said or 'nothing'}"

    def end(self) -> None:
        """Kill it and all in it, and wait until they are gone."""
        if self.process.poll() is None:  # of one that has ended, the number may be another's by now
            _signal(self.pid or self.process.pid, signal.SIGKILL)
        self.process.wait()
        for line in (self.process.stdin, self.process.stdout):
            line.close()

    def status(self) -> int | None:
        """None while it runs; else the exit code, negative for a signal."""
        code = self.process.poll()
        return code if code is None or code <= 128 else 128 - code


def _child(reading: int) -> int:
    """The process that bubblewrap tells of in its first line of JSON."""
    text, end = "", time.monotonic() + START_SECONDS
    with os.fdopen(reading, "rb", buffering=0) as line:
        while "}" not in text and time.monotonic() < end:
            if select.select([line], [], [], 1)[0]:
                got = line.read(4096)
                if not got:
                    break
                text += got.decode()
    return int(json.loads(text)["child-pid"])


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


class _Provisioner(KernelProvisionerBase):
    """What both have in common: sockets within the sandbox, and a process that the host knows as ``pid``."""

    pid: int = 0

    def _connection(self, sockets: str) -> dict:
        key = self.parent.session.key.decode()
        return {
            "transport": "ipc",
            "ip": sockets,
            "key": key,
            "signature_scheme": "hmac-sha256",
            **{p: i for i, p in enumerate(PORTS, 1)},
        }

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        """Start the kernel and wait until its sockets stand."""
        order = {
            "connection": self._connection(f"{SOCKETS}/k"),
            "limits": LIMITS,
            "folders": folders(),
            "seed": kwargs.get("seed", ""),
        }
        self._begin(order)
        folder = f"/proc/{self.pid}/root{SOCKETS}"
        end = time.monotonic() + START_SECONDS
        wanted = [f"{folder}/k-{i}" for i in range(1, len(PORTS) + 1)]
        while not all(os.path.lexists(path) for path in wanted):
            if await self.poll() is not None or time.monotonic() > end:
                raise SandboxError(self._why())
            time.sleep(0.002)
        return self._connection(f"{folder}/k") | {"key": self.parent.session.key}

    async def pre_launch(self, **kwargs: Any) -> dict:
        return await super().pre_launch(cmd=[], **kwargs)

    async def send_signal(self, signum: int) -> None:
        if self.pid and self.runs():  # 0 would be this process's own group
            _signal(self.pid, signum)

    async def terminate(self, restart: bool = False) -> None:
        await self.kill(restart)

    async def wait(self) -> int | None:
        while (status := await self.poll()) is None:
            time.sleep(0.005)
        return status

    async def cleanup(self, restart: bool = False) -> None:
        await self.kill(restart)


class SandboxProvisioner(_Provisioner):
    """One kernel in one bubblewrap."""

    jail: Jail | None = None

    @property
    def has_process(self) -> bool:
        return self.jail is not None

    def _begin(self, order: dict) -> None:
        self.jail = Jail.start("kernel")
        self.pid = self.jail.pid
        try:
            self.jail.process.stdin.write(json.dumps(order).encode() + b"\n")
            self.jail.process.stdin.flush()
        except BrokenPipeError:
            raise SandboxError(self._why()) from None

    def _why(self) -> str:
        return self.jail.why()

    def runs(self) -> bool:
        """Whether the kernel still lives; told at once."""
        return self.jail is not None and self.jail.status() is None

    async def poll(self) -> int | None:
        return self.jail.status() if self.jail else 0

    async def kill(self, restart: bool = False) -> None:
        if self.jail:
            self.jail.end()
            self.jail.complaints.close()
            self.jail = None


class Nursery:
    """A sandbox with everything loaded, which forks kernels: one a grading process, made when it is first needed."""

    def __init__(self) -> None:
        self.jail = Jail.start("nursery")
        self.numbers = count(1)
        self.ready = False  # it loads, while whoever made it may do something else

    def ask(self, do: str, **order: Any) -> dict:
        """Give an order and wait for its answer."""
        try:
            self.ready = self.ready or bool(self._told())
            self.jail.process.stdin.write(json.dumps({"do": do, **order}).encode() + b"\n")
            self.jail.process.stdin.flush()
        except (BrokenPipeError, ValueError):
            raise SandboxError(self.jail.why()) from None
        return self._told()

    def _told(self) -> dict:
        ready = select.select([self.jail.process.stdout], [], [], START_SECONDS)[0]
        line = self.jail.process.stdout.readline() if ready else b""
        if not line:
            raise SandboxError(self.jail.why())
        return json.loads(line)

    def host_pid(self, inner: int) -> int:
        """The number by which the host knows a forked kernel that the nursery knows as ``inner``."""
        children = Path(f"/proc/{self.jail.pid}/task/{self.jail.pid}/children").read_text().split()
        for child in map(int, children):
            numbers = next(
                line for line in Path(f"/proc/{child}/status").read_text().splitlines() if line.startswith("NSpid")
            )
            if int(numbers.split()[-2]) == inner:
                return child
        raise SandboxError("The forked kernel ended at once.")

    def end(self) -> None:
        self.jail.end()
        self.jail.complaints.close()


_nurseries: dict[int, Nursery] = {}


def nursery() -> Nursery:
    """This process's nursery; a new one if the last has ended."""
    own = _nurseries.get(os.getpid())
    if own is None or own.jail.status() is not None:
        own = _nurseries[os.getpid()] = Nursery()
    return own


def close_nursery() -> None:
    """End this process's nursery, if there is one."""
    if own := _nurseries.pop(os.getpid(), None):
        own.end()


class NurseryProvisioner(_Provisioner):
    """One kernel, forked in the nursery into namespaces of its own."""

    nursery: Nursery | None = None
    number = 0

    @property
    def has_process(self) -> bool:
        return self.nursery is not None

    def _begin(self, order: dict) -> None:
        home = nursery()
        self.number = next(home.numbers)
        answer = home.ask("start", number=self.number, order=order)
        if "error" in answer:
            raise SandboxError(f"A kernel could not be forked: {answer['error']}")
        self.nursery = home  # from here on there is something to be ended
        self.pid = home.host_pid(answer["pid"])

    def _why(self) -> str:
        return "The forked kernel ended before it could be reached."

    def runs(self) -> bool:
        """Whether the kernel still lives; one glance at the system's list of processes, where it stays until it is stopped.

        The list is read as bytes: a process gives itself a name, and the state stands behind it.
        """
        with contextlib.suppress(OSError):
            return (
                self.nursery is not None
                and Path(f"/proc/{self.pid}/stat").read_bytes().rpartition(b") ")[2][:1] not in b"ZX"
            )
        return False

    async def poll(self) -> int | None:
        if self.runs():
            return None
        return self.nursery.ask("poll", number=self.number)["status"] if self.nursery else 0

    async def kill(self, restart: bool = False) -> None:
        if self.nursery:
            self.nursery.ask("stop", number=self.number)
            self.nursery = None
