"""The outbox page: what needs somebody, what is on its way, what arrived today."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import PAGE_MARGIN
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.presenters.outbox import NeedsLine, OutboxLists, WayLine
from kiosk_app.words import outbox_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

ROW = 62
SMALL_WINDOW = 1100
SMALL_MARGIN = 24
WIDEST = 1560
DISC, ROW_DISC = 48, 40


class OutboxPage(QWidget):
    """Signals: ``dismissed`` with an entry's number, ``customer_pressed`` with a customer's id."""

    dismissed = Signal(int)
    customer_pressed = Signal(str)

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self.setObjectName("outboxPage")
        self._list = QWidget()
        self._list.setObjectName("outboxList")
        self._column = QVBoxLayout(self._list)
        self._column.setSpacing(14)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._list)
        scroll.viewport().setAutoFillBackground(False)
        self._list.setAutoFillBackground(False)
        QScroller.grabGesture(scroll.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def show_lists(self, lists: OutboxLists) -> None:
        self._clear()
        say = self._language
        if not (lists.needs or lists.way):
            self._column.addWidget(Label(self._style, words.nothing(say), Role.SECTION))
        if lists.needs:
            self._head(words.needs_you(say), str(lists.needs_count))
            for need in lists.needs:
                self._column.addWidget(self._need_card(need))
        if lists.way:
            self._head(words.on_its_way(say), f"{lists.way_count} · {words.on_its_way_hint(say)}")
            self._column.addWidget(self._rows(lists.way))
        if lists.done:
            self._head(words.done_today(say), str(lists.done_count))
            self._column.addWidget(self._rows(lists.done))
        self._column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = SMALL_MARGIN if self.width() < SMALL_WINDOW else PAGE_MARGIN
        side = max(side, (self.width() - WIDEST) // 2)
        self._column.setContentsMargins(side, 16, side, 24)

    def show_trouble(self, said: Said) -> None:
        self._clear()
        self._column.addWidget(Label(self._style, said.what, Role.SECTION, wraps=True))
        self._column.addWidget(Label(self._style, said.advice, wraps=True))
        self._column.addStretch(1)

    def _clear(self) -> None:
        while item := self._column.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
            if (layout := item.layout()) is not None:
                while inner := layout.takeAt(0):
                    if (widget := inner.widget()) is not None:
                        widget.deleteLater()

    def _head(self, title: str, hint: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(self._style, title, Role.SECTION))
        row.addWidget(Label(self._style, hint, Role.NOTE, Ink.INK_2))
        row.addStretch(1)
        self._column.addLayout(row)

    def _need_card(self, need: NeedsLine) -> Card:
        card = Card(self._style, Tone.REFUSED if need.is_known else Tone.WAIT)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(self._style, need.said.what, Role.TILE_TITLE, wraps=True))
        about = " · ".join(filter(None, (need.name, need.what, need.at)))
        texts.addWidget(ElidedLabel(self._style, about, Role.BODY))
        texts.addWidget(Label(self._style, need.said.advice, Role.BODY, Ink.INK_2, wraps=True))
        row = QHBoxLayout(card)
        row.setContentsMargins(22, 18, 22, 18)
        row.setSpacing(20)
        sign = (
            _Disc(self._style, Icon.CROSS, Tone.REFUSED)
            if need.is_known
            else _Disc(self._style, Icon.QUESTION, Tone.WAIT)
        )
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        if need.customer_id is not None:
            row.addWidget(self._button(words.open_customer(self._language), need.customer_id, None))
        if need.is_known:
            row.addWidget(self._button(words.dismiss(self._language), None, need.entry_id))
        return card

    def _button(self, text: str, customer_id: str | None, entry_id: int | None) -> Button:
        button = Button(self._style, text, height=60, icon=Icon.PERSON if customer_id is not None else None)
        if entry_id is not None:
            button.setObjectName(f"dismissButton-{entry_id}")
            button.clicked.connect(lambda: self.dismissed.emit(entry_id))
        elif customer_id is not None:
            button.clicked.connect(lambda: self.customer_pressed.emit(customer_id))
        return button

    def _rows(self, lines: tuple[WayLine, ...]) -> Card:
        card = Card(self._style)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, line in enumerate(lines):
            if number:
                divider = QFrame()
                divider.setFixedHeight(1)
                divider.setStyleSheet(f"background: {self._style.palette.line}")
                column.addWidget(divider)
            column.addWidget(self._row(line))
        return card

    def _row(self, line: WayLine) -> QWidget:
        widget = QWidget()
        widget.setFixedHeight(self._style.px(ROW))
        row = QHBoxLayout(widget)
        row.setContentsMargins(22, 0, 22, 0)
        row.setSpacing(18)
        icon = Icon.CHECK if line.is_done else Icon.SEND if line.is_sending else Icon.CLOCK
        tone = Tone.OK if line.is_done else Tone.WAIT
        row.addWidget(_Disc(self._style, icon, tone, ROW_DISC, is_quiet=True))
        row.addWidget(ElidedLabel(self._style, line.name, Role.ROW_TITLE), 3)
        row.addWidget(ElidedLabel(self._style, line.what, Role.BODY), 4)
        row.addWidget(ElidedLabel(self._style, line.state, Role.BODY, Ink.INK_2), 4)
        row.addWidget(Label(self._style, line.at, Role.BODY, Ink.INK_2))
        return widget


class _Disc(QWidget):
    """A disc with its sign: ink and a cross for a refusal, amber and "?" for not knowing; quiet ones are tinted."""

    def __init__(self, style: Style, icon: Icon, tone: Tone, size: int = DISC, *, is_quiet: bool = False) -> None:
        super().__init__()
        self._style = style
        self._icon = icon
        self._tone = tone
        self._is_quiet = is_quiet
        self.setFixedSize(size, size)
        style.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tone_colors(self._style.palette, self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        fill, ink = (colors.fill, colors.text) if self._is_quiet else (colors.disc, colors.on_disc)
        painter.setBrush(QColor(fill))
        painter.drawEllipse(self.rect())
        self._style.icons.paint(painter, self._icon, QRectF(self.rect()).center(), round(self.width() * 0.54), ink)
