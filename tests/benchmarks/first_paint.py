"""Says on standard output that a window was painted, from inside the process that is measured."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Calls ``painted`` once, when the first paint of a widget, and of all that is in it, is over.

    Its own event goes before everything that waits, so that no work after the first paint is counted.
    """

    def __init__(self, watched: QWidget, painted: Callable[[], None]) -> None:
        super().__init__(watched)
        self._watched = watched
        self._painted = painted
        self._over = QEvent.Type(QEvent.registerEventType())
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._watched.removeEventFilter(self)
            QCoreApplication.postEvent(self, QEvent(self._over), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == self._over:
            self._painted()
            return True
        return super().event(event)


def say(word: str) -> None:
    """One line, at once."""
    print(word, flush=True)  # noqa: T201
