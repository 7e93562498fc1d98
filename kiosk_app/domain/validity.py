"""How long a stamp holds: dates are the shop's local dates, fixed at the tap.

The vendor's "Stamp Creation API" takes an end at most five years from today.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.text import quoted

MAX_YEARS = 5


class Unit(Enum):
    """What a validity is counted in; the value is its letter in settings and commands."""

    DAYS = "d"
    MONTHS = "m"
    YEARS = "y"


@dataclass(frozen=True, slots=True)
class ValidFor:
    """So many days, months or years from the start."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"


@dataclass(frozen=True, slots=True)
class ValidUntil:
    """Until a fixed date, that day included."""

    end: date


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day on which a stamp can be used."""

    start: date
    end: date


def latest_end(today: date) -> date:
    """The last end that the service takes today."""
    return add_months(today, 12 * MAX_YEARS)


def add_months(start: date, months: int) -> date:
    """The same day so many months later; where there is none, the month's last (29 February + 1 year: the 28th)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def parse_valid_for(text: str, field: str = "valid_for") -> ValidFor:
    """``365d``, ``12m`` or ``1y``; raises BadInput."""
    match = re.fullmatch(r"([0-9]{1,4})([dmy])", text.strip().lower())
    if not match or int(match[1]) == 0:
        raise BadInput(Problem(field, Fault.NOT_A_VALIDITY, quoted(text)))
    valid = ValidFor(int(match[1]), Unit(match[2]))
    if end_of(valid, date(2025, 1, 1)) > latest_end(date(2025, 1, 1)):
        raise BadInput(Problem(field, Fault.TOO_FAR, quoted(text)))
    return valid


def parse_date(text: str, field: str) -> date:
    """``YYYY-MM-DD`` and nothing else; raises BadInput."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            raise BadInput(Problem(field, Fault.NOT_A_DATE, quoted(text))) from None
    raise BadInput(Problem(field, Fault.NOT_A_DATE, quoted(text)))


def end_of(valid: ValidFor, start: date) -> date:
    """The last day of a validity that begins on ``start``."""
    try:
        if valid.unit is Unit.DAYS:
            return start + timedelta(days=valid.count)
        return add_months(start, valid.count * (12 if valid.unit is Unit.YEARS else 1))
    except (OverflowError, ValueError):
        return date.max


def check_span(start: date, end: date, today: date) -> Span:
    """The span, or BadInput: reversed, already over, or further ahead than the service takes."""
    if start > latest_end(today):
        raise BadInput(Problem("start", Fault.TOO_FAR, start.isoformat()))
    if end < today:
        raise BadInput(Problem("end", Fault.IN_THE_PAST, end.isoformat()))
    if end < start:
        raise BadInput(Problem("end", Fault.REVERSED, end.isoformat()))
    if end > latest_end(today):
        raise BadInput(Problem("end", Fault.TOO_FAR, end.isoformat()))
    return Span(start, end)


def span(
    valid: ValidFor | ValidUntil, today: date, start: date | None = None, end: date | None = None, delay_days: int = 0
) -> Span:
    """The dates of a stamp issued today; raises BadInput.

    ``start`` and ``end`` overrule the card's rule, whose start is ``delay_days`` after today. A rule counted
    from the start is cut at five years from today; dates that a person gave are not: they are refused.
    """
    begin = start or today + timedelta(days=delay_days)
    if end is None:
        end = valid.end if isinstance(valid, ValidUntil) else min(end_of(valid, begin), latest_end(today))
    return check_span(begin, end, today)
