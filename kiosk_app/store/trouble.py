"""Which of SQLite's errors are the disk's fault, and which are ours."""

from __future__ import annotations

import sqlite3

from kiosk_app.domain.disk import DiskReason, StoreTrouble

# SQLite's primary result codes, and an extended one that says more, https://www.sqlite.org/rescode.html
_REASONS = {
    sqlite3.SQLITE_FULL: DiskReason.FULL,
    sqlite3.SQLITE_READONLY: DiskReason.READ_ONLY,
    sqlite3.SQLITE_BUSY: DiskReason.BUSY,
    sqlite3.SQLITE_LOCKED: DiskReason.BUSY,
    sqlite3.SQLITE_CORRUPT: DiskReason.DAMAGED,
    sqlite3.SQLITE_NOTADB: DiskReason.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: DiskReason.UNREADABLE,
    sqlite3.SQLITE_PERM: DiskReason.UNREADABLE,
    sqlite3.SQLITE_IOERR: DiskReason.UNREADABLE,
    sqlite3.SQLITE_IOERR_SHMSIZE: DiskReason.FULL,  # no room for the WAL's index, so nothing can be read either
}


def of_sqlite(error: sqlite3.Error) -> StoreTrouble | None:
    """The trouble of the disk behind a SQLite error, or None where the error is a fault of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    reason = _REASONS.get(code, _REASONS.get(code & 0xFF)) if code is not None else None
    return StoreTrouble(reason, str(error)) if reason else None
