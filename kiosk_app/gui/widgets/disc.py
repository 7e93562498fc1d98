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
        box = QRectF(self.rect())
        paint_disc(QPainter(self), self._style, box, self._tone, self._icon, is_quiet=self._is_quiet)


def paint_disc(painter: QPainter, style: Style, box: QRectF, tone: Tone, icon: Icon, *, is_quiet: bool) -> None:
    colors = tone_colors(style.palette, tone)
    fill, ink = (colors.fill, colors.text) if is_quiet else (colors.disc, colors.on_disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawEllipse(box)
    style.icons.paint(painter, icon, box.center(), round(box.width() * 0.58), ink)
