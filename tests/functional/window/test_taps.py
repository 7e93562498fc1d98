"""Impatient hands: however often they press, and however long they lean on Enter, one press is one stamp."""

from __future__ import annotations

from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import Hands
from tests.functional.window.test_by_mouse import set_up
from tests.services import PracticeProcess


def name_a_customer(hands: Hands, name: str) -> None:
    hands.click("newCustomerButton")
    hands.read("Save and issue stamp")
    hands.type(name)


def test_three_taps_and_an_enter_that_is_held_are_one_stamp_each(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        service.mood("slow:0.3:create")
        name_a_customer(hands, "Tapped Tim")
        hands.click_thrice("saveCustomerButton")
        hands.see("qrPage")
        hands.click("doneButton")
        name_a_customer(hands, "Leaned Lea")
        hands.hold_enter()
        hands.wait(lambda: len(service.truth().applied("create")) >= 2, "both are sent")
        assert service.wait_until(idle=True)
    found = service.truth()
    assert sorted(stamp.name for stamp in found.stamps) == ["Leaned Lea", "Tapped Tim"]
    assert all(stamp.active for stamp in found.stamps)
