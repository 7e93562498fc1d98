"""How a page comes in: it fades and slides a little, and can be pressed meanwhile.

It is painted from a picture of itself: painting a page takes 10 to 20 ms, too much for each of ten steps.
"""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsEffect, QWidget

COMING_MS = 160
CALM_MS = 80
SLIDE = 12
FIRST_OPACITY = 0.3  # so that its first paint shows it already


class PageChange(QObject):
    """One page at a time; the next one ends what moves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._page: QWidget | None = None
        self._coming = _Coming()
        self._has_asked = False
        self._way = QVariantAnimation(self, easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic))
        self._way.setStartValue(0.0)
        self._way.setEndValue(1.0)
        self._way.valueChanged.connect(self._step)
        self._way.finished.connect(self.end)

    def begin(self, page: QWidget, *, is_calm: bool) -> None:
        """The page, which is shown already, comes in. ``is_calm``: it fades, faster, and nothing slides."""
        self.end()
        self._page = page
        self._coming = _Coming(0 if is_calm else SLIDE)  # held: PySide lets go of one that only its page holds
        page.setGraphicsEffect(self._coming)
        page.window().installEventFilter(self)
        self._way.setDuration(CALM_MS if is_calm else COMING_MS)
        self._way.start()

    def end(self) -> None:
        """The page is there."""
        self._way.stop()
        if self._page is not None:
            self._page.window().removeEventFilter(self)
            self._page.setGraphicsEffect(None)  # type: ignore[arg-type]  # none; Qt deletes the one before
            self._page = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A paint that no step asked for: something on the page changed, and its picture is old."""
        if event.type() is QEvent.Type.UpdateRequest:
            if not self._has_asked:
                self._coming.forget_picture()
            self._has_asked = False
        return False

    def _step(self, share: float) -> None:
        ground = self._page and self._page.parentWidget()
        if ground:
            self._coming.share = share
            self._has_asked = True
            ground.update()


class _Coming(QGraphicsEffect):
    """``share``: how far the page has come, 0 to 1."""

    def __init__(self, slide: int = SLIDE) -> None:
        super().__init__()
        self.share = 0.0
        self._slide = slide
        self._picture: QPixmap | None = None
        self._corner = QPoint()

    def forget_picture(self) -> None:
        self._picture = None

    def sourceChanged(self, _flags: QGraphicsEffect.ChangeFlag) -> None:
        self.forget_picture()

    def boundingRectFor(self, rect: QRectF | QRect) -> QRectF:
        return QRectF(rect).adjusted(0, 0, 0, self._slide)

    def draw(self, painter: QPainter) -> None:
        if self._picture is None:
            mode = QGraphicsEffect.PixmapPadMode.NoPad
            self._picture = self.sourcePixmap(Qt.CoordinateSystem.LogicalCoordinates, self._corner, mode)
        painter.setOpacity(FIRST_OPACITY + (1 - FIRST_OPACITY) * self.share)
        painter.drawPixmap(self._corner + QPoint(0, round(self._slide * (1 - self.share))), self._picture)
