"""The look-up: finds customers by what somebody typed, best first.

Its index is a table of beginnings. While that is being made, everybody's text is read instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.finding import (
    MAX_KEY,
    RUN,
    WHOLE_NAME,
    Term,
    asked,
    near_term,
)
from kiosk_app.domain.found import Found
from kiosk_app.domain.text import fold
from kiosk_app.store.columns import customer_of
from kiosk_app.store.look_up_index import LookUpIndex
from kiosk_app.store.near_keys import near_keys

COUNTED = 1_000  # further customers are not counted
_WARM = 2_000  # so many of those who come most stand before the others
_READ_WARM = 300  # so many of them are read where a search finds too many to hold them against: 2 ms here
_WEIGHED = 10_000  # keys that are counted to tell which term is the rarest
_READING = 20  # keys that are read as soon as one customer's text
_FEW = 200  # so many are sorted sooner than looked for among the warm
_AT_ONCE = 500
_EXACT = 200
_END = "\U0010ffff"  # after whatever a key goes on with

_RANGE = "SELECT number, sketch FROM look_up WHERE key >= ? AND key < ?"


class LookUpDamaged(Exception):
    """The index holds what is not so, or cannot be read."""


class LookUp(LookUpIndex):
    """On one connection."""

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
        rows = self._db.execute(f"SELECT rowid AS number, found_by FROM customer AS c WHERE {where}", parts)  # noqa: S608
        most = max(COUNTED, limit)
        numbers = _matching(rows, terms, most + 1)
        best = [*dict.fromkeys((*self._warm_of(numbers, limit), *numbers))][:limit]
        return self._answer(terms, best, len(numbers), most)

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

    def _found(self, terms: Sequence[Term], text: str, limit: int) -> Found | None:
        most = max(COUNTED, limit)
        numbers = self._candidates(terms, most + 1)
        if not numbers:
            return None
        warm = self._warm_of(numbers, limit) if len(numbers) <= most else self._warm_with(terms, limit)
        best = [*dict.fromkeys((*self._exact(terms, text, limit), *warm, *numbers))][:limit]
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

    def _candidates(self, terms: Sequence[Term], most: int) -> dict[int, None]:
        """So many at most who have all the terms, in the order of the keys of the rarest."""
        weights = [self._weight(term) for term in terms] if len(terms) > 1 else [0]
        rarest = min(range(len(terms)), key=lambda at: (terms[at].is_told_by_sketch, weights[at], -at))
        has_sketches = not any(beginning[0] == RUN for beginning in terms[rarest].beginnings)
        numbers = self._having(terms[rarest], terms)
        unsure = [terms[rarest]] if terms[rarest].is_cut else []
        for at, term in enumerate(terms):
            if at == rarest or (has_sketches and term.is_told_by_sketch):
                continue
            if weights[at] > _WEIGHED or term.is_cut or weights[at] > _READING * weights[rarest]:
                unsure.append(term)
            else:
                numbers = filter(set(self._having(term, terms)).__contains__, numbers)
        return self._sure(numbers, unsure, most) if unsure else _first(numbers, most)

    def _weight(self, term: Term) -> int:
        ranges, ends = _ranges(term)
        query = f"SELECT count(*) FROM (SELECT 1 FROM ({ranges}) LIMIT ?)"  # noqa: S608
        return int(self._db.execute(query, (*ends, _WEIGHED + 1)).fetchone()[0])

    def _having(self, term: Term, terms: Sequence[Term]) -> Iterator[int]:
        """Who has a key of this term, and may have the others by its sketch."""
        ranges, ends = _ranges(term)
        sketch = _sketch(terms)
        query = f"SELECT number FROM ({ranges}) WHERE sketch & ? = ?"  # noqa: S608
        return (row[0] for row in self._db.execute(query, (*ends, sketch, sketch)))

    def _sure(self, numbers: Iterable[int], terms: Sequence[Term], most: int) -> dict[int, None]:
        """So many of these at most who have the terms. That somebody has a whole word the index tells sooner than
        their text."""
        sure: dict[int, None] = {}
        rest = iter(numbers)
        while len(sure) < most and (some := [*islice(rest, _AT_ONCE)]):
            told = [self._with_key(some, term) for term in terms]
            unread = {number for number in some if not all(number in with_key for with_key in told)}
            read = {row["number"] for row in self._rows(unread) if _matches(terms, row["found_by"])}
            sure |= dict.fromkeys(number for number in some if number in read or number not in unread)
        return _first(sure, most)

    def _with_key(self, numbers: Iterable[int], term: Term) -> set[int]:
        if term.is_cut:
            return set()
        listed = _listed(numbers)
        query = f"SELECT number FROM look_up WHERE key = ? AND number IN ({listed})"  # noqa: S608
        return {row[0] for key in term.beginnings for row in self._db.execute(query, (key,))}

    def _exact(self, terms: Sequence[Term], text: str, limit: int) -> list[int]:
        """Whose whole name it is; then whose whole word or number, unless that is many people's."""
        names = self._with_any([WHOLE_NAME + fold(text)[:MAX_KEY]], _EXACT)
        words = self._with_any(terms[0].beginnings, limit + 1) if len(terms) == 1 else []
        return self._that_match([*names, *(words if len(words) <= limit else ())], terms)

    def _with_any(self, keys: Iterable[str], most: int) -> list[int]:
        """Who has one of these keys, those who come most at the head."""
        query = "SELECT number FROM look_up WHERE key = ? LIMIT ?"
        numbers = {row[0]: None for key in keys for row in self._db.execute(query, (key, most))}
        return [*dict.fromkeys((*self._warm_of(numbers, most), *numbers))]

    def _warm_of(self, numbers: Collection[int], limit: int) -> Iterable[int]:
        """Those of them who come most, in that order; of few, all."""
        if len(numbers) <= _FEW:
            query = f"SELECT rowid FROM customer WHERE rowid IN ({_listed(numbers)}) ORDER BY warmth DESC, rowid DESC"  # noqa: S608
            return (row[0] for row in self._db.execute(query))
        warm = self._db.execute("SELECT rowid FROM customer ORDER BY warmth DESC LIMIT ?", (_WARM,))
        return islice((row[0] for row in warm if row[0] in numbers), limit)

    def _warm_with(self, terms: Sequence[Term], limit: int) -> Iterable[int]:
        """Those who come most and have the terms, by their texts."""
        sketch = _sketch(terms)
        rows = self._db.execute(
            "SELECT c.rowid AS number, c.found_by FROM (SELECT number FROM"
            " (SELECT rowid AS number, sketch FROM customer ORDER BY warmth DESC LIMIT ?) WHERE sketch & ? = ? LIMIT ?)"
            " AS w CROSS JOIN customer AS c ON c.rowid = w.number",
            (_WARM, sketch, sketch, _READ_WARM),
        )
        return _matching(rows, terms, limit)

    def _that_match(self, numbers: Sequence[int], terms: Sequence[Term]) -> list[int]:
        matching = {row["number"] for row in self._rows(numbers) if _matches(terms, row["found_by"])}
        return [number for number in numbers if number in matching]

    def _rows(self, numbers: Iterable[int]) -> sqlite3.Cursor:
        query = f"SELECT rowid AS number, * FROM customer WHERE rowid IN ({_listed(numbers)})"  # noqa: S608
        return self._db.execute(query)


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


def _first(numbers: Iterable[int], most: int) -> dict[int, None]:
    """So many at most, each once."""
    first: dict[int, None] = {}
    for number in numbers:
        first[number] = None
        if len(first) == most:
            break
    return first


def _matches(terms: Sequence[Term], found_by: str) -> bool:
    return all(term.is_in(found_by) for term in terms)


def _matching(rows: Iterator[sqlite3.Row], terms: Sequence[Term], most: int) -> dict[int, None]:
    """Whoever has all the terms, each once, in the order of the rows."""
    numbers: dict[int, None] = {}
    for number, found_by in rows:
        if number not in numbers and _matches(terms, found_by):
            numbers[number] = None
            if len(numbers) == most:
                break
    return numbers


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
