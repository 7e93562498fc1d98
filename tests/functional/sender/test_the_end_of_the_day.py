"""The end of the day on a real wire: what was touched is looked at once more, and what differs is listed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.difference import Difference, Fact, Reconciled
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.pace import Purse, pace
from kiosk_app.domain.stamp import Change
from kiosk_app.practice import PracticeService
from kiosk_app.services.day_end import DayEnd, DayEndReport
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.reconciling import Reconciling
from kiosk_app.services.timing import Timing
from tests.counters import Counter, make_counter
from tests.services import PRACTICE_KEY

QUIET_S = 1801


def reconciling(counter: Counter) -> Reconciling:
    line = PacedLine(counter.store, counter.api, counter.account, counter.looking, Timing(), chance=lambda: 0.5)
    return Reconciling(line, counter.clock.today)


def end_the_day(counter: Counter) -> list[Reconciled]:
    """All turns that bring something, and the first that does not."""
    turns: list[Reconciled] = []
    mine = reconciling(counter)
    while not turns or turns[-1] is Reconciled.LOOKED:
        turns.append(mine.look_at_next())
    return turns


def report(counter: Counter) -> DayEndReport:
    return DayEnd(counter.store).report(50)


def found(counter: Counter) -> list[tuple[StampIdx, Difference]]:
    return [(one.stamp_idx, one.difference) for one in report(counter).differing]


def visited(counter: Counter, name: str = "Ada") -> StampIdx:
    """A stamp with one visit, confirmed."""
    stamp_idx = counter.issued(name)
    entry = counter.sender.send_next([counter.open(Kind.VISIT, stamp_idx).id])
    assert entry
    assert entry.state is State.DONE
    return stamp_idx


def looks(service: PracticeService) -> int:
    return sum(request.call == "validate" for request in service.truth().requests)


def test_what_the_service_counts_otherwise_is_listed_and_our_record_follows(
    counter: Counter, service: PracticeService
) -> None:
    stamp_idx = visited(counter)
    counter.api.add(stamp_idx)  # another counter
    counter.clock.advance(QUIET_S)
    assert end_the_day(counter) == [Reconciled.LOOKED, Reconciled.NOTHING]
    assert found(counter) == [(stamp_idx, Difference(Fact.VISITS, "1", "2"))]
    with counter.store.reading() as work:
        stamp = work.directory.stamp(stamp_idx)
        assert stamp
        assert (stamp.visits, stamp.as_of) == (2, work.now)
    assert report(counter).differing[0].name == "Ada"


def test_nothing_is_looked_at_before_the_shop_is_quiet(counter: Counter, service: PracticeService) -> None:
    visited(counter)
    before = looks(service)
    counter.clock.advance(1790)
    assert end_the_day(counter) == [Reconciled.NOTHING]
    assert looks(service) == before
    assert report(counter).state.left == 1


def test_each_stamp_is_looked_at_once_until_it_is_touched_again(counter: Counter, service: PracticeService) -> None:
    first, second = visited(counter, "Ada"), visited(counter, "Bob")
    counter.open(Kind.VISIT, second)
    counter.sender.send_next()
    counter.clock.advance(QUIET_S)
    before = looks(service)
    assert end_the_day(counter).count(Reconciled.LOOKED) == 2
    counter.clock.advance(QUIET_S)
    assert end_the_day(counter) == [Reconciled.NOTHING]
    assert looks(service) == before + 2
    counter.open(Kind.VISIT, first)
    counter.sender.send_next()
    counter.clock.advance(QUIET_S)
    assert end_the_day(counter).count(Reconciled.LOOKED) == 1
    assert found(counter) == []


def test_it_goes_on_after_a_kill_where_it_was(tmp_path: Path, counter: Counter, service: PracticeService) -> None:
    for name in ("Ada", "Bob", "Cyd"):
        visited(counter, name)
    counter.clock.advance(QUIET_S)
    assert reconciling(counter).look_at_next() is Reconciled.LOOKED
    before = looks(service)
    again = make_counter(tmp_path, service.address, PRACTICE_KEY, clock=counter.clock)
    assert end_the_day(again).count(Reconciled.LOOKED) == 2
    assert looks(service) == before + 2


def test_a_stamp_with_an_open_entry_is_left_until_that_is_settled(counter: Counter, service: PracticeService) -> None:
    stamp_idx = visited(counter)
    service.mood("lost:add:x1")
    counter.open(Kind.VISIT, stamp_idx)
    sent = counter.sender.send_next()
    assert sent
    assert sent.state is State.UNKNOWN
    DayEnd(counter.store).ask(counter.clock.now() - timedelta(hours=1))
    assert end_the_day(counter) == [Reconciled.NOTHING]
    state = report(counter).state
    assert (state.left, state.unsettled) == (0, 1)
    counter.clock.advance(QUIET_S)
    while counter.sender.prove_next():
        pass
    assert end_the_day(counter) == [Reconciled.LOOKED, Reconciled.NOTHING]
    assert found(counter) == []


def test_what_waits_to_be_sent_goes_first(counter: Counter) -> None:
    visited(counter)
    counter.clock.advance(QUIET_S)
    DayEnd(counter.store).ask(counter.clock.now() - timedelta(hours=1))
    counter.issue("Bob")
    assert end_the_day(counter) == [Reconciled.NOTHING]
    counter.sender.send_next()
    assert Reconciled.LOOKED in end_the_day(counter)


def test_it_keeps_to_the_budget_and_to_the_part_that_is_kept_for_who_stands_there(
    counter: Counter, service: PracticeService
) -> None:
    for number in range(4):
        visited(counter, f"customer {number}")
        counter.clock.advance(60)
    counter.clock.advance(QUIET_S)
    with counter.store.writing() as work:
        work.budget.keep(Purse(pace(150, 60, 1).kept + 2, work.now))
    before = looks(service)
    assert end_the_day(counter).count(Reconciled.LOOKED) == 2
    assert looks(service) == before + 2
    counter.clock.advance(2)
    assert end_the_day(counter).count(Reconciled.LOOKED) == 2


def test_asked_to_slow_down_it_waits_says_so_and_goes_on_by_itself(counter: Counter, service: PracticeService) -> None:
    stamp_idx = visited(counter)
    counter.api.add(stamp_idx)
    counter.clock.advance(QUIET_S)
    service.mood("busy:validate:x1")
    assert end_the_day(counter) == [Reconciled.WAITS]
    state = report(counter).state
    assert (state.left, state.reason) == (1, Reason.SLOW_DOWN)
    assert end_the_day(counter) == [Reconciled.NOTHING], "the service asked for quiet"
    counter.clock.advance(61)
    assert Reconciled.LOOKED in end_the_day(counter)
    assert len(found(counter)) == 1
    assert report(counter).state.reason is Reason.OK


def test_offline_it_waits_says_so_and_asks_no_other_stamp(counter: Counter, service: PracticeService) -> None:
    for name in ("Ada", "Bob"):
        visited(counter, name)
    counter.clock.advance(QUIET_S)
    service.stop()
    assert end_the_day(counter) == [Reconciled.WAITS]
    assert end_the_day(counter) == [Reconciled.NOTHING]
    assert (report(counter).state.left, report(counter).state.reason) == (2, Reason.NO_INTERNET)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (Change(active=False), Fact.SHOWN),
        (Change(redeemed=True), Fact.SHOWN),
        (Change(visits=5), Fact.VISITS),
        (None, Fact.SHOWN),
    ],
)
def test_a_change_made_in_the_dashboard_is_listed(counter: Counter, change: Change | None, differs: Fact) -> None:
    stamp_idx = visited(counter)
    visited(counter, "Bob")
    if change:
        counter.api.update(stamp_idx, change)
    else:
        counter.api.delete(stamp_idx)
    counter.clock.advance(QUIET_S)
    end_the_day(counter)
    assert [(idx, one.fact) for idx, one in found(counter)] == [(stamp_idx, differs)]


def test_dates_that_were_changed_are_listed(counter: Counter) -> None:
    stamp_idx = visited(counter)
    with counter.store.reading() as work:
        stamp = work.directory.stamp(stamp_idx)
        assert stamp
    end = stamp.end - timedelta(days=30)
    counter.api.update(stamp_idx, Change(end=end))
    counter.clock.advance(QUIET_S)
    end_the_day(counter)
    assert found(counter) == [(stamp_idx, Difference(Fact.END, stamp.end.isoformat(), end.isoformat()))]


def test_a_refused_key_is_no_difference(tmp_path: Path, counter: Counter, service: PracticeService) -> None:
    for name in ("Ada", "Bob"):
        visited(counter, name)
    wrong = make_counter(tmp_path, service.address, "another-key", clock=counter.clock)
    counter.clock.advance(QUIET_S)
    assert Reconciled.LOOKED not in end_the_day(wrong)
    assert found(wrong) == []
    assert report(wrong).state.left == 2


def test_dismissing_takes_what_was_seen_and_leaves_what_came_since(counter: Counter) -> None:
    first, second = visited(counter), visited(counter, "Bob")
    for stamp_idx in (first, second):
        counter.api.add(stamp_idx)
    counter.clock.advance(QUIET_S)
    end_the_day(counter)
    seen = report(counter).differing
    DayEnd(counter.store).dismiss(seen[0].id)
    assert [one.id for one in report(counter).differing] == [seen[1].id]


def test_asked_for_all_of_today_is_looked_at_at_once_and_again(counter: Counter, service: PracticeService) -> None:
    stamp_idx = visited(counter)
    midnight = counter.clock.now() - timedelta(hours=10)
    DayEnd(counter.store).ask(midnight)
    assert end_the_day(counter) == [Reconciled.LOOKED, Reconciled.NOTHING]
    counter.api.add(stamp_idx)
    DayEnd(counter.store).ask(midnight)
    assert end_the_day(counter) == [Reconciled.LOOKED, Reconciled.NOTHING]
    assert len(found(counter)) == 1


def test_nothing_is_written_to_the_service(counter: Counter, service: PracticeService) -> None:
    counter.api.add(visited(counter))
    counter.clock.advance(QUIET_S)
    before = len(service.truth().requests)
    end_the_day(counter)
    assert {request.call for request in service.truth().requests[before:]} == {"validate"}


def test_an_instant_stamp_that_could_not_be_handed_out_is_left_alone(
    counter: Counter, service: PracticeService
) -> None:
    """Our record says on purpose that nobody collects on it; to follow the service would bring it back."""
    stamp_idx = counter.issued()
    counter.clock.advance(QUIET_S)
    end_the_day(counter)
    service.mood("refuses:update:x1")
    entry = counter.sender.send_next([counter.open(Kind.HAND_OUT, stamp_idx, Change()).id])
    assert entry
    assert entry.state is State.REFUSED
    DayEnd(counter.store).ask(counter.clock.now())
    counter.clock.advance(QUIET_S)
    assert end_the_day(counter) == [Reconciled.NOTHING]
    assert found(counter) == []
