"""Undoing an issue: cancelled while nothing was sent, switched off once it is there, and once is once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change
from kiosk_app.services.issuing import IssueOpened, IssueRequest
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
