"""The pace of calls: how many may be made now, so that in no minute there are more than the account allows.

Pure sums. A purse fills evenly up to a bound; what fills in a minute and the bound together are the budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

KEPT = 0.2  # one call in five is for what somebody waits for
_AT_ONCE = 0.04  # of the budget: what the others may send together, before they go one by one
_LEAST_AT_ONCE = 2.0  # a visit's look and its write


@dataclass(frozen=True, slots=True)
class Pace:
    """``most``: calls at hand after a rest. ``per_s``: calls that come back each second. ``kept``: of those at
    hand, how many only the first group may use.

    In any minute at most ``most`` + a minute's ``per_s`` calls are made, and at most four in five by the others.
    """

    most: float
    per_s: float
    kept: float


def pace(calls_per_minute: float, minute_s: float, counters: int) -> Pace:
    """The pace of one of several ``counters`` on the same key; at most 50, or nothing is left for the others."""
    budget = calls_per_minute / counters
    kept = budget * KEPT
    at_once = max(budget * _AT_ONCE, _LEAST_AT_ONCE)
    return Pace(kept + at_once, (budget - kept - at_once) / minute_s, kept)


@dataclass(frozen=True, slots=True)
class Purse:
    """``calls`` that were left at ``as_of`` (UTC); a new one is full."""

    calls: float | None = None
    as_of: datetime | None = None


def at_hand(purse: Purse, now: datetime, pace: Pace) -> float:
    """How many calls there are now. A clock that was set back brings none, and takes none away."""
    if purse.calls is None or purse.as_of is None:
        return pace.most
    rested_s = max((now - purse.as_of).total_seconds(), 0.0)
    return min(purse.calls + rested_s * pace.per_s, pace.most)


def paid(purse: Purse, calls: int, now: datetime, pace: Pace, *, is_first: bool) -> Purse | None:
    """The purse after so many calls, or None where they must wait: all but the first group leave what is kept."""
    left = at_hand(purse, now, pace) - calls
    return Purse(left, now) if left >= (0.0 if is_first else pace.kept) else None


def wait_s(purse: Purse, calls: int, now: datetime, pace: Pace, *, is_first: bool) -> float:
    """How long until so many calls may be made, in seconds."""
    short = calls + (0.0 if is_first else pace.kept) - at_hand(purse, now, pace)
    return max(short, 0.0) / pace.per_s
