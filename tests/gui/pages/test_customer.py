"""The customer's page: what stands on it, what a press says, and that it holds in every window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.pages.card_tile import CardTile
from kiosk_app.gui.pages.customer import CustomerPage
from kiosk_app.gui.theme.palette import DARK
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.fitting_label import FittingLabel
from kiosk_app.gui.widgets.label import ElidedLabel
from kiosk_app.gui.window import Window
from kiosk_app.presenters.customer_view import HeaderShown
from kiosk_app.presenters.issue_fields import FieldsShown, TypedFields
from kiosk_app.presenters.tile_view import (
    Action,
    MarksShown,
    NoteShown,
    Offer,
    OfferShown,
    PillShown,
    Sense,
    TileShown,
)
from kiosk_app.presenters.trouble import Notice
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.clock import FakeClock
from tests.gui.pages.manners import settled
from tests.gui.pages.told import Told

SIZES = [(1280, 800), (1024, 600), (1920, 1080), (800, 1280)]
HEADER = HeaderShown(
    "Brown Smith", "Brown Smith", "•••• 8900", False, ("Last served today, 10:40", "Customer since March"), "Oat milk"
)
FIELDS = FieldsShown(123, TypedFields("2026-11-21", "2027-11-21"), "First extra field", "Level")
ANOTHER = OfferShown(Offer.ISSUE, "Issue another")


def tile(card_idx: int = 123, **more: Any) -> TileShown:
    spoken = "7 of 10 visits, 3 more to a free coffee"
    shown = TileShown(
        card_idx=card_idx,
        name="Coffee card",
        dates="Valid until 14 March 2027",
        short_dates="Until 14 March 2027",
        pill=None,
        marks=MarksShown("1301", Glyph.CUP, 10, 7, 0, spoken),
        count="7",
        of="of 10",
        caption="3 more to a free coffee",
        as_of="",
        which="",
        which_spoken="",
        action=Action.ADD,
        is_busy=False,
        status="",
        note=None,
        most=3,
        has_code=True,
    )
    return replace(shown, **more)


NO_STAMP = PillShown("No stamp yet", Sense.PLAIN, "No stamp yet")
NEW = tile(140, name="Bean club", pill=NO_STAMP, action=Action.ISSUE, has_code=False)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def page(style: Style, qapp: QApplication, clock: FakeClock) -> CustomerPage:
    made = CustomerPage(style, english(), None, clock.monotonic_s)
    made.resize(1280, 728)
    made.show()
    made.show_customer(HEADER, (tile(), NEW))
    qapp.processEvents()
    return made


def button(page: QWidget, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def at(page: CustomerPage, card_idx: int) -> CardTile:
    found = page.findChild(CardTile, f"cardTile-{card_idx}")
    assert isinstance(found, CardTile)
    return found


def listen(page: QWidget, *names: str) -> Told:
    return Told(**{name: getattr(page, name) for name in names})


@pytest.mark.parametrize("size", SIZES)
def test_the_first_customer_finds_the_tile_that_was_made_ahead(style: Style, size: tuple[int, int]) -> None:
    frame = Window(style, english(), lambda: datetime.now(UTC), is_practice=False)
    frame.resize(*size)
    settled(frame)
    made = CustomerPage(style, english())
    frame.add_page(made)
    made.make_tile(NEW)
    ahead = at(made, 140)
    assert not ahead.isVisible()
    frame.show_page(made, "Counter", "")
    made.show_customer(HEADER, (tile(), NEW))
    settled(frame)
    assert at(made, 140) is ahead
    assert ahead.isVisible()
    frame.close()


def test_a_tile_that_is_shown_is_not_made_ahead(page: CustomerPage) -> None:
    shown = at(page, 140)
    page.make_tile(NEW)
    assert page.findChildren(CardTile, "cardTile-140") == [shown]


def test_every_part_has_the_name_that_tests_and_readers_know(page: CustomerPage) -> None:
    assert page.objectName() == "customerPage"
    assert button(page, "showQr-123").accessibleName() == "Show QR, Coffee card"
    assert button(page, "primaryAction-140").accessibleName() == "Issue stamp, Bean club"
    spoken = [child.accessibleName() for child in page.findChildren(QWidget)]
    assert "7 of 10 visits, 3 more to a free coffee" in spoken
    nameless = [
        child for child in page.findChildren(QAbstractButton) if child.isVisible() and not child.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize(
    ("name", "signal", "told"),
    [
        ("primaryAction-140", "issue_pressed", (140,)),
        ("showQr-123", "show_qr_pressed", (123,)),
        ("showPhoneButton", "eye_pressed", ()),
        ("editCustomerButton", "edit_pressed", ()),
        ("historyButton", "history_pressed", ()),
    ],
)
def test_a_press_is_said(page: CustomerPage, name: str, signal: str, told: tuple[object, ...]) -> None:
    heard = listen(page, signal)
    button(page, name).click()
    assert heard.told == [(signal, *told)]


def test_a_busy_tile_takes_no_press(page: CustomerPage) -> None:
    heard = listen(page, "issue_pressed")
    page.show_tile(replace(NEW, is_busy=True))
    button(page, "primaryAction-140").click()
    page.show_tile(NEW)
    button(page, "primaryAction-140").click()
    assert heard.told == [("issue_pressed", 140)]


def test_several_stamps_can_be_gone_through(page: CustomerPage) -> None:
    heard = listen(page, "next_stamp_pressed")
    page.show_tile(tile(which="1 of 2", which_spoken="Coffee card: stamp 1 of 2, show the next"))
    following = button(page, "nextStamp-123")
    assert (following.text(), following.accessibleName()) == ("1 of 2", "Coffee card: stamp 1 of 2, show the next")
    following.click()
    assert heard.told == [("next_stamp_pressed", 123)]


def test_who_has_the_card_is_asked_about_in_the_tile(page: CustomerPage) -> None:
    heard = listen(page, "show_qr_pressed", "another_pressed")
    note = NoteShown(Sense.PLAIN, "Brown Smith already has this card, 7 of 10.", "")
    page.show_tile(tile(note=note, action=Action.CHOOSE))
    assert button(page, "showQr-123").text() == "Open it"
    button(page, "showQr-123").click()
    button(page, "issueAnother-123").click()
    assert heard.told == [("show_qr_pressed", 123), ("another_pressed", 123)]


def test_a_lost_issue_offers_a_new_one_or_its_number(page: CustomerPage) -> None:
    heard = listen(page, "give_new_pressed", "it_is_there_pressed")
    note = NoteShown(Sense.UNKNOWN, "We don’t know if it arrived.", "Brown Smith has received nothing.")
    page.show_tile(replace(NEW, note=note, action=Action.LOST))
    assert button(page, "primaryAction-140").isHidden()
    button(page, "giveNewButton-140").click()
    button(page, "itIsThereButton-140").click()
    assert heard.told == [("give_new_pressed", 140), ("it_is_there_pressed", 140)]


def test_what_waits_says_why_and_has_nothing_to_press(page: CustomerPage) -> None:
    page.show_tile(replace(NEW, action=Action.NOTHING, status="No internet. It is saved."))
    shown = [child for child in at(page, 140).findChildren(QAbstractButton) if child.isVisible()]
    assert shown == []
    assert "No internet. It is saved." in [child.accessibleName() for child in at(page, 140).findChildren(QWidget)]


def test_the_fields_open_in_the_tile_and_say_what_was_typed(
    page: CustomerPage, qapp: QApplication, clock: FakeClock
) -> None:
    heard = listen(page, "more_pressed", "issue_with_pressed", "issue_pressed")
    page.show_tile(tile(offers=(ANOTHER,)))
    button(page, "moreButton-123").click()
    page.show_fields(FIELDS)
    qapp.processEvents()
    lines = [line for line in at(page, 123).findChildren(QLineEdit) if line.isVisible()]
    assert [line.accessibleName() for line in lines] == ["Start", "End", "Memo", "First extra field", "Level"]
    lines[2].setText("Window seat")
    clock.advance(1)
    button(page, "primaryAction-123").click()
    typed = replace(FIELDS.typed, memo="Window seat")
    assert heard.told == [("more_pressed", 123), ("issue_with_pressed", 123, typed)]


def test_enter_in_a_field_is_the_press(page: CustomerPage) -> None:
    heard = listen(page, "issue_with_pressed")
    page.show_fields(FIELDS)
    QTest.keyClick(at(page, 123).findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    assert heard.told == [("issue_with_pressed", 123, FIELDS.typed)]


def test_the_keyboard_goes_through_a_tile_as_one_reads_it(page: CustomerPage, qapp: QApplication) -> None:
    page.show_tile(tile(offers=(ANOTHER,)))
    page.show_fields(FIELDS)
    page.activateWindow()
    qapp.processEvents()
    button(page, "moreButton-123").setFocus()
    passed = []
    for _ in range(7):
        QTest.keyClick(qapp.focusWidget() or page, Qt.Key.Key_Tab)
        focused = qapp.focusWidget()
        passed.append(focused.accessibleName() if focused else "")
    labels = ["Start", "End", "Memo", "Active at once", "First extra field", "Level", "Issue stamp, Coffee card"]
    assert passed == labels


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(page: CustomerPage) -> None:
    page.show_fields(FIELDS)
    sentence = "Start: “soon” is not a date. Write it like 2026-11-21."
    page.show_fields(replace(FIELDS, typed=replace(FIELDS.typed, start="soon"), problems={"start": sentence}))
    start = at(page, 123).findChildren(QLineEdit)[0]
    assert (start.text(), start.accessibleDescription()) == ("soon", sentence)


def test_fields_that_are_closed_leave_the_tile_as_it_was(page: CustomerPage, qapp: QApplication) -> None:
    before = at(page, 123).size()
    page.show_fields(FIELDS)
    qapp.processEvents()
    page.hide_fields(123)
    qapp.processEvents()
    assert at(page, 123).form is None
    assert at(page, 123).size() == before


def test_what_is_typed_outlives_a_turn_of_the_screen(page: CustomerPage, qapp: QApplication) -> None:
    page.show_fields(FIELDS)
    at(page, 123).findChildren(QLineEdit)[2].setText("Window seat")
    page.resize(1024, 540)
    qapp.processEvents()
    form = at(page, 123).form
    assert form
    assert form.typed().memo == "Window seat"


def test_what_is_typed_outlives_a_card_that_comes_or_goes(page: CustomerPage) -> None:
    page.show_fields(FIELDS)
    at(page, 123).findChildren(QLineEdit)[2].setText("Window seat")
    page.show_customer(HEADER, (NEW, tile(), tile(131)))
    assert page.typed_fields()[123].memo == "Window seat"
    page.show_customer(HEADER, (NEW,))
    assert page.typed_fields() == {}


def test_a_notice_leads_on(page: CustomerPage) -> None:
    heard = listen(page, "notice_pressed")
    page.show_notice(Notice(Said("This computer is almost full.", "Free some space."), "Try again"))
    next(one for one in page.findChildren(QAbstractButton) if one.text() == "Try again").click()
    assert heard.told == [("notice_pressed",)]


def test_nothing_of_a_customer_stays(page: CustomerPage, qapp: QApplication) -> None:
    page.show_nobody()
    qapp.processEvents()
    texts = " ".join(child.text() for child in page.findChildren(QWidget) if hasattr(child, "text"))
    assert "Brown" not in texts
    assert "8900" not in texts
    assert page.findChildren(CardTile) == [] or all(one.isHidden() for one in page.findChildren(CardTile))


def test_enter_presses_the_one_tile_there_is_and_picks_no_other(page: CustomerPage, clock: FakeClock) -> None:
    heard = listen(page, "issue_pressed", "show_qr_pressed")
    clock.advance(1)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert heard.told == []
    page.show_customer(HEADER, (NEW,))
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert heard.told == []  # a scanner's second Enter is no stamp
    clock.advance(0.5)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert heard.told == [("issue_pressed", 140)]


def test_time_is_kept_only_while_somebody_waits_for_it(page: CustomerPage, qtbot: Any) -> None:
    page.keep_time(True)
    with qtbot.waitSignal(page.ticked, timeout=2000):
        pass
    page.keep_time(False)
    assert not page._timer.isActive()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_holds_in_every_window(style: Style, qapp: QApplication, size: tuple[int, int], scale: float) -> None:
    style.change(text_scale=scale)
    page = CustomerPage(style, english())
    page.resize(*size)
    page.show()
    page.show_customer(HEADER, (tile(), NEW, tile(131), tile(152)))
    qapp.processEvents()
    width = page.width()
    shown = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert shown
    for one in shown:
        assert one.width() >= 56, one.objectName()
        assert one.height() >= 56, one.objectName()
        right = one.mapTo(page, QPoint(one.width(), 0)).x()
        assert right <= width, one.objectName()
    tiles = page.findChildren(CardTile)
    columns = len({one.mapTo(page, QPoint()).x() for one in tiles})
    assert columns == {(1280, 1.0): 2, (1920, 1.0): 3, (1920, 1.5): 2}.get((size[0], scale), 1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_tells_customers_apart_is_in_sight_whichever_tile_is_in_focus(
    style: Style, qapp: QApplication, size: tuple[int, int], scale: float
) -> None:
    style.change(text_scale=scale)
    frame = Window(style, english(), lambda: datetime.now(UTC), is_practice=False)
    frame.resize(*size)
    page = CustomerPage(style, english())
    frame.add_page(page)
    frame.show_page(page, "Counter", "")
    signs = "This one: •••• 8900 · b•••••@mail.example"
    page.show_customer(
        replace(HEADER, alike=f"Another customer has this name. {signs}", alike_short=signs),
        tuple(tile(card_idx) for card_idx in (123, 131, 140, 152, 163, 174)),
    )
    settled(frame)
    alike = page.findChild(FittingLabel, "customerAlike")
    assert isinstance(alike, FittingLabel)
    for card_idx in (174, 123, 152):
        page.focus_tile(card_idx)
        settled(frame)
        for part in (alike, button(page, f"primaryAction-{card_idx}")):
            assert part.visibleRegion().boundingRect() == part.rect(), (card_idx, part.objectName())
        assert alike.shown_text().endswith(signs)
    frame.close()


def test_dark_is_another_picture_of_the_same_page(page: CustomerPage, style: Style, qapp: QApplication) -> None:
    light = page.grab().toImage()
    style.change(palette=DARK)
    qapp.processEvents()
    assert page.grab().toImage() != light


def test_the_note_goes_below_where_it_would_cost_the_name_its_letters(page: CustomerPage) -> None:
    name = next(one for one in page.findChildren(ElidedLabel) if one.text() == "Brown Smith")
    note = page.findChild(ElidedLabel, "customerNote")
    assert isinstance(note, ElidedLabel)
    for width, is_below in ((1280, False), (560, True), (1280, False)):
        page.resize(width, 1200)
        settled(page)
        below = note.mapTo(page, QPoint(0, 0)).y() >= name.mapTo(page, QPoint(0, name.height())).y()
        assert below is is_below
        assert name.shown_text() == "Brown Smith"


def test_beside_a_tile_that_grew_the_others_stay_at_the_top_through_a_change_of_columns(page: CustomerPage) -> None:
    page.show_fields(FIELDS)
    for width in (700, 1280):
        page.resize(width, 900)
        settled(page)
    assert at(page, 140).y() == at(page, 123).y()
    assert at(page, 140).height() < at(page, 123).height()
