"""The look-up's crowds: who has what very many customers are found by, kept in step with the keys.

A beginning of more keys than are quickly read is common: a search then asks for its crowd. Whatever begins one that is
common is common too, so that a key's common beginnings are told from the shortest on.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import or_, sub

from kiosk_app.domain.finding import MIN_DIGITS, RUN, WHOLE_NAME
from kiosk_app.store.crowd import Crowd

END = "\U0010ffff"  # after whatever a key goes on with


class Crowds:
    """In one unit of work on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._told: dict[str, bool] = {}

    def is_common(self, beginning: str) -> bool:
        if beginning not in self._told:
            query = "SELECT 1 FROM look_up_crowd WHERE beginning = ? LIMIT 1"
            self._told[beginning] = self._db.execute(query, (beginning,)).fetchone() is not None
        return self._told[beginning]

    def crowd(self, beginning: str) -> Crowd:
        """Who has a key of this beginning, which is common."""
        query = "SELECT block, members FROM look_up_crowd WHERE beginning = ?"
        return Crowd.kept(self._db.execute(query, (beginning,)))

    def beginnings(self) -> tuple[str, ...]:
        """What is common, and has a crowd."""
        return tuple(row[0] for row in self._db.execute("SELECT DISTINCT beginning FROM look_up_crowd"))

    # Keeping in step

    def join(self, customers: Iterable[tuple[int, Iterable[str]]]) -> None:
        """These numbers have these keys now."""
        joining: dict[str, list[int]] = defaultdict(list)
        for number, keys in customers:
            for beginning in self._common_of(keys):
                joining[beginning].append(number)
        for beginning, numbers in joining.items():
            self.take_in(beginning, numbers)

    def take_in(self, beginning: str, numbers: Sequence[int]) -> None:
        """These have a key of this beginning now, which is common."""
        self._change(beginning, or_, Crowd.of(numbers) if len(numbers) > 1 else Crowd.of_one(numbers[0]))

    def leave(self, number: int, keys: Iterable[str]) -> None:
        """This one has none of these keys any more."""
        for beginning in self._common_of(keys):
            self._change(beginning, sub, Crowd.of_one(number))

    def _common_of(self, keys: Iterable[str]) -> set[str]:
        common = set[str]()
        for key in keys:
            for beginning in _beginnings(key):
                if beginning not in common and not self.is_common(beginning):
                    break
                common.add(beginning)
        return common

    def _change(self, beginning: str, change: Callable[[Crowd, Crowd], Crowd], by: Crowd) -> None:
        query = "SELECT block, members FROM look_up_crowd WHERE beginning = ? AND block = ?"
        blocks = [self._db.execute(query, (beginning, block)).fetchone() or (block, b"") for block in by.blocks]
        self.keep(beginning, change(Crowd.kept(blocks), by))

    # What becomes common

    def gather_for(self, keys: Iterable[str]) -> None:
        """Have a crowd of whatever begins these keys and has become common."""
        for key in keys:
            for beginning in _beginnings(key):
                if not self.is_common(beginning):
                    if not self._has_become_common(beginning):
                        break
                    self.gather(beginning)

    def next_to_gather(self, after: str) -> str | None:
        """Behind this one, the first beginning that is common and has no crowd yet."""
        at = after
        while row := self._db.execute("SELECT key FROM look_up WHERE key > ? LIMIT 1", (at,)).fetchone():
            key = str(row[0])
            beginning = next((one for one in _beginnings(key) if not self.is_common(one)), None)
            if beginning is None:
                at = key
            elif self._has_become_common(beginning):
                return beginning
            else:
                at = beginning + END
        return None

    def gather(self, beginning: str) -> None:
        """Have a crowd of it."""
        self.keep(beginning, self.gathered(beginning))
        self._told[beginning] = True

    def gathered(self, beginning: str) -> Crowd:
        """Its crowd, by the keys."""
        query = "SELECT number FROM look_up WHERE key >= ? AND key < ?"
        return Crowd.of(numbers_of(self._db, query, (beginning, beginning + END)))

    def keep(self, beginning: str, crowd: Crowd) -> None:
        """Where these blocks of it are kept already, instead of them."""
        self._db.executemany(
            "INSERT INTO look_up_crowd VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET members = excluded.members",
            ((beginning, block, members) for block, members in crowd.to_keep()),
        )

    def _has_become_common(self, beginning: str) -> bool:
        query = (
            "SELECT 1 FROM look_up WHERE key >= ? AND key < ? LIMIT 1 OFFSET (SELECT common_from FROM look_up_state)"
        )
        return self._db.execute(query, (beginning, beginning + END)).fetchone() is not None


def numbers_of(connection: sqlite3.Connection, query: str, parameters: Sequence[str | int]) -> Iterable[int]:
    """What a query for numbers finds, told in one row: to step through thousands takes twice as long here."""
    (told,) = connection.execute(f"SELECT group_concat(number) FROM ({query})", parameters).fetchone()  # noqa: S608
    return map(int, told.split(",")) if told else ()


def _beginnings(key: str) -> Iterator[str]:
    """What a search for it may ask for, the shortest first. Whole names are only asked for whole."""
    if key[0] != WHOLE_NAME:
        shortest = 1 + MIN_DIGITS if key[0] == RUN else 1
        yield from (key[:size] for size in range(shortest, len(key) + 1))
