"""What can go wrong with the disk, as one exception that says why."""

from __future__ import annotations

from enum import Enum


class DiskReason(Enum):
    """Why the database could not be used."""

    FULL = "full"
    READ_ONLY = "read only"
    BUSY = "busy"
    DAMAGED = "damaged"
    NEWER = "newer"  # written by a later version of this program
    UNREADABLE = "unreadable"


class StoreTrouble(Exception):
    """The database could not be read or written. Nothing of the unit of work was kept."""

    def __init__(self, reason: DiskReason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
