"""A crowd is a set of numbers, however they lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.store.crowd import BLOCK, Crowd

numbers = st.sets(st.integers(0, 40) | st.integers(BLOCK - 9, 2 * BLOCK + 9) | st.integers(2**60, 2**60 + 9))


@given(numbers, numbers)
def test_it_behaves_as_a_set_in_rising_order(one: set[int], other: set[int]) -> None:
    crowd, others = Crowd.of(one), Crowd.of(other)
    assert [*crowd] == sorted(one)
    assert len(crowd) == len(one)
    assert {*crowd & others} == one & other
    assert {*crowd | others} == one | other
    assert {*crowd - others} == one - other
    assert {number for number in one | other if number in crowd} == one


@given(numbers)
def test_it_comes_back_as_it_was_kept(one: set[int]) -> None:
    assert [*Crowd.kept(Crowd.of(one).to_keep())] == sorted(one)
