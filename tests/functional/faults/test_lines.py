"""Whole lines of the campaign that no single call makes: a line that flaps, a storm of taps, clocks, sleep, the key."""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from kiosk_app.practice import PracticeService
from tests.accounts import all_entries, check_counts, check_issues
from tests.conftest import LogWatch
from tests.counters import make_counter
from tests.fakes.clock import START, FakeClock
from tests.functional.faults.rehearsal import Breaker, do_what_is_due, live_on
from tests.functional.faults.verdict import Verdict, verdict
from tests.functional.faults.ways import HASTY, PATIENT, chosen, client
from tests.servers import closed_port
from tests.services import PRACTICE_KEY, practice_in_process

SETTLED_S = 400.0


class WallClock(FakeClock):
    """A computer's clock that somebody sets; the seconds that were lived do not change by it."""

    def set_by(self, by: timedelta) -> None:
        self._now += by


@dataclass(frozen=True, slots=True)
class Street:
    """One service with its moods: fine, losing every answer, losing every request, and asking for quiet."""

    fine: PracticeService
    lost: PracticeService
    dropped: PracticeService
    late: PracticeService
    busy: PracticeService


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    moods = ("", "lost:rst", "dropped:rst", "late", "busy:20")
    with ExitStack() as closing:
        services = []
        for mood in moods:
            service = closing.enter_context(practice_in_process(tmp_path / "truth.db", today=START.date()))
            service.mood(*filter(None, [mood]))
            services.append(service)
        yield Street(*services)


def books(folder: Path, service: PracticeService) -> Tally[str]:
    """How the entries of a folder stand, held against the truth."""
    entries, truth = all_entries(folder), service.truth()
    return check_issues(entries, truth) + check_counts(entries, truth)


class Flapping:
    """Up for three seconds, down for three; one call in ten meets the very moment when it goes down."""

    def __init__(self, clock: FakeClock, chance: random.Random, street: Street) -> None:
        self._clock = clock
        self._chance = chance
        self._fine = client(street.fine.address, PATIENT)
        self._cut = [client(street.lost.address, PATIENT), client(street.dropped.address, PATIENT)]
        self._down = client(f"http://127.0.0.1:{closed_port()}", HASTY)
        self.lost_creates = 0

    def way(self, call: Call) -> StampApi:
        if self._clock.monotonic_s() % 6 >= 3:
            return self._down
        if self._chance.random() < 0.1:
            self.lost_creates += call is Call.CREATE
            return self._chance.choice(self._cut)
        return self._fine


def test_a_line_that_flaps_for_ten_minutes_loses_and_doubles_none_of_200_taps(tmp_path: Path, street: Street) -> None:
    chance, clock = random.Random(200), FakeClock()
    line = Flapping(clock, chance, street)
    counter = make_counter(tmp_path, street.fine.address, PRACTICE_KEY, clock=clock, api=chosen(line.way))
    moments = sorted(chance.uniform(0, 600) for _ in range(200))
    for number, moment in enumerate(moments):
        live_on([counter], max(0.0, moment - clock.monotonic_s()))
        with counter.store.reading() as work:
            stamps = [entry.stamp_idx for entry in work.journal.history(None, None, None) if entry.stamp_idx]
        if stamps and number % 2:
            counter.open(Kind.VISIT, chance.choice(stamps))
        else:
            counter.issue(f"customer {number}")
        do_what_is_due(counter)
    live_on([counter], SETTLED_S)
    stood = books(tmp_path, street.fine)
    assert sum(stood.values()) == 200
    assert stood["unknown"] == line.lost_creates > 0
    assert set(stood) <= {"done", "unknown", "refused"}  # an eleventh visit is refused


class Limited:
    """The account's limit of 180 calls a minute, over all its counters; what is above is answered with 429."""

    def __init__(self, clock: FakeClock, street: Street) -> None:
        self._clock = clock
        self._fine, self._busy = client(street.fine.address, PATIENT), client(street.busy.address, PATIENT)
        self._calls: deque[float] = deque()
        self.turned_away = 0

    def way(self, _call: Call) -> StampApi:
        now_s = self._clock.monotonic_s()
        while self._calls and self._calls[0] <= now_s - 60:
            self._calls.popleft()
        if len(self._calls) >= 180:
            self.turned_away += 1
            return self._busy
        self._calls.append(now_s)
        return self._fine


def test_a_storm_of_200_taps_in_a_minute_at_four_counters_is_sent_once_each(tmp_path: Path, street: Street) -> None:
    chance, clock = random.Random(4), FakeClock()
    limit = Limited(clock, street)
    folders = [tmp_path / f"counter {number}" for number in range(4)]
    for folder in folders:
        folder.mkdir()
    counters = [
        make_counter(folder, street.fine.address, PRACTICE_KEY, clock=clock, api=chosen(limit.way))
        for folder in folders
    ]
    for number, moment in enumerate(sorted(chance.uniform(0, 60) for _ in range(200))):
        live_on(counters, max(0.0, moment - clock.monotonic_s()))
        counters[number % 4].issue(f"customer {number}")
    live_on(counters, SETTLED_S)
    everybody = [stamp.memo for stamp in street.fine.truth().stamps]
    assert len(everybody) == len(set(everybody)) == 200
    for folder in folders:
        assert {entry.state for entry in all_entries(folder)} == {State.DONE}


# Found by the campaign, and not mended yet: whoever mends one takes its mark away, for then it fails.
SET_BACK = pytest.mark.xfail(reason="a doubt waits for a moment of the old clock, an hour or 56 years away")
SET_ON = pytest.mark.xfail(reason="the settle time is over at once, and the visit is sent a second time in silence")

JUMPS = {
    "an hour back": -timedelta(hours=1),
    "a day on": timedelta(days=1),
    "summer time": timedelta(hours=1),
    "back to 1970": datetime(1970, 1, 1, tzinfo=UTC) - START,
}


@pytest.mark.parametrize(
    "jump",
    [
        pytest.param("an hour back", marks=SET_BACK),
        pytest.param("back to 1970", marks=SET_BACK),
        "a day on",
        "summer time",
    ],
)
@pytest.mark.parametrize("mood", ["lost", "dropped"])
@pytest.mark.parametrize("kind", [Kind.VISIT, Kind.TAKE_BACK])
def test_a_clock_that_is_set_while_a_visit_is_in_doubt_changes_nothing(
    tmp_path: Path, street: Street, jump: str, mood: str, kind: Kind
) -> None:
    clock = WallClock()
    line = Breaker(client(street.fine.address, PATIENT))
    counter = make_counter(tmp_path, street.fine.address, PRACTICE_KEY, clock=clock, api=chosen(line.way))
    stamp_idx = counter.issued()
    line.good.add(stamp_idx)
    entry = counter.open(kind, stamp_idx)
    line.break_next(kind.call, client(getattr(street, mood).address, PATIENT), looks=0)
    do_what_is_due(counter)
    clock.set_by(JUMPS[jump])
    live_on([counter], SETTLED_S)
    (stamp,) = street.fine.truth().stamps
    assert verdict(counter.entry(entry), abs(stamp.visits - 1)) is Verdict.ONCE


@SET_ON
@pytest.mark.parametrize("jump", ["a day on", "summer time"])
def test_a_clock_set_on_does_not_shorten_the_time_a_service_has_to_settle(
    tmp_path: Path, street: Street, jump: str
) -> None:
    clock = WallClock()
    line = Breaker(client(street.fine.address, PATIENT))
    counter = make_counter(tmp_path, street.fine.address, PRACTICE_KEY, clock=clock, api=chosen(line.way))
    stamp_idx = counter.issued()
    entry = counter.open(Kind.VISIT, stamp_idx)
    line.break_next(Call.ADD, client(street.late.address, HASTY), looks=0)
    do_what_is_due(counter)
    clock.set_by(JUMPS[jump])

    def apply() -> None:
        street.late.release()
        assert street.late.wait_until(idle=True)

    live_on([counter], SETTLED_S, 20.0, apply)
    (stamp,) = street.fine.truth().stamps
    assert verdict(counter.entry(entry), stamp.visits) is Verdict.ONCE


@pytest.mark.parametrize(("kind", "mood"), [(Kind.ISSUE, "lost"), (Kind.VISIT, "lost"), (Kind.VISIT, "dropped")])
def test_a_machine_that_slept_while_it_was_sending_knows_when_it_wakes(
    tmp_path: Path, street: Street, kind: Kind, mood: str
) -> None:
    clock = WallClock()
    line = Breaker(client(street.fine.address, PATIENT))

    def way(call: Call) -> StampApi:
        chosen = line.way(call)
        if chosen is not line.good:
            clock.set_by(timedelta(hours=8))
        return chosen

    counter = make_counter(tmp_path, street.fine.address, PRACTICE_KEY, clock=clock, api=chosen(way))
    stamp_idx = counter.issued("Ada")
    entry = counter.issue("Bob")[0] if kind is Kind.ISSUE else counter.open(kind, stamp_idx)
    line.break_next(kind.call, client(getattr(street, mood).address, PATIENT), looks=0)
    live_on([counter], SETTLED_S)
    stamps = street.fine.truth().stamps
    times = len(stamps) - 1 if kind is Kind.ISSUE else stamps[0].visits
    assert verdict(counter.entry(entry), times) is (Verdict.LISTED if kind is Kind.ISSUE else Verdict.ONCE)


def test_a_key_revoked_while_20_entries_wait_loses_none(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("refused|stopped")
    with practice_in_process(today=START.date()) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        counter.looking.look(counter.issued("first"))
        service.go_away()
        for number in range(20):
            counter.issue(f"customer {number}")
        do_what_is_due(counter)
        service.come_back()
        service.mood("key:401")
        live_on([counter], 300)
        assert len(service.truth().stamps) == 1
        service.mood()
        live_on([counter], 120)
        assert books(tmp_path, service) == {"done": 21}
