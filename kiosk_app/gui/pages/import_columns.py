"""How a file of customers was read, to be put right: its letters, what parts its columns, and what each holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.domain.sheet import Column
from kiosk_app.gui.pages.form_parts import Beside, Captioned, Ground
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.choice_box import ChoiceBox
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.presenters.import_view import ColumnShown, SheetShown
from kiosk_app.words import import_page as words
from kiosk_app.words.language import Language

BOX = 280  # px at text scale 1
NARROW_BOX = 230


class ImportColumns(QWidget):
    """``column_picked``: a column's place, from 0, and the Column that it holds."""

    encoding_picked = Signal(str)
    separator_picked = Signal(str)
    column_picked = Signal(int, Column)

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._rows: list[_ColumnRow] = []
        self._is_narrow = False
        self._encoding = self._box("encodingBox", words.encoding(language))
        self._encoding.picked.connect(self.encoding_picked)
        self._separator = self._box("separatorBox", words.separator(language))
        self._separator.picked.connect(self.separator_picked)
        self._separator_box = Captioned(style, words.separator(language), self._separator)
        hint = words.encoding_hint(language)
        encoding_box = Captioned(style, words.encoding(language), self._encoding, hint=hint)
        self._boxes = Beside((encoding_box, 1), (self._separator_box, 1))
        head = words.columns(language)
        self._card = Card(style)
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(22, 16, 18, 10)
        self._lines.setSpacing(6)
        self._lines.addWidget(Label(style, head.what, Role.TILE_TITLE))
        self._lines.addWidget(Label(style, head.advice, Role.BODY, Ink.INK_2, wraps=True))
        self._more = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._card)
        column.addWidget(self._boxes)

    def show_sheet(self, sheet: SheetShown) -> None:
        self._encoding.show_choices(sheet.encodings, sheet.encoding)
        self._separator.show_choices(words.separators(self._language), sheet.separator)
        self._separator_box.setVisible(bool(sheet.columns))
        self._card.setVisible(bool(sheet.columns))
        if len(self._rows) != len(sheet.columns):
            self._rebuild(len(sheet.columns))
        for row, column in zip(self._rows, sheet.columns, strict=True):
            row.show_column(column)
        self._more.setText(sheet.more)
        self._more.setVisible(bool(sheet.more))

    def set_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        for row in self._rows:
            row.set_narrow(is_narrow)

    def _box(self, name: str, said: str) -> ChoiceBox:
        box = ChoiceBox(self._style, said, 60, Role.BODY_LARGE)
        box.setObjectName(name)
        return box

    def _rebuild(self, count: int) -> None:
        self._lines.removeWidget(self._more)
        for old in self._rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_ColumnRow(self._style, self._language, place) for place in range(count)]
        for place, row in enumerate(self._rows):
            row.set_narrow(self._is_narrow)
            row.picked.connect(partial(self.column_picked.emit, place))
            self._lines.addWidget(row)
        self._lines.addWidget(self._more)


class _ColumnRow(QWidget):
    """A line above, then what the column is called over its first lines, and the box at the right."""

    picked = Signal(Column)

    def __init__(self, style: Style, language: Language, place: int) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._is_narrow = False
        self._head = ElidedLabel(style, "", Role.LABEL)
        self._samples = ElidedLabel(style, "", Role.BODY, Ink.INK_2)
        self._box = ChoiceBox(style, "", 60, Role.BODY_LARGE)
        self._box.setObjectName(f"columnBox-{place}")
        self._box.picked.connect(lambda key: self.picked.emit(Column(key)))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self._head)
        texts.addWidget(self._samples)
        texts.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(self._box)
        line = Ground(style, "line", None)
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(line)
        column.addLayout(row)
        style.changed.connect(self._size_box)

    def show_column(self, column: ColumnShown) -> None:
        self._head.setText(column.head)
        self._samples.setText(column.samples)
        self._box.setAccessibleName(words.column_box(self._language, column.head))
        self._box.setAccessibleDescription(column.samples)
        self._box.show_choices(words.column_names(self._language), column.holds.value)

    def set_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        self._size_box()

    def _size_box(self) -> None:
        self._box.setFixedWidth(self._style.px(NARROW_BOX if self._is_narrow else BOX))
