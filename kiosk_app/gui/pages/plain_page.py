"""What the pages that stand in the counter's place have in common: one column in the middle of the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.scrolled import Scrolled
from kiosk_app.words import window as words
from kiosk_app.words.language import Language

SPACING = 16
WIDE_SHARE = 6  # of the column, where the air on either side is 1


class PlainPage(QWidget):
    """It can be a window of its own, with the program's name. Signal: ``closing`` as it is about to go."""

    closing = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self.setWindowTitle(words.program(language))

    def lay_out(self, *widgets: QWidget) -> None:
        """These, from the top, in the middle of the page; scrolled where they are higher than it is."""
        column = QVBoxLayout()
        column.setSpacing(SPACING)
        for widget in widgets:
            column.addWidget(widget)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column, WIDE_SHARE)
        middle.addStretch(1)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(1)
        scroll = Scrolled(self._style)
        scroll.show_through(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._style.palette.paper))
