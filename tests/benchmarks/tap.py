"""From the tap on *Issue stamp* to the painted QR, less what the service took: what is ours of the wait.

The window runs in this process, the service and the line to it in two of their own. A tap is the release of the
mouse on the real button of a page that is painted; the QR is painted when the window is, with the whole code in it.
The service's time is what the line says of that one call: from its being accepted to the last byte of its answer.
Building the request, connecting and reading the answer are ours. There is no TLS on this line.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk_app.domain.ids import ApiKey
from kiosk_app.gui.garbage import GarbageMan
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.pages.card_tile import CardTile
from kiosk_app.gui.qr import QrPanel
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import FUSION, Style, system_palette
from kiosk_app.services.timing import Timing
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
SIZE = (1280, 800)


class TimedLine:
    """The way to a service on loopback, which knows how long each call took there."""

    def __init__(self, service: str) -> None:
        self._child = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("line.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._told = self._child.stdout
        self._child.stdin.write(f"{service.rpartition(':')[2]}\n")
        self._child.stdin.flush()
        self.address = f"http://127.0.0.1:{self._told.readline().strip()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.communicate()

    def last_create_s(self) -> float:
        """How long the next create that it tells of took; looks are passed over."""
        while line := self._told.readline():
            method, took_s = line.split()
            if method == "POST":
                return float(took_s)
        raise RuntimeError("the line ended; its standard error says why")


NO_BUDGET = Timing(minute_s=0.06)  # nobody taps as often as is tapped here: the account's pace is not what is measured


@dataclass(frozen=True, slots=True)
class Tap:
    """Milliseconds from the tap to the painted code. And how long the processor worked for us meanwhile: in all
    threads, and in the window's; a busy computer does not lengthen these."""

    whole_ms: float
    cpu_ms: float
    window_cpu_ms: float


class CodePainted(QObject):
    """When the window was painted with a code in it, before anything follows from that."""

    def __init__(self, panel: QrPanel) -> None:
        super().__init__()
        self.at_s: float | None = None
        self._panel = panel
        panel.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and self._panel.text() is not None:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at_s = self.at_s or time.perf_counter()


def measure_tap(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with PracticeProcess() as service, TimedLine(service.address) as line:
        customers = make_folder(folder / "data", line.address, service.key)
        choices = Choices(folder / "data", service_url=line.address, key=ApiKey(service.key))
        with a_window(choices) as opened, StallWatch("the window's thread while issuing"):
            taps = [
                (tapped(opened, customer.id, CARD), 1000 * line.last_create_s()) for customer in customers[: ISSUES + 1]
            ][1:]
    heading()
    time_rows("tap to the painted QR, ours of it", [tap.whole_ms - theirs_ms for tap, theirs_ms in taps], 50, 20)
    cpu_rows([tap for tap, _ in taps])
    time_rows("the service's part", [theirs_ms for _, theirs_ms in taps])


def cpu_rows(taps: Sequence[Tap]) -> None:
    """What a busy computer does not lengthen."""
    time_rows("the processor's time for it", [tap.cpu_ms for tap in taps])
    time_rows("the window's thread's share of that", [tap.window_cpu_ms for tap in taps])


@contextmanager
def a_window(choices: Choices, patience_s: float = PATIENCE_S) -> Iterator[OpenWindow]:
    """The window on this folder, open, with all its pages made, its line tested and its database looked through."""
    app = QApplication([*sys.argv[:1], *FUSION])
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"), system_palette(app.styleHints()))
    style.dress(app)
    with open_ground(choices) as ground:
        first = FirstPage(ground, app, style, chosen_language())
        ground.closing.callback(first.close)
        assert first.show(full_screen=False)
        first.window.showNormal()  # a screen that is no larger had it maximized
        first.window.resize(*SIZE)
        house = Wiring(ground, NO_BUDGET)
        house.settle_where_it_belongs()
        opened = OpenWindow(house, first, style, chosen_language())
        loaded: list[bool] = []
        opened.loaded.connect(lambda: loaded.append(True))
        opened.loaded.connect(GarbageMan(opened).begin)  # as start does
        with StallWatch("the window's thread while the pages are made"):
            opened.begin()
            live_until(lambda: bool(loaded))
        until_idle(opened, patience_s)
        yield opened


def tapped(opened: OpenWindow, customer_id: str, card_idx: int) -> Tap:
    """Issue one stamp on a page that has come to rest."""
    opened.customer(customer_id)
    until_idle(opened)
    tile = opened.window.findChild(CardTile, f"cardTile-{card_idx}")
    assert isinstance(tile, CardTile)
    live_until(lambda: not tile.presses.is_deaf)  # it may have meant something else for the customer before
    button = tile.presses.primary
    painted = CodePainted(opened._pages.qr_page.panel)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    until_painted()
    released_s, used_s, worked_s = time.perf_counter(), time.process_time(), time.thread_time()
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    live_until(lambda: painted.at_s is not None)
    used_ms, worked_ms = 1000 * (time.process_time() - used_s), 1000 * (time.thread_time() - worked_s)
    assert painted.at_s is not None
    whole_ms = 1000 * (painted.at_s - released_s)
    opened._pages.qr_page.panel.removeEventFilter(painted)
    until_idle(opened)
    return Tap(whole_ms, used_ms, worked_ms)


def until_idle(opened: OpenWindow, patience_s: float = PATIENCE_S) -> None:
    idle: list[bool] = []
    hears = opened._background.idle.connect(lambda: idle.append(True))
    live_until(lambda: bool(idle), patience_s)
    opened._background.idle.disconnect(hears)
    change = opened.window._change
    live_until(lambda: change is None or change._page is None)  # the page has come in
    until_painted()


def until_painted() -> None:
    """Layouts and paints that are asked for, and those that they ask for."""
    for _ in range(3):
        QApplication.processEvents()


def live_until(came: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Let the window live until then."""
    loop = QEventLoop()
    give_up_s = time.perf_counter() + patience_s
    while not came():
        if time.perf_counter() > give_up_s:
            raise TimeoutError("what was waited for did not come")
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
