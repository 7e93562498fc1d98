"""The budget of calls as the database keeps it: one row, shared by every process on the data folder."""

from __future__ import annotations

import sqlite3

from kiosk_app.domain.pace import Purse
from kiosk_app.store.columns import time_in, time_out


class BudgetRow:
    """The one row, on the connection of one unit of work. How much it allows is ``domain.pace``'s to say."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def purse(self) -> Purse:
        """What was left, and when."""
        row = self._db.execute("SELECT calls, as_of FROM budget").fetchone()
        return Purse(row["calls"], time_out(row["as_of"]))

    def keep(self, purse: Purse) -> None:
        """Remember what is left."""
        self._db.execute("UPDATE budget SET calls = ?, as_of = ?", (purse.calls, time_in(purse.as_of)))
