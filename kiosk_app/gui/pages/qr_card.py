"""The stamp beside its code: the card, whose it is and until when, marks and count."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.marks.grid import BLEED, MarkGrid, Places
from kiosk_app.gui.marks.layout import QR_PAGE
from kiosk_app.gui.pages.count_label import CountLabel
from kiosk_app.gui.pages.form_parts import inks_of
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.glyph_badge import GlyphBadge
from kiosk_app.gui.widgets.label import ElidedLabel, Ink
from kiosk_app.presenters.qr_view import CardShown


class QrCard(Card):
    """One card, shown as told."""

    def __init__(self, style: Style, marks: MarkCache) -> None:
        super().__init__(style)
        self._badge = GlyphBadge(style, Glyph.CUP)
        self._name = ElidedLabel(style, "", Role.TILE_TITLE)
        self._whose = ElidedLabel(style, "", Role.NOTE, Ink.INK_2)
        self._grid = MarkGrid(inks_of(style.palette), marks, QR_PAGE)
        self._inked = 0
        self._count = CountLabel(style)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._whose)
        head = QHBoxLayout()
        head.setContentsMargins(22, 0, 22, 0)
        head.setSpacing(14)
        head.addWidget(self._badge)
        head.addLayout(names, 1)
        figures = QHBoxLayout()
        figures.setContentsMargins(22 - BLEED, 0, 22, 0)
        figures.addWidget(self._grid, 1)
        figures.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 17, 0, 20 - BLEED)
        whole.setSpacing(14 - BLEED)
        whole.addLayout(head)
        whole.addLayout(figures)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_card(self, shown: CardShown, *, is_practice: bool, is_new: bool = False) -> None:
        """``is_new``: the stamp was issued just now, so that a mark that comes with it is seen being stamped."""
        marks = shown.marks
        self._badge.set_glyph(marks.glyph)
        self._name.setText(shown.name)
        self._whose.setText(shown.whose)
        places = Places(marks.stamp_id, marks.glyph, marks.places, marks.visits, marks.waiting, is_practice)
        self._grid.show_places(places, marks.spoken)
        if is_new and places.inked > self._inked:
            self._grid.celebrate(places.inked)
        self._inked = places.inked
        self._count.show_count(shown.count, shown.of)
        self.setAccessibleName(shown.name)

    def clear(self) -> None:
        """Nobody's."""
        self._name.clear()
        self._whose.clear()
        self._count.show_count("", "")
        self._grid.show_places(Places("", Glyph.CUP, 0, 0), "")
        self._inked = 0

    def _restyle(self) -> None:
        self._grid.set_inks(inks_of(self._style.palette))
        self._grid.set_reduced_motion(self._style.is_calm)
