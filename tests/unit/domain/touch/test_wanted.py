"""When the window's own keyboard comes: where a finger can type and nothing else does."""

from __future__ import annotations

import pytest

from kiosk_app.domain.settings import TouchKeyboard
from kiosk_app.domain.touch.wanted import Equipment, is_wanted

TABLET = Equipment(has_touch_screen=True, keyboards=())
BOARD, SCANNER = "AT Translated Set 2 keyboard", "Honeywell Imaging & Mobility 1900"
NAMELESS_SCANNER = "USB Adapter USB Device"


def wanted(has: Equipment, *, has_scanned: bool = False, was_typed: bool = False) -> bool:
    return is_wanted(TouchKeyboard.AUTO, has, has_scanned=has_scanned, was_typed=was_typed)


def tablet_with(*keyboards: str) -> Equipment:
    return Equipment(has_touch_screen=True, keyboards=keyboards)


def test_a_tablet_has_it_and_a_computer_has_not() -> None:
    assert wanted(TABLET)
    assert not wanted(tablet_with(BOARD))
    assert not wanted(Equipment(has_touch_screen=False, keyboards=()))


def test_a_scanner_is_no_keyboard() -> None:
    assert wanted(tablet_with(SCANNER))
    assert not wanted(tablet_with(SCANNER, BOARD), has_scanned=True)


def test_one_that_only_scanned_is_none_either_until_somebody_typed() -> None:
    assert not wanted(tablet_with(NAMELESS_SCANNER))
    assert wanted(tablet_with(NAMELESS_SCANNER), has_scanned=True)
    assert not wanted(tablet_with(NAMELESS_SCANNER, BOARD), has_scanned=True)
    assert not wanted(tablet_with(NAMELESS_SCANNER), has_scanned=True, was_typed=True)


def test_where_the_system_brings_its_own_or_does_not_tell_it_stays_away() -> None:
    assert not wanted(Equipment(has_touch_screen=True, keyboards=(), brings_its_own=True))
    assert not wanted(Equipment(has_touch_screen=True, keyboards=None))


@pytest.mark.parametrize("has", [TABLET, tablet_with(BOARD), Equipment(has_touch_screen=False, keyboards=None)])
def test_the_owner_has_the_last_word(has: Equipment) -> None:
    assert is_wanted(TouchKeyboard.ALWAYS, has, has_scanned=False, was_typed=True)
    assert not is_wanted(TouchKeyboard.NEVER, has, has_scanned=False, was_typed=False)
