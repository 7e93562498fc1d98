"""The customer's page: who it is, and a tile per stamp card. It shows what it is told and says what was pressed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.pages.card_tile import CardTile, Shape
from kiosk_app.gui.pages.customer_header import CustomerHeader
from kiosk_app.gui.pages.tile_actions import PRESSES
from kiosk_app.gui.theme.sizes import TILE_GAP
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.notice import Notice as NoticeCard
from kiosk_app.gui.widgets.scrolled import Scrolled
from kiosk_app.presenters.customer_view import HeaderShown
from kiosk_app.presenters.issue_fields import FieldsShown, TypedFields
from kiosk_app.presenters.tile_view import TileShown
from kiosk_app.presenters.trouble import Notice
from kiosk_app.words.language import Language

LOW_WINDOW = 700  # under it, tiles become rows
UNDER_HEAD = 8  # px between what can be pressed in the head and what is scrolled up to it
MOST_WIDE = 1560
TILE_WIDE = 480  # the least of a column
ROW_WIDE = 960  # the least of a row; with larger text there are tiles, one below the other
MARGIN, LOW_MARGIN = 32, 24
NARROW = 1024
TICK_MS = 250
DEAF_S = 0.4  # Enter, after somebody came up: a scanner may send two


class CustomerPage(QWidget):
    """Implements ``presenters.customer.CustomerView``; each signal is named like what hears it in the presenter.

    Signals carry the Card IDX where a tile is meant, ``issue_with_pressed`` and ``dates_given`` also a TypedFields,
    ``offer_taken`` an Offer, and those that add visits how many. ``ready``: there is something on it to show.
    """

    issue_pressed = Signal(int)
    issue_with_pressed = Signal(int, object)
    dates_given = Signal(int, object)
    offer_taken = Signal(int, object)
    add_pressed = Signal(int, int)
    anyway_pressed = Signal(int, int)
    undo_pressed = Signal(int)
    redeem_pressed = Signal(int)
    redeem_confirmed = Signal(int)
    not_yet_pressed = Signal(int)
    not_now_pressed = Signal(int)
    switch_on_pressed = Signal(int)
    another_pressed = Signal(int)
    show_qr_pressed = Signal(int)
    next_stamp_pressed = Signal(int)
    more_pressed = Signal(int)
    give_new_pressed = Signal(int)
    it_is_there_pressed = Signal(int)
    answer_pressed = Signal(int)
    delete_confirmed = Signal(int)
    offer_declined = Signal(int)
    eye_pressed = Signal()
    edit_pressed = Signal()
    history_pressed = Signal()
    notice_pressed = Signal()
    ticked = Signal()
    ready = Signal()

    def __init__(
        self,
        style: Style,
        language: Language,
        marks: MarkCache | None = None,
        now_s: Callable[[], float] = time.monotonic,
        *,
        is_practice: bool = False,
    ) -> None:
        """``marks``: the window's one cache of marks, where it has one. ``now_s``: monotonic seconds."""
        super().__init__()
        self._style = style
        self._language = language
        self._marks = marks or MarkCache()
        self._now_s = now_s
        self._shown_at_s = 0.0
        self._is_practice = is_practice
        self._shape = Shape.TILE
        self._columns = 0
        self._tiles: dict[int, CardTile] = {}
        self._spare: dict[int, CardTile] = {}
        self._shown: dict[int, TileShown] = {}
        self._fields: dict[int, FieldsShown] = {}
        self.setObjectName("customerPage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header = CustomerHeader(style, language)
        self._header.eye_pressed.connect(self.eye_pressed)
        self._header.edit_pressed.connect(self.edit_pressed)
        self._header.history_pressed.connect(self.history_pressed)
        self._notice = NoticeCard(style, Tone.REFUSED, "")
        self._notice_button = self._notice.add_button("")
        self._notice_button.clicked.connect(self.notice_pressed)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.ticked)
        self._lay_out()
        style.changed.connect(self._arrange)
        self.show_nobody()

    def make_tile(self, blank: TileShown) -> None:
        """One tile ahead, with its marks: the first customer does not wait for four."""
        if blank.card_idx in self._tiles or blank.card_idx in self._spare:
            return
        self._arrange()
        tile = self._tile(blank)
        self._grid.addWidget(tile, 0, 0)
        tile.paint_ahead()
        self._put_away(tile)

    # What the presenter says

    def show_customer(self, header: HeaderShown, tiles: tuple[TileShown, ...]) -> None:
        self.show_header(header)
        self._shown = {tile.card_idx: tile for tile in tiles}
        self._rebuild()
        self.come_up()

    def paint_ahead(self) -> None:
        for tile in self._tiles.values():
            tile.paint_ahead()

    def come_up(self) -> None:
        self._shown_at_s = self._now_s()
        self.ready.emit()

    def show_header(self, header: HeaderShown) -> None:
        self._header.setVisible(True)
        self._header.show_header(header)

    def show_tile(self, tile: TileShown) -> None:
        self._shown[tile.card_idx] = tile
        self._tiles[tile.card_idx].change_to(tile)

    def focus_tile(self, card_idx: int) -> None:
        tile = self._tiles[card_idx]
        tile.focus_primary()
        QTimer.singleShot(0, tile, lambda: self._bring_into_sight(tile))

    def show_fields(self, fields: FieldsShown) -> None:
        self._fields[fields.card_idx] = fields
        tile = self._tiles[fields.card_idx]
        tile.show_fields(fields)
        self._make_room(tile)

    def typed_fields(self) -> Mapping[int, TypedFields]:
        forms = {card_idx: self._tiles[card_idx].form for card_idx in self._fields}
        return {card_idx: form.typed() for card_idx, form in forms.items() if form}

    def hide_fields(self, card_idx: int) -> None:
        self._fields.pop(card_idx, None)
        self._tiles[card_idx].hide_fields()
        self._align()

    def show_notice(self, notice: Notice | None) -> None:
        self._notice.setVisible(notice is not None)
        if notice:
            self._notice.tell(Tone.REFUSED, notice.said.what, notice.said.advice)
            self._notice_button.set_label(notice.button)
            self._notice_button.setVisible(bool(notice.button))
            self.ready.emit()

    def show_nobody(self) -> None:
        self._header.clear()
        self._header.setVisible(False)
        self._notice.setVisible(False)
        self._shown, self._fields = {}, {}
        self._rebuild()
        self._scroll.verticalScrollBar().setValue(0)

    def keep_time(self, is_needed: bool) -> None:
        if is_needed != self._timer.isActive():
            (self._timer.start if is_needed else self._timer.stop)()

    # Keys and sizes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the page itself: the one tile's action, or the first tile's into focus where there are more.

        Not an Enter that was still meant for the page before.
        """
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if is_enter and self._tiles and self._now_s() - self._shown_at_s >= DEAF_S:
            first = next(iter(self._tiles.values()))
            (first.press_primary if len(self._tiles) == 1 else first.focus_primary)()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()  # no widget of its own: it would cut the shadows of the tiles
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.addWidget(self._notice)
        self._column.addLayout(self._grid, 1)
        self._column.addStretch(0)
        self._scroll = Scrolled(self._style)
        self._scroll.show_through(content)
        self._head = QVBoxLayout()
        self._head.addWidget(self._header)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)  # does not scroll: who it is stays in sight, whatever is pressed
        whole.addWidget(self._scroll, 1)

    def _bring_into_sight(self, tile: CardTile) -> None:
        """The tile, and where it is higher than there is room, what has the focus in it."""
        self._scroll.ensureWidgetVisible(tile, 0, 24)
        focus = tile.focusWidget()
        if focus is not None:
            self._scroll.ensureWidgetVisible(focus, 0, 24)

    def _arrange(self) -> None:
        """Margins, columns, and tiles or rows, as the window has room for them."""
        is_low = self.window().height() < LOW_WINDOW
        is_narrow = is_low or self.width() < NARROW
        margin = max(LOW_MARGIN if is_narrow else MARGIN, (self.width() - MOST_WIDE) // 2)
        top = 9 if is_low else 15
        self._head.setContentsMargins(margin, top, margin, UNDER_HEAD)
        self._column.setContentsMargins(
            margin, top - UNDER_HEAD, margin, 0
        )  # the stretch below the tiles keeps its spacing
        self._column.setSpacing(top)
        self._grid.setHorizontalSpacing(TILE_GAP + 2)
        self._grid.setVerticalSpacing(9 if is_low else TILE_GAP)
        self._header.set_small(is_low)
        shape = Shape.ROW if is_low and self.width() >= self._style.px(ROW_WIDE) else Shape.TILE
        columns = 1 if is_low else max(1, (self.width() - 2 * margin) // self._style.px(TILE_WIDE))
        if shape is not self._shape:
            self._shape, self._columns = shape, columns
            if self._fields:  # or the focus goes on to what is below, and the page scrolls there
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            opened = [card_idx for card_idx, tile in self._tiles.items() if tile.is_open]
            self._rebuild()
            for card_idx in opened:
                self._tiles[card_idx].open_up()
            self._align()
        elif columns != self._columns:
            self._columns = columns
            self._place()
            self._align()

    def _rebuild(self) -> None:
        """The tiles anew; what is typed in one that stays, stays."""
        typed = self.typed_fields()
        self._fields = {
            card_idx: replace(fields, typed=typed.get(card_idx, fields.typed))
            for card_idx, fields in self._fields.items()
            if card_idx in self._shown
        }
        for tile in self._tiles.values():
            self._put_away(tile)
        self._tiles = {card_idx: self._tile(shown) for card_idx, shown in self._shown.items()}
        self._place()
        for fields in self._fields.values():
            self._tiles[fields.card_idx].show_fields(fields)
        self._align()

    def _put_away(self, tile: CardTile) -> None:
        """Out of sight, for the next customer: to make four anew takes longer than to read who they are."""
        self._grid.removeWidget(tile)
        tile.hide()
        tile.close_up()
        self._spare[tile.card_idx] = tile

    def _tile(self, shown: TileShown) -> CardTile:
        spare = self._spare.pop(shown.card_idx, None)
        if spare is not None and spare.fits(shown, self._shape):
            spare.show_tile(shown)
            return spare
        if spare is not None:
            spare.deleteLater()
        tile = CardTile(
            *(self._style, self._language, self._marks, shown, self._shape, self._now_s), is_practice=self._is_practice
        )
        tile.issue_pressed.connect(self.issue_pressed)
        tile.issue_with_pressed.connect(self.issue_with_pressed)
        tile.dates_given.connect(self.dates_given)
        tile.more_pressed.connect(self.more_pressed)
        tile.offer_taken.connect(self.offer_taken)
        tile.opened.connect(lambda: self._make_room(tile))
        for name in PRESSES:
            getattr(tile.presses, name).connect(getattr(self, name))
        return tile

    def _place(self) -> None:
        columns = max(1, self._columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for place, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, *divmod(place, columns))
            tile.show()
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def _make_room(self, tile: CardTile) -> None:
        """Something was opened in it, or closed; what is open is in sight as a whole."""
        self._align()
        if tile.is_open or tile.form:
            QTimer.singleShot(0, tile, lambda: self._show_whole(tile))

    def _show_whole(self, tile: CardTile) -> None:
        """Once it has its height: before, it may be a higher one, and the page would scroll for nothing."""
        self._column.activate()
        self._bring_into_sight(tile)

    def _align(self) -> None:
        """Beside a tile that grew by what is open in it, the others keep their height and stay at the top."""
        is_tall = any(tile.is_tall for tile in self._tiles.values())
        top = Qt.AlignmentFlag.AlignTop if is_tall else Qt.AlignmentFlag(0)
        for tile in self._tiles.values():
            self._grid.setAlignment(tile, top)
