"""What a command knows as one JSON document. Times are ISO 8601 in UTC, dates YYYY-MM-DD, what is absent is null."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.found import Found
from kiosk_app.domain.health import Finding
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.sheet import FaultyLine
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.support import Part
from kiosk_app.domain.validity import ValidUntil
from kiosk_app.services.day_end import Differing
from kiosk_app.services.importing import Brought, Imported, NotShown
from kiosk_app.services.merging import Pairs
from kiosk_app.services.outbox import Line
from kiosk_app.words.said import Said

Document = dict[str, object]


def of_stamp_work(
    state: str, entries: Iterable[Entry], *, existing: bool, stamp: Stamp | None, customer: str | None, message: str
) -> Document:
    """What is said of work on a stamp. An entry's message is the service's own, the document's is for people."""
    return {
        "state": state,
        "entries": [
            {
                "entry": entry.id,
                "reference": entry.reference,
                "kind": entry.kind.value,
                "state": entry.state.value,
                "message": entry.message or None,
            }
            for entry in entries
        ],
        "existing": existing,
        "stamp": of_stamp(stamp) if stamp else None,
        "customer": customer or None,
        "message": message or None,
    }


def of_stamp(stamp: Stamp) -> Document:
    """A stamp as our directory or the service shows it."""
    return {
        "stamp_idx": stamp.stamp_idx,
        "card_idx": stamp.card_idx or None,
        "url": stamp.url,
        "visits": stamp.visits,
        "places": stamp.places,
        "as_of": utc(stamp.as_of),
        "start": stamp.start.isoformat(),
        "end": stamp.end.isoformat(),
    }


def of_lines(lines: Iterable[Line]) -> Document:
    """``outbox``, ``outbox send`` and ``history``."""
    return {"entries": [_line(line) for line in lines]}


def _line(line: Line) -> Document:
    entry = line.entry
    return {
        "entry": entry.id,
        "reference": entry.reference,
        "kind": entry.kind.value,
        "state": entry.state.value,
        "at": utc(entry.at),
        "customer": entry.customer_id,
        "name": (line.customer.details.name or None) if line.customer else None,
        "card_idx": entry.card_idx or None,
        "stamp_idx": entry.stamp_idx,
        "message": entry.message or None,
        "due_at": utc(entry.due_at),
    }


def of_differing(differing: Collection[Differing]) -> Document:
    """What differed from our record at the end of the day, in ``outbox``; no key where nothing did."""
    told = [
        {
            "at": utc(one.found_at),
            "stamp_idx": one.stamp_idx,
            "card_idx": one.card_idx,
            "customer": one.customer_id,
            "name": one.name or None,
            "fact": one.difference.fact.value,
            "ours": one.difference.ours,
            "service": one.difference.theirs or None,
        }
        for one in differing
    ]
    return {"differences": told} if told else {}


def of_customer(customer: Customer) -> Document:
    """A customer with what was entered of them; the note stays out, it is for the counter."""
    details = customer.details
    return {
        "id": customer.id,
        "name": details.name or None,
        "phone": details.phone or None,
        "email": details.email or None,
        "user_id": details.user_id or None,
        "etc1": details.etc1 or None,
        "etc2": details.etc2 or None,
    }


def of_found(customers: Iterable[tuple[Customer, Collection[str]]], found: Found) -> Document:
    """``customer find``: each with the fields in which it was found.

    ``at_least``: there are more than ``total``. ``typo``: nobody has the text; one letter of it was taken to be wrong.
    """
    listed = [{**of_customer(customer), "matched": list(matched)} for customer, matched in customers]
    more = found.is_least or found.total > len(listed)
    return {
        "customers": listed,
        "total": found.total,
        "more": more,
        "at_least": found.is_least,
        "typo": found.is_near,
    }


def of_import(done: Imported, why: Callable[[FaultyLine], str]) -> Document:
    """``customer import``; ``columns``: what each was taken for. Nothing was imported where ``done`` is false."""
    sheet = done.sheet
    return {
        "new": done.new,
        "same": done.same,
        "changed": done.changed,
        "faulty": [{"line": one.line, "why": why(one)} for one in done.faulty],
        "stamps": done.stamps,
        "done": done.is_done,
        "encoding": sheet.encoding,
        "separator": sheet.separator,
        "columns": [
            {"heading": head, "holds": column.value} for head, column in zip(sheet.heads, sheet.columns, strict=True)
        ],
    }


def of_brought(brought: Brought, not_shown: Iterable[NotShown]) -> Document:
    """``customer import``: what came of the stamps that it and earlier ones named."""
    told = [
        {"stamp_idx": one.stamp_idx, "customer": one.customer.id, "message": one.message or None} for one in not_shown
    ]
    return {"stamps_waiting": brought.waiting, "stamps_not_shown": told}


def of_pairs(pairs: Pairs) -> Document:
    """``customer duplicates``."""
    told = [
        {"by": pair.by.value, "one": of_customer(pair.one), "other": of_customer(pair.other)} for pair in pairs.pairs
    ]
    return {"duplicates": told, "total": pairs.total, "more": pairs.total > len(told)}


def of_cards(cards: Iterable[StampCard]) -> Document:
    """``card list``, and what is there after ``card add`` and ``card remove``."""
    return {
        "cards": [
            {
                "card_idx": card.card_idx,
                "name": card.name,
                "reward": card.reward or None,
                "places": card.places,
                "domain": card.domain or None,
                "valid_for": None if isinstance(card.valid, ValidUntil) else str(card.valid),
                "valid_until": card.valid.end.isoformat() if isinstance(card.valid, ValidUntil) else None,
            }
            for card in cards
        ]
    }


def of_key(key: str, message: str) -> Document:
    """``key set``, ``check`` and ``forget``: what is known of the key, never the key."""
    return {"key": key, "message": message}


def of_file(file: Path, rows: int) -> Document:
    """``backup`` and ``restore``; ``rows``: the customers, stamps and entries in it."""
    return {"file": str(file), "rows": rows}


def of_practice(url: str, key: ApiKey) -> Document:
    """``practice``: its own key is made for whoever started it, and issues nothing real."""
    return {"url": url, "key": key.reveal()}


def of_findings(found: Iterable[tuple[Finding, Said]]) -> Document:
    """``doctor``: each check with what was found and what to do about it."""
    return {
        "checks": [
            {"name": one.check.value, "ok": one.ok, "detail": said.what, "advice": said.advice or None}
            for one, said in found
        ]
    }


def of_bundle(file: Path, parts: Iterable[Part]) -> Document:
    """``doctor --bundle``, beside its checks: the file and what is in it."""
    return {"bundle": {"file": str(file), "parts": [{"name": part.name, "bytes": part.size} for part in parts]}}


def of_trouble(said: Said) -> Document:
    """Any command that fails before it begins."""
    return {"error": {"what": said.what, "advice": said.advice or None}}


def utc(when: datetime | None) -> str | None:
    """2026-11-21T10:42:00Z."""
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z" if when else None
