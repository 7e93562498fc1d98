"""Visits: from a press on *Add visit* to entries in the journal, in one commit. Sends nothing.

Whether there is a place and whether the card's policies allow it is asked of the journal's rows in that very commit,
so that it holds across double taps, restarts, commands beside the window, and what still waits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import Bar, Barred, Limits, Tally, bar_of_places, bar_to_visit, limits, once_done, tally
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """What was asked. ``intent`` is the press: the same one again adds nothing.

    ``anyway``: although the pause since the last visit is not over. Neither a full stamp nor the day's limit is
    passed so.
    """

    intent: str
    stamp_idx: StampIdx
    count: int = 1
    anyway: bool = False
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class VisitsOpened:
    """One entry a visit waits to be sent, in order. ``existing``: this press was there already.

    ``tally``: the stamp's count with them, None where the stamp was deleted meanwhile.
    """

    entries: tuple[Entry, ...]
    existing: bool
    tally: Tally | None


class Visits:
    """Opens visits. Raises BadInput and StoreTrouble; then nothing was saved. What waits is the sender's: poke it."""

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def add(self, request: VisitRequest) -> VisitsOpened | Barred:
        """Open ``count`` visits as one press, all of them or none."""
        if request.count < 1:
            raise BadInput(Problem("count", Fault.NOT_POSITIVE, str(request.count)))
        settings = self._settings()
        with self._store.writing() as work:
            if there := work.journal.of_intent(request.intent):
                return VisitsOpened(there, existing=True, tally=_tally_of(work, settings, there[0]))
            stamp = work.directory.stamp(request.stamp_idx)
            if stamp is None:
                return Barred(Bar.NO_SUCH_STAMP)
            card = card_of(settings, stamp)
            barred = self._barred(work, request, stamp, card)
            if barred:
                return barred
            work.directory.mark_used(stamp.customer_id)
            opened = work.journal.open(request.intent, [_draft(work, request, stamp) for _ in range(request.count)])
            counted = tally(stamp, work.journal.open_of(stamp.customer_id), card)
        tell_opened(opened.entries, "a press")
        return VisitsOpened(opened.entries, existing=False, tally=counted)

    def _barred(self, work: Work, request: VisitRequest, stamp: Stamp, card: StampCard) -> Barred | None:
        today = self._clock.today()
        entries = work.journal.open_of(stamp.customer_id)
        counted = tally(stamp, entries, card)
        allowed = limits(card, work.journal.lately(stamp.customer_id), work.now, today)
        bar = bar_to_visit(stamp, entries, today) or _bar_of_count(request, counted, allowed)
        return Barred(bar, once_done(stamp, entries), counted, allowed) if bar else None


def card_of(settings: Settings, stamp: Stamp) -> StampCard:
    """The stamp's card; one that was taken out of the settings goes on with what a card has unless told."""
    return settings.card(stamp.card_idx) or StampCard(stamp.card_idx, "")


def _bar_of_count(request: VisitRequest, counted: Tally, allowed: Limits) -> Bar | None:
    if bar := bar_of_places(counted, request.count):
        return bar
    if allowed.left_today is not None and allowed.left_today < request.count:
        return Bar.DAY_IS_OVER
    return Bar.PAUSE if allowed.pause_until and not request.anyway else None


def _draft(work: Work, request: VisitRequest, stamp: Stamp) -> Draft:
    reference = work.journal.fresh_reference()
    return Draft(reference, Kind.VISIT, stamp.card_idx, stamp.customer_id, stamp.stamp_idx, staff=request.staff)


def _tally_of(work: Work, settings: Settings, entry: Entry) -> Tally | None:
    stamp = work.directory.stamp(entry.stamp_idx) if entry.stamp_idx is not None else None
    return tally(stamp, work.journal.open_of(stamp.customer_id), card_of(settings, stamp)) if stamp else None
