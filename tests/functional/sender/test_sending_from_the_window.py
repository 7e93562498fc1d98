"""The whole way behind the window: real lanes, the real sender, the practice service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk_app.domain.entry import Entry, State
from kiosk_app.gui.background import ThreadedBackground
from kiosk_app.gui.heartbeat import Heartbeat
from kiosk_app.services.day_end import DayEnd
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.reconciling import Reconciling
from kiosk_app.services.timing import Timing
from kiosk_app.system.clock import SystemClock
from tests.counters import Counter

PATIENCE_MS = 20_000


@pytest.fixture
def heart(qapp: QObject, counter: Counter) -> Iterator[Heartbeat]:
    """Its timer never beats: what happens, happens because it was poked."""
    crashes: list[Exception] = []
    background = ThreadedBackground(crashes.append)
    heart = Heartbeat(background, SystemClock(), beat_ms=10**7, parent=background)
    heart.use(counter.sender)
    yield heart
    heart.stop()
    assert background.close(20)
    assert crashes == []


def test_all_that_waits_is_sent_one_after_the_other(heart: Heartbeat, counter: Counter, qtbot: QtBot) -> None:
    moved: list[Entry] = []
    heart.moved.connect(moved.append)
    opened = [entry.id for number in range(5) for entry in counter.issue(f"customer {number}")]
    heart.start()
    qtbot.waitUntil(lambda: len(moved) == 5, timeout=PATIENCE_MS)
    assert [entry.id for entry in moved] == opened
    assert {entry.state for entry in moved} == {State.DONE}


def test_a_poke_after_the_tap_sends_at_once(heart: Heartbeat, counter: Counter, qtbot: QtBot) -> None:
    heart.start()
    for number in range(3):
        counter.issue(f"customer {number}")
        with qtbot.waitSignal(heart.moved, timeout=PATIENCE_MS) as moved:
            heart.poke()
        assert moved.args
        assert moved.args[0].state is State.DONE


def test_once_the_shop_is_quiet_the_stamps_of_the_day_are_looked_at(
    heart: Heartbeat, counter: Counter, qtbot: QtBot
) -> None:
    stamps = [counter.issued(name) for name in ("Ada", "Bob", "Cyd")]
    for stamp_idx in stamps:
        counter.looking.look(stamp_idx)
    counter.api.add(stamps[1])
    counter.clock.advance(1801)
    timing, today = Timing(), counter.clock.today
    heart.use(
        counter.sender,
        Reconciling(PacedLine(counter.store, counter.api, counter.account, counter.looking, timing), today),
    )
    heart.start()
    day_end = DayEnd(counter.store)
    qtbot.waitUntil(lambda: not day_end.report(9).state.left, timeout=PATIENCE_MS)
    assert [one.stamp_idx for one in day_end.report(9).differing] == [stamps[1]]
