"""The door: an HTTP/1.1 server on loopback that reads requests whole and hands them on.

It refuses every other network interface, bodies over 64 KiB and anything that is not HTTP; it frees its port and
ends its threads when it closes.
"""

from __future__ import annotations

import io
import logging
import os
import selectors
import socket
import socketserver
import struct
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import urlsplit

from kiosk_app.practice.contract import BODY_LIMIT, Request
from kiosk_app.practice.vendor import Answer
from kiosk_app.practice.wire import reply_of

_log = logging.getLogger(__name__)

_IDLE_S = 60.0  # a connection that says nothing for so long is closed
_LEAVE_S = 5.0
_DRAIN_S = 1.0
_DRAIN_LIMIT = 1024 * 1024
_ONLY_ONCE = ("authorization", "content-length", "content-type", "host", "transfer-encoding", "user-agent")

Respond = Callable[[Request, socket.socket, Callable[[], None]], bool]
"""Answers a request on its connection; the last argument has it end in RST. True: it may send another request."""


class Door(ThreadingHTTPServer):
    """Listens on 127.0.0.1 from the moment it is made. Raises OSError where the port is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = os.name == "posix"  # Windows would let two processes have the port
    timeout = 0.0

    def __init__(self, port: int, respond: Respond) -> None:
        self.respond = respond
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, socket.socket | None] = {}
        self._to_reset: set[socket.socket] = set()
        self._bell, self._bell_pull = socket.socketpair()
        try:
            super().__init__(("127.0.0.1", port), _Visit)
        except OSError:
            self._bell.close()
            self._bell_pull.close()
            raise
        self.socket.setblocking(False)
        self._porter = threading.Thread(target=self._let_in, name="practice-door", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._porter.start()

    def close(self) -> None:
        """Free the port, cut what is open, wait for the threads."""
        self._bell_pull.send(b"!")
        self._porter.join()
        self.server_close()
        self._bell.close()
        self._bell_pull.close()
        with self._lock:
            visits = tuple(self._open)
            for connection in self._open.values():
                if connection is not None:
                    _hang_up(connection)
        until = time.monotonic() + _LEAVE_S
        for thread in visits:
            thread.join(max(0.0, until - time.monotonic()))

    def server_bind(self) -> None:
        # Not HTTPServer's: that asks the resolver for this computer's name, which can take seconds.
        socketserver.TCPServer.server_bind(self)

    def _let_in(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.socket, selectors.EVENT_READ)
            selector.register(self._bell, selectors.EVENT_READ)
            while not any(key.fileobj is self._bell for key, _ in selector.select()):
                self.handle_request()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection its thread. The signature is socketserver's."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), name="practice-visit", daemon=True
        )
        with self._lock:
            self._open[thread] = request
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection to its end, in its own thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.pop(threading.current_thread(), None)

    def reset(self, connection: socket.socket) -> None:
        """Have this connection end in RST: closing with lingering on and no time to linger (socket(7), SO_LINGER)."""
        pattern = "hh" if sys.platform == "win32" else "ii"
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(pattern, 1, 0))
        with self._lock:
            self._to_reset.add(connection)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection: with FIN, or without where RST was asked for. The signature is socketserver's."""
        with self._lock:
            resets = request in self._to_reset
            self._to_reset.discard(request)
            # Under the lock, so that close() never hangs up a descriptor that belongs to somebody else by then.
            self._open[threading.current_thread()] = None
        if resets:
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, _request: Any, _client_address: Any) -> None:
        """An exception in a visit is a bug of ours, unless the client just went."""
        if not isinstance(sys.exc_info()[1], OSError):
            _log.exception("practice service: a request broke it")


class _Lines(io.BufferedReader):
    """Remembers the last line: http.server takes the end of a connection for the end of a header."""

    last = b""

    def readline(self, size: int | None = -1, /) -> bytes:
        self.last = super().readline(size)
        return self.last


class _Visit(BaseHTTPRequestHandler):
    """One connection. Reads its requests one after the other and has each answered."""

    protocol_version = "HTTP/1.1"
    timeout = _IDLE_S
    rbufsize = 0
    server: Door

    def setup(self) -> None:
        super().setup()
        self._lines = _Lines(cast(io.RawIOBase, self.rfile))
        self.rfile = self._lines

    def do_GET(self) -> None:
        request = self._read()
        if isinstance(request, HTTPStatus):
            self.send_error(request)
            self._drain()
            return
        connection = self.connection
        if not self.server.respond(request, connection, lambda: self.server.reset(connection)):
            self.close_connection = True

    do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - http.server looks for these names

    def _read(self) -> Request | HTTPStatus:
        """The request with its body, or what is wrong with it."""
        if self._lines.last not in (b"\r\n", b"\n") or self.headers.defects:
            return HTTPStatus.BAD_REQUEST
        names = [name.lower() for name in self.headers]
        if self.request_version not in ("HTTP/1.0", "HTTP/1.1") or any(names.count(name) > 1 for name in _ONLY_ONCE):
            return HTTPStatus.BAD_REQUEST
        if "transfer-encoding" in names:
            return HTTPStatus.LENGTH_REQUIRED
        length_text = self.headers.get("Content-Length", "0").strip()
        if not (length_text.isascii() and length_text.isdigit()) or len(length_text) > 18:
            return HTTPStatus.BAD_REQUEST
        length = int(length_text)
        if length > BODY_LIMIT:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            url = urlsplit(self.path)
        except ValueError:
            return HTTPStatus.BAD_REQUEST
        body = self.rfile.read(length)
        if len(body) < length:
            return HTTPStatus.BAD_REQUEST
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, url.path, url.query, headers, body)

    def _drain(self) -> None:
        """Read on for a moment: closing on unread bytes would turn our answer into a reset."""
        self.connection.settimeout(_DRAIN_S)
        self.connection.shutdown(socket.SHUT_WR)
        left = _DRAIN_LIMIT
        while left > 0 and (data := self.rfile.read1(65536)):
            left -= len(data)

    def send_error(self, code: int, message: str | None = None, _explain: str | None = None) -> None:
        """Say what is wrong with a request that could not be read, and close. The signature is http.server's."""
        self.close_connection = True
        self.connection.sendall(reply_of(Answer(0, message or HTTPStatus(code).phrase, status=code)).to_bytes())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Say nothing on standard error; the books keep what was asked."""


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was quicker
