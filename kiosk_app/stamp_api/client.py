"""A method per call of the stamp service, each one request and one Answer. The only door into this room.

It never asks twice: what to do about an answer is the sender's to decide.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote

from kiosk_app.domain.ids import ApiKey, StampIdx
from kiosk_app.domain.links import service_address
from kiosk_app.domain.outcome import Answer, Call, Connection
from kiosk_app.domain.stamp import Change, NewStamp, StampView
from kiosk_app.stamp_api.connections import NewContext, system_context
from kiosk_app.stamp_api.judge import Facts, Result, judge, retry_after_s
from kiosk_app.stamp_api.probe import found
from kiosk_app.stamp_api.transport import Exchange, Outgoing, Timeouts, Transport
from kiosk_app.stamp_api.wire import Envelope, create_body, read_envelope, stamp_body, update_body

NOBODYS_STAMP = 2**53 - 1  # no service counts that far, and every JSON reader can hold it

_METHODS = {Call.CREATE: "POST", Call.DELETE: "DELETE", Call.VALIDATE: "GET"}  # the others: PUT


def _utc_now() -> datetime:
    return datetime.now(UTC)


class StampClient:
    """The real ``StampApi``, for one address and one key. Threads may share it.

    ``address`` must be one that ``links.service_address`` agrees with, else ValueError. ``key`` None: only good to
    find out whether the service can be reached. ``user_agent`` names the product (the vendor answers generic ones
    with 403). ``proxy`` is a setting of ours; the environment's is never used. ``new_context`` and ``now`` are for
    tests.
    """

    def __init__(
        self,
        address: str,
        key: ApiKey | None,
        *,
        user_agent: str,
        language: str = "en",
        proxy: str | None = None,
        timeouts: Timeouts | None = None,
        new_context: NewContext = system_context,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        origin = service_address(address)
        if origin is None:
            raise ValueError("not the address of a stamp service")
        self._address = origin
        self._key = key
        self._headers = {"User-Agent": user_agent, "Accept-Language": language}
        self._timeouts = timeouts or Timeouts()
        self._transport = Transport(self._timeouts, proxy, new_context)
        self._now = now

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        """Issue a stamp. Never safe to send twice."""
        return cast("Answer[StampIdx]", self._call(Call.CREATE, body=create_body(new)))

    def add(self, stamp_idx: StampIdx) -> Answer[None]:
        """Add one visit."""
        return cast("Answer[None]", self._call(Call.ADD, body=stamp_body(stamp_idx)))

    def remove(self, stamp_idx: StampIdx) -> Answer[None]:
        """Take one visit back."""
        return cast("Answer[None]", self._call(Call.REMOVE, body=stamp_body(stamp_idx)))

    def update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]:
        """Set what ``change`` holds."""
        return cast("Answer[None]", self._call(Call.UPDATE, body=update_body(stamp_idx, change)))

    def delete(self, stamp_idx: StampIdx) -> Answer[None]:
        """Delete a stamp for good."""
        return cast("Answer[None]", self._call(Call.DELETE, stamp_idx))

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        """Look at a stamp. DONE without a result: there is no such usable stamp, and ``message`` says why."""
        return cast("Answer[StampView]", self._call(Call.VALIDATE, stamp_idx, deadline_s=deadline_s))

    def test_connection(self, known: StampIdx | None) -> Connection:
        """Look at ``known``, else at a stamp that is surely nobody's, and tell what stands in the way.

        Changes nothing. Where TLS fails, the address is asked once more over plain HTTP and without the key,
        since only that shows a login page or what time it is. Two thirds of the deadline, then one third.
        """
        limit = self._timeouts.deadline_s
        exchange = self._exchange(Call.VALIDATE, known or NOBODYS_STAMP, deadline_s=limit * 2 / 3)
        return found(self._address, exchange, self._envelope(Call.VALIDATE, exchange), self._now(), self._plain)

    def _plain(self) -> Exchange:
        """The service's front door over plain HTTP, as a login page would intercept it."""
        outgoing = Outgoing("GET", self._address.replace("https:", "http:", 1) + "/", dict(self._headers))
        return self._transport.exchange(outgoing, self._timeouts.deadline_s / 3)

    def _call(
        self,
        call: Call,
        stamp_idx: StampIdx | None = None,
        body: bytes | None = None,
        deadline_s: float | None = None,
    ) -> Answer[Result]:
        exchange = self._exchange(call, stamp_idx, body, deadline_s)
        envelope = self._envelope(call, exchange)
        if stamp_idx is not None and envelope and _is_another(envelope, stamp_idx):
            envelope = Envelope(None, envelope.message)
        facts = Facts(
            sent=exchange.sent,
            status=exchange.status,
            envelope=envelope,
            trouble=exchange.trouble,
            deadline=exchange.deadline,
            retry_after_s=retry_after_s(exchange.headers.get("retry-after"), self._now()),
        )
        return judge(call, facts)

    def _exchange(
        self,
        call: Call,
        stamp_idx: StampIdx | None = None,
        body: bytes | None = None,
        deadline_s: float | None = None,
    ) -> Exchange:
        query = "" if stamp_idx is None else f"?stampIdx={quote(str(stamp_idx), safe='')}"
        headers = {
            **self._headers,
            **({"Authorization": f"APIKey {self._key.reveal()}"} if self._key else {}),
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        url = f"{self._address}/api/stamp/v1/{call.value}{query}"
        return self._transport.exchange(Outgoing(_METHODS.get(call, "PUT"), url, headers, body), deadline_s)

    def _envelope(self, call: Call, exchange: Exchange) -> Envelope | None:
        if exchange.body is None:
            return None
        return read_envelope(call, exchange.body, self._key.reveal() if self._key else "")


def _is_another(envelope: Envelope, stamp_idx: StampIdx) -> bool:
    """Whether a look was answered with another stamp. An id may change between 394 and "394", not more."""
    view = envelope.result
    return isinstance(view, StampView) and str(view.stamp_idx) != str(stamp_idx)
