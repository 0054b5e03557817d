"""Run the tests with the lowest versions that pyproject.toml allows, in a separate venv: ``make lowest``

Voila and JupyterLite are left out, since they need newer versions of other packages. It takes some minutes, so continuous
integration does not run it. Run it before you change a lower bound, and before a release.
"""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv-lowest"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STUDENT = {"jupyterlab"}  # the test tools that a student uses too


def lowest() -> list[str]:
    """``name==version`` for each dependency and for what students open the lessons with; test tools are not pinned."""
    needs = [Requirement(need) for need in PROJECT["dependencies"]]
    needs += [r for r in map(Requirement, PROJECT["optional-dependencies"]["test"]) if r.name in STUDENT]
    return [f"{need.name}=={_bound(need)}" for need in needs]


def _bound(need: Requirement) -> str:
    bounds = [part.version for part in need.specifier if part.operator == ">="]
    if len(bounds) != 1:
        raise ValueError(f"pyproject.toml must give one lower bound (>=) for {need.name}; it says {need.specifier}.")
    return bounds[0]


def main() -> int:
    began = time.perf_counter()
    pins = lowest()
    print("Lowest versions: " + ", ".join(pins), flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    python = str(VENV / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    constraints = VENV / "lowest.txt"
    constraints.write_text("\n".join(pins) + "\n", encoding="utf-8", newline="\n")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    extras = [need for name in ("test", "grade", "class") for need in PROJECT["optional-dependencies"][name]]
    tools = [need for need in extras if Requirement(need).name != PROJECT["name"]]
    subprocess.run([*install, "-e", ".", *tools, "-c", str(constraints)], cwd=ROOT, check=True)
    print(f"installed: {time.perf_counter() - began:.0f} s", flush=True)
    test = [python, "-W", "ignore", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2"]
    parts = {
        "rules": [*test, "tests", "-m", "not browser"],
        "lessons and keys": [
            *test, "--dist", "loadfile", "--nbval", "notebooks", "exercises/key", "--nbval-sanitize-with", "tests/nbval.cfg",
        ],
    }  # fmt: skip
    failed = []
    for name, command in parts.items():
        began = time.perf_counter()
        code = subprocess.run(command, cwd=ROOT).returncode
        print(f"{name}: {'passed' if code == 0 else 'FAILED'}, {time.perf_counter() - began:.0f} s", flush=True)
        failed += [name] if code else []
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
