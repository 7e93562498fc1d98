"""The bar at the foot of the settings: save and cancel; in their place the one question there may be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from kiosk_app.gui.pages.form_parts import Ground
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.words import settings as words
from kiosk_app.words.language import Language

QUIET = 28  # px that a quiet button's words stand in from its edge


class SettingsBar(Ground):
    save_requested = Signal()
    cancel_requested = Signal()
    remove_requested = Signal()
    remove_confirmed = Signal()
    remove_declined = Signal()
    save_and_leave = Signal()
    drop_and_leave = Signal()
    stay = Signal()

    def __init__(self, style: Style, language: Language, width: int) -> None:
        """``width``: the form's, so that both end in one line."""
        super().__init__(style, "surface", Qt.Edge.TopEdge)
        self._style = style
        self._language = language
        self._remove_question = Label(style, "", Role.LABEL, wraps=True)
        self._leave_question = Label(style, "", Role.LABEL, wraps=True)
        self._note = Label(style, "", Role.BODY, Ink.INK_2)
        self._remove = Button(style, words.remove(language), Kind.QUIET, height=72)
        self._save = Button(style, words.save(language), Kind.PRIMARY, height=72)
        self._save.setMinimumWidth(190)
        self._askings = (self._usual(), self._removing(), self._leaving())
        middle = QWidget()
        middle.setMaximumWidth(width + QUIET)
        self._pages = QStackedLayout(middle)
        for asking in self._askings:
            self._pages.addWidget(asking)
        self._outer = QHBoxLayout(self)
        self._outer.addStretch(0)
        self._outer.addWidget(middle, 1)
        self._outer.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._has_form = True
        self._turn_to(0)

    def set_margins(self, side: int) -> None:
        self._outer.setContentsMargins(max(0, side - QUIET), 11, side, 9)

    def show_for(self, *, has_form: bool, can_remove: bool) -> None:
        """What the section needs: no bar at all where nothing can be saved, unless it asks."""
        self._has_form = has_form
        self._remove.setVisible(can_remove)
        self._arrange()

    def show_note(self, text: str) -> None:
        self._note.setText(text)

    def show_busy(self, is_busy: bool) -> None:
        self._save.set_busy(is_busy)

    def ask_to_remove(self, question: str) -> None:
        self._remove_question.setText(question)
        self._ask(1 if question else 0)

    def ask_to_leave(self, question: str) -> None:
        self._leave_question.setText(question)
        self._ask(2 if question else 0)

    def _ask(self, page: int) -> None:
        self._turn_to(page)
        self._arrange()

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        for at, asking in enumerate(self._askings):  # the bar is as high as what is shown in it
            policy = QSizePolicy.Policy.Preferred if at == page else QSizePolicy.Policy.Ignored
            asking.setSizePolicy(policy, policy)
        self._is_asking = page > 0

    def _arrange(self) -> None:
        self.setVisible(self._has_form or self._is_asking)

    def _usual(self) -> QWidget:
        say = self._language
        cancel = Button(self._style, words.cancel(say), height=72)
        names = {self._save: "saveButton", cancel: "cancelButton", self._remove: "removeCardButton"}
        for button, name in names.items():
            button.setObjectName(name)
        self._save.clicked.connect(self.save_requested)
        cancel.clicked.connect(self.cancel_requested)
        self._remove.clicked.connect(self.remove_requested)
        return _row(self._remove, None, self._note, cancel, self._save)

    def _removing(self) -> QWidget:
        say = self._language
        no = Button(self._style, words.not_yet(say), height=72)
        yes = Button(self._style, words.yes_remove(say), Kind.INK, height=72)
        yes.setObjectName("confirmRemoveButton")
        no.setObjectName("declineRemoveButton")
        yes.clicked.connect(self.remove_confirmed)
        no.clicked.connect(self.remove_declined)
        return _asking(self._remove_question, no, yes)

    def _leaving(self) -> QWidget:
        say = self._language
        stay = Button(self._style, words.stay(say), Kind.QUIET, height=72)
        drop = Button(self._style, words.drop(say), height=72)
        save = Button(self._style, words.save_first(say), Kind.PRIMARY, height=72)
        pressed = {"stayButton": (stay, self.stay), "dropButton": (drop, self.drop_and_leave)}
        for name, (button, signal) in {**pressed, "saveFirstButton": (save, self.save_and_leave)}.items():
            button.setObjectName(name)
            button.clicked.connect(signal)
        return _asking(self._leave_question, stay, drop, save)


def _row(*widgets: QWidget | None) -> QWidget:
    """Side by side; None takes the room that is left."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return row


def _asking(question: Label, *buttons: Button) -> QWidget:
    """The question over its answers."""
    asking = QWidget()
    column = QVBoxLayout(asking)
    column.setContentsMargins(QUIET, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(question)
    column.addWidget(_row(None, *buttons))
    return asking
