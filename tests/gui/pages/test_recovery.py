"""The page where the data is damaged: it says why, offers, asks before it starts empty, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QFileDialog

from kiosk_app.domain.disk import DiskReason, Unfit
from kiosk_app.gui.pages.recovery import RecoveryPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.words import care as words
from kiosk_app.words.language import english
from tests.fakes.clock import START
from tests.gui.pages.manners import (
    SIZES,
    assert_kind_to_fingers_and_ears,
    assert_nothing_is_cut,
    pressed,
    settled,
)
from tests.gui.pages.told import Told

EN = english()


@pytest.fixture
def page(style: Style) -> Iterator[RecoveryPage]:
    page = RecoveryPage(style, EN)
    page.resize(1024, 600)
    page.show_offer(words.offered(EN, START, 23), words.use_backup(EN, START))
    page.show()
    settled(page)
    yield page
    page.close()


def test_what_is_pressed_is_told(page: RecoveryPage) -> None:
    told = Told(
        use=page.use_pressed,
        file=page.file_chosen,
        empty=page.empty_pressed,
        yes=page.empty_confirmed,
        no=page.empty_declined,
        closing=page.closing,
    )
    pressed(page, "useBackupButton")
    pressed(page, "startEmptyButton")
    page.show_empty_question(words.empty_question(EN))
    settled(page)
    pressed(page, "declineEmptyButton")
    pressed(page, "confirmEmptyButton")
    page.show_empty_question(None)
    settled(page)
    pressed(page, "quitButton")
    assert [name for name, *_ in told.told] == ["use", "empty", "no", "yes", "closing"]


def test_a_file_that_is_chosen_is_told(page: RecoveryPage) -> None:
    told = Told(file=page.file_chosen)
    pressed(page, "chooseBackupButton")
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit("/media/copy.db")
    dialog.close()
    assert told.last() == ("file", "/media/copy.db")


def test_nothing_can_be_pressed_twice_while_it_works(page: RecoveryPage) -> None:
    told = Told(use=page.use_pressed, empty=page.empty_pressed)
    page.show_busy(True)
    pressed(page, "useBackupButton")
    pressed(page, "startEmptyButton")
    assert told.told == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("asks", [False, True])
def test_it_is_whole_at_every_size(style: Style, size: tuple[int, int], asks: bool) -> None:
    page = RecoveryPage(style, EN)
    page.resize(*size)
    page.show_why(words.broken(EN, DiskReason.DAMAGED))
    page.show_offer(words.offered(EN, START, None), words.use_backup(EN, START))
    page.show_notice(words.refused(EN, Unfit.OTHER_ADDRESS))
    page.show_empty_question(words.empty_question(EN) if asks else None)
    page.show()
    settled(page)
    assert_nothing_is_cut(page)
    assert_kind_to_fingers_and_ears(page)
    page.close()
