"""The faults of the campaign, one line each: its name, the way that brings it about, and what can be known of it.

What must become of a change follows from that by the table of outcomes; nothing is expected one by one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kiosk_app.domain.outcome import Call
from tests.certificates import DAY
from tests.functional.faults.verdict import Verdict
from tests.functional.faults.ways import (
    CUT,
    MUTE,
    PATIENT,
    Way,
    certified,
    dropped_syn,
    handshake,
    moody,
    no_proxy,
    proxied,
    refused_port,
    unreachable,
)
from tests.servers import Visit, answer, breaks_off, says, silent

CALLS = (Call.CREATE, Call.ADD, Call.REMOVE, Call.UPDATE)


class Group(Enum):
    """The headings of the campaign."""

    BEFORE = "before sending"
    AFTER = "after sending"
    LATE = "late"
    ANSWERS = "answers"
    LINE = "line"


class Known(Enum):
    """What anybody can know of a change that met a fault."""

    DONE = "the answer came"
    NOT_DONE = "it did not happen"
    STOP = "it did not happen, and something must be mended first"
    IN_DOUBT = "it may have happened"
    REFUSED = "the service said no"
    ACCOUNT = "no, and perhaps the account's"
    TOO_LATE = "it happened after all had settled"


@dataclass(frozen=True, slots=True)
class Fault:
    """``applied_after_s``: when the service does what it had taken in, by the counter's clock.

    ``quick``: in the suite too; the rest takes too long for it.
    """

    group: Group
    name: str
    way: Way
    known: Known
    applied_after_s: float | None = None
    quick: bool = True

    def expected(self, call: Call, *, looks_work: bool) -> Verdict:
        """What must become of the change."""
        match self.known:
            case Known.REFUSED:
                return Verdict.REFUSED
            case Known.ACCOUNT:
                return Verdict.REFUSED if looks_work else Verdict.ONCE
            case Known.IN_DOUBT if call is Call.CREATE:
                return Verdict.LISTED
            case Known.TOO_LATE if call is not Call.UPDATE:
                return Verdict.LISTED
            case _:
                return Verdict.ONCE


def every_fault() -> tuple[Fault, ...]:
    """All of them, in the order of the campaign's list."""
    return (*_before(), *_after(), *_late(), *_line(), *_moved(), *_busy(), *_statuses())


def _before() -> Iterator[Fault]:
    linux = sys.platform.startswith("linux")
    ways: dict[str, Way] = {
        "DNS fails": unreachable(lambda: "https://nobody.invalid"),
        "port refused": refused_port(),
        **({"SYN dropped": dropped_syn} if linux else {}),
        **({"no route": unreachable(lambda: "https://255.255.255.255")} if linux else {}),
        "TLS silent": handshake(Visit.hold),
        "TLS reset": handshake(breaks_off),
        "plain HTTP on the TLS port": handshake(lambda visit: visit.say(answer(400))),
        "certificate self-signed": certified(lambda authority: authority.server(self_signed=True)),
        "certificate of another host": certified(lambda authority: authority.server("other.example")),
        "certificate expired": certified(lambda authority: authority.server(begins=-9 * DAY, ends=-DAY)),
        "certificate not yet valid": certified(lambda authority: authority.server(begins=DAY, ends=9 * DAY)),
        "proxy refused": no_proxy,
        "proxy wants a sign-in (407)": proxied(says(b"HTTP/1.1 407 Sign in\r\n\r\n")),
        "proxy silent": proxied(silent),
    }
    for name, way in ways.items():
        known = Known.STOP if name.startswith("certificate") else Known.NOT_DONE
        yield Fault(Group.BEFORE, name, way, known)


def _after() -> Iterator[Fault]:
    for ending in ("silence", "fin", "rst"):
        for mood in (f"lost:{ending}", f"dropped:{ending}"):
            yield Fault(Group.AFTER, mood, moody(mood, MUTE), Known.IN_DOUBT)
    timeouts = {"dripped:0.01": CUT, "stalled": MUTE}
    moods = (
        *("garbage", "cut-header", "dripped:0.01", "short", "stalled", "bad-chunk", "bad-gzip"),
        *("html", "empty", "cut-json", "no-code", "oversized", "bomb:1000000"),
    )
    for at, mood in enumerate(moods):
        for is_applied, applied in enumerate(("not-applied", "applied")):
            way = moody(f"{mood}:{applied}", timeouts.get(mood, PATIENT))
            yield Fault(Group.AFTER, f"{mood}, {applied}", way, Known.IN_DOUBT, quick=at % 2 == is_applied)
    for mood in ("no-id", "hostile-id"):  # whole answers to everything but a create
        yield Fault(Group.AFTER, mood, moody(mood), Known.IN_DOUBT)


def _late() -> Iterator[Fault]:
    late = moody("late", MUTE, holds=True)
    yield Fault(Group.LATE, "20 s after we gave up", late, Known.IN_DOUBT, applied_after_s=20)
    yield Fault(Group.LATE, "after the settle time", late, Known.TOO_LATE, applied_after_s=45)


def _line() -> Iterator[Fault]:
    yield Fault(Group.LINE, "latency 50 ms", moody("slow:0.05"), Known.DONE)
    yield Fault(Group.LINE, "latency 2 s", moody("slow:2"), Known.DONE, quick=False)
    yield Fault(Group.LINE, "latency longer than we wait", moody("held", MUTE, holds=True), Known.IN_DOUBT)
    yield Fault(Group.LINE, "20 kB/s in slices", moody("thin:20000"), Known.DONE)
    yield Fault(Group.LINE, "1 kB/s", moody("thin:1000"), Known.DONE, quick=False)


def _moved() -> Iterator[Fault]:
    for status in range(301, 309):
        known = Known.STOP if status in (301, 307, 308) else Known.IN_DOUBT
        yield Fault(Group.ANSWERS, f"{status} to another host", moody(f"moved:{status}:ELSEWHERE"), known)


def _busy() -> Iterator[Fault]:
    for asked in ("1", "60", "86400", "soon", "Mon, 01 Jan 2001 00:00:00 GMT", ""):
        yield Fault(Group.ANSWERS, f"429, Retry-After {asked or 'none'}", moody(f"busy:{asked}"), Known.NOT_DONE)


def _statuses() -> Iterator[Fault]:
    for status in range(400, 600):
        known = _known_of(status)
        in_doubt = known is Known.IN_DOUBT
        odd = in_doubt and status % 2 == 1
        yield Fault(Group.ANSWERS, f"{status}", moody(f"status:{status}"), known, quick=not odd)
        if in_doubt:
            yield Fault(Group.ANSWERS, f"{status}, applied", moody(f"status:{status}:applied"), known, quick=odd)


def _known_of(status: int) -> Known:
    if status in (401, 403):
        return Known.ACCOUNT
    if status in (407, 421, 425, 429, 511):
        return Known.NOT_DONE
    if status == 408 or (status >= 500 and status not in (501, 505)):
        return Known.IN_DOUBT
    return Known.REFUSED
