"""The talk of a customer's page: who it is, and what they have on every stamp card.

What is pressed of new stamps, of visits and rewards, and behind the three dots has a talk of its own each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.presenters.customer_view import CustomerView, HeaderShown, header
from kiosk_app.presenters.edit_talk import EditTalk
from kiosk_app.presenters.issue_talk import IssueTalk
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.tile import tile
from kiosk_app.presenters.tile_moment import Hold, Moment, question, shown_stamp, to_look_at
from kiosk_app.presenters.tile_view import NoteShown, Sense, TileShown
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.presenters.visit_talk import VisitServices, VisitTalk
from kiosk_app.services.customers import Customers, Holding, Holdings
from kiosk_app.services.issuing import Issuing
from kiosk_app.services.looking import Look, Looking, Sight
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.resolving import Resolving
from kiosk_app.words import customer as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.stamps import not_usable

PHONE_SHOWN_S = 10.0
LOOK_S = 5.0


class _Way(Enum):
    """The way on from a notice."""

    AGAIN = auto()
    COUNTER = auto()
    SETTINGS = auto()


@dataclass(frozen=True, slots=True)
class _Read:
    """What the disk said in one go."""

    holdings: Holdings | None
    entries: Mapping[int, Entry]
    hold: Hold


@dataclass(slots=True)
class _Shown:
    """All that is remembered of the customer whose page it is. ``is_expected``: or may be soon."""

    customer_id: str
    is_expected: bool = False
    scanned: StampIdx | None = None
    scan_adds: bool = False
    read: _Read | None = None
    notes: dict[int, NoteShown] = field(default_factory=dict)
    chosen: dict[int, int] = field(default_factory=dict)
    unseen: set[StampIdx] = field(default_factory=set)
    looked: set[StampIdx] = field(default_factory=set)
    tiles: dict[int, TileShown] = field(default_factory=dict)
    phone_until_s: float | None = None
    way: _Way | None = None


class CustomerPresenter:
    """``looking``, ``resolving``: give what looks at stamps, and what takes a person's word on a lost one.

    ``has_key``: whether the service can be spoken to at all. Its ``issues`` hear what is pressed of new stamps, its
    ``visits`` of visits and rewards, its ``edits`` what is taken behind the three dots; it is the page of these talks.
    """

    def __init__(
        self,
        view: CustomerView,
        customers: Customers,
        issuing: Issuing,
        outbox: Outbox,
        looking: Callable[[], Looking],
        has_key: Callable[[], bool],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
        resolving: Callable[[], Resolving],
        visits: VisitServices,
        settings: Callable[[], Settings],
    ) -> None:
        self._view = view
        self._customers = customers
        self._outbox = outbox
        self._looking = looking
        self._has_key = has_key
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._shown: _Shown | None = None
        self.issues = IssueTalk(self, view, issuing, resolving, background, navigate, clock, language, poke)
        self.visits = VisitTalk(self, visits, settings, background, clock, language, poke)
        self.edits = EditTalk(self, view, visits.edits, background, language, poke)

    # Coming, going, time

    def opened(self, customer_id: str, stamp_idx: StampIdx | None = None, *, adds: bool = False) -> None:
        """The page is for this customer now; ``stamp_idx``: this stamp of theirs was scanned, and a visit meant."""
        shown, holdings = self._shown, self._holdings
        if shown and holdings and shown.is_expected and shown.customer_id == customer_id and shown.tiles:
            shown.is_expected, shown.scanned, shown.scan_adds = False, stamp_idx, adds
            self._view.come_up()
            self.issues.tiles_made(shown.tiles.values())
            self._go_on(shown, holdings)
        else:
            self._begin(_Shown(customer_id, scanned=stamp_idx, scan_adds=adds))

    def expected(self, customer_id: str) -> None:
        """This customer may be the next: the page is filled, unseen. Nothing is asked or done for them yet."""
        self._begin(_Shown(customer_id, is_expected=True))

    def _begin(self, shown: _Shown) -> None:
        self.left()
        self._shown = shown
        self.issues.begin(shown.customer_id)
        self._refresh()

    def points_to(self, customer_id: str, stamp_idx: StampIdx | None, *, adds: bool = False) -> bool:
        """Whether the page is this customer's already; the tile of a stamp that was scanned gets the focus."""
        if self._shown is None or self._shown.customer_id != customer_id:
            return False
        self._shown.scanned, self._shown.scan_adds = stamp_idx, adds
        self._refresh()
        return True

    def left(self) -> None:
        """The page was left: nothing about the customer stays on it, and nobody is called back."""
        self._background.leave(self)
        self.issues.left()
        self._shown = None
        self.visits.begin()
        self.edits.begin()
        self._view.keep_time(False)
        self._view.show_nobody()

    def changed(self) -> None:
        """Something in the journal changed."""
        if self._shown:
            self._refresh()

    def moved(self, entry: Entry) -> None:
        """An entry was sent. A stamp that this page waits for is shown at once; all else is read when it changed."""
        self.issues.moved(entry)

    def ticked(self) -> None:
        """A little time went by."""
        if self._shown is None:
            return
        if self.issues.is_unread:
            self._refresh()
        until_s = self._shown.phone_until_s
        if until_s is not None and self._clock.monotonic_s() >= until_s:
            self._shown.phone_until_s = None
            self._show_header()
        self.show_tiles()

    # What its talks ask

    @property
    def details(self) -> Details:
        """Who it is; nothing of it before it was read."""
        return self._holdings.customer.details if self._holdings else Details()

    def holding_of(self, card_idx: int) -> Holding | None:
        """What they have of a card, as it was read last; None where it has no tile."""
        cards = self._holdings.cards if self._holdings else ()
        return next((one for one in cards if one.card.card_idx == card_idx), None)

    def stamp_of(self, card_idx: int) -> Stamp | None:
        """The stamp that a tile is about."""
        holding = self.holding_of(card_idx)
        return shown_stamp(holding, self._shown.chosen.get(card_idx, 0)) if self._shown and holding else None

    def card_of(self, card_idx: int) -> StampCard:
        """The stamp card of a tile; a tile without one was taken away meanwhile."""
        holding = self.holding_of(card_idx)
        return holding.card if holding else StampCard(card_idx, "")

    def tell(self, card_idx: int, note: NoteShown | None) -> None:
        """What became of a press, said in place of the marks; None: nothing more to say of the one before.

        What was edited is no news any more.
        """
        if self._shown:
            self._shown.notes.pop(card_idx, None)
            if note:
                self._shown.notes[card_idx] = note
        self.edits.heard(card_idx)

    def show_tiles(self) -> None:
        """Bring those up to date that look different now."""
        shown, holdings = self._shown, self._holdings
        if shown is None or holdings is None:
            return
        for one in self._tiles(shown, holdings):
            if shown.tiles.get(one.card_idx) != one:
                shown.tiles[one.card_idx] = one
                self._view.show_tile(one)
        self._keep_time()

    def read_again(self) -> None:
        """Something was saved."""
        self._refresh()

    # What a person did

    def eye_pressed(self) -> None:
        """Show the phone for a while, or hide it again."""
        if self._shown:
            is_shown = self._shown.phone_until_s is not None
            self._shown.phone_until_s = None if is_shown else self._clock.monotonic_s() + PHONE_SHOWN_S
            self._show_header()
            self._keep_time()

    def edit_pressed(self) -> None:
        """*Edit*."""
        if self._shown:
            self._navigate.edit(self._shown.customer_id)

    def history_pressed(self) -> None:
        """*History*."""
        if self._shown:
            self._navigate.history(self._shown.customer_id)

    def show_qr_pressed(self, card_idx: int) -> None:
        """*Show QR*, or *Open it*."""
        holding = self.holding_of(card_idx)
        if self._shown and holding and holding.live:
            stamp = shown_stamp(holding, self._shown.chosen.get(card_idx, 0))
            self._navigate.qr(self._shown.customer_id, card_idx, None, stamp.stamp_idx if stamp else None)

    def next_stamp_pressed(self, card_idx: int) -> None:
        """ "1 of 2": show the other live stamp of the card."""
        if self._shown:
            self._shown.chosen[card_idx] = self._shown.chosen.get(card_idx, 0) + 1
            self.show_tiles()

    def answer_pressed(self, card_idx: int) -> None:
        """*Answer*, or *It is there*: the outbox asks what only a person can tell."""
        holding = self.holding_of(card_idx)
        if holding and (asked := question(holding, self.stamp_of(card_idx))):
            self._navigate.outbox(asked.id)

    it_is_there_pressed = answer_pressed

    def notice_pressed(self) -> None:
        """The way on from the notice that is shown."""
        if self._shown is None or self._shown.way is None:
            return
        way = self._shown.way
        if way is _Way.AGAIN:
            self._refresh()
        elif way is _Way.SETTINGS:
            self._navigate.settings("cards")
        else:
            self._navigate.counter()

    # Reading

    @property
    def _holdings(self) -> Holdings | None:
        """What they have, as it was read last."""
        return self._shown.read.holdings if self._shown and self._shown.read else None

    def _refresh(self) -> None:
        if shown := self._shown:
            entry_ids = [*self.issues.entry_ids, *self.visits.entry_ids, *self.edits.entry_ids]
            work = partial(self._read, shown.customer_id, entry_ids)
            self._background.submit(Lane.DISK, work, self._was_read, self._not_read, owner=self)

    def _read(self, customer_id: str, entry_ids: list[int]) -> _Read:
        holdings = self._customers.holdings(customer_id)
        entries = {line.entry.id: line.entry for line in self._outbox.of(entry_ids)}
        standing = self._outbox.standing()
        return _Read(holdings, entries, Hold(self._has_key(), standing.stopped, standing.quiet_until))

    def _was_read(self, read: _Read) -> None:
        shown = self._shown
        if shown is None:
            return
        shown.read = read
        if shown.is_expected:
            self._fill_ahead(shown, read.holdings)
            return
        if read.holdings is None:
            self._show_notice(words.nobody(self._language), _Way.COUNTER)
            return
        if not read.holdings.cards:
            self._show_notice(words.no_cards(self._language), _Way.SETTINGS)
        else:
            self._hide_notice(shown)
        self.issues.was_read(read.entries)
        self.visits.was_read(read.entries)
        self.edits.was_read(read.entries)
        if self._shown is shown:  # a stamp that is done leads to its QR page
            self._show_all(shown, read.holdings)
            self._go_on(shown, read.holdings)

    def _go_on(self, shown: _Shown, holdings: Holdings) -> None:
        """They are on the glass."""
        self._keep_time()
        self._point_to_scanned(shown, holdings)
        self._look(shown, holdings)

    def _not_read(self, error: Exception) -> None:
        self._show_notice(trouble_said(self._language, error), _Way.AGAIN)

    def _point_to_scanned(self, shown: _Shown, holdings: Holdings) -> None:
        """The tile of the stamp that was scanned shows that very one, and has the focus."""
        scanned, shown.scanned = shown.scanned, None
        adds, shown.scan_adds = shown.scan_adds, False
        for holding in holdings.cards:
            at = next((at for at, stamp in enumerate(holding.live) if stamp.stamp_idx == scanned), None)
            is_last = holding.last is not None and holding.last.stamp_idx == scanned
            if scanned is not None and (at is not None or is_last):
                shown.chosen[holding.card.card_idx] = at or 0
                self.show_tiles()
                self._view.focus_tile(holding.card.card_idx)
                if adds:
                    self.visits.scanned(shown.tiles[holding.card.card_idx], is_like_another=bool(holdings.alike))
                return

    # Looking

    def _look(self, shown: _Shown, holdings: Holdings) -> None:
        """Ask the service once, behind the page, for each stamp that it shows."""
        for stamp in to_look_at(holdings, self._clock.today()):
            if stamp.stamp_idx not in shown.looked:
                shown.looked.add(stamp.stamp_idx)
                self._background.submit(
                    Lane.LOOK,
                    partial(self._look_at, stamp.stamp_idx),
                    partial(self._was_seen, stamp),
                    partial(self._not_seen, stamp),
                    owner=self,
                    droppable=True,
                )

    def _look_at(self, stamp_idx: StampIdx) -> Look:
        return self._looking().look(stamp_idx, LOOK_S)

    def _was_seen(self, stamp: Stamp, look: Look) -> None:
        shown = self._shown
        if shown is None:
            return
        if look.sight is Sight.FRESH:
            shown.unseen.discard(stamp.stamp_idx)
        else:
            shown.unseen.add(stamp.stamp_idx)
        if look.sight is Sight.REFUSED:
            said = not_usable(self._language, look.stamp or stamp, look.message, self._clock.today())
            shown.notes[stamp.card_idx] = NoteShown(Sense.UNKNOWN, said.what, said.advice)
        self._refresh()

    def _not_seen(self, stamp: Stamp, error: Exception) -> None:
        if not isinstance(error, StoreTrouble):
            raise error
        if self._shown:
            self._shown.unseen.add(stamp.stamp_idx)
            self.show_tiles()

    # Showing

    def _show_all(self, shown: _Shown, holdings: Holdings) -> None:
        tiles = self._tiles(shown, holdings)
        if list(shown.tiles) == [tile.card_idx for tile in tiles] and tiles:
            self._show_header()
            self.show_tiles()
        else:
            self._fill(shown, holdings, tiles)
            self.issues.tiles_made(tiles)

    def _fill_ahead(self, shown: _Shown, holdings: Holdings | None) -> None:
        if holdings and holdings.cards:
            self._fill(shown, holdings, self._tiles(shown, holdings))
            self._view.paint_ahead()

    def _fill(self, shown: _Shown, holdings: Holdings, tiles: tuple[TileShown, ...]) -> None:
        shown.tiles = {tile.card_idx: tile for tile in tiles}
        self._view.show_customer(self._header(holdings), tiles)

    def _show_header(self) -> None:
        if self._holdings:
            self._view.show_header(self._header(self._holdings))

    def _show_notice(self, said: Said, way: _Way) -> None:
        if self._shown:
            self._shown.way = way
            self._view.show_notice(Notice(said, self._button(way)))

    def _button(self, way: _Way) -> str:
        return {
            _Way.AGAIN: words.again,
            _Way.COUNTER: words.to_counter,
            _Way.SETTINGS: words.to_settings,
        }[way](self._language)

    def _hide_notice(self, shown: _Shown) -> None:
        if shown.way:
            shown.way = None
            self._view.show_notice(None)

    def _header(self, holdings: Holdings) -> HeaderShown:
        is_phone_shown = self._shown is not None and self._shown.phone_until_s is not None
        return header(self._language, holdings, self._clock.now().astimezone(), is_phone_shown=is_phone_shown)

    def _tiles(self, shown: _Shown, holdings: Holdings) -> tuple[TileShown, ...]:
        return tuple(tile(self._language, holding, self._moment(shown, holding)) for holding in holdings.cards)

    def _moment(self, shown: _Shown, holding: Holding) -> Moment:
        card_idx = holding.card.card_idx
        now = self._clock.now()
        stamp = shown_stamp(holding, shown.chosen.get(card_idx, 0))
        return Moment(
            now=now,
            local=now.astimezone(),
            hold=shown.read.hold if shown.read else Hold(),
            customer=words.name(self._language, self.details),
            note=shown.notes.get(card_idx),
            is_unseen=stamp is not None and stamp.stamp_idx in shown.unseen,
            chosen=shown.chosen.get(card_idx, 0),
            issued=self.issues.issued(holding),
            pressed=self.visits.pressed(card_idx, stamp),
            edited=self.edits.edited(card_idx, stamp),
        )

    def _keep_time(self) -> None:
        shown = self._shown
        is_needed = bool(
            shown
            and (
                shown.phone_until_s is not None
                or any(one.runs_down for one in shown.tiles.values())
                or (shown.read and shown.read.hold.is_quiet(self._clock.now()))
            )
        )
        self._view.keep_time(is_needed)
