"""The talk of a customer's page: who it is, what they have on every stamp card, and the press that issues one.

A press makes one intent before anything is written; while its issue is open, another press does nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial

from kiosk_app.domain.card import HasCard, StampCard
from kiosk_app.domain.choices import Choice
from kiosk_app.domain.customer import Details
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.problems import BadInput, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.presenters.customer_view import CustomerView, HeaderShown, header
from kiosk_app.presenters.edit_talk import EditTalk
from kiosk_app.presenters.issue_fields import NAMES, FieldsShown, TypedFields, Unpressed, as_the_card_says, request_of
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.tile import SLOW_S, tile
from kiosk_app.presenters.tile_moment import Hold, Moment, open_issue, question, shown_stamp, to_look_at
from kiosk_app.presenters.tile_view import NoteShown, Offer, Sense, TileShown
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.presenters.visit_talk import VisitServices, VisitTalk
from kiosk_app.services.customers import Customers, Holding, Holdings
from kiosk_app.services.issuing import HasStamp, IssueOpened, IssueRequest, Issuing, NoSuchCard, SeveralMeant
from kiosk_app.services.looking import Look, Looking, Sight
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.resolving import Resolved, Resolving
from kiosk_app.words import customer as words
from kiosk_app.words.inputs import problem, problems
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.stamps import already, not_usable

_log = logging.getLogger(__name__)

PHONE_SHOWN_S = 10.0
LOOK_S = 5.0


class _Way(Enum):
    """The way on from a notice."""

    AGAIN = auto()
    COUNTER = auto()
    SETTINGS = auto()


@dataclass(slots=True)
class _Press:
    """One press on *Issue stamp*, or for a new one, and what is known of it; no entries: it is not on the disk yet."""

    pressed_at_s: float
    entry_ids: tuple[int, ...] = ()
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """What the disk said in one go."""

    holdings: Holdings | None
    entries: Mapping[int, Entry]
    hold: Hold


@dataclass(slots=True)
class _Shown:
    """All that is remembered of the customer whose page it is."""

    customer_id: str
    scanned: StampIdx | None = None
    scan_adds: bool = False
    read: _Read | None = None
    presses: dict[int, _Press] = field(default_factory=dict)
    notes: dict[int, NoteShown] = field(default_factory=dict)
    asked: dict[int, IssueRequest] = field(default_factory=dict)
    chosen: dict[int, int] = field(default_factory=dict)
    unseen: set[StampIdx] = field(default_factory=set)
    looked: set[StampIdx] = field(default_factory=set)
    fields: dict[int, FieldsShown] = field(default_factory=dict)
    tiles: dict[int, TileShown] = field(default_factory=dict)
    phone_until_s: float | None = None
    way: _Way | None = None


class CustomerPresenter:
    """``looking``, ``resolving``: give what looks at stamps, and what takes a person's word on a lost one.

    ``has_key``: whether the service can be spoken to at all. Its ``visits`` hear what is pressed of visits and rewards,
    its ``edits`` what is taken behind the three dots; it is the page of both talks.
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
        self._issuing = issuing
        self._outbox = outbox
        self._looking = looking
        self._has_key = has_key
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._poke = poke
        self._resolving = resolving
        self._shown: _Shown | None = None
        self._unpressed = Unpressed()
        self.visits = VisitTalk(self, visits, settings, background, clock, language, poke)
        self.edits = EditTalk(self, view, visits.edits, background, language, poke)

    # Coming, going, time

    def opened(self, customer_id: str, stamp_idx: StampIdx | None = None, *, adds: bool = False) -> None:
        """The page is for this customer now; ``stamp_idx``: this stamp of theirs was scanned, and a visit meant."""
        self.left()
        self._shown = _Shown(customer_id, stamp_idx, adds)
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
        self._keep_typed()
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
        shown = self._shown
        press = shown.presses.get(entry.card_idx) if shown else None
        if shown and press and entry.state is State.DONE and press.entry_ids[:1] == (entry.id,):
            del shown.presses[entry.card_idx]
            self._navigate.qr(shown.customer_id, entry.card_idx, entry.intent, entry.stamp_idx)

    def ticked(self) -> None:
        """A little time went by."""
        if self._shown is None:
            return
        if any(press.entry_ids and not press.is_read for press in self._shown.presses.values()):
            self._refresh()
        until_s = self._shown.phone_until_s
        if until_s is not None and self._clock.monotonic_s() >= until_s:
            self._shown.phone_until_s = None
            self._show_header()
        self.show_tiles()

    # What its talks ask

    def stamp_of(self, card_idx: int) -> Stamp | None:
        """The stamp that a tile is about."""
        holding = self._holding(card_idx)
        return shown_stamp(holding, self._shown.chosen.get(card_idx, 0)) if self._shown and holding else None

    def card_of(self, card_idx: int) -> StampCard:
        """The stamp card of a tile; a tile without one was taken away meanwhile."""
        holding = self._holding(card_idx)
        return holding.card if holding else StampCard(card_idx, "")

    def tell(self, card_idx: int, note: NoteShown | None) -> None:
        """What became of a press; None: nothing more to say of the one before."""
        if self._shown:
            self._shown.notes.pop(card_idx, None)
            self.edits.heard(card_idx)
            if note:
                self._shown.notes[card_idx] = note

    def show_tiles(self) -> None:
        """Bring those up to date that look different now."""
        shown = self._shown
        if shown is None or shown.read is None or shown.read.holdings is None:
            return
        for one in self._tiles(shown, shown.read.holdings):
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

    def issue_pressed(self, card_idx: int) -> None:
        """*Issue stamp*, as the card says."""
        if shown := self._shown:
            self._press(shown, IssueRequest(new_id(), card_idx, customer_id=shown.customer_id))

    def issue_with_pressed(self, card_idx: int, typed: TypedFields) -> None:
        """*Issue stamp* under the fields behind the three dots."""
        shown, holding = self._shown, self._holding(card_idx)
        if shown is None or holding is None or card_idx not in shown.fields:
            return
        shown.fields[card_idx] = replace(shown.fields[card_idx], typed=typed, problems={})
        try:
            request = request_of(typed, self._usual(shown, holding), shown.customer_id, card_idx)
        except BadInput as bad:
            self._show_problems(card_idx, bad.problems)
            return
        self._press(shown, request)

    def another_pressed(self, card_idx: int) -> None:
        """*Issue another*, although the customer has the card."""
        if self._shown and (asked := self._shown.asked.pop(card_idx, None)):
            self._shown.notes.pop(card_idx, None)
            self._press(self._shown, replace(asked, intent=new_id(), again=True))

    def show_qr_pressed(self, card_idx: int) -> None:
        """*Show QR*, or *Open it*."""
        holding = self._holding(card_idx)
        if self._shown and holding and holding.live:
            stamp = shown_stamp(holding, self._shown.chosen.get(card_idx, 0))
            self._navigate.qr(self._shown.customer_id, card_idx, None, stamp.stamp_idx if stamp else None)

    def next_stamp_pressed(self, card_idx: int) -> None:
        """ "1 of 2": show the other live stamp of the card."""
        if self._shown:
            self._shown.chosen[card_idx] = self._shown.chosen.get(card_idx, 0) + 1
            self.show_tiles()

    def more_pressed(self, card_idx: int) -> None:
        """Behind the three dots: the fields of the next issue, or away with them."""
        shown, holding = self._shown, self._holding(card_idx)
        if shown is None or holding is None or shown.read is None or shown.read.holdings is None:
            return
        if shown.fields.pop(card_idx, None):
            self._view.hide_fields(card_idx)
            return
        fields = FieldsShown(
            card_idx,
            self._usual(shown, holding),
            words.extra_label(self._language, holding.card.etc1_name, 1),
            words.extra_label(self._language, holding.card.etc2_name, 2),
        )
        shown.fields[card_idx] = fields
        self._view.show_fields(fields)

    def give_new_pressed(self, card_idx: int) -> None:
        """*Give a new one*: the customer has received nothing."""
        shown, holding = self._shown, self._holding(card_idx)
        lost = open_issue(holding) if holding else None
        press = shown.presses.get(card_idx) if shown else None
        if shown is None or lost is None or (press and lost.id not in press.entry_ids):
            return
        shown.presses[card_idx] = _Press(self._clock.monotonic_s())
        shown.notes.pop(card_idx, None)
        self._background.submit(
            Lane.DISK,
            lambda: self._resolving().choose(lost.id, Choice.GIVE_NEW),
            partial(self._was_given, shown, card_idx),
            partial(self._was_not_given, shown, card_idx),
        )

    def answer_pressed(self, card_idx: int) -> None:
        """*Answer*, or *It is there*: the outbox asks what only a person can tell."""
        holding = self._holding(card_idx)
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

    # The press

    def _press(self, shown: _Shown, request: IssueRequest) -> None:
        holding = self._holding(request.card_idx)
        if holding is None or request.card_idx in shown.presses or open_issue(holding):
            return
        shown.presses[request.card_idx] = _Press(self._clock.monotonic_s())
        shown.notes.pop(request.card_idx, None)
        self.show_tiles()
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            partial(self._issuing.open, request),
            partial(self._came_of, shown, request),
            partial(self._failed_to_open, shown, request),
        )

    def _came_of(self, shown: _Shown, request: IssueRequest, came: IssueOpened | HasStamp | SeveralMeant) -> None:
        handed = came.entries[0] if isinstance(came, IssueOpened) and came.entries[0].kind is Kind.HAND_OUT else None
        if handed and shown is self._shown:  # its code's page has it sent, once the code is on the glass
            self._navigate.qr(shown.customer_id, request.card_idx, handed.intent, handed.stamp_idx)
            return
        if isinstance(came, IssueOpened):
            self._poke()
        if shown is not self._shown:
            return
        if isinstance(came, IssueOpened):
            # Not read again before a little time went by: most often the answer is there by then, and a read beside
            # the sender would hold it up.
            shown.presses[request.card_idx].entry_ids = tuple(entry.id for entry in came.entries)
            self._close_fields(request.card_idx)
        elif isinstance(came, HasStamp):
            shown.presses.pop(request.card_idx)
            self._close_fields(request.card_idx)
            self._has_stamp(shown, request, came)
        else:
            raise TypeError("a customer given by id is one customer")

    def _has_stamp(self, shown: _Shown, request: IssueRequest, has: HasStamp) -> None:
        if has.policy is HasCard.OPEN:
            self._navigate.qr(shown.customer_id, request.card_idx, None, has.stamps[0].stamp_idx)
            return
        name = words.name(self._language, has.customer.details)
        shown.asked[request.card_idx] = request
        shown.notes[request.card_idx] = NoteShown(Sense.PLAIN, already(self._language, name, has.stamps[0]), "")
        self._refresh()

    def _failed_to_open(self, shown: _Shown, request: IssueRequest, error: Exception) -> None:
        if shown is not self._shown:
            _log.warning("an issue was not opened, and its page was left: %s", type(error).__name__)
            return
        shown.presses.pop(request.card_idx)
        if isinstance(error, BadInput):
            self._show_problems(request.card_idx, error.problems)
        elif isinstance(error, NoSuchCard):
            self._note(shown, request.card_idx, words.no_such_card(self._language))
        else:
            self._note(shown, request.card_idx, trouble_said(self._language, error))
        self.show_tiles()

    def _was_given(self, shown: _Shown, card_idx: int, resolved: Resolved) -> None:
        self._poke()
        if shown is self._shown:
            shown.presses[card_idx].entry_ids = tuple(entry.id for entry in resolved.opened)
            self._refresh()

    def _was_not_given(self, shown: _Shown, card_idx: int, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if shown is self._shown:
            shown.presses.pop(card_idx)
            self._note(shown, card_idx, said)
            self._refresh()

    def _note(self, shown: _Shown, card_idx: int, said: Said) -> None:
        shown.notes[card_idx] = NoteShown(Sense.REFUSED, said.what, said.advice)

    # The fields

    def _usual(self, shown: _Shown, holding: Holding) -> TypedFields:
        customer = shown.read.holdings.customer if shown.read and shown.read.holdings else None
        return as_the_card_says(holding.card, customer.details if customer else Details(), self._clock.today())

    def _keep_typed(self) -> None:
        if shown := self._shown:
            typed = self._view.typed_fields()
            for card_idx, fields in shown.fields.items():
                holding, now = self._holding(card_idx), typed.get(card_idx)
                if holding and now and card_idx not in shown.presses and now != self._usual(shown, holding):
                    self._unpressed.keep(shown.customer_id, replace(fields, typed=now), self._clock.today())

    def _bring_back_typed(self, shown: _Shown) -> None:
        for card_idx, one in shown.tiles.items():
            can_issue = any(offered.offer is Offer.ISSUE for offered in one.offers)
            if can_issue and (kept := self._unpressed.bring_back(shown.customer_id, card_idx, self._clock.today())):
                shown.fields[card_idx] = kept
                self._view.show_fields(kept)

    def _show_problems(self, card_idx: int, found: Iterable[Problem]) -> None:
        shown = self._shown
        if shown is None:
            return
        found = tuple(found)
        if card_idx in shown.fields and all(one.field in NAMES for one in found):
            sentences = {one.field: str(problem(self._language, one)) for one in found}
            shown.fields[card_idx] = replace(shown.fields[card_idx], problems=sentences)
            self._view.show_fields(shown.fields[card_idx])
        else:
            self._note(shown, card_idx, problems(self._language, found))
        self.show_tiles()

    def _close_fields(self, card_idx: int) -> None:
        if self._shown and self._shown.fields.pop(card_idx, None):
            self._view.hide_fields(card_idx)

    # Reading

    def _refresh(self) -> None:
        if shown := self._shown:
            entry_ids = [number for press in shown.presses.values() for number in press.entry_ids]
            entry_ids += [*self.visits.entry_ids, *self.edits.entry_ids]
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
        if read.holdings is None:
            self._show_notice(words.nobody(self._language), _Way.COUNTER)
            return
        if not read.holdings.cards:
            self._show_notice(words.no_cards(self._language), _Way.SETTINGS)
        else:
            self._hide_notice(shown)
        self._settle(shown, read)
        self.visits.was_read(read.entries)
        self.edits.was_read(read.entries)
        if self._shown is shown:  # a stamp that is done leads to its QR page
            self._show_all(shown, read.holdings)
            self._point_to_scanned(shown, read.holdings)
            self._look(shown, read.holdings)

    def _not_read(self, error: Exception) -> None:
        self._show_notice(trouble_said(self._language, error), _Way.AGAIN)

    def _settle(self, shown: _Shown, read: _Read) -> None:
        """What became of the presses of this page."""
        for card_idx, press in list(shown.presses.items()):
            issue = read.entries.get(press.entry_ids[0]) if press.entry_ids else None
            press.is_read = issue is not None
            if issue is None or issue.state.is_open:
                continue
            del shown.presses[card_idx]
            if issue.state is State.DONE:
                self._navigate.qr(shown.customer_id, card_idx, issue.intent, issue.stamp_idx)
                return
            if issue.state is State.REFUSED:
                self._note(shown, card_idx, words.refused(self._language, issue.message))
            elif issue.state is State.CANCELLED:
                self._note(shown, card_idx, words.withdrawn(self._language))

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
            shown.tiles = {tile.card_idx: tile for tile in tiles}
            shown.fields = {card_idx: fields for card_idx, fields in shown.fields.items() if card_idx in shown.tiles}
            self._view.show_customer(self._header(holdings), tiles)
            self._bring_back_typed(shown)
        self._keep_time()

    def _show_header(self) -> None:
        if self._shown and self._shown.read and self._shown.read.holdings:
            self._view.show_header(self._header(self._shown.read.holdings))

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
        read = shown.read or _Read(None, {}, Hold())
        customer = read.holdings.customer.details if read.holdings else Details()
        return Moment(
            now=now,
            local=now.astimezone(),
            hold=read.hold,
            customer=words.name(self._language, customer),
            is_opening=card_idx in shown.presses and open_issue(holding) is None,
            is_slow=self._is_slow(shown, holding),
            note=shown.notes.get(card_idx),
            asks=card_idx in shown.asked,
            is_unseen=stamp is not None and stamp.stamp_idx in shown.unseen,
            chosen=shown.chosen.get(card_idx, 0),
            pressed=self.visits.pressed(card_idx, stamp),
            edited=self.edits.edited(card_idx, stamp),
        )

    def _is_slow(self, shown: _Shown, holding: Holding) -> bool:
        press, entry = shown.presses.get(holding.card.card_idx), open_issue(holding)
        if press:
            return self._clock.monotonic_s() - press.pressed_at_s >= SLOW_S
        return entry is not None and (self._clock.now() - entry.opened_at).total_seconds() >= SLOW_S

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

    def _holding(self, card_idx: int) -> Holding | None:
        read = self._shown and self._shown.read
        if not read or read.holdings is None:
            return None
        return next((holding for holding in read.holdings.cards if holding.card.card_idx == card_idx), None)
