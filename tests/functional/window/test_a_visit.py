"""Returning customers by mouse: visits, undo, the reward and the next stamp, on good days and without the internet."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.gui.pages.card_tile import CardTile
from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import CODE, Hands
from tests.functional.window.test_by_mouse import give_key, new_customer, set_up
from tests.functional.window.test_end_of_the_day import confirmed
from tests.services import PracticeProcess


def with_a_stamp(hands: Hands, name: str = "Ada Lovelace") -> None:
    """A customer with a stamp, at their page."""
    new_customer(hands, name)
    hands.read(CODE)
    hands.click("backButton")
    hands.see("customerPage")
    hands.read("0 of 10 visits")


def press(hands: Hands, text: str) -> None:
    """The tile's one action, once it reads so and takes presses."""
    tile = hands.window.findChild(CardTile, "cardTile-123")
    assert isinstance(tile, CardTile)
    primary = tile.presses.primary
    hands.wait(lambda: primary.text() == text and not primary.is_busy and not tile.presses.is_deaf, f"“{text}”")
    hands.click("primaryAction-123")


def counted(service: PracticeProcess) -> list[int]:
    return [stamp.visits for stamp in service.truth().stamps]


def test_a_whole_visit_from_the_first_mark_to_the_next_stamp(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands)
        press(hands, "Add visit")
        hands.read("Visit added", "1 of 10 visits, 9 more to a free coffee")
        assert counted(service) == [1]

        press(hands, "Add visit")  # within the pause
        hands.read("Added a moment ago")
        press(hands, "Add anyway")
        hands.read("2 of 10 visits")
        hands.click("undoButton-123")
        hands.read("Taken back", "1 of 10 visits")
        hands.wait(lambda: counted(service) == [1], "it is taken back there")

        hands.click("backButton")
        hands.see("counterPage")
        hands.type("Ada\r")
        hands.see("customerPage")
        for _ in range(8):
            hands.click("oneMore-123")
        press(hands, "Add anyway")
        hands.read("Full — reward ready", "Hand over the free coffee first")
        assert counted(service) == [10]

        press(hands, "Redeem reward")
        hands.read("Is the free coffee handed over?")
        hands.click("sideAction-123")
        hands.read("Hand over the free coffee first")
        press(hands, "Redeem reward")
        press(hands, "Yes, redeem")
        hands.read("Reward redeemed", "Issue the next Coffee card?")
        press(hands, "Issue stamp")
        hands.see("qrPage")
        hands.read(CODE)
    first, second = service.truth().stamps
    assert (first.visits, first.redeemed, second.visits, second.redeemed) == (10, True, 0, False)
    assert len(service.truth().applied("add")) == 11  # one of them was taken back


def test_three_taps_and_an_enter_that_is_held_add_one_visit_each(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands, "Tapped Tim")
        service.mood("slow:0.3:add")
        hands.click_thrice("primaryAction-123")
        hands.read("Visit added")
        hands.click("backButton")
        with_a_stamp(hands, "Leaned Lea")
        hands.window.findChild(CardTile, "cardTile-123").focus_primary()  # type: ignore[union-attr]
        hands.hold_enter()
        hands.read("Visit added")
        assert service.wait_until(idle=True)
    assert counted(service) == [1, 1]


def test_without_the_internet_marks_wait_and_arrive_by_themselves(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands)
        hands.wait(lambda: confirmed(tmp_path / "data") == [0], "the stamp was looked at, and what was seen is kept")
        assert service.wait_until(idle=True)
        service.stop()
        press(hands, "Add visit")
        hands.read("1 waiting", "0 counted, 1 on its way", "Offline · 1")
    port = int(service.address.rpartition(":")[2])
    with PracticeProcess(tmp_path / "service.db", port=port) as again, window() as hands:
        hands.see("counterPage")
        hands.type("Ada\r")
        hands.see("customerPage")
        hands.read("1 of 10 visits, 1 waiting", "As of")
        hands.click("barButton")
        give_key(hands, "apiKeyField")
        hands.click("saveButton")
        hands.wait(lambda: counted(again) == [1], "it is sent")


def test_a_lost_answer_is_told_and_found_to_have_arrived(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands)
        service.mood("lost:add")
        press(hands, "Add visit")
        hands.read("Needs checking", "It had arrived — 1 of 10")
    assert counted(service) == [1]
