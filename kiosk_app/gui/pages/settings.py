"""The settings page: a rail of sections, the section's form, and the bar that saves it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk_app.gui.pages.card_form import CardForm
from kiosk_app.gui.pages.form_parts import Column, FormPage
from kiosk_app.gui.pages.settings_account import AccountForm
from kiosk_app.gui.pages.settings_bar import SettingsBar
from kiosk_app.gui.pages.settings_card_list import CardList
from kiosk_app.gui.pages.settings_counter import CounterForm
from kiosk_app.gui.pages.settings_facts import AboutPage, DataPage
from kiosk_app.gui.pages.settings_rail import SettingsRail
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.presenters.card_form import CardPreview, TypedCard
from kiosk_app.presenters.key_talk import FindingShown, KeyShown
from kiosk_app.presenters.settings import PlaceRow, Section
from kiosk_app.presenters.settings_account import AccountShown, TypedAccount
from kiosk_app.presenters.settings_cards import CardRow
from kiosk_app.presenters.settings_counter import TypedCounter
from kiosk_app.words import settings as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

STACKED = 860  # px, below which what stands side by side in a form stands below each other
CONTENT = 960
WITH_FORM = (Section.CARDS, Section.ACCOUNT, Section.COUNTER)


class SettingsPage(FormPage):
    """Implements SettingsView. ``…_typed`` carry all that stands in a section's form after every change, the other
    signals what was pressed; ``folder_wanted`` a folder to be shown by the computer.
    """

    section_chosen = Signal(Section)
    card_chosen = Signal(int)
    add_requested = Signal()
    card_typed = Signal(TypedCard)
    save_requested = Signal()
    cancel_requested = Signal()
    remove_requested = Signal()
    remove_confirmed = Signal()
    remove_declined = Signal()
    account_typed = Signal(TypedAccount)
    key_typed = Signal(str)
    test_requested = Signal(str)
    moved_requested = Signal()
    move_confirmed = Signal(str)
    move_declined = Signal()
    counter_typed = Signal(TypedCounter)
    save_and_leave = Signal()
    drop_and_leave = Signal()
    stay = Signal()
    reload_requested = Signal()
    folder_wanted = Signal(str)
    backup_wanted = Signal(str)
    restore_wanted = Signal(str)
    restore_confirmed = Signal()
    restore_declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._section = Section.CARDS
        self._can_remove = False
        self._insists = False
        self.setObjectName("settingsPage")
        self.setAccessibleName(words.title(language))
        self._rail = SettingsRail(style, words.sections(language))
        self._list = CardList(style, language)
        self._bar = SettingsBar(style, language, CONTENT)
        self._fault = Notice(style, Tone.WAIT, "")
        again = self._fault.add_button(words.try_again(language))
        again.clicked.connect(self.reload_requested)
        self._notice = Notice(style, Tone.REFUSED, "")
        self._lay_out()
        self._make()

    def _make(self) -> None:
        style, language = self._style, self._language
        self._card = CardForm(style, language, is_short=False)
        self._add(_padded(self._card))
        self._account = AccountForm(style, language)
        self._add(self._account)
        self._counter = CounterForm(style, language)
        self._add(self._counter)
        self._data = DataPage(style, language)
        self._add(self._data)
        self._about = AboutPage(style, language)
        self._add(self._about)
        self._join()
        self.show_section(Section.CARDS)
        self._made()

    def _add(self, section: QWidget) -> None:
        column = Column(self._style, CONTENT, 20, 36)
        self._columns.append(column)
        self._stack.addWidget(column)
        column.rows.addWidget(section)

    # What is shown

    def show_section(self, section: Section) -> None:
        self._section = section
        self._rail.show_section(section)
        self._stack.setCurrentIndex(list(Section).index(section))
        self._list.setVisible(section is Section.CARDS)
        self._show_bar()
        self._columns[list(Section).index(section)].verticalScrollBar().setValue(0)

    def show_cards(self, rows: tuple[CardRow, ...]) -> None:
        self._list.show_cards(rows)

    def show_card(self, card: TypedCard | None, *, can_remove: bool) -> None:
        self._can_remove = can_remove
        if card is not None:
            self._card.show_card(card)
        self._show_bar()

    def show_preview(self, preview: CardPreview) -> None:
        self._card.show_preview(preview)

    def show_remove_question(self, question: str) -> None:
        self._bar.ask_to_remove(question)

    def show_account(self, shown: AccountShown) -> None:
        self._account.show_account(shown)

    def show_no_account(self, said: Said) -> None:
        self._account.show_no_account(said)

    def show_told_hint(self, hint: str) -> None:
        self._account.show_told_hint(hint)

    def show_moving(self, is_asked: bool) -> None:
        self._account.show_moving(is_asked)

    def show_key(self, shown: KeyShown) -> None:
        self._account.key.show_key(shown)

    def show_test(self, shown: FindingShown) -> None:
        self._account.key.show_finding(shown)

    def show_key_complaint(self, sentence: str) -> None:
        self._account.key.show_complaint(sentence)

    def clear_key(self) -> None:
        self._account.key.clear()

    def show_counter(self, counter: TypedCounter, countries: tuple[str, ...]) -> None:
        self._counter.show_counter(counter, countries)

    def show_places(self, rows: tuple[PlaceRow, ...]) -> None:
        self._data.show_places(rows)

    def show_backup_name(self, name: str) -> None:
        self._data.backup.show_name(name)

    def show_data_busy(self, is_busy: bool) -> None:
        self._data.backup.show_busy(is_busy)

    def show_data_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self._data.backup.show_said(said, is_refusal=is_refusal)

    def show_restore_question(self, question: Said | None) -> None:
        self._data.backup.ask(question)

    def show_about(self, rows: tuple[tuple[str, str], ...]) -> None:
        self._about.show_about(rows)

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        insists, self._insists = self._insists, False
        match self._section:
            case Section.CARDS:
                if insists:
                    self._card.insist()
                self._card.show_complaints(sentences)
                if insists and sentences:
                    self._card.focus_first(sentences)
            case Section.ACCOUNT:
                self._account.show_complaints(sentences, insists=insists)
            case Section.COUNTER:
                self._counter.show_complaints(sentences, insists=insists)

    def show_unsaved(self, is_unsaved: bool) -> None:
        self._bar.show_note(words.unsaved(self._language) if is_unsaved else "")

    def show_saved(self) -> None:
        self._bar.show_note(words.saved(self._language))

    def show_busy(self, is_busy: bool) -> None:
        self._bar.show_busy(is_busy)

    def show_notice(self, said: Said | None) -> None:
        self._show_one(self._notice, said is not None)
        if said is not None:
            self._notice.tell(Tone.REFUSED, said.what, said.advice)

    def show_fault(self, said: Said | None) -> None:
        self._show_one(self._fault, said is not None)
        if said is not None:
            self._fault.tell(Tone.WAIT, said.what, said.advice)

    def _show_one(self, notice: Notice, is_shown: bool) -> None:
        notice.setVisible(is_shown)
        others = (other for other in (self._fault, self._notice) if other is not notice)
        self._notice_place.setVisible(is_shown or any(not other.isHidden() for other in others))

    def show_leaving(self, question: Said | None) -> None:
        self._bar.ask_to_leave(str(question) if question else "")

    # How it is laid out

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._columns: list[Column] = []
        self._notice_place = QWidget()
        self._notices = QVBoxLayout(self._notice_place)
        self._notices.setSpacing(12)
        self._notice_place.hide()
        for notice in (self._fault, self._notice):
            notice.hide()
            self._notices.addWidget(notice)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._notice_place)
        right.addWidget(self._stack, 1)
        right.addWidget(self._bar)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._rail)
        self._whole.addWidget(self._list)
        self._whole.addLayout(right, 1)

    def _join(self) -> None:
        pairs = (
            (self._rail.chosen, self.section_chosen),
            (self._list.chosen, self.card_chosen),
            (self._list.add_requested, self.add_requested),
            (self._card.edited, self.card_typed),
            (self._account.edited, self.account_typed),
            (self._account.key.edited, self.key_typed),
            (self._account.key.test_requested, self.test_requested),
            (self._account.moved_requested, self.moved_requested),
            (self._account.move_confirmed, self.move_confirmed),
            (self._account.move_declined, self.move_declined),
            (self._counter.edited, self.counter_typed),
            (self._data.folder_wanted, self.folder_wanted),
            (self._data.backup.backup_wanted, self.backup_wanted),
            (self._data.backup.restore_wanted, self.restore_wanted),
            (self._data.backup.confirmed, self.restore_confirmed),
            (self._data.backup.declined, self.restore_declined),
            (self._bar.cancel_requested, self.cancel_requested),
            (self._bar.remove_requested, self.remove_requested),
            (self._bar.remove_confirmed, self.remove_confirmed),
            (self._bar.remove_declined, self.remove_declined),
            (self._bar.drop_and_leave, self.drop_and_leave),
            (self._bar.stay, self.stay),
        )
        for inner, outer in pairs:
            inner.connect(outer)
        for signal in (
            self._bar.save_requested,
            self._card.submitted,
            self._account.submitted,
            self._counter.submitted,
        ):
            signal.connect(self._save)
        self._bar.save_and_leave.connect(self._save_and_leave)

    def _save(self) -> None:
        self._insists = True
        self.save_requested.emit()

    def _save_and_leave(self) -> None:
        self._insists = True
        self.save_and_leave.emit()

    def _show_bar(self) -> None:
        is_cards = self._section is Section.CARDS
        self._bar.show_for(has_form=self._section in WITH_FORM, can_remove=is_cards and self._can_remove)

    def _arrange(self) -> None:
        """Rail and list at the left where there is room, else above; one column where there is none for two."""
        style = self._style
        is_narrow = self.is_narrow()
        is_stacked = self.width() < style.px(STACKED)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._whole.setDirection(down if is_narrow else across)
        self._rail.set_strip(is_narrow)
        self._list.set_strip(is_narrow)
        side = 24 if is_narrow else 36
        for column in self._columns:
            column.set_margins(20, side)
        self._notices.setContentsMargins(side, 16, side, 0)
        self._bar.set_margins(side)
        for form in (self._card, self._counter, self._data):
            form.set_narrow(is_stacked)


def _padded(form: QWidget) -> QWidget:
    """With the sides free that a column wants to be so."""
    padded = QWidget()
    column = QVBoxLayout(padded)
    column.setContentsMargins(REACH, 0, REACH, 0)
    column.addWidget(form)
    return padded
