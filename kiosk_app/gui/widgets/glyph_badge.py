"""A stamp card's glyph on a round tint: how a card is known at a glance, wherever it is named."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.glyphs import paint_badge
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors


class GlyphBadge(QWidget):
    """44 in tiles, 38 in rows. The card's name stands beside it, so screen readers skip it."""

    def __init__(self, style: Style, glyph: Glyph, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._glyph = glyph
        self.setFixedSize(size, size)
        style.changed.connect(self.update)

    def set_glyph(self, glyph: Glyph) -> None:
        if glyph is not self._glyph:
            self._glyph = glyph
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_glyph_badge(QPainter(self), self._style, self._glyph, QRectF(self.rect()), is_ready=False)


def paint_glyph_badge(painter: QPainter, style: Style, glyph: Glyph, box: QRectF, is_ready: bool) -> None:
    """In the accent's tint, or in green where the reward is ready."""
    colors = tone_colors(style.palette, Tone.OK if is_ready else Tone.TINT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_badge(painter, glyph, box, colors.fill, colors.text if is_ready else colors.on_disc)
