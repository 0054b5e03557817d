"""Threats and promises drawn: the tree, the threshold of resolve, the bargaining range, the win-sets; and two still pictures.

What a slider moves is SVG. In each live picture names stand in a column of their own, so that no setting makes them meet.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ..kit import svg
from ..kit.palette import BLUE, GREEN, GREY, INK, LINE, MUTED, ORANGE, PAPER, PURPLE, SKY, VERMILION, YELLOW, Mark
from ..kit.show import Picture, Table
from . import model

SIGNALS = {
    "talk": Mark("Cheap talk", SKY),
    "cost": Mark("Sunk cost", ORANGE),
    "hands": Mark("Tied hands", GREEN),
}
_PLAYERS = (Mark("", SKY), Mark("", YELLOW), Mark("", ORANGE))
_CORNERS = (14, 0, 6)  # how round a player's chip is, so that colour is not all

# The tree. Across the page: four columns of nodes, the ends with their words, a column of pay-offs a player.
_TREE_WIDTH, _ROW, _TOP = 1000, 37, 66
_COLUMNS = (26, 234, 342, 450)
_END, _WORDS, _PAYS = 632, 645, (902, 946, 990)
_MOST_TOLD = 3


def tree(
    game: model.Tree,
    pays: pd.DataFrame,
    orderings: pd.DataFrame,
    labels: dict[str, str],
    players: dict[str, str],
) -> Picture:
    """The game with the moves that each player would make if all look ahead.

    ``pays`` has a row an end and a column a player; ``labels`` and ``players`` put ends and players into words.
    """
    solution = model.solve(game, pays)
    rows = game.ends_below(game.root)
    height = {end: _TOP + _ROW * (i + 0.5) for i, end in enumerate(rows)}
    marks = dict(zip(game.players, zip(_PLAYERS, _CORNERS, strict=True), strict=False))
    body = [*_tree_key(marks, players), *_ends(game, pays, solution, labels, height)]
    body += _moves(game, solution, height) + _nodes(game, marks, height)
    lines = [_line_in_words(game, end, players) for end in solution.ends]
    sentence = _tree_sentence(solution, lines, labels)
    alt = (
        f"A tree of moves. {players[game.nodes[game.root].player]} moves first and can choose between "
        f"{_listed([move.label for move in game.nodes[game.root].moves])}. Lines lead on to {len(rows)} ends. "
        "Thick lines are the moves that the players would make; thin broken lines are those they would not."
    )
    drawn = svg.drawing(_TREE_WIDTH, _TOP + _ROW * len(rows) + 8, *body, alt=alt)
    notes = (_resolve_in_words(game, pays, players), *breaches(pays, orderings, labels, players))
    return Picture(
        drawn,
        alt,
        sentence,
        tree_table(game, pays, solution, labels, players),
        title="The tree, folded back",
        notes=notes,
    )


def breaches(
    pays: pd.DataFrame, orderings: pd.DataFrame, labels: dict[str, str], players: dict[str, str]
) -> tuple[str, ...]:
    """A sentence for each ordering that the pay-offs break, the first few in full; one sentence if they break none."""
    found = model.broken(pays, orderings)
    if found.empty:
        return (f"The pay-offs respect all {len(orderings)} orderings that the article supports.",)
    told = [
        f"{row.ordering_id} is broken: for {players[row.player]}, “{labels[row.better]}” ({row.pays_better:g}) must be better than "
        f"“{labels[row.worse]}” ({row.pays_worse:g}), {row.basis} in {_listed(row.paragraphs)}. Raise the first or lower the second."
        for row in found.head(_MOST_TOLD).itertuples()
    ]
    rest = found.ordering_id.tolist()[_MOST_TOLD:]
    return (*told, f"Broken too: {', '.join(rest)}.") if rest else tuple(told)


def tree_table(
    game: model.Tree, pays: pd.DataFrame, solution: model.Solution, labels: dict[str, str], players: dict[str, str]
) -> pd.DataFrame:
    """The ends with the moves that lead there, each chosen move with a star, and the pay-offs."""
    return pd.DataFrame(
        [
            {
                "End": labels[end],
                "Moves (* = its player would make it)": " → ".join(
                    f"{move.label}{'*' if move.move in solution.choices[node.node_id] else ''}"
                    for node, move in game.line_to(end)
                ),
                **{players[p]: f"{pays.at[end, p]:g}" for p in game.players},
                "The game ends here": "yes" if end in solution.ends else "",
            }
            for end in game.ends_below(game.root)
        ]
    )


def _tree_key(marks: dict, players: dict[str, str]) -> list:
    parts, x = [], 6.0
    for player, (mark, corner) in marks.items():
        parts += [*_chip(x, 6, player, mark, corner), svg.text(x + 46, 21, f"{players[player]} moves", 13)]
        x += 46 + 7.8 * len(f"{players[player]} moves") + 14
    parts += [
        svg.path([(x, 17), (x + 30, 17)], stroke=INK, stroke_width=4),
        svg.text(x + 36, 21, "would be chosen", 13),
        svg.path([(x + 164, 17), (x + 194, 17)], stroke=LINE, stroke_width=1.5, stroke_dasharray="5 4"),
        svg.text(x + 200, 21, "would not", 13),
        *_red_mark(x + 282, 17),
        svg.text(x + 296, 21, "acts on a red line", 13),
        svg.text(_WORDS, _TOP - 6, "Where it ends", 13, font_weight=600),
    ]
    parts += [
        svg.text(px, _TOP - 6, player, 13, font_weight=600, text_anchor="end")
        for px, player in zip(_PAYS, marks, strict=False)
    ]
    return parts


def _ends(game: model.Tree, pays: pd.DataFrame, solution: model.Solution, labels: dict, height: dict) -> list:
    parts = []
    for end, y in height.items():
        reached = end in solution.ends
        if reached:
            parts.append(
                svg.element(
                    "rect",
                    x=_END + 4,
                    y=y - _ROW / 2 + 2,
                    width=_TREE_WIDTH - _END - 5,
                    height=_ROW - 4,
                    rx=4,
                    fill="#FFF8C5",
                    stroke=INK,
                )
            )
        weight = {"font_weight": 700} if reached else {}
        words = _two_lines(labels[end])
        for i, line in enumerate(words):
            parts.append(svg.text(_WORDS, y + 4.5 + (i - (len(words) - 1) / 2) * 15, line, 13, **weight))
        parts += [
            svg.text(x, y + 4.5, f"{pays.at[end, p]:g}", 13.5, text_anchor="end", **weight)
            for x, p in zip(_PAYS, game.players, strict=False)
        ]
    return parts


def _two_lines(words: str, most: int = 29) -> list[str]:
    """Words in one line, or in two broken at the space nearest to the middle."""
    if len(words) <= most:
        return [words]
    spaces = [i for i, letter in enumerate(words) if letter == " "]
    cut = min(spaces, key=lambda i: abs(i - len(words) / 2))
    return [words[:cut], words[cut + 1 :]]


def _places(game: model.Tree, height: dict) -> dict[str, tuple[float, float]]:
    """Where each node and each end stands: a node in the middle of what it can lead to."""
    places = {end: (float(_END), y) for end, y in height.items()}
    for node in game.nodes:
        below = [height[end] for end in game.ends_below(node)]
        places[node] = (float(_COLUMNS[len(game.line_to(node))]), (below[0] + below[-1]) / 2)
    return places


def _moves(game: model.Tree, solution: model.Solution, height: dict) -> list:
    places, rejected, chosen, words = _places(game, height), [], [], []
    for node in game.nodes.values():
        x, y = places[node.node_id]
        for move in node.moves:
            to_x, to_y = places[move.leads_to]
            line = [(x, y), (x, to_y), (to_x, to_y)]
            if move.move in solution.choices[node.node_id]:
                chosen.append(svg.path(line, fill="none", stroke=INK, stroke_width=4, stroke_linejoin="round"))
            else:
                rejected.append(svg.path(line, fill="none", stroke=LINE, stroke_width=1.5, stroke_dasharray="5 4"))
            weight = {"font_weight": 600} if move.move in solution.choices[node.node_id] else {}
            words.append(svg.text(x + 24, to_y - 6, move.label, 12.5, **weight))
            if move.red_line:
                words += _red_mark(to_x - 14, to_y)
    return rejected + chosen + words


def _red_mark(x: float, y: float) -> list:
    return [svg.path([(x + dx, y - 8), (x + dx, y + 8)], stroke=VERMILION, stroke_width=3) for dx in (0, 6)]


def _nodes(game: model.Tree, marks: dict, height: dict) -> list:
    places, parts = _places(game, height), []
    for node in game.nodes.values():
        x, y = places[node.node_id]
        parts += _chip(x - 20, y - 11, node.player, *marks[node.player])
    return parts


def _chip(x: float, y: float, words: str, mark: Mark, corner: int) -> list:
    return [
        svg.element("rect", x=x, y=y, width=40, height=22, rx=corner, fill=mark.fill, stroke=INK, stroke_width=1.2),
        svg.text(x + 20, y + 15.5, words, 12, text_anchor="middle", font_weight=600, fill=mark.ink),
    ]


def in_a_sentence(label: str) -> str:
    """A label as it stands within a sentence: its first letter small, names left as they are."""
    return label[:1].lower() + label[1:]


def _line_in_words(game: model.Tree, end: str, players: dict[str, str]) -> str:
    return "; ".join(f"{players[node.player]}: {in_a_sentence(move.label)}" for node, move in game.line_to(end))


def _tree_sentence(solution: model.Solution, lines: list[str], labels: dict[str, str]) -> str:
    if len(lines) == 1:
        return f"If all look ahead, the game ends at “{labels[solution.ends[0]]}” ({lines[0]})."
    if len(lines) > _MOST_TOLD:
        return f"Somebody is indifferent between two moves, so the game can end in {len(lines)} ways; they are marked."
    told = [f"“{labels[end]}” ({line})" for end, line in zip(solution.ends, lines, strict=True)]
    return f"Somebody is indifferent between two moves, so the game can end in {len(lines)} ways: {_listed(told)}."


def _resolve_in_words(game: model.Tree, pays: pd.DataFrame, players: dict[str, str]) -> str:
    told = []
    for line in game.red_lines():
        first = in_a_sentence(game.line_to(line[1])[0][1].label)
        does = {True: "would act", False: "would back down", None: "is indifferent"}[model.would_act(pays, line)]
        told.append(f"{players[line[0]]} {does} ({first})")
    return f"If a red line is crossed: {'; '.join(told)}."


def settings(game: model.Tree, by_setting: dict[str, pd.DataFrame], labels: dict[str, str]) -> pd.DataFrame:
    """Where the game ends at several settings: a row a setting (its words -> its pay-offs)."""
    rows = []
    for words, pays in by_setting.items():
        solution = model.solve(game, pays)
        firsts = [m.label for m in game.nodes[game.root].moves if m.move in solution.choices[game.root]]
        rows.append((words, _listed(firsts), _listed([labels[end] for end in solution.ends])))
    return pd.DataFrame(rows, columns=["Red lines", "First move", "The game ends at"])


# Over all rankings


def many(found: model.Hinge, policy: str, labels: dict[str, str], who: str) -> Picture:
    """Two bars, acting and backing down: the share of rankings in which the game ends where.

    ``policy`` is the policy in words, ``who`` makes it; ends of the policy have their own hatch each, all others are grey.
    """
    looks = ((GREEN, ""), (VERMILION, "xx"), (PURPLE, "--"), (YELLOW, "//"))
    own = [end for end in found.policy_ends if found.ends.loc[end].any()]
    mark = dict(zip(own, looks, strict=False))
    figure = Figure(figsize=(8.6, 3.0), layout="constrained")
    axes = figure.add_subplot()
    bars = {"would_act": f"{who} would act", "would_back_down": f"{who} would\nback down"}
    for y, column in enumerate(bars):
        left = 0.0
        for end in own:
            share = found.ends.at[end, column]
            fill, hatch = mark[end]
            axes.barh(
                y,
                share,
                left=left,
                color=fill,
                hatch=hatch,
                edgecolor=INK,
                linewidth=0.8,
                height=0.55,
                label=f"{labels[end]}" if y == 0 else None,
            )
            left += share
        axes.barh(
            y,
            1 - left,
            left=left,
            color=PAPER,
            edgecolor=INK,
            linewidth=0.8,
            height=0.55,
            label="Another first move" if y == 0 else None,
        )
        axes.text(1.015, y, f"{left:.0%}", va="center", fontsize=11, fontweight="bold", color=INK)
    axes.set(xlim=(0, 1.09), ylim=(1.5, -0.5), xlabel="Share of rankings that respect every ordering")
    axes.set_yticks(range(2), bars.values(), fontsize=9.5)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"], fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside lower center", ncols=2, fontsize=8.8, frameon=False)
    success = own[[*found.ends.loc[own, "would_act"]].index(found.ends.loc[own, "would_act"].max())]
    sentence = (
        f"The {in_a_sentence(policy)} is chosen in {found.would_act:.0%} of the rankings if {who} would act on its red lines, and in "
        f"{found.would_back_down:.0%} if it would not. In the first case the game ends at “{labels[success]}” in "
        f"{found.ends.at[success, 'would_act']:.0%}, in the second in {found.ends.at[success, 'would_back_down']:.0%}."
    )
    alt = f"Two bars divided by where the game ends: above, if {who} would act on its red lines; below, if it would back down."
    table = found.ends.loc[found.ends.sum(axis=1) > 0].map(lambda share: f"{share:.1%}")
    table = table.rename(index=labels, columns={"would_act": "Would act", "would_back_down": "Would back down"})
    notes = (
        "“Chosen” is not “works”: a policy can be chosen because all else is worse, and then be refused.",
        f"{model.DRAWS:,} rankings, drawn once, each as likely as any other that respects the orderings.",
    )
    return Picture(
        figure,
        alt,
        sentence,
        table.rename_axis("End").reset_index(),
        title="The hinge, over many rankings",
        notes=notes,
    )


# The threshold of resolve

_CHART = (90.0, 26.0, 640.0, 270.0)  # left, top, right, bottom of the plot
_TEN = 10


def resolve(
    p: float, stop: float, act: float, back_down: float, who: str, other: str, name: str = "resolve"
) -> Picture:
    """What stopping and pressing on are worth to ``who``, as the chance ``p`` grows that ``other`` would act."""
    threshold = model.resolve_threshold(stop, act, back_down)
    pressing = model.worth_of_pressing(p, act, back_down)
    left, top, right, bottom = _CHART

    def at(chance: float, worth: float) -> tuple[float, float]:
        return left + chance * (right - left), bottom - worth / _TEN * (bottom - top)

    body = _chart_frame(at, f"The chance, as {who} sees it, that {other} would act", f"Worth to {who}")
    if threshold is not None:
        x0, x1 = at(threshold, 0)[0], right
        body.insert(0, svg.element("rect", x=x0, y=top, width=x1 - x0, height=bottom - top, fill="#DDF4EA"))
    body += [
        svg.path([at(0, stop), at(1, stop)], stroke=BLUE, stroke_width=3, stroke_dasharray="9 5"),
        svg.path([at(0, back_down), at(1, act)], stroke=VERMILION, stroke_width=3),
        svg.path([at(p, 0), at(p, _TEN)], stroke=INK, stroke_width=1.5, stroke_dasharray="2 4"),
        svg.element("circle", cx=at(p, stop)[0], cy=at(p, stop)[1], r=6, fill=PAPER, stroke=BLUE, stroke_width=3),
        svg.element(
            "circle", cx=at(p, pressing)[0], cy=at(p, pressing)[1], r=6, fill=VERMILION, stroke=INK, stroke_width=1
        ),
    ]
    choice = _stops_in_words(stop, pressing)
    body += _resolve_key(p, stop, pressing, threshold, who, choice)
    sentence = f"{_threshold_in_words(threshold, who, other)} At p = {p:.2f}, stopping is worth {stop:g} to {who} and pressing on {pressing:.2f}: {choice}."
    alt = (
        f"A chart over the chance p that {other} would act. A broken level line shows what stopping is worth to {who}, a full line "
        "what pressing on is worth; where the first is above, the ground is shaded."
    )
    table = pd.DataFrame(
        [
            (f"{i / 10:.1f}", f"{stop:g}", f"{worth:.2f}", _stops_in_words(stop, worth))
            for i in range(11)
            for worth in [model.worth_of_pressing(i / 10, act, back_down)]
        ],
        columns=["p", "Stopping", "Pressing on", f"{who}"],
    )
    return Picture(
        svg.drawing(980, 330, *body, alt=alt), alt, sentence, table, title="How sure must the other side be?"
    )


def thresholds(stops: tuple[float, ...], act: float, back_down: float) -> pd.DataFrame:
    """The threshold at several values of stopping: a row a value."""
    return pd.DataFrame(
        [(f"{stop:g}", _percent(model.resolve_threshold(stop, act, back_down))) for stop in stops],
        columns=["Stopping is worth", "It stops if the chance is at least"],
    )


def _percent(threshold: float | None) -> str:
    return "never" if threshold is None else f"{threshold:.0%}"


def _stops_in_words(stop: float, pressing: float) -> str:
    if abs(stop - pressing) < 1e-9:
        return "the two are equal"
    return "it stops" if stop > pressing else "it presses on"


def _threshold_in_words(threshold: float | None, who: str, other: str) -> str:
    if threshold is None:
        return f"{who} presses on even if {other} is sure to act: stopping is worth less than that."
    if threshold == 0:
        return f"{who} stops in any case: pressing on is worth no more even if {other} backs down."
    return f"{who} stops if it puts the chance that {other} would act at {threshold:.0%} or more."


def _chart_frame(at, across: str, up: str) -> list:
    parts = [svg.path([at(0, _TEN), at(0, 0), at(1, 0)], fill="none", stroke=INK, stroke_width=1.2)]
    for chance in (0, 0.25, 0.5, 0.75, 1):
        x, y = at(chance, 0)
        parts.append(svg.text(x, y + 18, f"{chance:g}", 12.5, text_anchor="middle"))
    for worth in (0, 5, 10):
        x, y = at(0, worth)
        parts.append(svg.text(x - 8, y + 4, f"{worth}", 12.5, text_anchor="end"))
    x, y = at(0.5, 0)
    parts.append(svg.text(x, y + 42, across, 13, text_anchor="middle"))
    x, y = at(0, 5)
    parts.append(svg.text(26, y, up, 13, text_anchor="middle", transform=f"rotate(-90 26 {y:.1f})"))
    return parts


def _resolve_key(p: float, stop: float, pressing: float, threshold: float | None, who: str, choice: str) -> list:
    x = 670
    return [
        svg.text(x, 50, f"p = {p:.2f}", 16, font_weight=700),
        svg.path([(x, 78), (x + 40, 78)], stroke=BLUE, stroke_width=3, stroke_dasharray="9 5"),
        svg.text(x + 50, 83, f"Stopping: {stop:g}", 14),
        svg.path([(x, 106), (x + 40, 106)], stroke=VERMILION, stroke_width=3),
        svg.text(x + 50, 111, f"Pressing on: {pressing:.2f}", 14),
        svg.element("rect", x=x, y=124, width=40, height=20, fill="#DDF4EA", stroke=LINE),
        svg.text(x + 50, 139, f"{who} stops here", 14),
        svg.text(x, 176, f"Threshold: {_percent(threshold)}", 14, font_weight=600),
        svg.text(x, 202, f"Here {choice}.", 14, font_weight=600),
    ]


# The bargaining bar

_BAR_LEFT, _BAR_RIGHT, _BAR_WIDTH = 350.0, 860.0, 980


def bargain(
    case: model.Bargain,
    deal: float,
    win_after: float,
    guarantee: float,
    challenger: str,
    defender: str,
    name: str = "bargain",
) -> Picture:
    """The stake as a bar from 0 to 1, the deals that both prefer to war, the deal in hand; under it what it must be guaranteed by."""
    low, high, needed = case.least_accepted, case.most_conceded, case.guarantee_needed(deal, win_after)
    fill = f"{name}-range"
    rows = [
        (f"{challenger} holds without war", case.held, _mark_square),
        (f"{challenger} accepts at least, rather than fight", low, _mark_triangle),
        (f"{challenger}'s chance to win all", case.win, _mark_tick),
        (f"{defender} concedes at most, rather than fight", high, _mark_triangle),
        ("The deal gives", deal, _mark_circle),
    ]
    body = [svg.element("defs", svg.hatch(fill, "rising", "#BFE5D9"))]
    body.append(svg.text(10, 22, f"The stake: share that goes to {challenger}", 14, font_weight=600))
    body += _axis(214, [0, 0.25, 0.5, 0.75, 1])
    body.append(
        svg.element(
            "rect",
            x=_on_bar(low),
            y=36,
            width=max(_on_bar(high) - _on_bar(low), 1.5),
            height=178,
            fill=f"url(#{fill})",
            stroke=GREEN,
        )
    )
    body += _rows(rows, 36, 34)
    body.append(svg.text(10, 274, "The promise: how sure it is to be kept", 14, font_weight=600))
    body += _axis(362, [0, 0.25, 0.5, 0.75, 1])
    promise = [("The guarantee in hand", guarantee, _mark_circle)]
    body += _rows([(f"{defender} needs at least", needed, _mark_triangle), *promise], 284, 34)
    sentence = " ".join(bargain_words(case, deal, win_after, guarantee, challenger, defender))
    alt = (
        f"A bar from 0 to 1, the share of the stake that goes to {challenger}. Hatched: the deals that both sides prefer to war. "
        f"Marks show what each would accept and the deal. A second bar shows how sure {defender} must be that the deal is kept, and how sure it is."
    )
    table = pd.DataFrame(
        [(words, _amount(value)) for words, value, _mark in rows]
        + [
            (f"{challenger}'s chance to win after the transfer", f"{win_after:.2f}"),
            (f"The guarantee that {defender} needs", _amount(needed)),
            ("The guarantee in hand", f"{guarantee:.2f}"),
        ],
        columns=["What", "Value"],
    )
    return Picture(svg.drawing(_BAR_WIDTH, 396, *body, alt=alt), alt, sentence, table, title="The bargaining range")


def bargain_words(
    case: model.Bargain, deal: float, win_after: float, guarantee: float, challenger: str, defender: str
) -> tuple[str, str, str]:
    """Three sentences: is there war without a deal, does the deal stop it, can the other side trust it."""
    war = case.win - case.challenger_cost
    first = (
        f"Without a deal {challenger} fights: war is worth {war:.2f} to it and it holds {case.held:.2f}."
        if case.fights
        else f"Without a deal {challenger} does not fight: war is worth {war:.2f} to it and it holds {case.held:.2f}."
    )
    second = (
        f"A deal of {deal:.2f} is enough for {challenger}."
        if case.works(deal)
        else f"A deal of {deal:.2f} is too little for {challenger}, which wants {case.least_accepted:.2f} at least."
    )
    needed = case.guarantee_needed(deal, win_after)
    if needed is None:
        third = (
            f"No guarantee is enough for {defender}: even if it is kept, the deal costs it more than war "
            f"(it concedes {case.most_conceded:.2f} at most)."
        )
    elif needed == 0:
        third = f"{defender} needs no guarantee: the transfer does not make {challenger} stronger."
    else:
        holds = "it holds" if case.holds(deal, win_after, guarantee) else "it does not hold"
        third = f"{defender} must be sure of it by {needed:.0%}; it can be sure by {guarantee:.0%}, so {holds}."
    return first, second, third


def bargain_table(cases: dict[str, tuple], challenger: str, defender: str) -> pd.DataFrame:
    """Settings in words (label -> (case, deal, win_after, guarantee)): a row a setting."""
    rows = [(label, *bargain_words(*setting, challenger, defender)) for label, setting in cases.items()]
    return pd.DataFrame(rows, columns=["Setting", "Without a deal", "The deal", "The promise"])


def _amount(value: float | None) -> str:
    return "never enough" if value is None else f"{value:.2f}"


def _on_bar(share: float) -> float:
    return _BAR_LEFT + share * (_BAR_RIGHT - _BAR_LEFT)


def _axis(y: float, ticks: list[float], scale: float = 1) -> list:
    parts = [svg.path([(_BAR_LEFT, y), (_BAR_RIGHT, y)], stroke=INK, stroke_width=1.2)]
    for tick in ticks:
        x = _on_bar(tick / scale)
        parts += [
            svg.path([(x, y), (x, y + 5)], stroke=INK),
            svg.text(x, y + 20, f"{tick:g}", 12.5, text_anchor="middle"),
        ]
    return parts


def _rows(rows: list[tuple], top: float, step: float) -> list:
    """A row a value: its words left, its mark on the axis, its number right."""
    parts = []
    for i, (words, value, mark) in enumerate(rows):
        y = top + step * (i + 0.5)
        parts += [
            svg.text(10, y + 4.5, words, 13.5),
            svg.path([(_BAR_LEFT, y), (_BAR_RIGHT, y)], stroke=GREY, stroke_width=0.7, stroke_dasharray="2 5"),
            svg.text(_BAR_WIDTH - 8, y + 4.5, _amount(value), 13.5, text_anchor="end", font_weight=600),
        ]
        if value is not None:
            parts.append(mark(_on_bar(value), y))
    return parts


def _mark_circle(x: float, y: float):
    return svg.element("circle", cx=x, cy=y, r=8, fill=VERMILION, stroke=INK, stroke_width=1.5)


def _mark_square(x: float, y: float):
    return svg.element("rect", x=x - 6, y=y - 6, width=12, height=12, fill=PAPER, stroke=INK, stroke_width=2)


def _mark_triangle(x: float, y: float):
    return svg.path([(x - 8, y + 7), (x + 8, y + 7), (x, y - 8)], closed=True, fill=BLUE, stroke=INK)


def _mark_tick(x: float, y: float):
    return svg.path([(x, y - 10), (x, y + 10)], stroke=INK, stroke_width=4)


# Win-sets


def win_sets(
    leaders: list[model.WinSet], home: list[model.WinSet], axis: tuple[str, str, str], name: str = "wins"
) -> Picture:
    """Four win-sets on one axis from 0 to 100, and under them what leaders could strike and what would pass at home.

    ``axis`` gives the words of the axis, of its 0 and of its 100.
    """
    found = model.two_levels(leaders, home)
    fills = {
        "leader": ("dots", SKY),
        "home": ("falling", YELLOW),
        "struck": ("flat", "#BFE5D9"),
        "dies": ("cross", "#F6C7A6"),
        "passes": ("flat", GREEN),
        "gap": ("flat", PAPER),
    }
    rows = [(s.who, [(s.low, s.high)], "leader") for s in leaders]
    rows += [("Both leaders could strike", _stretches(found.struck), "struck")]
    rows += [(s.who, [(s.low, s.high)], "home") for s in home]
    rows += [
        ("Struck, and dies at home", list(found.dies_at_home), "dies"),
        ("Struck, and passes at home", _stretches(found.ratified), "passes"),
        ("The gap between those at home", _stretches(found.gap), "gap"),
    ]
    top, step = 30, 36
    bottom = top + step * len(rows)
    body = [svg.element("defs", *(svg.hatch(f"{name}-{key}", *look) for key, look in fills.items()))]
    body += [svg.text(10, 18, axis[0], 14, font_weight=600)]
    for i, (words, stretches, look) in enumerate(rows):
        y = top + step * i
        body += [
            svg.text(10, y + 23, words, 13.5, font_weight=600 if look not in ("leader", "home") else 400),
            svg.path(
                [(_BAR_LEFT, y + 18), (_BAR_RIGHT, y + 18)], stroke=GREY, stroke_width=0.7, stroke_dasharray="2 5"
            ),
            svg.text(_BAR_WIDTH - 8, y + 23, _in_words(stretches), 13.5, text_anchor="end"),
        ]
        body += [_stretch(low, high, y + 6, f"url(#{name}-{look})", look == "gap") for low, high in stretches]
    body += _axis(bottom + 4, [0, 25, 50, 75, 100], 100)
    body += [
        svg.text(_BAR_LEFT, bottom + 46, f"0: {axis[1]}", 12.5, fill=MUTED),
        svg.text(_BAR_LEFT, bottom + 64, f"100: {axis[2]}", 12.5, fill=MUTED),
    ]
    alt = (
        f"Stretches on one axis from 0 to 100, {axis[0].lower()}: what each leader and those at home on each side would accept, "
        "and under them which deals the leaders could strike, which of these die at home, and which pass."
    )
    table = pd.DataFrame(
        [(words, _in_words(stretches)) for words, stretches, _look in rows], columns=["Who or what", "From – to"]
    )
    return Picture(
        svg.drawing(_BAR_WIDTH, bottom + 76, *body, alt=alt),
        alt,
        levels_words(found),
        table,
        title="Two tables at once",
    )


def levels_words(found: model.TwoLevels) -> str:
    """What leaders could strike, and what becomes of it at home."""
    if found.struck is None:
        return "The leaders' win-sets do not meet: there is no deal to take home."
    struck = f"The leaders could strike any deal {_span(found.struck)}"
    gap = (
        ""
        if found.gap is None
        else f" At home a gap {_span(found.gap)} divides the sides: a deal in it is accepted by neither."
    )
    if found.ratified is None:
        return f"{struck}. All of these die at home.{gap}"
    if not found.dies_at_home:
        return f"{struck}. All of these would pass at home.{gap}"
    return (
        f"{struck}. {found.lost:.0%} of these deals die at home ({_in_words(list(found.dies_at_home))}); the others pass "
        f"({_span(found.ratified)}).{gap}"
    )


def levels_table(by_setting: dict[str, tuple[list[model.WinSet], list[model.WinSet]]]) -> pd.DataFrame:
    """Settings of the win-sets in words: a row a setting."""
    return pd.DataFrame(
        [(words, levels_words(model.two_levels(*sets))) for words, sets in by_setting.items()],
        columns=["Setting", "What becomes of a deal"],
    )


def _stretches(stretch: tuple[float, float] | None) -> list[tuple[float, float]]:
    return [] if stretch is None else [stretch]


def _stretch(low: float, high: float, y: float, fill: str, broken: bool):
    x = _on_bar(low / 100)
    dashes = {"stroke_dasharray": "6 4"} if broken else {}
    return svg.element(
        "rect",
        x=x - 1 if low == high else x,
        y=y,
        width=max(_on_bar(high / 100) - x, 2.0),
        height=24,
        fill=fill,
        stroke=INK,
        stroke_width=1.2,
        **dashes,
    )


def _span(stretch: tuple[float, float]) -> str:
    low, high = stretch
    return f"at {low:g}" if low == high else f"from {low:g} to {high:g}"


def _in_words(stretches: list[tuple[float, float]]) -> str:
    return ", ".join(f"{low:g} – {high:g}" if low != high else f"{low:g}" for low, high in stretches) or "none"


# The alliance dilemma, the orderings, the signals


def dilemma(options: pd.DataFrame, fears: pd.DataFrame, names: tuple[str, str], marks: dict[str, Mark]) -> Picture:
    """Each option between two fears: how far it loses the ally's trust, how far it draws into war.

    ``options`` has option_id and label; ``fears`` has a row an option and fear with low, mid and high on the scale of the scores, and
    ``fear`` 0 (abandonment, drawn upwards) or 1 (entrapment, drawn across); ``names`` puts the two interests into words.
    """
    figure = Figure(figsize=(8.6, 4.6), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(-3.35, 1.6), ylim=(-3.35, 2.35))
    axes.axhline(0, color=LINE, linewidth=0.8)
    axes.axvline(0, color=LINE, linewidth=0.8)
    rows, shapes = [], "o^sDvP"
    for option, shape in zip(options.itertuples(), shapes, strict=False):
        both = fears[fears.option_id == option.option_id].set_index("fear")
        y, x = both.loc[0], both.loc[1]
        mark = marks[option.option_id]
        aside = 0.06 * (len(rows) - 1.5)  # ranges that lie on one line stay apart
        for colour, width in ((INK, 4.5), (mark.fill, 3)):  # an edge of ink, since yellow on white is faint
            axes.plot(
                [x.low, x.high], [y.mid + aside] * 2, color=colour, linewidth=width, zorder=2, solid_capstyle="butt"
            )
            axes.plot(
                [x.mid + aside] * 2, [y.low, y.high], color=colour, linewidth=width, zorder=2, solid_capstyle="butt"
            )
        axes.plot(
            x.mid + aside,
            y.mid + aside,
            shape,
            markersize=13,
            markerfacecolor=mark.fill,
            markeredgecolor=INK,
            zorder=3,
            label=option.label,
        )
        rows.append((option.label, _range(y), _range(x)))
    axes.set_xlabel(f"← entrapped      {_short(names[1])}: score", fontsize=9.5)
    axes.set_ylabel(f"← abandoned      {_short(names[0])}: score", fontsize=9.5)
    axes.text(-3.25, -3.2, "worse on both", fontsize=9, color=MUTED)
    axes.text(1.5, 2.1, "better on both", fontsize=9, color=MUTED, ha="right")
    axes.tick_params(labelsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside lower center", ncols=4, fontsize=9.5, frameon=False)
    table = pd.DataFrame(rows, columns=["Option", names[0], names[1]])
    mids = fears.pivot(index="option_id", columns="fear", values="mid")
    free = options.label[[bool((mids.loc[o] > 0).all()) for o in options.option_id]].tolist()
    words = dict(zip(options.option_id, options.label, strict=True))
    sentence = (
        f"The ally is most abandoned with {_worst(mids[0], words)}; Russia is most entrapped with {_worst(mids[1], words)}. "
        + (
            f"Better than before on both: {_listed(free)}."
            if free
            else "No option is better than before the war on both."
        )
    )
    alt = "A chart of options between two fears. Up: the ally's trust. Right: no part in a war. Lines show the range of each score."
    notes = ("Marks and lines stand a little aside, so that none covers another; the table has the scores.",)
    return Picture(figure, alt, sentence, table, title="Abandoned or entrapped", notes=notes)


def _short(name: str) -> str:
    return name.split(" (")[0]


def _worst(scores: pd.Series, words: dict[str, str]) -> str:
    """The options with the lowest score, ties together."""
    lowest = [f"“{words[option]}”" for option in words if option in scores.index and scores[option] == scores.min()]
    return f"{_listed(lowest)} ({scores.min():+g})"


def _range(cell: pd.Series) -> str:
    return f"{cell['mid']:+g} ({cell['low']:+g} to {cell['high']:+g})".replace("+0", "0")


def orderings(rows: pd.DataFrame, labels: dict[str, str], players: dict[str, str]) -> Table:
    """What the article lets us say of who likes which end better, with its paragraphs."""
    said = int((rows.basis == "said").sum())
    table = rows.assign(
        player=rows.player.map(players), better=rows.better.map(labels), worse=rows.worse.map(labels)
    ).set_axis(["Number", "For", "Better", "Worse", "Basis", "Paragraph"], axis=1)
    sentence = f"{len(rows)} orderings: {said} said by the article, {len(rows) - said} implied."
    return Table(table, sentence, "What the article lets us order")


def _listed(words) -> str:
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
