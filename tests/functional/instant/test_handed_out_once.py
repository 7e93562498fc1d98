"""An instant stamp is one customer's alone: beside other processes and threads, and killed at any moment.

The seed of the kills is printed; set KILL_SEED to repeat them, and KILLS for more of them.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Details
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.stamp import Change
from kiosk_app.practice import Habits, Truth
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from tests.accounts import all_entries, reference_of
from tests.commands import Program
from tests.services import PRACTICE_KEY, PracticeProcess
from tests.shops import Shop

SCRIPT = Path(__file__).with_name("counter_at_work.py")
ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("KILLS", "12"))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PracticeProcess]:
    with PracticeProcess(tmp_path / "truth.db", habits=Habits(default_domain="https://vvd.bz")) as service:
        yield service


@pytest.fixture
def program(tmp_path: Path, service: PracticeProcess) -> Program:
    """A folder with a card that keeps five ready, tried as the owner would."""
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
    assert program.run("card", "add", "123", "--name", "Coffee card", "--ready", "5").status == 0
    assert service.truth().stamps == ()
    return program


def at_work(program: Program, prefix: str, count: int) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(program.data_dir), program.address, prefix, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    assert child.stdin
    child.stdin.write(f"{PRACTICE_KEY}\n")
    child.stdin.flush()
    return child


def check_all(entries: tuple[Entry, ...], truth: Truth) -> Counter[tuple[Kind, State]]:
    """Every stamp there is was asked for by one entry, and is at most one customer's; how the entries stand."""
    given = [entry for entry in entries if entry.kind is Kind.HAND_OUT]
    assert max(Counter(entry.stamp_idx for entry in given).values()) == 1
    made = {entry.stamp_idx for entry in entries if entry.kind is Kind.READY and entry.state is State.DONE}
    assert {entry.stamp_idx for entry in given} <= made
    there = Counter(reference_of(stamp.memo) for stamp in truth.stamps)
    assert set(there) <= {entry.reference for entry in entries}
    assert set(there.values()) <= {1}
    for entry in given:
        if entry.state is State.DONE:
            assert isinstance(entry.fields, Change)
            assert there[entry.reference] == 1
    assert max(Counter(stamp.user_id for stamp in truth.stamps if "ready," not in stamp.memo).values()) == 1
    return Counter((entry.kind, entry.state) for entry in entries)


def test_two_counters_at_work_on_one_folder_never_hand_out_the_same(program: Program, service: PracticeProcess) -> None:
    children = [at_work(program, prefix, 40) for prefix in ("a", "b")]
    said = [child.communicate(timeout=100)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    handed = [line for out in said for line in out.splitlines() if line.startswith("hand out")]
    assert len(handed) == len(set(handed)) > 0
    program.run("outbox", "send")
    standing = check_all(all_entries(program.data_dir), service.truth())
    assert standing[Kind.HAND_OUT, State.DONE] + standing[Kind.ISSUE, State.DONE] == 80
    assert len({stamp.user_id for stamp in service.truth().stamps if "ready," not in stamp.memo}) == 80


@pytest.mark.timeout(300)
def test_killed_at_any_moment_nothing_is_handed_out_twice(program: Program, service: PracticeProcess) -> None:
    seed = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))
    chance = random.Random(seed)
    killed = 0
    for number in range(4 * KILLS):
        if killed == KILLS:
            break
        child = at_work(program, f"{number}-", 1000)
        assert child.stdout
        child.stdout.readline()  # it is at work
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0.0, 0.3))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        killed += child.returncode == -signal.SIGKILL
    assert killed == KILLS
    last = at_work(program, "last", 1)  # takes over what the dead left, and sends it
    last.communicate(timeout=60)
    assert last.returncode == 0
    assert program.run("outbox", "send").status in (0, 5)
    assert service.wait_until(idle=True)
    standing = check_all(all_entries(program.data_dir), service.truth())
    print(f"\nseed {seed}: {killed} kills; {dict(standing)}")  # noqa: T201
    assert {state for kind, state in standing if kind is Kind.HAND_OUT} == {State.DONE}
    assert {state for kind, state in standing if kind is Kind.READY} <= {State.DONE, State.ASIDE}
    asked = sum(standing[kind, state] for kind in (Kind.HAND_OUT, Kind.ISSUE) for state in State)
    assert standing[Kind.HAND_OUT, State.DONE] + standing[Kind.ISSUE, State.DONE] + lost(standing) == asked


def lost(standing: Counter[tuple[Kind, State]]) -> int:
    """Issues whose answer the kill took: listed for a person."""
    return standing[Kind.ISSUE, State.UNKNOWN]


def test_threads_never_take_the_same(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep_ready(20)

    def press(number: int) -> tuple[Kind, object]:
        details = Details(name=f"C{number}", user_id=f"c{number}")
        opened = shop.issuing.open(IssueRequest(f"press {number}", 123, details=details))
        assert isinstance(opened, IssueOpened)
        return opened.entries[0].kind, opened.entries[0].stamp_idx

    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(press, range(30)))
    given = [stamp_idx for kind, stamp_idx in came if kind is Kind.HAND_OUT]
    assert len(given) == len(set(given)) == 20
    assert sum(kind is Kind.ISSUE for kind, _ in came) == 10
