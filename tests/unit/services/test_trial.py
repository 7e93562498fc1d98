"""The trial of instant stamps: passed once it is remembered; failed it leaves nothing behind and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.ready import Came, Tried
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.domain.validity import ValidUntil
from kiosk_app.services.trial import Trial
from kiosk_app.store.meta import Fact
from tests.conftest import LogWatch
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, lost, refused
from tests.shops import ADDRESS, COFFEE, Shop

CARD = replace(COFFEE, ready=2)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    with shop.store.writing() as work:
        work.meta.put(Fact.ADDRESS, ADDRESS)
    return shop


def is_tried(shop: Shop) -> bool:
    with shop.store.reading() as work:
        return work.meta.instant_is_tried()


def states(shop: Shop) -> list[State]:
    return [entry.state for entry in shop.entries()]


def test_it_makes_changes_sees_and_deletes_one_and_remembers_that_it_passed(shop: Shop) -> None:
    assert shop.trial.run(CARD) == Tried(Came.PASSED)
    assert [asked.call for asked in shop.api.asked if asked.changes] == [
        Call.CREATE,
        Call.UPDATE,
        Call.DELETE,
    ]
    new = shop.api.told(Call.CREATE)[0].holds
    assert isinstance(new, NewStamp)
    reference = shop.entries()[0].reference
    assert (new.active, new.memo) == (False, f"trial of instant stamps, deleted at once #{reference}")
    assert shop.api.stamps == {}
    assert is_tried(shop)
    assert [(entry.kind, entry.state) for entry in shop.entries()] == [
        (Kind.READY, State.DONE),
        (Kind.CHANGE, State.DONE),
        (Kind.DELETE, State.DONE),
    ]


def test_it_is_not_repeated_at_the_same_address_and_is_at_another(shop: Shop) -> None:
    shop.trial.run(CARD)
    shop.api.asked.clear()
    assert shop.trial.run(CARD) == Tried(Came.PASSED)
    assert shop.api.asked == []
    with shop.store.writing() as work:
        work.meta.put(Fact.ADDRESS, "https://elsewhere.example")
    shop.trial.run(CARD)
    assert shop.api.told(Call.CREATE)


def test_the_trials_stamp_is_never_ready_whatever_becomes_of_it(shop: Shop) -> None:
    shop.api.script(Call.DELETE, refused("No."))
    assert shop.trial.run(CARD) == Tried(Came.REFUSED, Reason.REFUSED, "No.")
    shop.settings = replace(shop.settings, cards=(CARD,))
    assert shop.ready() == ()
    with shop.store.reading() as work:
        assert [one.stamp_idx for one in work.ready.aside()] == [1347]


def test_a_refusal_is_told_once_and_stays_off(shop: Shop) -> None:
    shop.api.script(Call.CREATE, refused("Your plan has no stamps."))
    assert shop.trial.run(CARD) == Tried(Came.REFUSED, Reason.REFUSED, "Your plan has no stamps.")
    assert states(shop) == [State.REFUSED, State.CANCELLED, State.CANCELLED]
    assert not is_tried(shop)
    assert shop.outbox.open() == ()


def test_a_change_that_is_refused_leaves_no_stamp_behind(shop: Shop) -> None:
    shop.api.script(Call.UPDATE, refused("Not on this plan."))
    assert shop.trial.run(CARD).came is Came.REFUSED
    assert shop.api.stamps == {}


def test_without_internet_nothing_stays_open(shop: Shop) -> None:
    shop.api.script(Call.CREATE, OFFLINE)
    assert shop.trial.run(CARD) == Tried(Came.NOT_SENT, Reason.NO_INTERNET)
    assert states(shop) == [State.CANCELLED] * 3
    assert not is_tried(shop)


def test_cut_off_after_the_create_the_rest_sends_itself(shop: Shop) -> None:
    shop.api.script(Call.VALIDATE, OFFLINE)
    assert shop.trial.run(CARD) == Tried(Came.NOT_SENT, Reason.NO_INTERNET)
    assert len(shop.api.stamps) == 1
    shop.clock.advance(60)
    while shop.send():
        pass
    assert shop.api.stamps == {}
    assert shop.outbox.open() == ()
    assert not is_tried(shop)


def test_a_lost_create_is_set_aside(shop: Shop) -> None:
    shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    assert shop.trial.run(CARD) == Tried(Came.LOST, Reason.LOST)
    assert states(shop) == [State.ASIDE, State.CANCELLED, State.CANCELLED]


def test_a_key_that_is_refused_is_said(shop: Shop, log_watch: LogWatch) -> None:
    log_watch.expect("sending stopped|refused")
    shop.api.script(Call.CREATE, KEY_REFUSED)
    assert shop.trial.run(CARD) == Tried(Came.NOT_SENT, Reason.KEY_REFUSED)
    assert states(shop) == [State.CANCELLED] * 3


def test_without_a_key_nothing_is_opened(shop: Shop) -> None:
    assert Trial(shop.store, shop.clock, None).run(CARD) == Tried(Came.NO_KEY)
    assert shop.entries() == ()


def test_a_card_that_is_over_cannot_be_tried(shop: Shop) -> None:
    assert shop.trial.run(replace(CARD, valid=ValidUntil(date(2026, 1, 1)))) == Tried(Came.OVER)
    assert shop.entries() == ()


def test_a_stamp_that_is_not_shown_once_it_is_on_does_not_pass(shop: Shop) -> None:
    none_such = refused("The stamp does not exist.")
    shop.api.script(Call.VALIDATE, none_such, none_such)
    assert shop.trial.run(CARD).came is Came.UNSEEN


@pytest.mark.parametrize(("domain", "came"), [("", Came.PASSED), ("https://strange.example/x", Came.NO_LINK)])
def test_links_must_be_known_in_advance(tmp_path: Path, domain: str, came: Came) -> None:
    shop = Shop(tmp_path, text_ids=True, link_domain=domain)
    with shop.store.writing() as work:
        work.meta.put(Fact.ADDRESS, ADDRESS)
    assert shop.trial.run(CARD).came is came
