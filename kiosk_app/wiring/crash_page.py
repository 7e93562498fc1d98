"""What its makers are told of a fault of our own, and the window of its own where there is no other to tell it in."""

from __future__ import annotations

import platform
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, qVersion

from kiosk_app.gui.theme.style import Style
from kiosk_app.system.crash import CrashReport
from kiosk_app.system.signals import WishToEnd
from kiosk_app.words import crash as words
from kiosk_app.words import window as window_words
from kiosk_app.words.language import Language


def told_of(crash: CrashReport) -> str:
    """The text that a person copies."""
    from kiosk_app.cli.version import product_version

    facts = (
        f"Stamp Kiosk {product_version()}, Python {platform.python_version()}, Qt {qVersion()}",
        platform.platform(),
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
    )
    return words.told(facts, crash.reference, crash.trace, home=str(Path("~").expanduser()))


def show_crash(style: Style, language: Language, crash: CrashReport) -> None:
    """In the hook, where no window is left: until it is closed. In a thread of no window it is said on the terminal."""
    sys.stderr.write(f"{words.crashed(language, crash.reference)}\n")
    if threading.current_thread() is not threading.main_thread():
        return
    from kiosk_app.gui.pages.crash import CrashPage

    page = CrashPage(style, language, window_words.leave(language))
    page.show_crash(words.stopped(language), told_of(crash))
    shown = QEventLoop()
    page.left.connect(page.close)
    page.closing.connect(shown.quit)
    page.resize(1024, 600)
    page.show()
    beat = QTimer(page)
    beat.timeout.connect(lambda: None)  # Python hears a signal only when it has something to do
    beat.start(500)
    wish = WishToEnd()
    with wish.heard(), wish.granted_by(page.close):
        shown.exec()
