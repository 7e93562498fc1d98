"""The look-up: finds customers by what somebody typed, best first.

What few have is read in a table of beginnings, what many have in their crowd. While these are being made, everybody's
text is read instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import islice
from operator import or_

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.finding import MAX_KEY, WHOLE_NAME, Term, asked, near_term
from kiosk_app.domain.found import Found
from kiosk_app.domain.text import fold
from kiosk_app.store.columns import customer_of
from kiosk_app.store.crowd import Crowd
from kiosk_app.store.look_up_crowds import END, numbers_of
from kiosk_app.store.look_up_index import LookUpIndex
from kiosk_app.store.near_keys import near_keys

COUNTED = 1_000  # further customers are not counted
_WARM = 2_000  # so many of those who come most stand before the others
_FEW = 200  # of so many the texts are read sooner than another term's keys
_AT_ONCE = 500
_EXACT = 200

Numbers = Crowd | dict[int, None]
"""Rowids of customers, each once: of few in the order of their keys."""


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
        return tuple(islice((customer_of(row) for row in rows if fold(row["name"]) == folded), limit))

    def _found(self, terms: Sequence[Term], text: str, limit: int) -> Found | None:
        most = max(COUNTED, limit)
        numbers = self._having_all(terms, most + 1)
        if not numbers:
            return None
        exact, warm = self._exact(terms, numbers, text, limit), self._warm_of(numbers, limit)
        best = [*dict.fromkeys((*exact, *warm, *islice(numbers, limit)))][:limit]
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

    def _having_all(self, terms: Sequence[Term], most: int) -> Numbers:
        """Who has all the terms; where texts have to be read to tell, so many at most."""
        first, *others = sorted(terms, key=self._is_common)
        numbers = self._having(first)
        unsure = [term for term in terms if term.is_cut]
        for term in others:
            if len(numbers) <= _FEW:
                unsure.append(term)
            else:
                numbers = _both(numbers, self._having(term))
        return self._sure(numbers, unsure, most) if unsure else numbers

    def _is_common(self, term: Term) -> bool:
        return any(map(self._crowds.is_common, term.beginnings))

    def _having(self, term: Term) -> Numbers:
        """Who has a key of this term."""
        common = [*filter(self._crowds.is_common, term.beginnings)]
        few = self._with_keys(beginning for beginning in term.beginnings if beginning not in common)
        if not common:
            return few
        return reduce(or_, (Crowd.of(few), *map(self._crowds.crowd, common)))

    def _with_keys(self, beginnings: Iterable[str]) -> dict[int, None]:
        query = "SELECT number FROM look_up WHERE key >= ? AND key < ?"
        return {number: None for one in beginnings for number in numbers_of(self._db, query, (one, one + END))}

    def _sure(self, numbers: Numbers, terms: Sequence[Term], most: int) -> dict[int, None]:
        """So many of these at most who have the terms, by their texts."""
        sure: dict[int, None] = {}
        rest = iter(numbers)
        while len(sure) < most and (some := [*islice(rest, _AT_ONCE)]):
            sure |= dict.fromkeys(self._that_match(some, terms))
        return dict.fromkeys(islice(sure, most))

    def _exact(self, terms: Sequence[Term], numbers: Numbers, text: str, limit: int) -> Iterable[int]:
        """Whose whole name it is; then whose whole word or number, unless that is many people's."""
        names = self._with_any([WHOLE_NAME + fold(text)[:MAX_KEY]], _EXACT)
        words = self._with_any(terms[0].beginnings, limit + 1) if len(terms) == 1 else []
        return filter(numbers.__contains__, [*names, *(words if len(words) <= limit else ())])

    def _with_any(self, keys: Iterable[str], most: int) -> list[int]:
        """Who has one of these keys, those who come most at the head."""
        query = "SELECT number FROM look_up WHERE key = ? LIMIT ?"
        numbers = {row[0]: None for key in keys for row in self._db.execute(query, (key, most))}
        return [*dict.fromkeys((*self._warm_of(numbers, most), *numbers))]

    def _warm_of(self, numbers: Numbers, limit: int) -> Iterable[int]:
        """Those of them who come most, in that order; of few, all."""
        if len(numbers) <= _FEW:
            query = f"SELECT rowid FROM customer WHERE rowid IN ({_listed(numbers)}) ORDER BY warmth DESC, rowid DESC"  # noqa: S608
            return (row[0] for row in self._db.execute(query))
        warm = numbers_of(self._db, "SELECT rowid AS number FROM customer ORDER BY warmth DESC LIMIT ?", (_WARM,))
        return islice(_among(numbers, warm), limit)

    def _that_match(self, numbers: Sequence[int], terms: Sequence[Term]) -> list[int]:
        matching = {row["number"] for row in self._rows(numbers) if _matches(terms, row["found_by"])}
        return [number for number in numbers if number in matching]

    def _rows(self, numbers: Iterable[int]) -> sqlite3.Cursor:
        query = f"SELECT rowid AS number, * FROM customer WHERE rowid IN ({_listed(numbers)})"  # noqa: S608
        return self._db.execute(query)


def _both(these: Numbers, those: Numbers) -> Numbers:
    """Who is among these and those."""
    if isinstance(these, Crowd) and isinstance(those, Crowd):
        return these & those
    return dict.fromkeys(_among(those, these) if isinstance(those, Crowd) else _among(these, those))


def _among(crowd: Numbers, numbers: Iterable[int]) -> Iterable[int]:
    return crowd.among(numbers) if isinstance(crowd, Crowd) else filter(crowd.__contains__, numbers)


def _has_parts(terms: Sequence[Term]) -> tuple[str, list[str]]:
    """What the text of whoever is found must hold, as SQL, and its parameters."""
    parts = [term.part for term in terms if term.part]
    return " AND ".join(["instr(c.found_by, ?)"] * len(parts)) or "true", parts


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
