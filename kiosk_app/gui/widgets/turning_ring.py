"""What is being done right now: an icon in a ring that turns while it can be seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.countdown import CALM_STEP_MS, STEP_MS, paint_arc

TURN_STEPS = 12
DRAWN = 0.3  # of the ring
ICON_SHARE = 0.55


class TurningRing(QWidget):
    def __init__(self, style: Style, icon: Icon, size: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._icon = icon
        self._turn = 0
        self.setFixedSize(size, size)
        self._steps = QTimer(self)
        self._steps.timeout.connect(self._turn_on)
        style.changed.connect(self.update)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._steps.start(CALM_STEP_MS if self._style.is_calm else STEP_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._steps.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, box = self._style.palette, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start = self._turn / TURN_STEPS
        paint_arc(painter, box.center(), box.width(), start, DRAWN, palette.mark, palette.line)
        self._style.icons.paint(painter, self._icon, box.center(), round(box.width() * ICON_SHARE), palette.ink)

    def _turn_on(self) -> None:
        self._turn += 1
        self.update()
