"""What could double, undo or hide a change: late answers, a taken-over entry, an edit of what is finished."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.entry import Kind, State, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Reason
from kiosk_app.domain.stamp import Change, StampView
from kiosk_app.practice import Habits, PracticeService
from kiosk_app.services.looking import Looking
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.services.timing import Timing
from tests.conftest import LogWatch
from tests.counters import Counter, make_counter
from tests.fakes.clock import START
from tests.services import PRACTICE_KEY, practice_in_process

REDEEMED = Change(redeemed=True, active=True, domain="")


class SlowLooks:
    """A line on which a look's answer takes so long to come back, by the test's clock; writes are quick."""

    def __init__(self, counter: Counter, seconds: float) -> None:
        self._counter, self._seconds = counter, seconds

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        answer = self._counter.api.validate(stamp_idx, deadline_s)
        self._counter.clock.advance(self._seconds)
        return answer


class TakenOver:
    """A line on which another process believes this sender dead while it looks, and sends its entry."""

    def __init__(self, mine: Counter, other: Counter) -> None:
        self._mine, self._other = mine, other
        self.add = mine.api.add

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        answer = self._mine.api.validate(stamp_idx, deadline_s)
        self._other.sender.recover()
        self._other.sender.send_next()
        return answer


def sender_on(api: object, counter: Counter, owner: Owner) -> Sender:
    looking = Looking(counter.store, None, "", lambda _: "")
    answers: Any = api
    line = PacedLine(counter.store, answers, counter.account, looking, Timing(), chance=lambda: 0.5)
    return Sender(line, owner, counter.clock)


def test_a_look_proves_nothing_later_than_the_moment_it_was_asked(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("late:add:x1")
    entry = counter.open(Kind.VISIT, stamp_idx)
    assert counter.sender.send_next()
    counter.clock.advance(1)
    slow = sender_on(SlowLooks(counter, 29.5), counter, Owner("me", lambda who: who == "me"))
    assert slow.prove_next()
    assert counter.entry(entry).state is State.UNKNOWN  # the count was read a second after the doubt began
    service.release()
    assert service.wait_until(idle=True)
    counter.clock.advance(30)
    assert counter.sender.prove_next()
    assert counter.entry(entry).state is State.DONE
    assert service.truth().stamps[0].visits == 1


def test_an_entry_that_another_took_over_before_the_first_byte_is_not_sent(
    tmp_path: Path, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("its sender ended while sending|is no longer ours")
    mine = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("mine", lambda _: True))
    other = make_counter(tmp_path, service.address, PRACTICE_KEY, owner=Owner("other", lambda who: who == "other"))
    stamp_idx = mine.issued()
    entry = mine.open(Kind.VISIT, stamp_idx)
    told = sender_on(TakenOver(mine, other), mine, Owner("mine", lambda _: True)).send_next()
    assert told == mine.entry(entry)
    assert told.state is State.DONE
    assert service.truth().stamps[0].visits == 1


def test_a_second_409_in_a_row_is_looked_into_like_the_first(counter: Counter, service: PracticeService) -> None:
    first, second = counter.issued("Ada"), counter.issued("Bob")
    counter.looking.look(first)
    service.mood("status:409:add:x1", "status:409:applied:add:x1")
    entries = [counter.open(Kind.VISIT, stamp_idx) for stamp_idx in (first, second)]
    while counter.sender.send_next():
        pass
    counter.clock.advance(31)
    while counter.sender.prove_next():
        pass
    assert [counter.entry(entry).state for entry in entries] == [State.REFUSED, State.DONE]
    assert [stamp.visits for stamp in service.truth().stamps] == [0, 1]


# Edits of what is finished


def test_an_edit_never_brings_back_a_stamp_that_was_redeemed_elsewhere(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    counter.looking.look(stamp_idx)
    counter.api.update(stamp_idx, REDEEMED)  # another counter
    counter.clock.advance(61)
    entry = counter.open(Kind.CHANGE, stamp_idx, Change(memo="window seat"))
    counter.sender.send_next()
    assert counter.entry(entry).state is State.REFUSED
    (stamp,) = service.truth().stamps
    assert (stamp.redeemed, stamp.memo == "window seat") == (True, False)


def test_new_dates_reach_a_stamp_that_is_not_shown_any_more(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    over = Change(start=date(2025, 1, 1), end=date(2025, 12, 31), domain="", active=True, redeemed=False)
    counter.api.update(stamp_idx, over)
    counter.open(Kind.CHANGE, stamp_idx, Change(end=START.date() + timedelta(days=90)))
    done = counter.sender.send_next()
    assert done
    assert done.state is State.DONE
    assert service.truth().stamps[0].end == START.date() + timedelta(days=90)


def test_an_edit_that_waited_takes_the_stamp_as_it_is_when_it_goes(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("busy:update:x1:1")
    entry = counter.open(Kind.CHANGE, stamp_idx, Change(memo="window seat"))
    counter.sender.send_next()
    assert counter.entry(entry).state is State.WAITING
    elsewhere = Change(domain="https://stamps.example", active=True, redeemed=False)
    counter.api.update(stamp_idx, elsewhere)
    counter.clock.advance(61)
    counter.sender.send_next()
    (stamp,) = service.truth().stamps
    assert (stamp.memo, stamp.domain) == ("window seat", "https://stamps.example")
    assert counter.entry(entry).fields == Change(memo="window seat")


@pytest.mark.parametrize("habits", [Habits(), Habits(dead_look_is_refused=True)])
def test_a_redeeming_whose_answer_was_lost_is_never_called_refused(tmp_path: Path, habits: Habits) -> None:
    with practice_in_process(today=START.date(), habits=habits) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        stamp_idx = counter.issued()
        counter.api.update(stamp_idx, Change(visits=10))
        service.mood("lost:update:x1")
        entry = counter.open(Kind.REDEEM, stamp_idx)
        counter.sender.send_next()
        counter.clock.advance(90)
        counter.sender.send_next()
        assert counter.entry(entry).state is State.DONE
        assert service.truth().stamps[0].redeemed


def test_what_may_have_deleted_a_stamp_that_is_not_ours_is_for_a_person(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    with counter.store.writing() as work:
        work.directory.drop_stamp(stamp_idx)
    service.mood("lost:delete:x1")
    entry = counter.open(Kind.DELETE, stamp_idx)
    counter.sender.send_next()
    counter.clock.advance(90)
    counter.sender.send_next()
    asked = counter.entry(entry)
    assert (asked.state, asked.due_at, asked.attention) == (State.UNKNOWN, None, True)
    assert service.truth().stamps == ()


@pytest.mark.parametrize("habits", [Habits(), Habits(dead_look_is_refused=True), Habits(refusal_status=404)])
def test_a_delete_whose_answer_was_lost_is_done_when_the_stamp_is_gone(tmp_path: Path, habits: Habits) -> None:
    with practice_in_process(today=START.date(), habits=habits) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        stamp_idx = counter.issued()
        counter.looking.look(stamp_idx)
        service.mood("lost:delete:x1")
        entry = counter.open(Kind.DELETE, stamp_idx)
        counter.sender.send_next()
        assert counter.entry(entry).state is State.UNKNOWN
        counter.clock.advance(30)
        counter.sender.send_next()
        assert (counter.entry(entry).state, counter.entry(entry).why) == (State.DONE, Why.MISSING)
        assert counter.looking.ours(stamp_idx) is None


def test_a_delete_that_is_refused_though_the_stamp_is_shown_is_for_a_person(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    counter.looking.look(stamp_idx)
    service.mood("dropped:delete:x1", "refuses:delete:x1:Not now.")
    entry = counter.open(Kind.DELETE, stamp_idx)
    counter.sender.send_next()
    counter.clock.advance(30)
    counter.sender.send_next()
    asked = counter.entry(entry)
    assert (asked.state, asked.due_at, asked.attention) == (State.UNKNOWN, None, True)


def test_a_visit_that_would_fill_the_stamp_never_trusts_a_count_of_before(tmp_path: Path) -> None:
    """Past the last place an add may succeed and change nothing: another counter was quicker."""
    habits = Habits(full_is_refused=False)
    with practice_in_process(today=START.date(), habits=habits) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        stamp_idx = counter.issued()
        counter.api.update(stamp_idx, Change(visits=9, domain="", active=True, redeemed=False))
        counter.looking.look(stamp_idx)
        counter.api.add(stamp_idx)  # another counter
        entry = counter.open(Kind.VISIT, stamp_idx)
        counter.sender.send_next()
        refused = counter.entry(entry)
        assert (refused.state, refused.why) == (State.REFUSED, Why.NOTHING_TO_DO)
        assert [asked.path for asked in service.truth().requests if "/add" in asked.path] == ["/api/stamp/v1/add"]


# The account, seen from the looks


def test_a_key_refused_by_code_at_the_look_stops_the_shop_at_the_second_visit(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("refused|stopped")
    stamps = [counter.issued(name) for name in ("Ada", "Bob", "Cyd")]
    for stamp_idx in stamps:
        counter.looking.look(stamp_idx)
    counter.clock.advance(61)
    service.mood("key:code")
    entries = [counter.open(Kind.VISIT, stamp_idx) for stamp_idx in stamps]
    while counter.sender.send_next():
        pass
    states = [counter.entry(entry).state for entry in entries]
    assert states == [State.REFUSED, State.WAITING, State.WAITING]
    assert counter.account.state().stopped is Reason.KEY_REFUSED


def test_visits_to_stamps_that_are_gone_are_refused_and_the_shop_goes_on(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("the account answers")
    with practice_in_process(today=START.date(), habits=Habits(dead_look_is_refused=True)) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        there, *gone = [counter.issued(name) for name in ("Ada", "Bob", "Cyd", "Dan")]
        for stamp_idx in (there, *gone):
            counter.clock.advance(1)
            counter.looking.look(stamp_idx)
        for stamp_idx in gone:
            counter.api.update(stamp_idx, REDEEMED)  # another counter
        counter.clock.advance(61)
        entries = [counter.open(Kind.VISIT, stamp_idx) for stamp_idx in (*gone, there)]
        while counter.sender.send_next():
            pass
        assert [counter.entry(entry).state for entry in entries] == [*[State.REFUSED] * 3, State.DONE]


def test_probes_that_were_redeemed_elsewhere_do_not_let_one_forbidden_entry_stop_the_shop(
    tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("the account answers")
    with practice_in_process(today=START.date(), habits=Habits(dead_look_is_refused=True)) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        for name in ("Ada", "Bob", "Cyd"):
            stamp_idx = counter.issued(name)
            counter.looking.look(stamp_idx)
            counter.api.update(stamp_idx, REDEEMED)  # another counter
        service.mood("key:403:create:x1")
        counter.issue("Dan")
        refused = counter.sender.send_next()
        assert refused
        assert refused.state is State.REFUSED
        assert counter.account.state().stopped is None


def test_quiet_asked_for_at_a_look_is_kept_by_everybody(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.mood("busy:validate:x1:7")
    counter.open(Kind.VISIT, stamp_idx)
    counter.sender.send_next()
    assert counter.account.state().quiet_until == counter.clock.now() + timedelta(seconds=7)
    counter.clock.advance(8)
    service.mood("lost:add:x1")
    counter.sender.send_next()
    counter.clock.advance(1)
    service.mood("busy:validate:x1:9")
    counter.sender.prove_next()
    counter.issue("Bob")
    assert counter.sender.send_next() is None
    counter.clock.advance(9)
    assert counter.sender.send_next()


def test_a_clock_set_back_makes_no_quiet_and_no_stop_longer(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("refused|stopped")
    service.mood("busy:create:x1:12", "key:401:create:x1")
    counter.issue("Ada")
    counter.sender.send_next()
    counter.clock.advance(-3600)
    assert not counter.account.is_held_up()
    counter.issue("Bob")
    assert counter.sender.send_next() is None  # the budget was emptied, and fills again from here
    counter.clock.advance(1)
    refused = counter.sender.send_next()
    assert refused
    assert refused.reason is Reason.KEY_REFUSED
    counter.clock.advance(-3600)
    counter.issue("Cyd")
    assert counter.sender.send_next() is None
    counter.clock.advance(60)  # a trial a minute, as ever
    assert counter.sender.send_next()


def test_a_clock_set_back_lets_nothing_wait_for_an_hour(counter: Counter, service: PracticeService) -> None:
    counter.issue("Ada")
    counter.clock.advance(-3600)
    done = counter.sender.send_next()
    assert done
    assert done.state is State.DONE


# Sending all that waits


def test_one_stamp_that_cannot_be_looked_at_does_not_hold_up_the_others(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = counter.issued()
    service.mood("status:500:validate")
    stuck = counter.open(Kind.VISIT, stamp_idx)
    counter.issue("Bob")
    drained = counter.finishing.drain()
    assert [entry.state for entry in drained.tried] == [State.WAITING, State.DONE]
    assert counter.entry(stuck).why is Why.ANSWERED


def test_a_refused_key_is_tried_with_one_entry_however_many_wait(
    counter: Counter, service: PracticeService, log_watch: LogWatch
) -> None:
    log_watch.expect("refused|stopped")
    service.mood("key:401")
    for number in range(9):
        counter.issue(f"customer {number}")
    drained = counter.finishing.drain()
    assert (len(drained.tried), drained.held_up) == (1, True)
    assert len(service.truth().requests) == 1


def test_a_service_that_is_down_is_not_asked_about_everything_that_waits(
    counter: Counter, service: PracticeService
) -> None:
    stamps = [counter.issued(f"customer {number}") for number in range(9)]
    service.mood("status:503")
    for stamp_idx in stamps:
        counter.open(Kind.VISIT, stamp_idx)
    drained = counter.finishing.drain()
    assert (len(drained.tried), drained.held_up) == (3, True)
