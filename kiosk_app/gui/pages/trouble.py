"""What is shown in the counter's place where the program cannot begin: one sentence, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.words import window as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class TroublePage(QWidget):
    """A window of its own. Signals: ``again`` to try once more, ``closing`` when it is about to go."""

    again = Signal()
    closing = Signal()

    def __init__(self, style: Style, language: Language, said: Said) -> None:
        super().__init__()
        self._style = style
        self.setObjectName("troublePage")
        self.setWindowTitle(words.program(language))
        self.setAccessibleName(str(said))
        again = Button(style, words.try_again(language), Kind.PRIMARY, height=72, icon=Icon.AGAIN)
        again.setObjectName("tryAgainButton")
        again.clicked.connect(self.again)
        leave = Button(style, words.leave(language), height=72)
        leave.setObjectName("quitButton")
        leave.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(again)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(Disc(style, Tone.REFUSED, Icon.CROSS))
        column.addWidget(Label(style, said.what, Role.NAME, wraps=True))
        column.addWidget(Label(style, said.advice, Role.BODY_LARGE, Ink.INK_2, wraps=True))
        column.addSpacing(8)
        column.addLayout(buttons)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column, 4)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(1)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._style.palette.paper))
