"""A question asked where its answer is needed: what is meant, what it does, and two buttons in the choices' place."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.words.said import Said


class ButtonRow(QWidget):
    """Buttons side by side from the left; on a narrow page one under the other."""

    def __init__(self, *buttons: Button) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        for button in buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)

    def set_narrow(self, is_narrow: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if is_narrow else across)


class AskedInPlace(QWidget):
    """Hidden while nothing is asked; while something is, ``choices`` are."""

    def __init__(self, style: Style, choices: QWidget, answers: ButtonRow, spacing: int = 8) -> None:
        super().__init__()
        self._choices = choices
        self._what = Label(style, "", Role.TILE_TITLE, wraps=True)
        self._advice = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        for widget in (self._what, self._advice, answers):
            column.addWidget(widget)
        self.hide()

    def ask(self, question: Said | None) -> None:
        """None: nothing is asked any more."""
        if question is not None:
            self._what.setText(question.what)
            self._advice.setText(question.advice)
        self.setVisible(question is not None)
        self._choices.setVisible(question is None)
