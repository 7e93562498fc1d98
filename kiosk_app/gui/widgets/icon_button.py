"""A button that is an icon alone: 56×56 to the finger, round and quiet to the eye."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.sizes import TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.label import Ink
from kiosk_app.gui.widgets.pressable import Pressable


class IconButton(Pressable):
    """`is_filled` gives it a sunken disc at all times, as the search's clear button has."""

    def __init__(
        self,
        style: Style,
        icon: Icon,
        name: str,
        ink: Ink = Ink.INK,
        *,
        size: int = 26,
        is_filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(style, name, parent)
        self._icon = icon
        self._ink = ink
        self._size = size
        self._is_filled = is_filled
        self.setFixedSize(TARGET, TARGET)

    def set_icon(self, icon: Icon, name: str) -> None:
        self._icon = icon
        self.setAccessibleName(name)
        self.update()

    def radius(self) -> float:
        return TARGET / 2

    def sizeHint(self) -> QSize:
        return QSize(TARGET, TARGET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_filled or self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.line if self.isDown() else palette.sunken))
            painter.drawEllipse(self.rect())
        if self.isDown():
            painter.translate(0, 1)
        ink = self._ink if self.isEnabled() else Ink.INK_3
        self._style.icons.paint(painter, self._icon, QRectF(self.rect()).center(), self._size, ink.of(palette))
