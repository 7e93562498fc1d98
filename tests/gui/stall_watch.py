"""How long the window's thread was ever blocked, by the lateness of a timer. For tests and benchmarks only.

It wakes the thread 200 times a second, so it does not belong into the program.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_TICK_MS = 5


class StallWatch(QObject):
    """Watches between ``with`` and its end, and prints the longest block where it was given a name.

    A block is known to the millisecond or two; one shorter than a tick may be missed. Its work is the processor's time
    that the thread had of it: on a busy computer a block is longer than its work.
    """

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.longest_s = 0.0
        self._name = name
        self.most_work_s = 0.0
        self._due_at_s = 0.0
        self._worked_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> StallWatch:
        self._due_at_s = time.perf_counter() + _TICK_MS / 1000
        self._worked_s = time.thread_time()
        self._timer.start(_TICK_MS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        self._tick()
        if self._name:
            block_ms, work_ms = 1000 * self.longest_s, 1000 * self.most_work_s
            print(f"{self._name}: longest block {block_ms:.0f} ms, most work in one {work_ms:.0f} ms")  # noqa: T201

    @contextmanager
    def left_out(self) -> Iterator[None]:
        """What the thread does meanwhile is the test's own work, and no block of the window."""
        began_s, worked_s = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            self._due_at_s += time.perf_counter() - began_s
            self._worked_s += time.thread_time() - worked_s

    @Slot()
    def _tick(self) -> None:
        now_s, worked_s = time.perf_counter(), time.thread_time()
        self.longest_s = max(self.longest_s, now_s - self._due_at_s)
        self.most_work_s = max(self.most_work_s, worked_s - self._worked_s)
        self._due_at_s, self._worked_s = now_s + _TICK_MS / 1000, worked_s
