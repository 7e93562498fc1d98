"""The truth: which stamps exist and what was asked of the service, in one SQLite file or in memory.

Several processes may serve one file at once. It obeys no rule of the vendor's and refuses none: vendor.py
decides, this module only keeps, in the transaction it is given.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk_app.domain.ids import StampIdx

FIRST_STAMP_IDX = 1347  # the example in the vendor's "Stamp Creation API"
_REQUESTS_KEPT = 20_000  # of earlier runs, counted at each start; this run's are all kept
_BUSY_S = 10.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS cards (
    card_idx INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, places INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS stamps (
    stamp_idx ANY PRIMARY KEY NOT NULL,      -- an integer or a text, and it keeps its type
    card_idx INTEGER NOT NULL, start_date TEXT NOT NULL, end_date TEXT NOT NULL, visits INTEGER NOT NULL,
    active INTEGER NOT NULL, redeemed INTEGER NOT NULL, reset_pin INTEGER NOT NULL, domain TEXT NOT NULL,
    memo TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL,
    etc1 TEXT NOT NULL, etc2 TEXT NOT NULL, issued_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, call TEXT NOT NULL, method TEXT NOT NULL,
    path TEXT NOT NULL, body TEXT NOT NULL, applied INTEGER NOT NULL, stamp_idx ANY
) STRICT;
CREATE TABLE IF NOT EXISTS next_stamp (stamp_idx INTEGER NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class BornCard:
    """A stamp card that the service knows from the start. ``title`` is the longer text on its page."""

    card_idx: int
    name: str
    title: str
    places: int


@dataclass(frozen=True, slots=True)
class BornStamp:
    """A stamp that is there when the service is born: in a fresh file, once."""

    stamp_idx: StampIdx
    card_idx: int
    start: date
    end: date
    visits: int = 0
    active: bool = True
    redeemed: bool = False
    memo: str = ""
    user_id: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    etc1: str = ""
    etc2: str = ""


@dataclass(frozen=True, slots=True)
class TrueStamp:
    """A stamp as the service holds it. ``domain`` empty: the service's default. ``issued_at`` is ISO, UTC."""

    stamp_idx: StampIdx
    card_idx: int
    start: date
    end: date
    visits: int = 0
    active: bool = True
    redeemed: bool = False
    reset_pin: bool = False
    domain: str = ""
    memo: str = ""
    user_id: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    etc1: str = ""
    etc2: str = ""
    issued_at: str = ""

    @classmethod
    def from_json(cls, data: dict[str, object]) -> TrueStamp:
        """The stamp in a truth that came over HTTP."""
        dates = {name: date.fromisoformat(str(data[name])) for name in ("start", "end")}
        return cls(**{**data, **dates})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request that was read to its end. ``call`` is empty where the path is none; ``applied``: a stamp changed."""

    number: int
    at: str
    call: str
    method: str
    path: str
    body: str
    applied: bool
    stamp_idx: StampIdx | None


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so at one instant: every stamp, and every request in the order of arrival."""

    stamps: tuple[TrueStamp, ...]
    requests: tuple[SeenRequest, ...]

    def stamp(self, stamp_idx: StampIdx) -> TrueStamp | None:
        """The stamp with this id, which is type and all."""
        return next((stamp for stamp in self.stamps if _same(stamp.stamp_idx, stamp_idx)), None)

    def applied(self, call: str = "") -> tuple[SeenRequest, ...]:
        """The requests that changed something; of one call, where it is named."""
        return tuple(seen for seen in self.requests if seen.applied and call in ("", seen.call))

    def to_json(self) -> dict[str, object]:
        """Both lists with dates as ISO texts."""
        stamps = [
            asdict(stamp) | {"start": stamp.start.isoformat(), "end": stamp.end.isoformat()} for stamp in self.stamps
        ]
        return {"stamps": stamps, "requests": [asdict(seen) for seen in self.requests]}

    @classmethod
    def from_json(cls, data: dict[str, list[dict[str, object]]]) -> Truth:
        """The truth that another process told over HTTP."""
        return cls(
            tuple(TrueStamp.from_json(stamp) for stamp in data["stamps"]),
            tuple(SeenRequest(**seen) for seen in data["requests"]),  # type: ignore[arg-type]
        )


class Books:
    """The tables. One connection behind one lock; everything happens inside ``with books.open():``."""

    def __init__(self, database: Path | None) -> None:
        self._lock = threading.RLock()
        self._db = _connect(database)

    def close(self) -> None:
        """Give the file back. Closing twice is no fault."""
        with self._lock:
            self._db.close()

    @contextmanager
    def open(self) -> Iterator[Books]:
        """One transaction, alone among all processes on this file; an exception takes everything back."""
        with self._lock:
            nested = self._db.in_transaction
            if nested:
                yield self
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def bear(self, cards: Sequence[BornCard], stamps: Sequence[BornStamp], issued_at: str) -> None:
        """Write the cards as they are now; on a fresh file also the stamps. Old requests are forgotten."""
        with self.open():
            fresh = self._db.execute("SELECT 1 FROM next_stamp").fetchone() is None
            self._db.executemany("INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?)", [astuple(card) for card in cards])
            self._db.execute(
                "DELETE FROM requests WHERE number <= (SELECT max(number) FROM requests) - ?", (_REQUESTS_KEPT,)
            )
            if not fresh:
                return
            for born in stamps:
                self.put(_issued(born, issued_at))
            numbers = [born.stamp_idx for born in stamps if isinstance(born.stamp_idx, int)]
            self._db.execute("INSERT INTO next_stamp VALUES (?)", (max([FIRST_STAMP_IDX - 1, *numbers]) + 1,))

    def next_number(self) -> int:
        """A Stamp IDX that was never used, not even by a stamp that is deleted by now."""
        with self.open():
            self._db.execute("UPDATE next_stamp SET stamp_idx = stamp_idx + 1")
            (number,) = self._db.execute("SELECT stamp_idx - 1 FROM next_stamp").fetchone()
            return int(number)

    def card(self, card_idx: int) -> BornCard | None:
        """The stamp card with this Card IDX."""
        with self.open():
            row = self._db.execute("SELECT * FROM cards WHERE card_idx = ?", (card_idx,)).fetchone()
            return BornCard(*row) if row else None

    def stamp(self, stamp_idx: StampIdx) -> TrueStamp | None:
        """The stamp with this id; 1347 does not find "1347"."""
        with self.open():
            row = self._db.execute("SELECT * FROM stamps WHERE stamp_idx = ?", (stamp_idx,)).fetchone()
            return _stamp(row) if row else None

    def put(self, stamp: TrueStamp) -> None:
        """Keep a stamp, new or changed."""
        with self.open():
            names = [field.name for field in fields(TrueStamp)]
            values = {name: getattr(stamp, name) for name in names}
            values |= {"start": stamp.start.isoformat(), "end": stamp.end.isoformat()}
            marks = ", ".join(f":{name}" for name in names)
            self._db.execute(f"INSERT OR REPLACE INTO stamps VALUES ({marks})", values)  # noqa: S608 - our own names

    def delete(self, stamp_idx: StampIdx) -> None:
        """Forget a stamp."""
        with self.open():
            self._db.execute("DELETE FROM stamps WHERE stamp_idx = ?", (stamp_idx,))

    def note(self, at: str, call: str, method: str, path: str, body: str) -> int:
        """Write down a request that came in; the answer is its number."""
        with self.open():
            row = self._db.execute(
                "INSERT INTO requests (at, call, method, path, body, applied) VALUES (?, ?, ?, ?, ?, 0)"
                " RETURNING number",
                (at, call, method, path, body),
            ).fetchone()
            return int(row[0])

    def note_applied(self, number: int, stamp_idx: StampIdx) -> None:
        """Write down, in the transaction of the change itself, that the request was applied."""
        with self.open():
            self._db.execute("UPDATE requests SET applied = 1, stamp_idx = ? WHERE number = ?", (stamp_idx, number))

    def truth(self) -> Truth:
        """Everything as it is now."""
        with self.open():
            stamps = self._db.execute("SELECT * FROM stamps ORDER BY issued_at, stamp_idx").fetchall()
            seen = self._db.execute(
                "SELECT number, at, call, method, path, body, applied, stamp_idx FROM requests ORDER BY number"
            ).fetchall()
        requests = tuple(_seen(row) for row in seen)
        return Truth(tuple(_stamp(row) for row in stamps), requests)


def utc_text(moment: datetime) -> str:
    """An aware instant as it is kept in the tables."""
    return moment.isoformat(timespec="milliseconds")


def _connect(database: Path | None) -> sqlite3.Connection:
    if database is not None:
        # Made first, so that nobody else on this computer can read what people practise with.
        os.close(os.open(database, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(
        database or ":memory:", timeout=_BUSY_S, isolation_level=None, check_same_thread=False, cached_statements=32
    )
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _stamp(row: tuple[object, ...]) -> TrueStamp:
    kept = dict(zip((field.name for field in fields(TrueStamp)), row, strict=True))
    flags = {name: bool(kept[name]) for name in ("active", "redeemed", "reset_pin")}
    return TrueStamp.from_json(kept | flags)


def _seen(row: tuple[Any, ...]) -> SeenRequest:
    number, at, call, method, path, body, applied, stamp_idx = row
    return SeenRequest(number, at, call, method, path, body, bool(applied), stamp_idx)


def _issued(born: BornStamp, issued_at: str) -> TrueStamp:
    return TrueStamp(**asdict(born), reset_pin=False, domain="", issued_at=issued_at)


def _same(one: StampIdx, other: StampIdx) -> bool:
    return type(one) is type(other) and one == other
