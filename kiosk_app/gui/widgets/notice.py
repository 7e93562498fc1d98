"""A calm sentence with its sign, and the way on: what happened, then what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import Ink, Label

SIGNS = {
    Tone.NEUTRAL: Icon.INFO,
    Tone.TINT: Icon.STAMP,
    Tone.OK: Icon.CHECK,
    Tone.WAIT: Icon.QUESTION,
    Tone.HINT: Icon.INFO,
    Tone.REFUSED: Icon.CROSS,
    Tone.PRACTICE: Icon.INFO,
}
TITLE_INKS = {Tone.OK: Ink.ON_OK_TINT}
NOTE_INKS = {Tone.OK: Ink.ON_OK_TINT, Tone.HINT: Ink.ON_WAIT}


class Notice(Card):
    """`tell` may say something else later; buttons are added once and stay."""

    def __init__(self, style: Style, tone: Tone, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(style, tone, parent=parent)
        self._disc = Disc(style, tone, SIGNS[tone])
        self._title = Label(style, title, Role.TILE_TITLE, wraps=True)
        self._note = Label(style, note, Role.BODY, Ink.INK_2, wraps=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._note)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 16, 18, 16)
        self._row.setSpacing(18)
        self._row.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.tell(tone, title, note)

    def tell(self, tone: Tone, title: str, note: str = "") -> None:
        self.set_tone(tone)
        self._disc.show_sign(tone, SIGNS[tone])
        self._title.setText(title)
        self._title.set_ink(TITLE_INKS.get(tone, Ink.INK))
        self._note.setText(note)
        self._note.set_ink(NOTE_INKS.get(tone, Ink.INK_2))
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"{title} {note}".strip())

    def add_button(self, text: str, kind: Kind = Kind.SECONDARY, icon: Icon | None = None) -> Button:
        button = Button(self._style, text, kind, icon=icon)
        self._row.addWidget(button)
        return button
