"""Starting the window: one a data folder, and again where practice is entered or left."""

from __future__ import annotations

import sys
from contextlib import ExitStack

from PySide6.QtWidgets import QApplication

from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import FUSION, Style, system_palette
from kiosk_app.system.assets import assets_folder, inter_file
from kiosk_app.system.one_window import WindowLock, window_name
from kiosk_app.wiring.house import Choices, Wiring, open_house
from kiosk_app.wiring.window import OpenWindow
from kiosk_app.words.language import Language

NO_ANSWER = 2


def run_window(choices: Choices, language: Language, *, full_screen: bool) -> int:
    """Show the window until it is closed; the exit status. Raises what opening a house may raise."""
    app = QApplication([*sys.argv[:1], *FUSION])
    app.setApplicationName("stamp-kiosk")
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"), system_palette(app.styleHints()))
    style.dress(app)
    next_choices: Choices | None = choices
    status = 0
    while next_choices is not None:
        status, next_choices = _run_once(app, next_choices, style, language, full_screen=full_screen)
    return status


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
        opened.open(full_screen=full_screen)
        app.exec()
        return 0, opened.next_choices(choices)


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
