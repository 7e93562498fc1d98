"""The one sender against a real service on a real socket: what is done, what is not, and what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.outcome import Reach, Reason
from kiosk_app.domain.stamp import Change
from kiosk_app.practice import Habits, PracticeService
from kiosk_app.services.sender import Owner
from tests.conftest import LogWatch
from tests.counters import COFFEE, Counter, make_counter
from tests.fakes.clock import START
from tests.services import PRACTICE_KEY, practice_in_process


def creates(service: PracticeService) -> int:
    return len(service.truth().stamps)


def sent(counter: Counter, entry: Entry | None = None) -> Entry:
    settled = counter.sender.send_next([entry.id] if entry else None)
    assert settled
    return settled


def test_an_issue_is_done_with_the_fields_of_the_tap(counter: Counter, service: PracticeService) -> None:
    (entry,) = counter.issue("Ada")
    done = sent(counter)
    (stamp,) = service.truth().stamps
    assert (done.state, done.stamp_idx) == (State.DONE, stamp.stamp_idx)
    assert (stamp.name, stamp.card_idx, stamp.memo) == ("Ada", 123, f"#{entry.reference}")


def test_nothing_is_sent_twice(counter: Counter, service: PracticeService) -> None:
    counter.issue("Ada")
    sent(counter)
    assert counter.sender.send_next(ignore_due=True) is None
    assert creates(service) == 1


@pytest.mark.parametrize("ending", ["fin", "rst", "silence"])
def test_a_create_whose_answer_is_lost_is_never_sent_again(
    counter: Counter, service: PracticeService, ending: str
) -> None:
    service.mood(f"lost:{ending}:create:x1")
    counter.issue("Ada")
    lost = sent(counter)
    assert (lost.state, lost.due_at) == (State.UNKNOWN, None)
    counter.clock.advance(86_400)
    assert counter.sender.send_next(ignore_due=True) is None
    assert counter.sender.prove_next(ignore_due=True) is None
    assert creates(service) == 1


def test_without_internet_it_waits_and_goes_when_the_line_is_back(counter: Counter, service: PracticeService) -> None:
    service.go_away()
    counter.issue("Ada")
    waiting = sent(counter)
    assert (waiting.state, waiting.reason) == (State.WAITING, Reason.NO_INTERNET)
    assert counter.sender.send_next() is None  # the back-off
    service.come_back()
    counter.clock.advance(30)
    assert sent(counter).state is State.DONE
    assert creates(service) == 1


def test_a_refusal_is_the_entrys_own_in_the_services_words(counter: Counter, service: PracticeService) -> None:
    service.mood("refuses:create:x1:This card is closed.")
    counter.issue("Ada")
    refused = sent(counter)
    assert (refused.state, refused.message, refused.attention) == (State.REFUSED, "This card is closed.", True)
    counter.issue("Bob")
    assert sent(counter).state is State.DONE


def test_a_first_visit_follows_its_issue(tmp_path: Path, service: PracticeService) -> None:
    counter = make_counter(tmp_path, service.address, PRACTICE_KEY, card=replace(COFFEE, first_visit=True))
    issue, visit = counter.issue("Ada")
    assert sent(counter).id == issue.id
    done = sent(counter)
    assert (done.id, done.state, done.count_before) == (visit.id, State.DONE, 0)
    assert service.truth().stamps[0].visits == 1


# Visits: look, write, and prove what was lost


def test_a_visit_looks_first_and_keeps_the_count(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    counter.open(Kind.VISIT, stamp_idx)
    done = sent(counter)
    assert (done.state, done.count_before) == (State.DONE, 0)
    with counter.store.reading() as work:
        stamp = work.directory.stamp(stamp_idx)
    assert stamp
    assert (stamp.visits, stamp.places) == (1, 10)
    assert service.truth().stamps[0].visits == 1


def test_a_stamp_that_answered_just_now_is_not_looked_at_again(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    counter.looking.look(stamp_idx)
    before = len(service.truth().requests)
    counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    assert len(service.truth().requests) == before + 1


def test_a_full_stamp_gets_no_visit(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    for _ in range(10):
        counter.open(Kind.VISIT, stamp_idx)
        sent(counter)
    counter.open(Kind.VISIT, stamp_idx)
    over = sent(counter)
    assert (over.state, over.why) == (State.REFUSED, Why.NOTHING_TO_DO)
    assert service.truth().stamps[0].visits == 10


@pytest.mark.parametrize(("kind", "after"), [(Kind.VISIT, 2), (Kind.TAKE_BACK, 0)])
def test_a_lost_visit_that_arrived_is_proved_by_the_count(
    counter: Counter, service: PracticeService, kind: Kind, after: int
) -> None:
    stamp_idx = counter.issued()
    counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    service.mood("lost:add,remove:x1")
    entry = counter.open(kind, stamp_idx)
    assert sent(counter).state is State.UNKNOWN
    assert counter.sender.prove_next() is None  # not yet due
    counter.clock.advance(1)
    proved = counter.sender.prove_next()
    assert proved
    assert (proved.id, proved.state, proved.why) == (entry.id, State.DONE, Why.PROVED)
    assert service.truth().stamps[0].visits == after


def test_a_lost_visit_that_did_not_arrive_is_sent_again_after_the_settle_time(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    service.mood("dropped:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.clock.advance(1)
    assert counter.sender.prove_next()
    assert counter.entry(entry).state is State.UNKNOWN
    assert counter.sender.send_next(ignore_due=True) is None  # it is looked at, never blindly sent
    counter.clock.advance(29)
    assert counter.sender.prove_next()
    assert counter.entry(entry).state is State.WAITING
    assert sent(counter).state is State.DONE
    assert service.truth().stamps[0].visits == 1


def test_a_count_that_somebody_else_changed_is_for_a_person(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    sent(counter)
    counter.api.add(stamp_idx)  # another counter
    counter.clock.advance(1)
    counter.sender.prove_next()
    asked = counter.entry(entry)
    assert (asked.state, asked.due_at, asked.attention) == (State.UNKNOWN, None, True)


def test_an_update_whose_answer_was_lost_is_sent_again(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:update:x1")
    entry = counter.open(Kind.CHANGE, stamp_idx, Change(memo="window seat"))
    assert sent(counter).state is State.UNKNOWN
    counter.clock.advance(30)
    assert sent(counter, entry).state is State.DONE
    assert service.truth().stamps[0].memo == "window seat"


def test_a_failed_look_before_a_write_leaves_it_waiting(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("lost:validate:x1")
    counter.open(Kind.VISIT, stamp_idx)
    waiting = sent(counter)
    assert (waiting.state, waiting.doubted_at) == (State.WAITING, None)


def test_a_stamp_that_the_service_no_longer_shows_gets_no_visit_but_can_be_switched_on(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    counter.open(Kind.CHANGE, stamp_idx, Change(active=False))
    assert sent(counter).state is State.DONE
    counter.open(Kind.VISIT, stamp_idx)
    refused = sent(counter)
    assert refused.state is State.REFUSED
    assert refused.message
    counter.open(Kind.CHANGE, stamp_idx, Change(active=True))
    assert sent(counter).state is State.DONE
    assert service.truth().stamps[0].active


# The account


def test_a_refused_key_stops_everything_and_nothing_is_lost(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("refused|stopped")
    service.mood("key:401")
    for name in ("Ada", "Bob"):
        counter.issue(name)
    waiting = sent(counter)
    assert (waiting.state, waiting.reason) == (State.WAITING, Reason.KEY_REFUSED)
    received = len(service.truth().requests)
    assert counter.sender.send_next() is None
    assert len(service.truth().requests) == received  # nothing more goes out
    service.mood()
    counter.clock.advance(60)
    assert sent(counter).state is State.DONE
    assert sent(counter).state is State.DONE
    assert creates(service) == 2


def test_one_forbidden_entry_does_not_stop_the_shop(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("the account answers")
    counter.looking.look(counter.issued())
    service.mood("key:403:create:x1")
    counter.issue("Bob")
    assert sent(counter).state is State.REFUSED
    counter.issue("Cyd")
    assert sent(counter).state is State.DONE


def test_a_key_refused_by_code_is_found_out_at_the_second_refusal(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("refused|stopped")
    counter.looking.look(counter.issued())
    service.mood("key:code")
    counter.issue("Bob")
    assert sent(counter).state is State.REFUSED
    counter.issue("Cyd")
    waiting = sent(counter)
    assert (waiting.state, waiting.reason) == (State.WAITING, Reason.KEY_REFUSED)
    assert counter.account.state().stopped is Reason.KEY_REFUSED
    service.mood()
    assert counter.account.test().reach.value == "accepted"
    assert sent(counter).state is State.DONE


def test_when_asked_to_slow_down_nothing_goes_until_the_time_is_over(
    counter: Counter, service: PracticeService
) -> None:
    service.mood("busy:create:x1:12")
    counter.issue("Ada")
    counter.issue("Bob")
    assert sent(counter).reason is Reason.SLOW_DOWN
    assert counter.sender.send_next(ignore_due=True) is None
    assert counter.account.state().quiet_until == counter.clock.now() + timedelta(seconds=12)
    counter.clock.advance(60)
    assert sent(counter).state is State.DONE
    assert sent(counter).state is State.DONE


def test_an_address_that_has_moved_stops_and_is_never_followed(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("stopped: moved")
    service.mood("moved")
    counter.issue("Ada")
    assert sent(counter).reason is Reason.MOVED
    assert counter.account.state().stopped is Reason.MOVED


# A sender that died


def test_what_a_dead_sender_may_have_sent_is_unknown(
    tmp_path: Path, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("its sender ended while sending")
    dead = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("dead", lambda _: True))
    (entry,) = dead.issue("Ada")
    with dead.store.writing() as work:
        assert work.journal.claim("dead", only=None, ignore_due=False)
    living = make_counter(tmp_path, service.address, PRACTICE_KEY)
    assert living.sender.recover() == 1
    assert living.entry(entry).state is State.UNKNOWN
    assert living.sender.recover() == 0


def test_a_write_that_had_not_begun_when_its_sender_died_is_sent(
    tmp_path: Path, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("its sender ended while sending")
    dead = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("dead", lambda _: True))
    entry = dead.open(Kind.VISIT, dead.issued())
    with dead.store.writing() as work:
        assert work.journal.claim("dead", only=None, ignore_due=False)
    living = make_counter(tmp_path, service.address, PRACTICE_KEY)
    living.sender.recover()
    assert living.entry(entry).why is Why.NOT_STARTED
    assert sent(living).state is State.DONE
    assert service.truth().stamps[0].visits == 1


def test_an_entry_of_a_living_sender_is_left_alone(tmp_path: Path, service: PracticeService) -> None:
    busy = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("busy", lambda _: True))
    (entry,) = busy.issue("Ada")
    with busy.store.writing() as work:
        assert work.journal.claim("busy", only=None, ignore_due=False)
    other = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("other", lambda _: True))
    assert other.sender.recover() == 0
    assert other.entry(entry).state is State.SENDING


def test_a_visit_to_a_stamp_that_the_service_answers_with_404_does_not_wait_for_ever(tmp_path: Path) -> None:
    habits = Habits(dead_look_is_refused=True, refusal_status=404)
    with practice_in_process(today=START.date(), habits=habits) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        stamp_idx = counter.issued()
        counter.api.delete(stamp_idx)
        counter.open(Kind.VISIT, stamp_idx)
        assert sent(counter).state is State.REFUSED


def test_test_connection_finds_out_a_key_that_is_refused_by_code(counter: Counter, service: PracticeService) -> None:
    counter.looking.look(counter.issued())
    service.mood("key:code")
    assert counter.account.test().reach is Reach.KEY_REFUSED
    service.mood("key:code:x1")
    assert counter.account.test().reach is Reach.ACCEPTED
