"""How long it takes to know what became of a visit whose answer was lost.

In real time, by the product's own waits and the window's own heartbeat and lanes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from kiosk_app.gui.background import ThreadedBackground
from kiosk_app.gui.heartbeat import Heartbeat
from kiosk_app.services.sender import Owner
from kiosk_app.services.timing import Timing
from kiosk_app.store.store import Store
from tests.counters import Counter, make_counter
from tests.functional.faults.at_work import LivedClock
from tests.functional.faults.ways import PATIENT, chosen, client
from tests.services import PRACTICE_KEY, practice_in_process

_EVERY_S = 1.5  # the account's limit leaves no more
_PATIENCE_S = 60.0

NO_BUDGET = Timing(minute_s=0.06)  # how soon it is known is asked here, not how many calls there are


@dataclass(frozen=True, slots=True)
class Knowing:
    """Seconds from the doubt to the proof, of visits that had arrived and of those that had not."""

    arrived_s: tuple[float, ...]
    lost_s: tuple[float, ...]

    @property
    def arrived_p95_s(self) -> float:
        return quantiles(self.arrived_s, n=20)[-1]

    @property
    def longest_s(self) -> float:
        return max(*self.arrived_s, *self.lost_s)


def measure(folder: Path, arrived: int, lost: int) -> Knowing:
    """Lose the answers of so many visits that arrive, and so many that do not, one after the other."""
    with practice_in_process(folder / "truth.db") as service, practice_in_process(folder / "truth.db") as bad:
        good, cut = client(service.address, PATIENT), client(bad.address, PATIENT)

        def way(call: Call) -> StampApi:
            return cut if call is Call.ADD else good

        owner = Owner("me", lambda who: who == "me")
        counter = make_counter(
            folder,
            service.address,
            PRACTICE_KEY,
            clock=LivedClock(),
            owner=owner,
            timing=NO_BUDGET,
            api=chosen(way),
        )
        stamps = [counter.issued(f"customer {number}") for number in range(arrived + lost)]
        entries = []
        with _heartbeat(counter) as heart:
            for number, stamp_idx in enumerate(stamps):
                bad.mood("lost:rst:add" if number < arrived else "dropped:rst:add:x1")
                entries.append(counter.open(Kind.VISIT, stamp_idx).id)
                heart.send()
                _live_on(_EVERY_S)
            bad.mood()
            for _ in range(int(_PATIENCE_S / 0.1)):
                if all(_known_s(counter.store, entry) is not None for entry in entries):
                    break
                _live_on(0.1)
        known_s = [_known_s(counter.store, entry) or float("inf") for entry in entries]
    return Knowing(tuple(known_s[:arrived]), tuple(known_s[arrived:]))


@contextmanager
def _heartbeat(counter: Counter) -> Iterator[Heartbeat]:
    crashes: list[Exception] = []
    app = QCoreApplication.instance() or QCoreApplication([])
    background = ThreadedBackground(crashes.append, parent=app)
    heart = Heartbeat(background, counter.clock, parent=background)
    heart.use(counter.sender)
    heart.start()
    yield heart
    heart.stop()
    assert background.close(20)
    assert crashes == [], crashes


def _live_on(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _known_s(store: Store, entry_id: int) -> float | None:
    """Seconds from the first doubt of an entry to the step that ended it."""
    with store.reading() as work:
        events = work.journal.events(entry_id)
    doubts = [event.at for event in events if event.after is State.UNKNOWN]
    ends = [event.at for event in events if event.before is State.UNKNOWN and event.after is not State.UNKNOWN]
    return (ends[0] - doubts[0]).total_seconds() if ends else None
