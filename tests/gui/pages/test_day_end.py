"""The end of the day on the outbox page: each part is there while it has something to say, and its button tells."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk_app.gui.pages.day_end import DayEndParts
from kiosk_app.gui.pages.outbox import OutboxPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.presenters.day_end import DayEndShown
from kiosk_app.presenters.outbox_view import OutboxLists
from kiosk_app.words.language import english
from kiosk_app.words.said import Said

FOUND = Said("2 differences from our record", "Our record now follows the service.")
LINES = ("Our record 7, the service shows 8 — Brown <b>Smith</b>, Coffee card, stamp 1347", "Another")
DIFFERS = DayEndShown(FOUND, LINES, "and 3 more", 9, "3 stamps are left.", can_check=True)
NOTHING = DayEndShown(FOUND, (), "", 0, "", can_check=False)
EMPTY = OutboxLists((), (), (), 0)


@pytest.fixture
def page(qtbot: QtBot, style: Style) -> OutboxPage:
    page = OutboxPage(style, english())
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    return page


@pytest.fixture
def parts(page: OutboxPage) -> DayEndParts:
    return page.day_end


def test_it_is_not_there_while_there_is_nothing_to_say(page: OutboxPage, parts: DayEndParts) -> None:
    assert not parts.card.isVisible()
    parts.show_day_end(DIFFERS)
    parts.show_day_end(NOTHING)
    assert not parts.card.isVisible()
    assert not parts.row.isVisible()


def test_what_differs_stays_on_the_page_whatever_its_lists_do(page: OutboxPage, parts: DayEndParts) -> None:
    parts.show_day_end(DIFFERS)
    page.show_lists(EMPTY)
    page.show_lists(EMPTY)
    shown = page.findChild(QLabel, "dayEndList")
    assert isinstance(shown, QLabel)
    assert shown.isVisible()
    assert shown.text() == "\n".join((*LINES, "and 3 more"))


def test_each_button_tells_what_was_pressed(qtbot: QtBot, parts: DayEndParts) -> None:
    parts.show_day_end(DIFFERS)
    with qtbot.waitSignal(parts.dismissed):
        parts.card.dismiss.click()
    with qtbot.waitSignal(parts.check_requested):
        parts.row.check.click()


def test_while_it_is_under_way_there_is_no_button(parts: DayEndParts) -> None:
    parts.show_day_end(DayEndShown(FOUND, (), "", 0, "Under way", can_check=False))
    assert parts.row.isVisible()
    assert not parts.row.check.isVisible()


def test_a_trouble_is_said_instead(parts: DayEndParts) -> None:
    parts.show_day_end(DIFFERS)
    parts.show_trouble(Said("This computer is almost full."))
    assert not parts.card.isVisible()
    note = parts.row.findChild(QLabel, "dayEndNote")
    assert isinstance(note, QLabel)
    assert note.text() == "This computer is almost full."
