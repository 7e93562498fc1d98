"""A power cut at any moment, in the middle of a commit too, loses no press that was taken and doubles nothing."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import LogWatch
from tests.functional.faults.power_cuts import FIVE_QUARTERS, cut_everywhere


def test_the_power_fails_at_any_moment_and_nothing_is_lost_or_doubled(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("its sender ended while sending")
    stood = cut_everywhere(tmp_path, FIVE_QUARTERS)
    print(f"\n{dict(stood)}")  # noqa: T201
    assert set(stood) == {"done", "unknown", "waiting"}  # a visit waits behind a stamp that nobody knows of
    assert stood["unknown"] == stood["waiting"]
