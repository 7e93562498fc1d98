"""The shop's clock: it opens at eight in the morning, runs as the computer's own, and skips what would only be waited
for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from time import monotonic

from tests.fakes.clock import FakeClock

DAY = date(2026, 11, 21)
OPENS, NOON, BACK_AT = time(8), time(12), time(13)


class ShopClock(FakeClock):
    """Asked from every thread, moved by one."""

    def __init__(self) -> None:
        super().__init__(_local(OPENS))
        self._began_s = monotonic()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=monotonic() - self._began_s)

    def today(self) -> date:
        return self.now().astimezone().date()

    def monotonic_s(self) -> float:
        return super().monotonic_s() + monotonic() - self._began_s

    def skip_to(self, hour: time) -> None:
        """Where it is earlier than that."""
        self.advance(max(0.0, (_local(hour) - self.now()).total_seconds()))


def _local(hour: time) -> datetime:
    """The shop's own hour, wherever the computer stands: its day must not end before closing."""
    return datetime.combine(DAY, hour).astimezone(UTC)
