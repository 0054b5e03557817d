"""Write binder/requirements.txt: the exact version of all that a student's computer installs, on every system. ``python tools/lock.py``

It needs uv (pip install uv), which reads requirements.txt and asks the package index. Run it before a release, then try what it wrote.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "binder" / "requirements.txt"
# Binder brings a Notebook of its own, which allows no newer JupyterLab: the two are locked together.
WANTED = (ROOT / "requirements.txt").read_text(encoding="utf-8") + "notebook>=7.2,<8\n"
OPTIONS = ["--universal", "--python-version=3.11", "--no-header", "--no-annotate", "--no-emit-index-url"]


def main() -> None:
    if not shutil.which("uv"):
        sys.exit("uv is not installed; it finds the versions. Install it: pip install uv")
    command = ["uv", "pip", "compile", "--quiet", *OPTIONS, "-"]
    done = subprocess.run(command, cwd=ROOT, input=WANTED, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"uv found no versions that fit together:\n{done.stderr[-2000:]}")
    head = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    pins = [line for line in done.stdout.splitlines() if not line.startswith("-e")]
    LOCK.write_text("\n".join([*head, *pins]) + "\n", encoding="utf-8", newline="\n")
    print(f"{LOCK.relative_to(ROOT)}: {len(pins)} lines")


if __name__ == "__main__":
    main()
