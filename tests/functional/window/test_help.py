"""Settings › About in the real window: the computer is looked at while the window goes on."""

from __future__ import annotations

from kiosk_app.gui.window import Window
from tests.functional.window.conftest import OpenHands
from tests.functional.window.test_by_mouse import set_up
from tests.services import PRACTICE_KEY


def open_about(window: Window) -> None:
    window.menu_chosen.emit("settings")


def test_the_computer_is_looked_at_and_a_support_file_shown(window: OpenHands) -> None:
    with window() as hands:
        set_up(hands)
        open_about(hands.window)
        hands.see("settingsPage")
        hands.click("section-about")
        hands.click("doctorButton")
        hands.read("Keychain", "This computer has no keychain", "The service accepts it.", "It answers.")
        hands.click("supportButton")
        hands.read("doctor.txt", "settings.toml", "logs/stamp-kiosk.log")
        assert PRACTICE_KEY not in hands.text
        hands.click("declineSupportButton")
        hands.wait(lambda: "doctor.txt" not in hands.text, "it is put away")
