"""Cuts a damaged search index out of a database that is whole otherwise: it can be made anew, and nothing else can."""

from __future__ import annotations

import logging
import re
import sqlite3

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.store.database import Database

_log = logging.getLogger(__name__)

_MADE_BY = "SELECT sql FROM sqlite_master WHERE name IN ('look_up', 'look_up_crowd')"
_LEFT_OVER = re.compile(r"(Main freelist: |.*: )?Page \d+(:| is)? never used", re.IGNORECASE)


def cut_out_index(database: Database) -> None:
    """Begin with an empty index, which is to be made anew.

    Raises StoreTrouble, and changes nothing, where anything besides the index is damaged.
    """
    with database.writing() as connection:
        made_by = [row[0] for row in connection.execute(_MADE_BY)]
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE tbl_name IN ('look_up', 'look_up_crowd')")
        connection.execute("PRAGMA writable_schema = RESET")  # has the schema read anew
        for statement in made_by:
            connection.execute(statement)
        connection.execute("DELETE FROM look_up_changed")
        connection.execute("UPDATE look_up_state SET state = 'stale'")
        _refuse_other_damage(connection)
    _log.warning("the search index was damaged: it is cut out, and will be made anew")
    _give_back_its_pages(database)


def _refuse_other_damage(connection: sqlite3.Connection) -> None:
    """The pages of what was cut out belong to nobody now; that is the only fault there may be."""
    for row in connection.execute("PRAGMA quick_check(1000000)"):
        faults = [line for line in str(row[0]).splitlines() if line != "ok" and not line.startswith("***")]
        if other := next((fault for fault in faults if not _LEFT_OVER.fullmatch(fault)), None):
            raise StoreTrouble(DiskReason.DAMAGED, other)


def _give_back_its_pages(database: Database) -> None:
    """The file is written anew without them. Customers' rowids may change by it, which only the index knows."""
    with database.alone() as connection:
        connection.execute("VACUUM")
