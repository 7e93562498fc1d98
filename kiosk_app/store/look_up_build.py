"""Makes the look-up's index anew from the customers, beside everybody's work.

The keys are staged and sorted in a file of their own, which SQLite keeps to itself and removes; then they are
published in short transactions, in their order, so that each page is written once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from kiosk_app.domain.customer import ERASED, found_by
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.finding import index_keys
from kiosk_app.store.columns import customer_of
from kiosk_app.store.crowd import Crowd
from kiosk_app.store.database import Database
from kiosk_app.store.look_up_crowds import Crowds
from kiosk_app.store.look_up_index import FORM, KeyRow, Keys, LookUpIndex, key_rows
from kiosk_app.store.look_up_mending import cut_out_index

_READ = 500  # customers in one transaction: some 20 ms here
_PUBLISHED = 20_000  # keys in one
_PUT_RIGHT = 500  # customers in one who changed meanwhile

Tell = Callable[[int, int], None]
"""Told how many customers of how many are staged, which is the longest part."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What a customer is found by, made anew of their row."""

    row: sqlite3.Row
    text: str
    keys: Keys

    @classmethod
    def of(cls, row: sqlite3.Row) -> _Made:
        text = found_by(customer_of(row).details, row["phone_key"])
        return cls(row, text, index_keys(text))

    @property
    def is_kept(self) -> bool:
        """The row holds just that."""
        return bool(self.row["found_by"] == self.text and self.row["warmth"] > 0)


class IndexBuild:
    """Raises StoreTrouble. Where another builder begins, this one ends and leaves the rest to it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_needed(self) -> bool:
        """Whether the index is unfinished, of another form, or knows of more or fewer customers than there are."""
        with self._database.reading() as connection:
            state = LookUpIndex(connection).state
            return not state.is_ready or state.customers != _customers(connection)

    def run(self, tell: Tell = lambda _done, _all: None) -> int:
        """How many customers are in it now."""
        build, customers = self._begin()
        with closing(sqlite3.connect("", isolation_level=None)) as staged:
            staged.execute("CREATE TABLE staged (key TEXT NOT NULL, number INTEGER NOT NULL)")
            staged.execute("BEGIN")
            done = 0
            for rows in self._in_turn():
                staged.executemany("INSERT INTO staged VALUES (?, ?)", [key for row in rows for key in row])
                done += len(rows)
                tell(done, customers)
            published = staged.execute("SELECT key, number FROM staged ORDER BY key, number")
            more = True
            while more and (some := published.fetchmany(_PUBLISHED)):
                more = self._publish(build, some)
        self._gather(build)
        return self._finish(build)

    def _begin(self) -> tuple[int, int]:
        try:
            return self._begin_empty()
        except StoreTrouble as trouble:
            if trouble.reason is not DiskReason.DAMAGED:
                raise
            cut_out_index(self._database)
            return self._begin_empty()

    def _begin_empty(self) -> tuple[int, int]:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM look_up")
            connection.execute("DELETE FROM look_up_crowd")
            connection.execute("DELETE FROM look_up_changed")
            connection.execute(
                "UPDATE look_up_state SET form = ?, state = 'filling', build = build + 1, customers = 0", (FORM,)
            )
            return LookUpIndex(connection).state.build, _customers(connection)

    def _in_turn(self) -> Iterator[list[list[KeyRow]]]:
        """The keys of all customers, some at a time; what each is found by is brought up to date on the way."""
        last = 0
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    "SELECT rowid AS number, *, CAST(strftime('%s', used_at) AS INTEGER) AS used_at_s FROM customer"
                    " WHERE rowid > ? AND id <> ? ORDER BY rowid LIMIT ?",
                    (last, ERASED, _READ),
                ).fetchall()
            if not rows:
                return
            made = [_Made.of(row) for row in rows]
            self._bring_up_to_date([one for one in made if not one.is_kept])
            yield [key_rows(one.row["number"], one.keys) for one in made]
            last = rows[-1]["number"]

    def _bring_up_to_date(self, stale: list[_Made]) -> None:
        """Where nobody changed the customer since they were read: then those are seen to at the end."""
        if not stale:
            return
        rows = [{**dict(one.row), "text": one.text, "warm": one.row["warmth"] or one.row["used_at_s"]} for one in stale]
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE customer SET found_by = :text, warmth = max(warmth, :warm)"
                " WHERE rowid = :number AND found_by = :found_by",
                rows,
            )

    def _publish(self, build: int, rows: list[KeyRow]) -> bool:
        with self._database.writing() as connection:
            if not LookUpIndex(connection).state.is_filled_by(build):
                return False
            connection.executemany("INSERT OR REPLACE INTO look_up VALUES (?, ?)", rows)
        return True

    def _gather(self, build: int) -> None:
        """The crowds, each in a transaction. Nobody changes keys meanwhile: the largest of a million customers is
        read in 0.8 s here, and nobody has to wait for that.
        """
        beginning = ""
        while gathered := self._next_gathered(beginning):
            beginning, crowd = gathered
            with self._database.writing() as connection:
                if not LookUpIndex(connection).state.is_filled_by(build):
                    return
                Crowds(connection).keep(beginning, crowd)

    def _next_gathered(self, after: str) -> tuple[str, Crowd] | None:
        with self._database.reading() as connection:
            crowds = Crowds(connection)
            beginning = crowds.next_to_gather(after)
            return (beginning, crowds.gathered(beginning)) if beginning else None

    def _finish(self, build: int) -> int:
        while True:
            with self._database.writing() as connection:
                is_over, customers = finish(connection, build), _customers(connection)
            if is_over:
                return customers


def finish(connection: sqlite3.Connection, build: int) -> bool:
    """In one transaction: some of those who changed meanwhile are put right; once nobody is left, the index serves.

    True: this is over, if only because another builder began.
    """
    if not LookUpIndex(connection).state.is_filled_by(build):
        return True
    changed = connection.execute(
        "SELECT rowid AS note, number, found_by FROM look_up_changed ORDER BY rowid LIMIT ?", (_PUT_RIGHT,)
    ).fetchall()
    for note, number, before in changed:
        _put_right(connection, number, before)
        connection.execute("DELETE FROM look_up_changed WHERE rowid = ?", (note,))
    if not changed:
        connection.execute("UPDATE look_up_state SET state = 'ready', customers = ?", (_customers(connection),))
    return not changed


def _put_right(connection: sqlite3.Connection, number: int, before: str) -> None:
    index = LookUpIndex(connection)
    index.drop(number, before)
    row = connection.execute("SELECT found_by FROM customer WHERE rowid = ?", (number,)).fetchone()
    if row:
        index.put([(number, index_keys(row["found_by"]))])


def _customers(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM customer WHERE id <> ?", (ERASED,)).fetchone()[0])
