"""The pages that are handed out before a negotiation: a role brief for each delegation, and a sheet for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from ..actors.model import edges
from ..actors.picture_positions import place
from ..actors.picture_ties import TIE_WORDS, sign_word
from ..kit.palette import STYLE
from ..kit.show import table_html
from ..kit.words import listed, long_day


@dataclass(frozen=True)
class Brief:
    """A page to hand out: a title and parts (heading, then a paragraph, list or table), to show or to write as Markdown."""

    title: str
    parts: tuple[tuple[str, str | list[str] | pd.DataFrame], ...]

    def html(self) -> str:
        """The page as self-contained HTML."""
        body = "".join(_html_part(heading, part) for heading, part in self.parts)
        return f'<div style="{STYLE}"><p style="margin:0;font-size:17px"><strong>{escape(self.title)}</strong></p>{body}</div>'

    def markdown(self) -> str:
        """The page as a Markdown file's text."""
        return f"# {self.title}\n\n" + "\n".join(f"## {h}\n\n{_markdown_part(p)}" for h, p in self.parts)

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {"text/plain": f"{self.title}. {len(self.parts)} parts.", "text/html": self.html()}


def _html_part(heading: str, part: str | list[str] | pd.DataFrame) -> str:
    if isinstance(part, pd.DataFrame):
        return table_html(part, heading)
    head = f'<p style="margin:0.7em 0 0.2em"><strong>{escape(heading)}</strong></p>'
    if isinstance(part, list):
        return (
            f'{head}<ul style="margin:0;padding-left:1.4em">{"".join(f"<li>{escape(line)}</li>" for line in part)}</ul>'
        )
    return f'{head}<p style="margin:0;max-width:60em">{escape(part)}</p>'


def _markdown_part(part: str | list[str] | pd.DataFrame) -> str:
    if isinstance(part, pd.DataFrame):
        lines = [list(part.columns), ["---"] * len(part.columns), *part.itertuples(index=False, name=None)]
        return "".join(f"| {' | '.join(str(c).replace('|', '/') for c in line)} |\n" for line in lines)
    if isinstance(part, list):
        return "".join(f"- {line}\n" for line in part)
    return f"{part}\n"


def _ties_in_short(ties: pd.DataFrame, actor: str, names: dict[str, str]) -> list[str]:
    """One actor's ties, a line for each sign: with whom, and of what kinds."""
    pairs = edges(ties)
    lines = []
    for sign in TIE_WORDS:
        told = [
            f"{names[p.a if p.b == actor else p.b]} ({', '.join(ties[ties.relation_id.isin(p.ties)].relation)})"
            for p in pairs.itertuples()
            if sign_word(p) == sign
        ]
        if told:
            lines.append(f"{TIE_WORDS[sign].split(' (')[0].capitalize()}: {'; '.join(told)}.")
    return lines


def brief(
    actor: pd.Series,
    interests: pd.DataFrame,
    standing: pd.DataFrame,
    relations: pd.DataFrame,
    points: dict[str, int],
    names: dict[str, str],
    day: date,
    no_deal: pd.DataFrame,
    invented: bool = False,
) -> Brief:
    """The role brief of one actor on a day.

    ``standing`` is its positions on the land axes, ``points`` its private points by axis, which may be ``invented``; ``no_deal`` the table
    of what no deal costs, which may say nothing of this actor.
    """
    wanted = [
        f"{i.interest.rstrip('.')} (intensity {i.intensity} of 5, {i.basis})"
        for i in interests[interests.actor_id == actor.actor_id]
        .sort_values("intensity", ascending=False, kind="stable")
        .itertuples()
    ]
    ties = relations[(relations.actor_a == actor.actor_id) | (relations.actor_b == actor.actor_id)]
    starts = standing.assign(
        place=[place(r) for r in standing.itertuples()], points=[points[e] for e in standing.element]
    )[["label", "place", "points", "basis", "note"]]
    return Brief(
        f"Role brief: {actor['name']}",
        (
            ("For your delegation only", f"It is {long_day(day)}. Do not show this page to the other delegations."),
            ("Who you are", f"{actor.role}. {actor.profile}"),
            ("What you want, the strongest first", wanted),
            (
                "Where you start, and your private points",
                starts.set_axis(["Question", "You start at", "Your points", "Ground", "Why"], axis=1),
            ),
            ("What the points mean", _INVENTED * invented + _meaning(points, standing)),
            *(("If nobody agrees", _alone(row)) for row in no_deal[no_deal.actor_id == actor.actor_id].itertuples()),
            ("Your ties, friendly and hostile", _ties_in_short(ties, actor.actor_id, names)),
            ("Before the talks", _BEFORE),
            ("At the table", _AT_THE_TABLE),
        ),
    )


_BEFORE = [
    "Set a bottom line on each question that has one: the position beyond which you would rather go home.",
    "Decide what happens to you if nobody agrees. Your bottom lines depend on it.",
    "Guess the other delegations' two dearest questions. Check your guess afterwards.",
]
_AT_THE_TABLE = (
    "The rules, and what 0, 50 and 100 mean on each question, are on the sheet that all delegations share. "
    "Do not show your points. At the end, export your file, with the package agreed or with none."
)


_INVENTED = "These points are invented, sharper than what was said, so that there is more to trade. "


def _alone(row) -> str:
    """What no deal costs a seat, and why."""
    return (
        f"{row.reason} For you that is as bad as a package that costs you {row.no_deal} of your 100 points: better to sign anything that costs "
        "less. The number is the seminar's judgement. Change it on your card if you read your role otherwise; the class's picture keeps ours."
    )


def _meaning(points: dict[str, int], standing: pd.DataFrame) -> str:
    """What an actor's points add up to, and the questions with the most and the least."""
    most, least = (
        listed(
            f"“{label}”"
            for element, label in zip(standing.element, standing.label, strict=True)
            if points[element] == end
        )
        for end in (max(points.values()), min(points.values()))
    )
    return (
        f"The points add up to {sum(points.values())} and say how much each question matters to you. Most: {most}. Least: {least}; "
        "look there first for something to give. If you read your role otherwise, move the points before the talks, "
        "and be ready to say why."
    )


def cards(events: pd.DataFrame, families: pd.DataFrame, points: pd.DataFrame) -> Brief:
    """What an instructor cuts out for the talks: news to read aloud, two civic seats, the sharper points, and how a cabinet votes.

    ``events`` has minute, date, title, description and question, ``families`` name, brief and question, ``points`` one row per seat.
    """
    news = [
        (f"Minute {e.minute}: news of {long_day(e.date)}", f"{e.title}. {e.description} *Ask yourselves:* {e.question}")
        for e in events.itertuples()
    ]
    seats = [
        (f"A voice and no vote: {f.name}", f"{f.brief} *You ask every delegation:* {f.question}")
        for f in families.itertuples()
    ]
    return Brief(
        "Cards for the negotiation",
        (
            ("How to use them", _CUT),
            *news,
            *seats,
            ("The sharper points (invented): cut into strips, one for each delegation", points),
            ("The cabinet votes", _VOTE),
        ),
    )


_CUT = [
    "Print this page on one side and cut it up. Keep the news until its minute and read it aloud to all tables; it happened before the day of the talks.",
    "The two families are invented; what they have lived through is what many have. Give the seats to whoever wants them, never to somebody it "
    "might have happened to. They go from table to table, may speak at any time, ask their question once at each, and have no vote.",
    "With the sharper points there is more to trade. They are nobody's real wishes: tell the class that they are invented.",
]


_VOTE = [
    "Those of a delegation who did not lead the talks are its cabinet. They hear the package once, and vote yes or no without talking.",
    "Say no if it lies beyond one of your bottom lines, or costs you more than no deal. A tie is a no. Who sits alone, votes.",
    "One delegation's no undoes the package: then all delegations of the table export their files without one.",
]


def shared_sheet(axes: pd.DataFrame, seated: list[str]) -> Brief:
    """The sheet for every delegation: the questions, the rules, and the order of a negotiation among ``seated`` (names)."""
    rows = axes[axes.land_axis.astype(bool)].sort_values("order")[["label", "anchor_0", "anchor_50", "anchor_100"]]
    return Brief(
        "The negotiation: a sheet for all delegations",
        (
            ("The questions", rows.set_axis(["Question", "0", "50", "100"], axis=1)),
            (
                "The seats",
                f"There is a role brief for each of: {', '.join(seated)}. Three delegations make a table; more may sit down.",
            ),
            (
                "The rules",
                [
                    "A package has a number from 0 to 100 on every question. Nothing is agreed until everything is agreed.",
                    "You may offer, threaten, promise and say no. You may neither show nor tell your points.",
                    "Speak only from what was known on the day.",
                    "What a package costs you, of 100: on each question, how far its number is from where you start, times your points, "
                    "divided by 100; add the six. Where you start at a range, take the number in front of the bracket. More than no deal costs you is a no.",
                    "Everybody at the table must say yes. One of you speaks, the other is the cabinet and votes; who sits alone does both.",
                ],
            ),
            (
                "The order",
                [
                    "10 minutes: read your brief, set your bottom lines, guess the others' dearest questions.",
                    "25 minutes: talk, in pairs or all together. There may be news.",
                    "7 minutes: write down the package, let your cabinet vote on it against no deal, and export your file.",
                    "8 minutes: the files are merged. Guess meanwhile on which question the tables differ most.",
                    "25 minutes: what each gave, and for what; what the model did not know.",
                ],
            ),
        ),
    )
