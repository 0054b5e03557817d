"""Attacks on the pipe by which answers go to the grader: forged, endless, huge and half lines, and what comes out of turn."""

# ruff: noqa: E501

from attacks import Attack

# The ways out and in, as whoever looks among the process's descriptors finds them.
FIND = r"""
import fcntl
import json
import os

PIPES = [n for n in range(3, 128) if os.path.islink(f"/proc/self/fd/{n}") and os.readlink(f"/proc/self/fd/{n}").startswith("pipe:")]
OUT = next(n for n in PIPES if fcntl.fcntl(n, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY)
IN = next(n for n in PIPES if fcntl.fcntl(n, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY)


def say(step, **told):
    os.write(OUT, json.dumps({"step": step, **told}).encode() + b"\n")


parting = {"a": "right"}
"""


def raw(line: str) -> dict[str, str]:
    """Cells that write something raw where a line is awaited."""
    return {"2.1": f"{FIND}\nos.write(OUT, {line})\n", "2.2": 'faults = {"a": "right"}'}


ASKED = "what it had not been asked"
RIGHT = """
def beside(events, paragraph, day):
    return [e.event_id for e in events.itertuples() if paragraph in e.paragraphs and e.known_from <= day]
"""

ATTACKS = [
    Attack(
        "forged_lines",
        "writes answers, marks and ends of steps that have not come yet, in every order.",
        "A line out of its turn ends the run: what it says is data at most, never a mark.",
        {
            "2.1": f"{FIND}\nfor n in range(20):\n    say(n, answer={{c: 'whether' for c in 'abcdefgh'}}, points=8, mark=8, state='right', calls=[])\n"
        },
        flag=ASKED,
    ),
    Attack(
        "forged_in_turn",
        "writes each line that is still to come in its turn, with marks in it, for its own tasks, and then waits.",
        "It has handed in these answers, and they are wrong: 0 points. The hidden inputs are asked for in vain.",
        {
            "2.1": f"{FIND}\nfor n in range(1, 9):\n    say(n, answer={{c: 'x' for c in 'abcdefgh'}}, callable=n == 6, points=8, state='right')\n"
            "say('2.3', calls=[{'value': ['X1'], 'credit': 1}] * 5, points=4)\nimport time\ntime.sleep(9)\n"
        },
        flag=".*",
    ),
    Attack(
        "claims_another_tasks_answer",
        "answers 2.2 from the cell of 2.1, in a line of its own, as 2.2 and as 2.3.",
        "A line tells of the step whose turn it is, whatever it claims besides.",
        {"2.1": f"{FIND}\nsay(1, task='2.2', answer='whether')\nsay('2.2', answer='whether')\nsay('2.3', calls=[])\n"},
        flag=ASKED,
    ),
    Attack("no_json", "writes bytes that are no JSON.", "The run ends.", raw(r'b"\xff\xfe{\n"'), flag=ASKED),
    Attack(
        "nested_json", "writes JSON nested 200,000 deep.", "The run ends.", raw(r'b"[" * 200_000 + b"\n"'), flag=ASKED
    ),
    Attack(
        "a_number_of_a_million_digits",
        "writes a number that is slow to read.",
        "The run ends.",
        raw(r'b"9" * 900_000 + b"\n"'),
        flag=ASKED,
    ),
    Attack(
        "not_an_object",
        "writes lists, texts and numbers.",
        "The run ends.",
        raw(r'b"[1]\n\"x\"\n1\nnull\n"'),
        flag=ASKED,
    ),
    Attack(
        "true_for_one",
        "writes true in the place of a step's number.",
        "The run ends.",
        raw(r'b"{\"step\": true}\n" * 9'),
        flag=ASKED,
    ),
    Attack(
        "strange_values",
        "writes, in its turn, half characters, NaN, infinities, nested lists and kinds of errors that are none.",
        "Each is made harmless.",
        {
            "2.1": f"{FIND}\nsay(1, stopped={{'kind': ['x'], 'text': {{}}, 'line': 1e400, 'name': 3}})\n"
            r"""os.write(OUT, b'{"step":2,"answer":{"a":"\\ud800","b":NaN,"c":Infinity,"d":[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}}' + b'\n')"""
            "\nimport time\ntime.sleep(9)\n"
        },
        flag=".*",
    ),
    Attack(
        "endless_lines",
        "writes lines without end, from several threads.",
        "It is cut off after a few thousand.",
        {
            "2.1": f"{FIND}\nimport threading\n\n\ndef flood():\n    while True:\n        say(-1)\n\n\n[threading.Thread(target=flood).start() for _ in range(4)]\n"
        },
        flag=ASKED,
    ),
    Attack(
        "a_line_of_100_MB",
        "writes 100 MB without an end of line.",
        "No more than a megabyte of it is taken.",
        {"2.1": f"{FIND}\nfor _ in range(100):\n    os.write(OUT, b'x' * (1 << 20))\n"},
        flag=ASKED,
    ),
    Attack(
        "half_a_line",
        "writes half a line and waits.",
        "The cell's time is kept; it is ended.",
        {
            "2.1": f"{FIND}\nos.write(OUT, b'{{\"step\": 1, ')\nimport signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(99)\n"
        },
        flag=".*",
    ),
    Attack(
        "closes_the_pipe",
        "closes every descriptor, so that nothing more can be said.",
        "It costs this task; the others count.",
        {"2.1": 'import os\n\nos.closerange(3, 256)\nparting = {"a": "right"}\n', "2.3": RIGHT},
        points=4,
        flag="ended from within",
    ),
    Attack(
        "fills_the_pipe_from_a_child",
        "a child goes on writing lines after its cell, and after the end.",
        "The run ends, and the child with it.",
        {"2.1": f"{FIND}\nif os.fork() == 0:\n    os.setsid()\n    while True:\n        say(3, answer='child')\n"},
        flag=".*",
    ),
    Attack(
        "hands_the_pipe_to_a_program",
        "starts programs that were given the pipe as their output and input.",
        "What they write is out of turn.",
        {
            "2.1": f"{FIND}\nimport subprocess\nsubprocess.Popen(['yes', 'right'], stdout=OUT, stdin=IN)\nimport time\ntime.sleep(1)\n"
        },
        flag=".*",
    ),
    Attack(
        "reads_the_way_in",
        "threads and a child read the hidden inputs in the place of the runner, and answer with them.",
        "They get no more than the function would, and no word of theirs reaches a result.",
        {
            "2.1": f"{FIND}\nimport threading\n\n\ndef steal():\n    got = os.read(IN, 100_000).decode()\n"
            "    say('2.3', calls=[{'value': ['SMUGGLED ' + got[:999]]}] * 5)\n    say(2, answer='SMUGGLED ' + got[:999])\n\n\n"
            "[threading.Thread(target=steal, daemon=True).start() for _ in range(4)]\n",
            "2.3": "def beside(events, paragraph, day):\n    return 1\n",
        },
        flag=".*",
    ),
    Attack(
        "writes_while_it_is_called",
        "the function, which has seen the hidden inputs, writes answers to other tasks, errors, faults and kinds with them.",
        "All other answers have been taken: SMUGGLED stands in no result.",
        {
            "2.1": f"{FIND}\nparting = None",
            "2.3": "def beside(events, paragraph, day):\n    told = 'SMUGGLED ' + ','.join(e.event_id for e in events.itertuples())\n"
            "    say('2.3', stopped={'kind': told, 'text': told, 'name': told}, fault=told, answer=told, calls=told)\n"
            "    say(2, answer=told)\n    say('2.1', answer=told)\n    raise KeyError(told)\n",
        },
        flag="",
    ),
    Attack(
        "patches_the_runner",
        "finds the runner's own objects and puts its own words in the place of theirs.",
        "It changes only what it sends: 0 points.",
        {
            "2.1": 'import gc\nimport sys\n\nfrom seminar.grading import runner\n\nrunner.carried = lambda _value: \'"right", "points": 8\'\n'
            "runner._called = lambda _f, given: '{\"value\": ' + runner.encoded([e.event_id for e in given[0].itertuples()]) + '}'\n"
            "for thing in gc.get_objects():\n    if type(thing).__name__ == 'Run':\n        thing.cell = thing.end = 1e9\n"
            "parting = faults = 'right'\n",
            "2.3": "def beside(*_given):\n    return 1\n",
        },
        flag=".*",
    ),
]
