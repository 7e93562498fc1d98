"""The talk of visits and rewards on a customer's page: add, undo within its seconds, redeem.

A press shows its mark at once, told as unconfirmed, and makes one intent before anything is written. What became of it
is read from the journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Entry, State, Why
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import Bar, Barred
from kiosk_app.presenters.tile_moment import Pressed
from kiosk_app.presenters.tile_view import Action, NoteShown, PillShown, Sense, TileShown, UndoShown
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.rewards import RedeemOpened, RedeemRequest, Rewards
from kiosk_app.services.stamp_edits import StampEdits
from kiosk_app.services.undoing import Undoing, Undone
from kiosk_app.services.visits import VisitRequest, Visits, VisitsOpened
from kiosk_app.words import customer as customer_words
from kiosk_app.words import visits as words
from kiosk_app.words.language import Language
from kiosk_app.words.outbox_page import counted, had_arrived, sent_again
from kiosk_app.words.said import Said

_log = logging.getLogger(__name__)

TOO_SOON_S = 0.6  # after a press another on the same tile is the same tap, made twice


class TilesPage(Protocol):
    """The customer's page as this talk needs it."""

    def stamp_of(self, card_idx: int) -> Stamp | None:
        """The stamp that the card's tile is about."""
        ...

    def card_of(self, card_idx: int) -> StampCard: ...

    def tell(self, card_idx: int, note: NoteShown | None) -> None:
        """What became of a press, in place of the marks."""
        ...

    def show_tiles(self) -> None: ...

    def read_again(self) -> None: ...


@dataclass(frozen=True, slots=True)
class VisitServices:
    """What opens the changes."""

    visits: Visits
    rewards: Rewards
    undoing: Undoing
    edits: StampEdits


@dataclass(slots=True)
class _Added:
    """One press on *Add visit*. ``entry_ids``: what is waited for, the visits or what takes them back."""

    intent: str
    stamp_idx: StampIdx
    count: int
    undo: UndoShown | None = None
    entry_ids: tuple[int, ...] = ()
    entries: tuple[Entry, ...] = ()
    is_undone: bool = False
    is_saved: bool = False
    is_read: bool = False

    @property
    def moved(self) -> int:
        """How far the count will have moved by it from what was read last."""
        if self.is_read:
            return 0
        return -self.count if self.is_undone else self.count


@dataclass(slots=True)
class _Redeemed:
    """One *Yes, redeem*. ``entry_id`` None: it is not on the disk yet. ``is_next``: the next stamp can be offered."""

    stamp_idx: StampIdx
    entry_id: int | None = None
    is_next: bool = False
    is_done: bool = False
    declined: bool = False


@dataclass(slots=True)
class _OfCard:
    """What was done and asked on one tile. ``opening``: visits that are not on the disk yet."""

    opening: _Added | None = None
    added: _Added | None = None
    pressed_at_s: float | None = None
    asks_anyway: bool = False
    asks_reward: bool = False
    redeemed: _Redeemed | None = None

    def presses(self) -> Iterator[_Added]:
        yield from (press for press in (self.opening, self.added) if press)


@dataclass(slots=True)
class _OfCustomer:
    cards: dict[int, _OfCard] = field(default_factory=dict)


class VisitTalk:
    """One for the page; ``begin`` makes it one for the customer who is shown now. ``settings``: for undo's seconds."""

    def __init__(
        self,
        page: TilesPage,
        services: VisitServices,
        settings: Callable[[], Settings],
        background: Background,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        self._page = page
        self._services = services
        self._settings = settings
        self._background = background
        self._clock = clock
        self._language = language
        self._poke = poke
        self._shown = _OfCustomer()

    def begin(self) -> None:
        """For whoever is shown from now on; what was pressed before is saved and sent all the same."""
        self._shown = _OfCustomer()

    # What the page asks

    @property
    def entry_ids(self) -> list[int]:
        """What is to be read with the rest of the page."""
        added = [number for of in self._shown.cards.values() for press in of.presses() for number in press.entry_ids]
        return added + [
            of.redeemed.entry_id for of in self._shown.cards.values() if of.redeemed and of.redeemed.entry_id
        ]

    def was_read(self, entries: Mapping[int, Entry]) -> None:
        """What the journal says by now. It was read after all that is known here to be saved."""
        for card_idx, of in self._shown.cards.items():
            if of.added and of.added.is_saved:
                self._settle_visits(card_idx, of, of.added, entries)
            if of.redeemed and of.redeemed.entry_id is not None:
                self._settle_reward(card_idx, of, of.redeemed, entries.get(of.redeemed.entry_id))

    def pressed(self, card_idx: int, stamp: Stamp | None) -> Pressed:
        """What the tile of this card, which shows this stamp, adds to what was read."""
        of = self._shown.cards.get(card_idx)
        if of is None or stamp is None:
            return Pressed()
        mine = [press for press in of.presses() if press.stamp_idx == stamp.stamp_idx]
        last = of.added if of.added in mine else None
        undo = self._undo_of(last)
        redeemed = of.redeemed if of.redeemed and of.redeemed.stamp_idx == stamp.stamp_idx else None
        return Pressed(
            moved=sum(press.moved for press in mine),
            fresh=last.count if last and undo else 0,
            undo=undo,
            news=self._news(last, stamp) if last else None,
            asks_anyway=of.asks_anyway,
            asks_reward=of.asks_reward,
            is_redeeming=redeemed is not None and redeemed.entry_id is None,
            offers_next=redeemed is not None and redeemed.is_next and redeemed.is_done and not redeemed.declined,
            declined_next=redeemed is not None and redeemed.declined,
        )

    # What a person did

    def add_pressed(self, card_idx: int, count: int) -> None:
        """*Add visit*, or several at once."""
        self._add(card_idx, count, anyway=False)

    def anyway_pressed(self, card_idx: int, count: int) -> None:
        """*Add anyway*, within the pause."""
        self._add(card_idx, count, anyway=True)

    def scanned(self, tile: TileShown, *, is_like_another: bool) -> None:
        """A scan that is the press on *Add visit*, where the tile offers that; what it offers instead is not pressed.

        ``is_like_another``: the customer could be taken for somebody else, which a person is to look at first.
        """
        if tile.action is not Action.ADD or tile.is_busy:
            return
        if is_like_another:
            said = words.look_first(self._language)
            self._page.tell(tile.card_idx, NoteShown(Sense.PLAIN, said.what, said.advice))
            self._page.show_tiles()
        else:
            self.add_pressed(tile.card_idx, 1)

    def undo_pressed(self, card_idx: int) -> None:
        """*Undo* the visits of the last press."""
        shown, of = self._shown, self._of(card_idx)
        added = of.added
        if added is None or of.opening or self._undo_of(added) is None:
            return
        undo, added.undo = added.undo, None
        added.is_undone, added.is_saved, added.is_read, added.entry_ids = True, False, False, ()
        of.asks_anyway = of.asks_reward = False
        self._page.show_tiles()
        self._background.submit(
            Lane.DISK,
            partial(self._services.undoing.undo_visits, added.intent),
            partial(self._was_undone, shown, added),
            partial(self._was_not_undone, shown, card_idx, added, undo),
        )

    def redeem_pressed(self, card_idx: int) -> None:
        """*Redeem reward*: it cannot be undone, and so asks once."""
        self._of(card_idx).asks_reward = True
        self._page.tell(card_idx, None)
        self._page.show_tiles()

    def not_yet_pressed(self, card_idx: int) -> None:
        """*Not yet*."""
        self._of(card_idx).asks_reward = False
        self._page.show_tiles()

    def redeem_confirmed(self, card_idx: int) -> None:
        """*Yes, redeem*."""
        shown, of, stamp = self._shown, self._of(card_idx), self._page.stamp_of(card_idx)
        is_open = of.redeemed is not None and not of.redeemed.is_done
        if stamp is None or is_open or not of.asks_reward:
            return
        of.asks_reward, of.added = False, None
        of.redeemed = _Redeemed(stamp.stamp_idx)
        self._page.show_tiles()
        self._background.submit(
            Lane.DISK,
            partial(self._services.rewards.redeem, RedeemRequest(new_id(), stamp.stamp_idx)),
            partial(self._was_redeemed, shown, card_idx),
            partial(self._was_not_redeemed, shown, card_idx),
        )

    def not_now_pressed(self, card_idx: int) -> None:
        """*Not now*, to the next stamp."""
        if redeemed := self._of(card_idx).redeemed:
            redeemed.declined = True
        self._page.show_tiles()

    # Visits

    def _add(self, card_idx: int, count: int, *, anyway: bool) -> None:
        shown, of, stamp = self._shown, self._of(card_idx), self._page.stamp_of(card_idx)
        now_s = self._clock.monotonic_s()
        is_too_soon = of.pressed_at_s is not None and now_s - of.pressed_at_s < TOO_SOON_S
        if stamp is None or of.opening or is_too_soon:
            return
        of.pressed_at_s, of.asks_anyway = now_s, False
        of.opening = _Added(new_id(), stamp.stamp_idx, count)
        self._page.tell(card_idx, None)
        self._page.show_tiles()
        request = VisitRequest(of.opening.intent, stamp.stamp_idx, count, anyway)
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            partial(self._services.visits.add, request),
            partial(self._came_of, shown, card_idx, of.opening),
            partial(self._was_not_added, shown, card_idx),
        )

    def _came_of(self, shown: _OfCustomer, card_idx: int, press: _Added, came: VisitsOpened | Barred) -> None:
        if isinstance(came, VisitsOpened):
            self._poke()
        if shown is not self._shown:
            return
        of = self._of(card_idx)
        of.opening = None
        if isinstance(came, VisitsOpened):
            undo_s = self._settings().counter.undo_s
            press.entry_ids, press.is_saved = tuple(entry.id for entry in came.entries), True
            press.undo = UndoShown(self._clock.monotonic_s() + undo_s, undo_s)
            of.added = press
        elif came.bar is Bar.PAUSE:
            of.asks_anyway = True
        else:
            self._tell_barred(card_idx, came)
        self._page.show_tiles()
        self._page.read_again()

    def _was_not_added(self, shown: _OfCustomer, card_idx: int, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if shown is self._shown:
            self._of(card_idx).opening = None
            self._refuse(card_idx, said)

    def _was_undone(self, shown: _OfCustomer, added: _Added, undone: Undone) -> None:
        self._poke()
        if shown is self._shown:
            added.entry_ids, added.is_saved = tuple(entry.id for entry in undone.entries), True
            self._page.read_again()

    def _was_not_undone(
        self, shown: _OfCustomer, card_idx: int, added: _Added, undo: UndoShown | None, error: Exception
    ) -> None:
        said = trouble_said(self._language, error)
        if shown is self._shown:
            added.undo, added.is_undone, added.is_saved, added.is_read = undo, False, True, True
            self._refuse(card_idx, said)

    def _settle_visits(self, card_idx: int, of: _OfCard, added: _Added, entries: Mapping[int, Entry]) -> None:
        added.is_read = True
        added.entries = tuple(entries[number] for number in added.entry_ids if number in entries)
        refused = next((entry for entry in added.entries if entry.state is State.REFUSED), None)
        if refused is None:
            return
        of.added = None
        if refused.why is Why.NOTHING_TO_DO and not refused.message and not added.is_undone:
            self._refuse(card_idx, words.past_the_end(self._language))
        else:
            self._refuse(card_idx, customer_words.refused(self._language, refused.message))

    def _undo_of(self, added: _Added | None) -> UndoShown | None:
        if added is None or added.undo is None or self._clock.monotonic_s() >= added.undo.until_s:
            return None
        return added.undo

    def _news(self, added: _Added, stamp: Stamp) -> PillShown | None:
        """What became of the last press, once that is known."""
        is_known = added.is_read and len(added.entries) == len(added.entry_ids)
        if not is_known or any(entry.state is not State.DONE for entry in added.entries):
            return None
        count = counted(self._language, stamp.visits, stamp.places or 0)
        if added.is_undone:
            said = words.taken_back(self._language, added.count, stamp)
            return _news(words.taken_back(self._language, added.count, None), said)
        if any(entry.resends for entry in added.entries):
            return _news(sent_again(self._language))
        if any(entry.why in (Why.PROVED, Why.PERSON) for entry in added.entries):
            return _news(had_arrived(self._language, count))
        if self._undo_of(added) is None:
            return None
        said = words.added(self._language, added.count, stamp)
        return _news(words.added(self._language, added.count, None), said)

    # Rewards

    def _was_redeemed(self, shown: _OfCustomer, card_idx: int, came: RedeemOpened | Barred) -> None:
        if isinstance(came, RedeemOpened):
            self._poke()
        of = shown.cards[card_idx]
        if shown is not self._shown or of.redeemed is None:
            return
        if isinstance(came, RedeemOpened):
            of.redeemed.entry_id, of.redeemed.is_next = came.entry.id, came.next is not None
        else:
            of.redeemed = None
            self._tell_barred(card_idx, came)
        self._page.read_again()

    def _was_not_redeemed(self, shown: _OfCustomer, card_idx: int, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if shown is self._shown:
            self._of(card_idx).redeemed = None
            self._refuse(card_idx, said)

    def _settle_reward(self, card_idx: int, of: _OfCard, redeemed: _Redeemed, entry: Entry | None) -> None:
        if entry is None or entry.state.is_open:
            return
        redeemed.is_done = True
        if entry.state is not State.DONE:
            of.redeemed = None
        if entry.state is State.REFUSED:
            self._refuse(card_idx, customer_words.refused(self._language, entry.message))

    # Telling

    def _of(self, card_idx: int) -> _OfCard:
        return self._shown.cards.setdefault(card_idx, _OfCard())

    def _tell_barred(self, card_idx: int, barred: Barred) -> None:
        card = self._page.card_of(card_idx)
        said = words.barred(self._language, barred, card, self._clock.now())
        self._page.tell(card_idx, NoteShown(Sense.PLAIN, said.what, said.advice))

    def _refuse(self, card_idx: int, said: Said) -> None:
        self._page.tell(card_idx, NoteShown(Sense.REFUSED, said.what, said.advice))
        self._page.show_tiles()


def _news(text: str, spoken: str = "") -> PillShown:
    return PillShown(text, Sense.DONE, text, spoken)
