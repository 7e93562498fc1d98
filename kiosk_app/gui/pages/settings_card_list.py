"""The shop's stamp cards as a list to choose from: a column, or a row that scrolls where the page is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.form_parts import Ground
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_FIELD
from kiosk_app.gui.theme.style import Style, dashed
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.glyph_badge import paint_glyph_badge
from kiosk_app.gui.widgets.pressable import Pressable
from kiosk_app.gui.widgets.scrolled import Scrolled
from kiosk_app.presenters.settings_cards import CardRow
from kiosk_app.words import settings as words
from kiosk_app.words.language import Language

WIDTH = 290
BADGE = 42


class CardList(Ground):
    """``chosen`` carries a Card IDX; ``add_requested`` is the button at its end."""

    chosen = Signal(int)
    add_requested = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, "paper", Qt.Edge.RightEdge)
        self._style = style
        self.setObjectName("cardList")
        self.setAccessibleName(words.card_list(language))
        self._add = _Add(style, words.add_card(language))
        self._add.setObjectName("addCardButton")
        self._add.clicked.connect(self.add_requested)
        self._inner = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._inner)
        self._row.setSpacing(10)
        self._row.addWidget(self._add)
        self._row.addStretch(1)
        self._scroll = Scrolled(style)
        self._scroll.setObjectName("strip")
        self._scroll.show_through(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._rows: list[_Row] = []
        self.set_strip(False)

    def show_cards(self, rows: tuple[CardRow, ...]) -> None:
        for old in self._rows:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_Row(self._style, row) for row in rows]
        for at, widget in enumerate(self._rows):
            widget.clicked.connect(lambda _checked, idx=widget.card_idx: self.chosen.emit(idx))
            self._row.insertWidget(at, widget)
        is_adding = any(row.card_idx == 0 for row in rows)
        self._add.setVisible(not is_adding)

    def set_strip(self, is_strip: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if is_strip else down)
        self._row.setContentsMargins(*((24, 6, 24, 6) if is_strip else (20, 20, 20, 20)))
        self.set_edge(Qt.Edge.BottomEdge if is_strip else Qt.Edge.RightEdge)
        wide, high = self._style.px(WIDTH), self._style.px(76) + 13
        self.setMinimumSize(0 if is_strip else wide, high if is_strip else 0)
        self.setMaximumSize(16777215 if is_strip else wide, high if is_strip else 16777215)


class _Row(Pressable):
    def __init__(self, style: Style, row: CardRow) -> None:
        super().__init__(style, f"{row.name}, {row.below}")
        self._row = row
        self.setObjectName(f"cardRow-{row.card_idx}")
        self.setCheckable(False)
        self.setAccessibleDescription("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def card_idx(self) -> int:
        return self._row.card_idx

    def radius(self) -> float:
        return RADIUS_FIELD

    def sizeHint(self) -> QSize:
        return QSize(self._style.px(249), self._style.px(76))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        width = 3.0 if self._row.is_chosen else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(palette.hover if self.underMouse() else palette.surface))
        painter.setPen(QPen(QColor(palette.ink if self._row.is_chosen else palette.line), width))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, RADIUS_FIELD - width / 2, RADIUS_FIELD - width / 2)
        badge = QRectF(15, (self.height() - BADGE) / 2, BADGE, BADGE)
        paint_glyph_badge(painter, self._style, self._row.glyph, badge, is_ready=False)
        self._paint_words(painter, 15 + BADGE + 13)

    def _paint_words(self, painter: QPainter, left: float) -> None:
        palette, room = self._style.palette, round(self.width() - left - 14)
        middle = self.height() / 2
        for role, color, text, top, bottom in (
            (Role.BUTTON, palette.ink, self._row.name, middle - self._style.px(25), middle + 1),
            (Role.NOTE, palette.ink_2, self._row.below, middle, middle + self._style.px(24)),
        ):
            painter.setFont(self._style.font(role))
            painter.setPen(QColor(color))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room, bottom - top), Qt.AlignmentFlag.AlignVCenter, shown)


class _Add(Button):
    """The dashed button at the end of the list."""

    def __init__(self, style: Style, text: str) -> None:
        super().__init__(style, text, Kind.QUIET, height=64, icon=Icon.PLUS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(dashed(self._style.palette.field, 1.2))
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(box, RADIUS_FIELD, RADIUS_FIELD)
        painter.end()
        super().paintEvent(event)
