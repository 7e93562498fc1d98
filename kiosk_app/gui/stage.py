"""Where the pages stand: one fills all the room there is, but while a keyboard on the screen takes most of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Stage(QWidget):
    """``resized``: there is more room or less. ``is_held``: somebody else says where the pages stand."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pages = QStackedWidget(self)
        self.is_held = False

    def fill(self) -> None:
        """The pages take all of it."""
        self.pages.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.is_held:
            self.fill()
        self.resized.emit()
