"""The counter page: where letters go, what Enter, arrows and taps say, and what fits into which window."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.pages.counter import CounterPage
from kiosk_app.gui.pages.counter_list import CounterList
from kiosk_app.gui.theme.palette import DARK
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.customer_row import AddRow
from kiosk_app.gui.widgets.row_list import RowList
from kiosk_app.presenters.counter import CounterView, Recent, Results
from kiosk_app.presenters.customer_rows import CustomerRow, Progress
from kiosk_app.presenters.marking import Marked
from kiosk_app.presenters.trouble import Notice
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.gui.pages.told import Told

Part = TypeVar("Part", bound=QWidget)

NAMES = ("Brown Smith", "Brooke Adeyemi", "Sophie Brouwer", "Anna Lindqvist")
PAGE_SIZES = [(1280, 728), (1024, 540), (1920, 1008), (800, 1208)]


def row(at: int) -> CustomerRow:
    progress = (Progress(Glyph.CUP, 7, 10, ""), Progress(Glyph.LOAF, 6, 6, "Reward ready"))
    name = NAMES[at % len(NAMES)]
    return CustomerRow(
        f"c{at}", Marked(name, ((0, 3),)), Marked("•••• 8900"), "2 min ago", progress, f"{name}, 7 of 10"
    )


def recent(count: int = 4) -> Recent:
    return Recent(tuple(map(row, range(count))), None, "Everything is sent", is_all_sent=True)


def results(text: str, count: int = 2) -> Results:
    nobody = "" if count else f"Nobody found for “{text}”."
    return Results(text, tuple(map(row, range(count))), f"{count} customers", "", "", nobody, f"New customer “{text}”")


class Desk:
    def __init__(self, page: CounterPage) -> None:
        self.page = page
        self.view: CounterView = page
        self.search = self.part(QLineEdit, "searchField")
        self.new = self.part(QAbstractButton, "newCustomerButton")
        self.list = self.part(RowList, "customerList")
        self.presenter = Told(
            typed=page.typed,
            entered=page.entered,
            chosen=page.chosen,
            new_customer_wanted=page.new_customer_wanted,
            way_on_taken=page.way_on_taken,
        )

    def part(self, kind: type[Part], name: str) -> Part:
        found = self.page.findChild(kind, name)
        if found is None:
            raise LookupError(name)
        return found

    def type(self, text: str) -> None:
        QTest.keyClicks(self.search, text)

    def press(self, key: Qt.Key, where: QWidget | None = None) -> None:
        QTest.keyClick(where or self.search, key)

    def tap(self, at: int) -> None:
        middle = self.list.visualRect(self.list.model().index(at, 0)).center()
        QTest.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)


@pytest.fixture
def desk(qtbot: QtBot, style: Style) -> Desk:
    page = CounterPage(style, english())
    page.furnish(CounterList(style, english()))
    qtbot.addWidget(page)
    page.resize(1280, 728)
    page.show()
    page.show_recent(recent())
    page.show_empty_search()
    return Desk(page)


def test_every_letter_is_told(desk: Desk) -> None:
    desk.type("br")
    assert desk.presenter.told == [("typed", "b"), ("typed", "br")]


def test_an_empty_search_is_shown_without_being_typed(desk: Desk) -> None:
    desk.type("br")
    desk.presenter.told.clear()
    desk.page.show_empty_search()
    assert (desk.search.text(), desk.presenter.told) == ("", [])


@pytest.mark.parametrize("name", ["newCustomerButton", "customerList"])
def test_a_letter_lands_in_the_search_wherever_the_keyboard_is(desk: Desk, name: str) -> None:
    desk.part(QWidget, name).setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_B, desk.part(QWidget, name))
    assert desk.search.text() == "b"
    assert desk.search.hasFocus()


def test_a_letter_of_the_windows_bars_is_taken_too(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Z, desk.page)
    assert desk.presenter.last() == ("typed", "z")


def test_a_tap_leaves_the_keyboard_in_the_search(desk: Desk) -> None:
    QTest.mouseClick(desk.new, Qt.MouseButton.LeftButton)
    desk.tap(1)
    assert desk.search.hasFocus()
    assert desk.presenter.told == [("new_customer_wanted",), ("chosen", "c1")]


def test_enter_opens_the_first_that_was_found(desk: Desk) -> None:
    desk.type("bro")
    desk.page.show_results(results("bro"))
    assert desk.list.chosen() == 0
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("entered", "c0")


def test_arrows_choose_and_enter_opens(desk: Desk) -> None:
    desk.type("bro")
    desk.page.show_results(results("bro"))
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("entered", "c1")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("new_customer_wanted",)


def test_nobody_is_chosen_among_recent_customers(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("entered", None)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("entered", "c0")


def test_enter_on_nobody_found_makes_a_new_customer(desk: Desk) -> None:
    desk.type("zoe")
    desk.page.show_results(results("zoe", 0))
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("new_customer_wanted",)


def test_enter_on_an_older_answer_is_the_presenters_to_judge(desk: Desk) -> None:
    desk.type("zoe")
    desk.page.show_results(results("zo", 0))
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("entered", None)


def test_the_last_row_makes_a_new_customer(desk: Desk) -> None:
    desk.page.show_results(results("bro"))
    desk.tap(2)
    assert desk.presenter.told == [("new_customer_wanted",)]


def test_under_the_rows_stands_how_many_are_left(desk: Desk) -> None:
    desk.type("bro")
    found = results("bro")
    desk.page.show_results(replace(found, more="The first 2 are shown.", left="and 204 more"))
    last = desk.list._rows.row(2)
    assert isinstance(last, AddRow)
    assert (last.question, last.text) == ("and 204 more · No match?", "New customer “bro”")


def test_what_is_chosen_outlives_a_refresh(desk: Desk) -> None:
    desk.type("bro")
    desk.page.show_results(results("bro"))
    desk.press(Qt.Key.Key_Down)
    fresh = results("bro", 3)
    desk.page.show_results(Results(fresh.text, fresh.rows[::-1], "", "", "", "", fresh.new_customer))
    desk.press(Qt.Key.Key_Return)
    assert desk.presenter.last() == ("entered", "c1")


def test_how_far_it_scrolled_outlives_a_refresh(desk: Desk) -> None:
    desk.page.show_recent(recent(12))
    desk.list.verticalScrollBar().setValue(200)
    desk.page.show_recent(recent(12))
    assert desk.list.verticalScrollBar().value() == 200


def test_escape_clears_first_and_then_is_the_windows(desk: Desk) -> None:
    desk.type("b")
    desk.press(Qt.Key.Key_Escape)
    assert desk.presenter.last() == ("typed", "")


def test_f2_makes_a_new_customer(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F2)
    assert desk.presenter.told == [("new_customer_wanted",)]


def test_the_notice_has_a_way_on_or_none(desk: Desk) -> None:
    desk.page.show_notice(Notice(Said("No stamp card yet.", "Add one."), "Open settings"))
    (button,) = [one for one in desk.page.findChildren(QAbstractButton) if one.text() == "Open settings"]
    button.click()
    assert desk.presenter.told == [("way_on_taken",)]
    desk.page.show_notice(Notice(Said("This code is not one of ours.")))
    assert not button.isVisible()
    desk.page.show_notice(None)
    desk.type("b")
    assert desk.presenter.last() == ("typed", "b")


def test_a_screen_reader_hears_whole_rows(desk: Desk) -> None:
    index = desk.list.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Brown Smith, 7 of 10"
    assert desk.list.accessibleName() == "Recent customers"
    desk.page.show_results(results("bro"))
    assert desk.list.accessibleName() == "Customers found"
    assert desk.search.accessibleName()


def test_the_keyboard_goes_the_way_of_the_eye(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Tab)
    assert desk.new.hasFocus()
    desk.press(Qt.Key.Key_Tab, desk.new)
    assert desk.list.hasFocus()


def test_it_greets_an_empty_directory(desk: Desk) -> None:
    empty = Recent((), Said("No customers yet.", "Type a name."), "Everything is sent", is_all_sent=True)
    desk.page.show_recent(empty)
    assert not desk.list.isVisible()
    desk.page.show_recent(recent())
    assert desk.list.isVisible()


@pytest.mark.parametrize(("width", "height"), PAGE_SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("is_typing", [False, True])
def test_everything_fits_and_is_large_enough_for_a_finger(
    desk: Desk, style: Style, width: int, height: int, scale: float, is_typing: bool
) -> None:
    style.change(text_scale=scale)
    desk.page.show_notice(Notice(Said("No stamp card yet.", "Add one in Settings › Stamp cards."), "Open settings"))
    if is_typing:
        desk.type("bro")
        desk.page.show_results(results("bro"))
    desk.page.resize(width, height)
    desk.page.grab()
    whole = desk.page.rect()
    for part in (desk.search, desk.new, desk.list, *desk.page.findChildren(QAbstractButton)):
        if part.isVisible():
            box = part.rect().translated(part.mapTo(desk.page, QPoint(0, 0)))
            assert whole.contains(box), part.objectName()
            assert isinstance(part, QLineEdit) or min(box.width(), box.height()) >= 56, part.objectName()


def test_upright_windows_have_the_button_at_the_thumb(desk: Desk) -> None:
    desk.page.resize(800, 1208)
    desk.page.grab()
    assert desk.new.mapTo(desk.page, QPoint(0, 0)).y() > 1000
    assert desk.new.width() > 700
    desk.page.resize(1280, 728)
    desk.page.grab()
    assert desk.new.mapTo(desk.page, QPoint(0, 0)).y() < 100


def test_it_follows_the_theme(desk: Desk, style: Style) -> None:
    light = desk.page.grab().toImage()
    style.change(palette=DARK)
    dark = desk.page.grab().toImage()
    assert dark.pixelColor(200, 60) == QColor(DARK.surface)
    assert light != dark
