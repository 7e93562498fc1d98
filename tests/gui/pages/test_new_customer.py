"""The form for a new customer: what it tells, where the keyboard goes, and what fits into which window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk_app.domain.card import Glyph
from kiosk_app.domain.customer import Details
from kiosk_app.gui.pages.new_customer import NewCustomerPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.radio_rows import RadioRow
from kiosk_app.presenters.new_customer_view import CardChoice, Duplicate, NewCustomerView
from kiosk_app.presenters.trouble import Notice
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.gui.pages.told import Told

CHOICES = (
    CardChoice(123, Glyph.CUP, "Coffee card", "10 visits, valid until 21 November 2027"),
    CardChoice(131, Glyph.LOAF, "Bakery card", "6 visits, valid until 21 May 2027"),
    CardChoice(None, None, "No stamp card yet", "Only save the customer"),
)
BROWN = Duplicate("c1", "Brown Smith", "Looks like Brown Smith", "•••• 8900 · last visit today")
PAGE_SIZES = [(1280, 728), (1024, 540), (1920, 1008), (800, 1208)]


class Desk:
    def __init__(self, page: NewCustomerPage) -> None:
        self.page = page
        self.view: NewCustomerView = page
        self.save = self.button("saveCustomerButton")
        self.presenter = Told(
            typed=page.typed,
            card_chosen=page.card_chosen,
            duplicate_taken=page.duplicate_taken,
            cancelled=page.cancelled,
            saved=page.saved,
            way_on_taken=page.way_on_taken,
        )

    def line(self, name: str) -> QLineEdit:
        found = self.page.findChild(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found

    def button(self, name: str) -> QAbstractButton:
        found = self.page.findChild(QAbstractButton, name)
        assert isinstance(found, QAbstractButton)
        return found

    def cards(self) -> list[RadioRow]:
        return self.page.findChildren(RadioRow)

    def says(self, sentence: str) -> bool:
        return any(label.text() == sentence and label.isVisible() for label in self.page.findChildren(QLabel))


@pytest.fixture
def desk(qtbot: QtBot, style: Style) -> Desk:
    page = NewCustomerPage(style, english())
    qtbot.addWidget(page)
    page.resize(1280, 728)
    page.show()
    page.show_form(Details())
    page.show_cards(CHOICES, 123)
    page.show_extras("Drink", "Extra 2")
    page.show_primary("Save and issue stamp", is_issuing=True)
    return Desk(page)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("nameField", "name"),
        ("phoneField", "phone"),
        ("emailField", "email"),
        ("memberIdField", "user_id"),
        ("noteField", "note"),
    ],
)
def test_what_is_typed_is_told_with_its_field(desk: Desk, name: str, field: str) -> None:
    QTest.keyClicks(desk.line(name), "x")
    assert desk.presenter.told == [("typed", field, "x")]
    assert desk.line(name).accessibleName()


def test_what_is_known_already_is_no_typing(desk: Desk) -> None:
    desk.page.show_form(Details(name="Zoë"))
    assert (desk.line("nameField").text(), desk.presenter.told) == ("Zoë", [])
    assert desk.line("phoneField").hasFocus()
    desk.page.show_form(Details(phone="123"))
    assert (desk.line("nameField").text(), desk.line("phoneField").text()) == ("", "123")
    assert desk.line("nameField").hasFocus()


def test_enter_saves_but_not_a_scanners_after_a_member_id(desk: Desk) -> None:
    QTest.keyClick(desk.line("nameField"), Qt.Key.Key_Return)
    assert desk.presenter.told == [("saved",)]
    desk.line("memberIdField").setFocus()
    QTest.keyClick(desk.line("memberIdField"), Qt.Key.Key_Return)
    assert desk.presenter.told == [("saved",)]
    assert desk.line("noteField").hasFocus()


def test_more_opens_the_two_extra_fields(desk: Desk) -> None:
    assert not desk.line("firstExtraField").isVisible()
    desk.button("moreButton").click()
    assert desk.line("firstExtraField").hasFocus()
    assert desk.line("firstExtraField").accessibleName() == "Drink"
    QTest.keyClicks(desk.line("secondExtraField"), "y")
    assert desk.presenter.told == [("typed", "etc2", "y")]
    desk.page.show_form(Details())
    assert not desk.line("firstExtraField").isVisible()


def test_a_complaint_waits_until_the_field_is_left(desk: Desk) -> None:
    desk.line("emailField").setFocus()
    QTest.keyClicks(desk.line("emailField"), "bob")
    desk.page.show_problem("email", "Check the e-mail: the @ is missing.")
    assert not desk.says("Check the e-mail: the @ is missing.")
    desk.line("noteField").setFocus()
    assert desk.says("Check the e-mail: the @ is missing.")
    desk.page.show_problem("email", "")
    assert not desk.says("Check the e-mail: the @ is missing.")


def test_pointing_to_a_field_says_what_is_wrong_with_it(desk: Desk) -> None:
    desk.line("emailField").setFocus()
    desk.page.show_problem("email", "Check the e-mail: the @ is missing.")
    desk.page.point_to("email")
    assert desk.says("Check the e-mail: the @ is missing.")
    assert desk.line("emailField").hasFocus()


def test_pointing_to_an_extra_field_opens_it(desk: Desk) -> None:
    desk.page.point_to("etc2")
    assert desk.line("secondExtraField").hasFocus()


def test_a_card_is_chosen_by_a_tap(desk: Desk) -> None:
    desk.cards()[1].click()
    desk.cards()[2].click()
    assert desk.presenter.told == [("card_chosen", 131), ("card_chosen", None)]


def test_the_cards_shown_again_keep_their_rows(desk: Desk) -> None:
    before = desk.cards()
    desk.page.show_cards(CHOICES, 123)
    assert desk.cards() == before
    desk.page.show_cards(CHOICES[1:], None)
    assert [row.isChecked() for row in desk.cards()] == [False, True]
    assert desk.presenter.told == []


def test_without_cards_there_is_no_list(desk: Desk) -> None:
    desk.page.show_cards((), None)
    desk.page.show_primary("Save", is_issuing=False)
    assert not desk.cards()[0].isVisible()
    assert desk.save.accessibleName() == "Save"


def test_who_looks_alike_can_be_taken(desk: Desk) -> None:
    use = desk.button("useThisCustomerButton")
    assert not use.isVisible()
    desk.page.show_duplicate(BROWN)
    assert desk.says("Looks like Brown Smith")
    use.click()
    assert desk.presenter.told == [("duplicate_taken",)]
    desk.page.show_duplicate(None)
    assert not use.isVisible()


def test_while_busy_a_press_does_nothing(desk: Desk) -> None:
    desk.page.show_busy(True)
    desk.save.click()
    assert desk.presenter.told == []
    desk.page.show_busy(False)
    desk.save.click()
    assert desk.presenter.told == [("saved",)]


def test_a_saved_customer_can_no_longer_be_changed(desk: Desk) -> None:
    desk.page.show_locked(True)
    assert not desk.line("nameField").isEnabled()
    assert desk.save.isEnabled()


def test_the_notice_and_cancel_are_told(desk: Desk) -> None:
    desk.page.show_notice(Notice(Said("This computer is almost full.", "Free some space."), "Try again"))
    (button,) = [one for one in desk.page.findChildren(QAbstractButton) if one.text() == "Try again"]
    button.click()
    desk.button("cancelButton").click()
    assert desk.presenter.told == [("way_on_taken",), ("cancelled",)]


def test_an_empty_form_says_louder_what_is_enough(desk: Desk) -> None:
    (enough,) = [label for label in desk.page.findChildren(QLabel) if label.text().startswith("A name, a phone")]
    quiet = enough.palette().windowText().color()
    desk.page.show_nobody_named(True)
    assert enough.palette().windowText().color() != quiet


def test_the_keyboard_goes_the_way_of_the_eye(desk: Desk) -> None:
    desk.page.show_duplicate(BROWN)
    order = []
    for _ in range(10):
        QTest.keyClick(desk.page.focusWidget(), Qt.Key.Key_Tab)
        at = desk.page.focusWidget()
        order.append(at.objectName() or at.accessibleName())
    assert order == [
        *("phoneField", "emailField", "memberIdField", "noteField", "moreButton", "useThisCustomerButton"),
        *("Coffee card", "cancelButton", "saveCustomerButton", "nameField"),
    ]


@pytest.mark.parametrize(("width", "height"), PAGE_SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_is_pressed_fits_and_is_large_enough_for_a_finger(
    desk: Desk, style: Style, width: int, height: int, scale: float
) -> None:
    style.change(text_scale=scale)
    desk.page.show_duplicate(BROWN)
    desk.page.show_notice(Notice(Said("This computer is almost full.", "Free some space."), "Try again"))
    desk.page.resize(width, height)
    desk.page.grab()
    whole = desk.page.rect()
    for part in desk.page.findChildren(QAbstractButton):
        if part.isVisible():
            box = part.rect().translated(part.mapTo(desk.page, QPoint(0, 0)))
            assert min(box.width(), box.height()) >= 56, part.accessibleName()
            assert whole.left() <= box.left() <= box.right() <= whole.right(), part.accessibleName()
    for name in ("saveCustomerButton", "cancelButton"):
        button = desk.button(name)
        assert whole.contains(button.rect().translated(button.mapTo(desk.page, QPoint(0, 0))))


def test_what_is_being_typed_stays_in_sight(desk: Desk, style: Style) -> None:
    style.change(text_scale=1.5)
    desk.page.resize(1024, 540)
    desk.page.grab()
    desk.line("phoneField").setFocus()
    desk.page.show_duplicate(BROWN)
    desk.page.grab()
    line = desk.line("phoneField")
    hint = desk.button("useThisCustomerButton")
    assert line.mapTo(desk.page, QPoint(0, line.height())).y() < hint.mapTo(desk.page, QPoint(0, 0)).y()
