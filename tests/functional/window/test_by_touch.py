"""A tablet without a keyboard: set-up, a new customer and finding them again, by fingers on the window alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from kiosk_app.domain.two_set import keys_of
from kiosk_app.gui.touch.key_button import KeyButton
from kiosk_app.gui.touch.keyboard import TouchKeyboard
from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import CODE, Hands
from tests.functional.window.test_by_mouse import link
from tests.services import PRACTICE_KEY, PracticeProcess
from tests.unit.domain.touch.test_hangul import ON_KEYS


@pytest.fixture(autouse=True)
def always(tmp_path: Path) -> None:
    """As the owner set it: no device is asked."""
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "settings.toml").write_text('[counter]\ntouch_keyboard = "always"\n')


class Fingers:
    """They know letters, and which key brings them."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def tap(self, name: str) -> None:
        self._hands.click(name)

    def type(self, text: str) -> None:
        for char in text:
            if self._has(f"key-{char.lower()}"):
                if self._types(char.lower()) != char:
                    self.tap("key-shift")
                self.tap(f"key-{char.lower()}")
            elif char == " ":
                self.tap("key-space")
            else:
                self.tap("key-other")
                self.tap(f"key-{char}")
                self.tap("key-other")

    def type_korean(self, text: str) -> None:
        for key in keys_of(text):
            if key.isupper():
                self.tap("key-shift")
            self.tap(f"key-{ON_KEYS[key.lower()]}")

    def field(self, name: str) -> str:
        return next(one.text() for one in self._hands.window.findChildren(QLineEdit, name) if one.isVisible())

    def _types(self, letter: str) -> str:
        """What is printed on its key now: a name begins with a capital by itself."""
        keys = self._hands.window.findChildren(KeyButton, f"key-{letter}")
        return next(key.text() for key in keys if key.isVisible())

    def _has(self, name: str) -> bool:
        return self._hands.can_click(name)


def set_up(hands: Hands, fingers: Fingers) -> None:
    hands.see("setupPage")
    fingers.tap("shopNameField")
    fingers.type("Corner Coffee")
    fingers.tap("setupNextButton")
    fingers.tap("setupApiKeyField")
    fingers.type(PRACTICE_KEY)
    fingers.tap("key-away")
    fingers.tap("testConnectionButton")
    hands.read("Connected")
    fingers.tap("setupNextButton")
    hands.read("held until this program ends")
    fingers.tap("setupNextButton")
    fingers.tap("cardIdxField")
    for digit in "123":
        fingers.tap(f"key-{digit}")
    for name, text in (("cardNameField", "Coffee card"), ("rewardField", "a free coffee")):
        fingers.tap(name)
        fingers.type(text)
    fingers.tap("key-away")
    fingers.tap("setupNextButton")
    hands.read("Ready to stamp", "Corner Coffee")
    fingers.tap("setupNextButton")
    hands.see("counterPage")


def is_up(hands: Hands) -> bool:
    return any(keyboard.isVisible() for keyboard in hands.window.findChildren(TouchKeyboard))


def goes(hands: Hands) -> None:
    """With the page that is turned, once that has come to rest."""
    hands.wait(lambda: not is_up(hands), "the keyboard goes")


def test_a_customer_is_made_and_found_again_by_fingers_alone(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        fingers = Fingers(hands)
        set_up(hands, fingers)
        assert not is_up(hands)
        fingers.tap("searchField")
        fingers.type("Ada")
        hands.read("New customer “Ada”")
        fingers.tap("newCustomerButton")
        hands.read("Save and issue stamp")
        assert fingers.field("nameField") == "Ada"
        fingers.tap("nameField")
        fingers.type(" Lovelace")
        fingers.tap("key-on")
        for key in "+442079460447":
            fingers.tap(f"key-{key}")
        fingers.tap("saveCustomerButton")
        hands.see("qrPage")
        hands.read(CODE)
        assert hands.scan() == link(service, "Ada Lovelace")
        goes(hands)
        hands.click("doneButton")

        fingers.tap("searchField")
        fingers.type("0447")
        hands.read("Ada Lovelace")
        fingers.tap("key-on")
        hands.see("customerPage")
        goes(hands)
    (stamp,) = service.truth().stamps
    assert (stamp.name, stamp.phone) == ("Ada Lovelace", "+442079460447")


def test_a_korean_name_is_typed_as_on_a_korean_keyboard(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        fingers = Fingers(hands)
        set_up(hands, fingers)
        fingers.tap("newCustomerButton")
        hands.read("Save and issue stamp")
        fingers.tap("nameField")
        fingers.tap("key-tongue")
        fingers.tap("key-한국어")
        fingers.type_korean("김민서")
        fingers.tap("saveCustomerButton")
        hands.see("qrPage")
        assert hands.scan() == link(service, "김민서")
        hands.click("doneButton")
        fingers.tap("searchField")
        fingers.type_korean("ㄱㅁㅅ")
        hands.read("김민서")
