"""The long run's quick form."""

from __future__ import annotations

from pathlib import Path

from tests.functional.faults.short_day import live_short


def test_a_short_day_at_four_counters_loses_and_doubles_nothing_in_silence(tmp_path: Path) -> None:
    books, met = live_short(tmp_path, taps=120, seconds=900, seed=1)
    assert (books.wrong, books.changes) == ([], 120)
    assert set(met) == {"lost", "dropped", "down", "late"}
    assert books.once > 80
