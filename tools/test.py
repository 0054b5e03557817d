"""Run the tests, part by part, and say at the end what failed, how long each part took and what was left out.

    python tools/test.py            everything: ``make test``
    python tools/test.py --quick    what a contributor runs while working, without a browser or a sandbox: ``make quick``

Parts run in two lanes side by side, since a browser mostly waits; each part's output is printed when it ends.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
TWO = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # files at a time
RUFF = [sys.executable, "-m", "ruff"]
STYLE = {
    "style": [*RUFF, "check", "--no-cache", "."],
    "form": [*RUFF, "format", "--check", "--no-cache", "."],
    "types": [sys.executable, "-m", "mypy"],
}
RULES = {
    "rules": [*PYTEST, *TWO, "tests", "-m", "not browser", "--ignore=tests/grading/test_grading_attacks.py"],
    "lessons and keys against their stored outputs": [
        *PYTEST, "--nbval", "notebooks", "exercises/key", "--nbval-sanitize-with", "tests/nbval.cfg", "--nbval-cell-timeout=60",
        *TWO,
    ],
}  # fmt: skip
WAITING = {
    "lessons in a browser": [*PYTEST, "tests", "-m", "browser"],
    "attacks on grading": [*PYTEST, "tests/grading/test_grading_attacks.py"],
}
QUICK = (  # the layout, tables, expectations, what is made from something else, the kit; and the models, below
    "tests/test_rooms.py", "tests/test_data.py", "tests/test_tables.py", "tests/test_docs.py", "tests/test_expectations.py",
    "tests/lessons/test_lessons.py", "tests/lessons/test_lesson_sources.py", "tests/kit", "tests/*/test_*model*.py",
)  # fmt: skip


@dataclass(frozen=True)
class Ran:
    """One part: whether it passed, how many seconds it took, and what it printed."""

    name: str
    passed: bool
    seconds: float
    printed: str

    @property
    def failures(self) -> list[str]:
        """The names of the tests that failed or, for a part without tests, the end of what it printed."""
        if self.passed:
            return []
        tests = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", self.printed, flags=re.M)
        return tests or self.printed.strip().splitlines()[-12:]


def run(name: str, command: list[str]) -> Ran:
    """Run one part, and print what it printed."""
    print(f"== {name}: begun", flush=True)
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    ran = Ran(name, done.returncode == 0, time.perf_counter() - began, done.stdout)
    print(f"\n== {name}\n{ran.printed}", flush=True)
    return ran


def lanes(*parts: dict[str, list[str]]) -> list[Ran]:
    """Run the parts of each lane one after another, and the lanes side by side."""
    with ThreadPoolExecutor(len(parts)) as pool:
        done = pool.map(lambda lane: [run(name, command) for name, command in lane.items()], parts)
        return [ran for lane in done for ran in lane]


def summary(done: list[Ran]) -> str:
    """Each part's seconds, and under them what failed."""
    lines = [f"{ran.name}: {'passed' if ran.passed else 'FAILED'}, {ran.seconds:.0f} s" for ran in done]
    for ran in done:
        lines += ["", f"Failed in {ran.name}:", *(f"  {what}" for what in ran.failures)] if not ran.passed else []
    return "\n".join(lines)


def quick() -> list[Ran]:
    models = [path for path in ROOT.glob("seminar/*/[a-z]*.py") if not path.stem.startswith(("picture", "widget"))]
    patterns = [
        *QUICK,
        *(
            f"tests/{path.parent.name}/test_{path.stem}.py"
            for path in models
            if path.parent.name not in ("grading", "kit")
        ),
    ]
    files = [str(path.relative_to(ROOT)) for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    rules = [*PYTEST, *TWO, "--hypothesis-profile=quick", "-m", "not browser", *dict.fromkeys(files)]
    return lanes({**STYLE, "rules of tables, rooms and models": rules})


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import CHROMIUM

    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # otherwise each of hundreds of processes compiles everything again
    began = time.perf_counter()
    whole = "--quick" not in arguments
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SEMINAR_TESTED_SITE"] = folder
        done = lanes({**STYLE, **RULES}, WAITING) if whole else quick()
    print(f"\n{summary(done)}\n\nAltogether {time.perf_counter() - began:.0f} s")
    if whole and not CHROMIUM:
        print(
            "SKIPPED: the tests in a browser, since Chromium is not installed. Install it (apt-get install chromium) and run again."
        )
    return 0 if all(ran.passed for ran in done) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
