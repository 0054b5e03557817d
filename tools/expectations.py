"""Write tests/expectations.json: what the models find for this case, one number per line, named in words.

    python tools/expectations.py

A person reads the difference before committing it: a score that was changed on purpose changes the lines that depend on it,
and no others. A test recomputes every line. Numbers that were worked out by other means are in tests/test_present_scores.py.
"""

from __future__ import annotations

import ast
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

from seminar import tables
from seminar.kit.words import listed
from seminar.tables import Package, seminar_data
from seminar.tradeoffs import acceptability, assumptions, model, triangle
from seminar.tradeoffs.picture import school_weights

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "tests" / "expectations.json"
CHANCES = (0.0, 0.5, 1.0)
Line = tuple[str, float | str]


class _Case:
    """The tables of lesson 5 with the words for them."""

    def __init__(self, data: Package):
        self.ground = assumptions.ground(data)
        self.scores, self.uncertain = self.ground.scores, self.ground.uncertain
        self.label = data.read("options").set_index("option_id").label.to_dict()
        self.interest = data.read("criteria").set_index("criterion_id").short_label.to_dict()
        self.schools, self.school = school_weights(data), data.read("schools").set_index("school_id").label.to_dict()
        self.menus = {"article": "the article's menu", "all": "every option"}

    def options(self, names: tuple[str, ...]) -> str:
        return listed([self.label[name] for name in names])

    def on(self, menu: str) -> model.Scores:
        return self.scores.only(self.ground.menus[menu])


def weightings(case: _Case) -> Iterator[Line]:
    """The share of all weightings in which each option comes first, in per cent."""
    for menu, words in case.menus.items():
        for mode, how in acceptability.MODES.items():
            found = acceptability.acceptability(case.on(menu), mode)
            for option, share in zip(found.options, found.first.tolist(), strict=True):
                yield f"first in % of all weightings, {words}, {how}: {case.label[option]}", round(100 * share, 1)
            yield f"even the best is below 0 in % of all weightings, {words}, {how}", round(100 * found.below_zero, 1)
    for option in case.scores.options:
        if option != case.uncertain:
            share = acceptability.beats(case.scores, case.uncertain, option)
            yield (
                f"{case.label[case.uncertain]} beats in % of all weightings: {case.label[option]}",
                round(100 * share, 1),
            )


def dominance(case: _Case) -> Iterator[Line]:
    """Which option no weights can put above which other."""
    for pair in model.dominance(case.scores):
        words = "also across ranges" if pair.across_ranges else "at middle scores only"
        yield f"dominance of {case.label[pair.better]} over {case.label[pair.worse]}", words


def schools(case: _Case) -> Iterator[Line]:
    """Who leads under each school's weights, by how much, and what would turn that."""
    for row in model.winners_by_school(case.scores, case.schools, case.uncertain).itertuples():
        school, weights = case.school[row.school_id], case.schools.loc[row.school_id].to_numpy()
        yield f"under {school}, best", case.options(row.best)
        yield f"under {school}, value of the best", round(row.value, 3)
        yield f"under {school}, margin of the best", round(row.margin, 3)
        p = model.break_even_p(case.scores, weights, case.uncertain)
        yield f"under {school}, break-even p", "none" if p is None else round(p, 3)
        yield f"under {school}, scores that would turn it", model.turned_by(case.scores, weights)
    yield (
        "least worst regret over the schools",
        case.options(model.least_regret(model.regret(case.scores, case.schools))),
    )


def equal_weights(case: _Case) -> Iterator[Line]:
    """What one weight, raised from equal ones, would change."""
    for row in model.break_even_weights(case.scores).itertuples():
        if row.new_best:
            words = f"from equal weights, {case.interest[row.criterion_id]} raised to this % puts first {case.label[row.new_best]}"
            yield words, round(100 * row.share, 1)


def strait(case: _Case, data: Package) -> Iterator[Line]:
    """Each option's share of the triangle, in per cent as printed."""
    for menu, words in case.menus.items():
        found = {f"p = {p:.2f}": triangle.strait_model(menu, data).at(p) for p in CHANCES}
        found["middle scores"] = case.ground.strait(case.ground.start(menu))[0]
        for setting, regions in found.items():
            for region in regions:
                share = round(100 * region.share, 1)
                yield f"share of the strait in %, {words}, {setting}: {case.options(region.options)}", share


def exchange(case: _Case) -> Iterator[Line]:
    """What leaving out a losing option would change if scores were stretched (the method box)."""
    for row in acceptability.reversals(case.scores).itertuples():
        words = f"without {case.label[row.option_id]}" if row.option_id else "without any one losing option"
        yield f"stretched scores, % of weightings whose winner changes {words}", round(100 * row.rescaled, 1)


def questions() -> Iterator[Line]:
    """The answer to the question before each widget of each lesson, run in an empty folder."""
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        with _desk():
            for cell, shown in _run(path):
                if hasattr(getattr(shown, "box", None), "question"):
                    yield f"lesson {int(path.name[:2])}, answer to the question of “{cell}”", _answer(shown.box)


def _run(path: Path) -> Iterator[tuple[str, object]]:
    """Run a lesson's cells in turn: each cell's id, and what it shows."""
    names: dict = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *before, last = ast.parse(cell.source).body
        whole = [*before] if isinstance(last, ast.Expr) else [*before, last]
        exec(compile(ast.Module(whole, []), cell.id, "exec"), names)
        if isinstance(last, ast.Expr):
            yield cell.id, eval(compile(ast.Expression(last.value), cell.id, "eval"), names)


def _answer(box) -> str:
    """What the verdict says once the first choice is locked in."""
    box.choice.value = box.choice.options[0]
    box.button.click()
    waiting = list(box.children)
    while waiting:
        widget = waiting.pop(0)
        if found := re.search(r"It is (.+?); your prediction", str(getattr(widget, "value", ""))):
            return found[1]
        waiting += getattr(widget, "children", ())
    raise ValueError(f"No verdict is shown on the question {box.question.id!r}.")


@contextmanager
def _desk() -> Iterator[None]:
    """An empty folder to work in, with questions asked and the seal broken, so that lesson 7 answers too."""
    before, asked = Path.cwd(), os.environ.pop("SEMINAR_PREDICT", None)
    seal = os.environ.get("SEMINAR_SEAL")
    os.environ["SEMINAR_SEAL"] = "off"
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
            for name, value in (("SEMINAR_PREDICT", asked), ("SEMINAR_SEAL", seal)):
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def computed(data: Package) -> dict[str, float | str]:
    """Every line, sorted by its words. ValueError if two lines have the same words."""
    case = _Case(data)
    parts = [
        weightings(case),
        dominance(case),
        schools(case),
        equal_weights(case),
        strait(case, data),
        exchange(case),
        questions(),
    ]
    lines = [line for part in parts for line in part]
    if len(dict(lines)) < len(lines):
        raise ValueError("Two expectations have the same words.")
    return dict(sorted(lines))


def main() -> None:
    tables.seminar_data.cache_clear()
    lines = computed(seminar_data())
    before = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    FILE.write_text(json.dumps(lines, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    changed = [words for words in lines.keys() | before.keys() if lines.get(words) != before.get(words)]
    print(
        f"{FILE.relative_to(ROOT)}: {len(lines)} lines, {len(changed)} of them new, changed or gone. Read them: git diff tests/expectations.json"
    )


if __name__ == "__main__":
    main()
