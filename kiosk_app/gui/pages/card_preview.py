"""How a stamp card will look to customers, and what its dates come to."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.marks.grid import BLEED, MarkGrid, Places
from kiosk_app.gui.marks.layout import TILE, MarkSize
from kiosk_app.gui.pages.form_parts import inks_of
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.glyph_badge import GlyphBadge
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.presenters.card_form import CardPreview
from kiosk_app.words import card_form as words
from kiosk_app.words.language import Language

MARKS = MarkSize(51, 16)


class CardPreviewTile(QWidget):
    """The tile with its marks, the first of them there already, and below it a line for each day of issue."""

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._badge: GlyphBadge | None = None
        self._title = ElidedLabel(style, "", Role.TILE_TITLE)
        self._until = ElidedLabel(style, "", Role.NOTE, Ink.INK_2)
        self._grid = MarkGrid(inks_of(style.palette), MarkCache(), MARKS)
        self._lines = QGridLayout()
        self._issued = Label(style, words.a_stamp_issued(language), Role.LABEL)
        self._last_day = Label(style, words.last_day_counts(language), Role.NOTE, Ink.INK_2, wraps=True)
        self._lay_out()
        style.changed.connect(self._restyle)

    def show_preview(self, preview: CardPreview) -> None:
        self._title.setText(preview.title)
        self._until.setText(preview.until)
        self._show_badge(preview)
        places = Places("preview", preview.glyph, preview.places, 1)
        self._grid.set_size(MARKS if preview.places <= 10 else TILE)
        self._grid.show_places(places, preview.said)
        self.setAccessibleName(preview.said)
        self._show_lines(preview.rows)

    def _lay_out(self) -> None:
        tile = Card(self._style)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(BLEED, 0, BLEED, 0)
        self._head.setSpacing(14)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._title)
        names.addWidget(self._until)
        self._head.addLayout(names, 1)
        inside = QVBoxLayout(tile)
        inside.setContentsMargins(22 - BLEED, 20, 22 - BLEED, 24 - BLEED)
        inside.setSpacing(16 - BLEED)
        inside.addLayout(self._head)
        inside.addWidget(self._grid)
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(0)
        self._lines.setColumnMinimumWidth(0, 130)
        self._lines.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, REACH, REACH, 0)  # room for the tile's shadow
        column.setSpacing(0)
        column.addWidget(tile)
        column.addSpacing(22)
        column.addWidget(self._issued)
        column.addLayout(self._lines)
        column.addSpacing(12)
        column.addWidget(self._last_day)
        column.addStretch(1)

    def _show_badge(self, preview: CardPreview) -> None:
        if self._badge is None:
            self._badge = GlyphBadge(self._style, preview.glyph)
            self._head.insertWidget(0, self._badge)
        self._badge.set_glyph(preview.glyph)

    def _show_lines(self, rows: tuple[tuple[str, str], ...]) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, (day, until) in enumerate(rows):
            if at:
                self._lines.addWidget(self._divider(), 2 * at - 1, 0, 1, 2)
            when = Label(self._style, day, Role.BODY, Ink.INK_2)
            end = Label(self._style, until, Role.LABEL, wraps=True)
            for column, label in enumerate((when, end)):
                label.setMinimumHeight(self._style.px(50))
                self._lines.addWidget(label, 2 * at, column)
        self._issued.setVisible(bool(rows))
        self._last_day.setVisible(bool(rows))

    def _divider(self) -> QFrame:
        line = QFrame()
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self._style.palette.line}")
        return line

    def _restyle(self) -> None:
        self._grid.set_inks(inks_of(self._style.palette))
        for line in self.findChildren(QFrame):
            if type(line) is QFrame:
                line.setStyleSheet(f"background: {self._style.palette.line}")
