"""The program itself, by its own way in; it says when the counter page was painted and when all is loaded.

A process of its own; it stays until it is ended. Its arguments are the program's.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kiosk_app.__main__ import load_qt, main

LOADED_MS = 3000  # after the first paint; by then every page is made and the line was tested


def watch_the_window() -> None:
    """Put a window that is watched in the place of the one that start makes."""
    load_qt()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

    from kiosk_app.wiring import start
    from kiosk_app.wiring.first_page import FirstPage
    from tests.benchmarks.first_paint import FirstPaint, say

    class WatchedPage(FirstPage):
        def show(self, *, full_screen: bool) -> bool:
            FirstPaint(self.window, self._painted)
            return super().show(full_screen=full_screen)

        def _painted(self) -> None:
            search = self.window.findChild(QWidget, "searchField")
            if self.window.page is self.counter_page and self.window.focusWidget() is search:
                say("painted")
            QTimer.singleShot(LOADED_MS, self._loaded)

        def _loaded(self) -> None:
            import_module("kiosk_app.credentials.keyring_vault")  # a key from standard input leaves it out
            say("ready")

    vars(start)["FirstPage"] = WatchedPage


if __name__ == "__main__":
    watch_the_window()
    sys.exit(main())
