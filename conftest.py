"""What ``pytest --nbval notebooks`` needs, so that it passes as anybody types it.

The lessons run without anybody's answers and leave none behind; what a kernel and its libraries write for themselves goes to
a folder of its own, since a home folder may be missing; and what may differ between machines though nothing is wrong is left out.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_OWN = (
    "SEMINAR_ANSWERS",
    "MPLCONFIGDIR",
    "IPYTHONDIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_CONFIG_DIR",
)
_NEUTRAL = ("SEMINAR_PREDICT", "SEMINAR_SEAL", "PYTHONWARNINGS")


def pytest_configure(config) -> None:
    """Prepare the run where notebooks are compared with their stored outputs; any other run is left as it is."""
    asked = config.option
    if not (getattr(asked, "nbval", False) or getattr(asked, "nbval_lax", False)) or hasattr(config, "workerinput"):
        return
    asked.nbval_sanitize_with = asked.nbval_sanitize_with or str(Path(__file__).parent / "tests" / "nbval.cfg")
    folder = tempfile.mkdtemp(prefix="seminar-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    for name in _OWN:
        os.environ[name] = str(Path(folder) / name.lower())
        Path(os.environ[name]).mkdir()
    for name in _NEUTRAL:
        os.environ.pop(name, None)
