"""The student's assumptions as one sentence and one small file, and back from such a file."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape

import ipywidgets as ipw

from ..kit import files
from ..kit.files import FileError
from ..kit.palette import LINK
from ..kit.view import BREAKS, WIDE, View, button, card, notice
from . import assumptions, picture_scores
from .assumptions import FILE_NAME, Assumptions
from .widget import BoardView, SharedAssumptions


class ExportView(BoardView):
    """The assumptions as one sentence and one small file, and back from such a file."""

    name = "export"

    def __init__(self, board: SharedAssumptions, verdict: str = ""):
        self.sentence, self.link, self.message = (ipw.HTML(layout=WIDE) for _ in range(3))
        self.save = button("Export my assumptions", self._save, primary=True)
        self.again = button("Take up my saved assumptions", self._take_up)
        self.back = button("Undo bringing back", self._undo)
        self.upload = ipw.FileUpload(
            description="Bring back a file", accept=".json", multiple=False, layout=ipw.Layout(width="auto")
        )
        self.upload.observe(lambda change: self._uploaded(change["new"]), "value")
        self._before: Assumptions | None = None
        row = ipw.HBox([self.save, self.again, self.upload, self.back], layout=BREAKS)
        super().__init__(board, verdict, self.sentence, row, self.link, self.message)

    def set_controls(self) -> None:
        self.back.disabled = self._before is None

    def draw(self) -> None:
        self.sentence.value = notice(escape(self._sentence()))
        self.link.value = ""  # a link to an older state would mislead

    def _sentence(self) -> str:
        return picture_scores.summary(self.board.scene, self.board.mine)

    def _save(self) -> None:
        text = assumptions.to_json(self.board.mine, self.board.ground.scores.interests, self._sentence())
        data = base64.b64encode(text.encode()).decode()
        self.link.value = (
            f'<p style="margin:0.3em 0"><a style="color:{LINK};text-decoration:underline" download="{FILE_NAME}" '
            f'href="data:application/json;base64,{data}">'
            f"Download my assumptions ({FILE_NAME})</a></p>"
        )
        try:
            kept = assumptions.save(text, self.board.ground)
        except FileError as error:
            self._say(f"Not saved here. {error} Or download the file with the link.")
            return
        except OSError as error:
            self._say(f"Not saved here ({error.strerror}). Download the file with the link instead.")
            return
        beside = f" The file that was there could not be read and is kept as {kept.name}." if kept else ""
        self._say(f"Saved in {FILE_NAME}.{beside} Lesson 7 and the memo read it.")

    def _take_up(self) -> None:
        try:
            self._bring(FILE_NAME, lambda: files.read(assumptions.place()))
        except FileNotFoundError:
            self._say(f"There is no {FILE_NAME} here yet. Export your assumptions, or bring back a file.")

    def _uploaded(self, uploaded: tuple[dict, ...]) -> None:
        for file in uploaded:
            self._bring(file["name"], lambda file=file: files.decode(bytes(file["content"]), file["name"]))

    def _bring(self, name: str, text: Callable[[], str]) -> None:
        try:
            brought = assumptions.from_json(text(), self.board.ground, name)
        except ValueError as error:
            self._say(f"Not brought back. {error} Your assumptions are unchanged.")
            return
        self._before = self.board.mine
        self.board.log.append(f"Brought back {name}")
        self.board.take_up(brought)
        self.back.disabled = False
        self._say(f"Your assumptions are now those of {name}.")

    def _undo(self) -> None:
        before, self._before = self._before or self.board.mine, None
        self.board.log.append("Undid bringing back")
        self.board.take_up(before)
        self.back.disabled = True
        self._say("Your assumptions are again as they were before.")

    def _say(self, words: str) -> None:
        self.message.value = notice(escape(words))


def export(board: SharedAssumptions) -> View:
    """The view that exports and brings back; without a kernel, the sentence alone."""
    words = escape(picture_scores.summary(board.scene, board.start))
    static = card(f'<p style="margin:0">{words} Run the cell to export your own, or to bring them back.</p>')
    return View(ExportView(board), static, "Your assumptions, to export and bring back")
