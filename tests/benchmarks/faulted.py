"""The longest block of the window's thread while a counter is served and every kind of fault goes on behind it."""

from __future__ import annotations

import os
from itertools import cycle, islice
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.ids import ApiKey
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.window import OpenWindow
from tests.benchmarks.folder import make_folder
from tests.benchmarks.tap import CARD, a_window, live_until
from tests.gui.stall_watch import StallWatch
from tests.services import PracticeProcess

MOODS = (
    *("fine", "slow:1", "lost", "dropped:rst", "status:500", "refuses:Not today", "garbage", "html", "short"),
    *("cut-json", "no-code", "bad-gzip", "key:401", "busy:1", "lost:silence", "moved:https://elsewhere.example"),
)
CUSTOMERS = 96
WATCHED_MS = 400  # of what follows each tap


def measure_faulted(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with PracticeProcess() as service:
        customers = make_folder(folder / "data", service.address, service.key)
        choices = Choices(folder / "data", service_url=service.address, key=ApiKey(service.key))
        with a_window(choices) as opened, StallWatch("the window's thread under faults (gate 100 ms, goal 50)"):
            for customer, mood in zip(customers, islice(cycle(MOODS), CUSTOMERS), strict=False):
                service.mood(mood)
                _serve(opened, customer)
        service.mood()


def _serve(opened: OpenWindow, customer: Customer) -> None:
    """Look somebody up, open their page, tap, watch what comes of it, look into the outbox, and go back."""
    search = opened.window.findChild(QLineEdit, "searchField")
    assert search is not None
    QTest.keyClicks(search, customer.details.name[:12])
    _live(100)
    opened.customer(customer.id)
    _live(100)
    button = opened.window.findChild(QAbstractButton, f"primaryAction-{CARD}")
    if button is not None and button.isEnabled():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    _live(WATCHED_MS)
    opened.outbox()
    _live(100)
    opened.counter()
    _live(50)


def _live(for_ms: int) -> None:
    over: list[bool] = []
    QTimer.singleShot(for_ms, lambda: over.append(True))
    live_until(lambda: bool(over))
