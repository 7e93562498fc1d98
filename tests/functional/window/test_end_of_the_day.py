"""What somebody changed in the service's dashboard is told at the window and by command, and dismissed by a person."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.commands import Program
from tests.functional.faults.ways import PATIENT, client
from tests.functional.window.conftest import OpenHands
from tests.functional.window.test_by_mouse import new_customer, set_up, stamps
from tests.services import PracticeProcess

DIFFERS = "Our record 0, the service shows 1 — Ada Lovelace"


def confirmed(data: Path) -> list[int | None]:
    """The last count of each stamp that the service confirmed, None where there is none yet."""
    with closing(sqlite3.connect(f"file:{data / 'kiosk.db'}?mode=ro", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT visits FROM stamp")]


def test_what_differs_is_listed_for_people_and_dismissed_at_the_window(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    program = Program(tmp_path / "data")
    with window() as hands:
        set_up(hands)
        new_customer(hands, "Ada Lovelace")
        hands.scan()
        hands.wait(lambda: confirmed(program.data_dir) == [0], "the stamp was looked at")
        hands.click("doneButton")
        client(service.address, PATIENT).add(stamps(service)["Ada Lovelace"].stamp_idx)

        hands.click("connectionPill")
        hands.see("outboxPage")
        hands.click("checkStampsButton")
        hands.read(DIFFERS)
        assert DIFFERS in program.run("outbox").err
        hands.click("dismissButton-dayEnd")
        hands.wait(lambda: DIFFERS not in hands.text, "it is gone")
        assert DIFFERS not in program.run("outbox").err
        hands.read("Online")
