"""A new user with a mouse, from the first start to the second customer's code, and on bad days."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.practice import TrueStamp
from tests.functional.window.conftest import VENDOR, OpenHands
from tests.functional.window.hands import Hands
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
    hands.see("newCustomerPage")
    hands.type(name)
    hands.click("saveCustomerButton")
    hands.see("qrPage")


def stamps(service: PracticeProcess) -> dict[str, TrueStamp]:
    found = service.truth().stamps
    assert len({stamp.name for stamp in found}) == len(found)  # nobody got two
    return {stamp.name: stamp for stamp in found}


def link(service: PracticeProcess, name: str) -> str:
    return f"https://vvd.bz/stamp/{stamps(service)[name].stamp_idx}"


def test_a_new_user_comes_from_set_up_to_the_second_customers_code(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands, StallWatch("set-up to the second code"):
        set_up(hands)
        new_customer(hands, "Ada Lovelace")
        assert hands.scan() == link(service, "Ada Lovelace")

        hands.clicks = 0
        hands.click("doneButton")
        new_customer(hands, "Grace Hopper")
        assert hands.scan() == link(service, "Grace Hopper")
        assert hands.clicks <= 3
    assert len(service.truth().applied("create")) == 2
