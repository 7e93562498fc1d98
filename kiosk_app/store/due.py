"""What is due: the entry that may be sent next, and the one whose doubt a look can end.

Reads only, and by indexes: with ten thousand waiting it takes no longer than with ten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta

from kiosk_app.domain.entry import Entry, Kind, Turn
from kiosk_app.store.columns import time_in
from kiosk_app.store.entry_rows import OPEN, entry_of

_REPEATABLE = tuple(kind.value for kind in Kind if kind.call.safe_to_repeat)
_EDITS = tuple(kind.value for kind in Kind if kind.is_edit)
_COUNTED = tuple(kind.value for kind in Kind if kind.is_counted)

# A time that is further ahead was written before the clock was set back, and is due: what comes of it too early is
# one more look. Back-off and settle time are 30 s, the late look comes after two minutes.
_LONGEST_WAIT = timedelta(seconds=45)
_LONGEST_UNTIL_LATE = timedelta(minutes=3)


class Due:
    """Questions to the journal on one connection, as of ``now``."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._db = connection
        self._now = now

    def next_to_send(
        self, only: Collection[int] | None, *, ignore_due: bool, but: Collection[int], young_s: float
    ) -> tuple[Entry | None, bool]:
        """The next in order, and whether it is of the first group."""
        if only is not None:
            return self._sendable(None, f"id IN ({_marks(only)})", only, "turn, id", ignore_due, but), True
        if undo := self._of_turn(Turn.UNDO, ignore_due, but):
            return undo, True
        young_at = (time_in(self._now - timedelta(seconds=young_s)), time_in(self._now), Turn.COUNTER.value)
        young = "opened_at > ? AND opened_at <= ? AND turn = ?"
        if entry := self._sendable("entry_by_opening", young, young_at, "opened_at, id", ignore_due, but):
            return entry, True
        if entry := self._of_turn(Turn.COUNTER, ignore_due, but):
            return entry, False
        if self.next_to_look_again() or self.next_unproved(only=None, ignore_due=False):
            return None, False
        return self._of_turn(Turn.REFILL, ignore_due, but), False

    def is_anything_to_send(self) -> bool:
        """Whether anything but a refill may be sent now."""
        return any(self._of_turn(turn, ignore_due=False, but=()) for turn in (Turn.UNDO, Turn.COUNTER))

    def _of_turn(self, turn: Turn, ignore_due: bool, but: Collection[int]) -> Entry | None:
        return self._sendable("entry_due", "turn = ?", (turn.value,), "id", ignore_due, but)

    def _sendable(
        self,
        index: str | None,
        which: str,
        values: Collection[object],
        order: str,
        ignore_due: bool,
        but: Collection[int],
    ) -> Entry | None:
        """The first ``which`` may be sent now, found by an index that is named: nothing here may read all that waits.

        Skipped are: what is held (no due time), what follows an entry that is not done, what has an older open
        entry on the same stamp, and an edit while the service may still apply an older one of its stamp late.
        ``ignore_due`` passes over the back-off, never over a hold; so does a clock that was set back since, or
        nothing would be sent until it is that time again.
        """
        by = f"INDEXED BY {index}" if index else ""
        row = self._db.execute(
            f"""
            SELECT * FROM entry AS mine {by}
            WHERE {which} AND {OPEN} AND (state = 'waiting' OR state = 'unknown' AND kind IN ({_marks(_REPEATABLE)}))
              AND due_at IS NOT NULL AND (? OR due_at <= ? OR due_at > ?)
              AND (leader IS NULL OR (SELECT state FROM entry WHERE id = mine.leader) = 'done')
              AND (stamp_idx IS NULL OR NOT EXISTS (
                SELECT 1 FROM entry AS other INDEXED BY entry_by_stamp
                WHERE other.stamp_idx = mine.stamp_idx AND other.id < mine.id
                  AND (other.{OPEN} OR mine.kind IN ({_marks(_EDITS)})
                    AND other.holds_until > ? AND other.holds_until <= ?)))
              {_among("AND id NOT", but)}
            ORDER BY {order} LIMIT 1
            """,  # noqa: S608 - only question marks and words of this file are put in
            (*values, *_REPEATABLE, ignore_due, *self._due_bounds(), *_EDITS, *self._due_bounds(), *but),
        ).fetchone()
        return entry_of(row) if row else None

    def _due_bounds(self, longest: timedelta = _LONGEST_WAIT) -> tuple[str | None, str | None]:
        """What is due is not after the first of these, or after the second: the clock was set back then."""
        return time_in(self._now), time_in(self._now + longest)

    def next_unproved(
        self, *, only: Collection[int] | None, ignore_due: bool, but: Collection[int] = ()
    ) -> Entry | None:
        """The oldest entry whose doubt a look at the stamp's count can end."""
        row = self._db.execute(
            f"SELECT * FROM entry INDEXED BY entry_unknown WHERE state = 'unknown' AND kind IN ({_marks(_COUNTED)})"  # noqa: S608
            " AND due_at IS NOT NULL AND (? OR due_at <= ? OR due_at > ?)"
            f" {_among('AND id', only)} {_among('AND id NOT', but)} ORDER BY id LIMIT 1",
            (*_COUNTED, ignore_due, *self._due_bounds(), *(only or ()), *but),
        ).fetchone()
        return entry_of(row) if row else None

    def next_to_look_again(self) -> Entry | None:
        """The entry whose late look is most overdue, once nothing on its stamp is on its way or in doubt."""
        row = self._db.execute(
            f"""
            SELECT * FROM entry AS mine INDEXED BY entry_look_again
            WHERE look_again_at IS NOT NULL AND (look_again_at <= ? OR look_again_at > ?)
              AND state NOT IN ('waiting', 'sending') AND (state <> 'unknown' OR due_at IS NULL)
              AND NOT EXISTS (
                SELECT 1 FROM entry AS other INDEXED BY entry_by_stamp
                WHERE other.stamp_idx = mine.stamp_idx AND other.id > mine.id AND other.{OPEN}
                  AND other.state <> 'waiting')
            ORDER BY look_again_at LIMIT 1
            """,  # noqa: S608
            self._due_bounds(_LONGEST_UNTIL_LATE),
        ).fetchone()
        return entry_of(row) if row else None


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _among(what: str, numbers: Collection[int] | None) -> str:
    """``AND id IN (?, ?)`` for these numbers; nothing for None or, where they are left out, for no numbers."""
    if numbers is None or (not numbers and what.endswith("NOT")):
        return ""
    return f"{what} IN ({_marks(numbers)})"
