"""Ports: what the services need of the world. Wiring hands in the real thing, tests a fake with memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol, TypeVar

from kiosk_app.domain.ids import ApiKey, StampIdx
from kiosk_app.domain.outcome import Answer, Connection
from kiosk_app.domain.stamp import Change, NewStamp, StampView

T = TypeVar("T")


class Clock(Protocol):
    """Time, so that tests need not wait for it."""

    def now(self) -> datetime:
        """This instant, aware, UTC."""
        ...

    def today(self) -> date:
        """The shop's local date."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that never jump back, for waiting."""
        ...


class StampApi(Protocol):
    """The stamp service. Every method blocks, at most 30 s, and never raises for trouble of the wire."""

    def create(self, new: NewStamp) -> Answer[StampIdx]: ...

    def add(self, stamp_idx: StampIdx) -> Answer[None]: ...

    def remove(self, stamp_idx: StampIdx) -> Answer[None]: ...

    def update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]: ...

    def delete(self, stamp_idx: StampIdx) -> Answer[None]: ...

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        """Look at a stamp. DONE without a result: the service answers "no such usable stamp", ``message`` says why."""
        ...

    def test_connection(self, known: StampIdx | None) -> Connection:
        """Reach the service without changing anything; ``known`` is a stamp that answered before, if any."""
        ...


class VaultReason(Enum):
    """Why the keyring could not be used."""

    NO_KEYRING = "no keyring"
    LOCKED = "locked"
    NO_ANSWER = "no answer"
    NOT_KEPT = "not kept"


@dataclass(frozen=True, slots=True)
class VaultTrouble:
    """The keyring failed. ``detail`` is for the log and never holds the key."""

    reason: VaultReason
    detail: str


class Vault(Protocol):
    """Where the API key lives: the keyring of the operating system, or memory for this run only."""

    def read(self) -> ApiKey | VaultTrouble | None: ...

    def write(self, key: ApiKey) -> VaultTrouble | None: ...

    def forget(self) -> VaultTrouble | None: ...


IsAlive = Callable[[str], bool]
"""Tells whether the process behind an owner id still runs."""


class Lane(Enum):
    """Where work of the window waits for its turn: one after the other within a lane, lanes beside each other."""

    DISK = "disk"  # search, opening entries: never waits for a network
    WRITE = "write"  # the sender's writes
    LOOK = "look"  # the sender's looks, a page's looks, testing the connection
    CARE = "care"  # import, backup, checks
    VAULT = "vault"  # the keyring, given up after 10 s


class Ticket(Protocol):
    """What was handed in to be done."""

    def cancel(self) -> None:
        """From here on nothing is called back. The work is done all the same, unless it may be dropped."""
        ...


class Background(Protocol):
    """Work beside the window. All of it is called, and calls back, on the window's own thread."""

    def submit(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: object | None = None,
        droppable: bool = False,
    ) -> Ticket:
        """Do ``work`` on its lane, then call ``done`` with what it returned or ``failed`` with what it raised.

        What ``failed`` raises again, and what nobody hears, goes to the crash hook. ``droppable``: not begun at all
        where it is cancelled before its turn. A call to the vault that takes too long is done with
        VaultTrouble(NO_ANSWER), so what such work returns must be able to be that.
        """
        ...

    def leave(self, owner: object) -> None:
        """Cancel all that was handed in under this owner: its page was left."""
        ...
