"""The fields of a customer, one under the other, by their names in ``Details``. What is right is not known here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.domain.customer import Details
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.label import ElidedLabel, Ink
from kiosk_app.words import new_customer as words
from kiosk_app.words.language import Language

GAP = 16
QUIET_PADDING = 24  # of a quiet button: without its box it would stand too far in
EXTRAS = ("etc1", "etc2")
OBJECT_NAMES = {
    "name": "nameField",
    "phone": "phoneField",
    "email": "emailField",
    "user_id": "memberIdField",
    "note": "noteField",
    "etc1": "firstExtraField",
    "etc2": "secondExtraField",
}
TAKES = {
    "phone": Qt.InputMethodHint.ImhDialableCharactersOnly,
    "email": Qt.InputMethodHint.ImhEmailCharactersOnly,
    "user_id": Qt.InputMethodHint.ImhLatinOnly,
}


class CustomerFields(QWidget):
    """Signals: ``edited`` with a field and its text, ``submitted``: Enter in one of them."""

    edited = Signal(str, str)
    submitted = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._fields = self._make_fields()
        self._tick = self._fields["phone"].add_sign(Icon.CHECK, Ink.ON_OK_TINT)
        self._tick.setAccessibleName(words.phone_fits(language))
        self._extras = QWidget()
        self._more = Button(style, words.more(language), Kind.QUIET, icon=Icon.CHEVRON_DOWN)
        self._more.setObjectName("moreButton")
        self._more_names = ElidedLabel(style, "", Role.BODY_LARGE, Ink.INK_2)
        self._more_row = QWidget()
        self._lay_out()
        self._connect()

    def field(self, name: str) -> Field:
        return self._fields[name]

    def fill(self, details: Details) -> None:
        """Show these, with nothing complained of, and the extra fields only where there is something in them."""
        for name, field in self._fields.items():
            field.set_problem("")
            field.set_text(getattr(details, name))
        self._open_extras(bool(details.etc1 or details.etc2))

    def name_extras(self, first: str, second: str) -> None:
        for name, label in zip(EXTRAS, (first, second), strict=True):
            self._fields[name].set_label(label)
        self._more_names.setText(f"{first}, {second}")
        self._more.setAccessibleDescription(f"{first}, {second}")

    def show_problem(self, name: str, sentence: str) -> None:
        self._fields[name].set_problem(sentence)

    def show_phone_fits(self, fits: bool) -> None:
        self._tick.setVisible(fits)

    def point_to(self, name: str) -> None:
        """Go there; a field that had the focus already is left first, so that it says what is wrong with it."""
        if name in EXTRAS:
            self._open_extras(True)
        line = self._fields[name].line
        line.clearFocus()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab_stops(self) -> list[QWidget]:
        """In the order of the eye."""
        first = ("name", "phone", "email", "user_id", "note")
        return [*(self._fields[name].line for name in first), self._more, *(self._fields[name].line for name in EXTRAS)]

    def sizeHint(self) -> QSize:
        return QSize(640, super().sizeHint().height())

    def _make_fields(self) -> dict[str, Field]:
        style, say = self._style, self._language
        optional = words.optional(say)
        fields = {
            "name": Field(style, words.name(say)),
            "phone": Field(style, words.phone(say)),
            "email": Field(style, words.email(say), aside=optional, placeholder=words.email_example(say)),
            "user_id": Field(style, words.member_id(say), aside=optional, placeholder=words.member_id_made(say)),
            "note": Field(style, words.note(say), aside=words.staff_only(say), placeholder=words.note_example(say)),
            "etc1": Field(style, "", aside=optional),
            "etc2": Field(style, "", aside=optional),
        }
        for name, field in fields.items():
            field.line.setObjectName(OBJECT_NAMES[name])
            field.line.setInputMethodHints(TAKES.get(name, Qt.InputMethodHint.ImhNone))
        fields["name"].line.is_name = True
        fields["user_id"].line.takes_scan = lambda code: "://" not in code  # a new member's own code; no stamp's link
        return fields

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._fields["name"])
        column.addWidget(self._fields["phone"])
        column.addLayout(self._side_by_side("email", "user_id", 347, 277))
        column.addWidget(self._fields["note"])
        more = QHBoxLayout(self._more_row)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(0)
        more.addSpacing(4 - QUIET_PADDING)
        more.addWidget(self._more)
        more.addWidget(self._more_names, 1)
        column.addWidget(self._more_row)
        extras = self._side_by_side(*EXTRAS, 1, 1)
        extras.setContentsMargins(0, 0, 0, 0)
        self._extras.setLayout(extras)
        column.addWidget(self._extras)
        column.addStretch(1)

    def _side_by_side(self, first: str, second: str, share: int, other: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for name, stretch in ((first, share), (second, other)):
            field = self._fields[name]
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        for name, field in self._fields.items():
            field.edited.connect(partial(self.edited.emit, name))
            if name != "user_id":
                field.submitted.connect(self.submitted)
        # A scanner ends a member id with Enter, and nobody meant to save by it.
        self._fields["user_id"].submitted.connect(self._fields["note"].line.setFocus)
        self._more.clicked.connect(self._show_more)

    def _show_more(self) -> None:
        self._open_extras(True)
        self._fields["etc1"].line.setFocus()

    def _open_extras(self, is_open: bool) -> None:
        self._extras.setVisible(is_open)
        self._more_row.setVisible(not is_open)
