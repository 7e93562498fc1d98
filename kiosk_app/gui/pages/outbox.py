"""The outbox page: what needs somebody, what is on its way, what arrived today, what may lie unused."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.day_end import DayEndParts
from kiosk_app.gui.pages.form_parts import Column, Ground
from kiosk_app.gui.pages.outbox_card import ACROSS, DOWN, NeedCard
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.sizes import PAGE_MARGIN
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.turning_ring import TurningRing
from kiosk_app.presenters.outbox_view import NeedsLine, OutboxLists, WayLine
from kiosk_app.words import outbox_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

ROW, STACKED_ROW = 62, 76
SMALL_WINDOW = 1100
STACKED = 900  # px at text scale 1, below which buttons stand under their words
SMALL_MARGIN = 24
WIDEST = 1560
ROW_DISC = 40
NAME, WHAT, STATE = 215, 330, 490  # shares of a row
TICK_MS = 1000


class OutboxPage(QWidget):
    """Signals are named like what hears them; ``ticked`` comes once a second while somebody wants to hear it."""

    chosen = Signal(int, object)
    number_typed = Signal(int)
    number_given = Signal(int, str)
    number_left = Signal(int)
    cleared_up = Signal(int)
    customer_pressed = Signal(str)
    ticked = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._cards: dict[int, NeedCard] = {}
        self._rows_of: dict[str, list[_WayRow]] = {}
        self._lists: OutboxLists | None = None
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self.ticked)
        self.setObjectName("outboxPage")
        self._list = Column(style, WIDEST)
        self._list.setObjectName("outboxList")
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(REACH, 0, REACH, 0)  # for the shadows of cards
        whole.setSpacing(13)
        self.day_end = DayEndParts(style, language)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(13)
        whole.addWidget(self.day_end.card)
        whole.addLayout(self._rows, 1)
        whole.addWidget(self.day_end.row)
        self._list.rows.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        style.changed.connect(self._arrange)

    def show_lists(self, lists: OutboxLists) -> None:
        """All of it. What is there already changes in place, so that nothing loses its place, its focus or its text."""
        before, self._lists = self._lists, lists
        if before and _shape(before) == _shape(lists):
            for need in lists.needs:
                self._cards[need.entry_id].show_need(need)
            for part, lines in _parts(lists):
                for row, line in zip(self._rows_of.get(part, []), lines, strict=True):
                    row.show_line(line)
        else:
            self._lay_out(lists)
        self._arrange()

    def show_trouble(self, said: Said) -> None:
        self._lists = None
        self._clear(keep=set())
        self._rows.addWidget(Notice(self._style, Tone.REFUSED, said.what, said.advice))
        self._rows.addStretch(1)

    def ask_number(self, entry_id: int) -> None:
        if card := self._cards.get(entry_id):
            card.ask_number()
            self._list.ensureWidgetVisible(card)

    def keep_time(self, is_needed: bool) -> None:
        if is_needed != self._ticks.isActive():
            (self._ticks.start if is_needed else self._ticks.stop)()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._list.set_margins(14, SMALL_MARGIN if self.width() < SMALL_WINDOW else PAGE_MARGIN)
        is_stacked = self.width() < self._style.px(STACKED)
        for card in self._cards.values():
            card.set_stacked(is_stacked)
        for row in (row for rows in self._rows_of.values() for row in rows):
            row.set_stacked(is_stacked)

    def _lay_out(self, lists: OutboxLists) -> None:
        self._clear(keep={need.entry_id for need in lists.needs})
        say = self._language
        if not (lists.needs or lists.way):
            self._rows.addWidget(Notice(self._style, Tone.OK, words.nothing(say)))
        if lists.needs:
            self._head(words.needs_you(say), str(lists.needs_count))
            for need in lists.needs:
                self._rows.addWidget(self._need_card(need))
        heads = {
            "way": (words.on_its_way(say), f"{lists.way_count} · {words.on_its_way_hint(say)}"),
            "done": (words.done_today(say), str(lists.done_count)),
            "unused": (words.unused(say), f"{len(lists.unused)} · {words.unused_hint(say)}"),
        }
        for part, lines in _parts(lists):
            if lines:
                self._head(*heads[part])
                self._rows.addWidget(self._way_card(part, lines))
        self._rows.addStretch(1)

    def _clear(self, keep: set[int]) -> None:
        """Take everything off but the cards that stay, which somebody may be typing in."""
        self._rows_of = {}
        self._cards = {number: card for number, card in self._cards.items() if number in keep}
        staying = set(self._cards.values())
        while item := self._rows.takeAt(0):
            widget = item.widget()
            if widget is not None and widget not in staying:
                widget.hide()
                widget.deleteLater()

    def _head(self, title: str, hint: str) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(4, 4, 0, 0)
        row.setSpacing(10)
        row.addWidget(Label(self._style, title, Role.SECTION_SMALL))
        row.addWidget(ElidedLabel(self._style, hint, Role.BODY, Ink.INK_2), 1)
        self._rows.addWidget(head)

    def _need_card(self, need: NeedsLine) -> NeedCard:
        if card := self._cards.get(need.entry_id):
            card.show_need(need)
            return card
        card = NeedCard(self._style, self._language, need)
        for name in ("chosen", "number_typed", "number_given", "number_left", "customer_pressed"):
            getattr(card, name).connect(getattr(self, name))
        self._cards[need.entry_id] = card
        return card

    def _way_card(self, part: str, lines: tuple[WayLine, ...]) -> Card:
        card = Card(self._style)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        self._rows_of[part] = []
        for number, line in enumerate(lines):
            if number:
                divider = Ground(self._style, "line", None)
                divider.setFixedHeight(1)
                column.addWidget(divider)
            row = _WayRow(self._style, line)
            if part == "unused":
                self._offer_clearing_up(row, line.entry_id)
            self._rows_of[part].append(row)
            column.addWidget(row)
        return card

    def _offer_clearing_up(self, row: _WayRow, entry_id: int) -> None:
        button = row.offer(words.cleared_up(self._language))
        button.setObjectName(f"clearedUpButton-{entry_id}")
        button.clicked.connect(lambda: self.cleared_up.emit(entry_id))


def _parts(lists: OutboxLists) -> tuple[tuple[str, tuple[WayLine, ...]], ...]:
    return ("way", lists.way), ("done", lists.done), ("unused", lists.unused)


def _shape(lists: OutboxLists) -> tuple[object, ...]:
    """What the widgets are made for: the rest changes in them."""
    rows = tuple((part, *map(_row_shape, lines)) for part, lines in _parts(lists))
    cards = tuple((need.entry_id, need.is_known) for need in lists.needs)
    return cards, rows, lists.needs_count, lists.way_count, lists.done_count


def _row_shape(line: WayLine) -> tuple[object, ...]:
    return line.entry_id, line.name, line.what, line.is_sending, line.is_unknown


class _WayRow(QWidget):
    """Something on its way, arrived, or set aside: whose, what, how it stands, and when."""

    def __init__(self, style: Style, line: WayLine) -> None:
        super().__init__()
        self._style = style
        self._state = ElidedLabel(style, line.state, Role.BODY, Ink.INK_2)
        self._at = Label(style, line.at, Role.BODY, Ink.INK_2)
        self._facts = QBoxLayout(ACROSS)
        self._facts.addWidget(ElidedLabel(style, line.what, Role.BODY), WHAT)
        self._facts.addWidget(self._state, STATE)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(22, 0, 22, 0)
        self._row.setSpacing(18)
        self._row.addWidget(_sign(style, line))
        self._row.addWidget(ElidedLabel(style, line.name, Role.ROW_SMALL), NAME)
        self._row.addLayout(self._facts, WHAT + STATE)
        self._row.addWidget(self._at)
        self.set_stacked(False)

    def show_line(self, line: WayLine) -> None:
        """The same entry as it stands now."""
        self._state.setText(line.state)
        self._at.setText(line.at)

    def offer(self, label: str) -> Button:
        button = Button(self._style, label)
        self._row.addWidget(button)
        self._row.setContentsMargins(22, 0, 8, 0)
        return button

    def set_stacked(self, is_stacked: bool) -> None:
        self._facts.setDirection(DOWN if is_stacked else ACROSS)
        self._facts.setSpacing(0 if is_stacked else 18)
        self._facts.setContentsMargins(0, *((10, 0, 10) if is_stacked else (0, 0, 0)))
        self.setFixedHeight(self._style.px(STACKED_ROW if is_stacked else ROW))


def _sign(style: Style, line: WayLine) -> QWidget:
    if line.is_sending:
        return TurningRing(style, Icon.SEND, ROW_DISC)
    tone, icon = (Tone.OK, Icon.CHECK) if line.is_done else (Tone.WAIT, Icon.CLOCK)
    return Disc(style, tone, Icon.QUESTION if line.is_unknown else icon, ROW_DISC, is_quiet=True)
