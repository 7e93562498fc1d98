"""A stamp service in a process of its own, and the program in front of it, on a folder with one stamp card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_app.practice import Habits
from tests.commands import Program
from tests.services import PRACTICE_KEY, PracticeProcess

VENDOR = Habits(default_domain="https://vvd.bz")


@pytest.fixture
def service() -> Iterator[PracticeProcess]:
    with PracticeProcess(habits=VENDOR) as service:
        yield service


@pytest.fixture
def program(tmp_path: Path, service: PracticeProcess) -> Program:
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
    assert program.run_here("card", "add", "123", "--name", "Coffee card").status == 0
    return program
