"""The budget of calls and the order of what is sent: who goes first, who waits, and that nothing goes unpaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kiosk_app.domain.entry import Draft, Entry, Kind, State, Turn
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.outcome import Reach, Reason
from kiosk_app.domain.pace import pace
from kiosk_app.domain.stamp import Change
from kiosk_app.practice import PracticeService
from kiosk_app.services.looking import Sight
from kiosk_app.services.undoing import Undoing
from tests.counters import Counter, make_counter
from tests.services import PRACTICE_KEY

MOST = pace(150, 60, 1).most


def left(counter: Counter) -> float:
    with counter.store.reading() as work:
        return work.budget.purse().calls or 0.0


def spend(counter: Counter, calls: float) -> None:
    """So many are left."""
    with counter.store.writing() as work:
        purse = work.budget.purse()
        work.budget.keep(replace(purse, calls=calls, as_of=work.now))


def send(counter: Counter) -> Entry | None:
    return counter.sender.send_next()


def grow_old(counter: Counter) -> None:
    counter.clock.advance(61)


def test_every_call_is_paid_for(counter: Counter, service: PracticeService) -> None:
    full = MOST
    stamp_idx = counter.issued()
    assert left(counter) == full - 1
    counter.open(Kind.VISIT, stamp_idx)
    send(counter)
    assert left(counter) == full - 3, "the look and the write"
    counter.open(Kind.VISIT, stamp_idx)
    send(counter)
    assert left(counter) == full - 4, "it was looked at just now"
    counter.looking.look(stamp_idx)
    assert left(counter) == full - 5
    counter.account.test()
    assert left(counter) == full - 6
    service.mood("lost:add:x1")
    counter.open(Kind.VISIT, stamp_idx)
    send(counter)
    counter.clock.advance(1)
    before = left(counter)
    counter.sender.prove_next()
    assert left(counter) == min(before + pace(150, 60, 1).per_s, full) - 1
    assert len(service.truth().requests) == 8


def test_a_look_that_leaves_nothing_to_write_gives_the_write_back(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    before = left(counter)
    counter.open(Kind.TAKE_BACK, stamp_idx)
    refused = send(counter)
    assert refused
    assert refused.state is State.REFUSED
    assert left(counter) == before - 1


def test_two_processes_share_one_budget(tmp_path: Path, service: PracticeService) -> None:
    one = make_counter(tmp_path, service.address, PRACTICE_KEY)
    other = make_counter(tmp_path, service.address, PRACTICE_KEY, clock=one.clock)
    one.issued("Ada")
    other.issued("Bob")
    assert left(one) == left(other) == MOST - 2


def test_what_waits_long_leaves_one_call_in_five_for_who_stands_there(counter: Counter) -> None:
    for number in range(12):
        counter.issue(f"customer {number}")
    grow_old(counter)
    sent = 0
    while send(counter):
        sent += 1
    assert sent == 6
    fresh = counter.issue("Zoe")
    done = send(counter)
    assert done
    assert (done.id, done.state) == (fresh[0].id, State.DONE)
    counter.clock.advance(1.1)
    assert send(counter)


def test_what_was_opened_just_now_goes_before_what_waits_and_an_undo_before_all(counter: Counter) -> None:
    first = counter.issue("Ada")[0]
    send(counter)
    old = counter.issue("Bob")[0]
    grow_old(counter)
    new = counter.issue("Cyd")[0]
    (undo,) = Undoing(counter.store).undo_issue(first.intent).entries
    order = [entry.id for entry in iter(lambda: send(counter), None)]
    assert order == [undo.id, new.id, old.id]


def test_an_old_undo_still_goes_first(counter: Counter) -> None:
    first = counter.issue("Ada")[0]
    send(counter)
    old = counter.issue("Bob")[0]
    (undo,) = Undoing(counter.store).undo_issue(first.intent).entries
    grow_old(counter)
    spend(counter, 2)
    sent = send(counter)
    assert sent
    assert sent.id == undo.id
    assert send(counter) is None, "what is left is kept for the first"
    counter.clock.advance(60)
    sent = send(counter)
    assert sent
    assert sent.id == old.id


def test_a_refill_goes_when_nothing_else_is_due(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    waiting = counter.issue("Bob")[0]
    with counter.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), Kind.READY, 123, None, None, waiting.fields, turn=Turn.REFILL)
        (ready,) = work.journal.open(new_id(), [draft]).entries
    sent = send(counter)
    assert sent
    assert sent.id == waiting.id
    service.mood("lost:add:x1")
    counter.open(Kind.VISIT, stamp_idx)
    send(counter)
    counter.clock.advance(1)
    assert send(counter) is None, "a look is overdue"
    counter.sender.prove_next()
    sent = send(counter)
    assert sent
    assert (sent.id, sent.state) == (ready.id, State.DONE)


def test_a_late_look_lets_what_waits_go_first(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:add:x1")
    counter.open(Kind.VISIT, stamp_idx)
    send(counter)
    counter.clock.advance(1)
    counter.sender.prove_next()
    counter.clock.advance(120)
    counter.issue("Bob")
    assert counter.sender.prove_next() is None
    send(counter)
    assert counter.sender.prove_next()


def test_on_one_stamp_the_older_always_goes_first(counter: Counter) -> None:
    stamp_idx = counter.issued()
    old = counter.open(Kind.VISIT, stamp_idx)
    grow_old(counter)
    new = counter.open(Kind.CHANGE, stamp_idx, Change(memo="x"))
    assert [entry.id for entry in iter(lambda: send(counter), None)] == [old.id, new.id]


def test_too_many_requests_empties_the_budget(counter: Counter, service: PracticeService) -> None:
    stamp_idx: StampIdx = counter.issued()
    service.mood("busy:create:x1:1")
    counter.issue("Bob")
    send(counter)
    assert left(counter) == 0
    look = counter.looking.look(stamp_idx)
    assert (look.sight, look.reason) == (Sight.OURS, Reason.SLOW_DOWN)
    assert counter.account.test().reach is Reach.SLOW_DOWN
    received = len(service.truth().requests)
    counter.clock.advance(1.1)
    assert send(counter)
    assert len(service.truth().requests) == received + 1


def test_sending_all_that_waits_keeps_the_pace_and_says_so_once(counter: Counter, service: PracticeService) -> None:
    for number in range(40):
        counter.issue(f"customer {number}")
    grow_old(counter)
    began, said = counter.clock.now(), list[int]()
    drained = counter.finishing.drain(said.append)
    took_s = (counter.clock.now() - began).total_seconds()
    per_s = pace(150, 60, 1).per_s
    assert {entry.state for entry in drained.tried} == {State.DONE}
    assert len(drained.tried) == 40
    assert said == [round(per_s * 60)]
    assert (40 - 6) / per_s <= took_s <= (40 - 6) / per_s + 3
    assert not drained.held_up


def test_a_command_for_its_own_entries_waits_for_the_budget(counter: Counter) -> None:
    (entry,) = counter.issue("Ada")
    spend(counter, 0)
    (done,) = counter.finishing.finish([entry.id])
    assert done.state is State.DONE
    assert counter.clock.now() - done.opened_at < timedelta(seconds=2)


def test_too_many_requests_is_heard_wherever_it_is_said(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("busy:validate:x1:9")
    counter.looking.look(stamp_idx)
    assert (left(counter), counter.account.is_held_up()) == (0, True)
    assert counter.account.state().quiet_until == counter.clock.now() + timedelta(seconds=9)
    counter.clock.advance(60)
    counter.issue("Bob")
    assert send(counter)
