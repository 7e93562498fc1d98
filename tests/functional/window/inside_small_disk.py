"""Real windows on a disk that is full or read-only. ``test_small_disk`` runs this in a mount namespace of its own."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk_app.store.emergency import EmergencyFile
from tests.commands import PATIENCE_S, Program
from tests.conftest import LogWatch
from tests.functional.window.conftest import OpenHands
from tests.functional.window.small_disk import SmallDisk
from tests.functional.window.test_by_mouse import link, new_customer, set_up, stamps
from tests.functional.window.test_taps import name_a_customer
from tests.gui.stall_watch import StallWatch
from tests.services import PRACTICE_KEY, PracticeProcess

KEPT = "kept until the disk takes it"
FULL = ("This computer is almost full.", "Free some space, so that no stamp gets lost.")
READ_ONLY = ("The data folder cannot be written to.", "Let this user write there, then try again.")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def disk(data: Path) -> SmallDisk:
    return SmallDisk(data)


@pytest.mark.parametrize(("ailing", "mended", "said"), [("fill", "free", FULL), ("freeze", "thaw", READ_ONLY)])
def test_what_cannot_be_written_down_is_not_sent_and_the_window_says_so(
    window: OpenHands, service: PracticeProcess, disk: SmallDisk, ailing: str, mended: str, said: tuple[str, str]
) -> None:
    with window() as hands:
        set_up(hands)
        new_customer(hands, "Ada Lovelace")
        hands.scan()
        hands.click("doneButton")
        name_a_customer(hands, "Grace Hopper")
        getattr(disk, ailing)()
        with StallWatch(ailing):
            hands.click("saveCustomerButton")
            hands.read(*said)
        assert set(stamps(service)) == {"Ada Lovelace"}
        assert len(service.truth().applied("create")) == 1

        getattr(disk, mended)()
        hands.click("saveCustomerButton")
        assert hands.scan() == link(service, "Grace Hopper")
    assert len(service.truth().applied("create")) == 2


@pytest.mark.parametrize(("ailing", "mended", "said"), [("fill", "free", FULL), ("freeze", "thaw", READ_ONLY)])
def test_an_answer_that_not_even_the_emergency_file_takes_is_shown_and_saved_later(
    window: OpenHands,
    service: PracticeProcess,
    disk: SmallDisk,
    data: Path,
    log_watch: LogWatch,
    ailing: str,
    mended: str,
    said: tuple[str, str],
) -> None:
    log_watch.expect(KEPT)
    log_watch.expect("nor does the emergency file")
    with window() as hands:
        set_up(hands)
        disk.take_back_reserve()
        service.mood("held:create")
        name_a_customer(hands, "Ada Lovelace")
        hands.click("saveCustomerButton")
        hands.wait(lambda: service.wait_until(held=1, within_s=0), "the service has it")
        getattr(disk, ailing)()
        service.release()
        with StallWatch(f"{ailing} after the answer"):
            assert hands.scan() == link(service, "Ada Lovelace")
            hands.read(*said)
        assert journal(data) == [("sending", None)]

        getattr(disk, mended)()
        hands.wait(lambda: [state for state, _ in journal(data)] == ["done"], "it is saved")
        service.mood()
        hands.click("doneButton")
        hands.wait(lambda: said[0] not in hands.text, "the bar is gone")
        new_customer(hands, "Grace Hopper")
        assert hands.scan() == link(service, "Grace Hopper")
    assert len(service.truth().applied("create")) == 2
    assert len(stamps(service)) == 2


@pytest.mark.parametrize("is_free_again", [True, False])
def test_a_window_that_is_killed_with_an_answer_in_its_hands_loses_and_doubles_nothing(
    service: PracticeProcess, disk: SmallDisk, data: Path, is_free_again: bool
) -> None:
    program = Program(data, service.address, PRACTICE_KEY)
    assert program.run("card", "add", "123", "--name", "Coffee card").status == 0
    service.mood("busy:1")
    assert program.run("issue", "--card", "123", "--name", "Ada Lovelace").status == 3
    service.mood("held:create")
    emergency = EmergencyFile(data / "kiosk.db-emergency")
    with program.window() as child:
        assert service.wait_until(held=1, within_s=PATIENCE_S)
        disk.fill()
        service.release()
        wait(lambda: bool(emergency.read()), "the answer is kept")
        child.send_signal(signal.SIGKILL)
        assert child.wait(PATIENCE_S) == -signal.SIGKILL
    service.mood()
    (kept,) = emergency.read()
    if not is_free_again:
        program.run("outbox", "send")  # whatever it can do on a disk that is still full
    disk.free()

    assert program.run("outbox", "send").status == 0
    ((stamp_idx, stamp),) = ((stamp.stamp_idx, stamp) for stamp in service.truth().stamps)
    assert journal(data) == [("done", str(stamp_idx))]
    assert stamp.memo.endswith(f"#{kept.reference}")
    assert emergency.read() == ()
    assert program.run("outbox").document["entries"] == []
    assert len(service.truth().applied("create")) == 1


def journal(data: Path) -> list[tuple[str, str | None]]:
    """How the entries stand on the disk, whatever anybody holds in memory."""
    with closing(sqlite3.connect(f"file:{data / 'kiosk.db'}?mode=ro", uri=True)) as connection:
        return [
            (state, None if stamp_idx is None else str(stamp_idx))
            for state, stamp_idx in connection.execute("SELECT state, stamp_idx FROM entry ORDER BY id")
        ]


def wait(is_so: Callable[[], bool], what: str) -> None:
    """Ask again and again; asking takes its time."""
    end_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end_s, f"in vain: {what}"
