"""Make what is printed for a class, in dist/print/: a sheet for each session, role briefs, and cards for the talks. ``make handouts``

All of it is from the guide's plans, the lessons and the tables; the role briefs, the news and the families' cards are those of docs/roles/.
``--pdf`` prints the pages with Chromium too.
"""

from __future__ import annotations

import re
import shutil
import sys
from html import escape
from pathlib import Path

from seminar import bargaining
from seminar.bargaining import model
from seminar.kit.words import long_day
from seminar.tables import Package, seminar_data

# as a script or by runpy, the others are not on the path
sys.path.insert(0, str(Path(__file__).resolve().parent))
import outcomes
import sessions
from paper import print_pages

ROOT = Path(__file__).resolve().parent.parent
PRINT = ROOT / "dist" / "print"
STYLE = Path(__file__).with_name("handouts.css")


def build(target: Path = PRINT) -> list[Path]:
    """Write all pages into ``target``, which is emptied first, and return them."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    data = seminar_data()
    made = []
    for name, title, body in (
        ("handouts", "A sheet for each session", sheets(data)),
        ("names", "Names for the tables", names(data)),
        ("numbers", "Six numbers for each seat", numbers(data)),
        ("numbers_sharper", "Six numbers for each seat, the sharper set", numbers(data, "sharper")),
        ("briefs", "Role briefs", briefs(data)),
        ("briefs_sharper", "Role briefs with the sharper points", briefs(data, "sharper")),
        ("cards", "Cards to cut out", bargaining.cards(data).html()),
    ):
        made.append(target / f"{name}.html")
        made[-1].write_text(
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>'
            f'{STYLE.read_text(encoding="utf-8")}</style></head><body class="{name.split("_")[0]}"><main>{body}</main></body></html>\n',
            encoding="utf-8",
            newline="\n",
        )
    return made


def sheets(data: Package) -> str:
    """A page for each session: what it asks, what is when, the questions of its stops with lines to write on, and the work at home."""
    return "".join(_sheet(session, data) for session in sessions.every(data))


def _sheet(session: sessions.Session, data: Package) -> str:
    lessons = list(dict.fromkeys(stop.lesson for stop in session.stops))
    asked, sources = data.read("lessons").set_index("lesson_id").question, outcomes.lesson_sources()
    core = {
        (n, title.replace("’", "'")) for n in lessons for title, _minutes, core in sessions.sections(sources[n]) if core
    }
    stops = [
        s
        for s in session.stops
        if (s.lesson, s.section.replace("’", "'")) in core or not session.name.startswith("eight_")
    ]
    questions = "".join(f"<li><p>{escape(stop.ask)}</p></li>" for stop in stops)
    minutes = "".join(
        f"<tr><th scope='row'>{escape(when)}</th><td>{escape(what)}</td></tr>" for when, what in session.minutes
    )
    heads = "".join(f"<p><strong>Lesson {n}.</strong> {escape(asked[n])}</p>" for n in lessons)
    return (
        f'<section class="sheet"><h1>{escape(session.title)}</h1>{heads}'
        f"<p><strong>Before you come:</strong> {escape(_sentence(session.before))}</p><table>{minutes}</table>"
        f"<h2>Questions on which we stop</h2><ol>{questions}</ol>"
        + (f"<p><strong>At home after:</strong> {escape(_sentence(session.after))}</p>" if session.after else "")
        + f'<p class="rules">Nothing after {long_day(data.seal)} before lesson 7. Nobody’s political view is marked. '
        "You may step out at any time, without a reason; nobody speaks for a nation.</p></section>"
    )


def names(data: Package) -> str:
    """A card to fold for each seat and each family of the talks: its name on both sides."""
    people = data.read("actors").set_index("actor_id").short_name
    called = [*people[list(bargaining.seated(data).actors)], *data.read("civic_seats").name]
    return "".join(
        f'<section class="tent"><p class="turned" aria-hidden="true">{escape(name)}</p><p>{escape(name)}</p></section>'
        for name in called
    )


def numbers(data: Package, points: str = "coded") -> str:
    """A private card for each seat: start and points for six questions, boxes for its package, what no deal costs. ``points`` is "coded" or "sharper"."""
    table = bargaining.seated(data)
    if points == "sharper":
        table = model.with_points(table, data.rows("sharper_points"))
    people, axes = data.read("actors").set_index("actor_id"), data.rows("position_axes").set_index("element")
    no_deal = data.read("no_deals").set_index("actor_id").no_deal
    return "".join(
        _card(
            people.short_name[a],
            model.private_points(table, a),
            dict(zip(table.axes, table.ideals[table.seat(a)], strict=True)),
            no_deal[a],
            axes,
            points,
        )
        for a in table.actors
    )


def briefs(data: Package, points: str = "coded") -> str:
    """The sheet for all delegations, and a role brief for each seat; each begins a page."""
    pages = {name: page for name, page in bargaining.briefs(points, data).items() if name != "cards"}
    return "".join(f'<section class="brief">{page.html()}</section>' for page in pages.values())


def _card(name: str, own: dict[str, int], starts: dict[str, float], no_deal: float, axes, points: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(axes.label[e])}</th><td class="start">{starts[e]:g}</td><td>{own[e]}</td>'
        '<td class="box"></td><td class="box"></td></tr>'
        for e in own
    )
    kind = (
        "Sharper points: invented, nobody’s real wishes."
        if points == "sharper"
        else "Points: how much each question matters to you."
    )
    return (
        f'<section class="card"><h2>{escape(name)}</h2><p>For your delegation only. {kind}</p>'
        '<table><tr><th scope="col">Question (0 to 100)</th><th scope="col">Start</th><th scope="col">Points</th><th scope="col">Bottom line</th>'
        f'<th scope="col">Package</th></tr>{rows}</table>'
        "<p>It costs us, of 100: (package − start) × points ÷ 100, without its sign; add the six.</p>"
        f"<p>No deal costs us {no_deal:g}. Table: ________ ☐ No deal: the package stays empty.</p></section>"
    )


def _sentence(words: str) -> str:
    """Words of a plan as a sentence, an exercise's file by its number."""
    words = re.sub(r"exercises/0(\d)_\w+\.ipynb", r"exercise \1", words)
    return f"{words[0].upper()}{words[1:].rstrip('.')}."


if __name__ == "__main__":
    made = build()
    if "--pdf" in sys.argv[1:]:
        print_pages(made)
    print(f"{len(made)} pages in dist/print/: {', '.join(path.name for path in made)}")
