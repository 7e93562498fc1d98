"""What can go wrong with the disk, as exceptions that say why, and what a backup holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path


class DiskReason(Enum):
    """Why the database could not be used."""

    FULL = "full"
    READ_ONLY = "read only"
    BUSY = "busy"
    DAMAGED = "damaged"
    GONE = "gone"  # the folder had one, and now it is missing or empty
    NEWER = "newer"  # written by a later version of this program
    UNREADABLE = "unreadable"

    @property
    def needs_a_choice(self) -> bool:
        """Whether nothing goes on until a person chose what to begin with again."""
        return self in (DiskReason.DAMAGED, DiskReason.GONE)


class StoreTrouble(Exception):
    """The database could not be read or written. Nothing of the unit of work was kept."""

    def __init__(self, reason: DiskReason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a database that was looked through and is whole.

    ``at``: when it was made (UTC). ``rows``: its customers, stamps and entries. ``last_entry``: the number of the
    newest, 0 for none. ``folder_id`` and ``address``: where it belongs, None where it was never used.
    """

    path: Path
    at: datetime
    rows: int
    last_entry: int
    folder_id: str | None
    address: str | None


class Unfit(Enum):
    """Why a file cannot be restored, or a backup not be made."""

    MISSING = "missing"
    NOT_OURS = "not ours"  # no database of this program
    DAMAGED = "damaged"
    NEWER = "newer"  # of a later version of this program
    OTHER_FOLDER = "other folder"
    OTHER_ADDRESS = "other address"
    PRESENT = "present"  # it is the database in use
    IN_USE = "in use"  # the window or a command works on the folder
    TAKEN = "taken"  # something else lies where the backup was to be
    NOT_WRITTEN = "not written"  # the disk that it was to be on refuses


class BackupRefused(Exception):
    """Nothing was restored, or no backup was made; what was there is as it was."""

    def __init__(self, why: Unfit, detail: str = "") -> None:
        super().__init__(f"{why.value} {detail}".strip())
        self.why = why
