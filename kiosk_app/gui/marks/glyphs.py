"""The pictures inside marks and badges, as paths in the box of 100×100 that a mark has. Each is one filled shape."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPolygonF, QTransform

from kiosk_app.domain.card import Glyph

BOX = 100.0

Point = tuple[float, float]


def paint_glyph(painter: QPainter, glyph: Glyph, rect: QRectF, colour: str) -> None:
    """Fill a glyph as it would stand in a mark of this rectangle: it takes up about half of its width."""
    _fill(painter, glyph_path(glyph), rect, colour)


def paint_gift(painter: QPainter, rect: QRectF, colour: str) -> None:
    """The gift of the last place, standing as `paint_glyph` does."""
    _fill(painter, gift_path(), rect, colour)


def paint_badge(painter: QPainter, glyph: Glyph, rect: QRectF, fill: str, colour: str) -> None:
    """A card's round badge: a disc that fills the rectangle, and the glyph on it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawEllipse(rect)
    painter.restore()
    paint_glyph(painter, glyph, rect, colour)


@cache
def glyph_path(glyph: Glyph) -> QPainterPath:
    return _DRAWN[glyph]()


@cache
def gift_path() -> QPainterPath:
    lid = _rectangle(31.4, 43.1, 68.6, 52.5)
    box = _rectangle(35, 55.2, 65, 71.3)
    bow = QPainterPath(QPointF(50, 41.8))
    bow.cubicTo(46.5, 36.2, 42.5, 33.7, 39.2, 33.7)
    bow.cubicTo(33.6, 33.7, 33.6, 43.2, 39.4, 43.2)
    loops = _stroke(bow, 3.8) | _stroke(_mirrored(bow), 3.8)
    ribbon = _rectangle(48.3, 41.6, 51.7, 73)
    return _one(loops.united(lid).united(box).subtracted(ribbon))


def _cup() -> QPainterPath:
    body = QPainterPath(QPointF(29.2, 40))
    body.lineTo(64.2, 40)
    body.lineTo(64.2, 54)
    body.cubicTo(64.2, 62.5, 57, 67, 46.7, 67)
    body.cubicTo(36.4, 67, 29.2, 62.5, 29.2, 54)
    body.closeSubpath()
    handle = QPainterPath(QPointF(62, 44.3))
    handle.lineTo(67.8, 44.3)
    handle.arcTo(QRectF(61.4, 44.3, 12.8, 12.8), 90, -180)
    handle.lineTo(60, 57.1)
    hole = QPainterPath(QPointF(64.2, 46.8))
    hole.lineTo(67.8, 46.8)
    hole.arcTo(QRectF(63.9, 46.8, 7.8, 7.8), 90, -180)
    hole.lineTo(64.2, 54.6)
    hole.closeSubpath()
    saucer = _line((30, 73.1), (63, 73.1), 4.8)
    cup = body.united(_stroke(handle, 5, Qt.PenCapStyle.FlatCap)).subtracted(hole).united(saucer)
    return _one(cup.united(_steam(40.2, 21, 34.2, 3.9)).united(_steam(52.9, 21, 34.2, 3.9)))


def _loaf() -> QPainterPath:
    loaf = QPainterPath(QPointF(36, 33))
    loaf.lineTo(64, 33)
    loaf.cubicTo(72.5, 33, 77.4, 38.2, 77.4, 45.5)
    loaf.cubicTo(77.4, 51, 75.2, 55, 72, 57.2)
    loaf.lineTo(72, 69.2)
    loaf.quadTo(72, 71.6, 69.6, 71.6)
    loaf.lineTo(30.4, 71.6)
    loaf.quadTo(28, 71.6, 28, 69.2)
    loaf.lineTo(28, 57.2)
    loaf.cubicTo(24.8, 55, 22.6, 51, 22.6, 45.5)
    loaf.cubicTo(22.6, 38.2, 27.5, 33, 36, 33)
    loaf.closeSubpath()
    cuts = _line((40.8, 43.7), (47.3, 53.8), 4.6).united(_line((51.9, 43.7), (58.4, 53.8), 4.6))
    return _one(loaf.subtracted(cuts))


def _bean() -> QPainterPath:
    bean = QPainterPath()
    bean.addEllipse(QPointF(0, 0), 19, 26)
    groove = QPainterPath(QPointF(63.2, 27.5))
    groove.cubicTo(59.5, 45, 41, 53.5, 37.2, 72)
    turned = QTransform().translate(50, 50).rotate(33)
    return _one(turned.map(bean).subtracted(_stroke(groove, 4.7, Qt.PenCapStyle.FlatCap)))


def _bowl() -> QPainterPath:
    bowl = QPainterPath(QPointF(25, 48))
    bowl.lineTo(75, 48)
    bowl.arcTo(QRectF(25, 24, 50, 48), 0, -180)
    bowl.closeSubpath()
    for x in (39.5, 52, 64.5):
        bowl = bowl.united(_steam(x, 27.5, 40.5, 4.6))
    return _one(bowl)


def _star() -> QPainterPath:
    corner = QTransform().translate(50, 51)
    points = []
    for step in range(10):
        points.append(corner.map(QPointF(0, -12.8 if step % 2 else -26)))
        corner.rotate(36)
    star = QPainterPath()
    star.addPolygon(QPolygonF(points))
    star.closeSubpath()
    return star


_DRAWN = {Glyph.CUP: _cup, Glyph.LOAF: _loaf, Glyph.BEAN: _bean, Glyph.BOWL: _bowl, Glyph.STAR: _star}


def _steam(x: float, top: float, bottom: float, width: float) -> QPainterPath:
    """A wisp between two heights, round ends not counted in."""
    height = bottom - top
    wisp = QPainterPath(QPointF(x, top))
    wisp.cubicTo(x + 5.4, top + 0.42 * height, x - 4.4, top + 0.58 * height, x, bottom)
    return _stroke(wisp, width)


def _line(start: Point, end: Point, width: float) -> QPainterPath:
    line = QPainterPath(QPointF(*start))
    line.lineTo(QPointF(*end))
    return _stroke(line, width)


def _stroke(path: QPainterPath, width: float, cap: Qt.PenCapStyle = Qt.PenCapStyle.RoundCap) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(cap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroker.setCurveThreshold(0.02)
    return _one(stroker.createStroke(path))


def _rectangle(left: float, top: float, right: float, bottom: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(QPointF(left, top), QPointF(right, bottom)))
    return path


def _mirrored(path: QPainterPath) -> QPainterPath:
    return QTransform(-1, 0, 0, 1, BOX, 0).map(path)


def _one(path: QPainterPath) -> QPainterPath:
    """The same shape without lines that cross, so that either fill rule fills it whole."""
    return path.simplified()


def _fill(painter: QPainter, path: QPainterPath, rect: QRectF, colour: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / BOX, rect.height() / BOX)
    painter.fillPath(path, QColor(colour))
    painter.restore()
