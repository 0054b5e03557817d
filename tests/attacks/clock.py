"""Attacks on time and on the process that runs: loops, ends, bombs."""

# ruff: noqa: E501

from attacks import Attack

ATTACKS = [
    Attack(
        "burn_between_cells",
        "threads and processes go on after their cell: they burn, and they write into other tasks' answers while these are checked.",
        "What they change is this student's own; they end with the hand-in, and others get full marks.",
        {
            "2.1": """
import os
import threading


def burn():
    while True:
        for name in ("parting", "faults"):
            globals()[name] = {"a": "right"}


for _ in range(4):
    threading.Thread(target=burn, daemon=True).start()
for _ in range(20):
    if os.fork() == 0:
        while True:
            pass
parting = {"a": "right"}
""",
        },
        flag=".*",
    ),
    Attack(
        "deaf_when_told_again",
        "cells that run again in a new sandbox: the repeated cell ignores its interruption, so that the second Python is lost as well.",
        "Each task has its mark; none is lost.",
        {
            "before-1": """
FAST = True
while True:
    pass
""",
            "before-2": """
import signal

if "FAST" not in globals():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        pass
""",
            "2.1": """
import os

os._exit(1)
""",
            "2.2": """
faults = {"a": "right"}
""",
        },
        flag=".*",
        state={"2.1": "not yet"},
    ),
    Attack(
        "dies_between_cells",
        "a thread ends Python a moment after each check has answered, when the grader marks and sends nothing.",
        "Python is started again: each task has its mark, none is lost.",
        {
            "2.1": """
import os
import threading
import time

parting = {"a": "x" * 60_000}


def watch():
    while "check" not in globals():
        time.sleep(0.0005)
    time.sleep(0.012)
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
""",
            "2.2": """
faults = {"a": "right"}
""",
        },
        flag=".*",
        copies=4,
    ),
    Attack(
        "dies_in_the_check",
        "ends Python when the check takes the answer, in each task.",
        "Each costs its own task; the grader goes on.",
        {
            "2.1": '''
import os


class Bomb:
    """Ends Python when somebody asks for its value."""

    def tolist(self):
        os._exit(1)


parting = Bomb()
''',
            "2.2": """
faults = parting
""",
            "2.3": """
def beside(*_inputs):
    os._exit(0)
""",
        },
        flag="ended from within",
        state={"2.1": "not yet", "2.3": "not yet"},
    ),
    Attack(
        "endless_print",
        "prints, and writes to the descriptors of output and error, in a loop.",
        "It is stopped when its time is up, and nothing of it is kept.",
        {
            "2.1": """
import os
import sys

while True:
    print("x" * 10_000)
    print("y" * 10_000, file=sys.stderr)
    os.write(1, b"z" * 10_000)
    os.write(2, b"z" * 10_000)
""",
        },
        state={"2.1": "not yet"},
    ),
    Attack(
        "exits",
        "calls `os._exit` with the code of a process that was killed from outside.",
        "Python is started again, and what is right in the other tasks counts: 4 points.",
        {
            "2.1": """
import os

os._exit(137)
""",
            "2.2": """
import sys

sys.exit(0)
""",
            "2.3": """
def beside(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]
""",
        },
        points=4,
        flag="ended from within",
        state={"2.1": "not yet"},
    ),
    Attack(
        "input_and_reset",
        "calls `input()` and `%reset -f`.",
        "Each cell ends; none hangs. 4 points for the function.",
        {
            "2.1": """
parting = {"a": input("Which? ")}
""",
            "2.2": """
get_ipython().run_line_magic("reset", "-f")
""",
            "2.3": """
def beside(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]
""",
        },
        points=4,
    ),
    Attack(
        "loop",
        "loops for ever in Python, in the answers to all three tasks.",
        "It costs its limit once; each task has 0 points and a sentence.",
        {
            "2.1": """
while True:
    pass
""",
            "2.2": """
while True:
    pass
""",
            "2.3": """
def beside(events, paragraph, day):
    while True:
        pass
""",
        },
        state={"2.1": "not yet", "2.2": "not yet", "2.3": "not yet"},
    ),
    Attack(
        "loop_deaf",
        "ignores SIGINT and catches every exception, KeyboardInterrupt too.",
        "It is ended by force when its time is up.",
        {
            "2.1": """
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
""",
        },
        state={"2.1": "not yet"},
    ),
    Attack(
        "loop_in_c",
        "multiplies numbers of millions of digits and matches a pattern that never ends: signals wait until it is over.",
        "It is ended by force when its time is up.",
        {
            "2.1": """
import re

re.match(r"(a|a|aa)+$", "a" * 60 + "b")
""",
        },
        state={"2.1": "not yet"},
    ),
    Attack(
        "segfault",
        "reads from address 0 by ctypes.",
        "Python is started again; the other tasks count: 4 points.",
        {
            "2.1": """
import ctypes

ctypes.string_at(0)
""",
            "2.3": """
def beside(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]
""",
        },
        points=4,
        flag="ended from within",
        state={"2.1": "not yet"},
    ),
    Attack(
        "deep_recursion",
        "lifts the limit and recurses, and gives an answer that holds itself.",
        "At most Python ends; 0 points.",
        {
            "2.1": """
import sys

sys.setrecursionlimit(10**9)


def down(n):
    return down(n + 1) + 1


down(0)
""",
            "2.2": """
faults = {}
faults["a"] = [faults]
""",
            "2.3": """
def beside(*inputs):
    return beside(*inputs)
""",
        },
        flag=".*",
    ),
    Attack(
        "fork_bomb",
        "forks without end, in processes that fork again and burn the processor.",
        "It stays below its limit of processes, ends with its hand-in, and others get full marks.",
        {
            "2.1": """
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
""",
        },
        flag=".*",
        state={"2.1": "not yet"},
    ),
    Attack(
        "thread_bomb",
        "starts threads until no more can be had; each starts more.",
        "It costs this hand-in its own task.",
        {
            "2.1": """
import threading
import time


def more():
    while True:
        try:
            threading.Thread(target=more).start()
        except (RuntimeError, MemoryError):
            time.sleep(0.01)


for _ in range(100):
    try:
        threading.Thread(target=more).start()
    except (RuntimeError, MemoryError):
        pass
while True:
    time.sleep(1)
""",
        },
        flag=".*",
        state={"2.1": "not yet"},
    ),
    Attack(
        "kill_the_parent",
        "sends SIGKILL, SIGSTOP and SIGTERM to 1, to all, to its parent, to its process group and to every number up to 40,000.",
        "The grader and all other hand-ins go on; the rest of this hand-in counts.",
        {
            "2.1": """
import contextlib
import os
import signal

for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM):
    for target in (os.getppid(), 1, *range(2, 40_000)):
        if target not in (0, os.getpid()):
            with contextlib.suppress(OSError):
                os.kill(target, number)
with contextlib.suppress(OSError):
    os.kill(-1, signal.SIGKILL)
parting = None
""",
            "2.3": """
def beside(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]
""",
            "after-1": """
import os
import signal

os.killpg(0, signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
os.kill(0, signal.SIGKILL)
""",
        },
        points=4,
        flag=".*",
    ),
    Attack(
        "orphans",
        "starts daemons: forked twice, in sessions of their own, with all signals ignored and no open files.",
        "None is alive after the run (the test looks for the mark in their command lines).",
        {
            "2.1": """
import os
import signal
import subprocess
import sys

SLEEP = "import signal, time; [signal.signal(n, signal.SIG_IGN) for n in range(1, 65) if n not in (9, 19, 32, 33)]; time.sleep(3600)"
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if os.fork() == 0:
            os.closerange(0, 256)
            os.execv(sys.executable, [sys.executable, "-c", SLEEP, "seminar-orphan-of-a-student"])
        os._exit(0)
nohup = subprocess.Popen([sys.executable, "-c", SLEEP, "seminar-orphan-of-a-student"], start_new_session=True)
parting = None
""",
            "2.3": """
def beside(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]
""",
        },
        points=4,
    ),
    Attack(
        "many_short_cells",
        "sleeps for a second in each of 40 cells.",
        "The time of the whole hand-in is kept: the later ones are not run.",
        {
            **{f"before-{n}": f"import time\n\ntime.sleep(1)  # {n}" for n in range(40)},
            "2.1": 'parting = {"a": "right"}',
        },
        state={"2.1": "not yet"},
    ),
    Attack(
        "slow_when_run_again",
        "ends Python after cells that sleep only if an earlier one, which was left out, has not run.",
        "The time of the whole hand-in is kept, whatever is run again.",
        {
            "before-1": "FAST = True\nwhile True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
            **{
                f"before-{n}": f"import time\n\nif 'FAST' not in globals():\n    time.sleep(1.8)  # {n}"
                for n in range(2, 42)
            },
            "before-42": "import os\n\nos._exit(1)",
            "2.1": 'parting = {"a": "right"}',
        },
        flag=".*",
        alone=40,
    ),
    Attack(
        "leaves_by_exit",
        "calls what ends an IPython session.",
        "It costs nothing but the rest of its cell.",
        {"2.1": "PARTING\nexit()\nparting = None", "2.2": "FAULTS\nquit()", "2.3": "import sys\n\nsys.exit(3)"},
        points=16,
        state={"2.1": "right", "2.2": "right", "2.3": "not yet"},
    ),
    Attack(
        "slow_when_it_is_read",
        "gives answers whose conversion never ends, or ends Python.",
        "It costs these tasks.",
        {
            "2.1": "class Slow:\n    def tolist(self):\n        while True:\n            pass\n\n\nparting = Slow()",
            "2.2": "class Deaf:\n    def tolist(self):\n        import signal\n        signal.signal(signal.SIGALRM, signal.SIG_IGN)\n        while True:\n            pass\n\n\nfaults = Deaf()",
            "2.3": "class Error(Exception):\n    def __str__(self):\n        while True:\n            pass\n\n\nraise Error",
        },
        flag=".*",
        state={"2.1": "not yet", "2.2": "not yet", "2.3": "not yet"},
    ),
    Attack(
        "shows_without_end",
        "displays and prints in a loop.",
        "It is stopped when its time is up, and nothing of it is kept.",
        {
            "2.1": "handle = display('x', display_id=True)\nwhile True:\n    display('x' * 1000)\n    handle.update('y')\n    print('z' * 1000)"
        },
        state={"2.1": "not yet"},
    ),
]
