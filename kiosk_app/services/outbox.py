"""The outbox and the history: what the journal holds, with the names of those it is about."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.outcome import Reason
from kiosk_app.store.lists import Line
from kiosk_app.store.store import Store

_log = logging.getLogger(__name__)

__all__ = ["Line", "Outbox", "OutboxPage", "Standing", "needs_a_person"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How much is on its way and how much needs a person, and whether anything may be sent (UTC).

    What differs from our record at the end of the day is one more thing to see, however much it is.
    """

    waiting: int
    needs: int
    stopped: Reason | None
    quiet_until: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The heads of the lists, ``done`` newest first and the others oldest first, and how many there are in all.

    ``unused``: set aside, the last of them; their stamps may lie unused at the service. ``stopped``, ``quiet_until``:
    why nothing may be sent just now, if so (UTC).
    """

    needs: tuple[Line, ...]
    needs_count: int
    way: tuple[Line, ...]
    way_count: int
    done: tuple[Line, ...]
    done_count: int
    unused: tuple[Line, ...] = ()
    stopped: Reason | None = None
    quiet_until: datetime | None = None


def needs_a_person(entry: Entry) -> bool:
    """Whether nobody but a person can settle it, or a person must still see how it ended."""
    is_held = entry.due_at is None and entry.state in (State.WAITING, State.UNKNOWN)
    return entry.attention or is_held


class Outbox:
    """Raises StoreTrouble."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self) -> tuple[Line, ...]:
        """All that is not settled, and what a person must see; oldest first."""
        with self._store.reading() as work:
            return work.lists.outbox()

    def page(self, start: datetime, end: datetime, limit: int, instant: Collection[int]) -> OutboxPage:
        """The head of each list, at most ``limit`` lines long; done from ``start`` up to but not at ``end`` (UTC).

        ``instant``: the Card IDX of those whose stamps are kept ready.
        """
        with self._store.reading() as work:
            counts = work.lists.counts()
            done, done_count = work.lists.done(start, end, limit)
            gate = work.gate.state()
            return OutboxPage(
                needs=work.lists.needs(limit),
                needs_count=counts.needs,
                way=work.lists.on_the_way(limit),
                way_count=counts.waiting,
                done=done,
                done_count=done_count,
                unused=work.lists.unused(limit, instant),
                stopped=gate.stopped,
                quiet_until=gate.quiet_until,
            )

    def cleared_up(self, entry_id: int) -> None:
        """Somebody has seen to a stamp that may have lain unused. It is never handed out any more."""
        with self._store.writing() as work:
            if entry := work.journal.entry(entry_id):
                work.journal.clear_up(entry)
                if entry.kind is Kind.READY and entry.stamp_idx is not None:
                    work.ready.set_aside(entry.stamp_idx)
                _log.info("%s %s: cleared up in the dashboard", entry.reference, entry.kind.value)

    def standing(self) -> Standing:
        """How things stand, in numbers."""
        with self._store.reading() as work:
            counts, gate = work.lists.counts(), work.gate.state()
            differs = bool(work.day_end.count())
        return Standing(counts.waiting, counts.needs + differs, gate.stopped, gate.quiet_until)

    def of(self, entry_ids: Iterable[int]) -> tuple[Line, ...]:
        """These entries as they stand now."""
        with self._store.reading() as work:
            return work.lists.of(entry_ids)

    def of_intent(self, intent: str) -> tuple[Line, ...]:
        """What one press opened, as it stands now; empty where it opened nothing."""
        with self._store.reading() as work:
            return work.lists.of_intent(intent)

    def history(
        self, start: datetime | None = None, end: datetime | None = None, customer_id: str | None = None
    ) -> tuple[Line, ...]:
        """What was opened from ``start`` up to but not at ``end`` (UTC), oldest first."""
        with self._store.reading() as work:
            return work.lists.history(start, end, customer_id)
