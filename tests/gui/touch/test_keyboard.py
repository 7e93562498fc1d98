"""Typing on the screen: letters, accents, Hangul and numbers come into the field, and the field keeps the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk_app.domain.burst import Pace
from kiosk_app.domain.touch.layouts import JAPANESE, KOREAN, SPANISH
from kiosk_app.gui.scanner import Scanner
from kiosk_app.gui.touch.key_button import HELD_MS
from kiosk_app.gui.touch.keyboard import TouchKeyboard
from tests.gui.touch.glass import LEFT, Finger, Glass


def keyboard(glass: Glass) -> TouchKeyboard:
    return glass.window.findChildren(TouchKeyboard)[0]


def test_letters_come_into_the_field_that_keeps_the_focus(glass: Glass) -> None:
    glass.touch(glass.name)
    glass.press("shift", "a", "d", "a", "space", "shift", "l", "back", "l", "other", "7", "other", ".")
    assert (glass.name.text(), glass.focus) == ("Ada l7.", glass.name.line)


def test_each_word_of_a_name_begins_with_a_capital(glass: Glass) -> None:
    glass.name.line.is_name = True
    glass.touch(glass.name)
    glass.press(*"ada", "space", "b", "back", "shift", "v", "o", "n", "space", *"z")
    assert (glass.name.text(), glass.find("a").text()) == ("Ada von Z", "a")


def test_shift_shows_what_its_keys_type(glass: Glass) -> None:
    glass.touch(glass.name)
    seen = []
    for press in ("shift", "q", "shift", "shift", "q", "shift"):
        glass.press(press)
        seen.append(glass.find("q").text())
    assert (glass.name.text(), "".join(seen)) == ("QQ", "QqQQQq")
    assert glass.find("shift").accessibleName() == "Shift"


def test_korean_is_composed_and_taken_back_letter_by_letter(glass: Glass) -> None:
    glass.touch(glass.name)
    keyboard(glass).speak(KOREAN)
    heard: list[str] = []
    glass.name.edited.connect(heard.append)
    glass.press(*"ㄱㅣㅁㅁㅣㄴㅅㅓ", "back", "back", "back")
    assert glass.name.text() == "김"
    assert heard == ["ㄱ", "기", "김", "김ㅁ", "김미", "김민", "김민ㅅ", "김민서", "김민ㅅ", "김민", "김"]


def test_a_moved_caret_ends_the_syllable_in_the_making(glass: Glass) -> None:
    glass.touch(glass.name)
    keyboard(glass).speak(KOREAN)
    glass.press(*"ㄱㅏㄴㅏ")
    glass.name.line.setCursorPosition(1)
    glass.press("ㄱ", "ㅣ")
    assert (glass.name.text(), glass.name.line.cursorPosition()) == ("가기나", 2)
    glass.press("back", "back", "back")
    assert glass.name.text() == "나"


def test_what_is_selected_is_typed_over(glass: Glass) -> None:
    glass.name.set_text("Bob")
    glass.touch(glass.name)
    glass.name.line.selectAll()
    glass.press("a")
    assert glass.name.text() == "a"
    glass.name.line.selectAll()
    glass.press("back")
    assert glass.name.text() == ""


def test_kana_and_accents_are_made(glass: Glass) -> None:
    glass.touch(glass.name)
    keyboard(glass).speak(JAPANESE)
    glass.press(*"tanaka")
    keyboard(glass).speak(SPANISH)
    glass.press("´", "i")
    assert glass.name.text() == "たなかí"


def test_a_press_goes_to_the_other_language_and_the_first_offers_all(glass: Glass) -> None:
    glass.touch(glass.name)
    glass.press("tongue")
    assert glass.has("Deutsch")
    glass.press("한국어", "ㅎ", "tongue", "h", "tongue", "ㅎ")
    assert glass.name.text() == "ㅎhㅎ"


def test_a_held_key_offers_its_accents_and_types_nothing(glass: Glass, qtbot: QtBot) -> None:
    glass.touch(glass.name)
    QTest.mousePress(glass.find("e"), LEFT)
    qtbot.waitUntil(lambda: glass.has("é"), timeout=HELD_MS + 5000)
    QTest.mouseMove(glass.find("e"))
    QTest.mouseRelease(glass.find("e"), LEFT)
    assert glass.name.text() == ""
    glass.press("é", "e")
    assert (glass.name.text(), glass.has("é")) == ("ée", False)


def test_backspace_repeats_while_it_is_held(glass: Glass, qtbot: QtBot) -> None:
    glass.name.set_text("Bobby")
    glass.touch(glass.name)
    glass.name.line.end(False)
    QTest.mousePress(glass.find("back"), LEFT)
    qtbot.waitUntil(lambda: glass.name.text() == "")
    QTest.mouseRelease(glass.find("back"), LEFT)


def test_a_phone_has_a_pad_and_letters_behind_it(glass: Glass) -> None:
    glass.touch(glass.phone)
    glass.press(*"+4420-7", "other", "x", "other", "9")
    assert glass.phone.text() == "+4420-7x9"


def test_a_secret_is_typed_in_latin_letters_and_shown_nowhere(glass: Glass) -> None:
    glass.touch(glass.name)
    keyboard(glass).speak(KOREAN)
    glass.touch(glass.key)
    glass.press("a", "b", "other", "_")
    assert (glass.key.text(), glass.key.line.displayText()) == ("ab_", "••••"[:3])
    glass.touch(glass.name)
    assert glass.has("ㅎ")


def test_next_goes_down_the_form_and_enter_is_the_last_fields(glass: Glass) -> None:
    entered: list[str] = []
    glass.key.submitted.connect(lambda: entered.append(glass.key.text()))
    glass.touch(glass.name)
    glass.press("a", "on", "1", "on", "b", "on")
    assert (glass.name.text(), glass.phone.text(), entered) == ("a", "1", ["b"])
    assert glass.is_open()


def test_keys_are_never_taken_for_a_scan_however_fast_they_come(glass: Glass) -> None:
    scanner = Scanner(glass.app, Pace(1000))
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    glass.touch(glass.name)
    for letter in "stampkiosk":
        glass.find(letter).click()
    glass.press("on")
    glass.settle()
    scanner.stop()
    assert (glass.name.text(), scans, scanner.is_holding, glass.focus) == ("stampkiosk", [], False, glass.phone.line)


def test_two_thumbs_type_at_once(glass: Glass, screen: QPointingDevice) -> None:
    glass.touch(glass.name)
    left, right = (Finger(glass.window, screen, number) for number in (1, 2))
    left.down(glass.find("a"))
    right.down(glass.find("l"))
    left.up()
    left.down(glass.find("s"))
    right.up()
    left.up()
    assert glass.name.text() == "als"


def test_a_finger_that_slides_off_a_key_types_nothing(glass: Glass, screen: QPointingDevice) -> None:
    glass.touch(glass.name)
    finger = Finger(glass.window, screen, 1)
    finger.down(glass.find("a"))
    assert glass.find("a").isDown()
    finger.up(glass.find("l"))
    assert (glass.name.text(), glass.find("a").isDown()) == ("", False)


def test_a_touch_of_the_screen_brings_it(glass: Glass, screen: QPointingDevice) -> None:
    finger = Finger(glass.window, screen, 1)
    finger.down(glass.phone.line)
    finger.up()
    glass.settle()
    assert (glass.is_open(), glass.focus) == (True, glass.phone.line)


def test_no_key_is_on_the_way_of_tab(glass: Glass) -> None:
    glass.touch(glass.name)
    stops = []
    for _ in range(12):
        QTest.keyClick(glass.focus or glass.window, Qt.Key.Key_Tab)
        stops.append(glass.focus)
    assert glass.button in stops
    assert not any(keyboard(glass).isAncestorOf(stop) for stop in stops if stop)
