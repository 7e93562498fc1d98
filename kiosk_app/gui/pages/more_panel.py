"""What stands behind a tile's three dots: in a tile in the marks' place, under a row in a line of its own.

There is what the tile offers, and in a row what a tile has room for beside its action.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk_app.gui.pages.offers_panel import OffersPanel
from kiosk_app.gui.theme.style import Style
from kiosk_app.presenters.tile_view import Action, Offer, OfferShown, TileShown
from kiosk_app.words.language import Language

IN_TILE, UNDER_ROW = (20, 6, 20, 8), (20, 2, 20, 14)
GAP = 12


class MorePanel(QWidget):
    """``taken`` carries the Offer. Hidden, it is closed, as it is at first."""

    taken = Signal(object)

    def __init__(
        self,
        style: Style,
        language: Language,
        shown: TileShown,
        dots: QWidget,
        beside: tuple[QWidget, ...],
        *,
        is_row: bool,
    ) -> None:
        """``dots``: what opens it. ``beside``: what stands beside a tile's action, and in a row only here."""
        super().__init__()
        self._style = style
        self._language = language
        self._shown = shown
        self._dots = dots
        self._is_row = is_row
        self._beside = beside if is_row else ()
        self._offers: OffersPanel | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(*(UNDER_ROW if is_row else IN_TILE))
        self._line.setSpacing(GAP)
        for widget in self._beside:
            self._line.addWidget(widget)
        self.hide()

    @property
    def has_any(self) -> bool:
        """Whether there is anything behind the dots."""
        return bool(self._offered()) or self._has_beside()

    @property
    def is_issue_alone(self) -> bool:
        """Whether there is nothing but the fields of the next issue, which open at once then."""
        return [one.offer for one in self._offered()] == [Offer.ISSUE] and not self._has_beside()

    def show_tile(self, shown: TileShown) -> None:
        """This is what the tile shows now; where that leaves nothing behind the dots, they close."""
        self._shown = shown
        if not self.has_any:
            self.hide()
        if not self.isHidden():
            self._show_offers()

    def fit(self, width: int) -> int:
        """How high it is in a tile of this width: as that has room, and as nothing moves if that can be."""
        if self.isHidden():
            return 0
        around = self._line.contentsMargins()
        room = width - around.left() - around.right() - 2
        room -= sum(one.sizeHint().width() + GAP for one in self._beside if not one.isHidden())
        if self._offers is not None and not self._offers.isHidden():
            self._offers.fit(room)
        self._line.invalidate()
        return self._line.minimumSize().height()

    def _offered(self) -> tuple[OfferShown, ...]:
        """In a tile, *Switch it on* stands beside the action where it may."""
        is_there = not self._is_row and self._shown.action is Action.SWITCH
        return tuple(one for one in self._shown.offers if not (is_there and one.offer is Offer.SWITCH_ON))

    def _has_beside(self) -> bool:
        return not all(one.isHidden() for one in self._beside)

    def _show_offers(self) -> None:
        """Made when somebody first wants them: most days nobody does."""
        if self._offers is None:
            self._offers = OffersPanel(self._style, self._language, self._shown.card_idx, self._shown.name)
            self._offers.taken.connect(self._take)
            self._line.addWidget(self._offers, 1)
        self._offers.show_offers(self._offered(), self._shown.not_offered)
        self._offers.order(self._dots)
        self._offers.setVisible(bool(self._offered()))

    def _take(self, offer: Offer) -> None:
        if self.isAncestorOf(self.window().focusWidget()):
            self._dots.setFocus(Qt.FocusReason.TabFocusReason)
        self.taken.emit(offer)
