"""Visiting: a stamp's count with what is still on its way told apart, and why a stamp takes none, nor gives one back.

Pure: it is asked about rows that somebody else read, in the commit in which they must hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Entry, Kind, State, Turn
from kiosk_app.domain.stamp import Change, Stamp

_DID_NOTHING = (State.REFUSED, State.CANCELLED)


class Bar(Enum):
    """Why a visit is not added or taken back, or a reward not redeemed, as far as we know. Nothing was opened."""

    NO_SUCH_STAMP = "no such stamp"
    BEING_DELETED = "being deleted"
    REDEEMED = "redeemed"
    SWITCHED_OFF = "switched off"
    EXPIRED = "expired"
    NOT_BEGUN = "not begun"
    FULL = "full"
    TOO_FEW_PLACES = "fewer places free than visits asked for"
    TOO_FEW_VISITS = "fewer visits than are to be taken back"
    DAY_IS_OVER = "as many visits today as the card allows"
    PAUSE = "added a moment ago"  # the one that *Add anyway* passes
    NOT_FULL = "not full yet"
    UNSETTLED = "something is still on its way"  # or nobody knows whether it arrived


POLICIES = (Bar.DAY_IS_OVER, Bar.PAUSE)  # they hold by what was done here; no look at the stamp can tell better


@dataclass(frozen=True, slots=True)
class Tally:
    """A stamp's count, told apart. ``confirmed``: the last the service told, at ``as_of`` (None: never yet).

    ``coming``: visits from here that are not settled, ``leaving``: take backs. ``in_doubt``: of one of those nobody
    knows whether it arrived.
    """

    confirmed: int
    coming: int
    leaving: int
    in_doubt: bool
    places: int
    as_of: datetime | None

    @property
    def expected(self) -> int:
        """The count once all that is open has arrived; never past the last place, nor under none."""
        return min(max(self.confirmed + self.coming - self.leaving, 0), self.places)

    @property
    def waiting(self) -> int:
        """How many of the expected are not confirmed yet: "8 of 10, 1 waiting"."""
        return min(self.coming, self.expected)

    @property
    def free(self) -> int:
        """How many visits can still be added."""
        return self.places - self.expected

    @property
    def is_full(self) -> bool:
        """Whether the reward is earned, confirmed by the service and with nothing on its way."""
        return self.confirmed >= self.places and not (self.coming or self.leaving)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a card's policies still allow a customer. ``pause_until``: no visit before (UTC), unless *Add anyway*.

    ``left_today``: how many more today; None: the card sets no limit.
    """

    pause_until: datetime | None = None
    left_today: int | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """Nothing was opened, and why. ``stamp`` is as ``once_done`` has it, None where there is none; so is ``tally``.

    ``limits``: when the pause is over, and what is left of the day.
    """

    bar: Bar
    stamp: Stamp | None = None
    tally: Tally | None = None
    limits: Limits = Limits()


def tally(stamp: Stamp, entries: Sequence[Entry], card: StampCard) -> Tally:
    """The count of a stamp with those of its customer's open entries that are about it."""
    open_ = _open_on(stamp, entries)
    moving = [entry for entry in open_ if entry.kind.is_counted and not _is_counted_already(entry, stamp)]
    coming = sum(entry.kind is Kind.VISIT for entry in moving)
    return Tally(
        confirmed=stamp.visits or 0,
        coming=coming,
        leaving=len(moving) - coming,
        in_doubt=any(entry.state is State.UNKNOWN for entry in moving),
        places=stamp.places or card.places,
        as_of=stamp.as_of,
    )


def _is_counted_already(entry: Entry, stamp: Stamp) -> bool:
    """Whether the confirmed count shows what nobody knew: it was looked at since, and has moved as it should."""
    if entry.state is not State.UNKNOWN or entry.count_before is None or stamp.visits is None:
        return False
    moved = stamp.visits - entry.count_before
    is_later = bool(stamp.as_of and entry.going_at and stamp.as_of > entry.going_at)
    return is_later and moved == (1 if entry.kind is Kind.VISIT else -1)


def bar_to_visit(stamp: Stamp, entries: Sequence[Entry], today: date) -> Bar | None:
    """Why no visit counts on the stamp today, once what is open has been done to it; None where one does."""
    if any(entry.kind is Kind.DELETE for entry in _open_on(stamp, entries)):
        return Bar.BEING_DELETED
    stamp = once_done(stamp, entries)
    if stamp.redeemed:
        return Bar.REDEEMED
    if not stamp.active:
        return Bar.SWITCHED_OFF
    if stamp.end < today:
        return Bar.EXPIRED
    return Bar.NOT_BEGUN if stamp.start > today else None


def bar_of_places(counted: Tally, count: int) -> Bar | None:
    """Why so many visits have no place on the stamp."""
    if counted.free >= count:
        return None
    return Bar.TOO_FEW_PLACES if counted.free else Bar.FULL


def once_done(stamp: Stamp, entries: Iterable[Entry]) -> Stamp:
    """The stamp once what is open on it has been done to it. Its count is the tally's to tell."""
    for entry in _open_on(stamp, entries):
        stamp = _changed(stamp, entry)
    return stamp


def _open_on(stamp: Stamp, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.stamp_idx == stamp.stamp_idx and entry.state.is_open]


def _changed(stamp: Stamp, entry: Entry) -> Stamp:
    if entry.kind is Kind.REDEEM:
        return replace(stamp, redeemed=True)
    if not isinstance(entry.fields, Change):
        return stamp
    told = {name: getattr(entry.fields, name) for name in ("active", "redeemed", "start", "end")}
    return replace(stamp, **{name: value for name, value in told.items() if value is not None})


def limits(card: StampCard, entries: Iterable[Entry], now: datetime, today: date) -> Limits:
    """What the policies leave, by the customer's visits and take backs of the last two days, in order.

    ``today`` is the shop's date. A visit from a time ahead was opened before the clock was set back: no pause lasts
    until then.
    """
    standing = _standing(entry for entry in entries if entry.card_idx == card.card_idx)
    left = None
    if card.per_day:
        left = max(0, card.per_day - sum(entry.opened_at.astimezone().date() == today for entry in standing))
    pause = timedelta(seconds=card.pause_s)
    ends = [entry.opened_at + pause for entry in standing if entry.opened_at <= now < entry.opened_at + pause]
    return Limits(max(ends, default=None), left)


def _standing(entries: Iterable[Entry]) -> list[Entry]:
    """The visits that count or may: not those that did nothing, nor those that were taken back.

    A take back that names no visit is of the last one on its stamp.
    """
    standing: list[Entry] = []
    for entry in entries:
        if entry.state in _DID_NOTHING:
            continue
        if entry.kind is Kind.VISIT:
            standing.append(entry)
        elif entry.kind is Kind.TAKE_BACK and entry.state is not State.ASIDE:
            of_stamp = [visit for visit in standing if visit.stamp_idx == entry.stamp_idx]
            wrong = entry.corrects or (entry.leader if entry.turn is Turn.UNDO else None)
            taken = [visit for visit in of_stamp if wrong in (None, visit.id)]
            if taken:
                standing.remove(taken[-1])
    return standing
