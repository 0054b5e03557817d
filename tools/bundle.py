"""Pack what students get into dist/unenviable-task-students.zip: lessons, exercises, package and data, and no key.

Its README has only those parts of ours that are for students. With a class's code it also has the reasons of the exercises, sealed with that
code; without one it is for practice, and `why` says that there are none.

python tools/bundle.py [file] [--code "four words of yours"] [--code 2="others for exercise 2"]
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "dist" / "unenviable-task-students.zip"
FILES = (
    "docs/glossary.md",
    "docs/glossary_after.md",
    "docs/names.md",
    "docs/ai.md",
    "docs/lesson-0.png",
    "README.md",
    "LICENSE",
    "LICENSE-TEXT",
    "Makefile",
    "requirements.txt",
    "environment.yml",
    "binder/requirements.txt",
    "binder/runtime.txt",
    "binder/postBuild",
    "pyproject.toml",
    "CITATION.cff",
)
SECTIONS = {"Start", "For the student", "Licences"}  # of README.md; the others are about what is not in the bundle
FOLDERS = {"seminar": "**/*", "data": "**/*", "notebooks": "[0-9]*.ipynb", "exercises": "[0-9]*.ipynb"}
_MADE = {"__pycache__", ".ipynb_checkpoints"}
# These need the key, which is not in the bundle.
_TEACHERS = {"seminar/exercises/build.py", "seminar/cli.py"}


def contents() -> list[Path]:
    """The files of the bundle, relative to the project."""
    found = [ROOT / name for name in FILES if (ROOT / name).exists()]
    found += [p for folder, pattern in FOLDERS.items() for p in sorted((ROOT / folder).glob(pattern)) if p.is_file()]
    relative = [p.relative_to(ROOT) for p in found]
    ours = {p for p in relative if p.as_posix() in _TEACHERS or p.is_relative_to("seminar/grading")}
    return [p for p in relative if not _MADE & set(p.parts) and p not in ours]


def readme(text: str) -> str:
    """README.md as students get it: its opening, and the sections for them."""
    text = re.sub(r"<!-- published -->.*?<!-- /published -->\n+", "", text, flags=re.S)  # links for who is elsewhere
    theirs = re.sub(r"^\*\*Students:\*\* (.+\n)+\n", "", text, flags=re.M)  # they have found it
    opening, *sections = re.split(r"^## ", theirs, flags=re.M)
    return opening + "".join(f"## {s}" for s in sections if s.partition("\n")[0] in SECTIONS)


def makefile(text: str) -> str:
    """The Makefile as students get it: one command; the others need what is not in the bundle."""
    rules = [r for r in text.split("\n\n") if r.startswith(("lab:", "clean:", "$(BIN)/python:", "$(VENV)/student:"))]
    variables = re.findall(r"^[A-Z]+ \??:?= .*$", text, re.M)
    head = ["# One command: `make lab` opens the seminar. It makes .venv if it is not there.", *variables]
    return "\n\n".join(["\n".join(head), ".PHONY: lab clean", *(r.strip("\n") for r in rules)]) + "\n"


def project(text: str) -> str:
    """pyproject.toml as students get it: without the command, the page of an index, and anything for tests and releases."""
    tables = re.split(r"^(?=\[)", text, flags=re.M)
    ours = (
        "[project.scripts]",
        "[project.entry-points",
        "[project.optional-dependencies]",
        "[project.readme]",
        "[tool.hatch.build.targets.sdist]",
        "[tool.pytest",
        "[tool.ruff",
        "[tool.mypy",
    )
    return "".join(t for t in tables if not t.startswith(ours))


AS_STUDENTS_GET_IT = {"README.md": readme, "Makefile": makefile, "pyproject.toml": project}


REASONS = "seminar/exercises/reasons.json"


def reasons(codes: dict[str, str]) -> str:
    """The reasons of the exercises as the bundle has them: sealed with a code for each, or one for all."""
    sys.path.insert(0, str(ROOT))
    from seminar.exercises import build

    return build.as_text(build.sealed([build.read(name) for name in build.names()], codes))


def pack(target: Path = TARGET, codes: dict[str, str] | None = None) -> Path:
    """Write the zip, the same bytes for the same files. ``codes`` by the number of an exercise; ``""`` is for all that have none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in contents():
            held, change = (ROOT / path).read_bytes(), AS_STUDENTS_GET_IT.get(path.as_posix())
            bundle.writestr(_entry(path.as_posix()), change(held.decode("utf-8")) if change else held)
        if codes:
            bundle.writestr(_entry(REASONS), reasons(codes))
    return target


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"unenviable-task/{name}", (2020, 10, 16, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _code(text: str) -> tuple[str, str]:
    number, equals, words = text.partition("=")
    return (number.strip(), words) if equals and number.strip().isdigit() else ("", text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=TARGET)
    code = "seal the reasons with this code, or with 2=CODE those of exercise 2 alone; students open them with it"
    parser.add_argument("--code", type=_code, action="append", default=[], help=code)
    options = parser.parse_args()
    made = pack(options.file, dict(options.code))
    print(
        f"{made.name}: {made.stat().st_size / 1e6:.1f} MB, {len(contents())} files{', and sealed reasons' if options.code else ', without reasons'}"
    )
