"""Threads share one pool of memory, in a process of its own: what is told to the C library holds for good."""

from __future__ import annotations

import platform

import pytest

from tests.unit.system.children import run_python

POOLS = """
import ctypes, threading
{first}
def keep(kept):
    kept.extend(ctypes.create_string_buffer(1000) for _ in range(100))
threads = [threading.Thread(target=keep, args=([],)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.malloc_stats()
"""
SHARES = "from kiosk_app.system.memory import share_one_pool; assert share_one_pool()"


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="not glibc")
@pytest.mark.parametrize(("first", "is_one"), [("", False), (SHARES, True)], ids=["as it is", "shared"])
def test_threads_share_one_pool(first: str, is_one: bool) -> None:
    """malloc_stats tells of every pool that was ever made."""
    told = run_python(POOLS.format(first=first)).stderr
    assert "Arena 0" in told
    assert ("Arena 1" not in told) is is_one
