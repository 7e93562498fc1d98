"""Whatever is lost, dropped or late within the two minutes: all visits count and the last edit stays, or it is told."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Draft, Kind, State
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.outcome import Answer, Fate, Next, Reason
from kiosk_app.domain.stamp import Change
from kiosk_app.services import decisions
from tests.fakes.stamp_api import OFFLINE, lost
from tests.shops import Shop

STAMP = 1301
AT_FIRST = 40
LATEST_S = 100  # after its answer was lost
BEAT_S = 7

FATES = st.sampled_from(["answered", "lost", "dropped", "late", "offline", "409"])
KINDS = st.sampled_from([Kind.VISIT, Kind.TAKE_BACK, Kind.CHANGE])
MOVES = st.lists(st.tuples(KINDS, FATES, FATES, st.integers(0, 70)), min_size=1, max_size=6)


class Late:
    """A shop whose service may apply a call as late as ``LATEST_S`` after its answer was lost."""

    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder, (StampCard(123, "Coffee card", places=99),))
        self.shop.put_stamp(STAMP, visits=AT_FIRST, places=99)
        self._late_since_s: float | None = None

    def open(self, kind: Kind) -> None:
        with self.shop.store.writing() as work:
            reference = work.journal.fresh_reference()
            edit = Change(memo=reference) if kind is Kind.CHANGE else None
            draft = Draft(reference, kind, 123, "c1", STAMP, edit)
            work.journal.open(new_id(), [draft])

    def script(self, kind: Kind, fate: str) -> None:
        call = kind.call
        match fate:
            case "lost":
                self.shop.api.script(call, lost(call), applies=True)
            case "dropped":
                self.shop.api.script(call, lost(call))
            case "late":
                self.shop.api.script(call, lost(call), late=True)
            case "offline":
                self.shop.api.script(call, OFFLINE)
            case "409" if kind.is_counted:
                self.shop.api.script(call, Answer(Fate.REFUSED, Next.LOOK, Reason.REFUSED), applies=True)

    def go_on(self, seconds: int) -> None:
        """What the heartbeat does in so many seconds."""
        for _ in range(seconds // BEAT_S + 1):
            asked = len(self.shop.api.asked)
            while self.shop.sender.send_next():
                pass
            self.shop.sender.prove_next()
            if len(self.shop.api.asked) != asked and self._late_since_s is None:
                self._late_since_s = self.shop.clock.monotonic_s()
            self.shop.clock.advance(BEAT_S)
            if self._late_since_s is not None and self.shop.clock.monotonic_s() - self._late_since_s > LATEST_S / 2:
                self.apply()

    def apply(self) -> None:
        self.shop.api.apply_late()
        self._late_since_s = None


@given(MOVES)
@settings(max_examples=12)
def test_every_visit_counts_once_and_the_last_edit_stays_or_one_is_listed(
    moves: list[tuple[Kind, str, str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        late = Late(Path(folder))
        for kind, first, second, wait_s in moves:
            late.script(kind, first)
            late.script(kind, second)
            late.open(kind)
            late.go_on(wait_s)
        late.go_on(LATEST_S)
        late.apply()
        late.go_on(400)
        entries = late.shop.entries()
        done = sum(decisions.moves(e) for e in entries if e.state is State.DONE)
        memo = [e.reference for e in entries if e.state is State.DONE and e.kind is Kind.CHANGE][-1:]
        listed = [e for e in entries if e.attention or e.state is State.UNKNOWN]
        truth = late.shop.api.stamps[STAMP]
        stands = [(e.kind, e.state, e.why) for e in entries]
        assert truth.visits == AT_FIRST + done or listed, (truth.visits, done, stands)
        assert [truth.new.memo] == (memo or [""]) or listed, (truth.new.memo, memo, stands)
        assert not [e for e in entries if e.state in (State.WAITING, State.SENDING)] or listed, "nothing hangs"


@pytest.fixture(autouse=True)
def whether_any_is_double_is_not_known_before() -> Iterator[None]:
    """A double that is told of is a warning in the log, which other tests expect by name."""

    def is_other(record: logging.LogRecord) -> bool:
        return not any(word in record.getMessage() for word in ("possibly double", "a newer change may be undone"))

    log = logging.getLogger("kiosk_app.services.sender")
    log.addFilter(is_other)
    yield
    log.removeFilter(is_other)
