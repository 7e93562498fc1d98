"""The trial of instant stamps, once on an account before they can be switched on: make, change, see, delete.

Its calls are entries of the journal like any other, sent by the one sender. Cut off at any point, nothing is
lost: a create whose answer is lost is set aside, and a stamp that was made is deleted all the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import replace

from kiosk_app.domain.card import StampCard, memo_text
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Turn, Why
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.ready import Came, Tried, new_ready
from kiosk_app.domain.stamp import Change
from kiosk_app.domain.text import MAX_FIELD
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.journal import Step
from kiosk_app.store.store import Store, Work

_log = logging.getLogger(__name__)

TRIAL_MEMO = "trial of instant stamps, deleted at once"


class Trial:
    """``finish`` sends these entries and waits for them; None: there is no key. Raises StoreTrouble."""

    def __init__(self, store: Store, clock: Clock, finish: Callable[[Collection[int]], object] | None) -> None:
        self._store = store
        self._clock = clock
        self._finish = finish

    def run(self, card: StampCard) -> Tried:
        """Try instant stamps with this card, unless they were tried at this address and work. Blocks, up to 35 s."""
        with self._store.reading() as work:
            if work.meta.instant_is_tried():
                return Tried(Came.PASSED)
        if self._finish is None:
            return Tried(Came.NO_KEY)
        with self._store.writing() as work:
            intent = self._opened(work, card)
        if intent is None:
            return Tried(Came.OVER)
        self._finish([entry.id for entry in self._entries(intent)])
        with self._store.writing() as work:
            return _concluded(work, intent)

    def _opened(self, work: Work, card: StampCard) -> str | None:
        """The create, and behind it, whatever becomes of the change, the delete."""
        make, change, delete = (work.journal.fresh_reference() for _ in range(3))
        new = new_ready(card, self._clock.today(), make)
        if new is None:
            return None
        new = replace(new, active=False, memo=memo_text(TRIAL_MEMO, make, "", None, MAX_FIELD))
        intent = f"trial {new_id()}"
        opened = work.journal.open(
            intent,
            [
                Draft(make, Kind.READY, card.card_idx, None, fields=new, turn=Turn.REFILL),
                Draft(
                    *(change, Kind.CHANGE, card.card_idx, None),
                    fields=Change(start=new.start, active=True),
                    turn=Turn.REFILL,
                ),
                Draft(delete, Kind.DELETE, card.card_idx, None, turn=Turn.REFILL),
            ],
        )
        tell_opened(opened.entries, "the trial of instant stamps")
        return intent

    def _entries(self, intent: str) -> tuple[Entry, ...]:
        with self._store.reading() as work:
            return work.journal.of_intent(intent)


def _concluded(work: Work, intent: str) -> Tried:
    """What it came to. A pass is remembered; what was not sent yet is cancelled; a refusal is told here and now."""
    entries = work.journal.of_intent(intent)
    tried = _judged(work, entries)
    if tried.came is Came.PASSED:
        work.meta.learn_instant_works()
    for entry in entries:
        work.journal.dismiss(entry.id)
    if entries[0].state is State.WAITING:
        work.journal.take(entries[0], Step(State.CANCELLED, Why.NOBODY_WAITS, entries[0].reason))
    _log.info("instant stamps were tried: %s (%s)", tried.came.value, tried.reason.value)
    return tried


def _judged(work: Work, entries: tuple[Entry, ...]) -> Tried:
    for entry in entries:
        match entry.state:
            case State.DONE:
                continue
            case State.REFUSED:
                return Tried(Came.REFUSED, entry.reason, entry.message)
            case State.WAITING | State.SENDING:
                return Tried(Came.NOT_SENT, work.gate.state().stopped or entry.reason)
            case _:
                return Tried(Came.LOST, entry.reason)
    made, _, deleted = entries
    if deleted.count_before is None:  # the sender looks before it deletes, and notes the count that it saw
        return Tried(Came.UNSEEN)
    is_known = made.stamp_idx is not None and work.meta.shape_is_proven(made.stamp_idx)
    return Tried(Came.PASSED if is_known else Came.NO_LINK)
