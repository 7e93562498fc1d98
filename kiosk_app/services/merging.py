"""Two customers who are one: found, listed, merged, or told apart for good. Sends nothing.

What the service was told of the one that goes is told anew for the stamps that live.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk_app.domain.correction import CannotCorrect, Hindrance, told_anew
from kiosk_app.domain.customer import Customer, Details, filled
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Change
from kiosk_app.domain.text import MAX_FIELD
from kiosk_app.services.described import drafts_of, open_in_place
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.duplicates import Alike
from kiosk_app.store.store import Store

_ISSUES = (Kind.ISSUE, Kind.HAND_OUT)
LISTED = 100  # pairs; nobody reads more of them at once


@dataclass(frozen=True, slots=True)
class Merged:
    """The customer as kept now, and what waits to be sent."""

    customer: Customer
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The first of those who look alike, and how many pairs there are."""

    pairs: tuple[Alike, ...]
    total: int


class Merging:
    """Raises CannotCorrect and StoreTrouble; then nothing was changed."""

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def alike(self, limit: int = LISTED) -> Pairs:
        """Who looks like one: by member id, phone, e-mail or name. Reads everybody: not while somebody waits."""
        with self._store.staging() as staging:
            pairs, total = staging.alike(limit)
        return Pairs(pairs, total)

    def merge(self, kept_id: str, other_id: str, staff: str | None = None) -> Merged:
        """Stamps, history and what is open of the other are the kept one's. Ask before: none parts them again."""
        with self._store.writing() as work:
            kept, other = work.directory.customer(kept_id), work.directory.customer(other_id)
            if kept is None or other is None or kept.id == other.id:
                raise CannotCorrect(Hindrance.NO_SUCH_CUSTOMER)
            issues = [entry for one in (kept, other) for entry in work.journal.open_of(one.id) if entry.kind in _ISSUES]
            if len({entry.card_idx for entry in issues}) < len(issues):
                raise CannotCorrect(Hindrance.BOTH_ISSUED)
            after = replace(kept, details=merged(kept.details, other.details))
            drafts: list[Draft] = []
            for one in (kept, other):
                if change := self._told_anew(one, after):
                    told, _ = drafts_of(work, one.id, change, self._clock.today(), staff)
                    drafts += [replace(draft, customer_id=kept.id) for draft in told]
            work.persons.hand_over(other, kept)
            work.directory.change(after)
            entries = open_in_place(work, new_id(), drafts)
            customer = work.directory.customer(kept.id) or after
        tell_opened(entries, "merging two customers")
        return Merged(customer, entries)

    def tell_apart(self, one_id: str, other_id: str) -> None:
        """They are two: they are not listed any more."""
        with self._store.writing() as work:
            one, other = work.directory.customer(one_id), work.directory.customer(other_id)
            if one is None or other is None or one.id == other.id:
                raise CannotCorrect(Hindrance.NO_SUCH_CUSTOMER)
            work.persons.tell_apart(one.id, other.id)

    def _told_anew(self, before: Customer, after: Customer) -> Change | None:
        told = self._settings().service.told
        return told_anew(before.told(told), after.told(told))


def merged(kept: Details, other: Details) -> Details:
    """What is kept: the one's details, with what they leave empty taken from the other; and both notes."""
    details = filled(kept, other)
    if kept.note and other.note and other.note != kept.note and len(both := f"{kept.note} · {other.note}") <= MAX_FIELD:
        return replace(details, note=both)
    return details
