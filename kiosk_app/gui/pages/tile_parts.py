"""Parts of a card's tile: the note in the marks' place, the line in the actions' place, and what senses look like."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_PRIMARY
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.pill import PillText
from kiosk_app.presenters.tile_view import NoteShown, PillShown, Sense

HEIGHT = 72  # of the status line: as high as what could be pressed there
LEAST, WITH_SIGN = 200, 300

LOOKS = {
    Sense.PLAIN: (Tone.NEUTRAL, Icon.INFO),
    Sense.DONE: (Tone.OK, Icon.CHECK),
    Sense.WAITS: (Tone.WAIT, Icon.CLOCK),
    Sense.UNKNOWN: (Tone.WAIT, Icon.QUESTION),
    Sense.REFUSED: (Tone.REFUSED, Icon.CROSS),
}


def pill_text(pill: PillShown, *, is_short: bool = False) -> PillText:
    tone, icon = LOOKS[pill.sense]
    return PillText(pill.short if is_short else pill.text, tone, None if pill.sense is Sense.PLAIN else icon)


class NoteView(QWidget):
    """What became of a press, with its sign."""

    def __init__(self, style: Style, *, is_small: bool) -> None:
        super().__init__()
        self._disc = Disc(style, Tone.NEUTRAL, Icon.INFO, 40 if is_small else 48)
        self._what = Label(style, "", Role.LABEL if is_small else Role.TILE_TITLE, wraps=True)
        self._advice = Label(style, "", Role.NOTE if is_small else Role.BODY, Ink.INK_2, wraps=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self._what)
        texts.addWidget(self._advice)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)

    def show_note(self, note: NoteShown) -> None:
        self._disc.show_sign(*LOOKS[note.sense])
        self._what.setText(note.what)
        self._advice.setText(note.advice)
        self._advice.setVisible(bool(note.advice))
        self.setAccessibleName(f"{note.what} {note.advice}".strip())


class StatusLine(Card):
    """Why there is nothing to press, where the buttons would be. Where it is narrow the words have it to themselves."""

    def __init__(self, style: Style, *, is_small: bool) -> None:
        super().__init__(style, Tone.NEUTRAL, RADIUS_PRIMARY)
        self._style = style
        self._is_small = is_small
        self._text = Label(style, "", Role.SMALLEST if is_small else Role.NOTE, Ink.INK_2, wraps=True)
        self._sign = IconLabel(style, Icon.CLOCK, 24)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(14)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_status(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        self.setMinimumHeight(self._style.px(HEIGHT))
        self.setMinimumWidth(0 if self._is_small else self._style.px(LEAST))
        self._sign.setVisible(not self._is_small and self.width() >= self._style.px(WITH_SIGN))
