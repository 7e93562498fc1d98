"""A second start brings the window that is open forward, by a file that the window takes away, and ends.

Who is the window is decided by a lock alone, never by such a file: the lock is handed in and knows no Qt. A local
socket would do as well, and bring all of QtNetwork, 3 MB, into a window that needs nothing else of it.
"""

from __future__ import annotations

import logging
import os
import time
from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)

_PAUSE_S = 0.05
_LOOK_AGAIN_S = 0.01


class Lock(Protocol):
    """Held by the one window of a data folder."""

    def take(self, wait_s: float) -> bool:
        """Whether this process is the window now; waits so long for another to end."""
        ...


class Start(Enum):
    """What this start is."""

    THE_WINDOW = "the window"
    BROUGHT_FORWARD = "brought forward"  # another is open and has said that it comes
    NO_ANSWER = "no answer"  # another is open and says nothing


def start_as(lock: Lock, calls: Path, patience_s: float = 10.0, answer_s: float = 2.0) -> Start:
    """Be the window, or bring the one that is open forward. ``calls``: the folder where it is called.

    One that has only just started does not answer yet, and one that is closing does not any more: so both are
    tried again and again, for ``patience_s`` seconds.
    """
    give_up_at = time.monotonic() + patience_s
    while not lock.take(_PAUSE_S):
        if call(calls, answer_s):
            return Start.BROUGHT_FORWARD
        if time.monotonic() >= give_up_at:
            return Start.NO_ANSWER
    return Start.THE_WINDOW


def call(calls: Path, answer_s: float) -> bool:
    """Ask the window to come forward; whether it says that it does, by taking our file away."""
    file = calls / os.urandom(8).hex()
    try:
        file.touch(0o600)
    except OSError:
        return False
    give_up_at = time.monotonic() + answer_s
    while file.exists() and time.monotonic() < give_up_at:
        time.sleep(_LOOK_AGAIN_S)
    try:
        file.unlink()  # of us and the window just one takes it away, and so both know
    except FileNotFoundError:
        return True
    return False


class Door(QObject):
    """Where later starts call the window. To be opened by whoever holds the lock. Signals: ``called``."""

    called = Signal()

    def __init__(self, calls: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._answer)

    def open(self) -> bool:
        """Listen; whether that works. Without it the window is as good, it only cannot be called.

        Who calls already is answered, and what a killed start left behind goes.
        """
        if not self._watcher.addPath(str(self._calls)):
            _log.warning("later starts cannot call this window")
            return False
        self._answer()
        return True

    def close(self) -> None:
        for place in self._watcher.directories():
            self._watcher.removePath(place)

    @Slot()
    def _answer(self) -> None:
        """Before the window takes its time to come forward."""
        calls = list(self._calls.iterdir()) if self._calls.is_dir() else []
        if sum(map(_taken_away, calls)):
            self.called.emit()


def _taken_away(file: Path) -> bool:
    try:
        file.unlink()
    except OSError:  # its caller gave up this moment, or has it open still and calls again
        return False
    return True


def bring_forward(window: QWidget) -> None:
    """Show a window over all others, as large as it was."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
