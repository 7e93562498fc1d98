"""The history of a customer: what was done, when and from where, with what put it right beside it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Door, Entry
from kiosk_app.store.store import Store, Work

PAGE = 30


@dataclass(frozen=True, slots=True)
class Past:
    """One change: when, how it ended, note and reference are the entry's.

    ``door``: where it was asked for; None of what is older than that was kept. ``corrections``: what put it right, or
    tried to, oldest first. ``moved``: the customer at the other end of a move.
    """

    entry: Entry
    door: Door | None
    corrections: tuple[Entry, ...] = ()
    moved: Customer | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Newest first. ``before``: what the next page is asked for with; None where there is no older one."""

    past: tuple[Past, ...]
    before: int | None


class History:
    """Raises StoreTrouble."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, customer_id: str, before: int | None = None, limit: int = PAGE) -> HistoryPage:
        """The last ``limit`` changes of a customer, or those that are older than ``before``."""
        with self._store.reading() as work:
            customer = work.directory.customer(customer_id)
            signed = work.lists.of_customer(customer.id if customer else customer_id, before, limit + 1)
            past = tuple(self._past(work, entry, signature) for entry, signature in signed[:limit])
        return HistoryPage(past, past[-1].entry.id if len(signed) > limit else None)

    def _past(self, work: Work, entry: Entry, signature: str) -> Past:
        others = {one.customer_id for one in work.journal.of_intent(entry.intent)} - {entry.customer_id, None}
        moved = next((work.directory.customer(other) for other in others if other), None)
        return Past(entry, Door.of(signature), work.journal.corrections_of(entry.id), moved)
