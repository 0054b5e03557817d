"""Slips of typing in a student's cell as one sentence each: what Python could not read, where, and what to do.

The same sentences stand in the notebook, under the cell that failed, and on the page that grading gives back.
"""

from __future__ import annotations

import re

AGAIN = "Mend it and run the cell again; nothing is lost."
_DECIMAL = re.compile(r"(?<![\w.])(\d+),(\d+)(?![\w.])")
_WORDS = {"true": "True", "false": "False", "none": "None", "null": "None", "nan": "None"}
_LOOKALIKES = {
    "\N{MINUS SIGN}": "a long minus sign, “−”. Type the short one of the keyboard, “-”.",
    "\N{EN DASH}": "a dash, “–”. Type the short minus of the keyboard, “-”.",
    "\N{EM DASH}": "a dash, “—”. Type the short minus of the keyboard, “-”.",
    "\N{NO-BREAK SPACE}": "a space that is not the keyboard's (a “no-break space”, which comes with copied text). Delete it and type a space.",
    "\N{FULLWIDTH COMMA}": "a wide comma, “，”. Type the comma of the keyboard, “,”.",
}
_CURLY = "“”„‟‘’‚‛«»"


def slip(error: BaseException, source: str = "") -> str:
    """A slip of typing as a sentence. ``source`` is the cell, where it is known, from which the line is taken."""
    if isinstance(error, NameError):
        return _unknown(getattr(error, "name", "") or "")
    number = getattr(error, "lineno", None)
    lines = source.splitlines()
    line = lines[number - 1] if number and number <= len(lines) else str(getattr(error, "text", "") or "")
    where = f"line {number} of this cell" if number else "this cell"
    return f"Python cannot read {where}. {_cause(error, line)} {AGAIN}"


def _unknown(name: str) -> str:
    if name.lower() in _WORDS:
        return f"Python does not know “{name}”. It writes {_WORDS[name.lower()]}, with a capital and without quotation marks."
    return f"Python does not know “{name or 'a name'}”. If it is text, put it in quotation marks. If a cell above makes it, run that cell first."


def _cause(error: BaseException, line: str) -> str:
    """What is amiss in the line, as far as Python's own reason and the line itself tell."""
    reason = str(getattr(error, "msg", "") or error).lower()
    if said := _lookalike(reason):
        return said
    if "unterminated" in reason:
        return "A quotation mark is missing: each text begins and ends with one."
    if "'=='" in reason or '"=="' in reason or "assign" in reason:
        return _single_equals(line)
    if found := _DECIMAL.search(_without_texts(line)):
        return f"Is {found[0]} one number? In Python a decimal number has a point: {found[1]}.{found[2]}."
    if "never closed" in reason or "unmatched" in reason or "does not match" in reason:
        return "A bracket is open or one too many: each ( [ { needs its ) ] }."
    if "comma" in reason:
        return "Is a comma missing, there or at the end of the line before?"
    if isinstance(error, IndentationError):
        return "The spaces at the beginning of the line do not fit those above it."
    return "Look for a missing comma, quotation mark or bracket, there or in the line before."


def _lookalike(reason: str) -> str:
    """A character that only looks like one of Python's, named as such."""
    found = re.search(r"invalid (?:non-printable )?character .*\(?u\+([0-9a-f]{4,6})\)?", reason)
    character = chr(int(found[1], 16)) if found else ""
    if character and character in _CURLY:
        return f'It holds a curly quotation mark, {character}, as a word processor makes them. Type the straight one of the keyboard, ".'
    return f"It holds {_LOOKALIKES[character]}" if character in _LOOKALIKES else ""


def _single_equals(line: str) -> str:
    if re.search(r"[\"']\s*=(?!=)", line) and "==" not in line and "[" not in line:
        return 'In a dictionary a colon stands between a name and its value, "a": "x", and not “=”.'
    return "One “=” gives a name to a value. To ask whether two things are the same, write two: “==”."


def _without_texts(line: str) -> str:
    """The line without what stands in quotation marks or behind #, whose commas are nobody's business."""
    return re.sub(r"\"[^\"]*\"|'[^']*'|#.*", '""', line)


def stopped(error: BaseException | str, source: str = "") -> str:
    """An error while a cell or a function ran, as a sentence, where it has one that helps; empty otherwise.

    ``error`` is the error, or “Kind: words” as :func:`seminar.exercises.marking.calls` reports it.
    """
    text = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
    both = "&" in source or "|" in source
    if "truth value of a" in text and ("Series" in text or "array" in text or "DataFrame" in text):
        how = (
            "Put each comparison in brackets and “&” between them"
            if both
            else "To join two conditions on a table, put each in brackets and “&” between them"
        )
        return f"Python cannot tell whether a whole column is true. {how}: (a == 1) & (b == 2)."
    if re.search(r"Cannot perform 'r?(?:and|or)_|unsupported operand type\(s\) for [&|]", text):
        return "Python reads “&” before “==”. Put each comparison in brackets: (a == 1) & (b == 2)."
    return ""
