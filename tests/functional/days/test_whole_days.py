"""A whole day at the counter, through the window, against a stamp service in another process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.functional.days.day import play
from tests.functional.days.table import heading, row


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's own desktop is asked."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'no-bus'}")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_after_a_whole_day_everybody_agrees(qapp: QApplication, tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", "11"))
    day = play(tmp_path, qapp, seed)
    print(heading(), row(day), sep="\n")  # noqa: T201
    assert day.differs == [], f"SEED={seed}"
    of_stamp = f"stamp {day.smuggled}"  # by the journal, and in the directory
    assert [line.partition(":")[0] for line in day.found] == ["all visits", of_stamp, of_stamp]
