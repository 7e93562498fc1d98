"""From the tap on *Add visit* to the visible mark, told as unconfirmed: all of it is ours.

A tap is the release of the mouse on the real button of a page that is painted. A mark that is new fades in, so two
moments are told: its first paint, and the first in which more than half of its ink is there, which is the visible one.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk_app.cli.house import NoKey
from kiosk_app.domain.customer import Customer
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.stamp import Stamp
from kiosk_app.gui.marks.grid import FADE, MarkGrid
from kiosk_app.gui.pages.card_tile import CardTile
from kiosk_app.practice import BornStamp
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from kiosk_app.wiring.window import OpenWindow
from tests.benchmarks.folder import make_folder
from tests.benchmarks.table import heading, time_rows
from tests.benchmarks.tap import CARD, a_window, live_until, until_idle, until_painted
from tests.gui.stall_watch import StallWatch
from tests.services import PracticeProcess

VISITS = 100
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Marked:
    """Milliseconds from the tap: to the first paint of the mark, and to the visible mark."""

    first_ms: float
    visible_ms: float


class MarkPainted(QObject):
    """When the grid was painted with one more mark in it, and when half of its ink was there."""

    def __init__(self, grid: MarkGrid) -> None:
        super().__init__()
        self.first_s: float | None = None
        self.visible_s: float | None = None
        self._grid = grid
        self._inked = grid._places.inked
        grid.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and self._grid._places.inked > self._inked:
            is_half = not self._grid._new or FADE * self._grid._way() >= HALF
            QTimer.singleShot(0, self, self._note_visible if is_half else self._note_first)
        return False

    def _note_first(self) -> None:
        self.first_s = self.first_s or time.perf_counter()

    def _note_visible(self) -> None:
        self._note_first()
        self.visible_s = self.visible_s or time.perf_counter()


def measure_mark(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    data = folder / "data"
    with PracticeProcess() as nobody:
        customers = make_folder(data, nobody.address, nobody.key)
        port = int(nobody.address.rpartition(":")[2])
    choices = Choices(data, service_url=nobody.address, key=ApiKey(nobody.key))
    stamps = _give_stamps(choices, customers[: VISITS + 1])
    watch = StallWatch("the window's thread while adding visits")
    with PracticeProcess(stamps=stamps, port=port), a_window(choices) as opened, watch:
        taps = [marked(opened, customer.id) for customer in customers[: VISITS + 1]][1:]
    heading()
    time_rows("tap to the visible mark", [tap.visible_ms for tap in taps], 100, 50)
    time_rows("tap to its first paint", [tap.first_ms for tap in taps])


def marked(opened: OpenWindow, customer_id: str) -> Marked:
    """Add one visit on a page that has come to rest."""
    opened.customer(customer_id)
    until_idle(opened)
    tile = opened.window.findChild(CardTile, f"cardTile-{CARD}")
    button = opened.window.findChild(QAbstractButton, f"primaryAction-{CARD}")
    assert tile is not None
    assert button is not None
    live_until(lambda: not tile.presses.is_deaf)
    grid = tile.findChild(MarkGrid)
    assert grid is not None
    painted = MarkPainted(grid)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    until_painted()
    released_s = time.perf_counter()
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    live_until(lambda: painted.visible_s is not None)
    assert painted.first_s is not None
    assert painted.visible_s is not None
    grid.removeEventFilter(painted)
    until_idle(opened)
    return Marked(1000 * (painted.first_s - released_s), 1000 * (painted.visible_s - released_s))


def _give_stamps(choices: Choices, customers: tuple[Customer, ...]) -> list[BornStamp]:
    """Everybody has one with seven visits, here and at the service."""
    born = []
    with open_house(choices) as house:
        assert not isinstance(house.line(), NoKey)
        card = house.settings().current().card(CARD)
        assert card is not None
        now = house.clock().now()
        span = card.span(house.clock().today())
        with house._store.writing() as work:
            for number, customer in enumerate(customers):
                ids = (5000 + number, CARD)
                seen = now - timedelta(seconds=number)
                work.directory.put_stamp(
                    Stamp(*ids, customer.id, None, "", "", 7, card.places, seen, span.start, span.end, True, False, now)
                )
                born.append(BornStamp(*ids, span.start, span.end, visits=7, user_id=customer.id))
    return born
