"""The student's answers: what is saved, one click to download them, one to bring them back."""

from __future__ import annotations

import base64
from html import escape

import ipywidgets as ipw

from .. import answers
from ..kit.palette import LINK
from ..kit.view import BREAKS, WIDE, View, button, card, notice
from ..kit.words import count


class MyAnswers(ipw.VBox):
    """Shows what is in the answers file, offers it for download, and reads it back from another computer."""

    def __init__(self) -> None:
        self.state = ipw.HTML(layout=WIDE)
        self.link = ipw.HTML(layout=WIDE)
        self.message = ipw.HTML(layout=WIDE)
        self.refresh = button("Look again", self._show)
        self.upload = ipw.FileUpload(
            description="Bring back my answers", accept=".json", multiple=False, layout=ipw.Layout(width="auto")
        )
        self.upload.observe(lambda change: self._read(change["new"]), "value")
        self._show()
        super().__init__(
            [self.state, self.link, ipw.HBox([self.upload, self.refresh], layout=BREAKS), self.message], layout=WIDE
        )

    def _show(self) -> None:
        try:
            saved = answers.load()
        except answers.AnswersError as error:
            self.state.value, self.link.value = (
                notice(
                    escape(f"{error} It is left as it is; bring back a copy, or go on and a new one will be started.")
                ),
                "",
            )
            return
        self.state.value = notice(summary(saved))
        data = base64.b64encode(saved.to_json().encode()).decode()
        self.link.value = (
            f'<p style="margin:0.3em 0"><a style="color:{LINK};text-decoration:underline" download="{answers.FILE_NAME}" '
            f'href="data:application/json;base64,{data}">'
            f"Download my answers ({answers.FILE_NAME})</a></p>"
        )

    def _read(self, files: tuple[dict, ...]) -> None:
        if not files:
            return
        name = files[0]["name"]
        try:
            brought = answers.Answers.from_bytes(bytes(files[0]["content"]), name)
            path = answers.keep_and_save(brought)
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"Not brought back. {error} What was here is unchanged."))
        else:
            self.message.value = notice(
                escape(
                    f"{name} is now your answers file. {f'What was here before is kept as {path.name}.' if path else ''}"
                )
            )
            self._show()


def summary(saved: answers.Answers) -> str:
    """One sentence on what is in the file and where the file is, and one on a second file if there is one."""
    said, sealed = len(saved.predictions), len(saved.forecasts)
    others = "".join(
        f" Another {p.name}, in the folder {p.parent.name}, is not used; bring it back if it is the one you want."
        for p in answers.passed_over()
    )
    if not (said or sealed or saved.notes):
        return f"Nothing is saved yet. Your answers will be kept in {answers.where(answers.place())}.{others}"
    last = f", the last on {saved.forecasts[-1]['sealed_at'][:10]}" if sealed else ""
    counts = f"{count(said, 'prediction')}, {count(sealed, 'sealing')} of forecasts{last}"
    return f"Saved so far in {answers.where(answers.found())}: {counts}.{others}"


def panel() -> View:
    """The panel of the student's own answers."""
    words = f"Your answers are kept in {answers.FILE_NAME}. Run the cell to download them or to bring them back."
    return View(MyAnswers(), card(f'<p style="margin:0">{words}</p>'), "Your answers")
