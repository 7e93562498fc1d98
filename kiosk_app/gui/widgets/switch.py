"""On or off, at once: a whole row to press, with its words at the left and the switch at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_FIELD
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.pressable import Pressable

WIDTH, HEIGHT, MARGIN = 64, 38, 20


class Switch(Pressable):
    """`toggled` is Qt's own. The text may hold a line break, or wraps by itself."""

    def __init__(self, style: Style, text: str, parent: QWidget | None = None) -> None:
        super().__init__(style, text.replace("\n", " "), parent)
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(326, self._style.px(72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(palette.hover if self.underMouse() else palette.surface))
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_FIELD, RADIUS_FIELD)
        painter.setPen(QColor(palette.ink if self.isEnabled() else palette.ink_3))
        painter.setFont(self._style.font(Role.LABEL, self.text()))
        words = QRectF(MARGIN, 0, self.width() - 3 * MARGIN - WIDTH, self.height())
        alignment = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(alignment) | int(Qt.TextFlag.TextWordWrap), self.text())
        self._paint_switch(painter)

    def _paint_switch(self, painter: QPainter) -> None:
        palette = self._style.palette
        left, top = self.width() - MARGIN - WIDTH, (self.height() - HEIGHT) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.ok if self.isChecked() else palette.field))
        painter.drawRoundedRect(QRectF(left, top, WIDTH, HEIGHT), HEIGHT / 2, HEIGHT / 2)
        painter.setBrush(QColor(palette.on_ok if self.isChecked() else palette.surface))
        across = WIDTH - HEIGHT / 2 if self.isChecked() else HEIGHT / 2
        painter.drawEllipse(QPointF(left + across, top + HEIGHT / 2), HEIGHT / 2 - 4, HEIGHT / 2 - 4)
