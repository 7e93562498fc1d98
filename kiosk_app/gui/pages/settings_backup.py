"""The card in the settings that makes a backup and restores one; what comes of it is said in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from kiosk_app.gui.pages.asked_in_place import AskedInPlace, ButtonRow
from kiosk_app.gui.pages.backup_files import ask_for_backup, ask_where
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.words import care as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class BackupCard(Card):
    """``backup_wanted`` and ``restore_wanted`` carry a file; the answers to the question are ``confirmed`` and
    ``declined``."""

    backup_wanted = Signal(str)
    restore_wanted = Signal(str)
    confirmed = Signal()
    declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._name = ""
        self._back_up = self._button("backUpButton", words.back_up_now(language))
        self._back_up.clicked.connect(lambda: ask_where(self, language, self._name, self.backup_wanted.emit))
        self._restore = self._button("restoreButton", words.restore(language))
        self._restore.clicked.connect(lambda: ask_for_backup(self, language, self.restore_wanted.emit))
        self._yes = self._button("confirmRestoreButton", words.yes_restore(language), Kind.INK)
        self._yes.clicked.connect(self.confirmed)
        self._no = self._button("declineRestoreButton", words.not_yet(language))
        self._no.clicked.connect(self.declined)
        self._said = Notice(style, Tone.OK, "")
        self._said.hide()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(style, words.backups_title(language), Role.TILE_TITLE))
        texts.addWidget(Label(style, words.backups_note(language), Role.BODY, Ink.INK_2, wraps=True))
        self._choices = ButtonRow(self._back_up, self._restore)
        self._answers = ButtonRow(self._no, self._yes)
        self._asking = AskedInPlace(style, self._choices, self._answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 18, 16)
        column.setSpacing(14)
        column.addLayout(texts)
        for widget in (self._said, self._choices, self._asking):
            column.addWidget(widget)

    def show_name(self, name: str) -> None:
        self._name = name

    def show_busy(self, is_busy: bool) -> None:
        self._back_up.set_busy(is_busy)
        self._restore.setEnabled(not is_busy)

    def show_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self._said.setVisible(said is not None)
        if said is not None:
            self._said.tell(Tone.REFUSED if is_refusal else Tone.OK, said.what, said.advice)

    def ask(self, question: Said | None) -> None:
        self._asking.ask(question)

    def set_narrow(self, is_narrow: bool) -> None:
        for row in (self._choices, self._answers):
            row.set_narrow(is_narrow)

    def _button(self, name: str, text: str, kind: Kind = Kind.SECONDARY) -> Button:
        button = Button(self._style, text, kind)
        button.setObjectName(name)
        return button
