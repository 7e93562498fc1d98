"""The calls that the tests of the wire play, each through the real client, and one look below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Answer, Call, Fate, Next
from kiosk_app.domain.stamp import Change, NewStamp
from kiosk_app.stamp_api.client import StampClient
from kiosk_app.stamp_api.connections import NewContext, system_context
from kiosk_app.stamp_api.transport import Exchange, Outgoing, Timeouts, Transport

CANARY = "CANARY-key-7f3a9c0e5b"
KEY = ApiKey(CANARY)
AGENT = "StampKiosk/0.1.0"

PATIENT = Timeouts(connect_s=10, read_s=10, deadline_s=20)  # for tests that wait for nothing
BRIEF = Timeouts(connect_s=0.3, read_s=0.3, deadline_s=10)  # where nothing comes; a busy computer's answer takes longer
STALLED = Timeouts(connect_s=10, read_s=1.5, deadline_s=20)  # where something comes, and then nothing
CUT = Timeouts(connect_s=10, read_s=10, deadline_s=0.4)  # for tests of the deadline

NEW = NewStamp(card_idx=123, start=date(2025, 1, 1), end=date(2025, 12, 31))

PLAY: dict[Call, Callable[[StampClient], Answer[Any]]] = {
    Call.CREATE: lambda api: api.create(NEW),
    Call.ADD: lambda api: api.add(394),
    Call.REMOVE: lambda api: api.remove(394),
    Call.UPDATE: lambda api: api.update(394, Change(active=True)),
    Call.DELETE: lambda api: api.delete(394),
    Call.VALIDATE: lambda api: api.validate(394),
}

STEP_IN_DOUBT = {
    Call.CREATE: Next.PERSON,
    Call.ADD: Next.LOOK,
    Call.REMOVE: Next.LOOK,
    Call.UPDATE: Next.AGAIN,
    Call.DELETE: Next.AGAIN,
    Call.VALIDATE: Next.AGAIN,
}


def time_for(name: str) -> Timeouts:
    """No longer than needed with a server that keeps still, which its name says; the others are waited for."""
    return {"silence": BRIEF, "stalled header": BRIEF, "stalled body": STALLED}.get(name, PATIENT)


def client(
    address: str,
    timeouts: Timeouts = PATIENT,
    *,
    proxy: str | None = None,
    new_context: NewContext = system_context,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> StampClient:
    return StampClient(address, KEY, user_agent=AGENT, timeouts=timeouts, proxy=proxy, new_context=new_context, now=now)


def exchange(
    address: str,
    timeouts: Timeouts = PATIENT,
    *,
    proxy: str | None = None,
    new_context: NewContext = system_context,
) -> Exchange:
    """One add, seen below the client: what was sent and what came."""
    transport = Transport(timeouts, proxy, new_context)
    headers = {"Authorization": f"APIKey {CANARY}", "Content-Type": "application/json"}
    return transport.exchange(Outgoing("PUT", f"{address}/api/stamp/v1/add", headers, b'{"stampIdx": 394}'))


def assert_in_doubt(call: Call, answer: Answer[Any]) -> None:
    """Bytes were sent and nothing proves what became of them; for a look that is merely no answer."""
    assert answer.fate is (Fate.UNKNOWN if call is not Call.VALIDATE else Fate.NOT_DONE)
    assert answer.next is STEP_IN_DOUBT[call]
    assert answer.result is None
