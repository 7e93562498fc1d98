"""The pace of calls: never more than the budget in any minute, and always some for whom somebody waits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.pace import Purse, at_hand, pace, paid, wait_s
from tests.fakes.clock import START

COUNTERS = st.integers(1, 50)
MINUTE = timedelta(seconds=60)
TRIES = st.lists(
    st.tuples(st.floats(0, 20, allow_nan=False), st.integers(1, 2), st.booleans(), st.integers(1, 40)), max_size=60
)


def played(tries: list[tuple[float, int, bool, int]], counters: int) -> list[tuple[datetime, bool]]:
    """When each call was made, and whether it was of the first group; every try is repeated as often as it says."""
    paces, purse, now = pace(150, 60, counters), Purse(), START
    made = []
    for rest_s, calls, is_first, times in tries:
        now += timedelta(seconds=rest_s)
        for _ in range(times):
            left = paid(purse, calls, now, paces, is_first=is_first)
            if left is None:
                break
            purse = left
            made += [(now, is_first)] * calls
    return made


def most_in_a_minute(times: list[datetime]) -> int:
    return max((sum(at <= other < at + MINUTE for other in times) for at in times), default=0)


@given(TRIES, COUNTERS)
def test_in_no_minute_are_there_more_calls_than_the_budget(
    tries: list[tuple[float, int, bool, int]], counters: int
) -> None:
    made = played(tries, counters)
    assert most_in_a_minute([at for at, _ in made]) <= 150 / counters + 1e-6


@given(TRIES, COUNTERS)
def test_the_others_never_have_more_than_four_calls_in_five(
    tries: list[tuple[float, int, bool, int]], counters: int
) -> None:
    made = played(tries, counters)
    assert most_in_a_minute([at for at, is_first in made if not is_first]) <= 120 / counters + 1e-6


@given(st.lists(st.floats(0, 5, allow_nan=False), max_size=40))
def test_whatever_the_others_send_one_who_waits_goes_at_once(rests_s: list[float]) -> None:
    paces, purse, now = pace(150, 60, 1), Purse(), START
    for rest_s in rests_s:
        now += timedelta(seconds=rest_s)
        while left := paid(purse, 2, now, paces, is_first=False):
            purse = left
        assert paid(purse, 2, now, paces, is_first=True), "a lone tap, with its look"


@pytest.mark.parametrize("counters", [1, 4, 20, 50])
def test_the_others_go_on_however_many_counters_there_are(counters: int) -> None:
    paces = pace(150, 60, counters)
    empty = Purse(0, START)
    later = START + timedelta(seconds=wait_s(empty, 2, START, paces, is_first=False) + 0.001)
    assert paid(empty, 2, later, paces, is_first=False)


def test_at_four_counters_the_account_sees_no_more_than_the_budget() -> None:
    paces = pace(150, 60, 4)
    assert (paces.most + paces.per_s * 60) * 4 == pytest.approx(150)


def test_a_clock_that_is_set_back_neither_fills_nor_empties_the_purse() -> None:
    paces = pace(150, 60, 1)
    assert at_hand(Purse(5, START), START - timedelta(hours=1), paces) == 5
    assert at_hand(Purse(5, START), START + timedelta(days=1), paces) == paces.most


@given(st.floats(0, 40), st.integers(1, 2), st.booleans())
def test_the_wait_is_as_long_as_it_says(calls_left: float, calls: int, is_first: bool) -> None:
    paces = pace(150, 60, 1)
    purse = Purse(calls_left, START)
    wait = wait_s(purse, calls, START, paces, is_first=is_first)
    assert paid(purse, calls, START + timedelta(seconds=wait + 0.001), paces, is_first=is_first)
    if wait > 0.001:
        assert paid(purse, calls, START + timedelta(seconds=wait - 0.001), paces, is_first=is_first) is None
