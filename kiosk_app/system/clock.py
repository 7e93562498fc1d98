"""The clock of this computer, the only place where the time is asked for."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime


class SystemClock:
    """Now in UTC, today where the shop is (the computer's time zone), and seconds that never jump back."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(UTC).astimezone().date()

    def monotonic_s(self) -> float:
        return time.monotonic()
