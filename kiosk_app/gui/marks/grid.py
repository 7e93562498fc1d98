"""A card's places as a widget: marks, waiting marks, empty places, the gift; or a ring gauge where they are too many.

It shows what it is told. How many visits there are, and the words for them, come from the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.marks.glyphs import BOX
from kiosk_app.gui.marks.inks import Inks
from kiosk_app.gui.marks.layout import TILE, Arrangement, MarkSize, arranged, fitted
from kiosk_app.gui.marks.mark import CENTRE, DOT_RADIUS, OVERHANG, Mark, State, paint_clock, paint_number

BLEED = 12  # px of air inside the widget on every side: for a mark that grows, and for the clock badge
NEW_MARK_MS = 220
REDUCED_MS = 80
FIRST_SCALE = 1.35
FADE = 3  # times as fast as it settles: a mark is seen at once
LEAST_GAUGE = 56
HALO_GAP, HALO_WIDTH, HALO_INK = 6, 3, 0.3


@dataclass(frozen=True, slots=True)
class Places:
    """What a grid shows. ``visits`` are counted already; ``waiting`` ones come after them and are not sent yet.

    ``fresh``: so many of the last marks were added just now, and have a halo once they are counted.
    """

    stamp_id: str
    glyph: Glyph
    places: int
    visits: int
    waiting: int = 0
    is_practice: bool = False
    fresh: int = 0

    @property
    def inked(self) -> int:
        return max(0, min(self.visits + self.waiting, self.places))

    def state(self, place: int) -> State:
        if place <= self.visits:
            return State.VISIT
        if place <= self.inked:
            return State.WAITING
        return State.LAST if place == self.places else State.EMPTY

    def is_fresh(self, place: int) -> bool:
        return self.inked - self.fresh < place <= self.visits


class MarkGrid(QWidget):
    """The places of one card. Stands ``BLEED`` px out on every side, so a layout gives it that much less margin.

    celebrated(place): the new mark has settled; its sound may follow.
    """

    celebrated = Signal(int)

    def __init__(self, inks: Inks, cache: MarkCache, size: MarkSize = TILE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._cache = cache
        self._size = size
        self._places = Places("", Glyph.CUP, 0, 0)
        self._new = range(0)  # the places that are being celebrated
        self._is_reduced = False
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)
        self._motion.finished.connect(self._settle)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_places(self, places: Places, spoken: str) -> None:
        """``spoken``: the accessible name, such as "7 of 10 visits, 3 more to a free coffee"."""
        if self._new.stop > places.inked + 1 or places.stamp_id != self._places.stamp_id:
            self._motion.stop()
            self._new = range(0)
        if places.places != self._places.places:
            self.updateGeometry()
        if places != self._places:
            self._places = places
            self.update()
        self.setAccessibleName(spoken)

    def set_inks(self, inks: Inks) -> None:
        if inks != self._inks:
            self._inks = inks
            self.update()

    def set_size(self, size: MarkSize) -> None:
        self._size = size
        self.updateGeometry()
        self.update()

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """A fade of 80 ms, and nothing grows or shrinks."""
        self._is_reduced = is_reduced

    def celebrate(self, place: int, count: int = 1) -> None:
        """Stamp the mark of this place, which is shown already: it comes from above, fades in and settles.

        ``count``: so many marks at once, this one the last of them.
        """
        if not 1 <= place <= self._places.inked:
            return
        self._motion.stop()
        self._settle()
        self._new = range(place + 1 - count, place + 1)
        self._motion.setDuration(REDUCED_MS if self._is_reduced else NEW_MARK_MS)
        self._motion.start()

    def paint_ahead(self) -> None:
        """Have the marks of this card painted and kept, as they are drawn where there is room."""
        wanted = arranged(self._places.places, self._size)
        if not wanted.is_gauge:
            for place in range(1, self._places.places + 1):
                self._cache.pixmap(self._mark(place, wanted.size.mark, self.devicePixelRatioF()))

    def sizeHint(self) -> QSize:
        wanted = arranged(self._places.places, self._size)
        return QSize(ceil(wanted.width) + 2 * BLEED, ceil(wanted.height) + 2 * BLEED)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_GAUGE + 2 * BLEED, LEAST_GAUGE + 2 * BLEED).boundedTo(self.sizeHint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._places.places < 1:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect().adjusted(BLEED, BLEED, -BLEED, -BLEED)
        arrangement = fitted(self._places.places, self._size, room.width(), room.height())
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = room.x() + (room.width() - arrangement.width if is_mirrored else 0)
        top = room.y() + (room.height() - arrangement.height) / 2
        painter.translate(round(left), round(top))
        if arrangement.is_gauge:
            self._paint_gauge(painter, arrangement.size.mark)
        else:
            self._paint_marks(painter, arrangement, is_mirrored)
        painter.end()

    def _paint_marks(self, painter: QPainter, arrangement: Arrangement, is_mirrored: bool) -> None:
        newest_last = sorted(range(1, self._places.places + 1), key=lambda place: place in self._new)
        for place in newest_last:
            corner = QPointF(*arrangement.corner(place, is_mirrored))
            mark = self._mark(place, arrangement.size.mark, painter.deviceTransform().m11())
            if self._places.is_fresh(place):
                self._paint_halo(painter, corner, mark.size)
            if place in self._new:
                self._paint_new(painter, corner, mark)
            else:
                painter.drawPixmap(corner - QPointF(OVERHANG, OVERHANG), self._cache.pixmap(mark))

    def _mark(self, place: int, size: float, dpr: float) -> Mark:
        shown = self._places
        state = shown.state(place)
        has_face = state in (State.VISIT, State.WAITING)
        return Mark(
            state=state,
            stamp_id=shown.stamp_id if has_face else "",
            place=place if state is not State.LAST else 0,
            glyph=shown.glyph,
            inks=self._inks.for_practice() if shown.is_practice else self._inks,
            size=size,
            dpr=dpr,
            families=tuple(self.font().families()) if state is State.EMPTY else (),
        )

    def _paint_new(self, painter: QPainter, corner: QPointF, mark: Mark) -> None:
        way = self._way()
        scale = 1 if self._is_reduced else FIRST_SCALE + (1 - FIRST_SCALE) * way
        half = QPointF(mark.size, mark.size) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale != 1)
        painter.setOpacity(min(1.0, FADE * way))
        painter.translate(corner + half)
        painter.scale(scale, scale)
        painter.drawPixmap(-half - QPointF(OVERHANG, OVERHANG), self._cache.pixmap(mark))
        painter.restore()

    def _paint_halo(self, painter: QPainter, corner: QPointF, size: float) -> None:
        inks = self._inks.for_practice() if self._places.is_practice else self._inks
        ink = QColor(inks.mark)
        ink.setAlphaF(HALO_INK)
        painter.setPen(QPen(ink, HALO_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(corner + QPointF(size, size) / 2, size / 2 + HALO_GAP, size / 2 + HALO_GAP)

    def _paint_gauge(self, painter: QPainter, side: float) -> None:
        shown = self._places
        inks = self._inks.for_practice() if shown.is_practice else self._inks
        painter.scale(side / BOX, side / BOX)
        track = QColor(inks.field)
        track.setAlphaF(0.25)
        painter.setPen(QPen(track, 9))
        painter.drawEllipse(CENTRE, DOT_RADIUS, DOT_RADIUS)
        inked = shown.inked - len(self._new) * (1 - self._way())
        counted = min(float(shown.visits), inked)
        for start, end, strength in ((0.0, counted, 1.0), (counted, inked, 0.4)):
            self._paint_arc(painter, start, end, strength, inks.mark)
        paint_number(painter, side, str(shown.inked), 30, self.font().families(), inks.ink)
        if shown.inked > shown.visits:
            paint_clock(painter, side, inks, 30)

    def _paint_arc(self, painter: QPainter, start: float, end: float, strength: float, colour: str) -> None:
        """Of the gauge, clockwise from the top, in places."""
        if end <= start:
            return
        ink = QColor(colour)
        ink.setAlphaF(strength)
        painter.setPen(QPen(ink, 9, c=Qt.PenCapStyle.FlatCap))
        degree = 16 * 360 / self._places.places
        ring = QRectF(CENTRE.x() - DOT_RADIUS, CENTRE.y() - DOT_RADIUS, 2 * DOT_RADIUS, 2 * DOT_RADIUS)
        painter.drawArc(ring, round(90 * 16 - start * degree), round((start - end) * degree))

    def _way(self) -> float:
        """How far the new mark has come, 0 to 1."""
        return float(self._motion.currentValue())

    def _move(self, _way: object) -> None:
        self.update()

    def _settle(self) -> None:
        if self._new:
            place, self._new = self._new.stop - 1, range(0)
            self.update()
            self.celebrated.emit(place)
