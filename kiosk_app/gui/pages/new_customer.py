"""A customer who is new, or edited: the fields, who looks alike, the first stamp card, and the one thing to press."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.domain.customer import Details
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.customer_fields import CustomerFields
from kiosk_app.gui.pages.duplicate_hint import DuplicateHint
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import PAGE_MARGIN
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.radio_rows import Choice, RadioRow, RadioRows
from kiosk_app.gui.widgets.scrolled import Scrolled
from kiosk_app.presenters import trouble
from kiosk_app.presenters.new_customer_view import CardChoice, Duplicate
from kiosk_app.words import edit_customer as edit_words
from kiosk_app.words import new_customer as words
from kiosk_app.words.language import Language

if TYPE_CHECKING:
    from kiosk_app.gui.pages.person_card import PersonCard

LOW_WINDOW = 700
SMALL_MARGIN = 24
WIDEST = 1560
TWO_COLUMNS_FROM = 1100  # px at text scale 1; narrower pages have one column
WORDS_BESIDE_FROM = 640  # px at text scale 1
LEFT, RIGHT, BETWEEN = 640, 516, 44
ABOVE_ROWS = 40  # the label over the cards


class NewCustomerPage(QWidget):
    """Implements ``presenters.new_customer_view.NewCustomerView``; with ``person`` for who is known: without
    cards, and their data can be taken along or away.

    Signals: ``typed`` with a field's name in ``Details`` and its text, ``card_chosen`` with a Card IDX or None,
    ``duplicate_taken``, ``cancelled``, ``saved``, ``way_on_taken``: the notice's button.
    """

    typed = Signal(str, str)
    card_chosen = Signal(object)
    duplicate_taken = Signal()
    cancelled = Signal()
    saved = Signal()
    way_on_taken = Signal()

    def __init__(self, style: Style, language: Language, person: PersonCard | None = None) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._choices: tuple[CardChoice, ...] = ()
        self._is_flat: bool | None = None
        self.setObjectName("editCustomerPage" if person else "newCustomerPage")
        self.setAccessibleName(edit_words.title(language) if person else words.title(language))
        self._fields = CustomerFields(style, language)
        self._person = person
        self._rows = RadioRows(style, words.first_card(language))
        self._hint = DuplicateHint(style, language)
        self._notice = Notice(style, Tone.HINT, "")
        self._way_on = self._notice.add_button("")
        self._notice.hide()
        self._enough = Label(style, words.enough(language), Role.BODY, Ink.INK_2, wraps=True)
        self._enough_sign = IconLabel(style, Icon.INFO, 22, Ink.INK)
        self._enough_sign.hide()
        self._cancel = Button(style, words.cancel(language), height=72)
        self._cancel.setObjectName("cancelButton")
        self._save = Button(style, words.save_and_issue(language), Kind.PRIMARY, height=72, icon=Icon.STAMP)
        self._save.setObjectName("saveCustomerButton")
        self._lay_out()
        self._connect()

    # What the presenter shows

    def show_form(self, details: Details) -> None:
        self._fields.fill(details)
        self._scroll.verticalScrollBar().setValue(0)
        first = self._fields.field("phone" if details.name else "name")
        first.setFocus()

    def show_cards(self, choices: tuple[CardChoice, ...], chosen: int | None) -> None:
        at = next((at for at, choice in enumerate(choices) if choice.card_idx == chosen), 0)
        if choices and (choices != self._choices or self._rows.index() != at):
            self._rows.set_choices([Choice(one.name, one.about, one.glyph) for one in choices], at)
            self._set_order()
        self._choices = choices
        self._cards.setVisible(bool(choices))
        self._arrange()

    def show_extras(self, first: str, second: str) -> None:
        self._fields.name_extras(first, second)

    def show_primary(self, caption: str, is_issuing: bool) -> None:
        self._save.set_label(caption)
        self._save.set_icon(Icon.STAMP if is_issuing else Icon.CHECK)

    def show_gone(self, is_gone: bool) -> None:
        for widget in (self._fields, self._enough, self._cancel):
            widget.setVisible(not is_gone)

    def show_problem(self, field: str, sentence: str) -> None:
        self._fields.show_problem(field, sentence)

    def show_phone_fits(self, fits: bool) -> None:
        self._fields.show_phone_fits(fits)

    def show_duplicate(self, duplicate: Duplicate | None) -> None:
        self._hint.show_duplicate(duplicate)
        self._show_dock()
        self._arrange()

    def show_nobody_named(self, is_nobody: bool) -> None:
        self._enough.set_ink(Ink.INK if is_nobody else Ink.INK_2)
        self._enough_sign.setVisible(is_nobody)

    def point_to(self, field: str) -> None:
        self._fields.point_to(field)
        self._scroll.ensureWidgetVisible(self._fields.field(field), 0, 40)

    def show_busy(self, is_busy: bool) -> None:
        self._save.set_busy(is_busy)

    def show_locked(self, is_locked: bool) -> None:
        self._fields.setEnabled(not is_locked)

    def show_notice(self, notice: trouble.Notice | None) -> None:
        if notice is not None:
            self._notice.tell(Tone.HINT, notice.said.what, notice.said.advice)
            self._way_on.set_label(notice.button)
            self._way_on.setVisible(bool(notice.button))
        self._notice.setVisible(notice is not None)
        self._show_dock()

    # Where things stand

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _keep_in_sight(self) -> None:
        """Less room for the form, as when somebody looks alike: what is being typed stays in sight."""
        self._arrange()
        focused = self.focusWidget()
        if self._fields.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 0, 24)

    def _connect(self) -> None:
        self._fields.edited.connect(self.typed)
        self._fields.submitted.connect(self.saved)
        self._hint.taken.connect(self.duplicate_taken)
        self._rows.chosen.connect(self._choose)
        self._cancel.clicked.connect(self.cancelled)
        self._save.clicked.connect(self.saved)
        self._way_on.clicked.connect(self.way_on_taken)
        self._style.changed.connect(self._arrange)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        if person := self._person:
            person.grown.connect(
                lambda: QTimer.singleShot(0, person, partial(self._scroll.ensureWidgetVisible, person))
            )

    def _choose(self, at: int) -> None:
        self.card_chosen.emit(self._choices[at].card_idx)

    def _lay_out(self) -> None:
        inside = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._columns.addWidget(self._fields, LEFT)
        self._columns.addLayout(self._make_right(), RIGHT)
        self._scroll = Scrolled(self._style)
        self._scroll.show_through(inside)
        self._dock = QWidget()
        self._dock.hide()
        self._docked = QVBoxLayout(self._dock)
        self._docked.setSpacing(12)
        self._docked.addWidget(self._notice)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(0)
        self._page.addWidget(self._scroll, 1)
        self._page.addWidget(self._dock)
        self._page.addWidget(self._make_bar())

    def _make_right(self) -> QVBoxLayout:
        self._cards = QWidget()
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(11)
        cards.addWidget(Label(self._style, words.first_card(self._language), Role.LABEL))
        cards.addWidget(self._rows)
        self._cards.hide()
        self._right = QVBoxLayout()
        self._right.setSpacing(22)
        self._right.addWidget(self._hint)
        self._right.addWidget(self._cards)
        if self._person:
            self._right.addWidget(self._person)
        self._right.addStretch(1)
        return self._right

    def _make_bar(self) -> QWidget:
        self._said = QWidget()
        said = QHBoxLayout(self._said)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(14)
        said.addWidget(self._enough_sign)
        said.addWidget(self._enough, 1)
        left = QWidget()
        self._beside_cancel = QHBoxLayout(left)
        self._beside_cancel.setContentsMargins(0, 0, 0, 0)
        self._beside_cancel.setSpacing(14)
        self._beside_cancel.addWidget(self._said, 1)
        self._beside_cancel.addWidget(self._cancel)
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._bar = _Bar(self._style)
        self._in_bar = QVBoxLayout(self._bar)
        self._in_bar.setSpacing(10)
        self._bar_row = QHBoxLayout()
        self._bar_row.setSpacing(14)
        self._in_bar.addLayout(self._bar_row)
        self._bar_row.addWidget(left)
        self._bar_row.addWidget(self._save)
        return self._bar

    def _arrange(self) -> None:
        """One column or two; in one, who looks alike stands above the buttons, where it is seen while typing."""
        is_flat = self.width() < TWO_COLUMNS_FROM * self._style.text_scale
        is_small = self.window().height() < LOW_WINDOW
        side = max(SMALL_MARGIN if is_flat else PAGE_MARGIN, (self.width() - WIDEST) // 2)
        top = 16 if is_small else 26
        self._columns.setContentsMargins(side, top, side, 8)
        self._columns.setSpacing(24 if is_flat else BETWEEN)
        hint = 0 if is_flat or self._hint.isHidden() else self._hint.sizeHint().height() + self._right.spacing()
        room = self._scroll.viewport().height() - top - hint - self._style.px(ABOVE_ROWS)
        self._rows.set_low(not is_flat and self._rows.full_height() > room)
        self._in_bar.setContentsMargins(side, *((10, side, 10) if is_small else (19, side, 17)))
        self._docked.setContentsMargins(side, 8, side, 12)
        self._arrange_bar(is_flat=is_flat)
        if is_flat is not self._is_flat:
            self._is_flat = is_flat
            self._columns.setDirection(
                QBoxLayout.Direction.TopToBottom if is_flat else QBoxLayout.Direction.LeftToRight
            )
            self._hint.set_flat(is_flat)
            if is_flat:
                self._docked.addWidget(self._hint)
            else:
                self._right.insertWidget(0, self._hint)
            self._set_order()
            self._show_dock()
        self._in_bar.activate()
        self._page.activate()

    def _arrange_bar(self, *, is_flat: bool) -> None:
        """What is enough stands beside the buttons, or above them where it would be many short lines."""
        if is_flat and self.width() < self._style.px(WORDS_BESIDE_FROM):
            self._in_bar.insertWidget(0, self._said)
            shares = (0, 1)
        else:
            self._beside_cancel.insertWidget(0, self._said, 1)
            shares = (1, 0) if is_flat else (LEFT + BETWEEN - self._bar_row.spacing(), RIGHT)
        for place, share in enumerate(shares):
            self._bar_row.setStretch(place, share)

    def _show_dock(self) -> None:
        """What stands between the form and the bar takes no room while there is nothing in it."""
        is_hinting = self._is_flat is True and not self._hint.isHidden()
        self._dock.setVisible(is_hinting or not self._notice.isHidden())

    def _set_order(self) -> None:
        """The keyboard goes down the fields, past who looks alike and the cards, to the buttons."""
        rows = self._rows.findChildren(RadioRow)
        person = self._person.tab_stops() if self._person else []
        stops = [*self._fields.tab_stops(), self._hint.button, *rows, *person, self._way_on, self._cancel, self._save]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)


class _Bar(QWidget):
    """The action bar: a surface with a line on top."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        style.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._style.palette.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._style.palette.line))
