"""What runs within the sandbox, before any student's code does: limits, then a kernel; or a nursery of kernels.

``python -m seminar.grading.inside kernel`` reads one line of JSON (an order) and becomes that kernel.
``python -m seminar.grading.inside nursery`` loads everything a kernel needs once, then forks a kernel for each line that it
reads. A forked kernel gets user, mount, process, network, IPC and host-name namespaces of its own, empty temporary folders, and no capability.

Linux only. Nothing here decides about a mark, and nothing here is secret.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import platform
import random
import signal
import struct
import sys
from pathlib import Path

HOME, SOCKETS, NOBODY = "/home/student", "/run/kernel", 65534
SIZES = {HOME: "64m", "/tmp": "64m", "/dev/shm": "16m", SOCKETS: "64k"}  # all that can be written to, and it is memory
LOADED = (
    "numpy", "pandas", "seminar.exercises.checking", "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell",
    "ipykernel.debugger", "IPython.core.completerlib", "IPython.extensions.storemagic", "tornado.platform.asyncio", "tornado.queues",
    "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect", "IPython.utils.wildcard", "faulthandler",
    "encodings.utf_16_be",
)  # fmt: skip
SHARED = ("matplotlib.backends.backend_agg",)  # by kernels that are forked; another loads it if its hand-in draws
# linux/sched.h, linux/mount.h, linux/prctl.h
_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_NOSUID, _NODEV, _NOEXEC, _BIND, _REC, _PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_DUMPABLE, _BOUNDING_DROP, _NO_NEW_PRIVS = 4, 24, 38
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1  # linux/sockios.h, linux/if.h


def main(kind: str, *words: str) -> None:
    """Be one kernel, or the nursery; or, started by root and still outside, ``nobody``."""
    if kind == "nursery":
        _nursery()
    elif kind == "nobody":
        _become_nobody(json.loads(words[0]), list(words[1:]))
    else:
        _become_kernel(json.loads(sys.stdin.readline()))


def _become_nobody(covered: dict[str, list[str]], program: list[str]) -> None:
    """Start a program as nobody, in a view of the files in which nobody can reach what the program needs.

    ``covered``: a folder that only root may enter -> the paths in it that are needed. The folder is covered by an empty one
    in which just these stand again.
    """
    _call("unshare", _NEWNS)
    _call("mount", None, b"/", None, _REC | _PRIVATE, None)
    os.umask(0o022)
    for folder, paths in covered.items():
        held = {path: os.open(path, os.O_PATH) for path in paths}
        _call("mount", b"tmpfs", folder.encode(), b"tmpfs", _NOSUID | _NODEV, b"mode=0755")
        for path, descriptor in held.items():
            Path(path).mkdir(parents=True)
            _call("mount", f"/proc/self/fd/{descriptor}".encode(), path.encode(), None, _BIND | _REC, None)
            os.close(descriptor)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    os.execvp(program[0], program)


def _become_kernel(order: dict) -> None:
    """``order``: ``connection`` (a Jupyter connection file's content), ``limits``, ``seed``. Does not return."""
    _limit(order["limits"])
    _own_keyring()
    os.chdir(HOME)
    path = Path(SOCKETS) / "connection.json"
    path.write_text(json.dumps(order["connection"]), encoding="utf-8")
    _load(*LOADED)
    import zmq
    from ipykernel.kernelapp import IPKernelApp

    _seed(order["seed"])
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    _forbid_calls()

    class Kernel(IPKernelApp):
        """It keeps what the grader has not read yet; by itself it would drop what is more than a thousand messages."""

        def init_iopub(self, context: zmq.Context) -> None:
            context.sndhwm = 0
            super().init_iopub(context)

    app = Kernel.instance()
    app.initialize(["-f", str(path), "--HistoryManager.enabled=False"])
    app.start()
    os._exit(0)


def _own_keyring() -> None:
    """An empty keyring in the place of the one that whoever grades has been given at login."""
    if number := {"x86_64": 250, "aarch64": 219}.get(platform.machine()):  # keyctl, join session keyring
        ctypes.CDLL(None).syscall(number, 1, None)


# Calls of the system that no hand-in needs: other namespaces, keys, tracing, and memory that counts as nobody's; of fcntl, the
# lease, by which who owns a file keeps others waiting who open it, and the package's files are the grader's. By the numbers of
# Linux on each kind of processor; on others this layer is missing, and the rest of the sandbox stands.
_CALLS = {
    "x86_64": (
        0xC000003E,
        {"unshare": 272, "setns": 308, "mount": 165, "add_key": 248, "request_key": 249, "keyctl": 250, "ptrace": 101, "bpf": 321,
         "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425, "memfd_create": 319, "memfd_secret": 447, "shmget": 29,
         "msgget": 68, "semget": 64, "mq_open": 240},
        72,
    ),
    "aarch64": (
        0xC00000B7,
        {"unshare": 97, "setns": 268, "mount": 40, "add_key": 217, "request_key": 218, "keyctl": 219, "ptrace": 117, "bpf": 280,
         "perf_event_open": 241, "userfaultfd": 282, "io_uring_setup": 425, "memfd_create": 279, "memfd_secret": 447, "shmget": 194,
         "msgget": 186, "semget": 190, "mq_open": 180},
        25,
    ),
}  # fmt: skip
_SECCOMP, _FILTER, _X32 = 22, 2, 0x40000000  # linux/prctl.h, linux/seccomp.h; x32 is another set of numbers on x86_64
_KIND, _NUMBER, _SECOND, _SETLEASE = (
    4,
    0,
    24,
    1024,
)  # where a call's record tells these (linux/seccomp.h); linux/fcntl.h


def _forbid_calls() -> None:
    """A filter (seccomp) that answers the calls of ``_CALLS`` with "not permitted". For good, and for all that is started."""
    machine, calls, fcntl = _CALLS.get(platform.machine(), (0, {}, 0))
    if not calls:
        return
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JGE|K, BPF_RET|K
    steps = [(load, _KIND), (equal, machine, "on", "refuse"), (load, _NUMBER), (at_least, _X32, "refuse", "on")]
    steps += [(equal, number, "refuse", "on") for number in sorted(calls.values())]
    steps += [(equal, fcntl, "on", "allow"), (load, _SECOND), (equal, _SETLEASE, "refuse", "allow")]
    ends = {"allow": 0x7FFF0000, "refuse": 0x00050000 | 1}  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO with EPERM
    program = b""
    for at, (code, value, *jumps) in enumerate(steps):
        places = {"on": 0, "allow": len(steps) - at - 1, "refuse": len(steps) - at}
        program += struct.pack("=HBBI", code, *([places[j] for j in jumps] or (0, 0)), value)
    program += b"".join(struct.pack("=HBBI", give, 0, 0, value) for value in ends.values())
    held = ctypes.create_string_buffer(program)
    _call("prctl", _NO_NEW_PRIVS, 1, 0, 0, 0)
    filled = _Program(len(steps) + len(ends), ctypes.cast(held, ctypes.c_void_p))
    _call("prctl", _SECCOMP, _FILTER, ctypes.byref(filled), 0, 0)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


def _load(*names: str) -> None:
    from importlib import import_module

    sys.modules.setdefault("debugpy", None)  # nobody debugs here, and it is half of what a kernel loads
    for name in names:
        import_module(name)


def _seed(seed: str) -> None:
    """Chance is the same for the same hand-in, so that its mark is."""
    import numpy

    random.seed(seed)
    numpy.random.seed(random.Random(seed).getrandbits(32))


def _limit(limits: dict[str, int]) -> None:
    """``limits``: names of ``resource.RLIMIT_…`` in small letters -> value, as soft and as hard limit."""
    import resource

    for name, value in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (value, value))


# --- the nursery


def _nursery() -> None:
    """Serve orders, one line of JSON each, until the line is closed: ``start`` (forks a kernel), ``stop``, ``poll``."""
    orders, told = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    _load(*LOADED, *SHARED)
    gc.collect()
    gc.freeze()  # what is loaded stays shared with the kernels
    nursery = _Nursery((orders.fileno(), told.fileno()))
    print(json.dumps({"ready": True}), file=told, flush=True)
    for line in orders:
        order = json.loads(line)
        answer = getattr(nursery, order.pop("do"))(**order)
        print(json.dumps(answer), file=told, flush=True)


class _Nursery:
    """The kernels that were forked: number -> process, and the ends of those that are over."""

    def __init__(self, private: tuple[int, ...]):
        self.private = private  # the nursery's own lines, which a kernel must not hold
        self.alive: dict[int, int] = {}
        self.ended: dict[int, int] = {}

    def start(self, number: int, order: dict) -> dict:
        """Fork a kernel; tells its process number as the nursery counts, or what kept it from starting."""
        reading, writing = os.pipe()
        middle = os.fork()
        if middle == 0:
            os.close(reading)
            self._confine(order, writing)
        os.close(writing)
        with os.fdopen(reading) as line:
            said = line.read()
        os.waitpid(middle, 0)
        if not said.startswith("pid "):
            return {"error": said or "the new process ended at once"}
        self.alive[number] = int(said[4:])
        return {"pid": self.alive[number]}

    def _confine(self, order: dict, writing: int) -> None:
        """In the forked process: new namespaces, then the process that is the first in them and becomes the kernel."""
        try:
            _new_namespaces()
            first = os.fork()
            if first:
                os.write(writing, f"pid {first}".encode())
                os._exit(0)
            for descriptor in (*self.private, writing):
                os.close(descriptor)
            _own_folders(order["folders"])
            _give_up_powers()
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.write(writing, f"{type(error).__name__}: {error}".encode())
            os._exit(1)
        try:
            _become_kernel(order)
        finally:
            os._exit(1)

    def poll(self, number: int) -> dict:
        """Tells ``status``: None while the kernel lives, else its exit code (negative: the signal)."""
        if number in self.alive:
            pid, status = os.waitpid(self.alive[number], os.WNOHANG)
            if pid:
                self._over(number, status)
        return {"status": self.ended.get(number)}

    def stop(self, number: int) -> dict:
        """End the kernel and all that it started, and wait until they are gone."""
        if self.poll(number)["status"] is None:
            os.kill(self.alive[number], signal.SIGKILL)
            self._over(number, os.waitpid(self.alive[number], 0)[1])
        return {"status": self.ended.pop(number)}

    def _over(self, number: int, status: int) -> None:
        self.ended[number] = os.waitstatus_to_exitcode(status)
        del self.alive[number]
        with contextlib.suppress(ChildProcessError):  # orphans end with their namespace and come to us
            while os.waitpid(-1, os.WNOHANG)[0] and not self.alive:
                pass


def _new_namespaces() -> None:
    user, group = os.getuid(), os.getgid()
    _call("unshare", _NEWUSER | _NEWNS | _NEWPID | _NEWNET | _NEWIPC | _NEWUTS)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _own_folders(folders: dict[str, str]) -> None:
    """Empty folders (path -> size) in the place of the nursery's, a process list of its own, and no further user namespaces."""
    import fcntl
    import socket

    _call("mount", None, b"/", None, _REC | _PRIVATE, None)
    for folder, size in folders.items():
        data = f"size={size},mode=0700,nr_inodes=4096".encode()
        _call("mount", b"tmpfs", folder.encode(), b"tmpfs", _NOSUID | _NODEV, data)
    _call("mount", b"proc", b"/proc", b"proc", _NOSUID | _NODEV | _NOEXEC, None)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    with socket.socket() as any_socket:  # its own loopback, as bubblewrap sets up
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def _give_up_powers() -> None:
    """No capability, now or after another program is started."""
    _call("prctl", _NO_NEW_PRIVS, 1, 0, 0, 0)
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        _call("prctl", _BOUNDING_DROP, capability, 0, 0, 0)
    _call("capset", ctypes.byref(_Header(0x20080522, 0)), ctypes.byref((ctypes.c_uint32 * 6)()))
    _call("prctl", _DUMPABLE, 1, 0, 0, 0)  # whoever started the sandbox may look for the sockets in it
    os.setsid()


def _call(name: str, *arguments: object) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
