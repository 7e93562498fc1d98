"""One request's watch: was a byte of it sent, did its deadline fire, and which sockets are to be shut then.

One lock decides between "a byte goes out" and "time is up", so that nothing is ever sent after its call was
given up. It knows no HTTP and judges nothing.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from enum import Enum

from kiosk_app.stamp_api.judge import Trouble


class Stage(Enum):
    """How far a connection has come."""

    PREPARING = "preparing"
    REACHING = "reaching"  # name, addresses, a proxy and its tunnel
    SECURING = "securing"  # the TLS handshake with the service itself
    READY = "ready"


class TooLate(OSError):
    """A byte was about to be sent, or a socket opened, after the deadline."""


class Watch:
    """Shared by the thread that speaks and the thread that waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._given_up = False
        self._sent = False
        self._stage = Stage.PREPARING
        self._proxied = False
        self._certificate: Trouble | None = None

    @property
    def sent(self) -> bool:
        with self._lock:
            return self._sent

    def reaches(self, proxied: bool) -> None:
        """A name is about to be looked up; ``proxied``: a proxy's, not the service's."""
        with self._lock:
            self._stage, self._proxied = Stage.REACHING, proxied

    def opened(self, sock: socket.socket) -> None:
        """A connection stands. A duplicate is kept, because TLS takes the descriptor away from ``sock``.

        Raises TooLate after the deadline, and after a byte was sent: one request, one connection.
        """
        with self._lock:
            if self._given_up or self._sent:
                raise TooLate
            self._sockets.append(sock.dup())

    def secures(self) -> None:
        """The TLS handshake with the service is about to begin."""
        with self._lock:
            self._stage = Stage.SECURING

    def distrusts(self, trouble: Trouble) -> None:
        """The certificate was looked at and is not good."""
        with self._lock:
            self._certificate = trouble

    def before_send(self, of_request: bool) -> None:
        """Called before bytes go out; raises TooLate after the deadline. CONNECT is not of the request."""
        with self._lock:
            if self._given_up:
                raise TooLate
            if of_request:
                self._stage, self._sent = Stage.READY, True

    def give_up(self) -> bool:
        """Refuse every byte from now on, shut what is open, and tell whether a byte had gone out before."""
        with self._lock:
            self._given_up = True
            sockets, self._sockets = self._sockets, []
        for sock in sockets:
            with contextlib.suppress(OSError):  # the other side may have gone already
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        return self.sent

    def trouble(self) -> Trouble:
        """What kind of trouble it is that ended the request at this stage."""
        with self._lock:
            if self._sent:
                return Trouble.LOST
            if self._stage is Stage.PREPARING:
                return Trouble.BAD_REQUEST
            if self._stage is Stage.REACHING:
                return Trouble.PROXY if self._proxied else Trouble.UNREACHABLE
            return self._certificate or Trouble.TLS
