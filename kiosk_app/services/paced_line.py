"""The paced line: the service as it is reached where nobody waits for the answer of one call.

What sends and what looks by itself both stand on it: a call goes where the account and the budget let it, is tried
again by back-off, and what a look shows is kept.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Reason
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Stamp, StampView
from kiosk_app.services.account import Account
from kiosk_app.services.budget import Budget
from kiosk_app.services.looking import Looking
from kiosk_app.services.timing import Timing
from kiosk_app.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class PacedLine:
    """``chance`` gives the jitter, in [0, 1)."""

    store: Store
    api: StampApi
    account: Account
    looking: Looking
    timing: Timing
    budget: Budget = Budget()
    chance: Callable[[], float] = random.random

    def may_look(self, *, trial: bool, is_first: bool) -> bool:
        """Whether one look may go now; then it is paid for."""
        if not self.account.may_send(trial=trial):
            return False
        with self.store.writing() as work:
            return self.budget.take(work, 1, is_first=is_first)

    def keep(self, work: Work, answer: Answer[StampView], asked_at: datetime) -> Stamp | None:
        """Keep what a look showed, and what it asked of us; the stamp where it is shown."""
        if answer.reason is Reason.SLOW_DOWN:
            self.budget.slow_down(work, answer.retry_after_s)
        return self.looking.keep(work, answer.result, asked_at) if answer.result else None

    def keep_or_forget(
        self, work: Work, stamp_idx: StampIdx, answer: Answer[StampView], asked_at: datetime
    ) -> Stamp | None:
        """The same for a look that the service answered: a stamp that it does not show counts as seen no more."""
        shown = self.keep(work, answer, asked_at)
        if shown is None:
            work.directory.forget_look(stamp_idx)
        return shown

    def backoff_s(self, tries: int) -> float:
        """How long until it is tried again, after so many ``tries``."""
        return self.timing.backoff_s(tries, self.chance())
