"""From each key in the search to the rows: found, and painted in a real window; ``search [ROWS...]``. What was put in
is kept for the next time where the environment names a folder for it: STAMP_KIOSK_TOWNS.

Every text is typed letter by letter, as names, phones, e-mails, member ids and initial consonants are, and nobody waits
for an answer before it is measured. Beside it, in the same folder, the same letters by a plain ``LIKE '%…%'``.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import quantiles

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent

from kiosk_app.domain.customer import Details
from kiosk_app.domain.finding import initials
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.samples import SAMPLE_CARDS
from kiosk_app.services.customers import Customers
from kiosk_app.store.store import Store
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from kiosk_app.wiring.window import OpenWindow
from tests.benchmarks.table import heading, key_rows, plain_row, times_row
from tests.benchmarks.tap import a_window, live_until, until_idle
from tests.benchmarks.town import town
from tests.services import PracticeProcess

SIZES = (10_000, 100_000, 1_000_000)
CHUNK = 20_000  # customers that are put in at once
PEOPLE = 40
TYPED_IN_THE_WINDOW = 24
LIKED = 12  # texts: each of their keys reads everybody
TYPOS = 60
LOOKED_THROUGH_S = 600.0  # a database of a million, and its first backup


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds, and how many of them the processor worked for it: a busy computer does not lengthen these."""

    whole_ms: float
    worked_ms: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Every key."""

    found: list[Took]
    painted: list[Took]


class RowsPainted(QObject):
    """When the list was painted with what this text finds."""

    def __init__(self, opened: OpenWindow, text: str) -> None:
        super().__init__()
        self.at_s: float | None = None
        self._list = opened._counter_page._below
        self._text = text
        self._list.rows.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and self._list._listed.text == self._text:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at_s = self.at_s or time.perf_counter()

    def end(self) -> None:
        self._list.rows.viewport().removeEventFilter(self)


def measure_search(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [*SIZES]
    folder = Path(os.environ.get("STAMP_KIOSK_TOWNS", folder))
    heading()
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as window:  # one window in a process
        measured = {size: window.submit(measure_town, folder / str(size), size).result() for size in sizes}
    small, large = measured[min(sizes)], measured[max(sizes)]
    if len(sizes) > 1:
        what = f"{max(sizes):,} beside {min(sizes):,}: p99"
        times_row(f"{what} found", _p99(_whole(small.found)), _p99(_whole(large.found)), 4, 2)
        times_row(f"{what} of the processor's", _p99(_worked(small.found)), _p99(_worked(large.found)), 4, 2)
        times_row(f"{what} painted", _p99(_whole(small.painted)), _p99(_whole(large.painted)), 4, 2)


def measure_town(folder: Path, size: int) -> Measured:
    file = folder / "kiosk.db"
    is_kept = file.exists()
    with PracticeProcess() as service:
        choices = Choices(folder, service_url=None if is_kept else service.address, key=ApiKey(service.key))
        with open_house(choices) as house:
            if not is_kept:
                for card in SAMPLE_CARDS:
                    house.settings().add_card(card)
                fill(house._store, size, house.reindexing().run)
            plain_row(f"{size:,}: database", f"{file.stat().st_size / 1e6:.0f} MB")
            found = measure_found(house.customers(), file, size)
        with a_window(choices, LOOKED_THROUGH_S) as opened:
            painted = measure_painted(opened, size)
    return Measured(found, painted)


def measure_found(customers: Customers, file: Path, size: int) -> list[Took]:
    texts = _texts(size)
    for text in texts[:: len(texts) // PEOPLE]:
        find(customers, text)  # as in a shop, whose window is open all day
    found = [find(customers, key) for text in texts for key in keys(text)]
    mistyped = [find(customers, text) for text in typos(size)]
    key_rows(f"{size:,}: key to rows", _whole(found), 20, 5)
    key_rows(f"{size:,}: the processor's time for it", _worked(found))
    key_rows(f"{size:,}: with a typo", _whole(mistyped), 300, 100)
    key_rows(f"{size:,}: the processor's time for that", _worked(mistyped))
    key_rows(f"{size:,}: LIKE '%…%'", [like(file, key) for text in texts[:LIKED] for key in keys(text)])
    return found


def measure_painted(opened: OpenWindow, size: int) -> list[Took]:
    opened.window.activateWindow()
    texts = _texts(size)
    painted = [took for text in texts[:: len(texts) // TYPED_IN_THE_WINDOW] for took in typed(opened, text)]
    key_rows(f"{size:,}: key to painted rows", _whole(painted), 50, 33)
    key_rows(f"{size:,}: the window's thread's share of it", _worked(painted))
    return painted


def fill(store: Store, size: int, reindex: Callable[[], int]) -> None:
    """Through the store's own piece; the index is made when everybody is in, as a large import does."""
    started_s = time.perf_counter()
    people = town(size)
    with store.writing() as work:
        work.look_up.distrust()
    while some := [*islice(people, CHUNK)]:
        with store.writing() as work:
            work.directory.add_many(some)
    plain_row(f"{size:,}: customers put in a second", f"{size / (time.perf_counter() - started_s):.0f}")
    started_s = time.perf_counter()
    reindex()
    plain_row(f"{size:,}: of them indexed a second", f"{size / (time.perf_counter() - started_s):.0f}")


def typed_for(details: Details) -> Iterator[str]:
    """What staff type to find somebody."""
    yield details.name
    yield " ".join(reversed(details.name.split()))
    yield details.phone
    yield details.phone[-4:]
    if "가" <= details.name[0] <= "힣":
        yield initials(details.name)
    if details.email:
        yield details.email
    if details.user_id:
        yield details.user_id


def typos(size: int) -> Iterator[str]:
    """Names and phones with two letters swapped, or one missing."""
    random = Random(7)
    for customer in islice(town(size), TYPOS):
        text = random.choice((customer.details.name, customer.details.phone))
        at = random.randrange(len(text) - 1)
        yield random.choice((text[:at] + text[at + 1 :], text[:at] + text[at + 1] + text[at] + text[at + 2 :]))


def keys(text: str) -> list[str]:
    """What is in the search after each key."""
    return [text[:end] for end in range(1, len(text) + 1)]


def find(customers: Customers, text: str) -> Took:
    started_s, worked_s = time.perf_counter(), time.thread_time()
    customers.rows(text)
    return Took(1000 * (time.perf_counter() - started_s), 1000 * (time.thread_time() - worked_s))


def like(file: Path, text: str) -> float:
    with closing(sqlite3.connect(file)) as connection:
        started_s = time.perf_counter()
        connection.execute("SELECT count(*) FROM customer WHERE found_by LIKE ?", (f"%{text}%",)).fetchone()
        return 1000 * (time.perf_counter() - started_s)


def typed(opened: OpenWindow, text: str) -> list[Took]:
    """From each key to its painted rows."""
    opened.counter()
    until_idle(opened)
    return [typed_key(opened, char, so_far) for char, so_far in zip(text, keys(text), strict=True)]


def typed_key(opened: OpenWindow, char: str, so_far: str) -> Took:
    painted = RowsPainted(opened, so_far)
    started_s, worked_s = time.perf_counter(), time.thread_time()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char)
        QCoreApplication.sendEvent(opened._counter_page._search.line, event)
    live_until(lambda: painted.at_s is not None)
    assert painted.at_s is not None
    painted.end()
    return Took(1000 * (painted.at_s - started_s), 1000 * (time.thread_time() - worked_s))


def _texts(size: int) -> list[str]:
    """What is typed for some of them."""
    everybody = islice(town(size), 0, None, max(1, size // PEOPLE))
    return [text for customer in islice(everybody, PEOPLE) for text in typed_for(customer.details)]


def _whole(keys: list[Took]) -> list[float]:
    return [took.whole_ms for took in keys]


def _worked(keys: list[Took]) -> list[float]:
    return [took.worked_ms for took in keys]


def _p99(times_ms: list[float]) -> float:
    return quantiles(times_ms, n=100)[-1]
