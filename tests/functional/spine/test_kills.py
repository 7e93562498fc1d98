"""kill -9 at random moments: nothing is lost and nothing doubled. The seed is printed; set KILL_SEED to repeat."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.accounts import all_entries, check_issues
from tests.commands import Program
from tests.functional.spine.conftest import VENDOR
from tests.services import PRACTICE_KEY, PracticeProcess

KILLS = 100


def kill_after(program: Program, seconds: float, *arguments: str) -> bool:
    """Start a command and kill it after so many seconds; whether it was killed before it ended by itself."""
    child = program.start(*arguments)
    try:
        child.communicate(f"{program.key}\n", timeout=seconds)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.communicate()
    return child.returncode == -signal.SIGKILL


def usual_duration_s(program: Program) -> float:
    """How long one issue takes here from start to end."""
    started = time.monotonic()
    assert program.run("issue", "--card", "123", "--user-id", "first", "--name", "First").status == 0
    return time.monotonic() - started


@pytest.mark.timeout(600)
def test_a_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    seed = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))
    chance = random.Random(seed)
    with PracticeProcess(tmp_path / "truth.db", habits=VENDOR, moods="slow:0.2:create") as service:
        program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
        assert program.run("card", "add", "123", "--name", "Coffee card").status == 0
        usual_s = usual_duration_s(program)
        killed = 0
        for number in range(10 * KILLS):
            if killed == KILLS:
                break
            moment = usual_s * chance.uniform(0.45, 1.0)
            who = f"customer{number}"
            killed += kill_after(program, moment, "issue", "--card", "123", "--user-id", who, "--name", who)
        assert killed == KILLS
        before = check_issues(all_entries(program.data_dir), service.truth())
        program.run("outbox", "send")
        assert service.wait_until(idle=True)
        entries, truth = all_entries(program.data_dir), service.truth()
        after = check_issues(entries, truth)
        print(f"\nseed {seed}: {KILLS} kills; found {dict(before)}, after outbox send {dict(after)}")  # noqa: T201
        assert after["waiting"] == after["sending"] == 0
        stamps = Counter(stamp.user_id for stamp in truth.stamps)
        assert max(stamps.values()) == 1
        assert after["done"] + after["unknown"] == sum(after.values())
