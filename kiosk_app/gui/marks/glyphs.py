"""The pictures inside marks and badges, as paths in the box of 100×100 that a mark has. Each is one filled shape."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPolygonF, QTransform

from kiosk_app.domain.card import Glyph

BOX = 100.0
FINE = 4.0

Point = tuple[float, float]


def paint_glyph(painter: QPainter, glyph: Glyph, rect: QRectF, colour: str) -> None:
    """Fill a glyph as it would stand in a mark of this rectangle: it takes up about half of its width."""
    _fill(painter, glyph_path(glyph), rect, colour)


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
    bow = QPainterPath(QPointF(50, 40.6))
    bow.cubicTo(46.8, 36, 42.8, 33.7, 39.4, 33.7)
    bow.cubicTo(33.8, 33.7, 33.8, 42.4, 39.6, 42.4)
    bow.lineTo(50, 42.4)
    ribbon = _rectangle(48.3, 41.8, 51.7, 73)
    return _without(_united(_stroke(bow, 4), _stroke(_mirrored(bow), 4), lid, box), ribbon)


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
    steam = (_steam(x, 21, 34.2, 3.9) for x in (40.2, 52.9))
    return _without(_united(body, _stroke(handle, 5, Qt.PenCapStyle.FlatCap), saucer, *steam), hole)


def _loaf() -> QPainterPath:
    loaf = QPainterPath(QPointF(36, 33.2))
    loaf.lineTo(64, 33.2)
    loaf.cubicTo(72.3, 33.2, 77.2, 38.4, 77.2, 45.5)
    loaf.cubicTo(77.2, 51, 75, 55, 71.8, 57.2)
    loaf.lineTo(71.8, 69.2)
    loaf.quadTo(71.8, 71.4, 69.4, 71.4)
    loaf.lineTo(30.6, 71.4)
    loaf.quadTo(28.2, 71.4, 28.2, 69.2)
    loaf.lineTo(28.2, 57.2)
    loaf.cubicTo(25, 55, 22.8, 51, 22.8, 45.5)
    loaf.cubicTo(22.8, 38.4, 27.7, 33.2, 36, 33.2)
    loaf.closeSubpath()
    return _without(loaf, _line((40.8, 43.7), (47.3, 53.8), 4.6), _line((51.9, 43.7), (58.4, 53.8), 4.6))


def _bean() -> QPainterPath:
    bean = QPainterPath()
    bean.addEllipse(QPointF(0, 0), 19, 26)
    groove = QPainterPath(QPointF(65.2, 21))
    groove.cubicTo(62, 47, 39, 50, 36.2, 79)
    turned = QTransform().translate(50, 50).rotate(33)
    return _without(turned.map(bean), _stroke(groove, 4.7))


def _bowl() -> QPainterPath:
    bowl = QPainterPath(QPointF(25, 48))
    bowl.lineTo(75, 48)
    bowl.arcTo(QRectF(25, 24, 50, 48), 0, -180)
    bowl.closeSubpath()
    return _united(bowl, *(_steam(x, 28, 40.2, 4.4) for x in (39.5, 52, 64.5)))


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
    wisp.cubicTo(x + 5, top + 0.42 * height, x - 4.2, top + 0.58 * height, x, bottom)
    return _stroke(wisp, width)


def _line(start: Point, end: Point, width: float) -> QPainterPath:
    line = QPainterPath(QPointF(*start))
    line.lineTo(QPointF(*end))
    return _stroke(line, width)


def _rectangle(left: float, top: float, right: float, bottom: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(QPointF(left, top), QPointF(right, bottom)))
    return path


def _mirrored(path: QPainterPath) -> QPainterPath:
    return QTransform(-1, 0, 0, 1, BOX, 0).map(path)


def _stroke(path: QPainterPath, width: float, cap: Qt.PenCapStyle = Qt.PenCapStyle.RoundCap) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width * FINE)
    stroker.setCapStyle(cap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return _coarse(stroker.createStroke(_fine(path)).simplified())


def _united(*paths: QPainterPath) -> QPainterPath:
    whole = QPainterPath()
    for path in paths:
        whole = whole.united(_fine(path))
    return _coarse(whole.simplified())


def _without(path: QPainterPath, *cuts: QPainterPath) -> QPainterPath:
    left = _fine(path)
    for cut in cuts:
        left = left.subtracted(_fine(cut))
    return _coarse(left.simplified())


def _fine(path: QPainterPath) -> QPainterPath:
    """Enlarged, since Qt joins paths by lines about a unit long, whatever the unit."""
    return QTransform.fromScale(FINE, FINE).map(path)


def _coarse(path: QPainterPath) -> QPainterPath:
    return QTransform.fromScale(1 / FINE, 1 / FINE).map(path)


def _fill(painter: QPainter, path: QPainterPath, rect: QRectF, colour: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / BOX, rect.height() / BOX)
    painter.fillPath(path, QColor(colour))
    painter.restore()
