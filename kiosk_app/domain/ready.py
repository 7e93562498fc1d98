"""An instant stamp: made in advance and ready to be handed out. How one is made, and when it has gone stale.

Nobody holds it yet, so that losing one costs the shop a number and no customer anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from kiosk_app.domain.card import StampCard, memo_text
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.stamp import Change, NewStamp, Stamp
from kiosk_app.domain.text import MAX_FIELD
from kiosk_app.domain.validity import Span

READY_MEMO = "ready, not handed out"

_STALE_AFTER = timedelta(days=7)  # or after a quarter of the card's validity, where that is sooner


@dataclass(frozen=True, slots=True)
class ReadyStamp:
    """``domain``: what its link lies on, as the owner set it when it was made. ``active``: it can be used already."""

    stamp_idx: StampIdx
    card_idx: int
    domain: str
    start: date
    end: date
    active: bool
    made_at: datetime

    def given_to(self, customer_id: str, span: Span, now: datetime) -> Stamp:
        """Our record of it in a customer's hands, with the dates it is given."""
        return Stamp(
            *(self.stamp_idx, self.card_idx, customer_id, None, self.domain, ""),
            visits=None,
            places=None,
            as_of=None,
            start=span.start,
            end=span.end,
            active=self.active,
            redeemed=False,
            issued_at=now,
        )

    def as_stamp(self) -> Stamp:
        """It as any other stamp, which is nobody's."""
        return self.given_to("", Span(self.start, self.end), self.made_at)


class Came(Enum):
    """What the trial on an account came to. Instant stamps can be switched on after the first alone."""

    PASSED = "passed"
    NO_KEY = "no key"
    NOT_SENT = "not sent"  # no internet, or sending is stopped
    REFUSED = "refused"
    LOST = "lost"  # an answer was lost on the way
    UNSEEN = "unseen"  # the service did not show the stamp that was switched on
    NO_LINK = "no link"  # the stamp's link cannot be known in advance
    OVER = "over"  # the card's validity is over


@dataclass(frozen=True, slots=True)
class Tried:
    """``reason`` where it was not sent; ``message``: the service's own words where it refused."""

    came: Came
    reason: Reason = Reason.OK
    message: str = ""


def new_ready(card: StampCard, today: date, reference: str) -> NewStamp | None:
    """What is asked of the service for one more; None where the card's validity is over."""
    span = _span(card, today)
    if span is None:
        return None
    memo = memo_text(READY_MEMO, reference, "", None, MAX_FIELD)
    return NewStamp(card.card_idx, span.start, span.end, card.domain, card.ready_active, memo)


def renewal(card: StampCard, ready: ReadyStamp, today: date) -> Change | None:
    """What makes it like one made today; None while it is as good, or nothing can be done about it.

    Handing out sets all of it anyway: this is for the customer who takes it home while the internet is down.
    """
    span = _span(card, today)
    if span is None:
        return None
    late = min(_STALE_AFTER, (span.end - span.start) / 4)
    is_dated = ready.start <= span.start and timedelta(0) <= span.end - ready.end <= late
    if is_dated and (ready.domain, ready.active) == (card.domain, card.ready_active):
        return None
    return Change(domain=card.domain or None, start=span.start, end=span.end, active=card.ready_active)


def _span(card: StampCard, today: date) -> Span | None:
    try:
        return card.span(today)
    except BadInput:
        return None
