"""The card on the edit page that takes one customer's data along, or away for good; asked in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.asked_in_place import AskedInPlace, ButtonRow
from kiosk_app.gui.pages.file_dialogs import ask_where
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.words import erasing_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

SUFFIX = "json"


class PersonCard(Card):
    """Implements ``presenters.person_care.PersonView``. ``export_wanted`` carries the file.

    ``grown``: it says or asks something that is to be seen.
    """

    export_wanted = Signal(str)
    erase_pressed = Signal()
    erase_confirmed = Signal()
    erase_declined = Signal()
    grown = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._name = ""
        self._export = self._button("exportPersonButton", words.export(language))
        self._erase = self._button("erasePersonButton", words.erase(language), icon=Icon.TRASH)
        self._not_yet = self._button("declineEraseButton", words.not_yet(language))
        self._yes = self._button("confirmEraseButton", words.yes_erase(language), Kind.INK)
        self._export.clicked.connect(self._ask_where)
        self._erase.clicked.connect(self.erase_pressed)
        self._not_yet.clicked.connect(self.erase_declined)
        self._yes.clicked.connect(self.erase_confirmed)
        self._said = Notice(style, Tone.OK, "")
        self._said.hide()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(style, words.title(language), Role.TILE_TITLE, wraps=True))
        texts.addWidget(Label(style, words.note(language), Role.BODY, Ink.INK_2, wraps=True))
        choices, answers = ButtonRow(self._export, self._erase), ButtonRow(self._not_yet, self._yes)
        choices.set_narrow(True)
        self._asking = AskedInPlace(style, choices, answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 18, 16)
        column.setSpacing(14)
        column.addLayout(texts)
        for widget in (self._said, choices, self._asking):
            column.addWidget(widget)
        self.hide()

    def show_person(self, is_there: bool, file_name: str = "") -> None:
        self._name = file_name
        self.setVisible(is_there)

    def show_person_busy(self, is_busy: bool) -> None:
        self._export.set_busy(is_busy)
        self._yes.set_busy(is_busy)
        self._erase.setEnabled(not is_busy)

    def show_person_said(self, said: Said | None, *, is_refusal: bool = False) -> None:
        self._said.setVisible(said is not None)
        if said is not None:
            self._said.tell(Tone.REFUSED if is_refusal else Tone.OK, said.what, said.advice)
            self.grown.emit()

    def show_person_question(self, question: Said | None) -> None:
        self._asking.ask(question)
        if question is not None:
            self._not_yet.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grown.emit()

    def tab_stops(self) -> list[QWidget]:
        """In the order of the eye."""
        return [self._export, self._erase, self._not_yet, self._yes]

    def _ask_where(self) -> None:
        title, kind = words.export(self._language), words.file_kind(self._language)
        ask_where(self, title, kind, SUFFIX, self._name, self.export_wanted.emit)

    def _button(self, name: str, text: str, kind: Kind = Kind.SECONDARY, icon: Icon | None = None) -> Button:
        button = Button(self._style, text, kind, icon=icon)
        button.setObjectName(name)
        return button
