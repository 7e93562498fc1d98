"""Stamps that an import named: each is looked at once, behind everything else, and joins its customer. Writes nothing
to the service.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from kiosk_app.domain.difference import Reconciled
from kiosk_app.domain.outcome import Fate
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.reconciling import Reconciling

_log = logging.getLogger(__name__)


class Bringing:
    """One stamp a call, once the day's end wants none; it never waits. Raises StoreTrouble."""

    def __init__(self, line: PacedLine, before: Reconciling) -> None:
        self._line = line
        self._store = line.store
        self._before = before

    def look_at_next(self) -> Reconciled:
        """What the day's end looks at; where that is nothing, one stamp of an import."""
        came_to = self._before.look_at_next()
        return came_to if came_to is not Reconciled.NOTHING else self._bring_next()

    def _bring_next(self) -> Reconciled:
        with self._store.reading() as work:
            brought, asked_at = work.persons.next_brought(), work.now
            if brought is None or self._before.goes_first(work):
                return Reconciled.NOTHING
        if not self._line.may_look(trial=False, is_first=False):
            return Reconciled.NOTHING
        answer = self._line.api.validate(brought.stamp_idx)
        no_answer = answer.fate is Fate.NOT_DONE
        if no_answer or (answer.fate is Fate.REFUSED and self._line.account.explains(answer, brought.stamp_idx)):
            with self._store.writing() as work:
                self._line.keep(work, answer, asked_at)
                work.persons.brought_look_later(brought.stamp_idx)
            return Reconciled.WAITS
        with self._store.writing() as work:
            brought = work.persons.brought_by(brought.stamp_idx)
            if brought is None:  # erased meanwhile
                return Reconciled.LOOKED
            stamp = self._line.keep(work, answer, asked_at)
            if stamp is None:
                work.persons.brought_refused(brought.stamp_idx, answer.message)
                return Reconciled.LOOKED
            if work.directory.stamp(stamp.stamp_idx) is None:
                work.directory.put_stamp(replace(stamp, customer_id=brought.customer_id))
            work.persons.brought_is_there(brought.stamp_idx)
        _log.info("stamp %s: brought in by an import", stamp.stamp_idx)
        return Reconciled.LOOKED
