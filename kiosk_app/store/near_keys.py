"""What is in the look-up's index and differs in one letter from what was typed: wrong, missing, extra or swapped.

It walks the index letter by letter, so that only letters that are there are tried.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from kiosk_app.domain.finding import RUN, Term, is_unspaced
from kiosk_app.store.look_up_crowds import END

_LEAST_LETTERS = 4  # of fewer, one letter makes too many other words
_LEAST_SYLLABLES = 3  # each of them is several letters
_LEAST_DIGITS = 7
_MOST = 60


def near_keys(connection: sqlite3.Connection, term: Term) -> list[str]:
    """Beginnings of keys. None for what is too short to be mistyped."""
    if term.is_cut:
        return []
    found = (key for typed in term.beginnings for key in _near(connection, typed))
    return [*dict.fromkeys(islice(found, _MOST))]


def _near(connection: sqlite3.Connection, typed: str) -> Iterator[str]:
    first = int(typed[0] == RUN)
    is_number = typed[first:].isdecimal()
    least = _LEAST_DIGITS if is_number else _LEAST_SYLLABLES if is_unspaced(typed) else _LEAST_LETTERS
    if len(typed) - first < least:
        return
    tried = set[str]()
    for key in _spelt(connection, typed, first):
        if key not in tried:
            tried.add(key)
            if _begins_one(connection, key):
                yield key


def _spelt(connection: sqlite3.Connection, typed: str, first: int) -> Iterator[str]:
    """What may have been meant: the likely slips before the others."""
    size = len(typed)
    for at in range(first, size - 1):
        if typed[at] != typed[at + 1]:
            yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
    for at in range(first, size - 1):
        yield typed[:at] + typed[at + 1 :]
    for at in reversed(range(first, size)):
        for char in _next_letters(connection, typed[:at]):
            if char != typed[at]:
                yield typed[:at] + char + typed[at + 1 :]
            yield typed[:at] + char + typed[at:]


def _next_letters(connection: sqlite3.Connection, beginning: str) -> Iterator[str]:
    """The letters with which keys go on after this."""
    at, size = beginning, len(beginning)
    while row := connection.execute("SELECT key FROM look_up WHERE key > ? LIMIT 1", (at,)).fetchone():
        key = str(row[0])
        if not key.startswith(beginning):
            return
        if key[size] > RUN:
            yield key[size]
        at = key[: size + 1] + END


def _begins_one(connection: sqlite3.Connection, beginning: str) -> bool:
    query = "SELECT 1 FROM look_up WHERE key >= ? AND key < ? LIMIT 1"
    return connection.execute(query, (beginning, beginning + END)).fetchone() is not None
