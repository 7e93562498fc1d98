"""A real store on a real file, with a clock that a test moves."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.store.database import Database
from kiosk_app.store.store import Store
from tests.fakes.clock import FakeClock


def make_store(folder: Path, clock: FakeClock, by: str = "test") -> Store:
    """The store of a data folder, made or opened."""
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    database = Database(folder / "kiosk.db", backups)
    database.prepare()
    return Store(database, clock.now, lambda: "GB", by)
