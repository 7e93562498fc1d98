"""Two processes on one data folder at once: every stamp once, whoever sends it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import pytest

from tests.accounts import all_entries, check_issues
from tests.commands import Program
from tests.services import PRACTICE_KEY, PracticeProcess

SCRIPT = Path(__file__).with_name("run_many.py")
ROOT = Path(__file__).parents[3]


def run_many(program: Program, count: int, *command: str) -> list[int]:
    arguments = [str(program.data_dir), program.address, PRACTICE_KEY, str(count), *command]
    ended = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=True, cwd=ROOT, timeout=100,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    statuses: list[int] = json.loads(ended.stdout)
    return statuses


def issue_many(program: Program, prefix: str, count: int) -> list[int]:
    who = ("--user-id", f"{prefix}{{number}}", "--name", f"Customer {prefix}{{number}}")
    return run_many(program, count, "issue", "--card", "123", *who)


@pytest.mark.slow
def test_two_processes_issue_two_hundred_stamps_each_once(program: Program, service: PracticeProcess) -> None:
    with ThreadPoolExecutor(2) as pool:
        statuses = [*pool.map(lambda prefix: issue_many(program, prefix, 100), ("a", "b"))]
    assert statuses == [[0] * 100, [0] * 100]
    truth = service.truth()
    assert check_issues(all_entries(program.data_dir), truth) == {"done": 200}
    assert len(truth.stamps) == 200
    assert set(Counter(stamp.user_id for stamp in truth.stamps).values()) == {1}


def test_two_processes_issue_for_the_same_customers_and_each_gets_one_stamp(
    program: Program, service: PracticeProcess
) -> None:
    with ThreadPoolExecutor(2) as pool:
        statuses = [*pool.map(lambda prefix: issue_many(program, prefix, 30), ("same", "same"))]
    assert statuses == [[0] * 30, [0] * 30]
    truth = service.truth()
    assert check_issues(all_entries(program.data_dir), truth) == {"done": 30}
    assert len(truth.stamps) == 30


@pytest.mark.parametrize(("per_day", "fit"), [(0, 10), (6, 6)])
def test_two_processes_add_visits_to_one_stamp_and_no_more_than_fit(
    tmp_path: Path, service: PracticeProcess, per_day: int, fit: int
) -> None:
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
    program.run_here("card", "add", "123", "--name", "Coffee card", "--pause", "0", "--per-day", str(per_day))
    stamp = program.run_here("issue", "--card", "123", "--name", "Ada").document["stamp"]["stamp_idx"]
    with ThreadPoolExecutor(2) as pool:
        statuses = Counter(chain(*pool.map(lambda _: run_many(program, 8, "visit", str(stamp)), range(2))))
    assert statuses == {0: fit, 2: 16 - fit}
    truth = service.truth()
    assert truth.stamps[0].visits == fit
    assert len([request for request in truth.requests if request.call == "add"]) == fit
