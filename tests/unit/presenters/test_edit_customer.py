"""The talk of the form of a customer who is known: read, typed, saved once, and back to the customer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Kind
from kiosk_app.presenters.edit_customer import EditCustomerPresenter
from kiosk_app.presenters.trouble import Notice
from kiosk_app.services.customer_edits import CustomerEdit, CustomerEdited, CustomerEdits
from kiosk_app.words.language import english
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.shops import BROWN, COFFEE, Shop


class View:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.form = Details()
        self.extras = ("", "")
        self.problems: dict[str, str] = {}
        self.phone_fits = self.is_nobody = self.is_busy = self.is_locked = False
        self.pointed = ""
        self.notice: Notice | None = None

    def show_form(self, details: Details) -> None:
        self.form = details

    def show_extras(self, first: str, second: str) -> None:
        self.extras = (first, second)

    def show_problem(self, field: str, sentence: str) -> None:
        self.problems[field] = sentence

    def show_phone_fits(self, fits: bool) -> None:
        self.phone_fits = fits

    def show_nobody_named(self, is_nobody: bool) -> None:
        self.is_nobody = is_nobody

    def point_to(self, field: str) -> None:
        self.pointed = field

    def show_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def show_locked(self, is_locked: bool) -> None:
        self.is_locked = is_locked

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice


class BrokenEdits(CustomerEdits):
    """Its next ``edit`` raises what it is given."""

    trouble: Exception | None = None

    def edit(self, request: CustomerEdit) -> CustomerEdited:
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble
        return super().edit(request)


class Desk:
    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder, (replace(COFFEE, etc2_name="Table"),))
        self.shop.put_stamp(1301)
        self.edits = BrokenEdits(self.shop.store, lambda: self.shop.settings, self.shop.clock)
        self.held = HeldBackground()
        self.view = View()
        self.navigator = RecordingNavigator()
        self.talk = EditCustomerPresenter(
            *(self.view, self.shop.customers, self.edits, self.held, self.navigator, english(), self.shop.poke)
        )

    def open(self) -> None:
        self.talk.opened("c1")
        self.held.release()

    def save(self) -> None:
        self.talk.saved()
        self.held.release()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_form_is_locked_until_it_holds_what_is_known(desk: Desk) -> None:
    desk.talk.opened("c1")
    assert (desk.view.is_locked, desk.view.form) == (True, Details())
    desk.talk.saved()
    desk.held.release()
    assert (desk.view.is_locked, desk.view.form, desk.view.phone_fits) == (False, BROWN.details, True)
    assert desk.view.extras == ("Extra 1", "Table")
    assert desk.shop.entries() == ()


def test_saved_it_leads_to_the_customer_and_the_service_is_told(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("name", "B. Smith")
    desk.save()
    assert desk.navigator.went == [("customer", "c1")]
    assert [entry.kind for entry in desk.shop.entries()] == [Kind.CHANGE]
    assert desk.shop.pokes == 1


def test_a_note_needs_nobody_to_be_told(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("note", "Soy milk")
    desk.save()
    assert (desk.shop.entries(), desk.shop.pokes) == ((), 0)
    held = desk.shop.customers.holdings("c1")
    assert held
    assert held.customer.details.note == "Soy milk"


def test_a_second_press_while_it_is_saved_does_nothing(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("name", "B. Smith")
    desk.talk.saved()
    assert desk.view.is_busy
    desk.talk.saved()
    desk.held.release()
    assert len(desk.shop.entries()) == 1


def test_left_while_it_is_saved_the_sender_is_woken_all_the_same(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("name", "B. Smith")
    desk.talk.saved()
    desk.talk.left()
    desk.held.release()
    assert (desk.shop.pokes, desk.navigator.went, desk.view.form) == (1, [], Details())


def test_what_does_not_fit_is_pointed_to(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("email", "brown")
    desk.save()
    assert desk.view.pointed == "email"
    assert desk.view.problems["email"]
    desk.talk.typed("email", "")
    desk.talk.typed("name", "")
    desk.talk.typed("phone", "")
    desk.save()
    assert (desk.view.pointed, desk.view.is_nobody) == ("name", True)
    assert desk.navigator.went == []


def test_a_full_disk_is_told_and_tried_again(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("name", "B. Smith")
    desk.edits.trouble = StoreTrouble(DiskReason.FULL, "no room")
    desk.save()
    assert desk.view.notice
    assert not desk.view.is_busy
    desk.talk.way_on_taken()
    desk.held.release()
    assert desk.navigator.went == [("customer", "c1")]


def test_somebody_who_is_gone_is_told_of(desk: Desk) -> None:
    desk.talk.opened("nobody")
    desk.held.release()
    assert desk.view.notice
    desk.talk.way_on_taken()
    assert desk.navigator.went == [("counter",)]


def test_cancel_leads_back_to_the_customer(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("name", "B. Smith")
    desk.talk.back_pressed()
    assert desk.navigator.went == [("customer", "c1")]
    assert desk.shop.entries() == ()
