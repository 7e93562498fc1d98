"""The round sign before words: a disc in the tone's strong colour, or quiet in its tint, with an icon on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors


class Disc(QWidget):
    def __init__(
        self,
        style: Style,
        tone: Tone,
        icon: Icon,
        size: int = 48,
        *,
        is_quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._tone = tone
        self._icon = icon
        self._is_quiet = is_quiet
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
        fill, ink = (colors.fill, colors.text) if self._is_quiet else (colors.disc, colors.on_disc)
        painter.setBrush(QColor(fill))
        painter.drawEllipse(box)
        self._style.icons.paint(painter, self._icon, box.center(), round(box.width() * 0.58), ink)
