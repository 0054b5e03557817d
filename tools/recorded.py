"""A recorded widget as it is put on a page of the reading copy: its frame as HTML, its states packed, and the page that has it."""

from __future__ import annotations

import ast
import base64
import json
import os
import re
import tempfile
import zlib
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as ipw
from record import WIDE_CHOICE, Control, Desk, Recording, joined, record, seen

from seminar.kit.live import LivePicture

_IN_SIGHT = 8  # choices of a list that are in sight at once


def fragment(source: str) -> str:
    """The script that holds the recorded view of a lesson's cell; empty if the cell shows none, or none that moves."""
    found = record(lambda: _box(source))
    if not found:
        return ""
    made, desk = found
    frame, kept, pictures = framed(desk, made)
    data = packed(made, frame, kept, pictures)
    return f'<script class="recorded" data-note="{escape(note(made))}" type="application/octet-stream">{data}</script>'


def _box(source: str) -> ipw.Widget:
    """The widget of a cell, as in a kernel that ran nothing else: what is set in one view of the board is not in the next."""
    from seminar import answers, tradeoffs

    tradeoffs._BOARDS.clear()
    os.environ |= {"SEMINAR_PREDICT": "off", "SEMINAR_SEAL": "off"}
    *before, last = ast.parse(source).body
    names: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ[answers.FOLDER] = folder
        exec(compile(ast.Module(before, []), "cell", "exec"), names)
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names).box  # type: ignore[attr-defined]


def note(made: Recording) -> str:
    """How the recorded view differs from the live one, in a sentence or two; empty if in nothing."""
    longer = [control.name for control in made.controls[: made.together] if control.every > 1]
    alone = [control.name for control in made.controls[made.together :]]
    parts = [f"Here in longer steps: {'; '.join(longer)}."] if longer else []
    if made.listed:
        parts.append("Of the rest, choose one setting from the list; all else then stands as it opens.")
    elif alone:
        parts.append(f"Here alone, and the rest goes back to where it opens: {'; '.join(alone)}.")
    return " ".join(parts)


# --- its frame


def framed(desk: Desk, made: Recording) -> tuple[str, list[int], list[list[int]]]:
    """The frame of a view as HTML, with a place for each text that changes; which texts these are; and those of each picture.

    What never changes stands in the frame.
    """
    slots: dict[int, list[int]] = {}
    for part, texts in seen(desk.box):
        first = sum(map(len, slots.values()))
        slots[id(part)] = list(range(first, first + len(texts)))
    some = made.states[0].shown
    varies = {i for i in range(len(some)) if len({state.shown[i] for state in made.states}) > 1} - made.unsteady
    kept: list[int] = []
    pictures: list[list[int]] = []

    def keep(slot: int) -> int:
        kept.append(slot)
        return len(kept) - 1

    def node(part: ipw.Widget, across: bool) -> str:
        flex = part.layout.flex if across and getattr(part, "layout", None) else ""
        style = f' style="flex:{escape(flex)}"' if flex else ""
        # Of a control that is in the list of settings stands only how it is set.
        for i, control in enumerate(made.controls[: made.together] if made.listed else made.controls):
            if control.widget in (part, getattr(part, "slider", None) if joined(part) else None):
                return as_html(control, i)
        if isinstance(part, LivePicture):
            pictures.append([keep(slot) for slot in slots[id(part)]])
            return f'<div data-picture="{len(pictures) - 1}"{style}></div>'
        if id(part) in slots:
            (slot,) = slots[id(part)]
            if slot in varies:
                return f'<div data-slot="{keep(slot)}"{style}></div>'
            plain = isinstance(part, (ipw.HTML, ipw.Label)) and slot not in made.unsteady
            return f"<div{style}>{some[slot]}</div>" if plain and some[slot] else ""
        if not isinstance(part, ipw.Box):
            return ""
        inner = "".join(node(child, isinstance(part, ipw.HBox)) for child in part.children)
        return f"<div{' class=across' if isinstance(part, ipw.HBox) else ''}{style}>{inner}</div>" if inner else ""

    return _settings(made.listed) + node(desk.box, False), kept, pictures


def _settings(listed: list[tuple[str, str, int]]) -> str:
    """The list of settings: those of one control together, under its name, and before them those that set several at once."""
    if not listed:
        return ""
    groups: dict[str, list[str]] = {}
    for n, (group, words, _state) in sorted(enumerate(listed), key=lambda one: one[1][0] != ""):
        short = re.split(r"[,:(]", group)[0].strip()  # the whole name stands above its settings
        said = f"{short}: {words}" if group else words
        said = said if len(said) <= WIDE_CHOICE else words
        groups.setdefault(group, []).append(f'<option value="{n}">{escape(said)}</option>')
    options = "".join(
        f'<optgroup label="{escape(group)}">{"".join(of)}</optgroup>' if group else "".join(of)
        for group, of in groups.items()
    )
    return f'<label class="set"><span>Settings</span> <select data-settings><option value="">choose one</option>{options}</select></label>'


def as_html(control: Control, i: int) -> str:
    """A control as the page's own: a list that opens, all choices in sight, a box to tick, or a slider with its number."""
    name, mark = escape(control.name), f'data-control="{i}"'
    if control.kind == "check":
        return f'<label class="set"><input type="checkbox" {mark}> {name}</label>'
    if control.kind == "range":
        ends = f'min="0" max="{len(control.values) - 1}" step="1"'
        return f'<div class="set slide"><label><span>{name}</span> <input type="range" {ends} {mark}></label> <output></output></div>'
    if control.kind == "choice":
        options = "".join(f"<option>{escape(words)}</option>" for words in control.words)
        return f'<label class="set"><span>{name}</span> <select {mark}>{options}</select></label>'
    options = "".join(
        f'<label class="one"><input type="radio" value="{k}"> <span>{escape(words)}</span></label>'
        for k, words in enumerate(control.words)
    )
    many = " many" if len(control.words) > _IN_SIGHT else ""
    return f'<fieldset class="set{many}" {mark}><legend>{name}</legend><div>{options}</div></fieldset>'


# --- its states


def packed(made: Recording, frame: str, kept: list[int], pictures: list[list[int]]) -> str:
    """A recording as base64 of a deflated JSON: each piece of markup is in it once, each text as a row of pieces."""
    alive = _alive(made)
    pieces: dict[str, int] = {}
    texts: dict[str, int] = {}
    rows: list[list[int]] = []

    def put(text: str) -> int:
        if text not in texts:
            texts[text] = len(rows)
            rows.append([pieces.setdefault(p, len(pieces)) for p in re.findall(r"<[^>]*>|[^<]+|<", text)])
        return texts[text]

    held = {
        "frame": frame,
        "controls": [_control(c) for c in made.controls],
        "together": made.together,
        "combined": [-1 if n is None else n for n in made.combined],
        "alone": made.alone,
        "listed": [state for _group, _words, state in made.listed],
        "places": [[-1 if p is None else p for p in state.places] for state in made.states],
        "off": [state.off for state in made.states],
        "pictures": [
            {"slots": s, "picks": p, "drags": d} for s, p, d in zip(pictures, made.picks, made.drags, strict=True)
        ],
        "slots": [[put(alive(state.shown[slot], slot)) for state in made.states] for slot in kept],
        "texts": rows,
        "pieces": list(pieces),
    }
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(deflate.compress(text.encode()) + deflate.flush()).decode()


def _control(control: Control) -> dict[str, Any]:
    told = {"words": control.words, "opens": control.opens}
    return told | ({"values": control.values} if control.numbers else {})


def _alive(made: Recording) -> Callable[[str, int], str]:
    """A function that takes the marks of what cannot be touched from a text."""
    gone = {slot: re.compile("|".join(map(re.escape, marks))) for slot, marks in made.dead.items() if marks}
    return lambda text, slot: gone[slot].sub("", text) if slot in gone else text
