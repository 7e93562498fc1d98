"""When the keyboard on the screen comes and goes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from kiosk_app.domain.burst import Pace
from kiosk_app.gui.scanner import Scanner
from kiosk_app.gui.touch.keyboard import TouchKeyboard
from tests.gui.scanner.keyboard import Keyboard
from tests.gui.touch.glass import Glass


def test_nothing_is_made_before_it_is_needed(glass: Glass) -> None:
    glass.is_wanted = False
    glass.touch(glass.name)
    assert glass.window.findChildren(TouchKeyboard) == []


def test_it_comes_to_a_touched_field_and_goes_when_it_is_sent_away(glass: Glass) -> None:
    glass.touch(glass.name)
    assert glass.is_open()
    glass.press("away")
    assert (glass.is_open(), glass.focus) == (False, glass.name.line)
    glass.touch(glass.name)
    assert glass.is_open()


def test_a_field_that_the_page_points_to_brings_it_and_one_that_is_left_takes_it_along(glass: Glass) -> None:
    glass.phone.line.setFocus()
    glass.settle()
    assert (glass.is_open(), glass.has("7"), glass.has("q")) == (True, True, False)
    glass.button.setFocus()
    glass.settle()
    assert not glass.is_open()


def test_the_search_has_the_focus_at_all_times_and_brings_it_only_when_it_is_touched(glass: Glass) -> None:
    glass.show(glass.home)
    assert (glass.focus, glass.is_open()) == (glass.search.line, False)
    glass.touch(glass.search)
    assert glass.is_open()
    glass.show(glass.form)
    assert not glass.is_open()
    glass.show(glass.home)
    assert not glass.is_open()


def test_sent_away_it_comes_again_on_the_next_page(glass: Glass) -> None:
    glass.touch(glass.name)
    glass.press("away")
    glass.phone.line.setFocus()
    glass.settle()
    assert not glass.is_open()
    glass.show(glass.home)
    glass.show(glass.form)
    glass.name.line.setFocus()
    glass.settle()
    assert glass.is_open()


def test_a_key_of_a_real_keyboard_sends_it_away_until_a_field_is_touched(glass: Glass) -> None:
    glass.touch(glass.name)
    QTest.keyClick(glass.name.line, Qt.Key.Key_VolumeUp)  # a tablet has that one
    glass.settle()
    assert glass.is_open()
    QTest.keyClicks(glass.name.line, "a")
    glass.settle()
    assert (glass.name.text(), glass.is_open()) == ("a", False)
    glass.show(glass.home)
    glass.show(glass.form)
    glass.name.line.setFocus()
    glass.settle()
    assert not glass.is_open()
    glass.touch(glass.name)
    assert (glass.is_open(), glass.typed_before[0], glass.typed_before[-1]) == (True, False, True)


def test_so_does_an_input_method(glass: Glass) -> None:
    glass.touch(glass.name)
    QCoreApplication.sendEvent(glass.name.line, QInputMethodEvent("ㄱ", []))
    glass.settle()
    assert not glass.is_open()


def test_enter_does_not_as_a_scanner_sends_it_too(glass: Glass) -> None:
    glass.touch(glass.name)
    QTest.keyClick(glass.name.line, Qt.Key.Key_Return)
    glass.settle()
    assert glass.is_open()


def test_a_scan_does_not(glass: Glass) -> None:
    keyboard = Keyboard(glass.app)
    scanner = Scanner(glass.app, Pace(), lambda: float(keyboard.at_ms))
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    glass.touch(glass.name)
    keyboard.scan("ADA-000001", "\r")
    glass.settle()
    scanner.stop()
    assert (scans, glass.name.text(), glass.is_open()) == (["ADA-000001"], "", True)


def test_what_cannot_be_typed_in_does_not_bring_it(glass: Glass) -> None:
    glass.name.line.setReadOnly(True)
    glass.touch(glass.name)
    assert not glass.is_open()


def test_stopped_it_goes_for_good(glass: Glass) -> None:
    glass.touch(glass.name)
    glass.stop_attending()
    assert not glass.is_open()
    glass.touch(glass.phone)
    assert not glass.is_open()
