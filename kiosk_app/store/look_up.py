"""The look-up: finds customers by what somebody typed, best first, and keeps its keys in step with the directory.

Its index is a table of beginnings. While that is being made, everybody's text is read instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.finding import (
    ANY_SKETCH,
    MAX_KEY,
    RUN,
    WHOLE_NAME,
    Term,
    asked,
    index_keys,
    near_term,
    sketch_of,
)
from kiosk_app.domain.found import Found
from kiosk_app.domain.text import fold
from kiosk_app.store.columns import customer_of
from kiosk_app.store.near_keys import near_keys

FORM = 1  # of the keys and the text they are made of; another number has every index made anew
COUNTED = 1_000  # further customers are not counted
_WARM = 2_000  # so many of those who come most are looked through where a search finds more than are counted
_WEIGHED = 2_000  # keys that are counted to tell which term is the rarest
_EXACT = 200
_END = "\U0010ffff"  # after whatever a key goes on with

_RANGE = "SELECT number, sketch FROM look_up WHERE key >= ? AND key < ?"


class LookUpDamaged(Exception):
    """The index holds what is not so, or cannot be read."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index stands. ``build`` is that of whoever made it last, or makes it now."""

    form: int
    state: str
    build: int
    customers: int

    @property
    def is_ready(self) -> bool:
        return self.form == FORM and self.state == "ready"

    @property
    def is_filling(self) -> bool:
        return self.form == FORM and self.state == "filling"


class LookUp:
    """On one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # Finding

    def find(self, text: str, limit: int) -> Found:
        """Who has all that was typed; where nobody has, who nearly has. Raises LookUpDamaged."""
        terms = asked(text)
        if not terms:
            return Found((), 0)
        if not self.state.is_ready:
            return self.scan(text, limit)
        try:
            return self._found(terms, text, limit) or self._nearly(terms, limit) or Found((), 0)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            raise LookUpDamaged(str(error)) from error

    def scan(self, text: str, limit: int) -> Found:
        """The same without the index, and without those who nearly have it: everybody's text is read."""
        terms = asked(text)
        if not terms:
            return Found((), 0)
        where, parts = _has_parts(terms)
        rows = self._db.execute(
            f"SELECT rowid AS number, found_by FROM customer AS c WHERE {where} ORDER BY warmth DESC, rowid",  # noqa: S608
            parts,
        )
        most = max(COUNTED, limit)
        numbers = _matching(rows, terms, most + 1)
        return self._answer(terms, numbers[:limit], len(numbers), most)

    def named(self, name: str, limit: int) -> tuple[Customer, ...]:
        """Who has this name, case and accents aside."""
        folded = fold(name)
        if not folded:
            return ()
        if self.state.is_ready:
            rows = self._db.execute(
                "SELECT c.* FROM look_up CROSS JOIN customer AS c ON c.rowid = number WHERE key = ?",
                (WHOLE_NAME + folded[:MAX_KEY],),
            )
        else:
            rows = self._db.execute("SELECT * FROM customer WHERE instr(found_by, ?) = 1", (folded,))
        customers: list[Customer] = []
        for row in rows:
            if len(customers) < limit and fold(row["name"]) == folded:
                customers.append(customer_of(row))
        return tuple(customers)

    @cached_property
    def state(self) -> IndexState:
        row = self._db.execute("SELECT form, state, build, customers FROM look_up_state").fetchone()
        return IndexState(*row)

    def _found(self, terms: Sequence[Term], text: str, limit: int) -> Found | None:
        most = max(COUNTED, limit)
        numbers = self._candidates(terms, most + 1)
        if not numbers:
            return None
        exact = self._exact(terms, text, limit)
        rest = (*self._warm(terms, limit), *numbers) if len(numbers) > most else self._by_warmth(numbers)
        best = [*dict.fromkeys((*exact, *rest))][:limit]
        return self._answer(terms, best, len(numbers), most)

    def _nearly(self, terms: Sequence[Term], limit: int) -> Found | None:
        """One letter of one of the terms is taken to be wrong."""
        for at, term in enumerate(terms):
            near = near_keys(self._db, term)
            if not near:
                continue
            nearly = [*terms[:at], near_term(near), *terms[at + 1 :]]
            if found := self._found(nearly, "", limit):
                return replace(found, is_near=True)
        return None

    def _answer(self, terms: Sequence[Term], numbers: Sequence[int], total: int, most: int) -> Found:
        """These customers, once more held against what was asked: an index may be wrong."""
        rows = {row["number"]: row for row in self._rows(numbers)}
        for number in numbers:
            if number not in rows or not _matches(terms, rows[number]["found_by"]):
                raise LookUpDamaged(f"the keys of {number} are not those of that customer")
        customers = tuple(customer_of(rows[number]) for number in numbers)
        return Found(customers, min(total, most), total > most, terms=tuple(terms))

    def _candidates(self, terms: Sequence[Term], most: int) -> list[int]:
        """So many at most who have all the terms, in the order of the keys of the rarest."""
        rarest = terms[0] if len(terms) == 1 else min(terms, key=self._weight)
        ranges, ends = _ranges(rarest)
        if len(terms) == 1 and not rarest.is_cut:
            rows = self._db.execute(f"SELECT DISTINCT number FROM ({ranges}) LIMIT ?", (*ends, most))  # noqa: S608
            return [row[0] for row in rows]
        where, parts = _has_parts(terms)
        sketch = _sketch(terms)
        rows = self._db.execute(
            f"SELECT c.rowid AS number, c.found_by FROM ({ranges}) AS k CROSS JOIN customer AS c ON c.rowid = k.number"  # noqa: S608
            f" WHERE k.sketch & ? = ? AND c.sketch & ? = ? AND {where}",
            (*ends, *[sketch] * 4, *parts),
        )
        return _matching(rows, terms, most)

    def _weight(self, term: Term) -> tuple[int, int]:
        ranges, ends = _ranges(term)
        query = f"SELECT count(*) FROM (SELECT 1 FROM ({ranges}) LIMIT ?)"  # noqa: S608
        return self._db.execute(query, (*ends, _WEIGHED)).fetchone()[0], -max(map(len, term.beginnings))

    def _exact(self, terms: Sequence[Term], text: str, limit: int) -> list[int]:
        """Whose whole name it is; then whose whole word or number, unless that is many people's."""
        names = self._having([WHOLE_NAME + fold(text)[:MAX_KEY]], _EXACT)
        words = self._having(terms[0].beginnings, limit + 1) if len(terms) == 1 else []
        return self._that_match([*names, *(words if len(words) <= limit else ())], terms)

    def _having(self, keys: Iterable[str], most: int) -> list[int]:
        """Who has one of these keys, those who come most at the head."""
        query = "SELECT number FROM look_up WHERE key = ? LIMIT ?"
        return self._by_warmth(row[0] for key in keys for row in self._db.execute(query, (key, most)))

    def _warm(self, terms: Sequence[Term], limit: int) -> list[int]:
        """Those of the customers who come most."""
        where, parts = _has_parts(terms)
        sketch = _sketch(terms)
        rows = self._db.execute(
            "SELECT c.rowid AS number, c.found_by"  # noqa: S608
            " FROM (SELECT rowid AS number, sketch FROM customer ORDER BY warmth DESC LIMIT ?) AS w"
            f" CROSS JOIN customer AS c ON c.rowid = w.number WHERE w.sketch & ? = ? AND {where}",
            (_WARM, sketch, sketch, *parts),
        )
        return _matching(rows, terms, limit)

    def _that_match(self, numbers: Sequence[int], terms: Sequence[Term]) -> list[int]:
        matching = {row["number"] for row in self._rows(numbers) if _matches(terms, row["found_by"])}
        return [number for number in numbers if number in matching]

    def _by_warmth(self, numbers: Iterable[int]) -> list[int]:
        query = f"SELECT rowid FROM customer WHERE rowid IN ({_listed(numbers)}) ORDER BY warmth DESC, rowid"  # noqa: S608
        return [row[0] for row in self._db.execute(query)]

    def _rows(self, numbers: Iterable[int]) -> sqlite3.Cursor:
        query = f"SELECT rowid AS number, * FROM customer WHERE rowid IN ({_listed(numbers)})"  # noqa: S608
        return self._db.execute(query)

    # Keeping in step, in the transaction that changes the customer

    def added(self, number: int, found_by: str) -> None:
        """``number``: the customer's rowid."""
        if self._takes(number, ""):
            self._put([(number, found_by)])
            self._count(1)

    def added_many(self, customers: Sequence[tuple[int, str]]) -> None:
        """Many at once, in the order of their keys: that writes each page of the index once."""
        if self.state.is_ready:
            self._put(customers)
            self._count(len(customers))
        else:
            for number, _found_by in customers:
                self._takes(number, "")

    def changed(self, number: int, before: str, found_by: str) -> None:
        """``before``: what the customer was found by until now."""
        if self._takes(number, before):
            self._drop(number, before)
            self._put([(number, found_by)])

    def erased(self, number: int, before: str) -> None:
        """Nothing of them stays in the index."""
        if self._takes(number, before):
            self._drop(number, before)
            self._count(-1)

    def distrust(self) -> None:
        """Have it made anew. Until then everybody's text is read."""
        self._db.execute("UPDATE look_up_state SET state = 'stale' WHERE state = 'ready'")

    def _takes(self, number: int, before: str) -> bool:
        """Whether keys are to be written. While the index is filled it is noted who is to be seen to at the end."""
        if self.state.is_filling:
            self._db.execute("INSERT INTO look_up_changed VALUES (?, ?)", (number, before))
        return self.state.is_ready

    def _put(self, customers: Iterable[tuple[int, str]]) -> None:
        rows = sorted(row for number, found_by in customers for row in key_rows(number, found_by))
        self._db.executemany("INSERT OR REPLACE INTO look_up VALUES (?, ?, ?)", rows)

    def _drop(self, number: int, before: str) -> None:
        keys = [(key, number) for key in index_keys(before)]
        self._db.executemany("DELETE FROM look_up WHERE key = ? AND number = ?", keys)

    def _count(self, more: int) -> None:
        self._db.execute("UPDATE look_up_state SET customers = customers + ?", (more,))


def key_rows(number: int, found_by: str) -> list[tuple[str, int, int]]:
    """One customer's rows of the index. Only words tell by a sketch what else there is: digits are many, and rare."""
    keys = index_keys(found_by)
    sketch = sketch_of(keys)
    return [(key, number, sketch if key[0] > RUN else ANY_SKETCH) for key in keys]


def _ranges(term: Term) -> tuple[str, list[str]]:
    """The keys of a term, as SQL, and its parameters."""
    ends = [end for beginning in term.beginnings for end in (beginning, beginning + _END)]
    return " UNION ALL ".join([_RANGE] * len(term.beginnings)), ends


def _has_parts(terms: Sequence[Term]) -> tuple[str, list[str]]:
    """What the text of whoever is found must hold, as SQL, and its parameters."""
    parts = [term.part for term in terms if term.part]
    return " AND ".join(["instr(c.found_by, ?)"] * len(parts)) or "true", parts


def _sketch(terms: Sequence[Term]) -> int:
    sketch = 0
    for term in terms:
        sketch |= term.sketch
    return sketch


def _matches(terms: Sequence[Term], found_by: str) -> bool:
    return all(term.pattern.search(found_by) for term in terms)


def _matching(rows: Iterator[sqlite3.Row], terms: Sequence[Term], most: int) -> list[int]:
    """Whoever has all the terms, each once, in the order of the rows."""
    numbers: dict[int, None] = {}
    for number, found_by in rows:
        if number not in numbers and _matches(terms, found_by):
            numbers[number] = None
            if len(numbers) == most:
                break
    return [*numbers]


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
