"""Those who look like one customer, pair by pair. It shows what it is told and says what was pressed."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.gui.pages.asked_in_place import ButtonRow
from kiosk_app.gui.pages.duplicate_pair import PairCard
from kiosk_app.gui.pages.form_parts import Column, FormPage
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.presenters.duplicates_view import PairShown, QuestionShown
from kiosk_app.words import duplicates_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

CONTENT = 960
STACKED = 760  # px at text scale 1, below which the two of a pair stand below each other


class DuplicatesPage(FormPage):
    """Implements ``presenters.duplicates_view.DuplicatesView``; pairs go by their key."""

    merge_pressed = Signal(str)
    swapped = Signal()
    confirmed = Signal()
    declined = Signal()
    apart_pressed = Signal(str)
    more_pressed = Signal()
    look_pressed = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._pairs: dict[str, PairCard] = {}
        self.setObjectName("duplicatesPage")
        self.setAccessibleName(words.title(language))
        self._said = Notice(style, Tone.OK, "")
        self._said.hide()
        self._looking = Label(style, words.looking(language), Role.BODY_LARGE, Ink.INK_2, wraps=True)
        self._count = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._more = Button(style, words.show_more(language))
        self._more.setObjectName("morePairsButton")
        self._more.clicked.connect(self.more_pressed)
        self._again = Button(style, words.look_again(language))
        self._again.setObjectName("lookForDuplicatesButton")
        self._again.clicked.connect(self.look_pressed)
        self._feet = ButtonRow(self._more, self._again)
        self._lay_out()
        self.show_looking(False)
        self.show_pairs((), "", has_more=False)
        self._made()

    # What the presenter says

    def show_looking(self, is_looking: bool) -> None:
        self._looking.setVisible(is_looking)
        self._again.set_busy(is_looking)

    def show_pairs(self, pairs: tuple[PairShown, ...], count: str, *, has_more: bool) -> None:
        """Cards of pairs that stay keep their place and the focus."""
        staying = {pair.key for pair in pairs}
        for key in [key for key in self._pairs if key not in staying]:
            gone = self._pairs.pop(key)
            gone.hide()
            self._lines.removeWidget(gone)
            gone.deleteLater()
        for place, pair in enumerate(pairs):
            if pair.key not in self._pairs:
                self._pairs[pair.key] = self._card(pair.key)
                self._lines.insertWidget(place, self._pairs[pair.key])
            self._pairs[pair.key].show_pair(pair)
        self._count.setText(count)
        self._count.setVisible(bool(count))
        self._more.setVisible(has_more)
        self._arrange()

    def show_question(self, question: QuestionShown | None) -> None:
        for key, card in self._pairs.items():
            card.show_question(question if question and question.key == key else None)
        asked = self._pairs.get(question.key) if question else None
        if asked is not None:
            QTimer.singleShot(0, asked, lambda: self._list.ensureWidgetVisible(asked, 0, 24))

    def show_busy(self, key: str | None) -> None:
        for its_key, card in self._pairs.items():
            card.show_busy(its_key == key)

    def show_said(self, said: Said | None, *, is_refusal: bool = False) -> None:
        self._said.setVisible(said is not None)
        if said is not None:
            self._said.tell(Tone.REFUSED if is_refusal else Tone.OK, said.what, said.advice)
            self._list.verticalScrollBar().setValue(0)

    # Where things stand

    def _card(self, key: str) -> PairCard:
        card = PairCard(self._style, self._language, key)
        card.merge_pressed.connect(lambda: self.merge_pressed.emit(key))
        card.apart_pressed.connect(lambda: self.apart_pressed.emit(key))
        card.swapped.connect(self.swapped)
        card.confirmed.connect(self.confirmed)
        card.declined.connect(self.declined)
        return card

    def _lay_out(self) -> None:
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(REACH, 0, REACH, 0)
        whole.setSpacing(16)
        intro = Label(self._style, words.intro(self._language), Role.BODY_LARGE, Ink.INK_2, wraps=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(16)
        whole.addWidget(intro)
        whole.addWidget(self._said)
        whole.addWidget(self._looking)
        whole.addLayout(self._lines)
        whole.addWidget(self._count)
        whole.addWidget(self._feet)
        whole.addStretch(1)
        self._list = Column(self._style, CONTENT)
        self._list.setObjectName("duplicatesList")
        self._list.rows.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def _arrange(self) -> None:
        is_stacked = self.width() < self._style.px(STACKED)
        self._list.set_margins(20, 24 if self.width() < 1100 else 40)
        for card in self._pairs.values():
            card.set_stacked(is_stacked)
