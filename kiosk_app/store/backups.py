"""Backups: whole copies of the database, looked through before they count, of which the last seven are kept.

A file is only believed to be one once it was opened for reading alone, is whole, and has exactly our tables.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from kiosk_app.domain.disk import Backup, BackupRefused, DiskReason, StoreTrouble, Unfit
from kiosk_app.store.connections import connect
from kiosk_app.store.database import (
    beside,
    bring_up_to_date,
    copy_whole,
    migrations,
    plain_trouble,
    refuse_damaged,
    version_of,
)
from kiosk_app.store.meta import Fact

_log = logging.getLogger(__name__)

KEPT = 7
EVERY = timedelta(days=1)
_NAME = "kiosk-%Y%m%dT%H%M%SZ.db"
_DAILY = re.compile(r"kiosk-\d{8}T\d{6}Z\.db")
_ANY = "kiosk-*.db"
_COUNTED = ("customer", "stamp", "entry")


class Backups:
    """Those of one database. ``make`` raises StoreTrouble, of what is read or of where it is written to."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def is_due(self, now: datetime) -> bool:
        """Whether none was made within a day. One of a day to come was made before the clock was set back."""
        return not any(now - EVERY < _made_at(path) <= now for path in self._daily())

    def make(self, now: datetime) -> Path:
        """Make one; older ones than the last seven go, and only after it is there."""
        target = self._folder / now.astimezone(UTC).strftime(_NAME)
        self.copy_to(target)
        for old in self._daily()[:-KEPT]:
            old.unlink(missing_ok=True)
        return target

    def copy_to(self, target: Path) -> None:
        """A copy anywhere; what was there is replaced."""
        with plain_trouble(), closing(connect(self._database)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")  # or an empty file would be made of a missing one
            copy_whole(connection, target)

    def newest(self) -> tuple[Path, datetime] | None:
        """The newest with when it was made, good or not."""
        return next(((path, _made_at(path)) for path in self._newest_first()), None)

    def newest_good(self) -> Backup | None:
        """The newest that is whole. A damaged one is passed over, and left where it is."""
        for path in self._newest_first():
            try:
                return read_backup(path)
            except BackupRefused as refused:
                _log.warning("%s is no good backup: %s", path.name, refused)
        return None

    def _newest_first(self) -> list[Path]:
        return sorted(self._folder.glob(_ANY), key=_made_at, reverse=True)

    def _daily(self) -> list[Path]:
        return sorted(path for path in self._folder.glob(_ANY) if _DAILY.fullmatch(path.name))


def read_backup(path: Path) -> Backup:
    """What a file holds; raises BackupRefused where it is no whole database of ours. Nothing is written to it."""
    if not path.is_file():
        raise BackupRefused(Unfit.MISSING)
    try:
        with plain_trouble(), opened_backup(path) as connection:
            refuse_damaged(connection, "integrity_check")
            _refuse_strange(connection)
            return Backup(path, _made_at(path), *_told(connection))
    except StoreTrouble as trouble:
        raise BackupRefused(_unfit(path, trouble), str(trouble)) from trouble


@contextmanager
def opened_backup(path: Path) -> Iterator[sqlite3.Connection]:
    """For reading alone. Nothing is put beside the file, unless a log lies there that must be read with it."""
    log = beside(path, "wal")
    with opened_to_read(path, is_shared=log.exists() and log.stat().st_size > 0) as connection:
        yield connection


@contextmanager
def opened_to_read(path: Path, *, is_shared: bool) -> Iterator[sqlite3.Connection]:
    """``is_shared``: others may write to it meanwhile, or its log must be read too; else it is taken to stand still.

    To close it folds no log in and takes none away.
    """
    how = "mode=ro" if is_shared else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        yield connection


@dataclass(frozen=True, slots=True)
class Present:
    """What can be read of the database that is there: where it belongs, and whether anything is in it."""

    folder_id: str | None = None
    address: str | None = None
    rows: int = 0
    last_entry: int | None = None  # None: nobody can tell


def read_present(path: Path) -> Present:
    """As much as can be read of a database that may be damaged, without looking through it."""
    if not path.is_file():
        return Present()
    try:
        with plain_trouble(), opened_backup(path) as connection:
            rows, last, folder_id, address = _told(connection)
    except (StoreTrouble, sqlite3.Error) as trouble:
        _log.info("the database that is there cannot be read: %s", trouble)
        return Present()
    return Present(folder_id, address, rows, last)


def _refuse_strange(connection: sqlite3.Connection) -> None:
    """Exactly the tables, indexes and triggers that our migrations make, and no others."""
    version = version_of(connection)
    if version > len(migrations()):
        raise BackupRefused(Unfit.NEWER, f"version {version}")
    if version < 1 or _schema(connection) != _schema_of(version):
        raise BackupRefused(Unfit.NOT_OURS)


def _schema(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return frozenset((row[0], row[1], row[2] or "") for row in rows)


@cache
def _schema_of(version: int) -> frozenset[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        bring_up_to_date(connection, version)
        return _schema(connection)


def _told(connection: sqlite3.Connection) -> tuple[int, int, str | None, str | None]:
    facts = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    rows = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED)  # noqa: S608
    last = connection.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0]
    return rows, last, facts.get(Fact.FOLDER_ID.value), facts.get(Fact.ADDRESS.value)


def _made_at(path: Path) -> datetime:
    """What its name says, else when the file was last written."""
    if _DAILY.fullmatch(path.name):
        return datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _unfit(path: Path, trouble: StoreTrouble) -> Unfit:
    if trouble.reason is DiskReason.DAMAGED:
        with path.open("rb") as file:
            return Unfit.DAMAGED if file.read(16) == b"SQLite format 3\0" else Unfit.NOT_OURS
    return Unfit.MISSING
