"""A long text to be read, chosen from and copied, never changed: it scrolls within its own frame."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sheet import LONG_TEXT, sheet
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.scroll_bar import ScrollBar


class LongText(QPlainTextEdit):
    """Tab leaves it."""

    def __init__(self, style: Style, name: str, height: int) -> None:
        super().__init__()
        self._style = style
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(height)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ScrollBar(style))
        style.changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        self.setPlainText(text)

    def _restyle(self) -> None:
        self.setFont(self._style.font(Role.SMALLEST))
        self.setStyleSheet(sheet(LONG_TEXT, self._style.palette))
