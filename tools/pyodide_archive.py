"""Python for the reader's browser, to be carried by the page of ``make lite``: fetch it, and cut it to what the lessons need.

python tools/pyodide_archive.py [folder]    # make pyodide: fetches the whole archive into the folder, once
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = "314.0.7"  # 314 brings Python 3.14
ARCHIVE = f"https://github.com/pyodide/pyodide/releases/download/{VERSION}/pyodide-{VERSION}.tar.bz2"
SHA256 = "192b5864e6e6d30ab074861af800cb8b4acb0998ef0f9342c3367448aeb86645"  # as public repositories state it
LOCK = "pyodide-lock.json"  # names each package's file, its digest and what it needs
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
KERNEL = ("ipython", "jedi", "micropip", "packaging")  # what JupyterLite's own kernel loads from it
PYTHON = "3.14"  # for which JupyterLite's kernel of today is made


def fetch(folder: Path, archive: str = ARCHIVE, sha256: str = SHA256) -> Path:
    """Fetch the archive and unpack it into ``folder``, which must not exist; return the folder.

    Raises ValueError, with a sentence, if the folder is there or the archive is not the one that was meant.
    """
    if folder.exists():
        raise ValueError(f"{folder} is there already. Delete it to fetch Pyodide anew, or give it to make lite.")
    with tempfile.TemporaryDirectory() as made:
        fetched = Path(made) / "archive"
        with urllib.request.urlopen(archive) as source, fetched.open("wb") as out:
            shutil.copyfileobj(source, out)
        if digest(fetched) != sha256:
            raise ValueError(
                f"What came from {archive} is not Pyodide {VERSION}: its SHA-256 differs. Nothing was unpacked."
            )
        with tarfile.open(fetched) as packed:
            packed.extractall(made, filter="data")
        shutil.move(Path(made) / "pyodide", folder)
    return folder


def needed(lock: dict, wanted: tuple[str, ...]) -> list[str]:
    """The names of these packages and of all that they need, as the lock has them; KeyError if one is not in it."""
    found, asked = set(), list(wanted)
    while asked:
        name = asked.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            asked += lock["packages"][name]["depends"]
    return sorted(found)


def carry(folder: Path, into: Path, wanted: tuple[str, ...]) -> int:
    """Copy the core, the kernel's packages and ``wanted`` with their needs; return the size of all in bytes.

    ``folder`` is an unpacked archive of Pyodide. Raises ValueError, with a sentence, if it lacks a file, holds another
    Python than JupyterLite's kernel is made for, or a package is not the one that its lock names.
    """
    missing = [name for name in (*CORE, LOCK) if not (folder / name).is_file()]
    if missing:
        raise ValueError(
            f"{folder} has no {missing[0]}. It should be an unpacked archive of Pyodide: make pyodide fetches one."
        )
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    if not lock["info"]["python"].startswith(f"{PYTHON}."):
        raise ValueError(
            f"{folder} holds Python {lock['info']['python']}; the page needs {PYTHON}. Take Pyodide {VERSION}."
        )
    names = needed(lock, (*KERNEL, *wanted))
    into.mkdir(parents=True)
    for name in names:
        package = lock["packages"][name]
        wheel = folder / package["file_name"]
        if not wheel.is_file() or digest(wheel) != package["sha256"]:
            raise ValueError(
                f"{wheel} is missing or damaged. Take the full archive of Pyodide {VERSION}, not its core alone."
            )
        shutil.copy(wheel, into)
    for name in CORE:
        shutil.copy(folder / name, into)
    kept = {**lock, "packages": {name: lock["packages"][name] for name in names}}
    (into / LOCK).write_text(json.dumps(kept), encoding="utf-8", newline="\n")
    return sum(file.stat().st_size for file in into.iterdir())


def digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    try:
        print(fetch(Path(sys.argv[1] if sys.argv[1:] else ROOT / "pyodide").resolve()))
    except (OSError, ValueError) as fault:
        sys.exit(f"Pyodide was not fetched. {fault}")
