"""Staging: customers from elsewhere are gathered in tables of a connection's own, compared with the directory there,
and taken over in one short commit.

Until that commit nobody is held up and nothing is changed; whatever ends before it leaves nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.customer import Customer, Details, traits_of
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.finding import index_keys
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.likeness import agree
from kiosk_app.domain.text import fold
from kiosk_app.store.columns import time_in
from kiosk_app.store.duplicates import Alike, find_alike
from kiosk_app.store.look_up import LookUp
from kiosk_app.store.trouble import of_sqlite

_MOST_ALIKE = 20  # lines with one phone or e-mail: more of them, and it is nobody's
_INDEXED_AT_ONCE = 2_000  # customers whose keys are written in the commit: 0.2 s here
_TRIES = 5  # each a comparison anew, because somebody was added or edited meanwhile
_EDITED = ("name", "phone", "email", "user_id", "etc1", "etc2", "note")

_TABLES = """
CREATE TEMP TABLE staged (
    line INTEGER PRIMARY KEY, id TEXT, has_id INTEGER, name TEXT, phone TEXT, email TEXT, user_id TEXT, etc1 TEXT,
    etc2 TEXT, note TEXT, consent TEXT, phone_key TEXT, email_key TEXT, found_by TEXT, sketch INTEGER, name_alone TEXT,
    phone_tells TEXT, email_tells TEXT, met TEXT, twin INTEGER, fate TEXT, owner TEXT, seen TEXT
);
CREATE TEMP TABLE with_name_alone (folded TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TEMP TABLE staged_stamp (line INTEGER, stamp_idx ANY, PRIMARY KEY (stamp_idx, line)) WITHOUT ROWID;
CREATE INDEX temp.staged_by_id ON staged (id);
CREATE INDEX temp.staged_by_user_id ON staged (user_id) WHERE user_id <> '';
CREATE INDEX temp.staged_by_phone ON staged (phone_tells) WHERE phone_tells <> '';
CREATE INDEX temp.staged_by_email ON staged (email_tells) WHERE email_tells <> '';
CREATE INDEX temp.staged_by_met ON staged (met) WHERE met IS NOT NULL;
CREATE INDEX temp.staged_by_name ON staged (name_alone) WHERE name_alone <> ''
"""

# A key that many lines share tells nobody apart: a phone of zeros, the shop's own e-mail.
_WORN = """
UPDATE temp.staged SET {tells} = '' WHERE {tells} IN
    (SELECT {tells} FROM temp.staged WHERE {tells} <> '' GROUP BY {tells} HAVING count(*) > :most)
"""

# Who is meant: by our id, else the member id; else by phone or e-mail, where neither name nor member id contradicts.
# Of somebody with a name alone, whoever has nothing but that very name.
_MEET = """
UPDATE temp.staged SET met = coalesce(
    iif(has_id, (SELECT id FROM main.customer WHERE id = staged.id), NULL),
    iif(has_id, (SELECT customer_id FROM main.also_known WHERE known_as = staged.id), NULL),
    (SELECT id FROM main.customer WHERE user_id = staged.user_id AND user_id <> '' ORDER BY added_at LIMIT 1),
    (SELECT customer_id FROM main.also_known WHERE known_as = staged.user_id AND staged.user_id <> ''),
    (SELECT id FROM main.customer AS there WHERE phone_key = staged.phone_tells AND phone_key <> ''
        AND {nothing_against} ORDER BY added_at LIMIT 1),
    (SELECT id FROM main.customer AS there WHERE email_key = staged.email_tells AND email_key <> ''
        AND {nothing_against} ORDER BY added_at LIMIT 1),
    (SELECT id FROM temp.with_name_alone WHERE folded = staged.name_alone AND staged.name_alone <> '' LIMIT 1)
)
"""
_TWIN = """
UPDATE temp.staged SET twin = nullif(min(
    ifnull((SELECT min(+line) FROM temp.staged AS there WHERE there.id = staged.id AND staged.has_id), line),
    ifnull((SELECT min(+line) FROM temp.staged AS there WHERE there.met = staged.met), line),
    ifnull((SELECT min(+line) FROM temp.staged AS there WHERE user_id = staged.user_id AND user_id <> ''
        AND {not_two}), line),
    ifnull((SELECT min(+line) FROM temp.staged AS there WHERE phone_tells = staged.phone_tells AND phone_tells <> ''
        AND {nothing_against} AND {not_two}), line),
    ifnull((SELECT min(+line) FROM temp.staged AS there WHERE email_tells = staged.email_tells AND email_tells <> ''
        AND {nothing_against} AND {not_two}), line),
    ifnull((SELECT min(+line) FROM temp.staged AS there WHERE name_alone = staged.name_alone
        AND name_alone <> ''), line)
), line)
"""
_FIRST_OF_ALL = """
UPDATE temp.staged SET twin = there.twin FROM temp.staged AS there
WHERE there.line = staged.twin AND there.twin IS NOT NULL
"""
# What tells those with a name alone has no index: there are few of them, and seldom any in a sheet.
_WITH_NAME_ALONE = """
INSERT OR IGNORE INTO temp.with_name_alone SELECT fold(name), id FROM main.customer
WHERE user_id = '' AND phone_key = '' AND email_key = '' AND name <> ''
    AND EXISTS (SELECT 1 FROM temp.staged WHERE name_alone <> '') ORDER BY added_at
"""
_NOT_TWO = """NOT (staged.has_id AND there.has_id AND staged.id <> there.id)
    AND ifnull(staged.met, there.met) IS ifnull(there.met, staged.met)"""
_NOTHING_AGAINST = "agree(there.name, staged.name) AND '' IN (there.user_id, staged.user_id)"

# A cell that is empty says nothing. A phone or an e-mail that is only written otherwise is the same.
_DIFFERS = """(staged.name NOT IN ('', there.name) OR staged.phone_key NOT IN ('', there.phone_key)
    OR staged.email_key NOT IN ('', there.email_key) OR staged.user_id NOT IN ('', there.user_id)
    OR staged.etc1 NOT IN ('', there.etc1) OR staged.etc2 NOT IN ('', there.etc2)
    OR staged.note NOT IN ('', there.note) OR ifnull(staged.consent, '') NOT IN ('', ifnull(there.consent, '')))"""
_SEEN = "|| char(31) ||".join(f"ifnull(there.{name}, '')" for name in (*_EDITED, "consent"))


@dataclass(frozen=True, slots=True)
class Staged:
    """One line of a sheet: ``customer`` has the id of the line, where ``has_id``, else a new one."""

    line: int
    customer: Customer
    has_id: bool
    stamps: tuple[StampIdx, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """How many customers are new, the same, changed; how many stamps are new; and the lines that contradict.

    ``twins``: a line and the earlier one that describes the same customer otherwise. ``strangers``: a line and its
    stamp that is somebody else's.
    """

    new: int
    same: int
    changed: int
    stamps: int
    twins: tuple[tuple[int, int], ...]
    strangers: tuple[tuple[int, StampIdx], ...]


class Staging:
    """On a connection of its own. ``country`` is for phones typed without an international prefix."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime], country: str) -> None:
        self._db = connection
        self._now = now
        self._country = country
        connection.create_function("agree", 2, agree, deterministic=True)
        connection.create_function("fold", 1, fold, deterministic=True)
        for statement in _TABLES.split(";"):
            connection.execute(statement)

    def add(self, lines: Iterable[Staged]) -> None:
        """Gather some more."""
        lines = tuple(lines)
        with self._apart():
            self._db.executemany(
                f"INSERT INTO temp.staged VALUES ({', '.join('?' * 18)}, NULL, NULL, NULL, NULL, NULL)",  # noqa: S608
                map(self._row, lines),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO temp.staged_stamp VALUES (?, ?)",
                ((one.line, stamp_idx) for one in lines for stamp_idx in one.stamps),
            )

    def leave_out(self, lines: Iterable[int]) -> None:
        """Forget these lines."""
        gone = [(line,) for line in lines]
        with self._apart():
            self._db.executemany("DELETE FROM temp.staged WHERE line = ?", gone)
            self._db.executemany("DELETE FROM temp.staged_stamp WHERE line = ?", gone)

    def compare(self) -> Compared:
        """Hold what was gathered against the directory as it is now."""
        with self._apart():
            self._last_known = self._last()
            for tells in ("phone_tells", "email_tells"):
                self._db.execute(_WORN.format(tells=tells), {"most": _MOST_ALIKE})
            self._db.execute("DELETE FROM temp.with_name_alone")
            self._db.execute(_WITH_NAME_ALONE)
            for statement in (_MEET, _TWIN):
                self._db.execute(statement.format(nothing_against=_NOTHING_AGAINST, not_two=_NOT_TWO))
            while self._db.execute(_FIRST_OF_ALL).rowcount:
                continue
            self._judge()
        return self._compared()

    def publish(self) -> None:
        """Take it over, all or nothing. Where the directory has moved on since, it is compared anew first.
        After many the look-up's index is stale, and to be made anew.

        Raises StoreTrouble; then nothing was changed.
        """
        for _ in range(_TRIES):
            self._fill_in()
            self._db.execute("BEGIN IMMEDIATE")
            if not self._is_overtaken():
                self._take_over()
                self._db.execute("COMMIT")
                return
            self._db.execute("ROLLBACK")
            self.compare()
        raise StoreTrouble(DiskReason.BUSY, "the directory changed all the while")

    def alike(self, limit: int) -> tuple[tuple[Alike, ...], int]:
        """Of the directory itself: the first pairs that look like one customer, and how many there are."""
        with self._apart():
            return find_alike(self._db, limit)

    # Gathering

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """One transaction on tables of our own: nobody else is held up by it."""
        self._db.execute("BEGIN")
        try:
            yield
        except sqlite3.Error as error:
            raise of_sqlite(error) or error from error
        self._db.execute("COMMIT")

    def _row(self, one: Staged) -> tuple[object, ...]:
        details, traits = one.customer.details, traits_of(one.customer.details, self._country)
        consent = one.customer.consent.isoformat() if one.customer.consent else None
        has_more = details.user_id or traits.phone or traits.email or one.has_id
        told = (getattr(details, name) for name in _EDITED)
        return (
            *(one.line, one.customer.id, one.has_id, *told, consent),
            *(traits.phone, traits.email, traits.found_by, traits.sketch),
            *("" if has_more else fold(details.name), traits.phone, traits.email),
        )

    # Comparing

    def _judge(self) -> None:
        self._db.execute("UPDATE temp.staged SET fate = iif(twin IS NULL, 'new', 'twin'), seen = NULL")
        self._db.execute(
            f"UPDATE temp.staged SET fate = iif({_DIFFERS}, 'changed', 'same'), seen = {_SEEN}"  # noqa: S608
            " FROM main.customer AS there WHERE there.id = staged.met AND staged.twin IS NULL"
        )
        self._db.execute(
            f"UPDATE temp.staged SET fate = 'odd' FROM temp.staged AS there"  # noqa: S608
            f" WHERE there.line = staged.twin AND {_DIFFERS}"
        )
        self._db.execute("UPDATE temp.staged SET owner = ifnull(met, id) WHERE twin IS NULL")
        self._db.execute(
            "UPDATE temp.staged SET owner = there.owner FROM temp.staged AS there WHERE there.line = staged.twin"
        )

    def _compared(self) -> Compared:
        counts = dict(self._db.execute("SELECT fate, count(*) FROM temp.staged GROUP BY fate").fetchall())
        stamps = self._db.execute(
            "SELECT count(DISTINCT stamp_idx) FROM temp.staged_stamp AS told"
            " WHERE NOT EXISTS (SELECT 1 FROM main.stamp WHERE stamp_idx = told.stamp_idx)"
            " AND NOT EXISTS (SELECT 1 FROM main.brought_stamp WHERE stamp_idx = told.stamp_idx)"
        ).fetchone()[0]
        twins = self._db.execute("SELECT line, twin FROM temp.staged WHERE fate = 'odd' ORDER BY line")
        return Compared(
            *(counts.get("new", 0), counts.get("same", 0) + counts.get("twin", 0), counts.get("changed", 0), stamps),
            tuple((row[0], row[1]) for row in twins),
            tuple((row[0], row[1]) for row in self._db.execute(_STRANGERS)),
        )

    # Taking over

    def _fill_in(self) -> None:
        """What changed, with what stays of it, and the keys of both: made before anybody is held up by it."""
        rows = self._db.execute(
            "SELECT staged.*, there.name AS o_name, there.phone AS o_phone, there.phone_key AS o_phone_key,"
            " there.email AS o_email, there.email_key AS o_email_key, there.user_id AS o_user_id,"
            " there.etc1 AS o_etc1, there.etc2 AS o_etc2, there.note AS o_note, there.consent AS o_consent"
            " FROM temp.staged JOIN main.customer AS there ON there.id = met WHERE fate = 'changed'"
        ).fetchall()
        with self._apart():
            self._db.execute("DROP TABLE IF EXISTS temp.changed")
            self._db.execute(
                "CREATE TEMP TABLE changed (id TEXT PRIMARY KEY, name, phone, email, user_id, etc1, etc2, note,"
                " consent, phone_key, email_key, found_by, sketch)"
            )
            self._db.executemany(
                f"INSERT INTO temp.changed VALUES ({', '.join('?' * 13)})",  # noqa: S608
                map(self._changed_row, rows),
            )

    def _changed_row(self, row: sqlite3.Row) -> tuple[object, ...]:
        told = {name: row[name] or row[f"o_{name}"] for name in _EDITED}
        for name in ("phone", "email"):
            if row[f"{name}_key"] == row[f"o_{name}_key"]:
                told[name] = row[f"o_{name}"]
        traits = traits_of(Details(**told), self._country)
        consent = row["consent"] or row["o_consent"]
        return (row["met"], *told.values(), consent, traits.phone, traits.email, traits.found_by, traits.sketch)

    def _is_overtaken(self) -> bool:
        """Whether somebody was added, or one of those who are meant was edited, merged or erased since."""
        if self._last() != self._last_known:
            return True
        return bool(
            self._db.execute(
                f"SELECT 1 FROM temp.staged LEFT JOIN main.customer AS there ON there.id = met"  # noqa: S608
                f" WHERE met IS NOT NULL AND (there.id IS NULL OR fate = 'changed' AND seen <> {_SEEN}) LIMIT 1"
            ).fetchone()
        )

    def _last(self) -> int:
        return int(self._db.execute("SELECT ifnull(max(rowid), 0) FROM main.customer").fetchone()[0])

    def _take_over(self) -> None:
        now = self._now()
        changed = self._db.execute(
            "SELECT there.rowid, there.found_by, changed.found_by FROM temp.changed"
            " CROSS JOIN main.customer AS there USING (id)"
        ).fetchall()
        self._db.execute(
            "INSERT INTO main.customer (id, name, phone, email, user_id, etc1, etc2, note, consent, phone_key,"
            " email_key, found_by, sketch, added_at, used_at, warmth)"
            " SELECT id, name, phone, email, user_id, etc1, etc2, note, consent, phone_key, email_key,"
            " found_by, sketch, ?1, ?1, ?2 FROM temp.staged WHERE fate = 'new' ORDER BY line",
            (time_in(now), int(now.timestamp())),
        )
        changes = ", ".join(
            f"{name} = changed.{name}" for name in (*_EDITED, "consent", "phone_key", "email_key", "found_by", "sketch")
        )
        self._db.execute(f"UPDATE main.customer SET {changes} FROM temp.changed WHERE customer.id = changed.id")  # noqa: S608
        self._index([tuple(row) for row in changed])
        self._db.execute(
            "INSERT OR IGNORE INTO main.brought_stamp (stamp_idx, customer_id, brought_at)"
            " SELECT stamp_idx, owner, ? FROM temp.staged_stamp AS told JOIN temp.staged USING (line)"
            " WHERE NOT EXISTS (SELECT 1 FROM main.stamp WHERE stamp_idx = told.stamp_idx)",
            (time_in(now),),
        )

    def _index(self, changed: list[tuple[int, str, str]]) -> None:
        """``changed``: rowid, what they were found by, and what they are. Of many the keys would hold everybody up."""
        rows = self._db.execute("SELECT rowid, '', found_by FROM main.customer WHERE rowid > ?", (self._last_known,))
        both = [*(tuple(row) for row in rows), *changed]
        look_up = LookUp(self._db)
        if look_up.state.is_ready and len(both) > _INDEXED_AT_ONCE:
            look_up.distrust()
        else:
            look_up.changed_many([(number, before, index_keys(found_by)) for number, before, found_by in both])


_STRANGERS = """
SELECT line, stamp_idx FROM temp.staged_stamp JOIN temp.staged USING (line)
    CROSS JOIN main.stamp USING (stamp_idx) WHERE customer_id <> owner
UNION SELECT line, stamp_idx FROM temp.staged_stamp JOIN temp.staged USING (line)
    CROSS JOIN main.brought_stamp USING (stamp_idx) WHERE customer_id <> owner
UNION SELECT mine.line, mine.stamp_idx FROM temp.staged_stamp AS mine
    JOIN temp.staged_stamp AS theirs ON theirs.stamp_idx = mine.stamp_idx AND theirs.line < mine.line
    JOIN temp.staged AS me ON me.line = mine.line JOIN temp.staged AS them ON them.line = theirs.line
    WHERE me.owner <> them.owner
"""
