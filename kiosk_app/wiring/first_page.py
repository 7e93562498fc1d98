"""The window with the counter's search in it: painted, with letters going into it, before all else is loaded.

It knows no presenter: what a person does meanwhile waits for them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kiosk_app.gui.pages.counter import CounterPage
from kiosk_app.gui.theme.accent import accented
from kiosk_app.gui.theme.fonts import system_text_scale
from kiosk_app.gui.theme.palette import DARK, LIGHT, Palette
from kiosk_app.gui.theme.style import Style, system_palette
from kiosk_app.gui.window import Window
from kiosk_app.wiring.ground import Ground
from kiosk_app.wiring.looks import Looks
from kiosk_app.wiring.window_memory import WindowMemory
from kiosk_app.words import window as words
from kiosk_app.words.language import Language

if TYPE_CHECKING:
    from kiosk_app.gui.desktop_wishes import DesktopWishes

UNPAINTED_MS = 1000  # a window that begins out of sight is not painted; the stamps that wait are sent all the same


class FirstPage:
    """The window of one run and the page it begins with."""

    def __init__(self, ground: Ground, app: QApplication, style: Style, language: Language) -> None:
        self._is_practice = ground.is_practice
        self.app = app
        self._style = style
        self._language = language
        self.window = Window(style, language, ground.clock.now, is_practice=ground.is_practice)
        self.counter_page = CounterPage(style, language)
        self.window.add_page(self.counter_page)
        self._memory = WindowMemory(ground.folder.window_memory)
        self._looks = self._memory.looks()
        self.is_closed = False
        self._wishes: DesktopWishes | None = None
        self.window.closing.connect(self._close)
        self._recolours = app.styleHints().colorSchemeChanged.connect(lambda _scheme: self.dress())

    def show(self, *, full_screen: bool) -> bool:
        """Show it and wait for its first paint; False where it was closed before."""
        self.dress()
        self.show_home()
        if full_screen:
            self.window.showFullScreen()
        else:
            self._put_back()
            self.window.show()
        painted = QEventLoop()
        self.window.painted.connect(painted.quit)
        self.window.closing.connect(painted.quit)
        QTimer.singleShot(UNPAINTED_MS, painted, painted.quit)
        painted.exec()
        return not self.is_closed

    def show_home(self) -> None:
        """The counter page, under the shop's name."""
        shop = self._looks.shop or words.program(self._language)
        self.window.show_home(self.counter_page, shop, self._looks.counter)

    def wear(self, looks: Looks) -> None:
        """Look like this from here on, and the next time."""
        if looks != self._looks:
            self._looks = looks
            self._memory.keep_looks(looks)
            self.dress()

    def dress(self) -> None:
        """The theme, accent, text size and motion of the settings, or of the computer; practice wears ink."""
        is_calm = self._looks.is_calm or bool(self._wishes and self._wishes.is_calm)
        self._style.change(self._palette(), self._text_scale(), is_calm)

    def hear_desktop(self) -> None:
        """How large and how still the desktop is asked to be, once it answers; Qt itself would start a bus for that."""
        if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
            return
        from PySide6.QtDBus import QDBusConnection

        from kiosk_app.gui.desktop_wishes import DesktopWishes

        self._wishes = DesktopWishes(QDBusConnection.sessionBus(), self.window)
        self._wishes.changed.connect(self.dress)
        self._wishes.ask()

    def close(self) -> None:
        """Take the window away where it is still there."""
        self.app.styleHints().colorSchemeChanged.disconnect(self._recolours)
        if self._wishes:
            self._wishes.changed.disconnect(self.dress)
        if not self.is_closed:
            self.window.close()
        # What is about to go goes while all is held: later it could take the window with it from inside.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _text_scale(self) -> float:
        if self._looks.text_per_cent:
            return self._looks.text_per_cent / 100
        # On X11 the desktop's factor is in the resolution, so Qt has made everything larger by it already.
        is_told = self._wishes and self.app.platformName().startswith("wayland")
        return max(system_text_scale(), self._wishes.text_scale if self._wishes and is_told else 1.0)

    def _palette(self) -> Palette:
        hints = self.app.styleHints()
        palette = {"light": LIGHT, "dark": DARK}.get(self._looks.theme) or system_palette(hints)
        accent = "#3A342C" if self._is_practice else self._looks.accent
        return accented(palette, accent) if accent else palette

    # Where it was

    def _close(self) -> None:
        self.is_closed = True
        if not self.window.isFullScreen():
            self._memory.keep_geometry(self.window.saveGeometry())

    def _put_back(self) -> None:
        """The window where it was last time."""
        kept = self._memory.geometry()
        if kept is None or not self.window.restoreGeometry(kept):
            room = self.window.screen().availableSize()
            if room.width() <= 1280 or room.height() <= 800:
                self.window.setWindowState(Qt.WindowState.WindowMaximized)
            self.window.resize(1280, 800)
