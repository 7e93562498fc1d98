"""Somebody who is in the directory already, shown beside the form: who it looks like, and the way to them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.avatar import Avatar
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import ElidedLabel, Ink
from kiosk_app.presenters.new_customer_view import Duplicate
from kiosk_app.words import new_customer as words
from kiosk_app.words.language import Language


class DuplicateHint(Card):
    """Hidden until somebody looks alike. ``taken``: *Use this customer*."""

    taken = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, Tone.HINT)
        self._avatar = Avatar(style, "", 56, Tone.HINT)
        self._title = ElidedLabel(style, "", Role.TILE_TITLE)
        self._about = ElidedLabel(style, "", Role.BODY, Ink.ON_WAIT)
        self.button = Button(style, words.use_this_customer(language), height=60, icon=Icon.PERSON)
        self.button.setObjectName("useThisCustomerButton")
        self.button.clicked.connect(self.taken)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self.hide()

    def show_duplicate(self, duplicate: Duplicate | None) -> None:
        if duplicate is not None:
            self._avatar.set_name(duplicate.person)
            self._title.setText(duplicate.title)
            self._about.setText(duplicate.about)
            self.setAccessibleName(f"{duplicate.title} {duplicate.about}")
            self.button.setAccessibleDescription(duplicate.title)
        self.setVisible(duplicate is not None)

    def set_flat(self, is_flat: bool) -> None:
        """In one row, where it stands above the buttons."""
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if is_flat else QBoxLayout.Direction.TopToBottom)
        self._box.setContentsMargins(20, *((8, 12, 8) if is_flat else (18, 20, 20)))

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._about)
        texts.addStretch(1)
        who = QWidget()
        row = QHBoxLayout(who)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(16)
        self._box.addWidget(who, 1)
        self._box.addWidget(self.button)
        self.set_flat(False)
