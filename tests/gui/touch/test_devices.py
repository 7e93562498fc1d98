"""The keyboard comes by itself to a tablet: by what Qt knows of touch screens and Linux of keyboards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPointingDevice

from kiosk_app.domain.settings import Counter, Settings, TouchKeyboard
from kiosk_app.wiring.screen_keyboard import ScreenKeyboard, has_touch_screen
from kiosk_app.words.language import english
from tests.gui.touch.glass import Glass
from tests.unit.system.test_keyboards import SCANNER, TABLET

NAMELESS = SCANNER.replace("Honeywell Imaging & Mobility 1900", "USB Adapter USB Device")


class Tablet:
    """A window on a computer with these devices. Its owner chose nothing, so far."""

    def __init__(self, glass: Glass, folder: Path) -> None:
        glass.stop_attending()
        self.glass = glass
        self.settings = Settings()
        self.devices = folder / "devices"
        self.devices.write_text(TABLET)
        self._parent = QObject()
        self.keyboard = ScreenKeyboard(
            glass.app, glass.window, glass.style, english(), lambda: self.settings, self.devices
        )
        self.keyboard.look(self._parent)

    def choose(self, choice: TouchKeyboard) -> None:
        self.settings = replace(self.settings, counter=Counter(touch_keyboard=choice))
        self.keyboard.look(self._parent)

    def comes(self) -> bool:
        """To a touched field; it is sent away again."""
        self.glass.button.setFocus()
        self.glass.settle()
        self.glass.touch(self.glass.name)
        is_open = self.glass.is_open()
        self.glass.button.setFocus()
        self.glass.settle()
        return is_open


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CURRENT_DESKTOP", "QT_IM_MODULE", "QT_IM_MODULES"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux tells of its devices")
def test_it_comes_to_a_tablet_until_a_keyboard_is_plugged_in(
    glass: Glass, screen: QPointingDevice, tmp_path: Path
) -> None:
    tablet = Tablet(glass, tmp_path)
    assert tablet.comes()
    tablet.devices.write_text(TABLET + SCANNER)
    assert tablet.comes()
    tablet.devices.write_text(TABLET + NAMELESS)
    assert not tablet.comes()
    tablet.keyboard.has_scanned = True
    assert tablet.comes()
    tablet.keyboard.stop()


def test_what_the_owner_chose_holds_at_once(glass: Glass, screen: QPointingDevice, tmp_path: Path) -> None:
    tablet = Tablet(glass, tmp_path)
    tablet.devices.write_text(NAMELESS)
    seen = []
    for choice in (TouchKeyboard.ALWAYS, TouchKeyboard.NEVER, TouchKeyboard.AUTO, TouchKeyboard.ALWAYS):
        tablet.choose(choice)
        seen.append(tablet.comes())
    tablet.keyboard.stop()
    assert seen == [True, False, False, True]


def test_without_a_touch_screen_nobody_waits_for_a_finger(glass: Glass, tmp_path: Path) -> None:
    assert not has_touch_screen()
    tablet = Tablet(glass, tmp_path)
    assert not tablet.comes()
