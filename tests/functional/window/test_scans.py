"""Scans in the window as it is started: by keys of this process, and by those of a real screen's keyboard."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.ids import ApiKey
from kiosk_app.gui.pages.customer import CustomerPage
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from tests.functional.window.conftest import OpenHands, OpenRun
from tests.functional.window.hands import Hands
from tests.functional.window.screen import MISSING, Screen
from tests.functional.window.test_by_keyboard import link as link_of
from tests.functional.window.test_by_keyboard import program
from tests.functional.window.test_by_mouse import link, new_customer, set_up
from tests.functional.window.test_settings_at_once import choose_in_menu
from tests.services import PRACTICE_KEY, PracticeProcess


def test_a_scan_leads_from_any_page_to_its_customer(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        hands.scan_in("https://shop.example/menu", "\r")
        hands.read("This code is not one of ours.")
        new_customer(hands, "Ada Lovelace")
        ada = hands.scan()
        assert ada == link(service, "Ada Lovelace")
        hands.scan_in(ada, "\r\r")  # over the code's own page, with CR LF
        hands.see("customerPage")
        hands.read("Ada Lovelace")
        focus = hands.window.focusWidget()
        assert focus is not None
        assert focus.objectName() == "primaryAction-123"
        assert service.truth().applied("add") == ()  # the scanner's own Enter is no visit
        hands.type("\r")  # Enter does what has the focus
        hands.read("Visit added", "1 of 10 visits")
        hands.click("backButton")
        hands.see("counterPage")
        hands.scan_in(ada.upper() + "/x?y#z")
        hands.see("customerPage")


def test_who_is_expected_is_unseen_and_gone_when_nobody_comes(
    run: OpenRun, qtbot: QtBot, service: PracticeProcess, tmp_path: Path
) -> None:
    with run() as opened:
        hands = Hands(opened.window, qtbot)
        set_up(hands)
        new_customer(hands, "Ada Lovelace")
        hands.scan()
        hands.click("doneButton")
        hands.see("counterPage")
        page = hands.window.findChild(CustomerPage)
        assert isinstance(page, CustomerPage)
        looks = len(service.truth().requests)
        with closing(sqlite3.connect(f"file:{tmp_path / 'data' / 'kiosk.db'}?mode=ro", uri=True)) as books:
            ((ada,),) = books.execute("SELECT id FROM customer")

        def names() -> list[str]:
            return [label.text() for label in page.findChildren(QLabel)]

        opened.expect(ada)
        hands.wait(lambda: "Ada Lovelace" in names(), "her page is filled")
        assert hands.page == "counterPage"
        hands.wait(lambda: "Ada Lovelace" not in names(), "nothing of her stays on it")
        opened.expect(ada)
        hands.wait(lambda: "Ada Lovelace" in names(), "her page is filled again")
        opened._heartbeat.changed.emit()
        assert "Ada Lovelace" not in names()  # what was read ahead is old
        assert len(service.truth().requests) == looks
        opened.expect(ada)
        opened.customer(ada)
        hands.see("customerPage")
        hands.read("Ada Lovelace", "0 of 10 visits")


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: of a menu that opens
def test_a_scan_that_adds_the_visit_adds_one_that_can_be_undone(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        new_customer(hands, "Ada Lovelace")
        ada = hands.scan()
        hands.click("doneButton")
        hands.click("menuButton")
        choose_in_menu(hands.window, "menu-settings")
        hands.click("section-counter")
        hands.click("scanAddsVisitSwitch")
        hands.click("saveButton")
        hands.read("Saved")
        hands.scan_in(ada, "\r\r")
        hands.read("Visit added", "1 of 10 visits")
        hands.scan_in(ada, "\r")
        hands.read("The same code again — no second visit was added.")
        hands.click("undoButton-123")
        hands.wait(lambda: service.truth().applied("remove") != (), "it is taken back")
        assert len(service.truth().applied("add")) == 1


def test_what_is_typed_is_not_lost_for_a_scan(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        new_customer(hands, "Ada Lovelace")
        ada = hands.scan()
        hands.click("doneButton")
        hands.click("newCustomerButton")
        hands.read("Save and issue stamp")
        hands.type("Gra")
        hands.scan_in(ada, "\r")
        hands.read("What is typed here is not saved yet.")
        hands.type("ce Hopper")
        hands.click("saveCustomerButton")
        hands.see("qrPage")
        hands.wait(lambda: "Grace Hopper" in {stamp.name for stamp in service.truth().stamps}, "she has her stamp")


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_a_scanner_at_a_real_keyboard(tmp_path: Path, service: PracticeProcess) -> None:
    """The picture of the code that Enter brings tells whose page a scan led to."""
    people = {"ADA-000001": "Ada Lovelace", "KIM-000002": "Kim Minji", "BOB-000003": "Bob Brown"}
    choices = Choices(tmp_path / "data", service_url=service.address, key=ApiKey(PRACTICE_KEY))
    with open_house(choices) as house:
        house.settings().add_card(StampCard(123, "Coffee card", "a free coffee"))
        for member_id, name in people.items():
            house.customers().add(Details(name, user_id=member_id))
    with Screen(tmp_path) as screen:
        empty = screen.picture()
        with program(screen, tmp_path / "data", service.address):
            screen.wait(lambda: service.truth().requests != (), "the service is asked")
            page = screen.wait_for_another(empty)
            seen = ""
            for (member_id, name), (per_key_ms, end) in zip(
                people.items(), ((2, "\n"), (15, "\t"), (4, "")), strict=True
            ):
                screen.scan_in(member_id + end, per_key_ms)  # the second and the third on the page of a code
                screen.wait_for_another(page)
                screen.press("Return")  # issues the one card
                seen = screen.scan(unlike=seen)
                assert seen == link_of(service, name)
                page = screen.wait_for_another(empty)
            screen.press("Return")  # Done
            page = screen.wait_for_another(page)
            screen.press("F2")
            page = screen.wait_for_another(page)
            screen.type("Gra")
            screen.scan_in("ADA-000001\n", 4)
            screen.wait_for_another(page)
            screen.type("ce Hopper")
            screen.press("Return")
            assert screen.scan(unlike=seen) == link_of(service, "Grace Hopper")
