"""A stamp service made of raw sockets on loopback, for everything that a well-behaved server cannot do.

Each connection is handed to one small function; what came in is remembered. It never sleeps: a silent
server waits on an Event that its closing sets.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from types import TracebackType

Speak = Callable[["Visit"], object]

PATIENCE_S = 30.0


class Visit:
    """One accepted connection, on the server's side."""

    def __init__(self, sock: socket.socket, closing: threading.Event, note: Callable[[bytes], None]) -> None:
        self.sock = sock
        self._closing = closing
        self._note = note

    def hear(self) -> bytes:
        """Read one whole request; what came is remembered even where it was cut off."""
        data = b""
        while b"\r\n\r\n" not in data or len(data) < _length(data):
            piece = self.sock.recv(65536)
            if not piece:
                break
            data += piece
        if data:
            self._note(data)
        return data

    def say(self, data: bytes) -> None:
        self.sock.sendall(data)

    def drip(self, data: bytes, every_s: float = 0.02) -> None:
        """A byte at a time, until the server closes or the other side has gone."""
        for byte in data:
            if self._closing.wait(every_s):
                return
            self.say(bytes([byte]))

    def hold(self) -> None:
        """Say nothing until the test is over."""
        self._closing.wait()

    def reset(self) -> None:
        """RST instead of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


class Server:
    """Listens on 127.0.0.1; ``speak`` plays each connection. ``heard`` holds the requests that came."""

    def __init__(self, speak: Speak, tls: ssl.SSLContext | None = None) -> None:
        self.heard: list[bytes] = []
        self.visits = 0
        self._hearing = threading.Condition()
        self._speak = speak
        self._tls = tls
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._open: list[socket.socket] = []

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def address(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Server:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for sock in self._open:
            sock.close()

    def wait_until_heard(self, requests: int = 1) -> None:
        """Who gave up may have done so before this server came to listen: what was sent to it is still read."""
        with self._hearing:
            assert self._hearing.wait_for(lambda: len(self.heard) >= requests, PATIENCE_S), "nothing came in"

    def _note(self, data: bytes) -> None:
        with self._hearing:
            self.heard.append(data)
            self._hearing.notify_all()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            self._open.append(sock)
            thread = threading.Thread(target=self._play, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _play(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError):  # the client may be gone: it has the say
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
                self._open.append(sock)
            self._speak(Visit(sock, self._closing, self._note))
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_WR)


def closed_port() -> int:
    """A port of loopback where nobody listens any more."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def full_listener() -> tuple[socket.socket, list[socket.socket]]:
    """A port whose queue is full, so that Linux drops every further SYN; and what fills it."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    fillers = []
    for _ in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
        fillers.append(filler)
    return listener, fillers


def answer(
    status: int = 200, body: bytes = b"", headers: Mapping[str, str] | None = None, *, length: int | None = None
) -> bytes:
    """An HTTP answer; ``length`` lies about the body."""
    fields = {"Content-Type": "application/json", "Content-Length": str(length or len(body)), **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode("latin-1") + body


def envelope(code: object = 0, result: object = None, message: object = "") -> bytes:
    return json.dumps({"code": code, "message": message, "result": result}).encode()


def says(data: bytes) -> Speak:
    """A server that hears a request and answers with these bytes."""

    def speak(visit: Visit) -> None:
        visit.hear()
        visit.say(data)

    return speak


def silent(visit: Visit) -> None:
    """Hears a request and never answers."""
    visit.hear()
    visit.hold()


def breaks_off(visit: Visit) -> None:
    """Waits for the first byte and resets: in the middle of a TLS handshake, where there is one."""
    visit.sock.recv(1)
    visit.reset()


def drips(data: bytes, at_once: bytes = b"") -> Speak:
    """Answers ``at_once``, then a byte at a time."""

    def speak(visit: Visit) -> None:
        visit.hear()
        visit.say(at_once)
        visit.drip(data)

    return speak


def tunnel_to(port: int) -> Speak:
    """A proxy that hears one CONNECT and carries bytes to and fro."""

    def speak(visit: Visit) -> None:
        visit.hear()
        with socket.create_connection(("127.0.0.1", port)) as there:
            visit.say(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=_carry, args=(there, visit.sock), daemon=True)
            back.start()
            _carry(visit.sock, there)
            back.join(10)

    return speak


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _length(data: bytes) -> int:
    head, _, _ = data.partition(b"\r\n\r\n")
    found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return len(head) + 4 + (int(found[1]) if found else 0)
