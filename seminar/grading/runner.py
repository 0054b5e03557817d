"""What runs within the sandbox: a student's cells, one after the other in one namespace, and then their functions.

One line of JSON comes in (the order), a line goes out for each step of it, in turn; then a line comes in for each function with its
inputs, and one goes out with what it gave. Nothing here decides about a mark, and nothing here is secret: whatever a student's code
does to it changes only what that student hands in.

It is started anew for each hand-in, so it loads next to nothing: JSON by the C functions beneath :mod:`json`, no ``re``, no ``signal``.
pandas, numpy and the seminar cost their import only where a cell asks for them, IPython where a cell has a magic in it.
"""

import _signal
import builtins
import os
import sys
from _json import encode_basestring_ascii as _quoted
from _json import make_scanner as _make_scanner
from time import monotonic

TYPE_CHECKING = False  # typing's own is not loaded: it takes time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

LONG = 400_000  # characters of an answer's JSON from which marking's own words refuse it
DEEP = 20
MAGIC = ("%", "!", "?")


class TimeUp(BaseException):
    """The cell's time is up; no ``except Exception`` of a student's catches it."""


class Ended(BaseException):
    """The cell asked for what there is not in grading; its text says what."""


class Odd(Exception):
    """A value that is more than plain JSON."""


class _Rules:
    """What :mod:`json` gives its scanner."""

    strict = True
    memo: dict[str, str] = {}
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int
    parse_constant = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": -float("inf")}.get


_scan = _make_scanner(_Rules)  # type: ignore[arg-type]  # published as if it took its own kind; it takes any with these names


def encoded(value: "Any", depth: int = 0) -> str:
    """A value as JSON if it is made of plain dictionaries, lists, tuples, text and numbers. Odd if not."""
    kind = type(value)
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is str:
        return _quoted(value)
    if kind is int and -(10**18) < value < 10**18:
        return int.__repr__(value)
    if kind is float:
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(text := float.__repr__(value), text)
    if depth < DEEP and kind in (list, tuple):
        return f"[{','.join([encoded(v, depth + 1) for v in value])}]"
    if depth < DEEP and kind is dict and all(type(k) is str for k in value):
        return f"{{{','.join([f'{_quoted(k)}:{encoded(v, depth + 1)}' for k, v in value.items()])}}}"
    raise Odd


def carried(value: object) -> str:
    """The answer as JSON, brought into plain values by the seminar's own words where it is more than that. FormError says why not."""
    try:
        text = encoded(value)
        if len(text) <= LONG:
            return text
    except Odd:
        pass
    from seminar.exercises import marking

    plain = marking.plain(value)
    marking.canonical(plain)
    return encoded(plain)


# --- the two pipes


class Pipes:
    """The way in and the way out, kept away from what prints, reads or is started."""

    def __init__(self) -> None:
        self.read = os.fdopen(os.dup(0), encoding="utf-8", errors="strict")
        self.out = os.dup(1)
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)

    def heard(self) -> "Any":
        """The next line; the process ends with the last."""
        line = self.read.readline()
        if not line:
            os._exit(0)
        return _scan(line, 0)[0]

    def say(self, text: str) -> None:
        """Send a line whole."""
        left = f"{text}\n".encode()
        while left:
            left = left[os.write(self.out, left) :]


# --- one hand-in


class Run:
    """The namespace, the clock, and what is held of functions until all answers have been sent."""

    def __init__(self, order: dict) -> None:
        self.cell, self.end = order["cell"], monotonic() + order["all"]
        self.main = type(sys)("__main__")
        self.names = self.main.__dict__
        sys.modules["__main__"] = self.main
        self.held: dict[str, Callable[..., object]] = {}
        self.shell: Any = None
        self.real = False  # whether somebody speaks of pandas, so that tables are its own from the start
        self.running = False
        vars(builtins).update(input=_no_input, exit=_no_more, quit=_no_more, display=_Shown)
        for name in ("start", "check", "hand_in"):  # what checks in a notebook leave behind; here they show nothing
            self.names[name] = _nothing
        self.seed(order["seed"], order["sources"])

    def seed(self, seed: str, sources: str) -> None:
        """Chance is the same for the same hand-in, so that its mark is."""
        self.real = "pandas" in sources
        if any(word in sources for word in ("random", "sample", "shuffle")):
            import random

            random.seed(seed)
            try:
                import numpy
            except ImportError:
                return
            numpy.random.seed(random.Random(seed).getrandbits(32))

    def within_time(self, act: "Callable[..., object]", *given: object) -> dict | None:
        """Do it until its time is up; what stopped it, None if nothing did."""
        seconds = min(self.cell, self.end - monotonic())
        if seconds <= 0:
            return {"kind": "late"}
        try:
            try:
                self.running = True
                self._alarm(seconds)
                act(*given)
            finally:
                self.running = False
                self._alarm(0)
        except TimeUp:
            return {"kind": "time"}
        except Ended as error:
            return {"kind": "ended", "text": str(error)}
        except SystemExit:
            return {"kind": "ended", "text": "exit()"}
        except BaseException as error:
            return _told(error)
        return None

    def _alarm(self, seconds: float) -> None:
        if hasattr(_signal, "setitimer"):
            _signal.signal(_signal.SIGALRM, self._ring)
            _signal.setitimer(_signal.ITIMER_REAL, seconds, 0.1 if seconds else 0)

    def _ring(self, _number: int, _frame: object) -> None:
        if self.running:
            raise TimeUp

    def run(self, source: str) -> None:
        """One cell, as a notebook runs it."""
        if "get_ipython" in source:
            self._interactive()
        try:
            code = _compiled(source)
        except SyntaxError:
            if not any(_is_magic(line) for line in source.splitlines()):
                raise
            code = _compiled(self._interactive().transform_cell(source))
        if code.co_flags & 0x80:  # inspect.CO_COROUTINE: an await outside of any function
            from . import awaiting

            awaiting.run(eval(code, self.names))
        else:
            exec(code, self.names)

    def _interactive(self) -> "Any":
        """IPython, which turns magics into calls of its own."""
        if self.shell is None:
            from IPython.core.interactiveshell import InteractiveShell
            from traitlets.config import Config

            InteractiveShell.enable_gui = _nothing  # type: ignore[method-assign]  # no window may be opened
            without = Config({"HistoryManager": {"enabled": False}})
            self.shell = InteractiveShell.instance(config=without, user_module=self.main, user_ns=self.names)
            self.names.update(get_ipython=lambda: self.shell, exit=_no_more, quit=_no_more, display=_Shown)
        return self.shell

    def take(self, task: str, name: str, is_function: bool) -> str:
        """An answer as a line's end; of a function only that there is one."""
        value = self.names.get(name)
        if name not in self.names or (is_function and value is Ellipsis):
            return '"answer":null'
        if is_function and callable(value):
            self.held[task] = value
            return '"callable":true'
        told: list[str] = []
        stopped = self.within_time(lambda: told.append(carried(value)))
        if stopped is None:
            return f'"answer":{told[0]}'
        if stopped["kind"] == "FormError":
            return f'"fault":{_quoted(stopped["text"])}'
        return f'"stopped":{encoded(stopped)}'

    def call(self, task: str, inputs: list) -> str:
        """What a function gives for each input, as plain values."""
        from . import inputs as given

        found: list[str] = []

        def all_of_them() -> None:
            for arguments in inputs:
                found.append(_called(self.held[task], [given.adapt(a, self.real) for a in arguments]))

        stopped = self.within_time(all_of_them)
        return f'"stopped":{encoded(stopped)}' if stopped else f'"calls":[{",".join(found)}]'


def _called(function: "Callable[..., object]", arguments: list) -> str:
    try:
        return f'{{"value":{carried(function(*arguments))}}}'
    except Exception as error:
        return f'{{"error":{_quoted(type(error).__name__)}}}'


def _compiled(source: str) -> "CodeType":
    return compile(source, "<cell>", "exec", 0x2000, True)  # ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def _is_magic(line: str) -> bool:
    bare = line.strip()
    return bare.startswith(MAGIC) or bare.endswith("?")


def _told(error: BaseException) -> dict:
    """An error as plain values. Its words are the student's, and may be anything."""
    try:
        said: dict[str, object] = {"kind": str(type(error).__name__)[:100], "text": str(error)[:600]}
        if isinstance(error, SyntaxError):
            indented = isinstance(error, IndentationError)
            said |= {
                "kind": "IndentationError" if indented else "SyntaxError",
                "text": str(error.msg)[:300],
                "line": int(error.lineno or 0),
            }
        elif isinstance(error, NameError) and not isinstance(error, UnboundLocalError):
            said |= {"kind": "NameError", "name": str(error.name or "")[:100]}
        return said
    except BaseException:
        return {"kind": "error", "text": ""}


def _no_input(*_given: object) -> None:
    raise Ended("input()")


def _no_more(*_given: object) -> None:
    raise Ended("exit()")


def _nothing(*_given: object, **_named: object) -> None:
    """Shows nothing."""


class _Shown:
    """In the place of IPython's ``display``: shows nothing, and can be told to show something else."""

    def __init__(self, *_given: object, **_named: object) -> None:
        self.display_id = ""

    update = display = _nothing


def _limit(limits: dict[str, int]) -> None:
    """``limits``: names of ``resource.RLIMIT_…`` in small letters -> value, as soft and as hard limit."""
    if not limits:
        return
    import resource

    for name, value in limits.items():
        number = getattr(resource, f"RLIMIT_{name.upper()}")
        most = resource.getrlimit(number)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(number, (value, value))


def main() -> None:
    """Serve one hand-in, then end with all that it started."""
    pipes = Pipes()
    order = pipes.heard()
    sys.path += order["path"]
    sys.prefix = sys.exec_prefix = order["prefix"]
    _limit(order["limits"])
    run = Run(order)
    pipes.say('{"step":-1}')
    for step, what, *given in order["steps"]:
        if what == "run":
            stopped = run.within_time(run.run, *given)
            pipes.say(f'{{"step":{step},"stopped":{encoded(stopped)}}}')
        else:
            pipes.say(f'{{"step":{step},{run.take(*given)}}}')
    while True:
        task, inputs = pipes.heard()
        pipes.say(f'{{"step":{_quoted(task)},{run.call(task, inputs)}}}')
