"""The lists people read: the outbox, the history, what needs somebody; entries with those they are about.

Reads only. Each list is one query: with ten thousand entries a query for each of them would take seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Door, Entry, Why
from kiosk_app.store.columns import customer_of, time_in
from kiosk_app.store.entry_rows import OPEN, entry_of
from kiosk_app.store.ready import IN_STOCK

_MINE = f"mine.{OPEN}"
_NEEDS = "(mine.attention = 1 OR mine.state IN ('waiting', 'unknown') AND mine.due_at IS NULL)"
_OPENED_BY = "(SELECT by FROM event WHERE entry_id = mine.id ORDER BY id LIMIT 1) AS opened_by"
_FOR_SOMEBODY = "customer_id IS NOT NULL"  # what keeps instant stamps ready is no business of the counter's
_AFTER_ALL = 2**63 - 1  # SQLite's last rowid
_MANY = 500  # customers in one question


@dataclass(frozen=True, slots=True)
class Line:
    """One entry and whom it is about; no customer for a stamp made in advance.

    ``door``: where it was asked for, which only the history tells; None of what is older than that was kept.
    """

    entry: Entry
    customer: Customer | None
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries are on their way, and how many need a person."""

    waiting: int
    needs: int


class Lists:
    """On one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def counts(self) -> Counts:
        """How much is open, by two indexes: one of what is open, one of what must be seen."""
        is_held = "state IN ('waiting', 'unknown') AND due_at IS NULL"
        is_open = self._db.execute(
            f"SELECT count(*) AS all_of_them, total({is_held}) AS held FROM entry"  # noqa: S608
            f" WHERE {OPEN} AND {_FOR_SOMEBODY}"
        ).fetchone()
        seen = self._db.execute(
            f"SELECT count(*) AS all_of_them, total({OPEN}) AS open FROM entry"  # noqa: S608
            f" WHERE attention = 1 AND NOT ({is_held})"
        ).fetchone()
        held = int(is_open["held"])
        return Counts(is_open["all_of_them"] - held - int(seen["open"]), held + seen["all_of_them"])

    def outbox(self) -> tuple[Line, ...]:
        """All that is not settled, and what a person must see; oldest first."""
        return self._lines(
            f"SELECT mine.* FROM entry AS mine WHERE {_MINE}"  # noqa: S608
            " UNION SELECT * FROM entry WHERE attention = 1 ORDER BY id"
        )

    def needs(self, limit: int) -> tuple[Line, ...]:
        """What needs a person, at most ``limit``: what nobody knows before what must only be seen, oldest first."""
        return self._lines(
            f"SELECT * FROM (SELECT mine.* FROM entry AS mine WHERE {_MINE}"  # noqa: S608
            " AND mine.state IN ('waiting', 'unknown') AND mine.due_at IS NULL"
            " UNION SELECT * FROM entry WHERE attention = 1)"
            " ORDER BY settled_at IS NOT NULL, id LIMIT ?",
            limit,
        )

    def on_the_way(self, limit: int) -> tuple[Line, ...]:
        """What is being sent or will be by itself, the oldest ``limit`` of it."""
        return self._lines(
            f"SELECT mine.* FROM entry AS mine INDEXED BY entry_open "  # noqa: S608
            f" WHERE {_MINE} AND NOT {_NEEDS} AND mine.{_FOR_SOMEBODY} ORDER BY mine.id LIMIT ?",
            limit,
        )

    def done(self, start: datetime, end: datetime, limit: int) -> tuple[tuple[Line, ...], int]:
        """What arrived from ``start`` up to but not at ``end``: the last ``limit``, newest first, and how many did."""
        where = f"FROM entry WHERE settled_at >= ? AND settled_at < ? AND state = 'done' AND {_FOR_SOMEBODY}"
        between = (time_in(start), time_in(end))
        total = self._db.execute(f"SELECT count(*) AS total {where}", between).fetchone()["total"]
        return self._lines(f"SELECT * {where} ORDER BY settled_at DESC, id DESC LIMIT ?", *between, limit), total

    def unused(self, limit: int, instant: Collection[int]) -> tuple[Line, ...]:
        """Set aside, and not yet cleared up: stamps that may lie unused at the service. The last ``limit``.

        Among them instant stamps that were made and are not to be handed out: after a restore, and those of any card
        but these, whose stamps are kept ready.
        """
        marks = ", ".join("?" * len(instant))
        return self._lines(
            "SELECT * FROM entry WHERE state = 'aside' AND kind IN ('issue', 'hand out', 'ready') AND why <> ?"  # noqa: S608
            " UNION SELECT entry.* FROM ready CROSS JOIN entry ON entry.stamp_idx = ready.stamp_idx AND kind = 'ready'"
            f" WHERE (aside_at IS NOT NULL OR {IN_STOCK} AND ready.card_idx NOT IN ({marks})) AND why <> ?"
            " ORDER BY id DESC LIMIT ?",
            *(Why.CLEARED_UP.value, *instant, Why.CLEARED_UP.value, limit),
        )

    def history(self, start: datetime | None, end: datetime | None, customer_id: str | None) -> tuple[Line, ...]:
        """What was opened from ``start`` up to but not at ``end``, oldest first."""
        conditions, values = [], []
        for condition, value in (
            ("opened_at >= ?", time_in(start)),
            ("opened_at < ?", time_in(end)),
            ("customer_id = ?", customer_id and self._merged_into(customer_id)),
        ):
            if value is not None:
                conditions.append(condition)
                values.append(value)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        return self._lines(f"SELECT *, {_OPENED_BY} FROM entry AS mine {where} ORDER BY id", *values)  # noqa: S608

    def of_customer(self, customer_id: str, before: int | None, limit: int) -> tuple[tuple[Entry, str], ...]:
        """The last ``limit`` entries of a customer, or those that are older than ``before``, newest first.

        Each with who opened it, as its first event is signed.
        """
        rows = self._db.execute(
            f"SELECT *, {_OPENED_BY} FROM entry AS mine INDEXED BY entry_by_customer"  # noqa: S608
            " WHERE customer_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
            (customer_id, _AFTER_ALL if before is None else before, limit),
        )
        return tuple((entry_of(row), row["opened_by"] or "") for row in rows)

    def of(self, entry_ids: Iterable[int]) -> tuple[Line, ...]:
        """These entries as they stand now, in this order."""
        lines = (self._lines("SELECT * FROM entry WHERE id = ?", entry_id) for entry_id in entry_ids)
        return tuple(line for found in lines for line in found)

    def of_intent(self, intent: str) -> tuple[Line, ...]:
        """The entries of one press, in their order."""
        return self._lines("SELECT * FROM entry WHERE intent = ? ORDER BY position", intent)

    def _merged_into(self, customer_id: str) -> str:
        """Who has the history now of whoever had this id."""
        row = self._db.execute("SELECT customer_id FROM also_known WHERE known_as = ?", (customer_id,)).fetchone()
        return str(row["customer_id"]) if row else customer_id

    def _lines(self, query: str, *values: object) -> tuple[Line, ...]:
        rows = self._db.execute(query, values).fetchall()
        entries = [(entry_of(row), _door(row)) for row in rows]
        customers = self._customers({entry.customer_id for entry, _ in entries if entry.customer_id})
        return tuple(Line(entry, customers.get(entry.customer_id or ""), door) for entry, door in entries)

    def _customers(self, ids: set[str]) -> dict[str, Customer]:
        """Each customer once, however many entries are about them."""
        wanted = sorted(ids)
        found: dict[str, Customer] = {}
        for at in range(0, len(wanted), _MANY):
            some = wanted[at : at + _MANY]
            marks = ", ".join("?" * len(some))
            for row in self._db.execute(f"SELECT * FROM customer WHERE id IN ({marks})", some):  # noqa: S608
                found[row["id"]] = customer_of(row)
        return found


def _door(row: sqlite3.Row) -> Door | None:
    return Door.of(row["opened_by"] or "") if "opened_by" in row.keys() else None  # noqa: SIM118 - a row is no dict
