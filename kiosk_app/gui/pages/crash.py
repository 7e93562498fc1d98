"""What is shown of a fault of our own: calm words, what its makers need to know, and a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.asked_in_place import ButtonRow
from kiosk_app.gui.pages.plain_page import PlainPage
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.long_text import LongText
from kiosk_app.words import crash as words
from kiosk_app.words import settings as settings_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

TEXT_HEIGHT = 220
COPIED_MS = 2000


class CrashPage(PlainPage):
    """A page of the window, or a window of its own. Signal: ``left`` by its button.

    ``way_on``: what the button says that leaves it.
    """

    left = Signal()

    def __init__(self, style: Style, language: Language, way_on: str) -> None:
        super().__init__(style, language)
        self._language = language
        self.setObjectName("crashPage")
        self._what = Label(style, "", Role.NAME_SMALL, wraps=True)
        self._advice = Label(style, "", Role.BODY_LARGE, Ink.INK_2, wraps=True)
        self._told = LongText(style, words.for_its_makers(language), style.px(TEXT_HEIGHT))
        self._told.setObjectName("crashText")
        self._copy = Button(style, settings_words.copy(language), Kind.PRIMARY, height=72, icon=Icon.COPY)
        self._copy.setObjectName("copyCrashButton")
        self._copy.clicked.connect(self._put_away)
        leave = Button(style, way_on, height=72)
        leave.setObjectName("leaveCrashButton")
        leave.clicked.connect(self.left)
        self._soon = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._soon.timeout.connect(lambda: self._copy.setText(settings_words.copy(language)))
        disc = Disc(style, Tone.WAIT, Icon.INFO)
        self.lay_out(disc, self._what, self._advice, self._told, ButtonRow(self._copy, leave))

    def show_crash(self, said: Said, told: str) -> None:
        """``told``: what is copied."""
        self._what.setText(said.what)
        self._advice.setText(said.advice)
        self._told.show_text(told)
        self.setAccessibleName(str(said))

    def _put_away(self) -> None:
        QGuiApplication.clipboard().setText(self._told.toPlainText())
        self._copy.setText(settings_words.copied(self._language))
        self._soon.start()
