"""Editing a customer: kept here, told to the service for each live stamp, and only as much as it is told at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.customer import Details
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.problems import BadInput, Fault
from kiosk_app.domain.settings import Service, Told
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.services.customer_edits import CustomerEdit, CustomerEdited
from kiosk_app.services.issuing import IssueRequest
from tests.fakes.stamp_api import lost, refused
from tests.shops import BROWN, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.put_stamp(1301, visits=7)
    shop.put_stamp(1302, visits=2)
    return shop


def edit(shop: Shop, **changed: str) -> CustomerEdited:
    customer = shop.customers.holdings("c1")
    assert customer
    details = replace(customer.customer.details, **changed)
    return shop.customer_edits.edit(CustomerEdit(new_id(), "c1", details))


def send_all(shop: Shop) -> None:
    while shop.send():
        pass


def users(shop: Shop) -> list[tuple[object, UserFields | None, tuple[str, ...]]]:
    """What the service was told of the customer, by stamp."""
    asked = shop.api.told(Call.UPDATE)
    return [(one.stamp_idx, one.holds.user, one.holds.cleared) for one in asked if isinstance(one.holds, Change)]


def test_what_changed_goes_to_each_live_stamp_and_no_more(shop: Shop) -> None:
    edited = edit(shop, email="brown@example.org", note="Soy milk")
    assert edited.customer.details.note == "Soy milk"
    send_all(shop)
    told = UserFields(email="brown@example.org")
    assert users(shop) == [(1301, told, ()), (1302, told, ())]
    assert shop.customers.find("brown@example.org").total == 1


def test_a_field_that_is_emptied_is_emptied_there_too(shop: Shop) -> None:
    shop.api.update(1301, Change(user=UserFields(phone="+1 123-4567-8900")))
    shop.api.asked.clear()
    edit(shop, phone="", name="B. Smith")
    send_all(shop)
    assert users(shop)[0] == (1301, UserFields(name="B. Smith"), ("phone",))
    assert shop.api.stamps[1301].new.user == UserFields(name="B. Smith")


def test_a_note_stays_here(shop: Shop) -> None:
    assert edit(shop, note="Soy milk").entries == ()


def test_where_the_service_gets_our_id_alone_nothing_is_told(shop: Shop) -> None:
    shop.settings = replace(shop.settings, service=Service(told=Told.ID))
    assert edit(shop, name="B. Smith", user_id="member-7").entries == ()
    held = shop.customers.holdings("c1")
    assert held
    assert held.customer.details.name == "B. Smith"


def test_a_member_id_that_is_taken_away_is_our_id_again(shop: Shop) -> None:
    edit(shop, user_id="member-7")
    send_all(shop)
    edit(shop, user_id="")
    send_all(shop)
    assert users(shop)[-1] == (1302, UserFields(user_id="c1"), ())


def test_quick_edits_go_out_as_one_a_stamp(shop: Shop) -> None:
    edit(shop, name="B. Smith", email="wrong@example.org")
    edit(shop, email="")
    edit(shop, phone="+1 555 0100")
    send_all(shop)
    told = UserFields(name="B. Smith", phone="+1 555 0100")
    assert users(shop) == [(1301, told, ("email",)), (1302, told, ("email",))]
    assert shop.api.stamps[1302].new.user.email == ""


def test_one_stamp_in_doubt_or_refused_holds_no_other_up(shop: Shop) -> None:
    shop.api.script(Call.UPDATE, refused("No."))
    edit(shop, name="B. Smith")
    send_all(shop)
    assert [entry.state for entry in shop.entries()] == [State.REFUSED, State.DONE]


def test_stamps_that_are_no_longer_used_are_left_alone(shop: Shop) -> None:
    shop.put_stamp(1302, visits=2, active=False)
    shop.put_stamp(1303, visits=10, redeemed=True)
    shop.put_stamp(1304, visits=1, end=date(2026, 11, 3))
    shop.put_stamp(1305, visits=0, start=date(2026, 12, 1))
    edited = edit(shop, name="B. Smith")
    assert [entry.stamp_idx for entry in edited.entries] == [1301]
    assert edited.not_told == (1305,)


def test_a_stamp_that_is_on_its_way_is_told_once_it_is_there(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1", again=True))
    edit(shop, name="B. Smith")
    edit(shop, email="brown@example.org")
    send_all(shop)
    new = shop.api.stamps[1347].new.user
    assert (new.name, new.email) == ("B. Smith", "brown@example.org")
    assert [asked.call for asked in shop.api.asked if asked.stamp_idx == 1347 and asked.changes] == [Call.UPDATE]


def test_what_is_given_for_a_lost_stamp_is_told_too(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1", again=True))
    edit(shop, name="B. Smith")
    shop.api.script(Call.CREATE, lost(Call.CREATE))
    send_all(shop)
    shop.resolving.give_new(shop.entries()[0].id)
    send_all(shop)
    assert shop.api.stamps[1347].new.user.name == "B. Smith"


def test_an_instant_stamp_is_told_after_it_was_handed_out(shop: Shop) -> None:
    shop.keep_ready()
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1", again=True))
    edited = edit(shop, name="B. Smith")
    assert len(edited.entries) == 3
    send_all(shop)
    assert [entry.state for entry in shop.entries() if entry.kind is Kind.CHANGE] == [State.DONE] * 3
    assert shop.api.stamps[1347].new.user.name == "B. Smith"


def test_the_same_press_again_tells_nothing_more(shop: Shop) -> None:
    request = CustomerEdit("press", "c1", replace(BROWN.details, name="B. Smith"))
    first, second = shop.customer_edits.edit(request), shop.customer_edits.edit(request)
    assert first.entries == second.entries
    assert len(shop.entries()) == 2


def test_somebody_must_be_left(shop: Shop) -> None:
    with pytest.raises(BadInput) as caught:
        shop.customer_edits.edit(CustomerEdit(new_id(), "c1", Details(note="who?")))
    assert [problem.fault for problem in caught.value.problems] == [Fault.NOBODY]
    with pytest.raises(CannotCorrect) as none:
        shop.customer_edits.edit(CustomerEdit(new_id(), "nobody", Details(name="Kim")))
    assert none.value.why is Hindrance.NO_SUCH_CUSTOMER
