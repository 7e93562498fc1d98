"""The choice of a card's picture: one square for each, the chosen one with a frame in the accent's colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.glyphs import paint_glyph
from kiosk_app.gui.theme.sizes import RADIUS_FIELD
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.pressable import Pressable
from kiosk_app.words import card_form as words
from kiosk_app.words.language import Language

SIDE = 64


class GlyphPicker(QWidget):
    """``chosen`` carries the glyph that the person chose. Arrows go from one to the next."""

    chosen = Signal(Glyph)

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self.setAccessibleName(words.mark(language))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._squares = {glyph: _Square(style, glyph, words.glyph(language, glyph)) for glyph in Glyph}
        for glyph, square in self._squares.items():
            square.setObjectName(f"glyph-{glyph.value}")
            square.clicked.connect(lambda _checked, glyph=glyph: self.chosen.emit(glyph))
            row.addWidget(square)
        row.addStretch(1)
        self.set_glyph(Glyph.CUP)

    def glyph(self) -> Glyph:
        return next(glyph for glyph, square in self._squares.items() if square.isChecked())

    def set_glyph(self, glyph: Glyph) -> None:
        self._squares[glyph].setChecked(True)


class _Square(Pressable):
    def __init__(self, style: Style, glyph: Glyph, name: str) -> None:
        super().__init__(style, name)
        self._glyph = glyph
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def radius(self) -> float:
        return RADIUS_FIELD

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        width = 3.0 if self.isChecked() else 1.5
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(palette.hover if self.underMouse() else palette.surface))
        painter.setPen(QPen(QColor(palette.action if self.isChecked() else palette.line_strong), width))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, RADIUS_FIELD - width / 2, RADIUS_FIELD - width / 2)
        color = palette.mark if self.isChecked() else palette.ink_2
        paint_glyph(painter, self._glyph, QRectF(self.rect()).adjusted(4, 4, -4, -4), color)
