"""Ten thousand entries that wait: how much later the window stands there, and how they are sent in the end."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Draft, Kind
from kiosk_app.domain.stamp import NewStamp, UserFields
from kiosk_app.practice import Habits
from kiosk_app.services.outbox import Outbox
from tests.accounts import all_entries, check_issues
from tests.benchmarks.children import places
from tests.benchmarks.folder import make_folder
from tests.counters import make_counter
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.services import PRACTICE_KEY, PracticeProcess

_PAIRS = 5
_BEAT_S = 0.5
_LONGEST_DRAIN_S = 4 * 3600.0
_TODAY = datetime.now(UTC).date


@dataclass(frozen=True, slots=True)
class Drain:
    """``minutes`` by the counters' clock, which only waits move; ``ms_each`` of this computer's time."""

    sent: int
    minutes: float
    ms_each: float


def fill(folder: Path, count: int) -> None:
    """Put so many issues into a folder's journal, each of a customer of its own."""
    store = make_store(folder, FakeClock(datetime.now(UTC)))
    with store.writing() as work:
        for number in range(count):
            customer = Customer(f"waits{number}", Details(name=f"Patient {number}"))
            work.directory.add(customer)
            reference = work.journal.fresh_reference()
            new = NewStamp(123, _TODAY(), _in_a_year(), memo=f"#{reference}", user=UserFields(user_id=customer.id))
            draft = Draft(reference, Kind.ISSUE, 123, customer.id, fields=new)
            work.journal.open(f"intent {number}", [draft])


def start_later_ms(folder: Path, count: int) -> float:
    """How much later the first usable page is painted where so many wait; the median of pairs."""
    with PracticeProcess() as service, places(folder / "bytecode") as (offscreen, *_):
        for name in ("empty", "full"):
            make_folder(folder / name, service.address, service.key)
        fill(folder / "full", count)
        pairs = [
            [offscreen.program("--data-dir", str(folder / name)).painted_ms for name in ("empty", "full")]
            for _ in range(_PAIRS + 1)
        ]
    return median(full - empty for empty, full in pairs[1:])  # the first pair compiled the bytecode


def drain(folder: Path, count: int) -> Drain:
    """Send them all, each once. Raises AssertionError where the books do not agree."""
    folder.mkdir(exist_ok=True)
    fill(folder, count)
    with PracticeProcess(folder / "truth.db", habits=Habits(default_domain="https://vvd.bz")) as service:
        clock = FakeClock(datetime.now(UTC))
        counter = make_counter(folder, service.address, PRACTICE_KEY, clock=clock)
        started, began_s = time.monotonic(), clock.monotonic_s()
        while Outbox(counter.store).standing().waiting and clock.monotonic_s() - began_s < _LONGEST_DRAIN_S:
            while counter.sender.send_next():
                pass
            clock.advance(_BEAT_S)
        took_s = time.monotonic() - started
        assert check_issues(all_entries(folder), service.truth()) == {"done": count}
    return Drain(count, (clock.monotonic_s() - began_s) / 60, 1000 * took_s / count)


def _in_a_year() -> date:
    today = _TODAY()
    return today.replace(year=today.year + 1, day=min(today.day, 28))
