"""The outbox and the history: what the journal holds, with the names of those it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.outcome import Reason
from kiosk_app.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class Line:
    """One entry and whom it is about; no customer for a stamp made in advance."""

    entry: Entry
    customer: Customer | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How much is on its way and how much needs a person, and whether anything may be sent (UTC)."""

    waiting: int
    needs: int
    stopped: Reason | None
    quiet_until: datetime | None


def needs_a_person(entry: Entry) -> bool:
    """Whether nobody but a person can settle it, or a person must still see how it ended."""
    return entry.attention or (entry.state is State.UNKNOWN and entry.due_at is None)


def is_for_somebody(entry: Entry) -> bool:
    """Whether a customer waits for it, or a person must see it; what keeps instant stamps ready is neither."""
    return entry.customer_id is not None or needs_a_person(entry)


class Outbox:
    """Raises StoreTrouble."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self) -> tuple[Line, ...]:
        """All that is not settled, and what a person must see; oldest first."""
        with self._store.reading() as work:
            return _lines(work, work.journal.outbox())

    def standing(self) -> Standing:
        """How things stand, in numbers."""
        with self._store.reading() as work:
            entries, gate = [*filter(is_for_somebody, work.journal.outbox())], work.gate.state()
        needs = sum(map(needs_a_person, entries))
        return Standing(len(entries) - needs, needs, gate.stopped, gate.quiet_until)

    def dismiss(self, entry_id: int) -> None:
        """A person has seen how a settled entry ended."""
        with self._store.writing() as work:
            work.journal.dismiss(entry_id)

    def of(self, entry_ids: Iterable[int]) -> tuple[Line, ...]:
        """These entries as they stand now."""
        with self._store.reading() as work:
            entries = (work.journal.entry(entry_id) for entry_id in entry_ids)
            return _lines(work, [entry for entry in entries if entry])

    def of_intent(self, intent: str) -> tuple[Line, ...]:
        """What one press opened, as it stands now; empty where it opened nothing."""
        with self._store.reading() as work:
            return _lines(work, work.journal.of_intent(intent))

    def history(
        self, start: datetime | None = None, end: datetime | None = None, customer_id: str | None = None
    ) -> tuple[Line, ...]:
        """What was opened from ``start`` up to but not at ``end`` (UTC), oldest first."""
        with self._store.reading() as work:
            return _lines(work, work.journal.history(start, end, customer_id))


def _lines(work: Work, entries: Iterable[Entry]) -> tuple[Line, ...]:
    known: dict[str | None, Customer | None] = {None: None}
    lines = []
    for entry in entries:
        if entry.customer_id not in known:
            known[entry.customer_id] = work.directory.customer(entry.customer_id or "")
        lines.append(Line(entry, known[entry.customer_id]))
    return tuple(lines)
