"""A card: a surface with a thin line and the one shadow, painted as a 9-patch just outside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QWidget

from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.sizes import RADIUS_TILE
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors

LIFTED = {None, Tone.WAIT, Tone.REFUSED}
FOLLOWED = {
    *(QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide),
    *(QEvent.Type.ParentChange, QEvent.Type.ZOrderChange),
}


class Card(QFrame):
    """Lay things out in it. `Tone.WAIT` has the border of needs-checking; hints and results are filled and lie flat."""

    def __init__(
        self, style: Style, tone: Tone | None = None, radius: int = RADIUS_TILE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._tone = tone
        self._radius = radius
        self._shadow = _Shadow(style, radius)
        self.destroyed.connect(self._shadow.deleteLater)
        style.changed.connect(self.update)
        self._lift()

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, line, width = self._dress()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(line), width))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, self._radius, self._radius)

    def set_tone(self, tone: Tone | None) -> None:
        if tone is self._tone:
            return
        self._tone = tone
        self._lift()
        self.update()

    def _dress(self) -> tuple[str, str, float]:
        """Fill, line and its width."""
        palette = self._style.palette
        if self._tone is Tone.WAIT:
            return palette.surface, palette.wait, 2.0
        if self._tone in LIFTED:
            return palette.surface, palette.line, 1.0
        colors = tone_colors(palette, self._tone or Tone.NEUTRAL)
        return colors.fill, colors.line, 1.0

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in FOLLOWED:
            self._lift()
        return handled

    def _lift(self) -> None:
        parent = self.parentWidget()
        if parent is not self._shadow.parentWidget():
            self._shadow.setParent(parent)
        if parent is not None:
            self._shadow.setGeometry(self.geometry().adjusted(-REACH, -REACH, REACH, REACH))
            self._shadow.stackUnder(self)
        is_shown = parent is not None and self.isVisibleTo(parent)
        self._shadow.setVisible(is_shown and self._tone in LIFTED)


class _Shadow(QWidget):
    def __init__(self, style: Style, radius: int) -> None:
        super().__init__()
        self._style = style
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        style.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        patch = self._style.shadow(self._radius, self.devicePixelRatioF())
        paint_patch(QPainter(self), self.rect(), patch, REACH + self._radius)


def paint_patch(painter: QPainter, target: QRect, patch: QPixmap, corner: int) -> None:
    """The patch's corners in the target's corners, its edges stretched between them; the middle is the card's."""
    ratio = patch.devicePixelRatio()
    side = round(patch.width() / ratio)
    columns = _thirds(target.left(), target.width(), corner)
    rows = _thirds(target.top(), target.height(), corner)
    cuts = _thirds(0, side, corner)
    for column, (left, width) in enumerate(columns):
        for row, (top, height) in enumerate(rows):
            (from_left, from_width), (from_top, from_height) = cuts[column], cuts[row]
            source = QRectF(from_left * ratio, from_top * ratio, from_width * ratio, from_height * ratio)
            if (column, row) != (1, 1):
                painter.drawPixmap(QRectF(left, top, width, height), patch, source)


def _thirds(start: int, length: int, corner: int) -> list[tuple[int, int]]:
    return [(start, corner), (start + corner, length - 2 * corner), (start + length - corner, corner)]
