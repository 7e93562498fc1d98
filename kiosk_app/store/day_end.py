"""The end of the day on the disk: which stamps were touched and not looked at since, and what differed then.

A stamp stays listed until it was looked at, whatever is killed meanwhile; the next touch lists it again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk_app.domain.difference import Difference, Fact
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.stamp import Stamp
from kiosk_app.store.columns import time_in, time_out
from kiosk_app.store.entry_rows import OPEN

# On which nothing is on its way, nobody has to settle anything, and no late look is to come.
_SETTLED = f"""NOT EXISTS (SELECT 1 FROM entry INDEXED BY entry_by_stamp
    WHERE entry.stamp_idx = touched_stamp.stamp_idx AND ({OPEN} OR look_again_at IS NOT NULL))"""  # noqa: S608
_LONGEST_WAIT = timedelta(seconds=45)  # a time further ahead was written before the clock was set back


@dataclass(frozen=True, slots=True)
class Differing:
    """A difference as it was found, and whose stamp it is; ``name`` is as it is now."""

    id: int
    found_at: datetime
    stamp_idx: StampIdx
    card_idx: int
    customer_id: str
    name: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class DayEndState:
    """How many stamps are still to be looked at (``asked``: now), and how many wait for their entries to be settled.

    ``reason``: why the last look brought nothing. ``looked_at``: the last that did. Times are UTC.
    """

    left: int
    asked: int
    unsettled: int
    tries: int
    reason: Reason
    looked_at: datetime | None


class DayEndRows:
    """On one connection, as of ``now``."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._db = connection
        self._now = now

    def touch(self, stamp_idx: StampIdx) -> None:
        """Something was done to it, or tried; one that the directory does not know is nobody's."""
        self._db.execute(
            "INSERT INTO touched_stamp (stamp_idx, touched_at) SELECT stamp_idx, ? FROM stamp WHERE stamp_idx = ?"
            " ON CONFLICT (stamp_idx) DO UPDATE SET touched_at = excluded.touched_at, tries = 0",
            (time_in(self._now), stamp_idx),
        )

    def ask(self, start: datetime) -> None:
        """A person wants all that was touched from ``start`` on, and all that is left from before, looked at now."""
        self._db.execute(
            "INSERT INTO touched_stamp (stamp_idx, touched_at) SELECT DISTINCT stamp.stamp_idx, ?"
            " FROM entry INDEXED BY entry_by_settling JOIN stamp ON stamp.stamp_idx = entry.stamp_idx"
            " WHERE settled_at >= ? AND settled_at IS NOT NULL AND state <> 'cancelled'"
            " AND (kind <> 'hand out' OR state = 'done')"
            " ON CONFLICT (stamp_idx) DO NOTHING",
            (time_in(self._now), time_in(start)),
        )
        self._db.execute("UPDATE touched_stamp SET asked = 1")
        self._db.execute("UPDATE day_end SET due_at = NULL, tries = 0, reason = ?", (Reason.OK.value,))

    def next_to_look_at(self, quiet_s: float) -> StampIdx | None:
        """What a person asked for; the rest once nobody has opened anything for ``quiet_s`` seconds."""
        waits_until = time_out(self._db.execute("SELECT due_at FROM day_end").fetchone()["due_at"])
        if waits_until and self._now < waits_until <= self._now + _LONGEST_WAIT:
            return None
        busy = self._db.execute(
            "SELECT 1 FROM entry INDEXED BY entry_by_opening WHERE opened_at > ? AND opened_at <= ? LIMIT 1",
            (time_in(self._now - timedelta(seconds=quiet_s)), time_in(self._now)),
        ).fetchone()
        row = self._db.execute(
            f"SELECT stamp_idx FROM touched_stamp WHERE asked >= ? AND {_SETTLED}"  # noqa: S608
            " ORDER BY tries, touched_at LIMIT 1",
            (busy is not None,),
        ).fetchone()
        return row["stamp_idx"] if row else None

    def looked(self, ours: Stamp, found: Iterable[Difference]) -> None:
        """It was looked at, and this differed from our record."""
        now = time_in(self._now)
        for one in found:
            self._db.execute(
                "INSERT INTO difference (found_at, stamp_idx, card_idx, customer_id, fact, ours, theirs)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (now, ours.stamp_idx, ours.card_idx, ours.customer_id, one.fact.value, one.ours, one.theirs),
            )
        self._db.execute("DELETE FROM touched_stamp WHERE stamp_idx = ?", (ours.stamp_idx,))
        self._db.execute(
            "UPDATE day_end SET due_at = NULL, tries = 0, reason = ?, looked_at = ?", (Reason.OK.value, now)
        )

    def look_later(self, stamp_idx: StampIdx, due_at: datetime, reason: Reason) -> None:
        """The look brought nothing: another is tried then, and this one behind all others."""
        self._db.execute("UPDATE touched_stamp SET tries = tries + 1 WHERE stamp_idx = ?", (stamp_idx,))
        self._db.execute(
            "UPDATE day_end SET due_at = ?, tries = tries + 1, reason = ?", (time_in(due_at), reason.value)
        )

    def state(self) -> DayEndState:
        """How far it is."""
        left = self._db.execute(
            f"SELECT count(*) AS all_of_them, total({_SETTLED}) AS free, total(asked AND {_SETTLED}) AS asked"  # noqa: S608
            " FROM touched_stamp"
        ).fetchone()
        row = self._db.execute("SELECT * FROM day_end").fetchone()
        free = int(left["free"])
        return DayEndState(
            *(free, int(left["asked"]), left["all_of_them"] - free),
            *(row["tries"], Reason(row["reason"]), time_out(row["looked_at"])),
        )

    def differing(self, limit: int) -> tuple[tuple[Differing, ...], int]:
        """What differed and nobody has dismissed, the first ``limit``, and how much it is."""
        rows = self._db.execute(
            "SELECT difference.*, customer.name FROM difference INDEXED BY difference_to_see"
            " LEFT JOIN customer ON customer.id = difference.customer_id"
            " WHERE dismissed_at IS NULL ORDER BY difference.id LIMIT ?",
            (limit,),
        )
        return tuple(_differing(row) for row in rows), self.count()

    def count(self) -> int:
        """How much differed and was not dismissed."""
        query = "SELECT count(*) AS total FROM difference WHERE dismissed_at IS NULL"
        return int(self._db.execute(query).fetchone()["total"])

    def dismiss(self, up_to_id: int) -> None:
        """A person has seen the list up to this one; what came since stays."""
        self._db.execute(
            "UPDATE difference SET dismissed_at = ? WHERE dismissed_at IS NULL AND id <= ?",
            (time_in(self._now), up_to_id),
        )


def _differing(row: sqlite3.Row) -> Differing:
    return Differing(
        id=row["id"],
        found_at=datetime.fromisoformat(row["found_at"]),
        stamp_idx=row["stamp_idx"],
        card_idx=row["card_idx"],
        customer_id=row["customer_id"],
        name=row["name"] or "",
        difference=Difference(Fact(row["fact"]), row["ours"], row["theirs"]),
    )
