"""The keyboard on the screen: nothing of it is loaded where there is a real one, or nobody can touch the screen.

On Linux the devices tell. Windows and macOS bring their own to a touched field: there ours comes only as *Always*.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QGuiApplication, QInputDevice

from kiosk_app.domain.settings import Settings, TouchKeyboard
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.window import Window
from kiosk_app.system.keyboards import LINUX_DEVICES, brings_keyboard, keyboards
from kiosk_app.words.language import Language

if TYPE_CHECKING:
    from kiosk_app.domain.touch.wanted import Equipment
    from kiosk_app.gui.touch import keyboard
    from kiosk_app.gui.touch.attendant import Attendant


class ScreenKeyboard:
    """``has_scanned``: a scanner was at work since the start. ``devices``: where the system lists its own."""

    def __init__(
        self,
        app: QGuiApplication,
        window: Window,
        style: Style,
        language: Language,
        settings: Callable[[], Settings],
        devices: Path = LINUX_DEVICES,
    ) -> None:
        self._app = app
        self._window = window
        self._style = style
        self._language = language
        self._settings = settings
        self._devices = devices
        self._attendant: Attendant | None = None
        self.has_scanned = False

    def look(self, parent: QObject) -> None:
        """Have somebody attend to the fields where a keyboard may be needed; devices and settings come and go."""
        choice = self._settings().counter.touch_keyboard
        may_come = choice is TouchKeyboard.ALWAYS or (choice is TouchKeyboard.AUTO and has_touch_screen())
        if may_come and self._attendant is None:
            from kiosk_app.gui.touch.attendant import Attendant

            self._attendant = Attendant(self._app, self._window, self._make, self._is_wanted, parent)
        elif not may_come:
            self.stop()

    def stop(self) -> None:
        """It goes, and does not come again."""
        if self._attendant is not None:
            self._attendant.stop()
            self._attendant = None

    def _make(self) -> keyboard.TouchKeyboard:
        from kiosk_app.domain.touch.layouts import layout_of
        from kiosk_app.gui.touch.keyboard import TouchKeyboard as Keyboard

        return Keyboard(
            self._style, self._language, layout_of(self._settings().shop.language or QLocale.system().name())
        )

    def _is_wanted(self, was_typed: bool) -> bool:
        from kiosk_app.domain.touch.wanted import is_wanted

        choice = self._settings().counter.touch_keyboard
        return is_wanted(choice, self._equipment(), has_scanned=self.has_scanned, was_typed=was_typed)

    def _equipment(self) -> Equipment:
        from kiosk_app.domain.touch.wanted import Equipment

        if sys.platform != "linux":
            return Equipment(has_touch_screen(), keyboards=None, brings_its_own=True)
        return Equipment(has_touch_screen(), keyboards(self._devices), brings_keyboard(os.environ))


def has_touch_screen() -> bool:
    return any(device.type() is QInputDevice.DeviceType.TouchScreen for device in QInputDevice.devices())
