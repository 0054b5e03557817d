"""Who wants what, drawn: cards, the heat map of interests, the signed ties, figures by window, positions."""

from __future__ import annotations

from html import escape

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from ..kit.palette import BLUE, GREY, INK, LINE, ORANGE, PAPER, PURPLE, SKY, VERMILION
from ..kit.show import Picture, Table, table_html
from ..kit.sources import source_list
from . import model as actors

_VITAL = 5
_BASIS_HATCH = {"stated": "", "inferred": "////"}
# How a tie looks by its sign: fill, edge line, what is written.
_TIES = {
    "friendly": (SKY, "-"),
    "hostile": (VERMILION, "--"),
    "of both signs": (PURPLE, "-."),
    "neither": (PAPER, ":"),
}
TIE_WORDS = {
    "friendly": "friendly (sum of all ties)",
    "hostile": "hostile (sum of all ties)",
    "of both signs": "friendly and hostile at once",
    "neither": "a tie without a sign",
}


def card(
    actor: pd.Series, interests: pd.DataFrame, relations: pd.DataFrame, names: dict[str, str], sources: pd.DataFrame
) -> str:
    """One actor as HTML: who it is, what it wants with intensity and ground, and its ties. All tables are already sealed."""
    where = ", ".join(actor.paragraphs) or "not named"
    parts = [
        f'<p style="margin:0 0 0.4em"><strong>{escape(actor["name"])}</strong> · {escape(actor.kind)} · in the article: {where}<br>'
        f"{escape(actor.role)}</p>",
        f'<p style="margin:0 0 0.4em;max-width:60em">{escape(actor.profile)}</p>',
    ]
    cited: list[str] = []
    wanted = interests[interests.actor_id == actor.actor_id]
    if wanted.empty:
        parts.append(f"<p>No interest is listed for {escape(actor.short_name)}.</p>")
    else:
        rows = actors.wants(interests, actor.actor_id)
        shown = rows[["interest", "category", "intensity", "basis", "rationale"]]
        heads = ["What it wants", "Category", "Intensity (1-5)", "Ground", "Why we say so"]
        parts.append(table_html(shown.set_axis(heads, axis=1), f"Interests of {actor.short_name}"))
        cited += [s for ids in rows.source_ids for s in ids]
    ties = relations[(relations.actor_a == actor.actor_id) | (relations.actor_b == actor.actor_id)]
    if not ties.empty:
        parts.append(table_html(_ties_of(ties, actor.actor_id, names), f"Ties of {actor.short_name}"))
        cited += [s for ids in ties.source_ids for s in ids]
    found = sources[sources.source_id.isin(cited)]
    if len(found):
        parts.append(
            f'<details><summary style="cursor:pointer">Sources of this card ({len(found)})</summary>{source_list(found)}</details>'
        )
    return "".join(parts)


def _ties_of(ties: pd.DataFrame, actor: str, names: dict[str, str]) -> pd.DataFrame:
    """One actor's ties, the closest first: with whom, what kind, how strong, what it consists of."""
    other = ties.actor_b.where(ties.actor_a == actor, ties.actor_a).map(names)
    rows = ties.assign(other=other, strength=ties.strength.astype(int)).sort_values(
        "strength", ascending=False, kind="stable"
    )
    shown = rows.assign(strength=rows.strength.map(signed))[["other", "relation", "strength", "what"]]
    return shown.set_axis(["With", "Tie", "Strength (−3 to +3)", "What it consists of"], axis=1)


def signed(number: int) -> str:
    """A whole number with its sign, as a person writes it: +3, −2, 0."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def cast(people: pd.DataFrame) -> Table:
    """Everybody with a stake: who they are, and where the article speaks of them."""
    missing = people[~people.in_article.astype(bool)]
    sentence = (
        f"{len(people)} actors; the article treats {len(people) - len(missing)} of them as actors and leaves "
        f"{len(missing)} aside: {', '.join(missing.short_name)}."
    )
    rows = people.assign(where=[", ".join(p) or "not named" for p in people.paragraphs])
    table = rows[["short_name", "kind", "role", "where"]].set_axis(
        ["Actor", "Kind", "Part in the conflict", "Paragraphs"], axis=1
    )
    return Table(table, sentence, "Who has a stake")


def heat(interests: pd.DataFrame, names: dict[str, str]) -> Picture:
    """The strongest interest of each actor in each category, as number and as depth of colour; hatched where only inferred."""
    who, categories = list(interests.actor_id.unique()), list(interests.category.unique())
    strongest, basis = (table(interests, who, categories) for table in (actors.heat, actors.heat_basis))
    figure = Figure(figsize=(8.6, 0.36 * len(who) + 1.1), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(0, len(categories)), ylim=(len(who) + 0.9, -0.05))
    axes.xaxis.tick_top()
    axes.set_xticks([x + 0.5 for x in range(len(categories))], [c.capitalize() for c in categories], fontsize=9.5)
    axes.set_yticks([y + 0.5 for y in range(len(who))], [names[a] for a in who], fontsize=9.5)
    _bare(axes)
    for y, actor in enumerate(who):
        for x, category in enumerate(categories):
            level = strongest.loc[actor, category]
            if not pd.isna(level):
                _square(axes, x, y, int(level), basis.loc[actor, category])
    for x, (level, ground) in enumerate(((1, "stated"), (3, "stated"), (5, "stated"), (5, "inferred"))):
        _square(axes, 1.4 * x, len(who) + 0.3, level, ground, 0.5, 0.55)
        words = {1: "slight", 3: "middling", 5: "vital"}[level] if ground == "stated" else "vital, only inferred"
        axes.text(1.4 * x + 0.58, len(who) + 0.58, words, fontsize=9, va="center", color=INK)
    split = actors.basis_split(interests).sum()
    vital = (strongest == _VITAL).sum()
    most, some = vital.idxmax(), int(vital.max())
    sentence = (
        f"Of {len(interests)} interests the actors stated {split.stated} themselves and {split.inferred} are inferred. "
        f"A vital interest ({_VITAL}) is most common under {most}: {some} of {len(who)} actors have one."
    )
    alt = (
        f"A grid of {len(who)} actors by {len(categories)} categories of interest. Each square gives the strongest interest as a number "
        f"from 1 to 5; a hatched square is inferred only, an empty one holds no listed interest."
    )
    shown = strongest.astype("string").fillna("") + basis.map(lambda b: f" {b}" if b else "")
    table = shown.set_axis([c.capitalize() for c in categories], axis=1).rename(index=names)
    notes = ("The strongest interest counts, not the sum: nobody wants more because more rows were written.",)
    return Picture(
        figure, alt, sentence, table.rename_axis("Actor").reset_index(), "How strongly each actor wants what", notes
    )


def _square(axes, x: float, y: float, level: int, basis: str, width: float = 1, height: float = 1) -> None:
    axes.add_patch(
        Rectangle(
            (x + 0.02, y + 0.04 * height),
            width - 0.04,
            height * 0.92,
            facecolor=_tint(level / 6),
            edgecolor=LINE,
            linewidth=0.6,
            hatch=_BASIS_HATCH[basis],
            hatch_linewidth=0.4,
        )
    )
    behind = (
        {"bbox": {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}} if _BASIS_HATCH[basis] else {}
    )
    middle = {"ha": "center", "va": "center", "fontsize": 9.5, "color": INK}
    axes.text(x + width / 2, y + height / 2, str(level), **middle, **behind)


def _tint(share: float) -> tuple[float, float, float]:
    """The palette's orange thinned with white: 0 is white, 1 the full colour."""
    full = [int(ORANGE[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(1 - share * (1 - part) for part in full)


def _bare(axes) -> None:
    """No frame and no tick marks: the words stand alone."""
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def relations(ties: pd.DataFrame, names: dict[str, str]) -> Picture:
    """Every pair's ties added up, as a triangle of circles: sign by fill, edge line and the sign that is written."""
    pairs = actors.edges(ties)
    who = [a for a in names if a in set(pairs.a) | set(pairs.b)]
    figure = Figure(figsize=(8.6, 0.44 * len(who) + 1.0), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(-0.6, len(who) + 2.6), ylim=(len(who) - 0.3, -0.75), aspect="equal")
    axes.axis("off")
    place = {actor: i for i, actor in enumerate(who)}
    for i, actor in enumerate(who):
        axes.text(i - 0.42, i, names[actor], fontsize=9, va="center", color=INK, fontweight="bold")
        axes.plot([-0.5, i - 0.5], [i, i], color=GREY, linewidth=0.4, zorder=0)
        axes.plot([i, i], [i + 0.4, len(who) - 0.5], color=GREY, linewidth=0.4, zorder=0)
    for pair in pairs.itertuples():
        x, y = sorted((place[pair.a], place[pair.b]))
        _tie(axes, x, y, sign_word(pair), written(pair))
    for k, (words, what) in enumerate(
        (("friendly", "+3"), ("hostile", "−3"), ("of both signs", "+3\n−2"), ("neither", "0"))
    ):
        _tie(axes, len(who) * 0.62, k - 0.15, words, what)
        axes.text(len(who) * 0.62 + 0.65, k - 0.15, TIE_WORDS[words], fontsize=9, va="center", color=INK)
    found = actors.triangles(pairs)
    stands = actors.between(pairs, found)
    kinds = pairs.apply(sign_word, axis=1).value_counts()
    sentence = (
        f"{len(pairs)} pairs have ties: {kinds.get('friendly', 0)} friendly, {kinds.get('hostile', 0)} hostile, "
        f"{kinds.get('of both signs', 0)} of both signs and {kinds.get('neither', 0)} without a sign. "
        f"{int((found.hostile == 1).sum())} of {len(found)} triangles put a friend between two enemies"
        + (f": {_betweens(stands, names)}." if stands else ".")
    )
    table = pairs.assign(
        pair=[f"{names[p.a]} and {names[p.b]}" for p in pairs.itertuples()],
        net=pairs.net.map(signed),
        friendly=pairs.friendly.map(signed),
        hostile=pairs.hostile.map(signed),
        sign=pairs.apply(sign_word, axis=1),
        what=[
            "; ".join(
                f"{t.relation} {signed(int(t.strength))}" for t in ties[ties.relation_id.isin(p.ties)].itertuples()
            )
            for p in pairs.itertuples()
        ],
    )[["pair", "sign", "friendly", "hostile", "net", "what"]]
    heads = ["Pair", "Sign", "Friendly", "Hostile", "Sum", "Ties"]
    alt = (
        f"A triangle of {len(who)} actors. Where two meet, a circle gives the sum of their ties: plain edge and plus for friendly, "
        "dashed edge and minus for hostile, both numbers where ties run both ways; no circle, no tie in the table."
    )
    notes = (
        "The strength of each tie, from −3 to +3, is judgement; where a pair has several they are added. "
        "In triangles a pair with both signs counts by the sum.",
    )
    return Picture(figure, alt, sentence, table.set_axis(heads, axis=1), "Friends, rivals, and both", notes)


def _betweens(stands: dict[str, list[tuple[str, str]]], names: dict[str, str]) -> str:
    words = [f"{names[actor]} {times(len(pairs))}" for actor, pairs in stands.items()]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def times(number: int) -> str:
    """How often, in words: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def sign_word(pair) -> str:
    """A pair's ties in a word: friendly, hostile, of both signs, or neither."""
    if pair.mixed:
        return "of both signs"
    return {1: "friendly", -1: "hostile", 0: "neither"}[int(pair.sign)]


def written(pair) -> str:
    """What stands in a pair's circle: one signed sum, or both where ties run both ways."""
    return f"{signed(pair.friendly)}\n{signed(pair.hostile)}" if pair.mixed else signed(pair.net)


def _tie(axes, x: float, y: float, sign: str, words: str) -> None:
    fill, line = _TIES[sign]
    axes.add_patch(Circle((x, y), 0.42, facecolor=fill, edgecolor=INK, linewidth=1.3, linestyle=line, zorder=2))
    axes.text(x, y, words, fontsize=8.5, ha="center", va="center", color=INK, zorder=3, fontweight="bold")


def triangles(ties: pd.DataFrame, names: dict[str, str]) -> Table:
    """Who is the friend of two who are enemies, a row a triangle."""
    pairs = actors.edges(ties)
    stands = actors.between(pairs, actors.triangles(pairs))
    rows = [(names[actor], names[a], names[b]) for actor, foes in stands.items() for a, b in foes]
    first = next(iter(stands), None)
    sentence = (
        f"{names[first]} stands between enemies most often, {len(stands[first])} of {len(rows)} times."
        if first
        else "Nobody is the friend of two who are enemies."
    )
    table = pd.DataFrame(rows, columns=["The friend of both", "One enemy", "The other"])
    return Table(table, sentence, "A friend between two enemies")


def windows(figures: pd.DataFrame, names: dict[str, str]) -> Picture:
    """Every figure that is known for more than one window of years: one line a figure, one mark a window."""
    found = actors.window_dependence(figures)
    figure = Figure(figsize=(8.6, 0.95 * len(found) + 0.9), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(-2, 100), ylim=(len(found) - 0.4, -0.6), yticks=[])
    axes.set_xlabel(" / ".join(found.unit.unique()), fontsize=9.5)
    axes.tick_params(labelsize=9)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    said, rows = [], []
    for y, row in enumerate(found.itertuples()):
        known = actors.windows(figures, row.indicator, row.actor_id)
        axes.text(-2, y - 0.36, f"{names[row.actor_id]}: {row.indicator}", fontsize=9.5, fontweight="bold", color=INK)
        axes.plot([row.least, row.greatest], [y, y], color=LINE, linewidth=2, zorder=1)
        for k, window in enumerate(known.itertuples()):
            axes.plot(window.value, y, "os^D"[k % 4], markersize=10, color=BLUE, markeredgecolor=INK, zorder=2)
            axes.text(
                window.value,
                y + 0.3,
                f"{window.value:g} in {window.period}",
                fontsize=9,
                ha="center",
                va="center",
                color=INK,
            )
            rows.append(
                (names[row.actor_id], row.indicator, window.period, f"{window.value:g}", row.unit, window.window_note)
            )
        said.append(
            f"{names[row.actor_id]}, {row.indicator}: "
            + ", ".join(
                f"{w.value:g}{'%' if w.unit.startswith('%') else ' ' + w.unit} in {w.period}"
                for w in known.itertuples()
            )
        )
    sentence = "The same question, another window, another answer. " + "; ".join(said) + "."
    alt = f"{len(found)} lines, one for each figure that is known for more than one window of years, with a mark at each window's value."
    heads = ["Actor", "Figure", "Window", "Value", "Unit", "Edition"]
    return Picture(figure, alt, sentence, pd.DataFrame(rows, columns=heads), "A figure and its window")


def figures(known: pd.DataFrame, actor: str, names: dict[str, str]) -> Table:
    """The figures about one actor, each with the period and the method that it hangs on; ValueError for an unknown actor."""
    if actor not in names:
        raise ValueError(f"There is no actor {actor!r}; the actors are: {', '.join(names)}.")
    rows = known[known.actor_id == actor]
    table = rows.assign(value=[f"{v:g}" if v < 10_000 else f"{v:,.0f}" for v in rows.value])[
        ["indicator", "period", "value", "unit", "window_note"]
    ]
    bare = int((rows.window_note == "").sum())
    sentence = (
        f"{len(rows)} figures on {names[actor]} were public on the day; {len(rows) - bare} carry a note on window, edition or method."
        if len(rows)
        else f"No figure on {names[actor]} is in the table for that day."
    )
    heads = ["Figure", "Period", "Value", "Unit", "What it depends on"]
    return Table(table.set_axis(heads, axis=1), sentence, f"Figures on {names[actor]}")


def positions(standing: pd.DataFrame, names: dict[str, str], pair: tuple[str, str]) -> Picture:
    """Each axis as a panel from 0 to 100: a mark an actor, as large as the axis matters to it, a bar where it is in doubt."""
    labels = list(standing.label.unique())
    who = list(dict.fromkeys(standing.actor_id))
    high = (len(labels) + 1) // 2
    figure = Figure(figsize=(8.6, high * (0.185 * len(who) + 0.62) + 0.5), layout="constrained")
    figure.get_layout_engine().set(h_pad=0.06, w_pad=0.08)
    grid = figure.subplots(high, 2, sharex=True, sharey=True, squeeze=False)
    for axes, label in zip(grid.flat, labels, strict=False):
        _panel(axes, standing[standing.label == label], who, names, label)
    for axes in list(grid.flat)[len(labels) :]:
        axes.axis("off")
    _position_key(figure)
    a, b = pair
    apart = actors.gaps(standing, a, b)
    wide, near = apart.iloc[0], apart.iloc[-1]
    soft = standing[standing.soft]
    sentence = (
        f"{names[a]} and {names[b]} stand farthest apart on “{wide.label}” ({wide.a} and {wide.b}) and nearest on "
        f"“{near.label}” ({near.a} and {near.b})."
        + "".join(
            f" In doubt: {names[s.actor_id]} on “{s.label}”, {s.position} in a range from {int(s.position_low)} to {int(s.position_high)}."
            for s in soft.itertuples()
        )
    )
    table = standing.assign(
        actor=standing.actor_id.map(names),
        place=[
            f"{r.position}" + (f" ({int(r.position_low)}–{int(r.position_high)})" if r.soft else "")
            for r in standing.itertuples()
        ],
    )[["label", "actor", "place", "salience", "basis", "note"]]
    alt = (
        f"{len(labels)} panels, one an axis from 0 to 100, with a mark for each actor. A larger mark means that the axis matters more to it; "
        "filled circles are stated positions, hollow diamonds inferred ones; a bar is a range."
    )
    heads = ["Axis", "Actor", "Position", "Salience", "Ground", "What it rests on"]
    notes = (
        "Positions and saliences are judgements, there to be argued with. What 0, 50 and 100 mean differs from axis to axis.",
    )
    return Picture(figure, alt, sentence, table.set_axis(heads, axis=1), "Where each stands", notes)


def _panel(axes, rows: pd.DataFrame, who: list[str], names: dict[str, str], label: str) -> None:
    axes.set(xlim=(-6, 106), ylim=(len(who) - 0.4, -0.7))
    axes.set_title(label, fontsize=9.8, fontweight="bold", loc="left", color=INK, pad=4)
    axes.set_yticks(range(len(who)), [names[a] for a in who], fontsize=8.5)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.tick_params(labelsize=8.5, length=2, labelbottom=True)
    axes.grid(axis="both", color=GREY, linewidth=0.3)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_color(LINE)
    for row in rows.itertuples():
        y = who.index(row.actor_id)
        if row.soft:
            axes.plot([row.position_low, row.position_high], [y, y], color=VERMILION, linewidth=3, zorder=2)
        _mark(axes, row.position, y, row.salience, row.basis)


def _mark(axes, x: float, y: float, salience: float, basis: str) -> None:
    stated = basis == "stated"
    axes.plot(
        x,
        y,
        "o" if stated else "D",
        markersize=2.5 + salience * 0.08,
        markerfacecolor=BLUE if stated else PAPER,
        markeredgecolor=BLUE,
        markeredgewidth=1.1,
        zorder=3,
        clip_on=False,
    )


def _position_key(figure: Figure) -> None:
    axes = figure.add_axes((0, 0, 1, 0.03))
    axes.set(xlim=(0, 100), ylim=(-1, 1))
    axes.set_in_layout(False)
    axes.axis("off")
    for x, salience, basis, words in (
        (14, 100, "stated", "stated, salience 100"),
        (36, 20, "stated", "stated, salience 20"),
        (57, 60, "inferred", "inferred, salience 60"),
    ):
        _mark(axes, x, 0, salience, basis)
        axes.text(x + 1.5, 0, words, fontsize=8.8, va="center", color=INK)
    axes.plot([80, 83], [0, 0], color=VERMILION, linewidth=3)
    axes.text(84, 0, "range in doubt", fontsize=8.8, va="center", color=INK)
    figure.get_layout_engine().set(rect=(0, 0.03, 1, 0.97))


def axes_table(axes: pd.DataFrame) -> Table:
    """What 0, 50 and 100 stand for on each axis."""
    land = int(axes.land_axis.sum())
    sentence = f"{land} of the {len(axes)} axes can be bargained over as land and status; the others are never averaged with them."
    rows = axes.sort_values("order")[["label", "anchor_0", "anchor_50", "anchor_100", "note"]]
    return Table(rows.set_axis(["Axis", "0", "50", "100", "Note"], axis=1), sentence, "What the numbers mean")
