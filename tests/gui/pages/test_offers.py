"""Behind a tile's three dots: buttons where the marks were, what is pressed of them, their room in every window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk_app.gui.marks.grid import MarkGrid
from kiosk_app.gui.pages.customer import CustomerPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.presenters.issue_fields import FieldsShown, TypedFields
from kiosk_app.presenters.tile_view import Action, NoteShown, Offer, OfferShown, Sense, TileShown
from kiosk_app.words.language import english
from tests.fakes.clock import FakeClock
from tests.gui.pages.test_customer import ANOTHER, FIELDS, HEADER, SIZES, at, button, listen, tile

OFFERS = (
    OfferShown(Offer.DATES, "Change dates"),
    OfferShown(Offer.SWITCH_OFF, "Switch it off"),
    OfferShown(Offer.RESET_PIN, "Reset PIN"),
    OfferShown(Offer.DELETE, "Delete stamp"),
)
NAMES = {
    Offer.DATES: "changeDates-123",
    Offer.SWITCH_OFF: "switchOff-123",
    Offer.RESET_PIN: "resetPin-123",
    Offer.DELETE: "deleteStamp-123",
}
DATES = FieldsShown(123, TypedFields("2026-03-14", "2027-03-14"), of_stamp=True)
ROW = (1024, 540)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def page(style: Style, qapp: QApplication, clock: FakeClock) -> Iterator[CustomerPage]:
    made = CustomerPage(style, english(), None, clock.monotonic_s)
    made.resize(1280, 728)
    made.show()
    made.show_customer(HEADER, (tile(offers=OFFERS), tile(131), tile(140), tile(152)))
    qapp.processEvents()
    yield made
    made.close()


def open_up(page: CustomerPage, qapp: QApplication) -> None:
    button(page, "moreButton-123").click()
    qapp.processEvents()


def shown(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(Button) if one.isVisible() and one.objectName() in NAMES.values()]


def test_nothing_of_it_is_made_before_somebody_asks(page: CustomerPage, qapp: QApplication) -> None:
    assert page.findChild(Button, "changeDates-123") is None
    open_up(page, qapp)
    assert shown(page) == ["Change dates", "Switch it off", "Reset PIN", "Delete stamp"]
    assert button(page, "deleteStamp-123").accessibleName() == "Delete stamp, Coffee card"


def test_it_takes_the_marks_place_and_nothing_else_moves(page: CustomerPage, qapp: QApplication) -> None:
    parts = [button(page, name) for name in ("moreButton-123", "primaryAction-123", "primaryAction-131")]
    parts.append(button(page, "primaryAction-140"))
    before = [(part.mapTo(page, QPoint()), part.size()) for part in parts]
    open_up(page, qapp)
    assert not at(page, 123).findChild(MarkGrid).isVisible()  # type: ignore[union-attr]
    assert [(part.mapTo(page, QPoint()), part.size()) for part in parts] == before
    open_up(page, qapp)
    assert shown(page) == []
    assert at(page, 123).findChild(MarkGrid).isVisible()  # type: ignore[union-attr]


@pytest.mark.parametrize("offer", NAMES)
def test_each_is_said_once_and_closes_it(page: CustomerPage, qapp: QApplication, offer: Offer) -> None:
    heard = listen(page, "offer_taken")
    open_up(page, qapp)
    button(page, NAMES[offer]).click()
    assert heard.told == [("offer_taken", 123, offer)]
    assert shown(page) == []


def test_the_fields_of_another_stamp_are_one_of_them(page: CustomerPage, qapp: QApplication) -> None:
    page.show_tile(tile(offers=(ANOTHER, *OFFERS)))
    heard = listen(page, "more_pressed", "offer_taken")
    open_up(page, qapp)
    button(page, "setAnother-123").click()
    assert heard.told == [("more_pressed", 123)]


def test_what_is_offered_may_change_while_it_is_open(page: CustomerPage, qapp: QApplication) -> None:
    open_up(page, qapp)
    page.show_tile(tile(offers=OFFERS[3:], not_offered="This stamp is redeemed: it can only be deleted."))
    qapp.processEvents()
    assert shown(page) == ["Delete stamp"]
    texts = [str(one.property("text")) for one in at(page, 123).findChildren(QWidget) if one.isVisible()]
    assert "This stamp is redeemed: it can only be deleted." in texts
    page.show_tile(tile())
    assert shown(page) == []
    assert not button(page, "moreButton-123").isVisible()


@pytest.mark.parametrize(("action", "said"), [(Action.CONFIRM, "not_yet_pressed"), (Action.DELETE, "offer_declined")])
def test_the_dots_take_back_what_is_asked(page: CustomerPage, qapp: QApplication, action: Action, said: str) -> None:
    note = NoteShown(Sense.PLAIN, "Delete this stamp for good?", "") if action is Action.DELETE else None
    page.show_tile(tile(offers=OFFERS, action=action, note=note))
    heard = listen(page, said)
    open_up(page, qapp)
    assert heard.told == [(said, 123)]


def test_dates_are_typed_in_the_marks_place_and_saved_or_left(
    page: CustomerPage, qapp: QApplication, clock: FakeClock
) -> None:
    heard = listen(page, "dates_given", "offer_declined", "issue_with_pressed", "more_pressed")
    page.show_fields(DATES)
    qapp.processEvents()
    lines = [line for line in at(page, 123).findChildren(QLineEdit) if line.isVisible()]
    assert [(line.accessibleName(), line.text()) for line in lines] == [("Start", "2026-03-14"), ("End", "2027-03-14")]
    save = button(page, "primaryAction-123")
    assert (save.text(), button(page, "sideAction-123").text()) == ("Save the dates", "Not now")
    save.click()
    assert heard.told == [], "what changed under the finger takes no press at once"
    clock.advance(1)
    lines[1].setText("2028-01-31")
    save.click()
    QTest.keyClick(lines[1], Qt.Key.Key_Return)
    typed = replace(DATES.typed, end="2028-01-31")
    assert heard.told == [("dates_given", 123, typed)] * 2
    button(page, "sideAction-123").click()
    button(page, "moreButton-123").click()
    assert heard.told[2:] == [("offer_declined", 123)] * 2


def test_dates_that_are_typed_outlive_a_turn_of_the_screen(page: CustomerPage, qapp: QApplication) -> None:
    page.show_fields(DATES)
    at(page, 123).findChildren(QLineEdit)[1].setText("2028-01-31")
    page.resize(*ROW)
    qapp.processEvents()
    form = at(page, 123).form
    assert form
    assert (form.typed().end, form.action) == ("2028-01-31", Action.DATES)


def test_it_stays_open_through_a_turn_of_the_screen_and_not_for_the_next_customer(
    page: CustomerPage, qapp: QApplication
) -> None:
    open_up(page, qapp)
    page.resize(*ROW)
    qapp.processEvents()
    assert len(shown(page)) == 4
    page.show_nobody()
    page.show_customer(HEADER, (tile(offers=OFFERS),))
    qapp.processEvents()
    assert shown(page) == []


def test_the_keyboard_goes_from_the_dots_through_what_they_offer(page: CustomerPage, qapp: QApplication) -> None:
    page.activateWindow()
    open_up(page, qapp)
    button(page, "moreButton-123").setFocus(Qt.FocusReason.TabFocusReason)
    names = []
    for _ in range(5):
        QTest.keyClick(qapp.focusWidget() or page, Qt.Key.Key_Tab)
        names.append((qapp.focusWidget() or page).objectName())
    assert names[:4] == list(NAMES.values())
    button(page, "resetPin-123").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(qapp.focusWidget() or page, Qt.Key.Key_Return)
    assert (qapp.focusWidget() or page).objectName() == "moreButton-123"


SEVERAL = tile(which="1 of 2", which_spoken="Coffee card: stamp 1 of 2, show the next", offers=(ANOTHER, *OFFERS))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("one", [SEVERAL, replace(SEVERAL, not_offered="It has expired: change its dates first.")])
def test_it_has_room_in_every_window(
    style: Style, qapp: QApplication, size: tuple[int, int], scale: float, one: TileShown
) -> None:
    style.change(text_scale=scale)
    page = CustomerPage(style, english())
    page.resize(*size)
    page.show()
    page.show_customer(HEADER, (one, tile(131), tile(140), tile(152)))
    open_up(page, qapp)
    opened = at(page, 123)
    buttons = [button for button in opened.findChildren(Button) if button.isVisible()]
    assert len(shown(opened)) == 4
    for one_button in buttons:
        assert one_button.width() >= one_button.minimumSizeHint().width() - 1 or not one_button.text()
        assert min(one_button.width(), one_button.height()) >= 56
        corner = one_button.mapTo(opened, QPoint(one_button.width(), one_button.height()))
        assert corner.x() <= opened.width()
        assert corner.y() <= opened.height()
    assert opened.geometry().bottom() < min(
        [other.geometry().top() for other in (at(page, 131), at(page, 140), at(page, 152)) if other.x() == opened.x()]
        or [10_000]
    )
    style.change(text_scale=1.0)
    page.close()


def test_the_issues_own_fields_are_as_before(page: CustomerPage, qapp: QApplication) -> None:
    open_up(page, qapp)
    page.show_fields(FIELDS)
    qapp.processEvents()
    assert shown(page) == []
    assert button(page, "primaryAction-123").text() == "Issue stamp"


def test_a_stamp_that_is_off_is_switched_on_beside_the_action_or_in_a_row_behind_the_dots(
    page: CustomerPage, qapp: QApplication
) -> None:
    off = tile(action=Action.SWITCH, offers=(OfferShown(Offer.SWITCH_ON, "Switch it on"), *OFFERS[3:]))
    page.show_tile(off)
    open_up(page, qapp)
    assert button(page, "sideAction-123").isVisible()
    assert page.findChild(Button, "switchOn-123") is None
    open_up(page, qapp)
    page.resize(*ROW)
    qapp.processEvents()
    assert not button(page, "sideAction-123").isVisible()
    heard = listen(page, "offer_taken")
    open_up(page, qapp)
    button(page, "switchOn-123").click()
    assert heard.told == [("offer_taken", 123, Offer.SWITCH_ON)]
