"""The budget: every call to the service is paid for before it is made, whichever process makes it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from kiosk_app.domain.pace import Pace, Purse, at_hand, pace, paid, wait_s
from kiosk_app.services.timing import Timing
from kiosk_app.store.store import Work


def _alone() -> int:
    return 1


@dataclass(frozen=True, slots=True)
class Budget:
    """``counters``: how many share the key, as the owner says. ``chance`` gives the jitter, in [0, 1).

    It holds nothing: what is left is in the database.

    Calls that are first (``is_first``): somebody stands there and waits. All others leave a part for them.
    """

    timing: Timing = Timing()
    counters: Callable[[], int] = _alone
    chance: Callable[[], float] = random.random

    def take(self, work: Work, calls: int, *, is_first: bool) -> bool:
        """Pay for so many calls together; False: not yet, and nothing was paid. Needs a unit of work that writes."""
        purse, now_pace = work.budget.purse(), self._pace()
        left = paid(purse, calls, work.now, now_pace, is_first=is_first)
        if left:
            work.budget.keep(left)
        elif purse.as_of and purse.as_of > work.now:  # the clock was set back: it fills again from now on
            work.budget.keep(Purse(at_hand(purse, work.now, now_pace), work.now))
        return left is not None

    def give_back(self, work: Work, calls: int) -> None:
        """Calls that were paid for and not made."""
        now_pace = self._pace()
        left = at_hand(work.budget.purse(), work.now, now_pace) + calls
        work.budget.keep(Purse(min(left, now_pace.most), work.now))

    def slow_down(self, work: Work, retry_after_s: float | None) -> None:
        """The service says that it was too much: nothing is left, and nobody sends for as long as it asks.

        Where it does not say how long, the counters do not come back as one.
        """
        work.budget.keep(Purse(0.0, work.now))
        unsaid_s = self.timing.quiet_s * (0.75 + 0.25 * self.chance())
        work.gate.keep_quiet(work.now + timedelta(seconds=unsaid_s if retry_after_s is None else retry_after_s))

    def wait_s(self, work: Work, calls: int, *, is_first: bool) -> float:
        """How long until so many calls may be made, in seconds."""
        return wait_s(work.budget.purse(), calls, work.now, self._pace(), is_first=is_first)

    def at_hand(self, work: Work) -> int:
        """How many calls may be made at once, by those that somebody waits for."""
        return int(at_hand(work.budget.purse(), work.now, self._pace()))

    def most(self) -> int:
        """How many there are after a rest."""
        return int(self._pace().most)

    def per_minute(self) -> int:
        """How many calls a minute go out while much is waiting."""
        return round(self._pace().per_s * 60)

    def _pace(self) -> Pace:
        return pace(self.timing.calls_per_minute, self.timing.minute_s, max(self.counters(), 1))
