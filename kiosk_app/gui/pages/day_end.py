"""The end of the day on the outbox page: a card of what differs from our record, and a row to have it checked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.presenters.day_end import DayEndShown
from kiosk_app.words import day_end as words
from kiosk_app.words import outbox_page
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class DayEndParts(QObject):
    """``card`` and ``row`` are laid out by the page; each is there only while it has something to say.

    Signals: ``check_requested`` and ``dismissed``.
    """

    check_requested = Signal()
    dismissed = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self.card = _DifferencesCard(style, language)
        self.row = _CheckRow(style, language)
        self.card.dismiss.clicked.connect(self.dismissed)
        self.row.check.clicked.connect(self.check_requested)

    def show_day_end(self, shown: DayEndShown) -> None:
        self.card.show_lines(shown)
        self.row.show_note(shown.note, can_check=shown.can_check)

    def show_trouble(self, said: Said) -> None:
        self.card.hide()
        self.row.show_note(str(said), can_check=False)


class _DifferencesCard(Card):
    """What differs, one line each, until it is dismissed."""

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, Tone.WAIT)
        self.setObjectName("dayEndCard")
        self._what = Label(style, "", Role.TILE_TITLE, wraps=True)
        self._lines = Label(style, "", Role.BODY, wraps=True)
        self._lines.setObjectName("dayEndList")
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._advice = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self.dismiss = Button(style, outbox_page.dismiss(language), height=60)
        self.dismiss.setObjectName("dismissButton-dayEnd")
        texts = QVBoxLayout()
        texts.setSpacing(4)
        for label in (self._what, self._lines, self._advice):
            texts.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 16, 22, 16)
        row.setSpacing(18)
        row.addWidget(Disc(style, Tone.WAIT, Icon.QUESTION), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.dismiss)
        self.hide()

    def show_lines(self, shown: DayEndShown) -> None:
        self._what.setText(shown.said.what)
        self._lines.setText("\n".join(filter(None, (*shown.lines, shown.more))))
        self._advice.setText(shown.said.advice)
        self.setVisible(bool(shown.lines))


class _CheckRow(QWidget):
    """How far the looking is, and the button to have it done now."""

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._note = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._note.setObjectName("dayEndNote")
        self.check = Button(style, words.check(language), height=60)
        self.check.setObjectName("checkStampsButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._note, 1)
        row.addWidget(self.check)
        self.hide()

    def show_note(self, note: str, *, can_check: bool) -> None:
        self._note.setText(note)
        self.check.setVisible(can_check)
        self.setVisible(bool(note))
