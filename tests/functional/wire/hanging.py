"""Run in a child process whose name service hangs, or whose one name has four addresses that drop every SYN.

Prints what the exchange saw: sent, trouble, deadline, and whether it came back at once.
"""

from __future__ import annotations

import socket
import sys
import threading
import time

from kiosk_app.stamp_api.transport import Timeouts
from tests.functional.wire.calls import exchange


def main(trouble: str) -> None:
    deadline_s = 1.0
    if trouble == "names that hang":
        silent = socket.socket(type=socket.SOCK_DGRAM)
        silent.bind(("127.0.0.99", 53))
        address, keep = "https://slow.test", [silent]
    else:
        keep = dropping("127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.14")
        address = f"https://four.test:{keep[0].getsockname()[1]}"
    before = time.monotonic()
    seen = exchange(address, Timeouts(connect_s=0.8, read_s=5, deadline_s=deadline_s))
    quick = time.monotonic() - before < deadline_s + 1
    trouble_name = seen.trouble.value if seen.trouble else "none"
    print(seen.sent, trouble_name, seen.deadline, "quickly" if quick else "late")  # noqa: T201
    assert threading.active_count() > 1, "the worker is given up, not waited for"
    for sock in keep:
        sock.close()


def dropping(*hosts: str) -> list[socket.socket]:
    """Listeners on one port of several addresses, each with a full queue."""
    kept: list[socket.socket] = []
    port = 0
    for host in hosts:
        listener = socket.socket()
        listener.bind((host, port))
        port = listener.getsockname()[1]
        listener.listen(0)
        kept.append(listener)
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex((host, port))
            kept.append(filler)
    return kept


if __name__ == "__main__":
    main(sys.argv[1])
