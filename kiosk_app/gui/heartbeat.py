"""The heartbeat: has the sender send and prove what is due, one entry at a time on each of its two lanes.

Between two beats it asks again at the moment when what is in doubt falls due: somebody waits to know.
Where there is nothing to prove, the stamps of the day are held against the service, one at a time.

It decides only when to ask. What may be sent, and when, is the sender's to say.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk_app.domain.difference import Reconciled
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.ports import Background, Clock, Lane

T = TypeVar("T")

_LONGEST_WAIT_S = 60.0  # nothing in doubt waits longer, unless the clock was set back


class Sending(Protocol):
    """The sender as the heartbeat sees it. Each may raise StoreTrouble."""

    def recover(self) -> int: ...

    def send_next(self) -> Entry | None: ...

    def prove_next(self) -> Entry | None: ...


class DayEnding(Protocol):
    """The end of the day as the heartbeat sees it. May raise StoreTrouble."""

    def look_at_next(self) -> Reconciled: ...


class Heartbeat(QObject):
    """Beats every ``beat_ms``, and every ``slow_ms`` while a lane is in trouble.

    Signals: ``moved`` with an Entry as it stands after it was sent or looked at, each time; ``changed`` after those
    and when dead senders' entries were taken over, at once and then at most every ``tell_ms``, so that thousands in a
    row are not painted one by one; ``trouble`` with a StoreTrouble, each time; ``trouble_over``.
    """

    moved = Signal(object)
    changed = Signal()
    trouble = Signal(object)
    trouble_over = Signal()

    def __init__(
        self,
        background: Background,
        clock: Clock,
        *,
        beat_ms: int = 500,
        slow_ms: int = 5000,
        recover_every_s: float = 30.0,
        tell_ms: int = 100,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._clock = clock
        self._beat_ms = beat_ms
        self._slow_ms = slow_ms
        self._recover_every_s = recover_every_s
        self._sender: Sending | None = None
        self._day_end: DayEnding | None = None
        self._recovered_at_s: float | None = None
        self._open: set[Lane] = set()
        self._poked: set[Lane] = set()
        self._in_trouble: set[Lane] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.beat)
        self._is_untold = False
        self._quiet = QTimer(self, singleShot=True, interval=tell_ms)
        self._quiet.timeout.connect(self._tell_rest)

    def use(self, sender: Sending | None, day_end: DayEnding | None = None) -> None:
        """From the next turn on, this sender and what ends its day; None while there is no key."""
        self._sender, self._day_end = sender, day_end
        self.poke()

    def start(self) -> None:
        """Beat now, and from now on."""
        self._timer.start(self._beat_ms)
        self.beat()

    def stop(self) -> None:
        """Ask for nothing more and tell of nothing more. What is being sent goes on."""
        self._timer.stop()
        self._quiet.stop()
        self._background.leave(self)
        for lanes in (self._open, self._poked, self._in_trouble):
            lanes.clear()

    @Slot()
    def beat(self) -> None:
        """Give each lane that is free its turn."""
        self._turn(Lane.WRITE)
        self._turn(Lane.LOOK)

    @Slot()
    def poke(self) -> None:
        """Something became due: do not wait for the beat. A turn that is under way may have missed it."""
        self._poked.update(self._open)
        self.beat()

    @Slot()
    def send(self) -> None:
        """Something waits to be sent: the same, but no look beside it, which would have to share the interpreter."""
        self._poked.update(self._open & {Lane.WRITE})
        self._turn(Lane.WRITE)

    def _turn(self, lane: Lane) -> None:
        if self._sender is None or lane in self._open or not self._timer.isActive():
            return
        if lane is Lane.LOOK:
            self._submit(lane, self._sender.prove_next, self._proved)
        elif self._must_recover():
            self._submit(lane, self._sender.recover, self._recovered)
        else:
            self._submit(lane, self._sender.send_next, self._sent)

    def _submit(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._open.add(lane)
        self._poked.discard(lane)
        self._background.submit(lane, work, done, partial(self._failed, lane), owner=self)

    def _must_recover(self) -> bool:
        last_s = self._recovered_at_s
        return last_s is None or self._clock.monotonic_s() - last_s >= self._recover_every_s

    def _recovered(self, count: int) -> None:
        self._recovered_at_s = self._clock.monotonic_s()
        self._came_back(Lane.WRITE)
        if count:
            self._tell_changed()
        self._turn(Lane.WRITE)

    def _sent(self, entry: Entry | None) -> None:
        """Go on at once, unless the entry had to stay because the line is down: a beat's pause spares the disk."""
        self._came_back(Lane.WRITE)
        self._tell(entry)
        stays = entry is not None and entry.state is State.WAITING and entry.reason.is_of_the_line
        if Lane.WRITE in self._poked or (entry and not stays):
            self._turn(Lane.WRITE)

    def _proved(self, entry: Entry | None) -> None:
        """The same for looks, each of which has its back-off. What one has settled may let something be sent."""
        self._came_back(Lane.LOOK)
        self._tell(entry)
        if Lane.LOOK in self._poked or entry:
            self._turn(Lane.LOOK)
        elif self._day_end and self._timer.isActive():
            self._submit(Lane.LOOK, self._day_end.look_at_next, self._reconciled)
        if entry and entry.state is not State.UNKNOWN:
            self.send()

    def _reconciled(self, came_to: Reconciled) -> None:
        """Between two stamps of the day, what is in doubt has its turn."""
        self._came_back(Lane.LOOK)
        if came_to is not Reconciled.NOTHING:
            self._tell_changed()
        if Lane.LOOK in self._poked or came_to is Reconciled.LOOKED:
            self._turn(Lane.LOOK)

    def _failed(self, lane: Lane, error: Exception) -> None:
        """Whatever it was, go on more slowly. What is not the disk's is a fault of ours, and the crash hook's."""
        self._open.discard(lane)
        self._in_trouble.add(lane)
        self._timer.setInterval(self._slow_ms)
        if not isinstance(error, StoreTrouble):
            raise error
        self.trouble.emit(error)

    def _came_back(self, lane: Lane) -> None:
        self._open.discard(lane)
        if lane in self._in_trouble:
            self._in_trouble.discard(lane)
            if not self._in_trouble:
                self._timer.setInterval(self._beat_ms)
                self.trouble_over.emit()

    def _tell(self, entry: Entry | None) -> None:
        if entry:
            self.moved.emit(entry)
            self._tell_changed()
            if entry.state is State.UNKNOWN and entry.due_at:
                self._poke_at(entry.due_at)

    def _poke_at(self, due_at: datetime) -> None:
        wait_s = (due_at - self._clock.now()).total_seconds()
        wait_ms = math.ceil(1000 * min(max(wait_s, 0.0), _LONGEST_WAIT_S))
        timer = QTimer(self, singleShot=True, interval=wait_ms, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self.poke)
        timer.timeout.connect(timer.deleteLater)
        timer.start()

    def _tell_changed(self) -> None:
        self._is_untold = self._quiet.isActive()
        if not self._is_untold:
            self._quiet.start()
            self.changed.emit()

    @Slot()
    def _tell_rest(self) -> None:
        if self._is_untold:
            self._tell_changed()
