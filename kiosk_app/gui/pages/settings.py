"""The settings page: a rail of sections, the section's form, and the bar that saves it.

A section is loaded and made when it is first shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk_app.gui.pages.form_parts import Column, FormPage
from kiosk_app.gui.pages.made_later import MadeLater
from kiosk_app.gui.pages.settings_bar import SettingsBar
from kiosk_app.gui.pages.settings_card_list import CardList
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

if TYPE_CHECKING:
    from kiosk_app.domain.changelog import Release
    from kiosk_app.gui.pages.card_form import CardForm
    from kiosk_app.gui.pages.settings_about import AboutPage
    from kiosk_app.gui.pages.settings_account import AccountForm
    from kiosk_app.gui.pages.settings_counter import CounterForm
    from kiosk_app.gui.pages.settings_facts import DataPage
    from kiosk_app.presenters.settings_about import Findings, Preview

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
    import_wanted = Signal()
    export_wanted = Signal(str, bool)
    duplicates_wanted = Signal()
    look_wanted = Signal()
    support_wanted = Signal()
    support_saved = Signal(str)
    support_declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._section = Section.CARDS
        self._can_remove = False
        self._has_account = True
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
        self._card = MadeLater(self._make_cards)
        self._account = MadeLater(self._make_account)
        self._counter = MadeLater(self._make_counter)
        self._data = MadeLater(self._make_data)
        self._about = MadeLater(self._make_about)
        self._coming = QTimer(self, singleShot=True, interval=0)  # what is round it is seen first
        self._coming.timeout.connect(self._make_shown)
        self._lay_out()
        self._join()
        self._made()

    def _make_cards(self) -> CardForm:
        from kiosk_app.gui.pages.card_form import CardForm

        form = CardForm(self._style, self._language, is_short=False)
        self._add(Section.CARDS, _padded(form))
        form.edited.connect(self.card_typed)
        form.submitted.connect(self._save)
        return form

    def _make_account(self) -> AccountForm:
        from kiosk_app.gui.pages.settings_account import AccountForm

        form = AccountForm(self._style, self._language)
        self._add(Section.ACCOUNT, form)
        form.edited.connect(self.account_typed)
        form.key.edited.connect(self.key_typed)
        form.key.test_requested.connect(self.test_requested)
        form.moved_requested.connect(self.moved_requested)
        form.move_confirmed.connect(self.move_confirmed)
        form.move_declined.connect(self.move_declined)
        form.submitted.connect(self._save)
        return form

    def _make_counter(self) -> CounterForm:
        from kiosk_app.gui.pages.settings_counter import CounterForm

        form = CounterForm(self._style, self._language)
        self._add(Section.COUNTER, form)
        form.edited.connect(self.counter_typed)
        form.submitted.connect(self._save)
        return form

    def _make_data(self) -> DataPage:
        from kiosk_app.gui.pages.settings_facts import DataPage

        section = DataPage(self._style, self._language)
        self._add(Section.DATA, section)
        section.folder_wanted.connect(self.folder_wanted)
        section.customers.import_wanted.connect(self.import_wanted)
        section.customers.export_wanted.connect(self.export_wanted)
        section.customers.duplicates_wanted.connect(self.duplicates_wanted)
        section.backup.backup_wanted.connect(self.backup_wanted)
        section.backup.restore_wanted.connect(self.restore_wanted)
        section.backup.confirmed.connect(self.restore_confirmed)
        section.backup.declined.connect(self.restore_declined)
        return section

    def _make_about(self) -> AboutPage:
        from kiosk_app.gui.pages.settings_about import AboutPage

        section = AboutPage(self._style, self._language)
        self._add(Section.ABOUT, section)
        section.look_wanted.connect(self.look_wanted)
        section.support_wanted.connect(self.support_wanted)
        section.support_saved.connect(self.support_saved)
        section.support_declined.connect(self.support_declined)
        return section

    def _add(self, section: Section, widget: QWidget) -> None:
        self._columns[list(Section).index(section)].rows.addWidget(widget)

    # What is shown

    def show_section(self, section: Section) -> None:
        self._section = section
        place = list(Section).index(section)
        self._coming.start()
        self._rail.show_section(section)
        self._stack.setCurrentIndex(place)
        self._list.setVisible(section is Section.CARDS)
        self._show_bar()
        self._columns[place].verticalScrollBar().setValue(0)

    def _make_shown(self) -> None:
        match self._section:
            case Section.CARDS:
                self._card.made()
            case Section.ACCOUNT:
                self._account.made()
            case Section.COUNTER:
                self._counter.made()
            case Section.DATA:
                self._data.made()
            case Section.ABOUT:
                self._about.made()

    def show_cards(self, rows: tuple[CardRow, ...]) -> None:
        self._list.show_cards(rows)

    def show_card(self, card: TypedCard | None, *, can_remove: bool) -> None:
        self._can_remove = can_remove
        if card is not None:
            self._card.tell("card", lambda form: form.show_card(card))
        self._show_bar()

    def show_preview(self, preview: CardPreview) -> None:
        self._card.tell("preview", lambda form: form.show_preview(preview))

    def show_remove_question(self, question: str) -> None:
        self._bar.ask_to_remove(question)

    def show_account(self, shown: AccountShown) -> None:
        self._has_account = True
        self._show_bar()
        self._account.tell("account", lambda form: form.show_account(shown))

    def show_no_account(self, said: Said) -> None:
        self._has_account = False
        self._show_bar()
        self._account.tell("account", lambda form: form.show_no_account(said))

    def show_told_hint(self, hint: str) -> None:
        self._account.tell("told", lambda form: form.show_told_hint(hint))

    def show_moving(self, is_asked: bool) -> None:
        self._account.tell("moving", lambda form: form.show_moving(is_asked))

    def show_key(self, shown: KeyShown) -> None:
        self._account.tell("key", lambda form: form.key.show_key(shown))

    def show_test(self, shown: FindingShown) -> None:
        self._account.tell("test", lambda form: form.key.show_finding(shown))

    def show_key_complaint(self, sentence: str) -> None:
        self._account.tell("key complaint", lambda form: form.key.show_complaint(sentence))

    def clear_key(self) -> None:
        self._account.tell("typed key", lambda form: form.key.clear())

    def show_counter(self, counter: TypedCounter, countries: tuple[str, ...]) -> None:
        self._counter.tell("counter", lambda form: form.show_counter(counter, countries))

    def show_places(self, rows: tuple[PlaceRow, ...]) -> None:
        self._data.tell("places", lambda section: section.show_places(rows))

    def show_backup_name(self, name: str) -> None:
        self._data.tell("name", lambda section: section.backup.show_name(name))

    def show_data_busy(self, is_busy: bool) -> None:
        self._data.tell("busy", lambda section: section.backup.show_busy(is_busy))

    def show_data_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self._data.tell("said", lambda section: section.backup.show_said(said, is_refusal=is_refusal))

    def show_restore_question(self, question: Said | None) -> None:
        self._data.tell("question", lambda section: section.backup.ask(question))

    def show_export_name(self, name: str) -> None:
        self._data.tell("export name", lambda section: section.customers.show_name(name))

    def show_export_busy(self, is_busy: bool) -> None:
        self._data.tell("export busy", lambda section: section.customers.show_busy(is_busy))

    def show_export_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self._data.tell("export said", lambda section: section.customers.show_said(said, is_refusal=is_refusal))

    def show_about(self, rows: tuple[tuple[str, str], ...], releases: tuple[Release, ...]) -> None:
        self._about.tell("about", lambda section: section.show_about(rows, releases))

    def show_findings(self, findings: Findings | None) -> None:
        self._about.tell("findings", lambda section: section.findings.show_findings(findings))

    def show_looking(self, is_looking: bool) -> None:
        self._about.tell("looking", lambda section: section.findings.show_looking(is_looking))

    def show_support(self, preview: Preview | None) -> None:
        self._about.tell("support", lambda section: section.support.show_preview(preview))

    def show_gathering(self, is_busy: bool) -> None:
        self._about.tell("gathering", lambda section: section.support.show_busy(is_busy))

    def show_support_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self._about.tell("support said", lambda section: section.support.show_said(said, is_refusal=is_refusal))

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        insists, self._insists = self._insists, False
        match self._section:
            case Section.CARDS:
                form = self._card.made()
                if insists:
                    form.insist()
                form.show_complaints(sentences)
                if insists and sentences:
                    form.focus_first(sentences)
            case Section.ACCOUNT:
                self._account.made().show_complaints(sentences, insists=insists)
            case Section.COUNTER:
                self._counter.made().show_complaints(sentences, insists=insists)

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
        self._columns = [Column(self._style, CONTENT, 20, 36) for _ in Section]
        for column in self._columns:
            self._stack.addWidget(column)
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
            (self._bar.cancel_requested, self.cancel_requested),
            (self._bar.remove_requested, self.remove_requested),
            (self._bar.remove_confirmed, self.remove_confirmed),
            (self._bar.remove_declined, self.remove_declined),
            (self._bar.drop_and_leave, self.drop_and_leave),
            (self._bar.stay, self.stay),
        )
        for inner, outer in pairs:
            inner.connect(outer)
        self._bar.save_requested.connect(self._save)
        self._bar.save_and_leave.connect(self._save_and_leave)

    def _save(self) -> None:
        self._insists = True
        self.save_requested.emit()

    def _save_and_leave(self) -> None:
        self._insists = True
        self.save_and_leave.emit()

    def _show_bar(self) -> None:
        is_cards = self._section is Section.CARDS
        has_form = self._section in WITH_FORM and (self._has_account or self._section is not Section.ACCOUNT)
        self._bar.show_for(has_form=has_form, can_remove=is_cards and self._can_remove)

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
        self._card.tell("narrow", lambda form: form.set_narrow(is_stacked))
        self._counter.tell("narrow", lambda form: form.set_narrow(is_stacked))
        self._data.tell("narrow", lambda section: section.set_narrow(is_stacked))
        self._about.tell("narrow", lambda section: section.set_narrow(is_stacked))


def _padded(form: QWidget) -> QWidget:
    """With the sides free that a column wants to be so."""
    padded = QWidget()
    column = QVBoxLayout(padded)
    column.setContentsMargins(REACH, 0, REACH, 0)
    column.addWidget(form)
    return padded
