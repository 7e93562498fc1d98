"""One unit of work on the database: journal, directory, look-up, gate and the folder's facts together."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.store.budget import BudgetRow
from kiosk_app.store.database import Database
from kiosk_app.store.day_end import DayEndRows
from kiosk_app.store.directory import Directory
from kiosk_app.store.due import Due
from kiosk_app.store.emergency import Answered
from kiosk_app.store.gate import Gate
from kiosk_app.store.interruption import Interruptible
from kiosk_app.store.journal import Journal
from kiosk_app.store.lists import Lists
from kiosk_app.store.look_up import LookUp
from kiosk_app.store.meta import Meta
from kiosk_app.store.persons import Persons
from kiosk_app.store.ready import Ready
from kiosk_app.store.staging import Staging
from kiosk_app.store.unsaved import Unsaved

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """What one unit of work can see and change. ``now``: the one instant all of it happens at (UTC).

    ``is_supposed``: all that is changed is forgotten when it ends.
    """

    journal: Journal
    due: Due
    lists: Lists
    directory: Directory
    look_up: LookUp
    persons: Persons
    ready: Ready
    gate: Gate
    budget: BudgetRow
    day_end: DayEndRows
    meta: Meta
    now: datetime
    is_supposed: bool = False

    @property
    def log_level(self) -> int:
        """Of what happens in it. What is only supposed has not happened."""
        return logging.DEBUG if self.is_supposed else logging.INFO


Settle = Callable[[Work, Answered], None]
"""Settles an entry by an answer that was kept, where it is still open. What it raises is a fault of ours."""


class Store:
    """Opens units of work. ``by`` signs events: the owner id of this process.

    ``settle``: how an answer is saved that the disk would not take when it came; without it none is kept.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        country: Callable[[], str],
        by: str,
        settle: Settle | None = None,
    ) -> None:
        self._database = database
        self._now = now
        self._country = country
        self._by = by
        self._settle = settle
        self._search = Interruptible()
        self._unsaved = Unsaved(database.emergency)
        self.recall()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One consistent view; raises StoreTrouble."""
        with ExitStack() as stack:
            yield self._seen(stack) or self._work(stack.enter_context(self._database.reading()))

    @contextmanager
    def searching(self) -> Iterator[Work]:
        """Like reading, and ``give_up_searching`` ends it: then it raises GivenUp."""
        with ExitStack() as stack:
            work = self._seen(stack)
            if work is None:
                connection = stack.enter_context(self._database.reading())
                stack.enter_context(self._search.runs_on(connection))
                work = self._work(connection)
            yield work

    def give_up_searching(self) -> None:
        """From any thread: whoever searches now need not go on."""
        self._search.interrupt()

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """All of it or nothing, committed when the block ends; raises StoreTrouble."""
        with self._database.writing() as connection:
            work = self._work(connection)
            answers = self._apply(work)
            yield work
        self._unsaved.saved(answers)

    @contextmanager
    def wiping(self) -> Iterator[Work]:
        """The same for what takes somebody away for good: nothing of it stays behind in the file."""
        with self._database.wiping() as connection:
            work = self._work(connection)
            answers = self._apply(work)
            yield work
        self._unsaved.saved(answers)

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """Long work on many customers: gathered apart, then taken over in one short commit; raises StoreTrouble."""
        with self._database.staging() as connection:
            yield Staging(connection, self._now, self._country())

    # Answers that the disk would not take

    def keep(self, answered: Answered) -> bool:
        """Keep an answer that cannot be written now; False: this store keeps none."""
        if self._settle:
            self._unsaved.keep(answered)
        return self._settle is not None

    def save_kept(self) -> None:
        """Write what is kept, if anything is; raises StoreTrouble while the disk still refuses."""
        if self._unsaved.kept:
            with self.writing():
                _log.debug("what was kept is being written")
            _log.info("what was kept is written")

    def recall(self) -> None:
        """Take over what processes that ended could not write."""
        if self._settle:
            self._unsaved.recall()

    def _seen(self, stack: ExitStack) -> Work | None:
        """The view with what is kept in it, where there is anything and the disk allows this much."""
        if not self._unsaved.kept:
            return None
        try:
            work = replace(self._work(stack.enter_context(self._database.supposing())), is_supposed=True)
            self._apply(work)
        except StoreTrouble as trouble:
            _log.info("what is kept cannot be shown: %s", trouble)
            return None
        return work

    def _apply(self, work: Work) -> tuple[Answered, ...]:
        answers = self._unsaved.kept
        for answered in answers:
            if self._settle:
                self._settle(work, answered)
        return answers

    def _work(self, connection: sqlite3.Connection) -> Work:
        now, look_up = self._now(), LookUp(connection)
        return Work(
            Journal(connection, now, self._by),
            Due(connection, now),
            Lists(connection),
            Directory(connection, now, self._country(), look_up),
            look_up,
            Persons(connection, now, look_up),
            Ready(connection, now),
            Gate(connection),
            BudgetRow(connection),
            DayEndRows(connection, now),
            Meta(connection),
            now,
        )
