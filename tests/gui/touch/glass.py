"""A window with a form of fields and a search, the keyboard on the screen, and fingers on it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from kiosk_app.domain.touch.layouts import ENGLISH, Layout
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.touch.attendant import Attendant
from kiosk_app.gui.touch.key_button import KeyButton
from kiosk_app.gui.touch.keyboard import TouchKeyboard
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.search_field import SearchField
from kiosk_app.gui.widgets.secret_field import SecretField
from kiosk_app.gui.window import Window
from kiosk_app.words.language import english
from tests.fakes.clock import FakeClock

LEFT = Qt.MouseButton.LeftButton


class Glass:
    """``form``: name, phone, key and a button; ``home``: the search. ``is_wanted``: nothing else types here."""

    def __init__(self, app: QApplication, style: Style, letters: Layout = ENGLISH) -> None:
        self.app = app
        self.is_wanted = True
        self.typed_before: list[bool] = []
        self.window = Window(style, english(), FakeClock().now, is_practice=False)
        self.search = SearchField(style, "Search", ("Search",), "Clear")
        self.name, self.phone = Field(style, "Name"), Field(style, "Phone")
        self.phone.line.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.key = SecretField(style, "Key", "Show", "Hide")
        self.button = QPushButton("Save")
        self.home, self.form = _column(self.search), _column(self.name, self.phone, self.key, self.button)
        self.home.setFocusProxy(self.search)
        for page in (self.home, self.form):
            self.window.add_page(page)
        self._letters, self.style = letters, style
        self._attendant: Attendant | None = Attendant(app, self.window, self._make, self._wants)
        self.show(self.form)
        self.window.resize(1024, 600)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.settle()

    def show(self, page: QWidget) -> None:
        self.window.show_page(page, "Counter", "Page")
        self.settle()

    def touch(self, field: Field | SearchField) -> None:
        QTest.mouseClick(field.line, LEFT)
        self.settle()

    def press(self, *names: str) -> None:
        """Keys by their object names, without "key-"."""
        for name in names:
            QTest.mouseClick(self.find(name), LEFT)
            self.settle()

    def find(self, name: str) -> KeyButton:
        keys = self.window.findChildren(KeyButton, f"key-{name}")
        return next(key for key in keys if key.isVisible())

    def has(self, name: str) -> bool:
        return any(key.isVisible() for key in self.window.findChildren(KeyButton, f"key-{name}"))

    def is_open(self) -> bool:
        return any(keyboard.isVisible() for keyboard in self.window.findChildren(TouchKeyboard))

    @property
    def focus(self) -> QWidget | None:
        return self.window.focusWidget()

    def settle(self) -> None:
        for _ in range(3):
            self.app.processEvents()

    def stop_attending(self) -> None:
        if self._attendant is not None:
            self._attendant.stop()
            self._attendant = None

    def close(self) -> None:
        self.stop_attending()
        self.window.close()

    def _make(self) -> TouchKeyboard:
        return TouchKeyboard(self.style, english(), self._letters)

    def _wants(self, was_typed: bool) -> bool:
        self.typed_before.append(was_typed)
        return self.is_wanted


class Finger:
    """One of several on a touch screen."""

    def __init__(self, window: QWidget, screen: QPointingDevice, number: int) -> None:
        self._window, self._screen, self._number = window, screen, number
        self._at = QPoint()

    def down(self, on: QWidget) -> None:
        self._at = on.mapTo(self._window, on.rect().center())
        QTest.touchEvent(self._window.windowHandle(), self._screen).press(self._number, self._at).commit()

    def up(self, on: QWidget | None = None) -> None:
        """Where it went down, or where it slid to."""
        if on is not None:
            self._at = on.mapTo(self._window, on.rect().center())
            QTest.touchEvent(self._window.windowHandle(), self._screen).move(self._number, self._at).commit()
        QTest.touchEvent(self._window.windowHandle(), self._screen).release(self._number, self._at).commit()


def _column(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return page
