"""A customer as a row: who, when last, how far their stamps have come; and the row that makes a new customer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role, make_font
from kiosk_app.gui.theme.style import dashed
from kiosk_app.gui.widgets.avatar import paint_avatar
from kiosk_app.gui.widgets.mini_progress import Progress, paint_progress
from kiosk_app.gui.widgets.row_list import Row, RowDelegate

Span = tuple[int, int]  # start and length of letters that matched

ADD_HEIGHT = 92
LEAST_FOR_WHEN = 900  # narrower rows, or larger letters, do without the last visit
LEAST_FOR_TWO = 740  # then without a second stamp
LEAST_FOR_ONE = 430  # and then without any
SECOND = 204


@dataclass(frozen=True, slots=True)
class CustomerRow:
    name: str
    detail: str
    when: str
    progress: tuple[Progress, ...]
    spoken: str
    name_hits: tuple[Span, ...] = ()
    detail_hits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class AddRow:
    """The last row of a search: "No match?" above what pressing it does."""

    question: str
    text: str

    @property
    def spoken(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a row begin, in pixels from its left; None where a part has no room."""

    avatar: float
    avatar_size: float
    name: float
    name_end: float
    when: float | None
    progress: tuple[float, ...]


def columns_for(width: float, scale: float, is_small: bool) -> Columns:
    """Straight lines through the two drawings, rows of 974 and of 1198."""
    avatar, avatar_size, name = (18.0, 44.0, 76.0) if is_small else (24.0, 52.0, 94.0)
    room = width / scale
    grown = room - 974
    when = (276 + grown * 0.482) * scale if room >= LEAST_FOR_WHEN else None
    first = 432 + grown * 0.634
    second = 648 + grown * 0.768
    if room < LEAST_FOR_WHEN:
        second = room - 40 - SECOND
        first = second - SECOND if room >= LEAST_FOR_TWO else second
    fitting = 2 if room >= LEAST_FOR_TWO else 1 if room >= LEAST_FOR_ONE else 0
    progress = (first * scale, second * scale)[2 - fitting :]
    return Columns(avatar, avatar_size, name, min([when or width, *progress, width - 44]) - 16, when, progress)


class CustomerRowDelegate(RowDelegate):
    def row_height(self, row: Row) -> int:
        if isinstance(row, AddRow):
            return self._style.px(68 if self.is_small else ADD_HEIGHT)
        return self._style.px(68 if self.is_small else 84)

    def paint_row(self, painter: QPainter, box: QRectF, row: Row, is_chosen: bool) -> None:
        painter.translate(box.topLeft())
        columns = columns_for(box.width(), self._style.text_scale, self.is_small)
        if isinstance(row, AddRow):
            self._paint_add(painter, box, row, columns, is_chosen)
        elif isinstance(row, CustomerRow):
            self._paint_customer(painter, box, row, columns, is_chosen)

    def _paint_customer(
        self, painter: QPainter, box: QRectF, row: CustomerRow, columns: Columns, is_chosen: bool
    ) -> None:
        palette, middle = self._style.palette, box.height() / 2
        size = columns.avatar_size
        ground = palette.surface if is_chosen else palette.sunken
        paint_avatar(painter, row.name, QRectF(columns.avatar, middle - size / 2, size, size), ground, palette.ink_2)
        scale, room = self._style.text_scale, columns.name_end - columns.name
        title, detail = self._line_fonts()
        start = QPointF(columns.name, middle - 4 * scale)
        self._paint_hits(painter, start, row.name, row.name_hits, title, palette.ink, room)
        start = QPointF(columns.name, middle + 18 * scale)
        self._paint_hits(painter, start, row.detail, row.detail_hits, detail, palette.ink_2, room)
        if columns.when is not None:
            painter.setFont(self._style.font(Role.BODY))
            painter.setPen(QColor(palette.ink_2))
            room = min([*columns.progress, box.width()]) - columns.when - 8
            when = painter.fontMetrics().elidedText(row.when, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(QPointF(columns.when, middle + 6 * scale), when)
        for progress, left in zip(row.progress, columns.progress, strict=False):
            paint_progress(painter, self._style, progress, left, middle)
        end = QPointF(box.width() - (24 if self.is_small else 29), middle)
        self._style.icons.paint(painter, Icon.CHEVRON_RIGHT, end, 26, palette.ink_2)

    def _paint_add(self, painter: QPainter, box: QRectF, row: AddRow, columns: Columns, is_chosen: bool) -> None:
        palette, middle, size = self._style.palette, box.height() / 2, columns.avatar_size
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(dashed(palette.action, 2))
        circle = QRectF(columns.avatar + 1, middle - size / 2 + 1, size - 2, size - 2)
        painter.drawEllipse(circle)
        self._style.icons.paint(painter, Icon.PLUS, circle.center(), 28, palette.action)
        title, detail = self._line_fonts()
        scale, room = self._style.text_scale, box.width() - columns.name - 40
        start = QPointF(columns.name, middle - 8 * scale)
        self._paint_hits(painter, start, row.question, (), detail, palette.ink_2, room)
        start = QPointF(columns.name, middle + 18 * scale)
        color = palette.on_tint if is_chosen else palette.action  # action is for surface: 5.9 on the dark hover
        self._paint_hits(painter, start, row.text, (), title, color, room)

    def _line_fonts(self) -> tuple[QFont, QFont]:
        if self.is_small:
            return self._style.font(Role.ROW_SMALL), self._style.font(Role.NOTE)
        return self._style.font(Role.ROW_TITLE), self._style.font(Role.BODY)

    def _paint_hits(
        self, painter: QPainter, start: QPointF, text: str, hits: tuple[Span, ...], font: QFont, color: str, room: float
    ) -> None:
        """One line from a baseline, ended with "…" where it is too long, with its matched letters set off."""
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        for part, is_hit in split_hits(shown, hits):
            painter.setFont(make_font(font.pixelSize(), 700) if is_hit else font)
            metrics = QFontMetricsF(painter.font())
            width = metrics.horizontalAdvance(part)
            if is_hit:
                self._paint_hit_ground(painter, start, width, metrics)
            painter.setPen(QColor(self._style.palette.on_tint if is_hit else color))
            painter.drawText(start, part)
            start = start + QPointF(width, 0)

    def _paint_hit_ground(self, painter: QPainter, start: QPointF, width: float, metrics: QFontMetricsF) -> None:
        palette = self._style.palette
        ground = QRectF(start.x() - 2, start.y() - metrics.ascent() + 1, width + 4, metrics.height() + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.save()
        painter.setClipRect(ground.adjusted(0, ground.height() - 5, 0, 0))
        painter.setBrush(QColor(palette.mark))
        painter.drawRoundedRect(ground, 5, 5)
        painter.restore()
        painter.setBrush(QColor(palette.tint))
        painter.drawRoundedRect(ground.adjusted(0, 0, 0, -2), 5, 5)


def split_hits(shown: str, hits: tuple[Span, ...]) -> list[tuple[str, bool]]:
    """The text in order, cut where a hit begins or ends; hits beyond what is shown fall away."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, length in hits:
        parts += [(shown[at:start], False), (shown[start : start + length], True)]
        at = start + length
    return [(text, is_hit) for text, is_hit in [*parts, (shown[at:], False)] if text]
