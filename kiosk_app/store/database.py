"""The database file: how it is opened, looked through, brought up to date, and one unit of work on it.

A unit of work has a connection to itself. Nothing here knows what the tables mean.
"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.store import wal
from kiosk_app.store.connections import Connections, connect
from kiosk_app.store.emergency import EmergencyFile
from kiosk_app.store.trouble import of_sqlite

_log = logging.getLogger(__name__)

_GLANCE_MS = 1_000  # a reader who could also go without waits no longer than this
_STAGING_KB = 64_000  # by SQLite's own 2 MB an import of 100,000 held the lock for 4.6 s and not for one
_STARTS_AT_ONCE = 20
_PASSED_OVER_FOR_SURE = 2  # one commit after a bad frame may be what a power cut left of the last, never finished
_BACKUPS = "kiosk-*.db"
_PART = ".part"
_DAY_S = 24 * 3600
_UNCHANGEABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY)


@contextmanager
def plain_trouble() -> Iterator[None]:
    """Tell trouble of the disk from faults of ours, once, for every use of the file."""
    try:
        yield
    except sqlite3.Error as error:
        trouble = of_sqlite(error)
        if trouble is None:
            raise
        raise trouble from error


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _begins_to_write(connection: sqlite3.Connection) -> bool:
    """Whether a connection can change the file now; with a transaction open where it can.

    Of a file that can only be read SQLite may say so at the first change alone.
    """
    connection.execute(f"PRAGMA busy_timeout = {_GLANCE_MS}")
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {version_of(connection)}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _UNCHANGEABLE:
            raise
        connection.rollback()
        return False
    return True


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
        self.emergency = EmergencyFile(beside(path, "emergency"))
        self._log = beside(path, "wal")
        self._kept_log = beside(path, "wal-damaged")
        self._suspect = beside(path, "suspect")
        self._connections = Connections(path)
        self._release: Callable[[], object] = lambda: None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view."""
        with plain_trouble(), self._connections.one() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def supposing(self) -> Iterator[sqlite3.Connection]:
        """One consistent view that may be changed and is then forgotten, so that a full disk does not matter.

        Where the file cannot be changed even so, read-only or somebody else's for now, it is a copy in memory.
        """
        with plain_trouble(), closing(connect(self._path)) as connection, closing(_in_memory()) as copy:
            supposed = connection
            if not _begins_to_write(connection):
                connection.backup(copy)
                supposed = copy
                supposed.execute("BEGIN")
            yield supposed
            supposed.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, alone among the writers of every process; on the disk when it returns."""
        with plain_trouble(), self._connections.one() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own without a transaction, for what SQLite does in none."""
        with plain_trouble(), closing(connect(self._path)) as connection:
            yield connection

    @contextmanager
    def wiping(self) -> Iterator[sqlite3.Connection]:
        """The same, and of what is taken away nothing stays behind in the file; nor in the log, once nobody reads."""
        with plain_trouble(), closing(connect(self._path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def staging(self) -> Iterator[sqlite3.Connection]:
        """A connection for long work, outside of every transaction. Its temporary tables are its own and go with it:
        what is gathered there holds nobody up and is on no disk afterwards, whatever is killed meanwhile.
        """
        with plain_trouble(), closing(connect(self._path)) as connection:
            for schema in ("main", "temp"):
                connection.execute(f"PRAGMA {schema}.cache_size = -{_STAGING_KB}")
            yield connection

    def prepare(self) -> None:
        """Make the file or bring it up to date.

        Raises StoreTrouble where it is damaged, too new, or gone: a folder that had one never begins with an
        empty one in silence.
        """
        self.is_there()
        self.refuse_known_damage()
        self._begin()
        with plain_trouble(), closing(connect(self._path)) as connection:
            _use_wal(connection)
            self._refuse_damaged(connection)
            version = version_of(connection)
            if 0 < version < len(migrations()):
                self._copy(connection, version)
            bring_up_to_date(connection)
            held = sqlite3.connect(self._path, check_same_thread=False)
            self._release = weakref.finalize(self, held.close)
            held.execute("SELECT count(*) FROM sqlite_master")  # an untouched connection holds nothing open
        self._connections.keep()
        self.emergency.reserve()

    def check(self, mend: Callable[[Database], None] | None = None) -> None:
        """Look through the whole file, which takes 1.1 s for 130 MB here; raises StoreTrouble where it is damaged.

        What was found is remembered: whoever opens the file next looks through it before anything else. ``mend`` takes
        out what can be made anew, and raises StoreTrouble where that is not all that is damaged.
        """
        try:
            self._look_through(mend)
        except StoreTrouble as trouble:
            self.suspect(trouble)
            raise

    def _look_through(self, mend: Callable[[Database], None] | None) -> None:
        try:
            with self.reading() as connection:
                refuse_damaged(connection, "quick_check")
        except StoreTrouble as trouble:
            if mend is None or trouble.reason is not DiskReason.DAMAGED:
                raise
            mend(self)

    def refuse_known_damage(self) -> None:
        """Raises StoreTrouble where a start found damage that nobody mended, or the log shows it at a glance."""
        if wal.header_is_damaged(self._log):
            raise StoreTrouble(DiskReason.DAMAGED, "the log has lost its beginning")
        self._refuse_kept_log()

    @property
    def is_suspect(self) -> bool:
        """Whether damage was met, and the file not looked through since."""
        return self._suspect.exists()

    def suspect(self, trouble: StoreTrouble) -> None:
        """Remember that damage was met, should this be any."""
        if trouble.reason is not DiskReason.DAMAGED:
            return
        try:
            self._suspect.touch(mode=0o600)
        except OSError as error:
            _log.warning("the damage that was met cannot be remembered: %s", error.strerror)

    def close(self) -> None:
        """Let go of the file; units of work are still possible, and slower."""
        self._connections.let_go()
        self._release()

    def is_there(self) -> bool:
        """Whether anything was ever saved here; raises StoreTrouble where it was, and is gone.

        What was set aside for emergencies tells that there was a database, and so do its backups.
        """
        had_one = self.emergency.exists() or any(self._backups.glob(_BACKUPS))  # first: another may make it just now
        is_there = self._path.exists() and self._path.stat().st_size > 0
        if had_one and not is_there:
            raise StoreTrouble(DiskReason.GONE, "missing or empty")
        return is_there

    def _begin(self) -> None:
        """The file, of its user's own from its first byte on.

        One that is there is not opened: to close it again would let go of every lock that SQLite holds on it here.
        """
        try:
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return
        except OSError as error:
            raise StoreTrouble(DiskReason.UNREADABLE, error.strerror or "") from error

    def _refuse_damaged(self, connection: sqlite3.Connection) -> None:
        version_of(connection)  # has SQLite read the log
        if self._log_passes_over_commits(connection):
            connection.execute("BEGIN IMMEDIATE")  # nobody adds to the log while it is looked at again
            with closing(connect(self._path)) as another:
                if self._log_passes_over_commits(another):
                    self._kept_log.touch(mode=0o600)
                    self._kept_log.write_bytes(self._log.read_bytes())  # SQLite tidies its log up as it closes
            connection.execute("ROLLBACK")
        self._refuse_kept_log()
        if self._suspect.exists():
            refuse_damaged(connection, "integrity_check")
            self._suspect.unlink(missing_ok=True)

    def _refuse_kept_log(self) -> None:
        if self._kept_log.exists():
            raise StoreTrouble(DiskReason.DAMAGED, "commits in the log are passed over")

    def _log_passes_over_commits(self, connection: sqlite3.Connection) -> bool:
        """How far SQLite read the log it tells after a checkpoint that waits for nobody.

        The index beside it tells too, but its locks are those of every process: none may open and close it.
        """
        if not wal.has_frames(self._log):
            return False
        try:
            _busy, frames, _moved = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.OperationalError as error:
            _log.warning("the log cannot be compared with what was read of it: %s", error.sqlite_errorname)
            return False
        if frames < 0:  # another process is folding it in: it has read the log, and compared as it began
            return False
        return wal.commits_passed_over(self._log, frames) >= _PASSED_OVER_FOR_SURE

    def _copy(self, connection: sqlite3.Connection, version: int) -> None:
        copy_whole(connection, self._backups / f"kiosk-before-{version + 1:04}.db")


def beside(path: Path, what: str) -> Path:
    """What lies beside the database and belongs to it: its name, a dash, and what it is."""
    return path.with_name(f"{path.name}-{what}")


def copy_whole(connection: sqlite3.Connection, target: Path) -> None:
    """A copy in one file of its user's own, with what is in the log; looked through before it has its name.

    Raises StoreTrouble where it cannot be made, or is not whole: then the database it was made of is not.
    """
    with NamedTemporaryFile(dir=target.parent, prefix=f"{target.name}.", suffix=_PART, delete=False) as made:
        aside = Path(made.name)  # another process may be making the same copy
    _clear_left_over(aside)
    try:
        with closing(sqlite3.connect(aside, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
            refuse_damaged(copy, "integrity_check")
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _clear_left_over(aside: Path) -> None:
    """What a power cut left of copies that were being made a day ago and longer."""
    for left in aside.parent.glob(f"*{_PART}"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < aside.stat().st_mtime - _DAY_S:
                left.unlink()


def migrations() -> list[str]:
    """The migration scripts in their order; the first is number 1."""
    files = Path(__file__).with_name("migrations").iterdir()
    return [file.read_text("utf-8") for file in sorted(files) if re.fullmatch(r"\d{4}_\w+\.sql", file.name)]


def bring_up_to_date(connection: sqlite3.Connection, upto: int | None = None) -> None:
    """Run the migrations that are missing, each in a transaction of its own; raises StoreTrouble for a newer file."""
    scripts = migrations()[:upto]
    version = version_of(connection)
    if version > len(scripts):
        raise StoreTrouble(DiskReason.NEWER, f"version {version}, this program knows {len(scripts)}")
    for number in range(version + 1, len(scripts) + 1):
        _migrate(connection, number, scripts[number - 1])


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations it has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_damaged(connection: sqlite3.Connection, how: str) -> None:
    """``how``: "quick_check", or "integrity_check", which takes twice as long and compares the indexes too."""
    found = str(connection.execute(f"PRAGMA {how}(1)").fetchone()[0])
    if found != "ok":
        raise StoreTrouble(DiskReason.DAMAGED, found)


def _migrate(connection: sqlite3.Connection, number: int, script: str) -> None:
    """One script in one transaction, unless another process ran it while we waited for the lock."""
    connection.execute("BEGIN IMMEDIATE")
    if version_of(connection) < number:
        for statement in statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("COMMIT")


def statements(script: str) -> Iterator[str]:
    """The statements of a script: executescript would commit before the first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
