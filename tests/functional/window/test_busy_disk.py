"""Another program holds the data folder longer than anybody waits: the window goes on, says so, and loses nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import LogWatch
from tests.functional.window.conftest import OpenHands
from tests.functional.window.test_by_mouse import link, new_customer, set_up, stamps
from tests.functional.window.test_taps import name_a_customer
from tests.gui.stall_watch import StallWatch
from tests.services import PracticeProcess

pytestmark = pytest.mark.slow  # it waits as long as a shop would

BUSY = ("The data folder is busy with another program.", "Try again in a moment.")
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Nobody else can write until the end of the block."""
    command = [sys.executable, "-c", HOLD, str(data / "kiosk.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        assert child.stdout.readline() == "held\n"
        yield
        child.stdin.close()


def test_a_press_that_cannot_be_written_down_for_ten_seconds_is_told_and_pressed_again(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    with window() as hands:
        set_up(hands)
        name_a_customer(hands, "Ada Lovelace")
        with held(tmp_path / "data"), StallWatch("busy"):
            hands.click("saveCustomerButton")
            hands.read(*BUSY)
        assert stamps(service) == {}
        hands.click("saveCustomerButton")
        assert hands.scan() == link(service, "Ada Lovelace")
    assert len(service.truth().applied("create")) == 1


def test_an_answer_that_cannot_be_saved_for_ten_seconds_is_shown_and_saved_by_itself(
    window: OpenHands, service: PracticeProcess, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("kept until the disk takes it")
    with window() as hands:
        set_up(hands)
        service.mood("held:create")
        name_a_customer(hands, "Ada Lovelace")
        hands.click("saveCustomerButton")
        hands.wait(lambda: service.wait_until(held=1, within_s=0), "the service has it")
        with held(tmp_path / "data"), StallWatch("busy after the answer"):
            service.release()
            assert hands.scan() == link(service, "Ada Lovelace")
        service.mood()
        hands.click("doneButton")
        new_customer(hands, "Grace Hopper")
        assert hands.scan() == link(service, "Grace Hopper")
    assert len(service.truth().applied("create")) == 2
    assert len(stamps(service)) == 2
