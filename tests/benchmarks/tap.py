"""From the tap on *Issue stamp* to the painted QR, less what the service took: what is ours of the wait.

The window runs in this process, the service in one of its own. The longest block of the window's thread is printed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk_app.domain.ids import ApiKey, StampIdx
from kiosk_app.domain.outcome import Answer
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import FUSION, Style, system_palette
from kiosk_app.stamp_api.client import StampClient
from kiosk_app.system.assets import assets_folder, inter_file
from kiosk_app.wiring.first_page import FirstPage
from kiosk_app.wiring.ground import Choices, open_ground
from kiosk_app.wiring.house import Wiring
from kiosk_app.wiring.window import OpenWindow
from kiosk_app.words.language import chosen_language
from tests.benchmarks.folder import make_folder
from tests.benchmarks.table import heading, time_rows
from tests.gui.stall_watch import StallWatch
from tests.services import PracticeProcess

ISSUES = 60
CARD = 123
PATIENCE_S = 10.0


class TimedClient(StampClient):
    """The wire, which remembers how long the last create took."""

    took_s = 0.0

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        started_s = time.perf_counter()
        try:
            return super().create(new)
        finally:
            self.took_s = time.perf_counter() - started_s


class TimedWiring(Wiring):
    """The parts of a run, with a wire whose time is known."""

    client: TimedClient

    def _client(self, address: str, key: ApiKey) -> StampClient:
        self.client = TimedClient(address, key, user_agent="StampKiosk/benchmark")
        return self.client


def measure_tap(folder: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with PracticeProcess() as service:
        customers = make_folder(folder / "data", service.address, service.key)
        house_choices = Choices(folder / "data", service_url=service.address, key=ApiKey(service.key))
        with _window(house_choices) as (house, opened), StallWatch("the window's thread while issuing"):
            taps = [_tap(house, opened, customer.id) for customer in customers[: ISSUES + 1]][1:]
    heading()
    time_rows("tap to the painted QR, ours of it", [1000 * (whole - theirs) for whole, theirs in taps], 50, 20)
    time_rows("the service's part", [1000 * theirs for _, theirs in taps])


@contextmanager
def _window(choices: Choices) -> Iterator[tuple[TimedWiring, OpenWindow]]:
    """The window on this folder, open, with its line tested."""
    app = QApplication([*sys.argv[:1], *FUSION])
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"), system_palette(app.styleHints()))
    style.dress(app)
    with open_ground(choices) as ground:
        first = FirstPage(ground, app, style, chosen_language())
        ground.closing.callback(first.close)
        assert first.show(full_screen=False)
        house = TimedWiring(ground)
        house.settle_where_it_belongs()
        opened = OpenWindow(house, first, style, chosen_language())
        opened.begin()
        _until(lambda: hasattr(house, "client"))
        _until_idle(opened)
        yield house, opened


def _tap(house: TimedWiring, opened: OpenWindow, customer_id: str) -> tuple[float, float]:
    """Issue one stamp; the seconds from the finger's leaving the button to the painted code, and the service's."""
    opened.customer(customer_id)
    _until_idle(opened)
    button = opened.window.findChild(QAbstractButton, f"primaryAction-{CARD}")
    assert button is not None
    painted_s: list[float] = []
    hears = opened._pages.qr_page.code_painted.connect(lambda: painted_s.append(time.perf_counter()))
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    released_s = time.perf_counter()
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    _until(lambda: bool(painted_s))
    opened._pages.qr_page.code_painted.disconnect(hears)
    _until_idle(opened)
    return painted_s[0] - released_s, house.client.took_s


def _until_idle(opened: OpenWindow) -> None:
    idle: list[bool] = []
    hears = opened._background.idle.connect(lambda: idle.append(True))
    _until(lambda: bool(idle))
    opened._background.idle.disconnect(hears)


def _until(came: Callable[[], bool]) -> None:
    """Let the window live until then."""
    loop = QEventLoop()
    give_up_s = time.perf_counter() + PATIENCE_S
    while not came():
        if time.perf_counter() > give_up_s:
            raise TimeoutError("what was waited for did not come")
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
