"""Whatever is lost, dropped or late within the two minutes: every visit counts exactly once, or somebody is told."""

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
from tests.fakes.stamp_api import OFFLINE, lost
from tests.shops import Shop

STAMP = 1301
AT_FIRST = 40
LATEST_S = 100  # after its answer was lost
BEAT_S = 7

FATES = st.sampled_from(["answered", "lost", "dropped", "late", "offline", "409"])
MOVES = st.lists(st.tuples(st.sampled_from(list(Kind)[1:3]), FATES, FATES, st.integers(0, 70)), min_size=1, max_size=6)


class Late:
    """A shop whose service may apply a call as late as ``LATEST_S`` after its answer was lost."""

    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder, (StampCard(123, "Coffee card", places=99),))
        self.shop.put_stamp(STAMP, visits=AT_FIRST, places=99)
        self._late_since_s: float | None = None

    def open(self, kind: Kind) -> None:
        with self.shop.store.writing() as work:
            draft = Draft(work.journal.fresh_reference(), kind, 123, "c1", STAMP)
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
            case "409":
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
def test_every_visit_counts_once_or_is_listed(moves: list[tuple[Kind, str, str, int]]) -> None:
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
        done = sum((1 if e.kind is Kind.VISIT else -1) for e in entries if e.state is State.DONE)
        listed = [e for e in entries if e.attention or e.state is State.UNKNOWN]
        truth = late.shop.api.stamps[STAMP].visits
        assert truth == AT_FIRST + done or listed, (truth, done, [(e.kind, e.state, e.why) for e in entries])
        assert not [e for e in entries if e.state in (State.WAITING, State.SENDING)] or listed, "nothing hangs"


@pytest.fixture(autouse=True)
def whether_any_is_double_is_not_known_before() -> Iterator[None]:
    """A double that is told of is a warning in the log, which other tests expect by name."""

    def is_other(record: logging.LogRecord) -> bool:
        return "possibly double" not in record.getMessage()

    log = logging.getLogger("kiosk_app.services.sender")
    log.addFilter(is_other)
    yield
    log.removeFilter(is_other)
