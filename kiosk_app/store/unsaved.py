"""Answers of the service that the database would not take: kept in memory and in the emergency file until it does.

They are part of every unit of work, so that whoever reads sees them, and whatever is written next saves them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection

from kiosk_app.store.emergency import Answered, EmergencyFile

_log = logging.getLogger(__name__)


class Unsaved:
    """Used by several threads."""

    def __init__(self, file: EmergencyFile) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._kept: tuple[Answered, ...] = ()

    @property
    def kept(self) -> tuple[Answered, ...]:
        return self._kept

    def keep(self, answered: Answered) -> None:
        """Keep an answer, unless one to the same attempt is kept."""
        with self._lock:
            if any(answered.is_of(one) for one in self._kept):
                return
            self._kept = (*self._kept, answered)
        _log.warning("%s: kept until the disk takes it: %s", answered.reference, answered.answer.fate.value)
        try:
            self._file.write(answered)
        except OSError as error:
            _log.warning("%s: nor does the emergency file: %s", answered.reference, error)

    def recall(self) -> None:
        """Take over what other processes kept and could not save before they ended."""
        try:
            there = self._file.read()
        except OSError as error:
            _log.warning("the emergency file cannot be read: %s", error)
            return
        with self._lock:
            new = (one for one in there if not any(one.is_of(known) for known in self._kept))
            self._kept = (*self._kept, *new)

    def saved(self, those: Collection[Answered]) -> None:
        """The database has them."""
        if not those:
            return
        with self._lock:
            self._kept = tuple(one for one in self._kept if one not in those)
        try:
            self._file.clear(those)
        except OSError as error:
            _log.warning("the emergency file still holds what is saved: %s", error)
