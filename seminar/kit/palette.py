"""One palette for every picture, and a second sign beside each colour.

The colours are those of Okabe and Ito (*Color Universal Design*, 2008), which readers with any common colour blindness
can tell apart. Two of them are under 3:1 on white, so no picture relies on colour alone: kinds of claim differ by
hatch and letter too, options by line pattern.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

INK, MUTED, LINE, PAPER = "#1f2328", "#57606a", "#8c959f", "#ffffff"

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"

# Words and tables take the colours of JupyterLab's theme, light or dark; where there is no theme, as in the reading copy,
# they take those given here. A picture keeps its own colours and lies on a mat: white on a light theme, toned down on a dark one.
TEXT = "var(--jp-content-font-color1,#1f2328)"
GROUND = "var(--jp-layout-color1,#fff)"
QUIET = f"color-mix(in srgb,{TEXT} 80%,{GROUND})"  # notes: still 4.5:1 in every theme that comes with JupyterLab
RULE = "var(--jp-border-color2,#d0d7de)"
LINK = "var(--jp-content-link-color,#0b4f9e)"
MAT = f"color-mix(in srgb,{GROUND} 16%,#fff)"

LINE_OF_TEXT = "76ch"  # at most about 90 letters per line: a digit is wider than the average letter

# the frame of whatever is shown in a notebook
STYLE = (
    f"font-size:14px;line-height:1.45;color:{TEXT};background:{GROUND};max-width:1000px;margin:0.4em 0;padding:0.5em 0.7em;"
    f"box-sizing:border-box;border:1px solid {RULE};border-radius:4px"
)


@dataclass(frozen=True)
class Swatch:
    """How one kind of thing looks: fill, matplotlib hatch, SVG line pattern, and an ink that is legible on the fill."""

    label: str
    fill: str
    hatch: str = ""
    pattern: str = ""
    ink: str = INK


KINDS = {
    "fact": Swatch("Fact", SKY),
    "reported-speech": Swatch("Reported speech", GREEN, "....", pattern="dots", ink=INK),
    "interpretation": Swatch("Interpretation", YELLOW, "///", pattern="rising"),
    "prediction": Swatch("Prediction", VERMILION, "xxx", pattern="cross"),
    "recommendation": Swatch("Recommendation", PURPLE, "---", pattern="level"),
}

OPTIONS = (
    Swatch("", SKY, pattern="dots"),
    Swatch("", VERMILION, pattern="cross"),
    Swatch("", GREY, pattern="flat"),
    Swatch("", YELLOW, pattern="rising"),
    Swatch("", GREEN, pattern="falling"),
    Swatch("", PURPLE, pattern="level"),
    Swatch("", ORANGE, pattern="upright"),
    Swatch("", BLUE, pattern="grid", ink=PAPER),
)


def option_marks(labels: dict[str, str]) -> dict[str, Swatch]:
    """A swatch for each option (id -> words) in the order of the options table, so that an option looks the same in every picture.

    ValueError if there are more options than can be told apart.
    """
    if len(labels) > len(OPTIONS):
        raise ValueError(
            f"The table options has {len(labels)} options, and a picture can tell {len(OPTIONS)} apart; leave some out, or merge them."
        )
    return {option: replace(mark, label=words) for (option, words), mark in zip(labels.items(), OPTIONS, strict=False)}


# Pale backgrounds on which ink is legible: for the timeline's marks, its shaded days and lanes, and the map's districts.
PALE_SKY, SHADE, BAND, PALE_GREY, PALE_SAND = "#cfe8f7", "#e9ecef", "#f6f8fa", "#dfe3e8", "#f3ead6"

# How a prediction came out; each also has a letter.
VERDICTS = {
    "held": Swatch("Held", SKY),
    "mixed": Swatch("Mixed", YELLOW, "///"),
    "failed": Swatch("Failed", ORANGE, "xxx"),
    "untestable": Swatch("Untestable", PAPER, "..."),
}
