"""Attacks on the machine: its files, processes, memory, network and powers."""

# ruff: noqa: E501

from attacks import Attack

ATTACKS = [
    Attack(
        "fill_the_disk",
        "writes into each folder that can be written to until it is full, by large files and by many.",
        "Each holds no more than its cap: 64 MB.",
        {
            "2.1": """
import os
import sys

loot, piece = [], b"x" * (1 << 20)
for folder, most in {"/tmp": 64, "/home/student": 64, "/dev/shm": 16, "/run/seminar": 0, "/dev/pts": 0, "/dev/mqueue": 0, "/run": 0, "/var/tmp": 0, "/": 0}.items():
    written = 0
    for number in range(4):
        try:
            with open(f"{folder}/fill-{number}", "wb", buffering=0) as file:
                while written < 200 << 20:
                    written += file.write(piece)
        except OSError:
            continue
    if written > most << 20:
        loot.append([folder, written])
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "fill_the_inodes",
        "makes empty files in each folder that can be written to: they take no room in it, but memory of the system.",
        "There can be only a few thousand, or the grader sees them and ends it.",
        {
            "2.1": """
import os
import time

loot, made, end = [], 0, time.monotonic() + 0.9
for folder in ("/run/seminar", "/dev/shm", "/home/student", "/tmp"):
    try:
        for number in range(30_000):
            os.close(os.open(f"{folder}/{number}", os.O_CREAT | os.O_WRONLY))
            made += 1
            if time.monotonic() > end:
                break
    except OSError:
        pass
time.sleep(0.9)
if made > 25_000:
    loot.append(made)
parting = {"loot": loot}
""",
        },
        flag=".*",
    ),
    Attack(
        "hold_package_files",
        "takes write leases and exclusive locks on files of the package, so that others who open them would wait; and a lease on a file of its own, which would be granted on the package's too where the grader owns it.",
        "No lease is granted; locks end with the hand-in, and honest ones run.",
        {
            "2.1": """
import fcntl
import glob
import os

loot, held = [], []
for path in glob.glob("/seminar/**/*", recursive=True)[:60]:
    try:
        held.append(os.open(path, os.O_RDONLY))
        fcntl.flock(held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.fcntl(held[-1], fcntl.F_SETLEASE, fcntl.F_WRLCK)
        loot.append(path)
    except OSError:
        pass
with open(os.path.expanduser("~/own"), "w"):
    pass
for kind in (fcntl.F_WRLCK, fcntl.F_RDLCK):
    try:
        held.append(os.open(os.path.expanduser("~/own"), os.O_RDONLY))
        fcntl.fcntl(held[-1], fcntl.F_SETLEASE, kind)
        loot.append(f"lease {kind}")
        fcntl.fcntl(held[-1], fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError:
        pass
    finally:
        os.close(held.pop())
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "leave_and_look",
        "writes into every folder, shared memory, semaphores, abstract sockets, the process's name and environment; first it looks whether an earlier copy of it has done so. Three students hand it in.",
        "The answer to 2.1 lists all that was found; that list is empty.",
        {
            "2.1": r"""
import contextlib
import ctypes
import glob
import os
import socket

loot, name = [], "seminar-left-by-a-student"
libc = ctypes.CDLL(None, use_errno=True)
folders = ("/tmp", "/home/student", "/dev/shm", "/run/seminar", "/var/tmp", "/run", "/home")
for folder in folders:
    loot += glob.glob(f"{folder}/**/*{name}*", recursive=True)
if libc.shmget(0x5E31, ctypes.c_size_t(4096), 0o600) >= 0:
    loot.append("shared memory")
if libc.semget(0x5E31, 1, 0o600) >= 0:
    loot.append("semaphore")
with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
    if line.connect_ex(b"\0" + name.encode()) == 0:
        loot.append("abstract socket")
for number in range(2, 20):
    if os.path.exists(f"/dev/pts/{number}"):
        loot.append(f"terminal {number}")
if hasattr(os, "SEMINAR_LEFT") or name in os.environ:
    loot.append("memory")

for folder in folders:
    try:
        open(f"{folder}/{name}", "w").close()
    except OSError:
        pass
libc.shmget(0x5E31, ctypes.c_size_t(4096), 0o1600)
libc.semget(0x5E31, 1, 0o1600)
with contextlib.suppress(OSError):
    kept = socket.socket(socket.AF_UNIX)
    kept.bind(b"\0" + name.encode())
    kept.listen()
terminals = [os.openpty() for _ in range(5)]
os.SEMINAR_LEFT, os.environ[name] = True, "1"
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
        copies=3,
    ),
    Attack(
        "memory",
        "takes as much as there is, in one piece, in many, and in several processes.",
        "It is stopped at its limit, or cannot have it; others get full marks.",
        {
            "2.1": """
import os
import time

kept = []
try:
    while True:
        kept.append(bytearray(64 << 20))
except MemoryError:
    kept.clear()
for _ in range(3):
    if os.fork() == 0:
        try:
            while True:
                kept.append(b"x" * (16 << 20))
        finally:
            time.sleep(60)
            os._exit(0)
time.sleep(60)
""",
        },
        flag=".*",
        state={"2.1": "not yet"},
    ),
    Attack(
        "memory_that_nobody_maps",
        "fills memory files and System V segments that it does not keep mapped; 300 MB only, here.",
        "The grader counts it (a test with a small limit looks at that); here it is given back when the hand-in ends.",
        {
            "2.1": """
import os

held, piece = [], b"x" * (30 << 20)
for number in range(10):
    held.append(os.memfd_create(str(number)))
    os.write(held[-1], piece)
parting = {"a": len(held)}
""",
        },
        flag=".*",
    ),
    Attack(
        "namespaces",
        "unshares, mounts, changes root, traces, joins namespaces, loads programs into Python, and asks for capabilities.",
        "The answer to 2.1 lists all that was found; that list is empty.",
        {
            "2.1": r"""
import contextlib
import ctypes
import os

loot = []
libc = ctypes.CDLL(None, use_errno=True)
for name, flag in {"user": 0x10000000, "mount": 0x20000, "pid": 0x20000000, "net": 0x40000000, "ipc": 0x8000000, "uts": 0x4000000, "cgroup": 0x2000000, "user and mount": 0x10020000}.items():
    child = os.fork()
    if child == 0:
        os._exit(1 if libc.unshare(flag) == 0 else 0)
    if os.waitpid(child, 0)[1]:
        loot.append(f"unshare {name}")
if libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None) == 0:
    loot.append("mount")
if libc.mount(None, b"/", None, 32 | 0, None) == 0 or libc.umount2(b"/proc", 2) == 0:
    loot.append("remount")
if libc.chroot(b"/tmp") == 0 or libc.syscall(155, b"/tmp", b"/tmp") == 0:
    loot.append("root")
for part in os.listdir("/proc/1/ns"):
    with contextlib.suppress(OSError):
        line = os.open(f"/proc/1/ns/{part}", os.O_RDONLY)
        if part != "user" and libc.setns(line, 0) == 0:
            loot.append(f"setns {part}")
for act in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.nice(-5), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))):
    with contextlib.suppress(OSError):
        act()
        loot.append("power")
status = open("/proc/self/status").read()
for line in status.splitlines():
    if line.startswith("Cap") and int(line.split()[1], 16):
        loot.append(line)
if "NoNewPrivs:\t1" not in status:
    loot.append("new privileges")
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "network",
        "connects to servers of the test on 127.0.0.1 and on an abstract socket, asks for names, and sends to a gateway.",
        "Nothing answers and the test's servers are not reached.",
        {
            "2.1": r"""
import contextlib
import socket

loot = []
socket.setdefaulttimeout(0.2)
for host in ("127.0.0.1", "::1", "localhost", "10.0.2.2", "172.17.0.1", "169.254.169.254"):
    for port in (48611, 22, 80, 8888):
        with contextlib.suppress(OSError):
            socket.create_connection((host, port), 0.2).close()
            loot.append([host, port])
for name in (b"\0seminar-attack-canary", b"\0/tmp/dbus", b"/run/docker.sock", b"/run/dbus/system_bus_socket", b"/run/systemd/private"):
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.connect(name)
        loot.append(repr(name))
with contextlib.suppress(OSError):
    loot.append(socket.gethostbyname("example.org"))
with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
    line.sendto(b"seminar", ("8.8.8.8", 53))
    loot.append("udp")
for family, kind, protocol in ((17, 3, 3), (2, 3, 1), (40, 1, 0)):  # raw packets, raw IP, the host's own vsock
    with contextlib.suppress(OSError), socket.socket(family, kind, protocol) as line:
        if family != 40:
            loot.append([family, kind])
        else:
            line.settimeout(0.2)
            line.connect((2, 48611))
            loot.append("vsock")
with contextlib.suppress(OSError):
    loot += [name for _, name in socket.if_nameindex() if name != "lo"]
for make in (socket.socket, socket.socketpair):
    with contextlib.suppress(OSError):
        make()
        loot.append("a socket")
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "read_the_files",
        "walks the whole file system for the key, other hand-ins and the canaries that the test laid out, also through links in `/proc`.",
        "The answer to 2.1 lists all that was found; that list is empty.",
        {
            "2.1": """
import os
import sys
import time

loot, end = [], time.monotonic() + 1.2
starts = ["/", "/proc/1/root", "/proc/self/root", "/proc/1/cwd", "/tmp", "/root", "/home", "/var", "/run", "/mnt", "/media", "/srv", "/opt", "/etc"]
packages = (sys.prefix, sys.base_prefix, "/usr", "/proc", "/lib", "/bin", "/sbin")
for start in starts:
    for folder, folders, files in os.walk(start):
        if time.monotonic() > end:
            break
        if folder != start and folder.startswith(packages):
            folders.clear()
        for name in files:
            path = os.path.join(folder, name)
            if name in ("key.json", "marks.csv", "grades.csv") or name.endswith(".ipynb") or "/exercises/key" in path:
                loot.append(path)
            try:
                if os.path.isfile(path) and os.path.getsize(path) < 100_000 and b"seminar-canary-" in open(path, "rb").read():
                    loot.append(path)
            except OSError:
                pass
for above in (os.path.dirname(sys.prefix), "/seminar", "/seminar/.."):
    for name in ("exercises/key/key.json", "exercises/key", "tests", ".git", "solutions"):
        if os.path.exists(os.path.join(above, name)):
            loot.append(os.path.join(above, name))
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "read_the_keyring",
        "asks Linux for the keys of the session in which grading was started (Kerberos tickets and passphrases stand there), and leaves a key of its own for whoever comes after.",
        "The answer to 2.1 lists all that was found; that list is empty. The session's keyring is as it was.",
        {
            "2.1": """
import ctypes
import platform

loot = []
libc = ctypes.CDLL(None, use_errno=True)
add, ask = {"x86_64": (248, 250), "aarch64": (217, 219)}[platform.machine()]
held = ctypes.create_string_buffer(200)
for ring in (-3, -4, -5):
    key = libc.syscall(ask, 10, ring, b"user", b"seminar-canary", 0)
    if key > 0 and libc.syscall(ask, 11, key, held, 200) > 0:
        loot.append(held.value.decode("utf-8", "replace"))
    libc.syscall(add, b"user", b"seminar-left-by-a-student", b"x", ctypes.c_size_t(1), ring)
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "read_the_processes",
        "looks at every process that it can see or guess: environment, command, memory, root, open files; and at the descriptors that it was born with.",
        "The answer to 2.1 lists all that was found; that list is empty.",
        {
            "2.1": """
import ctypes
import os

loot = []
libc = ctypes.CDLL(None, use_errno=True)
own = str(os.getpid())
harmless = ("/dev/null", "/dev/urandom", "/dev/random", "pipe:", "socket:", "anon_inode:", "/home/student", "/proc/", "/memfd")
for name in os.listdir("/proc/self/fd"):
    try:
        where = os.readlink(f"/proc/self/fd/{name}")
    except OSError:
        continue
    if not where.startswith(harmless):
        loot.append(where)
for number in [p for p in os.listdir("/proc") if p.isdigit()] + ["0", "2", "3", str(os.getppid())]:
    if number == own or os.path.exists(f"/proc/self/task/{number}"):
        continue
    for part in ("environ", "cmdline", "mem", "maps", "root", "cwd", "fd", "fdinfo", "status"):
        try:
            path = f"/proc/{number}/{part}"
            loot.append([path, str(os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(200))])
        except OSError:
            pass
    if int(number) and libc.ptrace(16, int(number), None, None) == 0:
        loot.append(f"ptrace {number}")
if b"seminar-canary-" in open("/proc/1/environ", "rb").read() + open("/proc/1/cmdline", "rb").read() + repr(os.environ).encode():
    loot.append("environment")
if os.listdir("/proc") and [p for p in os.listdir("/proc") if p.isdigit() and p != own]:
    loot.append("another process")
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "strange_name",
        "names its process with bytes that are no text, and so as to look ended, to confuse whoever reads the list of processes.",
        "Nobody minds; each task has its mark.",
        {
            "2.1": r"""
import ctypes

ctypes.CDLL(None).prctl(15, b"\xff\xfe) Z", 0, 0, 0)
parting = {"loot": []}
""",
        },
        state={"2.1": "not attempted"},
    ),
    Attack(
        "write_outside",
        "creates, links, renames and changes files in every folder of the file system, in `/proc/sys` and in the package.",
        "Only its four small folders can be written to; the list of others is empty.",
        {
            "2.1": """
import contextlib
import os
import sys

loot = []
own = ("/tmp", "/home/student", "/dev/shm", "/run/seminar", "/proc")
folders = {"/", "/dev", "/dev/pts", "/home", "/run", "/seminar", "/seminar/seminar", "/seminar/seminar/exercises", "/seminar/data", "/usr", "/usr/lib", "/usr/local", "/etc",
    "/root", "/var", "/bin", "/lib", "/sbin", "/opt", "/mnt", sys.prefix, sys.base_prefix, os.path.dirname(sys.prefix), *(p for p in sys.path if p)}
for folder in sorted(folders):
    if folder.startswith(own):
        continue
    path = os.path.join(folder, "seminar-left-by-a-student")
    for act in (lambda: open(path, "w").close(), lambda: os.mkdir(path), lambda: os.symlink("/etc/passwd", path), lambda: os.mkfifo(path), lambda: os.mknod(path)):
        with contextlib.suppress(OSError):
            act()
            loot.append(path)
for path in ("/seminar/seminar/exercises/checks.json", "/seminar/seminar/grading/runner.py", sys.executable, "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger",
             "/proc/sys/kernel/hostname", "/proc/sys/user/max_user_namespaces", "/proc/1/oom_score_adj_", "/dev/mem", "/dev/vda", "/dev/sda", "/dev/kmsg"):
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_WRONLY))
        loot.append(path)
    with contextlib.suppress(OSError):
        os.chmod(path, 0o777)
        loot.append(path)
    with contextlib.suppress(OSError):
        os.rename(path, "/tmp/taken")
        loot.append(path)
with contextlib.suppress(OSError):
    os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000")
    loot.append("oom_score_adj")
parting = {"loot": loot}
""",
        },
        state={"2.1": "not attempted"},
    ),
]
