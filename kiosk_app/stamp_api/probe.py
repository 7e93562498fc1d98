"""What *test connection* found: the one place where a status is turned into advice instead of a fate.

It proves nothing about any stamp. Only an answer with code 0 proves that the key is good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from kiosk_app.domain.outcome import CLOCK_TOLERANCE, Connection, Reach, Secure
from kiosk_app.stamp_api.judge import Trouble, http_date
from kiosk_app.stamp_api.transport import Exchange
from kiosk_app.stamp_api.wire import Envelope

_BY_TROUBLE = {
    Trouble.TLS: Secure.FAILED,
    Trouble.CERTIFICATE: Secure.CERTIFICATE,
    Trouble.CERTIFICATE_DATE: Secure.CERTIFICATE_DATE,
}
_PERMANENT = (301, 308)
_TEMPORARY = (302, 303, 307)
_BY_STATUS = {
    401: Reach.KEY_REFUSED,
    403: Reach.KEY_REFUSED,
    407: Reach.PROXY,
    408: Reach.SERVICE_DOWN,
    421: Reach.SLOW_DOWN,
    425: Reach.SLOW_DOWN,
    429: Reach.SLOW_DOWN,
    511: Reach.LOGIN_PAGE,
}


def found(
    address: str, exchange: Exchange, envelope: Envelope | None, now: datetime, plain: Callable[[], Exchange]
) -> Connection:
    """Tell what stands in the way, if anything. ``plain`` asks the same host over plain HTTP, without the key."""
    fronts: list[Exchange] = []

    def front() -> Exchange:
        fronts.append(plain())
        return fronts[-1]

    connection = _reached(address, exchange, envelope, now, front)
    told = next(filter(None, map(_date, (exchange, *fronts))), None)
    return replace(
        connection,
        secure=_secure(address, exchange),
        ahead_s=(now - told).total_seconds() if told else None,
    )


def _secure(address: str, exchange: Exchange) -> Secure:
    if address.startswith("http:"):
        return Secure.ON_THIS_COMPUTER
    if exchange.sent:
        return Secure.TRUSTED
    return _BY_TROUBLE.get(exchange.trouble, Secure.NOT_TRIED) if exchange.trouble else Secure.NOT_TRIED


def _reached(
    address: str, exchange: Exchange, envelope: Envelope | None, now: datetime, plain: Callable[[], Exchange]
) -> Connection:
    message = envelope.message if envelope else ""
    if not exchange.sent:
        return Connection(_unsent(address, exchange.trouble, now, plain))
    if exchange.deadline or exchange.status is None:
        return Connection(Reach.SERVICE_DOWN)
    if envelope and envelope.code is not None and 200 <= exchange.status < 400:
        reach = Reach.ACCEPTED if envelope.code == 0 else Reach.REACHED
    else:
        reach = _without_envelope(address, exchange, exchange.status)
    if reach is Reach.REACHED and _clock_is_off(exchange, now):
        reach = Reach.CLOCK_WRONG
    return Connection(reach, message)


def _unsent(address: str, trouble: Trouble | None, now: datetime, plain: Callable[[], Exchange]) -> Reach:
    """Nothing was sent. A login page often blocks or forges TLS alone; a wrong clock makes good ones look bad."""
    if trouble is Trouble.BAD_REQUEST:
        return Reach.BAD_ADDRESS
    if trouble is Trouble.PROXY:
        return Reach.PROXY
    if trouble not in (Trouble.TLS, Trouble.CERTIFICATE, Trouble.CERTIFICATE_DATE):
        return Reach.NO_INTERNET
    front = plain()
    if front.status is not None and _is_login_page(address, front, front.status):
        return Reach.LOGIN_PAGE
    if trouble is Trouble.CERTIFICATE_DATE:
        known_good = front.status is not None and _date(front) is not None and not _clock_is_off(front, now)
        return Reach.CERTIFICATE if known_good else Reach.CLOCK_WRONG
    return Reach.CERTIFICATE if trouble is Trouble.CERTIFICATE else Reach.NO_INTERNET


def _without_envelope(address: str, exchange: Exchange, status: int) -> Reach:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status in _PERMANENT:
        return Reach.MOVED
    if _is_login_page(address, exchange, status):
        return Reach.LOGIN_PAGE
    if status in _TEMPORARY:
        return Reach.MOVED
    return Reach.SERVICE_DOWN if status >= 500 else Reach.REACHED


def _is_login_page(address: str, exchange: Exchange, status: int) -> bool:
    """A page where the service should be: 511, a passing redirect to another host, or HTML that is no error."""
    if status == 511:
        return True
    if status in _TEMPORARY:
        return _host(address, exchange.headers.get("location", "")) != _host(address)
    body = (exchange.body or b"").lstrip()
    html = "html" in exchange.headers.get("content-type", "").lower() or body.startswith(b"<")
    return 200 <= status < 300 and html


def _host(address: str, location: str = "") -> str | None:
    """Where an address, or a redirect from it, leads; ``www.`` is the same house."""
    try:
        return (urlsplit(urljoin(address, location)).hostname or "").removeprefix("www.")
    except ValueError:
        return None


def _date(exchange: Exchange) -> datetime | None:
    return http_date(exchange.headers.get("date"))


def _clock_is_off(exchange: Exchange, now: datetime) -> bool:
    told = _date(exchange)
    return told is not None and abs(told - now) > CLOCK_TOLERANCE
