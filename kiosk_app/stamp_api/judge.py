"""What happened to one call? Three facts in order (sent, status, complete) and one pure function over them.

It never looks at an exception's class: the same class occurs with nothing sent and after the service did the
work. When in doubt the answer is "perhaps", and it has no clock, no dice and no socket.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call, Fate, Next, Reason
from kiosk_app.domain.stamp import StampView
from kiosk_app.stamp_api.wire import Envelope

MAX_RETRY_AFTER_S = 60.0

Result = StampIdx | StampView | None


class Trouble(Enum):
    """What kept a request from being sent, or its answer from being read."""

    BAD_REQUEST = "bad request"  # an address, a header or a proxy setting that cannot be used
    UNREACHABLE = "unreachable"  # DNS, refused, no route, connect timeout
    PROXY = "proxy"  # not reached, or it would not let us through
    TLS = "tls"  # the handshake failed: reset, silence, not TLS
    CERTIFICATE = "certificate"
    CERTIFICATE_DATE = "certificate date"  # expired or not yet valid: often the computer's clock
    LOST = "lost"  # after bytes were sent


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one call.

    ``sent``: a byte of this request was handed to the kernel (CONNECT and TLS handshake do not count).
    ``status``: of a status line that was read. ``envelope``: only of a body that came whole. ``deadline``: the
    hard deadline fired, so that whatever came does not count. ``retry_after_s``: the header, read.
    """

    sent: bool
    status: int | None = None
    envelope: Envelope | None = None
    trouble: Trouble | None = None
    deadline: bool = False
    retry_after_s: float | None = None


def judge(call: Call, facts: Facts) -> Answer[Result]:
    """The answer that these facts prove."""
    if not facts.sent:
        return _not_sent(facts.trouble)
    if facts.deadline or facts.status is None:
        return _unknown(call, Reason.LOST, facts)
    if 200 <= facts.status < 400 and facts.envelope is not None and _is_complete(call, facts.envelope):
        return _decided(facts.envelope)
    return _by_status(call, facts.status, facts)


def retry_after_s(header: str | None, now: datetime) -> float | None:
    """Seconds in a Retry-After header (RFC 9110, 10.2.3), at most 60; None for nonsense and for the past.

    None leaves the wait to the sender: 60 s with jitter.
    """
    text = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        seconds = float(text)
    else:
        moment = http_date(text)
        seconds = (moment - now).total_seconds() if moment else 0.0
    return min(seconds, MAX_RETRY_AFTER_S) if seconds > 0 else None


def http_date(text: str | None) -> datetime | None:
    """An HTTP date, aware; None for anything else. A date without a zone is UTC (RFC 9110, 5.6.7)."""
    try:
        moment = parsedate_to_datetime(text or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _not_sent(trouble: Trouble | None) -> Answer[Result]:
    match trouble:
        case Trouble.BAD_REQUEST:
            return Answer(Fate.NOT_DONE, Next.STOP, Reason.BAD_REQUEST)
        case Trouble.CERTIFICATE | Trouble.CERTIFICATE_DATE:
            return Answer(Fate.NOT_DONE, Next.STOP, Reason.CERTIFICATE)
        case Trouble.PROXY:
            return Answer(Fate.NOT_DONE, Next.AGAIN, Reason.PROXY)
        case _:
            return Answer(Fate.NOT_DONE, Next.AGAIN, Reason.NO_INTERNET)


def _is_complete(call: Call, envelope: Envelope) -> bool:
    """A code, and for create an id where the code is 0."""
    if call is Call.CREATE and envelope.code == 0:
        return isinstance(envelope.result, int | str)
    return envelope.code is not None


def _decided(envelope: Envelope) -> Answer[Result]:
    if envelope.code == 0:
        return Answer(Fate.DONE, Next.NOTHING, Reason.OK, envelope.result, envelope.message)
    signature = f"code {envelope.code}"
    return Answer(Fate.REFUSED, Next.NOTHING, Reason.REFUSED, None, envelope.message, signature)


def _by_status(call: Call, status: int, facts: Facts) -> Answer[Result]:
    match status:
        case 401:
            return _not_done(Next.STOP, Reason.KEY_REFUSED, facts)
        case 403:
            return _not_done(Next.STOP, Reason.FORBIDDEN, facts)
        case 301 | 307 | 308:
            return _not_done(Next.STOP, Reason.MOVED, facts)
        case 407 | 511:
            return _not_done(Next.AGAIN, Reason.PROXY, facts)
        case 421 | 425 | 429:
            return _not_done(Next.AGAIN, Reason.SLOW_DOWN, facts)
        case 408:
            return _unknown(call, Reason.SERVICE_DOWN, facts)
        case 501 | 505:
            return _refused(call, facts)
        case _ if 400 <= status < 500:
            return _refused(call, facts)
        case _ if 500 <= status < 600:
            return _unknown(call, Reason.SERVICE_DOWN, facts)
        case _:
            return _unknown(call, Reason.MALFORMED, facts)


def _not_done(step: Next, reason: Reason, facts: Facts) -> Answer[Result]:
    wait = facts.retry_after_s if reason is Reason.SLOW_DOWN else None
    return Answer(Fate.NOT_DONE, step, reason, None, _words(facts), _signature(facts), wait)


def _refused(call: Call, facts: Facts) -> Answer[Result]:
    """Proved not done, and this entry alone. For a visit a 409 may speak of the count: look once.

    For validate it is the service's no, like a code other than 0: else a visit to a stamp that it answers with
    404 would wait for ever.
    """
    look = facts.status == 409 and call in (Call.ADD, Call.REMOVE)
    step = Next.LOOK if look else Next.NOTHING
    return Answer(Fate.REFUSED, step, Reason.REFUSED, None, _words(facts), _signature(facts))


def _unknown(call: Call, reason: Reason, facts: Facts) -> Answer[Result]:
    """It may have happened. A look changes nothing, so for validate it is merely no answer."""
    if call is Call.VALIDATE:
        return _not_done(Next.AGAIN, reason, facts)
    match call:
        case Call.CREATE:
            step = Next.PERSON
        case Call.ADD | Call.REMOVE:
            step = Next.LOOK
        case _:
            step = Next.AGAIN
    return Answer(Fate.UNKNOWN, step, reason, None, _words(facts), _signature(facts))


def _words(facts: Facts) -> str:
    return facts.envelope.message if facts.envelope else ""


def _signature(facts: Facts) -> str:
    return "" if facts.status is None else f"status {facts.status}"
