"""The ring round what the keyboard points at: 3 px of ink, 2 px away, painted above everything in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.theme.sizes import FOCUS_GAP, FOCUS_WIDTH
from kiosk_app.gui.theme.style import Style

REACH = FOCUS_GAP + FOCUS_WIDTH
COMES_BACK = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QWidget):
    """Follows its target and everything that the target lies in, up to the window; goes when the focus goes on."""

    def __init__(self, style: Style, target: QWidget, shape: Callable[[], QRect], radius: float) -> None:
        """``shape``: of the target as it is by then, for it may become smaller under its ring."""
        super().__init__(target.window())
        self._style = style
        self._target = target
        self._shape = shape
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        target.destroyed.connect(self.deleteLater)
        at: QWidget | None = target
        while at is not None and not at.isWindow():
            at.installEventFilter(self)
            at = at.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            if watched is self._target and event.lostFocus() and event.reason() not in COMES_BACK:
                self.hide()
                self.deleteLater()
        elif event.type() in MOVES:
            self._follow()
        return False

    def _follow(self) -> None:
        shape = self._shape()
        corner = self._target.mapTo(self.window(), shape.topLeft())
        self.setGeometry(QRect(corner, shape.size()).adjusted(-REACH, -REACH, REACH, REACH))
        self.setVisible(self._target.isVisible())
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        half = FOCUS_WIDTH / 2
        radius = self._radius + FOCUS_GAP + half
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._style.palette.ink), FOCUS_WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
