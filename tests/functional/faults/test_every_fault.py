"""The campaign's quick form: each fault on changes of every kind, held against what the table of outcomes demands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.certificates import Authority
from tests.conftest import LogWatch
from tests.functional.faults.catalog import Fault, Group, Known, every_fault
from tests.functional.faults.rehearsal import CELLS, Cell, play

QUICK = [fault for fault in every_fault() if fault.quick]


def cells(fault: Fault) -> tuple[Cell, ...]:
    """All eight; of the many statuses one each, another one every time."""
    if fault.group is not Group.ANSWERS:
        return CELLS
    return (CELLS[QUICK.index(fault) % len(CELLS)],)


@pytest.mark.parametrize("fault", QUICK, ids=lambda fault: f"{fault.group.value}: {fault.name}")
def test_every_change_is_made_once_or_told(
    fault: Fault, tmp_path: Path, authority: Authority, log_watch: LogWatch
) -> None:
    if fault.known in (Known.STOP, Known.ACCOUNT):
        log_watch.expect("sending stopped|the account")
    played = [*play(fault, cells(fault), tmp_path, authority)]
    assert [str(one) for one in played if not one.is_right] == []
