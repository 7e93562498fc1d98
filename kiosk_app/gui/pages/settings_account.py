"""The account in the settings: the address and its move, the key, what is sent of customers, the proxy."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.domain.settings import Told
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.form_parts import GAP, Captioned
from kiosk_app.gui.pages.key_panel import KeyPanel
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.segment import Segment
from kiosk_app.presenters.settings_account import AccountShown, TypedAccount
from kiosk_app.words import account as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

CHOICES = (Told.ALL, Told.ID)


class AccountForm(QWidget):
    """Signals: ``edited`` all that stands in the form but for the key, ``submitted`` Enter; the others what was
    pressed, ``move_confirmed`` with the new address."""

    edited = Signal(TypedAccount)
    submitted = Signal()
    moved_requested = Signal()
    move_confirmed = Signal(str)
    move_declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self.key = KeyPanel(style, language, "apiKeyField")
        self._told = Segment(style, words.told(language), [words.told_all(language), words.told_id(language)])
        self._told.setObjectName("toldSegment")
        self._told_box = Captioned(style, words.told(language), self._told, icon=Icon.INFO)
        self._proxy = Field(style, words.proxy(language), aside=words.proxy_aside(language), height=60)
        self._proxy.line.setObjectName("proxyField")
        self._proxy.line.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self._move = _MoveForm(style, language)
        self._address = ElidedLabel(style, "", Role.ENTRY)
        self._moved = Button(style, words.moved(language))
        self._moved.setObjectName("serviceMovedButton")
        self._practice = Notice(style, Tone.NEUTRAL, "")
        self._whole = QWidget()
        self._lay_out()
        self._told.chosen.connect(self._edit)
        self._proxy.edited.connect(self._edit)
        for sender in (self._proxy, self.key):
            sender.submitted.connect(self.submitted)
        self._moved.clicked.connect(self.moved_requested)
        self._move.confirmed.connect(self.move_confirmed)
        self._move.declined.connect(self.move_declined)

    def show_account(self, shown: AccountShown) -> None:
        self._address.setText(shown.address)
        self._told.set_index(CHOICES.index(shown.typed.told))
        self._proxy.set_text(shown.typed.proxy)
        self.show_told_hint(shown.told_hint)
        self._practice.hide()
        self._whole.show()

    def show_no_account(self, said: Said) -> None:
        self._practice.tell(Tone.NEUTRAL, said.what, said.advice)
        self._practice.show()
        self._whole.hide()

    def show_told_hint(self, hint: str) -> None:
        self._told_box.set_hint(hint)

    def show_moving(self, is_asked: bool) -> None:
        self._moved.setVisible(not is_asked)
        self._move.setVisible(is_asked)
        if is_asked:
            self._move.begin()

    def show_complaints(self, sentences: Mapping[str, str], *, insists: bool) -> None:
        for field, key in ((self._proxy, "proxy"), (self._move.address, "url")):
            field.set_problem(sentences.get(key, ""))
            if key in sentences and (insists or key == "url"):
                field.insist()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self._address, 1)
        line.addWidget(self._moved)
        where = QVBoxLayout()
        where.setSpacing(4)
        where.addWidget(Label(self._style, words.address(self._language), Role.LABEL))
        where.addLayout(line)
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(REACH, 0, REACH, 0)
        inside.setSpacing(GAP + 4)
        inside.addLayout(where)
        for widget in (self._move, self.key, self._told_box, self._proxy):
            inside.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        practice = QVBoxLayout()
        practice.setContentsMargins(REACH, 0, REACH, 0)
        practice.addWidget(self._practice)
        column.addLayout(practice)
        column.addWidget(self._whole)
        column.addStretch(1)
        self._move.hide()
        self._practice.hide()

    def _edit(self, _what: object = None) -> None:
        self.edited.emit(TypedAccount(CHOICES[self._told.index()], self._proxy.text()))


class _MoveForm(Card):
    """*The service has moved*, in place."""

    confirmed = Signal(str)
    declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self.address = Field(style, words.new_address(language), placeholder="https://", height=60)
        self.address.line.setObjectName("newAddressField")
        self.address.line.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        move = Button(style, words.move(language), Kind.INK, height=56)
        move.setObjectName("moveButton")
        stay = Button(style, words.stay(language), height=56)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(stay)
        buttons.addWidget(move)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(12)
        column.addWidget(Label(style, words.moved_title(language), Role.TILE_TITLE))
        column.addWidget(Label(style, words.moved_hint(language), Role.BODY, Ink.INK_2, wraps=True))
        column.addWidget(self.address)
        column.addLayout(buttons)
        move.clicked.connect(lambda: self.confirmed.emit(self.address.text()))
        self.address.submitted.connect(lambda: self.confirmed.emit(self.address.text()))
        stay.clicked.connect(self.declined)

    def begin(self) -> None:
        self.address.set_text("")
        self.address.line.setFocus()
