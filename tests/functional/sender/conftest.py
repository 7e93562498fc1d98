"""One practice service and one counter in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_app.practice import PracticeService
from tests.counters import Counter, make_counter
from tests.fakes.clock import START
from tests.services import PRACTICE_KEY, practice_in_process


@pytest.fixture
def service() -> Iterator[PracticeService]:
    with practice_in_process(today=START.date()) as service:
        yield service


@pytest.fixture
def counter(tmp_path: Path, service: PracticeService) -> Counter:
    return make_counter(tmp_path, service.address, PRACTICE_KEY)
