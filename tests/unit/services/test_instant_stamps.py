"""Instant stamps handed out: at once, once, also offline; refused, undone and guarded as an issue is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import HasCard, StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.settings import Service, Told
from kiosk_app.domain.stamp import Change
from kiosk_app.services.issuing import HasStamp, IssueOpened, IssueRequest
from kiosk_app.services.undoing import Undone
from kiosk_app.store.meta import Fact
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import COFFEE, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.keep_ready(1)
    return shop


def issue(shop: Shop, intent: str = "press", **more: Any) -> tuple[Entry, ...]:
    opened = shop.issuing.open(replace(IssueRequest(intent, 123, customer_id="c1"), **more))
    assert isinstance(opened, IssueOpened)
    return opened.entries


def undo(shop: Shop) -> Undone:
    return shop.undoing.undo_issue("press")


def drain(shop: Shop) -> None:
    while shop.send():
        pass


def now(shop: Shop, entry: Entry) -> Entry:
    return next(one for one in shop.entries() if one.id == entry.id)


def is_on(shop: Shop) -> bool:
    return shop.api.stamps[1347].new.active


def live(shop: Shop) -> int:
    held = shop.customers.holdings("c1")
    assert held
    return len(held.cards[0].live)


def test_issuing_takes_a_ready_stamp_and_its_link_is_known_at_once(shop: Shop) -> None:
    (entry,) = issue(shop)
    assert (entry.kind, entry.state, entry.stamp_idx) == (Kind.HAND_OUT, State.WAITING, 1347)
    assert shop.api.asked == []
    assert shop.ready() == ()
    stamp = shop.looking.ours(1347)
    assert stamp
    assert stamp.url == "https://vvd.bz/stamp/1347"
    assert (stamp.customer_id, stamp.active, stamp.end) == ("c1", False, date(2027, 11, 21))


def test_the_service_is_then_told_whose_it_is(shop: Shop) -> None:
    (entry,) = issue(shop)
    drain(shop)
    assert now(shop, entry).state is State.DONE
    true = shop.api.stamps[1347]
    assert true.new.active
    assert (true.new.user.name, true.new.user.user_id) == ("Brown Smith", "c1")
    assert true.new.memo == f"#{entry.reference}"
    assert len(shop.api.stamps) == 1
    assert live(shop) == 1


def test_the_service_is_told_only_our_id_where_the_owner_wants_that(shop: Shop) -> None:
    shop.settings = replace(shop.settings, service=Service(told=Told.ID))
    issue(shop)
    drain(shop)
    assert (shop.api.stamps[1347].new.user.name, shop.api.stamps[1347].new.user.user_id) == ("", "c1")


def test_handing_out_waits_for_the_line_and_the_customer_does_not(shop: Shop) -> None:
    (entry,) = issue(shop)
    shop.api.script(Call.VALIDATE, OFFLINE)
    assert shop.send()
    assert now(shop, entry).state is State.WAITING
    assert now(shop, entry).reason is Reason.NO_INTERNET
    shop.clock.advance(60)
    drain(shop)
    assert now(shop, entry).state is State.DONE
    assert shop.api.stamps[1347].new.active


def test_a_lost_answer_is_sent_again_and_doubles_nothing(shop: Shop) -> None:
    (entry,) = issue(shop)
    shop.api.script(Call.UPDATE, lost(Call.UPDATE), applies=True)
    shop.send()
    assert now(shop, entry).state is State.UNKNOWN
    shop.clock.advance(60)
    drain(shop)
    assert now(shop, entry).state is State.DONE
    assert len(shop.api.stamps) == 1


def test_switched_on_it_can_be_used_before_the_service_has_heard(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep_ready(1, ready_active=True)
    issue(shop)
    assert shop.api.stamps[1347].new.active
    stamp = shop.looking.ours(1347)
    assert stamp
    assert stamp.active


def test_the_first_visit_follows_the_hand_out(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (replace(COFFEE, first_visit=True),))
    shop.keep_ready(1)
    handed, visit = issue(shop)
    assert (visit.kind, visit.leader, visit.stamp_idx) == (Kind.VISIT, handed.id, 1347)
    drain(shop)
    assert [entry.state for entry in (now(shop, handed), now(shop, visit))] == [State.DONE, State.DONE]
    assert shop.api.stamps[1347].visits == 1


def test_a_refused_hand_out_cancels_its_visit_and_leaves_the_way_to_a_new_one(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (replace(COFFEE, first_visit=True),))
    shop.keep_ready(1, ready_active=True)
    handed, visit = issue(shop)
    shop.api.script(Call.UPDATE, refused("No such stamp."))
    shop.send()
    assert now(shop, handed).state is State.REFUSED
    assert now(shop, handed).attention
    assert now(shop, visit).state is State.CANCELLED
    assert live(shop) == 0
    assert issue(shop, "again")[0].kind is Kind.ISSUE


def test_a_hand_out_counts_as_an_issue_for_the_policies(shop: Shop) -> None:
    shop.keep_ready(2)
    first = issue(shop)
    assert issue(shop, "second press") == first
    drain(shop)
    assert isinstance(shop.issuing.open(IssueRequest("third", 123, customer_id="c1")), HasStamp)
    assert len(shop.ready()) == 1


def test_the_same_press_twice_takes_one(shop: Shop) -> None:
    shop.keep_ready(2)
    assert issue(shop) == issue(shop)
    assert len(shop.ready()) == 1


@pytest.mark.parametrize("fields", [{"active": False}, {"domain": "https://other.example"}])
def test_what_a_ready_stamp_cannot_be_is_issued(shop: Shop, fields: dict[str, Any]) -> None:
    (entry,) = issue(shop, **fields)
    assert entry.kind is Kind.ISSUE
    assert len(shop.ready()) == 1


def test_dates_and_memo_of_the_request_go_with_it(shop: Shop) -> None:
    issue(shop, start=date(2026, 11, 22), end=date(2026, 12, 24), memo="Window seat")
    drain(shop)
    new = shop.api.stamps[1347].new
    assert (new.start, new.end) == (date(2026, 11, 22), date(2026, 12, 24))
    assert new.memo.startswith("Window seat #")


@pytest.mark.parametrize("off", ["none wanted", "moved"])
def test_none_is_handed_out_where_they_are_off_or_the_service_has_moved(shop: Shop, off: str) -> None:
    if off == "none wanted":
        shop.settings = replace(shop.settings, cards=(COFFEE,))
    else:
        with shop.store.writing() as work:
            work.meta.put(Fact.ADDRESS, "https://elsewhere.example")
    assert issue(shop)[0].kind is Kind.ISSUE


def test_none_is_handed_out_after_they_were_all_set_aside(shop: Shop) -> None:
    with shop.store.writing() as work:
        assert work.ready.set_all_aside() == 1
        assert [one.stamp_idx for one in work.ready.aside()] == [1347]
    assert issue(shop)[0].kind is Kind.ISSUE


def test_each_of_many_customers_gets_another_one(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (StampCard(123, "Coffee card", has_card=HasCard.NEW),))
    shop.keep_ready(3)
    given = []
    for number in range(4):
        with shop.store.writing() as work:
            work.directory.add(Customer(f"d{number}", Details(name=f"D{number}")))
        given.append(issue(shop, f"press {number}", customer_id=f"d{number}")[0])
    assert [entry.kind for entry in given] == [Kind.HAND_OUT] * 3 + [Kind.ISSUE]
    assert len({entry.stamp_idx for entry in given[:3]}) == 3


# Undoing


def test_undone_before_it_was_sent_it_is_switched_off_all_the_same(shop: Shop) -> None:
    (entry,) = issue(shop)
    undone = undo(shop)
    assert not undone.cancelled
    (change,) = undone.entries
    assert (change.kind, change.leader, change.stamp_idx) == (Kind.CHANGE, None, 1347)
    assert change.fields == Change(active=False, memo=f"#{entry.reference}")
    assert now(shop, entry).state is State.CANCELLED
    assert live(shop) == 0
    drain(shop)
    assert not shop.api.stamps[1347].new.active
    assert shop.api.told(Call.UPDATE)
    assert shop.ready() == ()


def test_undone_once_it_is_there_it_is_switched_off(shop: Shop) -> None:
    issue(shop)
    drain(shop)
    assert is_on(shop)
    assert undo(shop) == undo(shop)
    drain(shop)
    assert not is_on(shop)
    assert live(shop) == 0


def test_undone_after_the_hand_out_was_refused_it_is_switched_off(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep_ready(1, ready_active=True)
    issue(shop)
    shop.api.script(Call.UPDATE, refused("Not today."))
    drain(shop)
    undo(shop)
    drain(shop)
    assert not shop.api.stamps[1347].new.active


def test_the_undoing_of_a_lost_hand_out_comes_after_it(shop: Shop) -> None:
    (entry,) = issue(shop)
    shop.api.script(Call.UPDATE, lost(Call.UPDATE))
    shop.send()
    undo(shop)
    drain(shop)
    assert now(shop, entry).state is State.UNKNOWN  # its turn has not come
    assert len(shop.api.told(Call.UPDATE)) == 1
    shop.clock.advance(60)
    drain(shop)
    assert now(shop, entry).state is State.DONE
    assert not shop.api.stamps[1347].new.active
