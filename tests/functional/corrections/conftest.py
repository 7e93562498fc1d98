"""A practice service on a real socket, a counter in front of it, and two customers with a stamp each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.settings import Settings
from kiosk_app.practice import PracticeService, TrueStamp
from kiosk_app.services.corrections import Corrections
from kiosk_app.services.customer_edits import CustomerEdits
from kiosk_app.services.history import History
from kiosk_app.services.stamp_edits import StampEdits
from tests.counters import COFFEE, Counter, make_counter
from tests.fakes.clock import START
from tests.services import PRACTICE_KEY, practice_in_process

SETTINGS = Settings(cards=(COFFEE,))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a manager works with. ``wrong`` and ``right``: the stamps of Ada and of Grace."""

    counter: Counter
    service: PracticeService
    corrections: Corrections
    stamp_edits: StampEdits
    customer_edits: CustomerEdits
    history: History
    wrong: StampIdx
    right: StampIdx

    def customer(self, name: str) -> Customer:
        with self.counter.store.reading() as work:
            return work.look_up.find(name, 1).customers[0]

    def truth(self, stamp_idx: StampIdx) -> TrueStamp | None:
        """The stamp as the service holds it; None: it holds none."""
        return next((one for one in self.service.truth().stamps if one.stamp_idx == stamp_idx), None)

    def there(self, stamp_idx: StampIdx) -> TrueStamp:
        stamp = self.truth(stamp_idx)
        assert stamp
        return stamp

    def send_all(self) -> None:
        while self.counter.sender.send_next():
            pass

    def let_time_pass(self) -> None:
        """What the heartbeat does in three minutes."""
        for _ in range(20):
            self.counter.clock.advance(9)
            self.send_all()
            self.counter.sender.prove_next()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with practice_in_process(today=START.date()) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        wrong, right = counter.issued("Ada"), counter.issued("Grace")
        yield Desk(
            *(counter, service),
            Corrections(counter.store, lambda: SETTINGS, counter.clock),
            StampEdits(counter.store, counter.clock),
            CustomerEdits(counter.store, lambda: SETTINGS, counter.clock),
            History(counter.store),
            *(wrong, right),
        )
