"""What is shown in the counter's place where the data is damaged or gone: why, and what to begin with again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.asked_in_place import AskedInPlace, ButtonRow
from kiosk_app.gui.pages.backup_files import ask_for_backup
from kiosk_app.gui.pages.plain_page import PlainPage
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.words import care as words
from kiosk_app.words import window as window_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

ABOVE, SPACING = 8, 12  # of the choices, and of the question in their place


class RecoveryPage(PlainPage):
    """A window of its own; implements RecoveryView. Signals: what a person chose."""

    use_pressed = Signal()
    file_chosen = Signal(str)
    empty_pressed = Signal()
    empty_confirmed = Signal()
    empty_declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, language)
        self._language = language
        self.setObjectName("recoveryPage")
        self._what = Label(style, "", Role.NAME, wraps=True)
        self._advice = Label(style, "", Role.BODY_LARGE, Ink.INK_2, wraps=True)
        self._offer = Notice(style, Tone.NEUTRAL, "")
        self._notice = Notice(style, Tone.REFUSED, "")
        self._notice.hide()
        self._use = self._button("useBackupButton", "", self.use_pressed, Kind.PRIMARY)
        self._use.hide()
        self._another = self._button("chooseBackupButton", words.choose_backup(language))
        self._another.clicked.connect(lambda: ask_for_backup(self, language, self.file_chosen.emit))
        self._empty = self._button("startEmptyButton", words.begin_empty(language), self.empty_pressed)
        self._leave = self._button("quitButton", window_words.leave(language))
        self._leave.clicked.connect(self.close)
        self._yes = self._button("confirmEmptyButton", words.yes_empty(language), self.empty_confirmed, Kind.INK)
        self._no = self._button("declineEmptyButton", words.not_yet(language), self.empty_declined)
        self._choices = _column(ButtonRow(self._use), ButtonRow(self._another, self._empty, self._leave))
        self._asking = AskedInPlace(style, self._choices, ButtonRow(self._no, self._yes), spacing=SPACING)
        self._asking.setContentsMargins(0, ABOVE, 0, 0)
        disc = Disc(style, Tone.WAIT, Icon.QUESTION)
        self.lay_out(disc, self._what, self._advice, self._offer, self._notice, self._choices, self._asking)

    def show_why(self, said: Said) -> None:
        self._what.setText(said.what)
        self._advice.setText(said.advice)
        self.setAccessibleName(str(said))

    def show_restoring(self) -> None:
        """A backup was chosen before: there is nothing to choose."""
        self.show_why(words.restoring(self._language))
        self._offer.hide()
        self._choices.hide()

    def show_offer(self, said: Said, button: str) -> None:
        self._offer.tell(Tone.NEUTRAL, said.what, said.advice)
        self._use.setText(button)
        self._use.setAccessibleName(button)
        self._use.setVisible(bool(button))
        if button:
            self._use.setFocus()

    def show_empty_question(self, question: Said | None) -> None:
        self._asking.ask(question)

    def show_busy(self, is_busy: bool) -> None:
        for button in (self._use, self._yes):
            button.set_busy(is_busy)
        for button in (self._another, self._empty, self._no):
            button.setEnabled(not is_busy)

    def show_notice(self, said: Said | None) -> None:
        self._notice.setVisible(said is not None)
        if said is not None:
            self._notice.tell(Tone.REFUSED, said.what, said.advice)

    def _button(self, name: str, text: str, pressed: object = None, kind: Kind = Kind.SECONDARY) -> Button:
        button = Button(self._style, text, kind, height=72)
        button.setObjectName(name)
        if pressed is not None:
            button.clicked.connect(pressed)
        return button


def _column(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, ABOVE, 0, 0)
    column.setSpacing(SPACING)
    for widget in widgets:
        column.addWidget(widget)
    return whole
