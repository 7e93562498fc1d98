"""The look-up's index: a table of what searches may begin with, and its crowds, kept in step with the directory.

Its rows are written in the transaction that changes the customer; finding anybody by them is not done here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kiosk_app.domain.finding import index_keys
from kiosk_app.store.look_up_crowds import Crowds

FORM = 3  # of the keys and the text they are made of; another number has every index made anew

Keys = frozenset[str]
"""What a search for one customer may begin with, by ``domain.finding.index_keys``."""

KeyRow = tuple[str, int]
"""A row of the index: key, number."""

_TURNS = 100  # so often it is asked, while keys come to be common, whether some are by now


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index stands. ``build`` is that of whoever made it last, or makes it now. ``common_from``: what begins
    more keys is common.
    """

    form: int
    state: str
    build: int
    customers: int
    common_from: int

    @property
    def is_ready(self) -> bool:
        return self.form == FORM and self.state == "ready"

    @property
    def is_filling(self) -> bool:
        return self.form == FORM and self.state == "filling"


class LookUpIndex:
    """On one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._crowds = Crowds(connection)

    @cached_property
    def state(self) -> IndexState:
        row = self._db.execute("SELECT form, state, build, customers, common_from FROM look_up_state").fetchone()
        return IndexState(*row)

    def added(self, number: int, keys: Keys) -> None:
        """``number``: the customer's rowid."""
        if self._takes(number, ""):
            self.put([(number, keys)])
            self._count(1)

    def added_many(self, customers: Sequence[tuple[int, Keys]]) -> None:
        """Many at once, in the order of their keys: that writes each page of the index once."""
        if self.state.is_ready:
            self.put(customers)
            self._count(len(customers))
        else:
            for number, _keys in customers:
                self._takes(number, "")

    def changed(self, number: int, before: str, keys: Keys) -> None:
        """``before``: what the customer was found by until now."""
        if self._takes(number, before):
            self.drop(number, before)
            self.put([(number, keys)])

    def erased(self, number: int, before: str) -> None:
        """Nothing of them stays in the index."""
        if self._takes(number, before):
            self.drop(number, before)
            self._count(-1)

    def distrust(self) -> None:
        """Have it made anew. Until then everybody's text is read."""
        self._db.execute("UPDATE look_up_state SET state = 'stale' WHERE state = 'ready'")

    def _takes(self, number: int, before: str) -> bool:
        """Whether keys are to be written. While the index is filled it is noted who is to be seen to at the end."""
        if self.state.is_filling:
            self._db.execute("INSERT INTO look_up_changed VALUES (?, ?)", (number, before))
        return self.state.is_ready

    def put(self, customers: Sequence[tuple[int, Keys]]) -> None:
        """Whatever state it is in."""
        rows = sorted(row for number, keys in customers for row in key_rows(number, keys))
        self._db.executemany("INSERT OR REPLACE INTO look_up VALUES (?, ?)", rows)
        self._crowds.join(customers)
        every = max(1, self.state.common_from // _TURNS)
        self._crowds.gather_for({key for number, keys in customers if number % every == 0 for key in keys})

    def drop(self, number: int, before: str) -> None:
        """Whatever state it is in."""
        keys = index_keys(before)
        self._db.executemany("DELETE FROM look_up WHERE key = ? AND number = ?", [(key, number) for key in keys])
        self._crowds.leave(number, keys)

    def _count(self, more: int) -> None:
        self._db.execute("UPDATE look_up_state SET customers = customers + ?", (more,))


def key_rows(number: int, keys: Keys) -> list[KeyRow]:
    """One customer's rows of the index."""
    return [(key, number) for key in keys]
