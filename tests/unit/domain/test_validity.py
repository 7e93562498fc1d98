"""How long a stamp holds: 29 February, month ends, and never over five years."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.problems import BadInput, Fault
from kiosk_app.domain.validity import (
    Span,
    Unit,
    ValidFor,
    ValidUntil,
    add_months,
    check_span,
    end_of,
    latest_end,
    parse_date,
    parse_valid_for,
    span,
)

TODAY = date(2026, 11, 21)
days = st.dates(date(1970, 1, 1), date(9900, 1, 1))
leap_days = st.sampled_from([date(year, 2, 29) for year in range(1972, 2200) if calendar.isleap(year)])
lasting = st.builds(ValidFor, st.integers(1, 9999), st.sampled_from(Unit))


def refused(run: object) -> list[tuple[str, Fault]]:
    assert callable(run)
    with pytest.raises(BadInput) as caught:
        run()
    return [(problem.field, problem.fault) for problem in caught.value.problems]


@given(leap_days)
def test_one_year_from_29_february_is_28_february(start: date) -> None:
    assert end_of(ValidFor(1, Unit.YEARS), start) == date(start.year + 1, 2, 28)
    assert end_of(ValidFor(12, Unit.MONTHS), start) == date(start.year + 1, 2, 28)


@given(leap_days)
def test_four_years_from_29_february_keep_the_day_where_it_exists(start: date) -> None:
    expected = 29 if calendar.isleap(start.year + 4) else 28
    assert end_of(ValidFor(4, Unit.YEARS), start) == date(start.year + 4, 2, expected)


def test_29_february_is_a_good_start_and_a_good_end() -> None:
    assert parse_date("2028-02-29", "start") == date(2028, 2, 29)
    assert span(ValidUntil(date(2028, 2, 29)), TODAY) == Span(TODAY, date(2028, 2, 29))


@given(days, st.integers(0, 1000))
def test_months_are_added_to_the_same_day_or_the_months_last(start: date, months: int) -> None:
    later = add_months(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == min(start.day, calendar.monthrange(later.year, later.month)[1])


@given(lasting, days, st.integers(0, 365))
def test_a_rule_counted_from_the_start_never_ends_over_five_years_from_today(
    valid: ValidFor, today: date, delay_days: int
) -> None:
    found = span(valid, today, delay_days=delay_days)
    assert found.start == today + timedelta(days=delay_days)
    assert found.start <= found.end <= latest_end(today)


@given(lasting | st.builds(ValidUntil, days), days, st.none() | days, st.none() | days, st.integers(0, 365))
def test_a_span_is_in_order_and_within_five_years_or_it_is_refused(
    valid: ValidFor | ValidUntil, today: date, start: date | None, end: date | None, delay_days: int
) -> None:
    try:
        found = span(valid, today, start, end, delay_days)
    except BadInput as bad:
        faults = {problem.fault for problem in bad.problems}
    else:
        faults = set()
        assert found.start <= found.end
        assert today <= found.end <= latest_end(today)
    assert faults <= {Fault.REVERSED, Fault.IN_THE_PAST, Fault.TOO_FAR}


def test_dates_reversed_over_or_too_far_are_refused_by_name() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert refused(lambda: check_span(tomorrow, TODAY, TODAY)) == [("end", Fault.REVERSED)]
    assert refused(lambda: check_span(date(2026, 1, 1), date(2026, 2, 1), TODAY)) == [("end", Fault.IN_THE_PAST)]
    assert refused(lambda: check_span(TODAY, date(2031, 11, 22), TODAY)) == [("end", Fault.TOO_FAR)]
    assert check_span(TODAY, date(2031, 11, 21), TODAY) == Span(TODAY, date(2031, 11, 21))


def test_a_start_that_is_too_far_is_told_of_the_start_and_not_of_an_end_nobody_gave() -> None:
    assert refused(lambda: span(ValidFor(1, Unit.YEARS), TODAY, start=date(2040, 1, 1))) == [("start", Fault.TOO_FAR)]


def test_a_stamp_that_holds_for_today_alone_is_good() -> None:
    assert span(ValidUntil(TODAY), TODAY) == Span(TODAY, TODAY)


def test_dates_that_a_person_gave_overrule_the_card() -> None:
    given_dates = span(ValidFor(1, Unit.YEARS), TODAY, date(2026, 12, 1), date(2026, 12, 24), delay_days=30)
    assert given_dates == Span(date(2026, 12, 1), date(2026, 12, 24))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("365d", ValidFor(365, Unit.DAYS)),
        (" 12M ", ValidFor(12, Unit.MONTHS)),
        ("1y", ValidFor(1, Unit.YEARS)),
        ("5y", ValidFor(5, Unit.YEARS)),
        ("60m", ValidFor(60, Unit.MONTHS)),
    ],
)
def test_a_validity_is_read(text: str, expected: ValidFor) -> None:
    assert parse_valid_for(text) == expected


@pytest.mark.parametrize(
    "text", ["", "1", "y", "0d", "00y", "-1y", "1.5y", "1w", "1 y", "12345d", "１y", "1y1m", "1y\n2"]
)
def test_what_is_no_validity_is_refused(text: str) -> None:
    assert refused(lambda: parse_valid_for(text)) == [("valid_for", Fault.NOT_A_VALIDITY)]


@pytest.mark.parametrize("text", ["6y", "61m", "1827d", "9999y"])
def test_a_validity_over_five_years_is_refused(text: str) -> None:
    assert refused(lambda: parse_valid_for(text)) == [("valid_for", Fault.TOO_FAR)]


@given(st.integers(1, 5), st.sampled_from(Unit))
def test_a_validity_is_written_as_it_is_read(count: int, unit: Unit) -> None:
    assert parse_valid_for(str(ValidFor(count, unit))) == ValidFor(count, unit)


@given(st.dates())
def test_a_date_is_written_as_it_is_read(day: date) -> None:
    assert parse_date(day.isoformat(), "end") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2027-02-29",
        "2027-13-01",
        "2027-1-1",
        "20270101",
        "21.11.2027",
        "2027-W01-1",
        "٢٠٢٧-٠١-٠١",
        "0000-01-01",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert refused(lambda: parse_date(text, "end")) == [("end", Fault.NOT_A_DATE)]


@given(st.text())
def test_any_text_is_a_date_or_refused_in_short(text: str) -> None:
    quoted = []
    for read in (lambda: parse_date(text, "end"), lambda: parse_valid_for(text)):
        try:
            read()
        except BadInput as bad:
            quoted += [problem.value for problem in bad.problems]
    assert all(len(value) <= 40 for value in quoted)
