"""Opening an issue: who is meant, what the card allows, and that a refusal saves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import HasCard, StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Draft, Kind
from kiosk_app.domain.problems import BadInput, Fault
from kiosk_app.domain.settings import Service, Settings, Shop, Told
from kiosk_app.domain.stamp import NewStamp, Stamp
from kiosk_app.domain.visiting import Bar
from kiosk_app.services.issuing import HasStamp, IssueOpened, IssueRequest, Issuing, NoSuchCard, SeveralMeant
from kiosk_app.store.store import Store
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import make_store

CARD = StampCard(123, "Coffee card")
ADA = Details(name="Ada", phone="+44 20 7946 0447", email="ada@mail.example", user_id="ada1", etc1="Gold", etc2="x")


class Desk:
    """Issuing on a real store, with settings that a test chooses."""

    def __init__(self, folder: Path, card: StampCard = CARD, told: Told = Told.ALL) -> None:
        self.clock = FakeClock()
        self.store: Store = make_store(folder, self.clock)
        settings = Settings(Shop(counter="Counter 1"), Service(told=told), cards=(card,))
        self.issuing = Issuing(self.store, lambda: settings, self.clock)

    def ask(self, intent: str = "press", **more: Any) -> IssueOpened | HasStamp | SeveralMeant:
        request = IssueRequest(intent, 123, details=ADA)
        return self.issuing.open(replace(request, **more))

    def new(self, **more: Any) -> NewStamp:
        opened = self.ask(**more)
        assert isinstance(opened, IssueOpened)
        fields = opened.entries[0].fields
        assert isinstance(fields, NewStamp)
        return fields

    def put_stamp(self, customer: Customer, **more: Any) -> None:
        stamp = Stamp(
            *(1347, 123, customer.id, None, "", "", 7, 10, START, date(2026, 1, 1), date(2027, 1, 1)),
            *(True, False, START),
        )
        with self.store.writing() as work:
            work.directory.put_stamp(replace(stamp, **more))

    def counts(self) -> tuple[int, int]:
        with self.store.reading() as work:
            return work.look_up.find("ada", 50).total, len(
                tuple(line.entry for line in work.lists.history(None, None, None))
            )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def known(desk: Desk, details: Details = ADA, customer_id: str = "c1") -> Customer:
    customer = Customer(customer_id, details)
    with desk.store.writing() as work:
        work.directory.add(customer)
    return customer


def test_a_new_customer_and_the_entry_are_one_commit(desk: Desk) -> None:
    new = desk.new()
    assert desk.counts() == (1, 1)
    assert (new.user.user_id, new.user.name, new.user.phone) == ("ada1", "Ada", "+44 20 7946 0447")
    assert (new.start, new.end) == (date(2026, 11, 21), date(2027, 11, 21))


def test_the_memo_ends_in_the_reference(desk: Desk) -> None:
    opened = desk.ask(memo="Window seat, {counter}")
    assert isinstance(opened, IssueOpened)
    (entry,) = opened.entries
    assert isinstance(entry.fields, NewStamp)
    assert entry.fields.memo == f"Window seat, Counter 1 #{entry.reference}"


def test_the_service_can_be_told_our_id_alone(tmp_path: Path) -> None:
    new = Desk(tmp_path, told=Told.ID).new()
    assert (new.user.name, new.user.phone, new.user.email, new.user.etc1) == ("", "", "", "")
    assert new.user.user_id not in ("", "ada1")


def test_our_id_stands_for_a_missing_member_id(desk: Desk) -> None:
    opened = desk.ask(details=Details(name="Bob"))
    assert isinstance(opened, IssueOpened)
    assert isinstance(opened.entries[0].fields, NewStamp)
    assert opened.entries[0].fields.user.user_id == opened.customer.id


def test_the_same_press_twice_is_one_issue(desk: Desk) -> None:
    first, second = desk.ask(), desk.ask()
    assert isinstance(first, IssueOpened)
    assert isinstance(second, IssueOpened)
    assert second.existing
    assert second.entries == first.entries
    assert desk.counts() == (1, 1)


@pytest.mark.parametrize("again", [False, True])
def test_while_an_issue_is_open_another_press_gets_that_one(desk: Desk, again: bool) -> None:
    first, second = desk.ask("one"), desk.ask("two", again=again)
    assert isinstance(first, IssueOpened)
    assert isinstance(second, IssueOpened)
    assert second.existing
    assert second.entries == first.entries


@pytest.mark.parametrize("policy", [HasCard.OPEN, HasCard.ASK])
def test_who_has_the_card_gets_no_second_one_by_mistake(tmp_path: Path, policy: HasCard) -> None:
    desk = Desk(tmp_path, replace(CARD, has_card=policy))
    desk.put_stamp(known(desk))
    has = desk.ask()
    assert isinstance(has, HasStamp)
    assert (has.policy, has.stamps[0].stamp_idx) == (policy, 1347)
    assert desk.counts() == (1, 0)


@pytest.mark.parametrize(("policy", "again"), [(HasCard.NEW, False), (HasCard.OPEN, True), (HasCard.ASK, True)])
def test_another_one_is_issued_where_that_is_meant(tmp_path: Path, policy: HasCard, again: bool) -> None:
    desk = Desk(tmp_path, replace(CARD, has_card=policy))
    desk.put_stamp(known(desk))
    assert isinstance(desk.ask(again=again), IssueOpened)


@pytest.mark.parametrize("ended", [{"redeemed": True}, {"active": False}, {"end": date(2026, 11, 20)}])
def test_a_stamp_that_has_ended_is_in_nobodys_way(desk: Desk, ended: dict[str, Any]) -> None:
    desk.put_stamp(known(desk), **ended)
    assert isinstance(desk.ask(), IssueOpened)


def test_several_who_fit_are_named_and_nothing_is_saved(desk: Desk) -> None:
    known(desk, replace(ADA, user_id=""), "c1")
    known(desk, replace(ADA, user_id=""), "c2")
    several = desk.ask()
    assert isinstance(several, SeveralMeant)
    assert {customer.id for customer in several.customers} == {"c1", "c2"}
    assert desk.counts() == (2, 0)


def test_the_first_visit_follows_the_issue(tmp_path: Path) -> None:
    opened = Desk(tmp_path, replace(CARD, first_visit=True)).ask()
    assert isinstance(opened, IssueOpened)
    issue, visit = opened.entries
    assert (visit.kind, visit.leader, opened.left_out) == (Kind.VISIT, issue.id, None)


@pytest.mark.parametrize(
    ("fields", "bar"), [({"active": False}, Bar.SWITCHED_OFF), ({"start": date(2026, 12, 1)}, Bar.NOT_BEGUN)]
)
def test_the_first_visit_is_left_out_of_a_stamp_that_cannot_take_it_and_that_is_said(
    tmp_path: Path, fields: dict[str, Any], bar: Bar
) -> None:
    opened = Desk(tmp_path, replace(CARD, first_visit=True)).ask(**fields)
    assert isinstance(opened, IssueOpened)
    assert (len(opened.entries), opened.left_out) == (1, bar)


@pytest.mark.parametrize(
    ("card", "bar"), [({"pause_s": 60}, Bar.PAUSE), ({"pause_s": 0, "per_day": 1}, Bar.DAY_IS_OVER)]
)
def test_the_first_visit_of_the_next_stamp_is_left_out_where_the_customer_had_theirs(
    tmp_path: Path, card: dict[str, Any], bar: Bar
) -> None:
    desk = Desk(tmp_path, replace(CARD, first_visit=True, **card))
    customer = known(desk)
    with desk.store.writing() as work:
        work.journal.open("visit", [Draft("REF4TEST", Kind.VISIT, CARD.card_idx, customer.id, 1347)])
    opened = desk.ask()
    assert isinstance(opened, IssueOpened)
    assert (len(opened.entries), opened.left_out) == (1, bar)


@pytest.mark.parametrize("kind", [Kind.REDEEM, Kind.DELETE])
def test_a_stamp_that_is_being_redeemed_or_deleted_is_in_nobodys_way(desk: Desk, kind: Kind) -> None:
    customer = known(desk)
    desk.put_stamp(customer)
    with desk.store.writing() as work:
        work.journal.open("redeem", [Draft("REF4TEST", kind, CARD.card_idx, customer.id, 1347)])
    assert isinstance(desk.ask(), IssueOpened)


@pytest.mark.parametrize(
    ("fields", "field", "fault"),
    [
        ({"end": date(2026, 11, 1)}, "end", Fault.IN_THE_PAST),
        ({"start": date(2027, 1, 2), "end": date(2027, 1, 1)}, "end", Fault.REVERSED),
        ({"end": date(2031, 11, 22)}, "end", Fault.TOO_FAR),
        ({"details": Details(etc1="Gold")}, "customer", Fault.NOBODY),
        ({"details": replace(ADA, email="ada.mail.example")}, "email", Fault.NO_AT),
        ({"details": replace(ADA, name="x" * 301)}, "name", Fault.TOO_LONG),
        ({"memo": "x" * 301}, "memo", Fault.TOO_LONG),
        ({"domain": "http://vvd.bz"}, "domain", Fault.BAD_DOMAIN),
        ({"customer_id": "nobody"}, "customer", Fault.MISSING),
    ],
)
def test_bad_input_saves_nothing(desk: Desk, fields: dict[str, Any], field: str, fault: Fault) -> None:
    with pytest.raises(BadInput) as bad:
        desk.ask(**fields)
    assert [(problem.field, problem.fault) for problem in bad.value.problems] == [(field, fault)]
    assert desk.counts() == (0, 0)


def test_what_was_not_known_of_a_customer_is_kept_and_sent_and_nothing_is_replaced(desk: Desk) -> None:
    known(desk, Details(name="Ada Lovelace", user_id="ada1"))
    new = desk.new(details=replace(ADA, name="A. L."))
    assert (new.user.name, new.user.phone, new.user.etc1) == ("Ada Lovelace", ADA.phone, "Gold")
    with desk.store.reading() as work:
        assert work.look_up.find("7946", 5).total == 1


def test_a_card_that_is_not_set_up_is_said(desk: Desk) -> None:
    with pytest.raises(NoSuchCard):
        desk.ask(card_idx=999)
