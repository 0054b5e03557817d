"""What a lesson's call cannot do is one sentence on the screen; a fault of the seminar's own keeps its traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from seminar import errors
from seminar.kit.ids import as_written, meant

ROOT = Path(__file__).resolve().parent.parent
SHELL = """
import sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
with capture_output() as out:
    shell.run_cell(sys.argv[1], store_history=True)
for shown in out.outputs:
    print("SHOWN", shown.data.get("text/html") or shown.data.get("text/plain"))
print("PRINTED", out.stdout, out.stderr)
"""


def on_screen(cell: str, folder: Path) -> str:
    """What a notebook in this folder shows of a cell, in a process of its own."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": path, "HOME": str(folder), "IPYTHONDIR": str(folder / "ipython")}
    command = [sys.executable, "-c", SHELL, cell]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert not ran.returncode, ran.stderr
    return ran.stdout


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (
            "from seminar import argument; argument.check('C99')",
            "There is no claim 'C99'; the claims run from C01 to C",
        ),
        ("from seminar import settlement; settlement.paper('kasan_2011')", "Do you mean 'kazan_2011'?"),
        ("from seminar import tradeoffs; tradeoffs.strait(p=7)", "p is 7"),
        ("import seminar\ntradeoffs.strait()", "Begin the cell with the line: from seminar import tradeoffs"),
        ("from seminar import tradeoffs; tradeoffs.strat()", "There is no tradeoffs.strat. Do you mean 'strait'?"),
        ("from seminar import argument; argument.check()", "missing 1 required positional argument: 'claim_id'"),
    ],
)
def test_a_slip_in_a_lesson_s_call_is_one_sentence(tmp_path, cell, sentence):
    shown = on_screen(cell, tmp_path)
    assert sentence in unescape(shown), shown
    assert "Traceback" not in shown and shown.count('role="alert"') == 1


def test_a_fault_that_no_sentence_speaks_of_keeps_its_traceback(tmp_path):
    fault = "import seminar, seminar.tables\nseminar.tables.seminar_data = None\nseminar.tables.read('events')"
    assert "Traceback" in on_screen(fault, tmp_path)
    assert "Traceback" in on_screen("import seminar\n1 / 0", tmp_path)


def test_a_file_that_hides_a_module_is_named(tmp_path):
    (tmp_path / "colorsys.py").write_text("x = 1\n", encoding="utf-8")  # of Python's own, and needed by matplotlib
    (tmp_path / "my_notes.py").write_text("x = 1\n", encoding="utf-8")
    shown = on_screen("from seminar import tradeoffs", tmp_path)
    assert "The file colorsys.py beside this notebook hides a module" in shown and "Traceback" not in shown
    (tmp_path / "colorsys.py").unlink()
    assert "role=" not in on_screen("from seminar import tradeoffs", tmp_path)


def test_an_id_takes_any_case_and_a_near_one_is_named():
    ids = ["C1", "C15", "kazan_2011"]
    assert as_written("c15", ids) == "C15" and as_written(" Kazan-2011", ids) == "kazan_2011"
    assert as_written("C99", ids) == "C99" and as_written("c015", ids) == "C15"
    assert meant("kasan 2011", ids) == " Do you mean 'kazan_2011'?" and meant("zzz", ids) == meant("C16", ids) == ""


def test_every_error_with_a_sentence_is_of_one_kind():
    from seminar.answers import AnswersError
    from seminar.argument.model import UnknownClaim
    from seminar.bargaining.delegations import DelegationError
    from seminar.kit.files import FileError
    from seminar.tables import DataError

    for kind in (AnswersError, UnknownClaim, DelegationError, FileError, DataError):
        assert issubclass(kind, errors.SeminarError)


def test_lessons_words_take_ids_in_any_case(data):
    from seminar import actors, argument, bargaining, history, settlement

    assert argument.check("c15").title == argument.check("C15").title
    assert settlement.paper("Kazan_2011").html() == settlement.paper("kazan_2011").html()
    assert actors.figures("aze").html() == actors.figures("AZE").html()
    assert bargaining.reasons("LAVROV_2020").html() == bargaining.reasons("lavrov_2020").html()
    assert history.accounts("e27").static == history.accounts("E27").static
