"""What a person says of an entry: each choice where it fits, and nothing at all where it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.choices import Cannot
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Turn, Why
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.stamp import Change, NewStamp
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.resolving import CannotResolve, Resolved, Resolving, Unconfirmed
from kiosk_app.store.journal import Step
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import Shop

FIRST_VISIT = StampCard(123, "Coffee card", "a free coffee", first_visit=True)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def issue(shop: Shop) -> tuple[Entry, ...]:
    opened = shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    assert isinstance(opened, IssueOpened)
    return opened.entries


def lost_issue(shop: Shop, *, applies: bool = False) -> Entry:
    issue(shop)
    shop.api.script(Call.CREATE, lost(Call.CREATE), applies=applies)
    sent = shop.send()
    assert sent
    return sent


def open_on(shop: Shop, kind: Kind, stamp_idx: StampIdx = 1301, change: Change | None = None) -> Entry:
    with shop.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), kind, 123, "c1", stamp_idx, change)
        return work.journal.open(new_id(), [draft]).entries[0]


def odd_visit(shop: Shop) -> Entry:
    """A visit whose count somebody else changed too, so that only a person can tell."""
    shop.put_stamp()
    entry = open_on(shop, Kind.VISIT)
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    shop.send()
    shop.api.add(1301)
    shop.clock.advance(1)
    assert shop.sender.prove_next()
    return now(shop, entry)


def now(shop: Shop, entry: Entry) -> Entry:
    with shop.store.reading() as work:
        found = work.journal.entry(entry.id)
    assert found
    return found


def cannot(choice: Callable[[], object]) -> Cannot:
    with pytest.raises(CannotResolve) as caught:
        choice()
    return caught.value.why


# Give a new one


def test_a_new_one_is_given_and_the_lost_one_set_aside(shop: Shop) -> None:
    old = lost_issue(shop)
    given = shop.resolving.give_new(old.id)
    (new,) = given.opened
    assert (given.entry.state, given.entry.why, given.entry.doubted_at) == (
        State.ASIDE,
        Why.GIVEN_NEW,
        old.doubted_at,
    )
    assert (new.state, new.kind, new.customer_id) == (State.WAITING, Kind.ISSUE, "c1")
    assert isinstance(old.fields, NewStamp)
    assert isinstance(new.fields, NewStamp)
    assert new.fields.memo == f"#{new.reference}"
    assert (new.fields.start, new.fields.end, new.fields.user) == (old.fields.start, old.fields.end, old.fields.user)
    assert [line.entry.reference for line in shop.outbox.page(shop.clock.now(), shop.clock.now(), 50, []).unused] == [
        old.reference
    ]
    sent = shop.send()
    assert sent
    assert (sent.id, sent.state) == (new.id, State.DONE)


def test_pressed_twice_one_is_given(shop: Shop) -> None:
    old = lost_issue(shop)
    first, second = shop.resolving.give_new(old.id), shop.resolving.give_new(old.id)
    assert first.opened == second.opened
    assert len(shop.entries()) == 2


def test_a_new_one_that_is_lost_too_can_be_given_anew(shop: Shop) -> None:
    (second,) = shop.resolving.give_new(lost_issue(shop).id).opened
    shop.api.script(Call.CREATE, lost(Call.CREATE))
    shop.send()
    (third,) = shop.resolving.give_new(second.id).opened
    assert isinstance(third.fields, NewStamp)
    assert third.fields.memo == f"#{third.reference}"


def test_the_first_visit_goes_with_the_new_one(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (FIRST_VISIT,))
    opened = shop.resolving.give_new(lost_issue(shop).id).opened
    assert [(entry.kind, entry.state, entry.leader) for entry in opened] == [
        (Kind.ISSUE, State.WAITING, None),
        (Kind.VISIT, State.WAITING, opened[0].id),
    ]
    assert [entry.state for entry in shop.entries()][:2] == [State.ASIDE, State.CANCELLED]


def test_no_new_one_is_given_for_what_is_not_lost(shop: Shop) -> None:
    (waiting,) = issue(shop)
    assert cannot(lambda: shop.resolving.give_new(waiting.id)) is Cannot.NOT_ITS_CHOICE
    shop.send()
    assert cannot(lambda: shop.resolving.give_new(waiting.id)) is Cannot.SETTLED
    assert cannot(lambda: shop.resolving.give_new(odd_visit(shop).id)) is Cannot.NOT_ITS_CHOICE
    assert cannot(lambda: shop.resolving.give_new(404)) is Cannot.NO_SUCH_ENTRY


def test_for_a_refused_hand_out_a_new_one_is_given(shop: Shop) -> None:
    shop.put_stamp(visits=0, active=False)
    new = NewStamp(123, shop.clock.today(), shop.clock.today() + timedelta(days=365))
    handed = Change(start=new.start, end=new.end, active=True, memo="x", user=new.user)
    entry = open_on(shop, Kind.HAND_OUT, change=handed)
    shop.api.script(Call.UPDATE, refused("No."))
    shop.send()
    given = shop.resolving.give_new(entry.id)
    assert (given.entry.state, given.entry.attention) == (State.REFUSED, False)
    assert [(one.kind, one.state) for one in given.opened] == [(Kind.ISSUE, State.WAITING)]


# It is there


def test_a_stamp_with_our_reference_is_ours(shop: Shop) -> None:
    old = lost_issue(shop, applies=True)
    found = shop.resolving.it_is_there(old.id, 1347)
    assert isinstance(found, Resolved)
    assert (found.entry.state, found.entry.stamp_idx, found.entry.doubted_at) == (State.DONE, 1347, None)
    ours = shop.looking.ours(1347)
    assert ours
    assert (ours.customer_id, ours.visits) == ("c1", 0)


def test_what_follows_goes_on_with_the_stamp_that_was_found(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (FIRST_VISIT,))
    old = lost_issue(shop, applies=True)
    shop.resolving.it_is_there(old.id, 1347)
    sent = shop.send()
    assert sent
    assert (sent.kind, sent.stamp_idx, sent.state) == (Kind.VISIT, 1347, State.DONE)


@pytest.mark.parametrize("active", [True, False])
def test_a_stamp_that_does_not_show_that_it_is_ours_needs_a_persons_word(shop: Shop, *, active: bool) -> None:
    old = lost_issue(shop, applies=True)
    shop.api.update(1347, Change(memo="edited elsewhere", active=active))
    asked = shop.resolving.it_is_there(old.id, 1347)
    assert isinstance(asked, Unconfirmed)
    assert (asked.seen is not None, bool(asked.message)) == (active, not active)
    assert now(shop, old).state is State.UNKNOWN
    found = shop.resolving.it_is_there(old.id, 1347, confirmed=True)
    assert isinstance(found, Resolved)
    assert found.entry.state is State.DONE


def test_a_stamp_of_another_card_or_another_customer_is_never_taken(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (StampCard(123, "Coffee card"), StampCard(131, "Lunch card")))
    old = lost_issue(shop)
    shop.put_stamp(1301)
    shop.api.create(NewStamp(131, shop.clock.today(), shop.clock.today()))
    assert cannot(lambda: shop.resolving.it_is_there(old.id, 1301, confirmed=True)) is Cannot.OTHER_STAMP
    assert cannot(lambda: shop.resolving.it_is_there(old.id, 1347, confirmed=True)) is Cannot.OTHER_STAMP
    assert now(shop, old).state is State.UNKNOWN


def test_without_the_service_nobody_can_say_that_it_is_there(shop: Shop) -> None:
    old = lost_issue(shop, applies=True)
    shop.api.script(Call.VALIDATE, OFFLINE)
    with pytest.raises(CannotResolve) as caught:
        shop.resolving.it_is_there(old.id, 1347, confirmed=True)
    assert (caught.value.why, caught.value.reason) == (Cannot.NO_ANSWER, Reason.NO_INTERNET)


def test_what_was_settled_while_the_service_was_asked_stays_as_it_is(shop: Shop) -> None:
    old = lost_issue(shop, applies=True)

    class Meanwhile:
        """A look during which another process drops the entry."""

        def see(self, stamp_idx: StampIdx, _deadline_s: float | None) -> object:
            shop.resolving.drop(old.id)
            return shop.looking.see(stamp_idx)

    slow = Resolving(shop.store, Meanwhile())  # type: ignore[arg-type]
    assert cannot(lambda: slow.it_is_there(old.id, 1347)) is Cannot.SETTLED
    assert now(shop, old).state is State.ASIDE


# It is not there


def test_what_is_not_there_is_sent_again(shop: Shop) -> None:
    old = lost_issue(shop)
    waiting = shop.resolving.not_there(old.id).entry
    assert (waiting.state, waiting.doubted_at) == (State.WAITING, None)
    sent = shop.send()
    assert sent
    assert (sent.id, sent.state) == (old.id, State.DONE)
    assert len(shop.api.stamps) == 1


def test_what_was_undone_and_is_not_there_is_not_sent_again(shop: Shop) -> None:
    old = lost_issue(shop)
    shop.undoing.undo_issue("press")
    assert shop.resolving.not_there(old.id).entry.state is State.CANCELLED
    assert [entry.state for entry in shop.entries()] == [State.CANCELLED, State.CANCELLED]
    assert shop.send() is None


def test_an_issue_that_was_undone_while_it_was_sent_in_vain_is_cancelled(shop: Shop) -> None:
    issue(shop)
    with shop.store.writing() as work:
        sending = work.journal.claim("me", only=None, ignore_due=False)
    assert sending
    (follower,) = shop.undoing.undo_issue("press").entries
    assert follower.turn is Turn.UNDO
    with shop.store.writing() as work:
        left = work.journal.take(sending, Step(State.WAITING, Why.ANSWERED, Reason.NO_INTERNET, due_at=work.now))
    assert (left.state, left.why) == (State.CANCELLED, Why.UNDONE)
    assert now(shop, follower).state is State.CANCELLED


# Counted or not


def test_counted_settles_a_visit_and_its_count_is_looked_at_before_the_next(shop: Shop) -> None:
    entry = odd_visit(shop)
    assert (entry.count_before, entry.count_seen, entry.why) == (7, 9, Why.COUNT_ODD)
    assert shop.resolving.counted(entry.id).entry.state is State.DONE
    stamp = shop.looking.ours(1301)
    assert stamp
    assert (stamp.visits, stamp.as_of) == (9, None)


@pytest.mark.parametrize("kind", [Kind.VISIT, Kind.TAKE_BACK])
def test_not_counted_is_sent_again_from_the_count_of_that_time(shop: Shop, kind: Kind) -> None:
    shop.put_stamp()
    entry = open_on(shop, kind)
    shop.api.script(kind.call, lost(kind.call))
    shop.send()
    shop.api.update(1301, Change(visits=5))
    shop.clock.advance(1)
    shop.sender.prove_next()
    assert shop.resolving.not_counted(entry.id).entry.state is State.WAITING
    sent = shop.send()
    assert sent
    assert (sent.state, sent.count_before, sent.count_first) == (State.DONE, 5, 5)
    assert shop.api.stamps[1301].visits == (6 if kind is Kind.VISIT else 4)


def test_an_edit_that_a_person_knows_of_is_done(shop: Shop) -> None:
    shop.put_stamp(visits=10)
    entry = open_on(shop, Kind.REDEEM)
    shop.api.script(Call.UPDATE, lost(Call.UPDATE))
    shop.send()
    shop.resolving.counted(entry.id)
    stamp = shop.looking.ours(1301)
    assert stamp
    assert stamp.redeemed


def test_a_stamp_is_not_counted(shop: Shop) -> None:
    old = lost_issue(shop)
    assert cannot(lambda: shop.resolving.counted(old.id)) is Cannot.NOT_ITS_CHOICE
    assert cannot(lambda: shop.resolving.not_counted(old.id)) is Cannot.NOT_ITS_CHOICE


# What is held


def test_what_is_held_goes_when_a_person_sends_it(shop: Shop) -> None:
    (entry,) = issue(shop)
    with shop.store.writing() as work:
        sending = work.journal.claim("me", only=None, ignore_due=False)
        assert sending
        work.journal.take(sending, Step(State.WAITING, Why.ANSWERED))
    assert shop.send() is None
    shop.resolving.send(entry.id)
    sent = shop.send()
    assert sent
    assert sent.state is State.DONE
    assert cannot(lambda: shop.resolving.send(entry.id)) is Cannot.SETTLED


def test_a_visit_in_doubt_is_looked_at_again_when_a_person_sends_it(shop: Shop) -> None:
    entry = odd_visit(shop)
    shop.api.remove(1301)
    shop.resolving.send(entry.id)
    proved = shop.sender.prove_next()
    assert proved
    assert (proved.id, proved.state) == (entry.id, State.DONE)


# Drop


def test_dropping_cancels_what_waits_with_what_follows_it(tmp_path: Path) -> None:
    shop = Shop(tmp_path, (FIRST_VISIT,))
    waiting, _ = issue(shop)
    assert shop.resolving.drop(waiting.id).entry.state is State.CANCELLED
    assert [entry.state for entry in shop.entries()] == [State.CANCELLED, State.CANCELLED]


def test_dropping_sets_aside_what_may_have_happened(shop: Shop) -> None:
    entry = odd_visit(shop)
    later = open_on(shop, Kind.VISIT)
    dropped = shop.resolving.drop(entry.id).entry
    assert (dropped.state, dropped.why, dropped.attention) == (State.ASIDE, Why.DROPPED, False)
    asked = len(shop.api.told(Call.VALIDATE))
    sent = shop.send()
    assert sent
    assert (sent.id, sent.state) == (later.id, State.DONE)
    assert len(shop.api.told(Call.VALIDATE)) == asked + 1, "the count is not taken for fresh"


def test_dropping_dismisses_what_is_settled_and_only_once(shop: Shop) -> None:
    (entry,) = issue(shop)
    shop.api.script(Call.CREATE, refused("No."))
    shop.send()
    assert not shop.resolving.drop(entry.id).entry.attention
    assert shop.outbox.open() == ()
    assert cannot(lambda: shop.resolving.drop(entry.id)) is Cannot.SETTLED


def test_nothing_can_be_said_of_what_is_being_sent(shop: Shop) -> None:
    (entry,) = issue(shop)
    with shop.store.writing() as work:
        assert work.journal.claim("me", only=None, ignore_due=False)
    for choice in (shop.resolving.drop, shop.resolving.send, shop.resolving.not_there, shop.resolving.give_new):
        assert cannot(lambda choice=choice: choice(entry.id)) is Cannot.BEING_SENT  # type: ignore[misc]
