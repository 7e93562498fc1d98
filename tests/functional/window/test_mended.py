"""What waits goes on by itself once what stopped it is mended, and nobody sends anything."""

from __future__ import annotations

from tests.conftest import LogWatch
from tests.functional.window.conftest import OpenHands
from tests.functional.window.test_by_mouse import give_key, new_customer, set_up, stamps
from tests.services import PracticeProcess


def test_a_key_that_is_given_anew_sends_what_waited(
    window: OpenHands, service: PracticeProcess, log_watch: LogWatch
) -> None:
    log_watch.expect("refused|stopped")
    with window() as hands:
        set_up(hands)
        service.mood("key")
        new_customer(hands, "Ada Lovelace")
        hands.read("The service does not accept the API key.")
        assert stamps(service) == {}
        hands.click("barButton")
        hands.see("settingsPage")
        service.mood()
        give_key(hands, "apiKeyField")
        hands.wait(lambda: "Ada Lovelace" in stamps(service), "what waited is sent")
        hands.wait(lambda: "does not accept" not in hands.text, "the bar goes by itself")
        hands.wait(lambda: "Online" in hands.text, "the pill says so too")
