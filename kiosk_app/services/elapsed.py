"""How long ago something began, by real time: a wall clock that is set meanwhile neither shortens nor lengthens it."""

from __future__ import annotations

from datetime import datetime

from kiosk_app.domain.ports import Clock


class Elapsed:
    """Remembers, while this process lives, when each began on the clock that never jumps. Threads may share it.

    What began before this process, or in another, is as old as the wall clock says when it is first asked about;
    where that would be before it began, it begins now.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began_s: dict[int, float] = {}

    def begin(self, number: int) -> None:
        """This one begins now."""
        self._began_s[number] = self._clock.monotonic_s()

    def since_s(self, number: int, began_at: datetime) -> float:
        """Seconds since it began."""
        now_s = self._clock.monotonic_s()
        told_s = max((self._clock.now() - began_at).total_seconds(), 0.0)
        return now_s - self._began_s.setdefault(number, now_s - told_s)

    def forget(self, number: int) -> None:
        """Nobody will ask about it again."""
        self._began_s.pop(number, None)
