"""The two kernels are one: what a cell shows, raises and may do is the same in a forked kernel and in a fresh one."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import hand_ins
import psutil
import pytest
from hand_ins import wait_until

from seminar.grading import kernels
from seminar.grading.kernels import NURSERY, SANDBOX, KernelLost, StudentKernel

CELLS = {
    "print": "print('a', 1)",
    "to stderr": "import sys; print('b', file=sys.stderr)",
    "a number": "1 / 3",
    "a table": "import pandas as pd; pd.DataFrame({'a': [1, 2]})",
    "an array": "import numpy as np; np.arange(3)",
    "markdown": "from IPython.display import Markdown, display; display(Markdown('*x*'))",
    "a figure by pyplot": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
    "a figure as a value": "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nfig",
    "a figure after the magic": "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1]);",
    "a picture of the seminar's": "from seminar import argument\nargument.tree()",
    "a widget": "import ipywidgets; ipywidgets.IntSlider(description='p')",
    "an error": "1 / 0",
    "a slip": "print(",
    "a warning": "import warnings; warnings.warn('old')",
    "a log": "import logging; logging.warning('note')",
    "the shell": "!echo hello",
    "a magic": "%pwd",
    "input": "input('name? ')",
    "exit": "import sys; sys.exit(3)",
    "await": "import asyncio\nawait asyncio.sleep(0); 5",
    "a thread": "import threading\nt = threading.Thread(target=print, args=('t',)); t.start(); t.join()",
    "a process": "import subprocess; subprocess.run(['echo', 'p'], capture_output=True, text=True).stdout",
    "chance": "import random, numpy; (random.random(), numpy.random.rand(), hash('a'))",
    "the surroundings": "import os, sys; (sorted(os.environ), os.getcwd(), sys.path, os.getuid(), os.getpid())",
    "what is loaded by name": "sorted(n for n in globals() if not n.startswith('_'))",
    "a file of one's own": "from pathlib import Path; Path('x').write_text('y'), sorted(p.name for p in Path('.').glob('[!.]*'))",
    "loopback": "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.close(); 'bound'",
    "limits": "import resource; [(n, resource.getrlimit(getattr(resource, n))) for n in dir(resource) if n.startswith('RLIMIT')]",
    "powers": "[l for l in open('/proc/self/status') if l.startswith(('Cap', 'NoNew'))]",
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[str, dict[str, list]]:
    """Kernel -> cell -> what came out of it, each cell in its turn in one kernel."""
    hand_ins.needs_sandbox()
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "_useful", lambda message: message)  # all of it, not only what a mark is made from
        for how in (NURSERY, SANDBOX):
            kernel = StudentKernel(how, "a seed")
            found[how] = {name: outputs(kernel, source) for name, source in CELLS.items()}
            kernel.stop()
    return found


def outputs(kernel: StudentKernel, source: str) -> list:
    """What a cell sends, in a form that can be compared: streams joined, pictures by their kind, no address of an object."""
    asked, told, streams = kernel.execute_cell_input(source), [], {}
    kernel.await_reply(asked)
    while (message := kernel.get_message("iopub", 5))["content"].get("execution_state") != "idle":
        content, kind = message["content"], message["msg_type"]
        if kind == "stream":
            streams[content["name"]] = streams.get(content["name"], "") + content["text"]
        elif kind in ("execute_result", "display_data"):
            data = {
                k: v
                for k, v in content["data"].items()
                if "image" not in k and "widget-view" not in k and "html" not in k
            }
            told.append((kind, sorted(content["data"]), data if "image/png" not in content["data"] else {}))
        elif kind == "error":
            told.append((content["ename"], content["evalue"]))
    return json.loads(re.sub(r"0x[0-9a-f]{6,}", "0x", json.dumps([*told, *sorted(streams.items())])))


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_shows_the_same_in_both(shown, cell):
    assert shown[NURSERY][cell] == shown[SANDBOX][cell]


@pytest.mark.parametrize("cell", sorted(set(CELLS) - {"exit"}))
def test_a_cell_shows_something_so_that_the_comparison_means_something(shown, cell):
    assert shown[SANDBOX][cell]


def test_a_figure_is_a_picture_and_not_its_name(shown):
    for cell in ("a figure by pyplot", "a figure after the magic"):
        assert any("image/png" in kinds for _, kinds, _ in shown[NURSERY][cell]), cell


def test_a_kernel_that_cannot_start_is_a_fault_of_the_machine(monkeypatch):
    hand_ins.needs_sandbox()
    monkeypatch.setattr("seminar.grading.sandbox.package", list)
    with pytest.raises(KernelLost, match="No module named"):
        StudentKernel(SANDBOX, "")


@pytest.mark.parametrize("how", hand_ins.KERNELS)
def test_a_kernel_does_not_outlive_a_grader_that_is_killed(how):
    hand_ins.needs_sandbox()
    code = f"from seminar.grading.kernels import StudentKernel as S; print(S({how!r})._pid(), flush=True); import os; os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", code], cwd=hand_ins.ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == -9 and int(done.stdout), done.stderr
    wait_until("the end of the kernel", lambda: not psutil.pid_exists(int(done.stdout)), 20)


@pytest.mark.parametrize("how", hand_ins.KERNELS)
def test_a_sandbox_never_runs_as_root(how):
    hand_ins.needs_sandbox()
    kernel = StudentKernel(how)
    try:
        assert 0 not in psutil.Process(kernel._pid()).uids()
    finally:
        kernel.stop()
