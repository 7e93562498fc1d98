"""Fields in the tile itself: of one issue, dates, active, memo and the two extra fields; or the dates of a stamp."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.switch import Switch
from kiosk_app.presenters.issue_fields import FieldsShown, TypedFields
from kiosk_app.presenters.tile_view import Action
from kiosk_app.words import customer as words
from kiosk_app.words.language import Language

FIELD = 60


class IssueForm(QWidget):
    """``submitted``: Enter in one of the fields."""

    submitted = Signal()

    def __init__(self, style: Style, language: Language, fields: FieldsShown, *, columns: int) -> None:
        super().__init__()
        self._style = style
        self.action = Action.DATES if fields.of_stamp else Action.ISSUE
        self._fields = {
            "start": Field(style, words.start_label(language), hint=words.date_hint(language), height=FIELD),
            "end": Field(style, words.end_label(language), hint=words.date_hint(language), height=FIELD),
        }
        if not fields.of_stamp:
            self._fields |= {
                "memo": Field(style, words.memo_label(language), height=FIELD),
                "etc1": Field(style, fields.etc1_name, height=FIELD),
                "etc2": Field(style, fields.etc2_name, height=FIELD),
            }
        self.active = Switch(style, words.active_label(language), parent=self)
        self.active.setVisible(not fields.of_stamp)
        self._lay_out(columns)
        for name in ("start", "end"):
            self._fields[name].line.setInputMethodHints(Qt.InputMethodHint.ImhDate)
        for name, field in self._fields.items():
            field.setObjectName(f"{name}Field-{fields.card_idx}")
            field.submitted.connect(self.submitted)
        self.active.setObjectName(f"activeSwitch-{fields.card_idx}")
        self.fill(fields)

    def fill(self, fields: FieldsShown) -> None:
        """Show what was typed, and the sentence for what does not fit."""
        for name, field in self._fields.items():
            text = getattr(fields.typed, name)
            if field.text() != text:
                field.set_text(text)
            field.set_problem(fields.problems.get(name, ""))
            if name in fields.problems:
                field.insist()
        self.active.setChecked(fields.typed.active)

    def typed(self) -> TypedFields:
        texts = {name: field.text() for name, field in self._fields.items()}
        return TypedFields(active=self.active.isChecked(), **texts)

    def order(self, before: QWidget, after: QWidget) -> None:
        """The way of the keyboard: from the one, through the fields, to the other."""
        for field in self._fields.values():
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or Qt moves the lines alone; it is the line's, too
        for one, following in pairwise((before, *self._in_order(), after)):
            QWidget.setTabOrder(one, following)

    def take_focus(self) -> None:
        """The first field gets it. As a focus proxy that would have Tab come back to it from the last tile."""
        self._fields["start"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, columns: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        for place, widget in enumerate(self._in_order()):
            top = Qt.AlignmentFlag(0) if widget is self.active else Qt.AlignmentFlag.AlignTop
            grid.addWidget(widget, *divmod(place, columns), top)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def _in_order(self) -> list[Field | Switch]:
        """As they are read and walked through."""
        widgets: list[Field | Switch] = list(self._fields.values())
        if self.action is Action.ISSUE:
            widgets.insert(3, self.active)
        return widgets
