"""While a customer is read the counter stays on the glass, and can be pressed: the first press is what was meant."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.gui.pages.counter import CounterPage
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from tests.functional.window.conftest import OpenHands
from tests.services import PracticeProcess


def test_who_was_pressed_first_comes_up_and_nobody_after_the_way_back(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    with open_house(Choices(tmp_path / "data", service_url=service.address)) as house:
        house.settings().add_card(StampCard(123, "Coffee card"))
        ada, bob = (house.customers().add(Details(name)).id for name in ("Ada Lovelace", "Bob Brown"))
    with window() as hands:
        hands.see("counterPage")
        counter = hands.window.findChild(CounterPage, "counterPage")
        assert isinstance(counter, CounterPage)
        counter.chosen.emit(ada)
        hands.window.back_pressed.emit()
        hands.type("Bob")
        hands.read("Bob Brown", "1 customer")
        assert hands.page == "counterPage"
        counter.chosen.emit(ada)
        counter.chosen.emit(bob)
        hands.see("customerPage")
        hands.read("Ada Lovelace")
        assert "Bob" not in hands.text
