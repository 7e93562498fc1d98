"""The card in the settings that makes a backup and restores one; what comes of it is said in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

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
        self._what = Label(style, "", Role.TILE_TITLE, wraps=True)
        self._advice = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._said = Notice(style, Tone.OK, "")
        self._said.hide()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(style, words.backups_title(language), Role.TILE_TITLE))
        texts.addWidget(Label(style, words.backups_note(language), Role.BODY, Ink.INK_2, wraps=True))
        self._choices, self._choices_row = _row(self._back_up, self._restore)
        answers, self._answers_row = _row(self._no, self._yes)
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(8)
        for widget in (self._what, self._advice, answers):
            asking.addWidget(widget)
        self._asking.hide()
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
        if question is not None:
            self._what.setText(question.what)
            self._advice.setText(question.advice)
        self._asking.setVisible(question is not None)
        self._choices.setVisible(question is None)

    def set_narrow(self, is_narrow: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for row in (self._choices_row, self._answers_row):
            row.setDirection(down if is_narrow else across)

    def _button(self, name: str, text: str, kind: Kind = Kind.SECONDARY) -> Button:
        button = Button(self._style, text, kind)
        button.setObjectName(name)
        return button


def _row(*buttons: Button) -> tuple[QWidget, QBoxLayout]:
    whole = QWidget()
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return whole, row
