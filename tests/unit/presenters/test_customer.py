"""The customer page's talk: what a tile says, what a press comes to, and that two presses are never two stamps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import HasCard, StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.domain.validity import Unit, ValidFor, ValidUntil
from kiosk_app.presenters.customer import CustomerPresenter
from kiosk_app.presenters.customer_view import HeaderShown
from kiosk_app.presenters.issue_fields import FieldsShown, TypedFields
from kiosk_app.presenters.tile_view import Action, Offer, Sense, TileShown
from kiosk_app.presenters.trouble import Notice
from kiosk_app.presenters.visit_talk import VisitServices
from kiosk_app.words.language import english
from tests.conftest import LogWatch
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, lost, refused, slow_down
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

    def show_customer(self, header: HeaderShown, tiles: tuple[TileShown, ...]) -> None:
        self.header = header
        self.tiles = {tile.card_idx: tile for tile in tiles}

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


def visit_services(shop: Shop) -> VisitServices:
    return VisitServices(shop.visits, shop.rewards, shop.undoing, shop.stamp_edits)


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
            visit_services(self.shop),
            lambda: self.shop.settings,
        )

    def open(self) -> None:
        self.presenter.opened("c1")
        self.work.release(Lane.DISK)

    def press(self) -> None:
        """*Issue stamp*, all that the disk has to do for it, and a little time."""
        self.presenter.issue_pressed(123)
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


def test_another_scan_of_the_same_customer_keeps_the_page(page: Page) -> None:
    page.shop.put_stamp(1301, 3)
    page.shop.put_stamp(1302, 8, end=date(2028, 3, 14))
    page.presenter.opened("c1", 1302)
    page.settle()
    page.presenter.more_pressed(123)
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


def come_and_go(page: Page, customer_id: str) -> None:
    """Somebody else's card is scanned, or theirs again."""
    page.presenter.opened(customer_id)
    page.settle()


def test_what_was_typed_for_one_customer_is_there_when_they_come_back_and_never_for_another(page: Page) -> None:
    with page.shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Ada")))
    page.open()
    page.presenter.more_pressed(123)
    page.view.type(123, memo="Window seat", end="2027-01-31")
    come_and_go(page, "c2")
    assert page.view.fields == {}
    come_and_go(page, "c1")
    assert page.view.fields[123].typed.memo == "Window seat"
    page.presenter.issue_with_pressed(123, page.view.fields[123].typed)
    page.settle()
    page.presenter.ticked()
    page.settle()
    page.send()
    (entry,) = page.shop.entries()
    assert (entry.customer_id, page.shop.api.stamps[1347].new.end) == ("c1", date(2027, 1, 31))
    assert page.shop.api.stamps[1347].new.memo.startswith("Window seat")
    for customer_id in ("c2", "c1"):
        come_and_go(page, customer_id)
        assert page.view.fields == {}  # it was pressed


def test_what_was_pressed_is_not_there_again_though_the_page_was_left_at_once(page: Page) -> None:
    page.open()
    page.presenter.more_pressed(123)
    page.view.type(123, memo="Window seat")
    page.presenter.issue_with_pressed(123, page.view.typed[123])
    come_and_go(page, "c1")
    assert page.view.fields == {}
    assert len(page.shop.entries()) == 1


@pytest.mark.parametrize("why", ["untouched", "put away", "another day"])
def test_fields_do_not_come_back(page: Page, why: str) -> None:
    page.open()
    page.presenter.more_pressed(123)
    if why != "untouched":
        page.view.type(123, memo="Window seat")
    if why == "put away":
        page.presenter.more_pressed(123)
    page.presenter.left()
    if why == "another day":
        page.shop.clock.advance(24 * 3600)
    come_and_go(page, "c1")
    assert page.view.fields == {}


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


# The press


def test_a_press_is_busy_at_once_and_ends_on_the_qr_page(page: Page) -> None:
    page.open()
    page.presenter.issue_pressed(123)
    assert page.tile.is_busy
    page.settle()
    assert page.tile.is_busy
    assert page.shop.pokes == 1
    page.send()
    (entry,) = page.shop.entries()
    assert page.navigator.went == [("qr", "c1", 123, entry.intent, 1347)]


def test_a_stamp_that_is_done_leads_to_its_code_without_another_read(page: Page) -> None:
    page.open()
    page.presenter.issue_pressed(123)
    page.settle()
    assert list(page.work.held) == []
    sent = page.shop.send()
    assert sent
    page.presenter.moved(sent)
    assert page.navigator.went == [("qr", "c1", 123, sent.intent, 1347)]
    page.presenter.moved(sent)
    page.presenter.changed()
    page.settle()
    assert len(page.navigator.went) == 1


def test_an_entry_that_moved_elsewhere_leads_nowhere(page: Page) -> None:
    page.open()
    page.presenter.issue_pressed(123)
    page.settle()
    sent = page.shop.send()
    assert sent
    page.presenter.moved(replace(sent, id=sent.id + 1))
    page.presenter.moved(replace(sent, state=State.REFUSED))
    page.presenter.left()
    page.presenter.moved(sent)
    assert page.navigator.went == []


def test_what_became_of_a_press_is_read_when_a_little_time_went_by(page: Page) -> None:
    page.has_key = False
    page.open()
    page.presenter.issue_pressed(123)
    page.settle()
    looks = [page.tile.is_busy]
    page.presenter.ticked()
    page.settle()
    looks.append(page.tile.is_busy)
    assert looks == [True, False]
    page.presenter.ticked()
    assert list(page.work.held) == []


def test_a_second_tap_sends_nothing(page: Page) -> None:
    page.open()
    page.presenter.issue_pressed(123)
    page.presenter.issue_pressed(123)
    page.settle()
    page.presenter.issue_pressed(123)
    page.settle()
    assert len(page.shop.entries()) == 1
    assert page.shop.send()
    assert page.shop.send() is None


def test_a_page_that_was_left_pokes_all_the_same_and_leads_nowhere(page: Page) -> None:
    page.open()
    page.presenter.issue_pressed(123)
    page.presenter.left()
    page.settle()
    page.send()
    assert (len(page.shop.entries()), page.shop.pokes) == (1, 1)
    assert page.navigator.went == []


def test_another_page_does_not_follow_a_press_it_did_not_make(page: Page) -> None:
    page.open()
    page.press()
    page.open()
    assert page.tile.is_busy
    page.send()
    assert page.navigator.went == []
    assert page.tile.action is Action.ADD


def test_after_two_seconds_it_says_that_one_can_go_on(page: Page) -> None:
    page.open()
    page.press()
    assert page.view.is_timed
    page.shop.clock.advance(1.9)
    page.presenter.ticked()
    assert page.tile.caption == "The stamp is on its way"
    page.shop.clock.advance(0.1)
    page.presenter.ticked()
    assert page.tile.caption == "Taking longer than usual. You can go on."
    assert page.tile.is_busy


def test_without_internet_the_new_stamp_waits(page: Page) -> None:
    page.shop.api.script(Call.CREATE, OFFLINE)
    page.open()
    page.press()
    page.send()
    tile = page.tile
    assert (page.pill(), tile.caption) == ("New stamp waiting", "The QR code comes with the internet")
    assert (tile.action, tile.is_busy) == (Action.NOTHING, False)
    assert tile.status.startswith("No internet. It is saved")
    page.shop.clock.advance(60)
    page.send()
    assert page.navigator.went[0][:3] == ("qr", "c1", 123)


def test_a_refusal_is_quoted_where_the_finger_was(page: Page) -> None:
    page.shop.api.script(Call.CREATE, refused("Not enough credit."))
    page.open()
    page.press()
    page.send()
    assert page.tile.note
    assert (page.tile.note.sense, page.tile.note.what) == (Sense.REFUSED, "The service said no")
    assert page.tile.note.advice == "Its message: “Not enough credit.”"
    assert page.tile.action is Action.ISSUE
    page.presenter.issue_pressed(123)
    assert page.tile.note is None


def test_a_refusal_without_a_reason_says_so(page: Page) -> None:
    page.shop.api.script(Call.CREATE, refused(""))
    page.open()
    page.press()
    page.send()
    assert page.tile.note
    assert page.tile.note.advice == "It gave no reason."


def test_a_lost_answer_is_said_honestly(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    page.open()
    page.press()
    page.send()
    assert page.tile.note
    assert (page.pill(), page.tile.note.what) == ("Needs checking", "We don’t know if it arrived.")
    assert page.tile.note.advice == "Brown Smith has received nothing."
    assert page.tile.action is Action.LOST
    page.presenter.it_is_there_pressed(123)
    assert page.navigator.went == [("outbox", 1)], "where its number is typed"


def test_a_new_one_is_given_at_once_and_its_code_comes_by_itself(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    page.open()
    page.press()
    page.send()
    pokes = page.shop.pokes
    page.presenter.give_new_pressed(123)
    page.presenter.give_new_pressed(123)
    page.settle()
    assert (page.tile.is_busy, page.shop.pokes) == (True, pokes + 1)
    page.send()
    assert [entry.state for entry in page.shop.entries()] == [State.ASIDE, State.DONE]
    assert page.navigator.went == [("qr", "c1", 123, page.shop.entries()[1].intent, 1348)]


def test_what_was_found_meanwhile_is_not_given_anew(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    page.open()
    page.press()
    page.send()
    page.presenter.give_new_pressed(123)
    page.shop.resolving.it_is_there(1, 1347, confirmed=True)
    page.settle()
    assert [entry.state for entry in page.shop.entries()] == [State.DONE]
    assert page.tile.note
    assert page.tile.note.what == "It is settled already."


def test_a_refused_key_is_the_owners_to_mend(page: Page, log_watch: LogWatch) -> None:
    log_watch.expect("key refused")
    page.shop.api.script(Call.CREATE, KEY_REFUSED)
    page.open()
    page.press()
    page.send()
    assert page.tile.status == (
        "The service does not accept the API key. The owner can change it in Settings › Account."
        " Stamps wait until then."
    )
    assert page.tile.caption == "The QR code comes once the stamp is issued"


def test_without_a_key_the_stamp_waits_and_that_is_said(page: Page) -> None:
    page.has_key = False
    page.open()
    page.press()
    assert not page.tile.is_busy
    assert page.tile.status.startswith("There is no API key yet.")


def test_when_the_service_asks_for_quiet_the_seconds_are_told(page: Page) -> None:
    page.shop.api.script(Call.CREATE, slow_down(12))
    page.open()
    page.press()
    page.send()
    assert "next try in 12 s" in page.tile.status
    page.shop.clock.advance(5)
    page.presenter.ticked()
    assert "next try in 7 s" in page.tile.status


# Who has the card already


def test_where_the_policy_is_to_open_it_its_code_is_shown(page: Page) -> None:
    page.open()
    page.shop.put_stamp()
    page.press()
    assert page.navigator.went == [("qr", "c1", 123, None, 1301)]
    assert page.shop.entries() == ()


def test_where_the_policy_is_to_ask_a_person_chooses(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, has_card=HasCard.ASK))
    page.shop.put_stamp()
    page.open()
    page.press()
    assert page.tile.note
    assert page.tile.note.what == "Brown Smith already has this card, 7 of 10."
    assert page.tile.action is Action.CHOOSE
    page.presenter.another_pressed(123)
    page.settle()
    (entry,) = page.shop.entries()
    assert entry.state is State.WAITING
    assert page.tile.is_busy


def test_opening_the_one_there_is_issues_nothing(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, has_card=HasCard.ASK))
    page.shop.put_stamp()
    page.open()
    page.press()
    page.presenter.show_qr_pressed(123)
    assert page.navigator.went == [("qr", "c1", 123, None, 1301)]
    assert page.shop.entries() == ()


# The fields behind the three dots


def test_the_fields_begin_with_what_the_card_says(page: Page) -> None:
    page.open()
    page.presenter.more_pressed(123)
    fields = page.view.fields[123]
    assert fields.typed == TypedFields("2026-11-21", "2027-11-21")
    assert (fields.etc1_name, fields.etc2_name) == ("First extra field", "Second extra field")
    page.presenter.more_pressed(123)
    assert page.view.fields == {}


def test_what_was_typed_is_what_is_issued(page: Page) -> None:
    page.open()
    page.presenter.more_pressed(123)
    typed = TypedFields("2026-12-01", "2027-11-21", active=False, memo="Window seat", etc1="Gold")
    page.presenter.issue_with_pressed(123, typed)
    page.settle()
    (entry,) = page.shop.entries()
    new = entry.fields
    assert isinstance(new, NewStamp)
    assert (new.start, new.end) == (date(2026, 12, 1), date(2027, 12, 1))  # the end follows the start
    assert (new.active, new.user.etc1) == (False, "Gold")
    assert new.memo == f"Window seat #{entry.reference}"
    assert page.view.fields == {}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (TypedFields("1.12.2026", ""), "start", "Start: “1.12.2026” is not a date. Write it like 2026-11-21."),
        (TypedFields("", "2026-11-01"), "end", "End: “2026-11-01” is already over. Choose a later day."),
        (TypedFields("2027-02-02", "2027-02-01"), "end", "End: the end is before the start. Choose a later end."),
        (TypedFields(memo="x" * 301), "memo", "Memo is too long. Keep it within 300 characters."),
        (TypedFields(etc2="x" * 301), "etc2", "Second extra field is too long. Keep it within 300 characters."),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field(page: Page, typed: TypedFields, field: str, sentence: str) -> None:
    page.open()
    page.presenter.more_pressed(123)
    page.presenter.issue_with_pressed(123, typed)
    page.settle()
    assert page.view.fields[123].problems == {field: sentence}
    assert page.view.fields[123].typed == typed
    assert page.shop.entries() == ()
    assert not page.tile.is_busy


def test_a_card_whose_fixed_end_is_over_says_so(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, valid=ValidUntil(date(2026, 1, 1))))
    page.open()
    page.press()
    assert page.tile.note
    assert page.tile.note.what == "End: “2026-01-01” is already over."


# An instant stamp


def test_an_instant_stamp_leads_to_its_code_at_once(page: Page) -> None:
    page.shop.keep_ready(1)
    page.open()
    page.press()
    (entry,) = [one for one in page.shop.entries() if one.kind is Kind.HAND_OUT]
    assert page.navigator.went == [("qr", "c1", 123, entry.intent, 1347)]
    assert page.shop.api.asked == []
    assert page.shop.pokes == 0  # its code's page has it sent, once the code is on the glass


def test_until_it_is_sent_the_tile_shows_its_code_and_issues_no_other(page: Page) -> None:
    page.shop.keep_ready(2)
    page.shop.api.script(Call.VALIDATE, OFFLINE)
    page.open()
    page.press()
    page.send()
    page.open()
    tile = page.tile
    assert (tile.action, tile.is_busy, tile.offers) == (Action.SHOW_QR, False, ())
    assert tile.pill
    assert (tile.pill.text, tile.pill.sense) == ("New stamp waiting", Sense.WAITS)
    assert tile.caption == "The stamp works as soon as this counter is online again."
    assert Lane.LOOK not in page.work.held  # the service would say that it is switched off
    page.press()
    assert len(page.shop.ready()) == 1
    page.navigator.went.clear()
    page.presenter.show_qr_pressed(123)
    assert page.navigator.went == [("qr", "c1", 123, None, 1347)]


def test_a_refused_instant_stamp_leaves_the_way_to_a_new_one(page: Page) -> None:
    page.shop.keep_ready(1)
    page.open()
    page.press()
    page.shop.api.script(Call.UPDATE, refused("This stamp is blocked."))
    page.send()
    page.open()
    assert page.tile.action is Action.SWITCH  # a new one, or this one after all


# Trouble


def test_a_card_that_was_taken_out_meanwhile_is_said(page: Page) -> None:
    page.open()
    page.shop.settings = replace(page.shop.settings, cards=())
    page.presenter.issue_pressed(123)
    page.work.release(Lane.DISK)
    assert page.tile.note
    assert page.tile.note.what == "This stamp card is not set up any more."


def test_trouble_with_the_disk_is_said_and_can_be_tried_again(page: Page) -> None:
    full = FullDisk()
    shop = page.shop
    page.presenter = CustomerPresenter(
        page.view,
        shop.customers,
        full,  # type: ignore[arg-type]
        shop.outbox,
        lambda: shop.looking,
        lambda: True,
        page.work,
        page.navigator,
        shop.clock,
        english(),
        shop.poke,
        lambda: shop.resolving,
        visit_services(shop),
        lambda: shop.settings,
    )
    page.open()
    page.press()
    assert page.tile.note
    assert page.tile.note.what == "This computer is almost full."
    assert page.tile.action is Action.ISSUE
    assert shop.pokes == 0


class FullDisk:
    """Issuing on a disk that has no room."""

    def open(self, request: object) -> None:
        raise StoreTrouble(DiskReason.FULL, "no room")
