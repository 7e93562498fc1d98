"""Backups are whole, seven, their user's alone, and believed only after they were looked through."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import BackupRefused, DiskReason, StoreTrouble, Unfit
from kiosk_app.store.backups import Backups, read_backup
from tests.conftest import LogWatch
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import make_store
from tests.functional.disk.damage import names, spoil_pages, used


def backups_of(folder: Path) -> Backups:
    return Backups(folder / "kiosk.db", folder / "backups")


def test_a_backup_has_what_is_in_the_log_and_is_one_file_of_its_users_own(tmp_path: Path) -> None:
    store = make_store(tmp_path, FakeClock())
    with store.writing() as work:
        work.directory.add(Customer("late", Details(name="Late")))
    made = backups_of(tmp_path).make(START)
    assert made.name == "kiosk-20261121T104200Z.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert names(made) == ["late"]
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [made.name]
    assert read_backup(made).rows == 1
    assert read_backup(made).at == START


def test_one_a_day_is_due_and_the_last_seven_stay(tmp_path: Path) -> None:
    used(tmp_path)
    backups = backups_of(tmp_path)
    for day in range(10):
        now = START + timedelta(days=day)
        assert backups.is_due(now)
        backups.make(now)
        assert not backups.is_due(now + timedelta(hours=23))
    kept = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert kept == [f"kiosk-202611{day}T104200Z.db" for day in range(24, 31)]


def test_a_clock_that_was_set_back_keeps_no_backup_from_being_made(tmp_path: Path) -> None:
    used(tmp_path)
    backups = backups_of(tmp_path)
    backups.make(START + timedelta(days=400))
    assert backups.is_due(START)


def test_a_damaged_database_makes_no_backup_and_costs_none(tmp_path: Path) -> None:
    path = used(tmp_path)
    backups = backups_of(tmp_path)
    before = [backups.make(START + timedelta(days=day)) for day in range(7)]
    spoil_pages(path)
    with pytest.raises(StoreTrouble) as caught:
        backups.make(START + timedelta(days=9))
    assert caught.value.reason is DiskReason.DAMAGED
    assert sorted((tmp_path / "backups").iterdir()) == before


def test_the_newest_good_one_is_offered(tmp_path: Path, log_watch: LogWatch) -> None:
    used(tmp_path)
    backups = backups_of(tmp_path)
    made = [backups.make(START + timedelta(days=day)) for day in range(4)]
    spoil_pages(made[3])
    made[2].write_bytes(b"not a database")
    log_watch.expect("is no good backup")
    good = backups.newest_good()
    assert good
    assert good.path == made[1]
    assert good.at == START + timedelta(days=1)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("CREATE TRIGGER bad AFTER INSERT ON entry BEGIN DELETE FROM customer; END", Unfit.NOT_OURS),
        ("DROP TABLE gate", Unfit.NOT_OURS),
        ("PRAGMA user_version = 0", Unfit.NOT_OURS),
        ("PRAGMA user_version = 999", Unfit.NEWER),
    ],
)
def test_a_file_that_is_not_exactly_ours_is_refused(tmp_path: Path, statement: str, why: Unfit) -> None:
    used(tmp_path)
    made = backups_of(tmp_path).make(START)
    with closing(sqlite3.connect(made)) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(BackupRefused) as caught:
        read_backup(made)
    assert caught.value.why is why


@pytest.mark.parametrize(("content", "why"), [(b"hello" * 999, Unfit.NOT_OURS), (b"", Unfit.NOT_OURS)])
def test_any_other_file_is_refused(tmp_path: Path, content: bytes, why: Unfit) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(BackupRefused) as caught:
        read_backup(tmp_path / "x.db")
    assert caught.value.why is why
    with pytest.raises(BackupRefused) as caught:
        read_backup(tmp_path / "nowhere.db")
    assert caught.value.why is Unfit.MISSING


def test_reading_a_backup_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = used(tmp_path)  # a raw copy of a closed database still says that it keeps a log
    (tmp_path / "away").mkdir()
    raw = tmp_path / "away" / "copied.db"
    raw.write_bytes(path.read_bytes())
    before = raw.read_bytes()
    assert read_backup(raw).rows == 300
    assert list(raw.parent.iterdir()) == [raw]
    assert raw.read_bytes() == before
