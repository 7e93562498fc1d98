"""An icon that only stands there, beside the words that say what it means; screen readers skip it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.label import Ink


class IconLabel(QWidget):
    def __init__(
        self, style: Style, icon: Icon, size: int = 22, ink: Ink = Ink.INK_2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._icon = icon
        self._size = size
        self._ink = ink
        style.changed.connect(self._restyle)
        self._restyle()

    def set_icon(self, icon: Icon, ink: Ink) -> None:
        self._icon = icon
        self._ink = ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = self._ink.of(self._style.palette)
        self._style.icons.paint(QPainter(self), self._icon, QRectF(self.rect()).center(), self.width(), color)

    def _restyle(self) -> None:
        """It grows with the words beside it."""
        side = self._style.px(self._size)
        self.setFixedSize(side, side)
        self.update()
