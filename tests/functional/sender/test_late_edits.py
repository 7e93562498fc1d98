"""An edit that the service applies late, after newer ones: those wait while it may, and what it undid is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.practice import PracticeService, TrueStamp
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.resolving import Resolving
from kiosk_app.services.sender import Owner
from tests.conftest import LogWatch
from tests.counters import Counter, make_counter
from tests.services import PRACTICE_KEY

OLDER, NEWER = Change(memo="older"), Change(memo="newer")
OFF, ON = Change(active=False), Change(active=True)


def truth(service: PracticeService) -> TrueStamp:
    (stamp,) = service.truth().stamps
    return stamp


def sent(counter: Counter) -> Entry:
    entry = counter.sender.send_next()
    assert entry
    return entry


def applied(service: PracticeService) -> None:
    service.release()
    assert service.wait_until(idle=True)


def late_edit(counter: Counter, service: PracticeService, stamp_idx: StampIdx, change: Change = OLDER) -> Entry:
    """Done by its second attempt; the first is still with the service, which has not applied it."""
    service.mood("late:update:x1")
    edit = counter.open(Kind.CHANGE, stamp_idx, change)
    assert sent(counter).state is State.UNKNOWN
    counter.clock.advance(1)
    assert sent(counter).state is State.DONE
    return edit


def test_a_newer_edit_waits_while_an_older_one_may_still_be_applied(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    late_edit(counter, service, stamp_idx)
    newer = counter.open(Kind.CHANGE, stamp_idx, NEWER)
    assert counter.sender.send_next() is None
    assert counter.sender.send_next([newer.id], ignore_due=True) is None
    applied(service)
    counter.clock.advance(29)
    assert sent(counter).state is State.DONE
    assert truth(service).memo == "newer"


def test_a_visit_and_another_stamp_need_not_wait(counter: Counter, service: PracticeService) -> None:
    stamp_idx, other = counter.issued("Ada"), counter.issued("Bob")
    late_edit(counter, service, stamp_idx)
    visit, edit = counter.open(Kind.VISIT, stamp_idx), counter.open(Kind.CHANGE, other, NEWER)
    assert [sent(counter).id, sent(counter).id] == [visit.id, edit.id]


def test_a_clock_that_is_set_back_holds_no_edit_for_longer(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    late_edit(counter, service, stamp_idx)
    counter.clock.set_by(-3600)
    counter.open(Kind.CHANGE, stamp_idx, NEWER)
    assert sent(counter).state is State.DONE


def test_an_undo_waits_until_the_hand_out_before_it_cannot_come_later(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    late_edit(counter, service, stamp_idx, ON)
    counter.open(Kind.CHANGE, stamp_idx, OFF)
    assert counter.sender.send_next() is None
    applied(service)
    counter.clock.advance(29)
    assert sent(counter).state is State.DONE
    assert not truth(service).active


LATER = {
    "a memo": (Change(memo="older"), Kind.CHANGE, Change(memo="newer")),
    "an extra": (Change(user=UserFields(etc1="older")), Kind.CHANGE, Change(user=UserFields(etc1="newer"))),
    "switching off": (OLDER, Kind.CHANGE, OFF),
    "switching on": (OFF, Kind.CHANGE, ON),
    "redeeming": (OLDER, Kind.REDEEM, None),
    "a visit, by a count that was set": (Change(visits=3), Kind.VISIT, None),
}


def stamp_for(counter: Counter, kind: Kind) -> StampIdx:
    """A reward is there for a full stamp alone."""
    stamp_idx = counter.issued()
    if kind is Kind.REDEEM:
        counter.api.update(stamp_idx, Change(visits=10))
    return stamp_idx


@pytest.mark.parametrize("what", LATER)
def test_what_a_late_edit_undid_after_the_settle_time_is_listed(
    counter: Counter, service: PracticeService, log_watch: LogWatch, what: str
) -> None:
    log_watch.expect("a newer change may be undone")
    older, kind, newer = LATER[what]
    stamp_idx = stamp_for(counter, kind)
    late = late_edit(counter, service, stamp_idx, older)
    counter.clock.advance(30)
    counter.open(kind, stamp_idx, newer)
    assert sent(counter).state is State.DONE
    as_it_should_be = truth(service)
    applied(service)
    assert truth(service) != as_it_should_be
    counter.clock.advance(88)
    assert counter.sender.prove_next() is None
    counter.clock.advance(1)
    counter.sender.prove_next()
    listed = counter.entry(late)
    assert (listed.state, listed.why, listed.attention) == (State.DONE, Why.OVERWROTE, True)
    outbox = Outbox(counter.store)
    assert [line.entry.id for line in outbox.open()] == [late.id]
    assert counter.sender.prove_next() is None


@pytest.mark.parametrize("what", LATER)
def test_what_was_not_undone_is_not_listed(counter: Counter, service: PracticeService, what: str) -> None:
    older, kind, newer = LATER[what]
    stamp_idx = stamp_for(counter, kind)
    late = late_edit(counter, service, stamp_idx, older)
    applied(service)
    counter.clock.advance(30)
    counter.open(kind, stamp_idx, newer)
    assert sent(counter).state is State.DONE
    counter.clock.advance(90)
    counter.sender.prove_next()
    assert (counter.entry(late).attention, counter.entry(late).look_again_at) == (False, None)
    assert Outbox(counter.store).open() == ()


def test_where_nothing_came_after_it_no_late_look_is_spent(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    late = late_edit(counter, service, stamp_idx)
    counter.open(Kind.VISIT, stamp_idx)
    assert sent(counter).state is State.DONE
    asked = len(service.truth().requests)
    counter.clock.advance(120)
    counter.sender.prove_next()
    assert counter.entry(late).look_again_at is None
    assert len(service.truth().requests) == asked


def test_where_the_line_is_down_the_late_look_waits(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    late = late_edit(counter, service, stamp_idx)
    counter.clock.advance(30)
    counter.open(Kind.CHANGE, stamp_idx, NEWER)
    sent(counter)
    counter.clock.advance(90)
    service.go_away()
    counter.sender.prove_next()
    assert counter.entry(late).look_again_at
    service.come_back()
    counter.clock.advance(30)
    counter.sender.prove_next()
    assert (counter.entry(late).attention, counter.entry(late).look_again_at) == (False, None)


def test_an_edit_that_a_dead_sender_left_holds_up_newer_ones_too(
    tmp_path: Path, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("its sender ended while sending")
    dead = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("dead", lambda _: True))
    stamp_idx = dead.issued()
    dead.open(Kind.CHANGE, stamp_idx, OLDER)
    with dead.store.writing() as work:
        claimed = work.journal.claim("dead", only=None, ignore_due=False)
        assert claimed
        work.journal.mark_going(claimed, 0)
    living = make_counter(tmp_path, service.address, PRACTICE_KEY)
    living.sender.recover()
    assert sent(living).state is State.DONE
    living.open(Kind.CHANGE, stamp_idx, NEWER)
    assert living.sender.send_next() is None
    living.clock.advance(30)
    assert sent(living).state is State.DONE


def test_what_a_person_settled_is_looked_at_late_all_the_same(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    """They said what they saw, and could not know what was still on its way."""
    log_watch.expect("a newer change may be undone|refused")
    stamp_idx = counter.issued("Ada")
    service.mood("late:update:x1")
    older = counter.open(Kind.CHANGE, stamp_idx, OLDER)
    sent(counter)
    service.mood("refuses:update:x1:Not now")
    counter.clock.advance(1)
    assert sent(counter).attention
    Resolving(counter.store, counter.looking).drop(older.id)
    counter.clock.advance(30)
    counter.open(Kind.CHANGE, stamp_idx, NEWER)
    assert sent(counter).state is State.DONE
    applied(service)
    counter.clock.advance(90)
    counter.sender.prove_next()
    listed = counter.entry(older)
    assert (listed.state, listed.why, listed.attention) == (State.ASIDE, Why.OVERWROTE, True)
