"""How much of some long work is done: a bar that fills, which says its share to who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from kiosk_app.gui.theme.style import Style

HEIGHT = 12
WHOLE = 1000


class ProgressBar(QProgressBar):
    def __init__(self, style: Style, name: str) -> None:
        super().__init__()
        self._style = style
        self.setAccessibleName(name)
        self.setRange(0, WHOLE)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.changed.connect(self.update)

    def show_share(self, share: float) -> None:
        """From 0 to 1."""
        self.setValue(round(share * WHOLE))

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, round_ = self._style.palette, HEIGHT / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, (self.height() - HEIGHT) / 2, self.width(), HEIGHT)
        painter.setBrush(QColor(palette.sunken))
        painter.drawRoundedRect(whole, round_, round_)
        done = whole.width() * self.value() / WHOLE
        if done >= 1:
            left = whole.left() if self.isLeftToRight() else whole.right() - max(done, HEIGHT)
            painter.setBrush(QColor(palette.mark))
            painter.drawRoundedRect(QRectF(left, whole.top(), max(done, HEIGHT), HEIGHT), round_, round_)
