"""The trade-offs: the strait with a slider for p, and the board, whose views share one set of assumptions."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from html import escape

import ipywidgets as ipw
import pandas as pd

from ..kit.files import FileError, decode
from ..kit.predict import Predict, Question
from ..kit.show import Picture, table_html
from ..kit.view import WIDE, LivePicture, Number, View, button, card, notice
from ..kit.words import whole_percent
from . import acceptability, assumptions, model
from . import picture as pictures
from .acceptability import MODES
from .assumptions import FILE_NAME, Assumptions, Edit, Ground
from .triangle import Strait

# How a strait at one p is drawn: (p, name of the fills) -> picture.
Draw = Callable[[float, str], Picture]


class StraitSlider(ipw.VBox):
    """The strait for one menu of options, and a slider for p, the chance that the uncertain option goes well."""

    def __init__(self, draw: Draw, p: float, verdict: str = ""):
        self._draw = draw
        self.p = Number("p, the chance that the policy works", p, 0, 1, 0.05)
        self.picture = LivePicture()
        self.p.on_change(self._show)
        self._show(p)
        super().__init__(
            [*([ipw.HTML(notice(verdict), layout=WIDE)] if verdict else []), self.p, self.picture], layout=WIDE
        )

    def _show(self, p: float) -> None:
        self.picture.show(self._draw(p, "live-strait"))


def strait(model: Strait, draw: Draw, settings_html: str, question: Question, p: float, predict: bool | None) -> View:
    """The strait behind a prediction about the uncertain option's share at ``p``."""
    share = model.share(p)

    def opened(said: str | None) -> ipw.Widget:
        return StraitSlider(draw, p, question.verdict(said, share, f"{share:.0%}") if said else "")

    return View(
        Predict(question, opened, predict), draw(p, "strait").html() + settings_html, "The strait, with a slider for p"
    )


# The board

_MOVED = "You have run this cell again; the view goes on in the newest one. Run this cell to bring it back here."
_ASKED_OF_START = "The question was about the seminar's own scores and settings; what you see follows yours."
_OWN = ""


class Board:
    """One student's assumptions, and the open views that draw them. A change is told to each open view once."""

    def __init__(
        self, ground: Ground, start: Assumptions, words: pictures.Words, cells: pd.DataFrame, schools: pd.DataFrame
    ):
        self.ground, self.start, self.words, self.cells, self.schools = ground, start, words, cells, schools
        self.presets = {school: model.swing_points(weights) for school, weights in schools.iterrows()}
        self.mine = start
        self.log: list[str] = []
        self._views: dict[str, BoardView] = {}
        self._telling = False

    def change(self, **parts: object) -> None:
        """Set parts of the assumptions and redraw. A control that is only following the change sets nothing."""
        if self._telling:
            return
        changed = replace(self.mine, **parts)
        if changed != self.mine:
            self.mine = changed
            self._tell()

    def edit(self, change: Edit) -> None:
        """Change one score and keep the reason in the log."""
        self.log.append(f"Changed {self.name_of(change)}. Reason: {change.reason}")
        self.change(edits=(*self.mine.edits, change))

    def undo(self) -> str:
        """Take back the last changed score; say which."""
        if not self.mine.edits:
            return "There is no change to take back."
        *kept, last = self.mine.edits
        self.log.append(f"Took back: {self.name_of(last)}")
        self.change(edits=tuple(kept))
        return f"Taken back: {self.name_of(last)}."

    def reset(self) -> str:
        """Take back every changed score; weights and settings stay."""
        if not self.mine.edits:
            return "There is no change to take back."
        count = len(self.mine.edits)
        self.log.append(f"Took back all changes ({count})")
        self.change(edits=())
        return f"All changes are taken back ({count}); the scores are the seminar's again."

    def name_of(self, e: Edit) -> str:
        """A changed score in words."""
        scores = " / ".join(pictures.number(v) for v in (e.low, e.mid, e.high))
        return f"{self.words.option(e.option)} on {self.words.interests[e.interest]} to {scores}"

    def open(self, name: str, view: BoardView) -> None:
        """Let a view follow; an earlier one of the same name stops."""
        if name in self._views:
            self._views[name].stop()
        self._views[name] = view
        self._quietly(view)

    def _tell(self) -> None:
        for view in self._views.values():
            self._quietly(view)

    def _quietly(self, view: BoardView) -> None:
        self._telling = True
        try:
            view.follow()
        finally:
            self._telling = False


class BoardView(ipw.VBox):
    """One view of the board: its controls follow the assumptions, and it redraws when what it shows has changed."""

    name = ""

    def __init__(self, board: Board, verdict: str, *parts: ipw.Widget):
        self.board = board
        self._drawn: object = None
        if verdict and board.mine != board.start:
            verdict += f" {_ASKED_OF_START}"
        said = [ipw.HTML(notice(escape(verdict)), layout=WIDE)] if verdict else []
        super().__init__([*said, *parts], layout=WIDE)
        board.open(self.name, self)

    def follow(self) -> None:
        """Set the controls to the assumptions, and redraw if what this view depends on has changed."""
        self.set_controls()
        if (wanted := self.depends_on(self.board.mine)) != self._drawn:
            self._drawn = wanted
            self.draw()

    def stop(self) -> None:
        self.children = [ipw.HTML(notice(_MOVED), layout=WIDE)]

    def set_controls(self) -> None:
        """Make the controls say what the assumptions say."""

    def depends_on(self, mine: Assumptions) -> object:
        return mine

    def draw(self) -> None:
        """Draw the assumptions as they are."""
        raise NotImplementedError


class Choice(ipw.VBox):
    """Which options are offered, and p, or the middle scores instead of p: the same two questions in each view that hangs on them."""

    def __init__(self, board: Board):
        self._board = board
        self.menu = ipw.Dropdown(
            options=[(_capital(words), menu) for menu, words in board.words.menus.items()], description="Menu"
        )
        self.use_p = ipw.Checkbox(
            description=f"Use p for the {_small(board)} (off: its middle scores)", indent=False, layout=WIDE
        )
        self.p = Number("p, the chance that the policy works", 0.5, 0, 1, 0.05)
        self.menu.observe(lambda change: board.change(menu=change["new"]), "value")
        self.use_p.observe(lambda change: board.change(p=self.p.value if change["new"] else None), "value")
        self.p.on_change(lambda p: board.change(p=p))
        super().__init__([self.menu, self.use_p, self.p], layout=WIDE)

    def follow(self) -> None:
        mine = self._board.mine
        self.menu.value, self.use_p.value = mine.menu, mine.p is not None
        if mine.p is not None:
            self.p.box.value = mine.p


class ScoresView(BoardView):
    """The board of scores; any score can be changed, with a reason."""

    name = "scores"

    def __init__(self, board: Board, verdict: str = ""):
        words = board.words
        self.picture = LivePicture()
        self.option = ipw.Dropdown(options=[(m.label, o) for o, m in words.marks.items()], description="Option")
        self.interest = ipw.Dropdown(
            options=[(label, i) for i, label in words.interests.items()], description="Interest"
        )
        self.now = ipw.HTML(layout=WIDE)
        self.low, self.mid, self.high = (
            ipw.Text(description=name, layout=ipw.Layout(width="11em"), style={"description_width": "5em"})
            for name in ("Low", "Middle", "High")
        )
        self.reason = ipw.Text(
            description="Reason", placeholder="P13, or what you know", layout=ipw.Layout(width="36em")
        )
        self.message, self.history = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self.change = button("Change this score", self._change, primary=True)
        self.undo = button("Take back the last change", lambda: self._say(board.undo()))
        self.reset = button("Take back all changes", lambda: self._say(board.reset()))
        for control in (self.option, self.interest):
            control.observe(lambda _change: self._cell(), "value")
        super().__init__(
            board,
            verdict,
            self.picture,
            ipw.HBox([self.option, self.interest], layout=ipw.Layout(flex_flow="row wrap")),
            self.now,
            ipw.HBox([self.low, self.mid, self.high], layout=ipw.Layout(flex_flow="row wrap")),
            self.reason,
            ipw.HBox([self.change, self.undo, self.reset], layout=ipw.Layout(flex_flow="row wrap")),
            self.message,
            self.history,
        )

    def depends_on(self, mine: Assumptions) -> object:
        return mine.edits

    def draw(self) -> None:
        self._cells = pictures.consequences(self.board.cells, self.board.ground, self.board.mine)
        self.picture.show(pictures.board(self._cells, self.board.words))
        self._cell()
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.board.log)
        self.history.value = f"<p style='margin:0'><strong>Log of changes</strong></p><ol>{lines}</ol>" if lines else ""

    def _cell(self) -> None:
        cells = self._cells
        cell = cells[(cells.option_id == self.option.value) & (cells.criterion_id == self.interest.value)].iloc[0]
        where = f" ({', '.join(cell.paragraphs)})" if len(cell.paragraphs) else ""
        self.now.value = notice(f"<strong>{escape(_capital(cell.basis))}</strong>{where}: {escape(cell.reason)}")
        for box, value in ((self.low, cell.low), (self.mid, cell.mid), (self.high, cell.high)):
            box.value = pictures.number(value)
        self.reason.value = ""

    def _change(self) -> None:
        typed = (self.low.value, self.mid.value, self.high.value, self.reason.value)
        try:
            made = assumptions.edit(self.option.value, self.interest.value, *typed)
        except ValueError as error:
            self._say(f"Not changed. {error}")
            return
        self.board.edit(made)
        self._say(f"Changed: {self.board.name_of(made)}.")

    def _say(self, words: str) -> None:
        self.message.value = notice(escape(words))


class WeightsView(BoardView):
    """Seven sliders, the share beside each, presets, and the options' values at these weights."""

    name = "weights"

    def __init__(self, board: Board, verdict: str = ""):
        self.preset = ipw.Dropdown(
            options=[("Your own", _OWN), *((label, s) for s, label in board.words.schools.items())],
            description="School (illustrative)",
            style={"description_width": "initial"},
        )
        self.points = {i: Number(label, 100, 0, 100, 1) for i, label in board.words.interests.items()}
        for number in self.points.values():
            number.box.layout.width = "15em"
            number.box.style.description_width = "8.5em"
            number.on_change(lambda _value: self._read())
        self.shares = {i: ipw.HTML(layout=ipw.Layout(width="4em")) for i in self.points}
        self.choice, self.picture = Choice(board), LivePicture()
        self.preset.observe(lambda change: self._take(change["new"]), "value")
        lines = [ipw.HBox([number, self.shares[i]]) for i, number in self.points.items()]
        super().__init__(board, verdict, self.preset, *lines, self.choice, self.picture)

    def set_controls(self) -> None:
        mine = self.board.mine
        for number, value in zip(self.points.values(), mine.points, strict=True):
            number.box.value = value
        for share, percent in zip(self.shares.values(), whole_percent(mine.weights), strict=True):
            share.value = f"{percent}%"
        self.preset.value = school_of(self.board, mine)
        self.choice.follow()

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.edits

    def draw(self) -> None:
        board = self.board
        self.picture.show(pictures.values(board.ground.under(board.mine), board.mine, board.words, "live-values"))

    def _read(self) -> None:
        self.board.change(points=tuple(number.value for number in self.points.values()))

    def _take(self, school: str) -> None:
        if school != _OWN:
            self.board.change(points=self.board.presets[school])


def school_of(board: Board, mine: Assumptions) -> str:
    """The school whose points these are, or none."""
    return next((school for school, points in board.presets.items() if points == mine.points), _OWN)


class StraitView(BoardView):
    """The strait with menu, p, corners, and the student's weights as a point."""

    name = "strait"

    def __init__(self, board: Board, verdict: str = ""):
        names = [(label, i) for i, label in board.words.interests.items()]
        self.choice = Choice(board)
        self.first = ipw.Dropdown(options=names, description="Left corner", style={"description_width": "initial"})
        self.second = ipw.Dropdown(options=names, description="Right corner", style={"description_width": "initial"})
        self.message, self.picture = ipw.HTML(layout=WIDE), LivePicture()
        for control in (self.first, self.second):
            control.observe(lambda _change: self._corners(), "value")
        row = ipw.HBox([self.first, self.second], layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__(board, verdict, self.choice, row, self.message, self.picture)

    def set_controls(self) -> None:
        self.choice.follow()
        self.first.value, self.second.value = self.board.mine.corners
        self.message.value = ""

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.corners, mine.edits

    def draw(self) -> None:
        self.picture.show(strait_picture(self.board, self.board.mine, "live-board-strait"))

    def _corners(self) -> None:
        if self.first.value == self.second.value:
            self.message.value = notice(
                "Both corners stand for the same interest; choose two different ones. The picture still shows the last two."
            )
            return
        self.board.change(corners=(self.first.value, self.second.value))


def strait_picture(board: Board, mine: Assumptions, name: str) -> Picture:
    """The strait under these assumptions, with their weights as a point."""
    regions, own = board.ground.strait(mine)
    corners = board.words.corner_names(mine, board.ground.corners)
    return pictures.strait(regions, board.words.marks, corners, mine.p, board.words.menus[mine.menu], name, own)


class RobustView(BoardView):
    """First to last place over all weightings, in three modes, and under a ranking of the interests."""

    name = "robustness"

    def __init__(self, board: Board, verdict: str = ""):
        self.choice, self.picture, self.message = Choice(board), LivePicture(), ipw.HTML(layout=WIDE)
        self.mode = ipw.RadioButtons(
            options=[(_capital(words), mode) for mode, words in MODES.items()],
            description="Scores",
            layout=ipw.Layout(width="max-content"),
        )
        names = [("any", ""), *((label, i) for i, label in board.words.interests.items())]
        self.ranked = [
            ipw.Dropdown(options=names, description=f"Ranked {place}", value="", style={"description_width": "initial"})
            for place in pictures.PLACES[:3]
        ]
        self.mode.observe(lambda change: board.change(mode=change["new"]), "value")
        for control in self.ranked:
            control.observe(lambda _change: self._rank(), "value")
        row = ipw.HBox(self.ranked, layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__(board, verdict, self.choice, self.mode, row, self.message, self.picture)

    def set_controls(self) -> None:
        mine = self.board.mine
        self.choice.follow()
        self.mode.value = mine.mode
        if tuple(c.value for c in self.ranked if c.value) != mine.order or self.message.value:
            for control, interest in zip(self.ranked, (*mine.order, "", "", ""), strict=False):
                control.value = interest
        self.message.value = ""

    def depends_on(self, mine: Assumptions) -> object:
        return mine.menu, mine.p, mine.mode, mine.order, mine.edits

    def draw(self) -> None:
        self.picture.show(robust_picture(self.board, self.board.mine, "live-robust"))

    def _rank(self) -> None:
        order = tuple(control.value for control in self.ranked if control.value)
        if len(set(order)) < len(order):
            self.message.value = notice(
                "One interest stands at two ranks; choose a different one for each. The picture still shows the last ranking."
            )
            return
        self.message.value = ""
        self.board.change(order=order)


def robust_picture(board: Board, mine: Assumptions, name: str) -> Picture:
    """The places over all weightings under these assumptions."""
    found = acceptability.acceptability(board.ground.under(mine), mine.mode, mine.order)
    return pictures.robustness(found, mine, board.words, name)


class RegretView(BoardView):
    """What each option gives away, under each school and under the student's weights."""

    name = "regret"

    def __init__(self, board: Board, verdict: str = ""):
        self.choice, self.picture = Choice(board), LivePicture()
        super().__init__(board, verdict, self.choice, self.picture)

    def set_controls(self) -> None:
        self.choice.follow()

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.edits

    def draw(self) -> None:
        self.picture.show(regret_picture(self.board, self.board.mine))


def regret_picture(board: Board, mine: Assumptions) -> Picture:
    """Regret by school and at the student's weights."""
    regrets = model.regret(board.ground.under(mine), model.with_own(board.schools, mine.weights))
    return pictures.regret(regrets, mine, board.words)


class TurningView(BoardView):
    """What would put another option in front at the student's weights: single scores, p, single weights."""

    name = "turning"

    def __init__(self, board: Board, verdict: str = ""):
        self.preset = ipw.Dropdown(
            options=[("Your own", _OWN), *((label, s) for s, label in board.words.schools.items())],
            description="Weights of school (illustrative)",
            layout=ipw.Layout(width="28em"),
            style={"description_width": "initial"},
        )
        self.preset.observe(lambda change: self._take(change["new"]), "value")
        self.choice, self.picture = Choice(board), LivePicture()
        super().__init__(board, verdict, self.preset, self.choice, self.picture)

    def set_controls(self) -> None:
        self.choice.follow()
        self.preset.value = school_of(self.board, self.board.mine)

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.edits

    def draw(self) -> None:
        self.picture.show(turning_picture(self.board, self.board.mine))

    def _take(self, school: str) -> None:
        if school != _OWN:
            self.board.change(points=self.board.presets[school])


def turning_picture(board: Board, mine: Assumptions) -> Picture:
    """The tornado and the break-even values under these assumptions."""
    return pictures.turning(board.ground.under(mine), board.ground, mine, board.words)


class ExportView(BoardView):
    """The assumptions as one sentence and one small file; and back from such a file."""

    name = "export"

    def __init__(self, board: Board, verdict: str = ""):
        self.sentence, self.link, self.message = (ipw.HTML(layout=WIDE) for _ in range(3))
        self.save = button("Export my assumptions", self._save, primary=True)
        self.again = button("Take up my saved assumptions", self._take_up)
        self.back = button("Undo bringing back", self._undo)
        self.upload = ipw.FileUpload(
            description="Bring back a file", accept=".json", multiple=False, layout=ipw.Layout(width="auto")
        )
        self.upload.observe(lambda change: self._uploaded(change["new"]), "value")
        self._before: Assumptions | None = None
        row = ipw.HBox([self.save, self.again, self.upload, self.back], layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__(board, verdict, self.sentence, row, self.link, self.message)

    def set_controls(self) -> None:
        self.back.disabled = self._before is None

    def draw(self) -> None:
        self.sentence.value = notice(escape(sentence(self.board)))
        self.link.value = ""  # a link to an older state would mislead

    def _save(self) -> None:
        text = as_json(self.board)
        data = base64.b64encode(text.encode()).decode()
        self.link.value = (
            f'<p style="margin:0.3em 0"><a style="color:#0b4f9e;text-decoration:underline" download="{FILE_NAME}" '
            f'href="data:application/json;base64,{data}">'
            f"Download my assumptions ({FILE_NAME})</a></p>"
        )
        try:
            kept = assumptions.save(text, self.board.ground)
        except (OSError, FileError) as error:
            why = getattr(error, "strerror", None) or error
            self._say(f"Not saved here ({why}). Download the file with the link instead.")
            return
        beside = f" The file that stood there could not be read and is kept as {kept.name}." if kept else ""
        self._say(f"Saved in {FILE_NAME}.{beside} Lesson 7 and the memo read it.")

    def _take_up(self) -> None:
        path = assumptions.place()
        if not path.exists():
            self._say(f"There is no {FILE_NAME} here yet. Export your assumptions, or bring back a file.")
            return
        self._bring(path.name, path.read_bytes())

    def _uploaded(self, files: tuple[dict, ...]) -> None:
        if files:
            self._bring(files[0]["name"], bytes(files[0]["content"]))

    def _bring(self, name: str, content: bytes) -> None:
        try:
            brought = assumptions.from_json(decode(content, name), self.board.ground, name)
        except ValueError as error:
            self._say(f"Not brought back. {error} Your assumptions are unchanged.")
            return
        self._before = self.board.mine
        self.board.log.append(f"Brought back {name}")
        self.board.change(**{field: getattr(brought, field) for field in brought.__dataclass_fields__})
        self.back.disabled = False
        self._say(f"Your assumptions are now those of {name}.")

    def _undo(self) -> None:
        before, self._before = self._before, None
        self.board.log.append("Undid bringing back")
        self.board.change(**{field: getattr(before, field) for field in before.__dataclass_fields__})
        self.back.disabled = True
        self._say("Your assumptions are again as they were before.")

    def _say(self, words: str) -> None:
        self.message.value = notice(escape(words))


def sentence(board: Board) -> str:
    """The assumptions in words."""
    return pictures.summary(board.ground.under(board.mine), board.ground, board.mine, board.words)


def as_json(board: Board) -> str:
    return assumptions.to_json(board.mine, board.ground.scores.interests, sentence(board))


def view(
    made: Callable[[str], BoardView],
    static: str,
    name: str,
    question: Question,
    value: float,
    shown: str,
    predict: bool | None,
) -> View:
    """A view of the board behind a prediction; the ``value`` that came out is written as ``shown``."""

    def opened(said: str | None) -> ipw.Widget:
        return made(question.verdict(said, value, shown) if said else "")

    return View(Predict(question, opened, predict), static, name)


def export(board: Board) -> View:
    static = card(
        f'<p style="margin:0">{escape(sentence(board))} Run the cell to export your own, or to bring them back.</p>'
    )
    return View(ExportView(board), static, "Your assumptions, to export and bring back")


class Reversals(ipw.VBox):
    """The method box: leave out a losing option, and see how often the winner changes when scores are stretched to fit the menu."""

    def __init__(self, found: pd.DataFrame, words: pictures.Words, verdict: str = ""):
        self._found, self._words = found, words
        self.left_out = ipw.Dropdown(
            options=[(words.marks[o].label, o) for o in found.option_id if o],
            description="Leave out",
        )
        self.sentence = ipw.HTML(layout=WIDE)
        self.table = ipw.HTML(table_html(pictures.reversals(found, words), "Rank reversal"), layout=WIDE)
        self.left_out.observe(lambda _change: self._show(), "value")
        self._show()
        said = [ipw.HTML(notice(escape(verdict)), layout=WIDE)] if verdict else []
        super().__init__([*said, self.left_out, self.sentence, self.table], layout=WIDE)

    def _show(self) -> None:
        said = pictures.reversal_sentence(self._found, self._words, self.left_out.value)
        self.sentence.value = notice(f"<em>{escape(said)}</em>")


def reversals(found: pd.DataFrame, words: pictures.Words, question: Question, predict: bool | None) -> View:
    """The method box behind a prediction."""
    share = float(found.rescaled.iloc[-1])

    def opened(said: str | None) -> ipw.Widget:
        return Reversals(found, words, question.verdict(said, share, f"{share:.0%}") if said else "")

    first = pictures.reversal_sentence(found, words, found.option_id.iloc[0])
    static = card(
        f"{table_html(pictures.reversals(found, words), 'Rank reversal')}<p style='margin:0.5em 0 0'><em>{escape(first)}</em></p>"
    )
    return View(Predict(question, opened, predict), static, "Rank reversal, option by option")


def _small(board: Board) -> str:
    """The uncertain option as it stands inside a sentence."""
    label = board.words.marks[board.ground.uncertain].label
    return label[:1].lower() + label[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
