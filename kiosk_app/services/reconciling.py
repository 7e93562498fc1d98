"""Reconciling: at the end of the day every stamp that was touched is looked at once more, behind everything else.

What differs from our record is listed, as facts; our record follows the service. It writes nothing to the service.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta

from kiosk_app.domain.difference import Reconciled, differences
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Fate, Reason
from kiosk_app.domain.stamp import StampView
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.store.store import Work

_log = logging.getLogger(__name__)


class Reconciling:
    """One stamp a call; it never waits. ``today`` is the shop's date. Raises StoreTrouble.

    The day has ended once nobody has opened anything for ``day_end_s``; at a start in the morning that is so at once.
    """

    def __init__(self, line: PacedLine, today: Callable[[], date]) -> None:
        self._line = line
        self._store = line.store
        self._timing = line.timing
        self._today = today

    def look_at_next(self) -> Reconciled:
        """Look at one stamp, where nothing else has to be sent or looked at."""
        with self._store.reading() as work:
            stamp_idx = work.day_end.next_to_look_at(self._timing.day_end_s)
            if stamp_idx is None or self.goes_first(work):
                return Reconciled.NOTHING
            mark, asked_at = work.journal.quiet_mark(stamp_idx), work.now
        if not self._line.may_look(trial=False, is_first=False):
            return Reconciled.NOTHING
        answer = self._line.api.validate(stamp_idx)
        if reason := self._no_answer(stamp_idx, answer):
            return self._wait(stamp_idx, answer, reason)
        with self._store.writing() as work:
            ours = work.directory.stamp(stamp_idx)
            if ours is None or mark is None or work.journal.quiet_mark(stamp_idx) != mark:
                return Reconciled.LOOKED  # something happened to it meanwhile, which listed it again
            found = differences(ours, answer.result, answer.message, self._today())
            work.day_end.looked(ours, found)
            self._line.keep_or_forget(work, stamp_idx, answer, asked_at)
        for one in found:
            _log.info("stamp %s: %s differs from our record", stamp_idx, one.fact.value)
        return Reconciled.LOOKED

    def goes_first(self, work: Work) -> bool:
        """Whether anything is to be sent, a refill too, or to be proved."""
        entry, _ = work.due.next_to_send(None, ignore_due=False, but=(), young_s=self._timing.young_s)
        return bool(entry or work.due.next_unproved(only=None, ignore_due=False) or work.due.next_to_look_again())

    def _no_answer(self, stamp_idx: StampIdx, answer: Answer[StampView]) -> Reason | None:
        """Why the answer says nothing of this stamp; None where it does."""
        if answer.fate is Fate.NOT_DONE:
            return answer.reason
        if answer.fate is Fate.REFUSED and self._line.account.explains(answer, stamp_idx):
            return Reason.KEY_REFUSED
        return None

    def _wait(self, stamp_idx: StampIdx, answer: Answer[StampView], reason: Reason) -> Reconciled:
        with self._store.writing() as work:
            self._line.keep(work, answer, work.now)
            wait_s = self._line.backoff_s(work.day_end.state().tries)
            work.day_end.look_later(stamp_idx, work.now + timedelta(seconds=wait_s), reason)
        return Reconciled.WAITS
