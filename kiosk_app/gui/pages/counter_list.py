"""What stands under the counter's search: a notice, who was served last or is found, and what the keys do.

The counter is painted and takes letters before this is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.customer_row import AddRow, CustomerRow, CustomerRowDelegate
from kiosk_app.gui.widgets.fitting_label import FittingLabel
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.key_hints import KeyHint, KeyHints
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.mini_progress import Progress
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.row_list import RowList
from kiosk_app.words import counter as words
from kiosk_app.words.language import Language

if TYPE_CHECKING:
    from kiosk_app.presenters import customer_rows, trouble
    from kiosk_app.presenters.counter import Recent, Results
    from kiosk_app.presenters.marking import Marked


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the list shows: the text it answers (None: nothing is typed), and whose row is where."""

    text: str | None
    customers: tuple[str, ...]
    has_add_row: bool

    def is_add_row(self, at: int) -> bool:
        return self.has_add_row and at == len(self.customers)


class CounterList(QWidget):
    """Signals: ``chosen`` with a tapped customer's id, ``new_customer_wanted``, and the notice's ``way_on_taken``."""

    chosen = Signal(str)
    new_customer_wanted = Signal()
    way_on_taken = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._listed = _Listed(None, (), has_add_row=False)
        self._is_typing = False
        self.rows = RowList(style, words.recent(language), CustomerRowDelegate(style))
        self.rows.setObjectName("customerList")
        self._notice = Notice(style, Tone.HINT, "")
        self.way_on = self._notice.add_button("")
        self._notice.hide()
        self._lay_out()
        self.rows.opened.connect(self._open)
        self.way_on.clicked.connect(self.way_on_taken)

    def show_recent(self, recent: Recent) -> None:
        self.rows.setAccessibleName(words.recent(self._language))
        self._show_rows(recent.rows, None, None, _Listed(None, _ids(recent.rows), has_add_row=False))
        if recent.empty is not None:
            self._empty.setText(recent.empty.what)
            self._empty_advice.setText(recent.empty.advice)
        self._nobody_yet.setVisible(recent.empty is not None)
        self._card.setVisible(recent.empty is None)
        self._sent.setText(recent.sent)
        self._sent_sign.setVisible(recent.is_all_sent)
        self._show_typing(is_typing=False)

    def show_results(self, results: Results) -> None:
        self.rows.setAccessibleName(words.found(self._language))
        add = None
        if results.new_customer:
            question = " · ".join(filter(None, (results.left, words.no_match(self._language))))
            add = AddRow(results.nobody or question, results.new_customer)
        listed = _Listed(results.text, _ids(results.rows), has_add_row=add is not None)
        self._show_rows(results.rows, add, 0, listed)
        self._nobody_yet.hide()
        self._card.setVisible(bool(results.rows) or add is not None)
        self._what_works.set_forms(*((results.more,) if results.more else (words.what_works(self._language), "")))
        self._show_typing(is_typing=True)

    def show_notice(self, notice: trouble.Notice | None) -> None:
        if notice is not None:
            self._notice.tell(Tone.HINT, notice.said.what, notice.said.advice)
            self.way_on.set_label(notice.button)
            self.way_on.setVisible(bool(notice.button))
        self._notice.setVisible(notice is not None)

    def chosen_customer(self) -> str | None:
        """Whose row is chosen, if it is a customer's."""
        at = self.rows.chosen()
        return self._listed.customers[at] if at is not None and at < len(self._listed.customers) else None

    def adds(self, text: str) -> bool:
        """Whether *New customer* is chosen among what was found for this text."""
        at = self.rows.chosen()
        return at is not None and self._listed.is_add_row(at) and self._listed.text == text

    def arrange(self, side: int, *, is_small: bool, is_upright: bool) -> None:
        """Sizes of the window: low ones close up, and have no foot. ``side``: px left and right, where shadows fall."""
        self._column.setContentsMargins(side, 0, side, 0)
        row = self._head_row if is_small else self._foot_row
        if row.indexOf(self._sent_box) < 0:
            row.addWidget(self._sent_box)
        self._head_title.set_role(Role.SECTION_SMALL if is_small else Role.SECTION)
        self.rows.set_small(is_small)
        self._middle.setContentsMargins(0, 12 if is_small else 20, 0, 12 if is_small else 20)
        self._middle.setSpacing(9 if is_small else 14)
        self._head_row.setContentsMargins(4, 0 if is_small else 10, 4, 0)
        frame = 9 if self._is_typing else 1  # of the chosen row, be it the first or the last
        self._inside.setContentsMargins(1, frame, 1, frame)
        self._what_works.setVisible(self._is_typing and not is_upright)
        self._foot.setVisible(not is_small)

    def _open(self, at: int) -> None:
        if self._listed.is_add_row(at):
            self.new_customer_wanted.emit()
        else:
            self.chosen.emit(self._listed.customers[at])

    def _show_rows(
        self, rows: tuple[customer_rows.CustomerRow, ...], add: AddRow | None, first: int | None, listed: _Listed
    ) -> None:
        """``first`` is chosen to begin with. The same text again keeps what is chosen, and how far it scrolled."""
        is_same = listed.text == self._listed.text
        kept = self.chosen_customer() if is_same else None
        scrolled = self.rows.verticalScrollBar().value()
        self._listed = listed
        self.rows.set_rows([*map(_painted, rows), *([add] if add else [])])
        if kept in listed.customers:
            self.rows.choose(listed.customers.index(kept))
        elif first is not None and (rows or add):
            self.rows.choose(first)
        if is_same:
            self.rows.doItemsLayout()
            self.rows.verticalScrollBar().setValue(scrolled)

    def _show_typing(self, is_typing: bool) -> None:
        self._is_typing = is_typing
        self._head.setVisible(not is_typing and not self._nobody_yet.isVisibleTo(self))
        self._sent_box.setVisible(not is_typing)
        self._keys.setVisible(is_typing)

    def _lay_out(self) -> None:
        self._card = Card(self._style)
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inside = QVBoxLayout(self._card)
        self._inside.addWidget(self.rows)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self._notice)
        self._middle.addWidget(self._make_head())
        self._middle.addWidget(self._make_nobody_yet())
        self._middle.addWidget(self._card)
        self._middle.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._middle, 1)
        self._column.addWidget(self._make_foot())

    def _make_head(self) -> QWidget:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setSpacing(16)
        self._head_title = Label(self._style, words.recent(self._language), Role.SECTION)
        row.addWidget(self._head_title)
        row.addWidget(FittingLabel(self._style, (words.recent_hint(self._language), "")), 1)
        self._head_row = row
        return self._head

    def _make_nobody_yet(self) -> QWidget:
        self._nobody_yet = QWidget()
        self._empty = Label(self._style, "", Role.TILE_TITLE, wraps=True)
        self._empty_advice = Label(self._style, "", Role.BODY, Ink.INK_2, wraps=True)
        column = QVBoxLayout(self._nobody_yet)
        column.setContentsMargins(4, 8, 4, 8)
        column.addWidget(self._empty)
        column.addWidget(self._empty_advice)
        self._nobody_yet.hide()
        return self._nobody_yet

    def _make_foot(self) -> QWidget:
        language = self._language
        self._foot = QWidget()
        self._keys = KeyHints(
            self._style,
            (
                KeyHint(("↑", "↓"), words.choose(language)),
                KeyHint((words.key_enter(language),), words.open_it(language)),
                KeyHint((words.key_escape(language),), words.clear(language)),
            ),
        )
        self._keys.hide()
        self._what_works = FittingLabel(self._style, (words.what_works(language), ""))
        self._what_works.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._sent_box = QWidget()
        self._sent = Label(self._style, "", Role.BODY, Ink.INK_2)
        self._sent_sign = IconLabel(self._style, Icon.CHECK, 22, Ink.ON_OK_TINT)
        sent = QHBoxLayout(self._sent_box)
        sent.setContentsMargins(0, 0, 0, 0)
        sent.setSpacing(10)
        sent.addWidget(self._sent_sign)
        sent.addWidget(self._sent)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(4, 0, 4, 0)
        self._foot_row.setSpacing(24)
        self._foot_row.addWidget(self._keys)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self._what_works)
        self._foot_row.addWidget(self._sent_box)
        return self._foot


def _ids(rows: tuple[customer_rows.CustomerRow, ...]) -> tuple[str, ...]:
    return tuple(row.customer_id for row in rows)


def _painted(row: customer_rows.CustomerRow) -> CustomerRow:
    """The presenter's row as the list paints it."""
    progress = tuple(Progress(one.glyph, one.visits, one.places, one.ready) for one in row.progress)
    return CustomerRow(
        row.name.text, row.contact.text, row.served, progress, row.spoken, _spans(row.name), _spans(row.contact)
    )


def _spans(marked: Marked) -> tuple[tuple[int, int], ...]:
    return tuple((start, end - start) for start, end in marked.marks)
