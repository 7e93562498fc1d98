"""Keys of the keyboard and what they do here, in one quiet line: caps and words, painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_CHIP
from kiosk_app.gui.theme.style import Style

CAP, DEPTH, PADDING = 32, 2, 11
BETWEEN_CAPS, BEFORE_WORD, BETWEEN_HINTS = 10, 10, 30


@dataclass(frozen=True, slots=True)
class KeyHint:
    caps: tuple[str, ...]
    does: str


class KeyHints(QWidget):
    """It reads as one line to a screen reader."""

    def __init__(self, style: Style, hints: Sequence[KeyHint], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._hints = tuple(hints)
        self.setAccessibleName(", ".join(f"{' '.join(hint.caps)}: {hint.does}" for hint in hints))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(round(self._walk(None)), self._style.px(CAP) + DEPTH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._walk(painter)

    def _walk(self, painter: QPainter | None) -> float:
        """Paint the line, or only measure it; how wide it is."""
        words = QFontMetricsF(self._style.font(Role.BODY))
        left = 0.0
        for number, hint in enumerate(self._hints):
            left += BETWEEN_HINTS if number else 0
            for at, cap in enumerate(hint.caps):
                left += BETWEEN_CAPS if at else 0
                left += self._cap(painter, cap, left)
            left += BEFORE_WORD
            if painter is not None:
                painter.setFont(self._style.font(Role.BODY))
                painter.setPen(QColor(self._style.palette.ink_2))
                middle = self._style.px(CAP) / 2
                painter.drawText(QPointF(left, middle + (words.ascent() - words.descent()) / 2), hint.does)
            left += words.horizontalAdvance(hint.does)
        return left

    def _cap(self, painter: QPainter | None, text: str, left: float) -> float:
        font, height = self._style.font(Role.SMALLEST_BOLD), self._style.px(CAP)
        width = max(34.0, QFontMetricsF(font).horizontalAdvance(text) + 2 * PADDING)
        if painter is not None:
            palette = self._style.palette
            box = QRectF(left + 0.75, 0.75, width - 1.5, height - 1.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.line_strong))
            painter.drawRoundedRect(box.adjusted(-0.75, 0, 0.75, DEPTH), RADIUS_CHIP, RADIUS_CHIP)
            painter.setPen(QPen(QColor(palette.line_strong), 1.5))
            painter.setBrush(QColor(palette.surface))
            painter.drawRoundedRect(box, RADIUS_CHIP, RADIUS_CHIP)
            painter.setPen(QColor(palette.ink))
            painter.setFont(font)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return width

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
