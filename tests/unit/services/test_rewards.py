"""Redeeming: a full stamp, once, with nothing on its way; and which stamp comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.entry import Draft, Kind, State, Why
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change
from kiosk_app.domain.visiting import Bar, Barred
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.rewards import NextStamp, RedeemOpened, RedeemRequest
from kiosk_app.services.visits import VisitRequest
from tests.fakes.stamp_api import OFFLINE, lost
from tests.shops import COFFEE, Shop

STAMP = 1301


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Ten of ten."""
    shop = Shop(tmp_path, (COFFEE,))
    shop.put_stamp(STAMP, visits=10)
    return shop


def redeem(shop: Shop, press: str = "press") -> RedeemOpened | Barred:
    return shop.rewards.redeem(RedeemRequest(press, STAMP))


def redeemed(shop: Shop, press: str = "press") -> RedeemOpened:
    opened = redeem(shop, press)
    assert isinstance(opened, RedeemOpened), opened
    return opened


def bar(shop: Shop) -> Bar:
    before = shop.entries()
    barred = redeem(shop, "another press")
    assert isinstance(barred, Barred), barred
    assert shop.entries() == before
    return barred.bar


def open_on(shop: Shop, kind: Kind, fields: Change | None = None) -> None:
    with shop.store.writing() as work:
        reference = work.journal.fresh_reference()
        work.journal.open(reference, [Draft(reference, kind, 123, "c1", STAMP, fields)])


def put_stamp(shop: Shop, **more: Any) -> None:
    shop.put_stamp(STAMP, **({"visits": 10} | more))


def test_a_full_stamp_is_redeemed_and_the_next_one_offered(shop: Shop) -> None:
    opened = redeemed(shop)
    assert opened.next == NextStamp("c1", COFFEE)
    shop.send()
    assert shop.api.stamps[STAMP].redeemed
    assert bar(shop) is Bar.REDEEMED
    after = shop.issuing.open(IssueRequest("next", 123, customer_id="c1"))
    assert isinstance(after, IssueOpened)


def test_offline_too_the_next_stamp_can_be_issued(shop: Shop) -> None:
    redeemed(shop)
    shop.api.script(Call.VALIDATE, OFFLINE)
    shop.send()
    assert isinstance(shop.issuing.open(IssueRequest("next", 123, customer_id="c1")), IssueOpened)


@pytest.mark.parametrize("again", ["press", "another press"])
def test_it_is_redeemed_once(shop: Shop, again: str) -> None:
    first, second = redeemed(shop), redeemed(shop, again)
    assert (second.existing, second.entry) == (True, first.entry)
    shop.send()
    third = redeem(shop)
    assert isinstance(third, RedeemOpened)
    assert (third.existing, third.entry.state) == (True, State.DONE)
    assert len(shop.api.told(Call.UPDATE)) == 1


@pytest.mark.parametrize("visits", [9, 0, None])
def test_a_stamp_that_is_not_full_is_not_redeemed(shop: Shop, visits: int | None) -> None:
    put_stamp(shop, visits=visits)
    assert bar(shop) is Bar.NOT_FULL


def test_the_visit_that_fills_it_must_have_arrived(shop: Shop) -> None:
    put_stamp(shop, visits=9)
    shop.visits.add(VisitRequest("visit", STAMP))
    assert bar(shop) is Bar.UNSETTLED
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    shop.send()
    assert bar(shop) is Bar.UNSETTLED
    shop.clock.advance(1)
    shop.sender.prove_next()
    redeemed(shop)


def test_a_visit_that_is_being_taken_back_is_none(shop: Shop) -> None:
    open_on(shop, Kind.TAKE_BACK)
    assert bar(shop) is Bar.UNSETTLED


def test_an_edit_that_waits_keeps_nobody_from_their_reward(shop: Shop) -> None:
    open_on(shop, Kind.CHANGE, Change(memo="Oat milk"))
    redeemed(shop)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ({"active": False}, Bar.SWITCHED_OFF),
        ({"end": date(2026, 11, 20)}, Bar.EXPIRED),
        ({"start": date(2026, 11, 22)}, Bar.NOT_BEGUN),
        ({"redeemed": True}, Bar.REDEEMED),
    ],
)
def test_a_stamp_that_cannot_be_used_is_not_redeemed(shop: Shop, stamp: dict[str, Any], expected: Bar) -> None:
    put_stamp(shop, **stamp)
    assert bar(shop) is expected


def test_a_stamp_we_do_not_know_is_not_redeemed(shop: Shop) -> None:
    assert shop.rewards.redeem(RedeemRequest("press", 999)) == Barred(Bar.NO_SUCH_STAMP)


def test_no_next_one_is_offered_where_the_customer_has_it_or_the_shop_has_not(shop: Shop) -> None:
    shop.put_stamp(1302)
    assert redeemed(shop).next is None
    shop.settings = replace(shop.settings, cards=())
    assert redeemed(shop).next is None


def test_what_another_counter_took_back_meanwhile_is_not_redeemed(shop: Shop) -> None:
    redeemed(shop)
    shop.clock.advance(61)
    shop.api.remove(STAMP)
    shop.send()
    (entry,) = shop.entries()
    assert (entry.state, entry.why, entry.attention) == (State.REFUSED, Why.NOTHING_TO_DO, True)
    assert shop.api.told(Call.UPDATE) == []
    held = shop.customers.holdings("c1")
    assert held
    assert held.cards[0].tally(held.cards[0].live[0]).expected == 9
