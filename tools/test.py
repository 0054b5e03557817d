"""Pass the tests, part by part, and say how long each took and what was left out: ``make test``."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "seminar.grading.slim"]
TWO = ["-n", "2", "--dist", "loadfile"]  # files at a time
PARTS = {
    "style": [sys.executable, "-m", "ruff", "check", "--no-cache", "."],
    "rules": [*PYTEST, *TWO, "--no-loadscope-reorder", "tests", "-m", "not browser", "--ignore=tests/grading/test_grading_attacks.py"],
    "attacks on grading": [*PYTEST, "tests/grading/test_grading_attacks.py"],
    "lessons and keys against their stored outputs": [
        *PYTEST, "--nbval", "notebooks", "exercises/key", "--nbval-sanitize-with", "tests/nbval.cfg", "--nbval-cell-timeout=60",
        *TWO,
    ],
    "lessons in a browser": [*PYTEST, "tests", "-m", "browser"],
}  # fmt: skip


def main() -> int:
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import CHROMIUM

    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of the hundreds of processes compiles everything anew
    lines, failed = [], []
    for name, command in PARTS.items():
        print(f"\n== {name}", flush=True)
        began = time.perf_counter()
        code = subprocess.run(command, cwd=ROOT).returncode
        lines.append(f"{name}: {'passed' if code == 0 else 'FAILED'}, {time.perf_counter() - began:.0f} s")
        failed += [name] if code else []
    print("\n" + "\n".join(lines))
    if not CHROMIUM:
        print(
            "SKIPPED: the tests in a browser, since Chromium is not installed. Install it (apt-get install chromium) and run again."
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
