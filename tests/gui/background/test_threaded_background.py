"""The background with threads: everything comes home to the window's thread, and no lane waits for another."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk_app.domain.ports import Lane, VaultReason, VaultTrouble
from kiosk_app.gui.background import ThreadedBackground, WorkEnded
from tests.conftest import LogWatch
from tests.gui.background.contract import BackgroundContract, Settle, fail

REPOSITORY = Path(__file__).parents[3]
PATIENCE_S = 20.0
PATIENCE_MS = 20_000


class Gate:
    """Work that hangs until it is let through."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self._opened = threading.Event()

    def __call__(self) -> str:
        self.entered.set()
        assert self._opened.wait(PATIENCE_S)
        return "through"

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open()


def settled(qtbot: QtBot, background: ThreadedBackground) -> Settle:
    """Waits until nothing is open; where nothing is already, a round trip tells."""

    def settle() -> None:
        with qtbot.waitSignal(background.idle, timeout=PATIENCE_MS):
            background.submit(Lane.CARE, lambda: None, lambda _: None)

    return settle


@pytest.fixture
def crashes() -> list[Exception]:
    return []


@pytest.fixture
def background(qapp: QObject, gate: Gate, crashes: list[Exception]) -> Iterator[ThreadedBackground]:
    background = ThreadedBackground(crashes.append)
    yield background
    gate.open()
    assert background.close(PATIENCE_S, PATIENCE_S)


@pytest.fixture
def settle(qtbot: QtBot, background: ThreadedBackground) -> Settle:
    return settled(qtbot, background)


class TestThreaded(BackgroundContract):
    @pytest.fixture
    def background(self, qapp: QObject, crashes: list[Exception]) -> Iterator[ThreadedBackground]:
        background = ThreadedBackground(crashes.append)
        yield background
        assert background.close(PATIENCE_S, PATIENCE_S)

    @pytest.fixture
    def settle(self, qtbot: QtBot, background: ThreadedBackground) -> Settle:
        return settled(qtbot, background)


def test_work_runs_on_its_lanes_thread_and_is_heard_on_the_windows(
    background: ThreadedBackground, settle: Settle
) -> None:
    ran: dict[Lane, threading.Thread] = {}
    heard: list[threading.Thread] = []

    def run(lane: Lane) -> bool:
        return ran.setdefault(lane, threading.current_thread()) is threading.current_thread()

    def hear(same: object) -> None:
        assert same
        heard.append(threading.current_thread())

    for lane in [*Lane, *Lane]:
        background.submit(lane, partial(run, lane), hear)
    background.submit(Lane.DISK, fail, print, hear)
    settle()
    assert len(set(ran.values())) == len(Lane)
    assert all(thread.daemon and thread is not threading.current_thread() for thread in ran.values())
    assert heard == [threading.current_thread()] * (2 * len(Lane) + 1)


def test_nothing_is_heard_before_submit_returns(background: ThreadedBackground, settle: Settle) -> None:
    heard: list[int] = []
    ran = threading.Event()
    background.submit(Lane.DISK, ran.set, lambda _: heard.append(1))
    assert ran.wait(PATIENCE_S)
    assert heard == []
    settle()
    assert heard == [1]


def test_a_stuck_look_delays_no_write(background: ThreadedBackground, gate: Gate, qtbot: QtBot) -> None:
    heard: list[str] = []
    background.submit(Lane.LOOK, gate, heard.append)
    assert gate.entered.wait(PATIENCE_S)
    for number in range(3):
        background.submit(Lane.WRITE, f"write {number}".lower, heard.append)
    background.submit(Lane.DISK, lambda: "disk", heard.append)
    qtbot.waitUntil(lambda: len(heard) == 4, timeout=PATIENCE_MS)
    assert [text for text in heard if "write" in text] == ["write 0", "write 1", "write 2"]
    with qtbot.waitSignal(background.idle, timeout=PATIENCE_MS):
        gate.open()
    assert heard[-1] == "through"


def test_what_is_cancelled_after_it_ran_and_before_it_was_heard_stays_unheard(
    background: ThreadedBackground, settle: Settle
) -> None:
    ran = threading.Event()
    heard: list[object] = []
    ticket = background.submit(Lane.DISK, ran.set, heard.append)
    assert ran.wait(PATIENCE_S)
    ticket.cancel()
    settle()
    assert heard == []


def test_a_look_for_a_page_that_was_left_is_not_begun(
    background: ThreadedBackground, gate: Gate, settle: Settle
) -> None:
    page = object()
    did: list[str] = []
    background.submit(Lane.LOOK, gate, print)
    background.submit(Lane.LOOK, partial(did.append, "dropped"), print, owner=page, droppable=True)
    background.submit(Lane.LOOK, partial(did.append, "kept"), print, owner=page)
    background.leave(page)
    gate.open()
    settle()
    assert did == ["kept"]


def test_a_failure_of_cancelled_work_is_in_the_log(
    background: ThreadedBackground, settle: Settle, log_watch: LogWatch, crashes: list[Exception]
) -> None:
    log_watch.expect("disk: nobody waits any more to hear of LookupError")
    background.submit(Lane.DISK, fail, print, print).cancel()
    settle()
    assert crashes == []


def test_a_failure_of_cancelled_work_that_nobody_was_to_hear_is_a_crash(
    background: ThreadedBackground, settle: Settle, crashes: list[Exception]
) -> None:
    background.submit(Lane.DISK, fail, print).cancel()
    settle()
    assert [type(error) for error in crashes] == [LookupError]


def test_work_that_would_end_its_thread_does_not(
    background: ThreadedBackground, settle: Settle, crashes: list[Exception]
) -> None:
    heard: list[int] = []
    background.submit(Lane.WRITE, sys.exit, print)
    background.submit(Lane.WRITE, lambda: 1, heard.append)
    settle()
    assert [type(error) for error in crashes] == [WorkEnded]
    assert heard == [1]


def test_idle_waits_for_the_last_lane(background: ThreadedBackground, gate: Gate, qtbot: QtBot) -> None:
    heard: list[str] = []
    idle: list[list[str]] = []
    background.idle.connect(lambda: idle.append(list(heard)))
    background.submit(Lane.LOOK, gate, heard.append)
    background.submit(Lane.DISK, lambda: "disk", heard.append)
    qtbot.waitUntil(lambda: heard == ["disk"], timeout=PATIENCE_MS)
    with qtbot.waitSignal(background.idle, timeout=PATIENCE_MS):
        gate.open()
    assert idle == [["disk", "through"]]


def test_work_is_handed_in_on_the_windows_thread(background: ThreadedBackground) -> None:
    refused: list[bool] = []

    def hand_in() -> None:
        with pytest.raises(RuntimeError):
            background.submit(Lane.DISK, fail, print)
        refused.append(True)

    thread = threading.Thread(target=hand_in)
    thread.start()
    thread.join()
    assert refused == [True]


class TestVault:
    @pytest.fixture
    def background(self, qapp: QObject, gate: Gate, crashes: list[Exception]) -> Iterator[ThreadedBackground]:
        background = ThreadedBackground(crashes.append, vault_s=0.01)
        yield background
        gate.open()
        assert background.close(PATIENCE_S, PATIENCE_S)

    def test_a_keyring_that_does_not_answer_is_given_up_with_a_value(
        self, background: ThreadedBackground, gate: Gate, qtbot: QtBot
    ) -> None:
        heard: list[object] = []
        did: list[str] = []
        with qtbot.waitSignal(background.idle, timeout=PATIENCE_MS):
            background.submit(Lane.VAULT, gate, heard.append)
            background.submit(Lane.VAULT, partial(did.append, "behind it"), heard.append)
        reasons = [trouble.reason for trouble in heard if isinstance(trouble, VaultTrouble)]
        assert reasons == [VaultReason.NO_ANSWER] * 2
        gate.open()
        with qtbot.waitSignal(background.idle, timeout=PATIENCE_MS):
            background.submit(Lane.VAULT, partial(did.append, "later"), heard.append)
        assert "behind it" not in did
        assert "through" not in heard

    def test_a_cancelled_call_is_given_up_in_silence(
        self, background: ThreadedBackground, gate: Gate, qtbot: QtBot, crashes: list[Exception]
    ) -> None:
        heard: list[object] = []
        with qtbot.waitSignal(background.idle, timeout=PATIENCE_MS):
            background.submit(Lane.VAULT, gate, heard.append).cancel()
        assert heard == crashes == []


class TestClosing:
    """Each test closes by itself; nothing may be heard once that began."""

    @pytest.fixture
    def heard(self) -> list[object]:
        return []

    @pytest.fixture
    def background(self, qapp: QObject, crashes: list[Exception]) -> ThreadedBackground:
        return ThreadedBackground(crashes.append)

    def test_what_waits_for_the_disk_is_finished_and_the_rest_is_dropped(
        self, background: ThreadedBackground, heard: list[object]
    ) -> None:
        gates = {lane: Gate() for lane in Lane}
        did: list[str] = []
        for lane, gate in gates.items():
            background.submit(lane, gate, heard.append)
            background.submit(lane, partial(did.append, lane.value), heard.append)
        background.submit(Lane.DISK, partial(did.append, "search"), heard.append, droppable=True)
        for gate in gates.values():
            assert gate.entered.wait(PATIENCE_S)
        assert not background.close(0, 0)
        for gate in gates.values():
            gate.open()
        assert background.close(PATIENCE_S, PATIENCE_S)
        assert did == ["disk"]
        assert heard == []

    def test_work_that_hangs_is_left_behind(
        self, background: ThreadedBackground, gate: Gate, heard: list[object], qtbot: QtBot
    ) -> None:
        for lane in (Lane.WRITE, Lane.LOOK):
            background.submit(lane, gate, heard.append)
        assert gate.entered.wait(PATIENCE_S)
        started = time.monotonic()
        assert not background.close(wait_s=0.05)
        assert time.monotonic() - started < 2.0  # one wait for all lanes, and far from PATIENCE_S
        gate.open()
        assert background.close(PATIENCE_S)
        assert heard == []

    def test_a_disk_that_hangs_has_a_limit_of_its_own(
        self, background: ThreadedBackground, gate: Gate, heard: list[object]
    ) -> None:
        background.submit(Lane.DISK, gate, heard.append)
        assert not background.close(wait_s=PATIENCE_S, disk_s=0.05)
        gate.open()
        assert background.close()

    def test_nothing_is_taken_and_nothing_heard_any_more(
        self, background: ThreadedBackground, heard: list[object], qtbot: QtBot, qapp: QObject
    ) -> None:
        ran = threading.Event()
        background.submit(Lane.DISK, ran.set, heard.append)
        assert ran.wait(PATIENCE_S)
        assert background.close()
        background.submit(Lane.DISK, partial(heard.append, "work"), heard.append).cancel()
        background.submit(Lane.CARE, partial(heard.append, "work"), heard.append)
        flushed = QObject()
        with qtbot.waitSignal(flushed.destroyed):
            flushed.deleteLater()
        assert heard == []


def test_ten_thousand_pieces_of_work_need_no_more_threads_and_no_memory(
    background: ThreadedBackground, qtbot: QtBot
) -> None:
    heard = [0]

    def count(_: object) -> None:
        heard[0] += 1

    def go(times: int) -> None:
        with qtbot.waitSignal(background.idle, timeout=60_000):
            for number in range(times):
                background.submit(list(Lane)[number % 4], bytes, count, owner=background)

    go(1000)
    threads = threading.active_count()
    tracemalloc.start()
    try:
        go(1000)
        gc.collect()  # what pytest-qt leaves
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(10):
            go(1000)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert heard == [12_000]
    assert threading.active_count() == threads
    assert grown < 100_000, f"{grown} bytes: more than a tenth of one small object for each"


HANG_AND_LEAVE = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QTimer
from kiosk_app.domain.ports import Lane
from kiosk_app.gui.background import ThreadedBackground
app = QCoreApplication([])
background = ThreadedBackground(print)
never = threading.Event()
def spin():
    for number in range(10**9):
        never.wait(0.0005)
def leave():
    background.submit(Lane.LOOK, never.wait, print)
    background.submit(Lane.WRITE, spin, print)
    background.close(wait_s=0.05)
    app.quit()
QTimer.singleShot(0, leave)
app.exec()
print("left", flush=True)
"""


def test_a_process_ends_in_good_order_while_lanes_hang(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HANG_AND_LEAVE]
    for _ in range(3):
        child = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
        assert (child.returncode, child.stdout, child.stderr) == (0, "left\n", "")
