"""Connections to the database: one serves many units of work, unless something went wrong with it or its file."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.store.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    (tmp_path / "backups").mkdir()
    database = Database(tmp_path / "kiosk.db", tmp_path / "backups")
    database.prepare()
    return database


def test_one_that_came_through_well_serves_the_next(database: Database) -> None:
    with database.writing() as first:
        pass
    with database.reading() as second:
        assert second is first


def test_two_units_of_work_at_once_never_share_one(database: Database) -> None:
    with database.reading() as first, database.reading() as second:
        assert second is not first


def test_one_that_met_trouble_serves_nobody_any_more(database: Database) -> None:
    with suppress(ZeroDivisionError), database.writing() as first:
        raise ZeroDivisionError
    with database.reading() as second:
        assert second is not first
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        first.execute("SELECT 1")


def test_once_the_file_is_let_go_of_none_is_left_open(database: Database) -> None:
    with database.reading() as before:
        pass
    database.close()
    with database.reading() as after:
        assert after is not before
    for connection in (before, after):
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_file_that_is_gone_is_missed_at_once(database: Database, tmp_path: Path) -> None:
    with database.writing():
        pass
    (tmp_path / "kiosk.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(StoreTrouble) as trouble, database.writing():
        pass
    assert trouble.value.reason is DiskReason.UNREADABLE


def test_a_file_that_was_replaced_is_the_one_that_is_read(database: Database, tmp_path: Path) -> None:
    with database.reading():
        pass
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE here (what)")
    for beside in ("-wal", "-shm"):
        (tmp_path / f"kiosk.db{beside}").unlink()
    other.replace(tmp_path / "kiosk.db")
    with database.reading() as connection:
        assert [row["name"] for row in connection.execute("SELECT name FROM sqlite_master")] == ["here"]


def test_damage_is_met_by_the_next_to_read_whatever_was_read_before(database: Database, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('folder id', 'x')")
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 1
    with (tmp_path / "kiosk.db").open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreTrouble) as trouble, database.reading() as connection:
        connection.execute("SELECT count(*) FROM meta").fetchone()
    assert trouble.value.reason is DiskReason.DAMAGED
