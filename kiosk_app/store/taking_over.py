"""What was staged becomes the directory's, in one short commit: whatever can be made before it is made before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime

from kiosk_app.domain.customer import Details, traits_of
from kiosk_app.domain.finding import index_keys
from kiosk_app.store.columns import time_in
from kiosk_app.store.look_up_index import Keys, LookUpIndex
from kiosk_app.store.staged_keys import StagedKeys

INDEXED_AT_ONCE = 2_000  # customers whose keys are written in the same commit, which takes 0.25 s here
EDITED = ("name", "phone", "email", "user_id", "etc1", "etc2", "note")
_AT_ONCE = 1_000

SEEN = "|| char(31) ||".join(f"ifnull(there.{name}, '')" for name in (*EDITED, "consent"))
"""What a comparison saw of a customer who is there."""

_CHANGED = """
SELECT staged.*, there.name AS o_name, there.phone AS o_phone, there.phone_key AS o_phone_key, there.email AS o_email,
    there.email_key AS o_email_key, there.user_id AS o_user_id, there.etc1 AS o_etc1, there.etc2 AS o_etc2,
    there.note AS o_note, there.consent AS o_consent
FROM temp.staged JOIN main.customer AS there ON there.id = met WHERE fate = 'changed'
"""
_TABLES = """
DROP TABLE IF EXISTS temp.changed;
CREATE TEMP TABLE changed (id TEXT PRIMARY KEY, name, phone, email, user_id, etc1, etc2, note, consent, phone_key,
    email_key, found_by);
DROP TABLE IF EXISTS temp.newcomer;
CREATE TEMP TABLE newcomer (number INTEGER PRIMARY KEY, line INTEGER)
"""
_CHANGES = ", ".join(f"{name} = changed.{name}" for name in (*EDITED, "consent", "phone_key", "email_key", "found_by"))

Known = tuple[int, str]
"""The rowid and id of the customer who was added last."""


def last_known(connection: sqlite3.Connection) -> Known:
    """Whoever is added goes behind all others: a rowid alone may be had again by the next once it is free."""
    row = connection.execute("SELECT rowid, id FROM main.customer ORDER BY rowid DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, "")


class TakingOver:
    """Of what was compared while ``known`` was the last. On the connection that has it, outside of a transaction."""

    def __init__(self, connection: sqlite3.Connection, country: str, known: Known) -> None:
        self._db = connection
        self._country = country
        self._known = known
        self._new: list[tuple[int, Keys]] = []  # of few, by their rowids
        self._changed: dict[str, Keys] = {}  # of few, by their ids
        self._many: StagedKeys | None = None
        for statement in _TABLES.split(";"):
            connection.execute(statement)

    def prepare(self, tell: Callable[[float], None]) -> None:
        """What changed with what stays of it, and the keys of all. ``tell``: how much of it is done."""
        all_of_them = self._count("new") + self._count("changed")
        if all_of_them > INDEXED_AT_ONCE:
            self._many = StagedKeys(self._db)
        done = 0
        for rows in self._some(_CHANGED):
            self._prepare_changed(rows)
            tell((done := done + len(rows)) / all_of_them)
        number = self._known[0] + 1
        for rows in self._some("SELECT line, found_by FROM temp.staged WHERE fate = 'new' ORDER BY line"):
            self._prepare_new(rows, number)
            number += len(rows)
            tell((done := done + len(rows)) / all_of_them)
        if self._many:
            self._many.sort()

    def is_overtaken(self) -> bool:
        """Whether somebody was added, or one of those who are meant was edited, merged or erased since."""
        if last_known(self._db) != self._known:
            return True
        return bool(
            self._db.execute(
                f"SELECT 1 FROM temp.staged LEFT JOIN main.customer AS there ON there.id = met"  # noqa: S608
                f" WHERE met IS NOT NULL AND (there.id IS NULL OR fate = 'changed' AND seen <> {SEEN}) LIMIT 1"
            ).fetchone()
        )

    def take(self, now: datetime) -> int | None:
        """In a transaction, alone. By what build the keys are still to be published; None: they are there."""
        changed = self._db.execute(
            "SELECT there.rowid, there.found_by, there.id FROM temp.changed"
            " CROSS JOIN main.customer AS there USING (id)"
        ).fetchall()
        indexes = self._set_aside_indexes()
        self._db.execute(
            "INSERT INTO main.customer (rowid, id, name, phone, email, user_id, etc1, etc2, note, consent, phone_key,"
            " email_key, found_by, added_at, used_at, warmth)"
            " SELECT number, id, name, phone, email, user_id, etc1, etc2, note, consent, phone_key, email_key,"
            " found_by, ?1, ?1, ?2"
            " FROM temp.newcomer CROSS JOIN temp.staged USING (line) ORDER BY number",
            (time_in(now), int(now.timestamp())),
        )
        for index in indexes:
            self._db.execute(index)
        self._db.execute(f"UPDATE main.customer SET {_CHANGES} FROM temp.changed WHERE customer.id = changed.id")  # noqa: S608
        self._db.execute(
            "INSERT OR IGNORE INTO main.brought_stamp (stamp_idx, customer_id, brought_at)"
            " SELECT stamp_idx, owner, ? FROM temp.staged_stamp AS told JOIN temp.staged USING (line)"
            " WHERE NOT EXISTS (SELECT 1 FROM main.stamp WHERE stamp_idx = told.stamp_idx)",
            (time_in(now),),
        )
        return self._index([(row[0], row[1], row[2]) for row in changed])

    def publish_keys(self, build: int, tell: Callable[[float], None]) -> None:
        """What ``take`` left to be done."""
        if self._many:
            self._many.publish(build, tell)

    def _count(self, fate: str) -> int:
        return int(self._db.execute("SELECT count(*) FROM temp.staged WHERE fate = ?", (fate,)).fetchone()[0])

    def _some(self, query: str) -> Iterator[list[sqlite3.Row]]:
        """In one transaction on tables of our own."""
        rows = self._db.execute(query)
        self._db.execute("BEGIN")
        while some := rows.fetchmany(_AT_ONCE):
            yield some
        self._db.execute("COMMIT")

    def _prepare_changed(self, rows: list[sqlite3.Row]) -> None:
        for row in rows:
            told = {name: row[name] or row[f"o_{name}"] for name in EDITED}
            for name in ("phone", "email"):
                if row[f"{name}_key"] == row[f"o_{name}_key"]:
                    told[name] = row[f"o_{name}"]
            traits = traits_of(Details(**told), self._country)
            made = (traits.phone, traits.email, traits.found_by)
            self._db.execute(
                f"INSERT INTO temp.changed VALUES ({', '.join('?' * 12)})",  # noqa: S608
                (row["met"], *told.values(), row["consent"] or row["o_consent"], *made),
            )
            if not self._many:
                self._changed[row["met"]] = traits.keys

    def _prepare_new(self, rows: list[sqlite3.Row], number: int) -> None:
        keys = {number + place: index_keys(row["found_by"]) for place, row in enumerate(rows)}
        self._db.executemany(
            "INSERT INTO temp.newcomer VALUES (?, ?)",
            [(at, row["line"]) for at, row in zip(keys, rows, strict=True)],
        )
        if self._many:
            self._many.stage(keys.items())
        else:
            self._new += keys.items()

    def _set_aside_indexes(self) -> list[str]:
        """Where more are new than are there, their indexes are sooner made anew than kept: 0.6 s instead of 0.9 of
        processor time for 100,000 here. As SQL that makes them.
        """
        new = int(self._db.execute("SELECT count(*) FROM temp.newcomer").fetchone()[0])
        if new <= max(self._known[0], INDEXED_AT_ONCE):
            return []
        rows = self._db.execute(
            "SELECT name, sql FROM main.sqlite_master"
            " WHERE type = 'index' AND tbl_name = 'customer' AND sql IS NOT NULL"
        ).fetchall()
        for row in rows:
            self._db.execute(f"DROP INDEX main.{row['name']}")
        return [row["sql"] for row in rows]

    def _index(self, changed: list[tuple[int, str, str]]) -> int | None:
        """``changed``: rowid, what they were found by, and id. Of many the keys would hold everybody up."""
        index = LookUpIndex(self._db)
        if self._many is None:
            index.added_many(self._new)
            index.changed_many([(number, before, self._changed[who]) for number, before, who in changed])
            return None
        noted = [(number, before) for number, before, _id in changed]
        if index.state.is_ready:
            return index.begin_filling(noted)
        new_numbers = self._db.execute("SELECT number FROM temp.newcomer")
        index.note([*noted, *((row[0], "") for row in new_numbers)])
        return None
