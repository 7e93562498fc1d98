"""The campaign's quick form: each fault on changes of every kind, held against what the table of outcomes demands.

Half of the full table: each fault meets each call once, with looks that work and looks that fail in turns. Of the
answers by status each meets one call, another one every time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.certificates import Authority
from tests.conftest import LogWatch
from tests.functional.faults.catalog import CALLS, Fault, Group, Known, every_fault
from tests.functional.faults.rehearsal import Cell, all_cells, play

AT_A_TIME = 25


def quick_table() -> dict[str, list[Cell]]:
    """The cells by the name of their test: a fault's own, the answers in rows of many."""
    faults = [fault for fault in every_fault() if fault.quick]
    answers = [all_cells(fault)[at % 8] for at, fault in enumerate(faults) if fault.group is Group.ANSWERS]
    rows = [answers[start : start + AT_A_TIME] for start in range(0, len(answers), AT_A_TIME)]
    others = (fault for fault in faults if fault.group is not Group.ANSWERS)
    return {f"{fault.group.value}: {fault.name}": half_of(fault, at) for at, fault in enumerate(others)} | {
        f"answers: {row[0].fault.name} to {row[-1].fault.name}": row for row in rows
    }


def half_of(fault: Fault, at: int) -> list[Cell]:
    return [Cell(fault, call, looks_work=(at + turn) % 2 == 0) for turn, call in enumerate(CALLS)]


QUICK = quick_table()


@pytest.mark.parametrize("name", QUICK)
def test_every_change_is_made_once_or_told(
    name: str, tmp_path: Path, authority: Authority, log_watch: LogWatch
) -> None:
    if any(cell.fault.known in (Known.STOP, Known.ACCOUNT) for cell in QUICK[name]):
        log_watch.expect("sending stopped|the account|sending goes on")
    if any(cell.fault.known is Known.TOO_LATE for cell in QUICK[name]):
        log_watch.expect("possibly double")
    played = [*play(QUICK[name], tmp_path, authority)]
    assert len(played) == len(QUICK[name])
    assert [str(one) for one in played if not one.is_right] == []
