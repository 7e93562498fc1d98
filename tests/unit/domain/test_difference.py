"""What is compared of a stamp, and what is no difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk_app.domain.difference import Difference, Fact, differences
from kiosk_app.domain.stamp import Stamp, StampView, UserFields

TODAY = date(2026, 11, 21)
SEEN = datetime(2026, 11, 21, 10, tzinfo=UTC)
OURS = Stamp(
    *(1347, 123, "c1", None, "", "", 7, 10, SEEN),
    *(date(2026, 3, 14), date(2027, 3, 14), True, False, SEEN),
)
SHOWN = StampView(
    *(1347, 123, "Coffee card", 7, 10, "", ""),
    *(date(2026, 3, 14), date(2027, 3, 14), True, "", UserFields()),
)


def facts(ours: Stamp, shown: StampView | None) -> list[Fact]:
    return [one.fact for one in differences(ours, shown, "It has expired.", TODAY)]


def test_the_same_is_no_difference() -> None:
    assert facts(OURS, SHOWN) == []


def test_a_count_that_nobody_confirmed_is_no_record() -> None:
    assert facts(replace(OURS, as_of=None), replace(SHOWN, visits=8)) == []
    assert facts(replace(OURS, visits=None), replace(SHOWN, visits=8)) == []


def test_dates_that_the_service_does_not_say_do_not_differ() -> None:
    assert facts(OURS, replace(SHOWN, start=None, end=None)) == []


@pytest.mark.parametrize(
    ("ours", "shown", "difference"),
    [
        (OURS, replace(SHOWN, visits=8), Difference(Fact.VISITS, "7", "8")),
        (OURS, replace(SHOWN, active=False), Difference(Fact.ACTIVE, "yes", "no")),
        (replace(OURS, active=False), SHOWN, Difference(Fact.ACTIVE, "no", "yes")),
        (replace(OURS, redeemed=True), SHOWN, Difference(Fact.REDEEMED, "yes", "no")),
        (OURS, replace(SHOWN, start=TODAY), Difference(Fact.START, "2026-03-14", "2026-11-21")),
        (OURS, replace(SHOWN, end=TODAY), Difference(Fact.END, "2027-03-14", "2026-11-21")),
        (OURS, None, Difference(Fact.SHOWN, "yes", "It has expired.")),
    ],
)
def test_each_fact_is_told_by_itself(ours: Stamp, shown: StampView | None, difference: Difference) -> None:
    assert differences(ours, shown, "It has expired.", TODAY) == (difference,)


@pytest.mark.parametrize(
    "unusable",
    [
        replace(OURS, redeemed=True),
        replace(OURS, active=False),
        replace(OURS, end=date(2026, 11, 20)),
        replace(OURS, start=date(2026, 11, 22)),
    ],
)
def test_what_our_record_says_cannot_be_used_need_not_be_shown(unusable: Stamp) -> None:
    assert facts(unusable, None) == []
