"""The scroll bar of lists and columns: as thin as it can be seen, with a handle that a finger can take."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar

from kiosk_app.gui.theme.sheet import SCROLL_BAR, sheet
from kiosk_app.gui.theme.style import Style


class ScrollBar(QScrollBar):
    def __init__(self, style: Style) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._style = style
        style.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        if (looks := sheet(SCROLL_BAR, self._style.palette)) != self.styleSheet():
            self.setStyleSheet(looks)
