"""What differs between our record of a stamp and what the service shows of it: facts, and never why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kiosk_app.domain.stamp import Stamp, StampView


class Fact(Enum):
    """What of a stamp is compared."""

    VISITS = "visits"
    ACTIVE = "active"
    REDEEMED = "redeemed"
    START = "start"
    END = "end"
    SHOWN = "shown"  # validate shows only what exists, is active, in its dates and not redeemed


class Reconciled(Enum):
    """What came of holding one stamp against the service."""

    NOTHING = "nothing"  # none is to be looked at now, or something else goes first
    LOOKED = "looked"  # go on at once
    WAITS = "waits"  # no answer; it is tried again by itself


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact: a number, a date YYYY-MM-DD, or yes and no. ``theirs`` of what is not shown: the service's message."""

    fact: Fact
    ours: str
    theirs: str


def differences(ours: Stamp, shown: StampView | None, message: str, today: date) -> tuple[Difference, ...]:
    """How the service's word differs from our record, on the shop's ``today``.

    A count that nobody confirmed (``as_of`` None) is no record. What our record says cannot be used is not shown
    either, and that is no difference.
    """
    if shown is None:
        return (Difference(Fact.SHOWN, _yes_or_no(True), message),) if ours.is_usable(today) else ()
    return tuple(_of_shown(ours, shown))


def _of_shown(ours: Stamp, shown: StampView) -> Iterator[Difference]:
    if ours.as_of and ours.visits is not None and ours.visits != shown.visits:
        yield Difference(Fact.VISITS, str(ours.visits), str(shown.visits))
    if ours.active != shown.active:
        yield Difference(Fact.ACTIVE, _yes_or_no(ours.active), _yes_or_no(shown.active))
    if ours.redeemed:
        yield Difference(Fact.REDEEMED, _yes_or_no(True), _yes_or_no(False))
    if shown.start and shown.start != ours.start:
        yield Difference(Fact.START, ours.start.isoformat(), shown.start.isoformat())
    if shown.end and shown.end != ours.end:
        yield Difference(Fact.END, ours.end.isoformat(), shown.end.isoformat())


def _yes_or_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
