"""The directory: the shop's own customers and their stamps, since the service can list neither."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk_app.domain.customer import ERASED, Customer, Details, email_key, phone_key, traits_of, warmed
from kiosk_app.domain.finding import MIN_DIGITS
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Stamp
from kiosk_app.store.columns import customer_of, time_in, time_out
from kiosk_app.store.look_up import LookUp
from kiosk_app.store.look_up_index import Keys


@dataclass(frozen=True, slots=True)
class Known:
    """A customer with what the directory knows besides. Times are UTC; ``stamps`` holds all, redeemed ones too."""

    customer: Customer
    added_at: datetime
    used_at: datetime
    stamps: tuple[Stamp, ...]


class Directory:
    """Customers and stamps on one connection. ``country`` is for phones typed without an international prefix."""

    def __init__(self, connection: sqlite3.Connection, now: datetime, country: str, look_up: LookUp) -> None:
        self._db = connection
        self._now = now
        self._country = country
        self._look_up = look_up

    # Customers

    def add(self, customer: Customer) -> None:
        """A new customer."""
        row, keys = self._row(customer)
        self._look_up.added(self._insert(row), keys)

    def add_many(self, customers: Iterable[Customer]) -> None:
        """Many new customers at once, which is much faster."""
        rows = map(self._row, customers)
        self._look_up.added_many([(self._insert(row), keys) for row, keys in rows])

    def change(self, customer: Customer) -> None:
        """Keep other details of a customer who is there."""
        number, before = self._db.execute(
            "SELECT rowid, found_by FROM customer WHERE id = ?", (customer.id,)
        ).fetchone()
        row, keys = self._row(customer)
        self._db.execute(
            "UPDATE customer SET name = :name, phone = :phone, email = :email, user_id = :user_id, etc1 = :etc1,"
            " etc2 = :etc2, note = :note, phone_key = :phone_key, email_key = :email_key, found_by = :found_by"
            " WHERE id = :id",
            row,
        )
        self._look_up.changed(number, before, keys)

    def _row(self, customer: Customer) -> tuple[dict[str, Any], Keys]:
        """All columns of a customer who is new now, and what a search for them may begin with."""
        details, traits = customer.details, traits_of(customer.details, self._country)
        row = {
            **{name: getattr(details, name) for name in Details.__slots__},
            "id": customer.id,
            "consent": customer.consent.isoformat() if customer.consent else None,
            "phone_key": traits.phone,
            "email_key": traits.email,
            "found_by": traits.found_by,
            "now": time_in(self._now),
            "warmth": int(self._now.timestamp()),
        }
        return row, traits.keys

    def _insert(self, row: dict[str, Any]) -> int:
        done = self._db.execute(
            "INSERT INTO customer (id, name, phone, email, user_id, etc1, etc2, note, consent, phone_key, email_key,"
            " found_by, added_at, used_at, warmth) VALUES (:id, :name, :phone, :email, :user_id, :etc1, :etc2,"
            " :note, :consent, :phone_key, :email_key, :found_by, :now, :now, :warmth)",
            row,
        )
        return int(done.lastrowid or 0)

    def customer(self, customer_id: str) -> Customer | None:
        """One customer by our id, or by that of somebody who was merged into them."""
        row = self._db.execute("SELECT * FROM customer WHERE id = ?", (customer_id,)).fetchone()
        if row is None:
            row = self._also_known(customer_id).fetchone()
        return customer_of(row) if row and row["id"] != ERASED else None

    def _also_known(self, known_as: str) -> sqlite3.Cursor:
        return self._db.execute(
            "SELECT customer.* FROM also_known JOIN customer ON customer.id = customer_id WHERE known_as = ?",
            (known_as,),
        )

    def meant_by(self, details: Details, but: str | None = None) -> tuple[Customer, ...]:
        """Whom these details mean: who has that member id, else that phone, else exactly that e-mail.

        ``but``: whose details they are.
        """
        for column, key in (
            ("user_id", details.user_id),
            ("phone_key", phone_key(details.phone, self._country)),
            ("email_key", email_key(details.email)),
        ):
            if key:
                rows = self._db.execute(
                    f"SELECT * FROM customer WHERE {column} = ? AND {column} <> ''"  # noqa: S608  as its index says
                    " AND id IS NOT ? ORDER BY added_at",
                    (key, but),
                )
                if there := tuple(customer_of(row) for row in rows):
                    return there
            if column == "user_id" and (there := tuple(map(customer_of, self._also_known(key)))):
                return there
        return ()

    def recent(self, limit: int) -> tuple[Customer, ...]:
        """The customers who were served last."""
        rows = self._db.execute(
            "SELECT * FROM customer WHERE id <> ? ORDER BY used_at DESC, rowid DESC LIMIT ?", (ERASED, limit)
        )
        return tuple(customer_of(row) for row in rows)

    def known(self, customers: Sequence[Customer]) -> tuple[Known, ...]:
        """These customers with their times and stamps, in the same order."""
        ids = [customer.id for customer in customers]
        marks = ", ".join("?" * len(ids))
        stamps: dict[str, list[Stamp]] = {customer_id: [] for customer_id in ids}
        query = f"SELECT * FROM stamp WHERE customer_id IN ({marks}) ORDER BY end_on, issued_at"  # noqa: S608
        for row in self._db.execute(query, ids):
            stamps[row["customer_id"]].append(_stamp(row))
        times = {
            row["id"]: (datetime.fromisoformat(row["added_at"]), datetime.fromisoformat(row["used_at"]))
            for row in self._db.execute(f"SELECT id, added_at, used_at FROM customer WHERE id IN ({marks})", ids)  # noqa: S608
        }
        return tuple(Known(who, *times[who.id], tuple(stamps[who.id])) for who in customers)

    def namesakes(self, customer: Customer, limit: int) -> tuple[Customer, ...]:
        """Others of the same name, case and accents aside."""
        named = self._look_up.named(customer.details.name, limit + 1)
        return tuple(one for one in named if one.id != customer.id)[:limit]

    def same_last_digits(self, customer: Customer, limit: int) -> tuple[Customer, ...]:
        """Others whose phone ends in the same digits."""
        key = phone_key(customer.details.phone, self._country)
        rows = self._db.execute(
            "SELECT * FROM customer WHERE substr(phone_key, -4) = ? AND phone_key <> '' AND id <> ? LIMIT ?",
            (key[-4:], customer.id, limit if len(key) >= MIN_DIGITS else 0),
        )
        return tuple(map(customer_of, rows))

    def is_empty(self) -> bool:
        """Whether nobody is in it yet."""
        return self._db.execute("SELECT 1 FROM customer LIMIT 1").fetchone() is None

    def mark_used(self, customer_id: str) -> None:
        """Remember that the customer was served now."""
        row = self._db.execute("SELECT warmth FROM customer WHERE id = ?", (customer_id,)).fetchone()
        if row:
            self._db.execute(
                "UPDATE customer SET used_at = ?, warmth = ? WHERE id = ?",
                (time_in(self._now), warmed(row["warmth"], self._now), customer_id),
            )

    # Stamps

    def put_stamp(self, stamp: Stamp) -> None:
        """Keep what is known of a stamp, new or not."""
        self._db.execute(
            """
            INSERT INTO stamp (stamp_idx, card_idx, customer_id, url, domain, shown_domain, visits, places, as_of,
                start_on, end_on, active, redeemed, issued_at)
            VALUES (:stamp_idx, :card_idx, :customer_id, :url, :domain, :shown_domain, :visits, :places, :as_of,
                :start, :end, :active, :redeemed, :issued_at)
            ON CONFLICT (stamp_idx) DO UPDATE SET card_idx = :card_idx, customer_id = :customer_id, url = :url,
                domain = :domain, shown_domain = :shown_domain, visits = :visits, places = :places, as_of = :as_of,
                start_on = :start, end_on = :end, active = :active, redeemed = :redeemed
            """,
            {
                **{name: getattr(stamp, name) for name in Stamp.__slots__},
                "as_of": time_in(stamp.as_of),
                "start": stamp.start.isoformat(),
                "end": stamp.end.isoformat(),
                "issued_at": time_in(stamp.issued_at),
            },
        )

    def stamp(self, stamp_idx: StampIdx) -> Stamp | None:
        """One stamp by its Stamp IDX; 1347 and "1347" are two."""
        row = self._db.execute("SELECT * FROM stamp WHERE stamp_idx = ?", (stamp_idx,)).fetchone()
        return _stamp(row) if row else None

    def stamps_of(self, customer_id: str, card_idx: int) -> tuple[Stamp, ...]:
        """A customer's stamps on one card, the one that ends first at the head."""
        rows = self._db.execute(
            "SELECT * FROM stamp WHERE customer_id = ? AND card_idx = ? ORDER BY end_on, issued_at",
            (customer_id, card_idx),
        )
        return tuple(_stamp(row) for row in rows)

    def stamps_held_by(self, customer_id: str) -> tuple[Stamp, ...]:
        """All of a customer's stamps, whatever became of them, the one that ends first at the head."""
        rows = self._db.execute("SELECT * FROM stamp WHERE customer_id = ? ORDER BY end_on, issued_at", (customer_id,))
        return tuple(_stamp(row) for row in rows)

    def drop_stamp(self, stamp_idx: StampIdx) -> None:
        """Forget a stamp that was deleted for good at the service."""
        self._db.execute("DELETE FROM stamp WHERE stamp_idx = ?", (stamp_idx,))

    def forget_look(self, stamp_idx: StampIdx) -> None:
        """The service does not show it any more: its count is no longer fresh, and it is no probe of the account."""
        self._db.execute("UPDATE stamp SET as_of = NULL WHERE stamp_idx = ?", (stamp_idx,))

    def that_answered(self, limit: int) -> tuple[StampIdx, ...]:
        """Stamps that answered before, the last first: what the account can be probed with."""
        rows = self._db.execute(
            "SELECT stamp_idx FROM stamp WHERE as_of IS NOT NULL AND active AND NOT redeemed AND end_on >= ?"
            " ORDER BY as_of DESC LIMIT ?",
            (self._now.date().isoformat(), limit),
        )
        return tuple(row["stamp_idx"] for row in rows)


def _stamp(row: sqlite3.Row) -> Stamp:
    return Stamp(
        stamp_idx=row["stamp_idx"],
        card_idx=row["card_idx"],
        customer_id=row["customer_id"],
        url=row["url"],
        domain=row["domain"],
        shown_domain=row["shown_domain"],
        visits=row["visits"],
        places=row["places"],
        as_of=time_out(row["as_of"]),
        start=date.fromisoformat(row["start_on"]),
        end=date.fromisoformat(row["end_on"]),
        active=bool(row["active"]),
        redeemed=bool(row["redeemed"]),
        issued_at=datetime.fromisoformat(row["issued_at"]),
    )
