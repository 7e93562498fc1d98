"""From a scan's last key to the painted page of its customer, with 100,000 customers in the directory.

The window runs in this process, the service in one of its own; the stamps are known, so it is not asked first. Keys
come to the window with the times of a scanner of 5 ms a key. Painted is the first paint of the window in
which the page is shown with the customer's name on it.
"""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.samples import SAMPLE_CARDS
from kiosk_app.domain.stamp import Stamp
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from kiosk_app.wiring.window import OpenWindow
from tests.benchmarks.table import heading, time_rows
from tests.benchmarks.tap import a_window, live_until, until_idle
from tests.services import PracticeProcess

CUSTOMERS = 100_000
SCANS = 40
PER_KEY_MS = 5


class PagePainted(QObject):
    """When the customer's page was painted with this customer on it."""

    def __init__(self, opened: OpenWindow, name: str) -> None:
        super().__init__()
        self.at_s: float | None = None
        self._opened = opened
        self._name = name
        self._page = opened._pages.customer_page
        self._page._header.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and self._page._header._name.text() == self._name:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at_s = self.at_s or time.perf_counter()


def measure_scan(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with PracticeProcess() as service:
        fill(folder / "data", service.address, service.key)
        choices = Choices(folder / "data", service_url=service.address, key=ApiKey(service.key))
        with a_window(choices) as opened:
            opened.window.activateWindow()
            numbers = range(0, CUSTOMERS - 2, CUSTOMERS // (SCANS + 1))
            with_enter = [scanned(opened, service.address, number, "\r") for number in numbers][1:]
            with_nothing = [scanned(opened, service.address, number + 1, "") for number in numbers][1:]
    heading()
    time_rows("scan with Enter to the painted customer", [whole_ms for whole_ms, _ in with_enter], 100, 50)
    time_rows("scan that nothing ends, likewise", [whole_ms for whole_ms, _ in with_nothing], 100, 50)
    time_rows("the window's thread worked for it", [worked_ms for _, worked_ms in (*with_enter, *with_nothing)])


def fill(folder: Path, address: str, key: str) -> None:
    """So many customers, each with a stamp."""
    with open_house(Choices(folder, service_url=address, key=ApiKey(key))) as house:
        for card in SAMPLE_CARDS:
            house.settings().add_card(card)
        now = house.clock().now()
        with house._store.writing() as work:
            for number in range(CUSTOMERS):
                work.directory.add(Customer(f"c{number}", Details(name_of(number), f"+1 202-{number:07}")))
                stamp = Stamp(
                    *(500_000 + number, SAMPLE_CARDS[0].card_idx, f"c{number}", None, "", "", 3, 10, now),
                    *(date(2026, 1, 1), date(2030, 1, 1), True, False, now),
                )
                work.directory.put_stamp(stamp)


def name_of(number: int) -> str:
    """Seven of them have each name."""
    return f"Customer {number % (CUSTOMERS // 7):05} Of The Shop"


def scanned(opened: OpenWindow, address: str, number: int, end: str) -> tuple[float, float]:
    """Scan this customer's stamp at the counter: milliseconds from the last key, and how many of them, and of all
    keys before, the window's thread worked."""
    opened.counter()
    until_idle(opened)
    painted = PagePainted(opened, name_of(number))
    worked_s = time.thread_time()
    last_s = type_as_scanner(opened, f"{address}/stamp/{500_000 + number}{end}")
    live_until(lambda: painted.at_s is not None)
    assert painted.at_s is not None
    worked_ms = 1000 * (time.thread_time() - worked_s)
    painted._page._header.removeEventFilter(painted)
    until_idle(opened)
    return 1000 * (painted.at_s - last_s), worked_ms


def type_as_scanner(opened: OpenWindow, text: str) -> float:
    """Keys with the times of a scanner, brought at once: on a busy computer none comes late. When the last came."""
    at_ms = 1000 * time.perf_counter() - PER_KEY_MS * len(text)
    at_s = 0.0
    for place, char in enumerate(text):
        at_s = time.perf_counter()
        key = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(round(at_ms + place * PER_KEY_MS))
            QCoreApplication.sendEvent(opened.window.windowHandle(), event)
    return at_s
