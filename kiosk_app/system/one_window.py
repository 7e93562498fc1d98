"""One window per data folder: the lock that its window holds, and the name by which the window is called.

Whoever holds the lock is the window. It ends with its process, however that ends, so a kill or a power cut
leaves nothing to clear away. Who calls whom, and through what, is the window's business.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from filelock import Timeout

from kiosk_app.system.locks import lock_on


class WindowLock:
    """Held by the one window of a folder, from ``take`` until ``release`` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self._lock = lock_on(path)

    def take(self, wait_s: float = 0.0) -> bool:
        """Whether this process is the window now; waits so long for another to end. OSError: the disk refuses."""
        try:
            self._lock.acquire(timeout=wait_s)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Another may be the window. The file stays: to remove it would let two hold it."""
        self._lock.release()


def window_name(folder: Path) -> str:
    """What a folder's window is called on this computer: the same for every way of writing the folder's path."""
    place = os.fsencode(os.path.normcase(folder.resolve()))
    return f"stamp-kiosk-{hashlib.sha256(place).hexdigest()[:24]}"
