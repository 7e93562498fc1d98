"""The instant stamps that are ready, and those that were set aside. None of them is anybody's yet."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ready import ReadyStamp
from kiosk_app.store.columns import time_in

# One that is being deleted, as after a trial, is not for customers, however that ends.
IN_STOCK = (
    "aside_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM entry WHERE entry.stamp_idx = ready.stamp_idx AND kind IN ('delete', 'hand out'))"
)


class Ready:
    """Ready stamps on one connection, as of ``now``."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._db = connection
        self._now = now

    def put(self, ready: ReadyStamp) -> None:
        """Keep what is known of a ready stamp, new or renewed."""
        self._db.execute(
            "INSERT INTO ready (stamp_idx, card_idx, domain, start_on, end_on, active, made_at)"
            " VALUES (:stamp_idx, :card_idx, :domain, :start, :end, :active, :made_at)"
            " ON CONFLICT (stamp_idx) DO UPDATE"
            " SET domain = :domain, start_on = :start, end_on = :end, active = :active",
            {
                **{name: getattr(ready, name) for name in ReadyStamp.__slots__},
                "start": ready.start.isoformat(),
                "end": ready.end.isoformat(),
                "made_at": time_in(ready.made_at),
            },
        )

    def stamp(self, stamp_idx: StampIdx) -> ReadyStamp | None:
        """One of them, set aside or not."""
        row = self._db.execute("SELECT * FROM ready WHERE stamp_idx = ?", (stamp_idx,)).fetchone()
        return _ready(row) if row else None

    def stock(self, card_idx: int) -> tuple[ReadyStamp, ...]:
        """Those that can be handed out, the oldest first."""
        rows = self._db.execute(
            f"SELECT * FROM ready WHERE card_idx = ? AND {IN_STOCK} ORDER BY made_at",  # noqa: S608
            (card_idx,),
        )
        return tuple(_ready(row) for row in rows)

    def take(self, card_idx: int, domain: str) -> ReadyStamp | None:
        """Take one whose link lies on this domain; from here on nobody else gets it. One that rests comes first."""
        row = self._db.execute(
            f"DELETE FROM ready WHERE stamp_idx = (SELECT stamp_idx FROM ready"  # noqa: S608
            f" WHERE card_idx = ? AND domain = ? AND {IN_STOCK}"
            " ORDER BY EXISTS (SELECT 1 FROM entry WHERE entry.stamp_idx = ready.stamp_idx"
            " AND state IN ('waiting', 'sending', 'unknown')), made_at LIMIT 1) RETURNING *",
            (card_idx, domain),
        ).fetchone()
        return _ready(row) if row else None

    def drop(self, stamp_idx: StampIdx) -> None:
        """Forget one that was deleted for good at the service."""
        self._db.execute("DELETE FROM ready WHERE stamp_idx = ?", (stamp_idx,))

    def set_aside(self, stamp_idx: StampIdx) -> None:
        """Never hand it out: the service did not take a change of it."""
        self._db.execute(
            "UPDATE ready SET aside_at = ? WHERE stamp_idx = ? AND aside_at IS NULL", (time_in(self._now), stamp_idx)
        )

    def set_all_aside(self) -> int:
        """Hand out none of those that are ready now; how many. For a restored backup: customers may hold them."""
        return self._db.execute("UPDATE ready SET aside_at = ? WHERE aside_at IS NULL", (time_in(self._now),)).rowcount

    def aside(self) -> tuple[ReadyStamp, ...]:
        """Those that may lie unused at the service, the oldest first."""
        rows = self._db.execute("SELECT * FROM ready WHERE aside_at IS NOT NULL ORDER BY made_at")
        return tuple(_ready(row) for row in rows)


def _ready(row: sqlite3.Row) -> ReadyStamp:
    return ReadyStamp(
        stamp_idx=row["stamp_idx"],
        card_idx=row["card_idx"],
        domain=row["domain"],
        start=date.fromisoformat(row["start_on"]),
        end=date.fromisoformat(row["end_on"]),
        active=bool(row["active"]),
        made_at=datetime.fromisoformat(row["made_at"]),
    )
