"""A line to the practice service that tells how long each call took there, in a process of its own.

Reads the service's port, prints its own; then a line per connection: the method, and the seconds from its being
accepted to the answer's last byte being handed on. It ends when its standard input ends.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from contextlib import suppress


def main() -> None:
    """Relay until standard input ends."""
    service = ("127.0.0.1", int(sys.stdin.readline()))
    with socket.create_server(("127.0.0.1", 0)) as door:
        print(door.getsockname()[1], flush=True)  # noqa: T201
        threading.Thread(target=_relay_all, args=(door, service), daemon=True).start()
        sys.stdin.read()


def _relay_all(door: socket.socket, service: tuple[str, int]) -> None:
    while True:
        near, _ = door.accept()
        threading.Thread(target=_relay, args=(near, service, time.perf_counter()), daemon=True).start()


def _relay(near: socket.socket, service: tuple[str, int], began_s: float) -> None:
    with near, socket.create_connection(service) as far:
        for sock in (near, far):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        method = near.recv(4, socket.MSG_PEEK).decode(errors="replace").strip()
        threading.Thread(target=_pass_on, args=(near, far), daemon=True).start()
        ended_s = began_s
        while data := _received(far):
            near.sendall(data)
            ended_s = time.perf_counter()
        print(method, ended_s - began_s, flush=True)  # noqa: T201


def _pass_on(near: socket.socket, far: socket.socket) -> None:
    with suppress(OSError):  # the other thread closes both
        while data := near.recv(65536):
            far.sendall(data)
        far.shutdown(socket.SHUT_WR)


def _received(far: socket.socket) -> bytes:
    try:
        return far.recv(65536)
    except OSError:
        return b""


if __name__ == "__main__":
    main()
