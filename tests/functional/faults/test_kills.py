"""Killed at any instant, the program loses nothing and doubles nothing. KILL_SEED repeats a run; the seed is printed.

The full form has a thousand kills: ``python -m tests.functional.faults kills``.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from tests.conftest import LogWatch
from tests.functional.faults.kills import kill_at_every_step, kill_at_random

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks a loaded process, and kills it"),
    pytest.mark.timeout(300),
]

KILLS = 60


def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("its sender ended while sending")
    seed = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))
    print(f"\nKILL_SEED={seed}")  # noqa: T201
    toll = kill_at_random(tmp_path, KILLS, seed)
    print(toll)  # noqa: T201
    assert toll.kills == KILLS


def test_a_kill_at_each_step_loses_and_doubles_nothing(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("its sender ended while sending")
    toll = kill_at_every_step(tmp_path)
    print(f"\n{toll}")  # noqa: T201
    assert toll.kills > 20
