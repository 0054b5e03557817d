"""The hinge drawn: where the game ends over all rankings, if the first player would act on its red lines and if it would not."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from ..kit import charts
from ..kit.palette import BLUE, GREEN, GREY, INK, ORANGE, PALE_GREY, PAPER, PURPLE, SKY, YELLOW, Swatch
from ..kit.show import Picture
from ..kit.words import in_a_sentence, quoted
from .game import Game
from .rankings import DRAWS, Hinge

_ENDS = (
    Swatch("", YELLOW),
    Swatch("", PALE_GREY, "xx"),
    Swatch("", PURPLE, "--"),
    Swatch("", GREEN, "//"),
    Swatch("", SKY, ".."),
    Swatch("", ORANGE, "\\\\"),
    Swatch("", BLUE, "||"),
    Swatch("", GREY, "++"),
)
_OTHER = Swatch("", PAPER)
_COLUMNS = {"would_act": "Would act", "would_back_down": "Would back down"}


def hinge(found: Hinge, game: Game, policy: str) -> Picture:
    """Two bars, acting and backing down: the share of rankings in which the game ends at each end. ``policy`` is in words."""
    who = game.first
    alt = f"Two bars divided by where the game ends: above, if {who} would act on its red lines; below, if it would back down."
    table = found.ends.loc[found.ends.sum(axis=1) > 0].map(lambda share: f"{share:.1%}")
    table = table.rename(index=dict(game.labels), columns=_COLUMNS).rename_axis("End").reset_index()
    notes = (
        "“Chosen” does not mean “works”: a policy can be chosen because everything else is worse, and then be refused.",
        f"{DRAWS:,} rankings, drawn once, each as likely as any other that respects the orderings.",
    )
    title = "The hinge, over many rankings"
    return Picture(_bars(found, game), alt, _sentence(found, game, policy), table, title=title, notes=notes)


def _sentence(found: Hinge, game: Game, policy: str) -> str:
    chosen = (
        f"The {in_a_sentence(policy)} is chosen in {found.would_act:.0%} of the rankings if {game.first} would act on its red lines, and in "
        f"{found.would_back_down:.0%} if it would not."
    )
    reached = found.ends.loc[list(found.policy_ends)]
    success = reached.would_act.idxmax()
    if not reached.would_act[success]:
        return chosen
    return (
        f"{chosen} In the first case the game ends at {quoted(game.labels[str(success)])} in "
        f"{reached.would_act[success]:.0%}, in the second in {reached.would_back_down[success]:.0%}."
    )


@charts.still
def _bars(found: Hinge, game: Game) -> Any:
    """A matplotlib figure: one bar per case, divided by where the game ends; the policy's ends each have a hatch, all others are white."""
    own = [end for end in found.policy_ends if found.ends.loc[end].any()]
    marks = dict(zip(own, cycle(_ENDS), strict=False))
    figure = charts.figure(8.6, 3.0)
    axes: Any = figure.add_subplot()
    cases = {"would_act": f"{game.first} would act", "would_back_down": f"{game.first} would\nback down"}
    for y, case in enumerate(cases):
        left = 0.0
        for end in own:
            _piece(axes, y, left, found.ends.at[end, case], marks[end], game.labels[end])
            left += found.ends.at[end, case]
        _piece(axes, y, left, 1 - left, _OTHER, "Another first move")
        axes.text(1.015, y, f"{left:.0%}", va="center", fontsize=11, fontweight="bold", color=INK)
    axes.set(xlim=(0, 1.09), ylim=(1.5, -0.5), xlabel="Share of rankings that respect every ordering")
    axes.set_yticks(range(len(cases)), cases.values(), fontsize=9.5)
    quarters = [0, 0.25, 0.5, 0.75, 1]
    axes.set_xticks(quarters, [f"{q:.0%}" for q in quarters], fontsize=9)
    charts.bare(axes, "top", "right")
    figure.legend(loc="outside lower center", ncols=2, fontsize=8.8, frameon=False)
    return figure


def _piece(axes: Any, y: int, left: float, share: float, mark: Swatch, words: str) -> None:
    looks = {"color": mark.fill, "hatch": mark.hatch, "edgecolor": INK, "linewidth": 0.8, "hatch_linewidth": 0.35}
    axes.barh(y, share, left=left, height=0.55, label=words if y == 0 else None, **looks)
