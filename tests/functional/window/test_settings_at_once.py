"""The size of the text and the motion that are chosen in the settings hold at once, and are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from kiosk_app.domain.settings import Motion, TextSize
from kiosk_app.store.settings_read import read_settings
from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import Hands
from tests.functional.window.test_by_mouse import set_up

USUAL_PX, LARGE_PX = 17, 22  # of body text


def choose(hands: Hands, label: str) -> None:
    """Press the part of a segment that reads so."""
    part = next(one for one in hands.window.findChildren(QAbstractButton) if one.accessibleName() == label)
    part.setObjectName(label)
    hands.click(label)


def choose_in_menu(window: QWidget, name: str) -> None:
    menu, item = window.findChild(QMenu), window.findChild(QAction, name)
    assert menu is not None
    assert item is not None
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(item).center())


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: of a menu that opens
def test_larger_text_and_less_motion_hold_at_once(window: OpenHands, qapp: QApplication, tmp_path: Path) -> None:
    with window() as hands:
        set_up(hands)
        hands.click("menuButton")
        choose_in_menu(hands.window, "menu-settings")
        hands.click("section-counter")
        assert qapp.font().pixelSize() == USUAL_PX
        choose(hands, "130 %")
        choose(hands, "As little as can be")
        hands.click("saveButton")
        hands.read("Saved")
        assert qapp.font().pixelSize() == LARGE_PX
        hands.click("backButton")
        hands.see("counterPage")
    kept = read_settings((tmp_path / "data" / "settings.toml").read_bytes()).counter
    assert (kept.text_size, kept.motion) == (TextSize.LARGE, Motion.REDUCED)
    with window() as hands:
        hands.see("counterPage")
        assert qapp.font().pixelSize() == LARGE_PX
