"""A list of the outbox that nobody has to do anything about: its head, and a card of rows.

A row is painted rather than built, and shows whatever it is told: lists change many times while a page is looked at,
and to make three dozen rows of labels takes a quarter of a second.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import paint_disc
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.turning_ring import TurningRing
from kiosk_app.presenters.outbox_view import WayLine

ROW, STACKED_ROW = 62, 76
DISC = 40
SIDE, BUTTON_SIDE, GAP = 22, 8, 18
NAME, WHAT, STATE = 215, 330, 490  # shares of a row
DIVIDER = 1
ABOVE = 10  # lines that stand below each other


class ListHead(QWidget):
    """What a list is, and beside it how many it has."""

    def __init__(self, style: Style, title: str) -> None:
        super().__init__()
        self._hint = ElidedLabel(style, "", Role.BODY, Ink.INK_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 0, 0)
        row.setSpacing(10)
        row.addWidget(Label(style, title, Role.SECTION_SMALL))
        row.addWidget(self._hint, 1)
        self.hide()

    def tell(self, hint: str, *, is_shown: bool) -> None:
        self._hint.setText(hint)
        self.setVisible(is_shown)


class WayCard(Card):
    """The rows of one list; it is there only while it has some. ``offers``: what the button of each row reads, if any.

    offer_taken(entry): that button was pressed.
    """

    offer_taken = Signal(int)

    def __init__(self, style: Style, offers: str = "") -> None:
        super().__init__(style)
        self._offers = offers
        self._is_stacked = False
        self._rows: list[_WayRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_lines(self, lines: tuple[WayLine, ...]) -> None:
        for line in lines[len(self._rows) :]:
            self._add(line)
        for row, line in zip(self._rows, lines, strict=False):
            row.show_line(line)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(lines))
        self.setVisible(bool(lines))

    def set_stacked(self, is_stacked: bool) -> None:
        """What and how it stands below each other where it is narrow."""
        self._is_stacked = is_stacked
        for row in self._rows:
            row.set_stacked(is_stacked)

    def _add(self, line: WayLine) -> None:
        row = _WayRow(self._style, line, has_divider=bool(self._rows), offers=self._offers)
        row.set_stacked(self._is_stacked)
        row.offer_taken.connect(self.offer_taken)
        self._rows.append(row)
        self._column.addWidget(row)


class _WayRow(QWidget):
    """Something on its way, arrived, or set aside: whose, what, how it stands, and when."""

    offer_taken = Signal(int)

    def __init__(self, style: Style, line: WayLine, *, has_divider: bool, offers: str) -> None:
        super().__init__()
        self._style = style
        self._line = line
        self._top = DIVIDER if has_divider else 0
        self._is_stacked = False
        self._ring: TurningRing | None = None
        self._offer = self._make_offer(offers) if offers else None
        self.show_line(line)

    def show_line(self, line: WayLine) -> None:
        if line.is_sending and self._ring is None:
            self._ring = TurningRing(self._style, Icon.SEND, DISC, self)
        if self._ring:
            self._ring.setVisible(line.is_sending)
        if self._offer:
            self._offer.setObjectName(f"clearedUpButton-{line.entry_id}")
        self.setAccessibleName(" · ".join(filter(None, (line.name, line.what, line.state, line.at))))
        self._line = line
        self._place()
        self.update()

    def set_stacked(self, is_stacked: bool) -> None:
        self._is_stacked = is_stacked
        self.setFixedHeight(self._style.px(STACKED_ROW if is_stacked else ROW) + self._top)
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, line, painter = self._style.palette, self._line, QPainter(self)
        if self._top:
            painter.fillRect(0, 0, self.width(), self._top, QColor(palette.line))
        if not line.is_sending:
            tone, icon = (Tone.OK, Icon.CHECK) if line.is_done else (Tone.WAIT, Icon.CLOCK)
            sign = Icon.QUESTION if line.is_unknown else icon
            paint_disc(painter, self._style, QRectF(self._disc()), tone, sign, is_quiet=True)
        name, what, state, at = self._cells()
        self._paint_text(painter, name, line.name, Role.ROW_SMALL, palette.ink)
        self._paint_text(painter, what, line.what, Role.BODY, palette.ink)
        self._paint_text(painter, state, line.state, Role.BODY, palette.ink_2)
        self._paint_text(painter, at, line.at, Role.BODY, palette.ink_2)

    def _paint_text(self, painter: QPainter, box: QRect, text: str, role: Role, color: str) -> None:
        painter.setFont(self._style.font(role, text))
        painter.setPen(QColor(color))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        high = metrics.size(0, text).height()
        line = QRect(box.x(), box.y() + (box.height() - high) // 2, box.width(), high)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _disc(self) -> QRect:
        room = self._room()
        return self._mirrored(QRect(SIDE, room.y() + (room.height() - DISC) // 2, DISC, DISC))

    def _cells(self) -> tuple[QRect, QRect, QRect, QRect]:
        """Name, what, how it stands, and when: the time and a button take what they need, the rest is shared."""
        room, line = self._room(), self._line
        end = room.right() + 1 - SIDE
        if self._offer:
            end = room.right() + 1 - BUTTON_SIDE - self._offer.sizeHint().width() - GAP
        at_wide = ceil(QFontMetricsF(self._style.font(Role.BODY, line.at)).horizontalAdvance(line.at))
        left = SIDE + DISC + GAP
        shared = end - at_wide - GAP - left - GAP
        name_wide = round(shared * NAME / (NAME + WHAT + STATE))
        facts = QRect(left + name_wide + GAP, room.y(), shared - name_wide, room.height())
        cells = (
            QRect(left, room.y(), name_wide, room.height()),
            *self._facts(facts),
            QRect(end - at_wide, room.y(), at_wide, room.height()),
        )
        name, what, state, at = map(self._mirrored, cells)
        return name, what, state, at

    def _facts(self, box: QRect) -> tuple[QRect, QRect]:
        if self._is_stacked:
            what_high, state_high = (self._line_height(text) for text in (self._line.what, self._line.state))
            air = (box.height() - 2 * ABOVE - what_high - state_high) // 3
            what = QRect(box.x(), box.y() + ABOVE + air, box.width(), what_high)
            return what, QRect(box.x(), what.y() + what_high + air, box.width(), state_high)
        what_wide = round((box.width() - GAP) * WHAT / (WHAT + STATE))
        what = QRect(box.x(), box.y(), what_wide, box.height())
        return what, box.adjusted(what_wide + GAP, 0, 0, 0)

    def _line_height(self, text: str) -> int:
        return QFontMetrics(self._style.font(Role.BODY, text)).size(0, text).height()

    def _room(self) -> QRect:
        return self.rect().adjusted(0, self._top, 0, 0)

    def _mirrored(self, box: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveLeft(self.width() - box.x() - box.width())
        return box

    def _place(self) -> None:
        """The parts that are widgets."""
        if self._ring:
            self._ring.setGeometry(self._disc())
        if self._offer:
            room, size = self._room(), self._offer.sizeHint()
            left = room.right() + 1 - BUTTON_SIDE - size.width()
            top = room.y() + (room.height() - size.height()) // 2
            self._offer.setGeometry(self._mirrored(QRect(left, top, size.width(), size.height())))

    def _make_offer(self, offers: str) -> Button:
        button = Button(self._style, offers, parent=self)
        button.clicked.connect(lambda: self.offer_taken.emit(self._line.entry_id))
        return button
