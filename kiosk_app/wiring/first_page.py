"""The window with the counter's search in it: painted, with letters going into it, before all else is loaded.

It knows no presenter: what a person does meanwhile waits for them.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kiosk_app.domain.settings import Settings, Theme
from kiosk_app.gui.pages.counter import CounterPage
from kiosk_app.gui.theme.accent import accented
from kiosk_app.gui.theme.palette import DARK, LIGHT, Palette
from kiosk_app.gui.theme.style import Style, system_palette
from kiosk_app.gui.window import Window
from kiosk_app.wiring.ground import Ground
from kiosk_app.words import window as words
from kiosk_app.words.language import Language

UNPAINTED_MS = 1000  # a window that begins out of sight is not painted; the stamps that wait are sent all the same


class FirstPage:
    """The window of one run and the page it begins with."""

    def __init__(self, ground: Ground, app: QApplication, style: Style, language: Language) -> None:
        self._ground = ground
        self._app = app
        self._style = style
        self._language = language
        self.window = Window(style, language, ground.clock.now, is_practice=ground.is_practice)
        self.counter_page = CounterPage(style, language)
        self.window.add_page(self.counter_page)
        self.is_closed = False
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
        shop = self._settings().shop
        self.window.show_home(self.counter_page, shop.name or words.program(self._language), shop.counter)

    def dress(self) -> None:
        """The theme and accent of the settings; practice wears ink."""
        self._style.change(palette=self._palette(self._settings()))

    def close(self) -> None:
        """Take the window away where it is still there."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._recolours)
        if not self.is_closed:
            self.window.close()

    def _settings(self) -> Settings:
        return self._ground.settings.current()

    def _palette(self, settings: Settings) -> Palette:
        hints = self._app.styleHints()
        palette = {Theme.LIGHT: LIGHT, Theme.DARK: DARK}.get(settings.shop.theme) or system_palette(hints)
        accent = "#3A342C" if self._ground.is_practice else settings.shop.accent
        return accented(palette, accent) if accent else palette

    # Where it was

    def _close(self) -> None:
        self.is_closed = True
        if not self.window.isFullScreen():
            self._remember()

    def _remember(self) -> None:
        memory = self._memory()
        memory.setValue("geometry", self.window.saveGeometry())
        memory.sync()
        self._ground.folder.window_memory.chmod(0o600)

    def _put_back(self) -> None:
        """The window where it was last time."""
        kept = self._memory().value("geometry")
        if not (isinstance(kept, QByteArray) and self.window.restoreGeometry(kept)):
            room = self.window.screen().availableSize()
            if room.width() <= 1280 or room.height() <= 800:
                self.window.setWindowState(Qt.WindowState.WindowMaximized)
            self.window.resize(1280, 800)

    def _memory(self) -> QSettings:
        """Where the window was: beside the data, since it belongs to this counter."""
        return QSettings(str(self._ground.folder.window_memory), QSettings.Format.IniFormat)
