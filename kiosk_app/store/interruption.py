"""Ends a query that runs on another thread, and never the next one on the same connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class GivenUp(Exception):
    """The query was ended before it had an answer: nobody waits for one any more."""


class Interruptible:
    """One query at a time, of whichever thread began last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def runs_on(self, connection: sqlite3.Connection) -> Iterator[None]:
        with self._lock:
            self._connection = connection
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise GivenUp from error
        finally:
            with self._lock:
                self._connection = None

    def interrupt(self) -> None:
        """Of a connection that is no longer in use, nothing is ended."""
        with self._lock:
            if self._connection is not None:
                self._connection.interrupt()
