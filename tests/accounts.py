"""Holding the journal against the service's truth: nothing lost, nothing doubled, everything told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kiosk_app.domain.entry import Entry, State
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
