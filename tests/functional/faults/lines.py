"""Lines of the campaign that are made of many calls: a line that flaps, and a storm of taps at four counters."""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk_app.domain.entry import Kind
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from kiosk_app.practice import PracticeService
from kiosk_app.services.outbox import Outbox
from tests.accounts import all_entries, check_counts, check_issues
from tests.counters import make_counter
from tests.fakes.clock import START, FakeClock
from tests.functional.faults.rehearsal import do_what_is_due, live_on
from tests.functional.faults.ways import HASTY, PATIENT, chosen, client
from tests.servers import closed_port
from tests.services import PRACTICE_KEY, practice_in_process

SETTLED_S = 400.0
_COUNTERS = 4
_A_MINUTE = 180  # calls, by the vendor's Personal plan


@dataclass(frozen=True, slots=True)
class Street:
    """One service in five moods: fine, losing every answer, losing every request, and asking for quiet."""

    fine: PracticeService
    lost: PracticeService
    dropped: PracticeService
    late: PracticeService
    busy: PracticeService


@contextmanager
def street(folder: Path) -> Iterator[Street]:
    """Open until the end of the block, on one truth in this folder."""
    with ExitStack() as closing:
        services = []
        for mood in ("", "lost:rst", "dropped:rst", "late", "busy:20"):
            service = closing.enter_context(practice_in_process(folder / "truth.db", today=START.date()))
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


@dataclass(frozen=True, slots=True)
class Flapped:
    """How the taps stood in the end, and how many creates lost their answer."""

    stood: Tally[str]
    lost_creates: int


def flap(folder: Path, taps: int, seconds: float, seed: int = 200) -> Flapped:
    """So many taps, new stamps and visits, in that time on a line that flaps. Raises AssertionError as the books do."""
    chance, clock = random.Random(seed), FakeClock()
    with street(folder) as open_street:
        line = Flapping(clock, chance, open_street)
        counter = make_counter(folder, open_street.fine.address, PRACTICE_KEY, clock=clock, api=chosen(line.way))
        for number, moment in enumerate(sorted(chance.uniform(0, seconds) for _ in range(taps))):
            live_on([counter], max(0.0, moment - clock.monotonic_s()))
            stamps = [line.entry.stamp_idx for line in Outbox(counter.store).history() if line.entry.stamp_idx]
            if stamps and number % 2:
                counter.open(Kind.VISIT, chance.choice(stamps))
            else:
                counter.issue(f"customer {number}")
            do_what_is_due(counter)
        live_on([counter], SETTLED_S)
        return Flapped(books(folder, open_street.fine), line.lost_creates)


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
        if len(self._calls) >= _A_MINUTE:
            self.turned_away += 1
            return self._busy
        self._calls.append(now_s)
        return self._fine


@dataclass(frozen=True, slots=True)
class Stormed:
    """How many stamps there are, how the entries stood, and how often the account's limit was met."""

    stamps: int
    stood: Tally[str]
    turned_away: int


def storm(folder: Path, taps: int, seconds: float, seed: int = 4) -> Stormed:
    """So many new stamps in that time, at four counters with one key. Raises AssertionError as the books do."""
    chance, clock = random.Random(seed), FakeClock()
    folders = [folder / f"counter {number}" for number in range(_COUNTERS)]
    with street(folder) as open_street:
        limit = Limited(clock, open_street)
        counters = []
        for own in folders:
            own.mkdir()
            api = chosen(limit.way)
            counters.append(
                make_counter(own, open_street.fine.address, PRACTICE_KEY, clock=clock, api=api, counters=_COUNTERS)
            )
        for number, moment in enumerate(sorted(chance.uniform(0, seconds) for _ in range(taps))):
            live_on(counters, max(0.0, moment - clock.monotonic_s()))
            counters[number % _COUNTERS].issue(f"customer {number}")
        live_on(counters, SETTLED_S)
        memos = {stamp.memo for stamp in open_street.fine.truth().stamps}
        stood = Tally(entry.state.value for own in folders for entry in all_entries(own))
        assert len(memos) == len(open_street.fine.truth().stamps)
    return Stormed(len(memos), stood, limit.turned_away)
