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
from kiosk_app.presenters.outbox_view import ChoiceShown, NeedsLine, NumberAsked
from kiosk_app.words import outbox_page as words
from kiosk_app.words.language import Language

HEIGHT = 60
COLUMN = 352  # at least, of the buttons of what nobody knows: the likeliest above the others
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
        self._number: _Number | None = None
        self._is_stacked = False
        self._choices = QWidget()
        self._is_column = _is_column(need)
        self._choices_row = QBoxLayout(DOWN if self._is_column else ACROSS, self._choices)
        self._choices_row.setContentsMargins(0, 0, 0, 0)
        self._choices_row.setSpacing(10)
        self._others = QHBoxLayout()
        self._others.setSpacing(10)
        self._lay_out()
        self.show_need(need)

    def fits(self, need: NeedsLine) -> bool:
        """Whether it can show this one: the same entry, of which as much is known."""
        same = (self._need.entry_id, self._need.is_known, self._is_column)
        return (need.entry_id, need.is_known, _is_column(need)) == same

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
        self._show_number(talked.number)
        self._show_choices(need.choices)
        for button in self._buttons.values():
            button.setEnabled(not talked.is_busy)
        self.setAccessibleName(f"{need.said.what} {need.name}".strip())

    def set_stacked(self, is_stacked: bool) -> None:
        """Buttons under the words where it is narrow."""
        self._is_stacked = is_stacked
        self._row.setDirection(DOWN if is_stacked else ACROSS)
        if self._number:
            self._number.set_stacked(is_stacked)
        self._choices.setMinimumWidth(self._style.px(COLUMN) if self._is_column and not is_stacked else 0)

    def ask_number(self) -> None:
        """What is typed or scanned goes into the field."""
        if self._number:
            self._number.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """On the card as a whole: no Enter that is still meant for another page gives an answer."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_number(self, number: NumberAsked | None) -> None:
        """Its field is made when it is first asked for: few are, and it is half of a card."""
        if number and not self._number:
            self._number = self._make_number()
        if self._number:
            self._number.setVisible(number is not None)
        if self._number and number:
            self._number.show_number(number)
        self._choices.setVisible(number is None)

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
        if kind is Kind.INK:
            self._choices_row.insertWidget(0, button)
        else:
            (self._others if self._is_column else self._choices_row).addWidget(button)
        return button

    def _opening(self) -> Button:
        button = Button(self._style, words.open_customer(self._language), height=HEIGHT, icon=Icon.PERSON)
        button.setObjectName(f"openCustomerButton-{self._need.entry_id}")
        button.clicked.connect(lambda: self.customer_pressed.emit(self._need.customer_id))
        self._choices_row.addWidget(button)
        return button

    def _make_number(self) -> _Number:
        entry_id = self._need.entry_id
        number = _Number(self._style, self._language, entry_id)
        number.typed.connect(lambda: self.number_typed.emit(entry_id))
        number.given.connect(lambda text: self.number_given.emit(entry_id, text))
        number.left.connect(lambda: self.number_left.emit(entry_id))
        number.set_stacked(self._is_stacked)
        self._texts.insertWidget(self._texts.indexOf(self._note) + 1, number)
        return number

    def _lay_out(self) -> None:
        tone, icon = (Tone.REFUSED, Icon.CROSS) if self._need.is_known else (Tone.WAIT, Icon.QUESTION)
        who = QHBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self._about, 1)
        self._texts = texts = QVBoxLayout()
        texts.setSpacing(2)
        if not self._is_column:
            texts.addStretch(1)
        texts.addWidget(self._what)
        texts.addLayout(who)
        texts.addWidget(self._advice)
        texts.addWidget(self._note)
        texts.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(18)
        if self._is_column:
            self._choices_row.addLayout(self._others)
        side = Qt.AlignmentFlag.AlignTop if self._is_column else Qt.AlignmentFlag.AlignVCenter
        said.addWidget(Disc(self._style, tone, icon), 0, side)
        said.addLayout(texts, 1)
        self._row = QBoxLayout(ACROSS, self)
        self._row.setContentsMargins(22, 16, 22, 16)
        self._row.setSpacing(16)
        self._row.addLayout(said, 1)
        self._row.addWidget(self._choices)


class _Number(QWidget):
    """The field for a lost stamp's number. Signals: ``typed``, ``given`` with what stands in it, ``left``."""

    typed = Signal()
    given = Signal(str)
    left = Signal()

    def __init__(self, style: Style, language: Language, entry_id: int) -> None:
        super().__init__()
        self._language = language
        self._field = Field(style, words.number(language), height=HEIGHT)
        self._field.line.setObjectName(f"numberField-{entry_id}")
        self._field.line.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self._field.line.takes_scan = lambda _code: True  # it asks for one
        self.setFocusProxy(self._field)
        self._take = Button(style, words.take_number(language), Kind.INK, height=HEIGHT, icon=Icon.CHECK)
        self._take.setObjectName(f"takeButton-{entry_id}")
        self._leave = Button(style, words.not_now(language), Kind.QUIET, height=HEIGHT)
        self._leave.setObjectName(f"notNowButton-{entry_id}")
        self._field.edited.connect(lambda _text: self.typed.emit())
        self._field.submitted.connect(self._give)
        self._take.clicked.connect(self._give)
        self._leave.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self._take, self._leave):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        buttons.addStretch(1)
        self._row = QBoxLayout(ACROSS, self)
        self._row.setSizeConstraint(QBoxLayout.SizeConstraint.SetMinimumSize)  # or the lines above squeeze it
        self._row.setContentsMargins(0, 8, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self._field, 1)
        self._row.addLayout(buttons)

    def show_number(self, number: NumberAsked) -> None:
        self._take.set_label((words.confirm if number.confirms else words.take_number)(self._language))
        self._take.set_busy(number.is_busy)

    def set_stacked(self, is_stacked: bool) -> None:
        self._row.setDirection(DOWN if is_stacked else ACROSS)

    def _give(self) -> None:
        self.given.emit(self._field.text())


def _is_column(need: NeedsLine) -> bool:
    """What nobody knows: its likeliest choice stands above the others."""
    return not need.is_known and len(need.choices) > 1 and need.choices[0].choice is not Choice.SEND
