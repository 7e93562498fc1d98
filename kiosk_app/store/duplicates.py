"""Customers who look like one: by member id, phone, e-mail, or a name that a slip tells apart and nothing contradicts.

Reads everybody, in tables of the connection's own.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import Enum
from zlib import crc32

from kiosk_app.domain.customer import ERASED, Customer
from kiosk_app.domain.likeness import alike, slips
from kiosk_app.store.columns import customer_of

_MOST_ALIKE = 20  # customers with one phone, e-mail or name: more of them, and it tells nothing


class AlikeBy(Enum):
    """What two customers have in common; what tells most comes first."""

    USER_ID = "user_id"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two who look like one: ``one`` was added first."""

    by: AlikeBy
    one: Customer
    other: Customer


_SHARED = """
INSERT OR IGNORE INTO temp.alike SELECT min(mine.rowid, theirs.rowid), max(mine.rowid, theirs.rowid), :by
FROM (SELECT {key} AS shared FROM main.customer WHERE {key} <> '' GROUP BY {key} HAVING count(*) BETWEEN 2 AND :most)
    CROSS JOIN main.customer AS mine ON mine.{key} = shared
    CROSS JOIN main.customer AS theirs ON theirs.{key} = shared AND theirs.rowid > mine.rowid
WHERE {key_is_partial}
"""
_BY_NAME = """
SELECT mine.number AS one, theirs.number AS other
FROM (SELECT slip FROM temp.slip GROUP BY slip HAVING count(*) BETWEEN 2 AND :most) AS shared
    CROSS JOIN temp.slip AS mine ON mine.slip = shared.slip
    CROSS JOIN temp.slip AS theirs ON theirs.slip = shared.slip AND theirs.number > mine.number
"""
_CONTRADICT = """
    mine.phone_key <> theirs.phone_key AND '' NOT IN (mine.phone_key, theirs.phone_key)
    OR mine.email_key <> theirs.email_key AND '' NOT IN (mine.email_key, theirs.email_key)
    OR mine.user_id <> theirs.user_id AND '' NOT IN (mine.user_id, theirs.user_id)
"""


def find_alike(db: sqlite3.Connection, limit: int) -> tuple[tuple[Alike, ...], int]:
    """The first pairs, those that have most in common before the others, and how many there are."""
    db.execute(
        "CREATE TEMP TABLE alike (one INTEGER, other INTEGER, by INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID"
    )
    for by, key in ((0, "user_id"), (1, "phone_key"), (2, "email_key")):
        statement = _SHARED.format(key=key, key_is_partial=f"mine.{key} <> '' AND theirs.{key} <> ''")
        db.execute(statement, {"by": by, "most": _MOST_ALIKE})
    _find_names(db)
    db.execute(
        "DELETE FROM temp.alike WHERE EXISTS (SELECT 1 FROM main.not_the_same"
        " JOIN main.customer AS mine ON mine.id IN (not_the_same.one, not_the_same.other)"
        " AND mine.rowid = alike.one"
        " JOIN main.customer AS theirs ON theirs.id IN (not_the_same.one, not_the_same.other)"
        " AND theirs.rowid = alike.other)"
    )
    total = db.execute("SELECT count(*) FROM temp.alike").fetchone()[0]
    rows = db.execute("SELECT * FROM temp.alike ORDER BY by, one, other LIMIT ?", (limit,)).fetchall()
    return tuple(
        Alike(list(AlikeBy)[row["by"]], _customer(db, row["one"]), _customer(db, row["other"])) for row in rows
    ), int(total)


def _find_names(db: sqlite3.Connection) -> None:
    db.execute("CREATE TEMP TABLE slip (slip INTEGER, number INTEGER, PRIMARY KEY (slip, number)) WITHOUT ROWID")
    people = db.execute("SELECT rowid, name FROM main.customer WHERE name <> '' AND id <> ?", (ERASED,))
    db.executemany(
        "INSERT OR IGNORE INTO temp.slip VALUES (?, ?)",
        ((crc32(slip.encode()), row["rowid"]) for row in people for slip in slips(row["name"])),
    )
    for one, other in db.execute(_BY_NAME, {"most": _MOST_ALIKE}).fetchall():
        names = db.execute(
            f"SELECT mine.name, theirs.name FROM main.customer AS mine, main.customer AS theirs"  # noqa: S608
            f" WHERE mine.rowid = ? AND theirs.rowid = ? AND NOT ({_CONTRADICT})",
            (one, other),
        ).fetchone()
        if names and alike(*names):
            db.execute("INSERT OR IGNORE INTO temp.alike VALUES (?, ?, 3)", (one, other))


def _customer(db: sqlite3.Connection, number: int) -> Customer:
    return customer_of(db.execute("SELECT * FROM main.customer WHERE rowid = ?", (number,)).fetchone())
