"""A card of the outbox: something for a person, what happened to whom, and what they can say, the likeliest first.

What is said of it changes in place: a card is never made anew under somebody's hands.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.domain.choices import Choice
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.presenters.outbox_view import ChoiceShown, NeedsLine
from kiosk_app.words import outbox_page as words
from kiosk_app.words.language import Language

HEIGHT = 60
COLUMN = 344  # at least, of the buttons of what nobody knows, which stand below each other
ICONS = {
    **dict.fromkeys((Choice.IT_IS_THERE, Choice.COUNTED), Icon.CHECK),
    **dict.fromkeys((Choice.NOT_THERE, Choice.NOT_COUNTED), Icon.AGAIN),
    Choice.GIVE_NEW: Icon.STAMP,
    Choice.SEND: Icon.SEND,
}
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class NeedCard(Card):
    """Signals carry the entry's number first, but ``customer_pressed``: the customer's id."""

    chosen = Signal(int, object)
    number_typed = Signal(int)
    number_given = Signal(int, str)
    number_left = Signal(int)
    customer_pressed = Signal(str)

    def __init__(self, style: Style, language: Language, need: NeedsLine) -> None:
        super().__init__(style, Tone.REFUSED if need.is_known else Tone.WAIT)
        self._language = language
        self._need = need
        self._buttons: dict[Choice, Button] = {}
        self._open: Button | None = None
        self._what = Label(style, "", Role.TILE_TITLE, wraps=True)
        self._name = ElidedLabel(style, "", Role.BODY_BOLD)
        self._about = ElidedLabel(style, "", Role.BODY)
        self._advice = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._note = Label(style, "", Role.BODY_BOLD, wraps=True)
        self._note.setObjectName(f"note-{need.entry_id}")
        self._make_number()
        self._choices = QWidget()
        is_asked = not need.is_known and len(need.choices) > 1 and need.choices[0].choice is not Choice.SEND
        self._choices_row = QBoxLayout(DOWN if is_asked else ACROSS, self._choices)
        self._choices_row.setContentsMargins(0, 0, 0, 0)
        self._choices_row.setSpacing(10)
        self._is_column = is_asked
        self._lay_out()
        self.show_need(need)

    def show_need(self, need: NeedsLine) -> None:
        """The same entry as it stands now."""
        self._need = need
        self._what.setText(need.said.what)
        self._name.setText(need.name)
        self._name.setVisible(bool(need.name))
        self._about.setText(
            "".join(f" · {part}" for part in (need.what, need.at)) if need.name else f"{need.what} · {need.at}"
        )
        self._advice.setText(need.said.advice)
        talked = need.talked
        self._note.setText(str(talked.note) if talked.note else "")
        self._note.setVisible(talked.note is not None)
        number = talked.number
        self._number.setVisible(number is not None)
        self._choices.setVisible(number is None)
        if number:
            label = words.confirm if number.confirms else words.take_number
            self._take.set_label(label(self._language))
            self._take.set_busy(number.is_busy)
        self._show_choices(need.choices)
        for button in self._buttons.values():
            button.setEnabled(not talked.is_busy)
        self.setAccessibleName(f"{need.said.what} {need.name}".strip())

    def set_stacked(self, is_stacked: bool) -> None:
        """Buttons under the words where it is narrow."""
        for row in (self._row, self._number_row):
            row.setDirection(DOWN if is_stacked else ACROSS)
        self._choices.setMinimumWidth(self._style.px(COLUMN) if self._is_column and not is_stacked else 0)

    def ask_number(self) -> None:
        """What is typed or scanned goes into the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_choices(self, choices: tuple[ChoiceShown, ...]) -> None:
        if tuple(self._buttons) == tuple(one.choice for one in choices):
            return
        for button in (self._open, *self._buttons.values()):
            if button is not None:
                button.hide()
                button.deleteLater()
        self._buttons = {}
        self._open = self._opening() if self._need.opens else None
        for shown in choices:
            self._buttons[shown.choice] = self._choosing(shown)

    def _choosing(self, shown: ChoiceShown) -> Button:
        kind = Kind.INK if self._is_column and not self._buttons else Kind.SECONDARY
        button = Button(self._style, shown.label, kind, height=HEIGHT, icon=ICONS.get(shown.choice))
        button.setObjectName(f"{shown.choice.value.replace(' ', '-')}Button-{self._need.entry_id}")
        button.clicked.connect(lambda: self.chosen.emit(self._need.entry_id, shown.choice))
        self._choices_row.addWidget(button)
        return button

    def _opening(self) -> Button:
        button = Button(self._style, words.open_customer(self._language), height=HEIGHT, icon=Icon.PERSON)
        button.setObjectName(f"openCustomerButton-{self._need.entry_id}")
        button.clicked.connect(lambda: self.customer_pressed.emit(self._need.customer_id))
        self._choices_row.addWidget(button)
        return button

    def _make_number(self) -> None:
        entry_id = self._need.entry_id
        self._field = Field(self._style, words.number(self._language), height=HEIGHT)
        self._field.line.setObjectName(f"numberField-{entry_id}")
        self._take = Button(self._style, words.take_number(self._language), Kind.INK, height=HEIGHT, icon=Icon.CHECK)
        self._take.setObjectName(f"takeButton-{entry_id}")
        self._leave = Button(self._style, words.not_now(self._language), Kind.QUIET, height=HEIGHT)
        self._leave.setObjectName(f"notNowButton-{entry_id}")
        self._field.edited.connect(lambda _text: self.number_typed.emit(entry_id))
        self._field.submitted.connect(self._give)
        self._take.clicked.connect(self._give)
        self._leave.clicked.connect(lambda: self.number_left.emit(entry_id))
        self._number = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self._take, self._leave):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        buttons.addStretch(1)
        self._number_row = QBoxLayout(ACROSS, self._number)
        self._number_row.setSizeConstraint(QBoxLayout.SizeConstraint.SetMinimumSize)  # or the lines above squeeze it
        self._number_row.setContentsMargins(0, 8, 0, 0)
        self._number_row.setSpacing(10)
        self._number_row.addWidget(self._field, 1)
        self._number_row.addLayout(buttons)

    def _give(self) -> None:
        self.number_given.emit(self._need.entry_id, self._field.text())

    def _lay_out(self) -> None:
        tone, icon = (Tone.REFUSED, Icon.CROSS) if self._need.is_known else (Tone.WAIT, Icon.QUESTION)
        who = QHBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self._about, 1)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        if not self._is_column:
            texts.addStretch(1)
        texts.addWidget(self._what)
        texts.addLayout(who)
        texts.addWidget(self._advice)
        texts.addWidget(self._note)
        texts.addWidget(self._number)
        texts.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(18)
        side = Qt.AlignmentFlag.AlignTop if self._is_column else Qt.AlignmentFlag.AlignVCenter
        said.addWidget(Disc(self._style, tone, icon), 0, side)
        said.addLayout(texts, 1)
        self._row = QBoxLayout(ACROSS, self)
        self._row.setContentsMargins(22, 16, 22, 16)
        self._row.setSpacing(16)
        self._row.addLayout(said, 1)
        self._row.addWidget(self._choices)
