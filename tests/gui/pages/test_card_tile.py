"""A card's tile under the finger: the one action and its looks, the stepper, undo, and what it does in little room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.grid import MarkGrid
from kiosk_app.gui.pages.customer import CustomerPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.stepper import Stepper
from kiosk_app.presenters.tile_view import Action, MarksShown, PillShown, Sense, TileShown, UndoShown
from kiosk_app.words.language import english
from tests.fakes.clock import FakeClock
from tests.gui.pages.test_customer import ANOTHER, FIELDS, HEADER, SIZES, at, button, listen, tile

ROW = (1024, 540)
ASKED = {
    Action.ISSUE: "Issue stamp",
    Action.ADD: "Add visit",
    Action.ANYWAY: "Add anyway",
    Action.REDEEM: "Redeem reward",
    Action.CONFIRM: "Yes, redeem",
    Action.NEXT: "Issue stamp",
    Action.SWITCH: "Issue stamp",
    Action.DELETE: "Yes, delete it",
    Action.ANSWER: "Answer",
}
BESIDE = {Action.CONFIRM: "Not yet", Action.NEXT: "Not now", Action.SWITCH: "Switch it on", Action.DELETE: "Not now"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def page(style: Style, qapp: QApplication, clock: FakeClock) -> Iterator[CustomerPage]:
    made = CustomerPage(style, english(), None, clock.monotonic_s)
    made.resize(1280, 728)
    made.show()
    show(made, qapp, tile())
    yield made
    made.close()


def show(page: CustomerPage, qapp: QApplication, *tiles: TileShown) -> None:
    page.show_customer(HEADER, tiles)
    qapp.processEvents()


def undoable(clock: FakeClock, **more: Any) -> TileShown:
    added = MarksShown("1301", Glyph.CUP, 10, 8, 0, "8 of 10 visits, 2 more to a free coffee", fresh=1)
    pill = PillShown("Visit added", Sense.DONE, "Visit added", "Visit added — 8 of 10")
    return tile(**{"marks": added, "pill": pill, "undo": UndoShown(clock.monotonic_s() + 9, 12), **more})


def stepper(page: CustomerPage) -> Stepper:
    found = page.findChild(Stepper, "visitStepper-123")
    assert isinstance(found, Stepper)
    return found


def step_up(page: CustomerPage) -> None:
    stepper(page).findChildren(IconButton)[1].click()


def visible(page: CustomerPage) -> set[str]:
    return {one.objectName() for one in at(page, 123).presses.findChildren(QAbstractButton) if one.isVisible()}


# The one action


@pytest.mark.parametrize("action", ASKED)
def test_there_is_one_obvious_action_and_what_goes_with_it(
    page: CustomerPage, qapp: QApplication, action: Action
) -> None:
    show(page, qapp, tile(action=action))
    primary, side = button(page, "primaryAction-123"), button(page, "sideAction-123")
    assert (primary.text(), primary.accessibleName()) == (ASKED[action], f"{ASKED[action]}, Coffee card")
    assert side.isVisible() == (action in BESIDE)
    assert side.text() == BESIDE.get(action, side.text())


@pytest.mark.parametrize(
    ("action", "name", "said"),
    [
        (Action.ADD, "primaryAction-123", ("add_pressed", 123, 1)),
        (Action.ANYWAY, "primaryAction-123", ("anyway_pressed", 123, 1)),
        (Action.REDEEM, "primaryAction-123", ("redeem_pressed", 123)),
        (Action.CONFIRM, "primaryAction-123", ("redeem_confirmed", 123)),
        (Action.CONFIRM, "sideAction-123", ("not_yet_pressed", 123)),
        (Action.NEXT, "primaryAction-123", ("issue_pressed", 123)),
        (Action.NEXT, "sideAction-123", ("not_now_pressed", 123)),
        (Action.SWITCH, "primaryAction-123", ("issue_pressed", 123)),
        (Action.SWITCH, "sideAction-123", ("switch_on_pressed", 123)),
        (Action.ADD, "showQr-123", ("show_qr_pressed", 123)),
        (Action.ANSWER, "primaryAction-123", ("answer_pressed", 123)),
        (Action.ANSWER, "showQr-123", ("show_qr_pressed", 123)),
        (Action.DELETE, "primaryAction-123", ("delete_confirmed", 123)),
        (Action.DELETE, "sideAction-123", ("offer_declined", 123)),
    ],
)
def test_each_press_is_said(
    page: CustomerPage, qapp: QApplication, action: Action, name: str, said: tuple[object, ...]
) -> None:
    show(page, qapp, tile(action=action))
    heard = listen(page, str(said[0]))
    button(page, name).click()
    assert heard.told == [said]


def test_what_changed_under_the_finger_takes_no_press_at_once(page: CustomerPage, clock: FakeClock) -> None:
    heard = listen(page, "redeem_pressed", "redeem_confirmed")
    page.show_tile(tile(action=Action.REDEEM))
    clock.advance(1)
    button(page, "primaryAction-123").click()
    page.show_tile(tile(action=Action.CONFIRM))
    button(page, "primaryAction-123").click()
    clock.advance(0.5)
    button(page, "primaryAction-123").click()
    assert heard.told == [("redeem_pressed", 123)]
    clock.advance(0.2)
    button(page, "primaryAction-123").click()
    assert heard.told[1:] == [("redeem_confirmed", 123)]


def test_enter_is_the_action_of_the_tile_that_has_the_focus(page: CustomerPage, qapp: QApplication) -> None:
    show(page, qapp, tile(), tile(131, action=Action.REDEEM))
    heard = listen(page, "add_pressed", "redeem_pressed")
    at(page, 131).focus_primary()
    QTest.keyClick(qapp.focusWidget() or page, Qt.Key.Key_Return)
    assert heard.told == [("redeem_pressed", 131)]


def test_a_busy_switch_turns_beside_nothing(page: CustomerPage, qapp: QApplication) -> None:
    show(page, qapp, tile(action=Action.SWITCH, is_busy=True, has_code=False))
    assert visible(page) == {"sideAction-123"}


# How many


def test_the_stepper_counts_to_what_is_free_and_returns_to_one(page: CustomerPage) -> None:
    heard = listen(page, "add_pressed")
    step_up(page)
    assert button(page, "primaryAction-123").text() == "Add 2 visits"
    step_up(page)
    step_up(page)
    button(page, "primaryAction-123").click()
    button(page, "primaryAction-123").click()
    assert heard.told == [("add_pressed", 123, 3), ("add_pressed", 123, 1)]
    page.show_tile(tile())
    assert button(page, "primaryAction-123").text() == "Add visit"


def test_the_next_customer_begins_with_one(page: CustomerPage, qapp: QApplication) -> None:
    step_up(page)
    other = MarksShown("1402", Glyph.CUP, 10, 2, 0, "2 of 10 visits")
    page.show_nobody()
    show(page, qapp, tile(marks=other))
    assert stepper(page).value() == 1
    assert button(page, "primaryAction-123").text() == "Add visit"


# Undo


def test_not_for_a_moment_does_undo_stand_where_the_action_was(page: CustomerPage, clock: FakeClock) -> None:
    """A finger that taps three times at one place adds a visit, and does not undo it."""
    primary = button(page, "primaryAction-123")
    middle = primary.mapTo(page, primary.rect().center())
    page.show_tile(undoable(clock))  # nothing was done yet of what Qt does later
    assert page.childAt(middle) is primary


def test_undo_takes_the_steppers_place_and_nothing_moves(
    page: CustomerPage, qapp: QApplication, clock: FakeClock
) -> None:
    before = button(page, "primaryAction-123").geometry()
    page.show_tile(undoable(clock))
    qapp.processEvents()
    undo = button(page, "undoButton-123")
    assert (undo.isVisible(), stepper(page).isVisible(), undo.accessibleName()) == (True, False, "Undo, Coffee card")
    assert button(page, "primaryAction-123").geometry() == before
    assert at(page, 123).presses._ring.seconds == 9
    heard = listen(page, "undo_pressed")
    undo.click()
    assert heard.told == [("undo_pressed", 123)]
    page.show_tile(tile())
    assert not at(page, 123).presses._ring.is_running


def test_space_meant_for_undo_adds_nothing_when_undo_is_over(page: CustomerPage, clock: FakeClock) -> None:
    page.activateWindow()
    page.show_tile(undoable(clock))
    button(page, "undoButton-123").setFocus()
    heard = listen(page, "add_pressed")
    page.show_tile(tile())
    button(page, "primaryAction-123").click()
    assert heard.told == []


def test_a_new_mark_is_stamped_and_one_that_was_there_is_not(page: CustomerPage, clock: FakeClock) -> None:
    grid = page.findChildren(MarkGrid)[0]
    waiting = MarksShown("1301", Glyph.CUP, 10, 7, 2, "9 of 10 visits")
    page.show_tile(tile(marks=waiting, count="9"))
    assert grid._new == range(8, 10)
    grid._motion.stop()
    grid._settle()
    page.show_tile(tile(marks=replace(waiting, visits=9, waiting=0, fresh=2), count="9"))
    assert (grid._new, grid._places.is_fresh(8), grid._places.is_fresh(7)) == (range(0), True, False)
    page.show_tile(tile(marks=replace(waiting, stamp_id="1302", visits=10, waiting=0)))
    assert grid._new == range(0)


# In little room


def test_a_row_keeps_the_action_and_has_the_rest_behind_its_dots(page: CustomerPage, qapp: QApplication) -> None:
    page.resize(*ROW)
    show(page, qapp, tile(which="1 of 2", which_spoken="Coffee card: stamp 1 of 2, show the next"))
    primary, code = button(page, "primaryAction-123"), button(page, "showQr-123")
    assert (primary.width(), code.width(), code.text(), code.accessibleName()) == (206, 72, "", "Show QR, Coffee card")
    assert not stepper(page).isVisible()
    button(page, "moreButton-123").click()
    qapp.processEvents()
    assert stepper(page).isVisible()
    assert button(page, "nextStamp-123").isVisible()
    step_up(page)
    assert primary.text() == "Add 2 visits"
    button(page, "moreButton-123").click()
    qapp.processEvents()
    assert not stepper(page).isVisible()
    assert at(page, 123).height() == 106


def test_a_row_has_the_fields_of_another_stamp_behind_the_same_dots(page: CustomerPage, qapp: QApplication) -> None:
    page.resize(*ROW)
    show(page, qapp, tile(offers=(ANOTHER,), which=""))
    heard = listen(page, "more_pressed")
    button(page, "moreButton-123").click()
    button(page, "setAnother-123").click()
    assert heard.told == [("more_pressed", 123)]
    page.show_fields(FIELDS)
    assert button(page, "primaryAction-123").text() == "Issue stamp"


def test_in_a_row_undo_stands_in_the_place_of_the_dots(
    page: CustomerPage, qapp: QApplication, clock: FakeClock
) -> None:
    page.resize(*ROW)
    show(page, qapp, tile())
    before = button(page, "primaryAction-123").mapTo(page, QPoint())
    page.show_tile(undoable(clock))
    qapp.processEvents()
    assert visible(page) == {"undoButton-123", "primaryAction-123"}
    assert button(page, "primaryAction-123").mapTo(page, QPoint()) == before
    assert not button(page, "moreButton-123").isVisible()


def test_a_row_asks_where_the_dates_were(page: CustomerPage, qapp: QApplication) -> None:
    page.resize(*ROW)
    show(page, qapp, tile(action=Action.CONFIRM, caption="Is the free coffee handed over?"))
    assert "Is the free coffee handed over?" in [
        label.property("text") for label in at(page, 123).findChildren(QWidget) if label.isVisible()
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("action", [*ASKED, Action.NOTHING])
def test_every_action_has_room_in_every_window(
    style: Style, qapp: QApplication, clock: FakeClock, size: tuple[int, int], action: Action
) -> None:
    page = CustomerPage(style, english(), None, clock.monotonic_s)
    page.resize(*size)
    page.show()
    several: dict[str, Any] = {"which": "1 of 2", "which_spoken": "Coffee card: stamp 1 of 2, show the next"}
    status = "Redeem it once the visit has arrived." if action is Action.NOTHING else ""
    added = undoable(clock, card_idx=131, action=action, status=status)
    if action in (Action.ISSUE, Action.NEXT, Action.SWITCH):
        added = replace(added, undo=None)  # there is no stamp to take a visit back from
    show(page, qapp, tile(action=action, status=status, **several), added, tile(140), tile(152))
    shown = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    for one in shown:
        assert one.width() >= min(one.minimumSizeHint().width(), one.maximumWidth()), one.objectName()
        assert one.width() >= 56, one.objectName()
        assert one.mapTo(page, QPoint(one.width(), 0)).x() <= page.width(), one.objectName()
    page.close()
