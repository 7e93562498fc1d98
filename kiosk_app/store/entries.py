"""Entries as they are read: one, those of a press, of a customer or of a stamp, and what they come to."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from kiosk_app.domain.entry import Entry, Event, Turn
from kiosk_app.domain.ids import StampIdx
from kiosk_app.store.columns import time_in
from kiosk_app.store.entry_rows import OPEN, entry_of, event_of

_LATELY = timedelta(days=2)  # holds the shop's day in every time zone, and the longest pause between visits


class Entries:
    """What the journal holds, on one connection, as of ``now``."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._db = connection
        self._now = now

    def entry(self, entry_id: int) -> Entry | None:
        """One entry by its number."""
        row = self._db.execute("SELECT * FROM entry WHERE id = ?", (entry_id,)).fetchone()
        return entry_of(row) if row else None

    def of_reference(self, reference: str) -> Entry | None:
        """One entry by the reference in its stamp's memo."""
        row = self._db.execute("SELECT * FROM entry WHERE reference = ?", (reference,)).fetchone()
        return entry_of(row) if row else None

    def of_intent(self, intent: str) -> tuple[Entry, ...]:
        """The entries of one press, in their order."""
        rows = self._db.execute("SELECT * FROM entry WHERE intent = ? ORDER BY position", (intent,))
        return tuple(entry_of(row) for row in rows)

    def open_issue(self, customer_id: str, card_idx: int) -> tuple[Entry, ...]:
        """The entries of the issue that is open for this customer and card; empty where there is none."""
        row = self._db.execute(
            "SELECT intent FROM entry WHERE customer_id = ? AND card_idx = ? AND kind IN ('issue', 'hand out')"
            " AND state IN ('waiting', 'sending', 'unknown')",
            (customer_id, card_idx),
        ).fetchone()
        return self.of_intent(row["intent"]) if row else ()

    def open_of(self, customer_id: str) -> tuple[Entry, ...]:
        """A customer's entries that are not settled, oldest first."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE customer_id = ? AND state IN ('waiting', 'sending', 'unknown') ORDER BY id",
            (customer_id,),
        )
        return tuple(entry_of(row) for row in rows)

    def lately(self, customer_id: str) -> tuple[Entry, ...]:
        """A customer's visits and take backs opened since two days ago, oldest first: what policies are asked of."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE customer_id = ? AND kind IN ('visit', 'take back') AND opened_at > ?"
            " ORDER BY id",
            (customer_id, time_in(self._now - _LATELY)),
        )
        return tuple(entry_of(row) for row in rows)

    def open_on(self, stamp_idx: StampIdx) -> tuple[Entry, ...]:
        """A stamp's entries that are not settled, in the order in which they go."""
        rows = self._db.execute(
            f"SELECT * FROM entry INDEXED BY entry_by_stamp WHERE stamp_idx = ? AND {OPEN} ORDER BY id",  # noqa: S608
            (stamp_idx,),
        )
        return tuple(entry_of(row) for row in rows)

    def done_later(self, entry: Entry) -> tuple[Entry, ...]:
        """What was done to the same stamp after this entry, in order."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE stamp_idx = ? AND id > ? AND state = 'done' ORDER BY id",
            (entry.stamp_idx, entry.id),
        )
        return tuple(entry_of(row) for row in rows)

    def followers(self, entry_id: int) -> tuple[Entry, ...]:
        """What goes once this entry is done, oldest first."""
        rows = self._db.execute("SELECT * FROM entry WHERE leader = ? ORDER BY id", (entry_id,))
        return tuple(entry_of(row) for row in rows)

    def corrections_of(self, entry_id: int) -> tuple[Entry, ...]:
        """What put an entry right, or tried to: corrections, and its undo; oldest first."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE corrects = ?1 UNION SELECT * FROM entry WHERE leader = ?1 AND turn = ?2"
            " ORDER BY id",
            (entry_id, Turn.UNDO.value),
        )
        return tuple(entry_of(row) for row in rows)

    def events(self, entry_id: int) -> tuple[Event, ...]:
        """The steps of one entry, oldest first."""
        rows = self._db.execute("SELECT * FROM event WHERE entry_id = ? ORDER BY id", (entry_id,))
        return tuple(event_of(row) for row in rows)

    def sending(self) -> tuple[Entry, ...]:
        """What somebody is sending, or was when they ended."""
        rows = self._db.execute(f"SELECT * FROM entry WHERE {OPEN} AND state = 'sending' ORDER BY id")  # noqa: S608
        return tuple(entry_of(row) for row in rows)

    def has_on_the_way(self) -> bool:
        """Whether anything is being sent, or was and nobody knows whether it arrived."""
        query = f"SELECT 1 FROM entry WHERE {OPEN} AND state IN ('sending', 'unknown') LIMIT 1"  # noqa: S608
        return self._db.execute(query).fetchone() is not None

    def is_stocking(self) -> bool:
        """Whether anything is open that no customer waits for."""
        query = f"SELECT 1 FROM entry WHERE {OPEN} AND customer_id IS NULL LIMIT 1"  # noqa: S608
        return self._db.execute(query).fetchone() is not None

    def last_ready(self, card_idx: int, limit: int) -> tuple[Entry, ...]:
        """The last stamps of a card that were to be made in advance, the newest first."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE kind = 'ready' AND card_idx = ? ORDER BY id DESC LIMIT ?", (card_idx, limit)
        )
        return tuple(entry_of(row) for row in rows)

    def quiet_mark(self, stamp_idx: StampIdx) -> int | None:
        """The last event of a stamp's entries, 0 for none; None while one of them is being sent.

        A look proves nothing unless the mark was a number when it was asked and is the same when it is kept.
        Times would not do: a computer's clock can stand still, or be set back, between two commits.
        """
        row = self._db.execute(
            "SELECT coalesce(max(event.id), 0) AS last, total(entry.state = 'sending') AS busy"
            " FROM entry JOIN event ON event.entry_id = entry.id WHERE entry.stamp_idx = ?",
            (stamp_idx,),
        ).fetchone()
        return None if row["busy"] else int(row["last"])
