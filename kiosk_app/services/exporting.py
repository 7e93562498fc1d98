"""Customers, the history, or all that is kept of one person, as a file for people. Nothing is changed by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.sheet import Column
from kiosk_app.domain.text import digits
from kiosk_app.store.lists import Line
from kiosk_app.store.sheet_write import write_sheet, write_text
from kiosk_app.store.store import Store

_HEADS = tuple(
    column.value
    for column in Column
    if column not in (Column.GIVEN_NAME, Column.FAMILY_NAME, Column.NOTHING)  # an import knows them by these names
)
_OF_ENTRIES = ("entry", "reference", "kind", "state", "at", "customer", "name", "card_idx", "stamp_idx", "message")


@dataclass(frozen=True, slots=True)
class Exported:
    """``rows``: customers, or entries."""

    path: Path
    rows: int


class Exporting:
    """Raises StoreTrouble, and SheetRefused where it cannot be written; what was there is then as it was.

    ``masked``: how a phone is shown to who must not know it.
    """

    def __init__(self, store: Store, masked: Callable[[str], str]) -> None:
        self._store = store
        self._masked = masked

    def customers(self, path: Path, *, with_phones: bool = False) -> Exported:
        """Every customer, as an import takes them; phones are masked unless somebody asked for them."""
        with self._store.reading() as work:
            return Exported(path, write_sheet(path, _HEADS, self._rows(work.persons.everybody(), with_phones)))

    def history(self, path: Path, start: datetime | None, end: datetime | None, customer_id: str | None) -> Exported:
        """What was opened from ``start`` up to but not at ``end`` (UTC), oldest first."""
        with self._store.reading() as work:
            lines = work.lists.history(start, end, customer_id)
        return Exported(path, write_sheet(path, _OF_ENTRIES, map(_of_line, lines)))

    def person(self, path: Path, customer_id: str) -> Exported:
        """All that is kept of one customer, for them. Raises CannotCorrect where there is none."""
        with self._store.reading() as work:
            customer = work.directory.customer(customer_id)
            if customer is None:
                raise CannotCorrect(Hindrance.NO_SUCH_CUSTOMER)
            (known,) = work.directory.known([customer])
            lines = work.lists.history(None, None, customer.id)
        document = {
            "customer": {
                "id": customer.id,
                **asdict(customer.details),
                "consent": customer.consent,
                "added_at": known.added_at,
                "last_served_at": known.used_at,
            },
            "stamps": [asdict(stamp) for stamp in known.stamps],
            "history": [_of_entry(line.entry) for line in lines],
        }
        write_text(path, json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")
        return Exported(path, len(lines))

    def _rows(
        self, everybody: Iterable[tuple[Customer, tuple[StampIdx, ...]]], with_phones: bool
    ) -> Iterator[tuple[str, ...]]:
        for customer, stamps in everybody:
            details = customer.details
            phone = details.phone if with_phones or not digits(details.phone) else self._masked(details.phone)
            yield (
                *(customer.id, details.name, phone, details.email, details.user_id, details.etc1, details.etc2),
                *(details.note, str(customer.consent or ""), " ".join(map(str, stamps))),
            )


def _of_line(line: Line) -> tuple[str, ...]:
    told = _of_entry(line.entry) | {"name": line.customer.details.name if line.customer else ""}
    return tuple(str(told[name] if told[name] is not None else "") for name in _OF_ENTRIES)


def _of_entry(entry: Entry) -> dict[str, object]:
    at = entry.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    return {
        "entry": entry.id,
        "reference": entry.reference,
        "kind": entry.kind.value,
        "state": entry.state.value,
        "at": at,
        "customer": entry.customer_id,
        "card_idx": entry.card_idx or None,
        "stamp_idx": entry.stamp_idx,
        "message": entry.message or None,
    }
