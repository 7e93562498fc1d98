"""The card in the settings that brings customers in, takes them along, and leads to those who are there twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from kiosk_app.gui.pages.asked_in_place import ButtonRow
from kiosk_app.gui.pages.file_dialogs import ask_where
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.switch import Switch
from kiosk_app.words import customer_files as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

SUFFIX = "csv"


class CustomersCard(Card):
    """``export_wanted`` carries a file, and whether whole phone numbers shall stand in it."""

    import_wanted = Signal()
    export_wanted = Signal(str, bool)
    duplicates_wanted = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._name = ""
        bring = self._button("importCustomersButton", words.import_customers(language))
        bring.clicked.connect(self.import_wanted)
        self._export = self._button("exportCustomersButton", words.export_customers(language))
        self._export.clicked.connect(self._ask_where)
        twice = self._button("duplicatesButton", words.duplicates(language))
        twice.clicked.connect(self.duplicates_wanted)
        self._with_phones = Switch(style, words.with_phones(language))
        self._with_phones.setObjectName("wholePhonesSwitch")
        self._with_phones.setAccessibleDescription(words.with_phones_note(language))
        self._said = Notice(style, Tone.OK, "")
        self._said.hide()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(style, words.title(language), Role.TILE_TITLE))
        texts.addWidget(Label(style, words.note(language), Role.BODY, Ink.INK_2, wraps=True))
        asked = QVBoxLayout()
        asked.setSpacing(6)
        asked.addWidget(self._with_phones)
        asked.addWidget(Label(style, words.with_phones_note(language), Role.NOTE, Ink.INK_2, wraps=True))
        self._buttons = ButtonRow(bring, self._export, twice)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 18, 16)
        column.setSpacing(14)
        column.addLayout(texts)
        column.addWidget(self._said)
        column.addWidget(self._buttons)
        column.addLayout(asked)

    def show_name(self, name: str) -> None:
        self._name = name

    def show_busy(self, is_busy: bool) -> None:
        self._export.set_busy(is_busy)

    def show_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self._said.setVisible(said is not None)
        if said is not None:
            self._said.tell(Tone.REFUSED if is_refusal else Tone.OK, said.what, said.advice)

    def set_narrow(self, is_narrow: bool) -> None:
        self._buttons.set_narrow(is_narrow)

    def _ask_where(self) -> None:
        title, kind = words.export_customers(self._language), words.file_kind(self._language)
        ask_where(self, title, kind, SUFFIX, self._name, self._chosen)

    def _chosen(self, path: str) -> None:
        self.export_wanted.emit(path, self._with_phones.isChecked())

    def _button(self, name: str, text: str) -> Button:
        button = Button(self._style, text)
        button.setObjectName(name)
        return button
