"""Staff at the window: mouse, keys and a scanner, in the shop's own words. They go by what is written on the glass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import zxingcpp
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from kiosk_app.domain.ids import ApiKey
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.window import Window
from kiosk_app.system.assets import assets_folder, inter_file
from kiosk_app.wiring.first_page import FirstPage
from kiosk_app.wiring.ground import Choices, open_ground
from kiosk_app.wiring.window import open_window
from kiosk_app.words.language import english
from tests.functional.days.clock import ShopClock
from tests.functional.days.notebook import PLACES, Held, Person
from tests.functional.window.hands import CODE, Hands
from tests.gui.qr.scanned import rgb
from tests.gui.stall_watch import StallWatch
from tests.services import PRACTICE_KEY

PATIENCE_S = 30.0
SIZE = (1280, 800)
A_BREATH_S = 1.0  # between two presses: what changed under a finger takes none for a while


class WindowLife:
    """Lets the window live until something is so; how long that takes to find out is no block of the window's."""

    def __init__(self, watch: StallWatch) -> None:
        self._watch = watch
        self._loop = QEventLoop()

    def waitUntil(self, callback: Callable[[], None], *, timeout: int = 0) -> None:
        give_up_s = time.monotonic() + max(PATIENCE_S, timeout / 1000)
        while True:
            with self._watch.left_out():
                trouble = _trouble(callback)
            if trouble is None:
                return
            if time.monotonic() > give_up_s:
                raise trouble
            self._loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def go_on(self, seconds: float) -> None:
        """Let it live for so long."""
        until_s = time.monotonic() + seconds
        self._loop.processEvents()
        self.waitUntil(lambda: _must(time.monotonic() >= until_s))


def _trouble(check: Callable[[], None]) -> AssertionError | None:
    try:
        check()
    except AssertionError as trouble:
        return trouble
    return None


class Staff(Hands):
    """One person at the counter."""

    def __init__(self, window: Window, clock: ShopClock, watch: StallWatch) -> None:
        self.life = WindowLife(watch)
        super().__init__(window, self.life)
        self.clock = clock
        self.watch = watch

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """As any hands do, but all that stands in the window is only read where it was waited for in vain."""
        try:
            self.life.waitUntil(lambda: _must(is_so()))
        except AssertionError:
            raise AssertionError(f"in vain: {what}; it is {self.page}, which says:\n{self.text}") from None

    def type(self, text: str) -> None:
        """Between two keys the window lives."""
        for letter in text:
            super().type(letter)
            self.life.go_on(0)

    # To a customer

    def go_home(self) -> None:
        """To the counter, from where one press leads there."""
        if self.page != "counterPage":
            self.click("doneButton" if self.page == "qrPage" else "backButton")
            if self.page == "customerPage":
                self.click("backButton")
        self.see("counterPage")

    def find(self, person: Person) -> None:
        """Type their name into the search, and open them."""
        self.go_home()
        self.type(person.name)
        self.wait(lambda: person.name in self.shown("customerList"), f"{person.name} is found")
        self.type("\r")
        self.meets(person)

    def scans(self, person: Person, code: str) -> None:
        """Whatever page is shown."""
        self.scan_in(code, "\r")
        self.meets(person)

    def meets(self, person: Person) -> None:
        """Their page comes up, and shows of each stamp what the notebook says."""
        self.see("customerPage")
        self.wait(lambda: person.name in self.shown("customerPage"), f"{person.name} is shown")
        for held in person.held:
            if held.is_live and held.is_there:
                self.counts(held)

    def counts(self, held: Held) -> None:
        """The tile shows as many marks as were added."""
        told = f"{held.visits} of {PLACES[held.card_idx]} visit"
        name = f"cardTile-{held.card_idx}"
        self.wait(lambda: any(line.startswith(told) for line in self.lines(name)), f"{name} shows {told}")

    def arrived(self, held: Held) -> None:
        """The service has confirmed every mark of it."""
        name = f"cardTile-{held.card_idx}"
        self.wait(lambda: " waiting" not in self.shown(name), f"all of {name} is confirmed")

    # At a tile

    def press(self, card_idx: int, *captions: str) -> str:
        """The tile's one action, once it reads one of these and takes presses; what it read."""
        name, read = f"primaryAction-{card_idx}", [""]

        def is_ready() -> bool:
            button = self.button(name)
            read.append(button.text() if button and not button.is_busy else "")
            return read[-1] in captions and self.can_click(name)

        self.wait(is_ready, f"{name} reads one of {captions}")
        self.clock.advance(A_BREATH_S)
        self.click(name)
        return read[-1]

    def says(self, card_idx: int, *sentences: str) -> None:
        """The tile says one of these."""
        name = f"cardTile-{card_idx}"
        self.wait(lambda: any(one in self.shown(name) for one in sentences), f"{name} says one of {sentences}")

    # What is seen

    def button(self, name: str) -> Button | None:
        return next((one for one in self.window.findChildren(Button, name) if one.isVisible()), None)

    def called(self, beginning: str) -> list[str]:
        """The object names of the buttons whose accessible names begin so."""
        buttons = [one for one in self.window.findChildren(Button) if one.isVisible()]
        return [one.objectName() for one in buttons if one.accessibleName().startswith(beginning)]

    def shown(self, name: str) -> str:
        return "\n".join(self.lines(name))

    def lines(self, name: str) -> list[str]:
        """What stands in what has this object name, or is told to a screen reader."""
        found = next((one for one in self.window.findChildren(QWidget, name) if one.isVisible()), None)
        return self.told(found) if found else []

    def see_code(self) -> str:
        """The code of a new stamp, read as a phone would once it stands still on the glass."""
        self.see("qrPage")
        self.wait(lambda: CODE in self.shown("qrHeadline"), "the code is shown")
        codes: list[str] = []

        def is_read() -> bool:
            picture = np.ascontiguousarray(rgb(self.window.grab().toImage()))
            codes.extend(code.text for code in zxingcpp.read_barcodes(picture))
            return bool(codes)

        self.wait(is_read, "the code can be read")
        return codes[-1]


def _must(is_so: bool) -> None:
    assert is_so


@contextmanager
def a_counter(app: QApplication, folder: Path, address: str, clock: ShopClock, watch: StallWatch) -> Iterator[Staff]:
    """The window as it is started, on this folder, with somebody in front of it; closed at the end of the block."""
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"))
    style.dress(app)
    choices = Choices(folder, service_url=address, key=ApiKey(PRACTICE_KEY))
    with open_ground(choices, clock) as ground:
        first = FirstPage(ground, app, style, english())
        ground.closing.callback(first.close)
        assert first.show(full_screen=False)
        first.window.showNormal()  # a screen that is no larger had it maximized
        first.window.resize(*SIZE)
        opened = open_window(ground, first, style, english())
        is_loaded: list[bool] = []
        opened.loaded.connect(lambda: is_loaded.append(True))
        opened.begin()
        opened.window.activateWindow()
        staff = Staff(opened.window, clock, watch)
        staff.wait(lambda: bool(is_loaded), "every page is made")
        try:
            yield staff
        finally:
            opened.window.close()
