"""Everything of one person on the disk at once: handed over to another when two are merged, or taken away for good.

What must be sent of it is ``services``'; so is who may be merged or erased.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.customer import ERASED, Customer
from kiosk_app.domain.ids import StampIdx
from kiosk_app.store.columns import customer_of, time_in
from kiosk_app.store.look_up import LookUp


@dataclass(frozen=True, slots=True)
class Brought:
    """A stamp that an import named. ``refusal``: the service's words, where it shows no such usable stamp."""

    stamp_idx: StampIdx
    customer_id: str
    refusal: str | None


class Persons:
    """On one connection, as of ``now``."""

    def __init__(self, connection: sqlite3.Connection, now: datetime, look_up: LookUp) -> None:
        self._db = connection
        self._now = now
        self._look_up = look_up

    def hand_over(self, other: Customer, kept: Customer) -> None:
        """All that is ``other``'s is ``kept``'s from now on, and what they were known as leads there."""
        both = {"other": other.id, "kept": kept.id}
        for table in ("stamp", "entry", "difference", "brought_stamp", "also_known"):
            self._db.execute(f"UPDATE {table} SET customer_id = :kept WHERE customer_id = :other", both)  # noqa: S608
        for known_as in {other.id, other.details.user_id} - {"", kept.details.user_id}:
            self._db.execute("INSERT OR REPLACE INTO also_known VALUES (?, ?)", (known_as, kept.id))
        self._db.execute(
            "INSERT OR IGNORE INTO not_the_same SELECT min(:kept, third), max(:kept, third) FROM"
            " (SELECT iif(one = :other, other, one) AS third FROM not_the_same WHERE :other IN (one, other))"
            " WHERE third <> :kept",
            both,
        )
        self._db.execute(
            "UPDATE customer SET consent = coalesce(customer.consent, gone.consent),"
            " added_at = min(customer.added_at, gone.added_at), used_at = max(customer.used_at, gone.used_at),"
            " warmth = max(customer.warmth, gone.warmth)"
            " FROM customer AS gone WHERE customer.id = :kept AND gone.id = :other",
            both,
        )
        self._take_away(other.id)

    def erase(self, customer_id: str) -> None:
        """The person and their stamps; in the history stands that somebody was, and not who.

        Only where the service's words are the outcome of an entry that is still open do they stay, for whoever sends
        it: they were said of a stamp.
        """
        now = time_in(self._now)
        self._db.execute(
            "INSERT OR IGNORE INTO customer (id, name, phone, email, user_id, etc1, etc2, note, phone_key, email_key,"
            " found_by, added_at, used_at) VALUES (?, '', '', '', '', '', '', '', '', '', '', ?, ?)",
            (ERASED, now, now),
        )
        self._db.execute(
            "UPDATE entry SET fields = NULL, message = '', look_again_at = NULL"
            " WHERE customer_id = ? AND settled_at IS NOT NULL",
            (customer_id,),
        )
        self._db.execute("UPDATE entry SET customer_id = ?, note = '' WHERE customer_id = ?", (ERASED, customer_id))
        for table in ("difference", "stamp"):
            self._db.execute(f"DELETE FROM {table} WHERE customer_id = ?", (customer_id,))  # noqa: S608
        self._take_away(customer_id)

    def _take_away(self, customer_id: str) -> None:
        row = self._db.execute("SELECT rowid AS number, found_by FROM customer WHERE id = ?", (customer_id,)).fetchone()
        self._look_up.erased(row["number"], row["found_by"])
        self._db.execute("DELETE FROM customer WHERE rowid = ?", (row["number"],))

    # Two who look like one

    def tell_apart(self, one: str, other: str) -> None:
        """They are two, whatever they look like."""
        self._db.execute("INSERT OR IGNORE INTO not_the_same VALUES (?, ?)", (min(one, other), max(one, other)))

    # Everybody

    def everybody(self) -> Iterator[tuple[Customer, tuple[StampIdx, ...]]]:
        """Every customer with their stamps that are not redeemed or switched off, as they were added."""
        rows = self._db.execute(
            "SELECT customer.*, (SELECT group_concat(typeof(stamp_idx) || ' ' || stamp_idx, char(31)) FROM stamp"
            " WHERE customer_id = customer.id AND active AND NOT redeemed) AS stamps"
            " FROM customer WHERE id <> ? ORDER BY added_at, rowid",
            (ERASED,),
        )
        for row in rows:
            told = row["stamps"].split("\x1f") if row["stamps"] else []
            yield customer_of(row), tuple(_stamp_idx(*one.split(" ", 1)) for one in told)

    # Stamps that an import named

    def next_brought(self) -> Brought | None:
        """The one to be looked at next."""
        row = self._db.execute(
            "SELECT * FROM brought_stamp WHERE refusal IS NULL ORDER BY tries, brought_at, stamp_idx LIMIT 1"
        ).fetchone()
        return _brought(row) if row else None

    def brought_by(self, stamp_idx: StampIdx) -> Brought | None:
        """Whose it was said to be."""
        row = self._db.execute("SELECT * FROM brought_stamp WHERE stamp_idx = ?", (stamp_idx,)).fetchone()
        return _brought(row) if row else None

    def brought_look_later(self, stamp_idx: StampIdx) -> None:
        """The look brought nothing: this one stands behind all others."""
        self._db.execute("UPDATE brought_stamp SET tries = tries + 1 WHERE stamp_idx = ?", (stamp_idx,))

    def brought_refused(self, stamp_idx: StampIdx, message: str) -> None:
        """The service shows no such usable stamp."""
        self._db.execute("UPDATE brought_stamp SET refusal = ? WHERE stamp_idx = ?", (message, stamp_idx))

    def brought_is_there(self, stamp_idx: StampIdx) -> None:
        """It is in the directory now."""
        self._db.execute("DELETE FROM brought_stamp WHERE stamp_idx = ?", (stamp_idx,))

    def brought_in_vain(self) -> Iterator[tuple[StampIdx, Customer, str]]:
        """Those that the service does not show, whose they were said to be, and the service's words."""
        rows = self._db.execute(
            "SELECT customer.*, stamp_idx, refusal FROM brought_stamp JOIN customer ON customer.id = customer_id"
            " WHERE refusal IS NOT NULL ORDER BY brought_at, stamp_idx"
        )
        for row in rows:
            yield row["stamp_idx"], customer_of(row), row["refusal"]

    def brought_left(self) -> tuple[int, int]:
        """How many are still to be looked at, and how many the service does not show."""
        row = self._db.execute(
            "SELECT count(*) AS all_of_them, total(refusal IS NOT NULL) AS refused FROM brought_stamp"
        ).fetchone()
        return row["all_of_them"] - int(row["refused"]), int(row["refused"])


def _brought(row: sqlite3.Row) -> Brought:
    return Brought(row["stamp_idx"], row["customer_id"], row["refusal"])


def _stamp_idx(kind: str, text: str) -> StampIdx:
    return int(text) if kind == "integer" else text
