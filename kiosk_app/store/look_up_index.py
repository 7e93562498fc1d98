"""The look-up's index: a table of what searches may begin with, and its crowds, kept in step with the directory.

Its rows are written in the transaction that changes the customer; finding anybody by them is not done here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
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

    def is_filled_by(self, build: int) -> bool:
        """And by nobody who began later."""
        return self.is_filling and self.build == build


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
        self.changed_many([(number, "", keys) for number, keys in customers])

    def changed(self, number: int, before: str, keys: Keys) -> None:
        """``before``: what the customer was found by until now."""
        if self._takes(number, before):
            self.drop(number, before)
            self.put([(number, keys)])

    def changed_many(self, customers: Sequence[tuple[int, str, Keys]]) -> None:
        """The same of customers who are there, by what they were found by until now; empty: they are new."""
        self.note((number, before) for number, before, _keys in customers)
        if self.state.is_ready:
            for number, before, _keys in customers:
                self.drop(number, before)
            self.put([(number, keys) for number, _before, keys in customers])
            self._count(sum(not before for _number, before, _keys in customers))

    def erased(self, number: int, before: str) -> None:
        """Nothing of them stays in the index."""
        if self._takes(number, before):
            self.drop(number, before)
            self._count(-1)

    def distrust(self) -> None:
        """Have it made anew. Until then everybody's text is read."""
        self._db.execute("UPDATE look_up_state SET state = 'stale' WHERE state = 'ready'")

    def begin_filling(self, changed: Iterable[tuple[int, str]]) -> int:
        """It is whole but for keys that come soon: by which build. ``changed`` are put right at its end: rowids, and
        what they were found by until now.
        """
        self._db.execute("UPDATE look_up_state SET state = 'filling', build = build + 1")
        del self.state
        self.note(changed)
        return self.state.build

    def note(self, customers: Iterable[tuple[int, str]]) -> None:
        """While the index is filled: who is to be seen to at the end, and what they were found by until now."""
        if self.state.is_filling:
            self._db.executemany("INSERT INTO look_up_changed VALUES (?, ?)", customers)

    def _takes(self, number: int, before: str) -> bool:
        """Whether keys are to be written."""
        self.note([(number, before)])
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
