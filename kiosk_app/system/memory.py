"""Memory as the C library hands it out, where that can be told how (glibc on Linux); elsewhere nothing changes."""

from __future__ import annotations

import ctypes
import sys

M_ARENA_MAX = -8  # <malloc.h>


def share_one_pool() -> bool:
    """Let all threads that are yet to come take their memory from one pool; whether they will.

    glibc gives each a pool of its own, to spare them waiting for each other: 1.3 MB at the start, more as the day goes
    on and each exchange has its thread. Python's own lock spares ours that already.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(M_ARENA_MAX, 1) == 1
