"""kill -9 of the real program at each step of a move, against a service in a process of its own: it happens once."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.ids import new_id
from kiosk_app.services.corrections import Corrections, Move
from tests.accounts import all_entries
from tests.conftest import LogWatch
from tests.counters import make_counter
from tests.fakes.clock import FakeClock
from tests.functional.corrections.conftest import SETTINGS
from tests.functional.faults.kills import mortal, shop
from tests.functional.faults.rehearsal import live_on
from tests.services import PRACTICE_KEY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks a loaded process, and kills it"),
    pytest.mark.timeout(300),
]

MOST_STEPS = 200
AT_FIRST = 5
SETTLED_S = 60.0


def test_killed_at_each_step_every_move_happens_once(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("its sender ended while sending")
    with shop(tmp_path) as (service, program), mortal(program) as person:
        counter = make_counter(tmp_path / "data", service.address, PRACTICE_KEY, clock=FakeClock(datetime.now(UTC)))
        stamps = [counter.issued("Ada"), counter.issued("Grace")]
        for stamp_idx in stamps:
            for _ in range(AT_FIRST):
                counter.open(Kind.VISIT, stamp_idx)
        assert person.live("outbox", "send") == 0
        with counter.store.reading() as work:
            ids = [work.look_up.find(name, 1).customers[0].id for name in ("Ada", "Grace")]
        corrections = Corrections(counter.store, lambda: SETTINGS, counter.clock)
        kills = 0
        for step in range(MOST_STEPS):
            corrections.move(Move(new_id(), stamps[step % 2], ids[1 - step % 2]))
            if person.live("outbox", "send", at_step=step) is not None:
                break
            kills += 1
            assert service.wait_until(idle=True)
            counter.sender.recover()
            live_on([counter], SETTLED_S)  # so that the next has as many steps before it
        moved = kills + 1
        print(f"\n{kills} kills in {moved} moves")  # noqa: T201
        assert kills > 20
        assert {entry.state for entry in all_entries(tmp_path / "data")} == {State.DONE}
        truth = {one.stamp_idx: one.visits for one in service.truth().stamps}
        assert [truth[stamp_idx] for stamp_idx in stamps] == [AT_FIRST - moved % 2, AT_FIRST + moved % 2]
