"""The crash hook: where an exception that nobody expected ends, in the log and on one calm page.

It repeats no values, starts nothing again, and shows nothing itself: whoever installs it says how.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from kiosk_app.system.traces import describe

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrashReport:
    """What a person may copy and send: a reference that is also in the log, and the trace without values."""

    reference: str
    trace: str


def report(error: BaseException) -> CrashReport:
    """Log an unexpected exception under a new reference."""
    crash = CrashReport(os.urandom(4).hex(), describe(error))
    _log.error("crash %s: %s", crash.reference, crash.trace)
    return crash


def install(show: Callable[[CrashReport], None]) -> Callable[[], None]:
    """Report what reaches the top of any thread and hand it to ``show``, in that thread. Returns the undo.

    Ctrl-C and leaving a thread by SystemExit are no crashes. Python then ends with status 1 by itself.
    """
    before = sys.excepthook, threading.excepthook

    def on_main(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            _tell(error, show)

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            _tell(args.exc_value, show)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = on_main, on_thread
    return undo


def _tell(error: Exception, show: Callable[[CrashReport], None]) -> None:
    crash = report(error)
    try:
        show(crash)
    except Exception as second:  # noqa: BLE001  the hook is the end of the line: nobody else can catch it
        _log.error("crash %s could not be shown: %s", crash.reference, describe(second))
