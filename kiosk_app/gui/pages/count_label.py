"""A count beside its places, "7 of 10": one large figure and small words on one baseline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style

GAP = 8


class CountLabel(QWidget):
    """The marks beside it are read out; this one is only seen."""

    def __init__(self, style: Style, count: Role = Role.COUNT, of: Role = Role.COUNT_OF) -> None:
        super().__init__()
        self._style = style
        self._count_role, self._of_role = count, of
        self._count = self._of = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        style.changed.connect(self.updateGeometry)

    def show_count(self, count: str, of: str) -> None:
        if (count, of) != (self._count, self._of):
            self._count, self._of = count, of
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        return f"{self._count} {self._of}"

    def sizeHint(self) -> QSize:
        figure = QFontMetricsF(self._style.font(self._count_role))
        words = QFontMetricsF(self._style.font(self._of_role))
        width = figure.horizontalAdvance(self._count) + GAP + words.horizontalAdvance(self._of)
        return QSize(round(width) + 1, round(figure.capHeight() * 1.3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        figure, words = self._style.font(self._count_role), self._style.font(self._of_role)
        wide = QFontMetricsF(figure).horizontalAdvance(self._count)
        baseline = (self.height() + QFontMetricsF(figure).capHeight()) / 2
        painter.setFont(figure)
        painter.setPen(QColor(palette.ink))
        painter.drawText(QPointF(0, baseline), self._count)
        painter.setFont(words)
        painter.setPen(QColor(palette.ink_2))
        painter.drawText(QPointF(wide + GAP, baseline), self._of)
