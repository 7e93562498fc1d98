"""Seconds that run down, and the ring that shows them. The time is asked of a clock, never counted by ticks."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.theme.fonts import make_font
from kiosk_app.gui.theme.style import Style

STEP_MS = 100
CALM_STEP_MS = 1000
RING = 38
STROKE = 4
LATE_S = 0.05  # a step, and the paint that follows it, may come so late and still say the same second


class Countdown(QObject):
    """`stepped` says that a ring should be painted again; `finished` comes once, when nothing is left."""

    stepped = Signal()
    finished = Signal()

    def __init__(self, style: Style, seconds: float, now: Callable[[], float], parent: QObject | None = None) -> None:
        """`now` gives monotonic seconds. Nothing runs before `start`."""
        super().__init__(parent)
        self._style = style
        self._seconds = seconds
        self._now = now
        self._ends = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def left_s(self) -> float:
        return max(0.0, self._ends - self._now()) if self.is_running else 0.0

    @property
    def seconds(self) -> int:
        """What stands in the ring: 12 at the start, 1 in the last second."""
        return math.ceil(max(0.0, self.left_s - LATE_S))

    @property
    def share(self) -> float:
        """How much of the ring is still drawn, 1 to 0; in whole seconds where motion is reduced."""
        left = self.seconds if self._style.is_calm else self.left_s
        return min(1.0, left / self._seconds)

    @property
    def ends_s(self) -> float:
        """When it ends, or ended, by the clock it was given."""
        return self._ends

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        """From the full time, also when it is already running."""
        self.run_until(self._now() + self._seconds, self._seconds)

    def run_until(self, ends_s: float, seconds: float) -> None:
        """To this end, which somebody else has set; ``seconds`` is the full time of the ring."""
        self._ends, self._seconds = ends_s, seconds
        self._timer.start(CALM_STEP_MS if self._style.is_calm else STEP_MS)
        self.stepped.emit()

    def stop(self) -> None:
        self._timer.stop()
        self.stepped.emit()

    def _step(self) -> None:
        if self.left_s > 0:
            self.stepped.emit()
        else:
            self.stop()
            self.finished.emit()


class Ring(QWidget):
    """The ring of a countdown by itself, as beside *Stay here*."""

    def __init__(self, style: Style, countdown: Countdown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._countdown = countdown
        self.setFixedSize(RING, RING)
        countdown.stepped.connect(self.update)
        style.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(RING, RING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_countdown(painter, self._style, QRectF(self.rect()).center(), self._countdown, palette.ink_2)


def paint_countdown(painter: QPainter, style: Style, center: QPointF, countdown: Countdown, color: str) -> None:
    paint_arc(painter, center, RING, 0.0, countdown.share, color, style.palette.line)
    painter.setPen(QColor(style.palette.ink))
    painter.setFont(make_font(15, 700))
    painter.drawText(_square(center, RING), Qt.AlignmentFlag.AlignCenter, str(countdown.seconds))


def paint_arc(
    painter: QPainter, center: QPointF, size: float, start: float, share: float, color: str, track: str
) -> None:
    """An arc on a full track; `start` and `share` are parts of a turn, clockwise from the top."""
    stroke = STROKE * size / RING
    square = _square(center, size - stroke)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(track), stroke))
    painter.drawEllipse(square)
    painter.setPen(QPen(QColor(color), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(square, round((0.25 - start) * 5760), round(-share * 5760))


def _square(center: QPointF, size: float) -> QRectF:
    return QRectF(center.x() - size / 2, center.y() - size / 2, size, size)
