"""When somebody was served last, and the counts of the counter, in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kiosk_app.words import counter, new_customer
from kiosk_app.words.language import english
from tests.unit.words.manners import assert_mannered

NOW = datetime(2026, 11, 21, 10, 42)  # noqa: DTZ001  a Saturday; local times, as the words take them


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (datetime(2026, 11, 21, 10, 41, 30), "Just now"),  # noqa: DTZ001
        (datetime(2026, 11, 21, 10, 40), "2 min ago"),  # noqa: DTZ001
        (datetime(2026, 11, 21, 10, 13), "29 min ago"),  # noqa: DTZ001
        (datetime(2026, 11, 21, 10, 12), "Today, 10:12"),  # noqa: DTZ001
        (datetime(2026, 11, 20, 17, 12), "Yesterday, 17:12"),  # noqa: DTZ001
        (datetime(2026, 11, 17, 17, 12), "Last Tuesday"),  # noqa: DTZ001
        (datetime(2026, 11, 15, 17, 12), "Last Sunday"),  # noqa: DTZ001
        (datetime(2026, 11, 14, 17, 12), "14 Nov"),  # noqa: DTZ001
        (datetime(2026, 11, 3, 17, 12), "3 Nov"),  # noqa: DTZ001
        (datetime(2025, 12, 3, 17, 12), "3 Dec 2025"),  # noqa: DTZ001
        (datetime(2026, 11, 22, 17, 12), "22 Nov"),  # noqa: DTZ001  a clock that was set back
    ],
)
def test_when_somebody_was_served_last(then: datetime, words: str) -> None:
    assert counter.last_served(english(), then, NOW) == words


def test_a_minute_past_midnight_is_minutes_not_yesterday() -> None:
    midnight = datetime(2026, 11, 21, 0, 5)  # noqa: DTZ001
    assert counter.last_served(english(), datetime(2026, 11, 20, 23, 55), midnight) == "10 min ago"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (date(2026, 11, 21), "last visit today"),
        (date(2026, 11, 20), "last visit yesterday"),
        (date(2026, 11, 3), "last visit on 3 November"),
        (date(2025, 11, 3), "last visit on 3 November 2025"),
    ],
)
def test_the_last_visit_of_somebody_who_looks_alike(then: date, words: str) -> None:
    assert new_customer.last_visit(english(), then, date(2026, 11, 21)) == words


@pytest.mark.parametrize(("count", "words"), [(1, "1 customer"), (4, "4 customers")])
def test_how_many_were_found(count: int, words: str) -> None:
    assert counter.customers(english(), count) == words


def test_sentences_are_mannered() -> None:
    say = english()
    for said in (counter.unknown_code(say), counter.no_card(say), counter.no_customers(say)):
        assert_mannered(said)
    for sentence in (counter.first_shown(say, 50), new_customer.phone_short(say), new_customer.enough(say)):
        assert_mannered(sentence)
    assert_mannered(new_customer.saved_without_stamp(say, new_customer.card_gone(say)))
