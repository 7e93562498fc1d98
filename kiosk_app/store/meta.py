"""Facts about the folder itself: its random id, the service address it belongs to, what links look like."""

from __future__ import annotations

import sqlite3
from enum import Enum

from kiosk_app.domain.ids import StampIdx


class Fact(Enum):
    """The keys there are."""

    FOLDER_ID = "folder id"
    ADDRESS = "service address"
    TEXT_SHAPE = "link shape of text ids is proven"
    TRIED = "address at which instant stamps were tried"


class Meta:
    """Key and value, on the connection of one unit of work."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, fact: Fact) -> str | None:
        """The fact, or None where it is not known yet."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (fact.value,)).fetchone()
        return row["value"] if row else None

    def put(self, fact: Fact, value: str) -> None:
        """Keep a fact, in place of an older one."""
        self._db.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (fact.value, value),
        )

    def shape_is_proven(self, stamp_idx: StampIdx) -> bool:
        """Whether a stampUrl showed that links of this kind of id read ``{domain}/stamp/{id}``.

        For integers the vendor's own example does.
        """
        return isinstance(stamp_idx, int) or self.get(Fact.TEXT_SHAPE) is not None

    def instant_is_tried(self) -> bool:
        """Whether instant stamps were tried on the account at the address this folder belongs to, and work."""
        tried = self.get(Fact.TRIED)
        return tried is not None and tried == self.get(Fact.ADDRESS)

    def learn_instant_works(self) -> None:
        """They were tried, and work."""
        self.put(Fact.TRIED, self.get(Fact.ADDRESS) or "")

    def learn_shape(self, stamp_idx: StampIdx) -> None:
        """A checked stampUrl had that shape."""
        if not self.shape_is_proven(stamp_idx):
            self.put(Fact.TEXT_SHAPE, "yes")
