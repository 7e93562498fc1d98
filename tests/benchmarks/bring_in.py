"""An import of 100,000 customers, beside a plain executemany of the same; and how long the shop waits during another.

The shop commits something small every 10 ms in a thread of its own: its longest wait is the time that the import held
the lock, and the threads' turns.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from kiosk_app.domain.settings import Settings, Shop
from kiosk_app.services.importing import Importing, ImportRequest
from kiosk_app.services.reindexing import Reindexing
from kiosk_app.store.database import Database, bring_up_to_date
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.store.meta import Fact
from kiosk_app.store.store import Store
from kiosk_app.system.clock import SystemClock
from tests.benchmarks.table import heading, seconds_row, time_rows

ROWS = 100_000
BETWEEN_S = 0.01
GIVEN = ("Anna", "Zoë", "John", "민서", "서연", "花子", "José", "Jürgen")
FAMILY = ("Smith", "Müller", "김", "박", "佐藤", "García", "Lévêque", "Brown")


def measure_import(folder: Path) -> None:
    sheet = _written(folder / "customers.csv")
    alone, shared = _Target(folder / "alone"), _Target(folder / "shared")
    new_s = alone.import_all(sheet)
    started = time.perf_counter()
    assert alone.importing.run(ImportRequest(sheet)).same == ROWS
    same_s = time.perf_counter() - started
    with _AtWork(shared.store) as shop:
        shared_s = shared.import_all(sheet)
    heading()
    seconds_row(f"import of {ROWS:,} rows", _plainly(folder / "alone"), new_s, 30, 10)
    seconds_row("the same again: nothing to do", None, same_s)
    seconds_row("while the shop commits every 10 ms", None, shared_s)
    time_rows("a commit of the shop's meanwhile", shop.times_ms)
    seconds_row("the longest of them", None, max(shop.times_ms) / 1000, 0.5)


class _Target:
    """An empty folder that customers are brought into."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(shop=Shop(country="KR"))
        (folder / "backups").mkdir(parents=True)
        self._database = Database(folder / "kiosk.db", folder / "backups")
        self._database.prepare()
        self.store = Store(self._database, SystemClock().now, lambda: "KR", "benchmark")
        self.importing = Importing(self.store, lambda: settings, Reindexing(IndexBuild(self._database)))

    def import_all(self, sheet: Path) -> float:
        """How long it took, with the search index ready."""
        started = time.perf_counter()
        done = self.importing.run(ImportRequest(sheet))
        took_s = time.perf_counter() - started
        assert (done.new, done.is_done) == (ROWS, True)
        assert not IndexBuild(self._database).is_needed()
        return took_s


def _written(path: Path) -> Path:
    chance = random.Random(11)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(("name", "phone", "e-mail", "member id", "note"))
        for number in range(ROWS):
            name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
            phone = f"010-{2000 + number // 10_000}-{number % 10_000:04}"
            mail = f"mail{number}@example.com" if number % 2 else ""
            sheet.writerow((name, phone, mail, f"M{number}" if number % 3 else "", "likes tea"))
    return path


def _plainly(folder: Path) -> float:
    """The very rows, into the very table, and no questions asked."""
    with closing(sqlite3.connect(folder / "kiosk.db")) as there:
        rows = there.execute("SELECT * FROM customer").fetchall()
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("PRAGMA synchronous = FULL")
        bring_up_to_date(plain)
        started = time.perf_counter()
        plain.execute("BEGIN")
        plain.executemany(f"INSERT INTO customer VALUES ({', '.join('?' * len(rows[0]))})", rows)
        plain.execute("COMMIT")
        return time.perf_counter() - started


class _AtWork:
    """A shop that goes on."""

    def __init__(self, store: Store) -> None:
        self.times_ms: list[float] = []
        self._store = store
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> _AtWork:
        self._thread.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._ended.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ended.wait(BETWEEN_S):
            started = time.perf_counter()
            with self._store.writing() as work:
                work.meta.put(Fact.ADDRESS, "https://service.example")
            self.times_ms.append(1000 * (time.perf_counter() - started))
