"""Locks of the operating system that end with their process, however it ends, and are never broken alive.

An owner is a start of the program: it lives while it holds the lock on `owners/<id>`. A process id would not
do: it is used again, and is the same at every boot of a kiosk. Built on filelock, never on its "soft" locks,
which outlive a killed process.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_OWNER_ID = re.compile(r"[0-9a-f]{20}")


class OwnerLock:
    """This start's own id, alive from `take` until `release` or the end of the process: keep the object."""

    def __init__(self, owners: Path) -> None:
        self._owners = owners
        self._id = os.urandom(10).hex()
        self._lock = lock_on(owners / self._id)

    @property
    def id(self) -> str:
        return self._id

    def take(self) -> None:
        """Begin to live. Also clears away what killed owners left. OSError where the disk refuses."""
        self._lock.acquire(timeout=5)
        for left in self._owners.iterdir():
            self.is_alive(left.name)

    def release(self) -> None:
        """End in good order: others see this owner as dead from here on."""
        if self._lock.is_locked:
            _unlink_locked(self._owners / self._id, self._lock)

    def others_live(self) -> bool:
        """Whether any other owner lives just now."""
        return any(self.is_alive(other.name) for other in self._owners.iterdir() if other.name != self._id)

    def is_alive(self, owner_id: str) -> bool:
        """Whether that owner's process holds its lock, in this process too. A dead owner's file is removed.

        Anything that is not an owner's id is dead, and left alone. While another process asks about the same
        dead owner, the answer may still be yes; ask again.
        """
        if owner_id == self._id:
            return self._lock.is_locked
        path = self._owners / owner_id
        if not _OWNER_ID.fullmatch(owner_id) or not path.exists():
            return False
        lock = lock_on(path)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return True
        _unlink_locked(path, lock)
        return False


class SettingsBusy(Exception):
    """Another process has been writing the settings for longer than we wait."""


@contextmanager
def settings_lock(path: Path, timeout_s: float = 5.0) -> Iterator[None]:
    """Be the only one to write the settings; ``path`` is a file of its own beside them. Or SettingsBusy."""
    lock = lock_on(path)
    try:
        lock.acquire(timeout=timeout_s)
    except Timeout:
        raise SettingsBusy(f"settings are locked since {timeout_s:g} s") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def folder_lock(path: Path, wait_s: float = 0.0) -> Iterator[bool]:
    """Shut the folder to owners that are yet to live; whether that was possible. ``path`` is a file of its own."""
    lock = lock_on(path)
    try:
        lock.acquire(timeout=wait_s)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def lock_on(path: Path) -> FileLock:
    """Of the whole process: a lock of one thread is let go when that thread ends."""
    return FileLock(path, mode=0o600, thread_local=False, fallback_to_soft=False)


def _unlink_locked(path: Path, lock: FileLock) -> None:
    """Remove a lock's file and let go.

    Under the lock where the system can, so that nobody takes it in between and loses the name. Windows
    cannot remove an open file; filelock does it there when it lets go.
    """
    if sys.platform != "win32":
        path.unlink(missing_ok=True)
    lock.release()
