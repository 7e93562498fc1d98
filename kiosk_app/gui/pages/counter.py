"""The counter: the search that every letter goes to, *New customer*, and under them who was served last or is found."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.sizes import PAGE_MARGIN
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.search_field import SearchField
from kiosk_app.words import counter as words
from kiosk_app.words.language import Language

if TYPE_CHECKING:  # the page is painted before its list and its presenter are loaded
    from kiosk_app.gui.pages.counter_list import CounterList
    from kiosk_app.presenters import trouble
    from kiosk_app.presenters.counter import Recent, Results

LOW_WINDOW = 700  # px; under it everything is a size smaller
LOW_PAGE = 480  # px of its own, as beside a keyboard on the screen
SMALL_MARGIN = 24
WIDEST = 1560
NO_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class CounterPage(QWidget):
    """Implements ``presenters.counter.CounterView``, once ``furnish`` brought its list.

    Signals: ``typed`` with the search's text, ``entered`` with the chosen customer's id or None, ``chosen`` with
    the id of one who was tapped, ``new_customer_wanted``, ``way_on_taken``: the notice's button.
    """

    typed = Signal(str)
    entered = Signal(object)
    chosen = Signal(str)
    new_customer_wanted = Signal()
    way_on_taken = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._list: CounterList | None = None
        self._shape: tuple[bool, bool] | None = None
        self.setObjectName("counterPage")
        self.setAccessibleName(words.title(language))
        hint = words.search_hint(language)
        hints = (hint, words.search_hint_short(language))
        self._search = SearchField(style, hint, hints, words.clear_search(language))
        self._search.line.setObjectName("searchField")
        self._new = Button(style, words.new_customer(language), Kind.OUTLINED, height=96, icon=Icon.PERSON_ADD)
        self._new.setObjectName("newCustomerButton")
        self._lay_out()
        self._search.edited.connect(self.typed)
        self._new.clicked.connect(self.new_customer_wanted)
        style.changed.connect(self._arrange)
        self._arrange()
        self.setFocusProxy(self._search)

    def furnish(self, below: CounterList) -> None:
        """Put in what stands under the search; once."""
        self._list = below
        self._page.removeItem(self._room)
        self._page.insertWidget(1, below, 1)
        below.rows.installEventFilter(self)
        self._search.stepped.connect(below.rows.step)
        self._search.submitted.connect(self._enter)
        below.chosen.connect(self.chosen)
        below.new_customer_wanted.connect(self.new_customer_wanted)
        below.way_on_taken.connect(self.way_on_taken)
        self._shape = None
        self._arrange()

    # What the presenter shows

    def show_empty_search(self) -> None:
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self._search.setFocus()

    def select_search(self) -> None:
        self._search.line.selectAll()

    def show_recent(self, recent: Recent) -> None:
        self._below.show_recent(recent)
        self._new.set_kind(Kind.OUTLINED)
        self._arrange()

    def show_results(self, results: Results) -> None:
        self._below.show_results(results)
        self._search.set_note(results.count)
        self._new.set_kind(Kind.PRIMARY if results.nobody else Kind.OUTLINED)
        self._arrange()

    def show_notice(self, notice: trouble.Notice | None) -> None:
        self._below.show_notice(notice)

    # What a person does

    def take_key(self, event: QKeyEvent) -> bool:
        """Put a letter into the search, wherever it was typed; whether it was one."""
        if not event.text().isprintable() or not event.text() or event.modifiers() & NO_TYPING:
            return False
        self._search.setFocus()
        return QCoreApplication.sendEvent(self._search.line, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.new_customer_wanted.emit()
        elif not self.take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The list would look for rows by letters of its own."""
        return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self.take_key(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _enter(self) -> None:
        """Enter in the search. A row of another text's answer is left to the presenter to judge."""
        if self._below.adds(self._search.text()):
            self.new_customer_wanted.emit()
        else:
            self.entered.emit(self._below.chosen_customer())

    # Where things stand

    @property
    def _below(self) -> CounterList:
        if self._list is None:
            raise AttributeError("the counter has no list yet")
        return self._list

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self._search, 1)
        self._bottom = QVBoxLayout()
        self._page = QVBoxLayout(self)
        self._page.setSpacing(0)
        self._page.addLayout(self._top)
        self._room = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        self._page.addItem(self._room)
        self._page.addLayout(self._bottom)

    def _arrange(self) -> None:
        """Sizes of the window: low ones close up, upright ones have *New customer* at the thumb."""
        is_small = self.window().height() < LOW_WINDOW or self.height() < LOW_PAGE
        is_upright = self.window().height() > self.window().width()
        self._move(is_small, is_upright)
        self._search.set_small(is_small)
        self._new.set_height(76 if is_small else 96)
        side = max(SMALL_MARGIN if is_small or is_upright else PAGE_MARGIN, (self.width() - WIDEST) // 2)
        self._page.setContentsMargins(0, 16 if is_small else 30, 0, 16 if is_small else 24)
        self._top.setContentsMargins(side, 0, side, 0)
        self._top.setSpacing(14 if is_small else 18)
        self._bottom.setContentsMargins(side, 16 if is_upright else 0, side, 0)
        if self._list is not None:
            self._list.arrange(side, is_small=is_small, is_upright=is_upright)
        self._page.activate()

    def _move(self, is_small: bool, is_upright: bool) -> None:
        """What stands elsewhere in small and in upright windows; the keyboard goes the same way as the eye."""
        if (is_small, is_upright) == self._shape:
            return
        self._shape = (is_small, is_upright)
        (self._bottom if is_upright else self._top).addWidget(self._new)
        between: list[QWidget] = [] if self._list is None else [self._list.way_on, self._list.rows]
        order = [self._search.line, *((*between, self._new) if is_upright else (self._new, *between))]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
