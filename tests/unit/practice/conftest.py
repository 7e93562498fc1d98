"""A vendor with its books in memory, asked without a socket."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from kiosk_app.practice.contract import METHODS, Call, Request
from kiosk_app.practice.truth import Books, BornCard, BornStamp, TrueStamp
from kiosk_app.practice.vendor import Answer, Habits, Vendor

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30, 5, tzinfo=UTC)
KEY = "unit-test-key"
CARDS = (BornCard(123, "Coffee card", "Ten visits, then a free coffee", 10), BornCard(131, "Bakery card", "", 6))
FULL = BornStamp(7, 123, date(2026, 1, 1), date(2027, 1, 1), visits=10, name="Brown Smith")
DATES = {"strtYmd": "2026-11-21", "endYmd": "2027-11-21"}
NEW = {"cardIdx": 123, **DATES}


@dataclass
class Account:
    """Asks a vendor; ``today`` may be moved."""

    books: Books
    habits: Habits = Habits()
    today: date = TODAY
    headers: dict[str, str] = field(
        default_factory=lambda: {
            "authorization": f"APIKey {KEY}",
            "content-type": "application/json",
            "user-agent": "StampKiosk/0.1",
        }
    )

    def ask(
        self,
        call: Call,
        body: object = None,
        query: str = "",
        headers: Mapping[str, str] | None = None,
        method: str = "",
    ) -> Answer:
        """One request, in the given headers over the usual ones."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        path = f"/api/stamp/v1/{call.value}"
        request = Request(method or METHODS[call], path, query, {**self.headers, **(headers or {})}, data)
        number = self.books.note("", call.value, request.method, path, "")
        vendor = Vendor(self.books, KEY, self.habits, lambda: "http://127.0.0.1:9", lambda: self.today, lambda: NOW)
        return vendor.answer(request, number)

    def issue(self, **fields: object) -> int | str:
        answer = self.ask(Call.CREATE, {**NEW, **fields})
        assert answer.code == 0, answer
        assert isinstance(answer.result, int | str)
        return answer.result

    def look(self, stamp_idx: int | str) -> Answer:
        return self.ask(Call.VALIDATE, query=f"stampIdx={stamp_idx}")

    def stamp(self, stamp_idx: int | str) -> TrueStamp:
        stamp = self.books.stamp(stamp_idx)
        assert stamp is not None
        return stamp


@pytest.fixture
def account() -> Iterator[Account]:
    """An account with two cards and one full stamp."""
    books = Books(None)
    books.bear(CARDS, [FULL], NOW.isoformat())
    yield Account(books)
    books.close()
