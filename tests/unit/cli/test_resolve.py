"""``outbox resolve``: each word a person can say, what is sent after it, and what it ends with."""

from __future__ import annotations

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Why
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.store.journal import Step
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, lost, refused
from tests.unit.cli.shop import Shop


@pytest.fixture
def lost_stamp(coffee: Shop) -> Shop:
    """Entry 1 is a stamp for Ann that was made, and whose answer never came."""
    coffee.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    assert coffee.run("issue", "--card", "123", "--name", "Ann").status == 5
    return coffee


@pytest.fixture
def odd_visit(coffee: Shop) -> Shop:
    """Entry 2 is a visit on stamp 1347 that only a person can tell of."""
    assert coffee.run("issue", "--card", "123", "--name", "Ann").status == 0
    with coffee.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, None, 1347)
        (entry,) = work.journal.open(new_id(), [draft]).entries
        claimed = work.journal.claim("0123456789abcdef0123", only=[entry.id], ignore_due=True)
        assert claimed
        going = work.journal.mark_going(claimed, 0)
        work.journal.take(going, Step(State.UNKNOWN, Why.COUNT_ODD, Reason.LOST, attention=True, doubt=True))
    return coffee


def entry(shop: Shop, entry_id: int) -> Entry:
    with shop.store.reading() as work:
        found = work.journal.entry(entry_id)
    assert found
    return found


def new_stamp(shop: Shop, memo: str = "", *, active: bool = True) -> NewStamp:
    today = shop.the_clock.today()
    return NewStamp(123, today, today.replace(year=today.year + 1), active=active, memo=memo)


def test_a_new_one_is_given_and_sent(lost_stamp: Shop) -> None:
    ran = lost_stamp.run("outbox", "resolve", "1", "--give-new", "--json")
    assert (ran.status, ran.document) == (0, {"entries": []})
    assert [entry(lost_stamp, number).state for number in (1, 2)] == [State.ASIDE, State.DONE]
    assert len(lost_stamp.api.stamps) == 2


def test_a_new_one_that_cannot_be_sent_waits(lost_stamp: Shop) -> None:
    lost_stamp.api.script(Call.CREATE, OFFLINE)
    ran = lost_stamp.run("outbox", "resolve", "1", "--give-new", "--json")
    assert ran.status == 3
    assert [one["state"] for one in ran.document["entries"]] == ["waiting"]
    assert "No internet." in ran.err


def test_giving_twice_gives_one(lost_stamp: Shop) -> None:
    for _ in range(2):
        assert lost_stamp.run("outbox", "resolve", "1", "--give-new").status == 0
    assert len(lost_stamp.api.told(Call.CREATE)) == 2, "the lost one and the one given for it"


def test_a_stamp_that_names_the_entry_is_the_lost_one(lost_stamp: Shop) -> None:
    ran = lost_stamp.run("outbox", "resolve", "1", "--stamp", "https://vvd.bz/stamp/1347", "--json")
    assert (ran.status, ran.document) == (0, {"entries": []})
    assert (entry(lost_stamp, 1).state, entry(lost_stamp, 1).stamp_idx) == (State.DONE, 1347)


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_stamp_that_does_not_name_it_needs_a_persons_confirmation(lost_stamp: Shop, is_shown: bool) -> None:
    stamp = lost_stamp.api.stamps[1347]
    lost_stamp.api.stamps[1347] = type(stamp)(new_stamp(lost_stamp, "by hand", active=is_shown))
    ran = lost_stamp.run("outbox", "resolve", "1", "--stamp", "1347")
    assert ran.status == 2
    assert "add --confirmed" in ran.err
    assert entry(lost_stamp, 1).state is State.UNKNOWN
    assert lost_stamp.run("outbox", "resolve", "1", "--stamp", "1347", "--confirmed").status == 0
    assert entry(lost_stamp, 1).state is State.DONE


def test_a_stamp_that_cannot_be_looked_at_stays_unknown(lost_stamp: Shop) -> None:
    lost_stamp.api.script(Call.VALIDATE, OFFLINE, KEY_REFUSED)
    assert lost_stamp.run("outbox", "resolve", "1", "--stamp", "1347").status == 5
    assert lost_stamp.run("outbox", "resolve", "1", "--stamp", "1347").status == 6
    assert entry(lost_stamp, 1).state is State.UNKNOWN


def test_what_is_not_there_is_sent_again(lost_stamp: Shop) -> None:
    assert lost_stamp.run("outbox", "resolve", "1", "--not-there").status == 0
    assert entry(lost_stamp, 1).state is State.DONE
    assert len(lost_stamp.api.told(Call.CREATE)) == 2


def test_what_is_refused_when_it_is_sent_again_says_so(lost_stamp: Shop) -> None:
    lost_stamp.api.script(Call.CREATE, refused("The stamp card is not in use."))
    ran = lost_stamp.run("outbox", "resolve", "1", "--not-there")
    assert ran.status == 4
    assert "The stamp card is not in use." in ran.err


def test_a_visit_that_counted_is_done_and_sends_nothing(odd_visit: Shop) -> None:
    odd_visit.the_vault = MemoryVault()
    assert odd_visit.run("outbox", "resolve", "2", "--counted").status == 0
    assert entry(odd_visit, 2).state is State.DONE
    assert odd_visit.api.told(Call.ADD) == []


def test_a_visit_that_did_not_count_is_sent_again(odd_visit: Shop) -> None:
    assert odd_visit.run("outbox", "resolve", "2", "--not-counted").status == 0
    assert odd_visit.api.stamps[1347].visits == 1


def test_what_is_held_is_sent(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, OFFLINE)
    coffee.run("issue", "--card", "123", "--name", "Ann")
    with coffee.store.writing() as work:
        work.journal.hold_all()
    assert coffee.run("outbox", "send").status == 0, "what is held is not tried"
    assert coffee.run("outbox", "resolve", "1", "--send").status == 0
    assert entry(coffee, 1).state is State.DONE


def test_dropping_ends_the_waiting_and_needs_no_key(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, OFFLINE)
    coffee.run("issue", "--card", "123", "--name", "Ann")
    coffee.the_vault = MemoryVault()
    assert coffee.run("outbox", "resolve", "1", "--drop").status == 0
    assert entry(coffee, 1).state is State.CANCELLED
    assert coffee.run("outbox", "resolve", "1", "--give-new").status == 6


@pytest.mark.parametrize(
    "wrong",
    [
        *((), ("1",), ("1", "--give-new", "--drop"), ("1", "--stamp", "1347", "--drop"), ("0", "--drop")),
        *(("x", "--drop"), ("1", "--drop", "--confirmed"), ("1", "--stamp"), ("1", "--stamp", "no number")),
        *(("9", "--drop"), ("1", "--counted"), ("1", "--not-counted"), ("1", "--send"), ("1", "--send-it")),
    ],
)
def test_wrong_use_changes_nothing(lost_stamp: Shop, wrong: tuple[str, ...]) -> None:
    before = entry(lost_stamp, 1)
    ran = lost_stamp.run("outbox", "resolve", *wrong, "--json")
    assert ran.status == 2, ran.err
    assert ran.document["error"]["what"]
    assert entry(lost_stamp, 1) == before


def test_what_is_settled_stays_as_it_is(coffee: Shop) -> None:
    coffee.run("issue", "--card", "123", "--name", "Ann")
    ran = coffee.run("outbox", "resolve", "1", "--give-new")
    assert (ran.status, ran.err) == (2, "It is settled already.\n")


def test_what_is_being_sent_waits_for_its_answer(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, OFFLINE)
    coffee.run("issue", "--card", "123", "--name", "Ann")
    with coffee.store.writing() as work:
        assert work.journal.claim("another", only=[1], ignore_due=True)
    assert coffee.run("outbox", "resolve", "1", "--drop").status == 3


def test_help_tells_every_word(coffee: Shop) -> None:
    out = coffee.run("outbox", "resolve", "--help").out
    for word in ("--give-new", "--stamp IDX", "--confirmed", "--not-there", "--counted", "--not-counted", "--send"):
        assert word in out
    assert "stamp-kiosk outbox resolve 17 --stamp 1347" in out
