"""Bad ways to a stamp service, each opened beside the good one, on the same truth and on real sockets.

What goes this way meets its fault. Nothing here judges what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from ssl import SSLContext

from kiosk_app.domain.ids import ApiKey, StampIdx
from kiosk_app.domain.outcome import Answer, Call, Connection
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Change, NewStamp, StampView
from kiosk_app.practice import PracticeService
from kiosk_app.stamp_api.client import StampClient
from kiosk_app.stamp_api.connections import NewContext, system_context
from kiosk_app.stamp_api.transport import Timeouts
from tests.certificates import Authority
from tests.fakes.clock import START
from tests.servers import Server, Speak, answer, closed_port, envelope, full_listener, says
from tests.services import PRACTICE_KEY, practice_in_process

PATIENT = Timeouts(connect_s=10, read_s=20, deadline_s=30)  # for ways that answer, on a computer that is busy
HASTY = Timeouts(connect_s=0.1, read_s=0.1, deadline_s=5)  # for ways on which nothing stands
MUTE = Timeouts(connect_s=10, read_s=0.1, deadline_s=30)  # for a service that hears, and never answers
_LOAD_S = 30.0  # on a computer that is very busy
CUT = Timeouts(connect_s=10, read_s=10, deadline_s=0.3)  # for ways that only the deadline ends


@dataclass(frozen=True, slots=True)
class Ground:
    """Where ways are built: the service's truth, the authority that clients trust, and a host that is not ours."""

    truth: Path
    authority: Authority
    stranger: Server


@dataclass(frozen=True, slots=True)
class OpenWay:
    """An open way.

    ``came``: to be called after each call that went this way; waits until the service has done with it what it will,
    since a call that was given up may be ahead of a busy computer. ``apply`` has it do what it was to do late.
    """

    api: StampApi
    came: Callable[[], None] = lambda: None
    apply: Callable[[], None] = lambda: None


Way = Callable[[Ground], AbstractContextManager[OpenWay]]


@contextmanager
def stranger() -> Iterator[Server]:
    """Another host, which would say yes to everything."""
    with Server(says(answer(200, envelope(0, 1347)))) as server:
        yield server


def client(
    address: str, timeouts: Timeouts, *, proxy: str | None = None, new_context: NewContext = system_context
) -> StampClient:
    """The real client on the way to ``address``."""
    return StampClient(
        address,
        ApiKey(PRACTICE_KEY),
        user_agent="StampKiosk/campaign",
        timeouts=timeouts,
        proxy=proxy,
        new_context=new_context,
    )


def moody(mood: str, timeouts: Timeouts = PATIENT, *, holds: bool = False) -> Way:
    """The service itself, in this mood. ``ELSEWHERE`` in it stands for the stranger's address; ``holds``: it keeps
    what came until it is told to apply it, or to go."""

    @contextmanager
    def way(ground: Ground) -> Iterator[OpenWay]:
        with practice_in_process(ground.truth, today=START.date()) as service:
            service.mood(mood.replace("ELSEWHERE", ground.stranger.address))
            yield way_to(service, timeouts, holds=holds)

    return way


def way_to(service: PracticeService, timeouts: Timeouts, *, holds: bool = False) -> OpenWay:
    """The way to a service that is in its mood already."""
    calls = count(1)

    def came() -> None:
        held = next(calls) if holds else 0
        assert service.wait_until(held=held, idle=not holds, within_s=_LOAD_S)

    def apply() -> None:
        service.release()
        assert service.wait_until(idle=True, within_s=_LOAD_S)

    return OpenWay(client(service.address, timeouts), came, apply)


def unreachable(address: Callable[[], str]) -> Way:
    """An address where nobody answers."""

    @contextmanager
    def way(ground: Ground) -> Iterator[OpenWay]:
        yield OpenWay(client(address(), HASTY))

    return way


def refused_port() -> Way:
    return unreachable(lambda: f"http://127.0.0.1:{closed_port()}")


@contextmanager
def dropped_syn(ground: Ground) -> Iterator[OpenWay]:
    """A port that drops every SYN (Linux)."""
    listener, fillers = full_listener()
    with listener:
        yield OpenWay(client(f"http://127.0.0.1:{listener.getsockname()[1]}", HASTY))
        for filler in fillers:
            filler.close()


def handshake(speak: Speak) -> Way:
    """A TLS handshake that comes to nothing."""

    @contextmanager
    def way(ground: Ground) -> Iterator[OpenWay]:
        with Server(speak) as server:
            address = f"https://127.0.0.1:{server.port}"
            yield OpenWay(client(address, HASTY, new_context=ground.authority.trusted))

    return way


def certified(certificate: Callable[[Authority], SSLContext]) -> Way:
    """A host that would say yes to everything, behind this certificate. It must never hear a request."""

    @contextmanager
    def way(ground: Ground) -> Iterator[OpenWay]:
        with Server(says(answer(200, envelope(0, 1347))), certificate(ground.authority)) as server:
            yield OpenWay(client(server.address, PATIENT, new_context=ground.authority.trusted))
            assert server.heard == []

    return way


def proxied(speak: Speak) -> Way:
    """A proxy that lets nothing through. It must never see the key."""

    @contextmanager
    def way(ground: Ground) -> Iterator[OpenWay]:
        with Server(speak) as proxy:
            yield OpenWay(client("https://vivoldi.invalid", HASTY, proxy=proxy.address))
            assert PRACTICE_KEY.encode() not in b"".join(proxy.heard)

    return way


@contextmanager
def no_proxy(ground: Ground) -> Iterator[OpenWay]:
    """A proxy that is not there."""
    yield OpenWay(client("https://vivoldi.invalid", HASTY, proxy=f"http://127.0.0.1:{closed_port()}"))


class Switched:
    """Implements ``domain.ports.StampApi``: each call goes a way of its own, open for as long as it takes."""

    def __init__(self, way: Callable[[Call], AbstractContextManager[StampApi]]) -> None:
        self._way = way

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        with self._way(Call.CREATE) as api:
            return api.create(new)

    def add(self, stamp_idx: StampIdx) -> Answer[None]:
        with self._way(Call.ADD) as api:
            return api.add(stamp_idx)

    def remove(self, stamp_idx: StampIdx) -> Answer[None]:
        with self._way(Call.REMOVE) as api:
            return api.remove(stamp_idx)

    def update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]:
        with self._way(Call.UPDATE) as api:
            return api.update(stamp_idx, change)

    def delete(self, stamp_idx: StampIdx) -> Answer[None]:
        with self._way(Call.DELETE) as api:
            return api.delete(stamp_idx)

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        with self._way(Call.VALIDATE) as api:
            return api.validate(stamp_idx, deadline_s)

    def test_connection(self, known: StampIdx | None) -> Connection:
        with self._way(Call.VALIDATE) as api:
            return api.test_connection(known)


def chosen(choose: Callable[[Call], StampApi]) -> Switched:
    """A line whose ways are open all the time."""
    return Switched(lambda call: nullcontext(choose(call)))
