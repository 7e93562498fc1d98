"""Recovery: what a folder can begin with again, and beginning so. Nothing is chosen here: a person chose.

Nothing goes on beside it: neither a window nor a command, since what they save would go where nobody looks again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk_app.domain.disk import Backup, BackupRefused, Unfit
from kiosk_app.domain.settings import PRACTICE_ADDRESS
from kiosk_app.store.backups import Backups, read_backup, read_present
from kiosk_app.store.restore import restore, start_empty

_log = logging.getLogger(__name__)

BY = "restored"  # who signs the events of what is held


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup to begin with again. ``missing``: how many entries are newer, None where nobody can tell."""

    backup: Backup
    missing: int | None


class Recovery:
    """Of one data folder. ``address``: the service it is for, as far as anybody said.

    ``alone``: makes a context manager that keeps everybody else out; raises BackupRefused (IN_USE).
    """

    def __init__(
        self,
        database: Path,
        backups: Path,
        now: Callable[[], datetime],
        address: Callable[[], str | None],
        alone: Callable[[], AbstractContextManager[object]],
    ) -> None:
        self._database = database
        self._backups = backups
        self._now = now
        self._address = address
        self._alone = alone

    def offer(self) -> Offer | None:
        """The newest good backup of the folder."""
        backup = Backups(self._database, self._backups).newest_good()
        return self._offered(backup) if backup else None

    def read(self, file: Path) -> Offer:
        """What a file would bring back; raises BackupRefused where it is not fit for this folder."""
        if self._database.exists() and file.exists() and file.samefile(self._database):
            raise BackupRefused(Unfit.PRESENT)
        backup = read_backup(file)
        present = read_present(self._database)
        if present.rows and present.folder_id and backup.folder_id and present.folder_id != backup.folder_id:
            raise BackupRefused(Unfit.OTHER_FOLDER)
        wanted = (present.rows and present.address) or self._address()
        is_practice = backup.address == PRACTICE_ADDRESS
        if backup.address and (backup.address != wanted if wanted else is_practice):
            raise BackupRefused(Unfit.OTHER_ADDRESS)
        return self._offered(backup)

    def use(self, backup: Backup) -> Path | None:
        """Begin again with it. All that is open in it is held; where what was there lies now, if anything was.

        Raises BackupRefused (IN_USE) and StoreTrouble.
        """
        with self._alone():
            kept = restore(backup, self._database, self._now(), BY)
        _log.info("restored from %s, what was there is %s", backup.path.name, kept.name if kept else "nothing")
        return kept

    def start_empty(self) -> Path | None:
        """Begin with nothing. Raises as ``use`` does."""
        with self._alone():
            kept = start_empty(self._database, self._now())
        _log.info("begun empty, what was there is %s", kept.name if kept else "nothing")
        return kept

    def _offered(self, backup: Backup) -> Offer:
        last = read_present(self._database).last_entry
        return Offer(backup, None if last is None else max(0, last - backup.last_entry))
