"""One pair of customers who look like one: what they share, the two beside each other, and the question over them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.asked_in_place import AskedInPlace, ButtonRow
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.avatar import Avatar
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.pill import Pill, PillText
from kiosk_app.presenters.duplicates_view import PairShown, PersonShown, QuestionShown
from kiosk_app.words import duplicates_page as words
from kiosk_app.words.language import Language

AVATAR = 48


class PairCard(Card):
    """``key``: of its pair; its buttons' names end in it."""

    merge_pressed = Signal()
    apart_pressed = Signal()
    swapped = Signal()
    confirmed = Signal()
    declined = Signal()

    def __init__(self, style: Style, language: Language, key: str) -> None:
        super().__init__(style)
        self._language = language
        self.setObjectName(f"pair-{key}")
        self._alike = Label(style, "", Role.TILE_TITLE, wraps=True)
        self._differ = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._sides = (_Side(style, language), _Side(style, language))
        self._merge = self._button(f"mergeButton-{key}", words.merge(language))
        self._apart = self._button(f"notTheSameButton-{key}", words.not_the_same(language))
        self._not_yet = self._button(f"declineMergeButton-{key}", words.not_yet(language))
        self._swap = self._button(f"keepOtherButton-{key}", words.keep_other(language))
        self._yes = self._button(f"confirmMergeButton-{key}", words.yes_merge(language), Kind.INK)
        pairs = (
            (self._merge, self.merge_pressed),
            (self._apart, self.apart_pressed),
            (self._not_yet, self.declined),
            (self._swap, self.swapped),
            (self._yes, self.confirmed),
        )
        for button, signal in pairs:
            button.clicked.connect(signal)
        self._choices = ButtonRow(self._merge, self._apart)
        self._answers = ButtonRow(self._not_yet, self._swap, self._yes)
        self._asking = AskedInPlace(style, self._choices, self._answers)
        self._lay_out()

    def show_pair(self, pair: PairShown) -> None:
        self._alike.setText(pair.alike)
        self._differ.setText(pair.differ)
        for side, person in zip(self._sides, (pair.one, pair.other), strict=True):
            side.show_person(person)
        for button in (self._merge, self._apart):
            button.setAccessibleName(words.spoken(self._language, button.text(), pair.one.name, pair.other.name))

    def show_question(self, question: QuestionShown | None) -> None:
        was_asked = self._asking.isVisibleTo(self)
        self._asking.ask(question.said if question else None)
        for at, side in enumerate(self._sides):
            side.show_fate(None if question is None else question.keeps_other == bool(at))
        if question and not was_asked:
            self._not_yet.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, is_busy: bool) -> None:
        for button in (self._yes, self._apart):
            button.set_busy(is_busy)

    def set_stacked(self, is_stacked: bool) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if is_stacked else across)
        self._answers.set_narrow(is_stacked)

    def _button(self, name: str, text: str, kind: Kind = Kind.SECONDARY) -> Button:
        button = Button(self._style, text, kind)
        button.setObjectName(name)
        return button

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._alike)
        texts.addWidget(self._differ)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        for side in self._sides:
            self._both.addWidget(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 18, 16)
        column.setSpacing(14)
        column.addLayout(texts)
        column.addLayout(self._both)
        column.addWidget(self._choices)
        column.addWidget(self._asking)


class _Side(QWidget):
    """One of the two, and while it is asked, whether they stay."""

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._language = language
        self._avatar = Avatar(style, "", AVATAR)
        self._name = ElidedLabel(style, "", Role.ROW_SMALL)
        self._lines = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._fate = Pill(style, PillText(""), 32)
        self._fate.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._name, 1)
        head.addWidget(self._fate)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(head)
        texts.addWidget(self._lines)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)

    def show_person(self, person: PersonShown) -> None:
        self._avatar.set_name(person.name)
        self._name.setText(person.name)
        self._lines.setText("\n".join(person.lines))
        self.setAccessibleName(f"{person.name} {' '.join(person.lines)}")

    def show_fate(self, stays: bool | None) -> None:
        """None: nobody asks."""
        self._fate.setVisible(stays is not None)
        if stays is not None:
            pill = (
                PillText(words.stays(self._language), Tone.OK, Icon.CHECK)
                if stays
                else PillText(words.goes_in(self._language), Tone.NEUTRAL)
            )
            self._fate.show_pill(pill)
