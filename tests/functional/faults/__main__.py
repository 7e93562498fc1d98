"""The campaign in full: ``python -m tests.functional.faults [PART …]``, without parts all of them.

Prints what reliability is measured by, each number beside its gate. Ends with 1 where anything is wrong.
``SEED`` repeats a run; the seed is printed.
"""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter as Tally
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from tests.certificates import Authority
from tests.functional.faults import elsewhere
from tests.functional.faults.catalog import CALLS, every_fault
from tests.functional.faults.kills import kill_at_every_step, kill_at_random
from tests.functional.faults.knowing import measure
from tests.functional.faults.lines import Stormed, flap, storm
from tests.functional.faults.long_run import live_through
from tests.functional.faults.power_cuts import A_QUARTER, cut_everywhere
from tests.functional.faults.rehearsal import Played, all_cells, play
from tests.functional.faults.verdict import Verdict
from tests.functional.faults.waiting import drain, start_later_ms
from tests.functional.wire.fuzzing import fuzz

KILLS, CHANGES, WAITING, ANSWERS = 1_000, 10_000, 10_000, 10_000
TAPS = 200
HURRY = 80.0
ASKED_BESIDE = 0.005

SHORT = {Verdict.ONCE: "once", Verdict.REFUSED: "refused", Verdict.LISTED: "listed", Verdict.WRONG: "WRONG"}


def main(arguments: list[str]) -> int:
    """Play what was asked for, or everything; the exit status."""
    if set(arguments) - set(PARTS):
        say(f"python -m tests.functional.faults [{'|'.join(PARTS)} ...]")
        return 2
    logging.disable(logging.CRITICAL)  # each fault is in the log, as it should be
    seed = int(os.environ.get("SEED", random.SystemRandom().randrange(10**6)))
    if len(arguments) != 1:
        went = [_in_a_process(part, seed) for part in arguments or PARTS]
        return int(any(went))
    say(f"SEED={seed}")
    say(f"\n== {arguments[0]}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        is_right = PARTS[arguments[0]](Path(folder), seed)
    say(f"{'as it should be' if is_right else 'WRONG'}, {time.monotonic() - started:.0f} s")
    return 0 if is_right else 1


def _in_a_process(part: str, seed: int) -> int:
    """Each of several has one of its own: what the parts before left behind would be measured as memory that grew."""
    command = [sys.executable, "-m", "tests.functional.faults", part]
    return subprocess.run(command, env=os.environ | {"SEED": str(seed)}, check=False).returncode


def play_table(folder: Path, _seed: int) -> bool:
    """Fault by call, with looks that work / that fail."""
    authority = Authority(folder)
    say(f"{'fault':<46}" + "".join(f"{call.value:>20}" for call in CALLS))
    wrong: list[Played] = []
    faults = every_fault()
    for group, of_group in groupby(faults, lambda fault: fault.group):
        say(f"-- {group.value}; validate works / fails")
        for number, fault in enumerate(of_group):
            ground = folder / f"{group.name} {number}"
            ground.mkdir()
            row = [*play(all_cells(fault), ground, authority)]
            wrong += [one for one in row if not one.is_right]
            shown = [SHORT[one.verdict] for one in row]
            pairs = [f"{works} / {fails}" for works, fails in zip(shown[::2], shown[1::2], strict=True)]
            say(f"{fault.name:<46}" + "".join(f"{pair:>20}" for pair in pairs))
    for one in wrong:
        say(f"not as it should be: {one}")
    say(f"{8 * len(faults)} cells, {len(wrong)} not as they should be")
    return not wrong


def run_elsewhere(folder: Path, _seed: int) -> bool:
    """What is no fault of one call: lines whose tests are of other rooms, and run there."""
    outcomes = elsewhere.run(folder)
    wrong = 0
    for heading, lines in elsewhere.ELSEWHERE.items():
        say(f"-- {heading}")
        for line in lines:
            worst = [outcomes.get(test, "not run") for test in line.tests]
            wrong += any(outcome not in ("", "skipped") for outcome in worst)
            shown = "not played on this computer" if "skipped" in worst else line.comes_to
            say(f"{line.name:<52}{'WRONG' if set(worst) - {'', 'skipped'} else shown}")
    say(f"{sum(map(len, elsewhere.ELSEWHERE.values()))} lines, {wrong} not as they should be")
    return not wrong


def play_lines(folder: Path, seed: int) -> bool:
    """Ten minutes on a line that flaps, and a storm of taps in one minute at four counters; 200 taps each."""
    for name in ("flapping", "storm"):
        (folder / name).mkdir()
    flapped = flap(folder / "flapping", TAPS, 600, seed)
    say(f"flapping: {dict(flapped.stood)}, {flapped.lost_creates} lost creates")
    stormed = storm(folder / "storm", TAPS, 60, seed)
    say(
        f"storm: {stormed.stamps} stamps, {dict(stormed.stood)}, turned away by the account {stormed.turned_away} times"
    )
    is_known = flapped.stood["unknown"] == flapped.lost_creates and flapped.stood["waiting"] == 0
    return is_known and stormed == Stormed(TAPS, Tally(done=TAPS), turned_away=0)


def count_kills(folder: Path, seed: int) -> bool:
    """A thousand at random moments, and one before each step. Raises where anything is lost or doubled."""
    for name, run in {
        "random": lambda ground: kill_at_random(ground, KILLS, seed),
        "steps": kill_at_every_step,
    }.items():
        (folder / name).mkdir()
        say(f"{name}: {run(folder / name)}")
    return True


def cut_power(folder: Path, _seed: int) -> bool:
    """At every moment of one press, in the middle of each commit too. Raises where anything is lost or doubled."""
    say(f"0 lost, 0 doubled; in the end {dict(cut_everywhere(folder, A_QUARTER))}")
    return True


def live_long(folder: Path, seed: int) -> bool:
    """Eight hours at four counters."""
    day = live_through(folder, CHANGES, HURRY, seed)
    books = day.books
    grown_mb = day.after.megabytes - day.before.megabytes
    beside = books.asked - books.lost_creates
    say(f"{books.changes} changes, {sum(day.faults.values())} faulted calls {dict(day.faults)}, {day.took_s:.0f} s")
    say(
        f"exactly once {books.once}, refused {books.refused}, asked {books.asked} "
        f"({books.lost_creates} lost creates), waiting behind them {books.waiting}, wrong {len(books.wrong)} (gate 0)"
    )
    say(f"asked beside lost creates: {beside} (goal {ASKED_BESIDE * CHANGES:.0f})")
    say(f"memory {day.before.megabytes:.1f} to {day.after.megabytes:.1f} MB (gate: 10 MB more)")
    say(f"threads {day.before.threads} to {day.after.threads}, sockets {day.before.sockets} to {day.after.sockets}")
    for line in books.wrong:
        say(f"wrong: {line}")
    is_flat = day.after.threads <= day.before.threads + 2 and day.after.sockets <= day.before.sockets + 2
    return not books.wrong and books.changes == CHANGES and grown_mb <= 10 and is_flat


def wait_long(folder: Path, _seed: int) -> bool:
    """Ten thousand entries that wait."""
    later_ms = start_later_ms(folder, WAITING)
    say(f"start with {WAITING} waiting: {later_ms:+.0f} ms (gate 1000, goal 200)")
    sent = drain(folder / "drained", WAITING)
    say(f"{sent.sent} sent in {sent.minutes:.0f} min by their clock, {sent.ms_each:.1f} ms each by ours")
    return later_ms <= 1000


def know_soon(folder: Path, _seed: int) -> bool:
    """Forty visits whose answers were lost."""
    known = measure(folder, arrived=30, lost=10)
    say(f"arrived: 95 % known within {known.arrived_p95_s:.2f} s (goal 1 s)")
    say(f"all known within {known.longest_s:.1f} s (gate 35 s)")
    return known.longest_s <= 35


def hear_answers(_folder: Path, seed: int) -> bool:
    """Ten thousand fuzzed answers. Raises where one crashes, or is falsely done."""
    heard = fuzz(ANSWERS, seed)
    say(f"{sum(heard.values())} answers, none crashed, none falsely done: {dict(heard)}")
    return True


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


PARTS: dict[str, Callable[[Path, int], bool]] = {
    "table": play_table,
    "others": run_elsewhere,
    "lines": play_lines,
    "kills": count_kills,
    "power": cut_power,
    "knowing": know_soon,
    "waiting": wait_long,
    "fuzz": hear_answers,
    "long": live_long,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
