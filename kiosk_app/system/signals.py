"""Ctrl-C and SIGTERM where nothing may be broken off: for a command while it sends, for the window at every moment."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def unbroken() -> Iterator[None]:
    """Hold back the first Ctrl-C or SIGTERM until the block ends, then raise KeyboardInterrupt.

    A second one raises it at once. Only the main thread is ever interrupted; any other passes through.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = False

    def remember(_number: int, _frame: FrameType | None) -> None:
        nonlocal came
        if came:
            raise KeyboardInterrupt
        came = True

    before = {number: signal.signal(number, remember) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        raise KeyboardInterrupt


class WishToEnd:
    """What a signal means to a window: kept from the moment it is heard, and granted by what there is to close.

    Python hears signals amid anything. An exception there would end in the middle of PySide, which aborts.
    """

    def __init__(self) -> None:
        self.is_made = False
        self._grant: Callable[[], object] | None = None

    @contextmanager
    def heard(self) -> Iterator[None]:
        before = {number: signal.signal(number, self._hear) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def granted_by(self, grant: Callable[[], object]) -> Iterator[None]:
        """While this lasts: once for each signal, and at once where one was heard before."""
        self._grant = grant
        if self.is_made:
            grant()
        try:
            yield
        finally:
            self._grant = None

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.is_made = True
        if self._grant:
            self._grant()
