"""What every background does, whether with threads, at once, or held: inherit, and give the three fixtures."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import pytest

from kiosk_app.domain.ports import Background, Lane

Settle = Callable[[], None]
"""Lets all that was handed in be done and called back."""


class Parcel:
    """Something whose end can be watched."""


def fail() -> object:
    raise LookupError("work")


def explode(_result: object) -> None:
    raise ArithmeticError("callback")


class BackgroundContract:
    @pytest.fixture
    def crashes(self) -> list[Exception]:
        return []

    @pytest.fixture
    def background(self, crashes: list[Exception]) -> Background:
        raise NotImplementedError

    @pytest.fixture
    def settle(self, background: Background) -> Settle:
        raise NotImplementedError

    @pytest.mark.parametrize("lane", Lane)
    def test_what_work_returns_is_brought_to_done(self, background: Background, settle: Settle, lane: Lane) -> None:
        heard: list[object] = []
        background.submit(lane, lambda: 42, heard.append, heard.append)
        settle()
        assert heard == [42]

    @pytest.mark.parametrize("lane", Lane)
    def test_what_work_raises_is_brought_to_failed(self, background: Background, settle: Settle, lane: Lane) -> None:
        heard: list[object] = []
        trouble: list[Exception] = []
        background.submit(lane, fail, heard.append, trouble.append)
        settle()
        assert heard == []
        assert [type(error) for error in trouble] == [LookupError]

    def test_what_nobody_hears_goes_to_the_crash_hook_and_the_lane_goes_on(
        self, background: Background, settle: Settle, crashes: list[Exception]
    ) -> None:
        heard: list[object] = []
        background.submit(Lane.DISK, fail, heard.append)
        background.submit(Lane.DISK, lambda: "next", heard.append)
        settle()
        assert [type(error) for error in crashes] == [LookupError]
        assert heard == ["next"]

    def test_a_callback_that_raises_is_no_failure_of_the_work(
        self, background: Background, settle: Settle, crashes: list[Exception]
    ) -> None:
        trouble: list[Exception] = []
        heard: list[object] = []
        background.submit(Lane.DISK, lambda: 1, explode, trouble.append)
        background.submit(Lane.DISK, lambda: "next", heard.append)
        settle()
        assert trouble == []
        assert [type(error) for error in crashes] == [ArithmeticError]
        assert heard == ["next"]

    def test_what_failed_raises_again_goes_to_the_crash_hook(
        self, background: Background, settle: Settle, crashes: list[Exception]
    ) -> None:
        def not_ours(error: Exception) -> None:
            raise error

        background.submit(Lane.DISK, fail, explode, not_ours)
        settle()
        assert [type(error) for error in crashes] == [LookupError]

    def test_a_lane_does_its_work_in_order(self, background: Background, settle: Settle) -> None:
        done: list[int] = []
        heard: list[int] = []

        def work(number: int) -> Callable[[], int]:
            def run() -> int:
                done.append(number)
                return number

            return run

        for number in range(20):
            background.submit(Lane.WRITE, work(number), heard.append)
        settle()
        assert done == heard == list(range(20))

    def test_cancelled_work_is_done_and_nobody_hears_of_it(self, background: Background, settle: Settle) -> None:
        done: list[str] = []
        heard: list[object] = []
        ticket = background.submit(Lane.DISK, lambda: done.append("work"), heard.append, heard.append)
        ticket.cancel()
        at_once = list(heard)
        settle()
        ticket.cancel()
        assert done == ["work"]
        assert heard == at_once

    def test_who_leaves_hears_nothing_more_and_others_do(self, background: Background, settle: Settle) -> None:
        page, other = Parcel(), Parcel()
        heard: list[str] = []
        for number in range(3):
            background.submit(Lane.LOOK, f"page {number}".lower, heard.append, owner=page)
            background.submit(Lane.LOOK, f"other {number}".lower, heard.append, owner=other)
        at_once = list(heard)
        background.leave(page)
        settle()
        assert [text for text in heard if text not in at_once and "page" in text] == []
        assert [text for text in heard if "other" in text] == ["other 0", "other 1", "other 2"]

    def test_a_callback_may_hand_in_more(self, background: Background, settle: Settle) -> None:
        heard: list[object] = []
        background.submit(Lane.DISK, lambda: 1, lambda _: background.submit(Lane.WRITE, lambda: 2, heard.append))
        settle()
        settle()
        assert heard == [2]

    @pytest.mark.parametrize("fails", [False, True])
    def test_nothing_is_kept_once_it_is_done(self, background: Background, settle: Settle, *, fails: bool) -> None:
        """Without the help of the garbage collector, which could run on any thread."""
        parcels = [Parcel() for _ in range(5)]
        watched = [weakref.ref(parcel) for parcel in parcels]

        def work(held: Parcel, result: Parcel) -> Parcel:
            if fails:
                raise LookupError(held)
            return result

        def hand_in(in_work: Parcel, result: Parcel, in_done: Parcel, in_failed: Parcel, owner: Parcel) -> None:
            background.submit(
                Lane.DISK,
                lambda: work(in_work, result),
                lambda _: in_done,
                lambda _: in_failed,
                owner=owner,
            )

        hand_in(*parcels)
        parcels.clear()
        settle()
        assert [ref() for ref in watched] == [None] * 5
