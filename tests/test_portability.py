"""Windows and macOS: what would work on Linux only, found in the code. Grading is left out: its sandbox is Linux's, and it says so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("binder", "data", "docs", "example", "exercises", "notebooks", "seminar", "tests", "tools")
MADE = {"__pycache__", ".ipynb_checkpoints", "screenshots"}
FILES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file() and not MADE & set(path.relative_to(ROOT).parts) and not path.name.startswith("my_a")
]
GRADING = re.compile(r"grading|tools/grade_|tests/attacks/")
CODE = [p for p in FILES if p.suffix == ".py" and not GRADING.search(p.relative_to(ROOT).as_posix())]
ASKED = {  # it asks first whether that is there; a folder inside bubblewrap, which only Linux has
    ("tools/bench.py", "/proc/self/status"),
    ("tests/exercises/test_exercises_hand_in.py", "/dev"),
    ("tests/test_answers.py", "/dev"),
}

POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    "os": "chown chroot fork forkpty getegid geteuid getgid getloadavg getpgid getuid killpg mkfifo nice openpty "
    "sched_getaffinity setgid setpgid setsid setuid statvfs uname wait waitpid",
    "signal": "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR1 SIGUSR2 alarm pause setitimer",
}
POSIX_ARGUMENTS = {"preexec_fn", "start_new_session", "pass_fds"}
POSIX_TEXT = re.compile(r"/(tmp|dev|proc|usr|etc|var|home|bin)(/|$)|.*%-[a-zA-Z]")  # a path, or a day without its zero


def posix_only(tree: ast.AST) -> list[str]:
    """What of a module only Linux and macOS have: modules, functions, arguments, paths and forms of a date."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.partition(".")[0] in POSIX_MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module in POSIX_MODULES:
            found.append(node.module)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in POSIX_NAMES.get(node.value.id, "").split():
                found.append(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.keyword) and node.arg in POSIX_ARGUMENTS:
            found.append(node.arg)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and POSIX_TEXT.match(node.value):
            found.append(node.value)
    return found


def opened_as_text(tree: ast.AST) -> list[tuple[str, str, set[str]]]:
    """Each (call, mode, names of arguments) that reads or writes a file as text."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = {keyword.arg for keyword in node.keywords}
        if name in ("read_text", "write_text"):
            found.append(
                (ast.unparse(node), name[0], given | ({"encoding"} if name == "read_text" and node.args else set()))
            )
        elif name == "open":
            place = 1 if isinstance(node.func, ast.Name) else 0  # of the mode: open(path, mode), path.open(mode)
            modes = [k.value for k in node.keywords if k.arg == "mode"] + node.args[place : place + 1]
            mode = modes[0].value if modes and isinstance(modes[0], ast.Constant) else "" if modes else "r"
            if re.fullmatch(r"[rwxat+]+", str(mode)):  # else the method of something else, or bytes
                found.append((ast.unparse(node), mode, given))
    return found


TREES = {p.relative_to(ROOT).as_posix(): ast.parse(p.read_text(encoding="utf-8")) for p in CODE}


def test_nothing_is_called_that_only_posix_has():
    code = {name: tree for name, tree in TREES.items() if name != "tests/test_portability.py"}
    assert {(name, found) for name, tree in code.items() for found in posix_only(tree)} - ASKED == set()


def test_a_text_file_is_opened_with_its_encoding():
    calls = [(name, *call) for name, tree in TREES.items() for call in opened_as_text(tree)]
    assert [(name, call) for name, call, _, given in calls if "encoding" not in given] == []


def test_a_text_file_that_the_seminar_writes_has_the_same_line_ends_everywhere():
    ours = [
        (name, *call) for name, tree in TREES.items() if not name.startswith("tests/") for call in opened_as_text(tree)
    ]
    written = [(name, call, given) for name, call, mode, given in ours if mode[0] in "wxa"]
    assert len(written) > 5 and [(name, call) for name, call, given in written if "newline" not in given] == []


@pytest.mark.parametrize(
    "line",
    [
        "import fcntl",
        "os.fork()",
        "run([], start_new_session=True)",
        "p.send_signal(signal.SIGKILL)",
        "f = '/tmp/x'",
        "'%-d'",
    ],
)
def test_what_only_posix_has_is_seen(line):
    assert len(posix_only(ast.parse(line))) == 1


def test_a_file_opened_as_text_is_seen():
    lines = ["open('a')", "p.open()", "p.open('w')", "p.read_text()", "p.write_text(words)"]
    assert [mode for line in lines for _, mode, _ in opened_as_text(ast.parse(line))] == ["r", "r", "w", "r", "w"]
    assert opened_as_text(ast.parse("open('a', 'rb'); board.open(name, view); Image.open(file)")) == []


def test_a_file_s_name_can_be_that_of_a_file_on_every_system():
    names = [path.relative_to(ROOT).as_posix() for path in FILES]
    assert [
        n for n in names if re.search(r'[<>:"\\|?*]|[ .](/|$)|(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)', n, re.I)
    ] == []
    assert len({n.lower() for n in names}) == len(names) and max(map(len, names)) < 120


def test_every_text_file_ends_its_lines_alike():
    """On Windows too, since git is told so."""
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert [p.name for p in FILES if p.suffix not in (".png", ".gz", ".zip") and b"\r\n" in p.read_bytes()] == []
