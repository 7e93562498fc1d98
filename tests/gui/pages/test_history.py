"""The history's page: what stands on it, what a press says, and that what is typed survives what changes meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from kiosk_app.domain.entry import State
from kiosk_app.gui.pages.history import HistoryPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.presenters.history_view import CandidateShown, Fix, PanelShown, PastShown
from kiosk_app.presenters.trouble import Notice
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.gui.pages.manners import (
    SIZES,
    assert_kind_to_fingers_and_ears,
    assert_nothing_is_cut,
    line,
    pressed,
    settled,
)
from tests.gui.pages.told import Told

VISIT = PastShown(7, "Today 10:42", "Visit · Coffee card", (), "at the window · #ACDEF347", State.DONE, False, True)
BACK = replace(VISIT, entry_id=8, what="Visit taken back · Coffee card", notes=("waits",), state=State.WAITING)
LINES = (replace(BACK, can_fix=False), VISIT)
KIM = CandidateShown("c2", "Kim Minji", "•••• 4471")
SIGNALS = ("fix_pressed", "note_typed", "who_typed", "taken_back", "moved_to", "not_now_pressed", "older_pressed")


@pytest.fixture
def page(style: Style) -> HistoryPage:
    made = HistoryPage(style, english())
    made.resize(1280, 728)
    made.show_lines("Brown Smith", LINES, has_older=True)
    settled(made)
    return made


def heard(page: HistoryPage) -> Told:
    return Told(**{name: getattr(page, name) for name in SIGNALS})


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_only_a_visit_that_can_be_put_right_has_buttons(page: HistoryPage) -> None:
    told = heard(page)
    pressed(page, "takeBackButton-7")
    pressed(page, "moveButton-7")
    pressed(page, "olderButton")
    assert told.told == [("fix_pressed", 7, Fix.TAKE_BACK), ("fix_pressed", 7, Fix.MOVE), ("older_pressed",)]
    takes = [one for one in page.findChildren(QWidget, "takeBackButton-8") if one.isVisible()]
    assert takes == []


def test_taking_back_asks_why(page: HistoryPage) -> None:
    told = heard(page)
    page.show_panel(PanelShown(7, Fix.TAKE_BACK))
    settled(page)
    QTest.keyClicks(line(page, "reasonField-7"), "x")
    pressed(page, "yesTakeBackButton-7")
    pressed(page, "notNowButton-7")
    assert told.told == [("note_typed", "x"), ("taken_back",), ("not_now_pressed",)]


def test_moving_asks_whose_it_was_and_leads_to_one_of_those_who_are_found(page: HistoryPage) -> None:
    told = heard(page)
    page.show_panel(PanelShown(7, Fix.MOVE))
    settled(page)
    QTest.keyClicks(line(page, "rightCustomerField-7"), "k")
    page.show_panel(PanelShown(7, Fix.MOVE, (KIM,)))
    settled(page)
    pressed(page, "moveToButton-0")
    assert told.told == [("who_typed", "k"), ("moved_to", "c2")]


def test_while_it_is_put_right_no_press_counts(page: HistoryPage) -> None:
    told = heard(page)
    page.show_panel(PanelShown(7, Fix.TAKE_BACK, is_busy=True))
    pressed(page, "yesTakeBackButton-7")
    page.show_panel(PanelShown(7, Fix.MOVE, (KIM,), is_busy=True))
    pressed(page, "moveToButton-0")
    assert told.told == []


def test_what_is_typed_stays_when_lines_come_and_trouble_is_said(page: HistoryPage) -> None:
    page.show_panel(PanelShown(7, Fix.TAKE_BACK))
    QTest.keyClicks(line(page, "reasonField-7"), "pressed twice")
    page.show_lines("Brown Smith", (replace(VISIT, entry_id=9), *LINES), has_older=False)
    page.show_panel(PanelShown(7, Fix.TAKE_BACK, trouble="This stamp is switched off."))
    settled(page)
    assert line(page, "reasonField-7").text() == "pressed twice"
    assert "This stamp is switched off." in texts(page)


def test_nobody_leaves_nothing_and_an_empty_history_says_so(page: HistoryPage) -> None:
    page.show_nobody()
    settled(page)
    assert texts(page) == []
    page.show_lines("Brown Smith", (), has_older=False)
    settled(page)
    assert texts(page) == ["Brown Smith", "Nothing was done yet."]


def test_a_notice_is_said_with_its_way_on(page: HistoryPage) -> None:
    told = Told(notice_pressed=page.notice_pressed)
    page.show_notice(Notice(Said("The disk is busy.", "Try again."), "Try again"))
    settled(page)
    assert "The disk is busy." in texts(page)
    next(one for one in page.findChildren(QWidget) if one.isVisible() and one.accessibleName() == "Try again").click()  # type: ignore[attr-defined]
    assert told.told == [("notice_pressed",)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panel", [None, PanelShown(7, Fix.MOVE, (KIM,)), PanelShown(7, Fix.TAKE_BACK)])
def test_it_holds_in_every_window(page: HistoryPage, size: tuple[int, int], panel: PanelShown | None) -> None:
    page.resize(*size)
    page.show_panel(panel)
    settled(page)
    assert_kind_to_fingers_and_ears(page)
    assert_nothing_is_cut(page)
