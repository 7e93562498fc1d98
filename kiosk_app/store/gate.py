"""The gate: whether anything may be sent just now, shared by every process on the data folder."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.outcome import Reason
from kiosk_app.store.columns import time_in, time_out


@dataclass(frozen=True, slots=True)
class GateState:
    """``stopped``: what must be mended first. ``probe_at``: when to try whether it was. ``quiet_until``: the
    service asked for quiet. ``last_refusal``: the signature of the last refusal, empty after any success."""

    stopped: Reason | None
    probe_at: datetime | None
    quiet_until: datetime | None
    last_refusal: str


class Gate:
    """The one row, on the connection of one unit of work."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def state(self) -> GateState:
        """How the gate stands."""
        row = self._db.execute("SELECT * FROM gate").fetchone()
        return GateState(
            Reason(row["stopped"]) if row["stopped"] else None,
            time_out(row["probe_at"]),
            time_out(row["quiet_until"]),
            row["last_refusal"],
        )

    def stop(self, why: Reason, probe_at: datetime) -> None:
        """Send nothing more until the account or the machine is mended."""
        self._db.execute("UPDATE gate SET stopped = ?, probe_at = ?", (why.value, time_in(probe_at)))

    def go_on(self) -> None:
        """The service answered as it should: everything goes on."""
        self._db.execute("UPDATE gate SET stopped = NULL, probe_at = NULL, quiet_until = NULL, last_refusal = ''")

    def keep_quiet(self, until: datetime) -> None:
        """The service asked to wait."""
        self._db.execute("UPDATE gate SET quiet_until = ?", (time_in(until),))

    def note_refusal(self, signature: str) -> None:
        """Remember a refusal, to know a second of the same sort."""
        self._db.execute("UPDATE gate SET last_refusal = ?", (signature,))
