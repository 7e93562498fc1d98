"""The outbox page: what needs somebody, what is on its way, what arrived today, what may lie unused."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.gui.pages.day_end import DayEndParts
from kiosk_app.gui.pages.form_parts import Column
from kiosk_app.gui.pages.outbox_card import NeedCard
from kiosk_app.gui.pages.outbox_row import ListHead, WayCard
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.sizes import PAGE_MARGIN
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.laid_out_once import laid_out_once
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.presenters.outbox_view import NeedsLine, OutboxLists
from kiosk_app.words import outbox_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

SMALL_WINDOW = 1100
STACKED = 900  # px at text scale 1, below which buttons stand under their words
SMALL_MARGIN = 24
WIDEST = 1560
TICK_MS = 1000
GAP = 13
AT_ONCE = 4  # cards, as many as are seen: a dozen would take a tenth of a second
POINTED = 24  # px of what is around a card that somebody came for
NOTHING = OutboxLists((), (), (), 0)


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
        self._lists = NOTHING
        self._cards: dict[int, NeedCard] = {}
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._make_rest)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self.ticked)
        self.setObjectName("outboxPage")
        self._list = Column(style, WIDEST)
        self._list.setObjectName("outboxList")
        self.day_end = DayEndParts(style, language)
        self._notice = Notice(style, Tone.OK, words.nothing(language))
        self._notice.hide()
        self._needs_head = ListHead(style, words.needs_you(language))
        self._needs = QVBoxLayout()
        self._needs.setSpacing(GAP)
        self._way_head, self._way = ListHead(style, words.on_its_way(language)), WayCard(style)
        self._done_head, self._done = ListHead(style, words.done_today(language)), WayCard(style)
        self._unused_head = ListHead(style, words.unused(language))
        self._unused = WayCard(style, offers=words.cleared_up(language))
        self._unused.offer_taken.connect(self.cleared_up)
        self._lay_out()
        style.changed.connect(self._arrange)

    def show_lists(self, lists: OutboxLists) -> None:
        """All of it. What is there already changes in place, so that nothing loses its place, its focus or its text."""
        self._lists = lists
        self._rest.stop()
        with laid_out_once(self._whole):
            self._show_lists(lists)
        self._arrange()

    def _make_rest(self) -> None:
        self.show_lists(self._lists)

    def _show_lists(self, lists: OutboxLists) -> None:
        say = self._language
        is_clear = not (lists.needs or lists.way)
        if is_clear:
            self._notice.tell(Tone.OK, words.nothing(say))
        self._notice.setVisible(is_clear)
        self._needs_head.tell(str(lists.needs_count), is_shown=bool(lists.needs))
        self._show_needs(lists.needs)
        way_hint = f"{lists.way_count} · {words.on_its_way_hint(say)}"
        self._way_head.tell(way_hint, is_shown=bool(lists.way))
        self._way.show_lines(lists.way)
        self._done_head.tell(str(lists.done_count), is_shown=bool(lists.done))
        self._done.show_lines(lists.done)
        unused_hint = f"{len(lists.unused)} · {words.unused_hint(say)}"
        self._unused_head.tell(unused_hint, is_shown=bool(lists.unused))
        self._unused.show_lines(lists.unused)

    def show_trouble(self, said: Said) -> None:
        self.show_lists(NOTHING)
        self._notice.tell(Tone.REFUSED, said.what, said.advice)

    def ask_number(self, entry_id: int) -> None:
        if card := self._card(entry_id):
            card.ask_number()
            self._list.ensureWidgetVisible(card)

    def point_to(self, entry_id: int) -> None:
        if card := self._card(entry_id):
            card.take_focus()
            QTimer.singleShot(0, card, lambda: self._list.ensureWidgetVisible(card, 0, POINTED))

    def _card(self, entry_id: int) -> NeedCard | None:
        while entry_id not in self._cards and self._rest.isActive():
            self._make_rest()
        return self._cards.get(entry_id)

    def keep_time(self, is_needed: bool) -> None:
        if is_needed != self._ticks.isActive():
            (self._ticks.start if is_needed else self._ticks.stop)()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._list.set_margins(14, SMALL_MARGIN if self.width() < SMALL_WINDOW else PAGE_MARGIN)
        is_stacked = self.width() < self._style.px(STACKED)
        for need in self._cards.values():
            need.set_stacked(is_stacked)
        for rows in (self._way, self._done, self._unused):
            rows.set_stacked(is_stacked)

    def _show_needs(self, needs: tuple[NeedsLine, ...]) -> None:
        """Cards stay as long as they fit: somebody may be typing in one. Of new ones a few are made at a time."""
        before, self._cards = self._cards, {}
        made = 0
        for need in needs:
            card = before.get(need.entry_id)
            if card is not None and card.fits(need):
                del before[need.entry_id]
                card.show_need(need)
            elif made < AT_ONCE:
                card = self._make_card(need)
                made += 1
            else:
                self._rest.start()
                continue
            self._put(card, len(self._cards))
            self._cards[need.entry_id] = card
        for card in before.values():
            self._needs.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _put(self, card: NeedCard, place: int) -> None:
        if self._needs.indexOf(card) != place:
            self._needs.removeWidget(card)
            self._needs.insertWidget(place, card)
            card.show()

    def _make_card(self, need: NeedsLine) -> NeedCard:
        card = NeedCard(self._style, self._language, need)
        for name in ("chosen", "number_typed", "number_given", "number_left", "customer_pressed"):
            getattr(card, name).connect(getattr(self, name))
        return card

    def _lay_out(self) -> None:
        content = QWidget()
        self._whole = whole = QVBoxLayout(content)
        whole.setContentsMargins(REACH, 0, REACH, 0)  # for the shadows of cards
        whole.setSpacing(GAP)
        whole.addWidget(self.day_end.card)
        whole.addWidget(self._notice)
        whole.addWidget(self._needs_head)
        whole.addLayout(self._needs)
        for head, card in (
            (self._way_head, self._way),
            (self._done_head, self._done),
            (self._unused_head, self._unused),
        ):
            whole.addWidget(head)
            whole.addWidget(card)
        whole.addStretch(1)
        whole.addWidget(self.day_end.row)
        self._list.rows.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
