"""How values are written into columns and read back: times, dates, customers, and the fields of an entry."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from datetime import UTC, date, datetime

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.stamp import Change, NewStamp, UserFields

Column = str | int | None


def time_in(value: datetime | None) -> str | None:
    """A time as text of one width, so that text compares as times do."""
    return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z" if value else None


def time_out(text: str | None) -> datetime | None:
    """The time in a column that may be empty."""
    return datetime.fromisoformat(text) if text else None


def date_out(text: str | None) -> date | None:
    """The date in a column that may be empty."""
    return date.fromisoformat(text) if text else None


def customer_of(row: sqlite3.Row) -> Customer:
    """The customer in a row of theirs."""
    details = Details(**{name: row[name] for name in Details.__slots__})
    return Customer(row["id"], details, date_out(row["consent"]))


def fields_in(fields: NewStamp | Change | None) -> str | None:
    """The exact fields to send, as JSON that names its own type."""
    if fields is None:
        return None
    document = {"type": type(fields).__name__, **asdict(fields)}
    return json.dumps(document, ensure_ascii=False, default=date.isoformat)


def fields_out(text: str | None) -> NewStamp | Change | None:
    if text is None:
        return None
    document = json.loads(text)
    kind = document.pop("type")
    for name in ("start", "end"):
        document[name] = date_out(document[name])
    if document["user"] is not None:
        document["user"] = UserFields(**document["user"])
    if "cleared" in document:
        document["cleared"] = tuple(document["cleared"])
    return NewStamp(**document) if kind == NewStamp.__name__ else Change(**document)
