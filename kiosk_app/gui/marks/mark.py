"""One place of a stamp card, painted: a visit, one that waits, an empty place, the last one with its gift.

Everything is drawn in a box of 100×100 and scaled, so that a mark keeps its face at every size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.dice import Dice
from kiosk_app.gui.marks.glyphs import BOX, gift_path, glyph_path
from kiosk_app.gui.marks.inks import Inks

OVERHANG = 5  # px that the clock badge stands out over the box
SMALLEST = 28

CENTRE = QPointF(BOX / 2, BOX / 2)
EDGE_RADIUS = 46.5
RING_RADIUS = 40.0
DOT_RADIUS = 44.0
PLAIN_BELOW = 30  # px: no specks and no ring under it
FINE_ABOVE = 200  # px: the edge gets more points
# A circle by twelve corners: Qt's own ellipse of a pixel or two comes out as a diamond, a third too pale.
DOT = QPolygonF([QPointF(math.cos(k * math.tau / 12), math.sin(k * math.tau / 12)) for k in range(12)])


class State(Enum):
    VISIT = "visit"
    WAITING = "waiting"
    EMPTY = "empty"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """All that a mark's pixels depend on. ``size``: px of its box; ``families``: fonts of its number."""

    state: State
    stamp_id: str
    place: int
    glyph: Glyph
    inks: Inks
    size: float
    dpr: float = 1.0
    families: tuple[str, ...] = ()

    def image(self) -> QImage:
        """The mark with ``OVERHANG`` px of air on every side, at its dpr."""
        side = self.size + 2 * OVERHANG
        image = QImage(ceil(side * self.dpr), ceil(side * self.dpr), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.dpr, self.dpr)
        painter.translate(OVERHANG, OVERHANG)
        painter.scale(self.size / BOX, self.size / BOX)
        _PAINTED[self.state](painter, self)
        painter.end()
        image.setDevicePixelRatio(self.dpr)
        return image


def _paint_visit(painter: QPainter, mark: Mark) -> None:
    dice = Dice(mark.stamp_id, mark.place, "face", 200)
    _turn(painter, dice)
    fill = QColor(mark.inks.mark)
    fill.setAlphaF(dice.between(0.93, 1))
    edge = _edge(mark)
    painter.fillPath(edge, fill)
    rim = QColor(mark.inks.mark_deep)
    rim.setAlphaF(0.42)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
    painter.strokePath(edge, QPen(rim, 4))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.fillPath(glyph_path(mark.glyph), Qt.GlobalColor.black)
    if mark.size >= PLAIN_BELOW:
        painter.strokePath(_ring(dice), QPen(Qt.GlobalColor.black, 2.3, c=Qt.PenCapStyle.FlatCap))
        painter.fillPath(_specks(dice), Qt.GlobalColor.black)


def _paint_waiting(painter: QPainter, mark: Mark) -> None:
    painter.save()
    _turn(painter, Dice(mark.stamp_id, mark.place, "face", 200))
    edge = _edge(mark)
    ink = QColor(mark.inks.mark)
    faint = QColor(ink)
    faint.setAlphaF(0.13)
    painter.fillPath(edge, faint)
    painter.strokePath(edge, QPen(ink, 3, j=Qt.PenJoinStyle.RoundJoin))
    if mark.size >= PLAIN_BELOW:
        painter.setPen(QPen(ink, 2))
        painter.drawEllipse(CENTRE, RING_RADIUS - 1, RING_RADIUS - 1)
    painter.fillPath(glyph_path(mark.glyph), ink)
    painter.restore()
    paint_clock(painter, mark.size, mark.inks)


def paint_clock(painter: QPainter, size: float, inks: Inks, share: float = 42) -> None:
    """The amber clock at the lower right of a box of 100×100 that is ``size`` px wide: 42 % of it, with its rim."""
    px = BOX / size
    radius = share / 2
    centre = QPointF(BOX + OVERHANG * px - radius, BOX + OVERHANG * px - radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(inks.surface))
    painter.drawEllipse(centre, radius, radius)
    radius -= 2 * px
    painter.setBrush(QColor(inks.wait))
    painter.drawEllipse(centre, radius, radius)
    unit = radius * 0.84 / 12  # the clock is drawn in a box of 24
    pen = QPen(QColor(inks.on_wait_dot), 3 * unit, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 9 * unit, 9 * unit)
    hands = (QPointF(0, -5), QPointF(0, 0), QPointF(3.4, 2.2))
    painter.drawPolyline([centre + hand * unit for hand in hands])


def _paint_empty(painter: QPainter, mark: Mark) -> None:
    _paint_dots(painter, mark.size, mark.inks.field)
    paint_number(painter, mark.size, str(mark.place), 33, mark.families, mark.inks.ink_3)


def paint_number(
    painter: QPainter, size: float, number: str, units: float, families: Sequence[str], colour: str
) -> None:
    """A number in the middle of a box of 100×100 that is ``size`` px wide, every digit in a cell as wide as a 0."""
    font = QFont()
    if families:
        font.setFamilies(list(families))
    font.setPixelSize(max(1, round(units * size / BOX)))
    font.setVariableAxis(QFont.Tag("wght"), 500)
    font.setVariableAxis(QFont.Tag("opsz"), 14)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    cell = metrics.horizontalAdvance("0")
    painter.save()
    painter.scale(BOX / size, BOX / size)  # px again: letters are set at their true size
    painter.setFont(font)
    painter.setPen(QColor(colour))
    for step, digit in enumerate(number):
        middle = size / 2 + (step + 0.5 - len(number) / 2) * cell
        left = middle - metrics.horizontalAdvance(digit) / 2
        painter.drawText(QPointF(left, size / 2 + metrics.capHeight() / 2), digit)
    painter.restore()


def _paint_last(painter: QPainter, mark: Mark) -> None:
    _paint_dots(painter, mark.size, mark.inks.mark)
    painter.fillPath(gift_path(), QColor(mark.inks.mark))


def _paint_dots(painter: QPainter, size: float, colour: str) -> None:
    """Dots 3 units across, but never under 1.6 px, or small ones fade away."""
    radius = max(1.5, 0.8 * BOX / size)
    count = round(math.tau * DOT_RADIUS / 9.2)
    dots = QPainterPath()
    for step in range(count):
        _add_dot(dots, _on_circle(DOT_RADIUS, step * math.tau / count), radius)
    painter.fillPath(dots, QColor(colour))


_PAINTED = {
    State.VISIT: _paint_visit,
    State.WAITING: _paint_waiting,
    State.EMPTY: _paint_empty,
    State.LAST: _paint_last,
}


def _edge(mark: Mark) -> QPainterPath:
    """The disc's outline, not quite round."""
    points = 400 if mark.size > FINE_ABOVE else 84
    waves = Dice(mark.stamp_id, mark.place, "waves", 3)
    phase_2, phase_3, phase_5 = waves.angle(), waves.angle(), waves.angle()
    grain = Dice(mark.stamp_id, mark.place, "grain", points)
    outline = []
    for step in range(points):
        a = step * math.tau / points
        wave = math.sin(2 * a + phase_2) + 0.7 * math.sin(3 * a + phase_3) + 0.5 * math.sin(5 * a + phase_5)
        outline.append(_on_circle(EDGE_RADIUS + 0.55 * wave + grain.between(-0.32, 0.32), a))
    path = QPainterPath()
    path.addPolygon(QPolygonF(outline))
    path.closeSubpath()
    return path


def _ring(dice: Dice) -> QPainterPath:
    """Two arcs with a dry gap of 2 to 6 units after each."""
    box = QRectF(CENTRE.x() - RING_RADIUS, CENTRE.y() - RING_RADIUS, 2 * RING_RADIUS, 2 * RING_RADIUS)
    degrees = 360 / (math.tau * RING_RADIUS)
    first, second = dice.between(2, 6) * degrees, dice.between(2, 6) * degrees
    start = dice.between(0, 360)
    share = dice.between(0.3, 0.7) * (360 - first - second)
    path = QPainterPath()
    path.arcMoveTo(box, start)
    path.arcTo(box, start, share)
    path.arcMoveTo(box, start + share + first)
    path.arcTo(box, start + share + first, 360 - first - second - share)
    return path


def _specks(dice: Dice) -> QPainterPath:
    """Thirty gathered round one side, and fourteen fine ones anywhere."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    side = dice.angle()
    for _ in range(30):
        angle = side + (dice.between(-1, 1) + dice.between(-1, 1)) * 0.7
        place = _on_circle(47 * math.sqrt(dice.between(0.15, 1)), angle)
        _add_dot(path, place, 0.4 + 0.9 * dice.between(0, 1) ** 2)
    for _ in range(14):
        place = _on_circle(47 * math.sqrt(dice.between(0, 1)), dice.angle())
        _add_dot(path, place, dice.between(0.3, 0.7))
    return path


def _add_dot(path: QPainterPath, centre: QPointF, radius: float) -> None:
    path.addPolygon(QTransform(radius, 0, 0, radius, centre.x(), centre.y()).map(DOT))
    path.closeSubpath()


def _on_circle(radius: float, angle: float) -> QPointF:
    return QPointF(CENTRE.x() + radius * math.cos(angle), CENTRE.y() + radius * math.sin(angle))


def _turn(painter: QPainter, dice: Dice) -> None:
    painter.translate(CENTRE)
    painter.rotate(dice.between(-10, 10))
    painter.translate(-CENTRE)
