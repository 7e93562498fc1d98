"""Connections to the database file: a unit of work has one to itself, and one that came through well serves the next.

To open one anew takes 0.5 ms here, forty times as long as a small read, and each statement is then read anew too: a
tap has a dozen units of work.
"""

from __future__ import annotations

import sqlite3
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUSY_MS = 10_000  # a command beside the window waits this long for the other's commit
_AT_REST = 3  # as many as are ever busy at once: the lanes of disk, write and look

_Identity = tuple[int, int]
_Resting = tuple[_Identity | None, sqlite3.Connection]


def connect(path: Path) -> sqlite3.Connection:
    """A connection with everything set that is not kept in the file; one that is missing is never made by it."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    for pragma in (
        "synchronous = FULL",  # a commit survives a power cut
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",  # what is erased stays in no free page
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
    return connection


class Connections:
    """Threads may share it. Until ``keep``, and after ``let_go``, each unit of work opens one and closes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._at_rest: list[_Resting] = []
        self._keeps = False
        weakref.finalize(self, _close_all, self._at_rest)

    def keep(self) -> None:
        self._keeps = True

    def let_go(self) -> None:
        self._keeps = False
        _close_all(self._at_rest)

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """Whatever is raised within costs the connection, and with it what was not committed."""
        file = _identity(self._path)
        connection = self._rested(file) or connect(self._path)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if self._keeps and len(self._at_rest) < _AT_REST:
            connection.execute("PRAGMA shrink_memory")  # the next unit of work reads the file as it is then
            self._at_rest.append((file, connection))
        else:
            connection.close()

    def _rested(self, file: _Identity | None) -> sqlite3.Connection | None:
        """One to this very file: what was moved away or replaced meanwhile must not be written to unseen."""
        while self._at_rest:
            its_file, connection = self._at_rest.pop()
            if file and its_file == file:
                return connection
            connection.close()
        return None


def _identity(path: Path) -> _Identity | None:
    """Which file has this name, or None where none has."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino


def _close_all(resting: list[_Resting]) -> None:
    while resting:
        resting.pop()[1].close()
