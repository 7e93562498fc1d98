"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

START = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)


class FakeClock:
    """Implements ``domain.ports.Clock``; ``pause`` stands for waiting and only moves the hands."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._monotonic_s = 0.0

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.date()

    def monotonic_s(self) -> float:
        return self._monotonic_s

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._monotonic_s += seconds

    pause = advance

    def set_by(self, seconds: float) -> None:
        """Somebody sets the clock: no time goes by."""
        self._now += timedelta(seconds=seconds)
