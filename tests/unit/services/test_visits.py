"""Adding visits: as many as there are places, by the card's policies, in one commit; and what is said where not."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Draft, Entry, Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.stamp import Change
from kiosk_app.domain.visiting import Bar, Barred
from kiosk_app.services.issuing import IssueRequest
from kiosk_app.services.visits import VisitRequest, Visits, VisitsOpened
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import make_store
from tests.fakes.stamp_api import OFFLINE, lost
from tests.shops import BROWN, COFFEE, Shop

STAMP = 1301
NO_POLICY = replace(COFFEE, pause_s=0)


def make_shop(folder: Path, card: StampCard = NO_POLICY, **stamp: Any) -> Shop:
    shop = Shop(folder, (card,))
    shop.put_stamp(STAMP, **stamp)
    return shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Seven of ten, and no policies."""
    return make_shop(tmp_path)


def add(shop: Shop, press: str = "press", count: int = 1, **more: Any) -> VisitsOpened | Barred:
    return shop.visits.add(VisitRequest(press, STAMP, count, **more))


def added(shop: Shop, press: str = "press", count: int = 1, **more: Any) -> tuple[Entry, ...]:
    opened = add(shop, press, count, **more)
    assert isinstance(opened, VisitsOpened), opened
    return opened.entries


def bar(shop: Shop, press: str = "another press", count: int = 1, **more: Any) -> Bar:
    before = shop.entries()
    barred = add(shop, press, count, **more)
    assert isinstance(barred, Barred), barred
    assert shop.entries() == before, "nothing was opened"
    return barred.bar


def open_on(shop: Shop, kind: Kind, fields: Change | None = None) -> Entry:
    with shop.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), kind, 123, "c1", STAMP, fields)
        return work.journal.open(f"{kind} {draft.reference}", [draft]).entries[0]


class InSeoul(FakeClock):
    """In a shop nine hours ahead of UTC."""

    def today(self) -> date:
        return self.now().astimezone().date()


@pytest.fixture
def in_seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if sys.platform != "win32":
        monkeypatch.setenv("TZ", "Asia/Seoul")
        time.tzset()
        yield
        monkeypatch.undo()
        time.tzset()


def drain(shop: Shop) -> None:
    while shop.send():
        pass


# Places


def test_visits_of_one_press_are_one_intent_with_an_entry_each_in_order(shop: Shop) -> None:
    first, second, third = added(shop, count=3)
    assert {entry.intent for entry in (first, second, third)} == {"press"}
    assert (first.leader, second.leader, third.leader) == (None, first.id, first.id)
    drain(shop)
    assert [asked.stamp_idx for asked in shop.api.told(Call.ADD)] == [STAMP] * 3
    assert shop.api.stamps[STAMP].visits == 10


def test_the_same_press_again_adds_nothing(shop: Shop) -> None:
    entries = added(shop, count=2)
    again = add(shop, count=2)
    assert isinstance(again, VisitsOpened)
    assert (again.existing, again.entries) == (True, entries)
    assert len(shop.entries()) == 2


def test_a_press_whose_stamp_was_deleted_meanwhile_is_still_that_press(shop: Shop) -> None:
    added(shop)
    with shop.store.writing() as work:
        work.directory.drop_stamp(STAMP)
    again = add(shop)
    assert isinstance(again, VisitsOpened)
    assert again.tally is None


def test_what_waits_takes_a_place(shop: Shop) -> None:
    added(shop, count=2)
    assert bar(shop, count=2) is Bar.TOO_FEW_PLACES
    added(shop, "last")
    assert bar(shop) is Bar.FULL
    assert bar(shop, anyway=True) is Bar.FULL


def test_what_is_taken_back_is_free_again(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, visits=10)
    assert bar(shop) is Bar.FULL
    open_on(shop, Kind.TAKE_BACK)
    added(shop)
    assert bar(shop) is Bar.FULL
    drain(shop)
    assert shop.api.stamps[STAMP].visits == 10
    assert {entry.state for entry in shop.entries()} == {State.DONE}


def test_a_visit_nobody_knows_of_takes_a_place_once(shop: Shop) -> None:
    added(shop, count=3)
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    shop.send()
    assert bar(shop) is Bar.FULL
    opened = shop.visits.add(VisitRequest("press", STAMP, 3))
    assert isinstance(opened, VisitsOpened)
    assert opened.tally
    assert (opened.tally.expected, opened.tally.waiting, opened.tally.in_doubt) == (10, 3, True)
    shop.clock.advance(0.5)
    shop.looking.look(STAMP)  # a page's look sees it before the sender has proved it
    opened = shop.visits.add(VisitRequest("press", STAMP, 3))
    assert isinstance(opened, VisitsOpened)
    assert opened.tally
    assert (opened.tally.confirmed, opened.tally.expected, opened.tally.waiting) == (8, 10, 2)


def test_the_tally_tells_confirmed_and_waiting_apart(shop: Shop) -> None:
    opened = add(shop)
    assert isinstance(opened, VisitsOpened)
    assert opened.tally
    tally = opened.tally
    assert (tally.expected, tally.places, tally.waiting, tally.free, tally.as_of) == (8, 10, 1, 2, START)
    held = shop.customers.holdings("c1")
    assert held
    assert held.cards[0].tally(held.cards[0].live[0]) == tally


def test_a_stamp_nobody_has_looked_at_has_the_cards_places(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, replace(NO_POLICY, places=4), visits=None, places=None, as_of=None)
    assert bar(shop, count=5) is Bar.TOO_FEW_PLACES
    added(shop, count=4)
    drain(shop)
    assert shop.api.stamps[STAMP].visits == 4


def test_a_card_that_was_taken_out_of_the_settings_goes_on(shop: Shop) -> None:
    shop.settings = replace(shop.settings, cards=())
    added(shop)
    assert bar(shop) is Bar.PAUSE


def test_less_than_one_visit_is_wrong(shop: Shop) -> None:
    with pytest.raises(BadInput):
        add(shop, count=0)


# The stamp


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ({"redeemed": True}, Bar.REDEEMED),
        ({"active": False}, Bar.SWITCHED_OFF),
        ({"end": date(2026, 11, 20)}, Bar.EXPIRED),
        ({"start": date(2026, 11, 22)}, Bar.NOT_BEGUN),
    ],
)
def test_a_stamp_that_cannot_be_used_takes_none(tmp_path: Path, stamp: dict[str, Any], expected: Bar) -> None:
    assert bar(make_shop(tmp_path, **stamp)) is expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (Kind.REDEEM, None, Bar.REDEEMED),
        (Kind.DELETE, None, Bar.BEING_DELETED),
        (Kind.CHANGE, Change(active=False), Bar.SWITCHED_OFF),
        (Kind.CHANGE, Change(end=date(2026, 11, 20)), Bar.EXPIRED),
        (Kind.CHANGE, Change(start=date(2026, 11, 22)), Bar.NOT_BEGUN),
    ],
)
def test_what_waits_to_be_done_to_it_counts_as_done(
    shop: Shop, kind: Kind, fields: Change | None, expected: Bar
) -> None:
    open_on(shop, kind, fields)
    assert bar(shop) is expected


def test_a_stamp_that_is_being_switched_on_takes_visits(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, active=False)
    open_on(shop, Kind.CHANGE, Change(active=True))
    added(shop)
    drain(shop)
    assert shop.api.stamps[STAMP].visits == 8


def test_an_instant_stamp_takes_visits_before_the_service_has_heard_of_its_customer(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (NO_POLICY,))
    shop.keep_ready()
    (stamp_idx,) = shop.ready()
    shop.issuing.open(IssueRequest("issue", 123, customer_id="c1"))
    assert isinstance(shop.visits.add(VisitRequest("press", stamp_idx)), VisitsOpened)
    drain(shop)
    assert shop.api.stamps[stamp_idx].visits == 1


def test_a_stamp_we_do_not_know_takes_none(shop: Shop) -> None:
    assert shop.visits.add(VisitRequest("press", 999)) == Barred(Bar.NO_SUCH_STAMP)


# Policies


def test_the_pause_counts_down_and_can_be_passed(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, COFFEE)
    added(shop)
    shop.clock.advance(12)
    barred = add(shop, "another press")
    assert isinstance(barred, Barred)
    assert (barred.bar, barred.limits.pause_until) == (Bar.PAUSE, START + timedelta(seconds=60))
    added(shop, "another press", anyway=True)
    shop.clock.advance(60)
    added(shop, "later")


def test_the_pause_is_of_the_customer_and_the_card_whatever_the_stamp(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, COFFEE)
    shop.put_stamp(1302)
    shop.put_stamp(1303, card_idx=131)
    shop.settings = replace(shop.settings, cards=(COFFEE, StampCard(131, "Bakery card")))
    added(shop)
    barred = shop.visits.add(VisitRequest("second", 1302))
    assert isinstance(barred, Barred)
    assert barred.bar is Bar.PAUSE
    assert isinstance(shop.visits.add(VisitRequest("third", 1303)), VisitsOpened)


def test_several_visits_of_one_press_are_not_held_apart_by_the_pause(tmp_path: Path) -> None:
    added(make_shop(tmp_path, COFFEE), count=3)


def test_a_visit_that_was_taken_back_holds_up_none(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, replace(COFFEE, per_day=1))
    added(shop)
    drain(shop)
    assert bar(shop) is Bar.DAY_IS_OVER
    shop.undoing.undo_visits("press")
    added(shop, "the right one")
    drain(shop)
    assert shop.api.stamps[STAMP].visits == 8


def test_a_visit_that_was_refused_or_cancelled_holds_up_none(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, replace(COFFEE, per_day=1))
    added(shop)
    shop.undoing.undo_visits("press")
    added(shop, "again")
    shop.api.stamps[STAMP] = replace(shop.api.stamps[STAMP], visits=10)
    shop.clock.advance(61)
    drain(shop)
    assert shop.entries()[-1].state is State.REFUSED
    shop.api.stamps[STAMP] = replace(shop.api.stamps[STAMP], visits=3)
    shop.looking.look(STAMP)
    added(shop, "once more")


def test_at_most_so_many_a_day(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, replace(NO_POLICY, per_day=2), visits=0)
    barred = add(shop, count=3)
    assert isinstance(barred, Barred)
    assert (barred.bar, barred.limits.left_today) == (Bar.DAY_IS_OVER, 2)
    added(shop, count=2)
    assert bar(shop) is Bar.DAY_IS_OVER
    assert bar(shop, anyway=True) is Bar.DAY_IS_OVER
    shop.clock.advance(14 * 3600)  # past midnight
    added(shop, "tomorrow")


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot change its time zone there")
def test_the_day_is_the_shops_own(tmp_path: Path, in_seoul: None) -> None:
    shop = make_shop(tmp_path, replace(NO_POLICY, per_day=1), visits=0)
    shop.clock = clock = InSeoul(START)
    shop.store = make_store(tmp_path, clock)
    shop.visits = Visits(shop.store, lambda: shop.settings, clock)
    added(shop)  # at 19:42
    assert bar(shop) is Bar.DAY_IS_OVER
    clock.advance(4.5 * 3600)
    added(shop, "after midnight in the shop, on the same day in UTC")


def test_a_clock_set_back_holds_up_no_visit_until_it_is_that_time_again(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, COFFEE)
    added(shop)
    shop.clock.set_by(-3600)
    added(shop, "another press")
    assert bar(shop, "a third") is Bar.PAUSE


def test_a_move_to_the_right_customer_counts_as_their_visit(tmp_path: Path) -> None:
    """A take back that follows another customer's visit is nobody's undo."""
    shop = make_shop(tmp_path, replace(NO_POLICY, per_day=1))
    with shop.store.writing() as work:
        work.directory.add(replace(BROWN, id="c2"))
        there = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", STAMP)
        here = Draft(work.journal.fresh_reference(), Kind.TAKE_BACK, 123, "c2", 1302)
        work.journal.open("move", [there, here])
    assert bar(shop) is Bar.DAY_IS_OVER


def test_the_policies_hold_after_a_restart_and_for_what_is_offline(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, COFFEE)
    added(shop)
    shop.api.script(Call.ADD, OFFLINE)
    shop.send()
    shop.store = make_store(tmp_path, shop.clock, "another process")
    shop.visits = Visits(shop.store, lambda: shop.settings, shop.clock)
    assert bar(shop) is Bar.PAUSE


def test_the_customers_page_is_told_what_the_policies_leave(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, replace(COFFEE, per_day=3))
    added(shop, count=2)
    held = shop.customers.holdings("c1")
    assert held
    (card,) = held.cards
    assert (card.limits.left_today, card.limits.pause_until) == (1, START + timedelta(seconds=60))
    assert card.bar(card.live[0], START.date()) is None
