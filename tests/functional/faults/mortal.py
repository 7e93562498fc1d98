"""Run in a process of its own: starts the program again and again, loaded but not begun, and kills it at a moment.

Each line of standard input is one start: ``argv``, ``key``, and ``after_s`` (seconds), ``at_step`` (that many
connections, and beginnings and ends of what is written, from the start) or ``at_word`` (the next line). Each line of
output says how it ended, null where it was killed. Forked when loaded, so that the moments fall into the work.
"""

from __future__ import annotations

import inspect
import io
import json
import os
import select
import signal
import sys
from collections.abc import Mapping
from types import FrameType
from typing import Any

from kiosk_app.__main__ import run_command
from kiosk_app.store.database import Database
from tests.loaded import load

CONNECTIONS = ("sqlite3.connect", "socket.connect")  # https://docs.python.org/3/library/audit_events.html
WRITING = inspect.unwrap(Database.writing).__code__


def live(told: Mapping[str, Any]) -> None:
    """The program, in the child: it ends by itself, or is ended between two of its steps."""
    if told["at_step"] is not None:
        _die_at_step(told["at_step"])
    streams = io.StringIO(), io.StringIO(), io.StringIO(f"{told['key']}\n")
    os._exit(run_command(told["argv"], *streams))


def _die_at_step(last: int) -> None:
    left = last

    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def connecting(event: str, _arguments: object) -> None:
        if event in CONNECTIONS:
            step()

    def called(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is WRITING:  # as it begins, and again before it commits
            step()

    sys.addaudithook(connecting)
    sys.setprofile(called)


def watch(child: int, after_s: float | None, *, at_word: bool) -> int | None:
    """Its exit status; None where it was killed."""
    if at_word:
        sys.stdin.readline()
        os.kill(child, signal.SIGKILL)
    elif after_s is not None:
        ended = os.pidfd_open(child)
        if not select.select([ended], [], [], after_s)[0]:
            os.kill(child, signal.SIGKILL)
        os.close(ended)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return None if code == -signal.SIGKILL else code


def main() -> None:
    """Until standard input ends."""
    load()
    while line := sys.stdin.readline():
        told = json.loads(line)
        child = os.fork()
        if not child:
            live(told)
        print(json.dumps({"status": watch(child, told["after_s"], at_word=told["at_word"])}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
