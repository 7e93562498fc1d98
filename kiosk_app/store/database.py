"""The database file: how it is opened, brought up to date, and one unit of work on it.

A connection lives for one unit of work. Nothing here knows what the tables mean.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.store.trouble import of_sqlite

BUSY_MS = 10_000  # a command beside the window waits this long for the other's commit
_STARTS_AT_ONCE = 20


@contextmanager
def _plain_trouble() -> Iterator[None]:
    """Tell trouble of the disk from faults of ours, once, for every use of the file."""
    try:
        yield
    except sqlite3.Error as error:
        trouble = of_sqlite(error)
        if trouble is None:
            raise
        raise trouble from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
    connection.row_factory = sqlite3.Row
    for pragma in (
        "synchronous = FULL",  # a commit survives a power cut
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Have a new file keep a write-ahead log; one that does is left alone.

    SQLite waits for no other writer here and says that it is busy at once, so that is waited for apart.
    """
    for left in reversed(range(_STARTS_AT_ONCE)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not left:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return


class Database:
    """One SQLite file. Raises ``StoreTrouble`` for everything that is the disk's fault.

    Between ``prepare`` and ``close`` an idle connection is held: without one, the last of each unit of work would
    fold the WAL into the file as it closes, which made a write three times as long (3.2 against 1.2 ms here).
    """

    def __init__(self, path: Path, backups: Path) -> None:
        self._path = path
        self._backups = backups
        self._release: Callable[[], object] = lambda: None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view."""
        with _plain_trouble(), closing(_connect(self._path)) as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, alone among the writers of every process; on the disk when it returns."""
        with _plain_trouble(), closing(_connect(self._path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def prepare(self) -> None:
        """Make the file or bring it up to date; raises StoreTrouble where it is damaged or too new."""
        scripts = migrations()
        with _plain_trouble(), closing(_connect(self._path)) as connection:
            _use_wal(connection)
            version = _version(connection)
            if version > len(scripts):
                raise StoreTrouble(DiskReason.NEWER, f"version {version}, this program knows {len(scripts)}")
            if 0 < version < len(scripts):
                self._copy(connection, version)
            for number in range(version + 1, len(scripts) + 1):
                _migrate(connection, number, scripts[number - 1])
            self._path.chmod(0o600)
            held = sqlite3.connect(self._path, check_same_thread=False)
            self._release = weakref.finalize(self, held.close)
            held.execute("SELECT count(*) FROM sqlite_master")  # an untouched connection holds nothing open

    def close(self) -> None:
        """Let go of the file; units of work are still possible, and slower."""
        self._release()

    def _copy(self, connection: sqlite3.Connection, version: int) -> None:
        """A checked copy beside the backups: copying the file alone would lose what is in its WAL."""
        target = self._backups / f"kiosk-before-{version + 1:04}.db"
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise StoreTrouble(DiskReason.DAMAGED, "the copy before an upgrade is not whole")
        target.chmod(0o600)


def migrations() -> list[str]:
    """The migration scripts in their order; the first is number 1."""
    files = Path(__file__).with_name("migrations").iterdir()
    return [file.read_text("utf-8") for file in sorted(files) if re.fullmatch(r"\d{4}_\w+\.sql", file.name)]


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection, number: int, script: str) -> None:
    """One script in one transaction, unless another process ran it while we waited for the lock."""
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) < number:
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script: executescript would commit before the first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
