"""The field of the API key with Paste, where the key is, and testing the connection: the same on two pages.

The key leaves it only in the signals' text; it is never put back.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.label import Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.secret_field import SecretField
from kiosk_app.presenters.key_talk import Finding, FindingShown, KeyShown
from kiosk_app.words import account as words
from kiosk_app.words.language import Language

TONES = {
    Finding.NOT_YET: Tone.NEUTRAL,
    Finding.RUNNING: Tone.NEUTRAL,
    Finding.GOOD: Tone.OK,
    Finding.UNSURE: Tone.HINT,
    Finding.BAD: Tone.REFUSED,
}


class KeyPanel(QWidget):
    """``edited`` and ``test_requested`` carry what is typed; ``submitted`` is Enter in the field."""

    edited = Signal(str)
    test_requested = Signal(str)
    submitted = Signal()

    def __init__(self, style: Style, language: Language, field_name: str) -> None:
        super().__init__()
        self._field = SecretField(
            style,
            words.api_key(language),
            words.show_key(language),
            words.hide_key(language),
            hint=words.where_kept(language),
            hint_icon=Icon.LOCK,
        )
        self._field.line.setObjectName(field_name)
        self._paste = Button(style, words.paste(language), height=76)
        self._paste.setObjectName("pasteKeyButton")
        self._result = Notice(style, Tone.NEUTRAL, words.untested(language).what)
        self._test = self._result.add_button(words.test_connection(language), icon=Icon.AGAIN)
        self._test.setObjectName("testConnectionButton")
        self._style = style
        self._lay_out()
        self._field.edited.connect(self.edited)
        self._field.submitted.connect(self.submitted)
        self._paste.clicked.connect(self._put_in)
        self._test.clicked.connect(lambda: self.test_requested.emit(self._field.text()))

    def text(self) -> str:
        return self._field.text()

    def show_key(self, shown: KeyShown) -> None:
        self._field.set_hint(str(shown.said))

    def show_finding(self, shown: FindingShown) -> None:
        self._test.set_busy(shown.finding is Finding.RUNNING)
        self._result.tell(TONES[shown.finding], shown.said.what, shown.said.advice)

    def show_complaint(self, sentence: str) -> None:
        self._field.set_problem(sentence)
        if sentence:
            self._field.insist()

    def clear(self) -> None:
        self._field.set_text("")
        self._field.reveal(False)

    def focus_field(self) -> None:
        self._field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(9)
        beside.addWidget(Label(self._style, " ", Role.LABEL))  # as high as the field's label
        beside.addWidget(self._paste)
        beside.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._field, 1)
        line.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(32)
        column.addLayout(line)
        column.addWidget(self._result)

    def _put_in(self) -> None:
        self._field.line.put("")
        self._field.line.paste()
        self.focus_field()
