"""Refilling: as many as wanted, behind everything else, never doubled, and never for ever where it fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.validity import Unit, ValidFor, ValidUntil
from kiosk_app.services.issuing import IssueRequest
from tests.conftest import LogWatch
from tests.fakes.stamp_api import OFFLINE, lost, refused, slow_down
from tests.shops import COFFEE, Shop

DAY_S = 86_400
HOUR_S = 3_600


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.account_tried()
    return shop


def want(shop: Shop, count: int, **more: object) -> None:
    shop.settings = replace(shop.settings, cards=(replace(COFFEE, ready=count, **more),))  # type: ignore[arg-type]


def refill(shop: Shop) -> list[Entry]:
    """Beats until nothing is left to do."""
    done = []
    while entry := shop.refilling.send_next():
        done.append(entry)
        if entry.state is State.WAITING:
            break
    return done


def states(shop: Shop) -> list[tuple[Kind, State]]:
    return [(entry.kind, entry.state) for entry in shop.entries()]


def test_as_many_are_made_as_wanted_and_no_more(shop: Shop) -> None:
    want(shop, 3)
    refill(shop)
    assert shop.ready() == (1347, 1348, 1349)
    assert refill(shop) == []
    made = shop.api.stamps[1347].new
    entry = shop.entries()[0]
    assert (made.active, made.memo) == (False, f"ready, not handed out #{entry.reference}")
    assert made.user == replace(made.user, user_id="", name="", phone="", email="")
    assert entry.customer_id is None


def test_none_is_made_where_none_is_wanted_or_nothing_was_tried(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    want(shop, 3)
    assert refill(shop) == []
    shop.account_tried()
    want(shop, 0)
    assert refill(shop) == []


def test_switched_on_where_the_owner_prefers(shop: Shop) -> None:
    want(shop, 1, ready_active=True)
    refill(shop)
    assert shop.api.stamps[1347].new.active


def test_one_that_was_handed_out_is_made_good(shop: Shop) -> None:
    want(shop, 1)
    refill(shop)
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    assert [(entry.kind, entry.state) for entry in refill(shop)] == [
        (Kind.HAND_OUT, State.DONE),
        (Kind.READY, State.DONE),
    ]
    assert shop.ready() == (1348,)


def test_customers_come_first(shop: Shop) -> None:
    want(shop, 1)
    shop.api.script(Call.CREATE, OFFLINE)
    refill(shop)
    assert states(shop) == [(Kind.READY, State.WAITING)]
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    shop.clock.advance(60)
    assert [entry.kind for entry in refill(shop)] == [Kind.ISSUE, Kind.READY]


def test_only_one_waits_while_the_line_is_down(shop: Shop) -> None:
    want(shop, 5)
    for _ in range(5):
        shop.api.script(Call.CREATE, OFFLINE)
        refill(shop)
        shop.clock.advance(60)
    assert states(shop) == [(Kind.READY, State.WAITING)]


def test_nothing_is_opened_while_the_service_asks_for_quiet(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    shop.api.script(Call.CREATE, slow_down(30))
    shop.send()
    want(shop, 1)
    assert refill(shop) == []
    assert len(shop.entries()) == 1


def test_one_that_is_lost_as_it_is_made_is_set_aside_and_another_is_made(shop: Shop) -> None:
    want(shop, 1)
    shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    refill(shop)
    assert states(shop) == [(Kind.READY, State.ASIDE), (Kind.READY, State.DONE)]
    assert not any(entry.attention for entry in shop.entries())
    assert shop.ready() == (1348,)  # the lost one is nobody's, and is handed to nobody


def test_after_several_were_lost_in_a_row_it_waits_and_tries_again(shop: Shop) -> None:
    want(shop, 1)
    shop.api.script(Call.CREATE, *[lost(Call.CREATE)] * 4)
    refill(shop)
    assert [state for _, state in states(shop)] == [State.ASIDE] * 3
    shop.clock.advance(HOUR_S - 1)
    assert refill(shop) == []
    shop.clock.advance(1)
    refill(shop)
    assert [state for _, state in states(shop)] == [State.ASIDE] * 4
    shop.clock.advance(HOUR_S)
    refill(shop)
    assert shop.ready() == (1347,)


def test_a_refusal_waits_until_somebody_has_seen_it(shop: Shop) -> None:
    want(shop, 1)
    shop.api.script(Call.CREATE, refused("Your plan is full."))
    refill(shop)
    shop.clock.advance(DAY_S)
    assert refill(shop) == []
    (entry,) = shop.entries()
    assert entry.attention
    shop.resolving.drop(entry.id)
    refill(shop)
    assert shop.ready() == (1347,)


def test_a_refusal_on_one_card_is_none_on_another(shop: Shop) -> None:
    shop.settings = replace(shop.settings, cards=(StampCard(999, "Gone", ready=1), replace(COFFEE, ready=1)))
    refill(shop)
    with shop.store.reading() as work:
        assert len(work.ready.stock(123)) == 1
        assert work.ready.stock(999) == ()


def test_the_sender_that_died_while_making_one_left_an_unused_stamp(shop: Shop, log_watch: LogWatch) -> None:
    log_watch.expect("its sender ended while sending")
    want(shop, 1)
    shop.api.script(Call.CREATE, OFFLINE)
    refill(shop)
    shop.clock.advance(60)
    with shop.store.writing() as work:
        work.journal.claim("dead", only=None, ignore_due=True)
    shop.refilling.recover()
    assert states(shop) == [(Kind.READY, State.ASIDE)]


# Fewer are wanted, or none


def hand_out(shop: Shop, *names: str) -> list[Kind]:
    """One to each; what was opened for them, and for the stock meanwhile."""
    known = len(shop.entries())
    for name in names:
        with shop.store.writing() as work:
            work.directory.add(Customer(name, Details(name=name)))
        shop.issuing.open(IssueRequest(f"press for {name}", 123, customer_id=name))
        shop.clock.advance(60)  # the budget of calls
        refill(shop)
    return [entry.kind for entry in shop.entries()[known:]]


def unused(shop: Shop) -> list[StampIdx | None]:
    now = shop.clock.now()
    page = shop.outbox.page(now, now, 12, shop.settings.instant_cards)
    return sorted(line.entry.stamp_idx for line in page.unused)  # type: ignore[type-var]  # numbers, all of them


def test_those_above_a_lower_number_are_used_up_before_another_is_made(shop: Shop) -> None:
    want(shop, 3)
    refill(shop)
    want(shop, 1)
    assert refill(shop) == []
    assert unused(shop) == []
    assert hand_out(shop, "Ann", "Ben") == [Kind.HAND_OUT, Kind.HAND_OUT]
    assert hand_out(shop, "Cleo") == [Kind.HAND_OUT, Kind.READY]
    assert len(shop.ready()) == 1


def test_where_none_is_wanted_any_more_those_that_are_left_are_listed(shop: Shop) -> None:
    want(shop, 3)
    refill(shop)
    want(shop, 0)
    assert unused(shop) == [1347, 1348, 1349]
    assert hand_out(shop, "Ann") == [Kind.ISSUE]
    shop.settings = replace(shop.settings, cards=())
    assert unused(shop) == [1347, 1348, 1349]
    want(shop, 3)
    assert unused(shop) == []
    assert hand_out(shop, "Ben") == [Kind.HAND_OUT, Kind.READY]


def test_one_that_was_cleared_up_is_never_handed_out(shop: Shop) -> None:
    want(shop, 2)
    refill(shop)
    want(shop, 0)
    made = shop.entries()[0]
    shop.outbox.cleared_up(made.id)
    assert unused(shop) == [1348]
    want(shop, 2)
    assert shop.ready() == (1348,)
    refill(shop)
    assert shop.ready() == (1348, 1349)
    assert unused(shop) == []


# Renewing


def test_one_that_has_gone_stale_is_renewed(shop: Shop) -> None:
    want(shop, 1)
    refill(shop)
    shop.clock.advance(7 * DAY_S)
    assert refill(shop) == []
    shop.clock.advance(DAY_S)
    shop.api.today = shop.clock.today()
    (entry,) = refill(shop)
    assert (entry.kind, entry.state, entry.customer_id) == (Kind.CHANGE, State.DONE, None)
    made = shop.api.stamps[1347].new
    assert (made.start, made.end, made.active) == (date(2026, 11, 29), date(2027, 11, 29), False)
    assert made.memo.startswith("ready, not handed out #")
    assert refill(shop) == []
    assert shop.ready() == (1347,)


@pytest.mark.parametrize(
    ("valid", "days", "is_renewed"),
    [(ValidFor(8, Unit.DAYS), 2, False), (ValidFor(8, Unit.DAYS), 3, True), (ValidUntil(date(2027, 1, 31)), 60, False)],
)
def test_short_ones_go_stale_sooner_and_a_fixed_end_never(
    shop: Shop, valid: ValidFor | ValidUntil, days: int, is_renewed: bool
) -> None:
    want(shop, 1, valid=valid)
    refill(shop)
    shop.clock.advance(days * DAY_S)
    shop.api.today = shop.clock.today()
    assert bool(refill(shop)) is is_renewed


def test_one_follows_what_the_owner_changed(shop: Shop) -> None:
    want(shop, 1)
    refill(shop)
    want(shop, 1, ready_active=True, domain="https://go.example")
    refill(shop)
    made = shop.api.stamps[1347].new
    assert (made.active, made.domain) == (True, "https://go.example")
    assert refill(shop) == []


def test_one_that_cannot_be_renewed_is_set_aside_and_made_good(shop: Shop) -> None:
    want(shop, 1)
    refill(shop)
    del shop.api.stamps[1347]  # deleted in the dashboard
    shop.clock.advance(30 * DAY_S)
    refill(shop)
    assert shop.ready() == (1348,)
    with shop.store.reading() as work:
        assert [one.stamp_idx for one in work.ready.aside()] == [1347]


def test_one_whose_renewal_waits_can_be_handed_out_and_one_that_rests_comes_first(shop: Shop) -> None:
    want(shop, 2)
    refill(shop)
    shop.clock.advance(30 * DAY_S)
    shop.api.script(Call.VALIDATE, OFFLINE)
    refill(shop)
    with shop.store.writing() as work:
        taken = [work.ready.take(123, "") for _ in range(3)]
    assert [one and one.stamp_idx for one in taken] == [1348, 1347, None]


def test_a_card_whose_validity_is_over_is_left_alone(shop: Shop) -> None:
    want(shop, 1, valid=ValidUntil(date(2026, 11, 21)))
    refill(shop)
    shop.clock.advance(30 * DAY_S)
    assert refill(shop) == []
    want(shop, 2, valid=ValidUntil(date(2026, 11, 21)))
    assert refill(shop) == []
