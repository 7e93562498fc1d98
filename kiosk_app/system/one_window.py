"""One window per data folder: the lock that its window holds. Who calls whom is the window's business.

Whoever holds the lock is the window. It ends with its process, however that ends, so a kill or a power cut leaves
nothing to clear away. The system's own call, not filelock's: loading that takes a tenth of the way to the first paint.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class WindowLock:
    """Held by the one window of a folder, from ``take`` until ``release`` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self, wait_s: float = 0.0) -> bool:
        """Whether this process is the window now; waits so long for another to end. OSError: the disk refuses."""
        if not self._try() and wait_s:
            time.sleep(wait_s)
            self._try()
        return self._descriptor is not None

    def release(self) -> None:
        """Another may be the window. The file stays: to remove it would let two hold it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _try(self) -> bool:
        if self._descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _locked(descriptor):
                os.close(descriptor)
                return False
            self._descriptor = descriptor
        return True


def _locked(descriptor: int) -> bool:
    """Lock an open file for as long as it is open, unless another holds it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True
