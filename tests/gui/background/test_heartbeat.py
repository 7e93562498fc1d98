"""The heartbeat: when the sender is asked, and that it is never asked twice at once on one lane."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from kiosk_app.domain.difference import Reconciled
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.ports import Lane
from kiosk_app.gui.heartbeat import Heartbeat
from tests.fakes.background import HeldBackground
from tests.fakes.clock import START, FakeClock

ENTRY = Entry(
    id=1,
    reference="ACDEFGHJ",
    intent="press",
    kind=Kind.VISIT,
    state=State.DONE,
    card_idx=123,
    customer_id="ada",
    stamp_idx=1347,
    leader=None,
    fields=None,
    count_before=None,
    attempts=1,
    looks=0,
    resends=0,
    attention=False,
    due_at=None,
    opened_at=START,
    going_at=START,
    doubted_at=None,
    settled_at=None,
    owner="me",
    staff=None,
    why=Why.ANSWERED,
    reason=Reason.OK,
    message="",
)
DONE, WAITING, UNKNOWN = (replace(ENTRY, state=state) for state in (State.DONE, State.WAITING, State.UNKNOWN))
DISK_FULL = StoreTrouble(DiskReason.FULL, "no space left")

Step = Entry | Exception


class FakeSender:
    """Plays what it is given, in turn, then has nothing to do. ``asked`` is what it was asked, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.to_send: list[Step] = []
        self.to_prove: list[Step | None] = []
        self.to_recover: list[int | Exception] = []

    def recover(self) -> int:
        self.asked.append("recover")
        found = self.to_recover.pop(0) if self.to_recover else 0
        if isinstance(found, Exception):
            raise found
        return found

    def send_next(self) -> Entry | None:
        self.asked.append("send")
        return self._play(self.to_send)

    def prove_next(self) -> Entry | None:
        self.asked.append("prove")
        return self._play(self.to_prove)

    def _play(self, steps: list[Step] | list[Step | None]) -> Entry | None:
        step = steps.pop(0) if steps else None
        if isinstance(step, Exception):
            raise step
        return step

    def heard(self) -> list[str]:
        """What it was asked since the last time."""
        asked, self.asked = self.asked, []
        return asked


class Listener:
    """All that the heartbeat said, in order."""

    def __init__(self, heart: Heartbeat) -> None:
        self.said: list[object] = []
        heart.moved.connect(self.said.append)
        heart.changed.connect(lambda: self.said.append("changed"))
        heart.trouble.connect(self.said.append)
        heart.trouble_over.connect(lambda: self.said.append("over"))


@pytest.fixture
def crashes() -> list[Exception]:
    return []


@pytest.fixture
def background(crashes: list[Exception]) -> HeldBackground:
    return HeldBackground(crashes.append)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def heart(qapp: QObject, background: HeldBackground, clock: FakeClock, sender: FakeSender) -> Iterator[Heartbeat]:
    """Started, recovered once, and with a timer that never beats by itself: tests beat."""
    heart = Heartbeat(background, clock, beat_ms=10**6, slow_ms=10**7)
    heart.use(sender)
    heart.start()
    background.release()
    background.release()
    assert sender.heard() == ["recover", "prove", "send"]
    assert not background.held
    yield heart
    heart.stop()


@pytest.fixture
def said(heart: Heartbeat) -> list[object]:
    return Listener(heart).said


def pause_ms(heart: Heartbeat) -> int:
    """Between two beats, as it is now."""
    (beats,) = (timer for timer in heart.findChildren(QTimer) if not timer.isSingleShot())
    return beats.interval()


def test_a_beat_asks_each_lane_once(heart: Heartbeat, background: HeldBackground, sender: FakeSender) -> None:
    heart.beat()
    assert list(background.held) == [Lane.WRITE, Lane.LOOK]
    background.release()
    assert sender.heard() == ["send", "prove"]
    assert not background.held


def test_a_lane_is_never_asked_twice_at_once(heart: Heartbeat, background: HeldBackground, sender: FakeSender) -> None:
    for _ in range(5):
        heart.beat()
        heart.poke()
    assert sorted(background.held, key=str) == [Lane.LOOK, Lane.WRITE]
    background.release(Lane.LOOK)
    heart.beat()
    assert background.held.count(Lane.WRITE) == 1


def test_while_something_is_due_it_goes_on_without_a_beat(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, said: list[object]
) -> None:
    sender.to_send = [DONE, UNKNOWN, DONE]
    heart.beat()
    for _ in range(4):
        background.release(Lane.WRITE)
    assert sender.heard() == ["send"] * 4
    assert list(background.held) == [Lane.LOOK]
    assert said == [DONE, "changed", UNKNOWN, DONE]


def test_many_changes_are_told_at_once_and_then_together(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, said: list[object], qtbot: QtBot
) -> None:
    sender.to_send = [DONE] * 50
    heart.beat()
    for _ in range(50):
        background.release(Lane.WRITE)
    assert said.count("changed") < 50 == said.count(DONE)
    with qtbot.waitSignal(heart.changed):
        assert said[:2] == [DONE, "changed"]


def test_where_the_line_is_down_the_next_waits_for_the_beat(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, said: list[object]
) -> None:
    sender.to_send = [replace(WAITING, reason=Reason.NO_INTERNET)] * 2
    heart.beat()
    background.release()
    assert not background.held
    assert said == [replace(WAITING, reason=Reason.NO_INTERNET), "changed"]


@pytest.mark.parametrize(("lane", "entry"), [(Lane.WRITE, WAITING), (Lane.LOOK, UNKNOWN)])
def test_one_that_has_to_stay_holds_up_no_other(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, lane: Lane, entry: Entry
) -> None:
    sender.to_send, sender.to_prove = ([entry], []) if lane is Lane.WRITE else ([], [entry])
    heart.beat()
    background.release()
    assert lane in background.held


def test_a_poke_asks_at_once(heart: Heartbeat, background: HeldBackground) -> None:
    heart.poke()
    assert list(background.held) == [Lane.WRITE, Lane.LOOK]


def test_what_waits_to_be_sent_has_no_look_beside_it(heart: Heartbeat, background: HeldBackground) -> None:
    heart.send()
    assert list(background.held) == [Lane.WRITE]
    heart.send()
    background.release()
    assert list(background.held) == [Lane.WRITE], "the turn under way may have missed it"


def test_a_poke_during_a_turn_is_another_turn(heart: Heartbeat, background: HeldBackground, sender: FakeSender) -> None:
    """The turn under way may have looked just before the entry was there."""
    heart.beat()
    heart.poke()
    background.release()
    assert list(background.held) == [Lane.WRITE, Lane.LOOK]
    background.release()
    assert not background.held


@pytest.mark.parametrize("busy", [False, True])
def test_what_a_look_settles_may_set_free_a_write(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, *, busy: bool
) -> None:
    sender.to_prove = [WAITING]
    heart.beat()
    if not busy:
        background.release(Lane.WRITE)
    background.release(Lane.LOOK)
    background.release(Lane.WRITE)
    if busy:
        background.release(Lane.WRITE)
    assert sender.heard().count("send") == 2


def test_what_is_in_doubt_is_asked_for_when_it_falls_due_without_a_beat(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, clock: FakeClock, qtbot: QtBot
) -> None:
    sender.to_send = [replace(UNKNOWN, due_at=clock.now() + timedelta(seconds=0.02))]
    heart.beat()
    while background.held:
        background.release()
    sender.heard()
    qtbot.waitUntil(lambda: background.held.count(Lane.LOOK) == 1)


def test_what_the_dead_left_is_taken_over_every_30_s(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, clock: FakeClock, said: list[object]
) -> None:
    sender.to_recover = [2]
    clock.advance(29.9)
    heart.beat()
    background.release()
    assert "recover" not in sender.heard()
    clock.advance(0.1)
    heart.beat()
    background.release()
    background.release()
    assert sender.heard() == ["recover", "prove", "send"]
    assert said == ["changed"]


def test_trouble_with_the_disk_is_told_and_slows_it_down_until_it_is_over(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, crashes: list[Exception], said: list[object]
) -> None:
    sender.to_send = [DISK_FULL, DISK_FULL]
    heart.beat()
    background.release()
    assert said == [DISK_FULL]
    assert pause_ms(heart) == 10**7
    heart.beat()
    background.release()
    assert said == [DISK_FULL, DISK_FULL], "the other lane was well all the time"
    heart.beat()
    background.release()
    assert said[2:] == ["over"]
    assert pause_ms(heart) == 10**6
    assert crashes == []


def test_a_recovery_that_failed_is_tried_again(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, clock: FakeClock, said: list[object]
) -> None:
    sender.to_recover = [DISK_FULL]
    clock.advance(30)
    heart.beat()
    background.release()
    heart.beat()
    background.release(Lane.WRITE)
    assert sender.heard() == ["recover", "prove", "recover"]
    assert said == [DISK_FULL, "over"]


def test_a_fault_of_ours_is_a_crash_and_it_goes_on_slowly(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, crashes: list[Exception], said: list[object]
) -> None:
    sender.to_prove = [ZeroDivisionError()]
    heart.beat()
    background.release()
    assert [type(error) for error in crashes] == [ZeroDivisionError]
    assert pause_ms(heart) == 10**7
    heart.beat()
    background.release()
    assert sender.heard().count("prove") == 2


def test_stopped_it_asks_and_tells_nothing_more(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, said: list[object]
) -> None:
    sender.to_send = [DONE]
    heart.beat()
    heart.stop()
    background.release()
    heart.beat()
    heart.poke()
    assert sender.heard() == ["send", "prove"], "what was handed in is done all the same"
    assert not background.held
    assert said == []


def test_without_a_sender_nothing_is_asked(qapp: QObject, background: HeldBackground, clock: FakeClock) -> None:
    heart = Heartbeat(background, clock)
    heart.start()
    assert not background.held
    heart.use(FakeSender())
    assert list(background.held) == [Lane.WRITE, Lane.LOOK]
    heart.stop()


def test_the_timer_beats(qtbot: QtBot, background: HeldBackground, clock: FakeClock, sender: FakeSender) -> None:
    heart = Heartbeat(background, clock, beat_ms=1)
    heart.use(sender)
    heart.start()

    def has_beaten() -> bool:
        background.release()
        return len(sender.asked) >= 12

    qtbot.waitUntil(has_beaten)
    heart.stop()


class FakeDayEnd:
    """Plays what it is given, in turn, then has nothing to do; tells it to the sender's list of what was asked."""

    def __init__(self, sender: FakeSender, *turns: Reconciled | Exception) -> None:
        self._asked = sender.asked
        self._turns = list(turns)

    def look_at_next(self) -> Reconciled:
        self._asked.append("day end")
        turn = self._turns.pop(0) if self._turns else Reconciled.NOTHING
        if isinstance(turn, Exception):
            raise turn
        return turn


def test_the_stamps_of_the_day_come_when_nothing_is_to_be_proved_and_doubts_go_between_them(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, said: list[object]
) -> None:
    sender.to_prove = [UNKNOWN, None, DONE]
    heart.use(sender, FakeDayEnd(sender, Reconciled.LOOKED, Reconciled.WAITS))
    while Lane.LOOK in background.held:
        background.release(Lane.LOOK)
    assert sender.asked == ["prove", "prove", "day end", "prove", "prove", "day end"]
    assert "changed" in said


def test_where_no_stamp_of_the_day_is_due_nothing_is_told(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, said: list[object]
) -> None:
    heart.use(sender, FakeDayEnd(sender))
    background.release()
    background.release()
    assert sender.heard() == ["send", "prove", "day end"]
    assert said == []


def test_a_disk_in_trouble_at_the_end_of_the_day_is_told(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender, said: list[object]
) -> None:
    heart.use(sender, FakeDayEnd(sender, DISK_FULL))
    background.release()
    background.release()
    assert said == [DISK_FULL]
    assert pause_ms(heart) == 10**7


def test_once_stopped_no_stamp_of_the_day_is_looked_at(
    heart: Heartbeat, background: HeldBackground, sender: FakeSender
) -> None:
    heart.use(sender, FakeDayEnd(sender, Reconciled.LOOKED))
    heart.stop()
    background.release()
    assert "day end" not in sender.asked
