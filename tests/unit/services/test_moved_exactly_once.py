"""However often the program is killed, and whatever is lost on the wire: a visit moves exactly once, or is listed.

Never is one taken back here that was not added there before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call, Connection
from kiosk_app.domain.stamp import Change, NewStamp, StampView
from kiosk_app.services.account import Account
from kiosk_app.services.corrections import Move
from kiosk_app.services.looking import Looking
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.services.timing import Timing
from tests.fakes.stamp_api import OFFLINE, FakeStampApi, lost
from tests.shops import ADDRESS, Shop

WRONG, RIGHT = 1301, 1302
BEAT_S = 20
FATES = st.sampled_from(["answered", "answered", "dies before", "dies after", "lost", "dropped", "offline"])


class Killed(BaseException):
    """The process ended here: nothing of it goes on, not even a handler."""


class Mortal:
    """The service as a counter sees it that can be killed before a call leaves, or once it arrived."""

    def __init__(self, api: FakeStampApi, fates: list[str], check: Callable[[], None]) -> None:
        self._api = api
        self._fates = iter(fates)
        self._check = check

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        return self._meet(Call.CREATE, lambda: self._api.create(new))

    def add(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._meet(Call.ADD, lambda: self._api.add(stamp_idx))

    def remove(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._meet(Call.REMOVE, lambda: self._api.remove(stamp_idx))

    def update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]:
        return self._meet(Call.UPDATE, lambda: self._api.update(stamp_idx, change))

    def delete(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._meet(Call.DELETE, lambda: self._api.delete(stamp_idx))

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        return self._meet(Call.VALIDATE, lambda: self._api.validate(stamp_idx))

    def test_connection(self, known: StampIdx | None) -> Connection:
        return self._api.connection

    def _meet(self, call: Call, work: Callable[[], Answer[Any]]) -> Answer[Any]:
        fate = next(self._fates, "answered")
        if fate == "dies before":
            raise Killed
        if fate in ("offline", "dropped"):
            return OFFLINE if fate == "offline" else lost(call)
        answer = work()
        self._check()
        if fate == "dies after":
            raise Killed
        return lost(call) if fate == "lost" else answer


class Moving:
    """A shop, a move, and one process after the other that sees it through."""

    def __init__(self, folder: Path, count: int, fates: list[str], *, has_stamp: bool) -> None:
        self.shop = Shop(folder)
        self.shop.put_stamp(WRONG, visits=7)
        with self.shop.store.writing() as work:
            work.directory.add(Customer("c2", Details(name="Kim Minji")))
        if has_stamp:
            self.shop.put_stamp(RIGHT, visits=2, customer_id="c2")
        self.request = Move("move", WRONG, "c2", count=count)
        self.before = self.there()
        self._api = Mortal(self.shop.api, fates, self.check)
        self._starts = 0
        self._start()

    def there(self) -> int:
        return sum(stamp.visits for idx, stamp in self.shop.api.stamps.items() if idx != WRONG)

    def taken_back(self) -> int:
        return 7 - self.shop.api.stamps[WRONG].visits

    def check(self) -> None:
        """What holds at every moment."""
        assert self.taken_back() <= self.there() - self.before

    def go_on(self, beats: int) -> None:
        """The press, and the heartbeat; killed, the program starts again and the press is made again."""
        for _ in range(beats):
            try:
                self.shop.corrections.move(self.request)
                self._sender.recover()
                while self._sender.send_next():
                    pass
                self._sender.prove_next()
            except Killed:
                self._start()
            self.shop.clock.advance(BEAT_S)

    def _start(self) -> None:
        self._starts += 1
        me = f"start {self._starts}"
        account = Account(self.shop.store, self._api, Timing())
        looking = Looking(self.shop.store, self._api, ADDRESS, lambda _: "")
        owner = Owner(me, lambda who: who == me)
        line = PacedLine(self.shop.store, self._api, account, looking, Timing(), chance=lambda: 0.5)
        self._sender = Sender(line, owner, self.shop.clock)


@given(st.integers(1, 3), st.lists(FATES, max_size=14), st.booleans())
@settings(max_examples=25)
def test_a_move_that_is_cut_short_anywhere_happens_once_or_is_listed(
    count: int, fates: list[str], has_stamp: bool
) -> None:
    with TemporaryDirectory() as folder:
        moving = Moving(Path(folder), count, fates, has_stamp=has_stamp)
        moving.go_on(beats=40)
        entries = moving.shop.entries()
        done = [entry.kind for entry in entries if entry.state is State.DONE]
        listed = [entry for entry in entries if entry.attention or (entry.state.is_open and entry.due_at is None)]
        assert len(entries) == (1 - has_stamp) + 2 * count, "pressed again, nothing was opened again"
        assert moving.taken_back() == done.count(Kind.TAKE_BACK) or listed
        assert moving.there() - moving.before == done.count(Kind.VISIT) or listed
        assert (moving.taken_back(), moving.there() - moving.before) == (count, count) or listed


@pytest.mark.parametrize("fate", ["dies before", "dies after"])
@pytest.mark.parametrize("at", range(6))
def test_killed_at_each_call_it_moves_exactly_once(tmp_path: Path, at: int, fate: str) -> None:
    """The calls of a move: a look and an add, a look and a take back, then none."""
    moving = Moving(tmp_path, 1, ["answered"] * at + [fate], has_stamp=True)
    moving.shop.clock.advance(120)  # nothing is fresh: each write looks first
    moving.go_on(beats=10)
    assert (moving.taken_back(), moving.there() - moving.before) == (1, 1)
    assert [entry.state for entry in moving.shop.entries()] == [State.DONE, State.DONE]


@pytest.fixture(autouse=True)
def whether_a_sender_ends_or_any_is_double_is_not_known_before() -> Iterator[None]:
    """Both are warnings in the log, which other tests expect by name."""

    def is_other(record: logging.LogRecord) -> bool:
        told = record.getMessage()
        return "possibly double" not in told and "its sender ended" not in told

    log = logging.getLogger("kiosk_app.services.sender")
    log.addFilter(is_other)
    yield
    log.removeFilter(is_other)
