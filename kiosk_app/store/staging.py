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
from functools import partial

from kiosk_app.domain.customer import Customer, email_key, found_by, phone_key
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.likeness import agree
from kiosk_app.domain.text import fold
from kiosk_app.store.duplicates import Alike, find_alike
from kiosk_app.store.taking_over import EDITED, SEEN, Known, TakingOver, last_known
from kiosk_app.store.trouble import of_sqlite

_MOST_ALIKE = 20  # lines with one phone or e-mail: more of them, and it is nobody's

_TABLES = """
CREATE TEMP TABLE staged (
    line INTEGER PRIMARY KEY, id TEXT, has_id INTEGER, name TEXT, phone TEXT, email TEXT, user_id TEXT, etc1 TEXT,
    etc2 TEXT, note TEXT, consent TEXT, phone_key TEXT, email_key TEXT, found_by TEXT, name_alone TEXT,
    phone_tells TEXT, email_tells TEXT, met TEXT, twin INTEGER, fate TEXT, owner TEXT, seen TEXT
);
CREATE TEMP TABLE with_name_alone (folded TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TEMP TABLE staged_stamp (line INTEGER, stamp_idx ANY, PRIMARY KEY (stamp_idx, line)) WITHOUT ROWID
"""
# Made of all at once: sorted, they take a fraction of what every line by itself would.
_INDEXES = """
CREATE INDEX IF NOT EXISTS temp.staged_by_id ON staged (id);
CREATE INDEX IF NOT EXISTS temp.staged_by_user_id ON staged (user_id) WHERE user_id <> '';
CREATE INDEX IF NOT EXISTS temp.staged_by_phone ON staged (phone_tells) WHERE phone_tells <> '';
CREATE INDEX IF NOT EXISTS temp.staged_by_email ON staged (email_tells) WHERE email_tells <> '';
CREATE INDEX IF NOT EXISTS temp.staged_by_met ON staged (met) WHERE met IS NOT NULL;
CREATE INDEX IF NOT EXISTS temp.staged_by_name ON staged (name_alone) WHERE name_alone <> ''
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
INSERT OR IGNORE INTO temp.with_name_alone SELECT told_by(name), id FROM main.customer
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
        self._known: Known = (0, "")
        self._publish_keys: Callable[[Callable[[float], None]], None] | None = None
        connection.create_function("agree", 2, agree, deterministic=True)
        connection.create_function("told_by", 1, _told_by, deterministic=True)
        for statement in _TABLES.split(";"):
            connection.execute(statement)

    def add(self, lines: Iterable[Staged]) -> None:
        """Gather some more."""
        lines = tuple(lines)
        with self._apart():
            self._db.executemany(
                f"INSERT INTO temp.staged VALUES ({', '.join('?' * 17)}, NULL, NULL, NULL, NULL, NULL)",  # noqa: S608
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
            self._known = last_known(self._db)
            for index in _INDEXES.split(";"):
                self._db.execute(index)
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

    def publish(self, tell: Callable[[float], None] = lambda _share: None) -> bool:
        """Take what was compared over, all or nothing. False: nothing, because the directory has moved on since; it is
        to be compared anew.

        ``tell`` hears how much of what can be made before is made, and may raise to end it. Raises StoreTrouble; then
        nothing was changed.
        """
        taking_over = TakingOver(self._db, self._country, self._known)
        taking_over.prepare(tell)
        self._db.execute("BEGIN IMMEDIATE")
        if taking_over.is_overtaken():
            self._db.execute("ROLLBACK")
            return False
        build = taking_over.take(self._now())
        self._db.execute("COMMIT")
        self._publish_keys = partial(taking_over.publish_keys, build) if build else None
        return True

    def index(self, tell: Callable[[float], None] = lambda _share: None) -> None:
        """What many need so that searches find them as soon as ever; until then everybody is read. ``tell`` hears how
        much of it is done.
        """
        if self._publish_keys:
            self._publish_keys(tell)

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
        details = one.customer.details
        phone, email = phone_key(details.phone, self._country), email_key(details.email)
        consent = one.customer.consent.isoformat() if one.customer.consent else None
        has_more = details.user_id or phone or email or one.has_id
        told = (getattr(details, name) for name in EDITED)
        return (
            *(one.line, one.customer.id, one.has_id, *told, consent, phone, email, found_by(details, phone)),
            *("" if has_more else _told_by(details.name), phone, email),
        )

    # Comparing

    def _judge(self) -> None:
        self._db.execute("UPDATE temp.staged SET fate = iif(twin IS NULL, 'new', 'twin'), seen = NULL")
        self._db.execute(
            f"UPDATE temp.staged SET fate = iif({_DIFFERS}, 'changed', 'same'), seen = {SEEN}"  # noqa: S608
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


def _told_by(name: str) -> str:
    """How names that stand alone are compared: folded, but for the few signs of which then nothing is left."""
    return fold(name) or name


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
