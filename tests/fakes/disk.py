"""A real store on a real file, with a clock that a test moves, and a disk that a test fills."""

from __future__ import annotations

import os
import sys
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk_app.services.keeping import settle_kept
from kiosk_app.services.timing import Timing
from kiosk_app.store.database import Database
from kiosk_app.store.store import Store
from tests.fakes.clock import FakeClock

if sys.platform != "win32":
    import resource


def make_store(folder: Path, clock: FakeClock, by: str = "test") -> Store:
    """The store of a data folder, made or opened. A new one is a copy: to make one takes ten times as long."""
    database = database_of(folder)
    if not database.is_there():
        with os.fdopen(os.open(folder / "kiosk.db", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_empty_database())
    database.prepare()
    return Store(database, clock.now, lambda: "GB", by, partial(settle_kept, timing=Timing()))


def database_of(folder: Path) -> Database:
    """The database of a data folder, as it is."""
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    return Database(folder / "kiosk.db", backups)


@cache
def _empty_database() -> bytes:
    """What the first start on a folder leaves there, before anything is saved."""
    with TemporaryDirectory() as made:
        database = database_of(Path(made))
        database.prepare()
        database.close()
        return (Path(made) / "kiosk.db").read_bytes()


class FullDisk:
    """The disk of a data folder, which is full from ``fill`` to ``free``: no file grows beyond what it has.

    Real, by a limit on the size of this process's files; not there on Windows.
    """

    def __init__(self, folder: Path) -> None:
        self._log = folder / "kiosk.db-wal"
        self._free = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self) -> None:
        """A commit can grow the log no more. What is set aside already can still be written over."""
        least = 33 * 1024  # what lies beside the log for all processes is 32 KiB, and so is the emergency file
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(least, self._log.stat().st_size), self._free[1]))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._free)
