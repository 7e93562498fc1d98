"""How far a stamp has come, small enough for a row: badge, "7/10" and dots, or the pill of a reward that is ready."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.glyph_badge import paint_glyph_badge
from kiosk_app.gui.widgets.pill import PillText, paint_pill, pill_size

BADGE = 38
DOT, DOT_STEP = 7.0, 10.5
MOST_DOTS = 12
BAR_WIDTH, BAR_HEIGHT = 102.0, 7.0
PILL_HEIGHT = 32


@dataclass(frozen=True, slots=True)
class Progress:
    """`ready` is what the pill says once the reward is ready, else ""."""

    glyph: Glyph
    visits: int
    places: int
    ready: str = ""


def paint_progress(painter: QPainter, style: Style, progress: Progress, left: float, middle: float) -> None:
    badge = QRectF(left, middle - BADGE / 2, BADGE, BADGE)
    paint_glyph_badge(painter, style, progress.glyph, badge, is_ready=bool(progress.ready))
    after = left + BADGE + 12.5
    if progress.ready:
        pill = PillText(progress.ready, Tone.OK, Icon.CHECK)
        top = middle - pill_size(style, pill, PILL_HEIGHT).height() / 2
        paint_pill(painter, style, pill, PILL_HEIGHT, QPointF(after - 0.5, top))
        return
    _paint_count(painter, style, progress, QPointF(after, middle - 8))
    if progress.places > MOST_DOTS:
        _paint_bar(painter, style, progress, QPointF(after, middle + 14))
    else:
        _paint_dots(painter, style, progress, QPointF(after, middle + 14))


def _paint_count(painter: QPainter, style: Style, progress: Progress, baseline: QPointF) -> None:
    painter.setFont(style.font(Role.BODY_BOLD))
    painter.setPen(QColor(style.palette.ink))
    painter.drawText(baseline, str(progress.visits))
    after = baseline + QPointF(painter.fontMetrics().horizontalAdvance(str(progress.visits)), 0)
    painter.setFont(style.font(Role.BODY))
    painter.setPen(QColor(style.palette.ink_2))
    painter.drawText(after, f"/{progress.places}")


def _paint_dots(painter: QPainter, style: Style, progress: Progress, start: QPointF) -> None:
    for place in range(progress.places):
        center = start + QPointF(DOT / 2 + place * DOT_STEP, 0)
        if place < progress.visits:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.palette.mark))
            painter.drawEllipse(center, DOT / 2, DOT / 2)
        else:
            painter.setPen(QPen(QColor(style.palette.field), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, DOT / 2 - 0.6, DOT / 2 - 0.6)


def _paint_bar(painter: QPainter, style: Style, progress: Progress, start: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    full = QRectF(start.x(), start.y() - BAR_HEIGHT / 2, BAR_WIDTH, BAR_HEIGHT)
    painter.setBrush(QColor(style.palette.sunken))
    painter.drawRoundedRect(full, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
    done = max(BAR_HEIGHT, BAR_WIDTH * min(1.0, progress.visits / progress.places))
    if progress.visits:
        painter.setBrush(QColor(style.palette.mark))
        painter.drawRoundedRect(QRectF(full.left(), full.top(), done, BAR_HEIGHT), BAR_HEIGHT / 2, BAR_HEIGHT / 2)
