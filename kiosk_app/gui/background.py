"""The only threads of the window: one daemon thread per lane, and one relay that brings every result home.

A daemon, because an executor would be joined at exit. One relay, because a signals object per task is destroyed
on the worker's thread, which crashes. No lane ever holds the last reference to what was handed in: the window's
thread lets go of it.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk_app.domain.ports import Lane, Ticket, VaultReason, VaultTrouble

_log = logging.getLogger(__name__)

T = TypeVar("T")

# For how long a thread that computes keeps the interpreter while another wants it. Each answer of disk or network has
# to win it back, so by Python's 5 ms a tap, with some dozen of them, would wait longer for turns than for work.
TURN_S = 0.0005


class WorkEnded(Exception):
    """The work tried to end its thread. It says with what."""


class ThreadedBackground(QObject):
    """Implements ``domain.ports.Background``.

    ``crashed`` is told, on the window's thread, of every exception that nobody expected. Signals: ``idle`` when
    nothing is open any more. A thread is started with the first work of its lane.
    """

    idle = Signal()
    _came_home = Signal()  # carries nothing: what came home waits in a queue of ours, not of Qt's

    def __init__(
        self, crashed: Callable[[Exception], None], vault_s: float = 10.0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN_S)
        self._crashed = crashed
        self._vault_ms = round(vault_s * 1000)
        self._window_thread = threading.get_ident()
        self._workers: dict[Lane, _Worker] = {}
        self._open: set[_Task] = set()
        self._home: deque[_Task] = deque()
        self._closing = threading.Lock()
        self._closed = False
        self._came_home.connect(self._bring_home, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: object | None = None,
        droppable: bool = False,
    ) -> Ticket:
        """As the port says. Once closed, nothing is taken any more."""
        if threading.get_ident() != self._window_thread:
            raise RuntimeError("work is handed in on the window's thread")
        task = _Task(lane, work, done, failed, owner, droppable)
        if self._closed:
            return task
        self._open.add(task)
        self._worker(lane).queue.put(task)
        if lane is Lane.VAULT:
            QTimer.singleShot(self._vault_ms, self, partial(self._give_up, task))
        return task

    def leave(self, owner: object) -> None:
        for task in self._open:
            if task.owner is owner:
                task.cancel()

    def close(self, wait_s: float = 2.0, disk_s: float = 10.0) -> bool:
        """Take nothing more, call nobody back, and end the lanes; whether all of them ended.

        What waits for the disk is finished, within ``disk_s`` seconds: it may be a tap that nobody has written
        down yet. All else that waits is dropped, and what runs gets ``wait_s`` seconds.
        """
        with self._closing:
            self._closed = True
        for task in self._open:
            task.dropped = task.dropped or task.droppable or task.lane is not Lane.DISK
        self._open.clear()
        for worker in self._workers.values():
            worker.queue.put(None)
        started = time.monotonic()
        for lane, worker in self._workers.items():
            limit_s = disk_s if lane is Lane.DISK else wait_s
            worker.thread.join(max(0.0, started + limit_s - time.monotonic()))
        left = [lane.value for lane, worker in self._workers.items() if worker.thread.is_alive()]
        if left:
            _log.info("left running: %s", ", ".join(left))
        return not left

    def _worker(self, lane: Lane) -> _Worker:
        if lane not in self._workers:
            self._workers[lane] = _Worker(lane, self._home, self._announce)
        return self._workers[lane]

    def _announce(self) -> None:
        """On a lane's thread. Once closed it stays silent: the window, and Python itself, may be going down."""
        with self._closing:
            if not self._closed:
                self._came_home.emit()

    @Slot()
    def _bring_home(self) -> None:
        task = self._home.popleft()
        if task in self._open:
            self._settle(task, task.tell)
        task.forget()

    def _give_up(self, task: _Task) -> None:
        if task in self._open:
            _log.info("given up: the vault has not answered")
            task.dropped = True
            self._settle(task, task.tell_no_answer)

    def _settle(self, task: _Task, tell: Callable[[], None]) -> None:
        self._open.discard(task)
        try:
            tell()
        except Exception as error:  # noqa: BLE001  the relay: what nobody expected goes to the crash hook
            self._crashed(error)
        finally:
            if not self._open and not self._closed:
                self.idle.emit()


class _Task:
    """One piece of work on its way there and back, and the ticket for it.

    Everything is the window's thread's own, but ``run``.
    """

    __slots__ = ("_done", "_error", "_failed", "_result", "_work", "droppable", "dropped", "lane", "owner")

    def __init__(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None,
        owner: object | None,
        droppable: bool,
    ) -> None:
        self.lane = lane
        self.owner = owner
        self.droppable = droppable
        self.dropped = False
        self._work: Callable[[], object] | None = work
        self._done: Callable[..., object] | None = done
        self._failed: Callable[[Exception], object] | None = failed
        self._result: object = None
        self._error: Exception | None = None

    def run(self) -> None:
        """On the lane's thread."""
        if self.dropped or self._work is None:
            return
        try:
            self._result = self._work()
        except BaseException as error:  # noqa: BLE001  it must not end the lane, whatever it is
            self._error = error if isinstance(error, Exception) else WorkEnded(repr(error))

    def cancel(self) -> None:
        self._done = None
        self._failed = self._failed and partial(_note_unheard, self.lane)
        self.dropped = self.dropped or self.droppable

    def tell(self) -> None:
        """Call back, once. Raises what nobody hears."""
        done, failed, error, result = self._done, self._failed, self._error, self._result
        self.forget()
        try:
            if error is None:
                if done:
                    done(result)
            elif failed:
                failed(error)
            else:
                raise error
        finally:
            del error  # its trace holds this frame: a circle, which would outlive its use

    def tell_no_answer(self) -> None:
        """Call back, once, while the work may still run; so that stays where it is until it comes home."""
        done, self._done, self._failed = self._done, None, partial(_note_unheard, self.lane)
        if done:
            done(VaultTrouble(VaultReason.NO_ANSWER, "given up waiting"))

    def forget(self) -> None:
        """Let go of all that was handed in and of what came of it."""
        self.owner = self._work = self._done = self._failed = self._result = self._error = None


class _Worker:
    """The thread of one lane and what waits for it; None ends it."""

    def __init__(self, lane: Lane, home: deque[_Task], announce: Callable[[], None]) -> None:
        self.queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._home = home
        self._announce = announce
        self.thread = threading.Thread(target=self._work, name=f"lane-{lane.value}", daemon=True)
        self.thread.start()

    def _work(self) -> None:
        while (task := self.queue.get()) is not None:
            task.run()
            self._home.append(task)
            del task  # before anybody hears of it, so that the window's thread lets go last
            self._announce()


def _note_unheard(lane: Lane, error: Exception) -> None:
    _log.warning("%s: nobody waits any more to hear of %s", lane.value, type(error).__name__)
