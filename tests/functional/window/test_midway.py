"""In the middle of something the window is closed, a command comes beside it, or the program itself is at fault."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from tests.commands import PATIENCE_S, Program
from tests.conftest import LogWatch
from tests.functional.window.conftest import OpenHands
from tests.functional.window.test_by_mouse import give_key, link, new_customer, set_up, stamps
from tests.services import PRACTICE_KEY, PracticeProcess


def test_a_window_that_is_closed_while_it_sends_lists_what_it_cannot_know(
    window: OpenHands, service: PracticeProcess, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("its sender ended while sending")
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
    assert program.run("card", "add", "123", "--name", "Coffee card").status == 0
    service.mood("busy:1")
    assert program.run("issue", "--card", "123", "--name", "Ada Lovelace").status == 3
    service.mood("held:create")
    with program.window() as child:
        assert service.wait_until(held=1, within_s=PATIENCE_S)
        child.terminate()  # which closes the window
        assert child.wait(PATIENCE_S) == 0
    service.mood()
    service.release()

    with window() as hands:
        hands.see("counterPage")
        hands.click("barButton")
        hands.see("settingsPage")
        give_key(hands, "apiKeyField")
        hands.click("saveButton")
        hands.read("1 needs you")
        hands.click("connectionPill")
        hands.see("outboxPage")
        hands.read("Ada Lovelace", "We don’t know if it arrived.")
    assert len(stamps(service)) == 1
    assert len(service.truth().applied("create")) == 1


def test_commands_beside_the_window_send_and_are_sent_once_each(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    program = Program(tmp_path / "data", key=PRACTICE_KEY)
    names = ["By command", "At the window", "By another command"]
    with window() as hands:
        set_up(hands)
        service.mood("slow:0.2:create")
        beside = [program.start("issue", "--card", "123", "--name", name) for name in (names[0], names[2])]
        for child in beside:
            program.type_key(child)
        new_customer(hands, names[1])
        assert hands.scan() == link(service, names[1])
        for child in beside:
            assert child.wait(PATIENCE_S) == 0
            for stream in (child.stdout, child.stderr):
                assert stream
                stream.close()
    assert set(stamps(service)) == set(names)
    assert len(service.truth().applied("create")) == 3


@pytest.mark.parametrize("where", ["in a slot", "in a thread"])
def test_a_fault_of_our_own_is_told_and_the_window_goes_on(
    window: OpenHands, service: PracticeProcess, log_watch: LogWatch, where: str
) -> None:
    log_watch.expect("crash [0-9a-f]{8}: ZeroDivisionError")

    def fail() -> None:
        raise ZeroDivisionError

    with window() as hands:
        set_up(hands)
        if where == "in a slot":
            QTimer.singleShot(0, hands.window, fail)
        else:
            threading.Thread(target=fail).start()
        hands.read("Stamp Kiosk met a fault of its own.", "You can go on.")
        new_customer(hands, "Ada Lovelace")
        assert hands.scan() == link(service, "Ada Lovelace")
