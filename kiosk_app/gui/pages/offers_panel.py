"""What a tile offers behind its three dots: buttons in as many columns as have room, and why some are not there."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.presenters.tile_view import Offer, OfferShown
from kiosk_app.words.customer import of_card
from kiosk_app.words.language import Language

HEIGHT = 56
GAP = 8
LOOKS = {
    Offer.ISSUE: ("setAnother", Icon.STAMP),
    Offer.DATES: ("changeDates", Icon.CALENDAR),
    Offer.SWITCH_OFF: ("switchOff", Icon.CROSS),
    Offer.SWITCH_ON: ("switchOn", Icon.CHECK),
    Offer.RESET_PIN: ("resetPin", Icon.KEYPAD),
    Offer.DELETE: ("deleteStamp", Icon.TRASH),
}


class OffersPanel(QWidget):
    """``taken`` carries the Offer. It has no height of its own: ``fit`` says how high it is at a width."""

    taken = Signal(object)

    def __init__(self, style: Style, language: Language, card_idx: int, card_name: str) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._card = (card_idx, card_name)
        self._offers: tuple[OfferShown, ...] = ()
        self._buttons: list[Button] = []
        self._missing = Label(style, "", Role.NOTE, Ink.INK_2, wraps=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addStretch(1)
        whole.addLayout(self._grid)
        whole.addWidget(self._missing)
        whole.addStretch(1)

    def show_offers(self, offers: tuple[OfferShown, ...], missing: str) -> None:
        """``missing``: why some of what could be done is not there; most often empty."""
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        if offers == self._offers:
            return
        self._offers = offers
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(one) for one in offers]

    def order(self, before: QWidget) -> None:
        """The keyboard comes here from there."""
        for one, following in pairwise((before, *self._buttons)):
            QWidget.setTabOrder(one, following)

    def fit(self, width: int) -> int:
        """Arrange it in this width; the height that it needs."""
        widest = max((button.minimumSizeHint().width() for button in self._buttons), default=1)
        count = len(self._buttons)
        rows = -(-count // max(1, (width + GAP) // (widest + GAP)))
        columns = -(-count // max(1, rows))  # four are two and two, not three and one
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, *divmod(place, columns))
            self._grid.setColumnStretch(place % columns, 1)
        needed = rows * self._style.px(HEIGHT) + (rows - 1) * GAP
        if not self._missing.isHidden():
            high = self._missing.heightForWidth(width)
            self._missing.setFixedHeight(high)
            needed += high + GAP
        self.setMinimumHeight(needed)
        return needed

    def _button(self, shown: OfferShown) -> Button:
        name, icon = LOOKS[shown.offer]
        button = Button(self._style, shown.label, height=HEIGHT, icon=icon, parent=self)
        button.setObjectName(f"{name}-{self._card[0]}")
        button.setAccessibleName(of_card(self._language, shown.label, self._card[1]))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.taken.emit(shown.offer))
        return button
