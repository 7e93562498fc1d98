"""A scan into every page, wherever its focus is: nothing is typed, nothing pressed, nothing moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.domain.burst import Pace
from kiosk_app.gui.pages.recovery import RecoveryPage
from kiosk_app.gui.scanner import Scanner
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import Line
from kiosk_app.gui.widgets.row_list import RowList
from kiosk_app.words import care as words
from kiosk_app.words.language import english
from tests.fakes.clock import START
from tests.gui.pages.manners import settled
from tests.gui.scanner.keyboard import Keyboard
from tests.pictures.states import STATES, make_style
from tests.pictures.tour import Look, walk

CODES = ("https://vvd.bz/stamp/274", "ZJLF0399WQBEQZJM", "a 1 b 2 c 3 d 4")  # a space presses what has the focus
ENDS = ("", "\r", "\r\n", "\t")
WAYS = zip(cycle(CODES), cycle(ENDS), cycle((2, 5, 11, 19, 30)), strict=False)  # all 60 of them in turn


@pytest.fixture
def style(qapp: QApplication) -> Iterator[Style]:
    made = make_style()
    yield made
    made.changed.disconnect()


class Watch:
    """What happened in a window that only a person should make happen."""

    def __init__(self, window: QWidget) -> None:
        self.happened: list[str] = []
        self._window = window
        self._heard: set[QObject] = set()

    def begin(self) -> None:
        """From here on, with what is in the window by now."""
        self.happened.clear()
        for one in set(self._window.findChildren(QObject)) - self._heard:
            self._heard.add(one)
            if isinstance(one, QAbstractButton):
                for signal, what in ((one.pressed, "pressed"), (one.clicked, "clicked"), (one.toggled, "toggled")):
                    signal.connect(self._note(f"{one.accessibleName()} {what}"))
            elif isinstance(one, QLineEdit):
                for line_signal, what in ((one.textChanged, "changed"), (one.returnPressed, "entered")):
                    line_signal.connect(self._note(f"{one.objectName()} {what}"))
            elif isinstance(one, RowList):
                one.opened.connect(self._note("row opened"))

    def _note(self, what: str) -> Callable[..., None]:
        return lambda *_: self.happened.append(what)

    def state(self) -> object:
        lines, buttons = self._window.findChildren(QLineEdit), self._window.findChildren(QAbstractButton)
        return (
            self._window.focusWidget(),
            {one: (one.text(), one.cursorPosition(), one.selectedText(), one.isUndoAvailable()) for one in lines},
            {one: one.isDown() or one.isChecked() for one in buttons if one.isVisible()},
            {one: one.chosen() for one in self._window.findChildren(RowList)},
        )


def stops(window: QWidget) -> list[QWidget]:
    """All that can have the focus on the page that is shown."""
    policies = (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.ClickFocus)
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() not in policies and not one.focusProxy()
    ]


def scan_everywhere(window: QWidget, state: str, keyboard: Keyboard, watch: Watch, qtbot: QtBot) -> Iterator[str]:
    scanner = Scanner(keyboard.app, Pace(), lambda: float(keyboard.at_ms))
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    try:
        for stop, (code, end, per_key_ms) in zip(stops(window), WAYS, strict=False):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
            QCoreApplication.processEvents()  # a keyboard on the screen comes and goes with it
            text = stop.text() if isinstance(stop, Line) and stop.takes_scan(code) else None
            name = f"{state}, {type(stop).__name__} {stop.objectName()} {stop.accessibleName()!r} {code!r} {end!r}"
            before = watch.state()
            watch.begin()
            keyboard.at_ms += 2000
            keyboard.scan(code, end, per_key_ms)
            qtbot.waitUntil(lambda: not scanner.is_holding)
            if isinstance(stop, Line) and text is not None:
                if scans or not any(what.endswith("changed") for what in watch.happened):
                    yield f"{name}: not in the field"
                stop.setText(text)  # else its page would ask whether to save it
            elif scans != [code]:
                yield f"{name}: scanned {scans}"
            elif watch.happened or watch.state() != before:
                yield f"{name}: {watch.happened or 'something moved'}"
            scans.clear()
    finally:
        scanner.stop()  # else it hears the windows of all tests after this one


@pytest.mark.slow
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_scan_into_every_page_presses_and_types_nothing(style: Style, qapp: QApplication, qtbot: QtBot) -> None:
    faults: list[str] = []
    seen: list[str] = []
    keyboard = Keyboard(qapp)
    watches: dict[QWidget, Watch] = {}
    for desk, state in walk(Look("scan"), style):
        if desk.window not in watches:
            watches[desk.window] = watch = Watch(desk.window)
            desk.window.back_pressed.connect(watch._note("Esc"))
            desk.window.key_pressed.connect(watch._note("a key that nobody took"))
        desk.settle()
        # What the state before let go of goes now, and not in the middle of a scan.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        desk.window.activateWindow()
        faults += scan_everywhere(desk.window, state.name, keyboard, watches[desk.window], qtbot)
        seen.append(state.name)
    assert not faults, "\n".join(faults)
    assert seen == [state.name for state in STATES]


def test_a_scan_where_the_data_is_damaged_presses_and_types_nothing(
    style: Style, qapp: QApplication, qtbot: QtBot
) -> None:
    page = RecoveryPage(style, english())
    qtbot.addWidget(page)
    page.show_offer(words.offered(english(), START, 23), words.use_backup(english(), START))
    faults: list[str] = []
    watch, keyboard = Watch(page), Keyboard(qapp)
    for question in (None, words.empty_question(english())):
        page.show_empty_question(question)
        settled(page)
        page.activateWindow()
        faults += scan_everywhere(page, f"recovery {question}", keyboard, watch, qtbot)
    assert not faults, "\n".join(faults)


def test_what_a_scan_would_do_is_seen(qtbot: QtBot) -> None:
    """The watch refuses a bad sample: keys that reach a line and a button."""
    window = QWidget()
    line, button = QLineEdit(window), QPushButton("Alone", window)
    window.show()
    qtbot.addWidget(window)
    watch = Watch(window)
    before = watch.state()
    watch.begin()
    QTest.keyClicks(line, "274\r")
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert {*watch.happened} == {" changed", " entered", " pressed", " clicked"}
    assert watch.state() != before
