"""A short day at four counters with one key, by a clock that is moved by hand: the long run's staff and books.

One call in eight goes a bad way; what is late comes within the settle time, or after it.
"""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from tests.counters import make_counter
from tests.fakes.clock import FakeClock
from tests.functional.faults.lines import SETTLED_S, Street, street
from tests.functional.faults.long_run import COUNTERS, Books, Staff, books_of
from tests.functional.faults.rehearsal import do_what_is_due, live_on
from tests.functional.faults.ways import HASTY, MUTE, PATIENT, Switched, client
from tests.servers import closed_port
from tests.services import PRACTICE_KEY

FAULTED = 0.125
_LATE_S = (20.0, 45.0)


class FaultyStreet:
    """Sends one write in eight a bad way, on a street by this clock; remembers how often each was met."""

    def __init__(self, clock: FakeClock, chance: random.Random, open_street: Street) -> None:
        self._clock = clock
        self._chance = chance
        self._late = open_street.late
        self._good = client(open_street.fine.address, PATIENT)
        self._bad = {
            "lost": client(open_street.lost.address, PATIENT),
            "dropped": client(open_street.dropped.address, PATIENT),
            "down": client(f"http://127.0.0.1:{closed_port()}", HASTY),
            "late": client(open_street.late.address, MUTE),
        }
        self._held: list[float] = []  # when each is applied
        self.met = Tally[str]()

    @contextmanager
    def way(self, call: Call) -> Iterator[StampApi]:
        if call is Call.VALIDATE or self._chance.random() >= FAULTED:
            yield self._good
            return
        name = self._chance.choice([*self._bad])
        self.met[name] += 1
        yield self._bad[name]
        if name == "late":
            self._held.append(self._clock.monotonic_s() + self._chance.choice(_LATE_S))
            assert self._late.wait_until(held=len(self._held))

    def apply_due(self) -> None:
        """Once the first of what is late is due, the service does all that it had taken in."""
        if self._held and min(self._held) <= self._clock.monotonic_s():
            self._late.release()
            assert self._late.wait_until(idle=True)
            self._held.clear()


def live_short(folder: Path, taps: int, seconds: float, seed: int) -> tuple[Books, Tally[str]]:
    """So many taps in that time; what became of all changes, and how often each fault was met."""
    chance, clock = random.Random(seed), FakeClock()
    with street(folder) as open_street:
        line = FaultyStreet(clock, chance, open_street)
        counters = []
        for number in range(COUNTERS):
            own = folder / f"counter {number}"
            own.mkdir()
            way = Switched(line.way)
            counters.append(
                make_counter(own, open_street.fine.address, PRACTICE_KEY, clock=clock, api=way, counters=COUNTERS)
            )
        staff = [Staff(counter, chance, f"{at}") for at, counter in enumerate(counters)]
        for moment in sorted(chance.uniform(0, seconds) for _ in range(taps)):
            live_on(counters, max(0.0, moment - clock.monotonic_s()))
            line.apply_due()
            at = chance.randrange(COUNTERS)
            staff[at].tap()
            do_what_is_due(counters[at])
        for _ in range(20):
            live_on(counters, SETTLED_S / 20)
            line.apply_due()
        return books_of(counters, open_street.fine.truth()), line.met
