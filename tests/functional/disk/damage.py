"""Ways to damage a data folder for real, and a folder that somebody worked in."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk_app.domain.customer import Customer, Details
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store


def used(folder: Path, customers: int = 300) -> Path:
    """The database of a folder that was closed in order."""
    folder.mkdir(exist_ok=True)
    store = make_store(folder, FakeClock())
    with store.writing() as work:
        for number in range(customers):
            work.directory.add(Customer(f"c{number}", Details(name=f"Customer {number}")))
    path = folder / "kiosk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def spoil_pages(path: Path, seed: int = 7) -> None:
    """Random bytes over the last pages, as a dying disk leaves them: it opens, and is damaged."""
    page, size = 4096, path.stat().st_size
    chance = random.Random(seed)
    with path.open("r+b") as file:
        for at in range(size - 12 * page, size, page):
            file.seek(at)
            file.write(chance.randbytes(64))


def with_log(folder: Path, commits: int = 6) -> Path:
    """A copy of a folder as a kill leaves it: its last commits are in the log alone."""
    live, left = folder / "live", folder / "left"
    live.mkdir()
    left.mkdir()
    store = make_store(live, FakeClock())
    with closing(sqlite3.connect(live / "kiosk.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(commits):
        with store.writing() as work:
            work.directory.add(Customer(f"late{number}", Details(name=f"Late {number}")))
    for name in ("kiosk.db", "kiosk.db-wal", "kiosk.db-emergency"):
        (left / name).write_bytes((live / name).read_bytes())
    (left / "backups").mkdir()
    return left


def names(path: Path) -> list[str]:
    """The customers that are in it, by reading the file alone."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM customer ORDER BY rowid")]
