"""The disk fails before, while and after an answer comes: nothing is lost, nothing is doubled, and it is shown."""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Entry, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call
from kiosk_app.domain.stamp import NewStamp, StampView
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.keeping import answered, settle_kept
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.services.timing import Timing
from kiosk_app.store.database import Database
from kiosk_app.store.emergency import EmergencyFile
from kiosk_app.store.store import Store
from tests.conftest import LogWatch
from tests.fakes.disk import FullDisk
from tests.fakes.stamp_api import FakeStampApi, lost, refused
from tests.shops import Shop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size")

KEPT = "kept until the disk takes it"
NO_ROOM = (DiskReason.FULL, DiskReason.UNREADABLE)


class Api(FakeStampApi):
    """Does something just before an answer comes back."""

    def __init__(self, of: FakeStampApi) -> None:
        super().__init__(of.today)
        self.meanwhile: Callable[[], None] = lambda: None
        self.stamps = of.stamps

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        answer = super().create(new)
        self.meanwhile()
        return answer

    def add(self, stamp_idx: StampIdx) -> Answer[None]:
        answer = super().add(stamp_idx)
        self.meanwhile()
        return answer

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        return super().validate(stamp_idx, deadline_s)


class Stage:
    """A shop, its disk, and the sender that a start of the program makes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shop = Shop(folder)
        self.disk = FullDisk(folder)
        self.api = Api(self.shop.api)
        self.store = self.shop.store
        self.sender = self._sender("first")

    def start_again(self) -> None:
        """Killed and started: all that was in memory is gone, and nobody lives that was alive."""
        database = Database(self.folder / "kiosk.db", self.folder / "backups")
        database.prepare()
        settle = partial(settle_kept, timing=Timing())
        self.store = Store(database, self.shop.clock.now, lambda: "GB", "second", settle)
        self.sender = self._sender("second")

    def issue(self) -> Entry:
        opened = self.shop.issuing.open(IssueRequest("press", 123, customer_id=self.shop.customer.id, again=True))
        assert isinstance(opened, IssueOpened)
        return opened.entries[0]

    def visit(self) -> Entry:
        with self.store.writing() as work:
            draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, self.shop.customer.id, 1301)
            return work.journal.open("visit", [draft]).entries[0]

    def entry(self, entry: Entry) -> Entry:
        with self.store.reading() as work:
            now = work.journal.entry(entry.id)
        assert now
        return now

    def kept(self) -> list[str]:
        return [one.reference for one in EmergencyFile(self.folder / "kiosk.db-emergency").read()]

    def _sender(self, me: str) -> Sender:
        shop = self.shop
        line = PacedLine(self.store, self.api, shop.account, shop.looking, Timing(), chance=lambda: 0.5)
        return Sender(line, Owner(me, lambda who: who == me), shop.clock)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.disk.free()


def test_a_stamp_whose_answer_cannot_be_written_is_shown_all_the_same(stage: Stage, log_watch: LogWatch) -> None:
    log_watch.expect(KEPT)
    entry = stage.issue()
    stage.api.meanwhile = stage.disk.fill
    sent = stage.sender.send_next()
    assert sent
    assert sent.state is State.DONE
    assert sent.stamp_idx in stage.api.stamps
    seen = stage.shop.outbox.of_intent("press")[0].entry
    assert (seen.id, seen.state, seen.stamp_idx) == (entry.id, State.DONE, sent.stamp_idx)
    stamp = stage.shop.looking.ours(sent.stamp_idx or 0)
    assert stamp
    assert stamp.url == f"https://vvd.bz/stamp/{sent.stamp_idx}"


def test_what_is_only_shown_is_not_told_as_settled(
    stage: Stage, log_watch: LogWatch, caplog: pytest.LogCaptureFixture
) -> None:
    log_watch.expect(KEPT)
    caplog.set_level(logging.INFO, "kiosk_app")
    entry = stage.issue()
    stage.api.meanwhile = stage.disk.fill
    stage.sender.send_next()
    caplog.clear()
    for _ in range(3):
        assert stage.shop.outbox.of_intent("press")[0].entry.state is State.DONE
    assert entry.reference not in caplog.text
    stage.disk.free()
    stage.sender.send_next()
    assert caplog.text.count(f"{entry.reference} issue: sending -> done") == 1


def test_an_answer_is_shown_while_somebody_else_writes(stage: Stage, log_watch: LogWatch) -> None:
    log_watch.expect(KEPT)
    stage.issue()
    stage.api.meanwhile = stage.disk.fill
    sent = stage.sender.send_next()
    with closing(sqlite3.connect(stage.folder / "kiosk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        seen = stage.shop.outbox.of_intent("press")[0].entry
    assert sent
    assert (seen.state, seen.stamp_idx) == (State.DONE, sent.stamp_idx)


def test_while_it_is_unsaved_nothing_else_is_sent_and_then_it_is_saved_by_itself(
    stage: Stage, log_watch: LogWatch
) -> None:
    log_watch.expect(KEPT)
    stage.shop.put_stamp(1301, 3)
    entry, visit = stage.issue(), stage.visit()
    stage.api.meanwhile = stage.disk.fill
    stage.sender.send_next()
    stage.api.meanwhile = lambda: None
    for _ in range(3):
        with pytest.raises(StoreTrouble) as trouble:
            stage.sender.send_next()
        assert trouble.value.reason in NO_ROOM
    assert [asked.call for asked in stage.api.asked] == [Call.CREATE]
    stage.disk.free()
    stage.sender.send_next()
    assert stage.kept() == []
    assert stage.entry(entry).state is State.DONE
    assert stage.entry(visit).state is State.DONE
    assert [asked.call for asked in stage.api.asked].count(Call.CREATE) == 1


def test_a_kill_after_that_loses_nothing_and_doubles_nothing(stage: Stage, log_watch: LogWatch) -> None:
    log_watch.expect(KEPT)
    entry = stage.issue()
    stage.api.meanwhile = stage.disk.fill
    sent = stage.sender.send_next()
    assert sent
    assert stage.kept() == [entry.reference]
    stage.disk.free()
    stage.start_again()
    assert stage.sender.recover() in (0, 1)
    assert stage.sender.send_next() is None
    settled = stage.entry(entry)
    assert (settled.state, settled.stamp_idx) == (State.DONE, sent.stamp_idx)
    assert stage.kept() == []
    assert len(stage.api.stamps) == 1


def test_another_process_that_met_the_doubt_first_still_learns_the_answer(stage: Stage, log_watch: LogWatch) -> None:
    entry = stage.issue()
    with stage.store.writing() as work:
        claimed = work.journal.claim("dead", only=None, ignore_due=False)
    assert claimed
    log_watch.expect("its sender ended")
    stage.sender.recover()
    assert stage.entry(entry).state is State.UNKNOWN
    answer = stage.api.create(claimed.fields) if isinstance(claimed.fields, NewStamp) else None
    assert answer
    EmergencyFile(stage.folder / "kiosk.db-emergency").write(answered(claimed, answer))
    stage.start_again()
    stage.sender.send_next()
    assert (stage.entry(entry).state, stage.entry(entry).stamp_idx) == (State.DONE, answer.result)


def test_a_disk_that_is_full_before_it_is_written_down_sends_nothing(stage: Stage, log_watch: LogWatch) -> None:
    log_watch.expect(KEPT)
    entry = stage.issue()
    stage.disk.fill()
    with pytest.raises(StoreTrouble) as trouble:
        stage.sender.send_next()
    assert trouble.value.reason in NO_ROOM
    assert stage.api.asked == []
    stage.disk.free()
    assert stage.entry(entry).state is State.WAITING
    stage.sender.send_next()
    assert stage.entry(entry).state is State.DONE
    assert len(stage.api.stamps) == 1


def test_a_disk_that_fills_between_claim_and_write_gives_the_entry_back(stage: Stage, log_watch: LogWatch) -> None:
    log_watch.expect(KEPT)
    stage.shop.put_stamp(1301, 3, as_of=None)
    visit = stage.visit()
    look = stage.api.validate

    def fill_after(stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        answer = look(stamp_idx, deadline_s)
        stage.disk.fill()
        return answer

    stage.api.validate = fill_after  # type: ignore[method-assign]
    with pytest.raises(StoreTrouble):
        stage.sender.send_next()
    assert Call.ADD not in [asked.call for asked in stage.api.asked]
    stage.api.validate = look  # type: ignore[method-assign]
    stage.disk.free()
    stage.sender.send_next()  # saves, and sends
    stage.sender.send_next()
    assert stage.entry(visit).state is State.DONE
    assert stage.api.stamps[1301].visits == 4


@pytest.mark.parametrize("applies", [True, False])
def test_a_doubt_that_cannot_be_written_stays_a_doubt(stage: Stage, log_watch: LogWatch, applies: bool) -> None:
    log_watch.expect(KEPT)
    stage.shop.put_stamp(1301, 3)
    visit = stage.visit()
    stage.api.script(Call.ADD, lost(Call.ADD), applies=applies)
    stage.api.meanwhile = stage.disk.fill
    sent = stage.sender.send_next()
    assert sent
    assert sent.state is State.UNKNOWN
    stage.api.meanwhile = stage.disk.free
    stage.disk.free()
    for seconds in (1, 31, 1, 1):
        stage.shop.clock.advance(seconds)
        stage.sender.send_next()
        stage.sender.prove_next()
    assert stage.entry(visit).state is State.DONE
    assert stage.api.stamps[1301].visits == 4


def test_a_refusal_that_cannot_be_judged_is_asked_again(stage: Stage, log_watch: LogWatch) -> None:
    log_watch.expect(KEPT)
    entry = stage.issue()
    stage.api.script(Call.CREATE, refused("No such card"))
    stage.api.meanwhile = stage.disk.fill
    sent = stage.sender.send_next()
    assert sent
    assert sent.state is State.WAITING
    stage.api.meanwhile = lambda: None
    stage.disk.free()
    stage.sender.send_next()
    assert stage.entry(entry).state is State.DONE
    assert len(stage.api.stamps) == 1
