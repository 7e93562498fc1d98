"""A second start brings the window that is open forward, through a local socket, and ends.

Who is the window is decided by a lock alone, never by the socket: the lock is handed in and knows no Qt. Loading
QtNetwork takes 10 ms, so the first start needs this module only after its first paint.
"""

from __future__ import annotations

import logging
import time
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)

_HERE = b"here\n"
_CONNECT_MS = 500
_PAUSE_S = 0.05


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


def start_as(lock: Lock, name: str, patience_s: float = 10.0, answer_s: float = 2.0) -> Start:
    """Be the window, or bring the one that is open forward.

    One that has only just started does not answer yet, and one that is closing does not any more: so both are
    tried again and again, for ``patience_s`` seconds.
    """
    give_up_at = time.monotonic() + patience_s
    while not lock.take(_PAUSE_S):
        if call(name, answer_s):
            return Start.BROUGHT_FORWARD
        if time.monotonic() >= give_up_at:
            return Start.NO_ANSWER
    return Start.THE_WINDOW


def call(name: str, answer_s: float) -> bool:
    """Ask the window of this name to come forward; whether it says that it does.

    To be connected is not enough: the system does that for a window that hangs, too.
    """
    socket = QLocalSocket()
    socket.connectToServer(name, QLocalSocket.OpenModeFlag.ReadOnly)
    try:
        return (
            socket.waitForConnected(_CONNECT_MS)
            and socket.waitForReadyRead(round(answer_s * 1000))
            and socket.readAll().data() == _HERE
        )
    finally:
        socket.abort()


class Door(QObject):
    """Where later starts call the window. To be opened by whoever holds the lock. Signals: ``called``."""

    called = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def open(self) -> bool:
        """Listen; whether that works. Without it the window is as good, it only cannot be called.

        What a killed window left behind is removed: it is nobody's, since the lock is ours.
        """
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            _log.warning("later starts cannot call this window: %s", self._server.serverError().name)
            return False
        return True

    @property
    def place(self) -> str:
        """Where the socket lies; empty unless open."""
        return self._server.fullServerName()

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_HERE)
            socket.flush()  # before the window takes its time to come forward
            socket.disconnectFromServer()
        self.called.emit()


def bring_forward(window: QWidget) -> None:
    """Show a window over all others, as large as it was."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
