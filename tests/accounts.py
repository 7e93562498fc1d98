"""Holding the journal against the service's truth: nothing lost, nothing doubled, everything told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.practice import Truth
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store


def all_entries(data_dir: Path) -> tuple[Entry, ...]:
    """Every entry of a data folder."""
    with make_store(data_dir, FakeClock()).reading() as work:
        return tuple(line.entry for line in work.lists.history(None, None, None))


def reference_of(memo: str) -> str:
    """The reference that ends a stamp's memo."""
    return memo.rpartition("#")[2]


def check_issues(entries: tuple[Entry, ...], truth: Truth) -> Counter[str]:
    """Hold every issue against the stamps there are; how many stand in which state.

    Done: exactly one stamp. Unknown, or sending by one that was killed: one or none, and it is listed. Anything
    else: none. No stamp is nobody's.
    """
    there = Counter(reference_of(stamp.memo) for stamp in truth.stamps)
    issues = {entry.reference: entry for entry in entries if isinstance(entry.fields, NewStamp)}
    assert set(there) <= set(issues), "a stamp that no entry asked for"
    for reference, entry in issues.items():
        wanted = {State.DONE: {1}, State.UNKNOWN: {0, 1}, State.SENDING: {0, 1}}.get(entry.state, {0})
        assert there[reference] in wanted, f"{reference} is {entry.state.value} and there {there[reference]} times"
    return Counter(entry.state.value for entry in issues.values())


def check_counts(entries: tuple[Entry, ...], truth: Truth) -> Counter[str]:
    """Hold the visits of every stamp against the entries that change them; how many stand in which state.

    Done: once. Unknown, or sending by one that was killed: once or never, and it is listed. Anything else: never.
    """
    told = [entry for entry in entries if entry.kind in (Kind.VISIT, Kind.TAKE_BACK)]
    for stamp in truth.stamps:
        least = most = 0
        for entry in (entry for entry in told if entry.stamp_idx == stamp.stamp_idx):
            one = 1 if entry.kind is Kind.VISIT else -1
            sure = one if entry.state is State.DONE else 0
            perhaps = one if entry.state in (State.UNKNOWN, State.SENDING, State.ASIDE) else 0
            least += sure + min(perhaps, 0)
            most += sure + max(perhaps, 0)
        assert least <= stamp.visits <= most, f"{stamp.stamp_idx} has {stamp.visits} visits, not {least} to {most}"
    return Counter(entry.state.value for entry in told)
