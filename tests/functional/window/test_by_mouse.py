"""A new user with a mouse, from the first start to the second customer's code, and on bad days."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.practice import TrueStamp
from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import CODE, Hands
from tests.gui.stall_watch import StallWatch
from tests.services import PRACTICE_KEY, PracticeProcess


def set_up(hands: Hands) -> None:
    hands.see("setupPage")
    hands.click("shopNameField")
    hands.type("Corner Coffee")
    hands.click("setupNextButton")
    give_key(hands, "setupApiKeyField")
    hands.click("setupNextButton")
    hands.read("held until this program ends")  # there is no keychain
    hands.click("setupNextButton")
    hands.read("Your first stamp card", "Tell this counter about it")
    for name, text in (("cardIdxField", "123"), ("cardNameField", "Coffee card"), ("rewardField", "a free coffee")):
        hands.click(name)
        hands.type(text)
    hands.click("setupNextButton")
    hands.read("Ready to stamp", "Corner Coffee")
    hands.click("setupNextButton")
    hands.see("counterPage")


def give_key(hands: Hands, field: str) -> None:
    hands.click(field)
    hands.type(PRACTICE_KEY)
    hands.click("testConnectionButton")
    hands.read("Connected")


def new_customer(hands: Hands, name: str) -> None:
    hands.click("newCustomerButton")
    hands.read("Save and issue stamp")
    hands.type(name)
    hands.click("saveCustomerButton")
    hands.see("qrPage")


def stamps(service: PracticeProcess) -> dict[str, TrueStamp]:
    found = service.truth().stamps
    assert len({stamp.name for stamp in found}) == len(found)  # nobody got two
    return {stamp.name: stamp for stamp in found}


def link(service: PracticeProcess, name: str) -> str:
    return f"{service.address}/stamp/{stamps(service)[name].stamp_idx}"


def test_a_new_user_comes_from_set_up_to_the_second_customers_code(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        with StallWatch("start and set-up"):
            set_up(hands)
        with StallWatch("first customer"):
            new_customer(hands, "Ada Lovelace")
            hands.read(CODE)
        assert hands.scan() == link(service, "Ada Lovelace")

        hands.clicks = 0
        with StallWatch("second customer"):
            hands.click("doneButton")
            new_customer(hands, "Grace Hopper")
            hands.read(CODE)
        assert hands.scan() == link(service, "Grace Hopper")
        assert hands.clicks <= 3
    assert len(service.truth().applied("create")) == 2


def test_bad_days_are_told_in_words_and_the_window_goes_on(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)

        service.mood("lost:create")
        new_customer(hands, "Lost Lucy")
        hands.read("We don’t know if it arrived.", "Lost Lucy has received nothing.")
        hands.click("doneButton")
        hands.read("1 needs you")

        service.mood("refuses:create:We are closed today")
        new_customer(hands, "Refused Ruth")
        hands.read("The service said no", "Its message: “We are closed today”")
        hands.click("doneButton")
        hands.click("connectionPill")
        hands.see("outboxPage")
        hands.read("Needs you", "Lost Lucy", "Refused Ruth")
        hands.click("backButton")

        service.mood("dropped:create")
        new_customer(hands, "Dropped Dora")
        hands.read("We don’t know if it arrived.")
        hands.click("doneButton")

        service.mood()
        new_customer(hands, "Ada Lovelace")
        assert hands.scan() == link(service, "Ada Lovelace")
        hands.click("doneButton")
        hands.see("counterPage")
    assert set(stamps(service)) == {"Lost Lucy", "Ada Lovelace"}


def test_without_the_internet_all_goes_on_and_closing_loses_nothing(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    with window() as hands:
        set_up(hands)
        service.stop()
        new_customer(hands, "Ada Lovelace")
        hands.read("New stamp waiting", "No internet — 1 change will be sent as soon as it is back")
        hands.click("doneButton")
        hands.read("Offline · 1")
        new_customer(hands, "Grace Hopper")
    port = int(service.address.rpartition(":")[2])
    with PracticeProcess(tmp_path / "service.db", port=port) as again, window() as hands:
        hands.see("counterPage")
        hands.read("There is no API key yet.", "Ada Lovelace", "Grace Hopper")
        hands.click("barButton")
        hands.see("settingsPage")
        hands.read("API key")
        give_key(hands, "apiKeyField")
        hands.click("saveButton")
        hands.wait(lambda: len(stamps(again)) == 2, "both are sent")
        assert set(stamps(again)) == {"Ada Lovelace", "Grace Hopper"}
