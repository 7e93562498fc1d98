"""One unit of work on the database: the journal, the directory, the gate and the folder's facts together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.store.budget import BudgetRow
from kiosk_app.store.database import Database
from kiosk_app.store.directory import Directory
from kiosk_app.store.due import Due
from kiosk_app.store.gate import Gate
from kiosk_app.store.journal import Journal
from kiosk_app.store.lists import Lists
from kiosk_app.store.meta import Meta
from kiosk_app.store.ready import Ready


@dataclass(frozen=True, slots=True)
class Work:
    """What one unit of work can see and change. ``now``: the one instant all of it happens at (UTC)."""

    journal: Journal
    due: Due
    lists: Lists
    directory: Directory
    ready: Ready
    gate: Gate
    budget: BudgetRow
    meta: Meta
    now: datetime


class Store:
    """Opens units of work. ``by`` signs events: the owner id of this process."""

    def __init__(self, database: Database, now: Callable[[], datetime], country: Callable[[], str], by: str) -> None:
        self._database = database
        self._now = now
        self._country = country
        self._by = by

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One consistent view; raises StoreTrouble."""
        with self._database.reading() as connection:
            yield self._work(connection)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """All of it or nothing, committed when the block ends; raises StoreTrouble."""
        with self._database.writing() as connection:
            yield self._work(connection)

    def _work(self, connection: sqlite3.Connection) -> Work:
        now = self._now()
        return Work(
            Journal(connection, now, self._by),
            Due(connection, now),
            Lists(connection),
            Directory(connection, now, self._country()),
            Ready(connection, now),
            Gate(connection),
            BudgetRow(connection),
            Meta(connection),
            now,
        )
