"""Where the data is damaged or gone: the page on which a person chooses, and restoring what was chosen elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from kiosk_app.domain.burst import Pace
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ports import Lane
from kiosk_app.gui.background import ThreadedBackground
from kiosk_app.gui.pages.recovery import RecoveryPage
from kiosk_app.gui.scanner import Scanner
from kiosk_app.gui.theme.style import Style
from kiosk_app.presenters.recovery import RecoveryPresenter
from kiosk_app.system.crash import report
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from kiosk_app.wiring.join import join
from kiosk_app.words.crash import crashed
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class Mending:
    """The page, its talk and the threads under it, on a folder whose database nobody opens. ``again`` ends its loop."""

    def __init__(self, app: QApplication, style: Style, language: Language, choices: Choices, again: int) -> None:
        self._app = app
        self._choices = replace(choices, recovers=True)
        self._language = language
        self._again = again
        self.page = RecoveryPage(style, language)

    def choose(self, trouble: StoreTrouble) -> bool:
        """Show it until a person chose; whether to begin again."""
        with open_house(self._choices) as house, self._background() as background:
            talk = RecoveryPresenter(self.page, house.recovery(), background, self._language, self._begin)
            names = ("use_pressed", "file_chosen", "empty_pressed", "empty_confirmed", "empty_declined")
            join(self.page, talk, *names)
            talk.opened(trouble.reason)
            return self._shown()

    def restore(self, file: Path) -> None:
        """Begin again with what a person chose in the settings; raises BackupRefused and StoreTrouble."""
        failed: list[Exception] = []

        def cannot(error: Exception) -> None:
            failed.append(error)
            self._begin()

        with open_house(self._choices) as house, self._background() as background:
            recovery = house.recovery()
            self.page.show_restoring()
            background.submit(
                Lane.CARE, lambda: recovery.use(recovery.read(file).backup), lambda _kept: self._begin(), cannot
            )
            self._shown()
        if failed:
            raise failed[0]

    @contextmanager
    def _background(self) -> Iterator[ThreadedBackground]:
        background = ThreadedBackground(self._crashed)
        try:
            yield background
        finally:
            background.close(wait_s=60)  # what a person chose is not left half done

    def _begin(self) -> None:
        self._app.exit(self._again)

    def _shown(self) -> bool:
        self.page.closing.connect(self._app.quit)
        self.page.resize(1024, 600)
        self.page.show()
        scanner = Scanner(self._app, Pace(), parent=self.page)  # what is scanned here presses nothing
        beat = QTimer(self.page)
        beat.timeout.connect(lambda: None)  # Python hears a signal only when it has something to do
        beat.start(500)
        goes_on = self._app.exec() == self._again
        scanner.stop()
        self.page.hide()
        QCoreApplication.removePostedEvents(self._app, QEvent.Type.Quit)  # of the last window, which another follows
        return goes_on

    def _crashed(self, error: Exception) -> None:
        self.page.show_busy(False)
        self.page.show_notice(Said(crashed(self._language, report(error).reference)))
