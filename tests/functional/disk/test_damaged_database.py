"""A damaged, empty, random or missing database is told and left as it is; it never begins with nothing in silence."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.store.database import Database
from tests.functional.disk.damage import names, spoil_pages, used, with_log

FRAME = 24 + 4096


def prepared(folder: Path) -> Database:
    database = Database(folder / "kiosk.db", folder / "backups")
    database.prepare()
    return database


def trouble_of(folder: Path) -> DiskReason:
    with pytest.raises(StoreTrouble) as caught:
        prepared(folder)
    return caught.value.reason


def test_a_new_folder_begins_with_nothing(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    prepared(tmp_path)
    assert (tmp_path / "kiosk.db").exists()


def test_a_database_that_is_gone_is_missed(tmp_path: Path) -> None:
    used(tmp_path).unlink()
    assert trouble_of(tmp_path) is DiskReason.GONE
    assert not (tmp_path / "kiosk.db").exists()


def test_an_empty_one_is_no_beginning(tmp_path: Path) -> None:
    used(tmp_path).write_bytes(b"")
    assert trouble_of(tmp_path) is DiskReason.GONE
    assert (tmp_path / "kiosk.db").read_bytes() == b""


def test_a_backup_alone_tells_that_there_was_one(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "kiosk-20261120T100000Z.db").touch()
    assert trouble_of(tmp_path) is DiskReason.GONE


@pytest.mark.parametrize("content", [b"\0" * 8192, b"this is no database at all" * 400])
def test_zeros_and_random_bytes_are_told_and_kept(tmp_path: Path, content: bytes) -> None:
    used(tmp_path).write_bytes(content)
    assert trouble_of(tmp_path) is DiskReason.DAMAGED
    assert (tmp_path / "kiosk.db").read_bytes() == content


def test_damage_within_is_found_by_looking_through_and_then_remembered(tmp_path: Path) -> None:
    path = used(tmp_path)
    spoil_pages(path)
    spoilt = path.read_bytes()
    database = prepared(tmp_path)
    with pytest.raises(StoreTrouble) as caught:
        database.check()
    assert caught.value.reason is DiskReason.DAMAGED
    database.close()
    assert trouble_of(tmp_path) is DiskReason.DAMAGED
    assert path.read_bytes() == spoilt


def test_what_was_only_suspected_goes_on(tmp_path: Path) -> None:
    used(tmp_path)
    (tmp_path / "kiosk.db-suspect").touch()
    prepared(tmp_path).check()
    assert not (tmp_path / "kiosk.db-suspect").exists()


def test_a_log_that_a_kill_left_is_read_to_its_end(tmp_path: Path) -> None:
    left = with_log(tmp_path)
    prepared(left)
    assert names(left / "kiosk.db") == [f"late{number}" for number in range(6)]


def test_what_a_power_cut_left_of_the_last_commit_is_no_damage(tmp_path: Path) -> None:
    left = with_log(tmp_path)
    log = left / "kiosk.db-wal"
    log.write_bytes(log.read_bytes()[: -FRAME // 2])
    prepared(left)
    assert names(left / "kiosk.db") == [f"late{number}" for number in range(5)]


@pytest.mark.parametrize("how", ["flipped", "zeroed", "begun wrong", "all zeros"])
def test_a_log_with_commits_that_would_be_passed_over_is_damage_and_is_kept(tmp_path: Path, how: str) -> None:
    left = with_log(tmp_path)
    log = left / "kiosk.db-wal"
    data = bytearray(log.read_bytes())
    match how:
        case "flipped":
            data[32 + 24 + 100] ^= 0x10
        case "zeroed":
            data[32 : 32 + FRAME] = bytes(FRAME)
        case "begun wrong":
            data[16] ^= 0x01
        case _:
            data = bytearray(len(data))
    log.write_bytes(data)
    assert trouble_of(left) is DiskReason.DAMAGED
    assert trouble_of(left) is DiskReason.DAMAGED
    kept = [path for path in (log, left / "kiosk.db-wal-damaged") if path.exists() and path.read_bytes() == bytes(data)]
    assert kept


def test_two_starts_beside_a_writer_see_no_damage(tmp_path: Path) -> None:
    used(tmp_path)
    first = prepared(tmp_path)
    with first.writing() as connection:
        connection.execute("UPDATE customer SET note = 'x'")
    with closing(sqlite3.connect(tmp_path / "kiosk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE customer SET note = 'y'")
        prepared(tmp_path).check()
        other.execute("COMMIT")


_FOLDING = """
import fcntl, sys
index = open(sys.argv[1], "r+b")
fcntl.lockf(index, fcntl.LOCK_EX, 1, 121)  # SQLite's lock of who checkpoints (walformat.html, WAL_CKPT_LOCK)
print("mine", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="locks of another process are of another kind there")
def test_a_start_while_another_process_folds_the_log_in_sees_no_damage(tmp_path: Path) -> None:
    used(tmp_path)
    first = prepared(tmp_path)
    for note in "xyz":
        with first.writing() as connection:
            connection.execute("UPDATE customer SET note = ?", (note,))
    with subprocess.Popen(
        [sys.executable, "-c", _FOLDING, str(tmp_path / "kiosk.db-shm")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "mine\n"
        prepared(tmp_path).check()
    assert not (tmp_path / "kiosk.db-wal-damaged").exists()
