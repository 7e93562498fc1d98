"""Mouse and keys for a window of this process. Both go to the window, so that only what is in sight is hit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QScrollArea, QWidget

from kiosk_app.gui.window import Window
from tests.gui.qr.scanned import read, rgb

PATIENCE_MS = 20_000
CODE = "Scan to keep"  # stands beside a code and nowhere else


class Patience(Protocol):
    """Lets the window go on until a check no longer raises AssertionError, or raises it in the end. QtBot is one."""

    def waitUntil(self, callback: Callable[[], None], *, timeout: int) -> None: ...


class Hands:
    """One person at one window. ``clicks``: how often they pressed."""

    def __init__(self, window: Window, patience: Patience) -> None:
        self.clicks = 0
        self._at_ms = 1000  # on the keys; that of those before is over
        self.window = window
        self._patience = patience

    def click(self, name: str) -> None:
        """Press what has this object name, once it can be pressed."""
        self.wait(lambda: self.can_click(name), f"{name} can be pressed")
        point = self._target(name)
        assert point is not None
        self.clicks += 1
        QTest.mouseClick(self._handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def click_thrice(self, name: str) -> None:
        """Press three times at one place without looking, whatever is there by then."""
        self.wait(lambda: self.can_click(name), f"{name} can be pressed")
        point = self._target(name)
        assert point is not None
        for _ in range(3):
            QTest.mouseClick(self._handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def hold_enter(self, repeats: int = 30) -> None:
        """Lean on Enter, which the system repeats meanwhile."""
        QTest.keyPress(self._handle, Qt.Key.Key_Return)
        for _ in range(repeats):
            for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
                again = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
                QCoreApplication.sendEvent(self._handle, again)
            QCoreApplication.processEvents()
        QTest.keyRelease(self._handle, Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        """Press keys, whoever has the focus: by their time on the keys, as slowly as hands do."""
        for letter in text:
            self._key(letter)
            self._at_ms += 90

    def type_over(self, text: str) -> None:
        """Select all that stands in the field, and type instead."""
        self._key("a", Qt.KeyboardModifier.ControlModifier)
        self._at_ms += 90
        self.type(text)

    def scan_in(self, code: str, end: str = "", per_key_ms: int = 5) -> None:
        """Press keys as a scanner does."""
        self._at_ms += 1000
        for letter in code + end:
            self._key(letter)
            self._at_ms += per_key_ms
        self._at_ms += 1000

    def _key(self, letter: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter.upper()))
        for kind, after_ms in ((QEvent.Type.KeyPress, 0), (QEvent.Type.KeyRelease, 3)):
            event = QKeyEvent(kind, key, modifiers, letter)
            event.setTimestamp(self._at_ms + after_ms)
            QCoreApplication.sendEvent(self._handle, event)

    def see(self, page: str) -> None:
        """Wait for a page."""
        self.wait(lambda: self.page == page, f"{page} is shown")

    def read(self, *sentences: str) -> None:
        """Wait until each of these stands somewhere in the window."""
        for sentence in sentences:
            self.wait(lambda said=sentence: said in self.text, f"the window says: {sentence}")  # type: ignore[misc]

    def scan(self) -> str:
        """Wait for the code, and read it from a picture of the window as a phone would."""
        self.see("qrPage")
        self.read(CODE)
        return read(rgb(self.window.grab().toImage()))

    def can_click(self, name: str) -> bool:
        """Whether a press would reach it now."""
        return self._target(name) is not None

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Let the window go on until it is so."""

        def check() -> None:
            assert is_so(), f"{what}; it is {self.page}, which says:\n{self.text}"

        self._patience.waitUntil(check, timeout=PATIENCE_MS)

    @property
    def text(self) -> str:
        """All that stands in the window or is told to a screen reader."""
        return "\n".join(self.told(self.window))

    @staticmethod
    def told(within: QWidget) -> list[str]:
        """The same of one part of it, line by line."""
        visible = [widget for widget in (within, *within.findChildren(QWidget)) if widget.isVisible()]
        labels = [widget.text() for widget in visible if isinstance(widget, QLabel)]
        lists = [widget.model() for widget in visible if isinstance(widget, QAbstractItemView)]
        rows = [model.index(row, 0) for model in lists for row in range(model.rowCount())]
        told = [str(row.data(Qt.ItemDataRole.AccessibleTextRole) or "") for row in rows]
        return [line for line in (*labels, *told, *(widget.accessibleName() for widget in visible)) if line]

    @property
    def page(self) -> str:
        return self.window.page.objectName() if self.window.page else ""

    @property
    def _handle(self) -> QWindow:
        return self.window.windowHandle()

    def _target(self, name: str) -> QPoint | None:
        """The middle of it, where a press at that point would reach it."""
        for found in self.window.findChildren(QWidget, name):
            if not found.isVisible() or not found.isEnabled():
                continue
            for area in self.window.findChildren(QScrollArea):
                if area.isAncestorOf(found):
                    area.ensureWidgetVisible(found)
            point = found.mapTo(self.window, found.rect().center())
            hit = self.window.childAt(point)
            if hit is not None and (hit is found or found.isAncestorOf(hit)):
                return point
        return None
