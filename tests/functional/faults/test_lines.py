"""Whole lines of the campaign that no single call makes: a line that flaps, a storm of taps, clocks, sleep, the key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.entry import Kind
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from tests.conftest import LogWatch
from tests.counters import make_counter
from tests.fakes.clock import START, FakeClock
from tests.functional.faults.lines import SETTLED_S, Street, books, flap, storm, street
from tests.functional.faults.rehearsal import Breaker, do_what_is_due, live_on
from tests.functional.faults.verdict import Verdict, verdict
from tests.functional.faults.ways import MUTE, PATIENT, Switched, client, way_to
from tests.services import PRACTICE_KEY, practice_in_process


@pytest.fixture
def open_street(tmp_path: Path) -> Iterator[Street]:
    with street(tmp_path) as opened:
        yield opened


def test_a_line_that_flaps_loses_and_doubles_no_tap(tmp_path: Path) -> None:
    flapped = flap(tmp_path, taps=40, seconds=120)
    assert sum(flapped.stood.values()) == 40
    assert flapped.stood["unknown"] == flapped.lost_creates > 0
    assert set(flapped.stood) <= {"done", "unknown", "refused"}  # an eleventh visit is refused


def test_a_storm_at_four_counters_is_sent_once_each_and_none_is_turned_away(tmp_path: Path) -> None:
    """So many taps that nothing but the budget keeps them below the account's limit."""
    stormed = storm(tmp_path, taps=200, seconds=60)
    assert (stormed.stamps, stormed.stood, stormed.turned_away) == (200, {"done": 200}, 0)


JUMPS = {
    "an hour back": -timedelta(hours=1),
    "a day on": timedelta(days=1),
    "summer time": timedelta(hours=1),
    "back to 1970": datetime(1970, 1, 1, tzinfo=UTC) - START,
}


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("mood", ["lost", "dropped"])
@pytest.mark.parametrize("kind", [Kind.VISIT, Kind.TAKE_BACK])
def test_a_clock_that_is_set_while_a_visit_is_in_doubt_changes_nothing(
    tmp_path: Path, open_street: Street, jump: str, mood: str, kind: Kind
) -> None:
    clock = FakeClock()
    line = Breaker(client(open_street.fine.address, PATIENT))
    counter = make_counter(tmp_path, open_street.fine.address, PRACTICE_KEY, clock=clock, api=Switched(line.way))
    stamp_idx = counter.issued()
    line.good.add(stamp_idx)
    entry = counter.open(kind, stamp_idx)
    line.break_next(kind.call, way_to(getattr(open_street, mood), PATIENT), looks=0)
    do_what_is_due(counter)
    clock.set_by(JUMPS[jump].total_seconds())
    live_on([counter], SETTLED_S)
    (stamp,) = open_street.fine.truth().stamps
    assert verdict(counter.entry(entry), abs(stamp.visits - 1)) is Verdict.ONCE


@pytest.mark.parametrize("jump", ["a day on", "summer time"])
def test_a_clock_set_on_does_not_shorten_the_time_a_service_has_to_settle(
    tmp_path: Path, open_street: Street, jump: str
) -> None:
    clock = FakeClock()
    line = Breaker(client(open_street.fine.address, PATIENT))
    counter = make_counter(tmp_path, open_street.fine.address, PRACTICE_KEY, clock=clock, api=Switched(line.way))
    stamp_idx = counter.issued()
    entry = counter.open(Kind.VISIT, stamp_idx)
    late = way_to(open_street.late, MUTE, holds=True)
    line.break_next(Call.ADD, late, looks=0)
    do_what_is_due(counter)
    clock.set_by(JUMPS[jump].total_seconds())

    live_on([counter], SETTLED_S, 20.0, late.apply)
    (stamp,) = open_street.fine.truth().stamps
    assert verdict(counter.entry(entry), stamp.visits) is Verdict.ONCE


@pytest.mark.parametrize(("kind", "mood"), [(Kind.ISSUE, "lost"), (Kind.VISIT, "lost"), (Kind.VISIT, "dropped")])
def test_a_machine_that_slept_while_it_was_sending_knows_when_it_wakes(
    tmp_path: Path, open_street: Street, kind: Kind, mood: str
) -> None:
    clock = FakeClock()
    line = Breaker(client(open_street.fine.address, PATIENT))

    @contextmanager
    def way(call: Call) -> Iterator[StampApi]:
        with line.way(call) as api:
            if api is not line.good:
                clock.set_by(8 * 3600)
            yield api

    counter = make_counter(tmp_path, open_street.fine.address, PRACTICE_KEY, clock=clock, api=Switched(way))
    stamp_idx = counter.issued("Ada")
    entry = counter.issue("Bob")[0] if kind is Kind.ISSUE else counter.open(kind, stamp_idx)
    line.break_next(kind.call, way_to(getattr(open_street, mood), PATIENT), looks=0)
    live_on([counter], SETTLED_S)
    stamps = open_street.fine.truth().stamps
    times = len(stamps) - 1 if kind is Kind.ISSUE else stamps[0].visits
    assert verdict(counter.entry(entry), times) is (Verdict.LISTED if kind is Kind.ISSUE else Verdict.ONCE)


def test_a_key_revoked_while_20_entries_wait_loses_none(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("refused|stopped")
    with practice_in_process(today=START.date()) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        counter.looking.look(counter.issued("first"))
        service.go_away()
        for number in range(20):
            counter.issue(f"customer {number}")
        do_what_is_due(counter)
        service.come_back()
        service.mood("key:401")
        live_on([counter], 300)
        assert len(service.truth().stamps) == 1
        service.mood()
        live_on([counter], 120)
        assert books(tmp_path, service) == {"done": 21}
