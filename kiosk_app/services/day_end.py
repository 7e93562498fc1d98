"""The end of the day as people see it: what differed from our record, how far the looking is, and looking now.

Asks nothing of the service: that is ``reconciling``'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.outcome import Reason
from kiosk_app.store.day_end import DayEndState, Differing
from kiosk_app.store.store import Store

__all__ = ["DayEnd", "DayEndReport", "DayEndState", "Differing"]


@dataclass(frozen=True, slots=True)
class DayEndReport:
    """The head of what differed, and how far the looking is. ``stopped``: nothing may be asked of the service now."""

    differing: tuple[Differing, ...]
    count: int
    state: DayEndState
    stopped: Reason | None


class DayEnd:
    """Raises StoreTrouble."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def report(self, limit: int) -> DayEndReport:
        """How things stand, with at most ``limit`` differences, oldest first."""
        with self._store.reading() as work:
            differing, count = work.day_end.differing(limit)
            return DayEndReport(differing, count, work.day_end.state(), work.gate.state().stopped)

    def ask(self, start: datetime) -> None:
        """Have every stamp touched from ``start`` (UTC) on looked at now, as far as the budget goes; then poke."""
        with self._store.writing() as work:
            work.day_end.ask(start)

    def dismiss(self, up_to_id: int) -> None:
        """A person has seen what differed, up to this one."""
        with self._store.writing() as work:
            work.day_end.dismiss(up_to_id)
