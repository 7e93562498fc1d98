"""Undoing an issue or visits: cancelled while nothing was sent, put right once it is there, and once is once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Entry, Kind, State, Turn, Why
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.visits import VisitRequest, VisitsOpened
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def issue(shop: Shop) -> tuple[Entry, ...]:
    opened = shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    assert isinstance(opened, IssueOpened)
    return opened.entries


def states(shop: Shop) -> list[tuple[Kind, State]]:
    return [(entry.kind, entry.state) for entry in shop.entries()]


def test_what_was_not_sent_is_cancelled_and_never_is(shop: Shop) -> None:
    issue(shop)
    undone = shop.undoing.undo_issue("press")
    assert (undone.cancelled, undone.entries) == (True, ())
    assert states(shop) == [(Kind.ISSUE, State.CANCELLED)]
    assert shop.entries()[0].why is Why.UNDONE
    assert shop.send() is None
    assert shop.api.asked == []


def test_what_could_not_be_sent_yet_is_cancelled_too(shop: Shop) -> None:
    issue(shop)
    shop.api.script(Call.CREATE, OFFLINE)
    shop.send()
    assert shop.undoing.undo_issue("press").cancelled
    shop.clock.advance(120)
    assert shop.send() is None


def test_what_is_there_is_switched_off(shop: Shop) -> None:
    issue(shop)
    shop.send()
    undone = shop.undoing.undo_issue("press")
    (change,) = undone.entries
    assert (undone.cancelled, change.kind, change.stamp_idx) == (False, Kind.CHANGE, 1347)
    assert change.fields == Change(active=False)
    shop.send()
    assert not shop.api.stamps[1347].new.active
    assert shop.looking.ours(1347)
    held = shop.customers.holdings("c1")
    assert held
    assert held.cards[0].live == ()


def test_pressing_twice_is_undoing_once(shop: Shop) -> None:
    issue(shop)
    shop.send()
    first, second = shop.undoing.undo_issue("press"), shop.undoing.undo_issue("press")
    assert first == second
    assert len(shop.entries()) == 2


def test_what_may_have_arrived_is_switched_off_once_it_is_known_to_be_there(shop: Shop) -> None:
    issue(shop)
    shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    shop.send()
    undone = shop.undoing.undo_issue("press")
    assert not undone.cancelled
    assert states(shop) == [(Kind.ISSUE, State.UNKNOWN), (Kind.CHANGE, State.WAITING)]
    assert shop.send() is None  # it follows its leader, which nobody knows of yet


def test_what_the_service_refused_needs_no_undoing(shop: Shop) -> None:
    issue(shop)
    shop.api.script(Call.CREATE, refused("No."))
    shop.send()
    assert shop.undoing.undo_issue("press").cancelled
    assert states(shop) == [(Kind.ISSUE, State.REFUSED)]


def test_a_first_visit_that_waits_goes_with_it(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (StampCard(123, "Coffee card", first_visit=True),))
    issue(shop)
    shop.send()
    shop.undoing.undo_issue("press")
    assert states(shop) == [
        (Kind.ISSUE, State.DONE),
        (Kind.VISIT, State.CANCELLED),
        (Kind.CHANGE, State.WAITING),
    ]


# Visits


def visit(shop: Shop, count: int = 1) -> None:
    shop.put_stamp(1301)
    assert isinstance(shop.visits.add(VisitRequest("visit", 1301, count)), VisitsOpened)


def test_visits_that_were_not_sent_are_cancelled(shop: Shop) -> None:
    visit(shop, count=3)
    assert shop.undoing.undo_visits("visit").cancelled
    assert states(shop) == [(Kind.VISIT, State.CANCELLED)] * 3
    assert shop.send() is None


def test_visits_that_are_there_are_taken_back(shop: Shop) -> None:
    visit(shop, count=3)
    shop.send()
    shop.send()
    undone = shop.undoing.undo_visits("visit")
    assert [(entry.kind, entry.turn) for entry in undone.entries] == [(Kind.TAKE_BACK, Turn.UNDO)] * 2
    assert [entry.leader for entry in undone.entries] == [2, 1]
    while shop.send():
        pass
    assert states(shop)[2] == (Kind.VISIT, State.CANCELLED)
    assert shop.api.stamps[1301].visits == 7
    again = shop.undoing.undo_visits("visit")
    assert [entry.id for entry in again.entries] == [entry.id for entry in undone.entries]


def test_a_visit_that_is_proved_not_done_goes_with_its_undo(shop: Shop) -> None:
    visit(shop)
    shop.api.script(Call.ADD, lost(Call.ADD))
    shop.send()
    shop.undoing.undo_visits("visit")
    assert shop.send() is None
    shop.clock.advance(31)
    shop.sender.prove_next()
    assert states(shop) == [(Kind.VISIT, State.CANCELLED), (Kind.TAKE_BACK, State.CANCELLED)]
    assert shop.api.stamps[1301].visits == 7


def test_a_visit_that_is_proved_done_is_taken_back(shop: Shop) -> None:
    visit(shop)
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    shop.send()
    shop.undoing.undo_visits("visit")
    shop.clock.advance(1)
    shop.sender.prove_next()
    shop.send()
    assert states(shop) == [(Kind.VISIT, State.DONE), (Kind.TAKE_BACK, State.DONE)]
    assert shop.api.stamps[1301].visits == 7


def test_a_visit_that_was_refused_needs_no_undoing(shop: Shop) -> None:
    visit(shop)
    shop.api.script(Call.ADD, refused("No."))
    shop.send()
    assert shop.undoing.undo_visits("visit").cancelled
