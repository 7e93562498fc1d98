"""What is shown in the counter's place where the program cannot begin: one sentence, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.asked_in_place import ButtonRow
from kiosk_app.gui.pages.plain_page import PlainPage
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.words import window as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class TroublePage(PlainPage):
    """A window of its own. Signal: ``again`` to try once more."""

    again = Signal()

    def __init__(self, style: Style, language: Language, said: Said) -> None:
        super().__init__(style, language)
        self.setObjectName("troublePage")
        self.setAccessibleName(str(said))
        again = Button(style, words.try_again(language), Kind.PRIMARY, height=72, icon=Icon.AGAIN)
        again.setObjectName("tryAgainButton")
        again.clicked.connect(self.again)
        leave = Button(style, words.leave(language), height=72)
        leave.setObjectName("quitButton")
        leave.clicked.connect(self.close)
        self.lay_out(
            Disc(style, Tone.REFUSED, Icon.CROSS),
            Label(style, said.what, Role.NAME, wraps=True),
            Label(style, said.advice, Role.BODY_LARGE, Ink.INK_2, wraps=True),
            ButtonRow(again, leave),
        )
