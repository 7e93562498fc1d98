"""The scanner beside hands: in a field, on buttons, over a menu, with an input method, and on a busy computer."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.domain.burst import Pace
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.scanner import DEAF_MS, MOST_KEYS, Scanner
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import Line
from kiosk_app.system.assets import assets_folder
from tests.gui.scanner.keyboard import Keyboard, TwoSet

LINK = "https://vvd.bz/stamp/274"
ENDS = ("", "\r", "\r\n", "\n", "\t")
SPEEDS = (2, 5, 10, 17, 30)


class Glass(QWidget):
    """A line and a button, and a scanner before them. What happened is in its lists."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        super().__init__()
        self._qtbot = qtbot
        self.line = Line(Style(Icons(assets_folder() / "icons")), "A line", Role.ENTRY)
        self.button = QPushButton("&Alone")
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.line)
        self.column.addWidget(self.button)
        self.entered: list[str] = []
        self.clicks = 0
        self.scans: list[str] = []
        self.guesses: list[str] = []
        self.line.returnPressed.connect(lambda: self.entered.append(self.line.text()))
        self.button.clicked.connect(self._click)
        self.show()
        self.activateWindow()
        QTest.qWaitForWindowActive(self)
        self.keyboard = Keyboard(qapp)
        self.scanner = Scanner(qapp, Pace(), self._now_ms)
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.guessed.connect(self.guesses.append)
        self.line.setFocus()

    def settle(self) -> None:
        """Until nothing is held back any more."""
        self._qtbot.waitUntil(lambda: not self.scanner.is_holding)

    def _now_ms(self) -> float:
        return float(self.keyboard.at_ms)

    def _click(self) -> None:
        self.clicks += 1


@pytest.fixture
def glass(qapp: QApplication, qtbot: QtBot) -> Iterator[Glass]:
    made = Glass(qapp, qtbot)
    qtbot.addWidget(made)
    yield made
    made.scanner.stop()


@pytest.mark.parametrize("end", ENDS, ids=ascii)
@pytest.mark.parametrize("per_key_ms", SPEEDS)
def test_a_scan_leaves_a_field_as_it_was(glass: Glass, end: str, per_key_ms: int) -> None:
    glass.keyboard.type("Brown Smith")
    glass.settle()
    glass.line.setSelection(2, 3)
    before = (glass.line.text(), glass.line.cursorPosition(), glass.line.selectedText(), glass.line.isRedoAvailable())

    glass.keyboard.scan(LINK, end, per_key_ms)
    glass.settle()

    assert glass.scans == [LINK]
    line = glass.line
    assert (line.text(), line.cursorPosition(), line.selectedText(), line.isRedoAvailable()) == before
    assert line.hasFocus()
    assert glass.entered == []
    line.undo()
    assert line.text() == ""  # as one, what hands typed: nothing else stands in its history


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_a_scan_presses_no_button_that_has_the_focus(glass: Glass, end: str) -> None:
    glass.button.setFocus()
    glass.keyboard.scan("AB 12 CD 34", end)
    glass.settle()
    assert (glass.scans, glass.clicks) == (["AB 12 CD 34"], 0)
    assert glass.button.hasFocus()


def test_what_a_scan_seems_to_be_is_guessed_once_before_its_end_is_certain(glass: Glass) -> None:
    at_the_guess: list[bool] = []
    glass.scanner.guessed.connect(lambda _text: at_the_guess.append(glass.scanner.is_holding))
    glass.keyboard.scan(LINK)
    glass.settle()
    assert (glass.guesses, at_the_guess, glass.scans) == ([LINK], [True], [LINK])
    assert glass.line.text() == ""


@pytest.mark.parametrize("end", ENDS[1:], ids=ascii)
def test_what_ends_by_a_key_is_not_guessed(glass: Glass, end: str) -> None:
    glass.keyboard.scan(LINK, end)
    glass.settle()
    assert (glass.guesses, glass.scans) == ([], [LINK])


def test_a_guess_follows_the_scanners_own_speed_and_no_hands(glass: Glass, qtbot: QtBot) -> None:
    glass.keyboard.scan(LINK, per_key_ms=17)  # three of its keys would take longer than its end
    glass.settle()
    glass.keyboard.type("Ada Lovelace")
    glass.settle()
    glass.keyboard.scan("12345")
    glass.settle()
    assert (glass.guesses, glass.scans) == ([], [LINK])


def test_a_key_that_comes_after_a_guess_belongs_to_the_scan(glass: Glass, qtbot: QtBot) -> None:
    late: list[str] = ["4"]

    def more(_text: str) -> None:
        if late:
            glass.keyboard.scan(late.pop())

    glass.scanner.guessed.connect(more)
    glass.keyboard.scan(LINK[:-1])
    glass.settle()
    assert (glass.guesses, glass.scans) == ([LINK[:-1], LINK], [LINK])


def test_nothing_is_guessed_of_keys_that_bring_no_time(glass: Glass, qapp: QApplication) -> None:
    TwoSet(glass.keyboard).type(LINK)
    glass.settle()
    assert (glass.guesses, glass.scans) == ([], [LINK])


def test_hands_press_as_ever(glass: Glass) -> None:
    glass.button.setFocus()
    for key in (" ", "a", " "):
        glass.keyboard.type(key)
    glass.settle()
    assert (glass.clicks, glass.scans) == (2, [])


def test_hands_type_as_ever(glass: Glass) -> None:
    glass.keyboard.type("Ada Lovelace\r")
    glass.settle()
    assert (glass.line.text(), glass.entered, glass.scans) == ("Ada Lovelace", ["Ada Lovelace"], [])


def test_five_fast_keys_are_a_persons(glass: Glass) -> None:
    glass.keyboard.scan("12345", "\r")
    glass.settle()
    assert (glass.line.text(), glass.entered, glass.scans) == ("12345", ["12345"], [])


def test_31_ms_a_key_is_a_persons_where_30_are_set(glass: Glass) -> None:
    glass.keyboard.scan("ABCDEFGH", per_key_ms=31)
    glass.settle()
    assert (glass.line.text(), glass.scans) == ("ABCDEFGH", [])
    glass.scanner.pace = Pace(50)
    glass.keyboard.at_ms += 1000
    glass.keyboard.scan("ABCDEFGH", per_key_ms=45)
    glass.settle()
    assert glass.scans == ["ABCDEFGH"]


def test_a_prefix_makes_a_short_scan(glass: Glass) -> None:
    glass.scanner.pace = Pace(prefix="~")
    glass.keyboard.scan("~274", "\r")
    glass.settle()
    assert (glass.scans, glass.line.text(), glass.entered) == (["274"], "", [])


@pytest.mark.parametrize("end", ENDS, ids=ascii)
@pytest.mark.parametrize("before", ["B", "Bro", "Brown"])
@pytest.mark.parametrize("wait_ms", [40, 200])
def test_what_was_typed_before_and_after_a_scan_stays(glass: Glass, before: str, wait_ms: int, end: str) -> None:
    glass.keyboard.type(before)
    glass.keyboard.at_ms += wait_ms - 90
    glass.keyboard.scan(LINK, end)
    glass.keyboard.at_ms += wait_ms
    glass.keyboard.type("wn")
    glass.settle()
    assert (glass.line.text(), glass.scans, glass.entered) == (f"{before}wn", [LINK], [])


@pytest.mark.parametrize("at", [0, 1, 7, 20])
@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_a_key_that_a_finger_is_on_during_a_scan_is_the_fingers(glass: Glass, at: int, end: str) -> None:
    """Every scanner lets go of a key before the next; a finger takes 60 ms and more."""
    glass.keyboard.scan("1347ABCDEF"[:at])
    glass.keyboard.press("x")
    glass.keyboard.at_ms += 2
    rest = "1347ABCDEF"[at:] + "GHIJKLMNOPQRSTUV"
    glass.keyboard.scan(rest, end)
    glass.keyboard.release("x")
    glass.settle()
    assert glass.scans == ["1347ABCDEF"[:at] + rest]
    assert (glass.line.text(), glass.entered) == ("x", [])


def test_a_key_in_the_same_moment_as_a_link_begins_is_the_fingers(glass: Glass) -> None:
    glass.keyboard.scan("n" + LINK, "\r")
    assert (glass.scans, glass.line.text()) == ([LINK], "n")


def test_enter_is_deaf_for_a_while_after_a_scan(glass: Glass) -> None:
    glass.button.setFocus()
    glass.button.setAutoDefault(True)
    glass.keyboard.scan(LINK, "\r")
    glass.keyboard.at_ms += DEAF_MS - 50
    glass.keyboard.scan("\r")
    glass.settle()
    assert glass.clicks == 0
    glass.line.setFocus()
    glass.keyboard.at_ms += 100
    glass.keyboard.scan("\r")
    glass.settle()
    assert glass.entered == [""]


@pytest.mark.parametrize("code", ["\x1bABCDEFG", "AB\x1bCDEFG", "ABCDEFG\x1b", "ABC\tDEFG", "ABC\rDEFG"], ids=ascii)
def test_keys_that_are_no_letters_do_nothing_within_a_code(glass: Glass, code: str) -> None:
    glass.keyboard.scan(code, "\r")
    glass.settle()
    assert glass.scans == ["ABCDEFG"]
    assert (glass.line.text(), glass.line.hasFocus(), glass.entered) == ("", True, [])


def test_commands_do_nothing_within_a_code(glass: Glass) -> None:
    glass.line.put("kept")
    glass.keyboard.scan("ABCD")
    for char, modifier in (
        ("a", Qt.KeyboardModifier.ControlModifier),
        ("x", Qt.KeyboardModifier.ControlModifier),
        ("a", Qt.KeyboardModifier.AltModifier),
    ):
        glass.keyboard.press(char, modifier)
        glass.keyboard.release(char)
        glass.keyboard.at_ms += 5
    glass.keyboard.scan("EFGH", "\r")
    glass.settle()
    assert (glass.scans, glass.line.text(), glass.clicks) == (["ABCDEFGH"], "kept", 0)


def test_a_persons_command_is_done(glass: Glass) -> None:
    glass.line.put("gone")
    glass.keyboard.press("a", Qt.KeyboardModifier.ControlModifier)
    glass.settle()
    assert glass.line.selectedText() == "gone"


def test_lines_of_one_code_are_one_scan(glass: Glass) -> None:
    glass.keyboard.scan("BEGIN:VCARD\rN:Smith Brown\rEND:VCARD\r")
    glass.settle()
    assert (glass.scans, glass.line.text(), glass.entered) == (["BEGIN:VCARD"], "", [])


def test_ten_thousand_letters_fill_nothing(glass: Glass) -> None:
    glass.keyboard.scan("A" * 10_000, "\r", per_key_ms=2)
    glass.settle()
    (scan,) = glass.scans
    assert len(scan) == MOST_KEYS
    assert (glass.line.text(), glass.entered) == ("", [])


def test_a_key_that_is_held_down_repeats_itself_at_once(glass: Glass) -> None:
    glass.keyboard.press("a")
    glass.keyboard.at_ms += 250
    for _ in range(20):
        glass.keyboard.release("a", is_repeat=True)
        glass.keyboard.press("a", is_repeat=True)
        glass.keyboard.at_ms += 20
    assert (glass.line.text(), glass.scans) == ("a" * 21, [])


def test_a_letter_twice_in_a_millisecond_is_no_key_held_down(glass: Glass) -> None:
    glass.keyboard.scan("AB")
    glass.keyboard.press("1")
    for _ in range(2):
        glass.keyboard.release("1", is_repeat=True)
        glass.keyboard.press("1", is_repeat=True)
    glass.keyboard.release("1")
    glass.keyboard.scan("CDE", "\r")
    assert (glass.scans, glass.line.text()) == (["AB111CDE"], "")


def test_a_scan_goes_into_a_field_that_takes_scans_and_enter_with_it(glass: Glass) -> None:
    glass.line.takes_scan = lambda code: code == LINK
    glass.line.put("old")
    glass.line.selectAll()
    glass.keyboard.scan(LINK, "\r\n")
    glass.settle()
    assert (glass.line.text(), glass.entered, glass.scans) == (LINK, [LINK], [])


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_no_letter_of_a_scan_chooses_in_a_menu(glass: Glass) -> None:
    fired: list[str] = []
    menu = QMenu(glass)
    menu.addAction("&Alpha", lambda: fired.append("alpha"))
    menu.addAction("&Beta", lambda: fired.append("beta"))
    menu.popup(glass.mapToGlobal(QPoint(10, 10)))
    glass.keyboard.scan("AABBAABB", "\r")
    glass.settle()
    assert (fired, glass.scans) == ([], ["AABBAABB"])
    glass.keyboard.at_ms += 1000
    glass.keyboard.type("b")
    glass.settle()
    assert fired == ["beta"]
    menu.close()


def test_what_was_typed_comes_before_a_tap(glass: Glass) -> None:
    glass.keyboard.type("Bro")
    assert glass.line.text() == "Br"  # the last is held back
    QTest.mouseClick(glass.windowHandle(), Qt.MouseButton.LeftButton, pos=glass.button.geometry().center())
    assert (glass.line.text(), glass.clicks) == ("Bro", 1)


# A busy computer


def test_hands_are_hands_though_their_keys_come_all_at_once(glass: Glass) -> None:
    """The window's thread was busy for a second: what counts is when they were pressed."""
    glass.keyboard.scan("Ada Lovelace", per_key_ms=80)
    glass.settle()
    assert (glass.line.text(), glass.scans) == ("Ada Lovelace", [])


def test_a_scan_is_one_though_the_thread_was_busy_in_its_midst(glass: Glass) -> None:
    glass.keyboard.scan(LINK[:3])
    window = glass.windowHandle()
    for char in LINK[3:]:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(char.upper()), Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(glass.keyboard.at_ms)
            QCoreApplication.postEvent(window, event)
        glass.keyboard.at_ms += 5
    busy_until_s = time.perf_counter() + 0.06
    while time.perf_counter() < busy_until_s:
        pass
    glass.settle()
    assert (glass.scans, glass.line.text()) == ([LINK], "")


# A Korean input method


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_a_scan_is_read_through_a_korean_input_method(glass: Glass, end: str) -> None:
    glass.line.put("Brown")
    TwoSet(glass.keyboard).type(LINK + end)
    glass.settle()
    assert (glass.scans, glass.line.text(), glass.entered) == ([LINK], "Brown", [])


def test_an_id_through_a_korean_input_method_loses_its_capitals(glass: Glass) -> None:
    TwoSet(glass.keyboard).type("ZJLF0399WQBEQZJM\r")
    assert glass.scans == ["zjlf0399WQbEQzjm"]


def test_a_person_types_korean_as_ever(glass: Glass) -> None:
    hands = TwoSet(glass.keyboard, per_key_ms=90)
    hands.type("rlaalswl ")
    glass.settle()
    assert (glass.line.text(), glass.scans) == ("김민지 ", [])


def test_the_syllable_in_the_making_outlives_a_scan(glass: Glass) -> None:
    korean = TwoSet(glass.keyboard, per_key_ms=90)
    korean.type("rlaal")
    glass.settle()
    glass.keyboard.at_ms += 500
    korean._per_key_ms = 5
    korean.type(LINK + "\r")
    glass.settle()
    assert glass.scans == [LINK]
    assert glass.line.text() == "김미"


def test_what_the_input_method_brings_behind_a_scan_is_dropped(glass: Glass) -> None:
    TwoSet(glass.keyboard).type("274abcdef")
    glass.settle()
    glass.keyboard.compose("ㄹ", "")  # the last syllable, as a method does that is told to forget
    glass.settle()
    assert (glass.scans, glass.line.text()) == (["274abcdef"], "")


def test_a_syllable_goes_to_the_line_it_was_typed_in(glass: Glass, qtbot: QtBot) -> None:
    other = Line(Style(Icons(assets_folder() / "icons")), "Another line", Role.ENTRY)
    glass.column.addWidget(other)
    glass.keyboard.compose("", "가")
    glass.keyboard.compose("가", "")  # ended, as the focus goes
    other.setFocus()
    glass.settle()
    assert (glass.line.text(), other.text()) == ("가", "")


def test_a_layout_that_types_hangul_itself_is_read(glass: Glass) -> None:
    glass.keyboard.scan("ㅗㅅㅅㅔㄴ://ㅍㅍㅇ.ㅠㅋ/ㄴㅅ므ㅔ/274", "\r")
    assert glass.scans == [LINK]
