"""A window that begins with a stale search index: it tells how far the new one is, and searching goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.services.care import Care
from kiosk_app.services.customers import Customers
from kiosk_app.services.reindexing import Reindexing
from kiosk_app.store.backups import Backups
from kiosk_app.store.database import Database
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.wiring.data_care import DataCare
from tests.fakes.background import HeldBackground
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store


class Counter:
    """A folder with a customer, and what the window is told of its care."""

    def __init__(self, folder: Path, *, is_stale: bool) -> None:
        self.clock = FakeClock()
        self.store = make_store(folder, self.clock)
        with self.store.writing() as work:
            work.directory.add(Customer("c1", Details("Ada Lovelace")))
            if is_stale:
                work.look_up.distrust()
        path, kept = folder / "kiosk.db", folder / "backups"
        database = Database(path, kept)
        self.held = HeldBackground()
        self.seen: list[float | None] = []
        self.failures: list[StoreTrouble] = []
        self.reindexing = WatchedIndex(IndexBuild(database))
        self.care = DataCare(
            lambda: Care(path, database, Backups(path, kept), self.clock.now, lambda: 10**12),
            lambda: self.reindexing,
            self.held,
            proved_whole=lambda: None,
            low_space=lambda _is_low: None,
            preparing=self.look,
            failed=self.failures.append,
        )
        self.reindexing.look = self.look

    def look(self) -> None:
        self.seen.append(self.care.prepared)

    def begin(self) -> None:
        """The folder is looked through, then cared for."""
        self.care.take_turn()
        self.held.release()
        self.held.release()

    def is_found(self, text: str) -> bool:
        return bool(Customers(self.store, Settings, self.clock).find(text).customers)


class WatchedIndex(Reindexing):
    """``look`` is called when it was made."""

    look: Callable[[], None]

    def run(self, tell: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        made = super().run(tell)
        self.look()
        return made


def test_a_stale_index_is_made_anew_and_how_far_it_is_can_be_told(tmp_path: Path) -> None:
    counter = Counter(tmp_path, is_stale=True)
    counter.begin()
    assert (counter.seen, counter.held.held) == ([0.0], (Lane.CARE,))
    assert counter.is_found("lovelace")
    counter.held.release()
    assert counter.seen == [0.0, 1.0, None]
    assert counter.is_found("lovelace")
    assert not counter.reindexing.is_needed()


def test_two_turns_make_it_once(tmp_path: Path) -> None:
    counter = Counter(tmp_path, is_stale=True)
    counter.begin()
    counter.care.take_turn()
    counter.held.release()
    counter.held.release()
    assert counter.seen == [0.0, 1.0, None]


def test_a_whole_index_is_left_as_it_is_and_nothing_is_said(tmp_path: Path) -> None:
    counter = Counter(tmp_path, is_stale=False)
    counter.begin()
    assert (counter.seen, counter.held.held, counter.failures) == ([], (), [])
