"""The tree drawn: who moves where, which moves are made if all look ahead, and which orderings the pay-offs break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import cycle
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, GREEN, INK, LINE, ORANGE, PAPER, PURPLE, SKY, VERMILION, YELLOW, Swatch
from ..kit.show import Picture, Table
from ..kit.words import count, in_a_sentence, listed, quoted, two_lines
from .game import Game, Move, Node, RedLine, Solution, broken, solve, would_act

_MOST_TOLD = 3  # any more than that are counted, not spelled out

# A player's chip: its colour, and how round its corners are, so that it does not rely on colour; its words name the player too.
_COLOURS = (
    Swatch("", SKY),
    Swatch("", YELLOW),
    Swatch("", ORANGE),
    Swatch("", GREEN),
    Swatch("", PURPLE),
    Swatch("", BLUE, ink=PAPER),
)
_CORNERS = (14, 0, 6)

# The page, in its own units: margins, the height of a row, and how far words are from what they belong to.
_EDGE, _ROW, _INDENT, _GAP = 6, 34, 4, 12
_CHIP, _CHIP_HEIGHT = 40, 22
_SMALL, _PLAIN = 12.5, 13
_CHOSEN = {"stroke": INK, "stroke_width": 4}
_REJECTED = {"stroke": LINE, "stroke_width": 1.5, "stroke_dasharray": "5 4"}
_REACHED = {"fill": "#FFF8C5", "stroke": INK}  # the background of an end at which the game ends


def of_pay_off(key: str) -> tuple[str, str]:
    """The end and the player of a picked pay-off; two empty words for any other part of the picture."""
    end, _, player = key.partition("/")
    return (end, player) if player else ("", "")


def tree(game: Game, pays: pd.DataFrame, chosen: tuple[str, str] = ("", "")) -> Picture:
    """The game with the moves that each player would make at these pay-offs if all look ahead.

    ``chosen`` is the end and the player of a pay-off that is framed. Each pay-off can be picked (:func:`of_pay_off`), and
    each move on a red line, by the end that it leads to.
    """
    solution = solve(game.tree, pays)
    first = [move.label for move in game.tree.nodes[game.tree.root].moves]
    alt = (
        f"A tree of moves. {game.first} moves first and can choose between {listed(first)}. "
        f"Lines lead on to {len(game.tree.ends)} ends. "
        "Thick lines are the moves that the players would make; thin dashed lines are those they would not."
    )
    page = _Page.of(game, pays, chosen)
    body = [*page.key(), *page.heads(), *page.ends(solution), *page.moves(solution), *page.nodes()]
    drawn = svg.drawing(page.width, page.bottom, *body, alt=alt)
    notes = (_red_lines_in_words(game, pays), *breaches(game, pays))
    table = tree_table(game, pays, solution)
    verdict, how = _where_it_ends(game, solution)
    return Picture(drawn, alt, how, table, title="The tree, folded back", notes=notes, verdict=verdict)


# What it says


def breaches(game: Game, pays: pd.DataFrame) -> tuple[str, ...]:
    """A sentence for each ordering that the pay-offs break, the first few in full; a single sentence if they break none."""
    found = broken(pays, game.orderings)
    if found.empty:
        return (f"The pay-offs respect all {len(game.orderings)} orderings that the article supports.",)
    full = [
        f"{row.ordering_id} is broken: for {game.players[row.player]}, {quoted(game.labels[row.better])} ({row.pays_better:g}) must be better than "
        f"{quoted(game.labels[row.worse])} ({row.pays_worse:g}), {row.basis} in {listed(row.paragraphs)}. Raise the first or lower the second."
        for row in found.head(_MOST_TOLD).itertuples()
    ]
    rest = found.ordering_id.tolist()[_MOST_TOLD:]
    return (*full, f"Broken too: {', '.join(rest)}.") if rest else tuple(full)


def tree_table(game: Game, pays: pd.DataFrame, solution: Solution) -> pd.DataFrame:
    """The ends with the moves that lead there, a star on each chosen move, and the pay-offs."""
    worth = pays.to_dict()
    return pd.DataFrame(
        [
            {
                "End": game.labels[end],
                "Moves (* = its player would make it)": " → ".join(
                    f"{move.label}{'*' if move.move in solution.choices[node.node_id] else ''}"
                    for node, move in game.tree.line_to(end)
                ),
                **{game.players[p]: f"{worth[p][end]:g}" for p in game.tree.players},
                "The game ends here": "yes" if end in solution.ends else "",
            }
            for end in game.tree.ends_below(game.tree.root)
        ]
    )


def settings(game: Game) -> pd.DataFrame:
    """Where the game ends with each red line acted on or not: one row per combination, the last with none acted on."""
    rows = []
    for acts, pays in game.with_red_lines():
        words = "; ".join(
            f"{game.tree.policy_of(line).label}: {game.players[line.player]} would {'act' if does else 'back down'}"
            for line, does in acts.items()
        )
        solution = solve(game.tree, pays)
        firsts = [m.label for m in game.tree.nodes[game.tree.root].moves if m.move in solution.choices[game.tree.root]]
        rows.append((words, listed(firsts), listed(game.labels[end] for end in solution.ends)))
    return pd.DataFrame(rows, columns=["Red lines", "First move", "The game ends at"])


def orderings(game: Game) -> Table:
    """What the article lets us say of who likes which end better, with its paragraphs."""
    rows = game.orderings
    said = int((rows.basis == "said").sum())
    table = rows.assign(
        player=rows.player.map(game.players), better=rows.better.map(game.labels), worse=rows.worse.map(game.labels)
    ).set_axis(["Number", "For", "Better", "Worse", "Basis", "Paragraph"], axis=1)
    sentence = f"{count(len(rows), 'ordering')}: {said} said by the article, {len(rows) - said} implied."
    return Table(table, sentence, "What the article lets us order")


def red_line_words(game: Game, line: RedLine) -> str:
    """The policy that a red line belongs to, as it is named within a sentence."""
    return in_a_sentence(game.tree.policy_of(line).label)


def _where_it_ends(game: Game, solution: Solution) -> tuple[str, str]:
    """Where the game ends in a few words, and the way there."""
    ends = solution.ends
    if len(ends) == 1:
        return (
            f"The game ends at {quoted(game.labels[ends[0]])}.",
            f"The moves, if all look ahead. {_line_in_words(game, ends[0])}.",
        )
    tie = f"Somebody is indifferent between two moves, so the game can end in {len(ends)} ways"
    if len(ends) > _MOST_TOLD:
        return f"The game can end in {len(ends)} ways.", f"{tie}; they are marked."
    each = listed(f"{quoted(game.labels[end])} ({_line_in_words(game, end)})" for end in ends)
    return f"The game can end in {len(ends)} ways.", f"{tie}: {each}."


def _line_in_words(game: Game, end: str) -> str:
    return "; ".join(
        f"{game.players[node.player]}: {in_a_sentence(move.label)}" for node, move in game.tree.line_to(end)
    )


def _red_lines_in_words(game: Game, pays: pd.DataFrame) -> str:
    does = {True: "would act", False: "would back down", None: "is indifferent"}
    each = [
        f"{game.players[line.player]} {does[would_act(pays, line)]} ({red_line_words(game, line)})"
        for line in game.tree.red_lines()
    ]
    return f"If a red line is crossed: {'; '.join(each)}." if each else "No red line is drawn in this game."


# How it lies on the page


@dataclass(frozen=True)
class _Page:
    """A game laid out: a column of nodes for each move that can have gone before, the ends with their words, the pay-offs."""

    game: Game
    pays: pd.DataFrame
    worth: Mapping[str, Mapping[str, float]]  # the same by player and end
    columns: tuple[float, ...]  # across: the nodes by the number of moves before them, and last the ends
    pay_columns: Mapping[str, float]  # across: the right edge of each player's pay-offs
    chip: float  # how wide the widest player's chip is
    top: float
    chosen: tuple[str, str]

    @classmethod
    def of(cls, game: Game, pays: pd.DataFrame, chosen: tuple[str, str]) -> _Page:
        chip = max(_chip_width(p) for p in game.tree.players)
        depth = {node: len(game.tree.line_to(node)) for node in game.tree.nodes}
        columns = [_EDGE + chip / 2]
        for level in range(max(depth.values()) + 1):
            moves = [m.label for node in game.tree.nodes.values() if depth[node.node_id] == level for m in node.moves]
            widest = max(charts.text_width(label, _SMALL, bold=True) for label in moves)
            columns.append(columns[-1] + chip / 2 + _INDENT + widest + chip / 2 + _GAP / 2)
        words = max(
            charts.text_width(line, _PLAIN, bold=True) for end in game.tree.ends for line in two_lines(game.labels[end])
        )
        right, pay_columns = columns[-1] + _GAP + words, {}
        for player in game.tree.players:
            right += max(44.0, charts.text_width(player, _PLAIN, bold=True) + _GAP)
            pay_columns[player] = right
        page = cls(game, pays, pays.to_dict(), tuple(columns), pay_columns, chip, 0, chosen)
        return replace(page, top=page._key()[1] + 20)

    @property
    def width(self) -> float:
        return round(max(self.pay_columns.values()) + _GAP)

    @property
    def bottom(self) -> float:
        return self.top + _ROW * len(self.game.tree.ends) + 8

    @property
    def places(self) -> int:
        """How many decimals the longest pay-off has: all have as many, so that they stand under one another."""
        return max(len(f"{w:g}".partition(".")[2]) for worth in self.worth.values() for w in worth.values())

    def key(self) -> list[Element]:
        """What colours and lines mean."""
        return self._key()[0]

    def _key(self) -> tuple[list[Element], float]:
        marks = self._marks()
        entries = [(_chip(self.chip / 2, 0, p, *marks[p]), f"{self.game.players[p]} moves") for p in marks]
        entries += [
            ([charts.line((0, 0), (30, 0), **_CHOSEN)], "would be chosen"),
            ([charts.line((0, 0), (30, 0), **_REJECTED)], "would not"),
            (_red_mark(14, 0), "acts on a red line"),
        ]
        return charts.key(entries, _EDGE, 17, self.width - 2 * _EDGE, _PLAIN, self.chip)

    def heads(self) -> list[Element]:
        """The headings of the columns at the right."""
        y = self.top - 6
        return [
            svg.text(self.columns[-1] + _GAP, y, "Where it ends", _PLAIN, font_weight=600),
            *(svg.text(x, y, p, _PLAIN, font_weight=600, text_anchor="end") for p, x in self.pay_columns.items()),
        ]

    def ends(self, solution: Solution) -> list[Element]:
        """The ends in words with their pay-offs; those at which the game can end are marked."""
        parts, left = [], self.columns[-1]
        for end, y in self._heights().items():
            reached = end in solution.ends
            weight = {"font_weight": 700} if reached else {}
            if reached:
                width = self.width - left - 5
                parts.append(charts.rect(left + 4, y - _ROW / 2 + 2, width, _ROW - 4, rx=4, **_REACHED))
            words = two_lines(self.game.labels[end])
            for i, line in enumerate(words):
                down = (i - (len(words) - 1) / 2) * 15
                parts.append(svg.text(left + _GAP, y + 4.5 + down, line, _PLAIN, **weight))
            parts += [self._pay_off(end, player, x, y, weight) for player, x in self.pay_columns.items()]
        return parts

    def _pay_off(self, end: str, player: str, x: float, y: float, weight: dict) -> Element:
        """What an end is worth to a player; framed if it is chosen."""
        worth, chosen = self.worth[player][end], self.chosen == (end, player)
        frame = {"stroke": BLUE, "stroke_width": 3} if chosen else {}
        field = charts.rect(x - 36, y - _ROW / 2 + 3, 42, _ROW - 6, rx=3, fill=PAPER, fill_opacity=0, **frame)
        words = svg.text(x, y + 4.5, f"{worth:.{self.places}f}", 13.5, text_anchor="end", **weight)
        name = f"{self.game.players[player]}, {in_a_sentence(self.game.labels[end])}: {worth:g}"
        return svg.pick(svg.element("g", field, words), f"{end}/{player}", name, chosen)

    def moves(self, solution: Solution) -> list[Element]:
        """The lines of the tree: moves that would not be chosen at the bottom, then those that would, the words on top."""
        places, rejected, chosen, words = self._places(), [], [], []
        red = {end for line in self.game.tree.red_lines() for end in (line.act, line.back_down)}
        for node in self.game.tree.nodes.values():
            for move in node.moves:
                made = move.move in solution.choices[node.node_id]
                start, to = places[node.node_id], places[move.leads_to]
                looks = {**(_CHOSEN if made else _REJECTED), "stroke_linejoin": "round"}
                (chosen if made else rejected).append(charts.line(start, (start[0], to[1]), to, **looks))
                said = _move_words(move, start[0] + self.chip / 2 + _INDENT, to, made)
                words += [self._on_red_line(node, move, said, start, to)] if move.leads_to in red else said
        return rejected + chosen + words

    def _on_red_line(
        self, node: Node, move: Move, said: list[Element], start: tuple[float, float], to: tuple[float, float]
    ) -> Element:
        """A move that can be picked, since what its player would do on a red line is what one may doubt."""
        line = next(line for line in self.game.tree.red_lines() if move.leads_to in (line.act, line.back_down))
        field = charts.rect(start[0] + self.chip / 2, to[1] - 24, to[0] - start[0] - self.chip / 2, 34, fill_opacity=0)
        name = f"{self.game.players[node.player]}, {red_line_words(self.game, line)}: {in_a_sentence(move.label)}"
        made = would_act(self.pays, line) is (move.leads_to == line.act)
        return svg.pick(svg.element("g", field, *said), move.leads_to, name, made)

    def nodes(self) -> list[Element]:
        """A chip for each node, with the player who moves there."""
        places, marks = self._places(), self._marks()
        return [part for node in self.game.tree.nodes.values() for part in _node_chip(node, places, marks)]

    def _heights(self) -> dict[str, float]:
        rows = self.game.tree.ends_below(self.game.tree.root)
        return {end: self.top + _ROW * (i + 0.5) for i, end in enumerate(rows)}

    def _places(self) -> dict[str, tuple[float, float]]:
        """Where each node and each end is: a node in the middle of what it can lead to."""
        heights, tree = self._heights(), self.game.tree
        places = {end: (self.columns[-1], y) for end, y in heights.items()}
        for node in tree.nodes:
            below = [heights[end] for end in tree.ends_below(node)]
            places[node] = (self.columns[len(tree.line_to(node))], (below[0] + below[-1]) / 2)
        return places

    def _marks(self) -> dict[str, tuple[Swatch, int]]:
        looks = zip(cycle(_COLOURS), cycle(_CORNERS), strict=False)
        return dict(zip(self.game.tree.players, looks, strict=False))


def _move_words(move: Move, x: float, to: tuple[float, float], made: bool) -> list[Element]:
    weight = {"font_weight": 600} if made else {}
    words = [svg.text(x, to[1] - 6, move.label, _SMALL, **weight)]
    return words + _red_mark(to[0] - 14, to[1]) if move.red_line else words


def _red_mark(x: float, y: float) -> list[Element]:
    return [charts.tick(x + dx, y, 8, stroke=VERMILION) for dx in (0, 6)]


def _node_chip(node: Node, places: Mapping[str, tuple[float, float]], marks: Mapping) -> list[Element]:
    return _chip(*places[node.node_id], node.player, *marks[node.player])


def _chip(x: float, y: float, words: str, mark: Swatch, corner: int) -> list[Element]:
    """A player's chip with its middle at (x, y)."""
    width = _chip_width(words)
    looks = {"rx": corner, "fill": mark.fill, "stroke": INK, "stroke_width": 1.2}
    return [
        charts.rect(x - width / 2, y - _CHIP_HEIGHT / 2, width, _CHIP_HEIGHT, **looks),
        svg.text(x, y + 4.5, words, 12, text_anchor="middle", font_weight=600, fill=mark.ink),
    ]


def _chip_width(words: str) -> float:
    return max(_CHIP, charts.text_width(words, 12, bold=True) + 8)
