"""The outbox page: what needs somebody, what is on its way, what arrived today."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.day_end import DayEndParts
from kiosk_app.gui.pages.form_parts import Column, Ground
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
from kiosk_app.presenters.outbox import NeedsLine, OutboxLists, WayLine
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
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class OutboxPage(QWidget):
    """Signals: ``dismissed`` with an entry's number, ``customer_pressed`` with a customer's id."""

    dismissed = Signal(int)
    customer_pressed = Signal(str)

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._parts: list[_NeedCard | _WayRow] = []
        self._lists: OutboxLists | None = None
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
        """All of it. What is there already is not made again, so that nothing loses its place or its focus."""
        if lists == self._lists:
            return
        self._clear()
        self._lists = lists
        say = self._language
        if not (lists.needs or lists.way):
            self._rows.addWidget(Notice(self._style, Tone.OK, words.nothing(say)))
        if lists.needs:
            self._head(words.needs_you(say), str(lists.needs_count))
            for need in lists.needs:
                self._rows.addWidget(self._need_card(need))
        if lists.way:
            self._head(words.on_its_way(say), f"{lists.way_count} · {words.on_its_way_hint(say)}")
            self._rows.addWidget(self._way_card(lists.way))
        if lists.done:
            self._head(words.done_today(say), str(lists.done_count))
            self._rows.addWidget(self._way_card(lists.done))
        self._rows.addStretch(1)
        self._arrange()

    def show_trouble(self, said: Said) -> None:
        self._clear()
        self._rows.addWidget(Notice(self._style, Tone.REFUSED, said.what, said.advice))
        self._rows.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._list.set_margins(14, SMALL_MARGIN if self.width() < SMALL_WINDOW else PAGE_MARGIN)
        for part in self._parts:
            part.set_stacked(self.width() < self._style.px(STACKED))

    def _clear(self) -> None:
        self._lists = None
        self._parts = []
        while item := self._rows.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _head(self, title: str, hint: str) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(4, 4, 0, 0)
        row.setSpacing(10)
        row.addWidget(Label(self._style, title, Role.SECTION_SMALL))
        row.addWidget(Label(self._style, hint, Role.BODY, Ink.INK_2))
        row.addStretch(1)
        self._rows.addWidget(head)

    def _need_card(self, need: NeedsLine) -> _NeedCard:
        card = _NeedCard(self._style, self._language, need)
        card.dismissed.connect(self.dismissed)
        card.customer_pressed.connect(self.customer_pressed)
        self._parts.append(card)
        return card

    def _way_card(self, lines: tuple[WayLine, ...]) -> Card:
        card = Card(self._style)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        for number, line in enumerate(lines):
            if number:
                divider = Ground(self._style, "line", None)
                divider.setFixedHeight(1)
                column.addWidget(divider)
            row = _WayRow(self._style, line)
            self._parts.append(row)
            column.addWidget(row)
        return card


class _NeedCard(Card):
    """Something for a person: what happened to whom, and the ways on."""

    dismissed = Signal(int)
    customer_pressed = Signal(str)

    def __init__(self, style: Style, language: Language, need: NeedsLine) -> None:
        super().__init__(style, Tone.REFUSED if need.is_known else Tone.WAIT)
        self._language = language
        tone, icon = (Tone.REFUSED, Icon.CROSS) if need.is_known else (Tone.WAIT, Icon.QUESTION)
        who = QHBoxLayout()
        who.setSpacing(0)
        if need.name:
            who.addWidget(ElidedLabel(style, need.name, Role.BODY_BOLD))
        about = "".join(f" · {part}" for part in (need.what, need.at)) if need.name else f"{need.what} · {need.at}"
        who.addWidget(ElidedLabel(style, about, Role.BODY), 1)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(style, need.said.what, Role.TILE_TITLE, wraps=True))
        texts.addLayout(who)
        texts.addWidget(Label(style, need.said.advice, Role.BODY, Ink.INK_2, wraps=True))
        said = QHBoxLayout()
        said.setSpacing(18)
        said.addWidget(Disc(style, tone, icon), 0, Qt.AlignmentFlag.AlignVCenter)
        said.addLayout(texts, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for button in self._buttons(need):
            buttons.addWidget(button)
        self._row = QBoxLayout(ACROSS, self)
        self._row.setContentsMargins(22, 16, 22, 16)
        self._row.setSpacing(16)
        self._row.addLayout(said, 1)
        self._row.addLayout(buttons)

    def set_stacked(self, is_stacked: bool) -> None:
        self._row.setDirection(DOWN if is_stacked else ACROSS)

    def _buttons(self, need: NeedsLine) -> list[Button]:
        buttons = []
        if (customer_id := need.customer_id) is not None:
            show = Button(self._style, words.open_customer(self._language), height=60, icon=Icon.PERSON)
            show.clicked.connect(lambda: self.customer_pressed.emit(customer_id))
            buttons.append(show)
        if need.is_known:
            dismiss = Button(self._style, words.dismiss(self._language), height=60)
            dismiss.setObjectName(f"dismissButton-{need.entry_id}")
            dismiss.clicked.connect(lambda: self.dismissed.emit(need.entry_id))
            buttons.append(dismiss)
        return buttons


class _WayRow(QWidget):
    """Something on its way, or arrived: whose, what, how it stands, and when."""

    def __init__(self, style: Style, line: WayLine) -> None:
        super().__init__()
        self._style = style
        self._facts = QBoxLayout(ACROSS)
        self._facts.addWidget(ElidedLabel(style, line.what, Role.BODY), WHAT)
        self._facts.addWidget(ElidedLabel(style, line.state, Role.BODY, Ink.INK_2), STATE)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 22, 0)
        row.setSpacing(18)
        row.addWidget(_sign(style, line))
        row.addWidget(ElidedLabel(style, line.name, Role.ROW_SMALL), NAME)
        row.addLayout(self._facts, WHAT + STATE)
        row.addWidget(Label(style, line.at, Role.BODY, Ink.INK_2))
        self.set_stacked(False)

    def set_stacked(self, is_stacked: bool) -> None:
        self._facts.setDirection(DOWN if is_stacked else ACROSS)
        self._facts.setSpacing(0 if is_stacked else 18)
        self._facts.setContentsMargins(0, *((10, 0, 10) if is_stacked else (0, 0, 0)))
        self.setFixedHeight(self._style.px(STACKED_ROW if is_stacked else ROW))


def _sign(style: Style, line: WayLine) -> QWidget:
    if line.is_sending:
        return TurningRing(style, Icon.SEND, ROW_DISC)
    tone, icon = (Tone.OK, Icon.CHECK) if line.is_done else (Tone.WAIT, Icon.CLOCK)
    return Disc(style, tone, icon, ROW_DISC, is_quiet=True)
