"""Starting the window: one a data folder, and again where practice is entered or left."""

from __future__ import annotations

import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kiosk_app.cli.failing import TROUBLES, failure
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import FUSION, Style, system_palette
from kiosk_app.system.assets import assets_folder, inter_file
from kiosk_app.system.one_window import WindowLock, window_name
from kiosk_app.wiring.house import Choices, Wiring, open_house
from kiosk_app.wiring.window import OpenWindow
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

NO_ANSWER = 2
AGAIN = 1  # what the trouble page ends its loop with

_log = logging.getLogger(__name__)


def run_window(choices: Choices, language: Language, *, full_screen: bool) -> int:
    """Show the window until it is closed; the exit status. A trouble at the start is told in a window of its own."""
    app = QApplication([*sys.argv[:1], *FUSION])
    app.setApplicationName("stamp-kiosk")
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"), system_palette(app.styleHints()))
    style.dress(app)
    next_choices: Choices | None = choices
    status = 0
    while next_choices is not None:
        try:
            status, next_choices = _run_once(app, next_choices, style, language, full_screen=full_screen)
        except TROUBLES as trouble:
            end = failure(language, trouble)
            _log.warning("the window cannot begin: %s", type(trouble).__name__)
            if not _tell(app, style, language, end.said):
                return end.status
    return status


def _tell(app: QApplication, style: Style, language: Language, said: Said) -> bool:
    """Say why the window cannot begin; whether to try again."""
    from kiosk_app.gui.pages.trouble import TroublePage

    page = TroublePage(style, language, said)
    page.again.connect(lambda: app.exit(AGAIN))
    page.closing.connect(app.quit)
    page.resize(1024, 600)
    page.show()
    beat = QTimer(page)
    beat.timeout.connect(lambda: None)  # Python hears a signal only when it has something to do
    beat.start(500)
    with _ended_by_signals(page):
        return app.exec() == AGAIN


@contextmanager
def _ended_by_signals(window: QWidget) -> Iterator[None]:
    """Ctrl-C and SIGTERM close the window, as its own button does."""
    before = {number: signal.signal(number, lambda *_: window.close()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run_once(
    app: QApplication, choices: Choices, style: Style, language: Language, *, full_screen: bool
) -> tuple[int, Choices | None]:
    """One run on one folder, and what to run after it."""
    with ExitStack() as closing:
        house = closing.enter_context(open_house(choices))
        lock = WindowLock(house.folder.window_lock)
        if not lock.take() and (status := _call(lock, house)) is not None:
            return status, None
        closing.callback(lock.release)
        opened = OpenWindow(house, app, style, language)
        opened.loaded.connect(_collect_again)
        closing.enter_context(_ended_by_signals(opened.window))  # heard at the next beat at the latest
        opened.open(full_screen=full_screen)
        app.exec()
        return 0, opened.next_choices(choices)


def _collect_again() -> None:
    """What was loaded stays: the collector need not look through it ever again."""
    gc.freeze()
    gc.enable()


def _call(lock: WindowLock, house: Wiring) -> int | None:
    """Another window is open on this folder: bring it forward. The exit status, or None where it has gone meanwhile."""
    from kiosk_app.gui.one_window import Start, start_as

    match start_as(lock, window_name(house.folder.root)):
        case Start.BROUGHT_FORWARD:
            return 0
        case Start.NO_ANSWER:
            return NO_ANSWER
        case Start.THE_WINDOW:
            return None
