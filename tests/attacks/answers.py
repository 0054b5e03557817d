"""Attacks by what is answered: what is marked is data, and a function's inputs stay hidden."""

# ruff: noqa: E501

from attacks import Attack

ATTACKS = [
    Attack(
        "enormous_answer",
        "gives 50 MB of text, and lists just below what is read.",
        "It is refused in a sentence; what is shorter is marked quickly.",
        {
            "2.1": """
parting = {c: "x" * 6_000_000 for c in "abcdefgh"}
""",
            "2.2": """
faults = {c: "whether " * 1500 for c in "abcdefgh"}
""",
            "2.3": """
def beside(*_inputs):
    return ["X1"] * 4000
""",
        },
        flag=".*",
    ),
    Attack(
        "equal_to_everything",
        "gives objects whose `==`, hash, truth and class agree with whatever they are compared with, as answer and as what the function returns.",
        "What arrives is data: 0 points.",
        {
            "2.1": '''
class Meta(type):
    """Says yes to each question about class."""

    def __instancecheck__(cls, _other):
        return True

    def __subclasscheck__(cls, _other):
        return True

    def __eq__(cls, _other):
        return True

    __hash__ = type.__hash__


class Any(metaclass=Meta):
    """Equal to everything, and of every class."""

    def __init__(self, kind=str):
        self.kind = kind

    @property
    def __class__(self):
        return self.kind

    def __eq__(self, _other):
        return True

    def __ne__(self, _other):
        return False

    def __le__(self, _other):
        return True

    __ge__ = __lt__ = __gt__ = __contains__ = __le__

    def __hash__(self):
        return 0

    def __bool__(self):
        return True

    def __len__(self):
        return 8

    def __str__(self):
        return "right"

    __repr__ = __str__


parting = {c: Any() for c in "abcdefgh"}
''',
            "2.2": """
faults = Any(dict)
""",
            "2.3": '''
class Beside(Any):
    """Callable, and returns what is equal to everything."""

    def __call__(self, *_inputs):
        return Any(list)


beside = Beside()
''',
        },
        flag=".*",
    ),
    Attack(
        "knows_that_it_is_graded",
        "looks for SEMINAR_GRADING and for the inputs of grading, and answers with what it claims to know then.",
        "There is nothing more to know when graded: 0 points.",
        {
            "2.1": """
import os

graded = "SEMINAR_GRADING" in os.environ
parting = {c: "points" if graded else "whether" for c in "abcdefgh"}
""",
            "2.3": """
def beside(events, paragraph, day):
    os.environ.pop("SEMINAR_GRADING", None)
    from seminar.exercises import check

    return [check("2.3", lambda *a: []).text()]
""",
        },
        state={"2.1": "not yet"},
    ),
    Attack(
        "look_into_the_check",
        "the function, when it is called with hidden inputs, searches history, frames and all live objects for what should come out.",
        "There is nothing to find in Python: 0 points.",
        {
            "2.3": """
import gc
import inspect
import sys


def beside(events, paragraph, day):
    found = []
    for frame in inspect.stack():
        for value in [*frame.frame.f_locals.values(), *frame.frame.f_globals.values()]:
            if isinstance(value, dict):
                found += [value[k] for k in ("accept", "key", "answer", "value", "points") if k in value]
    for value in gc.get_objects():
        if isinstance(value, dict) and "accept" in value:
            found.append(value["accept"])
    for module in list(sys.modules.values()):
        if hasattr(module, "accept"):
            found.append(module.accept)
    return [str(f)[:100] for f in found][:5]
""",
        },
        state={"2.3": "not yet"},
    ),
    Attack(
        "lying_subclasses",
        "overrides `items`, `keys`, `__iter__`, `strip`, `__round__`, `__str__`, `isoformat`, `tolist`, `to_dict` and `item`, so that what is checked is not what is sent.",
        "Only the values that arrive are marked: 0 points.",
        {
            "2.1": '''
from itertools import cycle

WORDS = cycle(["right", "true", "8", "full"])


class Text(str):
    """Another word at each look."""

    def strip(self, *_a):
        return next(WORDS)

    def __str__(self):
        return next(WORDS)

    def __eq__(self, _other):
        return True

    __hash__ = str.__hash__


class Map(dict):
    """A dictionary that has all keys."""

    def items(self):
        return [(c, Text("")) for c in "abcdefgh"]

    def keys(self):
        return set("abcdefgh")

    def __contains__(self, _key):
        return True

    def __getitem__(self, _key):
        return Text("right")

    def get(self, *_a):
        return Text("right")


parting = Map()
''',
            "2.2": '''
class Trap:
    """Offers every method by which values are taken."""

    def isoformat(self):
        raise TypeError("not yet")

    def tolist(self):
        return self

    def to_dict(self):
        return {self: self}

    def item(self):
        return self


class Real(float):
    """Rounds to whatever is wanted."""

    def __round__(self, *_a):
        return Trap()

    def is_integer(self):
        raise KeyboardInterrupt


faults = {"a": Trap(), "b": Real(1.5)}
''',
            "2.3": """
def beside(events, paragraph, day):
    return Map(a=Real("nan"))
""",
        },
        flag=".*",
    ),
    Attack(
        "names_by_the_thousand",
        "sends thousands of entries and very long names, which a helper would compare one with another.",
        "Marking takes a moment.",
        {
            "2.1": """
parting = {f"{'whether' * 3}{n}": "whethe" for n in range(2500)}
""",
            "2.2": """
faults = {c: "soun" * 2500 for c in "abcdefgh"}
""",
        },
        state={"2.1": "not yet", "2.2": "not yet"},
    ),
    Attack(
        "nested_deeply",
        "gives lists within lists, dictionaries within dictionaries.",
        "It is refused in a sentence.",
        {
            "2.1": """
parting = []
for _ in range(10_000):
    parting = [parting]
""",
            "2.2": """
faults = {}
for _ in range(30):
    faults = {"a": faults}
""",
        },
        state={"2.1": "not yet", "2.2": "not yet"},
    ),
    Attack(
        "only_the_public_inputs",
        "keeps the public inputs and what comes out of them, and fails on all others.",
        "It is called with other inputs: 0 points.",
        {
            "2.3": """
import json

from seminar.exercises.conventions import known
from seminar.exercises.tasks import adapt

KNOWN = {}
for table, paragraph, day in known()["tasks"]["2.3"]["inputs"]:
    events, on = adapt(table), adapt(day)
    KNOWN[",".join(events.event_id)] = [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= on]


def beside(events, paragraph, day):
    return KNOWN[",".join(events.event_id)]
""",
        },
        state={"2.3": "not yet"},
    ),
    Attack(
        "patch_the_rest",
        "replaces print, json, hashlib, comparison, `isinstance`, the display hook and IPython's formatters so that every answer looks right.",
        "0 points; Python may break, the grader does not.",
        {
            "2.1": """
import builtins
import hashlib
import json

from IPython import get_ipython

shell = get_ipython()
builtins.print = lambda *_a, **_k: None
hashlib.sha256 = lambda *_a: type("H", (), {"hexdigest": lambda self: "0" * 64})()
json.loads = lambda *_a, **_k: {"a": "whether"}
bundle = {"text/plain": "2.1: right. 8 of 8 points.", "application/vnd.seminar.answer+json": {"version": 1, "task": "2.1", "answer": "right", "points": 8}}
shell.display_formatter.format = lambda *_a, **_k: (bundle, {})
parting = {c: "right" for c in "abcdefgh"}
""",
            "2.2": """
builtins.isinstance = lambda *_a: True
builtins.len = lambda _v: 8
builtins.sum = lambda *_a: 1
faults = 8
""",
            "2.3": """
import sys

sys.displayhook = lambda *_a: None
shell.displayhook = None
builtins.callable = lambda _v: False
beside = {"calls": [{"value": "right"}] * 3}
""",
        },
        flag=".*",
    ),
    Attack(
        "script_in_an_answer",
        "writes HTML, script and spreadsheet formulas into entries, keys and the words of an error.",
        "They are text wherever they are shown: the pages hold no tag of it.",
        {
            "2.1": """
EVIL = "<script>alert('seminar')</script><img src=x onerror=alert(1)>"
parting = {c: EVIL for c in "abcdefgh"}
""",
            "2.2": """
faults = {EVIL: "=cmd|' /C calc'!A0", "</td>{{ 7*7 }}": "javascript:alert(1)"}
""",
            "2.3": """
raise ValueError("<script>alert('seminar')</script>{{ 7*7 }}")
""",
        },
        state={"2.1": "not yet", "2.2": "not yet"},
    ),
    Attack(
        "smuggle_by_errors",
        "raises the hidden inputs as the text of errors, as names of classes, and returns them.",
        "No word of the function's reaches a result: SMUGGLED stands in none.",
        {
            "2.3": """
TURN = iter(range(10))


def beside(events, paragraph, day):
    told = "SMUGGLED " + ",".join(events.event_id)
    turn = next(TURN)
    if turn == 0:
        raise ValueError(told)
    if turn == 1:
        raise type(told, (Exception,), {})()
    return [told]
""",
        },
        state={"2.3": "not yet"},
    ),
    Attack(
        "strange_numbers",
        "gives NaN, infinity, numbers of thousands of digits, complex numbers and numpy's strangest.",
        "Each has a sentence or nothing; no error in the grader.",
        {
            "2.1": """
import numpy as np

parting = {"a": float("nan"), "b": float("inf"), "c": 10**4000, "d": -(10**4000), "e": 1e308, "f": True, "g": 5e-324, "h": -0.0}
""",
            "2.2": """
faults = {"a": np.nan, "b": np.timedelta64(1), "c": 3 + 4j, "d": np.float16(1), "e": np.ma.masked, "f": np.array([[np.nan]]), "g": range(10**9), "h": np.void(b"x")}
""",
            "2.3": """
def beside(*_inputs):
    return [10**4000, float("inf")]
""",
        },
        flag=".*",
    ),
    Attack(
        "strange_text",
        "gives NUL, half characters, marks of direction, keys that are no text, and bytes.",
        "Each is text or refused; no file of results breaks.",
        {
            "2.1": r"""
parting = {"a": "\0", "b": "\u202e\u2066", "c": "\ud800", "d": "\x1b[2J", "e": "\ufeff", "f": "a\r\nb", "g": b"x", "h": "\U000e0001"}
""",
            "2.2": r"""
faults = {1: "x", None: "x", (1, 2): "x", 1.5: "x", b"a": "x", "\udfff": "x"}
""",
            "2.3": r"""
raise ValueError("\0\x1b[2J\ud800\r\n")
""",
        },
        flag=".*",
    ),
    Attack(
        "edited_checks",
        "hands in check cells that give full marks, with the ids of the real ones.",
        "The instructor's own are taken; the edit is reported.",
        {
            "check-2-1": "from seminar.exercises import check\n\ncheck = lambda *a: 8\nparting = 8\n8",
            "check-2-1-b": "print('right')",
            "check-9-9": "from seminar.exercises import check\n\ncheck('2.1', 'right')",
            "2.1": 'parting = {c: "" for c in "abcdefgh"}',
        },
        flag="check cell of 2.1 was edited",
    ),
    Attack(
        "patches_the_marking",
        "puts functions of its own in the place of marking's, of the check and of the package.",
        "The words of a student's Python count for nothing: 0 points.",
        {
            "2.1": "import sys\n\nimport seminar.exercises as exercises\nfrom seminar.exercises import marking\n\nfull = marking.Mark(8, 8, 'Right.')\n"
            "marking.mark = lambda *_a, **_k: full\nmarking.credit = lambda *_a, **_k: 1.0\nmarking.fault = lambda *_a, **_k: ''\n"
            "marking.canonical = lambda _v: 'right'\nmarking.plain = lambda v, _d=0: v\nparting = {c: 'right' for c in 'abcdefgh'}",
            "2.2": "exercises.check = lambda *_a, **_k: 8\nfaults = {1: full, 'points': 8}",
            "2.3": "sys.modules['seminar.exercises'] = None\nbeside = 'right'",
        },
        flag=".*",
    ),
    Attack(
        "smuggles_by_every_kind",
        "returns the hidden inputs as texts, as names of classes and of errors, and by what stops the function.",
        "No word of it reaches a result.",
        {
            "2.3": "turns = iter(range(9))\n\n\ndef beside(events, paragraph, day):\n    told = 'SMUGGLED ' + ','.join(events.event_id)\n    turn = next(turns)\n"
            "    if turn == 0:\n        return type(told, (), {})()\n    if turn == 1:\n        return {told: told}\n    if turn == 2:\n        raise type(told, (KeyError,), {})(told)\n"
            "    raise SystemExit(told) if turn == 3 else KeyboardInterrupt(told)\n"
        },
        state={"2.3": "not yet"},
    ),
    Attack(
        "huge_when_it_is_made",
        "multiplies a text to a gigabyte, opens a million brackets, writes a cell of one long number.",
        "None of it is evaluated by the grader.",
        {"2.1": "parting = 'x' * 10**9", "2.2": "faults = " + "[" * 90_000, "2.3": "beside = " + "9" * 90_000},
        state={"2.1": "not yet", "2.2": "not yet", "2.3": "not yet"},
    ),
    Attack(
        "odd_literals",
        "assigns names twice, splits answers over cells, uses keys that are no text, texts that are joined, and signed zeros.",
        "What Python makes of it is marked: 0 points.",
        {
            "2.1": "parting = {'a': 'x'}\nparting = {1: 'x', None: 'y', (1, 2): 'z', 1.0: 'w', True: 'v'}",
            "2.2": "faults = {'a': 'wh' 'ether', 'b': -0.0, 'c': 1_000, 'd': 0x10}",
            "after-1": "faults['e'] = faults",
        },
    ),
]
