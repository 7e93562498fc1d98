"""Customers are brought in, found twice and merged, taken along and erased in the window, by mouse and by keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from kiosk_app.gui.widgets.choice_box import ChoiceBox
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import Hands
from tests.functional.window.test_a_visit import with_a_stamp
from tests.functional.window.test_by_mouse import set_up, stamps
from tests.functional.window.test_mistakes import open_customer
from tests.functional.window.test_settings_at_once import choose_in_menu
from tests.gui.stall_watch import StallWatch
from tests.services import PracticeProcess

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: of a menu that opens

PEOPLE = "Kunde;Handy;Was\nGrace Hopper;020 7946 0101;tea\nZoë Brown;020 7946 0102;\n"
FAULTY = "name,e-mail\nGrace Hopper,grace at mail\nZoë Brown,zoe@mail.example\n"
MANY = 8_000  # so that an import takes longer than a press


def to_data(hands: Hands) -> None:
    hands.click("menuButton")
    choose_in_menu(hands.window, "menu-settings")
    hands.click("section-data")
    hands.wait(lambda: hands.can_click("importCustomersButton"), "the section is made")


def answer(hands: Hands, file: Path) -> None:
    """The dialog that is open, with this file. The computer's own dialogs are none of ours to press."""

    def open_dialogs() -> list[QFileDialog]:
        return [one for one in hands.window.findChildren(QFileDialog) if one.isVisible()]

    hands.wait(lambda: bool(open_dialogs()), "a file is asked for")
    (dialog,) = open_dialogs()
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    come_back(hands)


def come_back(hands: Hands) -> None:
    """What lay over the window is gone: a window manager gives it the keys again, and offscreen there is none."""
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow, "the window has the keys again")


def choose(hands: Hands, file: Path) -> None:
    hands.click("chooseFileButton")
    answer(hands, file)


def pick(hands: Hands, name: str, text: str) -> None:
    """By keys, in the box that has the focus, as far as its own words go."""
    box = hands.window.findChild(ChoiceBox, name)
    assert isinstance(box, ChoiceBox)
    hands.wait(box.isVisible, f"{name} is there")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    at = box.findText(text)
    assert at >= 0, [box.itemText(each) for each in range(box.count())]
    QTest.keyClick(box, Qt.Key.Key_Down)
    hands.wait(box.view().isVisible, f"{name} is open")
    while box.view().currentIndex().row() != at:
        QTest.keyClick(box.view(), Qt.Key.Key_Down if box.view().currentIndex().row() < at else Qt.Key.Key_Up)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentText() == text
    come_back(hands)
    assert box.hasFocus()


def tab_to(hands: Hands, name: str) -> None:
    """By Tab alone, from wherever the focus is."""

    def focused() -> QWidget:
        return QApplication.focusWidget() or hands.window

    for _ in range(60):
        if focused().objectName() == name:
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(f"{name} is never reached by Tab")


def press_by_keys(hands: Hands, name: str) -> None:
    hands.wait(lambda: hands.can_click(name), f"{name} is there")
    tab_to(hands, name)
    QTest.keyClick(QApplication.focusWidget() or hands.window, Qt.Key.Key_Space)


def test_customers_are_imported_by_mouse_and_found_at_the_counter(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    file = tmp_path / "Kunden.csv"
    file.write_text(PEOPLE, "cp1252")
    with window() as hands:
        set_up(hands)
        to_data(hands)
        hands.click("importCustomersButton")
        hands.see("importPage")
        choose(hands, file)
        hands.read("Kunden.csv", "Zoë Brown", "Import 2 customers")
        pick(hands, "columnBox-2", "Note")
        hands.read("Import 2 customers")
        hands.click("importButton")
        hands.read("Imported: 2 new customers.")
        hands.click("importDoneButton")
        hands.see("counterPage")
        hands.type("zoe")
        hands.read("Zoë Brown")
    assert service.truth().stamps == ()


def test_a_faulty_file_in_wrong_letters_is_put_right_and_imported_by_keys(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    file = tmp_path / "faulty.csv"
    file.write_text(FAULTY, "utf-8")
    with window() as hands:
        set_up(hands)
        to_data(hands)
        press_by_keys(hands, "importCustomersButton")
        hands.see("importPage")
        press_by_keys(hands, "chooseFileButton")
        answer(hands, file)
        hands.read("1 line cannot be used.", "Line 2: Check the e-mail: the @ is missing.")
        pick(hands, "encodingBox", "Western (Windows)")
        hands.read("ZoÃ« Brown")
        pick(hands, "encodingBox", "Unicode (UTF-8)")
        hands.read("Zoë Brown", "Import 1, leave out 1 line")
        press_by_keys(hands, "importButton")
        hands.read("Imported: 1 new customer.", "1 faulty line was left out.")
        QTest.keyClick(hands.window, Qt.Key.Key_Escape)
        hands.see("settingsPage")


def test_an_import_is_stopped_and_the_counter_serves_on_meanwhile(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    file = tmp_path / "many.csv"
    file.write_text("name,phone\n" + "".join(f"Guest {n},020 7{n:06}\n" for n in range(MANY)), "utf-8")
    with window() as hands:
        set_up(hands)
        to_data(hands)
        hands.click("importCustomersButton")
        choose(hands, file)
        hands.read("Import 8,000 customers")
        hands.click("importButton")
        hands.read("Importing…")
        hands.click("stopImportButton")
        hands.read("Stopped. Nothing was changed.", "Import 8,000 customers")

        hands.click("importButton")
        hands.read("Importing…")
        hands.click("backButton")
        hands.see("settingsPage")
        hands.click("backButton")
        with StallWatch("a stamp while customers are imported"):
            with_a_stamp(hands)
        assert set(stamps(service)) == {"Ada Lovelace"}
        hands.click("backButton")
        to_data(hands)
        hands.click("importCustomersButton")
        hands.read("Imported: 8,000 new customers.")


def test_a_window_that_is_closed_in_the_middle_of_an_import_leaves_all_or_nothing(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    file = tmp_path / "many.csv"
    file.write_text("name,phone\n" + "".join(f"Guest {n},020 7{n:06}\n" for n in range(MANY)), "utf-8")
    with window() as hands:
        set_up(hands)
        to_data(hands)
        hands.click("importCustomersButton")
        choose(hands, file)
        hands.read("Import 8,000 customers")
        hands.click("importButton")
        hands.read("Importing…")
    with make_store(tmp_path / "data", FakeClock()).reading() as work:
        assert sum(1 for _ in work.persons.everybody()) in (0, MANY)


def test_duplicates_are_merged_and_told_apart(window: OpenHands, service: PracticeProcess, tmp_path: Path) -> None:
    file = tmp_path / "twice.csv"
    file.write_text(
        "name,phone\nAda Lovelace,020 7946 0101\nA. Lovelace,020 7946 0101\nMary Jones,020 7946 0102\n"
        "Bob Jones,020 7946 0102\n",
        "utf-8",
    )
    with window() as hands:
        set_up(hands)
        to_data(hands)
        hands.click("importCustomersButton")
        choose(hands, file)
        hands.click("importButton")
        hands.read("Imported: 4 new customers.")
        hands.click("backButton")
        hands.wait(lambda: hands.can_click("duplicatesButton"), "the section is there")
        hands.click("duplicatesButton")
        hands.see("duplicatesPage")
        hands.read("The same phone", "Mary Jones")
        merges = named(hands, "mergeButton-")
        assert len(merges) == 2

        hands.click(merges[0])
        hands.read("Make them one? Ada Lovelace stays.")
        press_by_keys(hands, merges[0].replace("mergeButton", "confirmMergeButton"))
        hands.read("Merged. Stamps and history are Ada Lovelace’s.")
        hands.click(merges[1].replace("mergeButton", "notTheSameButton"))
        hands.read("They are two customers and are not listed any more.")
        hands.click("lookForDuplicatesButton")
        hands.read("No two customers look like one.")

        export = tmp_path / "out.csv"
        hands.click("backButton")
        hands.click("wholePhonesSwitch")
        hands.click("exportCustomersButton")
        answer(hands, export)
        hands.read(f"Written, 3 rows: {export}.")
    assert [line.split(",")[1:3] for line in export.read_text("utf-8-sig").splitlines()[1:]] == [
        ["Ada Lovelace", "020 7946 0101"],
        ["Mary Jones", "020 7946 0102"],
        ["Bob Jones", "020 7946 0102"],
    ]


def named(hands: Hands, beginning: str) -> list[str]:
    """The object names of what is in sight and begins so, from the top."""
    found = [one for one in hands.window.findChildren(QWidget) if one.objectName().startswith(beginning)]
    found.sort(key=lambda one: one.mapTo(hands.window, one.rect().topLeft()).y())
    return [one.objectName() for one in found if one.isVisible()]


@pytest.mark.parametrize("press", [Hands.click, press_by_keys], ids=["by mouse", "by keys"])
def test_a_customer_is_taken_along_and_erased_here_and_at_the_service(
    window: OpenHands, service: PracticeProcess, tmp_path: Path, press: Callable[[Hands, str], None]
) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands)
        hands.click("backButton")
        open_customer(hands, "Ada")
        press(hands, "editCustomerButton")
        hands.see("editCustomerPage")
        press(hands, "exportPersonButton")
        answer(hands, tmp_path / "ada.json")
        hands.read(f"Written: {tmp_path / 'ada.json'}.")
        assert json.loads((tmp_path / "ada.json").read_text("utf-8"))["customer"]["name"] == "Ada Lovelace"

        press(hands, "erasePersonButton")
        hands.read("Erase Ada Lovelace for good?")
        press(hands, "declineEraseButton")
        press(hands, "erasePersonButton")
        press(hands, "confirmEraseButton")
        hands.read("The customer is erased for good.", "The service has forgotten them, too.")
        assert "Ada" not in hands.text
        (stamp,) = service.truth().stamps
        assert (stamp.name, stamp.phone, stamp.email) == ("", "", "")
        press(hands, "saveCustomerButton")
        hands.see("counterPage")
        hands.read("No customers yet.")


def test_what_the_service_does_not_forget_is_said(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands)
        hands.click("backButton")
        open_customer(hands, "Ada")
        hands.click("editCustomerButton")
        service.mood("refuses:update:Not today")
        hands.click("erasePersonButton")
        hands.click("confirmEraseButton")
        (stamp,) = service.truth().stamps
        hands.read(f"In 1 stamp the service may still hold the customer: {stamp.stamp_idx}.")
