"""Putting a database in the place of the one that is there: a backup's, or an empty one.

It is made ready aside and takes the name last; what was there is moved aside and never removed. Whoever calls this
sees to it that nobody else works on the folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from kiosk_app.domain.disk import Backup, DiskReason, StoreTrouble
from kiosk_app.store.backups import opened_backup
from kiosk_app.store.connections import connect
from kiosk_app.store.database import beside, bring_up_to_date, plain_trouble, refuse_damaged
from kiosk_app.store.journal import Journal
from kiosk_app.store.ready import Ready

# The emergency file stays: should this be cut short it tells that there was a database. It knows entries by name.
_BESIDE = ("wal", "shm", "wal-damaged", "suspect")


def restore(backup: Backup, database: Path, now: datetime, by: str) -> Path | None:
    """Begin again with a backup, in which all that is open is held; where what was there lies now, if it was there.

    Raises StoreTrouble; what was there is still there then, or nothing is, and the next start says so.
    """

    def fill(aside: Path) -> None:
        with opened_backup(backup.path) as source, closing(connect(aside)) as copy:
            source.backup(copy)
        with closing(connect(aside)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            bring_up_to_date(copy)
            copy.execute("BEGIN IMMEDIATE")
            Journal(copy, now, by).hold_all()
            Ready(copy, now).set_all_aside()  # customers may hold them by now
            copy.execute("COMMIT")
            refuse_damaged(copy, "integrity_check")

    return _replace(database, now, fill)


def start_empty(database: Path, now: datetime) -> Path | None:
    """Begin with nothing; where what was there lies now, if anything was there. Raises StoreTrouble, as above."""

    def fill(aside: Path) -> None:
        with closing(connect(aside)) as empty:
            bring_up_to_date(empty)

    return _replace(database, now, fill)


def _replace(database: Path, now: datetime, fill: Callable[[Path], None]) -> Path | None:
    ready = beside(database, "ready")
    try:
        ready.unlink(missing_ok=True)
        ready.touch(mode=0o600)
        with plain_trouble():
            fill(ready)
        _to_the_disk(ready)
        kept = _move_aside(database, now)
        ready.replace(database)
        _to_the_disk(database.parent)
    except OSError as error:
        raise StoreTrouble(DiskReason.UNREADABLE, str(error.strerror)) from error
    finally:
        if ready.is_file():
            ready.unlink()
    return kept


def _move_aside(database: Path, now: datetime) -> Path | None:
    """The database first: without its log it would seem whole, and the log without it says that it is gone."""
    kept = beside(database, f"aside-{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}")
    was_there = database.exists()
    if was_there:
        database.replace(kept)
    for what in _BESIDE:
        if (left := beside(database, what)).exists():
            left.replace(beside(kept, what))
    _to_the_disk(database.parent)
    return kept if was_there else None


def _to_the_disk(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return  # Windows opens no folder, and keeps a rename by itself
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
