"""Counters at work in real time: the two lanes of a window as threads, and the computer's own clock.

Times are the product's own, or all of them scaled by one factor. It judges nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from time import monotonic

from kiosk_app.services.timing import Timing
from tests.counters import Counter
from tests.fakes.clock import FakeClock

BEAT_S = 0.5  # the heartbeat's, where nobody pokes it


class LivedClock(FakeClock):
    """The computer's own clock, whose hands nobody moves."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().date()

    def monotonic_s(self) -> float:
        return monotonic()


def scaled(factor: float, timing: Timing | None = None) -> Timing:
    """Every time of the sender, multiplied."""
    timing = timing or Timing()
    times = {field.name: getattr(timing, field.name) * factor for field in fields(Timing) if field.name.endswith("_s")}
    return replace(timing, **times)


@contextmanager
def lanes(counter: Counter, beat_s: float = BEAT_S) -> Iterator[Callable[[], None]]:
    """Send and prove, each in a thread of its own, as the window's lanes do; call what is given after a tap."""
    closing, poked = threading.Event(), threading.Event()

    def write() -> None:
        while not closing.is_set():
            poked.clear()
            if counter.sender.send_next() is None:
                poked.wait(beat_s)

    def look() -> None:
        while not closing.is_set():
            if counter.sender.prove_next() is None:
                closing.wait(beat_s)

    threads = [threading.Thread(target=lane, name=lane.__name__) for lane in (write, look)]
    for thread in threads:
        thread.start()
    try:
        yield poked.set
    finally:
        closing.set()
        poked.set()
        for thread in threads:
            thread.join()
