"""kill -9 of the real program at random moments and at every step, against a service in a process of its own.

What it was doing when it died is opened before: issues with a first visit, take backs and edits. The same seed plays
the same changes with the same moments; what is found there is the computer's business.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.practice import Habits
from kiosk_app.services.outbox import Outbox
from tests.accounts import all_entries, check_counts, check_issues
from tests.commands import Program
from tests.counters import COFFEE, make_counter
from tests.counters import Counter as Till
from tests.fakes.clock import FakeClock
from tests.functional.faults.rehearsal import live_on
from tests.services import PRACTICE_KEY, PracticeProcess

ROOT = Path(__file__).parents[3]
_SLOWLY = "slow:0.02:create,add,remove,update"  # time to die while the service has it
_MOST_STEPS = 200
_AGAIN = 0.3  # of the starts that follow a kill, staff press for the same customer once more
_SETTLED_S = 400.0
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Toll:
    """What a run of kills came to. ``left``: how entries stood when nothing was sending; ``after``: in the end."""

    kills: int
    starts: int
    left: Counter[str]
    after: Counter[str]

    def __str__(self) -> str:
        return (
            f"{self.kills} kills in {self.starts} starts: 0 lost, 0 doubled; "
            f"left behind {dict(self.left)}, in the end {dict(self.after)}"
        )


class Mortal:
    """The program on one data folder, loaded once and killed as often as one likes."""

    def __init__(self, program: Program, child: subprocess.Popen[str]) -> None:
        self._program = program
        self._child = child

    def live(self, *arguments: str, after_s: float | None = None, at_step: int | None = None) -> int | None:
        """Run a command until its end or until it is killed; its exit status, None where it was killed."""
        self._begin(*arguments, after_s=after_s, at_step=at_step)
        return self._ended()

    def live_until(self, it_is_time: Callable[[], bool], *arguments: str) -> int | None:
        """Run a command and kill it once it is time."""
        self._begin(*arguments, at_word=True)
        assert it_is_time()
        self._say("now")
        return self._ended()

    def _begin(
        self, *arguments: str, after_s: float | None = None, at_step: int | None = None, at_word: bool = False
    ) -> None:
        argv = ["--data-dir", str(self._program.data_dir), "--key-stdin", "--json", *arguments]
        moment = {"after_s": after_s, "at_step": at_step, "at_word": at_word}
        self._say(json.dumps({"argv": argv, "key": self._program.key, **moment}))

    def _ended(self) -> int | None:
        assert self._child.stdout
        said: dict[str, Any] = json.loads(self._child.stdout.readline())
        status: int | None = said["status"]
        return status

    def _say(self, line: str) -> None:
        assert self._child.stdin
        self._child.stdin.write(f"{line}\n")
        self._child.stdin.flush()


@contextmanager
def mortal(program: Program) -> Iterator[Mortal]:
    command = [sys.executable, "-m", "tests.functional.faults.mortal"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        yield Mortal(program, child)
        assert child.stdin
        child.stdin.close()


@contextmanager
def shop(folder: Path) -> Iterator[tuple[PracticeProcess, Program]]:
    """A service in a process of its own, and a folder whose one card counts the first visit with the issue."""
    habits = Habits(default_domain="https://vvd.bz")
    with PracticeProcess(folder / "truth.db", habits=habits, moods=_SLOWLY) as service:
        program = Program(folder / "data", service.address, PRACTICE_KEY)
        assert program.run("card", "add", "123", "--name", "Coffee card", "--first-visit").status == 0
        yield service, replace(program, address="")  # it is bound by now


def kill_at_random(folder: Path, kills: int, seed: int) -> Toll:
    """So many kills at random moments of the program's work. Raises AssertionError where the books do not agree."""
    chance = random.Random(seed)
    with shop(folder) as (service, program), mortal(program) as person:
        till = _till(folder, service.address)
        usual_s = _usual_s(person)
        killed = starts = 1  # the last, which is sure
        while killed < kills:
            starts += 1
            arguments = _next_command(chance, till, starts, again=chance.random() < _AGAIN)
            killed += person.live(*arguments, after_s=chance.uniform(0, 1.2 * usual_s)) is None
        _die_before_the_answer(service, person)
        return _toll(folder, service, killed, starts)


def kill_at_every_step(folder: Path) -> Toll:
    """Killed before its first step, its second, … until it comes to its end by itself; issue, and take back."""
    with shop(folder) as (service, program), mortal(program) as person:
        till = _till(folder, service.address)
        killed = 0
        for step in range(_MOST_STEPS):
            if person.live(*_issue(step), at_step=step) is not None:
                break
            killed += 1
        for step in range(_MOST_STEPS):
            person.live("outbox", "send")
            _open_change(random.Random(step), till)
            if person.live("outbox", "send", at_step=step) is not None:
                break
            killed += 1
        _die_before_the_answer(service, person)
        return _toll(folder, service, killed + 1, killed + 3)


def _usual_s(person: Mortal) -> float:
    """How long one issue takes here, from the start of its work to its end."""
    took_s = []
    for number in range(-4, 0):
        started = time.monotonic()
        assert person.live(*_issue(number)) == 0
        took_s.append(time.monotonic() - started)
    return min(took_s)


def _die_before_the_answer(service: PracticeProcess, person: Mortal) -> None:
    """The one step that is surely met: the service did it, and nobody heard so."""
    service.mood("held:create")
    assert person.live_until(lambda: service.wait_until(held=1, within_s=_PATIENCE_S), *_issue(10**6)) is None
    assert service.release() == 1
    service.mood(_SLOWLY)


def _issue(number: int) -> tuple[str, ...]:
    who = f"customer{number}"
    return ("issue", "--card", "123", "--user-id", who, "--name", who)


def _next_command(chance: random.Random, till: Till, number: int, *, again: bool) -> tuple[str, ...]:
    if chance.random() < 0.5:
        return _issue(number - 1 if again else number)
    _open_change(chance, till)
    return ("outbox", "send")


def _open_change(chance: random.Random, till: Till) -> None:
    """A take back of the first visit, or an edit, on a stamp that is there and has nothing open."""
    entries = [line.entry for line in Outbox(till.store).history()]
    busy = {entry.stamp_idx for entry in entries if entry.state.is_open}
    counts = Counter[Any]()
    for entry in entries:
        if entry.state is State.DONE and entry.kind in (Kind.VISIT, Kind.TAKE_BACK):
            counts[entry.stamp_idx] += 1 if entry.kind is Kind.VISIT else -1
    free = [stamp_idx for stamp_idx, visits in counts.items() if visits > 0 and stamp_idx not in busy]
    if not free:
        return
    stamp_idx = chance.choice(free)
    if chance.random() < 0.6:
        till.open(Kind.TAKE_BACK, stamp_idx)
    else:
        till.open(Kind.CHANGE, stamp_idx, Change(user=UserFields(etc1=f"edit {chance.random()}")))


def _till(folder: Path, address: str) -> Till:
    """Hands on the same data folder that only open changes, and a minute on, to see everything through."""
    clock = FakeClock(datetime.now(UTC))
    return make_counter(folder / "data", address, PRACTICE_KEY, clock=clock, card=replace(COFFEE, first_visit=True))


def _toll(folder: Path, service: PracticeProcess, killed: int, starts: int) -> Toll:
    """Hold the books against the truth as the last kill left them, and again when all that can be known is known."""
    data = folder / "data"
    assert service.wait_until(idle=True)
    left = _check(all_entries(data), service)
    till = _till(folder, service.address)
    till.sender.recover()
    live_on([till], _SETTLED_S)
    entries = all_entries(data)
    leaders = {None: None} | {entry.id: entry.state for entry in entries}
    after = _check(entries, service)
    stuck = [entry for entry in entries if entry.state is State.WAITING and leaders[entry.leader] is not State.UNKNOWN]
    assert stuck == []
    assert set(after) <= {"done", "unknown", "waiting", "cancelled"}, after
    return Toll(killed, starts, left, after)


def _check(entries: tuple[Entry, ...], service: PracticeProcess) -> Counter[str]:
    truth = service.truth()
    others = Counter(entry.state.value for entry in entries if entry.kind is Kind.CHANGE)
    stamps = Counter(stamp.user_id for stamp in truth.stamps)
    assert max(stamps.values()) == 1
    return check_issues(entries, truth) + check_counts(entries, truth) + others
