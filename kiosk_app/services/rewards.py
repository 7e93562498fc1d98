"""Rewards: from *Yes, redeem* to an entry in the journal, and which stamp comes next. Sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import Bar, Barred, Tally, bar_to_visit, once_done, tally
from kiosk_app.services.telling import tell_opened
from kiosk_app.services.visits import card_of
from kiosk_app.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class RedeemRequest:
    """What was asked. ``intent`` is the press: the same one again adds nothing."""

    intent: str
    stamp_idx: StampIdx
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class NextStamp:
    """*Issue the next Coffee card?*: an issue for this customer and card is what comes next."""

    customer_id: str
    card: StampCard


@dataclass(frozen=True, slots=True)
class RedeemOpened:
    """The redeeming waits to be sent. ``existing``: it was there already, by this press or another.

    ``next``: what to offer once it is done; None where the shop has the card no more, or the customer has another
    live stamp of it.
    """

    entry: Entry
    existing: bool
    next: NextStamp | None


class Rewards:
    """Opens redeemings. Raises StoreTrouble; then nothing was saved. What waits is the sender's: poke it."""

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def redeem(self, request: RedeemRequest) -> RedeemOpened | Barred:
        """Redeem a full stamp: one whose count the service confirmed, with no visit or take back on its way."""
        settings = self._settings()
        with self._store.writing() as work:
            stamp = work.directory.stamp(request.stamp_idx)
            if stamp is None:
                return Barred(Bar.NO_SUCH_STAMP)
            entries = work.journal.open_of(stamp.customer_id)
            if there := work.journal.of_intent(request.intent) or _redeeming(stamp, entries):
                return RedeemOpened(there[0], existing=True, next=self._next(work, settings, stamp))
            counted = tally(stamp, entries, card_of(settings, stamp))
            bar = bar_to_visit(stamp, entries, self._clock.today()) or _bar_of_count(stamp, entries, counted)
            if bar:
                return Barred(bar, once_done(stamp, entries), counted)
            work.directory.mark_used(stamp.customer_id)
            opened = work.journal.open(request.intent, [_draft(work, request, stamp)])
            after = self._next(work, settings, stamp)
        tell_opened(opened.entries, "a press")
        return RedeemOpened(opened.entries[0], existing=False, next=after)

    def _next(self, work: Work, settings: Settings, stamp: Stamp) -> NextStamp | None:
        card = settings.card(stamp.card_idx)
        others = work.directory.stamps_of(stamp.customer_id, stamp.card_idx)
        today = self._clock.today()
        if card is None or any(other.is_live(today) and other.stamp_idx != stamp.stamp_idx for other in others):
            return None
        return NextStamp(stamp.customer_id, card)


def _redeeming(stamp: Stamp, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.kind is Kind.REDEEM and entry.stamp_idx == stamp.stamp_idx)


def _bar_of_count(stamp: Stamp, entries: tuple[Entry, ...], counted: Tally) -> Bar | None:
    """An edit that waits is no bar: it goes first, and neither moves the count."""
    handed_out = any(entry.kind is Kind.HAND_OUT and entry.stamp_idx == stamp.stamp_idx for entry in entries)
    if counted.coming or counted.leaving or handed_out:
        return Bar.UNSETTLED
    return None if counted.is_full else Bar.NOT_FULL


def _draft(work: Work, request: RedeemRequest, stamp: Stamp) -> Draft:
    reference = work.journal.fresh_reference()
    return Draft(reference, Kind.REDEEM, stamp.card_idx, stamp.customer_id, stamp.stamp_idx, staff=request.staff)
