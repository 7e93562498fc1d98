"""The customer page's talk: who it is, what a tile says, where a scan points, and what the service says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Kind
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.validity import Unit, ValidFor, ValidUntil
from kiosk_app.presenters.customer import CustomerPresenter
from kiosk_app.presenters.customer_view import HeaderShown
from kiosk_app.presenters.issue_fields import FieldsShown, TypedFields
from kiosk_app.presenters.tile_view import Action, Offer, TileShown
from kiosk_app.presenters.trouble import Notice
from kiosk_app.presenters.visit_talk import VisitServices
from kiosk_app.words.language import english
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import OFFLINE
from tests.shops import BROWN, COFFEE, Shop


class RecordingView:
    """Implements ``CustomerView``; holds what is on the glass now."""

    def __init__(self) -> None:
        self.header: HeaderShown | None = None
        self.tiles: dict[int, TileShown] = {}
        self.fields: dict[int, FieldsShown] = {}
        self.typed: dict[int, TypedFields] = {}
        self.notice: Notice | None = None
        self.is_timed = False
        self.focused: list[int] = []
        self.is_painted_ahead = False
        self.is_up = False

    def show_customer(self, header: HeaderShown, tiles: tuple[TileShown, ...]) -> None:
        self.header = header
        self.tiles = {tile.card_idx: tile for tile in tiles}

    def paint_ahead(self) -> None:
        self.is_painted_ahead = True

    def come_up(self) -> None:
        self.is_up = True

    def show_header(self, header: HeaderShown) -> None:
        self.header = header

    def show_tile(self, tile: TileShown) -> None:
        assert tile.card_idx in self.tiles
        self.tiles[tile.card_idx] = tile

    def show_fields(self, fields: FieldsShown) -> None:
        self.fields[fields.card_idx] = fields

    def type(self, card_idx: int, **typed: Any) -> None:
        """What a person does in open fields, which the presenter is not told of."""
        self.typed[card_idx] = replace(self.fields[card_idx].typed, **typed)

    def typed_fields(self) -> Mapping[int, TypedFields]:
        return {card_idx: self.typed.get(card_idx, fields.typed) for card_idx, fields in self.fields.items()}

    def hide_fields(self, card_idx: int) -> None:
        del self.fields[card_idx]
        self.typed.pop(card_idx, None)

    def focus_tile(self, card_idx: int) -> None:
        self.focused.append(card_idx)

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice

    def show_nobody(self) -> None:
        self.header, self.tiles, self.fields, self.typed, self.notice = None, {}, {}, {}, None

    def keep_time(self, is_needed: bool) -> None:
        self.is_timed = is_needed


def offered(tile: TileShown) -> list[Offer]:
    return [one.offer for one in tile.offers]


class Page:
    """The presenter on a shop, with its work held until it is let go."""

    def __init__(self, folder: Path, *cards: StampCard, customer: Customer = BROWN) -> None:
        self.shop = Shop(folder, cards or (COFFEE,), customer)
        self.view = RecordingView()
        self.work = HeldBackground()
        self.navigator = RecordingNavigator()
        self.has_key = True
        self.presenter = CustomerPresenter(
            self.view,
            self.shop.customers,
            self.shop.issuing,
            self.shop.outbox,
            lambda: self.shop.looking,
            lambda: self.has_key,
            self.work,
            self.navigator,
            self.shop.clock,
            english(),
            self.shop.poke,
            lambda: self.shop.resolving,
            VisitServices(self.shop.visits, self.shop.rewards, self.shop.undoing, self.shop.stamp_edits),
            lambda: self.shop.settings,
        )

    def open(self) -> None:
        self.presenter.opened("c1")
        self.work.release(Lane.DISK)

    def press(self) -> None:
        """*Issue stamp*, all that the disk has to do for it, and a little time."""
        self.presenter.issues.issue_pressed(123)
        self.settle()
        self.presenter.ticked()
        self.settle()

    def settle(self) -> None:
        while Lane.DISK in self.work.held:
            self.work.release(Lane.DISK)

    def send(self) -> None:
        """One call on the wire, and the page hears of it."""
        self.shop.send()
        self.presenter.changed()
        self.settle()

    def look(self) -> None:
        self.work.release(Lane.LOOK)
        self.settle()

    @property
    def tile(self) -> TileShown:
        return self.view.tiles[123]

    def pill(self) -> str:
        return self.tile.pill.text if self.tile.pill else ""


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path)


# Who it is


def test_the_header_says_who_it_is_and_hides_the_phone(page: Page) -> None:
    page.open()
    assert page.view.header == HeaderShown(
        "Brown Smith",
        "Brown Smith",
        "•••• 8900",
        False,
        ("Last served today, 10:42", "Customer since today"),
        "Oat milk",
    )


def test_the_header_tells_apart_who_could_be_taken_for_each_other(page: Page) -> None:
    with page.shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("brown SMITH", "+1 555 777 8900", "bob@mail.example", "A-7")))
    page.open()
    assert page.view.header
    assert page.view.header.alike == "Another customer has this name. This one: •••• 8900"
    page.presenter.opened("c2")
    page.settle()
    assert page.view.header.alike == (
        "Another customer has this name. This one: •••@mail.example · Member ID A-7"  # the digits are the same
    )


def test_the_header_says_whose_phone_ends_alike(page: Page) -> None:
    with page.shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Ada", "+1 555 777 8900")))
    page.presenter.opened("c2")
    page.settle()
    assert page.view.header
    assert page.view.header.alike == "The phone of Brown Smith ends in the same digits. This one: •••• 8900"


# A scan


def test_a_scan_has_the_tile_of_its_own_stamp_in_focus(page: Page) -> None:
    page.shop.put_stamp(1301, 3)
    page.shop.put_stamp(1302, 8, end=date(2028, 3, 14))
    page.presenter.opened("c1", 1302)
    page.settle()
    assert page.view.focused == [123]
    assert (page.tile.count, page.tile.which) == ("8", "2 of 2")
    page.presenter.changed()
    page.settle()
    assert page.view.focused == [123]  # once: a person may have gone elsewhere since


def test_who_is_expected_is_there_at_once_and_nothing_was_done_for_them_before(page: Page) -> None:
    page.shop.put_stamp(1301, 3)
    page.presenter.expected("c1")
    page.settle()
    assert page.view.header
    assert (page.tile.count, page.view.is_painted_ahead, page.view.is_up) == ("3", True, False)
    assert (page.work.held, page.view.focused) == ((), [])  # nobody is asked, and nothing has the focus
    page.presenter.opened("c1", 1301)
    assert (page.view.is_up, page.view.focused, page.work.held) == (True, [123], (Lane.LOOK,))
    page.look()
    assert page.view.focused == [123]


def test_a_scan_adds_for_who_was_expected_once_they_came(page: Page) -> None:
    page.shop.put_stamp(1301, 3)
    page.presenter.expected("c1")
    page.settle()
    assert page.shop.entries() == ()
    page.presenter.opened("c1", 1301, adds=True)
    page.settle()
    assert [entry.kind for entry in page.shop.entries()] == [Kind.VISIT]


def test_another_than_who_was_expected_is_read_as_ever(page: Page) -> None:
    page.shop.put_stamp(1301, 3)
    page.presenter.expected("c2")
    page.presenter.opened("c1")
    page.settle()
    assert page.view.header
    assert page.view.header.name == "Brown Smith"
    page.presenter.left()
    page.presenter.expected("c2")
    page.settle()
    assert (page.view.header is None, page.view.notice is None) == (True, True)  # there is no such customer
    page.presenter.opened("c2")
    page.settle()
    assert page.view.notice


def test_nothing_stays_of_who_was_expected_and_did_not_come(page: Page) -> None:
    page.shop.put_stamp(1301, 3)
    page.presenter.expected("c1")
    page.presenter.left()
    page.settle()
    assert (page.view.header, page.view.tiles) == (None, {})


def test_another_scan_of_the_same_customer_keeps_the_page(page: Page) -> None:
    page.shop.put_stamp(1301, 3)
    page.shop.put_stamp(1302, 8, end=date(2028, 3, 14))
    page.presenter.opened("c1", 1302)
    page.settle()
    page.presenter.issues.more_pressed(123)
    assert page.presenter.points_to("c1", 1301)
    page.settle()
    assert page.view.focused == [123, 123]
    assert page.tile.count == "3"
    assert 123 in page.view.fields
    assert not page.presenter.points_to("c2", 1301)


def test_a_scan_of_a_stamp_that_has_ended_points_to_its_card(page: Page) -> None:
    page.shop.put_stamp(end=date(2026, 11, 3))
    page.presenter.opened("c1", 1301)
    page.settle()
    assert page.view.focused == [123]


def test_a_members_code_points_to_no_tile(page: Page) -> None:
    page.shop.put_stamp()
    page.open()
    assert page.view.focused == []


def test_the_eye_shows_the_phone_for_ten_seconds(page: Page) -> None:
    page.open()
    page.presenter.eye_pressed()
    assert page.view.header
    assert page.view.header.phone == "+1 123-4567-8900"
    assert page.view.is_timed
    page.shop.clock.advance(9.9)
    page.presenter.ticked()
    assert page.view.header.is_phone_shown
    page.shop.clock.advance(0.1)
    page.presenter.ticked()
    assert page.view.header.phone == "•••• 8900"
    assert not page.view.is_timed


def test_the_eye_pressed_again_hides_it_at_once(page: Page) -> None:
    page.open()
    page.presenter.eye_pressed()
    page.presenter.eye_pressed()
    assert page.view.header
    assert not page.view.header.is_phone_shown


def test_edit_and_history_lead_to_this_customers(page: Page) -> None:
    page.open()
    page.presenter.edit_pressed()
    page.presenter.history_pressed()
    assert page.navigator.went == [("edit", "c1"), ("history", "c1")]


def test_who_has_no_name_is_called_by_the_end_of_the_phone(tmp_path: Path) -> None:
    page = Page(tmp_path, customer=Customer("c1", Details(phone="020 7946 0447")))
    page.open()
    assert page.view.header
    assert page.view.header.name == "•••• 0447"


def test_nothing_of_a_customer_stays_when_the_page_is_left(page: Page) -> None:
    page.open()
    page.presenter.eye_pressed()
    page.presenter.left()
    assert page.view.header is None
    assert page.view.tiles == {}
    assert not page.view.is_timed


def test_a_customer_who_is_gone_is_said_with_a_way_on(page: Page) -> None:
    page.presenter.opened("nobody")
    page.settle()
    assert page.view.notice
    assert str(page.view.notice.said).startswith("This customer is not here any more.")
    page.presenter.notice_pressed()
    assert page.navigator.went == [("counter",)]


def test_without_a_card_the_way_on_is_the_settings(page: Page) -> None:
    page.shop.settings = replace(page.shop.settings, cards=())
    page.open()
    assert page.view.notice
    assert str(page.view.notice.said) == "No stamp card yet. Add one in Settings › Stamp cards."
    page.presenter.notice_pressed()
    assert page.navigator.went == [("settings", "cards")]


# What a tile says


def test_no_stamp_yet_offers_one(page: Page) -> None:
    page.open()
    tile = page.tile
    assert (page.pill(), tile.action, offered(tile)) == ("No stamp yet", Action.ISSUE, [Offer.ISSUE])
    assert (tile.dates, tile.count, tile.of) == ("10 visits, then a free coffee", "0", "of 10")
    assert tile.caption == "New stamp is valid 1\u00a0year from today"


@pytest.mark.parametrize(
    ("valid", "caption"),
    [
        (ValidFor(30, Unit.DAYS), "New stamp is valid 30\u00a0days from today"),
        (ValidFor(1, Unit.MONTHS), "New stamp is valid 1\u00a0month from today"),
        (ValidUntil(date(2026, 12, 31)), "New stamp is valid until 31 December 2026"),
    ],
)
def test_a_new_stamps_validity_is_told(tmp_path: Path, valid: Any, caption: str) -> None:
    page = Page(tmp_path, replace(COFFEE, valid=valid))
    page.open()
    assert page.tile.caption == caption


def test_a_live_stamp_shows_its_marks_and_takes_visits(page: Page) -> None:
    page.shop.put_stamp()
    page.open()
    tile = page.tile
    assert (page.pill(), tile.action, tile.dates) == ("", Action.ADD, "Valid until 14 March 2027")
    assert (tile.most, tile.has_code) == (3, True)
    assert (tile.count, tile.of, tile.caption) == ("7", "of 10", "3 more to a free coffee")
    assert tile.marks.spoken == "7 of 10 visits, 3 more to a free coffee"
    assert Offer.ISSUE not in offered(tile)
    page.presenter.show_qr_pressed(123)
    assert page.navigator.went == [("qr", "c1", 123, None, 1301)]


@pytest.mark.parametrize(
    ("stamp", "pill", "dates", "action"),
    [
        ({"end": date(2026, 11, 26)}, "Expires in 5 days", "Valid until Thu 26 November", Action.ADD),
        ({"end": date(2026, 11, 21)}, "Expires today", "Valid until Sat 21 November", Action.ADD),
        ({"end": date(2026, 11, 3)}, "Expired on 3 November", "Valid until 3 November 2026", Action.ISSUE),
        ({"active": False}, "Switched off", "Valid until 14 March 2027", Action.SWITCH),
        ({"redeemed": True}, "Reward redeemed", "10 visits, then a free coffee", Action.ISSUE),
        ({"start": date(2026, 12, 1)}, "Begins on 1 December", "Valid until 14 March 2027", Action.SHOW_QR),
        ({"visits": 10}, "Full — reward ready", "Valid until 14 March 2027", Action.REDEEM),
    ],
)
def test_a_stamp_says_how_it_stands(page: Page, stamp: dict[str, Any], pill: str, dates: str, action: Action) -> None:
    page.shop.put_stamp(**stamp)
    page.open()
    assert (page.pill(), page.tile.dates, page.tile.action) == (pill, dates, action)


def test_of_two_live_stamps_the_one_that_ends_first_comes_first(page: Page) -> None:
    page.shop.put_stamp(1301, 7)
    page.shop.put_stamp(1302, 2, end=date(2027, 1, 1))
    page.open()
    assert (page.tile.count, page.tile.which) == ("2", "1 of 2")
    page.presenter.next_stamp_pressed(123)
    assert (page.tile.count, page.tile.which) == ("7", "2 of 2")
    page.presenter.show_qr_pressed(123)
    assert page.navigator.went == [("qr", "c1", 123, None, 1301)]
    page.presenter.next_stamp_pressed(123)
    assert page.tile.which == "1 of 2"


# Looking


def test_a_look_behind_the_page_brings_the_count_up_to_date(page: Page) -> None:
    page.shop.put_stamp(visits=7)
    page.shop.api.add(1301)
    page.open()
    assert page.tile.count == "7"
    page.look()
    assert (page.tile.count, page.tile.as_of) == ("8", "")


def test_a_count_that_could_not_be_confirmed_says_of_when_it_is(page: Page) -> None:
    page.shop.put_stamp(visits=7)
    page.shop.api.script(Call.VALIDATE, OFFLINE)
    page.shop.clock.advance(600)
    page.open()
    page.look()
    assert (page.tile.count, page.tile.as_of) == ("7", "As of 10:42")


def test_looks_of_a_page_that_was_left_are_not_made(page: Page) -> None:
    page.shop.put_stamp()
    page.open()
    page.presenter.left()
    page.look()
    assert page.shop.api.told(Call.VALIDATE) == []


def test_a_stamp_that_the_service_shows_to_nobody_is_said_in_its_words(page: Page) -> None:
    page.shop.put_stamp()
    del page.shop.api.stamps[1301]
    page.open()
    page.look()
    assert page.tile.note
    assert page.tile.note.advice == "Its message: “The stamp does not exist.”"
