"""A database and its backups as doctor sees them: looked through by reading alone, nothing is made, mended or moved."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kiosk_app.domain.disk import BackupRefused, DiskReason, StoreTrouble
from kiosk_app.domain.health import Data, LastBackup
from kiosk_app.store.backups import Backups, opened_to_read, read_backup
from kiosk_app.store.database import Database, beside, migrations, plain_trouble, refuse_damaged, version_of


def examined(path: Path, backups: Path) -> Data:
    """Whether the database is there and whole. Takes as long as reading all of it."""
    try:
        return Data(_is_whole(path, Database(path, backups)))
    except StoreTrouble as trouble:
        return Data(trouble.reason is not DiskReason.GONE, trouble.reason)


def last_backup(path: Path, backups: Path) -> LastBackup:
    """The newest backup, opened and looked through."""
    written_at = _written_at(path)
    found = Backups(path, backups).newest()
    if found is None:
        return LastBackup(written_at=written_at)
    newest, at = found
    try:
        read_backup(newest)
    except BackupRefused:
        return LastBackup(at, is_whole=False, written_at=written_at)
    return LastBackup(at, written_at=written_at)


def _is_whole(path: Path, database: Database) -> bool:
    if not database.is_there():
        return False
    database.refuse_known_damage()
    # With a log beside it, though an empty one, the window or a command may have it open.
    with plain_trouble(), opened_to_read(path, is_shared=beside(path, "wal").exists()) as connection:
        version = version_of(connection)
        if version > len(migrations()):
            raise StoreTrouble(DiskReason.NEWER, f"version {version}")
        refuse_damaged(connection, "integrity_check" if database.is_suspect else "quick_check")
    return True


def _written_at(path: Path) -> datetime | None:
    """When the database was last written to, its log with it; None where there is none."""
    written = _modified_at(path)
    return max(written, _modified_at(beside(path, "wal")) or written) if written else None


def _modified_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
