"""Erasing: nothing of a person is left here, not even in the file, and the service is told to forget them too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.customer import ERASED
from kiosk_app.domain.entry import Kind, State, Why
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.services.customer_edits import CustomerEdit
from kiosk_app.services.erasing import Erased, Erasing
from kiosk_app.services.issuing import IssueRequest
from kiosk_app.services.visits import VisitRequest
from tests.fakes.stamp_api import lost
from tests.shops import BROWN, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def erase(shop: Shop) -> Erased:
    return Erasing(shop.store, shop.clock).erase("c1")


def send_all(shop: Shop) -> None:
    while shop.send():
        pass


def test_nobody_finds_them_and_the_history_has_no_name(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    send_all(shop)
    erase(shop)
    assert shop.customers.customer("c1") is None
    assert shop.customers.customer(ERASED) is None
    assert shop.customers.find("brown").total == 0
    assert shop.customers.rows("").rows == ()
    (issue, _clearing) = shop.outbox.history()
    assert issue.customer
    assert issue.customer.details.is_empty
    assert (issue.entry.customer_id, issue.entry.fields, issue.entry.state) == (ERASED, None, State.DONE)


def test_not_a_word_of_them_is_left_in_the_file(shop: Shop, tmp_path: Path) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    send_all(shop)
    erase(shop)
    left = b"".join(path.read_bytes() for path in tmp_path.glob("kiosk.db*"))
    for word in (b"Brown", b"brown", b"123-4567", b"234567", b"Oat milk"):
        assert word not in left


def test_the_service_is_told_to_forget_them(shop: Shop) -> None:
    shop.put_stamp(1301)
    shop.api.update(1301, Change(user=UserFields("c1", "Brown Smith", "+1 123-4567-8900", "b@example.com", "x", "y")))
    erased = erase(shop)
    send_all(shop)
    user = shop.api.stamps[1301].new.user
    assert user == UserFields(user_id=user.user_id)
    assert user.user_id not in ("", "c1")
    assert [entry.state for entry in shop.entries()] == [State.DONE]
    assert erased.not_cleared == ()


def test_what_the_service_shows_to_nobody_is_told_as_not_cleared(shop: Shop) -> None:
    shop.put_stamp(1301)
    shop.put_stamp(1302, redeemed=True)
    shop.put_stamp(1303, active=False)
    shop.put_stamp(1304, end=date(2026, 11, 1))
    erased = erase(shop)
    assert [entry.stamp_idx for entry in erased.entries] == [1301]
    assert set(erased.not_cleared) == {1302, 1303, 1304}


def test_what_waits_and_names_them_is_not_sent_any_more(shop: Shop) -> None:
    shop.put_stamp(1301)
    details = replace(BROWN.details, name="B. Smith")
    shop.customer_edits.edit(CustomerEdit("edit", "c1", details))
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1", again=True))
    erase(shop)
    send_all(shop)
    told = {(entry.kind, entry.state, entry.why) for entry in shop.entries()}
    assert (Kind.ISSUE, State.CANCELLED, Why.ERASED) in told
    assert shop.api.told(Call.CREATE) == []
    assert len(shop.api.told(Call.UPDATE)) == 1


def test_a_visit_that_waits_is_added_all_the_same(shop: Shop) -> None:
    shop.put_stamp(1301, visits=7)
    shop.visits.add(VisitRequest("press", 1301))
    erase(shop)
    send_all(shop)
    assert shop.api.stamps[1301].visits == 8
    assert {entry.state for entry in shop.entries()} == {State.DONE}


def test_a_stamp_whose_answer_was_lost_is_told_by_its_reference(shop: Shop) -> None:
    shop.api.script(Call.CREATE, lost(Call.CREATE))
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    shop.send()
    erased = erase(shop)
    (entry,) = shop.entries()
    assert (entry.state, entry.fields) == (State.ASIDE, None)
    assert erased.lost == (entry.reference,)


def test_while_something_is_being_sent_nobody_is_erased(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    with shop.store.writing() as work:
        work.journal.claim("me", only=None, ignore_due=True)
    with pytest.raises(CannotCorrect) as cannot:
        erase(shop)
    assert cannot.value.why is Hindrance.BEING_SENT
    assert shop.customers.customer("c1") == BROWN


def test_two_who_were_erased_leave_one_nameless_history(shop: Shop) -> None:
    erase(shop)
    with shop.store.writing() as work:
        work.directory.add(replace(BROWN, id="c2"))
    Erasing(shop.store, shop.clock).erase("c2")
    with shop.store.reading() as work:
        assert list(work.persons.everybody()) == []
    with pytest.raises(CannotCorrect):
        erase(shop)
