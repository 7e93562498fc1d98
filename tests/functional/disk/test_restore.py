"""Beginning again: what was there is kept aside, and nothing that is old is sent unasked."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Kind, State, Turn, Why
from kiosk_app.domain.ready import ReadyStamp
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.settling import settle
from kiosk_app.store.backups import Backups, read_backup
from kiosk_app.store.database import Database
from kiosk_app.store.journal import Step
from kiosk_app.store.restore import restore, start_empty
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import make_store
from tests.fakes.stamp_api import lost
from tests.functional.disk.damage import names, used, with_log
from tests.shops import Shop

ROOT = Path(__file__).parents[3]


def test_a_three_day_old_backup_sends_nothing_old_unasked(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for stamp_idx in (1301, 1302, 1303):
        shop.put_stamp(stamp_idx)
    with shop.store.writing() as work:
        for stamp_idx in (1301, 1302, 1303):
            draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", stamp_idx)
            work.journal.open(f"visit {stamp_idx}", [draft])
    shop.api.script(Kind.VISIT.call, lost(Kind.VISIT.call))
    shop.send()  # unknown
    with shop.store.writing() as work:
        going = work.journal.claim("somebody", only=None, ignore_due=True)
        assert going
        work.journal.mark_going(going, 7)
    backup = Backups(tmp_path / "kiosk.db", tmp_path / "backups").make(shop.clock.now())
    shop.clock.advance(timedelta(days=3).total_seconds())
    restore(read_backup(backup), tmp_path / "kiosk.db", shop.clock.now(), "the owner")
    shop.api.asked.clear()
    for _ in range(5):
        shop.sender.recover()
        assert shop.sender.send_next(ignore_due=True) is None
        assert shop.sender.prove_next(ignore_due=True) is None
        shop.clock.advance(3600)
    assert shop.api.asked == []
    lines = Outbox(shop.store).open()
    states = [(line.entry.stamp_idx, line.entry.state, line.entry.due_at, line.entry.why) for line in lines]
    assert states == [
        (1301, State.UNKNOWN, None, Why.RESTORED),
        (1302, State.UNKNOWN, None, Why.RESTORED),
        (1303, State.WAITING, None, Why.RESTORED),
    ]
    assert Outbox(shop.store).standing().needs == 3
    with shop.store.reading() as work:
        assert all(work.journal.events(line.entry.id)[-1].why is Why.RESTORED for line in lines)


def test_after_a_restore_no_ready_stamp_is_handed_out_and_none_is_made(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    today = shop.clock.today()
    with shop.store.writing() as work:
        work.ready.put(ReadyStamp(1401, 123, "", today, today + timedelta(days=365), False, shop.clock.now()))
        for number in range(2):
            new = NewStamp(123, today, today + timedelta(days=365), active=False)
            draft = Draft(work.journal.fresh_reference(), Kind.READY, 123, None, fields=new, turn=Turn.REFILL)
            work.journal.open(f"ready {number}", [draft])
        going = work.journal.claim("somebody", only=None, ignore_due=True)
    assert going
    backup = Backups(tmp_path / "kiosk.db", tmp_path / "backups").make(shop.clock.now())
    restore(read_backup(backup), tmp_path / "kiosk.db", shop.clock.now(), "the owner")
    with shop.store.reading() as work:
        assert work.ready.stock(123) == ()
        assert [one.stamp_idx for one in work.ready.aside()] == [1401]
        ends = [line.entry.state for number in range(2) for line in work.lists.of_intent(f"ready {number}")]
    assert ends == [State.ASIDE, State.CANCELLED]
    assert Outbox(shop.store).standing().needs == 0


def test_a_stamp_that_was_ready_before_a_restore_is_listed_until_it_is_cleared_up(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    today = shop.clock.today()
    with shop.store.writing() as work:
        new = NewStamp(123, today, today + timedelta(days=365), active=False)
        draft = Draft(work.journal.fresh_reference(), Kind.READY, 123, None, fields=new, turn=Turn.REFILL)
        work.journal.open("ready", [draft])
        making = work.journal.claim("somebody", only=None, ignore_due=True)
        assert making
        settle(work, making, Step(State.DONE, Why.ANSWERED, stamp_idx=1401))
    backup = Backups(tmp_path / "kiosk.db", tmp_path / "backups").make(shop.clock.now())
    restore(read_backup(backup), tmp_path / "kiosk.db", shop.clock.now(), "the owner")
    outbox, now = Outbox(shop.store), shop.clock.now()
    (unused,) = outbox.page(now, now, 12, [123]).unused
    assert unused.entry.stamp_idx == 1401
    outbox.cleared_up(unused.entry.id)
    assert outbox.page(now, now, 12, [123]).unused == ()


def test_what_was_there_is_kept_aside_with_its_log(tmp_path: Path) -> None:
    left = with_log(tmp_path)
    backup = read_backup(Backups(used(tmp_path / "other"), tmp_path / "other").make(FakeClock().now()))
    kept = restore(backup, left / "kiosk.db", FakeClock().now(), "the owner")
    assert len(names(left / "kiosk.db")) == 300
    assert kept
    assert names(kept) == [f"late{number}" for number in range(6)]


def test_starting_empty_removes_nothing(tmp_path: Path) -> None:
    path = used(tmp_path)
    before = path.read_bytes()
    kept = start_empty(path, FakeClock().now())
    assert kept
    assert kept.read_bytes() == before
    Database(path, tmp_path / "backups").prepare()
    assert names(path) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["random", "gone", "suspect"])
def test_after_a_restore_the_next_start_goes_on(tmp_path: Path, damage: str) -> None:
    path = used(tmp_path)
    backup = read_backup(Backups(path, tmp_path / "backups").make(FakeClock().now()))
    match damage:
        case "random":
            path.write_bytes(b"random" * 3000)
        case "gone":
            path.unlink()
        case _:
            (tmp_path / "kiosk.db-suspect").touch()
            (tmp_path / "kiosk.db-wal-damaged").touch()
    restore(backup, path, FakeClock().now(), "the owner")
    store = make_store(tmp_path, FakeClock())
    with store.reading() as work:
        assert not work.directory.is_empty()


CUT = """
import os, sys
from pathlib import Path
from kiosk_app.store.backups import read_backup
from kiosk_app.store.journal import Step
from kiosk_app.store.restore import restore
from tests.fakes.clock import START
folder, left = Path(sys.argv[1]), int(sys.argv[2])
def cut(event, _arguments):
    global left
    if event == "os.rename":
        left -= 1
        if not left:
            os._exit(9)
backup = read_backup(folder.parent / "elsewhere.db")
sys.addaudithook(cut)
restore(backup, folder / "kiosk.db", START, "the owner")
"""


@pytest.mark.parametrize("rename", range(1, 6))
def test_a_cut_at_any_rename_never_leaves_an_empty_folder_in_silence(tmp_path: Path, rename: int) -> None:
    left = with_log(tmp_path)
    Backups(used(tmp_path / "other"), tmp_path / "other").copy_to(tmp_path / "elsewhere.db")
    command = [sys.executable, "-c", CUT, str(left), str(rename)]
    ended = subprocess.run(command, cwd=ROOT, check=False, timeout=60)
    assert ended.returncode in (0, 9)
    database = Database(left / "kiosk.db", left / "backups")
    found = None
    try:
        database.prepare()
    except StoreTrouble as trouble:
        found = trouble.reason
    if found is None:
        assert len(names(left / "kiosk.db")) == (6 if rename == 1 else 300)
    else:
        assert (found, ended.returncode) == (DiskReason.GONE, 9)
        assert list(left.glob("kiosk.db-aside-*"))


def test_what_the_disk_refuses_to_restore_leaves_all_as_it_was(tmp_path: Path) -> None:
    left = with_log(tmp_path)
    Backups(used(tmp_path / "other"), tmp_path / "other").copy_to(tmp_path / "elsewhere.db")
    backup = read_backup(tmp_path / "elsewhere.db")
    (left / "kiosk.db-ready").mkdir()  # nothing can be made ready there
    with pytest.raises(StoreTrouble):
        restore(backup, left / "kiosk.db", START, "the owner")
    (left / "kiosk.db-ready").rmdir()
    Database(left / "kiosk.db", left / "backups").prepare()
    assert len(names(left / "kiosk.db")) == 6
