"""Mistakes are put right by mouse: a customer is edited, a visit taken back, another moved to whose it was."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.domain.entry import Draft, Kind
from kiosk_app.domain.ids import new_id
from kiosk_app.practice import TrueStamp
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import CODE, Hands
from tests.functional.window.test_by_mouse import new_customer, set_up, stamps
from tests.services import PracticeProcess


def two_customers(hands: Hands) -> None:
    set_up(hands)
    for name in ("Grace Hopper", "Ada Lovelace"):
        new_customer(hands, name)
        hands.read(CODE)
        hands.click("doneButton")
        hands.see("counterPage")


def open_customer(hands: Hands, name: str) -> None:
    hands.see("counterPage")
    hands.type(name)
    hands.read(name)
    hands.type("\r")
    hands.see("customerPage")


def visit(data: Path, stamp: TrueStamp, count: int) -> list[int]:
    """So many visits, opened beside the window, which sends them."""
    with make_store(data, FakeClock()).writing() as work:
        known = work.directory.stamp(stamp.stamp_idx)
        assert known
        drafts = [
            Draft(work.journal.fresh_reference(), Kind.VISIT, 123, known.customer_id, stamp.stamp_idx)
            for _ in range(count)
        ]
        return [entry.id for entry in work.journal.open(new_id(), drafts).entries]


def counts(service: PracticeProcess) -> dict[str, int]:
    return {name: stamp.visits for name, stamp in stamps(service).items()}


def test_mistakes_are_put_right(window: OpenHands, service: PracticeProcess, tmp_path: Path) -> None:
    with window() as hands:
        two_customers(hands)
        wrong = visit(tmp_path / "data", stamps(service)["Ada Lovelace"], 2)
        hands.wait(lambda: counts(service)["Ada Lovelace"] == 2, "both visits are sent")

        open_customer(hands, "Ada")
        hands.click("historyButton")
        hands.see("historyPage")
        hands.click(f"takeBackButton-{wrong[0]}")
        hands.click(f"reasonField-{wrong[0]}")
        hands.type("Pressed twice")
        hands.click(f"yesTakeBackButton-{wrong[0]}")
        hands.read("“Pressed twice”")
        hands.wait(lambda: counts(service)["Ada Lovelace"] == 1, "one is taken back")

        hands.click(f"moveButton-{wrong[1]}")
        hands.type("Grace")
        hands.click("moveToButton-0")
        hands.read("moved to Grace Hopper")
        hands.wait(lambda: counts(service) == {"Ada Lovelace": 0, "Grace Hopper": 1}, "the other is moved")

        hands.click("backButton")
        hands.see("customerPage")
        hands.click("editCustomerButton")
        hands.see("editCustomerPage")
        hands.read("Save")
        hands.click("emailField")
        hands.type("ada@example.org")
        hands.click("saveCustomerButton")
        hands.see("customerPage")
        hands.wait(lambda: stamps(service)["Ada Lovelace"].email == "ada@example.org", "the service is told")
