"""The round sign at the start of a notice: a filled disc in the tone's strong colour, with an icon on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors


class Disc(QWidget):
    def __init__(self, style: Style, tone: Tone, icon: Icon, size: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._tone = tone
        self._icon = icon
        self.setFixedSize(size, size)
        style.changed.connect(self.update)

    def show_sign(self, tone: Tone, icon: Icon) -> None:
        self._tone = tone
        self._icon = icon
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tone_colors(self._style.palette, self._tone)
        box = QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.disc))
        painter.drawEllipse(box)
        self._style.icons.paint(painter, self._icon, box.center(), round(box.width() * 0.58), colors.on_disc)
