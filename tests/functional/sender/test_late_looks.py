"""The late look: what was settled after a doubt is counted once more, and what happened twice is never silent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Change
from kiosk_app.practice import PracticeService
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.sender import Owner
from tests.conftest import LogWatch
from tests.counters import Counter, make_counter
from tests.services import PRACTICE_KEY


def visits(service: PracticeService) -> int:
    return service.truth().stamps[0].visits


def sent(counter: Counter) -> Entry:
    entry = counter.sender.send_next()
    assert entry
    return entry


def looked(counter: Counter) -> Entry:
    entry = counter.sender.prove_next()
    assert entry
    return entry


def applied(service: PracticeService) -> None:
    service.release()
    assert service.wait_until(idle=True)


def proved_missing(counter: Counter, stamp_idx: StampIdx, kind: Kind) -> Entry:
    """A visit that the service took in and has not applied when the settle time is over."""
    entry = counter.open(kind, stamp_idx)
    assert sent(counter).state is State.UNKNOWN
    counter.clock.advance(30)
    assert looked(counter).state is State.WAITING
    return entry


@pytest.mark.parametrize(("kind", "twice"), [(Kind.VISIT, 3), (Kind.TAKE_BACK, 0)])
def test_what_the_service_did_later_than_the_settle_time_is_listed(
    counter: Counter, service: PracticeService, log_watch: LogWatch, kind: Kind, twice: int
) -> None:
    log_watch.expect("possibly double")
    stamp_idx = counter.issued()
    counter.api.update(stamp_idx, Change(visits=1 if kind is Kind.VISIT else 2, domain="", active=True, redeemed=False))
    service.mood("late:add,remove:x1")
    entry = proved_missing(counter, stamp_idx, kind)
    assert sent(counter).state is State.DONE
    applied(service)
    assert visits(service) == twice
    counter.clock.advance(89)
    assert counter.sender.prove_next() is None
    counter.clock.advance(1)
    looked(counter)
    doubled = counter.entry(entry)
    assert (doubled.state, doubled.why, doubled.attention) == (State.DONE, Why.POSSIBLY_DOUBLE, True)
    outbox = Outbox(counter.store)
    assert [line.entry.id for line in outbox.open()] == [entry.id]
    assert (outbox.standing().needs, outbox.standing().waiting) == (1, 0)
    with counter.store.writing() as work:
        work.journal.dismiss(entry.id)
    assert outbox.open() == ()
    assert counter.entry(entry).why is Why.POSSIBLY_DOUBLE
    with counter.store.reading() as work:
        last = work.journal.events(entry.id)[-1]
    assert (last.before, last.after, last.why) == (State.DONE, State.DONE, Why.POSSIBLY_DOUBLE)
    assert str(twice) in last.note


def test_what_arrives_between_the_proof_and_the_second_sending_is_not_sent_again(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    service.mood("late:add:x1")
    entry = proved_missing(counter, stamp_idx, Kind.VISIT)
    applied(service)
    assert sent(counter).state is State.DONE
    assert counter.entry(entry).why is Why.PROVED
    assert visits(service) == 1


def test_a_count_that_moved_otherwise_before_the_second_sending_is_for_a_person(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    service.mood("dropped:add:x1")
    entry = proved_missing(counter, stamp_idx, Kind.VISIT)
    for _ in range(2):
        counter.api.add(stamp_idx)  # another counter
    asked = sent(counter)
    assert (asked.id, asked.state, asked.due_at, asked.attention) == (entry.id, State.UNKNOWN, None, True)
    assert (asked.count_first, asked.count_seen) == (0, 2)
    assert visits(service) == 2


def test_what_was_proved_done_is_looked_at_once_more_and_then_left_alone(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.advance(1)
    looked(counter)
    counter.clock.advance(119)
    again = looked(counter)
    assert (again.id, again.state, again.attention, again.look_again_at) == (entry.id, State.DONE, False, None)
    assert counter.sender.prove_next() is None


def test_what_came_after_it_is_explained(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.advance(1)
    looked(counter)
    for kind in (Kind.VISIT, Kind.VISIT, Kind.TAKE_BACK):
        counter.open(kind, stamp_idx)
        assert sent(counter).state is State.DONE
    counter.open(Kind.CHANGE, stamp_idx, Change(visits=5))
    sent(counter)
    counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.advance(120)
    assert not looked(counter).attention
    assert (counter.entry(entry).count_seen, visits(service)) == (6, 6)


def test_it_waits_while_something_on_the_stamp_is_in_doubt(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    """Two doubts at once could explain each other away."""
    log_watch.expect("possibly double")
    stamp_idx = counter.issued()
    service.mood("late:add:x1")
    first = proved_missing(counter, stamp_idx, Kind.VISIT)
    assert sent(counter).state is State.DONE
    applied(service)
    service.mood("lost:add:x1")
    second = counter.open(Kind.VISIT, stamp_idx)
    counter.clock.advance(90)
    assert sent(counter).state is State.UNKNOWN
    assert counter.sender.prove_next() is None
    counter.clock.advance(1)
    assert looked(counter).id == second.id
    assert looked(counter).id == first.id
    assert counter.entry(first).why is Why.POSSIBLY_DOUBLE
    assert visits(service) == 3


def test_a_late_look_that_is_overdue_happens_once_the_line_is_back(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.advance(1)
    looked(counter)
    service.go_away()
    counter.clock.advance(3600)
    assert looked(counter).look_again_at
    assert counter.sender.prove_next() is None  # the back-off
    service.come_back()
    counter.clock.advance(30)
    looked(counter)
    assert counter.entry(entry).look_again_at is None


def test_what_was_refused_and_not_there_is_listed_when_it_shows_after_all(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("possibly double")
    stamp_idx = counter.issued()
    service.mood("status:409:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.advance(30)
    assert looked(counter).state is State.REFUSED
    counter.api.add(stamp_idx)
    counter.clock.advance(90)
    looked(counter)
    assert (counter.entry(entry).state, counter.entry(entry).why) == (State.REFUSED, Why.POSSIBLY_DOUBLE)


def test_what_a_dead_sender_left_is_looked_at_late_too(
    tmp_path: Path, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("its sender ended while sending")
    dead = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("dead", lambda _: True))
    entry = dead.open(Kind.VISIT, dead.issued())
    with dead.store.writing() as work:
        claimed = work.journal.claim("dead", only=None, ignore_due=False)
        assert claimed
        work.journal.mark_going(claimed, 0)
    living = make_counter(tmp_path, service.address, PRACTICE_KEY)
    living.sender.recover()
    assert living.entry(entry).look_again_at == living.clock.now() + timedelta(seconds=120)


# The clock


@pytest.mark.parametrize("jump_s", [86_400, 3600, -3600, -60, -1_800_000_000])
def test_a_clock_that_is_set_neither_shortens_nor_lengthens_the_settle_time(
    counter: Counter, service: PracticeService, jump_s: float
) -> None:
    stamp_idx = counter.issued()
    service.mood("late:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.set_by(jump_s)
    for _ in range(29):
        counter.clock.advance(1)
        counter.sender.prove_next()
        assert counter.entry(entry).state is State.UNKNOWN
    applied(service)
    counter.clock.advance(31)
    looked(counter)
    assert counter.entry(entry).state is State.DONE
    assert visits(service) == 1


@pytest.mark.parametrize("jump_s", [86_400, -3600])
def test_a_clock_that_is_set_neither_hurries_nor_hangs_the_late_look(
    counter: Counter, service: PracticeService, jump_s: float
) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.advance(1)
    looked(counter)
    counter.clock.set_by(jump_s)
    received = len(service.truth().requests)
    counter.clock.advance(60)
    counter.sender.prove_next()
    assert len(service.truth().requests) == received
    counter.clock.advance(60)
    looked(counter)
    assert counter.entry(entry).look_again_at is None
    assert len(service.truth().requests) == received + 1


@pytest.mark.parametrize(("jump_s", "settled_after_s"), [(-3600, 30), (-1_800_000_000, 30), (10, 20)])
def test_after_a_restart_the_clock_is_trusted_unless_it_is_before_the_doubt(
    tmp_path: Path, service: PracticeService, jump_s: float, settled_after_s: float
) -> None:
    counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
    stamp_idx = counter.issued()
    service.mood("dropped:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.set_by(jump_s)
    again = make_counter(tmp_path, service.address, PRACTICE_KEY, clock=counter.clock)
    again.sender.prove_next()
    counter.clock.advance(settled_after_s - 1)
    again.sender.prove_next()
    assert again.entry(entry).state is State.UNKNOWN
    counter.clock.advance(1)
    again.sender.prove_next()
    assert again.entry(entry).state is State.WAITING
