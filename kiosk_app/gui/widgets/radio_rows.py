"""One of several, a row each: badge, title, note, and the radio at the end. The whole row is the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_PRIMARY
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.glyph_badge import paint_glyph_badge
from kiosk_app.gui.widgets.pressable import Pressable

HEIGHT, LOW_HEIGHT, BADGE, RADIO = 74, 64, 44, 28


@dataclass(frozen=True, slots=True)
class Choice:
    """Without a glyph it is "none of these"."""

    title: str
    note: str
    glyph: Glyph | None = None


class RadioRows(QWidget):
    """`chosen` carries the index that the person chose; the arrows go from row to row."""

    chosen = Signal(int)

    def __init__(self, style: Style, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._rows: list[RadioRow] = []
        self._is_low = False
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def set_choices(self, choices: Sequence[Choice], index: int = 0) -> None:
        """Show these instead, with this one chosen."""
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows = [RadioRow(self._style, choice) for choice in choices]
        for at, row in enumerate(self._rows):
            self._column.addWidget(row)
            row.set_low(self._is_low)
            row.clicked.connect(lambda _checked, at=at: self.chosen.emit(at))
        self._rows[index].setChecked(True)

    def set_low(self, is_low: bool) -> None:
        """Lower rows, closer together, where there are many."""
        self._is_low = is_low
        self._column.setSpacing(8 if is_low else 10)
        for row in self._rows:
            row.set_low(is_low)

    def full_height(self) -> int:
        """How high all rows are as drawn."""
        return len(self._rows) * (self._style.px(HEIGHT) + 10)

    def index(self) -> int:
        return next(at for at, row in enumerate(self._rows) if row.isChecked())


class RadioRow(Pressable):
    def __init__(self, style: Style, choice: Choice) -> None:
        super().__init__(style, choice.title)
        self.setText(choice.title)
        self.setAccessibleDescription(choice.note)
        self.setAccessibleDescription(choice.note)
        self._choice = choice
        self._is_low = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_low(self, is_low: bool) -> None:
        self._is_low = is_low
        self.updateGeometry()

    def radius(self) -> float:
        return RADIUS_PRIMARY

    def sizeHint(self) -> QSize:
        return QSize(360, self._style.px(LOW_HEIGHT if self._is_low else HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        self._paint_badge(painter, QRectF(17, (self.height() - BADGE) / 2, BADGE, BADGE))
        self._paint_words(painter)
        self._paint_radio(painter, QPointF(self.width() - 35, self.height() / 2))

    def _paint_box(self, painter: QPainter) -> None:
        palette = self._style.palette
        width = 3.0 if self.isChecked() else 1.5
        painter.setBrush(QColor(palette.hover if self.underMouse() else palette.surface))
        painter.setPen(QPen(QColor(palette.action if self.isChecked() else palette.line_strong), width))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, RADIUS_PRIMARY - width / 2, RADIUS_PRIMARY - width / 2)

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        if self._choice.glyph is not None:
            paint_glyph_badge(painter, self._style, self._choice.glyph, box, is_ready=False)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.palette.sunken))
        painter.drawEllipse(box)
        self._style.icons.paint(painter, Icon.MINUS, box.center(), 24, self._style.palette.ink_2)

    def _paint_words(self, painter: QPainter) -> None:
        left, room = 17 + BADGE + 15, self.width() - 17 - BADGE - 15 - 64
        for role, color, text, below in (
            (Role.BUTTON, self._style.palette.ink, self.text(), -5.0),
            (Role.NOTE, self._style.palette.ink_2, self._choice.note, 18.0),
        ):
            painter.setFont(self._style.font(role, text))
            painter.setPen(QColor(color))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, self.height() / 2 + below * self._style.text_scale), shown)

    def _paint_radio(self, painter: QPainter, center: QPointF) -> None:
        palette = self._style.palette
        width = 9.0 if self.isChecked() else 2.0
        painter.setBrush(QColor(palette.surface))
        painter.setPen(QPen(QColor(palette.action if self.isChecked() else palette.field), width))
        painter.drawEllipse(center, (RADIO - width) / 2, (RADIO - width) / 2)
