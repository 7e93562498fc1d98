"""Run in a process of its own: loads the program once, and is forked for each start of a command or of a service.

A wish is one message: what begins, with which arguments, where and in which environment; with it come the streams and
a pipe. There the pid is told, and in the end the exit status. It ends when nobody is left who could wish for more.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk_app.__main__ import main as run_program
from tests.serve_practice import main as serve_practice

# What commands load only where they come to it.
LATER = (
    *("kiosk_app.cli.main", "kiosk_app.cli.performers", "kiosk_app.wiring.house", "kiosk_app.wiring.doctor"),
    *("kiosk_app.services.account", "kiosk_app.services.bringing", "kiosk_app.services.finishing"),
    *("kiosk_app.services.late_look", "kiosk_app.services.trial", "kiosk_app.stamp_api.client"),
    *("kiosk_app.store.settings_write", "kiosk_app.credentials.keyring_vault"),
)
BEGINNINGS = {"command": run_program, "service": serve_practice}
MOST_BYTES = 1 << 20  # of one wish


def load() -> None:
    """All that a command may come to."""
    for name in LATER:
        importlib.import_module(name)
    gc.freeze()  # else the first collection of each child copies what they share


def main() -> None:
    load()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is meant for whoever started us
    wishes = socket.socket(fileno=int(sys.argv[1]))
    living: dict[int, tuple[int, int]] = {}  # by what tells that one has ended: its pid, and where to tell of it
    while True:
        ready = select.select([wishes.fileno(), *living], [], [])[0]
        for ended in living.keys() & ready:
            pid, told = living.pop(ended)
            _tell(told, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            os.close(told)
            os.close(ended)
        if wishes.fileno() in ready:
            wish, handles, _, _ = socket.recv_fds(wishes, MOST_BYTES, 4)
            if not wish:
                return
            *streams, told = handles
            if not (pid := os.fork()):
                for handle in (told, *living, *(other for _, other in living.values())):
                    os.close(handle)
                wishes.close()
                sys.exit(begin(json.loads(wish), streams))
            living[os.pidfd_open(pid)] = pid, told
            _tell(told, pid)
            for stream in streams:
                os.close(stream)


def begin(wish: Mapping[str, Any], streams: Sequence[int]) -> int | None:
    """In the child, which has nothing of ours but what is loaded."""
    for own, stream in enumerate(streams):
        os.dup2(stream, own)
        os.close(stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(wish["folder"])
    os.environ.clear()
    os.environ.update(wish["environ"])
    time.tzset()
    sys.argv[1:] = wish["arguments"]
    return BEGINNINGS[wish["what"]]()


def _tell(whom: int, number: int) -> None:
    """Who asked may be gone."""
    try:
        os.write(whom, b"%d\n" % number)
    except BrokenPipeError:
        return


if __name__ == "__main__":
    main()
