"""The file itself: migrations, pragmas, and which faults are the disk's."""

from __future__ import annotations

import os
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Timer

import pytest

from kiosk_app.domain.difference import Fact
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Reason
from kiosk_app.store.database import Database, copy_whole, migrations


def _database(folder: Path) -> Database:
    (folder / "backups").mkdir(exist_ok=True)
    return Database(folder / "kiosk.db", folder / "backups")


def _schema(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def test_preparing_twice_changes_nothing(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.prepare()
    before = _schema(tmp_path / "kiosk.db")
    database.prepare()
    assert _schema(tmp_path / "kiosk.db") == before


def test_many_starts_at_once_make_one_database(tmp_path: Path) -> None:
    databases = [_database(tmp_path) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Database.prepare, databases))
    with databases[0].reading() as connection:
        assert connection.execute("SELECT count(*) FROM gate").fetchone()[0] == 1
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(migrations())


def test_copies_that_a_power_cut_left_half_made_are_cleared_a_day_later(tmp_path: Path) -> None:
    half_made, just_begun = tmp_path / "kiosk-before-0002.db.x1.part", tmp_path / "kiosk-before-0002.db.x2.part"
    for left in (half_made, just_begun):
        left.write_bytes(b"")
    os.utime(half_made, times=(0, just_begun.stat().st_mtime - 100_000))
    database = _database(tmp_path)
    database.prepare()
    with database.reading() as connection:
        copy_whole(connection, tmp_path / "copy.db")
    assert not half_made.exists()
    assert just_begun.exists()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_start_waits_for_another_that_is_writing_the_new_file(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with closing(sqlite3.connect(tmp_path / "kiosk.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        commit = Timer(0.2, other.execute, ("COMMIT",))
        commit.start()
        database.prepare()
        commit.join()
    with database.reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_commit_survives_a_power_cut_by_its_pragmas(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.prepare()
    with database.writing() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0


def test_a_unit_of_work_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.prepare()
    with suppress(ZeroDivisionError), database.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('folder id', 'x')")
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 0


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.prepare()
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreTrouble) as trouble:
        database.prepare()
    assert trouble.value.reason is DiskReason.NEWER


@pytest.mark.parametrize("content", [b"this is no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_told_and_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kiosk.db").write_bytes(content)
    with pytest.raises(StoreTrouble) as trouble:
        _database(tmp_path).prepare()
    assert trouble.value.reason is DiskReason.DAMAGED
    assert (tmp_path / "kiosk.db").read_bytes() == content


def test_a_fault_of_ours_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.prepare()
    with pytest.raises(sqlite3.OperationalError), database.reading() as connection:
        connection.execute("SELECT nonsense FROM nowhere")


def test_the_columns_check_what_the_enums_say(tmp_path: Path) -> None:
    schema = " ".join(migrations())
    for enum in (Kind, State, Fact):
        listed = ", ".join(f"'{member.value}'" for member in enum)
        assert f"IN ({listed})" in schema
    assert len({reason.value for reason in Reason}) == len(Reason)


def test_history_can_be_neither_changed_nor_removed(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.prepare()
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO entry (reference, intent, position, kind, state, card_idx, opened_at, why, reason, message)"
            " VALUES ('R', 'i', 0, 'ready', 'waiting', 1, 't', 'opened', 'ok', '')"
        )
        connection.execute("INSERT INTO event VALUES (1, 1, 't', NULL, 'waiting', 'opened', 'ok', 'x', '')")
    for statement in ("UPDATE event SET note = 'other'", "DELETE FROM event"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"), database.writing() as connection:
            connection.execute(statement)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size")
def test_a_disk_without_room_for_what_lies_beside_the_file_is_full(tmp_path: Path) -> None:
    import resource

    database = _database(tmp_path)
    database.prepare()
    database.close()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, hard))  # the WAL's index is 32 KiB
    try:
        with pytest.raises(StoreTrouble) as caught, database.reading() as connection:
            connection.execute("SELECT * FROM gate").fetchone()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.reason is DiskReason.FULL
