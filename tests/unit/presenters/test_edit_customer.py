"""The talk of the form of a customer who is known: read, typed, saved once, and back to the customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Kind
from kiosk_app.domain.outcome import Call
from kiosk_app.presenters.edit_customer import EditCustomerPresenter
from kiosk_app.presenters.new_customer_view import Duplicate
from kiosk_app.presenters.person_care import PersonCare
from kiosk_app.presenters.trouble import Notice
from kiosk_app.services.customer_edits import CustomerEdit, CustomerEdited, CustomerEdits
from kiosk_app.services.erasing import Erasing
from kiosk_app.services.exporting import Exporting
from kiosk_app.services.issuing import IssueRequest
from kiosk_app.words.language import english
from kiosk_app.words.lists import masked_phone
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import refused
from tests.shops import BROWN, COFFEE, Shop


class View:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.form = Details()
        self.extras = ("", "")
        self.problems: dict[str, str] = {}
        self.phone_fits = self.is_gone = self.is_nobody = self.is_busy = self.is_locked = False
        self.pointed = self.primary = ""
        self.notice: Notice | None = None
        self.duplicate: Duplicate | None = None

    def show_form(self, details: Details) -> None:
        self.form = details

    def show_extras(self, first: str, second: str) -> None:
        self.extras = (first, second)

    def show_primary(self, caption: str, is_issuing: bool) -> None:
        self.primary = caption

    def show_gone(self, is_gone: bool) -> None:
        self.is_gone = is_gone

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

    def show_duplicate(self, duplicate: Duplicate | None) -> None:
        self.duplicate = duplicate

    def show_locked(self, is_locked: bool) -> None:
        self.is_locked = is_locked

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice


class Card:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.is_there = self.is_busy = self.is_refusal = False
        self.file_name = ""
        self.said: Said | None = None
        self.question: Said | None = None

    @property
    def is_asked(self) -> bool:
        return self.question is not None

    def show_person(self, is_there: bool, file_name: str = "") -> None:
        self.is_there, self.file_name = is_there, file_name

    def show_person_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def show_person_said(self, said: Said | None, *, is_refusal: bool = False) -> None:
        self.said, self.is_refusal = said, is_refusal

    def show_person_question(self, question: Said | None) -> None:
        self.question = question


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
        shop, self.card = self.shop, Card()
        exporting, erasing = Exporting(shop.store, masked_phone), Erasing(shop.store, shop.clock)
        self.person = PersonCare(self.card, exporting, erasing, self.held, shop.clock, english(), shop.poke)
        self.talk = EditCustomerPresenter(
            *(self.view, self.shop.customers, self.edits, self.held, self.navigator),
            *(self.shop.clock, english(), self.shop.poke, self.person),
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


# What the service is not told


def test_a_stamp_that_has_not_begun_is_said_where_the_edit_ends(desk: Desk) -> None:
    desk.shop.put_stamp(1302, visits=0, start=date(2026, 12, 1))
    desk.open()
    desk.talk.typed("name", "B. Smith")
    desk.save()
    assert desk.view.notice
    assert str(desk.view.notice.said) == (
        "The customer is saved. A stamp that has not begun yet (Coffee card) keeps the details that the service has."
    )
    assert (desk.view.is_locked, desk.view.is_busy, desk.navigator.went) == (True, False, [])
    assert [entry.stamp_idx for entry in desk.shop.entries()] == [1301]
    desk.talk.way_on_taken()
    desk.talk.saved()
    assert desk.navigator.went == [("customer", "c1")] * 2
    assert len(desk.shop.entries()) == 1


def test_a_note_alone_is_not_said_to_be_kept_from_the_service(desk: Desk) -> None:
    desk.shop.put_stamp(1302, visits=0, start=date(2026, 12, 1))
    desk.open()
    desk.talk.typed("note", "Soy milk")
    desk.save()
    assert desk.navigator.went == [("customer", "c1")]


# Who looks alike


def add_grace(desk: Desk) -> None:
    with desk.shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Grace", "+44 20 7946 0018", "grace@mail.example", "G-7")))


@pytest.mark.parametrize(
    ("field", "text"), [("phone", "+44 20-7946-0018"), ("email", "Grace@mail.example"), ("user_id", "G-7")]
)
def test_somebody_with_the_same_is_shown_and_can_be_used(desk: Desk, field: str, text: str) -> None:
    add_grace(desk)
    desk.open()
    desk.talk.typed(field, text)
    desk.held.release()
    assert desk.view.duplicate
    assert desk.view.duplicate.title == "Looks like Grace"
    desk.talk.duplicate_taken()
    assert desk.navigator.went == [("customer", "c2")]


def test_nobody_looks_like_themselves(desk: Desk) -> None:
    desk.open()
    desk.talk.typed("phone", "")
    desk.talk.typed("phone", BROWN.details.phone)
    desk.talk.typed("email", "brown@mail.example")
    desk.save()
    desk.open()
    desk.talk.typed("email", "")
    desk.held.release()
    desk.talk.typed("email", "brown@mail.example")
    desk.held.release()
    assert desk.view.duplicate is None


def test_a_phone_that_is_shared_is_not_told_at_each_edit(desk: Desk) -> None:
    with desk.shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Grace", BROWN.details.phone)))
    desk.open()
    desk.talk.typed("email", "brown@mail.example")
    desk.held.release()
    assert desk.view.duplicate is None


def test_who_looked_alike_does_not_once_it_is_another_number(desk: Desk) -> None:
    add_grace(desk)
    desk.open()
    alike = []
    for phone in ("+44 20 7946 0018", BROWN.details.phone, "+44 20 7946 0018"):
        desk.talk.typed("phone", phone)
        desk.held.release()
        alike.append(desk.view.duplicate is not None)
    desk.talk.left()
    assert (alike, desk.view.duplicate) == ([True, False, True], None)


def test_a_form_that_holds_what_is_known_is_left_for_a_scan(desk: Desk) -> None:
    gone: list[str] = []
    desk.talk.opened("c1")
    desk.talk.leaving_by_scan(lambda: gone.append("before it was read"))
    desk.held.release()
    desk.talk.leaving_by_scan(lambda: gone.append("as it was"))
    desk.talk.typed("name", "Zoe")
    desk.save()
    desk.talk.leaving_by_scan(lambda: gone.append("saved"))
    assert gone == ["before it was read", "as it was", "saved"]


def test_what_is_typed_is_not_lost_for_a_scan(desk: Desk) -> None:
    gone: list[str] = []
    desk.open()
    desk.talk.typed("name", "Zoe")
    desk.talk.leaving_by_scan(lambda: gone.append("there"))
    assert gone == []
    assert desk.view.notice
    assert desk.view.notice.said.advice == "What is typed here is not saved yet."
    desk.talk.way_on_taken()
    assert gone == ["there"]


# Taken along, and away


def erase(desk: Desk) -> None:
    desk.open()
    desk.person.erase_pressed()
    desk.person.erase_confirmed()
    desk.held.release()


def test_a_customer_is_taken_along_as_a_file(desk: Desk, tmp_path: Path) -> None:
    desk.open()
    assert (desk.card.is_there, desk.card.file_name) == (True, "customer-2026-11-21.json")
    file = tmp_path / "brown.json"
    desk.person.export_wanted(str(file))
    assert desk.card.is_busy
    desk.held.release()
    assert "Brown Smith" in file.read_text("utf-8")
    assert desk.card.said
    assert str(file) in desk.card.said.what
    assert not desk.card.is_busy


def test_nobody_is_erased_before_it_was_asked_and_said(desk: Desk) -> None:
    desk.open()
    desk.person.erase_pressed()
    assert desk.card.question
    assert desk.card.question.what == "Erase Brown Smith for good?"
    desk.person.erase_declined()
    assert not desk.card.is_asked
    assert desk.held.held == ()
    assert desk.shop.customers.customer("c1") == BROWN


def test_who_is_erased_is_gone_from_the_page_and_the_service_is_told(desk: Desk) -> None:
    erase(desk)
    assert desk.shop.customers.customer("c1") is None
    assert (desk.view.form, desk.view.is_gone, desk.card.is_there) == (Details(), True, False)
    assert desk.shop.pokes == 1
    assert desk.view.notice
    assert desk.view.notice.said.what == "The customer is erased for good."
    assert "in 1 stamp as soon as it can be reached" in desk.view.notice.said.advice

    sent = desk.shop.send()
    assert sent
    desk.talk.moved(sent)
    assert desk.view.notice.said.advice == "The service has forgotten them, too."
    assert desk.view.primary == "Back to the counter"
    desk.talk.saved()
    desk.talk.cancelled()
    assert desk.navigator.went == [("counter",)] * 2


def test_who_is_erased_holds_up_no_scan(desk: Desk) -> None:
    gone: list[str] = []
    erase(desk)
    desk.talk.leaving_by_scan(lambda: gone.append("there"))
    assert gone == ["there"]


def test_a_stamp_that_the_service_does_not_clear_is_said_by_its_number(desk: Desk) -> None:
    erase(desk)
    desk.shop.api.script(Call.UPDATE, refused("The stamp is not active."))
    sent = desk.shop.send()
    assert sent
    desk.talk.moved(sent)
    assert desk.view.notice
    assert "In 1 stamp the service may still hold the customer: 1301." in desk.view.notice.said.advice


def test_a_stamp_that_cannot_be_told_is_said_at_once(desk: Desk) -> None:
    desk.shop.put_stamp(1302, active=False)
    erase(desk)
    assert desk.view.notice
    assert "1302" in desk.view.notice.said.advice


def test_who_has_a_stamp_on_its_way_stays_and_it_is_said(desk: Desk) -> None:
    desk.shop.issuing.open(IssueRequest("i1", 123, "c1", again=True))
    with desk.shop.store.writing() as work:
        assert work.journal.claim("another", only=None, ignore_due=True)
    erase(desk)
    assert desk.card.said
    assert (desk.card.said.what, desk.card.is_refusal) == ("Something of this customer is being sent just now.", True)
    assert not desk.card.is_asked
    assert desk.shop.customers.customer("c1")


def test_left_while_they_are_erased_the_sender_is_woken_all_the_same(desk: Desk) -> None:
    desk.open()
    desk.person.erase_pressed()
    desk.person.erase_confirmed()
    desk.person.erase_confirmed()
    assert len(desk.held.held) == 1
    desk.talk.left()
    desk.held.release()
    assert desk.shop.customers.customer("c1") is None
    assert desk.shop.pokes == 1
    assert desk.view.notice is None
