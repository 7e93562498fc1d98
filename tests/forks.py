"""Processes that begin loaded: a fork of one that loaded the program. See ``loaded``; there is no fork on Windows.

A start takes half a second of a core where the program is loaded anew; here little but the work is left.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

CAN_FORK = sys.platform.startswith("linux")

_ROOT = Path(__file__).resolve().parent.parent


class Forked:
    """One of them, with what of ``subprocess.Popen`` it needs. Its parent is the one that was forked."""

    def __init__(self, what: str, arguments: Sequence[str], streams: tuple[int, int, int]) -> None:
        ending, told = os.pipe()
        wish = {"what": what, "arguments": [*arguments], "folder": str(Path.cwd()), "environ": dict(os.environ)}
        socket.send_fds(_nursery(), [json.dumps(wish).encode()], [*streams, told])
        os.close(told)
        self._told = os.fdopen(ending)
        self._pid = int(self._told.readline())
        self._status: int | None = None

    def wait(self, timeout: float) -> int:
        """Its exit status; raises TimeoutExpired as Popen does."""
        if self._status is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(f"process {self._pid}", timeout)
            with self._told:
                self._status = int(self._told.readline())
        return self._status

    def kill(self) -> None:
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)


def command(arguments: Sequence[str], stdin: str, patience_s: float) -> tuple[int, str, str]:
    """One command to its end: its exit status, and what it said on standard output and standard error."""
    with ExitStack() as files:
        typed, out, err = (files.enter_context(TemporaryFile("w+", encoding="utf-8")) for _ in range(3))
        typed.write(stdin)
        typed.seek(0)
        child = Forked("command", arguments, (typed.fileno(), out.fileno(), err.fileno()))
        try:
            status = child.wait(patience_s)
        except subprocess.TimeoutExpired:
            child.kill()
            raise
        for said in (out, err):
            said.seek(0)
        return status, out.read(), err.read()


class ForkedService(Forked):
    """A practice service, spoken to through ``stdin`` and ``stdout``."""

    def __init__(self) -> None:
        heard, typed = os.pipe()
        said, spoken = os.pipe()
        super().__init__("service", (), (heard, spoken, 2))
        os.close(heard)
        os.close(spoken)
        self.stdin = os.fdopen(typed, "w", encoding="utf-8")
        self.stdout = os.fdopen(said, encoding="utf-8")


@cache
def _nursery() -> socket.socket:
    """To whom wishes are sent: begun with the first, gone with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        loaded = [sys.executable, "-m", "tests.loaded", str(theirs.fileno())]
        child = subprocess.Popen(loaded, cwd=_ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
    atexit.register(child.wait)
    atexit.register(ours.close)
    return ours
