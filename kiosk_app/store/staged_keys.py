"""The keys of very many new customers: made and sorted in tables of a connection's own before the customers are taken
over, then published to the look-up's index in short transactions, in their order.

Meanwhile the index counts as being filled: a search reads everybody. Where this ends too soon it is made anew.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable

from kiosk_app.store.look_up_build import finish
from kiosk_app.store.look_up_crowds import END, Crowds, numbers_of
from kiosk_app.store.look_up_index import Keys, LookUpIndex, key_rows

_PUBLISHED = 20_000  # keys in one transaction


class StagedKeys:
    """On a connection that is in no transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        for table in ("staged_key", "sorted_key"):
            connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
        connection.execute("CREATE TEMP TABLE staged_key (key TEXT, number INTEGER)")

    def stage(self, customers: Iterable[tuple[int, Keys]]) -> None:
        """Some more, by the rowids that they will have."""
        self._db.executemany(
            "INSERT INTO temp.staged_key VALUES (?, ?)",
            [row for number, keys in customers for row in key_rows(number, keys)],
        )

    def sort(self) -> None:
        """All are staged."""
        self._db.execute("CREATE TEMP TABLE sorted_key AS SELECT * FROM temp.staged_key ORDER BY key, number")
        self._db.execute("DROP TABLE temp.staged_key")

    def publish(self, build: int, tell: Callable[[float], None]) -> None:
        """``build``: the index is filled by it, else this is left to whoever makes all of it anew. ``tell``: how
        much of it is done.
        """
        last = int(self._db.execute("SELECT ifnull(max(rowid), 0) FROM temp.sorted_key").fetchone()[0])
        for first in range(1, last + 1, _PUBLISHED):
            if not self._alone(self._publish_some, first, build):
                return
            tell(first / last)
        self._join_crowds(range(1, last + 1), build)
        while not self._alone(finish, build):
            continue

    def _publish_some(self, connection: sqlite3.Connection, first: int, build: int) -> bool:
        if not LookUpIndex(connection).state.is_filled_by(build):
            return False
        connection.execute(
            "INSERT OR REPLACE INTO main.look_up SELECT key, number FROM temp.sorted_key"
            " WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
            (first, first + _PUBLISHED - 1),
        )
        return True

    def _join_crowds(self, rows: range, build: int) -> None:
        """They come to the crowds that are there, and what has become common by them has one, too."""
        for beginning in Crowds(self._db).beginnings():
            first, end = (bisect_left(rows, at, key=self._key) for at in (beginning, beginning + END))
            numbers = self._numbers(rows[first:end])
            if numbers and not self._alone(self._crowd_gets, build, Crowds.take_in, beginning, numbers):
                return
        beginning = ""
        while following := Crowds(self._db).next_to_gather(beginning):
            beginning = following
            crowd = Crowds(self._db).gathered(beginning)  # nobody changes keys meanwhile
            if not self._alone(self._crowd_gets, build, Crowds.keep, beginning, crowd):
                return

    def _key(self, row: int) -> str:
        return str(self._db.execute("SELECT key FROM temp.sorted_key WHERE rowid = ?", (row,)).fetchone()[0])

    def _numbers(self, rows: range) -> list[int]:
        query = "SELECT number FROM temp.sorted_key WHERE rowid >= ? AND rowid < ?"
        return [*numbers_of(self._db, query, (rows.start, rows.stop))]

    def _crowd_gets(self, connection: sqlite3.Connection, build: int, work: Callable[..., None], *told: object) -> bool:
        if not LookUpIndex(connection).state.is_filled_by(build):
            return False
        work(Crowds(connection), *told)
        return True

    def _alone(self, work: Callable[..., bool], *told: object) -> bool:
        self._db.execute("BEGIN IMMEDIATE")
        done = work(self._db, *told)
        self._db.execute("COMMIT")
        return done
